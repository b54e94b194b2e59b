"""The card of an intervention: what is done, how, with what, at what risk, how well it worked and who found it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from anatomy_viewer.model.anatomy import Point
from anatomy_viewer.model.intervention import Intervention, Outcome
from anatomy_viewer.model.needle import NeedlePath
from anatomy_viewer.model.nerve import PointPlace
from anatomy_viewer.model.usual_paths import known_paths
from anatomy_viewer.model.words import joined
from anatomy_viewer.session import Session
from anatomy_viewer.ui.info_parts import Mark
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import short_chip, short_citation
from anatomy_viewer.ui.needle_words import name_of
from anatomy_viewer.ui.outcome_words import DESIGN_NAMES, outcome_text
from anatomy_viewer.ui.point_card import PointCard
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.chip import Chip
from anatomy_viewer.ui.widgets.messages import Text as Label

GROUP_NAMES = {
    "block": "Block",
    "joint": "Ganglion, root and joint",
    "ablation": "Ablation and radiofrequency",
    "toxin": "Botulinum toxin",
    "stimulation": "Stimulation",
    "surgery": "Surgery",
    "comparator": "To compare",
}
FACT_NAMES = {
    "done": "What is done",
    "patient": "Position of the patient",
    "guidance": "Guidance",
    "path": "Way of the needle",
    "needle": "Needle",
    "agents": "Agents, as published",
    "danger": "Structures at risk",
    "complications": "Complications",
    "evidence": "Evidence",
}
BEFORE_PLACES = ("done", "patient", "guidance")
AFTER_PLACES = ("path", "needle", "agents", "danger", "complications")


class InterventionCard(PointCard):
    """`paths`: entry point → what a straight needle from there passes, once computed; `chart_asked`: the chart;
    `needle_asked(target, entry)`: the needle of that way."""

    chart_asked = Signal()
    needle_asked = Signal(str, str)

    def __init__(
        self,
        look: Look,
        session: Session,
        name: str,
        item: Intervention,
        place: PointPlace | None = None,
        paths: Mapping[str, NeedlePath] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._item, self._paths = item, paths
        super().__init__(look, session, name, place, parent)

    def fill(self, point: Point) -> None:
        """Everything on the card, from top to bottom."""
        item = self._item
        own, other = ("zh", "en") if self._language == "zh" else ("en", "zh")
        mark = Mark(self._look, "intervention")
        self.add_head(
            mark, self.say(GROUP_NAMES[item.group]), item.names.get(own), escape(item.names.get(other))
        )
        self._add_marks(item)
        self._add_which(point)
        for name in BEFORE_PLACES:
            self._add_fact(name)
        self._add_places(item)
        for name in AFTER_PLACES:
            self._add_fact(name)
            if name == "path":
                self._add_layers()
            elif name == "danger":
                self._add_risk(item)
        self._add_contraindications()
        self._add_outcomes(item)
        self._add_fact("evidence")
        self._add_contested(item)
        self.add_position(point)
        self.add_taught()
        self.add_sources(item.source, item.confidence)

    def _add_marks(self, item: Intervention) -> None:
        chips = [Chip(self._look, self.say("placed by the model"))]
        if item.contested.en:
            chips.insert(0, Chip(self._look, self.say("contested"), "warn", "alert-outline"))
        self.add_row(*chips)

    def _add_which(self, point: Point) -> None:
        """Which of the procedure's points is selected."""
        self.add_text(f"{point.names.get(self._language)}\n{point.about.get(self._language)}")

    def _add_fact(self, name: str) -> None:
        fact = self._item.facts.get(name)
        if fact is not None:
            self.add_fact(FACT_NAMES[name], fact)

    def _add_places(self, item: Intervention) -> None:
        self.add_caption("Entry and target")
        rows = [("Entry", entry) for entry in item.entries] + [("Target", item.target)]
        rows += [("Further site", site) for site in item.sites]
        rows += [("Treats", point) for point in item.related]
        self.add_links([(word, name) for word, name in rows if name in self._atlas.points])
        self._add_needles(item)

    def _add_needles(self, item: Intervention) -> None:
        """A button for each usual way of a needle; none while one is being practised."""
        if self._session.now.exercise is not None:
            return
        buttons: list[Button] = []
        for path in known_paths(self._atlas):
            if path.procedure is item:
                number = f" {len(buttons) + 1}" if path.several else ""  # as the entries are listed above
                button = Button(self._look, self.say("Place this needle") + number, icon="needle")
                button.setToolTip(self._atlas.name(path.entry, self._language))
                ends = (path.target, path.entry)
                button.clicked.connect(lambda _on=False, ends=ends: self.needle_asked.emit(*ends))
                buttons.append(button)
        if buttons:
            self.add_row(*buttons)

    def _add_layers(self) -> None:
        """What a straight needle meets in this specimen; nothing of it is typed in."""
        if not self._item.entries or not self._paths:
            return
        self.add_caption("Layers crossed in this model", Chip(self._look, self.say("computed")))
        for entry, path in self._paths.items():
            names = [
                f"{self._layer(layer.id)} {layer.end - layer.start:.0f}"
                for layer in path.layers
                if layer.end - layer.start >= 0.5
            ]
            head = self._atlas.points[entry].names.get(self._language)
            text = self.say("{}: {:.0f} mm to the target").format(head, path.length_mm)
            self.column.addWidget(Label(self._look, "small_strong", "text", text))
            self.column.addWidget(Label(self._look, "small", "text2", " › ".join(names)))
            if path.crosses:
                crossed = joined([self._layer(name) for name in path.crosses], self._language)
                self.add_row(
                    Chip(self._look, self.say("crosses: {}").format(crossed), "warn", "alert-outline")
                )

    def _layer(self, name: str) -> str:
        return name_of(self._atlas, name, self._language, short=True)

    def _add_risk(self, item: Intervention) -> None:
        names = [(i if i in self._atlas.structures else f"{i}_r") for i in item.risk]
        self.add_links([("", name) for name in names if name in self._atlas.structures])

    def _add_contraindications(self) -> None:
        fact = self._atlas.practice.contraindications
        if fact is not None and self._item.group != "comparator":
            self.add_fact("Reasons not to", fact)

    def _add_outcomes(self, item: Intervention) -> None:
        """Efficacy and duration, study by study."""
        outcomes = self._atlas.practice.outcomes_of(item.id)
        if not outcomes:
            return
        self.add_caption("Efficacy and duration, study by study")
        for outcome in outcomes:
            self._add_outcome(outcome)
        button = Button(self._look, self.say("Chart of all studies"), icon="chart-box-outline")
        button.clicked.connect(self.chart_asked)
        self.add_row(button)

    def _add_outcome(self, outcome: Outcome) -> None:
        syndrome = self._atlas.practice.syndromes[outcome.syndrome].names.get(self._language)
        head = f"{short_citation(self._atlas, outcome.source)} · {syndrome}"
        row = QHBoxLayout()
        row.setSpacing(self._look.px(6))
        row.addWidget(Label(self._look, "strong", "text", head), 1)
        row.addWidget(short_chip(self._look, outcome.confidence, self._language))
        self.column.addLayout(row)
        self.column.addWidget(Label(self._look, "body", "text", outcome_text(outcome, self._language)))
        design = [self.say(DESIGN_NAMES[outcome.design]), outcome.duration.get(self._language)]
        self.column.addWidget(
            Label(self._look, "small", "text3", " · ".join(part for part in design if part))
        )

    def _add_contested(self, item: Intervention) -> None:
        if item.contested.en:
            self.add_caption("Contested")
            self.add_text(item.contested.get(self._language))
