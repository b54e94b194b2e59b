"""What the model has done in the last seconds: a line for each rate, relative, without figures."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.model.convergence import Activity, Inputs
from anatomy_viewer.model.words import colon, comma, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.pathway_items import system_colour
from anatomy_viewer.ui.pathway_player import PathwayPlayer
from anatomy_viewer.ui.widgets import parts

Read = Callable[[Activity, str], float]
Sample = tuple[Activity, Inputs, bool]


def _side(name: str) -> Read:
    return lambda now, side: float(getattr(now.side(side), name))


# Words, system that gives the colour, what is drawn, and whether the other side is drawn beside it.
ROWS: tuple[tuple[str, str, Read, bool], ...] = (
    ("C2 and C3", "cervical", _side("cervical"), False),
    ("V1", "trigeminal", _side("trigeminal"), False),
    ("Convergent neurons", "convergence", _side("neuron"), True),
    ("Sensitisation", "affective", _side("sensitised"), False),
    ("Reflex", "autonomic", _side("reflex"), False),
    ("Brake", "descending", lambda now, _side: min(1.0, 3.0 * now.brake), False),
)
LEVELS = (("silent", 0.0), ("low", 0.06), ("middling", 0.34), ("high", 0.67))
LEFT, ROW, SAMPLE = 128, 24, 2  # px at 100 %: words on the left, height of a row, width of a sample


def level_word(rate: float) -> str:
    """A rate in a word; figures would look like measurements."""
    return [word for word, least in LEVELS if rate >= least][-1]


class _Strip:
    """The traces as a picture that is pushed to the left by each new sample, so that only that one is painted."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._picture = QPixmap()
        self._for: tuple[object, ...] = ()
        self._latest: Sample | None = None
        self._side = "right"

    def picture(self, samples: list[Sample], side: str, size: QSize, ratio: float) -> QPixmap:
        """Of these samples, the latest at the right end; `size` in px of a screen of pixel ratio `ratio`."""
        wanted = (size, ratio, side, self._look.theme, self._look.scale)
        follows = len(samples) > 1 and samples[-2] is self._latest
        if wanted != self._for or not (follows or (samples and samples[-1] is self._latest)):
            self._begin(wanted, samples, side, size * ratio)
        elif follows:
            self._push(samples[-2], samples[-1])
        self._latest = samples[-1] if samples else None
        self._picture.setDevicePixelRatio(ratio)
        return self._picture

    def _step(self) -> int:
        return max(1, round(self._look.px(SAMPLE) * float(self._for[1])))  # type: ignore[arg-type]

    def _begin(self, wanted: tuple[object, ...], samples: list[Sample], side: str, pixels: QSize) -> None:
        self._for, self._side = wanted, side
        self._picture = QPixmap(pixels)
        self._picture.fill(Qt.GlobalColor.transparent)
        step = self._step()
        shown = samples[-(pixels.width() // step + 1) :]
        with QPainter(self._picture) as painter:
            for i, (before, now) in enumerate(pairwise(shown)):
                left = pixels.width() - step * (len(shown) - 1 - i)
                self._segment(painter, left, before, now)

    def _push(self, before: Sample, now: Sample) -> None:
        self._picture.setDevicePixelRatio(1.0)
        wide, step = self._picture.width(), self._step()
        self._picture.scroll(-step, 0, self._picture.rect())
        with QPainter(self._picture) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.fillRect(wide - step, 0, step, self._picture.height(), Qt.GlobalColor.transparent)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            self._segment(painter, wide - step, before, now)

    def _segment(self, painter: QPainter, left: float, before: Sample, now: Sample) -> None:
        """From one sample to the next, all rows; a dotted line where a phase begins."""
        step, row, look = self._step(), self._picture.height() / len(ROWS), self._look
        if now[2]:
            painter.setPen(QPen(look.color("edge"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(left + 0.5, 0), QPointF(left + 0.5, self._picture.height()))
        other = "left" if self._side == "right" else "right"
        for i, (_, system, read, both) in enumerate(ROWS):
            foot, high = (i + 1) * row - 0.12 * row, 0.74 * row
            ends = [
                QPointF(left + step * n, foot - high * read(each[0], self._side))
                for n, each in enumerate((before, now))
            ]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(system_colour(look, system, 0.16))
            painter.drawPolygon(QPolygonF([QPointF(left, foot), *ends, QPointF(left + step, foot)]))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if both:
                beside = [
                    QPointF(end.x(), foot - high * read(each[0], other))
                    for end, each in zip(ends, (before, now), strict=True)
                ]
                painter.setPen(QPen(look.color("text3"), step / 2))
                painter.drawLine(*beside)
            painter.setPen(QPen(system_colour(look, system), 0.9 * step))
            painter.drawLine(*ends)


class PathwayTraces(QWidget):
    """Rows of traces; now is at the right end."""

    def __init__(
        self, look: Look, session: Session, player: PathwayPlayer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._player = look, session, player
        self._strip, self._latest = _Strip(look), None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        player.ticked.connect(self._beat)
        look.changed.connect(self.updateGeometry)

    _latest: Sample | None

    def sizeHint(self) -> QSize:
        """All rows and the line under them."""
        px = self._look.px
        return QSize(px(360), px(ROW) * len(ROWS) + self._look.line_height("tiny") + px(4))

    def minimumSizeHint(self) -> QSize:
        """Words and some trace."""
        return QSize(self._look.px(LEFT + 70), self.sizeHint().height())

    def _beat(self) -> None:
        """Anew where there is a new sample, which every second tick has."""
        latest = self._player.traces[-1] if self._player.traces else None
        if self.isVisible() and latest is not self._latest:
            self._latest = latest
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A screen reader hears the rates of this moment."""
        self.setAccessibleDescription(self.describe())
        super().focusInEvent(event)

    def describe(self) -> str:
        """The present rates in words."""
        look, language = self._session.pathway, self._session.language
        if look is None:
            return ""
        now = self._player.activity
        return comma(language).join(
            say(words, language) + colon(language) + say(level_word(read(now, look.side)), language)
            for words, _, read, _ in ROWS
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, words, traces."""
        look, state, painter = self._look, self._session.pathway, QPainter(self)
        if state is None:
            return
        left, row, language = look.px(LEFT), look.px(ROW), self._session.language
        room = QRectF(left, 0, max(self.width() - left - 2, 1), row * len(ROWS))
        parts.box(painter, room, 6, look.color("ground"))
        for i, (words, *_) in enumerate(ROWS):
            head = QRectF(0, i * row, left - look.px(8), row)
            parts.line(painter, look, "small", look.color("text2"), head, say(words, language))
            if i:
                painter.setPen(QPen(look.color("line"), 1))
                painter.drawLine(QPointF(room.left(), i * row), QPointF(room.right(), i * row))
        size, ratio = room.size().toSize(), self.devicePixelRatioF()
        samples = list(self._player.traces)
        painter.drawPixmap(room.topLeft(), self._strip.picture(samples, state.side, size, ratio))
        foot = QRectF(left, room.bottom() + 2, room.width(), look.line_height("tiny"))
        note = say("relative; thin: the other side", language)
        parts.line(painter, look, "tiny", look.color("text3"), foot, note)
