"""What a lecturer's two windows show beside the picture itself: one value. No Qt, no clock of its own.

Places on the picture are fractions of its width and height from its upper left corner, so that they fit both windows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from anatomy_viewer.model.lecture import Lecture
from anatomy_viewer.model.state import AppState

Spot = tuple[float, float]
COVERS = ("frozen", "black", "white")
TOOLS = ("laser", "pen", "eraser", "magnifier")
TOUCH = 0.018  # of the picture's height within which the eraser takes a stroke away


@dataclass(frozen=True)
class Drawing:
    """Strokes on a step's picture, and what they were before each change."""

    strokes: tuple[tuple[Spot, ...], ...] = ()
    past: tuple[tuple[tuple[Spot, ...], ...], ...] = ()

    def drawn(self, strokes: tuple[tuple[Spot, ...], ...]) -> Drawing:
        """Other strokes, which can be undone."""
        return self if strokes == self.strokes else Drawing(strokes, (*self.past, self.strokes))

    def undone(self) -> Drawing:
        """Before the last change."""
        return Drawing(self.past[-1], self.past[:-1]) if self.past else self

    def without(self, spot: Spot, aspect: float) -> Drawing:
        """Strokes that pass `spot` are gone; `aspect`: the picture's width by its height."""
        kept = tuple(stroke for stroke in self.strokes if not _touches(stroke, spot, aspect))
        return self.drawn(kept)


@dataclass(frozen=True)
class Timer:
    """Seconds that have `passed`, and since when (in seconds of any clock) it has been running."""

    since: float | None = None
    passed: float = 0.0

    def elapsed(self, now: float) -> float:
        """Seconds so far."""
        return self.passed + (now - self.since if self.since is not None else 0.0)

    def toggled(self, now: float) -> Timer:
        """Running and standing change places."""
        if self.since is None:
            return Timer(now, self.passed)
        return Timer(None, self.elapsed(now))


@dataclass(frozen=True)
class Presenting:
    """A lecture being given. `at`: the step shown, from 0.

    cover: one of COVERS, '' while the audience sees the picture; `covered`: since when; `covered_at`: at which step.
    tool: one of TOOLS or ''. drawings: step → what is drawn on its picture.
    question: id of the question that the audience sees, '' for none; `released`: with its answer.
    left: the state of the step that was left to explore; None while one has not left it.
    """

    lecture: Lecture
    at: int = 0
    cover: str = ""
    covered: float = 0.0
    covered_at: int = 0
    tool: str = ""
    big_text: bool = False
    drawings: tuple[tuple[int, Drawing], ...] = ()
    question: str = ""
    released: bool = False
    left: AppState | None = None
    timer: Timer = Timer()

    @property
    def drawing(self) -> Drawing:
        """What is drawn on the picture being shown; nothing while one explores."""
        return Drawing() if self.left is not None else dict(self.drawings).get(self.at, Drawing())

    def with_drawing(self, drawing: Drawing) -> Presenting:
        """Another drawing on the present step."""
        others = {**dict(self.drawings), self.at: drawing}
        return replace(self, drawings=tuple(sorted((k, v) for k, v in others.items() if v != Drawing())))


def _touches(stroke: tuple[Spot, ...], spot: Spot, aspect: float) -> bool:
    """Does any piece of the stroke pass nearer than TOUCH?"""
    ends = zip(stroke, stroke[1:] or stroke, strict=False)
    return any(_distance(start, end, spot, aspect) < TOUCH for start, end in ends)


def _distance(start: Spot, end: Spot, spot: Spot, aspect: float) -> float:
    """From `spot` to the piece from `start` to `end`, in heights of the picture."""
    ax, ay = start[0] * aspect, start[1]
    bx, by = end[0] * aspect - ax, end[1] - ay
    px, py = spot[0] * aspect - ax, spot[1] - ay
    length = bx * bx + by * by
    along = min(max((px * bx + py * by) / length, 0.0), 1.0) if length else 0.0
    return float(((px - along * bx) ** 2 + (py - along * by) ** 2) ** 0.5)
