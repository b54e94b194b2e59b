"""The lesson in the form as a learner will see it, in a session of its own; the picture beside it shows its views."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from anatomy_viewer.content.lesson_sketch import Sketch, completed, judged
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.lesson import Lesson, step_view
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.lesson_panel import LessonPanel
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.messages import EmptyState


class Preview(QWidget):
    """Nothing that is answered here is kept. `ended`: its last button; `linked(Link)`: a link was chosen."""

    ended = Signal()
    linked = Signal(object)

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look, self._session = look, session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None
        self._own: Session | None = None

    def show_sketch(self, sketch: Sketch, at: int) -> None:
        """The step of this number and the others, where the lesson can be played."""
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
        lesson, _ = judged(completed(sketch), self._session.atlas, sketch.path or Path("lesson.md"))
        self._shown = self._panel(lesson, at) if lesson else self._nothing()
        self._column.addWidget(self._shown)

    def take_click(self, name: str, place: Vector) -> None:
        """What was clicked in the picture, at `place` (mm): the answer where one is asked for."""
        if self._own is not None and self._own.now.asking and self.isVisible():
            self._own.point_at(name, place)

    def _nothing(self) -> QWidget:
        none = EmptyState(self._look, "book-open-variant")
        none.set_texts(say("The lesson can't be shown yet: something is missing.", self._session.language))
        return none

    def _panel(self, lesson: Lesson, at: int) -> QWidget:
        own = Session(self._session.atlas, {lesson.id: lesson}, AppState())
        own.language, self._own = self._session.language, own
        own.open_lesson(lesson.id, at)
        own.listen(lambda old, new: self._follow(own) if old.place != new.place else None)
        self._follow(own)
        panel = LessonPanel(self._look, own)
        for left in (panel.finished, panel.text_asked):
            left.connect(self.ended)
        panel.linked.connect(self.linked)
        return panel

    def _follow(self, own: Session) -> None:
        """The picture shows the step's view."""
        if own.step is not None and self._session.now.screen == "atlas":
            view = step_view(own.step, self._session.atlas)
            self._session.edit(say("Preview", self._session.language), lambda _: view)
