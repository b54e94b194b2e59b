"""Practice with the needle: tasks, passes, attempts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from anatomy_viewer.model.exercise import Exercise, task_view
from anatomy_viewer.model.practice import Insertion
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.model.words import say
from anatomy_viewer.session.core import Core
from anatomy_viewer.session.views import opening_view


class Practice(Core):
    """The part of the session that practises."""

    def practise(self) -> None:
        """Choose a task; a lesson is left."""
        left = self.now.place is None and bool(self.view.visible)
        view = self.view if left else opening_view(self.atlas)
        self._begin(Exercise(), view)

    def begin_exercise(self, exercise: Exercise) -> None:
        """Place the needle for a task; it is out of the picture until the skin is clicked."""
        self._begin(exercise, self._task_view(exercise, exercise.help), "entry")

    def _task_view(self, exercise: Exercise, told: bool) -> ViewState:
        return replace(task_view(self.atlas, exercise.task, told), patient=exercise.patient)

    def _begin(self, exercise: Exercise, view: ViewState, placing: str = "") -> None:
        state = AppState(view, "atlas", placing=placing, exercise=exercise, scan=self.now.scan)
        self.store.replace(say("Practise with the needle", self.language), state)

    def insert(self, insertion: Insertion) -> None:
        """One pass of the needle was measured."""
        if self.now.exercise is not None:
            self.store.amend(replace(self.now, exercise=self.now.exercise.inserted(insertion)))

    def end_exercise(self, when: datetime) -> None:
        """Leave the needle where the last pass brought it: what lies there is shown, with the usual path."""
        exercise = self.now.exercise
        if exercise is None or not exercise.passes:
            return
        view = self._task_view(exercise, told=True)
        state = AppState(view, "atlas", exercise=exercise.over(when), scan=self.now.scan)
        self.store.replace(say("Attempt", self.language), state)

    def show_attempt(self, number: int) -> None:
        """Show one of the attempts strongly (from 0, the earliest first)."""
        if self.now.exercise is not None:
            self.store.amend(replace(self.now, exercise=self.now.exercise.showing(number)))

    def leave_practice(self) -> None:
        """The free atlas, with what is in the picture."""
        self.store.amend(replace(self.now, exercise=None, placing=""))
