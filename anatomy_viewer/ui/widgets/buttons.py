"""Buttons: filled (one a screen), outline, quiet; with an icon on either side and a key cap."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from anatomy_viewer.ui.icons import SIZE, paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

KINDS = ("outline", "filled", "quiet")


def state_colours(
    look: Look, kind: str, hover: bool, pressed: bool, on: bool
) -> tuple[str, str | None, str | None]:
    """Tokens of text, ground and edge of a button in a state."""
    if kind == "filled":
        return "on_accent", "accent_hover" if hover and not pressed else "accent", None
    if on:
        return "accent", "accent_soft", None
    ground = "fill2" if pressed else "fill" if hover else None
    return ("text" if kind == "outline" else "text2"), ground, ("edge" if kind == "outline" else None)


class Button(QPushButton):
    """A push button painted whole. When it is disabled its tooltip says why (`set_reason`)."""

    def __init__(
        self,
        look: Look,
        text: str,
        kind: str = "outline",
        icon: str = "",
        icon_right: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._look, self._kind, self._key = look, kind, key
        self._icons = (icon, icon_right)
        self._tip = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_icons(self, icon: str = "", icon_right: str = "") -> None:
        """Other icons, left and right of the text."""
        self._icons = (icon, icon_right)
        self._restyle()

    def set_kind(self, kind: str) -> None:
        """Become filled, outline or quiet."""
        self._kind = kind
        self.update()

    def set_reason(self, reason: str) -> None:
        """Disable with a reason for the tooltip; an empty reason enables."""
        if self.isEnabled():
            self._tip = self.toolTip()
        self.setEnabled(not reason)
        self.setToolTip(reason or self._tip)

    def sizeHint(self) -> QSize:
        """As wide as its parts, as high as a line and 14 px."""
        look = self._look
        width = parts.text_width(look, self._role(), self.text()) + 2 * look.px(self._margin())
        width += sum(look.px(SIZE) + look.px(8) for name in self._icons if name)
        if self._key:
            width += parts.key_cap_size(look, self._key).width() + look.px(8)
        return QSize(round(width + 0.5), look.line_height("control") + look.px(14))

    minimumSizeHint = sizeHint  # noqa: N815

    def _role(self) -> str:
        return "strong" if self._kind == "filled" else "control"

    def _margin(self) -> int:
        return 10 if self._kind != "quiet" else 8

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, edge, icon, text, icon, key cap."""
        if self.isEnabled():
            self._paint(QPainter(self))
        else:
            parts.paint_faint(self, self._paint)

    def _paint(self, painter: QPainter) -> None:
        hover = self.underMouse() and self.isEnabled()
        ink, ground, edge = state_colours(self._look, self._kind, hover, self.isDown(), self.isChecked())
        look, rect = self._look, QRectF(self.rect())
        fill = look.color(ground) if ground else None
        outline = look.color(edge) if edge else None
        parts.box(painter, rect, parts.CONTROL_RADIUS, fill, outline, look.theme.edge_width)
        self._paint_content(painter, rect, look.color(ink))

    def _paint_content(self, painter: QPainter, rect: QRectF, colour: QColor) -> None:
        look = self._look
        spare = max((rect.width() - self.sizeHint().width()) / 2, 0.0)
        inner = rect.adjusted(spare + look.px(self._margin()), 0, -spare - look.px(self._margin()), 0)
        side = look.px(SIZE)
        left, right = self._icons
        square = QRectF(inner.left(), rect.center().y() - side / 2, side, side)
        if left:
            paint_icon(painter, left, square, colour)
            inner.setLeft(inner.left() + side + look.px(8))
        if self._key:
            parts.key_cap(painter, look, QPointF(inner.right(), rect.center().y()), self._key)
            inner.setRight(inner.right() - parts.key_cap_size(look, self._key).width() - look.px(8))
        if right:
            square.moveRight(inner.right())
            paint_icon(painter, right, square, colour)
            inner.setRight(inner.right() - side - look.px(8))
        parts.line(painter, look, self._role(), colour, inner, self.text(), parts.CENTRE)


class IconButton(QToolButton):
    """An icon alone: 32 px, with a tooltip that names it and its key, and an accessible name."""

    def __init__(
        self,
        look: Look,
        icon: str,
        name: str,
        key: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._icon, self._small = look, icon, small
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_name(name, key)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_name(self, name: str, key: str = "") -> None:
        """What it does, in the caller's language, and its key ("Ctrl+Z")."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})" if key else name)

    def set_icon(self, icon: str) -> None:
        """Another icon."""
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        """32 px square, 28 when small, at 100 %."""
        side = self._look.px(28 if self._small else 32)
        return QSize(side, side)

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and icon."""
        look, painter = self._look, QPainter(self)
        if not self.isEnabled():
            painter.setOpacity(parts.DISABLED)
        hover = self.underMouse() and self.isEnabled()
        ink, ground, _ = state_colours(look, "quiet", hover, self.isDown(), self.isChecked())
        rect = QRectF(self.rect())
        parts.box(painter, rect, parts.CONTROL_RADIUS, look.color(ground) if ground else None)
        side = look.px(SIZE)
        square = QRectF(0, 0, side, side)
        square.moveCenter(rect.center())
        paint_icon(painter, self._icon, square, look.color(ink))
