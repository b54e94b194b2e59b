"""The question 'what is this called?': a name is typed, in any of the atlas's languages, with a slip of the finger."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar

from anatomy_viewer.model.anatomy import Atlas, Text, Vector
from anatomy_viewer.model.question import NO_TAGS, NOTHING, Tags, Verdict
from anatomy_viewer.model.search import SIDE_WORDS, normal, slips_between

# Letters of a name → slips that are overlooked (model values: one in a short word might make another word of it).
_SLIPS = ((12, 2), (5, 1))
_HAN_SLIPS = ((5, 1),)
LONGEST = 120  # letters of an answer that are read
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHORT = {"m": "musculus", "n": "nervus", "a": "arteria", "v": "vena", "lig": "ligamentum", "r": "ramus"}


@dataclass(frozen=True)
class NameIt:
    """A name has to be typed; an answer is what was typed.

    answer: ids whose names, synonyms and Latin names are right; accept: further words that are. Another structure's
    own name never counts, nor what is as near to another's as to a right one.
    """

    id: str
    ask: Text
    answer: tuple[str, ...]
    atlas: Atlas = field(repr=False, compare=False)
    accept: tuple[str, ...] = ()
    hint: Text = NOTHING
    explain: Text = NOTHING
    tags: Tags = NO_TAGS
    kind: ClassVar[str] = "name"

    def judge(self, answer: str) -> Verdict:
        """Sides may be left out; the wrong one is told apart from another name."""
        words, side = without_side(answer)
        own = self._own()
        right = words in own or (bool(words) and self._near(words, own) and self.meant(words) is None)
        sides = {self.atlas.item(name).side for name in self.answer if name not in self.atlas.points}
        other = right and side in ("left", "right") and sides.isdisjoint({side, "midline"}) and bool(sides)
        return Verdict(right and not other, self.explain, self.answer, other)

    def meant(self, typed: str) -> str | None:
        """The id of something else in the atlas whose name this is, or is at least as near to."""
        words, called_so = without_side(typed)[0], self._own()
        own = min((slips(words, name) for name in called_so), default=99)
        best: tuple[int, str] | None = None
        for name, called in _others(self.atlas, self.answer):
            if called in called_so:
                continue  # a word that both are called by
            far = slips(words, called)
            if far <= own and far <= allowed(called) and (best is None or far < best[0]):
                best = far, name
        return best[1] if best and own > 0 else None

    def misspelt(self, typed: str) -> bool:
        """Was a slip overlooked?"""
        return without_side(typed)[0] not in self._own()

    @staticmethod
    def _near(words: str, own: Iterable[str]) -> bool:
        return any(slips(words, name) <= allowed(name) for name in own)

    def _own(self) -> frozenset[str]:
        found = [word for name in self.answer for word in names_of(self.atlas, name)]
        return frozenset(without_side(word)[0] for word in (*found, *self.accept))

    def pointed(self, _name: str, _place: Vector) -> str:
        """Nothing in the picture is an answer."""
        return ""


def names_of(atlas: Atlas, name: str) -> tuple[str, ...]:
    """Everything that a structure, feature or point is called."""
    if point := atlas.points.get(name):
        return tuple(
            word for word in (point.names.en, point.names.zh, point.short.en, point.short.zh) if word
        )
    item = atlas.item(name)
    words = (item.names.en, item.names.la, item.names.zh, item.short.en, item.short.zh, *item.synonyms)
    return tuple(word for word in words if word)


def _others(atlas: Atlas, answer: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Every other structure and feature, with each of its names; the right one's other side is no other."""
    own = {_base(name) for name in answer}
    for name in (*atlas.structures, *atlas.features):
        if _base(name) not in own:
            yield from ((name, without_side(word)[0]) for word in names_of(atlas, name))


def _base(name: str) -> str:
    return name[:-2] if name[-2:] in ("_r", "_l") else name


@lru_cache(maxsize=20_000)
def without_side(typed: str) -> tuple[str, str]:
    """What was typed, made plain and without its side, and the side that it named or ''."""
    plain, found = normal(typed[:LONGEST]), ""
    if _HAN.search(plain):
        plain = plain.replace(" ", "")
        for side, words in SIDE_WORDS.items():
            for word in words:
                if plain.startswith(word) and len(plain) > len(word):
                    return plain.removeprefix(word), side
        return plain, ""
    kept = []
    for word in plain.split():
        if word in SIDE_WORDS:
            found = word
        elif word != "the":
            kept.append(_SHORT.get(word, word))
    return " ".join(kept), found


def allowed(name: str) -> int:
    """How many slips are overlooked in a name."""
    steps = _HAN_SLIPS if _HAN.search(name) else _SLIPS
    return next((slip for letters, slip in steps if len(name) >= letters), 0)


def slips(typed: str, name: str) -> int:
    """Letters put in, left out, exchanged or swapped between two texts; words may stand in another order."""
    most = _SLIPS[0][1]
    in_order = (" ".join(sorted(typed.split())), " ".join(sorted(name.split())))
    return min(slips_between(typed, name, most), slips_between(*in_order, most))
