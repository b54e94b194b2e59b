"""What every part of the session stands on: the store, the atlas, and changes of the picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from anatomy_viewer.model.adding import kept_adding
from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.camera import centre_on
from anatomy_viewer.model.case import is_decision
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.made_lesson import Made
from anatomy_viewer.model.measuring import Measuring
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.nerve import Passage
from anatomy_viewer.model.own_meshes import Own, with_own, without_lost
from anatomy_viewer.model.paths import Path
from anatomy_viewer.model.scanning import kept_scan
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.variants import VariantChoice
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.model.words import say
from anatomy_viewer.store import Listener, Store

Change = Callable[[ViewState], ViewState]


class Core:
    """The store, the atlas and the lessons, and what every other part of the session stands on."""

    def __init__(self, atlas: Atlas, lessons: Mapping[str, Lesson], state: AppState) -> None:
        self.atlas = self._base_atlas = atlas
        self.own = Own()
        self.missing: frozenset[str] = frozenset()  # points that the specimen shown does not have
        self.lessons = lessons
        self.paths: tuple[Path, ...] = ()
        self.path = ""  # id of the one that is followed
        self.made: dict[str, Made] = {}  # lessons put together in this sitting: reviews, practice, excerpts
        self.store = Store(state, self._left)
        self.language = "en"
        self.learner = ""  # whose profile it is: no two learners see options in the same order
        self.passages: dict[tuple[str, VariantChoice], Passage] = {}  # as far as they have been read

    @property
    def now(self) -> AppState:
        """The present state."""
        return self.store.now

    @property
    def view(self) -> ViewState:
        """The present picture."""
        return self.store.now.view

    def take_lessons(self, lessons: Mapping[str, Lesson], paths: tuple[Path, ...] = ()) -> None:
        """These have been read; one that is already being played stays, whatever became of its file."""
        self.paths = paths
        self.lessons = {**lessons, **{name: one for name, one in self.lessons.items() if name not in lessons}}

    def lesson_called(self, name: str) -> Lesson | None:
        """The lesson with this id: one of those read, or one put together."""
        made = self.made.get(name)
        return made.lesson if made else self.lessons.get(name)

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

    def take_own(self, own: Own) -> None:
        """These are the user's own meshes now; what is gone is in the picture no more."""
        self.own = own
        self._base_atlas, self.atlas = with_own(self._base_atlas, own), with_own(self.atlas, own)
        self.store.amend(without_lost(self.now, self.atlas))

    def _left(self, now: AppState, then: AppState) -> AppState:
        return without_lost(_kept(now, then), self.atlas)

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

    def undo(self, steps: int = 1) -> str:
        """Go back; returns what was undone."""
        return self.store.undo(steps)

    def redo(self, steps: int = 1) -> str:
        """Go forward again; returns what was redone."""
        return self.store.redo(steps)


def _kept_tool(now: AppState, then: AppState) -> Measuring | None:
    """The tool stays in hand or put away, as it is; the ends placed with it go back."""
    if now.measuring is None or then.measuring is None or then.measuring.kind != now.measuring.kind:
        return replace(now.measuring, ends=(), along="") if now.measuring else None
    return then.measuring


def _kept(now: AppState, then: AppState) -> AppState:
    """The picture is undone; what was answered in the lesson stays, and what is being asked in its step."""
    then = replace(
        then,
        scan=kept_scan(now.scan, then.scan),
        measuring=_kept_tool(now, then),
        adding=kept_adding(now.adding, then.adding),
    )
    if now.exercise and then.exercise and now.exercise.begun == then.exercise.begun:
        then = replace(then, exercise=now.exercise)  # passes that were made stay made
    if now.place is None or then.place is None or now.place.lesson != then.place.lesson:
        return replace(then, asking="", placing="")
    same = (now.place, now.screen) == (then.place, then.screen)
    decided = tuple(
        a for a in then.answers if is_decision(a.question)
    )  # the way back is undone with the picture
    answers = (*(a for a in now.answers if not is_decision(a.question)), *decided)
    return replace(then, answers=answers, asking=now.asking if same else "", placing="")
