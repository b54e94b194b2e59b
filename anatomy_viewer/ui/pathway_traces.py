"""What the model has done in the last seconds: a line for each rate, relative, without figures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.model.convergence import Activity
from anatomy_viewer.model.words import colon, comma, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.pathway_items import system_colour
from anatomy_viewer.ui.pathway_player import PathwayPlayer
from anatomy_viewer.ui.widgets import parts

Read = Callable[[Activity, str], float]


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
LEFT, ROW = 128, 24  # px at 100 %: words on the left, height of a row


def level_word(rate: float) -> str:
    """A rate in a word; figures would look like measurements."""
    return [word for word, least in LEVELS if rate >= least][-1]


class PathwayTraces(QWidget):
    """Rows of traces; now is at the right end."""

    def __init__(
        self, look: Look, session: Session, player: PathwayPlayer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._player = look, session, player
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._latest: object = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        player.ticked.connect(self._beat)
        look.changed.connect(self.updateGeometry)

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
        """The present rates in words, for a screen reader."""
        look, language = self._session.pathway, self._session.language
        if look is None:
            return ""
        now = self._player.activity
        return comma(language).join(
            say(words, language) + colon(language) + say(level_word(read(now, look.side)), language)
            for words, _, read, _ in ROWS
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, words, where phases begin, traces."""
        look, state, painter = self._look, self._session.pathway, QPainter(self)
        if state is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, row, language = look.px(LEFT), look.px(ROW), self._session.language
        room = QRectF(left, 0, self.width() - left - 2, row * len(ROWS))
        parts.box(painter, room, 6, look.color("ground"))
        self._paint_phases(painter, room)
        for i, (words, system, read, both) in enumerate(ROWS):
            line = QRectF(room.left(), i * row, room.width(), row)
            head = QRectF(0, line.top(), left - look.px(8), row)
            parts.line(painter, look, "small", look.color("text2"), head, say(words, language))
            if i:
                painter.setPen(QPen(look.color("line"), 1))
                painter.drawLine(line.topLeft(), line.topRight())
            if both:
                other = "left" if state.side == "right" else "right"
                self._paint_trace(painter, line, read, other, "text3", "")
            self._paint_trace(painter, line, read, state.side, "", system)
        foot = QRectF(left, room.bottom() + 2, room.width(), look.line_height("tiny"))
        note = say("relative; thin: the other side", language)
        parts.line(painter, look, "tiny", look.color("text3"), foot, note)

    def _xs(self, room: QRectF) -> list[float]:
        """Where each sample stands; the last at the right end."""
        kept, most = len(self._player.traces), self._player.traces.maxlen or 1
        step = room.width() / max(most - 1, 1)
        return [room.right() - step * (kept - 1 - i) for i in range(kept)]

    def _paint_phases(self, painter: QPainter, room: QRectF) -> None:
        painter.setPen(QPen(self._look.color("edge"), 1, Qt.PenStyle.DotLine))
        for x, (_, _, began) in zip(self._xs(room), self._player.traces, strict=True):
            if began:
                painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))

    def _paint_trace(
        self, painter: QPainter, line: QRectF, read: Read, side: str, token: str, system: str
    ) -> None:
        look = self._look
        high, foot = line.height() - 7, line.bottom() - 3
        points = [
            QPointF(x, foot - high * read(now, side))
            for x, (now, _, _) in zip(self._xs(line), self._player.traces, strict=True)
        ]
        if len(points) < 2:
            return
        colour = look.color(token) if token else system_colour(look, system)
        if system:
            ground = system_colour(look, system, 0.16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawPolygon(
                QPolygonF([QPointF(points[0].x(), foot), *points, QPointF(points[-1].x(), foot)])
            )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.8 if system else 1.0))
        painter.drawPolyline(QPolygonF(points))
