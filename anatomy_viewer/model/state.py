"""`AppState`: the picture, and where one is in a lesson. Undo is an earlier one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from anatomy_viewer.model.adding import Adding
from anatomy_viewer.model.case import Taken
from anatomy_viewer.model.exercise import Exercise
from anatomy_viewer.model.imaging import Imaging
from anatomy_viewer.model.measuring import Measuring
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.model.pathway_look import PathwayLook
from anatomy_viewer.model.scanning import Scanning
from anatomy_viewer.model.view import ViewState


@dataclass(frozen=True)
class Place:
    """A step of a lesson: the lesson's id (file stem) and the step's index from 0."""

    lesson: str
    step: int = 0


@dataclass(frozen=True)
class Answer:
    """An answer being given or given: the question, what was chosen, whether it was judged, hints taken, and how
    often it was tried before."""

    question: str
    chosen: str = ""
    judged: bool = False
    hints: int = 0
    tries: int = 0


@dataclass(frozen=True)
class Walk:
    """A walk along a nerve or vessel: its structure id, mm from its beginning, and the picture before the walk."""

    course: str
    at: float = 0.0
    before: ViewState = ViewState()


@dataclass(frozen=True)
class AppState:
    """What the learner sees. `screen` is 'home' or 'atlas'; `answers` are those of the present lesson.

    asking: id of the question whose answer is to be clicked in the picture just now; names are concealed meanwhile.
    placing: 'entry' or 'target' while the next click in the picture places that end of the needle.
    exercise: the task with the needle that is being chosen, practised or looked back at.
    imaging: the simulated images beside the picture; None while they are closed.
    scan: how the reader's own scan is looked at; None while none is open.
    route: in a case, the steps that led here.
    covered: names are concealed although nothing is asked in the picture: an assessment is under way.
    measuring: the tool that measures in the picture; None while it is put away.
    pathway: how the pathway of pain is looked at; None while it is not shown.
    adding: the mesh file that is being added to the reader's own; None while none is.
    """

    view: ViewState = ViewState()
    screen: str = "home"
    place: Place | None = None
    answers: tuple[Answer, ...] = ()
    asking: str = ""
    needle: Needle | None = None
    placing: str = ""
    exercise: Exercise | None = None
    walk: Walk | None = None
    imaging: Imaging | None = None
    scan: Scanning | None = None
    route: tuple[Taken, ...] = ()
    covered: bool = False
    pathway: PathwayLook | None = None
    measuring: Measuring | None = None
    adding: Adding | None = None

    @property
    def concealed(self) -> bool:
        """Are names concealed, since they might give an answer away?"""
        return bool(self.asking) or self.covered

    def answer_to(self, question: str) -> Answer:
        """The answer to `question` so far; an empty one when there is none."""
        return next((a for a in self.answers if a.question == question), Answer(question))

    def with_answer(self, answer: Answer) -> AppState:
        """Put `answer` in the place of an earlier one to the same question."""
        others = tuple(a for a in self.answers if a.question != answer.question)
        return replace(self, answers=(*others, answer))
