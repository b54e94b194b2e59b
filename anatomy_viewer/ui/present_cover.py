"""What tells the lecturer that the audience does not see the picture: a frame, for how long, and what they see."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from anatomy_viewer.model.lecture import clock_words
from anatomy_viewer.model.presenting import Presenting
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.session.presenting import Presenter
from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.present_hand import PresentHand
from anatomy_viewer.ui.present_marks import around, paint_laser, paint_lens, paint_strokes
from anatomy_viewer.ui.viewport import Viewport
from anatomy_viewer.ui.widgets import parts

WORDS = {
    "frozen": ("Audience frozen", "snowflake"),
    "black": ("Audience black", "square"),
    "white": ("Audience white", "square-outline"),
}
FRAME = 3


class CoverMark(QWidget):
    """Lies over the lecturer's picture while something covers the audience's. `seen`: gives what they see."""

    def __init__(self, look: Look, session: Session, presenter: Presenter, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._look, self._session, self._presenter = look, session, presenter
        self.seen: Callable[[], QImage] = QImage
        self.allowed = True  # not where there is one screen
        self._picture, self._stale = QImage(), False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._tick = QTimer(self, interval=500)
        self._tick.timeout.connect(self.update)
        host.installEventFilter(self)
        presenter.listen(self._follow)
        self.hide()

    def _follow(self, old: Presenting, new: Presenting) -> None:
        if old.cover == new.cover:
            return
        if new.cover:
            self._stale = True  # others are told of it too before anything is painted
            self._tick.start()
        else:
            self._tick.stop()
        self.refresh()

    def refresh(self) -> None:
        """There as long as it is needed, over everything on the stage."""
        self.setGeometry(self._host.rect())
        self.setVisible(bool(self._presenter.now.cover) and self.allowed)
        self.setAccessibleName(self._words()[0])
        self.raise_()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the stage."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        return False

    def _words(self) -> tuple[str, str]:
        word, icon = WORDS.get(self._presenter.now.cover, WORDS["frozen"])
        return say(word, self._session.language), icon

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frame, chip at the upper left, inset at the lower right."""
        if self._stale:
            self._picture, self._stale = self.seen(), False
        painter, look, half = QPainter(self), self._look, FRAME / 2
        pen = QPen(look.color("warn"), FRAME)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_chip(painter)
        self._paint_inset(painter)

    def _paint_chip(self, painter: QPainter) -> None:
        look, px = self._look, self._look.px
        words, icon = self._words()
        time = clock_words(self._presenter.covered)
        wide = parts.text_width(look, "card", words) + parts.text_width(look, "card", "00:00") + px(70)
        chip = QRectF(px(16), px(16), wide, px(34))
        ink = look.color("on_warn")
        parts.box(painter, chip, parts.CONTROL_RADIUS, look.color("warn"))
        side = px(18)
        paint_icon(painter, icon, QRectF(chip.left() + px(14), chip.center().y() - side / 2, side, side), ink)
        inner = chip.adjusted(px(42), 0, -px(12), 0)
        parts.line(painter, look, "card", ink, inner, words)
        left = parts.text_width(look, "card", words) + px(12)
        parts.line(painter, look, "card", ink, inner.adjusted(left, 0, 0, 0), time)

    def _paint_inset(self, painter: QPainter) -> None:
        """What the audience sees, and of which step it is."""
        if self._picture.isNull():
            return
        look, px = self._look, self._look.px
        shape = self._picture.height() / max(self._picture.width(), 1)
        wide = self.width() * 0.265
        foot = px(28)
        box = QRectF(0, 0, wide, wide * shape + foot)
        box.moveBottomRight(QRectF(self.rect()).bottomRight() - QRectF(0, 0, px(16), px(16)).bottomRight())
        parts.box(painter, box, parts.CONTROL_RADIUS, look.color("ground"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(box.left(), box.top(), wide, wide * shape), self._picture)
        parts.box(painter, box, parts.CONTROL_RADIUS, None, look.color("warn"), 2)
        line = QRectF(box.left() + px(10), box.bottom() - foot, box.width() - px(20), foot)
        side = px(16)
        icon = QRectF(line.left(), line.center().y() - side / 2, side, side)
        paint_icon(painter, "monitor", icon, look.color("warn"))
        parts.line(painter, look, "body", look.color("text"), line.adjusted(px(24), 0, 0, 0), self._said())

    def _said(self) -> str:
        now, language = self._presenter.now, self._session.language
        if now.cover != "frozen":
            word = "Audience sees black" if now.cover == "black" else "Audience sees white"
            return say(word, language)
        if not now.lecture.steps:
            return say("What the audience sees", language)
        return say("Audience sees step {}", language).format(now.covered_at + 1)


class HandMark(QWidget):
    """Over the lecturer's own picture: laser, drawing and magnifier."""

    def __init__(self, look: Look, presenter: Presenter, viewport: Viewport, hand: PresentHand) -> None:
        super().__init__(viewport)
        self._look, self._presenter, self._viewport, self._hand = look, presenter, viewport, hand
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        viewport.installEventFilter(self)
        hand.moved.connect(self._touch)
        self._touched = QRectF()
        viewport.frames.drawn.connect(self._take)
        self.setGeometry(viewport.rect())
        self.show()

    def _touch(self) -> None:
        """Paint anew where the hand was and is; everything where a stroke or tool has come or gone."""
        now, spot = self._presenter.now, self._hand.spot
        touched = around(now.tool, spot, QRectF(self.rect())) if spot is not None else QRectF()
        if now.tool in ("laser", "magnifier"):
            self.update(touched.united(self._touched).toAlignedRect())
        else:
            self.update()
        self._touched = touched

    def _take(self, _still: bool) -> None:
        if self._presenter.now.tool == "magnifier":
            self.update()

    def put_away(self) -> None:
        """Follow nothing more, and go."""
        self._viewport.frames.drawn.disconnect(self._take)
        self._viewport.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the picture."""
        if watched is self._viewport and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._viewport.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """What the hand does."""
        painter, area, hand, now = QPainter(self), QRectF(self.rect()), self._hand, self._presenter.now
        strokes = now.drawing.strokes + ((hand.stroke,) if hand.stroke else ())
        paint_strokes(painter, self._look, strokes, area)
        if hand.spot is not None and now.tool == "magnifier":
            paint_lens(painter, self._look, self._viewport.frames.image, hand.spot, area)
        elif hand.spot is not None and now.tool == "laser":
            paint_laser(painter, self._look, hand.spot, area)
