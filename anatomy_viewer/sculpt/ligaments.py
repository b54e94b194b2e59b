"""Sheets: the nuchal ligament in the midline and the epicranial aponeurosis over the vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.rays import ray_hits
from anatomy_viewer.sculpt.chart import INNER_POINT
from anatomy_viewer.sculpt.fibres import Weave, fleshed, lattice_noise, lit_borders, seed_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.loft import End, Sheet, border_spacing, shell, spline_sheet, thinned
from anatomy_viewer.sculpt.loft import Shell as Body
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.skull_shell import Shell

Reals = NDArray[np.float64]
# All tendon: no flesh however far from the ends.
_SINEW = End((1000.0,), 0.0)

# Height, free border behind (just in front of the trapezius' back), border in front (crest, C1 tubercle, spines), mm.
_NUCHAL = np.array(
    [[-6.6, 2.0, 10.0], [-9.6, 9.6, 15.5], [-14.0, 15.0, 23.0], [-20.0, 19.0, 31.0], [-27.0, 23.0, 36.0],
     [-34.0, 26.4, 38.6], [-42.0, 29.0, 41.5], [-50.0, 29.4, 40.5], [-57.0, 29.6, 36.5], [-63.0, 29.2, 34.5],
     [-70.0, 28.4, 38.5], [-78.0, 26.2, 33.0], [-85.0, 23.6, 38.0], [-91.0, 20.6, 33.0], [-98.0, 17.0, 36.0],
     [-104.0, 14.0, 29.0], [-111.0, 9.8, 32.0], [-118.0, 5.0, 20.0], [-125.0, 0.4, 22.0], [-130.0, -1.6, 6.0]]
)  # fmt: skip
_NUCHAL_GRID = (110, 18)
# From the raphe behind to the lamina in front, mm.
_NUCHAL_THICKNESS = np.array([2.2, 2.0, 1.5, 1.2, 1.0])
# How far its front border reaches into a bone, so that no light passes.
_INTO_BONE = 0.2
_NUCHAL_BONES = (
    "occipital_bone",
    "atlas_c1",
    "axis_c2",
    "c3_vertebra",
    "c4_vertebra",
    "c5_vertebra",
    "c6_vertebra",
    "c7_vertebra",
)


def nuchal_ligament(figures: Figures, neighbours: Neighbours) -> Mesh:
    """The midline septum from the external occipital crest to the spines, with a thick free border behind."""
    share = np.linspace(0.0, 1.0, len(_NUCHAL_THICKNESS))
    height, back, front = _NUCHAL[:, 0], _NUCHAL[:, 1:2], _NUCHAL[:, 2:]
    stations = np.zeros((len(_NUCHAL), len(share), 4))
    stations[..., 1] = back + (front - back) * share
    # Its fibres run down and forwards, from the free border to the spines.
    stations[..., 2] = height[:, None] - 2.0 * share
    stations[..., 3] = _NUCHAL_THICKNESS
    weave = Weave(9, 10.0, 0.12)
    sheet = _up_to_bone(spline_sheet(stations, *_NUCHAL_GRID, 0.4), neighbours)
    return fleshed(shell(sheet, 3.0), weave, _SINEW, _SINEW, seed_of("nuchal_ligament"))


def _up_to_bone(sheet: Sheet, neighbours: Neighbours) -> Sheet:
    """`sheet` whose rows end where they meet a bone in the midline."""
    triangles = [neighbours[bone].vertices[neighbours[bone].faces] for bone in _NUCHAL_BONES]
    out = sheet.copy()
    for row in out:
        start = np.array([0.0, row[0, 1], row[-1, 2]])
        hits = [ray_hits(start, [0.0, 1.0, 0.0], corners) for corners in triangles]
        first = min((float(h[0]) for h in hits if len(h)), default=np.inf)
        reach = row[-1, 1] - row[0, 1]
        row[:, 1] = row[0, 1] + (row[:, 1] - row[0, 1]) * min(1.0, (first + _INTO_BONE) / reach)
    return out


# Steps over the vault: degrees from straight behind over the top to the front, and to either side of the midline.
_BACK, _FRONT, _ASIDE = -10.0, 146.0, 44.0
_GALEA_GRID = (54, 55)
_GALEA_THICKNESS, _GALEA_GAP = 1.1, 0.7
_PERICRANIUM = np.array([214.0, 198.0, 172.0])


def epicranial_aponeurosis(figures: Figures, _: Neighbours) -> Mesh:
    """The tendon cap between the occipital and the frontal bellies, with the tongue between the two occipitales."""
    sheet = _galea_sheet(Shell(figures), *_GALEA_GRID)
    shape = shell(sheet, 4.0, 2)
    mesh = fleshed(shape, Weave(40, 6.0, 0.1), _SINEW, _SINEW, seed_of("epicranial_aponeurosis"))
    return _faded(lit_borders(mesh, shape), shape)


def _galea_sheet(skull: Shell, rows: int, columns: int) -> Sheet:
    """(rows, columns, 4) from behind to the front; columns from left to right."""
    side = 2.0 * border_spacing(columns, 0.9) - 1.0
    forward = np.linspace(0.0, 1.0, rows)[:, None]
    tongue = 17.0 * np.exp(-((side * _ASIDE / 7.0) ** 2))
    seed = seed_of("epicranial_aponeurosis")
    behind, before = (_ragged(np.abs(side), cells, seed + cells) for cells in (9, 7))
    start = _BACK - tongue - 8.0 * side**2 + 5.0 * behind
    over = np.radians(start + (_FRONT - 14.0 * side**2 + 6.0 * before - start) * forward)
    rim = 0.09 * _ragged(forward[:, 0], 11, seed + 11)[:, None] * np.abs(side) ** 3
    aside = np.radians(_ASIDE * side * (0.92 + 0.12 * np.sin(np.pi * forward) + rim))
    towards = np.stack(
        [np.sin(aside) * np.ones_like(over), -np.cos(aside) * np.cos(over), np.cos(aside) * np.sin(over)],
        axis=-1,
    )
    radius = skull.outer(towards.reshape(-1, 3)).reshape(over.shape) + _GALEA_GAP + _GALEA_THICKNESS / 2.0
    edge = np.clip(np.minimum(forward, 1.0 - forward) / 0.06, 0.35, 1.0) * np.ones_like(over)
    return np.concatenate(
        [INNER_POINT + radius[..., None] * towards, _GALEA_THICKNESS * edge[..., None]], axis=-1
    )


def _ragged(along: Reals, cells: int, seed: int) -> Reals:
    """(n,) -1..1: an uneven border, coarse with a finer fringe."""
    flat = 0.0 * along
    coarse, fine = (lattice_noise(along, flat, cells * k, 1.0, seed + k) for k in (1, 3))
    return np.asarray(1.4 * (coarse - 0.5) + 0.6 * (fine - 0.5))


def _faded(mesh: Mesh, shape: Body) -> Mesh:
    """`mesh` whose colour goes over into that of the layer below towards its borders."""
    away = np.minimum(
        np.minimum(shape.across, 1.0 - shape.across) / 0.07, np.minimum(shape.along, 1.0 - shape.along) / 0.09
    )
    share = (0.85 * np.clip(1.0 - away, 0.0, 1.0))[:, None]
    colours = mesh.colours + share * (_PERICRANIUM - mesh.colours)
    return replace(mesh, colours=np.round(colours).astype(np.uint8))


def _thin(grid: tuple[int, int], light: tuple[int, int]) -> Callable[[Mesh], Mesh]:
    return partial(thinned, rows=grid[0], columns=grid[1], light=light)


RECIPES: dict[str, Recipe] = {
    "nuchal_ligament": Recipe(nuchal_ligament, 8000, 450, _NUCHAL_BONES, thin=_thin(_NUCHAL_GRID, (24, 6))),
    "epicranial_aponeurosis": Recipe(epicranial_aponeurosis, 9000, 450, thin=_thin(_GALEA_GRID, (13, 12))),
}
