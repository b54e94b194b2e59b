"""Small things that several widgets paint: boxes, text that fits, key caps, chips, progress rings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look

CONTROL_RADIUS, CARD_RADIUS, CALLOUT_RADIUS, SWATCH_RADIUS = 6.0, 10.0, 8.0, 3.0
DISABLED = 0.45
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
TONES = {
    "neutral": ("text2", "fill"),
    "warn": ("warn", "warn_soft"),
    "ok": ("ok", "ok_soft"),
    "bad": ("bad", "bad_soft"),
    "accent": ("accent", "accent_soft"),
}  # tone of a chip: its text and its fill


def text_width(look: Look, role: str, text: str) -> float:
    """Width in px of `text` in the font of a role."""
    return QFontMetricsF(look.font(role)).horizontalAdvance(text)


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    width: float = 1,
) -> None:
    """A filled and outlined box whose outline lies inside `rect`."""
    half = width / 2 if edge is not None else 0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


def line(
    painter: QPainter,
    look: Look,
    role: str,
    colour: QColor,
    rect: QRectF,
    text: str,
    align: Qt.AlignmentFlag = LEFT,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """One line of text, shortened where it does not fit."""
    font = look.font(role)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, align, QFontMetricsF(font).elidedText(text, elide, rect.width() + 1))


def wrapped(
    painter: QPainter,
    look: Look,
    role: str,
    colour: QColor,
    rect: QRectF,
    text: str,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """Text over several lines inside `rect`."""
    painter.setFont(look.font(role))
    painter.setPen(colour)
    painter.drawText(rect, align | Qt.TextFlag.TextWordWrap, text)


def wrapped_height(look: Look, role: str, text: str, width: float) -> float:
    """Height in px of `text` when it is broken to `width`."""
    space = QRectF(0, 0, max(width, 1), 10_000)
    metrics = QFontMetricsF(look.font(role))
    bounds = metrics.boundingRect(space, int(Qt.TextFlag.TextWordWrap), text)
    return max(bounds.height(), float(look.line_height(role)))


def paint_faint(widget: QWidget, paint: Callable[[QPainter], None]) -> None:
    """Paint a disabled widget as a whole at 45 %: its text keeps its contrast to its own ground."""
    painter = QPainter(widget)
    ratio = painter.deviceTransform().m11()
    layer = QPixmap(widget.size() * ratio)
    layer.setDevicePixelRatio(ratio)
    layer.fill(Qt.GlobalColor.transparent)
    inner = QPainter(layer)
    paint(inner)
    inner.end()
    painter.setOpacity(DISABLED)
    painter.drawPixmap(0, 0, layer)


def key_cap_size(look: Look, text: str) -> QSizeF:
    """Size of a key cap."""
    height = look.line_height("tiny") + look.px(3)
    return QSizeF(max(text_width(look, "tiny", text) + look.px(10), height), height)


def key_cap(
    painter: QPainter, look: Look, right_middle: QPointF, text: str, colour: QColor | None = None
) -> None:
    """A key as it stands on the keyboard, its right edge at `right_middle`."""
    size = key_cap_size(look, text)
    rect = QRectF(QPointF(right_middle.x() - size.width(), right_middle.y() - size.height() / 2), size)
    tone = colour or look.color("text3")
    box(painter, rect, 4, None, colour or look.color("edge"))
    line(painter, look, "tiny", tone, rect, text, CENTRE, Qt.TextElideMode.ElideNone)


def chip_size(look: Look, text: str, icon: str | None = None, role: str = "small") -> QSizeF:
    """Size of a chip: 22 high at 100 %."""
    extra = look.px(14) + look.px(5) if icon else 0
    return QSizeF(text_width(look, role, text) + look.px(16) + extra, look.line_height(role) + look.px(6))


def chip(
    painter: QPainter,
    look: Look,
    rect: QRectF,
    text: str,
    tone: str,
    icon: str | None = None,
    role: str = "small",
) -> None:
    """A round-ended mark with at most one icon."""
    ink, ground = TONES[tone]
    box(painter, rect, rect.height() / 2, look.color(ground))
    inner = rect.adjusted(look.px(8), 0, -look.px(8), 0)
    if icon:
        side = look.px(14)
        paint_icon(
            painter, icon, QRectF(inner.left(), inner.center().y() - side / 2, side, side), look.color(ink)
        )
        inner.setLeft(inner.left() + side + look.px(5))
    line(painter, look, role, look.color(ink), inner, text, LEFT, Qt.TextElideMode.ElideNone)


def ring(painter: QPainter, look: Look, rect: QRectF, fraction: float, done: bool = False) -> None:
    """Progress from 12 o'clock; when `done` a green ring with a tick."""
    width = 3.0 if rect.width() < 34 else 4.0
    inner = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if done:
        painter.setPen(QPen(look.color("ok"), width))
        painter.drawEllipse(inner)
        quarter = rect.width() / 4
        paint_icon(painter, "check", rect.adjusted(quarter, quarter, -quarter, -quarter), look.color("ok"))
        return
    painter.setPen(QPen(look.color("fill2"), width))
    painter.drawEllipse(inner)
    if fraction > 0:
        round_cap = Qt.PenCapStyle.RoundCap
        painter.setPen(QPen(look.color("accent"), width, Qt.PenStyle.SolidLine, round_cap))
        painter.drawArc(inner, 90 * 16, -round(min(fraction, 1.0) * 360 * 16))


def rounded(rect: QRectF, radius: float) -> QPainterPath:
    """The outline of a box with round corners, for clipping and filling."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path
