"""A lecture in its windows: which stands on which screen, and what keys and buttons do there."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from anatomy_viewer.content.paths import cache_dir
from anatomy_viewer.model.lecture import Lecture, found
from anatomy_viewer.model.lesson import step_view
from anatomy_viewer.model.preferences import PALETTE_WORDS, PALETTES
from anatomy_viewer.model.words import say
from anatomy_viewer.session.presenting import Presenter
from anatomy_viewer.ui.present_audience import AudienceView
from anatomy_viewer.ui.present_cover import HandMark
from anatomy_viewer.ui.present_hand import PresentHand
from anatomy_viewer.ui.present_lecturer import LecturerPage
from anatomy_viewer.ui.present_look import AudienceLook
from anatomy_viewer.ui.present_pictures import StepPictures
from anatomy_viewer.ui.present_slim import SlimBar
from anatomy_viewer.ui.present_stage import Stage


class PresentRoom(QObject):
    """Opened for one lecture. `ended`: the desk is to be as it was. desk: the window's own widget (`ui/desk.py`)."""

    ended = Signal()

    def __init__(self, desk: Any, lecture: Lecture, at: int) -> None:
        super().__init__(desk)
        self._desk, self._session, self._look = desk, desk.session, desk.look
        self.presenter = Presenter(self._session, lecture, at, time.monotonic)
        self._viewport = desk.pane.viewport
        self.hand = PresentHand(self._viewport, self.presenter)
        self._mark = HandMark(self._look, self.presenter, self._viewport, self.hand)
        self.page = LecturerPage(self._look, self._session, self.presenter, self.act)
        self._audience_look = AudienceLook(self._look)
        self.stage = Stage(
            self._audience_look, self._session, self.presenter, self._viewport, self.hand, desk.images_seen
        )
        self.slim = SlimBar(self._look, self._session, self.presenter, self.hand, self.page.stage, self.act)
        self.slim.lift = lambda: self.stage.caption.rect(self.page.stage.size()).height()
        self.view: AudienceView | None = None
        self._lecturer: QScreen | None = None
        self._audience: QScreen | None = None
        self._pictures = StepPictures(
            self._viewport.frames,
            cache_dir() / "steps",
            f"{desk.digest}/{self._look.theme_name}/{self._look.palette}",
            self,
        )
        self._pictures.ready.connect(self.page.set_picture)
        self._acts = self._make_acts()

    # Beginning and ending

    def open(self) -> None:
        """Take the picture, and put the windows on their screens."""
        self._before = self._desk.window().saveGeometry(), self._desk.window().windowState()
        self._desk.give_stage(self.page)
        self.page.mark.seen = lambda: self.view.seen() if self.view else self.page.mark.grab().toImage()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._screens_changed)
        application.screenRemoved.connect(self._screen_gone)
        self._lecturer = self._desk.window().screen()
        self.arrange()
        self.presenter.begin()
        steps = [found(place, self._session.lessons) for place in self.presenter.now.lecture.steps]
        self._pictures.ask([step_view(step, self._session.atlas) if step else None for step in steps])

    def close(self) -> None:
        """The desk as it was; the session stays where the lecture ended."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.disconnect(self._screens_changed)
        application.screenRemoved.disconnect(self._screen_gone)
        self._pictures.stop()
        self.presenter.end()
        self._drop_view()
        self._viewport.frames.share(None)
        self._mark.put_away()
        self.hand.put_away()
        self.slim.hide()
        self._desk.take_stage()
        window = self._desk.window()
        window.setWindowState(self._before[1])
        window.restoreGeometry(self._before[0])
        # Each by name: what is left to the collector may be taken apart on another thread.
        for part in (self.stage, self.page.notes.own_look, self._audience_look, self._pictures, self.page):
            part.deleteLater()
        self.ended.emit()
        self.deleteLater()

    # Screens

    @property
    def alone(self) -> bool:
        """Is there one screen?"""
        return self._audience is None

    def _screens_changed(self, _screen: QScreen) -> None:
        QTimer.singleShot(0, self, self.arrange)

    def _screen_gone(self, screen: QScreen) -> None:
        if screen is self._lecturer:
            self._lecturer = None
        if screen is self._audience:
            self._audience = None
        QTimer.singleShot(0, self, self.arrange)

    def arrange(self) -> None:
        """Windows to the screens that there are; the audience keeps its own as long as it can."""
        screens = QGuiApplication.screens()
        if not screens:
            return
        lecturer = self._lecturer if self._lecturer in screens else None
        audience = self._audience if self._audience in screens else None
        lecturer = lecturer or next((s for s in screens if s is not audience), screens[0])
        if audience is None or audience is lecturer:
            audience = next((s for s in screens if s is not lecturer), None)
        self._lecturer, self._audience = lecturer, audience
        self._place(self._desk.window(), lecturer)
        self._make_view()
        self.page.set_slim(self.alone)
        self._say_screen()

    def swap(self) -> None:
        """The lecturer's window where the audience's was, and the other way round."""
        if self._audience is None or self._lecturer is None or self.view is None:
            return
        self._lecturer, self._audience = self._audience, self._lecturer
        self._place(self._desk.window(), self._lecturer)
        self._place(self.view, self._audience)
        self._fit_stage()
        self._say_screen()

    def _make_view(self) -> None:
        """One audience's view: a window of its own, or over the lecturer's picture."""
        frozen = self.view.frozen if self.view else None
        if self.view is not None and self.view.isWindow() == (not self.alone):
            if self._audience is not None:
                self._place(self.view, self._audience)
            self._fit_stage()
            return
        self._drop_view()
        host = self.page.stage if self.alone else None
        self.view = AudienceView(
            self._audience_look, self._session, self.presenter, self.stage, self._viewport.frames, host
        )
        if frozen is not None:
            self.view.frozen = frozen
        self._fit_stage()
        if self._audience is not None:
            self._place(self.view, self._audience)
        else:
            self.view.setGeometry(self.page.stage.rect())
            self.view.show()
            self.view.raise_()

    def _drop_view(self) -> None:
        if self.view is not None:
            self.view.put_away()
            self.view = None

    def _fit_stage(self) -> None:
        """The lecturer's picture has the shape of the audience's screen."""
        screen = self._audience
        size = screen.size() if screen else None
        self.page.stage.aspect = size.width() / max(size.height(), 1) if size else 0.0
        self.page.stage.arrange()

    def _say_screen(self) -> None:
        screen, words = self._audience, ""
        if screen is not None:
            size = screen.size() * screen.devicePixelRatio()
            word = say("Projector", self._session.language)
            words = f"{word} {size.width()} × {size.height()}"
        self.page.show_screen(words)

    @staticmethod
    def _place(window: QWidget, screen: QScreen) -> None:
        """Fill this screen."""
        place: QRect = screen.geometry()
        if window.isFullScreen() and window.screen() is screen and window.geometry() == place:
            return
        if window.isFullScreen():
            window.showNormal()
        window.setScreen(screen)
        window.setGeometry(place)
        window.showFullScreen()

    # What keys and buttons do

    def _make_acts(self) -> dict[str, Any]:
        presenter = self.presenter
        covers = {"freeze": "frozen", "black": "black", "white": "white"}
        acts: dict[str, Any] = {act: lambda kind=kind: self._cover(kind) for act, kind in covers.items()}
        for tool in ("laser", "pen", "eraser", "magnifier"):
            acts[tool] = lambda tool=tool: presenter.use(tool)
        return acts | {
            "next": lambda: presenter.move(1),
            "previous": lambda: presenter.move(-1),
            "clear": presenter.clear_drawing,
            "undo_drawing": presenter.undo_drawing,
            "big_text": presenter.toggle_text,
            "palette": self._next_palette,
            "timer": presenter.toggle_timer,
            "timer_reset": presenter.reset_timer,
            "explore": presenter.explore,
            "question": self._ask,
            "answer": presenter.answer,
            "bar": self.slim.toggle,
            "swap": lambda: QTimer.singleShot(0, self, self.swap),  # not within the window's own key
            "end": self._leave_off,
        }

    def act(self, name: str) -> None:
        """Do what the command of this name says."""
        self._acts[name]()

    @property
    def ways(self) -> int:
        """How many ways there are to choose from by their numbers; 0 where no decision is shown."""
        presenter = self.presenter
        deciding = presenter.question is not None and presenter.question is presenter.decision
        return len(presenter.offered) if deciding else 0

    def jump(self, number: int) -> None:
        """A number was typed: while the audience sees a decision a way of it, else a step (both from 0)."""
        if not self.ways:
            self.presenter.go(number)
        elif 0 <= number < self.ways:
            self.presenter.decide(self.presenter.offered[number])

    def can(self, name: str) -> bool:
        """Is there anything for this command to do?"""
        now = self.presenter.now
        drawing = now.tool in ("pen", "eraser")
        return {
            "freeze": not self.alone,
            "swap": not self.alone,
            "bar": self.alone,
            "clear": bool(now.drawing.strokes),
            "undo_drawing": drawing and bool(now.drawing.past),
            "answer": bool(now.question),
        }.get(name, True)

    def _cover(self, kind: str) -> None:
        self.presenter.cover(kind)

    def _ask(self) -> None:
        if not self.presenter.ask():
            self._desk.tell(say("This step has no question.", self._session.language))

    def _next_palette(self) -> None:
        """The next one, for both windows."""
        at = PALETTES.index(self._look.palette)
        name = PALETTES[(at + 1) % len(PALETTES)]
        self._desk.prefer(palette=name)
        self._desk.tell(say(PALETTE_WORDS[name], self._session.language))

    def _leave_off(self) -> None:
        """Esc: what is being asked or done first, then the lecture."""
        now, session = self.presenter.now, self._session
        if session.now.asking:
            session.ask_in_picture("")
        elif session.now.placing:
            session.place_by_click("")
        elif now.tool:
            self.presenter.use(now.tool)
        elif now.left is not None:
            self.presenter.come_back()
        else:
            QTimer.singleShot(0, self, self.close)
