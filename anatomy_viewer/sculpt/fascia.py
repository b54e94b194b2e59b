"""Sheets of fascia round the nerve: the arch at the nuchal line, the tendon of trapezius, the sheet on semispinalis.

Each is drawn as a grid of places seen from behind and laid on what lies under it there. Their outlines are model
values; published is that the arch is 1-2 mm thick and its tunnel 10-25 mm long (WON18, JAN10).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.rays import ray_hits
from anatomy_viewer.sculpt.contact import cleared, wall_of
from anatomy_viewer.sculpt.fibres import Weave, fleshed, lattice_noise, lit_borders, seed_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.loft import End, Sheet, shell, thinned
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe

Reals = NDArray[np.float64]
Draw = Callable[[Neighbours], Sheet]
_FAR = 300.0
# All tendon: no flesh however far from the ends; and tendon that frays into flesh like that of the muscle below.
_SINEW, _BARE, _FRAYED = End((1000.0,), 0.0), End((0.0,), 0.0), End((11.0, 9.0, 8.0, 10.0), 0.0)
_GRID, _LIGHT, _PROFILE = (31, 31), (8, 4), 6.0


def laid(
    x: Reals, z: Reals, layers: Iterable[Mesh], height: Reals, thickness: Reals, span: Reals | float = 1.0
) -> Sheet:
    """(rows, columns, 4): a sheet at `x`, `z` (rows, columns) whose front is `height` mm behind `layers`, smoothly.

    span: 1 where it bridges hollows, 0 where it follows them.
    """
    from scipy.ndimage import gaussian_filter

    corners = [_behind(mesh, x, z) for mesh in layers]
    y = np.array([_rearmost(a, b, corners) for a, b in zip(x.ravel(), z.ravel(), strict=True)])
    known = np.flatnonzero(np.isfinite(y))
    place = np.stack([x.ravel(), z.ravel()], axis=1)
    lost = np.flatnonzero(~np.isfinite(y))
    near = np.linalg.norm(place[lost, None] - place[None, known], axis=-1).argmin(axis=1) if len(lost) else []
    y[lost] = y[known[near]]
    # The rearmost of the smoothed and the found: a sheet spans hollows and doesn't cut corners.
    found = y.reshape(x.shape)
    smooth = np.minimum(gaussian_filter(found, 1.5, mode="nearest"), found)
    smooth = gaussian_filter(found + span * (smooth - found), 0.8, mode="nearest")
    return np.stack([x, smooth - height - thickness / 2.0, z, thickness], axis=-1)


def _behind(mesh: Mesh, x: Reals, z: Reals) -> NDArray[np.float32]:
    """(m, 3, 3): the triangles that look backwards, within the outline of a sheet."""
    corners = mesh.vertices[mesh.faces]
    low, high = corners.min(axis=1), corners.max(axis=1)
    beside = (high[:, 0] > x.min()) & (low[:, 0] < x.max()) & (high[:, 2] > z.min()) & (low[:, 2] < z.max())
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    return np.asarray(corners[beside & (np.cross(b - a, c - a)[:, 1] < 0.0)])


def _rearmost(x: float, z: float, corners: list[NDArray[np.float32]]) -> float:
    hits = [ray_hits(np.array([x, -_FAR, z]), [0.0, 1.0, 0.0], triangles) for triangles in corners]
    return min((float(h[0]) - _FAR for h in hits if len(h)), default=np.inf)


def _grid() -> tuple[Reals, Reals]:
    """v (rows, 1) from above to below and u (1, columns) from medial to lateral, both 0..1."""
    return np.linspace(0.0, 1.0, _GRID[0])[:, None], np.linspace(0.0, 1.0, _GRID[1])[None]


def _rim(u: Reals, v: Reals, thickness: float, bands: tuple[float, float] = (0.12, 0.1)) -> Reals:
    """Thickness (rows, columns) mm, thinning to the borders over `bands` (across, along), so that a sheet fades."""
    edge = np.minimum(np.minimum(u, 1.0 - u) / bands[0], np.minimum(v, 1.0 - v) / bands[1])
    return thickness * np.clip(edge, 0.35 if bands[1] < 0.2 else 0.15, 1.0)


def _fringe(u: Reals, name: str, cells: float) -> Reals:
    """(columns,) about -0.5..0.5: a ragged border, long tongues with fine threads between."""
    seed = seed_of(name)
    coarse = lattice_noise(u, 0.0 * u, cells, 1.0, seed)
    return coarse + 0.6 * lattice_noise(u, 0.0 * u, 2.1 * cells, 1.0, seed + 1) - 0.8


def arch(neighbours: Neighbours) -> Sheet:
    """From the tendon of trapezius into that of sternocleidomastoid; its free lower border is a ragged arch."""
    v, u = _grid()
    border = lattice_noise(v[:, 0], 0.0 * v[:, 0], 7.0, 1.0, seed_of("nuchal_fascia_arch") + 1)[:, None]
    start, stop = 20.5 + 2.5 * border - 1.5 * v, 50.0 - 0.5 * border - 5.0 * v
    x = start + (stop - start) * u
    top = -1.6 - 5.2 * u**2
    # Long over trapezius, short where nerve and artery come out, then drawn up into sternocleidomastoid's tendon.
    free = np.interp(u[0], [0.0, 0.15, 0.4, 0.6, 0.72, 0.85, 1.0], [9.0, 12.0, 6.4, 4.2, 6.4, 7.5, 2.5])
    z = top - (free + 2.4 * _fringe(u[0], "nuchal_fascia_arch", 13.0)) * v
    # It bulges over the nerve and the artery, which come out from under it.
    bulge = 3.4 * np.exp(-(((x - 26.5) / 4.0) ** 2)) + 2.4 * np.exp(-(((x - 41.0) / 4.5) ** 2))
    inland = np.clip(np.minimum(u / 0.15, (1.0 - u) / 0.15), 0.0, 1.0)
    # Outside it fades into the tendon of sternocleidomastoid: it sinks to its surface.
    sunk = 0.55 * np.clip((u - 0.8) / 0.2, 0.0, 1.0)
    height = (0.1 + bulge * np.clip(1.4 * v - 0.1, 0.0, 1.0)) * inland - sunk
    # Its fibres run from muscle to muscle.
    return laid(x, z, neighbours.values(), height, _rim(u, v, 0.9, (0.2, 0.45))).swapaxes(0, 1)


def aponeurosis(neighbours: Neighbours) -> Sheet:
    """The tendon by which trapezius takes origin from the nuchal line; below it frays and sinks into the belly."""
    v, u = _grid()
    length = 15.0 + 9.0 * u**2 + 5.0 * (1.0 - u) ** 3
    # The nerve comes out through its tendon, not below it.
    length = (
        length
        + 5.0 * np.exp(-(((u - 0.86) / 0.12) ** 2))
        + 4.0 * _fringe(u[0], "trapezius_aponeurosis", 14.0)
    )
    z = -3.2 - 1.4 * u - length * v
    reach = np.interp(
        z.ravel(), [-30.0, -22.0, -16.0, -10.0, -6.0, -2.0], [29.6, 29.3, 28.6, 27.4, 25.2, 20.0]
    )
    x = 2.4 + (reach.reshape(z.shape) - 2.4) * u
    height = 0.12 - 0.5 * np.clip((v - 0.45) / 0.55, 0.0, 1.0) ** 1.5 + 0.0 * u
    span = np.clip((0.6 - v) / 0.3, 0.0, 1.0)
    return laid(x, z, neighbours.values(), height, _rim(u, v, 0.55, (0.12, 0.45)), span)


def deep_sheet(neighbours: Neighbours) -> Sheet:
    """The thin fascia on the back of semispinalis, under trapezius and splenius."""
    v, u = _grid()
    muscle = neighbours["semispinalis_capitis"]
    z = -9.0 - 82.0 * v + 0.0 * u
    ends = np.array([_extent(muscle, float(level)) for level in z[:, 0]])
    x = ends[:, :1] + 1.2 + (ends[:, 1:] - ends[:, :1] - 3.4) * u
    sheet = laid(x, z, [muscle], np.full_like(z, 0.02), _rim(u, v, 0.3), span=0.0)
    # Seen from behind it would cut through the flank, which is steep.
    return cleared(sheet, wall_of([muscle]), 0.12, _PROFILE)


def _extent(mesh: Mesh, level: float) -> Reals:
    """(2,): least and greatest x (mm) of `mesh` near the height `level`."""
    x = mesh.vertices[np.abs(mesh.vertices[:, 2] - level) < 2.0, 0]
    return np.array([x.min(), x.max()], dtype=np.float64)


def sheet_body(name: str, draw: Draw, ends: tuple[End, End], _: Figures, neighbours: Neighbours) -> Mesh:
    """The closed, pale body of a drawn sheet."""
    shape = shell(draw(neighbours), _PROFILE, 2)
    return lit_borders(fleshed(shape, Weave(26, 3.0, 0.05), *ends, seed_of(name)), shape)


def _recipe(
    name: str, draw: Draw, needs: tuple[str, ...], ends: tuple[End, End] = (_SINEW, _SINEW)
) -> Recipe:
    thin = partial(thinned, rows=_GRID[0], columns=_GRID[1], light=_LIGHT)
    return Recipe(partial(sheet_body, name, draw, ends), 3000, 96, needs, thin=thin, opened=True)


_BACK = ("trapezius", "semispinalis_capitis", "splenius_capitis", "occipital_bone")
RECIPES: dict[str, Recipe] = {
    "nuchal_fascia_arch": _recipe(
        "nuchal_fascia_arch", arch, (*_BACK, "sternocleidomastoid", "trapezius_aponeurosis")
    ),
    "trapezius_aponeurosis": _recipe(
        "trapezius_aponeurosis", aponeurosis, ("trapezius", "occipital_bone"), (_FRAYED, _BARE)
    ),
    "deep_nuchal_fascia": _recipe("deep_nuchal_fascia", deep_sheet, ("semispinalis_capitis",)),
}
