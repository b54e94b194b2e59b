"""The card of a pain syndrome: what defines it, where it hurts, what the nerve's part is, what has been done."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from anatomy_viewer.content.imaging_planes import plane_title
from anatomy_viewer.model.imaged import ImagingSpec
from anatomy_viewer.model.lesson import Link, Span
from anatomy_viewer.model.syndrome import Syndrome
from anatomy_viewer.session import Session
from anatomy_viewer.ui.info_parts import InfoCard
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import short_chip, short_citation
from anatomy_viewer.ui.outcome_words import outcome_text
from anatomy_viewer.ui.syndrome_words import GROUP_WORDS, ROLE_TONES, SPAN_WORDS, often, role_word
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.chip import Chip
from anatomy_viewer.ui.widgets.messages import Icon
from anatomy_viewer.ui.widgets.messages import Text as Label

MODALITY_NAMES = {
    "ct": "CT",
    "t1": "T1",
    "t2": "T2",
    "stir": "STIR",
    "ciss": "CISS",
}


class SyndromeCard(InfoCard):
    """`image_asked(ImagingSpec)`: a simulated image; `station_asked(node id)`: a station of the pathway;
    `others_asked`: back to the list; `chart_asked`: the chart of efficacy."""

    image_asked = Signal(object)
    station_asked = Signal(str)
    others_asked = Signal()
    chart_asked = Signal()

    def __init__(
        self, look: Look, session: Session, item: Syndrome, back: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, session, item.id, parent)
        self.column.setContentsMargins(16, 10, 16, 20)
        self._item = item
        self._add_names(back)
        self.add_fact("Criteria in brief", item.fact("criteria"))
        self._add_nerve()
        self._add_where()
        self._add_signs()
        self._add_flags()
        self._add_imaging()
        self._add_ladder()
        self._add_outcomes()
        self._add_stations()
        self.add_fact("How common", item.fact("frequency"))
        if item.contested.en:
            self.add_caption("Contested", Chip(look, self.say("contested"), "warn", "alert-outline"))
            self.add_text(item.contested.get(self._language))
        self.add_sources(item.source, item.confidence)
        self.add_text(self.say("For education, not for clinical guidance."), "small")
        self.column.addStretch(1)

    def _add_names(self, back: str) -> None:
        item = self._item
        own, other = ("zh", "en") if self._language == "zh" else ("en", "zh")
        button = Button(self._look, back, "quiet", "chevron-left")
        button.clicked.connect(self.others_asked)
        self.add_row(button)
        self.column.addWidget(Label(self._look, "heading", "text", escape(item.names.get(own))))
        self.column.addWidget(Label(self._look, "small", "text2", escape(item.names.get(other))))
        tone, icon = ("warn", "alert-outline") if item.group == "mimic" else ("neutral", None)
        self.add_row(
            Chip(self._look, f"ICHD-3 {item.code}"),
            Chip(self._look, self.say(GROUP_WORDS[item.group]), tone, icon),
            Chip(self._look, self.say(SPAN_WORDS[item.span])),
        )

    def _add_nerve(self) -> None:
        self.add_fact("Part of the greater occipital nerve", self._item.gon.fact)
        tone = ROLE_TONES[self._item.gon.role]
        text = f"{self.say('Likelihood')}: {role_word(self._item, self._language)}"
        text = text.replace(": ", "：") if self._language == "zh" else text
        chip = Chip(self._look, text, tone)
        self.column.insertWidget(self.column.count() - (2 if self._item.gon.fact.source else 1), chip)

    def _add_where(self) -> None:
        self.add_fact("Where it hurts", self._item.fact("where"))
        regions, language = self._atlas.skin.regions, self._language
        order = sorted(self._item.territory.items(), key=lambda pair: -pair[1])
        groups: dict[str, list[str]] = {}
        for name, share in order:
            groups.setdefault(often(share, language), []).append(regions[name].names.get(language))
        comma, colon = ("、", "：") if language == "zh" else (", ", ": ")
        lines = [f"{word}{colon}{comma.join(names)}" for word, names in groups.items()]
        self.column.addWidget(Label(self._look, "small", "text2", "\n".join(lines)))

    def _add_signs(self) -> None:
        signs = [self._atlas.syndromes.signs[name] for name in self._item.signs]
        if signs:
            self.add_caption("Autonomic signs")
        for sign in signs:
            self.column.addWidget(Label(self._look, "strong", "text", sign.names.get(self._language)))
            self.column.addWidget(Label(self._look, "small", "text2", sign.about.get(self._language)))

    def _add_flags(self) -> None:
        self.add_fact("Red flags", self._item.fact("red_flags"))
        text = self.column.itemAt(self.column.count() - 1)
        label = text.widget() if text is not None else None
        if label is not None:
            row = QHBoxLayout()
            row.setSpacing(self._look.px(8))
            self.column.removeWidget(label)
            row.addWidget(Icon(self._look, "alert-outline", "warn"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label, 1)
            self.column.addLayout(row)

    def _add_imaging(self) -> None:
        self.add_fact("Imaging", self._item.fact("imaging"))
        buttons = []
        for image in self._item.images:
            button = Button(self._look, self._image_name(image), icon="radiology-box-outline")
            button.clicked.connect(lambda _on=False, image=image: self.image_asked.emit(image))
            buttons.append(button)
        self.add_row(*buttons)

    def _image_name(self, image: ImagingSpec) -> str:
        modality = MODALITY_NAMES.get(image.modality) or self.say("Ultrasound")
        plane = plane_title(image.plane).get(self._language, image.plane)
        return f"{modality} · {plane}"

    def _add_ladder(self) -> None:
        """What has been done, mildest first; links lead to the points of the interventions."""
        self.add_caption("Ladder, as it has been done")
        for i, rung in enumerate(self._item.ladder, 1):
            spans = [Span(f"{i}  {rung.text.get(self._language)}")]
            for name in rung.by:
                item = self._atlas.practice.interventions[name]
                link = Link("point", item.target)
                spans += [
                    Span("  → " if len(spans) == 1 else " · "),
                    Span(item.short.get(self._language), link=link),
                ]
            self.add_spans(tuple(spans))

    def _add_outcomes(self) -> None:
        """What the studies of the atlas found, each by itself."""
        practice, language = self._atlas.practice, self._language
        found = [outcome for outcome in practice.outcomes if outcome.syndrome == self._item.id]
        if not found:
            return
        self.add_caption("Efficacy and duration, study by study")
        for outcome in found:
            done = practice.interventions[outcome.intervention].short.get(language)
            head = f"{short_citation(self._atlas, outcome.source)} · {done}"
            row = QHBoxLayout()
            row.setSpacing(self._look.px(6))
            row.addWidget(Label(self._look, "strong", "text", head), 1)
            row.addWidget(short_chip(self._look, outcome.confidence, language))
            self.column.addLayout(row)
            self.column.addWidget(Label(self._look, "small", "text2", outcome_text(outcome, language)))
        button = Button(self._look, self.say("Chart of all studies"), icon="chart-box-outline")
        button.clicked.connect(self.chart_asked)
        self.add_row(button)

    def _add_stations(self) -> None:
        pathway = self._atlas.pathway
        if not pathway:
            return
        self.add_caption("Stations in the pathway")
        chips = []
        for name in self._item.nodes:
            chip = Chip(self._look, pathway.nodes[name].short.get(self._language), "accent")
            chip.setToolTip(pathway.nodes[name].names.get(self._language))
            chip.clicked.connect(lambda _on=False, name=name: self.station_asked.emit(name))
            chips.append(chip)
        self.add_row(*chips)
