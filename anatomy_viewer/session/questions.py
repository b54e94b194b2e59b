"""Questions of a lesson and their answers."""

from __future__ import annotations

from dataclasses import replace

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.made_lesson import ASSESSMENT, asked_again
from anatomy_viewer.model.state import Answer
from anatomy_viewer.model.variants import BASE_SPECIMEN
from anatomy_viewer.session.cases import Cases


class Questions(Cases):
    """The part of the session that asks."""

    def choose(self, question: str, chosen: str) -> None:
        """Choose an option or a structure without answering yet."""
        self._put(replace(self.now.answer_to(question), chosen=chosen))

    def judge(self, question: str) -> None:
        """Answer with what is chosen."""
        answer = replace(self.now.answer_to(question), judged=True)
        asking = "" if self.now.asking == question else self.now.asking
        self._bring_back(answer)
        self.store.amend(replace(self.now.with_answer(answer), asking=asking))

    def try_again(self, question: str) -> None:
        """Take the answer back; hints stay counted, and the options are shuffled anew."""
        answer = self.now.answer_to(question)
        now = self.now.with_answer(replace(answer, chosen="", judged=False, tries=answer.tries + 1))
        self.store.amend(replace(now, asking=self._asked_at_once(now, self.step) if self.step else ""))

    def order_seed(self, question: str) -> str:
        """What the order of a question's options depends on: the learner, the lesson, and the attempt."""
        place, tries = self.now.place, self.now.answer_to(question).tries
        return f"{self.learner}/{place.lesson if place else ''}/{tries}"

    def ask_in_picture(self, question: str) -> None:
        """The next click in the picture answers `question`; '' ends the asking.

        A place is asked for on the base specimen, where the points of the lesson lie.
        """
        place = self.lesson is not None and bool(question) and self.lesson.question(question).kind == "place"
        view = replace(self.view, patient=BASE_SPECIMEN) if place else self.view
        self.store.amend(replace(self.now, asking=question, view=view))

    def point_at(self, name: str, place: Vector) -> None:
        """Answer the question being asked in the picture with what was clicked, at `place` (mm)."""
        if self.lesson is None:
            return
        chosen = self.lesson.question(self.now.asking).pointed(name, place)
        if not chosen:
            return
        answer = replace(self.now.answer_to(self.now.asking), chosen=chosen, judged=True)
        self._bring_back(answer)
        self.store.amend(replace(self.now.with_answer(answer), asking=""))

    def take_hint(self, question: str) -> None:
        """Show the hint; it costs nothing but is counted."""
        answer = self.now.answer_to(question)
        self._put(replace(answer, hints=answer.hints + 1))

    def _bring_back(self, answer: Answer) -> None:
        """In a review, what was wrong is asked again at the end."""
        lesson = self.lesson
        made = self.made.get(lesson.id) if lesson else None
        if (
            lesson is None
            or made is None
            or made.kind == ASSESSMENT
            or self.now.answer_to(answer.question).judged
        ):
            return
        if not lesson.question(answer.question).judge(answer.chosen).right:
            self.made[lesson.id] = asked_again(made, answer.question, self.lessons)

    def _put(self, answer: Answer) -> None:
        self.store.amend(self.now.with_answer(answer))
