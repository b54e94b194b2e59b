"""Questions of a lesson: what is asked, how an answer is judged, and the score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from anatomy_viewer.model.anatomy import Text, Vector
from anatomy_viewer.model.arranging import Match, PutInOrder
from anatomy_viewer.model.name_it import NameIt
from anatomy_viewer.model.place_needle import PlaceNeedle
from anatomy_viewer.model.place_point import PlacePoint
from anatomy_viewer.model.question import NO_TAGS, NOTHING, Question, Tags, Verdict, shuffled
from anatomy_viewer.model.read_image import ReadImage
from anatomy_viewer.model.state import Answer


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from; `explain` says why it is wrong (or right)."""

    text: Text
    right: bool = False
    explain: Text = NOTHING


@dataclass(frozen=True)
class Choice:
    """Exactly one of several options is right; an answer is an option's number in the file, from '0'."""

    id: str
    ask: Text
    options: tuple[Option, ...]
    hint: Text = NOTHING
    explain: Text = NOTHING
    tags: Tags = NO_TAGS
    kind: ClassVar[str] = "choice"

    def judge(self, answer: str) -> Verdict:
        """The chosen option's own explanation comes first, then the question's. An unknown number is wrong."""
        known = answer.isdecimal() and int(answer) < len(self.options)
        chosen = self.options[int(answer)] if known else Option(NOTHING)
        correct = tuple(str(i) for i, option in enumerate(self.options) if option.right)
        return Verdict(chosen.right, _together(chosen.explain, self.explain), correct)

    def pointed(self, _name: str, _place: Vector) -> str:
        """Nothing in the picture is an answer."""
        return ""

    def order(self, seed: str | int) -> tuple[int, ...]:
        """The options' numbers in the order to show them; the same seed gives the same order."""
        return shuffled(len(self.options), f"{seed}/{self.id}")


@dataclass(frozen=True)
class Choices:
    """Two or more of several options are right; an answer is the chosen options' numbers in the file, '0 2'.

    Worth the part of the right ones that were chosen, less as many as wrong ones were; right is all and no other.
    """

    id: str
    ask: Text
    options: tuple[Option, ...]
    hint: Text = NOTHING
    explain: Text = NOTHING
    tags: Tags = NO_TAGS
    kind: ClassVar[str] = "choices"

    def judge(self, answer: str) -> Verdict:
        """The options that were taken wrongly explain themselves first, then the question."""
        chosen = chosen_options(answer, len(self.options))
        right = {i for i, option in enumerate(self.options) if option.right}
        explain = NOTHING
        for i in sorted(chosen ^ right):
            explain = _together(explain, self.options[i].explain)
        part = max(len(chosen & right) - len(chosen - right), 0) / len(right)
        correct = tuple(str(i) for i in sorted(right))
        return Verdict(chosen == right, _together(explain, self.explain), correct, part=part)

    def pointed(self, _name: str, _place: Vector) -> str:
        """Nothing in the picture is an answer."""
        return ""

    def order(self, seed: str | int) -> tuple[int, ...]:
        """The options' numbers in the order to show them; the same seed gives the same order."""
        return shuffled(len(self.options), f"{seed}/{self.id}")


def chosen_options(answer: str, count: int) -> set[int]:
    """The options' numbers in an answer to `Choices`; what is no option is passed over."""
    return {int(part) for part in answer.split() if part.isdecimal() and int(part) < count}


def toggled(answer: str, number: int) -> str:
    """An answer to `Choices` with an option taken in, or out again."""
    numbers = {int(part) for part in answer.split() if part.isdecimal()} ^ {number}
    return " ".join(str(i) for i in sorted(numbers))


@dataclass(frozen=True)
class Locate:
    """A structure or feature has to be clicked; an answer is the id of what was clicked.

    `answer`: ids to show when the answer is given away; `accepted`: every id that counts as a hit (`answer` and
    the features that lie on it).
    """

    id: str
    ask: Text
    answer: tuple[str, ...]
    accepted: frozenset[str]
    hint: Text = NOTHING
    explain: Text = NOTHING
    tags: Tags = NO_TAGS
    kind: ClassVar[str] = "locate"

    def pointed(self, name: str, _place: Vector) -> str:
        """What was clicked is the answer."""
        return name

    def judge(self, answer: str) -> Verdict:
        """Any accepted id is right."""
        right = answer in self.accepted
        return Verdict(right, self.explain, self.answer, not right and _mirrored(answer) in self.accepted)


QUESTION_KINDS: dict[str, type[Question]] = {
    "choice": Choice,
    "choices": Choices,
    "name": NameIt,
    "order": PutInOrder,
    "match": Match,
    "locate": Locate,
    "place": PlacePoint,
    "needle": PlaceNeedle,
    "read_image": ReadImage,
}
IN_PICTURE = ("locate", "place", "needle")  # the kinds that are answered in the picture
assert all(name == kind.kind for name, kind in QUESTION_KINDS.items())


@dataclass(frozen=True)
class Score:
    """Of `total` questions, `judged` were answered and `right` of these correctly."""

    right: int
    judged: int
    total: int


def score(questions: Iterable[Question], answers: Iterable[Answer]) -> Score:
    """The score of `answers`; answers to other questions, and those not judged yet, do not count."""
    table = {question.id: question for question in questions}
    given = [a for a in answers if a.judged and a.question in table]
    return Score(sum(table[a.question].judge(a.chosen).right for a in given), len(given), len(table))


def _together(first: Text, second: Text) -> Text:
    chinese = first.get("zh") + second.get("zh") if first.zh or second.zh else ""
    return Text(f"{first.en} {second.en}".strip(), chinese)


def _mirrored(name: str) -> str:
    """The id of the same thing on the other side of the body; '' for what lies in the middle."""
    stem, side = name[:-2], name[-2:]
    return stem + {"_r": "_l", "_l": "_r"}[side] if side in ("_r", "_l") else ""
