"""What an audience sees: on the projector's screen, or over the lecturer's own picture where there is one screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from anatomy_viewer.model.presenting import Presenting
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.session.presenting import Presenter
from anatomy_viewer.ui.frames import Frames
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.present_stage import Stage

COVERS = {"black": "image_ground", "white": "image_mark"}


class AudienceView(QWidget):
    """Shows the stage, or what covers it. `frozen`: what is seen while the audience is frozen.

    Without `host` it is a window of its own; else it lies over `host` and lets the hand through to the picture.
    """

    def __init__(
        self,
        look: Look,
        session: Session,
        presenter: Presenter,
        stage: Stage,
        frames: Frames,
        host: QWidget | None = None,
    ) -> None:
        super().__init__(host)
        self._host = host
        self._look, self._session, self._presenter = look, session, presenter
        self.stage, self._frames = stage, frames
        self.frozen = QImage()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if host is None:
            self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.setCursor(Qt.CursorShape.BlankCursor)
        else:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            host.installEventFilter(self)
        self._retranslate()
        frames.drawn.connect(self._take)
        frames.rested.connect(self._prepare)
        self._stop = presenter.listen(self._follow)
        look.changed.connect(self._retranslate)
        stage.moved.connect(self.refresh)

    def _retranslate(self) -> None:
        title = say("Audience", self._session.language)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.update()

    def put_away(self) -> None:
        """Follow nothing more, and go."""
        self._stop()
        self._frames.drawn.disconnect(self._take)
        self._frames.rested.disconnect(self._prepare)
        self.hide()
        self.deleteLater()

    # Following

    def _take(self, _still: bool) -> None:
        self.refresh()

    def _prepare(self) -> None:
        self.stage.prepare(self.devicePixelRatioF(), self.size())

    def refresh(self) -> None:
        """Paint anew, unless something covers the picture."""
        if not self._presenter.now.cover or not self.isWindow():
            self.update()

    def _follow(self, old: Presenting, new: Presenting) -> None:
        if old.cover != new.cover:
            self.frozen = self._pictured() if new.cover == "frozen" and old.cover == "" else self.frozen
            self.update()
        elif not new.cover and old != new:
            self.update()

    def _pictured(self) -> QImage:
        """What is seen just now."""
        ratio = self.devicePixelRatioF()
        image = QImage(self.size() * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        with QPainter(image) as painter:
            self.stage.paint(painter, self.size(), laser=False)
        return image

    def seen(self) -> QImage:
        """What the audience sees, whatever covers it."""
        ratio = self.devicePixelRatioF()
        image = QImage(self.size() * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        with QPainter(image) as painter:
            self._paint(painter)
        return image

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The stage, or its cover."""
        if not self._presenter.now.cover:
            self.share()
        self._paint(QPainter(self))

    def _paint(self, painter: QPainter) -> None:
        cover = self._presenter.now.cover
        if cover in COVERS:
            painter.fillRect(self.rect(), self._look.color(COVERS[cover]))
        elif cover == "frozen" and self.isWindow() and not self.frozen.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self.frozen)
        else:
            self.stage.paint(painter, self.size())

    def share(self) -> None:
        """Have the picture drawn as large as it is seen here, for both windows."""
        area, ratio = self.stage.area(self.size()), self.devicePixelRatioF()
        self._frames.share((round(area.width() * ratio), round(area.height() * ratio)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size of words; labels are placed anew when the picture rests."""
        super().resizeEvent(event)
        self._frames.redraw()

    def showEvent(self, event: QShowEvent) -> None:
        """The picture's labels are wanted in this size."""
        super().showEvent(event)
        self._prepare()
        self._frames.redraw()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay as large as what it lies over."""
        if self._host is not None and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that reaches the projector's window is the lecturer's."""
        window = next((w for w in QApplication.topLevelWidgets() if w.inherits("QMainWindow")), None)
        if window is not None and self.isWindow():
            focus = QApplication.focusWidget()  # None while this window is the active one
            QApplication.sendEvent(focus if focus is not None else window, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """It goes only with the lecture."""
        event.ignore()
