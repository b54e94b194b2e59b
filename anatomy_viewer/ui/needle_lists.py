"""The layers that a needle passes, to scale, and how far it stays from what is at risk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.model.needle import LOOSE, NeedlePath, Passed
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_words import (
    ICONS,
    LEVEL_WORDS,
    TONES,
    Finding,
    colour_of,
    findings,
    name_of,
    stretch,
)
from anatomy_viewer.ui.widgets import parts

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STRIP, _LEAST, _AIR = 24, 150, 8  # px at 100 %
_MOST_NERVES = 5


class _Rows(QWidget):
    """Painted rows about one needle; a click on a row selects its structure in the picture (`chosen`)."""

    chosen = Signal(str)

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self._path: NeedlePath | None = None
        self._told: tuple[NeedlePath | None, str] = (None, "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_path(self, path: NeedlePath | None) -> None:
        """Another needle, or another language."""
        known = (path, self._session.language)
        if path is self._path and self._told == known:
            return
        self._path, self._told = path, known
        self.setAccessibleDescription(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The rows as text."""
        return ""

    def ids(self) -> Sequence[str]:
        """What each row is about."""
        return ()

    def row(self) -> int:
        """Height of a row."""
        return self._look.line_height("small") + self._look.px(6)

    def centres(self) -> Sequence[float]:
        """The middle of each row, px from the top."""
        return [(i + 0.5) * self.row() for i in range(len(self.ids()))]

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(200, max(len(self.ids()), 1) * self.row())

    minimumSizeHint = sizeHint  # noqa: N815

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select what was clicked."""
        for name, centre in zip(self.ids(), self.centres(), strict=True):
            if (
                abs(event.position().y() - centre) <= self.row() / 2
                and name in self._session.atlas.structures
            ):
                self.chosen.emit(name)

    def _colour(self, name: str) -> QColor:
        return colour_of(self._look, self._session.atlas, name)


class LayerList(_Rows):
    """A column to scale with the needle in it, and beside it the name and the millimetres of each layer."""

    @property
    def _layers(self) -> tuple[Passed, ...]:
        return self._path.layers if self._path else ()

    def ids(self) -> Sequence[str]:
        """Layer by layer."""
        return [layer.id for layer in self._layers]

    def text(self) -> str:
        """Name and millimetres of each layer."""
        language = self._session.language
        names = [name_of(self._session.atlas, layer.id, language) for layer in self._layers]
        return "; ".join(f"{n} {stretch(layer)} mm" for n, layer in zip(names, self._layers, strict=True))

    def sizeHint(self) -> QSize:
        """High enough that thin layers are seen."""
        return QSize(200, max(super().sizeHint().height() + 2 * _AIR, self._look.px(_LEAST)))

    minimumSizeHint = sizeHint  # noqa: N815

    def _y(self, mm: float) -> float:
        assert self._path is not None
        return _AIR + (self.height() - 2 * _AIR) * mm / max(self._path.length_mm, 0.1)

    def centres(self) -> Sequence[float]:
        """Each row beside its layer, pushed apart where layers are thinner than a row."""
        if self._path is None:
            return []
        high, low = self.row(), self.height() - self.row() / 2
        wanted = [self._y((layer.start + layer.end) / 2) for layer in self._layers]
        places: list[float] = []
        for y in wanted:
            places.append(max(y, places[-1] + high if places else high / 2))
        for i in reversed(range(len(places))):
            low_here = low if i == len(places) - 1 else places[i + 1] - high
            places[i] = min(places[i], low_here)
        return places

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Column, needle, leaders, rows."""
        if self._path is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, wide = self._look.px(4), self._look.px(_STRIP)
        for layer, centre in zip(self._layers, self.centres(), strict=True):
            top, bottom = self._y(layer.start), self._y(layer.end)
            high = max(bottom - top - 1.0, 1.0)  # a hairline of the ground between neighbours of one colour
            parts.box(painter, QRectF(left, top, wide, high), 0, self._colour(layer.id))
            self._paint_leader(painter, left + wide, (top + bottom) / 2, centre)
            self._paint_row(painter, layer, centre)
        self._paint_needle(painter, left + wide / 2)

    def _paint_leader(self, painter: QPainter, x: float, y: float, centre: float) -> None:
        painter.setPen(QPen(self._look.color("edge"), 1))
        bend = x + self._look.px(10)
        painter.drawPolyline(
            [QPointF(x + 2, y), QPointF(bend, centre), QPointF(bend + self._look.px(4), centre)]
        )

    def _paint_row(self, painter: QPainter, layer: Passed, centre: float) -> None:
        look, high = self._look, self.row()
        rect = QRectF(look.px(_STRIP + 24), centre - high / 2, self.width() - look.px(_STRIP + 24), high)
        crossed = self._path is not None and layer.id in self._path.crosses
        ink = look.color("bad" if crossed else "text3" if layer.id == LOOSE else "text")
        mark = look.px(9)
        square = QRectF(rect.left(), centre - mark / 2, mark, mark)
        if crossed:
            paint_icon(painter, ICONS["crossed"], square.adjusted(-3, -3, 3, 3), look.color("bad"))
        else:
            parts.box(painter, square, parts.SWATCH_RADIUS, self._colour(layer.id))
        figures = f"{stretch(layer)} mm"
        room = parts.text_width(look, "small", figures) + look.px(8)
        names = rect.adjusted(look.px(16), 0, -room, 0)
        text = name_of(self._session.atlas, layer.id, self._session.language, short=True)
        parts.line(painter, look, "small_strong" if crossed else "small", ink, names, text)
        parts.line(painter, look, "small", look.color("bad" if crossed else "text2"), rect, figures, RIGHT)

    def _paint_needle(self, painter: QPainter, x: float) -> None:
        """The shaft from the skin to the tip."""
        for token, wide in (("steel_rim", 4.0), ("steel", 2.0)):
            painter.setPen(
                QPen(self._look.color(token), wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            )
            painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - _AIR))


class RiskList(_Rows):
    """One row a structure: a sign, its name, millimetres, and the word for it."""

    @property
    def _found(self) -> tuple[Finding, ...]:
        return findings(self._path) if self._path else ()

    def ids(self) -> Sequence[str]:
        """Structure by structure."""
        return [found.id for found in self._found]

    def _word(self, found: Finding) -> str:
        return say(LEVEL_WORDS[found.level], self._session.language)

    def text(self) -> str:
        """Name, millimetres and word of each."""
        atlas, language = self._session.atlas, self._session.language
        return "; ".join(
            f"{name_of(atlas, f.id, language)} {f.mm:.1f} mm, {self._word(f)}" for f in self._found
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Row by row; crossed and near ones on a soft ground."""
        painter = QPainter(self)
        for found, centre in zip(self._found, self.centres(), strict=True):
            self._paint_row(painter, found, centre)

    def _paint_row(self, painter: QPainter, found: Finding, centre: float) -> None:
        look, high = self._look, self.row()
        rect, tone = QRectF(0, centre - high / 2, self.width(), high), TONES[found.level]
        if found.level != "clear":
            parts.box(painter, rect.adjusted(0, 1, 0, -1), parts.CONTROL_RADIUS, look.color(f"{tone}_soft"))
        side = look.px(15)
        square = QRectF(look.px(6), centre - side / 2, side, side)
        paint_icon(painter, ICONS[found.level], square, look.color(tone))
        word = parts.text_width(look, "small", "crossed") + look.px(8)
        inner = rect.adjusted(look.px(28), 0, -look.px(6), 0)
        ink = look.color("text2" if found.level == "clear" else tone)
        parts.line(painter, look, "small", ink, inner, self._word(found), RIGHT)
        figures = inner.adjusted(0, 0, -word, 0)
        text = "" if found.level == "crossed" else f"{found.mm:.1f} mm"
        parts.line(painter, look, "small_strong", look.color("text"), figures, text, RIGHT)
        names = figures.adjusted(0, 0, -look.px(52), 0)
        name = name_of(self._session.atlas, found.id, self._session.language)
        parts.line(painter, look, "small", look.color("text"), names, name)


class BathedList(_Rows):
    """How much of each nerve an injection reaches."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(look, session, parent)
        self._nerves: list[tuple[str, float]] = []

    def show_nerves(self, nerves: Mapping[str, float]) -> None:
        """Id with its side → mm; the longest first, no more than a handful."""
        self._nerves = sorted(nerves.items(), key=lambda item: -item[1])[:_MOST_NERVES]
        self.setAccessibleDescription(self.text())
        self.updateGeometry()
        self.update()

    def ids(self) -> Sequence[str]:
        """Nerve by nerve."""
        return [name for name, _ in self._nerves]

    def text(self) -> str:
        """Name and millimetres."""
        atlas, language = self._session.atlas, self._session.language
        return "; ".join(f"{name_of(atlas, name, language)} {mm:.0f} mm" for name, mm in self._nerves)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Swatch, name, a bar to scale and the millimetres."""
        look, painter = self._look, QPainter(self)
        longest = max((mm for _, mm in self._nerves), default=1.0)
        for (name, mm), centre in zip(self._nerves, self.centres(), strict=True):
            rect = QRectF(0, centre - self.row() / 2, self.width(), self.row())
            parts.line(painter, look, "small_strong", look.color("text"), rect, f"{mm:.0f} mm", RIGHT)
            room = rect.width() * 0.14
            bar = QRectF(rect.right() - look.px(52) - room, centre - 3, room * mm / longest, 6)
            parts.box(painter, bar, 3, look.color("plane"))
            square = QRectF(look.px(6), centre - look.px(5), look.px(10), look.px(10))
            parts.box(painter, square, parts.SWATCH_RADIUS, self._colour(name))
            names = rect.adjusted(look.px(24), 0, -(look.px(60) + room), 0)
            text = name_of(self._session.atlas, name, self._session.language, short=True)
            parts.line(painter, look, "small", look.color("text"), names, text)
