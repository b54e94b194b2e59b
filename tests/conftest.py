"""What every test gets: no display, a home of its own, and failure when VTK complains."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before Qt or VTK is imported: tests open no window, whoever runs them.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["VTK_DEFAULT_OPENGL_WINDOW"] = "vtkEGLRenderWindow"

from anatomy_viewer.scene import vtk_log

HOMES = (
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary home, so that no test reads or writes the files of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in HOMES:
        monkeypatch.setenv(name, str(home))
    monkeypatch.delenv("ANATOMY_VIEWER_HOME", raising=False)
    return home


class _Kept(logging.Handler):
    """Keeps what is said from WARNING up."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@pytest.fixture(autouse=True)
def vtk_complaints() -> Iterator[list[str]]:
    """What VTK has warned of so far; a test that means to provoke VTK clears the list."""
    vtk_log.to_python_log()
    handler = _Kept()
    vtk_log.LOG.addHandler(handler)
    yield handler.said
    vtk_log.LOG.removeHandler(handler)
    if handler.said:
        pytest.fail("VTK complained:\n" + "\n".join(handler.said))
