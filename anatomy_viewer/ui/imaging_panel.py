"""One panel of the images: its header with presets and window, and the image under it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from anatomy_viewer.imaging.modality import Modality
from anatomy_viewer.model.imaging import Imaging, Panel
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_reader import ImageReader
from anatomy_viewer.ui.imaging_view import ImageView
from anatomy_viewer.ui.imaging_words import FAMILY_WORDS, PRESETS, Preset, term
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import IconButton
from anatomy_viewer.ui.widgets.segmented import Segmented

HEADER = 40
WORDY = 330  # px of panel at 100 % under which the window's numbers give way


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
        self.enlarge = IconButton(look, "arrow-expand", "", small=True)
        self.header = self._make_header()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.view, 1)
        self._presets.chosen.connect(self._choose)
        self.enlarge.clicked.connect(lambda: self.enlarge_asked.emit(family))
        self.view.enlarge_asked.connect(lambda: self.enlarge_asked.emit(family))
        self.retranslate()

    def _make_header(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(10, 0, 6, 0)
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addStretch(1)
        for part in (self._presets, self._window, self.enlarge):
            row.addWidget(part)
        return head

    def retranslate(self) -> None:
        """Words and sizes in the present look."""
        language, look = self._session.language, self._look
        self.header.setFixedHeight(look.px(HEADER))
        self._name.setFont(look.font("strong"))
        self._name.setText(term(FAMILY_WORDS[self.family], language))
        self._window.setFont(look.font("small"))
        words = [term(p.word, language) for p in PRESETS[self.family]]
        self._presets.set_texts(say("Presets", language), words)
        self.view.retranslate()
        self.follow()

    def follow(self) -> None:
        """What the session images is another: the header says so, the image follows by itself."""
        imaging = self._session.imaging
        if imaging is None:
            return
        self._presets.set_current(self._current(imaging))
        centre, width = self.view.window_level
        self._window.setText(f"W {width:.0f} L {centre:.0f}".replace("-", "\N{MINUS SIGN}"))
        self._window.setToolTip(say("Window and level: drag with the right button", self._session.language))
        alone = imaging.enlarged and imaging.front == self.family
        self.enlarge.set_icon("arrow-collapse" if alone else "arrow-expand")
        self.enlarge.set_name(say("All images" if alone else "Enlarge", self._session.language))
        self.view.ask()
        self.view.update()

    def _current(self, imaging: Imaging) -> int:
        """The preset that is on: of those of the modality the one with this window, else the modality's first."""
        panel = imaging.panel(self.family)
        fits = [i for i, p in enumerate(PRESETS[self.family]) if p.modality == panel.modality]
        same = [i for i in fits if self._window_of(PRESETS[self.family][i]) == panel.window]
        return (same or fits or [0])[0]

    def _window_of(self, preset: Preset) -> tuple[float, float] | None:
        modality: Modality | None = self._reader.table.get(preset.modality)
        return modality.windows.get(preset.window) if modality and preset.window else None

    def _choose(self, index: int) -> None:
        preset = PRESETS[self.family][index]
        panel = Panel(preset.modality, self._window_of(preset))
        self._session.image("Presets", lambda imaging: replace(imaging.with_panel(panel)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Numbers give way in a narrow one."""
        super().resizeEvent(event)
        self._window.setVisible(self.width() > WORDY * self._look.scale and self.family != "us")

    def set_alone(self, alone: bool) -> None:
        """Tabs above name the family already where it stands alone for want of room."""
        self._name.setVisible(not alone)
        self.enlarge.setVisible(not alone)

    def lead_with(self, tabs: QWidget) -> None:
        """Put the tabs of all families before the presets."""
        row = self.header.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(0, tabs)
