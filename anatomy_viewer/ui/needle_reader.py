"""Asks the specimen what the session's needle passes and where an injection goes, on threads of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from anatomy_viewer.content.spreads import Spread
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.needle import NeedlePath
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
        self._room: Room | None = None
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
            self._paths.ask((needle.entry, needle.tip) if needle else None)
            if self._make_spreads is not None:
                self._spreads.ask((needle.tip, needle.volume) if needle and needle.volume else None)

    def _path(self, ends: tuple[Vector, Vector]) -> NeedlePath:
        """On the thread."""
        return self._ready_room().path(*ends)

    def _ready_room(self) -> Room:
        """On the thread: the room is made when it is first needed."""
        self._room = self._room or self._make_room()
        return self._room

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
