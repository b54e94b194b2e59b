"""Putting a lecture together: steps of all lessons at the left, the lecture at the right, notes and time below."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from anatomy_viewer.content.lecture_files import seconds_in
from anatomy_viewer.model.lecture import Lecture, LectureStep, clock_words, planned, seconds_of
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.lecture_lists import LectureSteps, Library
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.messages import Text

LATE_S = 30.0  # more planned than there is by this much is told in colour


class LectureEditor(QWidget):
    """Shows a lecture and changes it. `changed(Lecture)`: after every change."""

    changed = Signal(object)

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look, self._session = look, session
        self.lecture = Lecture("")
        self.title, self.minutes, self.filter = QLineEdit(), QLineEdit(), QLineEdit()
        self.library, self.steps = Library(look, session), LectureSteps(look, session)
        self.notes, self.time = QPlainTextEdit(), QLineEdit()
        self.notes.setProperty("field", True)
        self._heads = {
            name: Text(look, "small_strong", "text2")
            for name in ("steps", "lecture", "notes", "time", "slot")
        }
        self.total = Text(look, "body", "text2")
        self._hint = Text(look, "small", "text3")
        self._lay_out()
        self._connect()
        look.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for part, stretch in (
            (self._heads["steps"], 0),
            (self.filter, 0),
            (self.library, 1),
            (self._hint, 0),
        ):
            left.addWidget(part, stretch)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._heads["slot"])
        head.addWidget(self.minutes)
        right.addLayout(head)
        right.addWidget(self.total)
        right.addWidget(self.steps, 3)
        own = QHBoxLayout()
        own.addWidget(self._heads["notes"], 1)
        own.addWidget(self._heads["time"])
        own.addWidget(self.time)
        right.addLayout(own)
        right.addWidget(self.notes, 1)
        for label in (self._heads["slot"], self._heads["time"]):
            label.setWordWrap(False)
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedWidth(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addLayout(left, 5)
        self._row.addWidget(rule)
        self._row.addLayout(right, 6)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.library.fill)
        self.library.taken.connect(lambda step: self._insert(step, self.steps.currentRow() + 1))
        self.steps.dropped.connect(self._insert)
        self.steps.moved.connect(self._move)
        self.steps.removed.connect(self._remove)
        self.steps.currentRowChanged.connect(lambda _row: self._show_own())
        self.title.textEdited.connect(lambda text: self._put(replace(self.lecture, title=text)))
        self.minutes.textEdited.connect(self._set_minutes)
        self.time.editingFinished.connect(self._set_time)
        self.notes.textChanged.connect(self._set_notes)

    def retranslate(self) -> None:
        """Words and sizes in the present look."""
        px, language = self._look.px, self._session.language
        words = {
            "steps": "Steps of all lessons", "lecture": "Lecture", "notes": "Notes of this step",
            "time": "Time planned",
            "slot": "Minutes there are",
        }  # fmt: skip
        for name, label in self._heads.items():
            label.setText(say(words[name], language))
        self.filter.setPlaceholderText(say("Find a step", language))
        self.title.setPlaceholderText(say("Title of the lecture", language))
        self.title.setAccessibleName(say("Title of the lecture", language))
        self.minutes.setAccessibleName(say("Minutes there are", language))
        self.time.setAccessibleName(say("Time planned", language))
        self.time.setPlaceholderText("1:30")
        self.notes.setPlaceholderText(say("The notes of the lesson", language))
        self.notes.setAccessibleName(say("Notes of this step", language))
        self.library.setAccessibleName(say("Steps of all lessons", language))
        self.steps.setAccessibleName(say("Lecture", language))
        self._hint.setText(
            say(
                "Drag steps to the right or press Enter; Delete takes one out.",
                language,
            )
        )
        for field in (self.title, self.filter, self.notes):
            field.setFont(self._look.font("body"))
        self.title.setFont(self._look.font("card"))
        for field in (self.minutes, self.time):
            field.setFixedWidth(px(64))
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._row.setSpacing(px(16))
        self.library.fill(self.filter.text())
        self.show_lecture(self.lecture)

    # What is shown

    def show_lecture(self, lecture: Lecture) -> None:
        """This one from now on."""
        self.lecture = lecture
        with QSignalBlocker(self.title), QSignalBlocker(self.minutes):
            if self.title.text() != lecture.title:
                self.title.setText(lecture.title)
            self.minutes.setText(f"{lecture.minutes:g}" if lecture.minutes else "")
        self._show_steps()

    def set_picture(self, step: str, picture: QImage) -> None:
        """The picture of a step ('lesson#step'), for both lists."""
        self.library.set_picture(step, picture)
        self.steps.set_picture(step, picture)

    def _show_steps(self) -> None:
        self.steps.fill(self.lecture, self._session.lessons)
        self._show_total()
        self._show_own()

    def _show_total(self) -> None:
        """All the time planned, against the time there is."""
        language, ends = self._session.language, planned(self.lecture, self._session.lessons)
        total = ends[-1] if ends else 0.0
        have = self.lecture.minutes * 60.0 if self.lecture.minutes else None
        text = say("{} steps, {} planned", language).format(len(ends), clock_words(total))
        if have is not None:
            text = say("{} steps, {} planned of {}", language).format(
                len(ends), clock_words(total), clock_words(have)
            )
        self.total.set_tone("warn" if have is not None and total > have + LATE_S else "text2")
        self.total.setText(text)

    def _show_own(self) -> None:
        """Notes and time of the step chosen."""
        step = self._chosen()
        with QSignalBlocker(self.notes), QSignalBlocker(self.time):
            notes = step.notes if step else ""
            if self.notes.toPlainText() != notes:
                self.notes.setPlainText(notes)
            self.time.setText(clock_words(seconds_of(step, self._session.lessons)) if step else "")
        self.notes.setEnabled(step is not None)
        self.time.setEnabled(step is not None)

    def _chosen(self) -> LectureStep | None:
        at = self.steps.currentRow()
        return self.lecture.steps[at] if 0 <= at < len(self.lecture.steps) else None

    # What is changed

    def _put(self, lecture: Lecture) -> None:
        if lecture != self.lecture:
            self.lecture = lecture
            self.changed.emit(lecture)

    def _insert(self, step: str, at: int) -> None:
        lesson, _, name = step.partition("#")
        self._put(self.lecture.with_step(at, LectureStep(lesson, name)))
        self._show_steps()
        self.steps.setCurrentRow(at)

    def _move(self, old: int, new: int) -> None:
        self._put(self.lecture.moved(old, new))
        self._show_steps()
        self.steps.setCurrentRow(new)

    def _remove(self, at: int) -> None:
        self._put(self.lecture.without(at))
        self._show_steps()

    def _set_minutes(self, text: str) -> None:
        """What is no number is not taken; nothing means: as long as planned."""
        try:
            minutes = float(text.replace(",", ".")) if text.strip() else None
        except ValueError:
            return
        if minutes is None or 0.0 < minutes <= 600.0:
            self._put(replace(self.lecture, minutes=minutes))
            self._show_total()

    def _set_time(self) -> None:
        at, text = self.steps.currentRow(), self.time.text().strip()
        step = self._chosen()
        seconds = seconds_in(text if ":" in text else f"{text}:00") if text else None
        if step is None or (text and seconds is None):
            self._show_own()
            return
        if not text or seconds != seconds_of(step, self._session.lessons):
            self._put(self.lecture.changed(at, seconds=seconds))
            self._show_steps()

    def _set_notes(self) -> None:
        if self._chosen() is not None:
            self._put(self.lecture.changed(self.steps.currentRow(), notes=self.notes.toPlainText()))
