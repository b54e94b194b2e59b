"""Building writes the same bytes twice, says how far it is, and refuses what it doesn't know."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.sculpt.build import build
from anatomy_viewer.sculpt.figures import MESHES
from anatomy_viewer.sculpt.recipes import RECIPES

BONE = "c3_vertebra"
FILES = (f"{BONE}.ply", f"coarse/{BONE}.ply", "manifest.json")


def _folder(path: Path) -> Path:
    path.mkdir()
    shutil.copytree(MESHES / "figures", path / "figures")
    return path


def test_the_same_figures_give_the_same_bytes_and_the_shipped_ones(tmp_path: Path) -> None:
    first, second = _folder(tmp_path / "first"), _folder(tmp_path / "second")
    told: list[tuple[str, int, int]] = []
    assert build([BONE], first, progress=lambda *news: told.append(news), jobs=1) == (BONE,)
    build([BONE], second, jobs=1)
    assert told == [(BONE, 1, 1)]
    for name in FILES:
        assert (first / name).read_bytes() == (second / name).read_bytes()
    assert not list(first.rglob("*.part"))
    shipped, built = read_ply(MESHES / f"{BONE}.ply"), read_ply(first / f"{BONE}.ply")
    assert len(shipped.faces) == pytest.approx(len(built.faces), rel=0.05)
    assert shipped.bounds == pytest.approx(built.bounds, abs=0.2)


def test_an_unknown_structure_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="Did you mean 'atlas_c1'"):
        build(["atlas_c2"], tmp_path, jobs=1)


def test_figures_that_are_missing_are_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"csv: the table can't be read"):
        build([BONE], tmp_path, jobs=1)


def test_needs_are_recipes_without_circles() -> None:
    done: set[str] = set()
    waiting = dict(RECIPES)
    while waiting:
        ready = [name for name, recipe in waiting.items() if set(recipe.needs) <= done]
        assert ready, f"these need each other: {sorted(waiting)}"
        done.update(ready)
        waiting = {name: recipe for name, recipe in waiting.items() if name not in done}
