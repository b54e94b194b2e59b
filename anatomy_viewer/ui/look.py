"""How everything looks just now: theme, tissue palette, text scale and language, in one object."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QIcon

from anatomy_viewer.ui import fonts, icons, theme

SCALES = (0.8, 2.0)  # least and most text scale


class Look(QObject):
    """Given to every widget that paints; `changed` tells it to take fonts and colours anew."""

    changed = Signal()

    def __init__(
        self,
        theme_name: str = "dark",
        palette: str = "default",
        scale: float = 1.0,
        language: str = "en",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fonts: dict[tuple[object, ...], QFont] = {}
        self._take(theme_name, palette, scale, language)

    def _take(self, theme_name: str, palette: str, scale: float, language: str) -> None:
        self.theme_name = theme_name
        self.palette = palette
        self.scale = min(max(scale, SCALES[0]), SCALES[1])
        self.language = language
        self.theme = theme.theme_for(theme_name, palette)
        self.tissues = theme.PALETTES[palette]
        self._fonts.clear()

    def set(
        self,
        theme_name: str | None = None,
        palette: str | None = None,
        scale: float | None = None,
        language: str | None = None,
    ) -> None:
        """Change what is given, keep the rest, and tell everyone once if anything differs."""
        old = (self.theme_name, self.palette, self.scale, self.language)
        self._take(theme_name or old[0], palette or old[1], scale or old[2], language or old[3])
        if (self.theme_name, self.palette, self.scale, self.language) != old:
            self.changed.emit()

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a token of the theme ("accent_soft"); "plate" comes with its own transparency."""
        colour = QColor(getattr(self.theme, token))
        colour.setAlphaF(alpha * self.theme.plate_alpha if token == "plate" else alpha)
        return colour

    def tissue(self, name: str) -> QColor:
        """The colour on the specimen of a tissue, a system ("bones") or a kind of point."""
        return QColor(self.tissues.colour(name))

    def swatch(self, name: str) -> QColor:
        """The same, shifted so that a small mark of it is seen on a panel."""
        return QColor(theme.swatch(self.theme, self.tissues.colour(name)))

    def font(self, role: str, weight: int | None = None, italic: bool = False, scale: float = 1.0) -> QFont:
        """The font of a type role (a key of `fonts.ROLES`); `scale` multiplies the text scale."""
        key = (role, weight, italic, scale)
        if key not in self._fonts:
            self._fonts[key] = fonts.make_font(role, self.language, self.scale * scale, weight, italic)
        return QFont(self._fonts[key])

    def line_height(self, role: str) -> int:
        """Height in px of one line of a role, never less than its font needs."""
        wanted = fonts.role(role, self.language).line * self.scale
        return max(round(wanted), round(QFontMetricsF(self.font(role)).height()))

    def px(self, length: float) -> int:
        """A length at 100 % as the text scale has it: heights of rows and controls grow with their text."""
        return round(length * self.scale)

    def icon_size(self) -> QSize:
        """Size of an icon in a control."""
        return QSize(self.px(icons.SIZE), self.px(icons.SIZE))

    def icon(self, name: str, token: str = "text2", on: str = "accent") -> QIcon:
        """An icon of Material Design for a button; ask again after `changed`."""
        ratio = QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]
        return icons.make_icon(name, self.color(token), self.color(on), self.px(icons.SIZE), ratio)
