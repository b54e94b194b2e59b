"""Watches the session and keeps the record of what the learner saw and answered. No Qt, no files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from anatomy_viewer.model.assessment import assessed
from anatomy_viewer.model.cards import Given, lesson_key
from anatomy_viewer.model.case import is_decision
from anatomy_viewer.model.drill import DrillAttempt
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.spacing import LONGEST_S, answered, grade, read_again
from anatomy_viewer.model.state import Answer, AppState, Place
from anatomy_viewer.session import Session


def _now() -> datetime:
    return datetime.now(UTC)


class Recorder:
    """`progress` is the record so far; `changed` is called after each new fact; `clock`: the time, with its zone."""

    def __init__(
        self,
        session: Session,
        progress: Progress,
        changed: Callable[[], None] = lambda: None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self.session = session
        self.progress = progress
        self._changed, self._clock = changed, clock
        self._shown = clock()  # when the question now open was shown, or the one before it answered
        self._taken: dict[str, float] = {}  # in an assessment: question → seconds until it was answered
        self._missed: set[str] = set()  # what was wrong since the program was started
        session.listen(self._note)

    def follow(self, path: str) -> None:
        """The learning path with this id is followed; '' for none."""
        self.progress = replace(self.progress, path=path)
        self._changed()

    def drilled(self, attempt: DrillAttempt) -> None:
        """A drill with the probe was ended."""
        self.progress = self.progress.drilled(attempt)
        self._changed()

    def _note(self, old: AppState, new: AppState) -> None:
        before = self.progress
        self._note_attempt(old, new)
        if new.place is not None and new.screen == "atlas":
            self._note_lesson(old, new)
        if self.progress is not before:
            self._changed()

    def _note_attempt(self, old: AppState, new: AppState) -> None:
        """An attempt is a fact when the exercise ends, and also when it is left after a pass: harm is not unmade."""
        was, now = old.exercise, new.exercise
        if was is None or not was.placing:
            return
        going_on = now is not None and now.begun == was.begun
        ended = now if going_on else was.over(self._clock())
        if ended is not None and ended.attempt is not None:
            self.progress = self.progress.tried(ended.attempt)

    def _note_lesson(self, old: AppState, new: AppState) -> None:
        assert new.place is not None
        if (new.place, new.screen, new.route) != (old.place, old.screen, old.route):
            self._shown = self._clock()
            self._note_step(new.place)
            self._note_way(new)
        self._note_answers(old, new)

    def _note_step(self, place: Place) -> None:
        """A step was shown; one of several lessons' excerpts is a step of its own lesson, one of a review of none."""
        session, made = self.session, self.session.made.get(place.lesson)
        lesson = session.lesson_called(place.lesson)
        if lesson is None:
            return
        step = lesson.steps[place.step]
        where = made.places.get(step.id) if made else (lesson.id, step.id)
        if where is None:
            return
        now = self._clock()
        self.progress = self.progress.saw(*where, now)
        keys = [self._key(lesson, question.id) for question in step.questions]
        self.progress = read_again(self.progress, keys, now)

    def _note_way(self, new: AppState) -> None:
        """In a case: how one came here, and whether it ends here."""
        step = self.session.step
        if new.place is not None and step is not None and step.decision is not None:
            ending = step.id if step.decision.ends else ""
            self.progress = self.progress.went(new.place.lesson, new.route, ending)

    def _note_answers(self, old: AppState, new: AppState) -> None:
        """Facts come from answers being judged now; those brought along from the record are not new."""
        if new.place is None or old.place is None or old.place.lesson != new.place.lesson:
            return
        lesson = self.session.lesson_called(new.place.lesson)
        over = old.covered and not new.covered  # an assessment was handed in: all its answers are facts now
        for answer in new.answers:
            fresh = answer.judged and (over or not old.answer_to(answer.question).judged)
            if lesson and fresh and new.covered:
                self._taken[answer.question] = (self._clock() - self._shown).total_seconds()
            elif lesson and fresh:
                self._note_answer(lesson, answer)
        if lesson and over:
            self.progress = self.progress.assess(assessed(lesson, new.answers, self._clock()))
            self._taken.clear()

    def _note_answer(self, lesson: Lesson, answer: Answer) -> None:
        now, asked = self._clock(), lesson.question(answer.question)
        right = asked.judge(answer.chosen).right
        if lesson.id not in self.session.made:
            self.progress = self.progress.answered(lesson.id, answer, right, now)
        if is_decision(answer.question):  # what is done for a patient is no question that comes back
            return
        since_shown = (now - self._shown).total_seconds()
        seconds = min(self._taken.get(answer.question, since_shown), LONGEST_S)
        key = self._key(lesson, answer.question)
        retried = key in self._missed
        score = grade(right, answer.hints, seconds, asked.kind, retried)
        if not right:
            self._missed.add(key)
        self.progress = answered(self.progress, Given(key, now, right, answer.hints, seconds, score))
        self._shown = now

    def _key(self, lesson: Lesson, question: str) -> str:
        """The card of a question, wherever it is asked."""
        made = self.session.made.get(lesson.id)
        return made.keys[question] if made else lesson_key(lesson.id, question)
