"""Sheets: the nuchal ligament in the midline and the epicranial aponeurosis over the vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.bands import GRIP, Band, bound
from anatomy_viewer.sculpt.chart import INNER_POINT
from anatomy_viewer.sculpt.fibres import Weave, fleshed, lattice_noise, lit_borders, seed_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.loft import End, Sheet, border_spacing, shell, thinned
from anatomy_viewer.sculpt.loft import Shell as Body
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.skull_shell import Shell

Reals = NDArray[np.float64]
# All tendon: no flesh however far from the ends.
_SINEW = End((1000.0,), 0.0)

# Height, free border behind (just in front of the trapezius' back), border in front (in the crest, behind the membrane,
# between the spines as far as the laminae), mm.
_NUCHAL = np.array(
    [[-2.8, -0.4, 6.0], [-6.6, 2.0, 11.0], [-9.6, 8.6, 16.5], [-14.0, 14.0, 24.0], [-20.0, 19.0, 33.0],
     [-27.0, 23.0, 37.0], [-34.0, 26.4, 39.6], [-42.0, 29.0, 42.5], [-50.0, 29.4, 44.5], [-57.0, 29.6, 46.0],
     [-63.0, 29.2, 46.5], [-70.0, 28.4, 46.5], [-78.0, 26.2, 46.5], [-85.0, 23.6, 46.0], [-91.0, 20.6, 45.5],
     [-98.0, 17.0, 44.5], [-104.0, 14.0, 43.5], [-111.0, 9.8, 41.0], [-117.0, 5.6, 36.0], [-122.0, 2.2, 20.0],
     [-126.5, 0.6, 9.0]]
)  # fmt: skip
# From the raphe behind to the laminae in front, mm.
_NUCHAL_THICKNESS = np.array([2.0, 2.2, 1.7, 1.3, 1.1])
_NUCHAL_BUNDLES = 44
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


def nuchal_ligament(_: Figures, neighbours: Neighbours) -> Mesh:
    """The midline septum from protuberance and crest to the spines and between them; thick and free behind."""
    share = np.linspace(0.0, 1.0, len(_NUCHAL_THICKNESS))
    height, back, front = _NUCHAL[:, 0], _NUCHAL[:, 1:2], _NUCHAL[:, 2:]
    stations = np.zeros((len(share), len(_NUCHAL), 4))
    stations[..., 1] = (back + (front - back) * share).T
    # Its fibres run down and forwards, from the free border to the spines.
    stations[..., 2] = height - 2.0 * share[:, None]
    stations[..., 3] = _NUCHAL_THICKNESS[:, None]
    gaps = dict.fromkeys(_NUCHAL_BONES, GRIP)
    gaps |= {"posterior_atlanto_occipital_membrane": 0.2, "ligamenta_flava": 0.2}
    return bound(
        "nuchal_ligament",
        Band(stations),
        gaps,
        neighbours,
        symmetric=True,
        step=0.45,
        bundles=_NUCHAL_BUNDLES,
    )


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
    tongue = 19.0 * np.exp(-((side * _ASIDE / 10.0) ** 2))
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
    inland = np.minimum(np.minimum(forward, 1.0 - forward) / 0.07, (1.0 - np.abs(side)) / 0.1)
    edge = np.clip(inland, 0.12, 1.0)
    # All round it thins out and sinks into the pericranium, so that its fringe throws no shadow.
    height = _GALEA_GAP * (1.3 * edge - 0.3) + _GALEA_THICKNESS * edge / 2.0
    radius = skull.outer(towards.reshape(-1, 3)).reshape(over.shape) + height
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
    "nuchal_ligament": Recipe(
        nuchal_ligament,
        8000,
        220,
        (*_NUCHAL_BONES, "posterior_atlanto_occipital_membrane", "ligamenta_flava"),
    ),
    "epicranial_aponeurosis": Recipe(epicranial_aponeurosis, 9000, 330, thin=_thin(_GALEA_GRID, (11, 10))),
}
