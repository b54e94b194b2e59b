"""The card of a mesh of one's own: source and licence stand where the atlas has its sources; it can be removed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from anatomy_viewer.ui.info_cards import StructureCard
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.chip import Chip
from anatomy_viewer.ui.widgets.messages import Text

_SURE = "Its files are deleted. Lessons that show it play without it."


class OwnCard(StructureCard):
    """Names, side, buttons and opacity as of every structure. `remove_asked(id)`: asked and confirmed."""

    remove_asked = Signal(str)

    def _add_place(self) -> None:
        """Its side alone: it lies in no layer of the specimen."""
        if self._owner.side != "midline":
            self.add_row(Chip(self._look, self.say("Right" if self._owner.side == "right" else "Left")))

    def _add_facts(self) -> None:
        self.add_text(self._owner.about.get(self._language), "reading")
        for caption, text in (
            ("Source", self._atlas.sources[self._name].citation),
            ("Licence", self._owner.licence),
            ("Name in lessons", self._name),
        ):
            self.add_caption(caption)
            label = Text(self._look, "body", "text", text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.column.addWidget(label)
        if self._name in self._session.own.kept:
            self._add_removal()

    def _add_removal(self) -> None:
        """The first click asks, the second removes."""
        self._remove = Button(self._look, self.say("Remove from my atlas"), "outline", "delete-outline")
        self._sure = Text(
            self._look,
            "small",
            "text2",
            self.say(_SURE),
        )
        self._yes = Button(self._look, self.say("Remove"), "filled")
        self._no = Button(self._look, self.say("Keep it"))
        self._remove.clicked.connect(lambda: self._ask(True))
        self._no.clicked.connect(lambda: self._ask(False))
        self._yes.clicked.connect(lambda: self.remove_asked.emit(self._name))
        self.column.addSpacing(self._look.px(14))
        self.column.addWidget(self._sure)
        row = QHBoxLayout()
        row.setSpacing(self._look.px(6))
        for button in (self._remove, self._yes, self._no):
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        self._ask(False)

    def _ask(self, asking: bool) -> None:
        for part, seen in (
            (self._remove, not asking),
            (self._sure, asking),
            (self._yes, asking),
            (self._no, asking),
        ):
            part.setVisible(seen)
        (self._no if asking else self._remove).setFocus()
