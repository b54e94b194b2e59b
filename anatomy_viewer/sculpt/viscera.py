"""Tongue, soft palate and pharynx round the airway: model shapes.

The wall and the tissue behind it take 3-9 mm before the bodies of C2 to C4 (model value).
"""

from __future__ import annotations

from functools import partial

import numpy as np

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.carved import Place, carved, fleshed_to
from anatomy_viewer.sculpt.fibres import seed_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Block, Capsule, Distances, Ellipsoid, Field, Points, sculpture
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish

_MOUTH = ("mandible", "maxilla", "palatine_bone", "vomer", "hyoid_bone", "sphenoid_bone")
_SPINE = ("occipital_bone", "atlas_c1", "axis_c2", "c3_vertebra", "c4_vertebra", "c5_vertebra", "c6_vertebra")
_THROAT = (
    "longus_capitis", "longus_colli", "internal_carotid_artery", "external_carotid_artery",
    "internal_jugular_vein", "mandibular_nerve", "maxillary_nerve", "digastric_posterior_belly",
    "rectus_capitis_anterior",
)  # fmt: skip
# mm: the wall of the pharynx.
_WALL = 2.5


def _body(*shapes: Field, blend: float = 4.0) -> Field:
    return sculpture([Block("add", shape, blend) for shape in shapes])


AIR = _body(
    Ellipsoid((0.0, 105.0, -11.0), (13.0, 13.0, 9.5)),
    Capsule((0.0, 97.5, -18.0), (0.0, 97.0, -58.0), (12.0, 5.0), (13.0, 5.0)),
    Capsule((0.0, 97.0, -58.0), (0.0, 95.5, -92.0), (14.0, 4.5), (9.0, 2.0)),
)
TONGUE = _body(
    Ellipsoid((0.0, 131.0, -43.0), (21.0, 25.0, 13.0)),
    Ellipsoid((0.0, 146.0, -41.0), (15.0, 12.0, 6.0)),
    Ellipsoid((0.0, 115.0, -57.0), (17.0, 12.0, 16.0)),
    Ellipsoid((0.0, 136.0, -53.0), (14.0, 17.0, 9.0)),
    blend=6.0,
)
PALATE = _body(
    Capsule((0.0, 121.0, -24.5), (0.0, 110.0, -28.0), (14.0, 2.6), (14.0, 3.4)),
    Capsule((0.0, 110.0, -28.0), (0.0, 104.5, -36.0), (13.0, 3.4), (6.0, 2.8)),
    Capsule((0.0, 104.5, -36.0), (0.0, 103.0, -45.0), (3.4, 2.8), (2.6, 2.2)),
)


def _pharynx(points: Points) -> Distances:
    """A wall round the air, open in front to nose, mouth and larynx."""
    air = AIR(points)
    front = np.interp(points[:, 2], [-92.0, -60.0, -30.0, -12.0], [98.0, 100.5, 101.0, 108.0])
    return np.asarray(np.maximum.reduce([air - _WALL, -air, points[:, 1] - front]))


def _tongue(points: Points) -> Distances:
    return np.asarray(np.maximum.reduce([TONGUE(points), 0.8 - AIR(points), 2.0 - PALATE(points)]))


def _palate(points: Points) -> Distances:
    return np.asarray(PALATE(points))


_PLACES = {
    "pharynx": Place((-20.0, 84.0, -100.0), (20.0, 122.0, 6.0), (*_MOUTH, *_SPINE), _THROAT, True),
    "tongue": Place((-28.0, 96.0, -76.0), (28.0, 162.0, -24.0), _MOUTH, _THROAT, True),
    "soft_palate": Place((-20.0, 96.0, -52.0), (20.0, 128.0, -16.0), _MOUTH, _THROAT, True),
}
_SHAPES: dict[str, Field] = {"pharynx": _pharynx, "tongue": _tongue, "soft_palate": _palate}
_MUCOSA = (196, 116, 106)


def body(name: str, _: Figures, neighbours: Neighbours) -> Mesh:
    """The midline body `name`, symmetric."""
    mesh = carved(_SHAPES[name], _PLACES[name], neighbours)
    if name == "tongue":
        return fleshed_to(mesh, (150.0, -80.0), 20.0, seed_of(name))
    return finish(mesh.vertices, mesh.faces, _MUCOSA)


_TRIANGLES = {"pharynx": (3000, 80), "tongue": (2200, 70), "soft_palate": (1000, 40)}
RECIPES: dict[str, Recipe] = {
    name: Recipe(partial(body, name), *_TRIANGLES[name], place.needs) for name, place in _PLACES.items()
}
