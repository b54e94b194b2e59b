"""The fibres of the pathway of pain as thin bundles in space."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import arc_lengths, frames, resample
from anatomy_viewer.model.pathway import Pathway
from anatomy_viewer.model.view import Fibres
from anatomy_viewer.scene.canvas import Body, joined
from anatomy_viewer.scene.look import LUMA, MOISTURE, UNLIT_FIBRE, WAYS, rgb

Reals = NDArray[np.float64]
# Of a bundle at rest: threads, sides of a thread, its radius and how far its middle is from the bundle's, mm; mm from
# one ring to the next, and for a turn of the bundle about itself. While something moves a bundle is one thread.
_THREADS, _SIDES, _THIN, _ASIDE, _STEP, _TURN = 3, 6, 0.34, 0.46, 1.5, 26.0
_ROD_SIDES, _ROD, _ROD_STEP = 4, 0.75, 4.0
_DIMMED = 0.6  # of its radius that a fibre keeps which does not stand out


class Strand(Protocol):
    """A fibre: its edge, the side that is felt, and its course `points` (n, 3) mm."""

    @property
    def edge(self) -> str:
        """Its edge."""

    @property
    def side(self) -> str:
        """The side that is felt."""

    @property
    def points(self) -> Reals:
        """(n, 3) mm."""


Strands = Callable[[], Iterable[Strand]]


def no_strands() -> tuple[Strand, ...]:
    """For an atlas without a pathway."""
    return ()


def fibre_body(strands: Iterable[Strand], shown: Fibres, pathway: Pathway, fine: bool) -> Body | None:
    """The fibres of the felt side, coloured by the system of their edge; None where there are none.

    fine: bundles of threads, for pictures at rest; else one rod each.
    """
    bodies = []
    for strand in strands:
        if strand.side == shown.side and strand.edge in pathway.edges:
            lit = not shown.lit or strand.edge in shown.lit
            colour = fibre_colour(pathway.edges[strand.edge].system, lit)
            bodies += _bundle(strand.points, colour, 1.0 if lit else _DIMMED, fine)
    return joined(bodies) if bodies else None


def fibre_colour(system: str, lit: bool = True) -> NDArray[np.float32]:
    """(3,) 0-255."""
    own = np.array(rgb(WAYS.get(system, WAYS["convergence"])), dtype=np.float32)
    if lit:
        return own
    share, light = UNLIT_FIBRE
    return np.asarray((share * own + (1.0 - share) * float(own @ LUMA)) * light * 1.3, dtype=np.float32)


def _bundle(points: Reals, colour: NDArray[np.float32], size: float, fine: bool) -> list[Body]:
    along = arc_lengths(points)
    line = resample(points, max(3, round(along[-1] / (_STEP if fine else _ROD_STEP)) + 1))
    if not fine:
        return [_tube(line, np.full(len(line), _ROD * size), _ROD_SIDES, colour)]
    _, normal, binormal = frames(line)
    at = np.linspace(0.0, along[-1], len(line))
    # Threads come together where they begin and end.
    away = _ASIDE * size * np.sqrt(np.clip(np.minimum(at, along[-1] - at) / 3.0, 0.0, 1.0))
    made = []
    for i in range(_THREADS):
        turn = 2.0 * np.pi * (i / _THREADS + at / _TURN)
        aside = np.cos(turn)[:, None] * normal + np.sin(turn)[:, None] * binormal
        shade = np.float32(1.0 - 0.12 * i)
        made.append(
            _tube(line + away[:, None] * aside, np.full(len(line), _THIN * size), _SIDES, colour * shade)
        )
    return made


def _tube(line: Reals, radius: Reals, sides: int, colour: NDArray[np.float32]) -> Body:
    """A closed tube about `line` (n, 3)."""
    _, normal, binormal = frames(line)
    angle = 2.0 * np.pi * np.arange(sides) / sides
    out = np.cos(angle)[None, :, None] * normal[:, None] + np.sin(angle)[None, :, None] * binormal[:, None]
    rings = line[:, None] + radius[:, None, None] * out
    rgba = np.empty((len(line) * sides, 4), np.uint8)
    rgba[:, :3] = np.clip(colour, 0.0, 255.0)
    rgba[:, 3] = round(255.0 * MOISTURE["nerves"])
    return Body(
        rings.reshape(-1, 3).astype(np.float32),
        out.reshape(-1, 3).astype(np.float32),
        rgba,
        _walls(len(line), sides),
    )


def _walls(rings: int, sides: int) -> NDArray[np.int32]:
    i, j = np.meshgrid(np.arange(rings - 1) * sides, np.arange(sides), indexing="ij")
    a, b = (i + j).ravel(), (i + (j + 1) % sides).ravel()
    walls = np.vstack([np.stack([a, b, b + sides], 1), np.stack([a, b + sides, a + sides], 1)])
    middle, last = np.arange(1, sides - 1), (rings - 1) * sides
    ends = [
        np.stack([np.zeros_like(middle), middle + 1, middle], 1),
        last + np.stack([np.zeros_like(middle), middle, middle + 1], 1),
    ]
    return np.vstack([walls, *ends]).astype(np.int32)
