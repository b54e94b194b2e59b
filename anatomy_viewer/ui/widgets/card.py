"""The card of a lesson on Home: picture, code, level, minutes, title, summary, progress; one button altogether."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

_PICTURE, _RING = 124, 30  # px at 100 %


@dataclass(frozen=True)
class CardTexts:
    """What a card says, in the reader's language."""

    code: str  # "L04"
    level: str  # "Student"
    minutes: str  # "9 min"
    title: str
    summary: str
    progress: str  # "8 steps", or "7/10" when it has been begun
    level_tone: str = "neutral"  # a key of parts.TONES
    needs: str = ""  # "builds on L01"
    own: str = ""  # "Own" where the reader wrote it


class LessonCard(QAbstractButton):
    """`clicked` opens the lesson. The picture may come later (`set_picture`)."""

    def __init__(
        self, look: Look, texts: CardTexts, fraction: float = 0.0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._picture: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("focusRadius", int(parts.CARD_RADIUS))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)  # as high as its row
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_texts(texts, fraction)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_texts(self, texts: CardTexts, fraction: float) -> None:
        """Other words and progress (0 not begun, 1 done)."""
        self._texts, self._fraction = texts, fraction
        said = (
            texts.code,
            texts.title,
            texts.summary,
            texts.level,
            texts.minutes,
            texts.progress,
            texts.needs,
            texts.own,
        )
        self.setAccessibleName(", ".join(part for part in said if part))
        self._restyle()

    def set_picture(self, picture: QImage) -> None:
        """The first step's picture; it is scaled and clipped to the top of the card."""
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its width asks."""
        wide = self._look.px(330)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Narrow, with its texts broken."""
        wide = self._look.px(280)
        return QSize(wide, self.heightForWidth(wide))

    def hasHeightForWidth(self) -> bool:
        """Titles and summaries break into lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Picture, line of marks, title, summary beside the progress."""
        look = self._look
        text = width - 2 * look.px(14)
        title = parts.wrapped_height(look, "card", self._texts.title, text)
        below = max(self._summary_height(text), float(look.px(_RING)))
        marks = parts.chip_size(look, "X", role="tiny").height()
        return round(
            self._picture_height()
            + look.px(10)
            + marks
            + look.px(8)
            + title
            + look.px(4)
            + below
            + (look.line_height("tiny") + look.px(2) if self._texts.needs else 0)
            + look.px(16)
        )

    def _picture_height(self) -> float:
        return float(self._look.px(_PICTURE))

    def _summary_width(self, text: float) -> float:
        """What the progress leaves: a word before it is begun, word and ring in it, a ring when it is done."""
        px, begun, done = self._look.px, self._fraction > 0, self._fraction >= 1
        word = 0.0 if done else parts.text_width(self._look, "tiny", self._texts.progress)
        return text - word - (px(_RING) + px(8) if begun else 0) - px(14)

    def _summary_height(self, text: float) -> float:
        return parts.wrapped_height(self._look, "small", self._texts.summary, self._summary_width(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, picture, texts, outline."""
        look, painter, rect = self._look, QPainter(self), QRectF(self.rect())
        hover = self.underMouse()
        parts.box(painter, rect, parts.CARD_RADIUS, look.color("fill" if hover else "raised"))
        self._paint_picture(painter, QRectF(0, 0, rect.width(), self._picture_height()))
        self._paint_texts(
            painter, rect.adjusted(look.px(14), self._picture_height() + look.px(10), -look.px(14), 0)
        )
        parts.box(painter, rect, parts.CARD_RADIUS, None, look.color("edge" if hover else "line"))

    def _paint_picture(self, painter: QPainter, rect: QRectF) -> None:
        painter.save()
        painter.setClipPath(parts.rounded(rect.adjusted(0, 0, 0, parts.CARD_RADIUS), parts.CARD_RADIUS))
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        paint_picture(painter, self._look, rect, self._picture)
        painter.restore()

    def _paint_texts(self, painter: QPainter, rect: QRectF) -> None:
        look, texts = self._look, self._texts
        chip = parts.chip_size(look, texts.level, role="tiny")
        marks = QRectF(rect.topLeft(), QPointF(rect.right(), rect.top() + chip.height()))
        parts.line(painter, look, "tiny", look.color("text2"), marks, texts.code)
        left = marks.left() + parts.text_width(look, "tiny", texts.code) + look.px(8)
        parts.chip(
            painter,
            look,
            QRectF(QPointF(left, marks.top()), chip),
            texts.level,
            texts.level_tone,
            role="tiny",
        )
        if texts.own:
            beside = QPointF(left + chip.width() + look.px(6), marks.top())
            own = QRectF(beside, parts.chip_size(look, texts.own, role="tiny"))
            parts.chip(painter, look, own, texts.own, "ok", role="tiny")
        self._paint_minutes(painter, marks)
        wide = rect.width()
        high = parts.wrapped_height(look, "card", texts.title, wide)
        title = QRectF(rect.left(), marks.bottom() + look.px(8), wide, high)
        parts.wrapped(painter, look, "card", look.color("text"), title, texts.title)
        below = QRectF(
            rect.left(), title.bottom() + look.px(4), wide, max(self._summary_height(wide), look.px(_RING))
        )
        summary = QRectF(below)
        summary.setWidth(self._summary_width(wide))
        parts.wrapped(painter, look, "small", look.color("text2"), summary, texts.summary)
        self._paint_progress(painter, below)
        high = look.line_height("tiny")
        needs = QRectF(rect.left(), self.height() - look.px(14) - high, wide, high)
        parts.line(painter, look, "tiny", look.color("text3"), needs, texts.needs)

    def _paint_minutes(self, painter: QPainter, marks: QRectF) -> None:
        look, text = self._look, self._texts.minutes
        parts.line(painter, look, "tiny", look.color("text2"), marks, text, parts.RIGHT)
        side = look.px(14)
        left = marks.right() - parts.text_width(look, "tiny", text) - look.px(4) - side
        square = QRectF(left, marks.center().y() - side / 2, side, side)
        paint_icon(painter, "clock-outline", square, look.color("text2"))

    def _paint_progress(self, painter: QPainter, below: QRectF) -> None:
        look = self._look
        colour = look.color("text3")
        if self._fraction <= 0:
            parts.line(painter, look, "tiny", colour, below, self._texts.progress, parts.RIGHT)
            return
        side = look.px(_RING)
        circle = QRectF(below.right() - side, below.center().y() - side / 2, side, side)
        parts.ring(painter, look, circle, self._fraction, self._fraction >= 1)
        if self._fraction < 1:
            rest = below.adjusted(0, 0, -side - look.px(8), 0)
            parts.line(painter, look, "tiny", colour, rest, self._texts.progress, parts.RIGHT)


def paint_rounded(painter: QPainter, look: Look, rect: QRectF, radius: float, picture: QImage | None) -> None:
    """`paint_picture` with round corners."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(parts.rounded(rect, radius))
    paint_picture(painter, look, rect, picture)
    painter.restore()


def paint_picture(painter: QPainter, look: Look, rect: QRectF, picture: QImage | None) -> None:
    """The middle part of the picture that fills `rect` undistorted; the ground of pictures while there is none."""
    if picture is not None:
        scale = max(rect.width() / picture.width(), rect.height() / picture.height())
        part = QRectF(0, 0, rect.width() / scale, rect.height() / scale)
        part.moveCenter(QRectF(picture.rect()).center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(rect, picture, part)
        return
    gradient = QLinearGradient(rect.topLeft(), rect.bottomLeft())
    gradient.setColorAt(0, look.color("picture_top"))
    gradient.setColorAt(1, look.color("picture_bottom"))
    painter.fillRect(rect, gradient)
