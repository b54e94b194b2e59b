"""Lessons and screens: where one is, and how one gets elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from anatomy_viewer.model.case import Taken, sound_route
from anatomy_viewer.model.imaged import imaging_of
from anatomy_viewer.model.lesson import Lesson, SceneSpec, Step, scene_view, step_view
from anatomy_viewer.model.made_lesson import Made
from anatomy_viewer.model.own_meshes import without_lost
from anatomy_viewer.model.pathway_look import begun, pathway_picture
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.quiz import IN_PICTURE
from anatomy_viewer.model.renewed import same_step, still_answered
from anatomy_viewer.model.state import Answer, AppState, Place
from anatomy_viewer.model.words import say
from anatomy_viewer.session.views import opening_view
from anatomy_viewer.session.walks import Walks


class Lessons(Walks):
    """The part of the session that plays lessons."""

    @property
    def lesson(self) -> Lesson | None:
        """The lesson being played."""
        place = self.now.place
        return self.lesson_called(place.lesson) if place else None

    @property
    def step(self) -> Step | None:
        """The step being shown."""
        lesson, place = self.lesson, self.now.place
        return lesson.steps[place.step] if lesson and place else None

    @property
    def step_titles(self) -> tuple[str, ...]:
        """The titles of the lesson's steps."""
        steps = self.lesson.steps if self.lesson else ()
        return tuple(step.text(self.language).title for step in steps)

    @property
    def judged_in_picture(self) -> tuple[Question, Answer] | None:
        """The step's latest judged question that was answered by clicking in the picture."""
        told = self.step is not None and not self.withholding
        asked = {q.id: q for q in self.step.questions if q.kind in IN_PICTURE} if self.step and told else {}
        judged = [a for a in self.now.answers if a.judged and a.question in asked]
        return (asked[judged[-1].question], judged[-1]) if judged else None

    @property
    def withholding(self) -> bool:
        """Is it kept back for now whether answers are right? So it is in an assessment."""
        made = self.made.get(self.now.place.lesson) if self.now.place else None
        return made is not None and made.withholds

    @property
    def asked(self) -> Question | None:
        """The question whose answer is wanted from the picture just now."""
        lesson, asking = self.lesson, self.now.asking
        return lesson.question(asking) if lesson is not None and asking else None

    @property
    def asks_for(self) -> str:
        """The kind of `asked`; '' when nothing is asked."""
        asked = self.asked
        return asked.kind if asked else ""

    def open_lesson(self, lesson: str, step: int = 0, answers: tuple[Answer, ...] = ()) -> None:
        """Play `lesson` from `step` on; answers given earlier may be brought along."""
        opened = self.lesson_called(lesson)
        if opened is None:
            raise KeyError(lesson)
        title = opened.text(self.language).title
        kept = self.now.answers if self.now.place and self.now.place.lesson == lesson else answers
        self._show(title, Place(lesson, step), kept)

    def go_to(self, step: int) -> bool:
        """Show step number `step` (from 0) of the present lesson; False when there is none."""
        lesson = self.lesson
        if lesson is None or not 0 <= step < len(lesson.steps):
            return False
        label = f"{step + 1} · {lesson.steps[step].text(self.language).title}"
        self._show(label, Place(lesson.id, step), self.now.answers)
        return True

    def move(self, steps: int) -> bool:
        """Next (1) or back (−1); False at either end or without a lesson."""
        place = self.now.place
        return place is not None and self.go_to(place.step + steps)

    def _show(
        self, label: str, place: Place, answers: tuple[Answer, ...], route: tuple[Taken, ...] = ()
    ) -> None:
        self.store.replace(label, without_lost(self._state_at(place, answers, route), self.atlas))

    def _state_at(self, place: Place, answers: tuple[Answer, ...], route: tuple[Taken, ...] = ()) -> AppState:
        """A step as it begins. Raises KeyError where there is no such lesson."""
        lesson = self.lesson_called(place.lesson)
        if lesson is None:
            raise KeyError(place.lesson)
        step = lesson.steps[place.step]
        view, asked = step_view(step, self.atlas), step.scene.imaging
        imaging = imaging_of(asked, self.atlas) if asked else None
        state = AppState(view, "atlas", place, answers, imaging=imaging, scan=self.now.scan, route=route)
        made = self.made.get(place.lesson)
        covered = made is not None and made.withholds
        state = replace(state, asking=self._asked_at_once(state, step), covered=covered)
        look = begun(step.scene.pathway, self.atlas.pathway) if step.scene.pathway else None
        return replace(state, pathway=look)

    def renew(self, lesson: Lesson) -> None:
        """The files of `lesson` have changed: play on at the same step (`same_step`), with the answers to what is still
        asked; the picture stays where the step's scene does. No undo entry; where steps came or went, history ends."""
        old, now = self.lessons.get(lesson.id), self.now
        self.lessons = {**self.lessons, lesson.id: lesson}
        if old is None or now.place is None or now.place.lesson != lesson.id:
            self._forget_steps(old, lesson)
            return
        at = same_step(old, lesson, now.place.step)
        place, was, step = Place(lesson.id, at), old.steps[now.place.step], lesson.steps[at]
        answers = still_answered(old, lesson, now.answers)
        route = sound_route(now.route, lesson.decisions, step.id)
        state = replace(now, place=place, answers=answers, route=route)
        if was.scene != step.scene:
            state = replace(self._state_at(place, answers, route), screen=now.screen)
        asked = {question.id for question in step.questions}
        self.store.amend(state if state.asking in asked else replace(state, asking=""))
        self._forget_steps(old, lesson)

    def _forget_steps(self, old: Lesson | None, new: Lesson) -> None:
        """History leads to steps by their number, and on the ways of cases: where those are others, it is over."""
        if old is not None and (
            [step.id for step in old.steps] != [step.id for step in new.steps]
            or old.decisions != new.decisions
        ):
            self.store.forget()

    def _asked_at_once(self, state: AppState, step: Step) -> str:
        """In a review: the open question of `step` before which names are covered."""
        made = self.made.get(state.place.lesson) if state.place else None
        open_ones = [q.id for q in step.questions if not state.answer_to(q.id).judged]
        return next((q for q in open_ones if made and made.covers(q)), "")

    @property
    def lesson_after(self) -> str:
        """The lesson that follows the present one on the path that is followed; '' where there is none."""
        path, place = next((path for path in self.paths if path.id == self.path), None), self.now.place
        after = path.after(place.lesson) if path and place else ""
        return after if after in self.lessons else ""

    def play(self, made: Made) -> None:
        """Play a lesson that was put together, from its first step."""
        if made.lesson.steps:
            self.made[made.lesson.id] = made
            self.open_lesson(made.lesson.id)

    def come_back(self, state: AppState) -> None:
        """To where one was, exactly as one left it."""
        state = without_lost(state, self.atlas)
        self.store.replace(say("Back to the step", self.language), replace(state, scan=self.now.scan))

    def return_to_step(self) -> None:
        """The step's own view again, or the opening view outside a lesson."""
        step, walk, look = self.step, self.now.walk, self.now.pathway
        if walk:
            view = self._walk_start(walk.course, walk.at)
        elif step:
            asked = step.scene.pathway
            view, look = step_view(step, self.atlas), begun(asked, self.atlas.pathway) if asked else None
        else:
            view = pathway_picture(self.atlas, self.view, look.side) if look else opening_view(self.atlas)
        state = replace(self.now, view=view, pathway=look)
        self.store.replace(say("Back to the step's view", self.language), without_lost(state, self.atlas))

    def go_to_scene(self, spec: SceneSpec) -> None:
        """The picture of a bookmark; where one is in a lesson stays. Raises UnknownName."""
        if self.now.screen != "atlas":
            self.explore()
        look = begun(spec.pathway, self.atlas.pathway) if spec.pathway else None
        imaging = imaging_of(spec.imaging, self.atlas) if spec.imaging else self.now.imaging
        view = scene_view(spec, self.atlas)
        state = replace(
            self.now, view=view, pathway=look, imaging=imaging, walk=None, exercise=None, placing=""
        )
        self.store.replace(say("Bookmark", self.language), without_lost(state, self.atlas))

    def explore(self) -> None:
        """The atlas without a lesson: as one left it, or in the opening view."""
        left = self.now.place is None and bool(self.view.visible)
        view = self.view if left else opening_view(self.atlas)
        look = self.now.pathway if left else None
        state = replace(
            self.now, screen="atlas", place=None, view=view, asking="", exercise=None, pathway=look
        )
        self.store.replace(say("Explore freely", self.language), state)

    def home(self) -> None:
        """The first screen; the lesson's place is kept in the progress, not here."""
        self.store.replace(
            say("Home", self.language), replace(self.now, screen="home", asking="", placing="", exercise=None)
        )

    def forget_lessons(self, names: Collection[str]) -> None:
        """They are there no more; where one of them was being played nothing is, and no undo leads back to it."""
        self.lessons = {name: lesson for name, lesson in self.lessons.items() if name not in names}
        if self.now.place is not None and self.now.place.lesson in names:
            self.store.amend(AppState(self.view.select(None), scan=self.now.scan))
        self.store.forget()

    def begin_anew(self) -> None:
        """Another learner: Home, with nothing played, answered or to be undone."""
        self.store.amend(AppState(self.view.select(None)))
        self.store.forget()
