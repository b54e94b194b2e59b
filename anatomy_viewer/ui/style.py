"""What Qt draws itself, made to look like the rest: style sheet, palette, focus ring, chevrons, menus."""

from __future__ import annotations

from dataclasses import fields
from string import Template
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QLayoutItem,
    QMenu,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QWidget,
)
from shiboken6 import isValid

from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.qss import QSS

RING_WIDTH, RING_GAP = 2, 2
_RING = RING_WIDTH + RING_GAP
_BAR = 3  # accent bar of a selected row
_MARKS = {
    QStyle.PrimitiveElement.PE_IndicatorMenuCheckMark: ("check", "accent"),
    QStyle.PrimitiveElement.PE_IndicatorArrowRight: ("chevron-right", "text2"),
    QStyle.PrimitiveElement.PE_IndicatorArrowDown: ("chevron-down", "text2"),
}
_OWN_RING = "ownFocusRing"  # property of widgets that draw their keyboard focus themselves


def style_sheet(look: Look) -> str:
    """The one style sheet: the template with the tokens of the theme and lengths at the text scale."""
    tokens = {f.name: str(getattr(look.theme, f.name)) for f in fields(look.theme)}
    lengths = {f"px{n}": f"{look.px(n)}px" for n in (2, 4, 5, 6, 8, 10, 12, 14, 16, 18, 22, 24, 28, 32)}
    hairline = {"edge_px": f"{look.theme.edge_width:.0f}px"}
    return Template(QSS).substitute(tokens | lengths | hairline)


def palette(look: Look) -> QPalette:
    """The palette for what the style sheet does not name (selection in text, links, native dialogs)."""
    roles = {
        QPalette.ColorRole.Window: "panel",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "panel",
        QPalette.ColorRole.AlternateBase: "raised",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.Button: "panel",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.BrightText: "bad",
        QPalette.ColorRole.Highlight: "accent_soft",
        QPalette.ColorRole.HighlightedText: "text",
        QPalette.ColorRole.Accent: "accent",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.LinkVisited: "accent",
        QPalette.ColorRole.ToolTipBase: "raised",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.PlaceholderText: "text3",
        QPalette.ColorRole.Mid: "line",
        QPalette.ColorRole.Dark: "edge",
        QPalette.ColorRole.Light: "fill2",
        QPalette.ColorRole.Midlight: "fill",
        QPalette.ColorRole.Shadow: "shadow",
    }
    made = QPalette()
    for role, token in roles.items():
        made.setColor(role, look.color(token))
    faint = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(faint, role, look.color("text", 0.45))
    return made


def keyboard_focus(widget: QWidget) -> bool:
    """Whether the widget has the focus and got it by the keyboard, so that it shows a ring."""
    return widget.hasFocus() and widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


def paint_ring(painter: QPainter, rect: QRectF, colour: QColor, radius: float) -> None:
    """A focus ring whose outer edge is `rect`."""
    half = RING_WIDTH / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, RING_WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)
    painter.restore()


def draw_row_ground(painter: QPainter, look: Look, rect: QRect, state: QStyle.StateFlag) -> None:
    """The ground of a row of a list or tree: selected with an accent bar, or under the pointer."""
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, look.color("accent_soft"))
        painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), look.color("accent"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, look.color("raised"))


class RingStyle(QProxyStyle):
    """Draws the focus frame: a ring 2 px wide, 2 px outside the control, rounder than it by as much.

    A style of its own, worn by the frame alone, since every measure that an application-wide style answers in
    Python costs at start-up.
    """

    def __init__(self, look: Look) -> None:
        super().__init__("Fusion")
        self._look = look

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Room for the ring."""
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return _RING
        return super().pixelMetric(metric, option, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """The ring, as round as the frame's property `focusRadius` says."""
        if element != QStyle.ControlElement.CE_FocusFrame or widget is None:
            super().drawControl(element, option, painter, widget)
            return
        radius = float(widget.property("focusRadius")) + _RING
        paint_ring(painter, QRectF(option.rect), self._look.color("accent"), radius)


class FocusStyle(QProxyStyle):
    """Fusion with our rows, chevrons and menus, and without dotted focus rectangles."""

    def __init__(self, look: Look) -> None:
        super().__init__("Fusion")
        self._look = look

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Rows and chevrons of lists and trees; no dotted focus rectangles."""
        if element in (
            QStyle.PrimitiveElement.PE_FrameFocusRect,
            QStyle.PrimitiveElement.PE_PanelItemViewRow,
        ):
            return
        if element == QStyle.PrimitiveElement.PE_PanelItemViewItem:
            draw_row_ground(painter, self._look, option.rect, option.state)
        elif element == QStyle.PrimitiveElement.PE_IndicatorBranch:
            self._draw_chevron(option, painter)
        elif element in _MARKS:
            name, token = _MARKS[element]
            self._draw_mark(option, painter, name, token)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def _draw_mark(self, option: QStyleOption, painter: QPainter, name: str, token: str) -> None:
        """One of our icons in place of the platform's check mark or arrow, a little larger than its place."""
        side = self._look.px(16)
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(option.rect).center())
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        paint_icon(painter, name, square, self._look.color(token if enabled else "text3"))

    def _draw_chevron(self, option: QStyleOption, painter: QPainter) -> None:
        state, rect = option.state, QRectF(option.rect)
        if not state & QStyle.StateFlag.State_Children:
            return
        name = "chevron-down" if state & QStyle.StateFlag.State_Open else "chevron-right"
        side = self._look.px(16)
        square = QRectF(0, 0, side, side)
        square.moveCenter(rect.center() + QPointF(side / 2, 0))  # rows are inset from the panel's edge
        paint_icon(painter, name, square, self._look.color("text2"))

    def polish(self, target: Any) -> Any:
        """Menus have round corners, so what is behind their corners shows through."""
        if isinstance(target, QLayoutItem):
            return (
                None  # what the bindings still take a new widget for, at the address of an item that is gone
            )
        polished = super().polish(target)
        if isinstance(target, QMenu):
            flags = Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
            target.setWindowFlags(target.windowFlags() | flags)
            target.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        return polished


class FocusRing(QObject):
    """Moves the ring to the control that the keyboard has reached, and takes it away when the mouse has."""

    def __init__(self, app: QApplication, look: Look) -> None:
        super().__init__(app)
        self._style = RingStyle(look)
        self._frame: QFocusFrame | None = None
        app.focusChanged.connect(self._move)

    def _move(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._drop()
        if now is None or not keyboard_focus(now) or now.property(_OWN_RING):
            return
        self._frame = ring_frame(now, self._style)

    def _drop(self) -> None:
        # The frame is gone already when its window is.
        if self._frame is not None and isValid(self._frame):
            self._frame.hide()
            self._frame.deleteLater()
        self._frame = None


def ring_frame(widget: QWidget, style: RingStyle) -> QFocusFrame:
    """A ring round `widget`, which follows it; as round as the widget's property `focusRadius` says (6 without).

    Don't ask the frame for its widget: PySide then takes the widget for the frame's child, and when the frame goes
    forgets all that is in the widget.
    """
    frame = QFocusFrame(widget.window())
    frame.setStyle(style)
    frame.setProperty("focusRadius", widget.property("focusRadius") or 6)
    frame.setWidget(widget)
    widget.setParent(widget.parentWidget())  # setWidget has the same effect; the parent is what it was
    return frame


def apply_look(app: QApplication, look: Look) -> None:
    """Dress the application once at start; afterwards it follows `look.changed` by itself."""
    app.setStyle(FocusStyle(look))
    FocusRing(app, look)
    look.changed.connect(lambda: _dress(app, look))
    _dress(app, look)


def _dress(app: QApplication, look: Look) -> None:
    app.setFont(look.font("body"))
    app.setPalette(palette(look))
    app.setStyleSheet(style_sheet(look))
