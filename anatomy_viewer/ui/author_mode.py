"""Author mode without its widgets: a lesson's files are watched and read on a thread, and what is sound is played."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from anatomy_viewer.content.authored import Reading, files_of, read_lesson
from anatomy_viewer.content.paths import base_path
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.session import Session
from anatomy_viewer.ui.author_watch import FileWatch
from anatomy_viewer.ui.background import Background

KEY = "author"


class AuthorMode(QObject):
    """`read(Reading)`: the files were read, at first and after each change; `settled`: and all that follows is done;
    `renewed(Lesson)`: the session plays another version. While `held` versions wait: a lecture is being given, and its
    steps stay as they are.
    """

    read = Signal(object)
    settled = Signal()
    renewed = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._background = Background(self)  # of its own: other slow work may not hold it up
        self._watch = FileWatch(self)
        self._watch.changed.connect(self.read_again)
        self._held = self._once_more = False
        self._under_way: Path | None = None  # whose files are being read
        self.path: Path | None = None
        self.named = False  # was the file opened by its name, not as a lesson that is known?
        self.first: Path | None = None  # of the lesson's files, the one to be shown at first
        self.reading: Reading | None = None

    @property
    def lesson_id(self) -> str:
        """The lesson's id, '' without one."""
        return self.path.stem if self.path else ""

    def open(self, path: Path, named: bool = False) -> None:
        """Follow the files of this lesson (its own, or a translation)."""
        self.path, self.named, self.reading = base_path(path), named, None
        self.first = path
        self._watch.follow(files_of(self.path))
        self.read_again()

    def close(self) -> None:
        """Follow nothing."""
        self._watch.follow(())
        self._background.forget(KEY)
        self.path = self.reading = self._under_way = None

    def look(self) -> None:
        """Something was written just now: don't wait to be told."""
        self._watch.look()

    def read_again(self) -> None:
        """Read the files on a thread; while that is under way, once more when it is done."""
        path, session = self.path, self._session
        if path is None or self._under_way == path:
            self._once_more = True
            return
        self._under_way, self._once_more = path, False
        known = tuple(session.lessons.values())
        work = lambda: read_lesson(path, session.atlas, known)  # noqa: E731
        self._background.run(KEY, work, self._take, self._give_up)

    def _give_up(self, error: BaseException) -> None:
        self._under_way = None
        self.failed.emit(error)

    def hold(self, held: bool) -> None:
        """Keep new versions back, or play the newest now."""
        if self._held != held:
            self._held = held
            self._play()

    def _take(self, reading: Reading) -> None:
        self.reading, self._under_way = reading, None
        if self._once_more:
            self.read_again()
        self.read.emit(reading)
        self._play()
        self.settled.emit()

    def _play(self) -> None:
        """The last version that was sound goes on where the new one is not."""
        lesson = self.reading.lesson if self.reading else None
        if lesson is not None and not self._held and self._session.lessons.get(lesson.id) != lesson:
            self._session.renew(lesson)
            self.renewed.emit(lesson)

    @property
    def playing(self) -> Lesson | None:
        """The version of the lesson that the session has."""
        return self._session.lessons.get(self.lesson_id)

    def finish(self) -> None:
        """Before the window goes."""
        self.close()
        self._background.finish()
