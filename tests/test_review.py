"""A review as it is played: what is due is asked, wrong ones come back, names are covered, and all of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from anatomy_viewer.content.atlas_cards import items_of
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Lesson, SceneSpec
from anatomy_viewer.model.made_lesson import REVIEW, Item, session_of
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.quiz import Choice, Option
from anatomy_viewer.model.review import bases_called, met, mixed, new_cards, practice, todays, topics
from anatomy_viewer.model.spacing import due_today
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.texts import Text
from anatomy_viewer.recorder import Recorder
from anatomy_viewer.session import Session
from anatomy_viewer.specimen_files import SpecimenFiles

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LESSON = "l01_small"
KEY = f"lesson:{LESSON}/which"


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=20)
        return self.now


class Desk:
    def __init__(self, atlas: Atlas, lessons: Mapping[str, Lesson]) -> None:
        self.clock = Clock()
        self.session = Session(atlas, lessons, AppState())
        self.recorder = Recorder(self.session, Progress("Ann"), clock=self.clock)

    def review(self, *items: Item) -> None:
        self.session.play(session_of("review:1", REVIEW, items, self.session.lessons))

    def answer(self, option: str) -> None:
        assert self.session.step is not None
        question = self.session.step.questions[0].id
        self.session.choose(question, option)
        self.session.judge(question)


@pytest.fixture
def desk(small_atlas: Atlas, small_lessons: Mapping[str, Lesson]) -> Desk:
    return Desk(small_atlas, small_lessons)


def items(desk: Desk, *keys: str) -> list[Item]:
    return items_of(keys, desk.session.lessons, desk.session.atlas, {}, "day")


def test_an_answer_in_a_lesson_makes_a_card(desk: Desk) -> None:
    desk.session.open_lesson(LESSON)
    desk.session.choose("which", "0")
    desk.session.judge("which")
    card = desk.recorder.progress.card(KEY)
    assert card is not None
    assert not card.right
    assert [c.key for c in due_today(desk.recorder.progress, desk.clock.now)] == [KEY]
    (given,) = desk.recorder.progress.given
    assert (given.key, given.right, given.grade) == (KEY, False, 1)
    assert given.seconds > 0


def test_what_was_wrong_comes_back_at_the_end_and_twice_at_most(desk: Desk) -> None:
    desk.review(*items(desk, KEY))
    assert desk.session.lesson is not None
    for asked_before in (1, 2, 3):
        assert len(desk.session.step_titles) == asked_before
        desk.answer("0")
        desk.session.move(1)
    assert len(desk.session.step_titles) == 3
    assert not desk.session.move(1)


def test_a_review_leaves_the_lessons_own_record_alone(desk: Desk) -> None:
    desk.review(*items(desk, KEY))
    desk.answer("1")
    progress = desk.recorder.progress
    assert progress.lesson(LESSON).seen == ()
    assert progress.lesson(LESSON).answers == ()
    assert progress.last == ""
    card = progress.card(KEY)
    assert card is not None
    assert card.right
    assert card.due > NOW + timedelta(days=1)


def test_undo_and_home_find_their_way_out_of_a_review(desk: Desk) -> None:
    desk.review(*items(desk, KEY))
    desk.session.home()
    desk.session.undo()
    assert desk.session.step is not None
    desk.session.undo()
    assert desk.session.lesson is None


def test_names_are_covered_while_a_structure_is_asked_for(desk: Desk) -> None:
    options = (Option(Text("Skull", "颅"), True), Option(Text("Nerve", "神经")))
    name = Item("name:skull", Choice("", Text("Which?", "哪个？"), options), SceneSpec(highlight=("skull",)))
    desk.review(name, *items(desk, KEY))
    assert desk.session.now.asking == "name:skull#1"
    desk.session.point_at("skull", (0.0, 0.0, 0.0))
    assert desk.session.now.asking
    desk.answer("1")
    assert desk.session.now.asking == ""
    desk.session.try_again("name:skull#1")
    assert desk.session.now.asking == "name:skull#1"
    desk.session.move(1)
    assert desk.session.now.asking == ""


def test_a_review_shows_no_labels(desk: Desk) -> None:
    (item,) = items(desk, KEY)
    desk.review(replace(item, scene=replace(item.scene, label=("nerve_r",))))
    assert desk.session.view.labelled == ()


def test_structures_come_up_once_they_were_met(desk: Desk) -> None:
    lessons, atlas, progress = desk.session.lessons, desk.session.atlas, desk.recorder.progress
    assert met(lessons, progress, atlas) == ()
    assert todays(lessons, progress, atlas, NOW) == ()
    for step in lessons[LESSON].steps:
        progress = progress.saw(LESSON, step.id, NOW)
    bases = met(lessons, progress, atlas)
    assert new_cards(lessons, progress, atlas, NOW)[: len(bases)] == tuple(f"click:{b}" for b in bases)[:6]


def test_cards_of_what_is_gone_are_kept_but_not_asked(desk: Desk) -> None:
    desk.session.open_lesson(LESSON)
    desk.session.choose("which", "0")
    desk.session.judge("which")
    progress = desk.recorder.progress
    assert todays({}, progress, desk.session.atlas, desk.clock.now) == ()
    assert progress.card(KEY) is not None


def test_an_order_is_seeded_and_no_lesson_follows_itself_where_that_can_be_helped() -> None:
    keys = [f"lesson:a/{i}" for i in range(4)] + [f"lesson:b/{i}" for i in range(4)]
    order = mixed(keys, "today")
    assert order == mixed(keys, "today")
    assert sorted(order) == sorted(keys)
    names = [key[7] for key in order]
    assert sum(one == two for one, two in pairwise(names)) <= 1


def test_practice_asks_what_is_known_least(desk: Desk) -> None:
    desk.session.open_lesson(LESSON)
    desk.session.choose("which", "1")
    desk.session.judge("which")
    keys = [key for topic in topics(desk.session.lessons, desk.session.atlas) for key in topic.keys]
    chosen = practice(desk.recorder.progress, keys, len(keys) - 1, "x", desk.clock.now)
    assert KEY not in chosen
    assert len(chosen) == min(len(keys) - 1, len(set(chosen)))


def test_the_small_atlas_makes_cards_too(desk: Desk, small_specimen: SpecimenFiles) -> None:
    bases = dict.fromkeys(s.base for s in desk.session.atlas.structures.values())
    keys = [f"click:{base}" for base in bases]
    for item in items_of(keys, desk.session.lessons, desk.session.atlas, small_specimen.coarse, "day"):
        assert item.question.judge(item.question.judge("").correct[0]).right


def test_structures_are_found_by_any_part_of_any_name(desk: Desk) -> None:
    atlas = desk.session.atlas
    assert bases_called(atlas, "  ") is None
    assert bases_called(atlas, "no such thing") == frozenset()
    for structure in atlas.structures.values():
        for name in (structure.names.en.upper(), structure.names.zh):
            assert structure.base in (bases_called(atlas, name) or ())
