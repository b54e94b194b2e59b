"""Material Design icons as outlines, read on first use from the font that the qtawesome package carries.

qtawesome itself is not imported: that takes 160–250 ms and loads eleven fonts; the one font and its
table take 8 ms.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap, QRawFont, QTransform

SIZE = 18  # px of an icon in a control, at text scale 100 %
DISABLED = 0.5  # opacity
_EM = 24.0  # the grid that the icons are drawn on
_BASE_LINE = 21.0  # of that grid; the font's outlines are measured from it, upwards


def _font_files() -> tuple[Path, Path]:
    """The outline font and its name table, inside the installed qtawesome package."""
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The package qtawesome, which carries the icons, is not installed.")
    folder = Path(spec.origin).parent / "fonts"
    return next(folder.glob("materialdesignicons6-webfont-6*.ttf")), next(
        folder.glob("materialdesignicons6*.json")
    )


@cache
def _font() -> tuple[QRawFont, dict[str, str]]:
    outline, names = _font_files()
    return QRawFont(str(outline), _EM), json.loads(names.read_text(encoding="utf-8"))


@cache
def outline(name: str) -> QPainterPath:
    """The outline of an icon ("eye-outline") on a 24 × 24 grid; KeyError when there is none of that name."""
    font, names = _font()
    glyph = font.glyphIndexesForString(chr(int(names[name], 16)))[0]
    path = font.pathForGlyph(glyph)
    return QTransform.fromTranslate(0, _BASE_LINE).map(path)


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Fills the icon into the middle of `rect`, as large as its shorter side, sharp at any pixel ratio."""
    side = min(rect.width(), rect.height())
    corner = rect.center() - QPointF(side / 2, side / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(corner)
    painter.scale(side / _EM, side / _EM)
    painter.fillPath(outline(name), colour)
    painter.restore()


@cache
def _pixmap(name: str, rgba: int, side: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, name, QRectF(0, 0, side, side), QColor.fromRgba(rgba))
    painter.end()
    return pixmap


def icon_pixmap(name: str, colour: QColor, side: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """The icon as a cached pixmap, `side` device-independent pixels square."""
    return _pixmap(name, colour.rgba(), side, ratio)


def make_icon(name: str, normal: QColor, on: QColor, side: int = SIZE, ratio: float = 1.0) -> QIcon:
    """An icon for buttons and menus: `normal` colour, `on` when checked, half as strong when disabled."""
    faint = QColor(normal)
    faint.setAlphaF(normal.alphaF() * DISABLED)
    icon = QIcon()
    states = (
        (normal, QIcon.Mode.Normal, QIcon.State.Off),
        (normal, QIcon.Mode.Active, QIcon.State.Off),
        (on, QIcon.Mode.Normal, QIcon.State.On),
        (on, QIcon.Mode.Active, QIcon.State.On),
        (faint, QIcon.Mode.Disabled, QIcon.State.Off),
    )
    for colour, mode, state in states:
        for scale in sorted({1.0, ratio}):
            icon.addPixmap(icon_pixmap(name, colour, side, scale), mode, state)
    return icon
