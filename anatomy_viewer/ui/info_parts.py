"""What the cards of structures and points are made of."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from anatomy_viewer.model.intervention import Fact
from anatomy_viewer.model.lesson import Link, Paragraph, Span
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.words import colon, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.lesson_text import LessonText
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.markers import paint_disc, paint_glyph
from anatomy_viewer.ui.measure_card import confidence_chip, short_chip, short_citation
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.chip import Chip
from anatomy_viewer.ui.widgets.flow import FlowRow
from anatomy_viewer.ui.widgets.messages import Icon, Text


class Mark(QWidget):
    """The swatch of a tissue, or the disc or glyph of a point, as it stands in the picture."""

    def __init__(self, look: Look, tissue: str, numeral: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._tissue, self._numeral = look, tissue, numeral
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """10 px for a swatch, 26 for a point, at 100 %."""
        side = self._look.px(26 if self._tissue in ("compression", "intervention") else 10)
        return QSize(side, side)

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The mark."""
        painter, rect, look = QPainter(self), QRectF(self.rect()), self._look
        centre = QPointF(rect.center())
        if self._tissue == "compression":
            paint_disc(painter, look, centre, self._numeral, scale=look.scale)
        elif self._tissue == "intervention":
            paint_glyph(painter, look, centre, scale=look.scale)
        else:
            parts.box(painter, rect, parts.SWATCH_RADIUS, look.swatch(self._tissue))


class InfoCard(QWidget):
    """A column of parts about one thing. `linked(Link)`: a link was chosen; `pointed(Link | None)`: pointer on one."""

    linked = Signal(object)
    pointed = Signal(object)

    def __init__(self, look: Look, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session, self._name = look, session, name
        self._atlas, self._language = session.atlas, session.language
        self.setProperty("page", True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(22, 18, 22, 20)
        self.column.setSpacing(look.px(7))

    def refresh(self) -> None:
        """Show what the picture has of it now; what is written on the card does not change."""

    def say(self, english: str) -> str:
        """A word of the interface."""
        return say(english, self._language)

    def add_fact(self, title: str, fact: Fact) -> None:
        """A text under its title, with who says so and how sure it is; nothing where there is no text."""
        if not fact.text.en:
            return
        row = QHBoxLayout()
        row.setContentsMargins(0, self._look.px(10), 0, 0)
        row.setSpacing(self._look.px(6))
        row.addWidget(Text(self._look, "small_strong", "text2", self.say(title)), 1)
        row.addWidget(short_chip(self._look, fact.confidence, self._language))
        self.column.addLayout(row)
        self.column.addWidget(Text(self._look, "body", "text", fact.text.get(self._language)))
        if fact.source:
            names = " · ".join(short_citation(self._atlas, key) for key in fact.source)
            self.column.addWidget(Text(self._look, "tiny", "text3", names))

    def add_head(self, mark: Mark, kind: str, name: str, others: str) -> None:
        """What kind of thing, its name, and what it is called elsewhere (rich text)."""
        row = QHBoxLayout()
        row.setSpacing(self._look.px(7))
        row.addWidget(mark)
        row.addWidget(Text(self._look, "small", "text2", kind), 1)
        self.column.addLayout(row)
        title = Text(self._look, "heading", "text", name)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(title)
        if others:
            below = Text(self._look, "small", "text2", others)
            below.setTextFormat(Qt.TextFormat.RichText)
            below.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.column.addWidget(below)

    def add_row(self, *widgets: QWidget) -> None:
        """Chips or buttons, in as many lines as they need."""
        row = FlowRow(self._look.px(6))
        for widget in widgets:
            row.addWidget(widget)
        self.column.addLayout(row)

    def add_caption(self, english: str, chip: Chip | None = None) -> None:
        """What stands over a part, and a mark beside it."""
        row = QHBoxLayout()
        row.setContentsMargins(0, self._look.px(10), 0, 0)
        row.addWidget(Text(self._look, "small_strong", "text2", self.say(english)), 1)
        if chip is not None:
            row.addWidget(chip)
        self.column.addLayout(row)

    def add_text(self, text: str, type_role: str = "body") -> None:
        """Running text; nothing when there is none."""
        if text:
            self.add_spans((Span(text),), type_role)

    def add_spans(self, spans: tuple[Span, ...], type_role: str = "body") -> None:
        """Running text with links."""
        label = LessonText(self._look, self._atlas, type_role)
        if not any(span.link for span in spans):
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        label.set_body((Paragraph(spans),))
        label.chosen.connect(self.linked)
        label.hovered.connect(self.pointed)
        self.column.addWidget(label)

    def add_links(self, names: Iterable[tuple[str, str]]) -> None:
        """Links to structures, features or points, one a line, each after a word that says what it is to this."""
        spans: list[Span] = []
        for word, name in names:
            kind = "point" if name in self._atlas.points else "structure"
            link = Span(full_name(self._atlas, name, self._language), link=Link(kind, name))
            spans += [Span(self.say(word) + colon(self._language) if word else ""), link, Span("\n")]
        self.add_spans(tuple(spans[:-1]))

    def add_sources(self, keys: tuple[str, ...], confidence: str) -> None:
        """Where it was read, and how sure it is."""
        if keys:
            self.add_caption("Sources")
            spans: list[Span] = []
            for key in keys:
                spans += [Span(short_citation(self._atlas, key), link=Link("source", key)), Span("  ·  ")]
            row = QHBoxLayout()
            row.setSpacing(self._look.px(6))
            row.addWidget(
                Icon(self._look, "book-open-page-variant-outline", side=16), 0, Qt.AlignmentFlag.AlignTop
            )
            label = LessonText(self._look, self._atlas, "small")
            label.set_body((Paragraph(tuple(spans[:-1])),))
            label.chosen.connect(self.linked)
            row.addWidget(label, 1)
            self.column.addLayout(row)
        self.add_row(confidence_chip(self._look, confidence, self._language))


def other_names(la: str, other: str) -> str:
    """Latin in italics, then the name in the other language of the interface; rich text."""
    return " · ".join(part for part in (f"<i>{escape(la)}</i>" if la else "", escape(other)) if part)
