"""What an assessment came to: right ones, what parts count, and by topic. Seeded drawing of its questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.state import Answer

NO_TOPIC = ""  # structures to find, of which the atlas makes questions itself


@dataclass(frozen=True)
class TopicScore:
    """Of one topic: how many questions were asked, and what their answers were worth together."""

    topic: str
    asked: int
    credit: float


@dataclass(frozen=True)
class Assessed:
    """An assessment that was handed in: how many were asked, right, and what all were worth together."""

    when: datetime
    asked: int
    right: int
    credit: float
    hints: int = 0
    topics: tuple[TopicScore, ...] = ()


def assessed(lesson: Lesson, answers: Iterable[Answer], when: datetime) -> Assessed:
    """The outcome; a question that was left open is worth nothing."""
    given = {answer.question: answer for answer in answers}
    topics: dict[str, list[float]] = {}
    right = hints = 0
    for question in lesson.questions:
        answer = given.get(question.id, Answer(question.id))
        verdict = question.judge(answer.chosen) if answer.judged else None
        topics.setdefault(question.tags.topic, []).append(verdict.credit if verdict else 0.0)
        right += bool(verdict and verdict.right)
        hints += answer.hints
    scores = tuple(TopicScore(name, len(worth), sum(worth)) for name, worth in topics.items())
    asked, credit = sum(s.asked for s in scores), sum(s.credit for s in scores)
    return Assessed(when, asked, right, credit, hints, scores)


def drawn_keys(keys: Sequence[str], count: int, seed: str) -> tuple[str, ...]:
    """At most `count` of `keys`, each as likely as another, in a seeded order."""
    found = list(dict.fromkeys(keys))
    Random(seed).shuffle(found)
    return tuple(found[:count])
