"""The reader's own scan: opened, moved, registered, closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from anatomy_viewer.model.scanning import Scanning
from anatomy_viewer.model.words import say
from anatomy_viewer.session.core import Core


class ScanSession(Core):
    """The part of the session that looks at a scan."""

    @property
    def scan(self) -> Scanning | None:
        """How the reader's scan is seen; None while there is none."""
        return self.now.scan

    def open_scan(self, scan: Scanning) -> None:
        """Show a scan that has been read beside the picture; neither this nor its closing is undone."""
        self.store.amend(replace(self.now, screen="atlas", scan=scan))

    def close_scan(self) -> None:
        """The picture without it; what was picked stays kept beside the file."""
        self.store.amend(replace(self.now, scan=None))

    def scan_to(self, word: str, change: Callable[[Scanning], Scanning], merge: bool = False) -> None:
        """Look at the scan in another way: an undo entry called `word`; with `merge` a run of them is one."""
        if self.now.scan is not None:
            self.store.replace(say(word, self.language), replace(self.now, scan=change(self.now.scan)), merge)

    def note_scan(self, change: Callable[[Scanning], Scanning]) -> None:
        """The same without an undo entry: cursor, zoom, what is being picked."""
        if self.now.scan is not None:
            self.store.amend(replace(self.now, scan=change(self.now.scan)))
