"""The list of all steps above a step's title."""

from __future__ import annotations

from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.step_list import StepList


def test_the_list_names_every_step_and_goes_to_the_one_chosen(qtbot: object, session: Session) -> None:
    lesson = next(lesson for lesson in session.lessons.values() if len(lesson.steps) > 1)
    session.open_lesson(lesson.id)
    steps = StepList(Look(), session)
    qtbot.addWidget(steps)  # type: ignore[attr-defined]
    steps.refresh()
    assert steps.text().startswith("1 ")
    steps.menu().aboutToShow.emit()
    actions = steps.menu().actions()
    assert all(step.text("en").title in a.text() for step, a in zip(lesson.steps, actions, strict=True))
    assert [action.isChecked() for action in actions].index(True) == 0
    actions[1].trigger()
    assert session.now.place is not None
    assert session.now.place.step == 1
