"""A reader's own scan beside the picture: its head, three slices, and the matching points."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from anatomy_viewer.content.problem_words import in_chinese
from anatomy_viewer.content.problems_zh import PROBLEMS
from anatomy_viewer.model.scanning import IMAGE, LINKED, WAYS
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.scan_linked import LinkedView
from anatomy_viewer.ui.scan_points import ScanPoints
from anatomy_viewer.ui.scan_reader import ScanReader
from anatomy_viewer.ui.scan_view import SliceView
from anatomy_viewer.ui.scan_words import SHORT_WAYS, WAY_WORDS, series_words
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.messages import ErrorStrip, Text
from anatomy_viewer.ui.widgets.segmented import Segmented
from anatomy_viewer.ui.widgets.slider import ValueSlider

HEADER = 40
NARROW = 640  # px at 100 % under which one slice stands over the points
CT_WINDOWS = {"Soft": (50.0, 380.0), "Bone": (500.0, 2000.0), "Brain": (40.0, 80.0)}
ALL = ("All", LINKED, *WAYS)
BESIDE = 800  # px at 100 % under which a linked scan shows the plane of the simulated images alone


class ScanArea(QFrame):
    """`pointed(Spotted | None)`: what the pointer is on. `marked(place)`: the cursor was put there.
    `picked(Spotted)`: clicked while no point was wanted. `close_asked`.

    points: the matching points.
    """

    pointed = Signal(object)
    marked = Signal(object)
    picked = Signal(object)
    close_asked = Signal()

    def __init__(
        self, look: Look, session: Session, reader: ScanReader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._reader = look, session, reader
        self.views = {way: SliceView(look, session, reader, way) for way in (*WAYS, IMAGE)}
        self.views[LINKED] = LinkedView(look, session, reader, LINKED)
        for view in self.views.values():
            view.setParent(self)  # before it is shown, or it would be a window for a moment
            view.hide()
        self.points = ScanPoints(look, session, reader, self)
        self._name = QLabel()
        self._series = Button(look, "", icon_right="chevron-down")
        self._window = QLabel()
        self._presets = Segmented(look, "", list(CT_WINDOWS), tight=True)
        self._reset = IconButton(look, "contrast-circle", "", small=True)
        self._ways = Segmented(look, "", list(ALL), tight=True)
        self._close = IconButton(look, "close", "", small=True)
        self._frame = ValueSlider(look, "", 1, 2, 1)
        self._notes = Text(look, "small", "warn")
        self.problem = ErrorStrip(look)
        self.problem.hide()
        self._arranged: object = None
        self.setAutoFillBackground(True)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(10, 0, 6, 0)
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addWidget(self._series)
        row.addStretch(1)
        for part in (self._frame, self._presets, self._window, self._reset, self._ways, self._close):
            row.addWidget(part)
        self._frame.setFixedWidth(self._look.px(150))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.problem)
        column.addWidget(self._notes)
        column.addLayout(self._grid, 1)
        self._notes.setContentsMargins(12, 2, 12, 6)

    def _connect(self) -> None:
        session = self._session
        for view in self.views.values():
            view.pointed.connect(self.pointed)
            view.marked.connect(self.marked)
            view.picked.connect(self.points.pick)
            view.clicked.connect(self.picked)
            view.enlarge_asked.connect(self._enlarge)
        self._reader.changed.connect(lambda way: self.views[way].update())
        self._reader.read.connect(self._show)
        self._series.clicked.connect(self._offer)
        self._presets.chosen.connect(self._choose_window)
        self._reset.clicked.connect(lambda: session.note_scan(lambda look: replace(look, window=None)))
        self._ways.chosen.connect(
            lambda n: session.note_scan(lambda s: replace(s, alone=ALL[n] if n else ""))
        )
        self._frame.changed.connect(lambda n: session.note_scan(lambda look: replace(look, frame=int(n) - 1)))
        self._close.clicked.connect(self.close_asked)
        session.listen(self._follow)
        self._look.changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Words and sizes in the present look."""
        language, look = self._session.language, self._look
        self._head.setFixedHeight(look.px(HEADER))
        self._name.setFont(look.font("strong"))
        self._window.setFont(look.font("small"))
        self._presets.set_texts(say("Presets", language), [say(name, language) for name in CT_WINDOWS])
        self._name_ways()
        self._reset.set_name(say("The window of the file", language))
        self._close.set_name(say("Close the scan", language))
        self._frame.set_name(say("Time", language))
        for view in self.views.values():
            view.retranslate()
        self._show()

    # Following

    def _follow(self, old: AppState, new: AppState) -> None:
        if (old.scan, old.imaging, old.view.selected) == (new.scan, new.imaging, new.view.selected):
            return
        if new.scan is not None:
            self._show_window()
            self._arrange()
        for view in self.views.values():
            view.update()

    def _show(self) -> None:
        """Another scan is open."""
        now, language = self._reader.now, self._session.language
        if now is None or self._session.scan is None or self._reader.busy:
            return
        self.problem.hide()
        scan = now.scan
        self._name_it()
        self._series.setVisible(len(now.series) > 1)
        self._series.setText(f"{now.index + 1} / {len(now.series)}")
        self._series.setToolTip(series_words(now.series[now.index], language))
        self._series.updateGeometry()
        self._presets.setVisible(scan.modality == "CT")
        self._ways.setVisible(not scan.flat)
        self._frame.setVisible(scan.frames > 1)
        if scan.frames > 1:
            self._frame.set_range(1, scan.frames)
        notes = [in_chinese(note, PROBLEMS) if language == "zh" else note for note in scan.notes]
        self._notes.setText((" " if language == "en" else "").join(notes))
        self._notes.setVisible(bool(notes))
        self._show_window()
        self._arrange()

    def _name_ways(self) -> None:
        """Short words where there is little room."""
        language = self._session.language
        words = SHORT_WAYS if self.width() < BESIDE * self._look.scale else WAY_WORDS
        texts = [say("All", language), *(say(words[way], language) for way in ALL[1:])]
        self._ways.set_texts(say("Slices", language), texts)

    def _name_it(self) -> None:
        """The file's own name, shortened to what the rest leaves."""
        now = self._reader.now
        if now is None:
            return
        metrics = QFontMetricsF(self._look.font("strong"))
        room = max(self.width() * 0.26, 60)
        self._name.setText(metrics.elidedText(now.scan.name, Qt.TextElideMode.ElideMiddle, room))
        self._name.setToolTip(
            f"{now.scan.name}\n{series_words(now.series[now.index], self._session.language)}"
        )

    def _show_window(self) -> None:
        look, scan = self._session.scan, self._reader.scan
        if look is None or scan is None:
            return
        centre, width = look.window or scan.window
        self._window.setText(f"W {width:.4g} L {centre:.4g}".replace("-", "\N{MINUS SIGN}"))
        self._window.setToolTip(say("Window and level: drag with the right button", self._session.language))
        same = [n for n, window in enumerate(CT_WINDOWS.values()) if window == (centre, width)]
        self._presets.set_current(same[0] if same else -1)
        self._ways.set_shown(1, self._reader.linkable)
        alone = self._alone
        self._ways.set_current(ALL.index(alone) if alone in ALL else 0)
        self._frame.set_value(min(look.frame, scan.frames - 1) + 1)

    def show_problem(self, title: str, text: str) -> None:
        """What could not be opened or kept, until a scan is opened."""
        self.problem.show_error(title, text, say("Open a scan", self._session.language))
        self.problem.show()

    # Arranging

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Four in a grid, or one over the points."""
        super().resizeEvent(event)
        self._name_it()
        self._name_ways()
        self._window.setVisible(self.width() > 620 * self._look.scale)
        self._arrange()

    @property
    def _alone(self) -> str:
        """The way that stands without the others; '' for all three."""
        look, wide = self._session.scan, self.width() / self._look.scale
        if look is None or look.flat:
            return IMAGE
        if self._reader.linkable and (look.alone == LINKED or (not look.alone and wide < BESIDE)):
            return LINKED
        alone = "" if look.alone == LINKED else look.alone
        return alone or ("axial" if wide < NARROW else "")

    def _arrange(self) -> None:
        look = self._session.scan
        if look is None:
            return
        narrow, alone = self.width() < NARROW * self._look.scale, self._alone
        if (alone, narrow) == self._arranged:
            return
        self._arranged = alone, narrow
        for part in (*self.views.values(), self.points):
            self._grid.removeWidget(part)
        for way, view in self.views.items():
            view.setVisible(way == alone or (not alone and way in WAYS))
        self._put(alone, narrow)

    def _put(self, alone: str, narrow: bool) -> None:
        if alone:
            self._grid.addWidget(self.views[alone], 0, 0)
            self._grid.addWidget(self.points, *((1, 0) if narrow else (0, 1)))
        else:
            for way, (line, column) in {"axial": (0, 0), "sagittal": (0, 1), "coronal": (1, 0)}.items():
                self._grid.addWidget(self.views[way], line, column)
            self._grid.addWidget(self.points, 1, 1)
        for line in (0, 1):
            self._grid.setRowStretch(line, (3 - line if narrow else 1 - line) if alone else 1)
            self._grid.setColumnStretch(line, (1 - line if narrow else 2 - line) if alone else 1)

    def _enlarge(self, way: str) -> None:
        self._session.note_scan(lambda look: replace(look, alone="" if look.alone == way else way))

    # Choosing

    def _choose_window(self, index: int) -> None:
        window = list(CT_WINDOWS.values())[index]
        self._session.note_scan(lambda look: replace(look, window=window))

    def _offer(self) -> None:
        """The series of the folder, the largest first."""
        now = self._reader.now
        if now is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for index, series in enumerate(now.series):
            action = menu.addAction(series_words(series, self._session.language))
            action.setCheckable(True)
            action.setChecked(index == now.index)
            action.triggered.connect(lambda _on=False, index=index: self._reader.choose(index))
        menu.popup(self._series.mapToGlobal(self._series.rect().bottomLeft()))
