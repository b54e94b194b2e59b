"""The record of what was seen and answered: it grows with the learner and with nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.progress import Answered, LessonProgress, Progress
from anatomy_viewer.model.state import AppState
from anatomy_viewer.recorder import Recorder
from anatomy_viewer.session import Session

LESSON = "l01_small"


@pytest.fixture
def session(small_atlas: Atlas, small_lessons: Mapping[str, Lesson]) -> Session:
    return Session(small_atlas, small_lessons, AppState())


class Desk:
    """A recorder and how often it told of something new."""

    def __init__(self, session: Session, progress: Progress | None = None) -> None:
        self.told = 0
        self.recorder = Recorder(session, progress or Progress("Ann"), self._tell)

    def _tell(self) -> None:
        self.told += 1

    @property
    def lesson(self) -> LessonProgress:
        return self.recorder.progress.lesson(LESSON)

    def answer(self, question: str) -> Answered:
        found = self.lesson.answer_to(question)
        assert found is not None
        return found


def test_steps_are_noted_as_they_are_seen(session: Session) -> None:
    desk = Desk(session)
    session.open_lesson(LESSON)
    assert (desk.lesson.seen, desk.lesson.step) == (("behind",), "behind")
    session.move(1)
    session.move(-1)
    assert (desk.lesson.seen, desk.lesson.step) == (("behind", "side"), "behind")
    assert desk.recorder.progress.last == LESSON
    assert desk.told == 3


def test_looking_about_is_no_progress(session: Session) -> None:
    desk = Desk(session)
    session.explore()
    session.reveal("nerve_r")
    session.home()
    assert desk.told == 0
    session.open_lesson(LESSON)
    session.edit("peel", lambda view: view.peel_to(3))
    session.select("skull")
    assert desk.told == 1


def test_an_answer_counts_when_it_is_judged(session: Session) -> None:
    desk = Desk(session)
    session.open_lesson(LESSON)
    session.choose("which", "0")
    assert desk.lesson.answers == ()
    session.judge("which")
    assert (desk.answer("which").right, desk.answer("which").attempts) == (False, 1)
    session.try_again("which")
    session.take_hint("which")
    session.choose("which", "1")
    session.judge("which")
    answer = desk.answer("which")
    assert (answer.right, answer.right_at_once, answer.attempts, answer.hints) == (True, False, 2, 1)


def test_a_click_in_the_picture_counts_once_whatever_is_undone(session: Session) -> None:
    desk = Desk(session)
    session.open_lesson(LESSON, 1)
    session.edit("peel", lambda view: view.peel_to(3))
    session.ask_in_picture("click")
    session.point_at("oblique_r", (0.0, 0.0, 0.0))
    session.undo()
    session.redo()
    session.undo(2)
    session.redo(2)
    assert (desk.answer("click").right, desk.answer("click").attempts) == (True, 1)


def test_going_on_after_a_restart_repeats_no_answer(session: Session) -> None:
    desk = Desk(session)
    session.open_lesson(LESSON)
    session.choose("which", "1")
    session.judge("which")
    known = desk.recorder.progress
    later = Desk(Session(session.atlas, session.lessons, AppState()), known)
    later.recorder.session.open_lesson(LESSON, 0, known.lesson(LESSON).given())
    assert later.answer("which") == known.lesson(LESSON).answer_to("which")
    assert later.recorder.session.now.answer_to("which").judged


def test_an_answer_to_a_question_that_is_gone_harms_nothing(session: Session) -> None:
    known = Desk(session)
    session.open_lesson(LESSON)
    session.choose("which", "1")
    session.judge("which")
    old = known.recorder.progress.lesson(LESSON).given()
    fresh = Session(session.atlas, session.lessons, AppState())
    desk = Desk(fresh)
    fresh.open_lesson(LESSON, 0, (*old, type(old[0])("gone", "7", True)))
    fresh.move(1)
    assert desk.lesson.seen == ("behind", "side")
