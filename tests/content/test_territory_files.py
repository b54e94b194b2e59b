"""territories.yaml: territories by landmarks; what is wrong is named, and an atlas does without the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.content.atlas_files import load_atlas

SHEET = """\
surface: scalp
landmarks:
  - {id: side, of: scalp, toward: [1, 0, 0]}
territories:
  - id: nerve
    names: {en: Great nerve, zh: 大神经}
    about: {en: The back., zh: 后面。}
    source: [KIM18]
    confidence: M
    boundary: [{at: cp1}, {at: side, to: lm1, share: 0.5}, {at: lm1}]
"""


@pytest.fixture
def sheet(atlas_folder: Path) -> Path:
    path = atlas_folder / "territories.yaml"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_a_territory_is_read(atlas_folder: Path, sheet: Path) -> None:
    found = load_atlas(atlas_folder)
    assert found.problems == ()
    territory = found.atlas.skin.territories["nerve"]
    assert (territory.names.zh, territory.source, len(territory.boundary)) == ("大神经", ("KIM18",), 3)
    assert (territory.boundary[1].at, territory.boundary[1].share) == ("side", 0.5)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("{at: cp1}", "{at: cp9}", "there is no landmark called 'cp9'."),
        ("id: nerve", "id: nerv", "there is no nerve called 'nerv'."),
        ("of: scalp", "of: scalpel", "there is no structure called 'scalpel'."),
        ("share: 0.5", "share: 0", "'boundary' (number 2): 'to' and 'share' belong together."),
        ("KIM18", "KIM19", "there is no source called 'KIM19'."),
    ],
)
def test_what_is_wrong_is_named_and_the_territory_left_out(
    atlas_folder: Path, sheet: Path, old: str, new: str, problem: str
) -> None:
    sheet.write_text(SHEET.replace(old, new), encoding="utf-8")
    found = load_atlas(atlas_folder)
    assert problem in [error.problem for error in found.problems]
    assert "nerve" not in found.atlas.skin.territories


def test_an_atlas_does_without(atlas_folder: Path) -> None:
    assert load_atlas(atlas_folder).atlas.skin.territories == {}
