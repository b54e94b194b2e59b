"""Larynx with trachea, and oesophagus behind them: model shapes below the pharynx."""

from __future__ import annotations

from functools import partial

import numpy as np

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.carved import Place, carved
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Block, Capsule, Distances, Ellipsoid, Points, sculpture
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish

# mm: the two end open here, above the lower border of the bust.
END = -140.0


def _add(*rows: tuple[float, ...], blend: float = 3.0) -> list[Block]:
    """Capsules of the midline from rows y, z, radii across and deep at the start; the same at the end."""
    return [
        Block("add", Capsule((0.0, y0, z0), (0.0, y1, z1), (u0, v0), (u1, v1)), blend)
        for y0, z0, u0, v0, y1, z1, u1, v1 in rows
    ]


# Shield of the thyroid cartilage with its prominence, ring of the cricoid with its plate, rings of the trachea.
_CARTILAGES = sculpture(
    _add(
        (105.0, -79.0, 12.0, 7.5, 107.0, -88.0, 15.0, 10.0),
        (107.5, -86.0, 16.0, 10.5, 108.0, -101.0, 14.0, 11.5),
        (116.5, -87.0, 4.0, 4.5, 115.5, -100.0, 5.0, 4.5),
        (106.5, -105.0, 12.0, 11.5, 105.5, -111.0, 11.0, 11.0),
        (105.0, -112.0, 9.6, 9.4, 102.0, -150.0, 9.6, 9.4),
    )
    + [Block("add", Ellipsoid((0.0, 104.7 - 3.0 * k / 8.0, -117.0 - 4.6 * k), (10.5, 10.2, 1.7)), 1.0)
       for k in range(6)]
)  # fmt: skip
# The epiglottis stands behind root of tongue and hyoid bone, its tip free.
_EPIGLOTTIS = sculpture(
    _add((110.5, -85.0, 3.5, 1.6, 104.5, -73.0, 8.0, 1.3), (104.5, -73.0, 8.0, 1.3, 100.0, -66.0, 7.0, 1.1))
)
# Vestibule, slit between the vocal folds, conus, trachea 14 mm wide.
LUMEN = sculpture(
    _add(
        (98.5, -70.0, 8.0, 3.0, 103.5, -83.0, 7.0, 4.5),
        (103.5, -83.0, 7.0, 4.5, 107.0, -92.0, 4.0, 7.0),
        (107.0, -92.0, 4.0, 7.0, 107.0, -97.0, 1.4, 8.0),
        (107.0, -97.0, 1.4, 8.0, 106.0, -106.0, 6.5, 7.5),
        (106.0, -106.0, 6.5, 7.5, 105.0, -113.0, 7.0, 7.0),
        (105.0, -113.0, 7.0, 7.0, 101.6, -155.0, 7.0, 7.0),
    )
)
# Its lumen is closed.
_GULLET = sculpture(
    _add((95.0, -99.5, 8.5, 2.8, 88.5, -120.0, 8.5, 3.6), (88.5, -120.0, 8.5, 3.6, 86.0, -146.0, 8.5, 3.8))
)


def _larynx(points: Points) -> Distances:
    walled = np.maximum(_CARTILAGES(points), -LUMEN(points))
    return np.asarray(np.maximum(np.minimum(walled, _EPIGLOTTIS(points)), END - points[:, 2]))


def _oesophagus(points: Points) -> Distances:
    return np.asarray(np.maximum.reduce([_GULLET(points), END - points[:, 2]]))


_BONES = ("hyoid_bone", "tongue", *(f"c{n}_vertebra" for n in range(4, 8)))
_NEAR = (
    "longus_capitis",
    "longus_colli",
    "external_carotid_artery",
    "internal_carotid_artery",
    "sternocleidomastoid",
)
_PLACES = {
    "larynx_and_trachea": Place(
        (-20.0, 90.0, -142.0), (20.0, 126.0, -60.0), (*_BONES, "pharynx"), _NEAR, True
    ),
    "oesophagus": Place(
        (-14.0, 78.0, -142.0), (14.0, 100.0, -94.0), (*_BONES, "pharynx", "larynx_and_trachea"), _NEAR, True
    ),
}
_LOOK = {
    "larynx_and_trachea": (_larynx, (206, 196, 170), 3500, 110),
    "oesophagus": (_oesophagus, (186, 104, 96), 700, 40),
}


def body(name: str, _: Figures, neighbours: Neighbours) -> Mesh:
    """The midline body `name`, symmetric."""
    shape, colour, *_rest = _LOOK[name]
    mesh = carved(shape, _PLACES[name], neighbours)
    return finish(mesh.vertices, mesh.faces, colour)


RECIPES: dict[str, Recipe] = {
    name: Recipe(partial(body, name), *_LOOK[name][2:], place.needs) for name, place in _PLACES.items()
}
