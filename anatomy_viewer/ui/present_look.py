"""Looks of their own for what a lecturer presents: text of another size in the same theme, palette and language."""

from __future__ import annotations

from PySide6.QtGui import QFont

from anatomy_viewer.ui.look import Look

BOLD = {"control": 600}  # a label on a projector is read from the last row


class OwnLook(Look):
    """Follows `source`; `factor` multiplies its text scale, None has text at 100 % whatever the user reads."""

    def __init__(self, source: Look, factor: float | None = None) -> None:
        self._source, self._factor = source, factor
        scale = source.scale * (factor or 1.0) if factor is not None else 1.0
        super().__init__(source.theme_name, source.palette, scale, source.language, source)
        source.changed.connect(self._follow)

    def set_factor(self, factor: float) -> None:
        """Larger or smaller text."""
        self._factor = factor
        self._follow()

    def _follow(self) -> None:
        scale = self._source.scale * self._factor if self._factor is not None else 1.0
        self.set(self._source.theme_name, self._source.palette, scale, self._source.language)


class AudienceLook(OwnLook):
    """On a projector: sizes come from the height of its window, labels are bold."""

    def font(self, role: str, weight: int | None = None, italic: bool = False, scale: float = 1.0) -> QFont:
        """As every look, with bold labels."""
        return super().font(role, weight or BOLD.get(role), italic, scale)
