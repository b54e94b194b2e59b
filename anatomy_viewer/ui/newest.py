"""One question at a time on a thread; of those that come meanwhile only the newest is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from anatomy_viewer.errors import ContentError
from anatomy_viewer.ui.background import Background


class Newest(QObject):
    """`answer(question)` runs on the thread given, as job `key`. `changed`: `value` or `problem` is another one.

    value: the latest answer, None where there is none; problem: the ContentError that came instead.
    """

    changed = Signal()

    def __init__(
        self, key: str, answer: Callable[[Any], Any], thread: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._key, self._answer, self._background = key, answer, thread
        self._wanted: object = None
        self._asked: object = None
        self.value: Any = None
        self.problem: ContentError | None = None

    def ask(self, question: object) -> None:
        """Want this answered; None: nothing any more."""
        if question == self._wanted:
            return
        self._wanted = question
        if question is None:
            self.value = self.problem = None
            self.changed.emit()
        elif self._asked is None:
            self._begin()

    @property
    def behind(self) -> bool:
        """Is an answer still to come?"""
        return self._asked is not None

    def _begin(self) -> None:
        question = self._asked = self._wanted
        self._background.run(self._key, lambda: self._answer(question), self._take, self._refuse)

    def _take(self, value: object) -> None:
        self._end(value, None)

    def _refuse(self, problem: BaseException) -> None:
        self._end(None, problem if isinstance(problem, ContentError) else None)
        if not isinstance(problem, ContentError):
            raise problem

    def _end(self, value: object, problem: ContentError | None) -> None:
        asked, self._asked = self._asked, None
        if self._wanted is None:
            return
        self.value, self.problem = value, problem
        if self._wanted != asked:
            self._begin()
        self.changed.emit()
