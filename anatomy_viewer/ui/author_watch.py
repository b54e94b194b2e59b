"""Notices within a moment that files were written, by whatever program and in whatever way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLE_MS = 25  # a program that empties a file before it writes it has done so by then
LOOK_MS = 1000  # where a system tells nothing: network drives
Stamp = tuple[int, int, int]


class FileWatch(QObject):
    """`changed`: one of the files is other than it was. Files may come, go, and be put in each other's place.

    A program that saves by renaming a new file over the old one ends the system's watch on it; so the folder is watched
    too, and what is watched is named anew after each change.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[Path, ...] = ()
        self._stamps: dict[Path, Stamp | None] = {}
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.look)
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self.look)
        for told in (self._watcher.fileChanged, self._watcher.directoryChanged):
            told.connect(lambda _path: self._settle.start())

    def follow(self, files: Sequence[Path]) -> None:
        """Watch these, as they are now; none: watch nothing."""
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)
        self._files = tuple(files)
        self._stamps = {path: _stamp(path) for path in self._files}
        self._settle.stop()
        if files:
            self._name_again()
            self._clock.start()
        else:
            self._clock.stop()

    def look(self) -> None:
        """Has anything changed since the last look?"""
        stamps = {path: _stamp(path) for path in self._files}
        changed, self._stamps = stamps != self._stamps, stamps
        self._name_again()
        if changed:
            self.changed.emit()

    def _name_again(self) -> None:
        wanted = {str(path) for path in self._files if path.exists()}
        wanted |= {str(path.parent) for path in self._files if path.parent.is_dir()}
        new = wanted - {*self._watcher.files(), *self._watcher.directories()}
        if new:
            self._watcher.addPaths(sorted(new))


def _stamp(path: Path) -> Stamp | None:
    """When it was written, how long it is and which file it is; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
