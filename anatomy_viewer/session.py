"""The one door to the state: every change a user makes passes here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.camera import centre_on, frame
from anatomy_viewer.model.exercise import Exercise, task_view
from anatomy_viewer.model.lesson import Lesson, Step, step_view
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.model.nerve import Passage
from anatomy_viewer.model.place_needle import PlaceNeedle
from anatomy_viewer.model.practice import Insertion
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.quiz import IN_PICTURE
from anatomy_viewer.model.state import Answer, AppState, Place, Walk
from anatomy_viewer.model.variants import BASE_SPECIMEN, VariantChoice
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.model.walking import walk_start, walk_view
from anatomy_viewer.model.words import say
from anatomy_viewer.store import Listener, Store

Change = Callable[[ViewState], ViewState]


class Session:
    """Holds the store, the atlas and the lessons; views listen to it and never write."""

    def __init__(self, atlas: Atlas, lessons: Mapping[str, Lesson], state: AppState) -> None:
        self.atlas = self._base_atlas = atlas
        self.missing: frozenset[str] = frozenset()  # points that the specimen shown does not have
        self.lessons = lessons
        self.store = Store(state, _kept)
        self.language = "en"
        self.passages: dict[tuple[str, VariantChoice], Passage] = {}  # as far as they have been read

    @property
    def now(self) -> AppState:
        """The present state."""
        return self.store.now

    @property
    def view(self) -> ViewState:
        """The present picture."""
        return self.store.now.view

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(old, new)` after each change; returns what stops it."""
        return self.store.listen(listener)

    def edit(self, label: str, change: Change, merge: bool = False) -> None:
        """Change the picture: one undo entry called `label`; with `merge` a whole drag is one entry."""
        self.store.replace(label, replace(self.now, view=change(self.view)), merge)

    def select(self, name: str | None) -> None:
        """Choose a structure, feature or point, or nothing; not an undo entry of its own."""
        self.store.amend(replace(self.now, view=self.view.select(name)))

    def refit(self, points: Mapping[str, Vector], missing: Iterable[str] = ()) -> None:
        """The specimen shown is another: these points lie elsewhere than on the base specimen, those are `missing`."""
        self.atlas = self._base_atlas.with_points_at(points)
        self.missing = frozenset(missing)

    def reveal(self, name: str) -> None:
        """Select something and see to it that it is seen: shown, neither peeled off nor cut away, before the eye."""
        atlas = self.atlas
        point = atlas.points.get(name)
        owner = "" if point else atlas.owner(name)
        place = point.position if point else atlas.anchor(name)

        def change(view: ViewState) -> ViewState:
            if view.cut and owner not in view.cut.spared and not view.cut.keeps(place):
                view = replace(view, cut=None)
            if point:
                return replace(view, points=tuple(dict.fromkeys([*view.points, name])))
            peel = min(view.peel, atlas.structures[owner].layer - 1)
            return view.show([owner]).peel_to(peel)

        camera = centre_on(self.view.camera, place)
        label = f"{say('Find', self.language)} · {full_name(atlas, name, self.language)}"
        self.edit(label, lambda view: change(view).select(name).look(camera))

    # Lessons

    @property
    def lesson(self) -> Lesson | None:
        """The lesson being played."""
        place = self.now.place
        return self.lessons.get(place.lesson) if place else None

    @property
    def step(self) -> Step | None:
        """The step being shown."""
        lesson, place = self.lesson, self.now.place
        return lesson.steps[place.step] if lesson and place else None

    @property
    def judged_in_picture(self) -> tuple[Question, Answer] | None:
        """The step's latest judged question that was answered by clicking in the picture."""
        asked = {q.id: q for q in self.step.questions if q.kind in IN_PICTURE} if self.step else {}
        judged = [a for a in self.now.answers if a.judged and a.question in asked]
        return (asked[judged[-1].question], judged[-1]) if judged else None

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
        title = self.lessons[lesson].text(self.language).title
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

    def _show(self, label: str, place: Place, answers: tuple[Answer, ...]) -> None:
        view = step_view(self.lessons[place.lesson].steps[place.step], self.atlas)
        self.store.replace(label, AppState(view, "atlas", place, answers))

    def return_to_step(self) -> None:
        """The step's own view again, or the opening view outside a lesson."""
        step, walk = self.step, self.now.walk
        if walk:
            view = self._walk_start(walk.course, walk.at)
        else:
            view = step_view(step, self.atlas) if step else opening_view(self.atlas)
        self.edit(say("Back to the step's view", self.language), lambda _: view)

    def explore(self) -> None:
        """The atlas without a lesson: as one left it, or in the opening view."""
        left = self.now.place is None and bool(self.view.visible)
        view = self.view if left else opening_view(self.atlas)
        state = replace(self.now, screen="atlas", place=None, view=view, asking="", exercise=None)
        self.store.replace(say("Explore freely", self.language), state)

    def home(self) -> None:
        """The first screen; the lesson's place is kept in the progress, not here."""
        self.store.replace(
            say("Home", self.language), replace(self.now, screen="home", asking="", placing="", exercise=None)
        )

    def begin_anew(self) -> None:
        """Another learner: Home, with nothing played, answered or to be undone."""
        self.store.amend(AppState(self.view.select(None)))
        self.store.forget()

    # Walks

    def begin_walk(self, course: str, at: float = 0.0) -> None:
        """Walk along `course` (a structure id) from `at` mm on; from one walk to another it is one walk."""
        before = self.now.walk.before if self.now.walk else self.view
        name = full_name(self.atlas, course, self.language)
        state = replace(self.now, walk=Walk(course, at, before), view=self._walk_start(course, at))
        self.store.replace(f"{say('Walk', self.language)} · {name}", replace(state, screen="atlas"))

    @property
    def walked(self) -> tuple[str, VariantChoice] | None:
        """The course being walked, and the variants of its side."""
        walk = self.now.walk
        return self._passage_key(walk.course) if walk else None

    @property
    def passage(self) -> Passage | None:
        """What is being walked; None when nothing is, or while it is being read."""
        return self.passages.get(self.walked) if self.walked else None

    def _passage_key(self, course: str) -> tuple[str, VariantChoice]:
        return course, self.view.patient.side(self.atlas.structures[course].side)

    def _walk_start(self, course: str, at: float) -> ViewState:
        view = replace(walk_start(self.atlas, course), patient=self.view.patient)
        passage = self.passages.get(self._passage_key(course))
        return walk_view(view, passage, None, at, self.atlas) if passage else view

    def seek(self, at: float) -> None:
        """Go to `at` mm of the walk, as far as it reaches; a run of it is one undo entry."""
        walk, passage = self.now.walk, self.passage
        if walk and passage:
            at = min(max(at, 0.0), passage.length_mm)
            view = walk_view(self.view, passage, walk.at, at, self.atlas)
            state = replace(self.now, walk=replace(walk, at=at), view=view)
            self.store.replace(say("Walk", self.language), state, merge=True)

    def end_walk(self) -> None:
        """The picture as it was before the walk."""
        if self.now.walk:
            before = replace(self.now.walk.before, patient=self.view.patient)
            state = replace(self.now, walk=None, view=before)
            self.store.replace(say("End the walk", self.language), state)

    def add_passage(self, read: tuple[str, VariantChoice], passage: Passage) -> None:
        """A course has been read: a walk that waits for it begins."""
        self.passages[read] = passage
        walk = self.now.walk
        if walk and self.walked == read:
            at = min(walk.at, passage.length_mm)
            view = walk_view(self.view, passage, None, at, self.atlas)
            self.store.amend(replace(self.now, walk=replace(walk, at=at), view=view))

    # Questions

    def choose(self, question: str, chosen: str) -> None:
        """Choose an option or a structure without answering yet."""
        self._put(replace(self.now.answer_to(question), chosen=chosen))

    def judge(self, question: str) -> None:
        """Answer with what is chosen."""
        self._put(replace(self.now.answer_to(question), judged=True))

    def try_again(self, question: str) -> None:
        """Take the answer back; hints stay counted."""
        self._put(replace(self.now.answer_to(question), chosen="", judged=False))

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
        self.store.amend(replace(self.now.with_answer(answer), asking=""))

    def take_hint(self, question: str) -> None:
        """Show the hint; it costs nothing but is counted."""
        answer = self.now.answer_to(question)
        self._put(replace(answer, hints=answer.hints + 1))

    def _put(self, answer: Answer) -> None:
        self.store.amend(self.now.with_answer(answer))

    # The needle

    def put_needle(
        self, word: str, needle: Needle | None, merge: bool = False, view: ViewState | None = None
    ) -> None:
        """Place, change or (None) take away the needle: an undo entry called `word`; with `merge` a drag is one.

        view: the picture that comes with it; the present one where None.
        """
        if needle is not None and self._tells is not None:
            needle = replace(needle, help=self._tells)
        state = replace(self.now, needle=needle, view=view or self.view)
        self.store.replace(say(word, self.language), state, merge)

    def place_by_click(self, end: str) -> None:
        """The next click in the picture places the needle's 'entry' or 'target'; '' ends that."""
        self.store.amend(replace(self.now, placing=end))

    @property
    def _tells(self) -> bool | None:
        """Is said what the needle passes? None: as the user likes."""
        exercise, asked = self.now.exercise, self.asked
        if exercise is not None and exercise.placing:
            return exercise.help
        return asked.help if isinstance(asked, PlaceNeedle) else None

    @property
    def reads_needle(self) -> bool:
        """May be said just now what the needle passes?"""
        needle = self.now.needle
        return needle is not None and needle.help and self.asks_for in ("", "needle")

    def ask_for_needle(self, question: str) -> None:
        """The needle placed from now on is the answer to `question`; '' ends that."""
        placing = "entry" if question else ""
        self.store.amend(replace(self.now, asking=question, placing=placing, needle=None))

    def answer_with(self, answer: str) -> None:
        """Answer the question being asked in the picture; the needle that did so is taken away."""
        given = replace(self.now.answer_to(self.now.asking), chosen=answer, judged=True)
        state = replace(self.now.with_answer(given), asking="", placing="", needle=None)
        self.store.amend(state)

    # Practice with the needle

    def practise(self) -> None:
        """Choose a task; a lesson is left."""
        left = self.now.place is None and bool(self.view.visible)
        view = self.view if left else opening_view(self.atlas)
        self._begin(Exercise(), view)

    def begin_exercise(self, exercise: Exercise) -> None:
        """Place the needle for a task; it is out of the picture until the skin is clicked."""
        self._begin(exercise, self._task_view(exercise, exercise.help), "entry")

    def _task_view(self, exercise: Exercise, told: bool) -> ViewState:
        return replace(task_view(self.atlas, exercise.task, told), patient=exercise.patient)

    def _begin(self, exercise: Exercise, view: ViewState, placing: str = "") -> None:
        state = AppState(view, "atlas", placing=placing, exercise=exercise)
        self.store.replace(say("Practise with the needle", self.language), state)

    def insert(self, insertion: Insertion) -> None:
        """One pass of the needle was measured."""
        if self.now.exercise is not None:
            self.store.amend(replace(self.now, exercise=self.now.exercise.inserted(insertion)))

    def end_exercise(self, when: datetime) -> None:
        """Leave the needle where the last pass brought it: what lies there is shown, with the usual path."""
        exercise = self.now.exercise
        if exercise is None or not exercise.passes:
            return
        view = self._task_view(exercise, told=True)
        state = AppState(view, "atlas", exercise=exercise.over(when))
        self.store.replace(say("Attempt", self.language), state)

    def show_attempt(self, number: int) -> None:
        """Show one of the attempts strongly (from 0, the earliest first)."""
        if self.now.exercise is not None:
            self.store.amend(replace(self.now, exercise=self.now.exercise.showing(number)))

    def leave_practice(self) -> None:
        """The free atlas, with what is in the picture."""
        self.store.amend(replace(self.now, exercise=None, placing=""))

    # Undo

    def undo(self, steps: int = 1) -> str:
        """Go back; returns what was undone."""
        return self.store.undo(steps)

    def redo(self, steps: int = 1) -> str:
        """Go forward again; returns what was redone."""
        return self.store.redo(steps)


def _numbered(atlas: Atlas, nerve: str = "") -> tuple[str, ...]:
    """The numbered compression points, of one nerve or of all."""
    return tuple(p.id for p in atlas.points.values() if p.number and (not nerve or p.nerve == nerve))


def _kept(now: AppState, then: AppState) -> AppState:
    """The picture is undone; what was answered in the lesson stays, and what is being asked in its step."""
    if now.exercise and then.exercise and now.exercise.begun == then.exercise.begun:
        then = replace(then, exercise=now.exercise)  # passes that were made stay made
    if now.place is None or then.place is None or now.place.lesson != then.place.lesson:
        return replace(then, asking="", placing="")
    same = (now.place, now.screen) == (then.place, then.screen)
    return replace(then, answers=now.answers, asking=now.asking if same else "", placing="")


def opening_view(atlas: Atlas) -> ViewState:
    """The whole specimen without its skin, from behind and to the right, with the GON's points."""
    visible = frozenset(i for i in atlas.all_ids if atlas.structures[i].system != "skin")
    return ViewState(
        visible=visible,
        camera=frame(atlas.bounds(visible), "posterolateral", "close"),
        points=_numbered(atlas),
    )


COVERING = (
    "trapezius",
    "splenius_capitis",
    "semispinalis_capitis",
    "sternocleidomastoid",
    "longissimus_capitis",
)
VEIL = 0.15


def traced_view(atlas: Atlas, nerve: str) -> ViewState:
    """One nerve from its ganglion to the scalp in its colour, everything else grey, the muscles over it veiled."""
    side = nerve[-2:]
    veiled = [f"{base}{side}" for base in COVERING if f"{base}{side}" in atlas.structures]
    outside = [i for i in atlas.all_ids if atlas.structures[i].layer <= 2]
    camera = frame(
        atlas.bounds([nerve]), "posterolateral left" if side == "_l" else "posterolateral right", "whole"
    )
    view = ViewState(
        visible=atlas.all_ids - frozenset(outside),
        highlighted=frozenset({nerve, *({f"c2_drg{side}"} & atlas.all_ids)}),
        labelled=(nerve,),
        points=_numbered(atlas, nerve),
        camera=camera,
    )
    return view.with_opacity(veiled, VEIL)
