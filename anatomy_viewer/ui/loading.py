"""What the window shows while the atlas is read: one line and a bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from anatomy_viewer.model.words import say
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.messages import Text


class LoadingPage(QWidget):
    """`advance` says what is being done and how far it is (0–1)."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._text = Text(look, "body", "text2", say("Reading the atlas", look.language))
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(280)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._text)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def advance(self, english: str, share: float) -> None:
        """What is being done now."""
        self._text.setText(say(english, self._look.language))
        self._bar.setValue(round(share * 100))
