"""Questions that are answered by arranging: things in their order, and things that belong together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar

from anatomy_viewer.model.anatomy import Text, Vector
from anatomy_viewer.model.question import NO_TAGS, NOTHING, Tags, Verdict, shuffled


@dataclass(frozen=True)
class PutInOrder:
    """`items` stand in their right order; an answer is their numbers in the order given, '2 0 1'.

    Worth twice the part of pairs in right order beyond the half that chance gives.
    """

    id: str
    ask: Text
    items: tuple[Text, ...]
    hint: Text = NOTHING
    explain: Text = NOTHING
    tags: Tags = NO_TAGS
    kind: ClassVar[str] = "order"

    def judge(self, answer: str) -> Verdict:
        """What does not hold every item once is wrong."""
        numbers, right = arranged(answer), list(range(len(self.items)))
        correct = (written(right),)
        if sorted(numbers) != right:
            return Verdict(False, self.explain, correct)
        pairs = list(combinations(numbers, 2))
        part = max(2.0 * sum(first < later for first, later in pairs) / len(pairs) - 1.0, 0.0)
        return Verdict(numbers == right, self.explain, correct, part=part)

    def pointed(self, _name: str, _place: Vector) -> str:
        """Nothing in the picture is an answer."""
        return ""

    def order(self, seed: str | int) -> tuple[int, ...]:
        """The numbers in the order to begin with, which is never the right one."""
        count = len(self.items)
        order = shuffled(count, f"{seed}/{self.id}")
        return order if order != tuple(range(count)) else (*range(1, count), 0)


@dataclass(frozen=True)
class Pair:
    """What belongs together."""

    left: Text
    right: Text


@dataclass(frozen=True)
class Match:
    """To each left of `pairs` its right has to be found, among theirs and the `decoys`.

    An answer is the number of the right given to each left in turn, '1 0 2', '-' where none is. Worth the part of
    pairs that are right.
    """

    id: str
    ask: Text
    pairs: tuple[Pair, ...]
    decoys: tuple[Text, ...] = ()
    hint: Text = NOTHING
    explain: Text = NOTHING
    tags: Tags = NO_TAGS
    kind: ClassVar[str] = "match"

    @property
    def rights(self) -> tuple[Text, ...]:
        """All that can be chosen: those of the pairs by number, then the decoys."""
        return (*(pair.right for pair in self.pairs), *self.decoys)

    def given(self, answer: str) -> list[int | None]:
        """For each left the number of what it was given."""
        parts = answer.split()
        found = [int(part) if part.isdecimal() and int(part) < len(self.rights) else None for part in parts]
        return (found + [None] * len(self.pairs))[: len(self.pairs)]

    def fits(self, left: int, right: int | None) -> bool:
        """Is this one of the rights of a left? Two pairs may have the same right."""
        return right is not None and self.rights[right] == self.pairs[left].right

    def with_pair(self, answer: str, left: int, right: int | None) -> str:
        """`answer` with another right for a left; nothing at all where none is given any more."""
        given = self.given(answer)
        given[left] = right
        return (
            "" if given.count(None) == len(given) else " ".join("-" if i is None else str(i) for i in given)
        )

    def judge(self, answer: str) -> Verdict:
        """Right is every pair."""
        hits = sum(self.fits(left, right) for left, right in enumerate(self.given(answer)))
        correct = (written(range(len(self.pairs))),)
        return Verdict(hits == len(self.pairs), self.explain, correct, part=hits / len(self.pairs))

    def pointed(self, _name: str, _place: Vector) -> str:
        """Nothing in the picture is an answer."""
        return ""

    def order(self, seed: str | int) -> tuple[int, ...]:
        """The numbers of the rights, each text once, in the order to offer them."""
        numbers = shuffled(len(self.rights), f"{seed}/{self.id}")
        first = {self.rights[number]: number for number in sorted(numbers, reverse=True)}
        return tuple(number for number in numbers if number in first.values())


def arranged(answer: str) -> list[int]:
    """The numbers of an answer; none where it holds anything else."""
    parts = answer.split()
    return [int(part) for part in parts] if all(part.isdecimal() for part in parts) else []


def written(numbers: object) -> str:
    """Numbers as an answer."""
    assert isinstance(numbers, list | tuple | range)
    return " ".join(str(number) for number in numbers)
