"""The two large cards of Home: where to go on, and the atlas without a lesson."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from anatomy_viewer.model.progress import LessonProgress
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.home_texts import Offer, left_when, minutes_left, seen_steps, share, steps_of
from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.card import paint_picture
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.ring import Ring

EYEBROWS = {
    "start": "Start here",
    "continue": "Continue where you were",
    "next": "Next lesson",
    "again": "All lessons finished",
}
HEIGHT = 236  # px at 100 %
_PICTURE_SHARE, _LEAST_PICTURE, _LEAST_TEXT = 0.42, 130, 350


class ContinueCard(QFrame):
    """The lesson to go on with and the one filled button of Home; `begun` is that button."""

    begun = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._picture: QImage | None = None
        self._eyebrow = Text(look, "small_strong", "accent")
        self._title, self._place = Text(look, "title"), Text(look, "body", "text2")
        self._button = Button(look, "", "filled", "play")
        self._button.clicked.connect(self.begun)
        self._ring, self._count = Ring(look), Text(look, "small", "text2")
        for label in (self._eyebrow, self._title, self._place, self._count):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._lay_out()
        look.changed.connect(self._restyle)
        self._restyle()

    def _lay_out(self) -> None:
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._button)
        self._foot.addWidget(self._ring)
        self._foot.addWidget(self._count, 1)
        self._column = QVBoxLayout(self)
        for label in (self._eyebrow, self._title, self._place):
            self._column.addWidget(label)
        self._column.addStretch(1)
        self._column.addLayout(self._foot)

    def _restyle(self) -> None:
        px = self._look.px
        self.setMinimumHeight(px(HEIGHT))
        self._button.setMinimumSize(px(124), px(38))
        self._column.setSpacing(px(6))
        self._foot.setSpacing(px(14))
        self._fit()
        self.update()

    def show_offer(self, offer: Offer, known: LessonProgress, now: datetime, language: str) -> None:
        """What to begin, how far one is in it, and since when; `now` in the reader's time zone."""
        lesson, text = offer.lesson, offer.lesson.text(language)
        self._eyebrow.setText(say(EYEBROWS[offer.kind], language))
        self._title.setText(text.title)
        begun = 0.0 < share(lesson, known) < 1.0
        self._place.setText(_place(offer, known, now, language) if begun else text.summary)
        verb = "Continue" if begun else "See it again" if offer.kind == "again" else "Begin"
        self._button.setText(say(verb, language))
        self._button.setAccessibleName(f"{say(verb, language)}: {text.title}")
        self._button.updateGeometry()
        self._ring.setVisible(begun)
        seen = say("{} of {} steps", language).format(seen_steps(lesson, known), len(lesson.steps))
        self._ring.set_fraction(share(lesson, known), seen)
        whole = f"{steps_of(len(lesson.steps), language)}\n{say('{} min', language).format(lesson.minutes)}"
        self._count.setText(f"{seen}\n{minutes_left(lesson, known, language)}" if begun else whole)

    def set_picture(self, picture: QImage | None) -> None:
        """The picture at the left, or the quiet ground of pictures."""
        self._picture = picture
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture gives way before the text does."""
        super().resizeEvent(event)
        self._fit()

    def _picture_width(self) -> int:
        px = self._look.px
        room = min(round(self.width() * _PICTURE_SHARE), self.width() - px(_LEAST_TEXT))
        return room if room >= px(_LEAST_PICTURE) else 0

    def _fit(self) -> None:
        px = self._look.px
        self._column.setContentsMargins(self._picture_width() + px(24), px(22), px(24), px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, picture, hairline."""
        painter, rect, look = QPainter(self), QRectF(self.rect()), self._look
        parts.box(painter, rect, parts.CARD_RADIUS, look.color("raised"))
        left = QRectF(0, 0, self._picture_width(), rect.height())
        if not left.isEmpty():
            painter.save()
            painter.setClipPath(parts.rounded(left.adjusted(0, 0, parts.CARD_RADIUS, 0), parts.CARD_RADIUS))
            painter.setClipRect(left, Qt.ClipOperation.IntersectClip)
            paint_picture(painter, look, left, self._picture)
            painter.restore()
        parts.box(painter, rect, parts.CARD_RADIUS, None, look.color("line"))


def _place(offer: Offer, known: LessonProgress, now: datetime, language: str) -> str:
    """'Step 4 of 11: “Over the obliquus”. You left it yesterday.'"""
    lesson = offer.lesson
    title = lesson.steps[offer.step].text(language).title
    where = say("Step {} of {}: “{}”.", language).format(offer.step + 1, len(lesson.steps), title)
    if known.updated is None:
        return where
    return f"{where}{'' if language == 'zh' else ' '}{left_when(known.updated, now, language)}"


class ExploreCard(QAbstractButton):
    """A picture with a name below: the whole card is one button."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._hint = look, ""
        self._picture: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("focusRadius", int(parts.CARD_RADIUS))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_texts(self, name: str, hint: str) -> None:
        """Its name and what one can do there."""
        self.setText(name)
        self._hint = hint
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)
        self.update()

    def set_picture(self, picture: QImage | None) -> None:
        """What fills the card."""
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the card beside it."""
        return QSize(self._look.px(300), self._look.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Narrower, with its hint broken."""
        return QSize(self._look.px(200), self._look.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Picture, plate with the texts, hairline."""
        painter, rect, look = QPainter(self), QRectF(self.rect()), self._look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(parts.rounded(rect, parts.CARD_RADIUS))
        paint_picture(painter, look, rect, self._picture)
        self._paint_plate(painter, rect)
        painter.restore()
        parts.box(painter, rect, parts.CARD_RADIUS, None, look.color("edge" if self.underMouse() else "line"))

    def _paint_plate(self, painter: QPainter, rect: QRectF) -> None:
        look, px = self._look, self._look.px
        wide = rect.width() - px(16) - px(48)
        hint = parts.wrapped_height(look, "small", self._hint, wide)
        high = px(11) + look.line_height("card") + px(2) + hint + px(13)
        plate = QRectF(0, rect.height() - high, rect.width(), high)
        painter.fillRect(plate, look.color("fill" if self.underMouse() else "raised", 0.93))
        name = QRectF(px(16), plate.top() + px(11), wide, look.line_height("card"))
        parts.line(painter, look, "card", look.color("text"), name, self.text())
        below = QRectF(name.bottomLeft() + QPointF(0, px(2)), name.bottomRight() + QPointF(0, px(2) + hint))
        parts.wrapped(painter, look, "small", look.color("text2"), below, self._hint)
        side = px(20)
        arrow = QRectF(rect.width() - px(16) - side, plate.center().y() - side / 2, side, side)
        paint_icon(painter, "arrow-right", arrow, look.color("accent"))
