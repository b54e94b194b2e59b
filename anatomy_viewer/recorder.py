"""Watches the session and keeps the record of what the learner saw and answered. No Qt, no files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from anatomy_viewer.model.drill import DrillAttempt
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session


class Recorder:
    """`progress` is the record so far; `changed` is called after each new fact."""

    def __init__(
        self, session: Session, progress: Progress, changed: Callable[[], None] = lambda: None
    ) -> None:
        self.session = session
        self.progress = progress
        self._changed = changed
        session.listen(self._note)

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
        ended = now if going_on else was.over(datetime.now(UTC))
        if ended is not None and ended.attempt is not None:
            self.progress = self.progress.tried(ended.attempt)

    def _note_lesson(self, old: AppState, new: AppState) -> None:
        assert new.place is not None
        if (new.place, new.screen, new.route) != (old.place, old.screen, old.route):
            lesson = self.session.lessons[new.place.lesson]
            self.progress = self.progress.saw(lesson.id, lesson.steps[new.place.step].id, datetime.now(UTC))
            self._note_way(new)
        self._note_answers(old, new)

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
        lesson = self.session.lessons[new.place.lesson]
        for answer in new.answers:
            if answer.judged and not old.answer_to(answer.question).judged:
                right = lesson.question(answer.question).judge(answer.chosen).right
                self.progress = self.progress.answered(lesson.id, answer, right, datetime.now(UTC))
