"""The window itself. It imports nothing slow, so that it is on the screen before the atlas is read."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from anatomy_viewer.ui.loading import LoadingPage
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.settings import Settings

TITLE = "Anatomy Viewer"
SMALLEST, USUAL = (800, 560), (1440, 900)


class MainWindow(QMainWindow):
    """A line until `furnish` puts the desk in. `shown`: first painted; `closing`: about to go."""

    shown = Signal()
    closing = Signal()

    def __init__(self, look: Look, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._painted = False
        self.setWindowTitle(TITLE)
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        geometry = settings.store.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        self.loading = LoadingPage(look)
        self.setCentralWidget(self.loading)

    def furnish(self, desk: QWidget) -> None:
        """The atlas is read: show the desk instead of the line."""
        self.setCentralWidget(desk)

    def name(self, lesson: str) -> None:
        """The window's title."""
        self.setWindowTitle(f"{lesson} · {TITLE}" if lesson else TITLE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when it is seen for the first time."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.shown.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep place and size."""
        self._settings.store.setValue("window/geometry", self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)
