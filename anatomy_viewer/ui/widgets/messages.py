"""What the window tells: the answer to a question, an error in its panel, an empty list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.buttons import Button

_KINDS = {
    "right": ("check-circle", "ok", "ok_soft"),
    "wrong": ("close-circle", "bad", "bad_soft"),
    "note": ("information-outline", "accent", "accent_soft"),
}
_BAR = 4


class Text(QLabel):
    """Text in a type role and a colour of the theme, broken into lines; it follows the look."""

    def __init__(
        self,
        look: Look,
        role: str = "body",
        tone: str = "text",
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._look, self._role = look, role
        self.setProperty("tone", tone)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.AutoText)
        look.changed.connect(self._restyle)
        self._restyle()

    def set_tone(self, tone: str) -> None:
        """Another colour: a tone of the style sheet."""
        self.setProperty("tone", tone)
        self.style().polish(self)

    def _restyle(self) -> None:
        self.setFont(self._look.font(self._role))


class Icon(QWidget):
    """An icon that stands for itself, in a colour of the theme."""

    def __init__(
        self, look: Look, name: str, tone: str = "text2", side: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._side = look, side
        self.set_icon(name, tone)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_icon(self, name: str, tone: str = "text2") -> None:
        """Another icon and colour."""
        self._name, self._tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        """Square."""
        side = self._look.px(self._side)
        return QSize(side, side)

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The icon."""
        paint_icon(QPainter(self), self._name, QRectF(self.rect()), self._look.color(self._tone))


class AnswerCallout(QFrame):
    """Right or wrong, with icon, word and reason; `link_activated(str)` when the reason holds a link."""

    link_activated = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._kind = "note"
        self._icon = Icon(look, "information-outline", side=20)
        self._title = Text(look, "answer")
        self._text = Text(look, "reason", "text")
        self._text.setOpenExternalLinks(False)
        self._text.linkActivated.connect(self.link_activated)
        head = self._head = QHBoxLayout()
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._title, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self._text)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        px = self._look.px
        self._column.setContentsMargins(px(18), px(9), px(14), px(9))
        self._column.setSpacing(px(2))
        self._head.setSpacing(px(8))
        self.update()

    def show_answer(self, kind: str, title: str, text: str = "") -> None:
        """`kind`: "right", "wrong" or "note"; `text` may be plain or rich."""
        icon, ink, _ = _KINDS[kind]
        self._kind = kind
        self._icon.set_icon(icon, ink)
        self._title.set_tone(ink)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Soft ground, a bar at the left."""
        _, ink, ground = _KINDS[self._kind]
        painter, rect = QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(rect.adjusted(0, 0, -rect.width() / 2, 0))
        parts.box(painter, rect, parts.CALLOUT_RADIUS, self._look.color(ink))
        painter.setClipping(False)
        parts.box(painter, rect.adjusted(_BAR, 0, 0, 0), parts.CALLOUT_RADIUS, self._look.color(ground))


class ErrorStrip(QFrame):
    """What is wrong, where, and one button; the panel goes on working. `acted` is the button."""

    acted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._title = Text(look, "strong")
        self._text = Text(look, "body", "text2")
        for label in (self._title, self._text):  # they quote files, which may hold a '<'
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._button = Button(look, "")
        self._button.clicked.connect(self.acted)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self._text)
        self._row = QHBoxLayout(self)
        self._row.addWidget(Icon(look, "alert-outline", "warn", 20), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(column, 1)
        self._row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        px = self._look.px
        self._row.setContentsMargins(px(14), px(12), px(14), px(12))
        self._row.setSpacing(px(10))
        self.update()

    def show_error(self, title: str, text: str = "", action: str = "") -> None:
        """The sentence, what follows from it, and the word on the button (none: no button)."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._button.updateGeometry()
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Soft ground."""
        parts.box(QPainter(self), QRectF(self.rect()), parts.CALLOUT_RADIUS, self._look.color("warn_soft"))


class EmptyState(QWidget):
    """Nothing to show: an icon, one sentence, a hint with links, at most one button (`acted`)."""

    acted = Signal()
    link_activated = Signal(str)

    def __init__(self, look: Look, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._title = Text(look, "card")
        self._title.setTextFormat(Qt.TextFormat.PlainText)  # it repeats what was typed
        self._text = Text(look, "body", "text2")
        self._button = Button(look, "")
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.linkActivated.connect(self.link_activated)
        self._button.clicked.connect(self.acted)
        self._button.hide()
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addWidget(Icon(look, icon, "text3", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._title)
        self._column.addWidget(self._text)
        self._column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        px = self._look.px
        self._column.setContentsMargins(px(16), px(16), px(16), px(16))
        self._column.setSpacing(px(8))

    def set_texts(self, title: str, text: str = "", action: str = "") -> None:
        """The sentence, the hint (rich text with `link()`), and the word on the button."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._button.updateGeometry()


def link(look: Look, target: str, text: str) -> str:
    """A link for a rich text of `Text`, in the accent, weight 600, without an underline."""
    return f'<a href="{target}" style="color:{look.theme.accent};font-weight:600;text-decoration:none">{text}</a>'
