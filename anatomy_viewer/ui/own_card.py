"""The card of a mesh of one's own: source and licence stand where the atlas has its sources; it can be removed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from anatomy_viewer.ui.info_cards import StructureCard
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.chip import Chip
from anatomy_viewer.ui.widgets.messages import Text

_SURE = "Its files are deleted. Lessons that show it play without it."


class OwnCard(StructureCard):
    """Names, side, buttons and opacity as of every structure. `remove_asked(ids)`: asked and confirmed."""

    remove_asked = Signal(object)

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
        """The first click asks, the second removes: this mesh, or all that were added with it."""
        every = self._session.own.together[self._name]
        self._asks: dict[tuple[str, ...], Button] = {}
        self._asks[(self._name,)] = Button(
            self._look, self.say("Remove from my atlas"), "outline", "delete-outline"
        )
        if len(every) > 1:
            self._asks[every] = Button(
                self._look, self.say("All {} of the file").format(len(every)), "outline"
            )
        self._sure = Text(self._look, "small", "text2", self.say(_SURE))
        self._yes = Button(self._look, self.say("Remove"), "filled")
        self._no = Button(self._look, self.say("Keep it"))
        for ids, button in self._asks.items():
            button.clicked.connect(lambda _on=False, ids=ids: self._ask(ids))
        self._no.clicked.connect(lambda: self._ask(()))
        self._yes.clicked.connect(lambda: self.remove_asked.emit(self._wanted))
        self.column.addSpacing(self._look.px(14))
        self.column.addWidget(self._sure)
        self.add_row(*self._asks.values(), self._yes, self._no)
        self._ask(())

    def _ask(self, ids: tuple[str, ...]) -> None:
        self._wanted = ids
        for button in self._asks.values():
            button.setVisible(not ids)
        for part in (self._sure, self._yes, self._no):
            part.setVisible(bool(ids))
        (self._no if ids else next(iter(self._asks.values()))).setFocus()
