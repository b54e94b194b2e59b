"""One panel of the images: its header with presets and window, and the image under it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from anatomy_viewer.imaging.modality import Modality
from anatomy_viewer.imaging.us_probe import seen_extent
from anatomy_viewer.imaging.us_settings import CURVED, LINEAR, UsSettings, usual_settings
from anatomy_viewer.model.imaging import Imaging, Panel
from anatomy_viewer.model.words import joined, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_gutter import GUTTER, names_of
from anatomy_viewer.ui.imaging_reader import ImageReader, settings_of
from anatomy_viewer.ui.imaging_settings import Popover, SettingsBox
from anatomy_viewer.ui.imaging_view import ImageView
from anatomy_viewer.ui.imaging_words import FAMILY_WORDS, PRESETS, Preset, position_words, term
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.segmented import Segmented

HEADER = 40
SUITS = {
    LINEAR: UsSettings(),
    CURVED: UsSettings(CURVED, 5.0, depth_mm=70.0, width_mm=50.0, focus_mm=45.0, box=(0.0, 45.0, 30.0, 24.0)),
}  # what a probe starts with
ROOMY, SETTINGS = (
    780,
    176,
)  # px of panel at 100 % that has room for settings beside the image, and their width
UNDER = 84  # px of height at 100 % that they take under it
WORDY = 220  # px of panel at 100 % under which the window's numbers give way


class ImagePanel(QFrame):
    """`enlarge_asked(family)`: alone, or beside the others again. `settings_asked(family)`: its settings are wanted."""

    enlarge_asked = Signal(str)
    settings_asked = Signal(str)

    def __init__(
        self, look: Look, session: Session, reader: ImageReader, family: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._reader, self.family = look, session, reader, family
        self.view = ImageView(look, session, reader, family)
        self._name = QLabel()
        self._presets = Segmented(look, "", [p.word for p in PRESETS[family]], tight=len(PRESETS[family]) > 4)
        self._window = QLabel()
        self._doppler = Button(look, "", icon="water-outline")
        self._doppler.setCheckable(True)
        self._doppler.clicked.connect(self._toggle_doppler)
        self._tune = IconButton(look, "tune-variant", "", small=True)
        self._tune.clicked.connect(self._open_settings)
        self.settings = SettingsBox(look, session, reader, family, self, advanced=False)
        self.settings.hide()
        self._laid = False
        self.enlarge = IconButton(look, "arrow-expand", "", small=True)
        self.header = self._make_header()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(0)
        self._body.addWidget(self.view, 1)
        self._body.addWidget(self.settings)
        column.addLayout(self._body, 1)
        self._presets.chosen.connect(self._choose)
        self.enlarge.clicked.connect(lambda: self.enlarge_asked.emit(family))
        self.view.enlarge_asked.connect(lambda: self.enlarge_asked.emit(family))
        self.retranslate()

    def _make_header(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(10, 0, 6, 0)
        column.setSpacing(0)
        self._rows = [QHBoxLayout(), QHBoxLayout()]
        for row in self._rows:
            row.setSpacing(8)
            column.addLayout(row)
        column.setStretch(0, 1)
        self._lines = column
        first = self._rows[0]
        first.addWidget(self._name)
        first.addStretch(1)
        for part in (self._presets, self._doppler, self._window, self._tune, self.enlarge):
            first.addWidget(part)
        self._wrapped = False
        return head

    def _wrap(self) -> None:
        """In a narrow panel the presets have a row of their own."""
        parts = [self._presets, *([self._doppler] if self.family == "us" else [])]
        shown = [self._name, *parts, self._tune, self.enlarge]
        first = self._rows[0].itemAt(0)
        tabs = first.widget() if first is not None else None
        lead = tabs.sizeHint().width() if tabs is not None and tabs is not self._name else 0
        need = lead + sum(part.sizeHint().width() + 8 for part in shown if not part.isHidden()) + 16
        wrapped = need > self.width()
        if wrapped == self._wrapped:
            return
        self._wrapped = wrapped
        for part in parts:
            self._rows[int(not wrapped)].removeWidget(part)
            if wrapped:
                self._rows[1].addWidget(part)
            else:
                self._rows[0].insertWidget(self._rows[0].indexOf(self._window), part)
        if wrapped and self._rows[1].count() == len(parts):
            self._rows[1].addStretch(1)
        self._lines.setStretch(1, int(wrapped))
        self.header.setFixedHeight(self._look.px(HEADER) * (2 if wrapped else 1))

    def retranslate(self) -> None:
        """Words and sizes in the present look."""
        language, look = self._session.language, self._look
        self.header.setFixedHeight(look.px(HEADER) * (2 if self._wrapped else 1))
        self._name.setFont(look.font("strong"))
        self._window.setFont(look.font("small"))
        words = [term(p.word, language) for p in PRESETS[self.family]]
        self._presets.set_texts(say("Presets", language), words)
        self._doppler.setText(say("Doppler", language))
        self._doppler.updateGeometry()
        self._tune.set_name(say("Settings of the image", language))
        self.settings.retranslate()
        self.view.retranslate()
        self.follow()

    def follow(self) -> None:
        """What the session images is another: the header says so, the image follows by itself."""
        imaging = self._session.imaging
        if imaging is None:
            return
        self.header.setVisible(not self._session.now.covered)  # it says how the image was made
        self._presets.set_current(self._current(imaging))
        name, sides = term(FAMILY_WORDS[self.family], self._session.language), self.view.side_names(imaging)
        self._name.setText(" | ".join(sides) if sides[0] else name)
        centre, width = self.view.window_level
        self._window.setText(f"W {width:.0f} L {centre:.0f}".replace("-", "\N{MINUS SIGN}"))
        self._window.setToolTip(say("Window and level: drag with the right button", self._session.language))
        alone = imaging.enlarged and imaging.front == self.family
        self.enlarge.set_icon("arrow-collapse" if alone else "arrow-expand")
        self.enlarge.set_name(say("All images" if alone else "Enlarge", self._session.language))
        self._doppler.setVisible(self.family == "us" and "doppler" in self._reader.table)
        self._doppler.setChecked(imaging.panel(self.family).modality == "doppler")
        self.settings.follow()
        self._lay_settings()
        self._wrap()
        self.view.ask()
        self.view.update()

    def describe(self) -> None:
        """What a screen reader says of the image: what it is, where it lies, what is named in it."""
        picture, language = self.view.picture, self._session.language
        if picture is None:
            return
        named = [names_of(mark, self._session.atlas, language)[0] for mark in self._reader.marks(self.family)]
        told = [] if self._session.now.concealed else named
        words = [picture.caption, position_words(picture.plane, language), joined(told, language)]
        name, told_of = say("Simulated image", language), " · ".join(filter(None, words))
        covered = self._session.now.covered  # how it was made may be what is asked
        self.view.setAccessibleName(name if covered else f"{name} · {self._name.text()}")
        self.view.setAccessibleDescription("" if covered else told_of)

    def _current(self, imaging: Imaging) -> int:
        """The preset that is on: of those of the modality the one with this window, else the modality's first."""
        panel = imaging.panel(self.family)
        if self.family == "us":
            modality = self._reader.modality("us")
            return int(modality is not None and settings_of(imaging, modality).probe == CURVED)
        fits = [i for i, p in enumerate(PRESETS[self.family]) if p.modality == panel.modality]
        same = [i for i in fits if self._window_of(PRESETS[self.family][i]) == panel.window]
        return (same or fits or [0])[0]

    def _window_of(self, preset: Preset) -> tuple[float, float] | None:
        modality: Modality | None = self._reader.table.get(preset.modality)
        return modality.windows.get(preset.window) if modality and preset.window else None

    def _choose(self, index: int) -> None:
        if self.family == "us":
            self._take_probe((LINEAR, CURVED)[index])
            return
        preset = PRESETS[self.family][index]
        panel = Panel(preset.modality, self._window_of(preset))
        self._session.image("Presets", lambda imaging: replace(imaging.with_panel(panel)))

    def _take_probe(self, probe: str) -> None:
        """Another transducer, with what suits it."""
        plane = self._session.imaging.start if self._session.imaging else None
        usual = usual_settings(plane) if plane else UsSettings()
        settings = usual if usual.probe == probe else SUITS[probe]
        self._session.image("Ultrasound", lambda i: i.with_setting("us", settings))

    def _toggle_doppler(self) -> None:
        imaging = self._session.imaging
        if imaging is not None:
            on = imaging.panel("us").modality == "doppler"
            self._session.image("Doppler", lambda i: i.with_panel(Panel("us" if on else "doppler")))

    def _open_settings(self) -> None:
        box = SettingsBox(self._look, self._session, self._reader, self.family)
        popover = Popover(self._look, box, self)
        stop = self._session.listen(lambda _old, _new: box.follow())
        popover.closed.connect(stop)
        popover.open_below(self._tune)

    def showEvent(self, event: QShowEvent) -> None:
        """It has not followed while nobody saw it."""
        super().showEvent(event)
        self.follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Numbers give way in a narrow one."""
        super().resizeEvent(event)
        scale = self._look.scale
        fits = self._presets.sizeHint().width() + WORDY * scale < self.width()
        self._window.setVisible(fits and self.family != "us")
        roomy = self.family == "us" and self.width() > ROOMY * scale
        self.settings.setVisible(roomy)
        self._tune.setVisible(not roomy)
        self._lay_settings()
        self._wrap()

    def _lay_settings(self) -> None:
        """The settings beside the image or under it, whichever leaves the image larger."""
        imaging, modality = self._session.imaging, self._reader.modality(self.family)
        settings = settings_of(imaging, modality) if imaging is not None and modality is not None else None
        if self.settings.isHidden() or not isinstance(settings, UsSettings):
            return
        wide, deep = seen_extent(settings)
        px = self._look.px
        names = px(GUTTER) if imaging is not None and imaging.labels else 0
        across, down = self.width() - names, self.height() - self.header.height()
        beside = min((across - px(SETTINGS)) / wide, down / deep)
        under = min(across / wide, (down - px(UNDER)) / deep) > beside
        way = QBoxLayout.Direction.TopToBottom if under else QBoxLayout.Direction.LeftToRight
        if self._body.direction() != way or not self._laid:
            self._laid = True
            self._body.setDirection(way)
            self.settings.lie(under)
            self.settings.setMinimumWidth(0 if under else px(SETTINGS))
            self.settings.setMaximumWidth(16777215 if under else px(SETTINGS))

    def set_alone(self, alone: bool) -> None:
        """Tabs above name the family already where it stands alone for want of room."""
        self._name.setVisible(not alone)
        self.enlarge.setVisible(not alone)

    def lead_with(self, tabs: QWidget) -> None:
        """Put the tabs of all families before the presets."""
        self._rows[0].insertWidget(0, tabs)
        self._wrap()
