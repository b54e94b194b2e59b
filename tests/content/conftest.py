"""The small atlas in a folder of the test's own, to be damaged at will."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.content.atlas_files import AtlasFiles, load_atlas
from tests.small_atlas import write_atlas


@pytest.fixture
def atlas_folder(tmp_path: Path) -> Path:
    """The files of the small atlas."""
    return write_atlas(tmp_path / "meshes")


@pytest.fixture
def atlas_files(atlas_folder: Path) -> AtlasFiles:
    """The small atlas, read."""
    return load_atlas(atlas_folder)
