"""Reads a course when a walk along it begins, on a thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from anatomy_viewer.model.nerve import Passage
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.variants import VariantChoice
from anatomy_viewer.session import Session
from anatomy_viewer.ui.background import Background


class CourseReader(QObject):
    """Follows the session's walk. `taken`: a course has been read; `failed(error)`: it can't be, the walk is over."""

    taken = Signal()
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        read: Callable[[tuple[str, VariantChoice]], Passage],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._read = session, read
        self._background = Background(self)
        self._asked: tuple[str, VariantChoice] | None = None
        session.listen(self._follow)

    def _follow(self, _old: AppState, _new: AppState) -> None:
        wanted = self._session.walked
        if wanted is None or wanted in self._session.passages or wanted == self._asked:
            return
        self._asked = wanted
        self._background.run("course", lambda: self._read(wanted), self._take, self._give_up)

    def _take(self, passage: Passage) -> None:
        wanted, self._asked = self._asked, None
        if wanted is not None:
            self._session.add_passage(wanted, passage)
            self.taken.emit()

    def _give_up(self, error: BaseException) -> None:
        self._asked = None
        self._session.end_walk()
        self.failed.emit(error)

    def finish(self) -> None:
        """Wait for what is running; before the window goes."""
        self._background.finish()
