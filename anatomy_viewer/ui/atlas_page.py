"""Tree, picture and right panel side by side; the tree becomes a rail and a drawer when the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import IconButton

NARROW = 1200  # px of window at text scale 1 below which words and the tree give way
RAIL, DRAWER = 48, 264


class AtlasPage(QWidget):
    """`structures`, `picture` and `right` are the caller's widgets."""

    def __init__(
        self, look: Look, session: Session, structures: QWidget, picture: QWidget, right: QWidget
    ) -> None:
        super().__init__()
        self._look, self._session = look, session
        self.structures, self.picture, self.right = structures, picture, right
        self._narrow = False
        self._wanted = {"structures": True, "lesson": True}
        structures.setAutoFillBackground(True)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        for part in (structures, picture, right):
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 1)
        self._rail = self._make_rail()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(self._splitter, 1)
        look.changed.connect(self.retranslate)
        self.retranslate()

    def _make_rail(self) -> QFrame:
        rail = QFrame()
        rail.setFixedWidth(RAIL)
        self._open = IconButton(self._look, "format-list-bulleted", "")
        self._open.setCheckable(True)
        self._open.clicked.connect(lambda: self.toggle("structures"))
        column = QVBoxLayout(rail)
        column.setContentsMargins(8, 10, 8, 8)
        column.addWidget(self._open)
        column.addStretch(1)
        return rail

    def retranslate(self) -> None:
        """Words and widths in the present look."""
        self._open.set_name(say("Structures panel", self._session.language), "Ctrl+B")
        self._arrange()

    def toggle(self, side: str) -> None:
        """Open or close the 'structures' or the 'lesson' panel."""
        if side == "structures" and self._narrow:
            self.structures.setVisible(not self.structures.isVisible())
            self._place_drawer()
        else:
            self._wanted[side] = not self._wanted[side]
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tree gives way first."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW * self._look.scale
        if narrow != self._narrow:
            self._narrow = narrow
            self._move_tree()
        self._arrange()

    def _move_tree(self) -> None:
        """Between the splitter and a drawer over the picture."""
        if self._narrow:
            self.structures.setParent(self)
            self.structures.hide()
        else:
            self._splitter.insertWidget(0, self.structures)
            self._splitter.setStretchFactor(1, 1)

    def _arrange(self) -> None:
        scale = self._look.scale
        self._rail.setVisible(self._narrow)
        low, high = (320, 320) if self._narrow else (340, 420)
        self.right.setMinimumWidth(round(min(low * scale, self.width() * 0.42)))
        self.right.setMaximumWidth(round(min(high * scale, self.width() * 0.5)))
        self.right.setVisible(self._wanted["lesson"])
        if self._narrow:
            self._place_drawer()
            return
        self.structures.setMinimumWidth(round(220 * scale))
        self.structures.setMaximumWidth(round(340 * scale))
        self.structures.setVisible(self._wanted["structures"])

    def _place_drawer(self) -> None:
        self.structures.setMinimumWidth(0)
        self.structures.setGeometry(RAIL, 0, round(DRAWER * self._look.scale), self.height())
        self.structures.raise_()
        self._open.setChecked(self.structures.isVisible())

    def sizes(self) -> list[int]:
        """Widths of the parts, to be kept between sessions."""
        return self._splitter.sizes()

    def set_sizes(self, sizes: list[int]) -> None:
        """Widths as they were."""
        if len(sizes) == self._splitter.count():
            self._splitter.setSizes(sizes)
