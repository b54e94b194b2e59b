"""What is asked today, what a topic holds, and what a practice session mixes. Structures' cards come from the atlas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from anatomy_viewer.model.anatomy import OWN, SYSTEM_NAMES, Atlas, Feature, Structure, Text
from anatomy_viewer.model.cards import CLICK, LESSON, NAME, atlas_key, lesson_key, parsed
from anatomy_viewer.model.lesson import Lesson, Step
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.spacing import due_today, strength
from anatomy_viewer.model.topics import TOPICS
from anatomy_viewer.model.words_zh import CHINESE

SESSION = 20  # questions in one review
NEW_A_DAY = 6  # structures that are asked for the first time on one day
ATLAS = "atlas:"  # what the id of a topic of structures begins with
NO_CARDS = ("skin", OWN)  # systems that nobody has to be taught to find


@dataclass(frozen=True)
class Topic:
    """What mastery is told of. `keys`: of its questions and structures."""

    id: str
    names: Text
    keys: tuple[str, ...]


Lessons = Mapping[str, Lesson]


def asked(key: str, lessons: Lessons) -> tuple[Lesson, Step, Question] | None:
    """The lesson, step and question of a lesson's card; None for other cards, and where it is gone."""
    kind, name, question = parsed(key)
    lesson = lessons.get(name) if kind == LESSON else None
    if lesson is None:
        return None
    found = [(step, q) for step in lesson.steps for q in step.questions if q.id == question]
    return (lesson, *found[0]) if found else None


def known(key: str, lessons: Lessons, atlas: Atlas) -> bool:
    """Can it be asked? Lessons and structures may have gone since."""
    kind, name, _ = parsed(key)
    return asked(key, lessons) is not None if kind == LESSON else bool(kind) and bool(side_of(atlas, name))


def side_of(atlas: Atlas, base: str) -> str:
    """The structure or feature that stands for a base id: the right one, or the only one; '' when there is none."""
    names = (f"{base}_r", base)
    return next((name for name in names if name in atlas.structures or name in atlas.features), "")


def base_of(atlas: Atlas, name: str) -> str:
    """The base id of a structure or feature: without its side."""
    feature = atlas.features.get(name)
    if feature is None:
        return atlas.structures[name].base
    return name if feature.side == "midline" else name[:-2]


def met(lessons: Lessons, progress: Progress, atlas: Atlas) -> tuple[str, ...]:
    """Base ids of the structures that steps the learner saw highlight or label, in the order of the lessons."""
    found: dict[str, None] = {}
    for lesson in lessons.values():
        seen = set(progress.lesson(lesson.id).seen)
        for step in lesson.steps:
            if step.id in seen:
                found.update(dict.fromkeys(_shown(step, atlas)))
    return tuple(found)


def _shown(step: Step, atlas: Atlas) -> list[str]:
    """Base ids of what a step is about."""
    names = [n for n in (*step.scene.highlight, *step.scene.label) if n not in atlas.points]
    marks = [mark for name in names for mark in _marks(name, atlas)]
    found = [mark for mark in marks if atlas.structures[atlas.owner(mark)].system not in NO_CARDS]
    return [base_of(atlas, mark) for mark in found]


def _marks(name: str, atlas: Atlas) -> tuple[str, ...]:
    """Not whole systems: who was shown all muscles has not met each."""
    return () if name in SYSTEM_NAMES or name in ("all", OWN) else atlas.resolve_marks([name])


def new_cards(lessons: Lessons, progress: Progress, atlas: Atlas, now: datetime) -> tuple[str, ...]:
    """Structures that come up for the first time today: to be clicked, and to be named when clicking went well."""
    begun: dict[str, datetime] = {}
    for given in progress.given:
        begun.setdefault(given.key, given.when)
    fresh = [k for k, when in begun.items() if not k.startswith(LESSON) and _same_day(when, now)]
    room = max(NEW_A_DAY - len(fresh), 0)
    cards = {card.key: card for card in progress.cards}
    found = []
    for base in met(lessons, progress, atlas):
        click, name = cards.get(atlas_key(CLICK, base)), atlas_key(NAME, base)
        if side_of(atlas, base) in atlas.features:  # is named alone
            found += [name] if name not in cards else []
        elif click is None:
            found.append(atlas_key(CLICK, base))
        elif click.right and name not in cards and not (click.last and _same_day(click.last, now)):
            found.append(name)
    return tuple(found[:room])


def _same_day(when: datetime, now: datetime) -> bool:
    return when.astimezone(now.tzinfo).date() == now.date()


def todays(lessons: Lessons, progress: Progress, atlas: Atlas, now: datetime) -> tuple[str, ...]:
    """Everything due today: what was learned, wrong ones first, then structures not asked for yet."""
    due = [card.key for card in due_today(progress, now) if known(card.key, lessons, atlas)]
    return (*due, *new_cards(lessons, progress, atlas, now))


def mixed(keys: Sequence[str], seed: str, most: int = SESSION) -> tuple[str, ...]:
    """At most `most` of them in a seeded order in which no lesson or kind follows itself where that can be helped."""
    first = list(keys[:most])
    Random(seed).shuffle(first)
    found: list[str] = []
    while first:
        before = parsed(found[-1])[:2] if found else ()
        at = next((i for i, key in enumerate(first) if parsed(key)[:2] != before), 0)
        found.append(first.pop(at))
    return tuple(found)


def topics(lessons: Lessons, atlas: Atlas, bases: Iterable[str] | None = None) -> tuple[Topic, ...]:
    """Every topic with its keys: questions by their tag (where they have none, by their lesson), and structures by
    system: `bases`, or all."""
    return (*_of_questions(lessons), *_of_structures(atlas, bases))


def _of_questions(lessons: Lessons) -> list[Topic]:
    keys: dict[str, list[str]] = {}
    for lesson in lessons.values():
        for question in lesson.questions:
            keys.setdefault(question.tags.topic or lesson.id, []).append(lesson_key(lesson.id, question.id))
    names = {x.id: Text(x.text("en").title, x.text("zh").title) for x in lessons.values()}
    names |= {name: Text(english, CHINESE[english]) for name, english in TOPICS.items()}
    order = {name: place for place, name in enumerate((*TOPICS, *lessons))}
    return [
        Topic(name, names[name], tuple(keys[name])) for name in sorted(keys, key=lambda name: order[name])
    ]


def _of_structures(atlas: Atlas, bases: Iterable[str] | None) -> list[Topic]:
    wanted = None if bases is None else set(bases)
    found = []
    for system, (english, chinese) in SYSTEM_NAMES.items():
        own = [s.base for s in atlas.structures.values() if s.system == system]
        parts = [
            base_of(atlas, f.id) for f in atlas.features.values() if atlas.structures[f.of].system == system
        ]
        kept = [base for base in dict.fromkeys((*own, *parts)) if wanted is None or base in wanted]
        if kept and system not in NO_CARDS:
            keys = tuple(
                atlas_key(k, base) for base in kept for k in (CLICK, NAME) if k == NAME or base in own
            )
            found.append(Topic(f"{ATLAS}{system}", Text(english, chinese), keys))
    return found


def bases_called(atlas: Atlas, text: str) -> frozenset[str] | None:
    """Base ids of the structures with `text` in one of their names; None for an empty text."""
    wanted = text.strip().casefold()
    if not wanted:
        return None
    items: list[Structure | Feature] = [*atlas.structures.values(), *atlas.features.values()]
    return frozenset(
        base_of(atlas, s.id)
        for s in items
        if any(wanted in name.casefold() for name in (s.names.en, s.names.la, s.names.zh, *s.synonyms))
    )


def practice(
    progress: Progress, keys: Iterable[str], count: int, seed: str, now: datetime
) -> tuple[str, ...]:
    """`count` of `keys` to practise: the weakest first, ties and order by the seed."""
    table = {card.key: card for card in progress.cards}
    chance = Random(seed)
    ranked = sorted((strength(table.get(key), now), chance.random(), key) for key in keys)
    return mixed([key for _, _, key in ranked[:count]], seed, count)
