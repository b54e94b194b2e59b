"""Finding structures, points, lessons and commands by what people type: misspelt, in part, in any language.

Latin letters are compared without accents or case, word by word: the same word, its beginning, its middle, then a
word that differs by a slip or two of the finger. Chinese is compared sign by sign, then by the pairs that it shares.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Lesson

KINDS = ("structure", "feature", "point", "lesson", "step", "syndrome", "command")
SIDE_WORDS = {"right": ("right", "右侧", "右"), "left": ("left", "左侧", "左")}
WEAKEST = 0.5


@dataclass(frozen=True)
class Entry:
    """Something to find. `names`: what it is called, in every language, the main one first; `kind`: one of KINDS;
    `id`: as its kind has them ('LESSON#STEP' for a step); `side`: 'right', 'left' or ''."""

    kind: str
    id: str
    names: tuple[str, ...]
    side: str = ""


@dataclass(frozen=True)
class Hit:
    """An entry, the name that fits, and how well (1 is the name itself)."""

    entry: Entry
    name: str
    score: float


@dataclass(frozen=True)
class _Name:
    entry: Entry
    text: str
    plain: str
    words: tuple[str, ...]


class SearchIndex:
    """The entries, prepared for searching while someone types."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._names = [
            _Name(entry, text, normal(text), tuple(normal(text).split()))
            for entry in entries
            for text in dict.fromkeys(entry.names)
            if text
        ]

    def search(self, query: str, limit: int = 12) -> tuple[Hit, ...]:
        """The best hits, best first; entries of equal score keep the order they came in."""
        plain = normal(query)[:80]
        sided = {side: _without_side(plain, side) for side in SIDE_WORDS}
        best: dict[Entry, Hit] = {}
        for name in self._names if plain else ():
            asked = sided.get(name.entry.side, plain)
            score = _score(asked, asked.split(), name)
            if score >= WEAKEST and (name.entry not in best or score > best[name.entry].score):
                best[name.entry] = Hit(name.entry, name.text, round(score, 4))
        return tuple(sorted(best.values(), key=lambda hit: -hit.score)[:limit])


def search(query: str, entries: Iterable[Entry], limit: int = 12) -> tuple[Hit, ...]:
    """The best of `entries` for one query; keep a `SearchIndex` for many."""
    return SearchIndex(entries).search(query, limit)


def normal(text: str) -> str:
    """Without case, accents and punctuation; full-width letters as plain ones."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in flat if not unicodedata.combining(c))
    return " ".join(kept.split())


def _without_side(plain: str, side: str) -> str:
    """The query without the words for this side: 'gon right' and '右枕大神经' mean one of a pair."""
    words = [word for word in plain.split() if word not in SIDE_WORDS[side]]
    rest = " ".join(words) or plain
    signs = next((sign for sign in SIDE_WORDS[side] if is_chinese(sign) and rest.startswith(sign)), "")
    return rest.removeprefix(signs) or rest


def _score(plain: str, words: Sequence[str], name: _Name) -> float:
    if plain == name.plain:
        return 1.0
    if is_chinese(plain):
        each = [_chinese_score(word, name.plain.replace(" ", "")) for word in words]
        return sum(each) / len(each) if min(each) else 0.0
    if len(words) > len(name.words) + 2:
        return 0.0
    each = [max((_word_score(word, other) for other in name.words), default=0.0) for word in words]
    if min(each) == 0.0:
        return 0.0
    # A name that says little more than was asked comes before a long one.
    brevity = min(len(words) / max(len(name.words), 1), 1.0)
    begins = 0.03 if name.plain.startswith(plain) else 0.0
    return 0.86 * sum(each) / len(each) + 0.1 * brevity + begins


@lru_cache(maxsize=50_000)
def _word_score(word: str, other: str) -> float:
    """0–1: the same, its beginning, its middle, or nearly it."""
    if word == other:
        return 1.0
    if other.startswith(word):
        return 0.9 + 0.08 * len(word) / len(other)
    if len(word) >= 3 and word in other:
        return 0.8
    slips = _slips_allowed(word)
    if not slips:
        return 0.0
    # The beginning of a longer word may be misspelt too: 'obliqus' for 'obliquus', 'semispinl' for 'semispinalis'.
    ends = {len(other), *range(len(word) - 1, min(len(word) + 1, len(other)) + 1)}
    distance = min(slips_between(word, other[:end], slips) for end in ends)
    return 0.0 if distance > slips else 0.85 - 0.25 * distance / slips


def _slips_allowed(word: str) -> int:
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2 if len(word) < 11 else 3


def slips_between(one: str, two: str, most: int) -> int:
    """Letters missing, added, changed or swapped with their neighbour (optimal string alignment distance); `most` + 1
    when there are more than `most`."""
    if abs(len(one) - len(two)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(two, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def is_chinese(text: str) -> bool:
    """Whether there is a Chinese sign in it."""
    return any("\u3400" <= c <= "\u9fff" for c in text)


def _chinese_score(query: str, name: str) -> float:
    if query in name:
        return 0.85 + 0.1 * len(query) / len(name) + (0.03 if name.startswith(query) else 0.0)
    if len(query) < 2:
        return 0.0
    pairs = {query[i : i + 2] for i in range(len(query) - 1)}
    shared = sum(pair in name for pair in pairs) / len(pairs)
    in_order = _common(query, name) / len(query)
    return 0.8 * max(shared, in_order if in_order >= 0.75 else 0.0)


def _common(query: str, name: str) -> int:
    """How many signs of `query` are found in `name` one after the other."""
    found = place = 0
    for sign in query:
        at = name.find(sign, place)
        if at >= 0:
            found, place = found + 1, at + 1
    return found


def atlas_entries(atlas: Atlas) -> list[Entry]:
    """Structures, features and points by all their names, their ids, and what their numbers are in TA2 and the FMA."""
    entries = []
    for kind, table in (("structure", atlas.structures), ("feature", atlas.features)):
        for item in table.values():
            names = (
                item.names.en,
                item.names.la,
                item.names.zh,
                item.short.en,
                item.short.zh,
                *item.synonyms,
            )
            entries.append(Entry(kind, item.id, (*names, item.id, *item.ids.values()), item.side))
    for point in atlas.points.values():
        entries.append(Entry("point", point.id, (point.names.en, point.names.zh, point.id)))
    return entries


def syndrome_entries(atlas: Atlas) -> list[Entry]:
    """Pain syndromes by their names, where there are regions of the skin on which they can be shown."""
    named = atlas.practice.syndromes.values() if atlas.skin.regions else ()
    return [Entry("syndrome", each.id, (each.names.en, each.names.zh)) for each in named]


def lesson_entries(lessons: Iterable[Lesson]) -> list[Entry]:
    """Lessons and their steps by their titles in every language."""
    entries = []
    for lesson in lessons:
        titles = tuple(text.title for text in lesson.texts.values())
        entries.append(Entry("lesson", lesson.id, (*titles, lesson.code)))
        for step in (
            lesson.steps if lesson.kind != "case" else ()
        ):  # where a case leads is found by playing it
            titles = tuple(text.title for text in step.texts.values())
            entries.append(Entry("step", f"{lesson.id}#{step.id}", titles))
    return entries


def did_you_mean(query: str, entries: Iterable[Entry]) -> str:
    """The name nearest to `query`, or '' when none is near: for where only exact words are found."""
    hits = search(query, entries, limit=1)
    return hits[0].name if hits else ""
