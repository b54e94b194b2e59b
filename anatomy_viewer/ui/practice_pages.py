"""The pages of practice with the needle: choosing a task, placing the needle, what it came to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from anatomy_viewer.model.exercise import Exercise
from anatomy_viewer.model.practice import NERVE_MM, Attempt
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_reader import NeedleReader
from anatomy_viewer.ui.practice_readout import Readout
from anatomy_viewer.ui.practice_words import BY_KEYS, GRADES, figures, grade, how, summary, title_of, told
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.flow import FlowRow
from anatomy_viewer.ui.widgets.measure import MeasureBox
from anatomy_viewer.ui.widgets.messages import AnswerCallout, Text
from anatomy_viewer.ui.widgets.rows import Row, RowList
from anatomy_viewer.ui.widgets.segmented import Segmented

HELP = ("With help", "Without help")
PATIENTS = ("This specimen", "Another patient")
MOST_ROWS = 7


class Page(QWidget):
    """A column of what a panel shows."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self._look, self._session = look, session
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 18)
        self.column.setSpacing(10)

    def say(self, english: str) -> str:
        """In the session's language."""
        return say(english, self._session.language)

    def add(self, *widgets: QWidget) -> None:
        """One below the other."""
        for widget in widgets:
            self.column.addWidget(widget)

    def row(self, *widgets: QWidget) -> None:
        """Side by side, below each other where the place is narrow."""
        row = FlowRow(8)
        for widget in widgets:
            row.addWidget(widget)
        self.column.addLayout(row)


class ChoosePage(Page):
    """`chosen(task, help, another patient?)`: begin; `left`: no practice any more."""

    chosen = Signal(str, bool, bool)
    left = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(look, session, parent)
        self._tasks: tuple[str, ...] = ()
        self._title, self._text = Text(look, "heading"), Text(look, "body", "text2")
        self._help = Segmented(look, "", HELP)
        self._list = RowList(look)
        self._patient = Segmented(look, "", PATIENTS)
        self._patient.setVisible(bool(session.atlas.variants))
        self._list.chosen.connect(self._choose)
        self._note = Text(look, "small", "text3")
        self.add(self._title, self._text)
        self.row(self._help, self._patient)
        self._leave = Button(look, "", "quiet", "close")
        self._leave.clicked.connect(self.left)
        self.add(self._list)
        self.row(self._leave)
        self.add(self._note)
        self.column.addStretch(1)

    def _choose(self, row: int) -> None:
        self.chosen.emit(self._tasks[row], self._help.current() == 0, self._patient.current() == 1)

    def show_tasks(self, tasks: Sequence[str], best: Sequence[Attempt | None]) -> None:
        """Each task with the best attempt at it."""
        self._tasks = tuple(tasks)
        self._title.setText(self.say("Practise with the needle"))
        words = "Choose a procedure, place the needle as it is usually done, and insert it. With help you are told what it passes on its way."  # noqa: E501
        self._text.setText(self.say(words))
        self._help.set_texts(self.say("Help"), [self.say(text) for text in HELP])
        self._patient.set_texts(self.say("Specimen"), [self.say(text) for text in PATIENTS])
        points = [self.say("best {}").format(each.points) if each else "" for each in best]
        rows = [
            Row(self._session.atlas.name(task, self._session.language), right=right, icon="needle")
            for task, right in zip(tasks, points, strict=True)
        ]
        self._list.set_rows(rows, -1)
        self._list.setFixedHeight(self._list.height_for(MOST_ROWS) + 2)
        self._leave.setText(self.say("Leave practice"))
        note = "Scored on the specimen shown. Tolerances are model values. For education, not for clinical guidance."
        self._note.setText(self.say(note))


class PlacePage(Page):
    """`inserted`: one pass; `ended`: leave it at that; `left`: another task."""

    inserted = Signal()
    ended = Signal()
    left = Signal()

    def __init__(
        self, look: Look, session: Session, reader: NeedleReader, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, session, parent)
        self._title, self._ask = Text(look, "heading"), Text(look, "body")
        self._how, self._keys = Text(look, "small", "text2"), Text(look, "small", "text3")
        self._depth = Text(look, "strong")
        self._insert = Button(look, "", "filled", "needle")
        self._end, self._leave = Button(look, "", "outline"), Button(look, "", "quiet")
        self._verdict, self._problem = AnswerCallout(look), AnswerCallout(look)
        self._insert.clicked.connect(self.inserted)
        self._end.clicked.connect(self.ended)
        self._leave.clicked.connect(self.left)
        self.add(self._title, self._ask, self._how, self._keys, self._depth)
        self.row(self._insert, self._end, self._leave)
        self._readout = Readout(look, session, reader)
        self.add(self._problem, self._verdict, self._readout)
        self.column.addStretch(1)

    def show_exercise(self, exercise: Exercise, problem: str, busy: bool) -> None:
        """The task, the verdict of the last pass, and what is wrong with the needle as it is held."""
        atlas, language = self._session.atlas, self._session.language
        self._title.setText(title_of(exercise, atlas, language))
        self._readout.refresh()
        ask = "Bring the tip within {:g} mm of the nerve, at the place where it is usually done, and harm nothing on the way."  # noqa: E501
        self._ask.setText(self.say(ask).format(NERVE_MM))
        self._how.setText(self.say(_how(exercise)))
        self._keys.setText(self.say(BY_KEYS))
        self._keys.setVisible(bool(self._session.now.placing))
        self._insert.setText(self.say("Reading the tissues…" if busy else "Insert"))
        needle = self._session.now.needle
        self._depth.setVisible(needle is not None)
        self._depth.setText(
            self.say("Depth of the tip: {:.1f} mm").format(
                min(needle.depth, needle.length) if needle else 0.0
            )
        )
        ready = needle is not None and not busy
        why = "Reading the tissues…" if busy else "Place entry and target first."
        self._insert.set_reason("" if ready else self.say(why))
        self._end.setText(self.say("Leave it there"))
        self._end.setVisible(bool(exercise.passes))
        self._leave.setText(self.say("Other procedure"))
        self._problem.setVisible(bool(problem))
        self._problem.show_answer("note", self.say("This cannot be inserted"), problem)
        self._verdict.setVisible(bool(exercise.passes))
        if exercise.passes:
            kind = grade(exercise.passes)
            title = f"{self.say('Pass {}').format(len(exercise.passes))} · {self.say(GRADES[kind])}"
            self._verdict.show_answer(kind, title, told(exercise.passes, atlas, language))


def _how(exercise: Exercise) -> str:
    if exercise.passes:
        return "Draw back and place it anew for another pass, or leave it there."
    return how(exercise.help)


class ResultPage(Page):
    """`picked(number)`: an attempt to show; `replayed`; `again`: the same task; `left`: another one."""

    picked = Signal(int)
    replayed = Signal()
    again = Signal()
    left = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(look, session, parent)
        self._title, self._points = Text(look, "heading"), Text(look, "body", "text2")
        self._verdict, self._figures = AnswerCallout(look), MeasureBox(look)
        self._caption, self._list = Text(look, "small_strong", "text2"), RowList(look)
        self._key = Text(look, "small", "text3")
        self._replay = Button(look, "", "outline", "replay")
        self._again = Button(look, "", "filled", "needle")
        self._leave = Button(look, "", "quiet")
        self._replay.clicked.connect(self.replayed)
        self._again.clicked.connect(self.again)
        self._leave.clicked.connect(self.left)
        self._list.chosen.connect(lambda row: self.picked.emit(self._list.model().rowCount() - 1 - row))
        self.add(self._title, self._verdict, self._figures, self._points)
        self.row(self._again, self._replay, self._leave)
        self.add(self._caption, self._list, self._key)
        self.column.addStretch(1)

    def show_exercise(self, exercise: Exercise) -> None:
        """The chosen attempt, and the list of all, latest first."""
        shown, language = exercise.shown, self._session.language
        if shown is None:
            return
        self._title.setText(title_of(exercise, self._session.atlas, language))
        kind = grade(shown.passes)
        title = f"{self.say('{} points').format(shown.points)} · {self.say(GRADES[kind])}"
        self._verdict.show_answer(kind, title, told(shown.passes, self._session.atlas, language))
        self._figures.set_figures(figures(shown.passes, language))
        self._points.setText(summary(shown, language))
        for button, word in (
            (self._replay, "Replay"),
            (self._again, "Once more"),
            (self._leave, "Other procedure"),
        ):
            button.setText(self.say(word))
        self._caption.setText(self.say("Attempts"))
        attempts = exercise.attempts
        rows = [self._row(i, each, each is shown) for i, each in enumerate(attempts)][::-1]
        self._list.set_rows(rows, len(attempts) - 1 - attempts.index(shown))
        self._list.setFixedHeight(self._list.height_for(MOST_ROWS) + 2)
        self._key.setText(
            self.say("In the picture: dashed the usual path, thick this attempt, thin the others.")
        )

    def _row(self, number: int, attempt: Attempt, shown: bool) -> Row:
        language = self._session.language
        icon = {"right": "check-circle-outline", "note": "alert-outline", "wrong": "close-octagon"}[
            grade(attempt.passes)
        ]
        text = f"{number + 1} · {self.say('{} points').format(attempt.points)}"
        second = attempt.when.astimezone().strftime("%Y-%m-%d %H:%M")
        helped = say("with help" if attempt.help else "without help", language)
        return Row(text, second=second, right=helped, icon=icon, marked=shown)
