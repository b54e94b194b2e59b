"""An export at work: the command line's own export in a process beside the window, which stays as live as ever."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

_STEP = re.compile(r"^\[(\d+)/(\d+)\]$")


def _module() -> list[str]:
    """What leads Python to the command line; the folder application is that itself."""
    return [] if getattr(sys, "frozen", False) else ["-m", "anatomy_viewer"]


class ExportJob(QObject):
    """`went(int done, int of)`; then `done(str last file)`, `failed(str sentence)` or `stopped`."""

    went = Signal(int, int)
    done = Signal(str)
    failed = Signal(str)
    stopped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._last = self._wrong = ""
        self._cancelled = False

    @property
    def running(self) -> bool:
        """Is one under way?"""
        return self._process is not None

    def start(self, words: Sequence[str]) -> None:
        """Begin `anatomy-viewer export` with these words; nothing while another is under way."""
        if self.running:
            return
        self._last, self._wrong, self._cancelled = "", "", False
        process = self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
        environment.insert("PYTHONUNBUFFERED", "1")
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._listen)
        process.finished.connect(self._finish)
        process.errorOccurred.connect(self._break)
        process.start(sys.executable, [*_module(), "export", *words])

    def cancel(self) -> None:
        """End it; what it had begun is not left behind."""
        if self._process is not None:
            self._cancelled = True
            self._process.terminate()

    def _listen(self) -> None:
        assert self._process is not None
        for line in (
            bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace").splitlines()
        ):
            if found := _STEP.match(line):
                self.went.emit(int(found[1]), int(found[2]))
            elif line.strip():
                self._last = line.strip()

    def _finish(self, code: int, _status: QProcess.ExitStatus) -> None:
        process, self._process = self._process, None
        assert process is not None
        told = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip().splitlines()
        process.deleteLater()
        if self._cancelled:
            self.stopped.emit()
        elif code == 0:
            self.done.emit(self._last)
        else:
            self.failed.emit(told[-1].removeprefix("anatomy-viewer: ") if told else "")

    def _break(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._process.deleteLater()
            self._process = None
            self.failed.emit("")
