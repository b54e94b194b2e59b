"""The tab of practice with the needle: a task is chosen, the needle placed, and what it came to is shown and kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.exercise import Exercise, patient_key, tasks_of
from anatomy_viewer.model.patients import drawn_patient
from anatomy_viewer.model.practice import Attempt, Insertion
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.variants import BASE_SPECIMEN, Patient, Sampling
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_reader import NeedleReader
from anatomy_viewer.ui.practice_measure import NeedleMeasure
from anatomy_viewer.ui.practice_pages import ChoosePage, PlacePage, ResultPage
from anatomy_viewer.ui.widgets.scroll import ScrollColumn

FRAME_MS, PASS_S = 33, 1.4


class PracticePanel(QWidget):
    """Follows the session's exercise. `moment(float | None)`: where a replay stands, in passes; None: it is over."""

    moment = Signal(object)

    def __init__(
        self,
        look: Look,
        session: Session,
        measure: NeedleMeasure,
        reader: NeedleReader,
        progress: Callable[[], Progress],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._measure, self._progress = session, measure, progress
        self._problem: ContentError | None = None
        self.reduced_motion = False
        self._pages = ChoosePage(look, session), PlacePage(look, session, reader), ResultPage(look, session)
        self._stack = QStackedWidget()
        for page in self._pages:
            self._stack.addWidget(ScrollColumn(page))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._replay_on)
        self._moment = 0.0
        self._connect()
        session.listen(self._follow)
        look.changed.connect(self.retranslate)
        self.retranslate()

    def _connect(self) -> None:
        choose, place, result = self._pages
        choose.chosen.connect(self._choose)
        choose.left.connect(self._session.leave_practice)
        place.inserted.connect(self._insert)
        place.ended.connect(lambda: self._session.end_exercise(datetime.now(UTC)))
        result.again.connect(self._again)
        result.picked.connect(self._session.show_attempt)
        result.replayed.connect(self._replay)
        for page in (place, result):
            page.left.connect(self._session.practise)
        self._measure.failed.connect(self._refuse)
        self._measure.busy_changed.connect(self.retranslate)

    def _attempts(self, task: str, patient: Patient) -> tuple[Attempt, ...]:
        return self._progress().attempts_at(task, patient_key(patient))

    def _choose(self, task: str, told: bool, another: bool) -> None:
        self._begin(task, told, self._another() if another else self._session.view.patient)

    def _another(self) -> Patient:
        """A patient that this learner has not had: drawn with a seed that is shown and kept."""
        atlas = self._session.atlas
        return drawn_patient(atlas.variants, atlas.sampling or Sampling(), len(self._progress().attempts) + 1)

    def _begin(self, task: str, told: bool, patient: Patient = BASE_SPECIMEN) -> None:
        self._measure.prepare()
        earlier = self._attempts(task, patient)
        self._session.begin_exercise(Exercise(task, told, patient, datetime.now(UTC), earlier=earlier))

    def _again(self) -> None:
        exercise = self._session.now.exercise
        if exercise is not None:
            self._begin(exercise.task, exercise.help, exercise.patient)

    def _insert(self) -> None:
        exercise = self._session.now.exercise
        if exercise is not None and exercise.placing:
            self._problem = None
            self._measure.measure(exercise.task, self._take)

    def _take(self, insertion: Insertion) -> None:
        """One pass; a safe one on target ends the attempt."""
        exercise = self._session.now.exercise
        if exercise is None or not exercise.placing:
            return
        self._session.insert(insertion)
        if insertion.on_target and all(each.safe for each in (*exercise.passes, insertion)):
            self._session.end_exercise(datetime.now(UTC))

    def _refuse(self, problem: ContentError) -> None:
        self._problem = problem
        self.retranslate()

    # Showing

    def retranslate(self) -> None:
        """Everything in the session's language."""
        exercise, (choose, place, result) = self._session.now.exercise, self._pages
        if exercise is None:
            return
        index = 0 if not exercise.task else 1 if exercise.placing else 2
        if index == 0:
            tasks = tasks_of(self._session.atlas)
            patient = self._session.view.patient
            best = [
                max(self._attempts(task, patient), key=lambda each: each.points, default=None)
                for task in tasks
            ]
            choose.show_tasks(tasks, best)
        elif index == 1:
            problem = sentence(self._problem, self._session.language) if self._problem else ""
            place.show_exercise(exercise, problem, self._measure.busy)
        else:
            result.show_exercise(exercise)
        self._stack.setCurrentIndex(index)

    def _follow(self, old: AppState, new: AppState) -> None:
        if old.exercise != new.exercise:
            self._stop()
        if old.needle != new.needle:
            self._problem = None
        if (old.exercise, old.needle, old.placing) != (new.exercise, new.needle, new.placing):
            self.retranslate()

    # Replay

    def _replay(self) -> None:
        """The needle goes in as it went, pass by pass."""
        self._moment = 0.0
        if not self.reduced_motion:
            self._timer.start()
            self.moment.emit(0.0)

    def _replay_on(self) -> None:
        exercise = self._session.now.exercise
        shown = exercise.shown if exercise else None
        self._moment += FRAME_MS / 1000.0 / PASS_S
        if shown is None or self._moment >= len(shown.passes):
            self._stop()
        else:
            self.moment.emit(self._moment)

    def _stop(self) -> None:
        self._timer.stop()
        self.moment.emit(None)
