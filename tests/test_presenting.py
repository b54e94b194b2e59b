"""Giving a lecture: steps, covers, drawing, questions, time, and coming back from exploring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lecture import (
    Lecture,
    LectureStep,
    behind,
    clock_words,
    lecture_of,
    lecture_of_excerpts,
    planned,
    seconds_of,
    slot,
)
from anatomy_viewer.model.lesson import Lesson, LessonText
from anatomy_viewer.model.made_lesson import excerpts_of
from anatomy_viewer.model.presenting import Drawing
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session
from anatomy_viewer.session.presenting import Presenter

LESSON = "l01_small"


class Clock:
    """Shows what it is set to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def session(small_atlas: Atlas, small_lessons: Mapping[str, Lesson]) -> Session:
    return Session(small_atlas, small_lessons, AppState())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def presenter(session: Session, clock: Clock) -> Presenter:
    giving = Presenter(session, lecture_of(session.lessons[LESSON], "en"), 0, clock)
    giving.begin()
    return giving


def test_steps_are_shown_as_their_lesson_has_them(presenter: Presenter, session: Session) -> None:
    assert session.step is presenter.step is session.lessons[LESSON].steps[0]
    assert presenter.move(1)
    assert session.step is session.lessons[LESSON].steps[1]
    assert not presenter.go(99)
    assert presenter.now.at == 1


def test_a_step_that_was_left_comes_back_exactly(presenter: Presenter, session: Session) -> None:
    session.edit("Peel", lambda view: view.peel_to(3))
    session.edit("Hide", lambda view: view.hide(["skull"]))
    before = session.now
    presenter.explore()
    session.explore()
    session.edit("Peel", lambda view: view.show_all(session.atlas))
    assert session.now.place is None
    presenter.explore()
    assert session.now == before
    assert presenter.now.left is None


def test_a_link_elsewhere_can_be_come_back_from(presenter: Presenter, session: Session) -> None:
    session.edit("Peel", lambda view: view.peel_to(2))
    before = session.now
    session.explore()
    assert presenter.now.left == before
    assert presenter.move(1)  # the next step is not taken from elsewhere: first back
    assert session.now == before
    assert presenter.now.at == 0


def test_a_step_of_the_lecture_reached_otherwise_is_its_step(presenter: Presenter, session: Session) -> None:
    session.go_to(1)
    assert (presenter.now.at, presenter.now.left) == (1, None)


def test_covers_take_each_others_place_and_time_goes_on(presenter: Presenter, clock: Clock) -> None:
    presenter.cover("frozen")
    clock.now += 12
    presenter.move(1)
    assert (presenter.now.cover, presenter.covered, presenter.now.covered_at) == ("frozen", 12, 0)
    presenter.cover("black")
    assert (presenter.now.cover, presenter.covered) == ("black", 12)
    presenter.cover("black")
    assert presenter.now.cover == ""


def test_drawing_belongs_to_its_step(presenter: Presenter) -> None:
    presenter.draw(((0.1, 0.1), (0.5, 0.5)))
    presenter.move(1)
    assert presenter.now.drawing == Drawing()
    presenter.move(-1)
    assert len(presenter.now.drawing.strokes) == 1


def test_drawing_is_erased_cleared_and_undone(presenter: Presenter) -> None:
    first, second = ((0.1, 0.1), (0.5, 0.5)), ((0.1, 0.9), (0.9, 0.9))
    presenter.draw(first)
    presenter.draw(second)
    presenter.erase((0.5, 0.2), 1.6)
    assert presenter.now.drawing.strokes == (first, second)  # nothing is there
    presenter.erase((0.3, 0.305), 1.6)
    assert presenter.now.drawing.strokes == (second,)
    presenter.undo_drawing()
    presenter.clear_drawing()
    assert presenter.now.drawing.strokes == ()
    presenter.undo_drawing()
    assert presenter.now.drawing.strokes == (first, second)


def test_questions_and_answers_are_released_one_by_one(presenter: Presenter) -> None:
    asked = presenter.step.questions if presenter.step else ()
    assert presenter.ask() == bool(asked)
    seen = []
    for _ in range(len(asked)):
        seen.append(presenter.now.question)
        presenter.answer()
        assert presenter.now.released
        presenter.ask()
        assert not presenter.now.released
    assert seen == [question.id for question in asked]
    assert presenter.now.question == ""


def test_the_timer_stands_and_goes_on(presenter: Presenter, clock: Clock) -> None:
    clock.now += 30
    presenter.toggle_timer()
    clock.now += 100
    assert presenter.elapsed == 30
    presenter.toggle_timer()
    clock.now += 5
    assert presenter.elapsed == 35
    presenter.reset_timer()
    assert presenter.elapsed == 0


def test_the_plan_is_shared_among_steps_without_a_time(session: Session) -> None:
    lesson = session.lessons[LESSON]
    lecture = lecture_of(lesson, "en")
    share = lesson.minutes * 60 / len(lesson.steps)
    assert seconds_of(lecture.steps[0], session.lessons) == pytest.approx(share)
    lecture = lecture.changed(0, seconds=90.0)
    assert planned(lecture, session.lessons)[:2] == pytest.approx((90, 90 + share))
    assert slot(replace(lecture, minutes=15.0), session.lessons) == 900


@pytest.mark.parametrize(("elapsed", "off"), [(70, 10), (60, 0), (30, 0)])
def test_behind_the_plan_in_the_first_step(session: Session, elapsed: float, off: float) -> None:
    lecture = lecture_of(session.lessons[LESSON], "en").changed(0, seconds=60.0)
    assert behind(lecture, session.lessons, 0, elapsed) == off
    assert behind(lecture, session.lessons, 1, 20) == -40


def test_the_excerpts_of_a_path_are_given_in_their_time(session: Session, clock: Clock) -> None:
    lesson = session.lessons[LESSON]
    texts = {"en": LessonText("In two minutes"), "zh": LessonText("两分钟")}
    wanted = (lesson.steps[1].id, lesson.steps[0].id)
    made = excerpts_of("excerpts:short", texts, [(lesson, wanted)], 2)
    session.play(made)
    giving = Presenter(session, lecture_of_excerpts(made, session.lessons, "en"), 0, clock)
    giving.begin()
    assert [step.step for step in giving.now.lecture.steps] == [step.id for step in lesson.steps[:2]]
    assert session.step is lesson.steps[0]
    assert giving.move(1)
    assert session.step is lesson.steps[1]
    assert planned(giving.now.lecture, session.lessons)[-1] == pytest.approx(120.0)


def test_steps_that_no_lesson_has_are_left_out(session: Session, clock: Clock) -> None:
    steps = (LectureStep(LESSON, "behind"), LectureStep("gone", "x"), LectureStep(LESSON, "side"))
    presenter = Presenter(session, Lecture("Mine", steps), 0, clock)
    presenter.begin()
    assert [step.step for step in presenter.now.lecture.steps] == ["behind", "side"]
    presenter.end()
    session.explore()
    assert presenter.now.left is None


def test_a_lecture_without_steps_is_the_free_atlas(session: Session, clock: Clock) -> None:
    session.explore()
    presenter = Presenter(session, Lecture("Free"), 0, clock)
    presenter.begin()
    assert not presenter.move(1)
    assert not presenter.ask()
    assert presenter.step is None


def test_times_are_written_as_on_a_clock() -> None:
    assert [clock_words(s) for s in (5.9, 65, 3725, -3)] == ["0:05", "1:05", "1:02:05", "0:00"]
