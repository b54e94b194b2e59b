"""The published figures of a point, study by study, with source and how sure they are."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from anatomy_viewer.model.anatomy import Atlas, Study
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.chip import Chip
from anatomy_viewer.ui.widgets.flow import FlowRow
from anatomy_viewer.ui.widgets.measure import Figure, MeasureBox
from anatomy_viewer.ui.widgets.messages import Icon, Text

VERIFIED = {"V": "verified", "V*": "verified", "V2": "verified in a secondary text"}


class MeasureCard(QWidget):
    """One box a study; studies that disagree stand below each other and are never averaged."""

    def __init__(self, look: Look, session: Session, point: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for study in session.atlas.points[point].published:
            figures, note = study_figures(study, session.language), study.note.get(session.language)
            if column.count() and (figures or note):
                column.addSpacing(4)
            if figures:
                column.addWidget(MeasureBox(look, figures))
            if figures or note:
                column.addLayout(_source_line(look, session.atlas, study, session.language))
            if note:
                column.addWidget(Text(look, "small", "text3", note))


def study_figures(study: Study, language: str) -> list[Figure]:
    """Lateral and caudal distance from the EOP, as far as the study gives them."""
    found = []
    if study.lateral is not None:
        found.append(_figure(study.lateral, study.lateral_sd, say("lateral to the EOP", language)))
    if study.caudal is not None:
        where = say("below the EOP", language) if study.caudal >= 0 else say("above the EOP", language)
        found.append(_figure(abs(study.caudal), study.caudal_sd, where))
    return found


def _figure(value: float, sd: float | None, what: str) -> Figure:
    spread = f"± {sd:g} mm" if sd is not None else "mm"
    return Figure(f"{value:g}", spread, what)


def _source_line(look: Look, atlas: Atlas, study: Study, language: str) -> FlowRow:
    """Whose figures these are and how sure they are, the latter below where the place is narrow."""
    who = QWidget()
    inner = QHBoxLayout(who)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(6)
    inner.addWidget(Icon(look, "book-open-page-variant-outline", side=16))
    name = Text(look, "small", "text2", short_citation(atlas, study.source))
    name.setToolTip(atlas.sources[study.source].citation if study.source in atlas.sources else "")
    name.setWordWrap(False)
    inner.addWidget(name)
    row = FlowRow(6)
    row.addWidget(who)
    row.addWidget(confidence_chip(look, study.confidence, language))
    return row


def short_citation(atlas: Atlas, key: str) -> str:
    """'Kim 2018' for a known source, or what it is called instead; else its key."""
    source = atlas.sources.get(key)
    if source is None:
        return key
    if source.short:
        return source.short
    first = source.citation.replace(",", " ").split()[0]
    return f"{first} {source.year}" if source.year else first


def short_chip(look: Look, confidence: str, language: str) -> Chip:
    """The same where there is little room: what is not verified says only that, and the rest in its tooltip."""
    chip = confidence_chip(look, confidence, language)
    if confidence in ("K", "K-low"):
        short = Chip(look, say("not verified", language), "warn")
        short.setToolTip(chip.text())
        return short
    return chip


def confidence_chip(look: Look, confidence: str, language: str) -> Chip:
    """'verified' with a tick, or 'model value' and 'general knowledge' without."""
    if confidence in VERIFIED:
        return Chip(look, say(VERIFIED[confidence], language), "ok", "check")
    return Chip(
        look, say("model value" if confidence == "M" else "general knowledge, not verified", language)
    )
