"""Elapsed time, the clock, and how far the lecture is behind its plan."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.model.lecture import behind, clock_words, planned, slot
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.session.presenting import Presenter
from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

TICK_MS = 250
LATE = 15.0  # seconds off the plan that are worth a word
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PresentClock(QWidget):
    """Painted whole. A click lets the timer stand or go on."""

    def __init__(self, look: Look, session: Session, presenter: Presenter) -> None:
        super().__init__()
        self._look, self._session, self._presenter = look, session, presenter
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show)
        self._tick.start()
        presenter.listen(lambda _old, _new: self._show())
        look.changed.connect(self.updateGeometry)
        self._show()

    def _show(self) -> None:
        """Say it to screen readers, and paint."""
        language = self._session.language
        self.setAccessibleName(f"{say('Elapsed', language)} {clock_words(self._presenter.elapsed)}")
        self.setToolTip(f"{say('Stop or start the timer', language)} (T)")
        self.update()

    def sizeHint(self) -> QSize:
        """Three lines, the second large."""
        return QSize(self._look.px(300), self._look.px(140))

    minimumSizeHint = sizeHint  # noqa: N815

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """As the key T."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._presenter.toggle_timer()

    def plan_words(self) -> tuple[str, str]:
        """How it stands with the plan, and the tone of it; '' where nothing is planned."""
        presenter, language = self._presenter, self._session.language
        now = presenter.now
        if not now.lecture.steps:
            return "", "text2"
        off = behind(now.lecture, self._session.lessons, now.at, presenter.reached)
        if off > LATE:
            return say("{} behind plan", language).format(clock_words(off)), "warn"
        if off < -LATE:
            return say("{} ahead of plan", language).format(clock_words(-off)), "text2"
        return say("On plan", language), "text2"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words over figures, the bar, words under it."""
        look, painter, px = self._look, QPainter(self), self._look.px
        language, presenter = self._session.language, self._presenter
        rect = QRectF(self.rect()).adjusted(px(24), px(14), -px(24), -px(10))
        running = presenter.now.timer.since is not None
        head = QRectF(rect.left(), rect.top(), rect.width(), px(18))
        small, ink = look.color("text2"), look.color("text" if running else "warn")
        parts.line(
            painter, look, "small", small, head, say("Elapsed" if running else "Timer stopped", language)
        )
        figures = QRectF(rect.left(), head.bottom(), rect.width(), px(52))
        words = clock_words(presenter.elapsed).rjust(5, "0")
        parts.line(painter, look, "display", ink, figures, words)
        clock = datetime.now().strftime("%H:%M")
        parts.line(painter, look, "small", small, head.translated(0, px(6)), say("Clock", language), RIGHT)
        parts.line(painter, look, "title", look.color("text"), figures.adjusted(0, px(8), 0, 0), clock, RIGHT)
        self._paint_bar(painter, QRectF(rect.left(), figures.bottom() + px(8), rect.width(), px(8)))
        self._paint_plan(painter, QRectF(rect.left(), figures.bottom() + px(20), rect.width(), px(20)))

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        """Elapsed of all the time there is; the marker stands where the present step should be over."""
        look, presenter = self._look, self._presenter
        whole = slot(presenter.now.lecture, self._session.lessons)
        parts.box(painter, bar, bar.height() / 2, look.color("fill2"))
        if whole <= 0.0:
            return
        done = QRectF(bar)
        done.setWidth(max(min(presenter.reached / whole, 1.0) * bar.width(), bar.height()))
        late = self.plan_words()[1] == "warn"
        parts.box(painter, done, bar.height() / 2, look.color("accent"))
        end = planned(presenter.now.lecture, self._session.lessons)[presenter.now.at]
        x = bar.left() + min(end / whole, 1.0) * bar.width()
        mark = QRectF(x - 1.5, bar.top() - look.px(4), 3, bar.height() + look.px(8))
        painter.fillRect(mark, look.color("warn" if late else "text"))

    def _paint_plan(self, painter: QPainter, line: QRectF) -> None:
        look, presenter, language = self._look, self._presenter, self._session.language
        whole = slot(presenter.now.lecture, self._session.lessons)
        words, tone = self.plan_words()
        left = line
        if tone == "warn":
            side = look.px(14)
            paint_icon(
                painter,
                "clock-outline",
                QRectF(line.left(), line.center().y() - side / 2, side, side),
                look.color(tone),
            )
            left = line.adjusted(side + look.px(6), 0, 0, 0)
        parts.line(painter, look, "body", look.color(tone), left, words)
        if whole > 0.0:
            rest = whole - presenter.reached
            text = "{} left of {}" if rest >= 0 else "{} over {}"
            said = say(text, language).format(clock_words(abs(rest)), clock_words(whole))
            parts.line(painter, look, "body", look.color("text2" if rest >= 0 else "warn"), line, said, RIGHT)
