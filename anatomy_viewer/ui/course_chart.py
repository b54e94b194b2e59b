"""The strip chart: how deep a course lies from its beginning to its end, through which layers, with its points."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget

from anatomy_viewer.geometry.curve import nearest_on
from anatomy_viewer.model.anatomy import Point
from anatomy_viewer.model.nerve import Passage
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.bead import paint_glow
from anatomy_viewer.ui.course_bands import FINE, Named, band_image, band_names, band_texts, fine_rows, row_of
from anatomy_viewer.ui.course_words import short_name
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.markers import paint_disc, paint_glyph
from anatomy_viewer.ui.widgets import parts

LEFT, TOP, RIGHT, BOTTOM = 44, 20, 16, 20  # px at 100 % round the bands
_MARK = 0.64  # size of a point's sign against that in the picture
# Where a point's sign may stand beside the line (px at 100 %), the best place first.
_ASIDE = [(dx, dy) for dy in (24, 42, -24, -42) for dx in (0, 16, -16, 32, -32)]


class CourseChart(QAbstractSlider):
    """Click or drag seeks (`sought(mm)`), a click on a sign chooses its point; arrows move when it has the focus."""

    sought = Signal(float)
    let_go = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self._passage: Passage | None = None
        self._at = 0.0
        self._picture: tuple[object, QPixmap, list[Named]] | None = None
        self._marks: list[tuple[Point, float, QPointF]] = []
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setPageStep(10)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.valueChanged.connect(lambda value: self.sought.emit(float(value)))

    def show_walk(self, passage: Passage | None, at: float) -> None:
        """This course, with the cursor at `at` mm."""
        self.blockSignals(True)
        self.setRange(0, int(passage.length_mm) if passage else 0)
        self.setValue(round(at))
        self.blockSignals(False)
        self._passage, self._at = passage, at
        self.update()

    # Where things are

    def _plot(self) -> QRectF:
        look = self._look
        rect = QRectF(self.rect())
        return rect.adjusted(look.px(LEFT), look.px(TOP), -look.px(RIGHT), -look.px(BOTTOM))

    def _x(self, mm: float, passage: Passage) -> float:
        plot = self._plot()
        return plot.left() + mm / max(passage.length_mm, 1.0) * plot.width()

    def _y(self, depth: float, passage: Passage) -> float:
        plot = self._plot()
        return plot.top() + row_of(depth, passage.bands, plot.height())

    def _mm(self, x: float, passage: Passage) -> float:
        plot = self._plot()
        return min(max((x - plot.left()) / max(plot.width(), 1.0), 0.0), 1.0) * passage.length_mm

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bands, scales, the course, signs, cursor."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("panel"))
        passage, plot = self._passage, self._plot()
        if passage is None or plot.width() < 40 or plot.height() < 20:
            words = say("Reading the course", self._session.language)
            grey = self._look.color("text3")
            parts.line(painter, self._look, "small", grey, QRectF(self.rect()), words, parts.CENTRE)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture, names = self._bands(passage, plot)
        painter.drawPixmap(plot.topLeft(), picture)
        self._paint_scales(painter, passage, plot)
        self._paint_line(painter, passage)
        for named in names:
            self._paint_name(painter, named)
        self._paint_cursor_line(painter, passage, plot)
        self._paint_marks(painter, passage, plot)
        self._paint_bead(painter, passage)
        if self.hasFocus():
            parts.box(
                painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, None, self._look.color("accent"), 2
            )

    def _bands(self, passage: Passage, plot: QRectF) -> tuple[QPixmap, list[Named]]:
        """The bands and their names, made anew when the course, the size or the look is another one."""
        look, language = self._look, self._session.language
        ratio = self.devicePixelRatioF()
        key = (passage, plot.size(), ratio, look.theme_name, look.palette, look.scale, language)
        if self._picture is None or self._picture[0] != key:
            self._picture = (key, *self._make_bands(passage, plot, ratio))
        return self._picture[1], self._picture[2]

    def _make_bands(self, passage: Passage, plot: QRectF, ratio: float) -> tuple[QPixmap, list[Named]]:
        wide, high = round(plot.width() * ratio), round(plot.height() * ratio)
        fine = fine_rows(passage.bands, wide * FINE, high * FINE)
        image = band_image(fine, passage, self._session.atlas, self._look)
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(wide, high, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        rows = fine_rows(passage.bands, round(plot.width()), round(plot.height()))
        return pixmap, self._named(rows, passage, plot)

    def _named(
        self, rows: np.ndarray[tuple[int, int], np.dtype[np.int16]], passage: Passage, plot: QRectF
    ) -> list[Named]:
        metrics, language = QFontMetricsF(self._look.font("tiny_strong")), self._session.language
        texts = band_texts(passage, self._session.atlas, language).values()
        pad = self._look.px(6)
        sizes = {text: QSizeF(metrics.horizontalAdvance(text) + pad, metrics.height()) for text in texts}
        free = np.ones(rows.shape, bool)
        line = np.array([row_of(s.depth_mm, passage.bands, rows.shape[0]) for s in passage.stations])
        along = np.interp(np.linspace(0, len(line) - 1, rows.shape[1]), np.arange(len(line)), line)
        free[np.abs(np.arange(rows.shape[0])[:, None] - along) < self._look.px(4)] = False
        reach = self._look.px(9)
        for _, _, centre in self._placed(passage, plot):
            x, y = (round(v) for v in (centre - plot.topLeft()).toTuple())
            free[max(y - reach, 0) : max(y + reach, 0), max(x - reach, 0) : max(x + reach, 0)] = False
        names = band_names(rows, free, passage, self._session.atlas, language, sizes)
        return [Named(n.text, n.rect.translated(plot.topLeft()), n.on_light) for n in names]

    def _paint_scales(self, painter: QPainter, passage: Passage, plot: QRectF) -> None:
        look, grey = self._look, self._look.color("text3")
        high = look.line_height("tiny")
        step = 10 if plot.height() > look.px(70) else 20
        for depth in range(0, int(passage.bands.deepest_mm) + 1, step):
            y = self._y(depth, passage)
            rect = QRectF(0, y - high / 2, plot.left() - look.px(8), high)
            parts.line(painter, look, "tiny", grey, rect, str(depth), parts.RIGHT)
        every = 20 if passage.length_mm < plot.width() / look.px(1) / 1.6 else 50
        for mm in range(0, int(passage.length_mm) + 1, every):
            x = self._x(mm, passage)
            rect = QRectF(x - 30, plot.bottom() + look.px(3), 60, high)
            parts.line(painter, look, "tiny", grey, rect, str(mm), parts.CENTRE)
        unit = QRectF(0, plot.bottom() + look.px(3), plot.left() - look.px(8), high)
        parts.line(painter, look, "tiny", grey, unit, "mm", parts.RIGHT)

    def _paint_line(self, painter: QPainter, passage: Passage) -> None:
        """4 px with a dark rim."""
        look = self._look
        places = [QPointF(self._x(s.s_mm, passage), self._y(s.depth_mm, passage)) for s in passage.stations]
        system = self._session.atlas.structures[passage.course].system
        round_cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((look.color("disc_rim"), 7.0), (look.tissue(system), 4.0)):
            painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, round_cap, join))
            painter.drawPolyline(QPolygonF(places))

    def _paint_name(self, painter: QPainter, named: Named) -> None:
        """Light letters with a dark edge; dark ones on bone and fat."""
        look, font = self._look, self._look.font("tiny_strong")
        metrics, path = QFontMetricsF(font), QPainterPath()
        left = named.rect.center().x() - metrics.horizontalAdvance(named.text) / 2
        path.addText(QPointF(left, named.rect.center().y() + metrics.capHeight() / 2), font, named.text)
        if not named.on_light:
            painter.strokePath(path, QPen(look.color("disc_rim", 0.85), 3.0, j=Qt.PenJoinStyle.RoundJoin))
        painter.fillPath(path, look.color("disc_rim" if named.on_light else "disc_numeral"))

    def _paint_cursor_line(self, painter: QPainter, passage: Passage, plot: QRectF) -> None:
        look, x = self._look, self._x(self._at, passage)
        for colour, width in ((look.color("disc_rim", 0.7), 4.0), (look.color("disc_numeral"), 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(x, plot.top() - 2), QPointF(x, plot.bottom()))
        wide, high, top = look.px(6), look.px(8), plot.top() - look.px(13)
        flag = [(-wide, 0), (wide, 0), (wide, high), (0, high + wide), (-wide, high)]
        painter.setPen(QPen(look.color("disc_rim", 0.7), 1.0))
        painter.setBrush(look.color("disc_numeral"))
        painter.drawPolygon(QPolygonF([QPointF(x + dx, top + dy) for dx, dy in flag]))

    def _paint_bead(self, painter: QPainter, passage: Passage) -> None:
        depths = [s.depth_mm for s in passage.stations]
        depth = float(np.interp(self._at, np.arange(len(depths)), depths))
        place = QPointF(self._x(self._at, passage), self._y(depth, passage))
        paint_glow(painter, self._look, place, 0.62 * self._look.scale, glow=False)

    def _paint_marks(self, painter: QPainter, passage: Passage, plot: QRectF) -> None:
        """The points on this course: signs off the line, with a tick to it."""
        scale, selected = _MARK * self._look.scale, self._session.view.selected
        self._marks = self._placed(passage, plot)
        for point, mm, centre in self._marks:
            depth = passage.station(mm).depth_mm
            anchor = QPointF(self._x(mm, passage), self._y(depth, passage))
            if point.kind == "compression":
                numeral = str(point.number) if point.number else ""
                size = scale if point.number else 0.62 * scale
                paint_disc(painter, self._look, centre, numeral, anchor, size, point.id == selected)
            else:
                paint_glyph(painter, self._look, centre, anchor, scale * 0.85, point.id == selected)

    def _placed(self, passage: Passage, plot: QRectF) -> list[tuple[Point, float, QPointF]]:
        look, apart = self._look, self._look.px(18)
        found: list[tuple[Point, float, QPointF]] = []
        inside = QRectF(self.rect()).adjusted(look.px(12), look.px(10), -look.px(12), -look.px(BOTTOM + 8))
        for point, mm in points_on(self._session, passage):
            anchor = QPointF(self._x(mm, passage), self._y(passage.station(mm).depth_mm, passage))
            way = -1 if point.kind == "compression" else 1  # discs rather over the line, needles under it
            places = [anchor + QPointF(look.px(dx), look.px(way * dy)) for dx, dy in _ASIDE]
            free = [
                place
                for place in places
                if inside.contains(place)
                and all((place - other).manhattanLength() > apart for _, _, other in found)
            ]
            found.append((point, mm, free[0] if free else places[1]))
        return found

    # The hand

    def _mark_at(self, position: QPointF) -> tuple[Point, float] | None:
        near = [(p, mm) for p, mm, c in self._marks if (c - position).manhattanLength() < self._look.px(13)]
        return near[-1] if near else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Seek there, or choose the point under the pointer."""
        passage = self._passage
        if passage is None or event.button() != Qt.MouseButton.LeftButton:
            return
        mark = self._mark_at(event.position())
        if mark:
            self._session.select(mark[0].id)
        self.sought.emit(mark[1] if mark else self._mm(event.position().x(), passage))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A drag seeks on; else what is under the pointer is named."""
        passage = self._passage
        if passage is None:
            return
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.sought.emit(self._mm(event.position().x(), passage))
        else:
            QToolTip.showText(event.globalPosition().toPoint(), self._under(event.position(), passage), self)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """The end of a drag."""
        self.let_go.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        QToolTip.hideText()
        super().leaveEvent(event)

    def _under(self, position: QPointF, passage: Passage) -> str:
        """The name of the point or layer under the pointer."""
        language, atlas = self._session.language, self._session.atlas
        mark = self._mark_at(position)
        if mark:
            return atlas.name(mark[0].id, language)
        plot = self._plot()
        if not plot.contains(position):
            return ""
        depth = (position.y() - plot.top()) / plot.height() * passage.bands.deepest_mm
        name = passage.bands.at(passage.index(self._mm(position.x(), passage)), depth)
        return short_name(atlas, name, passage.course, language) if name else ""


def points_on(session: Session, passage: Passage) -> list[tuple[Point, float]]:
    """Compression and intervention points of the course and the mm at which each lies, from its beginning on."""
    atlas, line = session.atlas, np.array([s.position for s in passage.stations])
    points = [p for p in atlas.points.values() if p.nerve == passage.course and p.kind != "landmark"]
    found = [(p, float(nearest_on(line, [p.position])[1][0])) for p in points]
    return sorted(found, key=lambda pair: pair[1])
