"""docs/specimen.md names the recipe of every structure and every deviation from the reference."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.sculpt.figures import MESHES, Figures
from anatomy_viewer.sculpt.recipes import MADE_IN

PAGE = (Path(__file__).parents[2] / "docs" / "specimen.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(MADE_IN))
def test_the_recipe_of_each_structure_is_named(name: str) -> None:
    (row,) = [line for line in PAGE.splitlines() if f"(`{name}`)" in line]
    assert f"| `{MADE_IN[name]}.py` |" in row


def test_every_deviation_is_listed() -> None:
    for row in Figures(MESHES / "figures").rows("deviations"):
        assert row["what"] in PAGE
        assert row["why"] in PAGE
