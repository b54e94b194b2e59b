"""One answer to choose from: a mark (round where one is chosen, square where several are), the text, and its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

_MARK = 16  # px at 100 %
_VERDICTS = {
    "right": ("check-circle", "ok", "ok_soft"),
    "wrong": ("close-circle", "bad", "bad_soft"),
    "missed": ("plus-circle-outline", "ok", "panel"),
}


if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # Qt's own base comes with the row's kind


class _Row(_Button):
    """What both rows paint and do. After the answer `set_verdict` shows a row right, wrong or missed."""

    square = False

    def prepare(self, look: Look, key: str) -> None:
        """Once, after Qt has made the button."""
        self._look, self._key, self._verdict = look, key, ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_words(self.text(), key)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._restyle)

    def set_words(self, text: str, key: str) -> None:
        """The answer, and the key that picks it."""
        self._key = key
        self.setText(text)
        self.setAccessibleName(f"{key}. {text}" if key else text)
        self._restyle()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_verdict(self, verdict: str, said: str = "") -> None:
        """ "right", "wrong", "missed" (right, not chosen) or "" (not answered); `said`: for a screen reader."""
        self._verdict = verdict
        self.setAccessibleDescription(said)
        self.update()

    def hitButton(self, position: object) -> bool:
        """The whole row picks."""
        return self.rect().contains(position)  # type: ignore[call-overload]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers, which is the card's; on some desktops a button would take it for a click."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _text_left(self) -> float:
        return self._look.px(12) + self._look.px(_MARK) + self._look.px(10)

    def _text_right(self) -> float:
        cap = parts.key_cap_size(self._look, self._key).width() + self._look.px(8) if self._key else 0
        return self._look.px(12) + cap

    def sizeHint(self) -> QSize:
        """One line."""
        wide = self._text_left() + parts.text_width(self._look, "body", self.text()) + self._text_right()
        return QSize(round(wide + 1), self.heightForWidth(round(wide + 1)))

    def minimumSizeHint(self) -> QSize:
        """Narrow; long answers break."""
        return QSize(self._look.px(160), self._look.line_height("body") + self._look.px(16))

    def hasHeightForWidth(self) -> bool:
        """Long answers take several lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Lines of text and 16 px."""
        room = width - self._text_left() - self._text_right()
        return round(parts.wrapped_height(self._look, "body", self.text(), room)) + self._look.px(16)

    def _tokens(self) -> tuple[str, str | None]:
        """Edge and ground in the present state."""
        if self._verdict:
            return _VERDICTS[self._verdict][1:]
        if self.isChecked():
            return "accent", "accent_soft"
        return "edge", "fill" if self.underMouse() and self.isEnabled() else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, mark, text, key."""
        look, painter, rect = self._look, QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled() and not self._verdict:
            painter.setOpacity(0.62)
        edge, ground = self._tokens()
        fill = look.color(ground) if ground else None
        parts.box(painter, rect, parts.CONTROL_RADIUS, fill, look.color(edge), look.theme.edge_width)
        self._paint_mark(
            painter, QPointF(look.px(12) + look.px(_MARK) / 2, rect.center().y()), look.color(edge)
        )
        room = rect.adjusted(self._text_left(), 0, -self._text_right(), 0)
        parts.wrapped(painter, look, "body", look.color("text"), room, self.text())
        if self._key:
            parts.key_cap(painter, look, QPointF(rect.right() - look.px(12), rect.center().y()), self._key)

    def _paint_mark(self, painter: QPainter, centre: QPointF, colour: QColor) -> None:
        """A hollow ring, a filled ring with a hole when chosen, or the verdict's icon."""
        side = self._look.px(_MARK)
        if self._verdict:
            square = QRectF(0, 0, side + 3, side + 3)
            square.moveCenter(centre)
            paint_icon(painter, _VERDICTS[self._verdict][0], square, colour)
            return
        if self.square:
            box = QRectF(0, 0, side, side)
            box.moveCenter(centre)
            parts.box(painter, box, 3, colour if self.isChecked() else None, colour, 1.25)
            if self.isChecked():
                paint_icon(painter, "check", box.adjusted(1, 1, -1, -1), self._look.color("on_accent"))
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = side * 0.31 if self.isChecked() else 1.25
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(centre, side / 2 - width / 2, side / 2 - width / 2)


class OptionRow(_Row, QRadioButton):
    """One of several that exclude each other."""

    def __init__(self, look: Look, text: str, key: str = "", parent: QWidget | None = None) -> None:
        QRadioButton.__init__(self, text, parent)
        self.prepare(look, key)


class CheckRow(_Row, QCheckBox):
    """One of several that may be chosen together."""

    square = True

    def __init__(self, look: Look, text: str, key: str = "", parent: QWidget | None = None) -> None:
        QCheckBox.__init__(self, text, parent)
        self.prepare(look, key)
