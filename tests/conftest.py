"""What every test gets: no display, a home of its own, and failure when VTK complains."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from anatomy_viewer.content.atlas_files import AtlasFiles
    from anatomy_viewer.model.anatomy import Atlas
    from anatomy_viewer.model.lesson import Lesson
    from anatomy_viewer.specimen_files import SpecimenFiles
    from anatomy_viewer.ui.look import Look

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


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    """The look that the application wears; a test that changes it puts it back."""
    from anatomy_viewer.ui.look import Look
    from anatomy_viewer.ui.style import apply_look

    worn = Look()
    apply_look(qapp, worn)
    return worn


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small atlas in `meshes` and its lesson in `lessons`; tests read it and leave it as it is."""
    from tests.small_atlas import write_atlas, write_lessons

    folder = tmp_path_factory.mktemp("small")
    write_atlas(folder / "meshes")
    write_lessons(folder / "lessons")
    return folder


@pytest.fixture(scope="session")
def small_files(small_folder: Path) -> AtlasFiles:
    """The small atlas, read."""
    from anatomy_viewer.content.atlas_files import load_atlas

    return load_atlas(small_folder / "meshes")


@pytest.fixture(scope="session")
def small_atlas(small_files: AtlasFiles) -> Atlas:
    """The small atlas as a value."""
    return small_files.atlas


@pytest.fixture(scope="session")
def small_lessons(small_folder: Path, small_atlas: Atlas) -> Mapping[str, Lesson]:
    """The lesson of the small atlas, by its id."""
    from anatomy_viewer.content.lesson_files import load_lessons

    return load_lessons(small_folder / "lessons", small_atlas).lessons


@pytest.fixture(scope="session")
def small_specimen(small_folder: Path) -> SpecimenFiles:
    """The small atlas with its meshes."""
    from anatomy_viewer.specimen_files import read_specimen

    return read_specimen(small_folder / "meshes")
