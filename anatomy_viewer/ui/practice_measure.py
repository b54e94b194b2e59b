"""Measures the needle in the learner's hand against the usual path of the task, on the reader's thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.needle import NeedlePath
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.model.practice import Insertion, measured
from anatomy_viewer.model.usual_paths import usual_needle
from anatomy_viewer.session import Session
from anatomy_viewer.ui.needle_reader import NeedleReader, Room

MOST_SHORTENED_MM = 8


class NeedleMeasure(QObject):
    """`failed(ContentError)`: no needle can go like that. One measurement at a time: `busy_changed` when that turns."""

    failed = Signal(object)
    busy_changed = Signal()

    def __init__(self, session: Session, reader: NeedleReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self.reader = session, reader
        self.busy = False

    def prepare(self) -> None:
        """Have the specimen read before someone waits for it."""
        self.reader.ask("prepare", lambda room: room.prepare(), lambda _: None, self._refuse)

    def measure(self, task: str, done: Callable[[Insertion], None]) -> None:
        """What the present needle is worth as one for `task` (its target's id); nothing without a needle."""
        needle, atlas = self._session.now.needle, self._session.atlas
        if needle is None or self.busy:
            return
        plan, nerve = usual_needle(atlas, task), atlas.points[task].nerve

        def work(room: Room) -> Insertion:
            return measured(room.path(needle.entry, needle.tip), plan_path(room, plan, nerve), nerve)

        self._turn(True)
        self.reader.ask("measure", work, lambda result: self._give(done, result), self._refuse)

    def _turn(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit()

    def _give(self, done: Callable[[Insertion], None], result: Insertion) -> None:
        self._turn(False)
        done(result)

    def _refuse(self, error: BaseException) -> None:
        self._turn(False)
        if not isinstance(error, ContentError):
            raise error
        self.failed.emit(error)


def plan_path(room: Room, plan: Needle, nerve: str) -> NeedlePath:
    """The usual path, stopped short of the nerve where another patient's nerve lies in its way."""
    path = room.path(plan.entry, plan.tip)
    for _ in range(MOST_SHORTENED_MM):
        if nerve not in path.crosses or plan.depth < 2.0:
            break
        plan = plan.deepened(-1.0)
        path = room.path(plan.entry, plan.tip)
    return path
