"""What a learner expects of a lesson: steps that do not depend on the way to them, answers that stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from anatomy_viewer.commands import cut_at
from anatomy_viewer.model.anatomy import Atlas, Text
from anatomy_viewer.model.camera import name_of
from anatomy_viewer.model.lesson import Lesson, step_view
from anatomy_viewer.model.place_point import PlacePoint
from anatomy_viewer.model.state import AppState, Place
from anatomy_viewer.model.variants import Patient, VariantChoice
from anatomy_viewer.model.view import drawn
from anatomy_viewer.session import Session, opening_view

LESSON = "l01_small"


@pytest.fixture
def session(small_atlas: Atlas, small_lessons: Mapping[str, Lesson]) -> Session:
    return Session(small_atlas, small_lessons, AppState())


@pytest.fixture
def playing(session: Session) -> Session:
    session.open_lesson(LESSON)
    return session


WAYS: dict[str, Callable[[Session], object]] = {
    "next": lambda s: (s.open_lesson(LESSON), s.move(1)),
    "jump": lambda s: (s.open_lesson(LESSON), s.go_to(1)),
    "link": lambda s: s.open_lesson(LESSON, 1),
    "back and forth": lambda s: (s.open_lesson(LESSON, 1), s.move(-1), s.move(1)),
    "undo and redo": lambda s: (s.open_lesson(LESSON), s.move(1), s.undo(), s.redo()),
    "after wild changes": lambda s: (
        s.open_lesson(LESSON),
        s.edit("mess", lambda v: replace(v.isolate(["skull"]), context="colour").peel_to(7)),
        s.reveal("nerve_l"),
        s.move(1),
    ),
    "from free exploring": lambda s: (s.explore(), s.reveal("cp1"), s.open_lesson(LESSON), s.go_to(1)),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_step_is_the_same_however_one_came_to_it(session: Session, way: str) -> None:
    WAYS[way](session)
    assert session.now.place == Place(LESSON, 1)
    assert session.now.screen == "atlas"
    assert session.view == step_view(session.lessons[LESSON].steps[1], session.atlas)
    assert session.step is session.lessons[LESSON].steps[1]


def test_there_is_no_step_before_the_first_or_after_the_last(playing: Session) -> None:
    assert not playing.move(-1)
    assert playing.move(1)
    assert not playing.move(1)
    assert not playing.go_to(-1)
    assert not playing.go_to(99)
    assert playing.now.place == Place(LESSON, 1)
    playing.explore()
    assert not playing.move(1)
    assert not playing.go_to(0)


def test_back_to_the_steps_own_view(playing: Session) -> None:
    own = playing.view
    playing.edit("peel", lambda v: v.peel_to(3))
    playing.return_to_step()
    assert playing.view == own
    playing.undo()
    assert playing.view.peel == 3


def test_outside_a_lesson_the_way_back_leads_to_the_opening_view(session: Session) -> None:
    session.explore()
    session.edit("peel", lambda v: v.peel_to(3))
    session.return_to_step()
    assert session.view == opening_view(session.atlas)


def test_answers_stay_from_step_to_step_and_through_undo(playing: Session) -> None:
    playing.choose("which", "1")
    playing.judge("which")
    playing.take_hint("click")
    given = playing.now.answers
    playing.move(1)
    playing.edit("peel", lambda v: v.peel_to(3))
    playing.choose("click", "oblique_r")
    playing.judge("click")
    assert playing.now.answer_to("which") in given
    playing.undo(2)
    assert playing.now.place == Place(LESSON, 0)
    assert playing.now.answer_to("which").judged
    assert playing.now.answer_to("click").judged
    playing.redo()
    assert playing.now.answer_to("click").judged


def test_a_place_is_asked_for_on_the_base_specimen(session: Session) -> None:
    lesson = session.lessons[LESSON]
    ask = PlacePoint("place", Text("Where?", ""), "cp1", session.atlas.points["cp1"].position)
    steps = (replace(lesson.steps[0], questions=(ask,)),)
    playing = Session(session.atlas, {LESSON: replace(lesson, steps=steps)}, AppState())
    playing.open_lesson(LESSON)
    other = Patient(VariantChoice((), 2.0), seed=3)
    playing.edit("Another patient", lambda view: replace(view, patient=other))
    playing.ask_in_picture("place")
    assert playing.view.patient.usual
    playing.point_at("skull", ask.position)
    judged = playing.judged_in_picture
    assert judged is not None
    assert judged[0].judge(judged[1].chosen).right


def test_undo_leads_back_into_the_lesson_before_with_its_answers(playing: Session) -> None:
    playing.choose("which", "1")
    playing.explore()
    playing.undo()
    assert playing.now.place == Place(LESSON, 0)
    assert playing.now.answer_to("which").chosen == "1"


def test_answers_from_the_record_are_brought_along_once(session: Session) -> None:
    known = AppState().with_answer(replace(AppState().answer_to("which"), chosen="0", judged=True)).answers
    session.open_lesson(LESSON, 0, known)
    assert session.now.answers == known
    session.try_again("which")
    session.open_lesson(LESSON, 1, known)  # a link within the lesson: what was done since counts
    assert not session.now.answer_to("which").judged


def test_a_hint_is_counted_and_trying_again_keeps_it(playing: Session) -> None:
    playing.take_hint("which")
    playing.choose("which", "0")
    playing.judge("which")
    playing.try_again("which")
    answer = playing.now.answer_to("which")
    assert (answer.chosen, answer.judged, answer.hints) == ("", False, 1)


def test_a_click_in_the_picture_answers_and_ends_the_asking(playing: Session) -> None:
    playing.move(1)
    assert playing.judged_in_picture is None
    playing.ask_in_picture("click")
    playing.point_at("oblique_l", (0.0, 0.0, 0.0))
    assert playing.now.asking == ""
    judged = playing.judged_in_picture
    assert judged is not None
    question, answer = judged
    assert answer.chosen == "oblique_l"
    verdict = question.judge(answer.chosen)
    assert (verdict.right, verdict.other_side) == (False, True)


@pytest.mark.parametrize(
    "leave",
    [
        lambda s: s.move(-1),
        lambda s: s.home(),
        lambda s: s.explore(),
        lambda s: s.undo(),
        lambda s: s.open_lesson(LESSON),
        lambda s: (s.home(), s.undo()),
    ],
)
def test_asking_ends_when_its_step_is_left(playing: Session, leave: Callable[[Session], object]) -> None:
    playing.move(1)
    playing.ask_in_picture("click")
    leave(playing)
    assert playing.now.asking == ""


def test_asking_outlasts_turning_and_undoing_it(playing: Session) -> None:
    playing.move(1)
    playing.ask_in_picture("click")
    playing.edit("peel", lambda v: v.peel_to(3))
    assert playing.now.asking == "click"
    playing.undo()
    assert playing.now.asking == "click"
    playing.ask_in_picture("")
    assert playing.now.answer_to("click").judged is False


def test_selecting_is_no_entry_of_the_history(session: Session) -> None:
    session.explore()
    before = session.store.past
    session.select("skull")
    session.select(None)
    assert session.store.past == before


@pytest.mark.parametrize("name", ["nerve_l", "bump", "belly_r", "scalp"])
def test_revealing_shows_selects_and_centres(session: Session, name: str) -> None:
    session.explore()
    session.edit("clear", lambda v: v.isolate(["skull"]).hide(["skull"]).peel_to(7))
    session.reveal(name)
    view = session.view
    assert session.atlas.owner(name) in drawn(view, session.atlas)
    assert view.selected == name
    assert view.camera.target == pytest.approx(session.atlas.anchor(name))


def test_revealing_takes_back_a_cut_that_hides_it_and_no_other(session: Session) -> None:
    session.explore()
    cut_at(session, "sagittal", 0.0)  # the right side stays
    session.reveal("nerve_r")
    assert session.view.cut is not None
    session.reveal("nerve_l")
    assert session.view.cut is None


def test_revealing_a_point_shows_its_sign(session: Session) -> None:
    session.explore()
    session.reveal("lm1")
    session.reveal("lm1")
    assert session.view.points.count("lm1") == 1
    assert session.view.camera.target == pytest.approx((-30, 50, 0))


def test_the_history_speaks_the_language_of_the_moment(session: Session) -> None:
    session.explore()
    session.language = "zh"
    session.reveal("nerve_r")
    session.open_lesson(LESSON)
    assert session.store.past == ("小小的头", "查找 · 右大神经", "Explore freely")


def test_exploring_from_home_goes_on_where_one_explored_and_forgets_a_lesson(session: Session) -> None:
    session.explore()
    session.edit("peel", lambda v: v.peel_to(3))
    session.home()
    assert session.now.screen == "home"
    session.explore()
    assert session.view.peel == 3
    session.open_lesson(LESSON, 1)
    session.home()
    session.explore()
    assert session.view == opening_view(session.atlas)
    assert session.lesson is None


def test_the_opening_view_is_the_whole_without_its_skin(session: Session) -> None:
    view = opening_view(session.atlas)
    assert drawn(view, session.atlas) == session.atlas.all_ids - {"scalp"}
    assert view.points == ("cp1",)
    assert name_of(view.camera) == "posterolateral right"
