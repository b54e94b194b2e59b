"""What every kind of question offers, and what a judged answer is told."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar, Protocol

from anatomy_viewer.model.anatomy import Text, Vector

NOTHING = Text("", "")


@dataclass(frozen=True)
class Tags:
    """What a question is about. `level`: one of the lesson's; `topic`: a key of TOPICS; `structures`: base ids.

    recall: it asks for a remembered figure; vignette: it is about a patient; sources: where its answer comes from.
    """

    level: str = ""
    topic: str = ""
    structures: tuple[str, ...] = ()
    recall: bool = False
    vignette: bool = False
    sources: tuple[str, ...] = ()


NO_TAGS = Tags()


@dataclass(frozen=True)
class Verdict:
    """What a judged answer is told.

    `correct`: what would have been right, in the form answers have (option numbers, ids, places). `other_side`: it
    would have been right on the other side of the body. `part`: the share (0–1) that a wrong answer has right.
    """

    right: bool
    explain: Text
    correct: tuple[str, ...]
    other_side: bool = False
    part: float = 0.0

    @property
    def credit(self) -> float:
        """What it is worth: 1 when right, else the part that is."""
        return 1.0 if self.right else self.part


def shuffled(count: int, seed: str) -> tuple[int, ...]:
    """The numbers below `count` in an order that depends on `seed` alone."""
    numbers = list(range(count))
    Random(seed).shuffle(numbers)
    return tuple(numbers)


class Question(Protocol):
    """What every kind of question offers. An answer is a string, so that it can be kept in a file."""

    kind: ClassVar[str]

    @property
    def id(self) -> str:
        """Unique within its lesson."""

    @property
    def ask(self) -> Text:
        """The question."""

    @property
    def hint(self) -> Text:
        """A help that costs nothing; may be empty."""

    @property
    def tags(self) -> Tags:
        """Level, topic, structures and the like."""

    def judge(self, answer: str) -> Verdict:
        """Right or wrong, and why."""

    def pointed(self, name: str, place: Vector) -> str:
        """The answer that a click in the picture gives, on `name` at `place` (mm); '' where clicks answer nothing."""
