"""The step that comes next: its picture, title and first sentence; a click goes on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.card import paint_rounded

HIGH = 152  # px at 100 %


class NextStep(QAbstractButton):
    """Painted whole."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._words = ("", "", "", "")
        self._picture: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_step(self, head: str, title: str, text: str, when: str, picture: QImage | None) -> None:
        """Its words; `picture` may come later."""
        self._words, self._picture = (head, title, text, when), picture
        self.setAccessibleName(f"{head} {title}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        """A head line over a small picture."""
        return QSize(self._look.px(300), self._look.px(HIGH))

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Head and planned time; picture at the left, words beside it."""
        look, painter, px = self._look, QPainter(self), self._look.px
        head, title, text, when = self._words
        rect = QRectF(self.rect()).adjusted(px(24), px(12), -px(24), -px(12))
        line = QRectF(rect.left(), rect.top(), rect.width(), px(20))
        parts.line(painter, look, "small", look.color("text2"), line, head)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        parts.line(painter, look, "small", look.color("text2"), line, when, right)
        body = rect.adjusted(0, px(28), 0, 0)
        wide = min(px(176), rect.width() * 0.48)
        frame = QRectF(body.left(), body.top(), wide, min(wide * 0.5625, body.height())) if head else QRectF()
        if head:
            paint_rounded(painter, look, frame, parts.CONTROL_RADIUS, self._picture)
            parts.box(painter, frame, parts.CONTROL_RADIUS, None, look.color("line"))
        words = body.adjusted(wide + px(14) if head else 0, px(4), 0, 0)
        high = min(parts.wrapped_height(look, "card", title, words.width()), px(42))
        painter.setClipRect(words)
        parts.wrapped(
            painter,
            look,
            "card",
            look.color("text"),
            QRectF(words.left(), words.top(), words.width(), high),
            title,
        )
        below = words.adjusted(0, high + px(4), 0, 0)
        top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        parts.wrapped(painter, look, "small", look.color("text2"), below, text, top)
