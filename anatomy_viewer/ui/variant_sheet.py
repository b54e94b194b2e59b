"""The variants of the course: how often each was found and by whom; a click gives it to the side."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from anatomy_viewer.commands import choose_patient, choose_variant, refusal
from anatomy_viewer.model.patients import drawn_patient
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.variants import BASE_SPECIMEN, SIDES, Sampling, Variant
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import short_citation
from anatomy_viewer.ui.variant_words import GROUP_WORDS, choice_words, patient_words, rate_words
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.scroll import ScrollColumn
from anatomy_viewer.ui.widgets.segmented import Segmented
from anatomy_viewer.ui.widgets.sheet import EDGE, Sheet
from anatomy_viewer.ui.widgets.variant_row import RateLine, VariantRow, VariantTexts

WIDTH, NARROWEST, HIGHEST_SEED = 400, 340, 99_999  # px at 100 %


class VariantSheet(Sheet):
    """Beside the structures, so that the picture stays in sight. `turned(side)`: the other side is looked at.

    `opened`: it is going to be chosen from.
    """

    turned = Signal(str)
    opened = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._session, self.side = session, "right"
        self._title, self._close = Text(look, "heading"), IconButton(look, "close", "", small=True)
        self._sides = Segmented(look, "", ["", ""])
        self._rows = {name: VariantRow(look) for name in session.atlas.variants}
        self._heads: dict[str, Text] = {}
        self._now, self._drawn = Text(look, "small", "text2"), Text(look, "tiny", "text3")
        self._another = Button(look, "", "outline", "account-switch-outline")
        self._usual = Button(look, "", "quiet", "restore")
        self._seed_name, self._seed = Text(look, "small", "text2"), QLineEdit()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 4, 8)
        inside.setSpacing(2)
        for variant in self._session.atlas.variants.values():
            if variant.group not in self._heads:
                self._heads[variant.group] = Text(self._look, "tiny", "text3")
                self._heads[variant.group].setContentsMargins(12, 10, 12, 2)
                inside.addWidget(self._heads[variant.group])
            inside.addWidget(self._rows[variant.id])
        self._drawn.setContentsMargins(12, 12, 12, 0)
        inside.addWidget(self._drawn)
        inside.addStretch(1)
        self.column.setContentsMargins(12, 12, 8, 12)
        self.column.setSpacing(8)
        self.column.addLayout(head)
        self.column.addWidget(self._sides)
        self.column.addWidget(self._now)
        scroll = ScrollColumn(page)
        for part in (scroll.viewport(), page):
            part.setAutoFillBackground(False)
        self.column.addWidget(scroll, 1)
        self.column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._seed.setValidator(QIntValidator(0, HIGHEST_SEED, self))
        self._seed.setMaximumWidth(self._look.px(64))
        self._seed_name.setWordWrap(False)
        for part in (self._another, self._seed_name, self._seed):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._usual)
        return row

    def _connect(self) -> None:
        self._close.clicked.connect(self.dismiss)
        self._sides.chosen.connect(lambda index: self.turn(SIDES[index]))
        for name, row in self._rows.items():
            row.clicked.connect(lambda _on=False, name=name: choose_variant(self._session, self.side, name))
        self._another.clicked.connect(self._next_patient)
        self._seed.returnPressed.connect(lambda: self._draw(int(self._seed.text() or 0)))
        self._usual.clicked.connect(lambda: choose_patient(self._session, BASE_SPECIMEN))
        self._session.listen(self._follow)

    def turn(self, side: str) -> None:
        """Look at the other side."""
        self.side = side
        self._sides.set_current(SIDES.index(side))
        self._fill()
        self.turned.emit(side)

    def _next_patient(self) -> None:
        seed = self._session.view.patient.seed
        self._draw(int(self._seed.text() or 0) if seed is None else (seed + 1) % (HIGHEST_SEED + 1))

    def _draw(self, seed: int) -> None:
        atlas = self._session.atlas
        choose_patient(self._session, drawn_patient(atlas.variants, atlas.sampling or Sampling(), seed))

    def _follow(self, old: AppState, new: AppState) -> None:
        if old.view.patient != new.view.patient:
            self._fill()

    # Words

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        self._title.setText(say("Variants of the course", language))
        self._close.set_name(say("Close", language), "Esc")
        self._sides.set_texts(say("Side", language), [say("Right", language), say("Left", language)])
        for group, head in self._heads.items():
            head.setText(say(GROUP_WORDS.get(group, group), language))
        self._another.setText(say("Another patient", language))
        self._seed_name.setText(say("Seed", language))
        self._seed.setAccessibleName(say("Seed", language))
        self._seed.setFont(self._look.font("body"))
        self._usual.setText(say("Usual course", language))
        self._drawn.setText(self._sampled())
        self._fill()
        self._place()

    def _fill(self) -> None:
        atlas, language, patient = self._session.atlas, self._session.language, self._session.view.patient
        choice = patient.side(self.side)
        has = choice_words(atlas, choice, language)
        self._now.setText(" · ".join(part for part in (patient_words(patient, language), has) if part))
        if patient.seed is not None:
            self._seed.setText(str(patient.seed))
        elif not self._seed.text():
            self._seed.setText("1")
        self._usual.set_reason("" if not patient.usual else say("This is the usual course", language))
        taken = {atlas.variants[name].group for name in choice.variants}
        for name, row in self._rows.items():
            variant = atlas.variants[name]
            row.setChecked(name in choice.variants or (variant.usual and variant.group not in taken))
            row.set_texts(self._texts(variant))

    def _texts(self, variant: Variant) -> VariantTexts:
        atlas, language = self._session.atlas, self._session.language
        rates = tuple(RateLine(rate.percent, rate_words(atlas, rate, language)) for rate in variant.rates)
        refused = refusal(self._session, self.side, variant.id)
        return VariantTexts(
            variant.names.get(language),
            rates,
            variant.about.get(language),
            variant.contested.get(language),
            refused,
            variant.usual,
        )

    def _sampled(self) -> str:
        """What another patient is drawn from, and what stays."""
        atlas, language = self._session.atlas, self._session.language
        drawn = []
        for variant in atlas.variants.values():
            if variant.sampled is not None:
                note = variant.sampled_note.get(language) or short_citation(atlas, variant.rates[0].source)
                drawn.append(f"{variant.names.get(language)} {variant.sampled:g} % ({note})")
        sampling = atlas.sampling or Sampling()
        for spread in sampling.spreads:
            note = spread.note.get(language)
            drawn.append(f"{spread.names.get(language)} ± {spread.sd_mm:g} mm ({note})")
        kept = [text.get(language) for text in sampling.omitted]
        parts = (
            (say("Another patient draws, each side by itself:", language), drawn),
            (say("It does not draw:", language), kept),
        )
        return "\n\n".join("\n".join([head, *(f"· {item}" for item in items)]) for head, items in parts)

    def open(self) -> None:
        """Show the side that is asked for."""
        self.turn(self.side)
        super().open()
        self.opened.emit()

    def first_focus(self) -> QWidget:
        """The variant that the side has, or the first."""
        return next((row for row in self._rows.values() if row.isChecked()), self._close)

    def card_rect(self) -> QRect:
        """At the left edge over the structures, high."""
        px = self._look.px
        wide = min(px(WIDTH), max(px(NARROWEST), round(self.width() * 0.3)), self.width() - 2 * EDGE)
        high = min(self.height() - px(48) - 2 * EDGE, px(760))
        return QRect(EDGE, self.height() - high - EDGE - px(24), wide, high)
