"""The pathway beside the picture: schematic, experiment, sliders, traces, and the hand on time."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.pathway_notes import ElementNote, PresetNote
from anatomy_viewer.ui.pathway_player import PathwayPlayer
from anatomy_viewer.ui.pathway_scheme import PathwayScheme
from anatomy_viewer.ui.pathway_sliders import PathwaySliders
from anatomy_viewer.ui.pathway_traces import PathwayTraces
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.messages import Text

NARROW = 520  # px at 100 % under which the traces give way to the sliders
NOTE_UNDER, UNTITLED = 600, 420  # under which words stand below the schematic, and the title goes


class PathwayArea(QFrame):
    """Seen while the pathway is shown with its schematic. `about_asked`: how the model works; `close_asked`."""

    about_asked = Signal()
    close_asked = Signal()

    def __init__(
        self, look: Look, session: Session, player: PathwayPlayer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self.player = look, session, player
        self._title = Text(look, "card")
        self._presets = Button(look, "", icon_right="chevron-down")
        self._play, self._step, self._again, self._fit, self._about, self._close = (
            IconButton(look, icon, "", small=True)
            for icon in ("play", "skip-next", "replay", "fit-to-page-outline", "information-outline", "close")
        )
        self.preset_note = PresetNote(look, session, player)
        self.scheme = PathwayScheme(look, session, player)
        self.element_note = ElementNote(look, session, self.scheme)  # on the schematic, or
        self.strip_note = ElementNote(look, session)  # under it
        self.sliders = PathwaySliders(look, session)
        self.traces = PathwayTraces(look, session, player)
        self._foot = Text(look, "tiny", "text3")
        self.setMinimumSize(300, 320)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self._title.setWordWrap(False)
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 6)
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._presets)
        for button in (self._play, self._step, self._again, self._fit, self._about, self._close):
            head.addWidget(button)
        model = QHBoxLayout()
        model.setContentsMargins(14, 8, 14, 4)
        model.setSpacing(18)
        model.addWidget(self.sliders, 5)
        model.addWidget(self.traces, 6)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 14, 6)
        foot.addWidget(self._foot, 1)
        notes = QHBoxLayout()
        notes.setContentsMargins(14, 0, 14, 4)
        notes.addWidget(self.preset_note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(notes)
        column.addWidget(self.scheme, 1)
        column.addWidget(self.strip_note)
        column.addLayout(model)
        column.addLayout(foot)
        self.element_note.hide()
        self.strip_note.hide()
        self.preset_note.hide()

    def _connect(self) -> None:
        self._presets.clicked.connect(self._open_presets)
        self._play.clicked.connect(self.toggle_play)
        self._step.clicked.connect(self.player.step_by_hand)
        self._again.clicked.connect(self._begin_again)
        self._fit.clicked.connect(self.scheme.fit)
        self._about.clicked.connect(self.about_asked)
        self._close.clicked.connect(self.close_asked)
        self.scheme.pointed.connect(self._point)
        self.scheme.arranged.connect(self._place_note)
        self.player.ticked.connect(self.preset_note.follow)
        self._session.listen(self._follow)
        self._look.changed.connect(self.retranslate)

    # Following

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        self._title.setText(say("Pathway of pain", language))
        self._step.set_name(say("One step on", language))
        self._again.set_name(say("From rest again", language))
        self._fit.set_name(say("Show the whole schematic", language), "0")
        self._about.set_name(say("About this model", language))
        self._close.set_name(say("Close the pathway", language), "G")
        notes = "A model: directions, no measurements.", "For education, not for clinical guidance."
        self._foot.setText(" ".join(say(note, language) for note in notes))
        self.traces.setAccessibleName(say("Rates of the model", language))
        self.sliders.retranslate()
        self.scheme.retranslate()
        self._point("")
        self._show(self._session.now)

    def _follow(self, old: AppState, new: AppState) -> None:
        if new.pathway is None or (old.pathway, old.concealed) == (new.pathway, new.concealed):
            return
        self._show(new)
        self._point("")

    def _show(self, now: AppState) -> None:
        look, language = now.pathway, self._session.language
        if look is None:
            return
        going = look.running and not self.player.reduced_motion
        self._play.set_icon("pause" if going else "play")
        self._play.set_name(say("Pause" if going else "Play", language), "Shift+G")
        self._play.setVisible(not self.player.reduced_motion)
        preset = self._session.atlas.pathway.presets.get(look.preset)
        self._presets.setText(preset.names.get(language) if preset else say("Experiments", language))
        self._presets.updateGeometry()
        self.preset_note.follow()
        self.traces.update()

    def _point(self, element: str) -> None:
        """What is pointed at, else what is selected."""
        look = self._session.pathway
        chosen = look.selected[0] if look and look.selected else ""
        if self._session.now.concealed:
            chosen = element = ""
        wanted = chosen or element
        under = self.width() < NOTE_UNDER * self._look.scale
        self.strip_note.show_element(
            chosen if under else ""
        )  # room that comes and goes with the pointer would shake
        self.element_note.show_element("" if under else wanted)
        self._place_note()

    def _place_note(self) -> None:
        """At the foot of the part of the schematic where nothing stands, as high as it has to be."""
        room, note = self.scheme.spare(), self.element_note
        wide = max(room.width(), self._look.px(200))
        high = note.heightForWidth(wide)
        left = room.right() - wide + 1 if room.left() > self.scheme.width() / 2 else room.left()
        note.setGeometry(left, max(room.bottom() - high, 4), wide, high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The traces give way first, then the title."""
        super().resizeEvent(event)
        self._title.setVisible(self.width() >= UNTITLED * self._look.scale)
        self._point("")
        self.traces.setVisible(self.width() >= NARROW * self._look.scale)

    # Time

    def toggle_play(self) -> None:
        """Let time pass, or stop it; after its end an experiment begins again."""
        look = self._session.pathway
        if look is None:
            return
        if self.player.reduced_motion:
            self.player.step_by_hand()
        elif self.player.over and look.preset:
            self._begin_again()
        else:
            self._session.note_pathway(lambda each: replace(each, running=not each.running))

    def _begin_again(self) -> None:
        look = self._session.pathway
        if look is not None and look.preset:
            self._play_preset(look.preset)
        else:
            self.player.restart()

    def _play_preset(self, name: str) -> None:
        self._session.play_preset(name)
        self.player.restart()

    def _open_presets(self) -> None:
        menu, language = QMenu(self), self._session.language
        look = self._session.pathway
        for preset in self._session.atlas.pathway.presets.values():
            words = f"{preset.names.get(language)} · {preset.title.get(language)}"
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(look is not None and look.preset == preset.id)
            action.triggered.connect(lambda _checked, name=preset.id: self._play_preset(name))
        if look is not None and look.preset:
            menu.addSeparator()
            menu.addAction(say("No experiment", language)).triggered.connect(lambda: self._play_preset(""))
        menu.exec(self._presets.mapToGlobal(self._presets.rect().bottomLeft()))
        menu.deleteLater()
