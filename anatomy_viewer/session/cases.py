"""Cases: decisions lead from step to step; one can go back along the way taken, and begin again."""

from __future__ import annotations

from anatomy_viewer.model.case import LEADING_ON, Decision, Taken, decision_id, sound_route
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.state import Answer, Place
from anatomy_viewer.model.words import say
from anatomy_viewer.session.lessons import Lessons


class Cases(Lessons):
    """The part of the session that follows decisions. Lessons that are no cases go on as they did."""

    @property
    def in_case(self) -> bool:
        """Is the lesson being played a case?"""
        lesson = self.lesson
        return lesson is not None and lesson.kind == "case"

    @property
    def decision(self) -> Decision | None:
        """What the step being shown ends in."""
        step = self.step
        return step.decision if step else None

    @property
    def decided(self) -> str:
        """The step (id) that the decision made here leads to; '' before it is made, and at an ending."""
        decision = self.decision
        if decision is None or decision.to:
            return decision.to if decision else ""
        answer = self.now.answer_to(decision.id)
        way = decision.way(answer.chosen) if answer.judged else None
        return way.to if way else ""

    @property
    def way_titles(self) -> tuple[str, ...]:
        """The titles of the steps on the way taken, the one shown last."""
        lesson, place = self.lesson, self.now.place
        if lesson is None or place is None:
            return ()
        titles = {step.id: step.text(self.language).title for step in lesson.steps}
        return (*(titles[taken.step] for taken in self.now.route), titles[lesson.steps[place.step].id])

    @property
    def can_go_on(self) -> bool:
        """Is there a next step?"""
        lesson, place = self.lesson, self.now.place
        if lesson is None or place is None:
            return False
        return bool(self.decided) if self.in_case else place.step < len(lesson.steps) - 1

    @property
    def can_go_back(self) -> bool:
        """Is there a step before this one?"""
        place = self.now.place
        return bool(self.now.route) if self.in_case else place is not None and place.step > 0

    def open_lesson(
        self, lesson: str, step: int = 0, answers: tuple[Answer, ...] = (), route: tuple[Taken, ...] = ()
    ) -> None:
        """As every lesson; of a case, with the way that led to `step`, if it still does."""
        opened, place = self.lesson_called(lesson), self.now.place
        if opened is None or opened.kind != "case":
            super().open_lesson(lesson, step, answers)
            return
        here = place is not None and place.lesson == lesson
        kept, known = (self.now.answers, self.now.route) if here else (answers, route)
        way = sound_route(known, opened.decisions, opened.steps[step].id) or self._cut(known, step, opened)
        self._arrive(opened.text(self.language).title, opened, step, kept, way)

    def move(self, steps: int) -> bool:
        """In a case: on with the decision made (1), or back along the way taken (−1)."""
        if not self.in_case:
            return super().move(steps)
        return self._go_on() if steps > 0 else self._go_back()

    def go_to(self, step: int) -> bool:
        """In a case: back to a step of the way taken; any other step begins a way of its own."""
        lesson = self.lesson
        if lesson is None or lesson.kind != "case":
            return super().go_to(step)
        if not 0 <= step < len(lesson.steps):
            return False
        route = self._cut(self.now.route, step, lesson)
        self._arrive(self._titled(lesson, step), lesson, step, self.now.answers, route)
        return True

    def back_to(self, place: int) -> None:
        """Back to the step that was number `place` (from 0) on the way."""
        lesson, route = self.lesson, self.now.route
        if lesson is not None and 0 <= place < len(route):
            step = lesson.index_of(route[place].step) or 0
            self._arrive(
                self._titled(lesson, step), lesson, step, self.now.answers, route[:place], route[place]
            )

    def restart_case(self) -> None:
        """From the first step, with nothing decided; what was answered elsewhere stays."""
        lesson = self.lesson
        if lesson is not None:
            decided = {decision.id for decision in lesson.decisions.values()}
            kept = tuple(a for a in self.now.answers if a.question not in decided)
            self._arrive(say("Begin the case again", self.language), lesson, 0, kept, ())

    def _go_on(self) -> bool:
        lesson, step, goal = self.lesson, self.step, self.decided
        index = lesson.index_of(goal) if lesson and goal else None
        if lesson is None or step is None or step.decision is None or index is None:
            return False
        chosen = self.now.answer_to(step.decision.id).chosen if step.decision.ways else ""
        route = (*self.now.route, Taken(step.id, int(chosen) if chosen else LEADING_ON))
        self._arrive(self._titled(lesson, index), lesson, index, self.now.answers, route)
        return True

    def _go_back(self) -> bool:
        possible = self.can_go_back
        self.back_to(len(self.now.route) - 1)
        return possible

    def _arrive(
        self,
        label: str,
        lesson: Lesson,
        step: int,
        answers: tuple[Answer, ...],
        route: tuple[Taken, ...],
        decided: Taken | None = None,
    ) -> None:
        """Show a step with its decision open, or as it was `decided`: a loop asks again."""
        own = decision_id(lesson.steps[step].id)
        hints = next((a.hints for a in answers if a.question == own), 0)
        kept = tuple(a for a in answers if a.question != own)
        if decided is not None and decided.option >= 0:
            kept = (*kept, Answer(own, str(decided.option), True, hints))
        self._show(label, Place(lesson.id, step), kept, route)

    @staticmethod
    def _cut(route: tuple[Taken, ...], step: int, lesson: Lesson) -> tuple[Taken, ...]:
        """The part of the way before its last visit to `step`."""
        visits = [i for i, taken in enumerate(route) if taken.step == lesson.steps[step].id]
        return route[: visits[-1]] if visits else ()

    def _titled(self, lesson: Lesson, step: int) -> str:
        return f"{step + 1} · {lesson.steps[step].text(self.language).title}"
