"""Asks the specimen what the needle passes, on a thread: only the newest needle is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.needle import NeedlePath
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session
from anatomy_viewer.ui.background import Background

Ends = tuple[Vector, Vector]


class Room(Protocol):
    """What knows the specimen: `content.needles.NeedleRoom`."""

    def path(self, entry: Vector, target: Vector) -> NeedlePath:
        """What lies between the two places, mm. Raises ContentError where no needle can go like that."""

    def prepare(self) -> None:
        """Sort what the first question needs."""


class NeedleReader(QObject):
    """Follows the session's needle. `changed`: `path`, `problem` or `busy` is another one.

    path: the last answer, None where there is none; problem: why; busy: the answer belongs to an earlier needle, or
    the specimen is still being read.
    """

    changed = Signal()

    def __init__(
        self, session: Session, make_room: Callable[[], Room], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._make_room = make_room
        self._room: Room | None = None
        self._background = Background(self)
        self._wanted: Ends | None = None
        self._asked: Ends | None = None
        self.path: NeedlePath | None = None
        self.problem: BaseException | None = None
        session.listen(self._follow)

    @property
    def busy(self) -> bool:
        """Is a newer needle being read?"""
        return self._asked is not None

    def _follow(self, old: AppState, new: AppState) -> None:
        if old.needle == new.needle:
            return
        wanted = (new.needle.entry, new.needle.tip) if new.needle else None
        if wanted == self._wanted:
            return
        self._wanted = wanted
        if wanted is None:
            self.path = self.problem = None
            self.changed.emit()
        elif self._asked is None:
            self._ask(wanted)

    def _ask(self, ends: Ends) -> None:
        self._asked = ends
        self._background.run("path", lambda: self._read(ends), self._answer, self._refuse)

    def _read(self, ends: Ends) -> NeedlePath:
        """On the thread."""
        return self._ready_room().path(*ends)

    def _ready_room(self) -> Room:
        """On the thread: the room is made when it is first needed."""
        self._room = self._room or self._make_room()
        return self._room

    def _answer(self, path: NeedlePath) -> None:
        self._take(path, None)

    def _refuse(self, problem: BaseException) -> None:
        self._take(None, problem)

    def _take(self, path: NeedlePath | None, problem: BaseException | None) -> None:
        asked, self._asked = self._asked, None
        if self._wanted is not None:
            self.path, self.problem = path, problem
            if self._wanted != asked:
                self._ask(self._wanted)
        if problem is not None and not isinstance(problem, ContentError):
            raise problem
        self.changed.emit()

    def ask(
        self,
        key: str,
        work: Callable[[Room], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Something else about the specimen, on the same thread: `done(work(room))` or `failed(error)` on this one."""
        self._background.run(key, lambda: work(self._ready_room()), done, failed)

    def finish(self) -> None:
        """Before the window goes."""
        self._background.finish()
