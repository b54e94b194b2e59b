"""Asks the specimen what the session's needle passes and where an injection goes, on threads of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from anatomy_viewer.content.needle_effects import Effect
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.needle import NeedlePath
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.usual_paths import lead_way
from anatomy_viewer.model.variants import Patient
from anatomy_viewer.session import Session
from anatomy_viewer.ui.background import Background
from anatomy_viewer.ui.newest import Newest


class Room(Protocol):
    """What knows the bodies: `content.needles.NeedleRoom`."""

    def path(self, entry: Vector, target: Vector) -> NeedlePath:
        """What lies between the two places, mm. Raises ContentError where no needle can go like that."""

    def prepare(self) -> None:
        """Sort what the first question needs."""

    def varied(self, changed: Mapping[str, Mesh]) -> Room:
        """The same specimen with other shapes of some bodies, by their id with its side."""


class Acting(Protocol):
    """What knows tissues and nerves: `content.needle_effects.Effects`."""

    def of(self, needle: Needle, way: Sequence[Vector] = ()) -> Effect | None:
        """What the needle does at its tip, or a lead along `way`. Raises ContentError where it can do nothing."""


class NeedleReader(QObject):
    """Follows the session's needle and patient. `changed`, `effect_changed`: there are other answers.

    make_room, make_effects: what the specimen, and a patient, is asked through; made and asked on threads.
    """

    changed = Signal()
    effect_changed = Signal()

    def __init__(
        self,
        session: Session,
        make_room: Callable[[], Room],
        make_effects: Callable[[Patient], Acting] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._room: Room | None = None
        self._changed: Mapping[str, Mesh] = {}
        self._fitted: tuple[Mapping[str, Mesh], Room] | None = None
        self._turn = 0  # counts specimens: another one is another question
        self._make_room, self._make_effects = make_room, make_effects
        self._thread, self._other_thread = Background(self), Background(self)
        self._paths = Newest("path", self._path, self._thread, self)
        self._effects = Newest("effect", self._effect, self._other_thread, self)
        self._paths.changed.connect(self.changed)
        self._effects.changed.connect(self.effect_changed)
        session.listen(self._follow)

    @property
    def path(self) -> NeedlePath | None:
        """What the needle passes; None where it is not known yet, or can't be."""
        return self._paths.value

    @property
    def problem(self) -> ContentError | None:
        """Why no needle can go like that."""
        return self._paths.problem

    @property
    def effect(self) -> Effect | None:
        """What is injected, what is heated or cooled, or the lead; None where nothing is."""
        return self._effects.value

    @property
    def effect_problem(self) -> ContentError | None:
        """Why the needle can do nothing there."""
        return self._effects.problem

    def _follow(self, old: AppState, new: AppState) -> None:
        if old.needle != new.needle:
            self._ask(new.needle)
        if (old.needle, old.view.patient) != (new.needle, new.view.patient) and self._make_effects:
            needle = new.needle
            way = lead_way(self._session.atlas, needle) if needle else ()
            acts = needle is not None and bool(way or needle.lesion or needle.volume)
            self._effects.ask((new.view.patient, needle, way) if acts else None)

    def _ask(self, needle: Needle | None) -> None:
        self._paths.ask((needle.entry, needle.tip, self._turn) if needle else None)

    def refit(self, changed: Mapping[str, Mesh]) -> None:
        """The specimen shown is another: these bodies, by their id with its side, have another shape."""
        if changed is not self._changed:
            self._changed = changed
            self._turn += 1
            self._ask(self._session.now.needle)

    def _path(self, question: tuple[Vector, Vector, int]) -> NeedlePath:
        """On the thread."""
        entry, tip, _ = question
        return self.ready_room().path(entry, tip)

    def ready_room(self) -> Room:
        """On the thread: the room is made when it is first needed, and again for another specimen."""
        self._room = self._room or self._make_room()
        changed = self._changed
        if not changed:
            return self._room
        if self._fitted is None or self._fitted[0] is not changed:
            self._fitted = changed, self._room.varied(changed)
        return self._fitted[1]

    def _effect(self, question: tuple[Patient, Needle, tuple[Vector, ...]]) -> Effect | None:
        """On the other thread."""
        assert self._make_effects is not None
        patient, needle, way = question
        return self._make_effects(patient).of(needle, way)

    def ask(
        self,
        key: str,
        work: Callable[[Room], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Something else about the specimen, on the same thread: `done(work(room))` or `failed(error)` on this one."""
        self._thread.run(key, lambda: work(self.ready_room()), done, failed)

    def finish(self) -> None:
        """Before the window goes."""
        self._thread.finish()
        self._other_thread.finish()
