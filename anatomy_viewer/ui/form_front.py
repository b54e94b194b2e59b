"""The first page of the lesson form: title, what is learnt, level and minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QVBoxLayout, QWidget

from anatomy_viewer.model.lesson import LEVELS
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.form_fields import Area, Labelled, Line
from anatomy_viewer.ui.home_texts import LEVEL_NAMES
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.segmented import Segmented


class FrontForm(QWidget):
    """`put(key, value)`: a key of the front matter is this now."""

    put = Signal(str, object)

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look, self._session = look, session
        self.title = Labelled(look, Line(look, "card"))
        self.objectives, self.summary = Labelled(look, Area(look, 3)), Labelled(look, Area(look, 1))
        self.minutes, self._level_head = Labelled(look, Line(look)), Text(look, "small_strong", "text2")
        self.minutes.field.setValidator(QIntValidator(1, 600, self))
        self.level = Segmented(look, "", [""] * len(LEVELS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for part in (self.title, self.objectives, self._level_head, self.level, self.minutes, self.summary):
            column.addWidget(part)
        column.setSpacing(10)
        column.addStretch(1)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.title.field.put.connect(lambda text: self.put.emit("title", text))
        self.summary.field.put.connect(lambda text: self.put.emit("summary", " ".join(text.split())))
        self.objectives.field.put.connect(
            lambda text: self.put.emit(
                "objectives", [line.strip() for line in text.splitlines() if line.strip()]
            )
        )
        self.minutes.field.put.connect(
            lambda text: self.put.emit("minutes", int(text) if text.isdecimal() else "")
        )
        self.level.chosen.connect(lambda index: self.put.emit("level", LEVELS[index]))

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        self.title.set_name(say("Title", language), say("Title of the lesson", language))
        self.objectives.set_name(
            say("What the learner can do afterwards", language), say("One a line", language)
        )
        self.summary.set_name(
            say("In a sentence", language), say("If nothing stands here, the first of the above", language)
        )
        self.minutes.set_name(say("Minutes", language))
        self.minutes.field.setFixedWidth(self._look.px(80))
        level = say("Level of learners", language)
        self._level_head.setText(level)
        self.level.set_texts(level, [say(LEVEL_NAMES[level], language) for level in LEVELS])

    def show_front(self, front: Mapping[str, Any]) -> None:
        """These values."""
        self.title.field.show_text(str(front.get("title", "")))
        self.summary.field.show_text(str(front.get("summary", "")))
        aims = front.get("objectives") or []
        aims = aims if isinstance(aims, list | tuple) else [aims]
        self.objectives.field.show_text("\n".join(str(aim) for aim in aims))
        self.minutes.field.show_text(str(front.get("minutes", "")))
        level = front.get("level", LEVELS[0])
        self.level.set_current(LEVELS.index(level) if level in LEVELS else -1)
