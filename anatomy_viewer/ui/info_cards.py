"""The card of a structure or feature."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from anatomy_viewer.model.anatomy import LAYER_NAMES, Structure, system_names
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.view import drawn
from anatomy_viewer.session import Session
from anatomy_viewer.ui.info_parts import InfoCard, Mark, other_names
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.chip import Chip
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.slider import ValueSlider

Run = Callable[[str], object]
ACTS = (("hide", "Hide", "H"), ("fade", "Fade", "F"), ("isolate", "Isolate", "I"), ("label", "Label", "L"))
SIDE_NAMES = {"right": "Right", "left": "Left", "midline": "Midline"}
ID_NAMES = {"ta2": "TA2", "fma": "FMA", "uberon": "UBERON"}


class StructureCard(InfoCard):
    """Names, place, buttons and opacity, what it is, what it is to the greater occipital nerve, sources."""

    def __init__(
        self, look: Look, session: Session, name: str, run: Run, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, session, name, parent)
        self._run = run
        self._item = session.atlas.item(name)
        self._owner: Structure = session.atlas.structures[session.atlas.owner(name)]
        self._add_names()
        self._add_controls()
        self._add_facts()
        self.column.addStretch(1)
        self.refresh()

    def _add_facts(self) -> None:
        """What it is, what it is to the greater occipital nerve, its points, sources and numbers."""
        self.add_text(self._item.about.get(self._language), "reading")
        if self._item is self._owner and self._owner.gon.en:
            self.add_caption("Relation to the greater occipital nerve")
            self.add_text(self._owner.gon.get(self._language), "reading")
        self._add_points()
        self.add_sources(self._item.source, self._item.confidence)
        self._add_ids()

    def _add_names(self) -> None:
        item, chinese = self._item, self._language == "zh"
        system = system_names(self._owner.system)[chinese]
        name, other = (item.names.zh, item.names.en) if chinese else (item.names.en, item.names.zh)
        others = other_names(item.names.la, other if other != name else "")
        self.add_head(Mark(self._look, self._owner.tissue), system, name, others)
        if item is not self._owner:
            self.add_links([("Part of", self._owner.id)])
        self._add_place()

    def _add_place(self) -> None:
        chinese = self._language == "zh"
        layer = self.say("Layer {}").format(self._owner.layer)
        where = f"{layer} · {LAYER_NAMES[self._owner.layer - 1][chinese]}"
        self.add_row(
            Chip(self._look, self.say(SIDE_NAMES[self._item.side])),
            Chip(self._look, where, icon="layers-outline"),
        )

    def _add_controls(self) -> None:
        """Buttons while it is in the picture, one that brings it back while it is not."""
        self._buttons = {name: Button(self._look, self.say(word)) for name, word, _ in ACTS}
        for name, _, key in ACTS:
            button = self._buttons[name]
            button.setCheckable(name in ("fade", "label"))
            button.setToolTip(key)
            button.clicked.connect(lambda _on=False, name=name: self._act(name))
        self._show = Button(self._look, self.say("Show"), icon="eye-outline")
        self._show.clicked.connect(lambda: self._session.reveal(self._name))
        self.add_row(*self._buttons.values(), self._show)
        self._opacity = ValueSlider(self._look, self.say("Opacity"), 5, 100, unit="%")
        self._opacity.changed.connect(self._set_opacity)
        self._opacity.committed.connect(lambda _value: self._session.store.settle())
        row = QHBoxLayout()
        row.setSpacing(self._look.px(10))
        self._opacity_name = Text(self._look, "small", "text2", self.say("Opacity"))
        self._opacity_name.setWordWrap(False)
        row.addWidget(self._opacity_name)
        row.addWidget(self._opacity, 1)
        self.column.addLayout(row)

    def _act(self, name: str) -> None:
        self._run(name)
        self.refresh()

    def _set_opacity(self, per_cent: float) -> None:
        label = f"{self.say('Opacity')} · {full_name(self._atlas, self._owner.id, self._language)}"
        ids = (self._owner.id,)
        self._session.edit(label, lambda view: view.with_opacity(ids, per_cent / 100), merge=True)

    def refresh(self) -> None:
        """Buttons and slider as the picture is."""
        view = self._session.view
        seen = self._owner.id in drawn(view, self._atlas)
        opacity = view.opacity_of(self._owner.id)
        for button in self._buttons.values():
            button.setVisible(seen)
        self._show.setVisible(not seen)
        self._buttons["fade"].setChecked(opacity < 1.0)
        self._buttons["label"].setChecked(self._name in view.labelled)
        for part in (self._opacity, self._opacity_name):
            part.setEnabled(seen)
        if round(opacity * 100) != round(self._opacity.value()):
            self._opacity.set_value(opacity * 100)

    def _add_points(self) -> None:
        points = [
            ("", point.id)
            for point in self._atlas.points.values()
            if point.number and self._owner.id in (point.nerve, self._atlas.owner(point.structure))
        ]
        if points and self._item is self._owner:
            self.add_caption("Points")
            self.add_links(points)

    def _add_ids(self) -> None:
        ids = [f"{ID_NAMES.get(key, key.upper())} {value}" for key, value in self._item.ids.items()]
        if ids:
            label = Text(self._look, "tiny", "text3", "  ·  ".join(ids))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.column.addWidget(label)
