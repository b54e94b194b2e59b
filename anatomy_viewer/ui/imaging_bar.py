"""Under the picture while one images: which plane, how far it is moved and turned, and a sweep through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import perf_counter

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QMenu, QVBoxLayout, QWidget

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.imaging import MOST_OFFSET, MOST_TURN, standard_planes
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.texts import Text
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_options import FindingRow, OptionsBox
from anatomy_viewer.ui.imaging_settings import Popover
from anatomy_viewer.ui.imaging_words import PLANE_WORDS
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.segmented import Segmented
from anatomy_viewer.ui.widgets.slider import ValueSlider

STANDARD = tuple(PLANE_WORDS)
WIDE = 440  # px at 100 % under which the named planes have a line of their own
SWEEP_MM, SWEEP_S = 15.0, 2.5  # mm to each side, and seconds from one end to the other
TICK_MS, STEP_MS, STEP_MM = 33, 500, 3.0  # with reduced motion the sweep goes in steps
Build = Callable[[str, Vector], ImagePlane | None]


class PlaneBar(QFrame):
    """named: names of the clinical planes by id. build: makes one of them, or a standard one, through a place (mm);
    None as long as the specimen has not been read."""

    def __init__(
        self,
        look: Look,
        session: Session,
        named: Mapping[str, Text],
        build: Build,
        findings: Mapping[str, Text] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._named, self._build = look, session, named, build
        self.reduced_motion = False
        self._choice = Segmented(look, "", [""] * len(STANDARD), tight=True)
        self._more = Button(look, "", icon_right="chevron-down")
        self._sweep = Button(look, "", icon="play")
        self._options = IconButton(look, "layers-outline", "")
        self.finding = FindingRow(look, session, findings or {})
        self._labels = {name: QLabel() for name in ("offset", "turn", "tilt")}
        self._sliders = {
            "offset": ValueSlider(look, "", -MOST_OFFSET, MOST_OFFSET, 0.5, 0.0, "mm", 1),
            "turn": ValueSlider(look, "", -MOST_TURN, MOST_TURN, 1.0, 0.0, "°"),
            "tilt": ValueSlider(look, "", -MOST_TURN, MOST_TURN, 1.0, 0.0, "°"),
        }
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._since, self._way, self._middle = 0.0, 1.0, 0.0
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QGridLayout()
        head.setHorizontalSpacing(8)
        head.setVerticalSpacing(6)
        head.setColumnStretch(2, 1)
        self._head = head
        self._more.setMinimumWidth(80)  # its words give way
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for line, name in enumerate(self._sliders):
            grid.addWidget(self._labels[name], line, 0)
            grid.addWidget(self._sliders[name], line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self.finding)
        self.finding.setVisible(bool(self.finding.names))
        self.setAutoFillBackground(True)
        self.setMinimumWidth(280)
        self._wrapped: bool | None = None
        self._wrap()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow one the named planes have a line of their own."""
        super().resizeEvent(event)
        self._wrap()

    def _wrap(self) -> None:
        wrapped = self.width() < WIDE * self._look.scale
        if wrapped == self._wrapped:
            return
        self._wrapped = wrapped
        for part in (self._choice, self._more, self._options, self._sweep):
            self._head.removeWidget(part)
        self._head.addWidget(self._choice, 0, 0)
        self._head.addWidget(self._more, *((1, 0, 1, 4) if wrapped else (0, 1, 1, 1)))
        self._head.addWidget(self._options, *((1, 4, 1, 1) if wrapped else (0, 3, 1, 1)))
        self._head.addWidget(self._sweep, *((0, 3, 1, 2) if wrapped else (0, 4, 1, 1)))

    def _connect(self) -> None:
        self._choice.chosen.connect(self._choose)
        self._more.clicked.connect(self._open_menu)
        self._sweep.clicked.connect(self.toggle_sweep)
        self._options.clicked.connect(self._open_options)
        for name, slider in self._sliders.items():
            slider.changed.connect(lambda value, name=name: self._place(name, value))
            slider.committed.connect(lambda _value: self._session.store.settle())
        self._session.listen(self._follow)
        self._look.changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        self._choice.set_texts(
            say("Plane", language), [say(PLANE_WORDS[name], language) for name in STANDARD]
        )
        for name, word in (("offset", "Offset"), ("turn", "Turn"), ("tilt", "Tilt")):
            self._labels[name].setText(say(word, language))
            self._labels[name].setFont(self._look.font("body"))
            self._sliders[name].set_name(say(word, language))
        self._options.set_name(say("What the images show", language))
        self.finding.retranslate()
        self._name_sweep()
        self._show(self._session.now)

    def _open_options(self) -> None:
        box = OptionsBox(self._look, self._session)
        popover = Popover(self._look, box, self)
        popover.closed.connect(self._session.listen(lambda _old, _new: box.follow()))
        popover.open_above(self._options)

    def _follow(self, old: AppState, new: AppState) -> None:
        if old.imaging != new.imaging:
            self._show(new)
        if new.imaging is None:
            self._stop()

    def _show(self, now: AppState) -> None:
        imaging = now.imaging
        if imaging is None:
            return
        for name, slider in self._sliders.items():
            slider.set_value(getattr(imaging, name))
        self.finding.follow()
        kind = imaging.start.name
        self._choice.set_current(STANDARD.index(kind) if kind in STANDARD else -1)
        language, chosen = self._session.language, self._named.get(kind)
        self._more.setText(chosen.get(language) if chosen else say("Named plane", language))
        self._more.setCheckable(True)
        self._more.setChecked(chosen is not None)
        self._more.updateGeometry()

    def _choose(self, index: int) -> None:
        self._go(STANDARD[index])

    def _go(self, name: str) -> None:
        """The plane `name`, through the cursor where it can go through any place."""
        self._stop()
        imaging = self._session.imaging
        if imaging is None:
            return
        plane = self._build(name, imaging.cursor) or standard_planes(imaging.cursor).get(name)
        if plane is not None:
            self._session.image_on(plane)

    def go_on(self) -> None:
        """The next plane: the standard ones through the cursor, then the clinical ones by name."""
        imaging = self._session.imaging
        order = [*STANDARD, *self._named]
        if imaging is not None:
            at = order.index(imaging.start.name) if imaging.start.name in order else -1
            self._go(order[(at + 1) % len(order)])

    def _open_menu(self) -> None:
        menu = QMenu(self)
        imaging = self._session.imaging
        for name, words in self._named.items():
            action = menu.addAction(words.get(self._session.language))
            action.setCheckable(True)
            action.setChecked(imaging is not None and imaging.start.name == name)
            action.triggered.connect(lambda _on=False, name=name: self._go(name))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        self._show(self._session.now)

    def _place(self, name: str, value: float) -> None:
        self._stop()
        word = {"offset": "Move the plane", "turn": "Turn the plane", "tilt": "Tilt the plane"}[name]
        self._session.image(word, lambda imaging: imaging.placed(**{name: value}), merge=True)

    # The sweep

    def toggle_sweep(self) -> None:
        """Let the plane go back and forth through its place, or stop it."""
        imaging = self._session.imaging
        if self._timer.isActive() or imaging is None:
            self._stop()
            return
        self._middle, self._way, self._since = imaging.offset, 1.0, perf_counter()
        self._timer.start(STEP_MS if self.reduced_motion else TICK_MS)
        self._name_sweep()

    def _tick(self) -> None:
        imaging, now = self._session.imaging, perf_counter()
        if imaging is None:
            self._stop()
            return
        mm = STEP_MM if self.reduced_motion else min(now - self._since, 0.2) * 2 * SWEEP_MM / SWEEP_S
        self._since = now
        at = imaging.offset + self._way * mm
        low, high = self._ends()
        if not low <= at <= high:
            at, self._way = min(max(at, low), high), -self._way
        self._session.image("Sweep", lambda i: i.placed(offset=at), merge=True)

    def _ends(self) -> tuple[float, float]:
        low, high = self._middle - SWEEP_MM, self._middle + SWEEP_MM
        return max(low, -MOST_OFFSET), min(high, MOST_OFFSET)

    def _stop(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._session.store.settle()
            self._name_sweep()

    def _name_sweep(self) -> None:
        playing = self._timer.isActive()
        self._sweep.set_icons(icon="pause" if playing else "play")
        self._sweep.setText(say("Pause" if playing else "Sweep", self._session.language))
