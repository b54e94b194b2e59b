"""The rows of `structures.yaml` alone, whether or not their meshes are built."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from anatomy_viewer.content.atlas_files import STRUCTURES
from anatomy_viewer.content.atlas_forms import StructureForm
from anatomy_viewer.content.rows import read_table, rows
from anatomy_viewer.errors import ContentError


def structure_forms(folder: Path) -> Mapping[str, StructureForm]:
    """Base id → the sound rows of the atlas in `folder`, in their order; what is wrong `load_atlas` reports."""
    problems: list[ContentError] = []
    path = folder / STRUCTURES
    data = read_table(path, ("groups", "structures", "features"), problems)
    return {row.form.id: row.form for row in rows(data, "structures", StructureForm, path, problems)}
