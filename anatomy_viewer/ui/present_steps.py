"""All steps of a lecture in two rows of small pictures; a click goes there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from anatomy_viewer.model.lecture import found
from anatomy_viewer.model.presenting import Presenting
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.session.presenting import Presenter
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.card import paint_rounded
from anatomy_viewer.ui.widgets.messages import Text

COLUMNS = 6  # seen at once
PICTURE = 0.39  # height of a picture by its width


class StepTile(QAbstractButton):
    """A picture with its number and title below."""

    def __init__(self, look: Look, number: int, title: str) -> None:
        super().__init__()
        self._look, self._number = look, number
        self.picture = QImage()
        self.setText(title)
        self.setAccessibleName(f"{number} {title}")
        self.setToolTip(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.wide = 148

    def set_picture(self, picture: QImage) -> None:
        """What the step shows."""
        self.picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        """Picture and one line."""
        return QSize(
            self.wide, round(self.wide * PICTURE) + self._look.line_height("small") + self._look.px(6)
        )

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture in its frame; number and title, strong for the step shown."""
        look, painter, on = self._look, QPainter(self), self.isChecked()
        frame = QRectF(1, 1, self.width() - 2, round(self.wide * PICTURE) - 2)
        picture = None if self.picture.isNull() else self.picture
        paint_rounded(painter, look, frame, parts.CONTROL_RADIUS, picture)
        edge = look.color("accent" if on else "edge" if self.underMouse() else "line")
        parts.box(painter, frame, parts.CONTROL_RADIUS, None, edge, 2 if on else 1)
        words = QRectF(0, frame.bottom() + look.px(4), self.width(), look.line_height("small"))
        role, ink = ("small_strong", "text") if on else ("small", "text2")
        parts.line(painter, look, "small_strong", look.color("text"), words, str(self._number))
        left = parts.text_width(look, "small_strong", str(self._number)) + look.px(8)
        parts.line(painter, look, role, look.color(ink), words.adjusted(left, 0, 0, 0), self.text())


class StepGrid(QFrame):
    """`chosen(at)`: a step was clicked, from 0."""

    chosen = Signal(int)

    def __init__(self, look: Look, session: Session, presenter: Presenter) -> None:
        super().__init__()
        self._look, self._session, self._presenter = look, session, presenter
        self._head, self._hint = Text(look, "strong"), Text(look, "small", "text3")
        self._inner = QWidget()
        self._inner.setProperty("page", True)
        self._grid = QGridLayout(self._inner)
        self.tiles: list[StepTile] = []
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._top = QHBoxLayout()
        self._top.addWidget(self._head, 1)
        self._top.addWidget(self._hint)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        self._column.addWidget(self._scroll)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        presenter.listen(self._follow)
        look.changed.connect(self.retranslate)
        self._fill()
        self.retranslate()

    def _fill(self) -> None:
        steps = self._presenter.now.lecture.steps
        columns = max(COLUMNS, -(-len(steps) // 2))
        for at, place in enumerate(steps):
            step = found(place, self._session.lessons)
            tile = StepTile(self._look, at + 1, step.text(self._session.language).title if step else "")
            tile.clicked.connect(lambda _on=False, at=at: self._go(at))
            self._grid.addWidget(tile, at // columns, at % columns)
            self.tiles.append(tile)
        self._grid.setColumnStretch(columns, 1)

    def _go(self, at: int) -> None:
        self.chosen.emit(at)
        self._mark(self._presenter.now.at)

    def retranslate(self) -> None:
        """Words and sizes in the present look."""
        px, language = self._look.px, self._session.language
        self._head.setText(say("Steps", language))
        self._hint.setText(say("number + Enter jumps", language))
        self._hint.setWordWrap(False)
        self._column.setContentsMargins(px(20), px(2), px(20), px(10))
        self._column.setSpacing(px(8))
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(10))
        self._grid.setVerticalSpacing(px(6))
        for tile, place in zip(self.tiles, self._presenter.now.lecture.steps, strict=True):
            step = found(place, self._session.lessons)
            tile.setText(step.text(language).title if step else "")
        self._mark(self._presenter.now.at)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Six in a row, however wide."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self._look.px
        room = self.width() - px(40) - (COLUMNS - 1) * px(10)
        for tile in self.tiles:
            tile.wide = max(room // COLUMNS, px(60))
            tile.updateGeometry()
        rows = 2 if len(self.tiles) > COLUMNS else 1
        high = rows * self.tiles[0].sizeHint().height() + (rows - 1) * px(6) if self.tiles else 0
        more = len(self.tiles) > 2 * COLUMNS
        self._scroll.setFixedHeight(high + (px(12) if more else 0))
        self.setVisible(bool(self.tiles))

    def _follow(self, old: Presenting, new: Presenting) -> None:
        if old.at != new.at:
            self._mark(new.at)

    def _mark(self, at: int) -> None:
        for number, tile in enumerate(self.tiles):
            tile.setChecked(number == at)
            tile.update()
        if at < len(self.tiles):
            self._scroll.ensureWidgetVisible(self.tiles[at], self._look.px(80), 0)
