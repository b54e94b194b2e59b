"""The second language of the lesson form: each text of the lesson, and below it the Chinese that is written for it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from anatomy_viewer.content.lesson_sketch import Sketch, questions
from anatomy_viewer.content.sketch_words import question_words
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.form_fields import Area
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.clear import clear
from anatomy_viewer.ui.widgets.messages import Text


class ChineseForm(QWidget):
    """`put(place, words)`: these Chinese words stand at this place now."""

    put = Signal(str, str)

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look, self._session = look, session
        self.fields: dict[str, Area] = {}
        self._about = Text(look, "body", "text2")
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._about)
        column.addLayout(self._column)
        column.addStretch(1)

    def show_sketch(self, sketch: Sketch) -> None:
        """All texts of the lesson, in their order."""
        language = self._session.language
        self._about.setText(say("Optional: what is left empty is shown as the lesson has it.", language))
        clear(self._column)
        self.fields = {}
        for head, place, text in texts(sketch):
            if head:
                self._column.addSpacing(self._look.px(8))
                self._column.addWidget(Text(self._look, "strong", "text", self._named(head)))
            self._add(place, text, sketch.zh.get(place, ""))

    def _named(self, head: str) -> str:
        return (
            say("Step {}", self._session.language).format(head)
            if head.isdecimal()
            else say(head, self._session.language)
        )

    def _add(self, place: str, text: str, chinese: str) -> None:
        original = Text(self._look, "small", "text2", text)
        field = Area(self._look, 1)
        field.set_name(text[:60], say("In Chinese", self._session.language))
        field.show_text(chinese)
        field.put.connect(lambda words, place=place: self.put.emit(place, words))
        self.fields[place] = field
        self._column.addWidget(original)
        self._column.addWidget(field)


def texts(sketch: Sketch) -> Iterator[tuple[str, str, str]]:
    """(head, place, text) of all that can be translated; the head stands before the first text of a part."""
    front = sketch.source.front
    aims = front.get("objectives") or []
    aims = "\n".join(str(aim) for aim in aims) if isinstance(aims, list | tuple) else str(aims)
    summary = front.get("summary")
    summary = (
        "" if summary == aims.partition("\n")[0] else summary
    )  # it was made of the first, and so is its Chinese
    head = "Lesson"
    for place, text in (
        ("title", front.get("title")),
        ("summary", summary),
        ("objectives", aims),
    ):
        if text:
            yield head, place, str(text)
            head = ""
    for number, step in enumerate(sketch.source.steps, 1):
        head = str(number)
        for name, text in (("title", step.title), ("text", step.text), ("notes", step.notes)):
            if text.strip():
                yield head, f"{step.id}/{name}", text
                head = ""
        for keys in questions(step):
            for name, text in question_words(keys).items():
                yield head, f"{step.id}/{keys.get('id')}/{name}", text
                head = ""
