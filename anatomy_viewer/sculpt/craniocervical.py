"""Ligaments between skull, atlas and axis: transverse, alar and tectorial ligament, the two membranes.

Sizes: transverse ligament 2-3 mm thick, alar ligament 10-12 mm long and 5-7 mm thick, membranes 1-2 mm (K).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.rays import ray_hits
from anatomy_viewer.sculpt.bands import GRIP, SHADE, SINEW, STEP, Band, bound, fibrous, fitted
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Capsule, Points, bounds_of
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import surface

Reals = NDArray[np.float64]
# mm kept free beside what a ligament must not touch (model value).
FREE = 0.3
# Middle of the transverse ligament behind the dens, right half: x, y; its height, and how much lower it ends; mm.
_ARC = np.array([[0.0, 66.9], [2.2, 67.3], [4.3, 68.5], [6.4, 70.0], [9.9, 71.6]])
_ARC_THICKNESS = np.array([2.4, 2.4, 2.3, 2.4, 2.8])
_ARC_HEIGHT, _ARC_LEVEL = np.array([4.0, 3.9, 3.4, 3.0, 2.8]), -31.6
# Alar ligament: from the side of the dens' tip to the inner side of the condyle; radii front to back and upright, mm.
_DENS, _CONDYLE, _ALAR_RADII = (1.8, 72.4, -25.4), (14.2, 66.6, -20.4), ((2.9, 2.2), (2.5, 2.7))
# Columns of the membranes, mm from the midline.
_OUT = np.array([0.0, 3.0, 6.0, 9.0, 12.0])


def transverse_ligament(_: Figures, neighbours: Neighbours) -> Mesh:
    """The band behind the dens between the inner sides of the atlas' lateral masses."""
    edge = np.linspace(-1.0, 1.0, 5)
    stations = np.zeros((len(_ARC), len(edge), 4))
    stations[..., :2] = _ARC[:, None]
    stations[..., 2] = _ARC_LEVEL + edge * _ARC_HEIGHT[:, None]
    stations[..., 3] = _ARC_THICKNESS[:, None] * (1.0 - 0.4 * edge**2)
    gaps = {"axis_c2": FREE, "atlas_c1": GRIP}
    return bound("transverse_ligament_of_atlas", Band(stations), gaps, neighbours, symmetric=True, step=0.5)


def alar_ligament(_: Figures, neighbours: Neighbours) -> Mesh:
    """The right cord from the dens to the condyle."""
    gaps = {"axis_c2": GRIP, "occipital_bone": GRIP, "atlas_c1": FREE}
    field = fitted(Capsule(_DENS, _CONDYLE, *_ALAR_RADII), gaps, neighbours, symmetric=False)
    vertices, faces = surface(field, bounds_of([_DENS, _CONDYLE], 3.5), STEP)
    return finish(vertices, faces, fibrous(_round_alar(vertices), "alar_ligament", (SHADE, SINEW)))


def _round_alar(points: Points) -> Reals:
    """(n, 2): round the ligament and along it, 0..1, for its strands."""
    start, way = np.array(_DENS), np.subtract(_CONDYLE, _DENS)
    off = points - start
    around = np.arctan2(off[:, 1] - off[:, 0] * way[1] / way[0], off[:, 2] - off[:, 0] * way[2] / way[0])
    return np.stack([0.5 + around / (2.0 * np.pi), np.clip(off[:, 0] / way[0], 0.0, 1.0)], axis=1)


def tectorial_membrane(_: Figures, neighbours: Neighbours) -> Mesh:
    """The broad end of the posterior longitudinal ligament, over dens and cruciform ligament to the clivus."""
    height = np.linspace(-2.0, -45.0, 24)
    out = np.array([0.0, 2.0, 4.0, 6.0, 7.8])
    stations = np.zeros((len(height), len(out), 4))
    for column, x in enumerate(out):
        wide = x * np.interp(height, [-45.0, -36.0, -20.0, -2.0], [0.72, 0.9, 1.0, 1.0])
        stations[:, column, 0], stations[:, column, 2] = wide, height
        stations[:, column, 1] = _taut(height, _wall_before(wide, height, neighbours))
    stations[..., 3] = 0.9
    stations[..., 1] -= 0.5 * stations[..., 3] - 0.05
    gaps = {"occipital_bone": GRIP, "axis_c2": GRIP, "atlas_c1": FREE}
    gaps |= {"transverse_ligament_of_atlas": 0.05, "alar_ligament": 0.1}
    return bound("tectorial_membrane", Band(stations), gaps, neighbours, symmetric=True)


_IN_FRONT = ("occipital_bone", "axis_c2", "transverse_ligament_of_atlas", "alar_ligament")
# y of a line inside the canal, mm.
_CANAL = 61.0


def _wall_before(x: Reals, z: Reals, neighbours: Neighbours) -> Reals:
    """(n,) mm: y of the first wall in front of the canal at each (x, z); inf where there is none."""
    corners = np.concatenate([neighbours[i].vertices[neighbours[i].faces] for i in _IN_FRONT])
    starts = np.stack([x + 0.013, np.full(len(x), _CANAL), z + 0.007], axis=1)
    hits = [ray_hits(start, [0.0, 1.0, 0.0], corners) for start in starts]
    return np.array([_CANAL + float(h[0]) if len(h) else np.inf for h in hits])


def _taut(z: Reals, wall: Reals) -> Reals:
    """(n,): the line pulled tight over the walls that stand out farthest back: their lower convex envelope."""
    known = [int(i) for i in np.flatnonzero(np.isfinite(wall) & (wall < 90.0))]
    chain: list[int] = []
    for i in known:
        while len(chain) > 1 and _turns_up(z, wall, chain[-2], chain[-1], i):
            chain.pop()
        chain.append(i)
    return np.asarray(np.interp(-z, -z[chain], wall[chain]))


def _turns_up(z: Reals, y: Reals, a: int, b: int, c: int) -> bool:
    return bool((y[b] - y[a]) * (z[a] - z[c]) >= (y[c] - y[a]) * (z[a] - z[b]))


def posterior_membrane(_: Figures, neighbours: Neighbours) -> Mesh:
    """From the hind rim of the foramen magnum to the atlas' arch, with a free border round artery and first nerve."""
    out = np.array([0.0, 3.0, 6.0, 9.0, 12.0, 14.5])
    above = np.array(
        [[37.3, -19.6], [37.7, -19.8], [38.8, -20.4], [40.3, -21.0], [43.2, -21.4], [46.5, -21.6]]
    )
    below = np.array(
        [[44.3, -30.4], [44.6, -30.6], [45.4, -30.9], [47.2, -31.4], [49.8, -31.8], [51.6, -32.0]]
    )
    share = np.linspace(-0.04, 1.06, 6)[:, None]
    stations = np.zeros((6, len(out), 4))
    # The free border slants inwards, over the groove of the artery.
    stations[..., 0] = out * (1.0 - 0.2 * np.clip(share, 0.0, 1.0))
    for axis in (0, 1):
        stations[..., 1 + axis] = above[:, axis] + (below - above)[:, axis] * share
    # It bulges back a little, away from the dura.
    stations[..., 1] -= 0.8 * np.sin(np.pi * np.clip(share, 0.0, 1.0))
    stations[..., 3] = 1.3
    gaps = {"occipital_bone": GRIP, "atlas_c1": GRIP, "vertebral_artery": 0.6, "c1_nerve": 0.5}
    name = "posterior_atlanto_occipital_membrane"
    return bound(name, Band(stations), gaps, neighbours, symmetric=True)


def anterior_membrane(_: Figures, neighbours: Neighbours) -> Mesh:
    """From the front rim of the foramen magnum, under the basilar part, to the atlas' front arch."""
    above = np.array([[81.5, -15.4], [81.2, -15.5], [80.6, -16.0], [79.6, -16.8], [78.5, -17.5]])
    below = np.array([[84.0, -28.4], [83.8, -28.0], [83.2, -27.6], [82.2, -26.6], [80.6, -25.0]])
    share = np.linspace(-0.05, 1.1, 6)[:, None]
    stations = np.zeros((6, len(_OUT), 4))
    stations[..., 0] = _OUT
    for axis in (0, 1):
        stations[..., 1 + axis] = above[:, axis] + (below - above)[:, axis] * share
    stations[..., 3] = 1.5 + 0.9 * np.exp(-((_OUT / 3.0) ** 2))
    gaps = {"occipital_bone": GRIP, "atlas_c1": GRIP, "axis_c2": FREE}
    return bound("anterior_atlanto_occipital_membrane", Band(stations), gaps, neighbours, symmetric=True)


_SKULL = ("occipital_bone", "atlas_c1")
RECIPES: dict[str, Recipe] = {
    "transverse_ligament_of_atlas": Recipe(transverse_ligament, 1500, 60, ("atlas_c1", "axis_c2")),
    "alar_ligament": Recipe(alar_ligament, 1000, 40, (*_SKULL, "axis_c2")),
    "tectorial_membrane": Recipe(
        tectorial_membrane, 2500, 80, (*_SKULL, "axis_c2", "transverse_ligament_of_atlas", "alar_ligament")
    ),
    "anterior_atlanto_occipital_membrane": Recipe(anterior_membrane, 1800, 60, (*_SKULL, "axis_c2")),
    "posterior_atlanto_occipital_membrane": Recipe(
        posterior_membrane, 2400, 80, (*_SKULL, "vertebral_artery", "c1_nerve")
    ),
}
