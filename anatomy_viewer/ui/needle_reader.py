"""Asks the specimen what the session's needle passes and where an injection goes, on threads of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from anatomy_viewer.content.spreads import Spread
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.needle import NeedlePath
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.model.state import AppState
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


class Fluids(Protocol):
    """What knows the tissues: `content.spreads.SpreadRoom`."""

    def spread(self, tip: Vector, volume_ml: float) -> Spread:
        """What `volume_ml` fill round `tip` mm. Raises ContentError where none can spread."""


class NeedleReader(QObject):
    """Follows the session's needle. `changed`: the answers are others; `spread_changed`: so is the injection's."""

    changed = Signal()
    spread_changed = Signal()

    def __init__(
        self,
        session: Session,
        make_room: Callable[[], Room],
        make_spreads: Callable[[], Fluids] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._room: Room | None = None
        self._changed: Mapping[str, Mesh] = {}
        self._fitted: tuple[Mapping[str, Mesh], Room] | None = None
        self._turn = 0  # counts specimens: another one is another question
        self._spread_room: Fluids | None = None
        self._make_room, self._make_spreads = make_room, make_spreads
        self._thread, self._other_thread = Background(self), Background(self)
        self._paths = Newest("path", self._path, self._thread, self)
        self._spreads = Newest("spread", self._spread, self._other_thread, self)
        self._paths.changed.connect(self.changed)
        self._spreads.changed.connect(self.spread_changed)
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
    def spread(self) -> Spread | None:
        """Where the injection goes; None without one."""
        return self._spreads.value

    @property
    def spread_problem(self) -> ContentError | None:
        """Why nothing spreads from there."""
        return self._spreads.problem

    def _follow(self, old: AppState, new: AppState) -> None:
        if old.needle != new.needle:
            needle = new.needle
            self._ask(needle)
            if self._make_spreads is not None:
                self._spreads.ask((needle.tip, needle.volume) if needle and needle.volume else None)

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
        return self._ready_room().path(entry, tip)

    def _ready_room(self) -> Room:
        """On the thread: the room is made when it is first needed, and again for another specimen."""
        self._room = self._room or self._make_room()
        changed = self._changed
        if not changed:
            return self._room
        if self._fitted is None or self._fitted[0] is not changed:
            self._fitted = changed, self._room.varied(changed)
        return self._fitted[1]

    def _spread(self, question: tuple[Vector, float]) -> Spread:
        """On the other thread."""
        assert self._make_spreads is not None
        self._spread_room = self._spread_room or self._make_spreads()
        return self._spread_room.spread(*question)

    def ask(
        self,
        key: str,
        work: Callable[[Room], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Something else about the specimen, on the same thread: `done(work(room))` or `failed(error)` on this one."""
        self._thread.run(key, lambda: work(self._ready_room()), done, failed)

    def finish(self) -> None:
        """Before the window goes."""
        self._thread.finish()
        self._other_thread.finish()
