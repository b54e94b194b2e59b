"""What stands beside the picture: part by part where there is room, else one at a time under tabs."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QTabBar, QVBoxLayout, QWidget

from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look

LEAST = 420  # px at 100 % that a part needs to be of use


class Beside(QWidget):
    """Holds the parts that are added; which are wanted is said by `show_part`, the newest comes to the front."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look, self._session = look, session
        self._parts: list[tuple[QWidget, str]] = []
        self._wanted: list[QWidget] = []  # the front one last
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.tabBarClicked.connect(self._choose)
        self.tabs.currentChanged.connect(self._choose)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.splitter, 1)
        look.changed.connect(self._arrange)

    def add(self, part: QWidget, name: str) -> None:
        """A part more, hidden; `name` in English stands on its tab."""
        self._parts.append((part, name))
        self.splitter.addWidget(part)
        part.hide()

    def show_part(self, part: QWidget, on: bool) -> None:
        """It is wanted, or not any more."""
        if (part in self._wanted) != on:
            self._wanted = [each for each in self._wanted if each is not part] + ([part] if on else [])
            self._arrange()

    def share(self) -> None:
        """The same room for each."""
        each = max(self.width() // max(len(self._wanted), 1), 1)
        self.splitter.setSizes([each] * len(self._parts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room may do without tabs."""
        super().resizeEvent(event)
        self._arrange()

    def _choose(self, index: int) -> None:
        open_ones = [part for part, _ in self._parts if part in self._wanted]
        if 0 <= index < len(open_ones) and open_ones[index] is not self._wanted[-1]:
            self._wanted.remove(open_ones[index])
            self._wanted.append(open_ones[index])
            self._arrange()

    def _arrange(self) -> None:
        open_ones = [(part, name) for part, name in self._parts if part in self._wanted]
        crowded = len(open_ones) > 1 and self.width() < LEAST * self._look.scale * len(open_ones)
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(open_ones):
            self.tabs.removeTab(0)
        for index, (part, name) in enumerate(open_ones):
            if index == self.tabs.count():
                self.tabs.addTab("")
            self.tabs.setTabText(index, say(name, self._session.language))
            if part is self._wanted[-1]:
                self.tabs.setCurrentIndex(index)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(crowded)
        for part, _ in self._parts:
            seen = part in self._wanted and (not crowded or part is self._wanted[-1])
            if seen == part.isHidden():
                part.setVisible(seen)
