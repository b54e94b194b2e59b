"""The fixture itself is sound: nothing is wrong with the small atlas and its lesson, in either language."""

from __future__ import annotations

from pathlib import Path

from anatomy_viewer.content.check import check


def test_nothing_is_wrong_with_the_small_atlas_and_its_lesson(small_folder: Path) -> None:
    report = check([small_folder / "meshes", small_folder / "lessons"])
    assert [str(problem) for problem in report.problems] == []
    assert (report.structures, report.lessons, report.steps, report.questions) == (6, 1, 2, 2)
