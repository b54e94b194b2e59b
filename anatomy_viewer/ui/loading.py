"""What the window shows while the atlas is read: one line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from anatomy_viewer.model.words import say
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.messages import Text


class LoadingPage(QWidget):
    """Until the desk stands in its place, or `fail` says why it can't."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._text = Text(look, "body", "text2", say("Reading the atlas", look.language))
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(self._text)

    def fail(self, sentence: str) -> None:
        """Say why it goes no further, in the user's language."""
        self._text.setText(sentence)
