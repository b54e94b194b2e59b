"""Ligaments along the cervical spine: yellow ligaments between the laminae, the two long ones on the bodies.

Thicknesses are model values: about 1.5 mm for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.rays import ray_hits
from anatomy_viewer.sculpt.bands import ELASTIC, ELASTIC_SHADE, GRIP, STEP, Band, bound
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.loft import Sheet
from anatomy_viewer.sculpt.merge import together
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe

Reals = NDArray[np.float64]
Corners = NDArray[np.float32]
SPINE = ("atlas_c1", "axis_c2", "c3_vertebra", "c4_vertebra", "c5_vertebra", "c6_vertebra", "c7_vertebra")
DISCS = ("disc_c2_c3", "disc_c3_c4", "disc_c4_c5", "disc_c5_c6", "disc_c6_c7")
# The canal's middle: height and y, mm; what lies behind it is arch.
_CANAL = np.array([[-20.0, 58.5], [-80.0, 59.0], [-100.0, 57.5], [-114.0, 54.5], [-130.0, 51.0]])
# Slices from the midline outwards, mm; at C1-C2 the nerve leaves sooner. The slit in the midline is 0.6 mm wide.
_SLICES, _SLICES_ATLAS = (0.55, 2.5, 4.5, 6.5, 8.5, 10.0), (0.55, 2.5, 4.5, 6.5, 8.0)
# mm: thickness, how far the ligament climbs on the front of the upper lamina, free space to nerves.
_FLAVUM, _CLIMB, _FREE = 1.6, 3.0, 0.4
# The extreme points of a lamina in these directions (forwards, upwards) are its lower front and its upper edge.
_LOWER, _UPPER = (0.62, -0.78), (0.3, 0.95)
# mm to the cord: room for the dura.
_SAC = 1.0
_ON_DISC = 0.1
_NERVES = {"c2_drg": _FREE, "c2_nerve": _FREE, "c3_drg": _FREE}


def canal_y(z: Reals | float) -> Reals:
    """y (mm) of the middle of the vertebral canal at the heights `z`."""
    return np.asarray(np.interp(z, _CANAL[::-1, 0], _CANAL[::-1, 1]))


def ligamenta_flava(_: Figures, neighbours: Neighbours) -> Mesh:
    """Twelve bodies: one on either side from C1-C2 to C6-C7."""
    return together(_flava(neighbours))


def _flava(neighbours: Neighbours) -> Iterator[Mesh]:
    for level, (upper, lower) in enumerate(pairwise(SPINE)):
        stations = _between(neighbours[upper], neighbours[lower], _SLICES if level else _SLICES_ATLAS)
        gaps = {upper: GRIP, lower: GRIP, "spinal_cord_cervical": _SAC, **({} if level > 1 else _NERVES)}
        name = f"flavum_{level}"
        right = bound(name, Band(stations), gaps, neighbours, tones=(ELASTIC_SHADE, ELASTIC), step=0.45)
        yield right
        yield right.mirrored()


def _between(upper: Mesh, lower: Mesh, slices: tuple[float, ...]) -> Sheet:
    """(5, n, 4): from the front of the upper lamina down to the upper edge of the lower one."""
    rows = [_slice(_profile(upper, x), _profile(lower, x)) for x in slices]
    line = np.array(rows)
    line[1:-1] = (line[:-2] + 2.0 * line[1:-1] + line[2:]) / 4.0
    stations = np.zeros((line.shape[1], len(slices), 4))
    stations[..., 0] = slices
    stations[..., 1:3] = line.swapaxes(0, 1)
    stations[..., 3] = _FLAVUM
    return stations


def _slice(above: Reals, below: Reals) -> Reals:
    """(5, 2): y, z from above to below in one slice."""
    edge, border = above[(above @ _LOWER).argmax()], below[(below @ _UPPER).argmax()]
    level = above[np.abs(above[:, 1] - edge[1] - _CLIMB) < 0.6]
    front = level[level[:, 0].argmax()] if len(level) else edge + np.array([0.0, 1.0])
    ahead = _FLAVUM / 2.0 - 0.1
    start, corner = front + np.array([ahead, 0.0]), edge + np.array([ahead, 0.2])
    stop = border + np.array([0.1, -0.6])
    return np.array([start, corner, corner + 0.4 * (stop - corner), corner + 0.8 * (stop - corner), stop])


def _profile(bone: Mesh, x: float) -> Reals:
    """(n, 2): y, z of the arch's outline in the sagittal slice `x`."""
    corners = bone.vertices[bone.faces].astype(np.float64)
    side = corners[..., 0] - x
    cut = corners[(side.max(axis=1) > 0) & (side.min(axis=1) < 0)]
    points = []
    for i, j in ((0, 1), (1, 2), (2, 0)):
        a, b = cut[:, i], cut[:, j]
        crosses = (a[:, 0] > x) != (b[:, 0] > x)
        share = (x - a[crosses, 0]) / (b[crosses, 0] - a[crosses, 0])
        points.append(a[crosses] + share[:, None] * (b[crosses] - a[crosses]))
    outline = np.concatenate(points)[:, 1:]
    return np.asarray(outline[outline[:, 0] < canal_y(outline[:, 1])])


# Half widths (mm) of the long ligaments at heights: the hind one is wide at the discs, narrow behind the bodies.
_FRONT_WIDTH = np.array([[-28.0, 3.0], [-36.0, 4.0], [-60.0, 6.5], [-128.0, 9.0]])
_BACK_WIDTH, _WAIST = np.array([[-42.0, 5.8], [-128.0, 7.0]]), 1.6
_DISC_HEIGHTS = (-56.0, -71.0, -86.0, -101.5, -114.5)


def posterior_longitudinal(_: Figures, neighbours: Neighbours) -> Mesh:
    """On the backs of bodies and discs from C2 to C7."""
    z = np.linspace(-42.0, -127.0, 58)
    near = np.exp(-((np.abs(z[:, None] - _DISC_HEIGHTS).min(axis=1) / 4.0) ** 2))
    wide = np.interp(z, _BACK_WIDTH[::-1, 0], _BACK_WIDTH[::-1, 1]) - _WAIST * (1.0 - near)
    name = "posterior_longitudinal_ligament"
    on = ("axis_c2", *SPINE[2:], *DISCS)
    return _long(name, z, wide, 1.2, (61.0, 1.0), on, neighbours, ("tectorial_membrane",))


def anterior_longitudinal(_: Figures, neighbours: Neighbours) -> Mesh:
    """On the fronts of bodies and discs from the tubercle of the atlas to C7."""
    z = np.linspace(-31.0, -131.0, 66)
    wide = np.interp(z, _FRONT_WIDTH[::-1, 0], _FRONT_WIDTH[::-1, 1])
    name = "anterior_longitudinal_ligament"
    return _long(name, z, wide, 1.4, (110.0, -1.0), (*SPINE, *DISCS), neighbours)


def _long(
    name: str,
    z: Reals,
    wide: Reals,
    thickness: float,
    view: tuple[float, float],
    on: tuple[str, ...],
    neighbours: Neighbours,
    beside: tuple[str, ...] = (),
) -> Mesh:
    """A band laid on what is seen from y = view[0] (from the canal when it looks forwards) along ±y."""
    corners = np.concatenate([neighbours[i].vertices[neighbours[i].faces] for i in on])
    out = np.linspace(0.0, 1.0, 5)
    stations = np.zeros((len(z), len(out), 4))
    for column, share in enumerate(out):
        x = share * wide
        start = canal_y(z) if view[1] > 0 else np.full(len(z), view[0])
        far = _hits(np.stack([x, start, z], axis=1), view[1], corners)
        stations[:, column, :3] = np.stack([x, _laid(start + view[1] * far, view[1]), z], axis=1)
    stations[..., 1] -= view[1] * (thickness / 2.0 - 0.1)
    stations[..., 3] = thickness * np.array([1.0, 1.0, 0.95, 0.85, 0.55])
    # A disc and the ligament on it, made lighter, cut each other's corners.
    gaps = {i: _ON_DISC if i in DISCS else GRIP for i in (*on, *beside)}
    return bound(name, Band(stations), gaps, neighbours, symmetric=True, step=STEP)


def _hits(starts: Reals, way: float, corners: Corners) -> Reals:
    places = starts + np.array([0.02, 0.0, 0.003])
    found = [ray_hits(place, [0.0, way, 0.0], corners) for place in places]
    return np.array([float(h[0]) if len(h) else np.nan for h in found])


def _laid(y: Reals, way: float) -> Reals:
    """Wall positions evened out, never deeper than the wall; gaps bridged."""
    from scipy.ndimage import gaussian_filter1d, maximum_filter1d, minimum_filter1d

    known = np.isfinite(y)
    wall = np.interp(np.arange(len(y)), np.flatnonzero(known), y[known])
    rim = minimum_filter1d(wall, 5) if way > 0 else maximum_filter1d(wall, 5)
    return np.asarray(gaussian_filter1d(0.5 * (rim + wall), 1.2, mode="nearest"))


_ON_BODIES = (*SPINE, *DISCS)
RECIPES: dict[str, Recipe] = {
    # 12 bodies: right and left of six levels.
    "ligamenta_flava": Recipe(ligamenta_flava, 4500, 180, (*SPINE, *_NERVES, "spinal_cord_cervical")),
    "anterior_longitudinal_ligament": Recipe(anterior_longitudinal, 3000, 80, _ON_BODIES),
    "posterior_longitudinal_ligament": Recipe(
        posterior_longitudinal, 3000, 80, (*_ON_BODIES[1:], "tectorial_membrane")
    ),
}
