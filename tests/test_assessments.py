"""Assessments: nothing is told before the end, everything at it, and leaving is no way to look things up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from anatomy_viewer.model.anatomy import Atlas, Text
from anatomy_viewer.model.assessment import drawn_keys
from anatomy_viewer.model.cards import lesson_key
from anatomy_viewer.model.imaged import ImagingSpec
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.made_lesson import ASSESSMENT, RESULT, Item, Made, session_of
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.read_image import ReadImage
from anatomy_viewer.model.review import asked
from anatomy_viewer.model.state import AppState
from anatomy_viewer.recorder import Recorder
from anatomy_viewer.session import Session

LESSON = "l01_small"


def assessment(lessons: Mapping[str, Lesson]) -> Made:
    """All questions of the small lesson."""
    items = []
    for question in lessons[LESSON].questions:
        key = lesson_key(LESSON, question.id)
        found = asked(key, lessons)
        assert found is not None
        lesson, step, _ = found
        items.append(Item(key, question, step.scene, lesson.id, step.id))
    return session_of("assessment:1", ASSESSMENT, items, lessons)


@pytest.fixture
def session(small_atlas: Atlas, small_lessons: Mapping[str, Lesson]) -> Session:
    made = Session(small_atlas, small_lessons, AppState())
    made.open_lesson(LESSON)
    made.reveal("nerve_r")
    made.play(assessment(small_lessons))
    return made


def answer_all(session: Session) -> list[str]:
    """The first rightly, the second wrongly; the questions' ids."""
    assert session.lesson is not None
    ids = [question.id for question in session.lesson.questions]
    session.choose(ids[0], "1")
    session.judge(ids[0])
    session.move(1)
    session.ask_in_picture(ids[1])
    session.point_at("skull", (0.0, 0.0, 0.0))
    return ids


def test_names_are_covered_from_the_first_question_on(session: Session) -> None:
    assert session.withholding
    assert session.now.concealed
    assert session.store.past == ()  # it held a name
    assert session.step is not None
    assert (session.step.text("en").title, session.step.text("zh").title) == ("Question 1", "第 1 题")
    answer_all(session)
    assert (session.now.asking, session.now.concealed) == ("", True)
    assert session.judged_in_picture is None
    session.undo()
    assert session.now.concealed


def test_the_end_tells_everything(session: Session) -> None:
    ids = answer_all(session)
    session.hand_in()
    assert not session.withholding
    assert not session.now.concealed
    assert session.step is not None
    assert session.step.id == RESULT
    assert session.store.past == ()
    session.go_to(1)
    assert not session.now.concealed
    assert session.judged_in_picture is not None
    assert session.now.answer_to(ids[0]).judged


def test_answers_count_when_they_are_handed_in(session: Session) -> None:
    session.home()
    session.play(assessment(session.lessons))
    recorder = Recorder(session, Progress("Ann"))
    ids = answer_all(session)
    session.try_again(ids[1])
    session.ask_in_picture(ids[1])
    session.point_at("oblique_r", (0.0, 0.0, 0.0))
    assert (recorder.progress.given, recorder.progress.assessments) == ((), ())
    session.hand_in()
    assert [given.right for given in recorder.progress.given] == [True, True]
    (outcome,) = recorder.progress.assessments
    assert (outcome.asked, outcome.right, outcome.credit) == (2, 2, 2.0)
    session.go_to(0)
    assert len(recorder.progress.assessments) == 1


@pytest.mark.parametrize("way", ["home", "explore", "lesson", "another"])
def test_leaving_ends_it_and_no_way_leads_back(session: Session, way: str) -> None:
    answer_all(session)
    {
        "home": session.home,
        "explore": session.explore,
        "lesson": lambda: session.open_lesson(LESSON),
        "another": lambda: session.play(session_of("review:1", "review", (), session.lessons)),
    }[way]()
    assert not session.now.concealed
    assert "assessment:1" not in session.made
    while session.store.past:
        session.undo()
        assert not session.withholding


def test_open_questions_are_wrong_at_the_end_and_trying_again_changes_no_result(session: Session) -> None:
    recorder = Recorder(session, Progress("Ann"))
    assert session.lesson is not None
    first = session.lesson.questions[0].id
    session.hand_in()
    assert session.now.answer_to(first).judged
    (outcome,) = recorder.progress.assessments
    assert (outcome.asked, outcome.right) == (2, 0)
    session.go_to(0)
    session.try_again(first)
    session.choose(first, "1")
    session.judge(first)
    assert session.made["assessment:1"].given == ()
    assert len(recorder.progress.assessments) == 1


def test_images_that_would_name_themselves_are_left_out(session: Session) -> None:
    lesson, image = session.lessons[LESSON], ImagingSpec("stir", "oci_axial")
    scene = replace(lesson.steps[0].scene, imaging=image)
    asked_in = ReadImage("q", Text("Which?", ""), "modality", image)
    items = [Item("lesson:x/q", asked_in, scene), Item("lesson:x/r", lesson.questions[0], scene)]
    made = session_of("assessment:2", ASSESSMENT, items, session.lessons)
    assert [step.scene.imaging for step in made.lesson.steps] == [None, image]


def test_wrong_answers_do_not_come_back_at_its_end(session: Session) -> None:
    answer_all(session)
    assert session.lesson is not None
    assert len(session.lesson.steps) == 2


def test_questions_are_drawn_by_the_seed() -> None:
    keys = [str(number) for number in range(30)]
    assert drawn_keys(keys, 5, "a") == drawn_keys(keys, 5, "a")
    assert len({drawn_keys(keys, 5, str(seed)) for seed in range(20)}) == 20
    assert len(drawn_keys(["a", "a", "b"], 5, "x")) == 2
