"""Assessments: questions without a word about right or wrong until they are handed in, and without names meanwhile."""

from __future__ import annotations

from dataclasses import replace

from anatomy_viewer.model.case import Taken
from anatomy_viewer.model.made_lesson import Made, handed_in
from anatomy_viewer.model.state import Answer, Place
from anatomy_viewer.model.words import say
from anatomy_viewer.session.questions import Questions


class Assessments(Questions):
    """The part of the session that examines. Leaving an assessment ends it; no undo leads back into it."""

    def play(self, made: Made) -> None:
        """As every lesson put together; before an assessment the history is forgotten, for it holds names."""
        self._leave()
        super().play(made)
        if self.withholding:
            self.store.forget()

    def hand_in(self) -> None:
        """End the assessment: what is right is told from now on, and the result is shown; open questions are wrong."""
        place = self.now.place
        if place is None or not self.withholding:
            return
        given = self.now.answers
        made = handed_in(self.made[place.lesson], given, self.lessons)
        self.made[place.lesson] = made
        last = Place(place.lesson, len(made.lesson.steps) - 1)
        known = {answer.question: answer for answer in given}
        asked = [known.get(q.id, Answer(q.id)) for q in made.lesson.questions]
        closed = tuple(
            answer if answer.judged else replace(answer, chosen="", judged=True) for answer in asked
        )
        self._show(say("Your result", self.language), last, closed)
        self.store.forget()

    def open_lesson(
        self, lesson: str, step: int = 0, answers: tuple[Answer, ...] = (), route: tuple[Taken, ...] = ()
    ) -> None:
        """As ever; another lesson ends an assessment."""
        if self.now.place is not None and self.now.place.lesson != lesson:
            self._leave()
        super().open_lesson(lesson, step, answers, route)

    def explore(self) -> None:
        """As ever; it ends an assessment."""
        self._leave()
        super().explore()

    def home(self) -> None:
        """As ever; it ends an assessment."""
        self._leave()
        super().home()

    def _leave(self) -> None:
        """Give an assessment up that was not handed in."""
        place = self.now.place
        if place is not None and self.withholding:
            del self.made[place.lesson]
            view = self.view.select(None)
            self.store.amend(replace(self.now, place=None, answers=(), asking="", covered=False, view=view))
            self.store.forget()
