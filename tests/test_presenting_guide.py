"""The guide to presenting says what is so: its lecture is read, its keys and colours are the program's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from anatomy_viewer.commands import BY_ID
from anatomy_viewer.content.lecture_files import read_lecture
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.ui.theme import PALETTES

GUIDE = (Path(__file__).parents[1] / "docs" / "presenting.md").read_text(encoding="utf-8")
ROWS = {"brain, cord": "cns"}


def test_the_lecture_in_the_guide_is_read(tmp_path: Path, small_lessons: Mapping[str, Lesson]) -> None:
    path = tmp_path / "guide.yaml"
    path.write_text(GUIDE.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    file = read_lecture(path, small_lessons)
    assert file.sound
    assert file.lecture is not None
    assert (file.lecture.minutes, file.lecture.steps[0].seconds) == (15, 90)


def test_the_keys_in_the_guide_are_the_keys() -> None:
    for act, key in {"freeze": "S", "laser": "L", "explore": "E", "swap": "Ctrl+F5", "bar": "F6"}.items():
        assert key in BY_ID[f"present_{act}"].keys
        assert f"`{key}`" in GUIDE


def test_the_table_of_palettes_is_the_table() -> None:
    for line in GUIDE.splitlines():
        colours = re.findall(r"`(#[0-9A-F]{6})`", line)
        if len(colours) == 4:
            tissue = line.split("|")[1].strip()
            names = ("default", "deuteranopia", "protanopia", "tritanopia")
            assert colours == [getattr(PALETTES[n], ROWS.get(tissue, tissue)) for n in names], tissue
