"""What an audience sees, painted: the picture and images of the lecturer's window, larger, with large words.

Nothing is drawn anew: the picture is the very image that the lecturer's window shows, panels beside it are painted
once more, larger. Arrangement and proportions are those of the lecturer's stage.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QGraphicsView, QWidget

from anatomy_viewer.scene.labels import Rect
from anatomy_viewer.session import Session
from anatomy_viewer.session.presenting import Presenter
from anatomy_viewer.ui.overlay import Overlay
from anatomy_viewer.ui.present_hand import PresentHand
from anatomy_viewer.ui.present_look import AudienceLook
from anatomy_viewer.ui.present_marks import paint_laser, paint_lens, paint_strokes
from anatomy_viewer.ui.present_words import Caption
from anatomy_viewer.ui.viewport import Viewport

MOST_LABELS = 5
ALL_BUT = 8.0  # px, all sides together
LABEL, BIG_LABEL = 0.035, 0.047  # of the window's height: a line of a label; with big text


@dataclass(frozen=True)
class Fit:
    """How the lecturer's stage lies in the audience's window: a scale, and where its corner goes (px)."""

    scale: float
    left: float
    top: float

    def rect(self, rect: QRectF) -> QRectF:
        """A part of the stage, as it lies in the window."""
        return QRectF(
            self.left + rect.x() * self.scale,
            self.top + rect.y() * self.scale,
            rect.width() * self.scale,
            rect.height() * self.scale,
        )


class Stage(QObject):
    """Paints for one audience. `moved`: what it shows beside the picture has changed.

    beside: gives the widgets beside the picture that the audience sees too."""

    moved = Signal()

    def __init__(
        self,
        look: AudienceLook,
        session: Session,
        presenter: Presenter,
        viewport: Viewport,
        hand: PresentHand,
        beside: Callable[[], list[QWidget]],
    ) -> None:
        super().__init__(viewport)
        self._look, self._session, self._presenter = look, session, presenter
        self._viewport, self._hand, self._beside = viewport, hand, beside
        self.overlay = Overlay(look, session)
        self.overlay.chrome, self.overlay.most_labels = False, MOST_LABELS
        self.caption = Caption(look, session, presenter)
        hand.moved.connect(self.moved)
        viewport.signalled.connect(self.moved)
        self._watched: set[QWidget] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.moved)
        self._painting = False  # widgets beside the picture are being painted: that they are is no news

    def parts(self) -> tuple[QRectF, list[tuple[QWidget, QRectF]]]:
        """Where picture and panels lie in the lecturer's window (px)."""
        window = self._viewport.window()
        shown = [widget for widget in self._beside() if widget.isVisible()]
        for widget in shown:
            self._watch(widget)
        picture, panels = _box(self._viewport, window), [(each, _box(each, window)) for each in shown]
        if panels:  # strips under the picture are the lecturer's: without them it stands in the middle
            top, bottom = min(r.top() for _, r in panels), max(r.bottom() for _, r in panels)
            picture.moveTop(max((top + bottom - picture.height()) / 2, top))
        return picture, panels

    def _watch(self, widget: QWidget) -> None:
        """Hear of it when a panel is painted anew."""
        for each in (widget, *widget.findChildren(QWidget)):
            if each not in self._watched:
                self._watched.add(each)
                each.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A panel beside the picture is painted: the audience wants to see it too."""
        if event.type() == QEvent.Type.Paint and not self._painting:
            self._soon.start()
        return False

    def fit(self, size: QSize) -> Fit:
        """The largest that shows picture and panels whole, in the middle."""
        picture, panels = self.parts()
        whole = QRectF(picture)
        for _, rect in panels:
            whole = whole.united(rect)
        scale = min(size.width() / max(whole.width(), 1), size.height() / max(whole.height(), 1))
        left = (size.width() - whole.width() * scale) / 2 - whole.x() * scale
        # A question covers half of the window: what the picture is about goes to the middle of the rest.
        seen = size.height() - (self.caption.rect(size).height() if self._presenter.now.question else 0.0)
        top = (seen - whole.height() * scale) / 2 - whole.y() * scale
        return Fit(scale, left, top)

    def area(self, size: QSize) -> QRectF:
        """Where the picture lies in the audience's window (px)."""
        area, whole = self.fit(size).rect(self.parts()[0]), QRectF(0, 0, size.width(), size.height())
        # The lecturer's pixels are whole ones: a picture that all but fills the window fills it.
        rest = abs(area.left()) + abs(area.right() - whole.right())
        rest += abs(area.top()) + abs(area.bottom() - whole.bottom())
        return whole if rest < ALL_BUT else area

    def prepare(self, ratio: float, size: QSize) -> None:
        """The picture rests: take what the lecturer's window has asked of the scene."""
        self.overlay.take(self._viewport.overlay)
        area = self.area(size)
        pixels = round(area.width() * ratio), round(area.height() * ratio)
        self.overlay.take_marks(self._viewport.frames.scene, pixels, ratio)

    def paint(self, painter: QPainter, size: QSize, laser: bool = True) -> None:
        """Everything, `size` px large."""
        area = self.area(size)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not area.contains(QRectF(0, 0, size.width(), size.height())):
            painter.fillRect(QRectF(0, 0, size.width(), size.height()), self._look.color("ground"))
        frames = self._viewport.frames
        painter.drawImage(area, frames.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        band = self.caption.rect(size)
        self._paint_overlay(painter, area, size, band)
        self._paint_panels(painter, size)
        self._paint_marks(painter, area, laser)
        self.caption.paint(painter, size)

    def _paint_overlay(self, painter: QPainter, area: QRectF, size: QSize, band: QRectF) -> None:
        now, overlay, frames = self._presenter.now, self.overlay, self._viewport.frames
        asking = bool(now.question) and not now.released
        overlay.show_labels = self._viewport.overlay.show_labels and not asking
        overlay.text_share = (BIG_LABEL if now.big_text else LABEL) * size.height() / max(area.height(), 1)
        free = band.translated(-area.topLeft())
        over = max(-area.top(), 0.0)  # what of the picture lies above the window
        overlay.kept_free = (
            Rect(free.x(), free.y(), free.width(), free.height()),
            *((Rect(0, 0, area.width(), over),) if over else ()),
        )
        painter.save()
        painter.setClipRect(area)
        painter.translate(area.topLeft())
        overlay.paint(
            painter, frames.camera, round(area.width()), round(area.height()), self._viewport.moving
        )
        painter.restore()

    def _paint_panels(self, painter: QPainter, size: QSize) -> None:
        fit = self.fit(size)
        self._painting = True
        flags = QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren
        panels = [(widget, fit.rect(rect)) for widget, rect in self.parts()[1]]
        for widget, place in panels:
            if isinstance(widget, QGraphicsView):
                others = [where for each, where in panels if each is not widget]
                _paint_whole(painter, widget, self._down_to_caption(place, others, size))
                continue
            painter.save()
            painter.translate(place.topLeft())
            painter.scale(fit.scale, fit.scale)
            QWidget.render(widget, painter, QPoint(0, 0), QRegion(), flags)  # a graphics view has another
            painter.restore()
        self._painting = False

    def _down_to_caption(self, place: QRectF, others: list[QRectF], size: QSize) -> QRectF:
        """`place`, as far down as the caption where nothing stands under it."""
        free = QRectF(place)
        free.setBottom(max(size.height() - self.caption.rect(size).height(), place.top() + 1.0))
        return place if any(free.intersects(other) for other in others) else free

    def _paint_marks(self, painter: QPainter, area: QRectF, laser: bool) -> None:
        hand, now = self._hand, self._presenter.now
        strokes = now.drawing.strokes + ((hand.stroke,) if hand.stroke else ())
        painter.save()
        painter.setClipRect(area)
        paint_strokes(painter, self._look, strokes, area)
        if laser and hand.spot is not None:
            if now.tool == "magnifier":
                paint_lens(painter, self._look, self._viewport.frames.image, hand.spot, area)
            elif now.tool == "laser":
                paint_laser(painter, self._look, hand.spot, area)
        painter.restore()


def _paint_whole(painter: QPainter, view: QGraphicsView, place: QRectF) -> None:
    """All of a scheme, of which the lecturer's small window may show a part: who listens can't scroll."""
    whole = view.mapFromScene(view.sceneRect()).boundingRect()
    painter.fillRect(place, view.backgroundBrush())
    view.render(painter, place, whole, Qt.AspectRatioMode.KeepAspectRatio)


def _box(widget: QWidget, window: QWidget) -> QRectF:
    corner = widget.mapTo(window, QPoint(0, 0))
    return QRectF(corner.x(), corner.y(), widget.width(), widget.height())
