"""What every kind of question offers, and what a judged answer is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from anatomy_viewer.model.anatomy import Text, Vector

NOTHING = Text("", "")


@dataclass(frozen=True)
class Verdict:
    """What a judged answer is told.

    `correct`: what would have been right, in the form answers have (option numbers, ids, places). `other_side`: it
    would have been right on the other side of the body.
    """

    right: bool
    explain: Text
    correct: tuple[str, ...]
    other_side: bool = False


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

    def judge(self, answer: str) -> Verdict:
        """Right or wrong, and why."""

    def pointed(self, name: str, place: Vector) -> str:
        """The answer that a click in the picture gives, on `name` at `place` (mm); '' where clicks answer nothing."""
