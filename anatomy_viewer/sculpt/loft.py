"""Ribbon lofts: a table of stations along a muscle becomes a closed surface whose grid lines are its fibres.

A *sheet* is the mid-surface: an array (rows, columns, 4) of x, y, z and thickness in mm. Rows follow each other from
origin to insertion, columns from one border to the other, so a column is a fibre. The *shell* is the sheet with
thickness: an outer face (away from the spine), an inner face, rounded borders and closed ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.solid import finish, unit

Sheet = NDArray[np.float64]
Reals = NDArray[np.float64]
Faces = NDArray[np.int64]
# The spine: the face of a sheet that looks away from it is the outer one.
SPINE_Y = 66.0


@dataclass(frozen=True)
class End:
    """One end of a muscle.

    tendon: mm over which the fibres are pale, at even steps across; fray: mm by which its border is ragged;
    corner: mm by which its corners are rounded off; taper: mm over which it thins; tip: share of the thickness
    that is left (0 closes it like a dome); clefts: (where across 0..1, half its width, mm deep), each parts two heads.
    """

    tendon: tuple[float, ...] = (5.0,)
    fray: float = 1.5
    corner: float = 0.0
    taper: float = 8.0
    tip: float = 0.25
    clefts: tuple[tuple[float, float, float], ...] = ()


@dataclass(frozen=True)
class Shell:
    """A loft's vertices with what painting needs to know of each.

    points (n, 3); faces (m, 3); across, along (n,): 0..1 over the width and from origin to insertion;
    from_origin, from_insertion (n,) mm along the fibre; side (n,): +1 on the outer face, -1 on the inner, 0 between;
    out (n, 3): unit direction away from the mid-surface.
    """

    points: Reals
    faces: Faces
    across: Reals
    along: Reals
    from_origin: Reals
    from_insertion: Reals
    side: Reals
    out: Reals


def spline_sheet(stations: Sheet, rows: int, columns: int, even: float = 0.5) -> Sheet:
    """(rows, columns, 4): `stations` (s, a, 4) refined by cubic splines, by chord length along and across.

    even: 0 crowds the columns at the borders (cosine), 1 spaces them evenly.
    """
    lengths = _chord(stations[..., :3].mean(axis=1))
    along = _spline(lengths, stations, np.linspace(0.0, 1.0, rows))
    widths = _chord(stations[..., :3].mean(axis=0))
    sheet = _spline(widths, along.swapaxes(0, 1), border_spacing(columns, even)).swapaxes(0, 1)
    sheet[..., 3] = np.maximum(sheet[..., 3], 0.3)
    return sheet


def border_spacing(columns: int, even: float) -> Reals:
    """(columns,) 0..1: a blend of even (1) and cosine (0) spacing."""
    t = np.linspace(0.0, 1.0, columns)
    return even * t + (1.0 - even) * (1.0 - np.cos(np.pi * t)) / 2.0


def _chord(line: Reals) -> Reals:
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(steps)]) / steps.sum()


def _spline(places: Reals, values: Reals, wanted: Reals) -> Reals:
    from scipy.interpolate import CubicSpline

    return np.asarray(CubicSpline(places, values, axis=0)(wanted))


def sheet_normals(sheet: Sheet) -> Reals:
    """(rows, columns, 3): unit normals of the mid-surface, pointing away from the spine as a whole."""
    along = np.gradient(sheet[..., :3], axis=0)
    across = np.gradient(sheet[..., :3], axis=1)
    normals = unit(np.cross(across, along))
    away = sheet[..., :3] - np.stack(
        [np.zeros(sheet.shape[:2]), np.full(sheet.shape[:2], SPINE_Y), sheet[..., 2]], axis=-1
    )
    return normals if (normals * away).sum() >= 0.0 else -normals


def drawn_back(sheet: Sheet, origin: Reals, insertion: Reals) -> Sheet:
    """`sheet` whose fibres start `origin` (columns,) mm later and stop `insertion` mm sooner."""
    reach = fibre_lengths(sheet)
    rows = np.linspace(0.0, 1.0, len(sheet))
    out = np.empty_like(sheet)
    for column in range(sheet.shape[1]):
        stop = reach[-1, column] - insertion[column]
        wanted = origin[column] + rows * (stop - origin[column])
        out[:, column] = _spline(reach[:, column], sheet[:, column], wanted)
    return out


def rounded_corners(across: Reals, depth: float) -> Reals:
    """(columns,) mm: a quarter ellipse at both borders, `depth` mm deep, nothing in the middle."""
    return depth * (1.0 - np.sqrt(np.maximum(1.0 - np.abs(2.0 * across - 1.0) ** 3, 0.0)))


def cleft_depth(across: Reals, clefts: tuple[tuple[float, float, float], ...]) -> Reals:
    """(columns,) mm: round-bottomed notches between heads (`End.clefts`)."""
    depths = np.zeros_like(across)
    for middle, half, depth in clefts:
        depths += depth * np.clip(1.0 - ((across - middle) / half) ** 2, 0.0, 1.0) ** 0.75
    return depths


def fibre_lengths(sheet: Sheet) -> Reals:
    """(rows, columns) mm from the first row along each fibre."""
    steps = np.linalg.norm(np.diff(sheet[..., :3], axis=0), axis=-1)
    return np.concatenate([np.zeros((1, sheet.shape[1])), np.cumsum(steps, axis=0)])


def ended(sheet: Sheet, origin: End, insertion: End) -> Sheet:
    """`sheet` thinned towards both ends: a straight wedge down to the end's `tip`, a dome where `tip` is 0."""
    reach = fibre_lengths(sheet)
    out = sheet.copy()
    for end, distance in ((origin, reach), (insertion, reach[-1] - reach)):
        t = np.clip(distance / end.taper, 0.0, 1.0)
        dome = np.sqrt(np.maximum(1.0 - (1.0 - t) ** 2, 0.0))
        out[..., 3] *= np.maximum(end.tip + (1.0 - end.tip) * (t if end.tip > 0 else dome), 0.04)
    return out


def border_profile(sheet: Sheet, profile: float) -> Reals:
    """(columns,) 0..1: share of the thickness over the width, (1 − |2u − 1|^profile)^½."""
    u = _chord(sheet[..., :3].mean(axis=0))
    return np.asarray(np.sqrt(np.maximum(1.0 - np.abs(2.0 * u - 1.0) ** profile, 0.0)))


def shell(sheet: Sheet, profile: float, inner_every: int = 1) -> Shell:
    """The closed surface of `sheet`, its half thickness t/2 · `border_profile`.

    profile: 2 is an ellipse, larger is a slab with rounded borders. The inner face, seldom seen, keeps about every
    `inner_every`-th column, more of them near the borders.
    """
    rows, columns = sheet.shape[:2]
    u = _chord(sheet[..., :3].mean(axis=0))
    half = sheet[..., 3:] / 2.0 * border_profile(sheet, profile)[:, None]
    normals = sheet_normals(sheet)
    few = np.round(border_spacing(columns // inner_every + 1, 0.4) * (columns - 1)).astype(int)
    back = np.unique(few)[-2:0:-1]
    ring = np.concatenate([np.arange(columns), back])
    side = np.concatenate([np.ones(columns), -np.ones(len(back))])
    side[[0, columns - 1]] = 0.0
    points = sheet[:, ring, :3] + side[:, None] * half[:, ring] * normals[:, ring]
    reach = fibre_lengths(sheet)
    return Shell(
        points.reshape(-1, 3),
        _ring_faces(rows, len(ring), columns),
        np.tile(u[ring], rows),
        np.repeat(np.linspace(0.0, 1.0, rows), len(ring)),
        reach[:, ring].ravel(),
        (reach[-1] - reach)[:, ring].ravel(),
        np.tile(side, rows),
        (np.where(side == 0, 1.0, side)[:, None] * normals[:, ring]).reshape(-1, 3),
    )


def thinned(mesh: Mesh, rows: int, columns: int, light: tuple[int, int]) -> Mesh:
    """A light copy of a finished shell of `rows` rows and `columns` outer columns: `light` = (rows, columns) that stay.

    Collapsing edges would tear a thin sheet's border; leaving out grid lines keeps it. Colours are the mean along the
    fibres.
    """
    from scipy.ndimage import uniform_filter

    ring = len(mesh.vertices) // rows
    row = np.unique(np.round(np.linspace(0, rows - 1, light[0])).astype(int))
    outer = np.unique(np.round(np.linspace(0, columns - 1, light[1])).astype(int))
    inner = np.unique(np.round(np.linspace(columns, ring - 1, max(light[1] // 2, 2))).astype(int))
    around = np.concatenate([outer, inner])
    kept = (row[:, None] * ring + around).ravel()
    along = max(rows // light[0], 1)
    paint = uniform_filter(
        mesh.colours.reshape(rows, ring, 3).astype(np.float64), (along, 1, 1), mode="nearest"
    )
    faces = _ring_faces(len(row), len(around), len(outer))
    copy = finish(mesh.vertices[kept], faces, paint.reshape(-1, 3)[kept])
    return replace(copy, normals=np.ascontiguousarray(mesh.normals[kept]))


def _ring_faces(rows: int, ring: int, columns: int) -> Faces:
    """Quads between neighbouring rings, split, and both ends closed by zips between outer and inner face."""
    j = np.arange(ring)
    k = (j + 1) % ring
    bands = []
    for i in range(rows - 1):
        a, b, c, d = i * ring + j, i * ring + k, (i + 1) * ring + k, (i + 1) * ring + j
        bands += [np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)]
    cap = _zip(columns, ring)
    return np.concatenate([*bands, cap[:, ::-1], cap + (rows - 1) * ring])


def _zip(columns: int, ring: int) -> Faces:
    """Triangles that close a ring: outer vertices 0..columns-1 one way, the inner ones back again."""
    outer = list(range(columns))
    inner = [0, *range(ring - 1, columns - 1, -1), columns - 1]
    faces, i, j = [], 0, 0
    while i < len(outer) - 1 or j < len(inner) - 1:
        ahead = (i + 1) / (len(outer) - 1) <= (j + 1) / (len(inner) - 1)
        if i < len(outer) - 1 and (ahead or j == len(inner) - 1):
            faces.append((outer[i], outer[i + 1], inner[j]))
            i += 1
        else:
            faces.append((outer[i], inner[j + 1], inner[j]))
            j += 1
    return np.array([face for face in faces if len(set(face)) == 3])
