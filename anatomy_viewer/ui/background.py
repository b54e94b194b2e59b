"""Slow work off the window's thread: one way to start it, to hear of its end, and to forget it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from anatomy_viewer.errors import ContentError

log = logging.getLogger(__name__)


class _Messenger(QObject):
    """Carries a result to the thread that the window lives on."""

    done = Signal(object)
    failed = Signal(object)


class _Job(QRunnable):
    def __init__(self, work: Callable[[], Any], messenger: _Messenger) -> None:
        super().__init__()
        self._work = work
        self._messenger = messenger

    def run(self) -> None:
        """On a thread of the pool; touches neither Qt widgets nor the store."""
        try:
            result = self._work()
        except ContentError as error:
            self._messenger.failed.emit(error)
        except Exception as error:  # our fault: logged whole here, shown by the window's own hook
            log.exception("a background job failed")
            self._messenger.failed.emit(error)
        else:
            self._messenger.done.emit(result)


class Background(QObject):
    """Runs jobs; a later job of the same `key` makes the earlier one's result be dropped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._latest: dict[str, _Messenger] = {}

    def run(
        self,
        key: str,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Do `work` on a thread, then `done(result)` or `failed(error)` on this one, unless superseded."""
        messenger = _Messenger(self)
        self._latest[key] = messenger
        messenger.done.connect(lambda result: self._deliver(key, messenger, done, result))
        messenger.failed.connect(lambda error: self._deliver(key, messenger, failed, error))
        self._pool.start(_Job(work, messenger))

    def _deliver(self, key: str, messenger: _Messenger, tell: Callable[[Any], None], value: Any) -> None:
        current = self._latest.get(key) is messenger
        messenger.deleteLater()
        if current:
            del self._latest[key]
            tell(value)

    def forget(self, key: str) -> None:
        """Drop the result of the job under way."""
        self._latest.pop(key, None)

    def wait(self) -> None:
        """Let what was begun be done, and drop its results."""
        self._latest.clear()
        self._pool.waitForDone()

    def finish(self) -> None:
        """Wait for what is running and drop all results; before the window goes."""
        self._latest.clear()
        self._pool.clear()
        self._pool.waitForDone()
