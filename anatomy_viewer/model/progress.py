"""How far a learner has come: a record of facts that only grows, and is never undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from anatomy_viewer.model.assessment import Assessed
from anatomy_viewer.model.cards import MOST_GIVEN, Card, Given
from anatomy_viewer.model.case import Taken
from anatomy_viewer.model.drill import DrillAttempt
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.practice import Attempt
from anatomy_viewer.model.state import Answer

CASE_UNENDED = 0.9  # the most of a case that counts before an ending
MOST_ATTEMPTS = 500  # that are kept of one learner


@dataclass(frozen=True)
class Answered:
    """The latest judged answer to a question, how often it was tried, and whether the first try was right."""

    question: str
    chosen: str
    right: bool
    attempts: int
    right_at_once: bool
    hints: int
    when: datetime


@dataclass(frozen=True)
class LessonProgress:
    """What happened in one lesson. `seen`: step ids in the order first seen; `step`: where one was last.

    Of a case: `route`, the way that led to `step`; `endings`: ids of the steps it was played to the end in.
    """

    lesson: str
    seen: tuple[str, ...] = ()
    step: str = ""
    answers: tuple[Answered, ...] = ()
    opened: datetime | None = None
    updated: datetime | None = None
    route: tuple[Taken, ...] = ()
    endings: tuple[str, ...] = ()

    def share(self, lesson: Lesson) -> float:
        """How far (0–1) one is in `lesson`: all of a case at its first ending, of other lessons when all was seen."""
        ids = [step.id for step in lesson.steps]
        if lesson.kind != "case":
            return self.fraction(ids)
        return 1.0 if set(self.endings) & set(ids) else self.fraction(ids) * CASE_UNENDED

    def fraction(self, steps: Iterable[str]) -> float:
        """Share (0–1) of `steps`, the lesson's step ids as they are now, that was seen."""
        ids = set(steps)
        return len(ids & set(self.seen)) / len(ids) if ids else 0.0

    def answer_to(self, question: str) -> Answered | None:
        """What is known of a question."""
        return next((a for a in self.answers if a.question == question), None)

    def given(self) -> tuple[Answer, ...]:
        """The answers in the form the session takes, to go on where one was."""
        return tuple(Answer(a.question, a.chosen, True, a.hints, a.attempts - 1) for a in self.answers)


@dataclass(frozen=True)
class Progress:
    """Everything known of one profile. `last`: id of the lesson played last; `attempts`, `drills`: oldest first.

    cards: what is asked again, in no order; given: every answer, oldest first;
    path: id of the learning path that is followed, '' for none; assessments: those handed in, oldest first.
    """

    profile: str
    lessons: tuple[LessonProgress, ...] = ()
    last: str = ""
    attempts: tuple[Attempt, ...] = ()
    drills: tuple[DrillAttempt, ...] = ()
    cards: tuple[Card, ...] = ()
    given: tuple[Given, ...] = ()
    path: str = ""
    assessments: tuple[Assessed, ...] = ()

    def assess(self, outcome: Assessed) -> Progress:
        """An assessment was handed in; the oldest beyond MOST_ATTEMPTS are forgotten."""
        return replace(self, assessments=(*self.assessments, outcome)[-MOST_ATTEMPTS:])

    def lesson(self, lesson: str) -> LessonProgress:
        """What is known of `lesson`; an empty record when it was never opened."""
        return next((known for known in self.lessons if known.lesson == lesson), LessonProgress(lesson))

    def saw(self, lesson: str, step: str, when: datetime) -> Progress:
        """`step` (its id) of `lesson` was shown at `when` (UTC)."""
        known = self.lesson(lesson)
        seen = known.seen if step in known.seen else (*known.seen, step)
        return self._with(
            replace(known, seen=seen, step=step, opened=known.opened or when, updated=when), last=lesson
        )

    def went(self, lesson: str, route: tuple[Taken, ...], ending: str) -> Progress:
        """In the case `lesson` the way is now `route`; it led to the step `ending`, if that is one."""
        known = self.lesson(lesson)
        endings = tuple(dict.fromkeys([*known.endings, *([ending] if ending else [])]))
        return self._with(replace(known, route=route, endings=endings), last=lesson)

    def answered(self, lesson: str, answer: Answer, right: bool, when: datetime) -> Progress:
        """`answer` to a question of `lesson` was judged at `when` (UTC)."""
        known = self.lesson(lesson)
        before = known.answer_to(answer.question)
        now = Answered(
            answer.question,
            answer.chosen,
            right,
            attempts=before.attempts + 1 if before else 1,
            right_at_once=before.right_at_once if before else right,
            hints=answer.hints,
            when=when,
        )
        others = tuple(a for a in known.answers if a.question != answer.question)
        return self._with(replace(known, answers=(*others, now), updated=when), last=lesson)

    def tried(self, attempt: Attempt) -> Progress:
        """`attempt` at a task was ended; the oldest beyond MOST_ATTEMPTS are forgotten."""
        return replace(self, attempts=(*self.attempts, attempt)[-MOST_ATTEMPTS:])

    def attempts_at(self, task: str, variant: str = "") -> tuple[Attempt, ...]:
        """Those at one task on one specimen, oldest first."""
        return tuple(a for a in self.attempts if (a.task, a.variant) == (task, variant))

    def drilled(self, attempt: DrillAttempt) -> Progress:
        """A drill with the probe was ended; the oldest beyond MOST_ATTEMPTS are forgotten."""
        return replace(self, drills=(*self.drills, attempt)[-MOST_ATTEMPTS:])

    def drills_at(self, kind: str, technique: str) -> tuple[DrillAttempt, ...]:
        """Those of one kind, oldest first."""
        return tuple(d for d in self.drills if (d.kind, d.technique) == (kind, technique))

    def card(self, key: str) -> Card | None:
        """What is known of one thing that is asked."""
        return next((card for card in self.cards if card.key == key), None)

    def with_card(self, card: Card) -> Progress:
        """`card` in the place of the one with its key."""
        return replace(self, cards=(*(known for known in self.cards if known.key != card.key), card))

    def noted(self, given: Given) -> Progress:
        """An answer was given; the oldest beyond MOST_GIVEN are forgotten."""
        return replace(self, given=(*self.given, given)[-MOST_GIVEN:])

    def merged(self, other: Progress) -> Progress:
        """Both records in one, for two windows of one learner: what either saw, the later of two answers."""
        names = dict.fromkeys([*(k.lesson for k in self.lessons), *(k.lesson for k in other.lessons)])
        lessons = tuple(_merged(self.lesson(name), other.lesson(name)) for name in names)
        known = {(a.when.timestamp(), a.task): a for a in (*other.attempts, *self.attempts)}
        attempts = tuple(known[key] for key in sorted(known))[-MOST_ATTEMPTS:]
        done = {(d.when.timestamp(), d.kind, d.technique): d for d in (*other.drills, *self.drills)}
        drills = tuple(done[key] for key in sorted(done))[-MOST_ATTEMPTS:]
        cards = {card.key: card for card in other.cards}
        for card in self.cards:
            rival = cards.get(card.key)
            if rival is None or _time(card.last) >= _time(rival.last):
                cards[card.key] = card
        answers = {(g.when.timestamp(), g.key): g for g in (*other.given, *self.given)}
        given = tuple(answers[key] for key in sorted(answers))[-MOST_GIVEN:]
        last, path = self.last or other.last, self.path or other.path
        tests = {a.when.timestamp(): a for a in (*other.assessments, *self.assessments)}
        assessments = tuple(tests[key] for key in sorted(tests))[-MOST_ATTEMPTS:]
        return Progress(
            self.profile, lessons, last, attempts, drills, tuple(cards.values()), given, path, assessments
        )

    def _with(self, lesson: LessonProgress, last: str) -> Progress:
        others = tuple(known for known in self.lessons if known.lesson != lesson.lesson)
        return replace(self, lessons=(*others, lesson), last=last)


def _merged(one: LessonProgress, two: LessonProgress) -> LessonProgress:
    answers = {answer.question: answer for answer in two.answers}
    for answer in one.answers:
        known = answers.get(answer.question)
        if known is None or answer.when >= known.when:
            answers[answer.question] = answer
    later = two if _time(two.updated) > _time(one.updated) else one
    opened = [when for when in (one.opened, two.opened) if when]
    return replace(
        later,
        seen=tuple(dict.fromkeys([*one.seen, *two.seen])),
        answers=tuple(answers.values()),
        endings=tuple(dict.fromkeys([*one.endings, *two.endings])),
        opened=min(opened, default=None),
    )


def _time(when: datetime | None) -> float:
    return when.timestamp() if when else 0.0
