from __future__ import annotations

from anatomy_viewer.model.lesson import (
    Lesson,
    LessonText,
    Link,
    Listing,
    Measure,
    Paragraph,
    SceneSpec,
    Span,
    Step,
    StepText,
)
from anatomy_viewer.model.teaching import Taught, taught_in

LINK = Paragraph((Span("the hook", link=Link("point", "cp1")),))


def step(name: str, body: tuple[object, ...] = (), points: tuple[str, ...] = ()) -> Step:
    return Step(name, {"en": StepText(name, body)}, SceneSpec(points=points))  # type: ignore[arg-type]


def test_a_point_is_taught_where_it_is_linked_measured_or_marked_almost_alone() -> None:
    steps = (
        step("linked", (LINK,)),
        step("listed", (Listing(((LINK,),)),)),
        step("measured", (Measure("cp1"),)),
        step("marked", points=("cp1", "cp2")),
        step("surveyed", points=("cp1", "cp2", "cp3", "cp4")),
        step("other", (Measure("cp2"),)),
    )
    lesson = Lesson("l07", "L07", "student", 5, {"en": LessonText("Points")}, steps)
    found = taught_in([lesson], "cp1")
    assert [taught.step for taught in found] == ["linked", "listed", "measured", "marked"]
    assert found[2] == Taught("l07", "measured", 3)
