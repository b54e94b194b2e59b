"""A variant to choose: its mark and name, how often each study found it as a bar, and why it cannot be chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

_MARK, _EDGE, _GAP = 18, 12, 10  # px at 100 %
_BAR, _PERCENT = 62, 46  # px: how long the bar is; room for the figure


@dataclass(frozen=True)
class RateLine:
    """One study: `percent` None where it gives no figure; `words` say who, how many and how sure."""

    percent: float | None
    words: str


@dataclass(frozen=True)
class VariantTexts:
    """What a row says; `refused`: why it cannot be chosen, else ''; `usual`: the base specimen has it."""

    name: str
    rates: tuple[RateLine, ...]
    about: str = ""
    contested: str = ""
    refused: str = ""
    usual: bool = False


class VariantRow(QAbstractButton):
    """`clicked` chooses it. Checked: the side has it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._texts = look, VariantTexts("", ())
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_texts(self, texts: VariantTexts) -> None:
        """Other words; a refused row is disabled and its tooltip says why."""
        self._texts = replace(texts, contested=_kept(texts.contested), about=_kept(texts.about))
        self.setEnabled(not texts.refused)
        self.setToolTip(texts.refused or texts.about)
        said = [texts.name, *(_spoken(rate) for rate in texts.rates), texts.contested, texts.refused]
        self.setAccessibleName(". ".join(part for part in said if part))
        self._restyle()

    def nextCheckState(self) -> None:
        """The session says what is chosen; a click only asks."""

    def sizeHint(self) -> QSize:
        """As high as its width asks."""
        wide = self._look.px(360)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Narrow; how high it is then, its layout asks for the width that it gets."""
        return QSize(self._look.px(240), self._look.line_height("strong"))

    def hasHeightForWidth(self) -> bool:
        """The lines below the name break."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Name, what it is, a line a study, what is disputed, why not."""
        look, wide = self._look, self._inner(width)
        high = look.px(8) * 2 + look.line_height("strong")
        if self._texts.about:
            high += round(parts.wrapped_height(look, "small", self._texts.about, wide)) + look.px(2)
        high += sum(self._rate_height(rate, width) for rate in self._texts.rates)
        for text in (self._texts.contested, self._texts.refused):
            if text:
                high += round(parts.wrapped_height(look, "small", text, wide)) + look.px(4)
        return high

    def _left(self) -> int:
        return self._look.px(_EDGE) + self._look.px(_MARK) + self._look.px(_GAP)

    def _inner(self, width: int) -> int:
        return width - self._left() - self._look.px(_EDGE)

    def _words_left(self) -> int:
        return self._look.px(_BAR) + self._look.px(_PERCENT) + self._look.px(8)

    def _rate_height(self, rate: RateLine, width: int) -> int:
        wide = self._inner(width) - self._words_left()
        return round(parts.wrapped_height(self._look, "tiny", rate.words, wide)) + self._look.px(4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, mark, name and lines."""
        painter = QPainter(self)
        self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        look, rect = self._look, QRectF(self.rect())
        on, ready = self.isChecked(), self.isEnabled()
        hover = self.underMouse() and ready
        ground = "accent_soft" if on and not self._texts.usual else "fill" if hover else None
        if ground:
            parts.box(painter, rect.adjusted(2, 1, -2, -1), parts.CONTROL_RADIUS, look.color(ground))
        side, line = look.px(_MARK), look.line_height("strong")
        mark = QRectF(look.px(_EDGE), look.px(8) + (line - side) / 2, side, side)
        icon = "radiobox-marked" if on else "radiobox-blank" if ready else "cancel"
        paint_icon(painter, icon, mark, look.color("accent" if on else "text2" if ready else "text3"))
        left, wide = self._left(), self._inner(self.width())
        name = QRectF(left, look.px(8), wide, line)
        parts.line(painter, look, "strong", look.color("text" if ready else "text3"), name, self._texts.name)
        self._paint_lines(painter, name.bottom(), left, wide)

    def _paint_lines(self, painter: QPainter, top: float, left: int, wide: int) -> None:
        look = self._look
        if self._texts.about:
            top = self._wrapped(painter, "text2", self._texts.about, left, top + look.px(2), wide)
        for rate in self._texts.rates:
            top = self._paint_rate(painter, rate, left, top + look.px(4), wide)
        for text in (self._texts.contested, self._texts.refused):
            if text:
                top = self._wrapped(painter, "warn", text, left, top + look.px(4), wide)

    def _wrapped(self, painter: QPainter, tone: str, text: str, left: int, top: float, wide: int) -> float:
        high = parts.wrapped_height(self._look, "small", text, wide)
        rect = QRectF(left, top, wide, high)
        parts.wrapped(painter, self._look, "small", self._look.color(tone), rect, text)
        return rect.bottom()

    def _paint_rate(self, painter: QPainter, rate: RateLine, left: int, top: float, wide: int) -> float:
        look, start = self._look, left + self._words_left()
        high = parts.wrapped_height(look, "tiny", rate.words, wide - self._words_left())
        line = look.line_height("tiny")
        groove = QRectF(left, top + line / 2 - 2, look.px(_BAR), 4)
        figure = QRectF(groove.right() + look.px(4), top, look.px(_PERCENT), line)
        if rate.percent is not None:
            parts.box(painter, groove, 2, look.color("fill2"))
            part = QRectF(groove.topLeft(), groove.size())
            part.setWidth(max(groove.width() * rate.percent / 100.0, 4))
            parts.box(painter, part, 2, look.color("text2"))
        text = "–" if rate.percent is None else f"{rate.percent:g} %"
        parts.line(painter, look, "tiny", look.color("text"), figure, text, parts.RIGHT)
        words = QRectF(start + look.px(4), top, wide - self._words_left() - look.px(4), high)
        parts.wrapped(painter, look, "tiny", look.color("text3"), words, rate.words)
        return top + high


def _kept(text: str) -> str:
    """Figures stay on one line with their sign."""
    return text.replace(" %", "\u00a0%")


def _spoken(rate: RateLine) -> str:
    return rate.words if rate.percent is None else f"{rate.percent:g} %, {rate.words}"
