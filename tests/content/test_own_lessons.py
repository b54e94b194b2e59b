"""One's own lessons: read beside the others, never in their place, and new ones under names that fit everywhere."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from anatomy_viewer.content.own_lessons import free_lesson_path, is_own, own_lessons, own_lessons_folder
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Lesson
from tests.small_atlas import CHINESE, LESSON


def write(**texts: str) -> None:
    own_lessons_folder().mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (own_lessons_folder() / f"{name.replace('__', '.')}.md").write_text(text, encoding="utf-8")


def test_own_lessons_come_beside_the_others_and_a_taken_name_is_named(
    small_atlas: Atlas, small_lessons: Mapping[str, Lesson]
) -> None:
    assert own_lessons(own_lessons_folder(), small_atlas, small_lessons.values()).lessons == {}
    write(mine=LESSON, mine__zh=CHINESE, l01_small=LESSON, broken=LESSON.replace("level: student\n", ""))
    found = own_lessons(own_lessons_folder(), small_atlas, small_lessons.values())
    assert list(found.lessons) == ["mine"]
    assert is_own(found.lessons["mine"])
    assert set(found.lessons["mine"].texts) == {"en", "zh"}
    assert not any(map(is_own, small_lessons.values()))
    assert {problem.path.name: problem.problem for problem in found.problems} == {
        "l01_small.md": "'l01_small.md' has the name of another lesson.",
        "broken.md": "the key 'level' is missing.",
    }


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The 1st bend!", "the_1st_bend.md"),
        ("枕大神经", "lesson.md"),
        ("3 ways", "lesson_3_ways.md"),
        ("../../etc/passwd", "etc_passwd.md"),
        ("CON", "con_lesson.md"),
        ("l04 journey", "l04_journey_2.md"),  # the atlas has it
        ("Mine", "mine_3.md"),  # it is there, and as a translation alone
    ],
)
def test_a_new_lesson_gets_a_safe_name_that_nobody_has(title: str, name: str) -> None:
    write(mine=LESSON, mine_2__zh=CHINESE)
    assert free_lesson_path(title) == own_lessons_folder() / name
