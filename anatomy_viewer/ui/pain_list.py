"""What the map says of a region: who feels there, what the model makes of it, and the syndromes that hurt there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from anatomy_viewer.model.pain import REFERRED, Ache, region_of
from anatomy_viewer.model.syndrome import Syndrome
from anatomy_viewer.model.words import joined
from anatomy_viewer.session import Session
from anatomy_viewer.ui.info_parts import InfoCard
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.syndrome_words import often, role_word, strength_word
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.chip import Chip
from anatomy_viewer.ui.widgets.messages import Text as Label
from anatomy_viewer.ui.widgets.rows import Row, RowList

HOW = (
    "Pain is felt where the brain thinks that it comes from. Click a part of the head: its fibres light up on their way"
    " to the neurons that neck and forehead share, and the syndromes that hurt there are listed."
)
SWITCHES = {"block": "GON block", "sensitisation": "Sensitisation"}
ON = {"block": 1.0, "sensitisation": 0.6}  # where the slider goes


class PainList(InfoCard):
    """`chosen(syndrome id)`; `table_asked`: the comparison of all; `all_asked`: no region any more."""

    chosen = Signal(str)
    table_asked = Signal()
    all_asked = Signal()

    def __init__(self, look: Look, session: Session, region: str, parent: QWidget | None = None) -> None:
        super().__init__(look, session, region, parent)
        self.column.setContentsMargins(16, 10, 16, 16)
        self._felt = Label(look, "body", "text")
        self._base, self._side = region_of(region) if region else ("", "")
        if region:
            self._add_region()
        else:
            self.add_text(self.say(HOW))
        self._add_syndromes()
        self.column.addStretch(1)

    def _add_region(self) -> None:
        row = self._atlas.skin.regions[self._base]
        back = Button(self._look, self.say("All syndromes"), "quiet", "chevron-left")
        back.clicked.connect(self.all_asked)
        self.add_row(back)
        title = row.names.get(self._language)
        self.column.addWidget(Label(self._look, "heading", "text", title))
        self.add_row(
            Chip(self._look, self.say({"right": "Right", "left": "Left"}[self._side])),
            Chip(self._look, row.root),
        )
        self.add_text(row.about.get(self._language))
        self.column.addWidget(self._felt)
        self._add_switches()
        nerves = [f"{name}_{self._side[0]}" for name in row.nerves]
        self.add_links([("", name) for name in nerves if name in self._atlas.structures])

    def _add_switches(self) -> None:
        """Two sliders of the model as switches: the nerve blocked, the neurons sensitised."""
        look = self._session.pathway
        if look is None:
            return
        buttons = []
        for name, word in SWITCHES.items():
            button = Button(self._look, self.say(word))
            button.setCheckable(True)
            button.setChecked(look.value_of(name) > 0.0)
            button.clicked.connect(lambda on, name=name: self._switch(name, on))
            buttons.append(button)
        self.add_row(*buttons)

    def _switch(self, name: str, on: bool) -> None:
        value = ON[name] if on else 0.0
        self._session.change_pathway(SWITCHES[name], lambda look: look.with_input(name, value))

    def show_felt(self, aches: tuple[Ache, ...]) -> None:
        """What the model feels in the region just now, in words."""
        self._felt.setVisible(bool(self._base) and self._session.pathway is not None)
        hurts = next((ache for ache in aches if ache.region == self._name), None)
        words = [strength_word(hurts.strength if hurts else 0.0, self._language)]
        if hurts is not None and hurts.referred >= REFERRED:
            words.append(self.say("referred: its source lies elsewhere"))
        if hurts is not None and hurts.reach > 1.15:
            words.append(self.say("wider than usual"))
        start = self.say("The model feels here")
        sign = "：" if self._language == "zh" else ": "
        self._felt.setText(start + sign + joined(words, self._language))

    def _add_syndromes(self) -> None:
        table = self._atlas.syndromes
        here = "Pain here, and how likely the greater occipital nerve has a part"
        self.add_caption(
            here if self._base else "Syndromes, and how likely the greater occipital nerve has a part"
        )
        found = table.with_pain_in(self._base) if self._base else tuple(table.table.values())
        rows = RowList(self._look)
        rows.set_rows([self._row(each) for each in found], -1)
        rows.setFixedHeight(rows.height_for(len(found)) + 2)
        rows.setAccessibleName(self.say("Syndromes"))
        rows.chosen.connect(lambda index: self.chosen.emit(found[index].id))
        self.column.addWidget(rows)
        button = Button(self._look, self.say("Compare all syndromes"), icon="table-large")
        button.clicked.connect(self.table_asked)
        self.add_row(button)

    def _row(self, each: Syndrome) -> Row:
        share = each.territory.get(self._base)
        second = often(share, self._language) if share else each.code
        icon = "alert-outline" if each.group == "mimic" else "head-flash-outline"
        return Row(each.names.get(self._language), second, role_word(each, self._language), icon=icon)
