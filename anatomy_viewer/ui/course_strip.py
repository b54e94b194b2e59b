"""Under the picture while one walks: the read-out line, what is walked, and the strip chart."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QPointF, QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.walking import walkable
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.course_chart import CourseChart, points_on
from anatomy_viewer.ui.course_readout import ReadOut
from anatomy_viewer.ui.course_words import fields
from anatomy_viewer.ui.icons import SIZE, paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.markers import paint_disc, paint_glyph
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.caps import KeyCaps
from anatomy_viewer.ui.widgets.segmented import Segmented

SPEED = 12.0  # mm a second
TICK_MS, STEP_MS, STEP_MM = 33, 700, 5.0  # with reduced motion the walk goes in steps
NARROW = 700  # px of picture at 100 % under which words give way
SIDES = ("_r", "_l")


class CourseStrip(QFrame):
    """Seen while the session walks and no question asks for a name."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self.reduced_motion = False
        self.readout = ReadOut(look)
        self.chart = CourseChart(look, session)
        self.play = PlayButton(look, "play", "", small=True)
        self._title = QLabel()
        self._course = Button(look, "", "quiet", icon_right="chevron-down")
        self._side = Segmented(look, "", ["", ""])
        self._legend = Legend(look, session)
        self._keys = KeyCaps(look, ("[", "]"))
        self._close = IconButton(look, "close", "", small=True)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._since = 0.0
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 12, 0)
        head.setSpacing(8)
        for left in (self.play, self._title, self._course, self._side):
            head.addWidget(left)
        head.addStretch(1)
        for right in (self._legend, self._keys, self._close):
            head.addWidget(right)
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.readout)
        column.addWidget(rule)
        column.addLayout(head)
        column.addWidget(self.chart, 1)
        self.setAutoFillBackground(True)

    def _connect(self) -> None:
        session = self._session
        self.chart.sought.connect(self._seek)
        self.chart.let_go.connect(session.store.settle)
        self.play.clicked.connect(self.toggle_play)
        self._close.clicked.connect(session.end_walk)
        self._course.clicked.connect(self._choose)
        self._side.chosen.connect(lambda index: self._walk(f"{self._base()}{SIDES[index]}"))
        session.listen(self._follow)
        self._look.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        self._title.setText(say("Depth along the course", language))
        self._title.setFont(self._look.font("strong"))
        self._side.set_texts(say("Side", language), [say("Right", language), say("Left", language)])
        self._close.set_name(say("End the walk", language), "W")
        self.chart.setAccessibleName(say("Depth along the course", language))
        self._name_play()
        self._follow(self._session.now, self._session.now)

    def fit(self, high: int) -> None:
        """As high as a window of that height allows: 160 px of chart in a low one, 204 usually, 260 in a tall one."""
        scale = self._look.scale
        chart = 160 if high < 760 * scale else 204 if high < 1400 * scale else 260
        self.setFixedHeight(self.readout.sizeHint().height() + self._look.px(chart))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words give way in a narrow one."""
        super().resizeEvent(event)
        roomy = self.width() > NARROW * self._look.scale
        self._title.setVisible(roomy)
        self._legend.setVisible(roomy)

    # Following

    def refresh(self) -> None:
        """Show what is walked: it has been read, and the picture may be the same as before."""
        self._follow(self._session.now, self._session.now)

    def _follow(self, old: AppState, new: AppState) -> None:
        walk, shown = new.walk, new.walk is not None and not new.concealed and new.screen == "atlas"
        if self.isHidden() == shown:
            self.setVisible(shown)
        if walk is None or not shown:
            self._stop()
            return
        passage, atlas, language = self._session.passage, self._session.atlas, self._session.language
        self.chart.show_walk(passage, walk.at)
        station = passage.station(walk.at) if passage else None
        self.readout.show_fields(fields(station, walk.course, atlas, language) if station else ())
        self._course.setText(atlas.name(walk.course, language))
        self._course.updateGeometry()
        self._side.set_current(SIDES.index(walk.course[-2:]))
        self._legend.show_kinds({p.kind for p, _ in points_on(self._session, passage)} if passage else set())

    def _base(self) -> str:
        walk = self._session.now.walk
        return walk.course[:-2] if walk else ""

    def _choose(self) -> None:
        menu, walk = QMenu(self), self._session.now.walk
        for course in walkable(self._session.atlas):
            if walk and course.endswith(walk.course[-2:]):
                action = menu.addAction(self._session.atlas.name(course, self._session.language))
                action.setCheckable(True)
                action.setChecked(course == walk.course)
                action.triggered.connect(lambda _on=False, course=course: self._walk(course))
        menu.popup(self._course.mapToGlobal(QPointF(0, -menu.sizeHint().height()).toPoint()))

    def _walk(self, course: str) -> None:
        self._stop()
        walk = self._session.now.walk
        if course in self._session.atlas.structures and walk and walk.course != course:
            other_side = course[:-2] == walk.course[:-2]
            self._session.begin_walk(course, walk.at if other_side else 0.0)
        self._follow(self._session.now, self._session.now)

    def _seek(self, at: float) -> None:
        self._stop()
        self._session.seek(at)

    # Playing

    def toggle_play(self) -> None:
        """Let the walk go on by itself, from its beginning when it has ended; or stop it."""
        walk = self._session.now.walk
        passage = self._session.passage
        if self._timer.isActive() or walk is None or passage is None:
            self._stop()
            return
        if walk.at >= passage.length_mm:
            self._session.seek(0.0)
        self._since = perf_counter()
        self._timer.start(STEP_MS if self.reduced_motion else TICK_MS)
        self._name_play()

    def _tick(self) -> None:
        walk, now = self._session.now.walk, perf_counter()
        mm = STEP_MM if self.reduced_motion else min(now - self._since, 0.2) * SPEED
        self._since = now
        before = walk.at if walk else 0.0
        self._session.seek(before + mm)
        after = self._session.now.walk
        if after is None or after.at == before:
            self._stop()

    def _stop(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._session.store.settle()
            self._name_play()

    def _name_play(self) -> None:
        playing = self._timer.isActive()
        self.play.set_icon("pause" if playing else "play")
        self.play.set_name(say("Pause" if playing else "Play", self._session.language), "Space")


class PlayButton(IconButton):
    """The one filled button of the strip."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The accent, with the icon on it."""
        look, painter, rect = self._look, QPainter(self), QRectF(self.rect())
        ground = look.color("accent_hover" if self.underMouse() and not self.isDown() else "accent")
        parts.box(painter, rect, parts.CONTROL_RADIUS, ground)
        side = look.px(SIZE)
        square = QRectF(0, 0, side, side)
        square.moveCenter(rect.center())
        paint_icon(painter, self._icon, square, look.color("on_accent"))


class Legend(QWidget):
    """What the signs on the chart mean; only of those that are there."""

    WORDS = (("compression", "compression"), ("intervention", "intervention"))

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self._kinds: set[str] = set()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_kinds(self, kinds: set[str]) -> None:
        """The kinds of points on the chart."""
        if kinds != self._kinds:
            self._kinds = kinds
            self.updateGeometry()
            self.update()

    def _entries(self) -> list[tuple[str, str, float]]:
        look, language = self._look, self._session.language
        words = [(kind, say(word, language)) for kind, word in self.WORDS if kind in self._kinds]
        return [(kind, word, parts.text_width(look, "small", word)) for kind, word in words]

    def sizeHint(self) -> QSize:
        """All in a row."""
        wide = sum(width + self._look.px(36) for _, _, width in self._entries())
        return QSize(round(wide), self._look.px(24))

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Sign and word."""
        look, painter, left = self._look, QPainter(self), 0.0
        middle = self.height() / 2
        for kind, word, width in self._entries():
            centre = QPointF(left + look.px(9), middle)
            if kind == "compression":
                paint_disc(painter, look, centre, "", scale=0.45 * look.scale)
            else:
                paint_glyph(painter, look, centre, scale=0.55 * look.scale)
            rect = QRectF(left + look.px(20), 0, width + 2, self.height())
            parts.line(painter, look, "small", look.color("text2"), rect, word)
            left += width + look.px(36)
