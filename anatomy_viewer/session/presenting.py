"""A lecture being given: what its keys and buttons do. Neither windows nor a clock of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from anatomy_viewer.model.case import Decision
from anatomy_viewer.model.lecture import Lecture, LectureStep, found, start_of
from anatomy_viewer.model.lesson import Step
from anatomy_viewer.model.presenting import Drawing, Presenting, Spot
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session

Told = Callable[[Presenting, Presenting], None]


class Presenter:
    """Holds `now` and is the only one to replace it; leads the session from step to step.

    clock: seconds, always growing. Steps that no lesson has are left out when it is made.
    """

    def __init__(self, session: Session, lecture: Lecture, at: int, clock: Callable[[], float]) -> None:
        self._session, self._clock = session, clock
        steps = tuple(step for step in lecture.steps if found(step, session.lessons) is not None)
        kept, at = replace(lecture, steps=steps), min(at, max(len(steps) - 1, 0))
        self.skipped = start_of(kept, session.lessons, at)  # seconds of the plan before the step begun with
        self.now = Presenting(kept, at)
        self._told: list[Told] = []
        self._leading = False
        self._stop = session.listen(self._follow)

    def begin(self) -> None:
        """Show the step to begin with, unless it is shown, and let the timer run."""
        self._put(timer=self.now.timer.toggled(self._clock()))
        if self.step is not None and not self._shows_own(self._session.now):
            self._lead()

    def end(self) -> None:
        """Follow the session no more."""
        self._stop()

    def listen(self, told: Told) -> Callable[[], None]:
        """Call `told(old, new)` after each change; returns what stops it."""
        self._told.append(told)
        return lambda: self._told.remove(told)

    # What there is

    @property
    def place(self) -> LectureStep | None:
        """The step being shown, as the lecture has it."""
        steps = self.now.lecture.steps
        return steps[self.now.at] if steps else None

    @property
    def step(self) -> Step | None:
        """The step being shown, as its lesson has it."""
        return found(self.place, self._session.lessons) if self.place else None

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the step asks: its questions, and in a case what is to be decided."""
        step, decision = self.step, self.decision
        asked = step.questions if step else ()
        return (*asked, decision) if decision is not None and decision.ways else asked

    @property
    def question(self) -> Question | None:
        """The question that the audience sees."""
        return next((question for question in self.questions if question.id == self.now.question), None)

    # Cases

    @property
    def decision(self) -> Decision | None:
        """What the step of a case ends in; None where another lesson is shown, or something else is looked at."""
        step = self.step
        return step.decision if step is not None and self._session.step is step else None

    @property
    def undecided(self) -> Decision | None:
        """The decision that has to be made before the lecture goes on."""
        decision = self.decision
        return decision if decision is not None and decision.ways and not self._session.decided else None

    @property
    def offered(self) -> tuple[int, ...]:
        """The ways' numbers in the order in which the audience sees them."""
        decision, place = self.decision, self.place
        return decision.order(place.lesson) if decision is not None and place is not None else ()

    def decide(self, way: int) -> None:
        """Take this way (its number in the file): its consequence is told, and the lecture goes on along it."""
        decision = self.decision
        if decision is None or not 0 <= way < len(decision.ways):
            return
        if self._session.decided:
            self._session.try_again(decision.id)
        self._session.choose(decision.id, str(way))
        self._session.judge(decision.id)
        self._put(question=decision.id, released=False)  # another way than before is told of as well
        self._put(released=True)

    @property
    def ahead(self) -> int | None:
        """The step (from 0) that comes next: in a case the one decided for. None at the end, or before a decision."""
        at, steps, place = self.now.at + 1, self.now.lecture.steps, self.place
        if self.undecided is not None or place is None:
            return None
        if self.decision is not None and self.decision.ends:
            at = next((i for i in range(at, len(steps)) if steps[i].lesson != place.lesson), len(steps))
        along = self._along(1)
        return along if along is not None else at if at < len(steps) else None

    @property
    def before(self) -> int | None:
        """The step before this one: in a case along the way taken. None at the beginning."""
        along = self._along(-1)
        return along if along is not None else self.now.at - 1 if self.now.at else None

    def _along(self, steps: int) -> int | None:
        """Where the lecture has the step of the case that was decided for (1), or come from (-1)."""
        place, route = self.place, self._session.now.route
        goal = self._session.decided if steps > 0 else route[-1].step if route else ""
        if place is None or self.decision is None or not goal:
            return None
        fits = [
            i
            for i, known in enumerate(self.now.lecture.steps)
            if (known.lesson, known.step) == (place.lesson, goal)
        ]
        return min(fits, key=lambda i: abs(i - self.now.at), default=None)

    @property
    def elapsed(self) -> float:
        """Seconds since the lecture began."""
        return self.now.timer.elapsed(self._clock())

    @property
    def reached(self) -> float:
        """Where on the plan one is by time: seconds, as if the lecture had been begun with its first step."""
        return self.skipped + self.elapsed

    @property
    def covered(self) -> float:
        """Seconds for which the audience has not seen the picture."""
        return self._clock() - self.now.covered if self.now.cover else 0.0

    # Going

    def go(self, at: int) -> bool:
        """Show step `at` (from 0) as its lesson has it; False when there is none."""
        if not 0 <= at < len(self.now.lecture.steps):
            return False
        self._put(at=at, question="", released=False, left=None)
        self._lead()
        return True

    def move(self, steps: int) -> bool:
        """On (1) or back (-1), in a case along its way; from exploring first back to the step that was left.

        Before a decision is made going on asks for it.
        """
        if self.now.left is not None:
            self.come_back()
            return True
        undecided = self.undecided
        if steps > 0 and undecided is not None:
            self._put(question=undecided.id, released=False)
            return True
        along = self._along(steps)
        if along is None:
            at = self.ahead if steps > 0 else self.before
            return at is not None and self.go(at)
        self._put(at=along, question="", released=False, left=None)
        self._leading = True
        self._session.move(steps)
        self._leading = False
        return True

    def explore(self) -> None:
        """Leave the step, to come back to it as it is now; when it has been left: come back."""
        if self.now.left is not None:
            self.come_back()
        else:
            self._put(left=self._session.now)

    def come_back(self) -> None:
        """The step exactly as it was left: camera, peel, cut, images, answers."""
        left = self.now.left
        if left is not None:
            self._put(left=None)
            self._leading = True
            self._session.come_back(left)
            self._leading = False

    def _lead(self) -> None:
        place = self.place
        lesson = self._session.lessons.get(place.lesson) if place else None
        at = lesson.index_of(place.step) if lesson and place else None
        if lesson is not None and at is not None:
            self._leading = True
            self._session.open_lesson(lesson.id, at)
            self._leading = False

    def _shows_own(self, state: AppState) -> bool:
        step, shown = self.step, self._session.step
        return state.screen == "atlas" and step is not None and shown is step

    def _follow(self, old: AppState, new: AppState) -> None:
        """Whoever leaves the step by a link, a search or Home can come back to it as it was."""
        gone = (old.place, old.screen) != (new.place, new.screen)
        if self._leading or not gone or self.step is None:
            return
        known = self._place_of(new)
        if known is not None:
            self._put(at=known, question="", released=False, left=None)
        elif self.now.left is None:
            self._put(left=old, question="", released=False)

    def _place_of(self, state: AppState) -> int | None:
        """Which step of the lecture, the nearest where it is there twice, the state shows."""
        lesson = self._session.lessons.get(state.place.lesson) if state.place else None
        if lesson is None or state.place is None or state.screen != "atlas":
            return None
        shown = (lesson.id, lesson.steps[state.place.step].id)
        fits = [i for i, step in enumerate(self.now.lecture.steps) if (step.lesson, step.step) == shown]
        return min(fits, key=lambda i: abs(i - self.now.at), default=None)

    # What the audience sees

    def cover(self, kind: str) -> None:
        """Freeze the audience, or show it 'black' or 'white'; a second time: the picture again."""
        kind = "" if self.now.cover == kind else kind
        since = self.now.covered if self.now.cover else self._clock()
        at = self.now.covered_at if self.now.cover else self.now.at
        self._put(cover=kind, covered=since, covered_at=at)

    def release(self) -> None:
        """The audience sees the picture."""
        self._put(cover="")

    def toggle_text(self) -> None:
        """Big text for the audience, or usual text."""
        self._put(big_text=not self.now.big_text)

    def ask(self) -> bool:
        """The step's next question for the audience, after the last one none; False when the step has none."""
        names = [question.id for question in self.questions]
        at = names.index(self.now.question) + 1 if self.now.question in names else 0
        self._put(question=names[at] if at < len(names) else "", released=False)
        return bool(names)

    def show(self, question: str) -> None:
        """This question of the step for the audience; a second time: not any more."""
        self._put(question="" if self.now.question == question else question, released=False)

    def answer(self) -> None:
        """The audience sees the answer to the question, or not any more; of a decision only once it is made."""
        undecided = self.undecided
        if self.now.question and (undecided is None or self.now.question != undecided.id):
            self._put(released=not self.now.released)

    # Tools

    def use(self, tool: str) -> None:
        """Take a tool in hand; a second time: put it away."""
        self._put(tool="" if self.now.tool == tool else tool)

    def draw(self, stroke: tuple[Spot, ...]) -> None:
        """A stroke more on the step's picture."""
        drawing = self.now.drawing
        self._draw(drawing.drawn((*drawing.strokes, stroke)))

    def erase(self, spot: Spot, aspect: float) -> None:
        """Strokes that pass `spot` go."""
        self._draw(self.now.drawing.without(spot, aspect))

    def clear_drawing(self) -> None:
        """All strokes go."""
        self._draw(self.now.drawing.drawn(()))

    def undo_drawing(self) -> None:
        """The last stroke, erasing or clearing is undone."""
        self._draw(self.now.drawing.undone())

    def _draw(self, drawing: Drawing) -> None:
        if self.now.left is None:
            self._change(self.now.with_drawing(drawing))

    # Time

    def toggle_timer(self) -> None:
        """The timer stands, or goes on."""
        self._put(timer=self.now.timer.toggled(self._clock()))

    def reset_timer(self) -> None:
        """From nought."""
        running = self.now.timer.since is not None
        self._put(timer=replace(self.now.timer, since=self._clock() if running else None, passed=0.0))

    def _put(self, **changes: object) -> None:
        self._change(replace(self.now, **changes))  # type: ignore[arg-type]

    def _change(self, new: Presenting) -> None:
        old, self.now = self.now, new
        if old != new:
            for told in tuple(self._told):
                told(old, new)
