"""Questions that are answered in the picture: a structure to click, a point to place."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QWidget

from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.place_point import NEAR, Miss, PlacePoint, read_place
from anatomy_viewer.model.question import Question, Verdict
from anatomy_viewer.model.quiz import Locate
from anatomy_viewer.model.words import joined, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import short_citation
from anatomy_viewer.ui.question_card import QuestionCard
from anatomy_viewer.ui.widgets.measure import Figure, MeasureBox
from anatomy_viewer.ui.widgets.messages import Text

KEYS = "Or use the keys: Space leaps from thing to thing, arrows move by 1 mm (Ctrl: 10 mm), Enter answers."


class PictureCard(QuestionCard):
    """Clicking is begun and ended with the button; names are covered meanwhile."""

    wanted = ""  # what to click, as it is said

    def __init__(
        self, look: Look, session: Session, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, session, question, parent)
        self._waiting, self._keys = Text(look, "body", "text2"), Text(look, "small", "text3")
        self.body.addWidget(self._waiting)
        self.body.addWidget(self._keys)

    def refresh(self) -> None:
        """The button that begins the asking, and what all questions show."""
        super().refresh()
        language = self._session.language
        asking = self._session.now.asking == self.question.id
        self._waiting.setText(say(self.wanted, language))
        self._keys.setText(say(KEYS, language))
        for words in (self._waiting, self._keys):
            words.setVisible(asking)
        self._answer.setText(say("Stop", language) if asking else say("Click in the picture", language))
        self._answer.set_icons("" if asking else "cursor-default-click-outline")

    def give(self) -> None:
        """Begin the asking, or end it."""
        asking = self._session.now.asking == self.question.id
        self._session.ask_in_picture("" if asking else self.question.id)


class LocateCard(PictureCard):
    """A structure is clicked."""

    wanted = "Click the structure in the picture. Turning and peeling are allowed."

    def __init__(self, look: Look, session: Session, question: Locate, parent: QWidget | None = None) -> None:
        super().__init__(look, session, question, parent)
        self.refresh()

    def wrong_title(self, chosen: str) -> str:
        """Names what was clicked instead, unless the atlas has lost it since."""
        atlas, language = self._session.atlas, self._session.language
        if chosen not in atlas.structures and chosen not in atlas.features:
            return super().wrong_title(chosen)
        return say("Not this one: {}", language).format(full_name(atlas, chosen, language))

    def right_answer(self, verdict: Verdict) -> str:
        """The structures that would have been right."""
        language = self._session.language
        return joined([full_name(self._session.atlas, i, language) for i in verdict.correct[:2]], language)


class PlaceCard(PictureCard):
    """A place is clicked; after it: how far off it is, in mm and in the SDs of each study."""

    wanted = "Click the place in the picture. Depth does not count; turning and peeling are allowed."

    def __init__(
        self, look: Look, session: Session, question: PlacePoint, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, session, question, parent)
        self._asked = question
        self._figures, self._ways = MeasureBox(look), Text(look, "small", "text2")
        self.after.addWidget(self._figures)
        self.after.addWidget(self._ways)
        self.refresh()

    def refresh(self) -> None:
        """With the figures of an answer that is a place."""
        super().refresh()
        answer = self._session.now.answer_to(self.question.id)
        miss = self._miss(answer.chosen) if self.told(answer) else None
        for part in (self._figures, self._ways):
            part.setVisible(miss is not None)
        if miss is not None:
            self._figures.set_figures(self._measured(miss))
            self._ways.setText(escape(self._in_words(miss)))

    def _miss(self, chosen: str) -> Miss | None:
        place = read_place(chosen)
        return self._asked.miss(place) if place else None

    def right_title(self, chosen: str) -> str:
        """How far off, within what is right."""
        return self._title("Right: {:.1f} mm away", chosen)

    def wrong_title(self, chosen: str) -> str:
        """Near, off, or on the other side."""
        miss = self._miss(chosen)
        if miss is None:
            return super().wrong_title(chosen)
        if self._asked.judge(chosen).other_side:
            return say("That is the other side", self._session.language)
        return self._title(
            "Near: {:.1f} mm away" if miss.share <= NEAR else "Not there: {:.1f} mm away", chosen
        )

    def _title(self, words: str, chosen: str) -> str:
        miss = self._miss(chosen)
        return say(words, self._session.language).format(miss.mm if miss else 0.0)

    def _measured(self, miss: Miss) -> list[Figure]:
        """Mm, then the SDs of each study by its name, or the tolerance where there is none."""
        language, atlas = self._session.language, self._session.atlas
        figures = [Figure(f"{miss.mm:.1f}", "mm", say("from the point, along the surface", language))]
        for each in miss.studies:
            what = say("from the point, by the spread of {}", language)
            what = what.format(short_citation(atlas, each.study.source))
            figures.append(Figure(f"{each.from_point:.1f}", "SD", what))
        if not miss.studies:
            what = say("allowed: a model value, no spread is published", language)
            lateral, caudal = self._asked.tolerance
            allowed = f"{lateral:g}" if lateral == caudal else f"{lateral:g} / {caudal:g}"
            figures.append(Figure(f"± {allowed}", "mm", what))
        return figures

    def _in_words(self, miss: Miss) -> str:
        """Which way it is off, and how far from the mean of each study."""
        language, atlas = self._session.language, self._session.atlas
        aside = "{:.1f} mm too far from the midline" if miss.lateral > 0 else "{:.1f} mm too near the midline"
        down = "{:.1f} mm too low" if miss.caudal > 0 else "{:.1f} mm too high"
        ways = [say(aside, language).format(abs(miss.lateral)), say(down, language).format(abs(miss.caudal))]
        means = [
            say("{:.1f} SD from the mean of {}", language).format(
                each.from_mean, short_citation(atlas, each.study.source)
            )
            for each in miss.studies
        ]
        return joined([*ways, *means], language)
