"""The card of a point: what presses or what is done there, where the model and each study have it, what is disputed."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QWidget

from anatomy_viewer.model.anatomy import Point
from anatomy_viewer.model.lesson import Link
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.nerve import PointPlace
from anatomy_viewer.model.teaching import taught_in
from anatomy_viewer.session import Session
from anatomy_viewer.ui.disagreement import DisagreementPlot, Placed
from anatomy_viewer.ui.info_parts import InfoCard, Mark
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import short_chip, short_citation
from anatomy_viewer.ui.point_rows import spread_of
from anatomy_viewer.ui.status_line import from_eop
from anatomy_viewer.ui.study_rows import StudyRow
from anatomy_viewer.ui.widgets.chip import Chip
from anatomy_viewer.ui.widgets.messages import Text

KIND_NAMES = {
    "compression": "Compression point",
    "intervention": "Intervention point",
    "landmark": "Landmark",
}


class PointCard(InfoCard):
    """`place`: depth and mm along the nerve, once they have been computed."""

    def __init__(
        self,
        look: Look,
        session: Session,
        name: str,
        place: PointPlace | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, session, name, parent)
        self._point = session.atlas.points[name]
        self._place = place or PointPlace()
        self.fill(self._point)
        self.column.addStretch(1)

    def fill(self, point: Point) -> None:
        """Everything on the card, from top to bottom."""
        self._add_title(point)
        self._add_chips(point)
        self._add_dispute(point)
        self.add_text(point.about.get(self._language))
        self._add_studies(point)
        self._add_compression(point)
        self.add_position(point)
        self.add_taught()
        self.add_sources(point.source, point.confidence)

    def _add_title(self, point: Point) -> None:
        kind = self.say(KIND_NAMES[point.kind])
        kind = f"{kind} {point.number}" if point.number else kind
        other = point.names.get("en" if self._language == "zh" else "zh")
        mark = Mark(self._look, point.kind, str(point.number or ""))
        self.add_head(mark, kind, point.names.get(self._language), escape(other))

    def _add_chips(self, point: Point) -> None:
        _, published = spread_of(point)
        seated = self.say("published SD") if published else self.say("placed by the model")
        chips = [Chip(self._look, seated)]
        if point.contested.en:
            chips.insert(0, Chip(self._look, self.say("contested"), "warn", "alert-outline"))
        self.add_row(*chips)

    def _add_dispute(self, point: Point) -> None:
        self.add_text(point.contested.get(self._language))

    def _add_studies(self, point: Point) -> None:
        """The map of the studies where two can be put on it, then each by name, then why they differ."""
        placed = tuple(
            Placed(short_citation(self._atlas, study.source), study)
            for study in point.published
            if study.lateral is not None and study.caudal is not None
        )
        if point.published:
            self.add_caption("Published, study by study")
        if placed:
            model = (abs(point.position[0]), -point.position[2])
            self.column.addWidget(DisagreementPlot(self._look, self._language, placed, model))
        for study in point.published:
            row = StudyRow(self._look, self._atlas, study, self._language)
            row.chosen.connect(lambda key: self.linked.emit(Link("source", key)))
            self.column.addWidget(row)
            if note := study.note.get(self._language):
                self.column.addWidget(Text(self._look, "small", "text3", note))
        if point.explain.en:
            self.add_caption("Why these differ")
            self.add_text(point.explain.get(self._language))

    def _add_compression(self, point: Point) -> None:
        if not point.presses.en:
            return
        self.add_caption("What presses", short_chip(self._look, "K", self._language))
        self.add_text(point.presses.get(self._language))
        if point.signs.en:
            self.add_caption("How it shows")
            self.add_text(point.signs.get(self._language))
        if point.surgery.en:
            self.add_caption("What surgery does")
            self.add_text(point.surgery.get(self._language))

    def add_position(self, point: Point) -> None:
        """The model's place, how deep, how far along the nerve, and how far from where it was published or drawn."""
        self.add_caption("In this model", Chip(self._look, self.say("computed")))
        lines = [from_eop(point.position, self._language)]
        if self._place.depth_mm is not None:
            lines.append(self.say("{:.1f} mm under the skin").format(self._place.depth_mm))
        if self._place.s_mm is not None:
            nerve = full_name(self._atlas, point.nerve, self._language)
            lines.append(self.say("{:.0f} mm along: {}").format(self._place.s_mm, nerve))
        self.add_text("\n".join(lines).replace(" mm", "\N{NO-BREAK SPACE}mm"))
        places = [("Lies on", point.structure)]
        if point.nerve and point.nerve != point.structure:
            places.append(("Nerve", point.nerve))
        self.add_links(places)
        if point.shift_mm is not None:
            text = "Seated on this specimen, it lies {:.1f} mm from its published or textbook place."
            self.column.addWidget(Text(self._look, "small", "text3", self.say(text).format(point.shift_mm)))

    def add_taught(self) -> None:
        """The steps of lessons that teach the point; a click goes there."""
        lessons, chips = self._session.lessons, []
        for taught in taught_in(lessons.values(), self._name):
            code = lessons[taught.lesson].code or taught.lesson
            chip = Chip(self._look, f"{code} · {self.say('Step {}').format(taught.number)}", "accent")
            chip.setToolTip(lessons[taught.lesson].steps[taught.number - 1].text(self._language).title)
            link = Link("lesson", taught.lesson, taught.step)
            chip.clicked.connect(lambda _on=False, link=link: self.linked.emit(link))
            chips.append(chip)
        if chips:
            self.add_caption("Taught in")
            self.add_row(*chips)
