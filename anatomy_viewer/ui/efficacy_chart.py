"""How many responded, study by study, by syndrome and procedure. Nothing is averaged.

A dot stands where a study puts the share of responders, its area as the number of patients; filled where the figure was
read in a source, hollow where it was not; a cross is the control group. The review's range lies behind as a band. What
gives no such share stands as words in its own row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.intervention import Outcome
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import VERIFIED, short_citation
from anatomy_viewer.ui.outcome_words import DESIGN_NAMES, outcome_text, share_text
from anatomy_viewer.ui.widgets import parts

LABEL, COUNT, LASTS = 280, 60, 190  # px at 100 %: procedure and study, patients, duration
_ROW, _HEAD, _AXIS = 36, 30, 34
_NARROW = 760  # below this the duration gives way
_AREA = 1.15  # px² of radius² a patient
_LEAST, _MOST = 3.5, 15.0  # px: radius of a dot


@dataclass(frozen=True)
class Line:
    """A heading (`outcome` None) or a row of the chart."""

    text: str
    outcome: Outcome | None = None


def chart_lines(atlas: Atlas, language: str) -> tuple[Line, ...]:
    """Syndromes in the order of the file, under each its outcomes by procedure."""
    practice, found = atlas.practice, []
    order = {name: i for i, name in enumerate(practice.interventions)}
    for syndrome in practice.syndromes.values():
        rows = [o for o in practice.outcomes if o.syndrome == syndrome.id]
        rows.sort(key=lambda o: order[o.intervention])
        if rows:
            found.append(Line(syndrome.names.get(language)))
            found += [Line(practice.interventions[o.intervention].short.get(language), o) for o in rows]
    return tuple(found)


class EfficacyChart(QWidget):
    """`chosen(intervention id)`: a row was clicked, or Enter pressed on it; arrows go from row to row."""

    chosen = Signal(str)

    def __init__(self, look: Look, atlas: Atlas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._atlas, self._language = look, atlas, "en"
        self._lines: tuple[Line, ...] = ()
        self.setProperty("page", True)
        self._current = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def retranslate(self, language: str) -> None:
        """Rows in the language."""
        self._language = language
        self._lines = chart_lines(self._atlas, language)
        self.setAccessibleName(say("Efficacy by syndrome and procedure", language))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All rows; they do not shrink."""
        return QSize(self._look.px(900), round(self._height()))

    minimumSizeHint = sizeHint  # noqa: N815

    def _height(self) -> float:
        px = self._look.px
        return px(_AXIS) + sum(px(_ROW if line.outcome else _HEAD) for line in self._lines) + px(8)

    def _places(self) -> Iterator[tuple[int, Line, QRectF]]:
        top, px = float(self._look.px(_AXIS)), self._look.px
        for i, line in enumerate(self._lines):
            high = px(_ROW if line.outcome else _HEAD)
            yield i, line, QRectF(0, top, self.width(), high)
            top += high

    def _plot(self) -> tuple[float, float]:
        """Left and right of 0 and 100 %."""
        px = self._look.px
        last = px(LASTS) if self._wide() else 0
        return float(px(LABEL + 22)), float(self.width() - px(COUNT) - last - px(34))

    def _wide(self) -> bool:
        return self.width() >= self._look.px(_NARROW)

    def _at(self, share: float) -> float:
        left, right = self._plot()
        return left + (right - left) * share / 100

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Band, grid, rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter)
        for i, line, rect in self._places():
            if line.outcome is None:
                self._paint_heading(painter, line.text, rect)
            else:
                self._paint_row(painter, line, line.outcome, rect, i == self._current)

    def _paint_grid(self, painter: QPainter) -> None:
        look, review = self._look, self._atlas.practice.review
        top, bottom = float(look.px(_AXIS)), self._height()
        if review is not None:
            left, right = self._at(review.share[0]), self._at(review.share[1])
            painter.fillRect(QRectF(left, top, right - left, bottom - top), look.color("accent", 0.13))
        for share in range(0, 101, 20):
            x = self._at(share)
            painter.setPen(QPen(look.color("line"), 1))
            painter.drawLine(QLineF(x, top, x, bottom))
            room = QRectF(x - look.px(24), look.px(14), look.px(48), look.line_height("tiny"))
            parts.line(painter, look, "tiny", look.color("text3"), room, f"{share} %", parts.CENTRE)
        self._paint_columns(painter)

    def _paint_columns(self, painter: QPainter) -> None:
        """What the columns are, over them."""
        look, grey, high = self._look, self._look.color("text3"), self._look.line_height("tiny")
        _, right = self._plot()
        counts = QRectF(right + look.px(20), look.px(14), look.px(COUNT), high)
        parts.line(painter, look, "tiny", grey, counts, say("patients", self._language), parts.RIGHT)
        if self._wide():
            lasts = QRectF(counts.right() + look.px(14), look.px(14), look.px(LASTS), high)
            parts.line(painter, look, "tiny", grey, lasts, say("judged at, or lasted", self._language))
        names = QRectF(look.px(14), look.px(14), look.px(LABEL), high)
        parts.line(painter, look, "tiny", grey, names, say("Procedure and study", self._language))

    def _paint_heading(self, painter: QPainter, text: str, rect: QRectF) -> None:
        look = self._look
        room = rect.adjusted(look.px(14), look.px(8), 0, 0)
        parts.line(painter, look, "strong", look.color("text"), room, text)
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(
            QLineF(look.px(14), rect.bottom() - 0.5, self.width() - look.px(14), rect.bottom() - 0.5)
        )

    def _paint_row(
        self, painter: QPainter, line: Line, outcome: Outcome, rect: QRectF, current: bool
    ) -> None:
        look = self._look
        if current:
            parts.box(painter, rect.adjusted(look.px(6), 1, -look.px(6), -1), 6, look.color("fill", 0.7))
        self._paint_names(painter, line, outcome, rect)
        if outcome.share is None:
            self._paint_words(painter, outcome, rect)
        else:
            self._paint_share(painter, outcome, rect)
        self._paint_numbers(painter, outcome, rect)

    def _paint_names(self, painter: QPainter, line: Line, outcome: Outcome, rect: QRectF) -> None:
        look = self._look
        half = look.line_height("body")
        top = rect.center().y() - (half + look.line_height("tiny")) / 2
        room = QRectF(look.px(22), top, look.px(LABEL - 22), half)
        parts.line(painter, look, "body", look.color("text"), room, line.text)
        study = short_citation(self._atlas, outcome.source)
        design = say(DESIGN_NAMES[outcome.design], self._language)
        below = QRectF(room.left(), room.bottom(), room.width(), look.line_height("tiny"))
        words = f"{study} · {design} · {confidence_word(outcome.confidence, self._language)}"
        parts.line(painter, look, "tiny", look.color("text3"), below, words)

    def _paint_words(self, painter: QPainter, outcome: Outcome, rect: QRectF) -> None:
        """No share of responders: what was measured instead, where the dot would be."""
        look = self._look
        left, right = self._plot()
        room = QRectF(left + look.px(4), rect.top(), right - left - look.px(8), rect.height())
        parts.line(painter, look, "small", look.color("text2"), room, outcome.measure.get(self._language))

    def _paint_share(self, painter: QPainter, outcome: Outcome, rect: QRectF) -> None:
        look, middle = self._look, rect.center().y()
        centre = QPointF(self._at(outcome.share or 0.0), middle)
        if outcome.against is not None:
            other = QPointF(self._at(outcome.against), middle)
            painter.setPen(QPen(look.color("text3"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(other, centre))
            self._paint_control(painter, other, f"{outcome.against:g} %")
        radius = dot_radius(outcome) * look.scale
        painter.setPen(QPen(look.color("plane"), 2))
        sure = outcome.confidence in VERIFIED
        painter.setBrush(look.color("plane", 0.75) if sure else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, radius, radius)
        text, gap = f"{outcome.share:g} %", radius + look.px(5)
        wide = parts.text_width(look, "small_strong", text)
        left = centre.x() + gap
        if left + wide > self._plot()[1] + look.px(32):
            left = centre.x() - gap - wide
        room = QRectF(left, rect.top(), wide + 2, rect.height())
        parts.line(painter, look, "small_strong", look.color("text"), room, text)

    def _paint_control(self, painter: QPainter, at: QPointF, text: str) -> None:
        look, arm = self._look, self._look.px(4)
        wide = parts.text_width(look, "tiny", text)
        room = QRectF(at.x() - wide - look.px(8), at.y() - look.px(8), wide + 2, look.px(16))
        if room.left() < self._plot()[0]:
            room.moveLeft(at.x() + look.px(8))
            room.moveTop(at.y() - look.px(17))
        parts.line(painter, look, "tiny", look.color("text2"), room, text)
        painter.setPen(QPen(self._look.color("text2"), 2))
        painter.drawLine(QLineF(at.x() - arm, at.y() - arm, at.x() + arm, at.y() + arm))
        painter.drawLine(QLineF(at.x() - arm, at.y() + arm, at.x() + arm, at.y() - arm))

    def _paint_numbers(self, painter: QPainter, outcome: Outcome, rect: QRectF) -> None:
        look = self._look
        _, right = self._plot()
        room = QRectF(right + look.px(20), rect.top(), look.px(COUNT), rect.height())
        text, tone = (str(outcome.n), "text") if outcome.n else ("–", "text3")
        parts.line(painter, look, "body", look.color(tone), room, text, parts.RIGHT)
        if self._wide():
            lasts = QRectF(room.right() + look.px(14), rect.top(), look.px(LASTS - 14), rect.height())
            words = outcome.duration.get(self._language) or "–"
            parts.line(painter, look, "small", look.color("text2"), lasts, words)

    # Pointing

    def rows(self) -> Sequence[Outcome]:
        """The outcomes in the order in which they stand."""
        return [line.outcome for line in self._lines if line.outcome]

    def _under(self, y: float) -> int:
        return next((i for i, line, r in self._places() if line.outcome and r.top() <= y < r.bottom()), -1)

    def _go_to(self, row: int) -> None:
        if row != self._current:
            self._current = row
            outcome = self._lines[row].outcome if row >= 0 else None
            self.setAccessibleDescription(row_text(self._atlas, outcome, self._language) if outcome else "")
            self.setCursor(Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The row under the pointer is lit."""
        self._go_to(self._under(event.position().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses the procedure."""
        self._choose(self._under(event.position().y()))

    def _choose(self, row: int) -> None:
        outcome = self._lines[row].outcome if row >= 0 else None
        if outcome is not None:
            self.chosen.emit(outcome.intervention)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        able = [i for i, line in enumerate(self._lines) if line.outcome]
        if event.key() in steps and able:
            at = able.index(self._current) + steps[Qt.Key(event.key())] if self._current in able else 0
            self._go_to(able[min(max(at, 0), len(able) - 1)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def event(self, event: QHelpEvent) -> bool:  # type: ignore[override]
        """The tooltip says the row in full, with the whole citation."""
        if event.type() == QHelpEvent.Type.ToolTip:
            row = self._under(event.pos().y())
            outcome = self._lines[row].outcome if row >= 0 else None
            text = row_text(self._atlas, outcome, self._language) if outcome else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)


def dot_radius(outcome: Outcome) -> float:
    """px at 100 %: the area grows with the number of patients, within what can be seen and told apart."""
    return min(max(sqrt((outcome.n or 0) * _AREA), _LEAST), _MOST)


def confidence_word(confidence: str, language: str) -> str:
    """'verified', 'secondary text' or 'not verified'."""
    words = {"V": "verified", "V*": "verified", "V2": "secondary text"}
    return say(words.get(confidence, "not verified"), language)


def row_text(atlas: Atlas, outcome: Outcome, language: str) -> str:
    """A row as one text: procedure, what was found, for how long, and who found it."""
    practice = atlas.practice
    source = atlas.sources.get(outcome.source)
    found = [
        practice.syndromes[outcome.syndrome].names.get(language),
        practice.interventions[outcome.intervention].names.get(language),
        outcome_text(outcome, language),
        outcome.duration.get(language),
        source.citation if source else outcome.source,
    ]
    return "\n".join(part for part in found if part)


def table_row(atlas: Atlas, outcome: Outcome, language: str) -> tuple[str, ...]:
    """The same as cells of the table: see `efficacy_sheet.COLUMNS`."""
    practice = atlas.practice
    return (
        practice.syndromes[outcome.syndrome].names.get(language),
        practice.interventions[outcome.intervention].short.get(language),
        short_citation(atlas, outcome.source),
        share_text(outcome, language) or "–",
        str(outcome.n) if outcome.n else "–",
        outcome.measure.get(language),
        outcome.duration.get(language) or "–",
        say(DESIGN_NAMES[outcome.design], language),
        confidence_word(outcome.confidence, language),
    )
