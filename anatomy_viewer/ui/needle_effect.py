"""What is done at the tip: an injection, a lesion or a lead, and how much of which nerve it reaches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from anatomy_viewer.content.needle_effects import Effect
from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.content.spreads import Spread
from anatomy_viewer.model.needling import MOST_ML, Needle
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.treatment import KINDS, Lead
from anatomy_viewer.model.usual_paths import lead_way
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_lists import BathedList
from anatomy_viewer.ui.needle_reader import NeedleReader
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.segmented import Segmented
from anatomy_viewer.ui.widgets.slider import ValueSlider

CHOICES = ("", *KINDS)
CHOICE_WORDS = {"": "Inject", "thermal": "Heat", "pulsed": "Pulse", "cryo": "Cool"}
LESION_WORDS = {
    "thermal": "Thermal lesion {:.0f} × {:.1f} mm (model value). Nerve length inside:",
    "pulsed": "Strong pulsed field {:.0f} × {:.1f} mm, no lesion (model value). Nerve length inside:",
    "cryo": "Ice ball {:.0f} × {:.1f} mm (model value). Nerve length inside:",
}


class EffectSection(QWidget):
    """Follows the needle and the reader's answer; `run` does a command by its id."""

    def __init__(
        self,
        look: Look,
        session: Session,
        reader: NeedleReader,
        run: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._reader, self._run = look, session, reader, run
        self._caption = Text(look, "small_strong", "text2")
        self._choice = Segmented(look, "", [""] * len(CHOICES))
        self._volume = ValueSlider(look, "", 0.0, MOST_ML, step=0.1, unit="ml", decimals=1)
        self._published = Text(look, "tiny", "text3")
        self._words = Text(look, "small", "text2")
        self._reached = BathedList(look, session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(8), 0, 0)
        column.setSpacing(look.px(6))
        for part in (
            self._caption, self._choice, self._volume, self._published, self._words, self._reached,
        ):  # fmt: skip
            column.addWidget(part)
        self._choice.chosen.connect(self._choose)
        self._volume.changed.connect(lambda ml: self._put(volume=ml))
        self._volume.committed.connect(lambda _ml: session.store.settle())
        self._reached.chosen.connect(session.select)
        session.listen(self._follow)
        reader.effect_changed.connect(self._show_effect)
        self.retranslate()

    def _say(self, english: str) -> str:
        return say(english, self._session.language)

    def retranslate(self) -> None:
        """Everything in the session's language."""
        self._caption.setText(self._say("At the tip"))
        self._choice.set_texts(self._say("At the tip"), [self._say(CHOICE_WORDS[c]) for c in CHOICES])
        self._volume.set_name(self._say("Injection"))
        self._show()

    def _follow(self, old: AppState, new: AppState) -> None:
        if (old.needle, old.asking) != (new.needle, new.asking):
            self._show()

    def _show(self) -> None:
        needle = self._session.now.needle
        if needle is None:
            return
        lead = bool(lead_way(self._session.atlas, needle))
        self._choice.setVisible(not lead)
        self._choice.set_current(CHOICES.index(needle.lesion))
        self._volume.setVisible(not lead and not needle.lesion)
        self._volume.set_value(needle.volume)
        self._show_published(needle)
        self._show_effect()

    def _show_published(self, needle: Needle) -> None:
        """The volumes that have been published for the procedure."""
        procedure = self._session.atlas.practice.at(needle.procedure)
        known = procedure.volume_ml if procedure and not needle.lesion else None
        if known:
            text = self._say("Published for this procedure: {}–{} ml.")
            self._published.setText(text.format(*(f"{ml:g}" for ml in known)))
        self._published.setVisible(known is not None)

    def _show_effect(self) -> None:
        reader = self._reader
        effect, problem = (
            (reader.effect, reader.effect_problem) if self._session.reads_needle else (None, None)
        )
        nerves = effect.nerves if effect else {}
        self._reached.show_nerves(nerves)
        self._reached.setVisible(bool(nerves))
        words = sentence(problem, self._session.language) if problem else self._told(effect)
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def _told(self, effect: Effect | None) -> str:
        """How large it is, and that it is a model."""
        if effect is None:
            return ""
        if isinstance(effect, Spread):
            reached = "Nerve length bathed by {:.1f} ml (model of spread along planes; real spread varies):"
            none = "{:.1f} ml reach no nerve here (model of spread along planes; real spread varies)."
            return self._say(reached if effect.nerves else none).format(effect.volume_ml)
        none = "" if effect.nerves else self._say("none")
        if isinstance(effect, Lead):
            text = self._say("Lead with {} contacts. Nerve length within {:.0f} mm of a contact:")
            return f"{text.format(len(effect.contacts), effect.within_mm)} {none}"
        long, wide = 2.0 * effect.half_length_mm, 2.0 * effect.radius_mm
        return f"{self._say(LESION_WORDS[effect.kind]).format(long, wide)} {none}"

    def _choose(self, index: int) -> None:
        self._put(merge=False, lesion=CHOICES[index])

    def _put(self, merge: bool = True, **changes: object) -> None:
        needle = self._session.now.needle
        if needle is not None:
            changed = replace(needle, **changes)  # type: ignore[arg-type]
            self._session.put_needle("At the tip", changed, merge)
