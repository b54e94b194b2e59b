"""Learning paths: what is shipped is whole, and what is wrong in a file is named with its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.lesson_files import load_lessons
from anatomy_viewer.content.path_files import PATHS, load_paths
from anatomy_viewer.content.paths import lessons_dir, meshes_dir
from anatomy_viewer.model.lesson import Lesson, plain
from anatomy_viewer.model.paths import played


@pytest.fixture(scope="module")
def shipped() -> Mapping[str, Lesson]:
    return load_lessons(lessons_dir(), load_atlas(meshes_dir()).atlas).lessons


def test_the_shipped_paths_are_sound_and_hold_what_they_build_upon(shipped: Mapping[str, Lesson]) -> None:
    found = load_paths(lessons_dir(), shipped)
    assert found.problems == ()
    paths = {path.id: path for path in found.paths}
    assert {"student", "resident", "lecture"} <= set(paths)
    for name in ("student", "resident"):
        order = paths[name].lessons
        for lesson in order:
            assert set(shipped[lesson].prerequisites) <= set(order)
    in_some_path = {lesson for path in found.paths for lesson in path.lessons}
    assert set(shipped) <= in_some_path


def test_the_lecture_is_one_lesson_of_excerpts(shipped: Mapping[str, Lesson]) -> None:
    lecture = next(path for path in load_paths(lessons_dir(), shipped).paths if path.id == "lecture")
    made = played(lecture, shipped)
    codes = list(dict.fromkeys(shipped[lesson].code[:3] for lesson, _ in made.places.values()))
    assert codes[:2] == ["L00", "L04"]
    assert codes[-1] == "L15"
    assert len({step.id for step in made.lesson.steps}) == len(made.lesson.steps) <= 24
    for step in made.lesson.steps:
        lesson, own = made.places[step.id]
        whole = shipped[lesson].steps[shipped[lesson].index_of(own) or 0]
        for language in ("en", "zh"):
            assert plain(step.text(language).body) == plain(whole.text(language).body)
        assert step.scene == whole.scene
        assert [made.keys[q.id] for q in step.questions] == [
            f"lesson:{lesson}/{q.id}" for q in whole.questions
        ]


WRONG = """paths:
  - id: one
    names: {en: One, zh: 一}
    about: {en: One., zh: 一。}
    parts:
      - {lesson: l01_smal}
      - {lesson: l01_small, steps: [behind, aside]}
  - id: two
    names: {en: Two, zh: 二}
    about: {en: Two., zh: 二。}
    levels: [professor]
  - id: three
    names: {en: Three, zh: 三}
    about: {en: Three., zh: 三。}
    levels: [student]
    parts: [{lesson: l01_small}]
  - id: one
    names: {en: Again, zh: 又}
    about: {en: Again., zh: 又。}
    parts: [{lesson: l01_small}]
"""


def test_what_is_wrong_is_named_by_line_and_the_rest_stays(
    tmp_path: Path, small_lessons: Mapping[str, Lesson]
) -> None:
    assert load_paths(tmp_path, small_lessons).paths == ()
    (tmp_path / PATHS).write_text(WRONG, encoding="utf-8")
    found = load_paths(tmp_path, small_lessons)
    said = {problem.line: f"{problem.problem} {problem.hint}" for problem in found.problems}
    assert "no lesson called 'l01_smal'" in said[6]
    assert "no step called 'aside'" in said[7]
    assert "professor" in said[11]
    assert "either 'parts'" in " ".join(said.values())
    assert "two paths called 'one'" in " ".join(said.values())
    (path,) = found.paths
    assert path.lessons == ("l01_small",)
    assert path.parts[0].steps == ("behind",)
