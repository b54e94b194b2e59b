"""The folds of the cranial dura: falx in the midline, tentorium between cerebrum and cerebellum."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.rays import ray_hits
from anatomy_viewer.sculpt.fibres import Weave, fleshed, seed_of
from anatomy_viewer.sculpt.loft import End, Sheet, shell
from anatomy_viewer.sculpt.recipe import Neighbours

Reals = NDArray[np.float64]
_SINEW = End((1000.0,), 0.0)
_THICK = 0.7
# Falx (y, z): its free edge from the crista galli over the corpus callosum to the notch of the tentorium.
_FALX = np.array(
    [[150.0, 40.0], [143.0, 58.0], [132.0, 74.0], [114.0, 84.0], [96.0, 86.0], [78.0, 83.0], [64.0, 74.0], [58.0, 60.0]]
)  # fmt: skip
# Where on the midline of the lining it begins in front (y, z).
_FRONT = (151.0, 38.0)
# Tentorium: half axes of its notch and the notch's middle, how far round it reaches, its outer border over the
# petrous bone (x, y), how far under the cerebrum and over the cerebellum it lies; mm and degrees.
_NOTCH, _MIDDLE, _ROUND, _FLARE = (15.5, 22.0), 80.0, 106.0, 7.0
_PETROUS = np.array(
    [[0.0, -20.0], [60.0, -20.0], [60.0, 46.0], [49.0, 57.0], [36.0, 67.0], [25.0, 77.0], [21.0, 90.0]]
)
_UNDER, _OVER, _LEAST, _ROWS, _COLUMNS = 1.1, 0.7, 0.5, 14, 23
# Height of its border on the bone behind and at the side (the groove of the transverse sinus), and the share of its
# width over which it bends down to it.
_GROOVE, _BEND = (10.5, 17.0), 0.35


def falx(midline: Reals, tent: Reals) -> Mesh:
    """The sickle between the hemispheres, its root on the tentorium.

    midline (n, 3): the curve of the lining, from the front over the top; tent: the sheet of the tentorium.
    """
    root = tent[:, _COLUMNS - 1, 1:3]
    start, stop = (
        int(np.linalg.norm(midline[:, 1:] - place, axis=1).argmin()) for place in (_FRONT, root[-1])
    )
    steps = 34
    lower = _even(np.concatenate([_FALX, root[:-1]]), steps)
    upper = _even(midline[start : stop + 1, 1:], steps)
    share = np.linspace(0.0, 1.0, 9)[None, :, None]
    sheet = np.zeros((steps, 9, 4))
    sheet[..., 1:3] = upper[:, None] + share * (lower - upper)[:, None]
    sheet[..., 3] = _THICK
    return fleshed(shell(sheet, 6.0), Weave(14, 2.0, 0.0), _SINEW, _SINEW, seed_of("falx"))


def _even(line: Reals, count: int) -> Reals:
    """(count, 2): `line` at even lengths, through a cubic spline."""
    from scipy.interpolate import PchipInterpolator

    length = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    return np.asarray(PchipInterpolator(length, line)(np.linspace(0.0, length[-1], count)))


def tentorium(tent: Reals) -> Mesh:
    """The tent over the cerebellum with its notch."""
    return fleshed(shell(tent, 6.0), Weave(22, 2.0, 0.0), _SINEW, _SINEW, seed_of("tentorium"))


def tent_sheet(lining: Reals, neighbours: Neighbours) -> Sheet:
    """Its middle surface from the notch outwards, columns from left to right; attached to `lining` (rows, ring, 3)."""
    turn = np.radians(np.linspace(0.0, _ROUND, _COLUMNS))
    inner = np.stack([_NOTCH[0] * np.sin(turn), _MIDDLE - _NOTCH[1] * np.cos(turn)], axis=1)
    # In front it keeps off the peduncles.
    inner[:, 0] += _FLARE * np.maximum(turn - np.radians(75.0), 0.0)
    outer = np.array([_border(place, way, lining) for place, way in zip(inner, _aside(turn), strict=True)])
    share = np.linspace(0.0, 1.0, _ROWS)[:, None, None]
    right = inner + share * (outer - inner)
    above = _floor(right, neighbours)
    height = _bent(_smooth(above), share[..., 0], turn)
    height = np.maximum(height, _under(right, neighbours) + _OVER)
    height = np.minimum(height, above - _LEAST)
    half = np.concatenate([right, height[..., None], np.full((*height.shape, 1), _THICK)], axis=-1)
    return np.concatenate([half[:, :0:-1] * [-1.0, 1.0, 1.0, 1.0], half], axis=1)


def _bent(height: Reals, share: Reals, turn: Reals) -> Reals:
    """Heights whose border comes down to the groove of the transverse sinus; over the petrous bone as they are."""
    groove = np.interp(np.degrees(turn), [0.0, 75.0], _GROOVE)
    weight = np.clip((share - 1.0 + _BEND) / _BEND, 0.0, 1.0) ** 1.5
    weight = weight * np.interp(np.degrees(turn), [70.0, 95.0], [1.0, 0.0])
    return np.asarray(height + weight * np.minimum(groove - height, 0.0))


def _aside(turn: Reals) -> Reals:
    """(n, 2): directions outwards, from straight back to over the petrous bone."""
    spread = np.minimum(turn, np.radians(100.0) + 0.3 * np.maximum(turn - np.radians(100.0), 0.0))
    return np.stack([np.sin(0.95 * spread), -np.cos(0.95 * spread)], axis=1)


def _border(place: Reals, way: Reals, lining: Reals) -> Reals:
    """(2,): from the notch outwards to the lining at the tentorium's height or to the edge of the petrous bone."""
    reach = np.linspace(3.0, 75.0, 145)
    path = place + reach[:, None] * way
    inside = _within(path, _ring(lining)) & _within(
        path, np.concatenate([_PETROUS, _PETROUS[::-1] * [-1, 1]])
    )
    out = np.flatnonzero(~inside)
    return np.asarray(path[max(int(out[0]) - 1, 0)] if len(out) else path[-1])


def _ring(lining: Reals) -> Reals:
    """(n, 2): the outline of the lining at the height of the tentorium's border."""
    level = 10.0
    found = []
    for column in range(lining.shape[1]):
        z = lining[1:, column, 2]
        row = int(np.flatnonzero((z[:-1] < level) & (z[1:] >= level))[-1]) + 1
        share = (level - lining[row, column, 2]) / (lining[row + 1, column, 2] - lining[row, column, 2])
        found.append(
            lining[row, column, :2] + share * (lining[row + 1, column, :2] - lining[row, column, :2])
        )
    return np.array(found)


def _within(points: Reals, polygon: Reals) -> NDArray[np.bool_]:
    """(n,): whether each point lies inside the polygon (even-odd rule)."""
    inside = np.zeros(len(points), dtype=bool)
    for a, b in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        if a[1] == b[1]:
            continue
        spans = (a[1] > points[:, 1]) != (b[1] > points[:, 1])
        inside ^= spans & (points[:, 0] < a[0] + (points[:, 1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0]))
    return inside


def _under(places: Reals, neighbours: Neighbours) -> Reals:
    """(rows, columns) mm: the top of the cerebellum with its artery, far below where there is none."""
    from scipy.ndimage import maximum_filter

    meshes = [neighbours[name] for name in ("cerebellum", "superior_cerebellar_artery")]
    corners = np.concatenate([mesh.vertices[mesh.faces] for mesh in meshes])
    found = [ray_hits([a, b, 60.0], [0.0, 0.0, -1.0], corners) for a, b in places.reshape(-1, 2)]
    top = np.array([60.0 - float(h[0]) if len(h) else -99.0 for h in found]).reshape(places.shape[:2])
    return np.asarray(np.maximum(top, maximum_filter(top, 3, mode="nearest") - 1.5))


def _floor(places: Reals, neighbours: Neighbours) -> Reals:
    """(rows, columns) mm: the underside of the cerebrum, carried on where there is none above."""
    from scipy.ndimage import gaussian_filter, minimum_filter

    corners = neighbours["cerebral_hemisphere"].vertices[neighbours["cerebral_hemisphere"].faces]
    x, y = places[..., 0].ravel(), places[..., 1].ravel()
    found = [ray_hits([max(a, 6.0), b, 5.0], [0.0, 0.0, 1.0], corners) for a, b in zip(x, y, strict=True)]
    height = np.array([5.0 + float(h[0]) if len(h) else np.nan for h in found]).reshape(places.shape[:2])
    lost = ~np.isfinite(height)
    height = np.where(lost, np.nanmin(height), height)
    for _ in range(300):
        height = np.where(lost, gaussian_filter(height, 1.0, mode="nearest"), height)
    # A gyrus between two places may hang lower than both.
    return np.asarray(np.maximum(minimum_filter(height, 3, mode="nearest"), height - 1.5))


def _smooth(floor: Reals) -> Reals:
    """Just under the cerebrum, evened out."""
    from scipy.ndimage import gaussian_filter

    return np.asarray(np.minimum(gaussian_filter(floor, 1.0, mode="nearest"), floor + 0.5) - _UNDER)
