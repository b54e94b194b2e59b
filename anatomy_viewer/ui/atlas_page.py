"""Tree, picture and right panel side by side; the tree becomes a rail and a drawer when the window is narrow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
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
        self,
        look: Look,
        session: Session,
        structures: QWidget,
        picture: QWidget,
        images: QWidget,
        right: QWidget,
        run: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._look, self._session, self._run = look, session, run
        self.structures, self.picture, self.images, self.right = structures, picture, images, right
        self._unshared = False
        self._narrow = self._imaging = self._staged = self._alone = False
        images.hide()
        self._wanted = {"structures": True, "lesson": True}
        structures.setAutoFillBackground(True)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        for part in (structures, picture, images, right):
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
        self._image = IconButton(self._look, "radiology-box-outline", "")
        self._image.setCheckable(True)
        self._image.clicked.connect(lambda: self._run("imaging"))
        self._pathway = IconButton(self._look, "transit-connection-variant", "")
        self._pathway.setCheckable(True)
        self._pathway.clicked.connect(lambda: self._run("pathway"))
        self._beside = IconButton(self._look, "information-outline", "")
        self._beside.setCheckable(True)
        self._beside.clicked.connect(lambda: self.toggle("lesson"))
        column = QVBoxLayout(rail)
        column.setContentsMargins(8, 10, 8, 8)
        column.setSpacing(8)
        for button in (self._open, self._image, self._pathway, self._beside):
            column.addWidget(button)
        column.addStretch(1)
        return rail

    def retranslate(self) -> None:
        """Words and widths in the present look."""
        language = self._session.language
        self._open.set_name(say("Structures panel", language), "Ctrl+B")
        self._image.set_name(say("Imaging", language), "M")
        self._pathway.set_name(say("Pathway of pain", language), "G")
        self._beside.set_name(say("Lesson panel", language), "Ctrl+Shift+L")
        self._arrange()

    def toggle(self, side: str) -> None:
        """Open or close the 'structures' or the 'lesson' panel."""
        if side == "structures" and self._railed:
            self.structures.setVisible(not self.structures.isVisible())
            self._place_drawer()
        else:
            self._wanted[side] = not self._wanted[side]
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tree gives way first."""
        super().resizeEvent(event)
        railed = self._railed
        self._narrow = self.width() < NARROW * self._look.scale
        if railed != self._railed:
            self._move_tree()
        self._arrange()
        if self.isVisible():
            self._share_late()

    def showEvent(self, event: QShowEvent) -> None:
        """Now the width is known."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._share_late)

    @property
    def _railed(self) -> bool:
        """Is the tree a rail?"""
        return self._narrow or self._imaging or self._staged

    def set_staged(self, staged: bool) -> None:
        """Picture and images alone, for a lecture; the tree still comes over them when it is asked for."""
        railed = self._railed
        self._staged = staged
        if railed != self._railed:
            self._move_tree()
        elif staged:
            self.structures.hide()
        self._arrange()

    def set_alone(self, alone: bool) -> None:
        """Without the right panel, since something else stands beside the page."""
        self._alone = alone
        self._arrange()

    def show_images(self, shown: bool, lesson: bool) -> None:
        """The images beside the picture, or not; the right panel gives way to them unless a lesson is in it."""
        self._image.setChecked(self._session.imaging is not None)  # a reader's own scan stands there too
        self._pathway.setChecked(self._session.shows_schematic)
        if shown == self._imaging:
            return
        railed, sizes = self._railed, self._splitter.sizes()
        self._imaging = shown
        self.images.setVisible(shown)
        if railed != self._railed:
            self._move_tree()
        if shown:
            self._before = (self._wanted["lesson"], sizes)
            self._wanted["lesson"] = lesson
        else:
            self._wanted["lesson"] = self._before[0]
        self._arrange()
        self._unshared = shown and not self.isVisible()  # its width is not known yet
        if shown:
            self._share_width()
        elif any(self._before[1]):
            self._splitter.setSizes(self._before[1])

    def _share_late(self) -> None:
        if self._unshared:
            self._unshared = False
            self._share_width()

    def _share_width(self) -> None:
        """The picture gets a bit more than a third, the images the rest."""
        scale = self._look.scale
        beside = self.right.maximumWidth() if self._wanted["lesson"] and not self._staged else 0
        room = self.width() - (0 if self._staged else RAIL) - beside
        picture = 320 if self._narrow else min(max(room * 0.365, 400 * scale), 900 * scale)
        for part, factor in ((self.picture, 1), (self.images, 2)):
            self._splitter.setStretchFactor(self._splitter.indexOf(part), factor)
        wide = {self.picture: round(picture), self.images: round(max(room - picture, 200))}
        widgets = [self._splitter.widget(i) for i in range(self._splitter.count())]
        self._splitter.setSizes([wide.get(widget, self.right.maximumWidth()) for widget in widgets if widget])

    def _move_tree(self) -> None:
        """Between the splitter and a drawer over the picture."""
        if self._railed:
            self.structures.setParent(self)
            self.structures.hide()
        else:
            self._splitter.insertWidget(0, self.structures)
            self._splitter.setStretchFactor(1, 1)

    def _arrange(self) -> None:
        scale = self._look.scale
        self._rail.setVisible(self._railed and not self._staged)
        self._image.setChecked(self._session.imaging is not None)
        self._pathway.setChecked(self._session.shows_schematic)
        self._beside.setChecked(self._wanted["lesson"])
        low, high = (320, 320) if self._narrow else (340, 420)
        self.right.setMinimumWidth(round(min(low * scale, self.width() * 0.42)))
        self.right.setMaximumWidth(round(min(high * scale, self.width() * 0.5)))
        self.right.setVisible(self._wanted["lesson"] and not self._staged and not self._alone)
        if self._railed:
            self._place_drawer()
            return
        self.structures.setMinimumWidth(round(220 * scale))
        self.structures.setMaximumWidth(round(340 * scale))
        self.structures.setVisible(self._wanted["structures"])

    def _place_drawer(self) -> None:
        self.structures.setMinimumWidth(0)
        left = 0 if self._staged else RAIL
        self.structures.setGeometry(left, 0, round(DRAWER * self._look.scale), self.height())
        self.structures.raise_()
        self._open.setChecked(self.structures.isVisible())

    def sizes(self) -> list[int]:
        """Widths of the parts, to be kept between sessions."""
        return self._splitter.sizes()

    def set_sizes(self, sizes: list[int]) -> None:
        """Widths as they were."""
        if len(sizes) == self._splitter.count():
            self._splitter.setSizes(sizes)
