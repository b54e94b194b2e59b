"""What the whole specimen weighs, left and right counted: it must turn smoothly on a plain laptop."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from anatomy_viewer.content.structure_rows import structure_forms
from anatomy_viewer.sculpt.figures import MESHES
from anatomy_viewer.sculpt.recipes import RECIPES

MANIFEST = json.loads((MESHES / "manifest.json").read_text(encoding="utf-8"))


def total(key: str) -> int:
    forms = structure_forms(MESHES)
    return sum(entry[key] * (2 if forms[name].paired else 1) for name, entry in MANIFEST.items())


def test_the_triangles_of_all_meshes_stay_within_their_budgets() -> None:
    assert total("triangles") <= 900_000
    assert total("triangles_coarse") <= 30_000


def test_the_files_stay_small() -> None:
    files = [path for path in Path(MESHES).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 25e6


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_a_copy_for_motion_is_about_as_light_as_asked_for(name: str) -> None:
    assert MANIFEST[name]["triangles_coarse"] <= 1.25 * RECIPES[name].coarse
