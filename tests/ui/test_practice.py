"""Practice with the needle: a task, passes, a verdict, and attempts that are kept and looked back at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Atlas, Point, Text, Vector
from anatomy_viewer.model.exercise import Exercise, tasks_of
from anatomy_viewer.model.intervention import Intervention, Practice
from anatomy_viewer.model.lesson import Ask, Lesson, LessonText, Step, StepText
from anatomy_viewer.model.needle import Nearest, NeedlePath, Passed
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.model.place_needle import PlaceNeedle
from anatomy_viewer.model.practice import Insertion
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.variants import Patient, VariantChoice
from anatomy_viewer.recorder import Recorder
from anatomy_viewer.session import Session
from anatomy_viewer.ui.home import HomePage
from anatomy_viewer.ui.lesson_panel import LessonPanel
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_card import NeedleCard
from anatomy_viewer.ui.needle_reader import NeedleReader
from anatomy_viewer.ui.practice_measure import NeedleMeasure
from anatomy_viewer.ui.practice_panel import PracticePanel
from anatomy_viewer.ui.widgets.messages import AnswerCallout

TASK = "tgt_distal"
TARGET, ENTRY = (20.0, 20.0, -20.0), (20.0, 0.0, -20.0)
_NONE = np.zeros((0, 3), np.float32)
EMPTY = Mesh(_NONE, np.zeros((0, 3), np.int32), _NONE, np.zeros((0, 3), np.uint8), np.zeros(0, np.uint8))
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
GOOD = Insertion(ENTRY, TARGET, 2.0, 1.0, 2, 2)
BAD = replace(GOOD, crossed=("obliquus_r",))
OFF = replace(GOOD, nerve_mm=9.0)


class Plane:
    """A specimen in which the needle lies in one layer, and the nerve at the target."""

    thick = 20.0

    def prepare(self) -> None:
        """Nothing to sort."""

    def varied(self, changed: Mapping[str, Mesh]) -> Plane:
        """A thicker one."""
        made = Plane()
        made.thick = float(len(changed)) * 10.0
        return made

    def path(self, entry: Vector, target: Vector) -> NeedlePath:
        gap = abs(target[0] - TARGET[0])
        near = {"nerve_r": Nearest(gap, gap, target, TARGET)}
        crosses = ("obliquus_r",) if target[2] < -40.0 else ()
        return NeedlePath(entry, target, 20.0, (Passed("obliquus_r", 0.0, self.thick),), near, crosses)


@pytest.fixture
def session(atlas: Atlas) -> Session:
    def point(name: str, place: Vector) -> Point:
        return Point(
            name, "intervention", Text("Block", "阻滞"), Text("", ""), place, "obliquus_r", "nerve_r"
        )

    points = {**atlas.points, TASK: point(TASK, TARGET), "ent_distal": point("ent_distal", ENTRY)}
    block = Intervention(
        "block", "block", Text("Block", "阻滞"), Text("Block", "阻滞"), TASK, {}, ("ent_distal",)
    )
    return Session(replace(atlas, points=points, practice=Practice({"block": block})), {}, AppState())


class Room:
    """The panel, and what a learner sees and does in it."""

    def __init__(self, qtbot: QtBot, look: Look, session: Session) -> None:
        self.qtbot, self.session = qtbot, session
        self.recorder = Recorder(session, Progress("Ann"))
        self.reader = NeedleReader(session, Plane)
        measure = NeedleMeasure(session, self.reader)
        self.panel = PracticePanel(look, session, measure, self.reader, lambda: self.recorder.progress)
        qtbot.addWidget(self.panel)
        self.panel.resize(360, 800)
        self.panel.show()
        measure.setParent(self.panel)
        self.reader.setParent(self.panel)

    def click(self, text: str) -> None:
        buttons = self.panel.findChildren(QAbstractButton)
        next(b for b in buttons if b.isVisible() and b.text() == text).click()

    def insert(self, *, aside: float = 0.0, down: float = 0.0) -> None:
        exercise = self.session.now.exercise
        assert exercise is not None
        before = len(exercise.passes)
        target = (TARGET[0] + aside, TARGET[1], TARGET[2] - down)
        self.session.put_needle("Usual path", Needle(ENTRY, target))
        self.click("Insert")
        self.qtbot.waitUntil(lambda: len(self.passes) > before)

    @property
    def passes(self) -> tuple[Insertion, ...]:
        exercise = self.session.now.exercise
        return exercise.passes if exercise else ()

    def verdict(self) -> str:
        return " ".join(c.accessibleName() for c in self.panel.findChildren(AnswerCallout) if c.isVisible())


@pytest.fixture
def room(qtbot: QtBot, look: Look, session: Session) -> Room:
    made = Room(qtbot, look, session)
    session.practise()
    return made


def test_a_block_done_well_ends_the_attempt_and_is_kept(room: Room) -> None:
    room.panel._begin(TASK, True)
    room.insert()
    assert room.verdict().endswith("Safe, and on target")
    (attempt,) = room.recorder.progress.attempts_at(TASK)
    assert attempt.on_target
    assert attempt.points >= 95


def test_a_block_done_badly_is_told_and_another_pass_does_not_undo_the_harm(room: Room) -> None:
    room.panel._begin(TASK, False)
    room.insert(down=30.0)
    assert "Unsafe" in room.verdict()
    room.insert()
    assert "Unsafe" in room.verdict()
    assert not room.recorder.progress.attempts  # still going on
    room.click("Leave it there")
    attempt = room.recorder.progress.attempts[-1]
    assert attempt.harmed == ("obliquus_r",)
    assert attempt.points <= 30
    assert not attempt.help


def test_attempts_are_looked_back_at_one_by_one(room: Room) -> None:
    room.panel._begin(TASK, True)
    room.insert(aside=9.0)
    room.click("Leave it there")
    room.click("Once more")
    room.insert()
    exercise = room.session.now.exercise
    assert exercise is not None
    assert len(exercise.attempts) == 2
    assert exercise.shown == exercise.attempts[1]
    room.session.show_attempt(0)
    assert "Safe, but not on target" in room.verdict()
    assert len(room.recorder.progress.attempts_at(TASK)) == 2


def test_a_replay_goes_through_the_passes_and_ends(room: Room, qtbot: QtBot) -> None:
    room.panel._begin(TASK, True)
    room.insert()
    moments: list[float | None] = []
    room.panel.moment.connect(moments.append)
    room.click("Replay")
    qtbot.waitUntil(lambda: None in moments)
    shown = [moment for moment in moments if moment is not None]
    assert shown == sorted(shown)
    assert shown[0] == 0.0


def test_without_help_nothing_is_told_while_placing(room: Room) -> None:
    room.panel._begin(TASK, False)
    room.session.put_needle("Usual path", Needle(ENTRY, TARGET))
    assert room.session.now.needle is not None
    assert not room.session.now.needle.help
    assert room.session.view.points == ()  # neither the target nor where it is entered


def asked(session: Session, told: bool) -> Session:
    """The same specimen, with a lesson that asks for the needle."""
    words = {"en": StepText("Block", (Ask("q"),))}
    question = PlaceNeedle("q", Text("Place it.", ""), TASK, help=told)
    step = Step("block", words, questions=(question,))
    lesson = Lesson("l01", "L01", "student", 5, {"en": LessonText("Blocks")}, (step,))
    made = Session(session.atlas, {"l01": lesson}, AppState())
    made.open_lesson("l01")
    return made


def card_in(qtbot: QtBot, look: Look, session: Session) -> NeedleCard:
    reader = NeedleReader(session, Plane)
    measure = NeedleMeasure(session, reader)
    question = session.lessons["l01"].question("q")
    assert isinstance(question, PlaceNeedle)
    card = NeedleCard(look, session, question)
    card.equip(measure)
    session.listen(lambda _old, _new: card.refresh())
    qtbot.addWidget(card)
    card.show()
    for part in (reader, measure):
        part.setParent(card)
    return card


@pytest.mark.parametrize(("down", "right"), [(0.0, True), (30.0, False)])
def test_a_needle_answers_a_question(
    qtbot: QtBot, look: Look, session: Session, down: float, right: bool
) -> None:
    playing = asked(session, told=True)
    card = card_in(qtbot, look, playing)
    card.give()
    assert playing.now.placing == "entry"
    playing.put_needle("Usual path", Needle(ENTRY, (TARGET[0], TARGET[1], TARGET[2] - down)))
    card.give()
    qtbot.waitUntil(lambda: playing.now.answer_to("q").judged)
    assert playing.now.needle is None
    verdicts = [c.accessibleName() for c in card.findChildren(AnswerCallout) if c.isVisible()]
    assert verdicts == ["Safe, and on target" if right else "Unsafe"]
    judged = playing.judged_in_picture
    assert judged is not None
    assert judged[0].judge(judged[1].chosen).right == right


def test_a_panel_that_opens_at_a_needle_can_insert_it(qtbot: QtBot, look: Look, session: Session) -> None:
    playing = asked(session, told=True)
    reader = NeedleReader(playing, Plane)
    measure = NeedleMeasure(playing, reader)
    panel = LessonPanel(look, playing, measure)
    for part in (reader, measure):
        part.setParent(panel)
    qtbot.addWidget(panel)
    panel.show()
    playing.ask_for_needle("q")
    playing.put_needle("Usual path", Needle(ENTRY, TARGET))
    insert = next(b for b in panel.findChildren(QAbstractButton) if b.text() == "Insert")
    qtbot.mouseClick(insert, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: playing.now.answer_to("q").judged)


@pytest.mark.parametrize("told", [True, False])
def test_help_is_the_author_s_to_give(qtbot: QtBot, look: Look, session: Session, told: bool) -> None:
    playing = asked(session, told)
    card_in(qtbot, look, playing).give()
    playing.put_needle("Usual path", Needle(ENTRY, TARGET))
    assert playing.reads_needle == told


def test_a_click_does_not_answer_for_the_needle(session: Session) -> None:
    playing = asked(session, told=True)
    playing.ask_for_needle("q")
    playing.point_at("obliquus_r", TARGET)
    assert not playing.now.answer_to("q").judged
    assert playing.now.asking == "q"


def test_home_leads_to_practice_where_there_is_a_task(
    qtbot: QtBot, look: Look, session: Session, atlas: Atlas
) -> None:
    for known, leads in ((session, True), (Session(atlas, {}, AppState()), False)):
        home = HomePage(look, known)
        qtbot.addWidget(home)
        home.show()
        buttons = [b for b in home.findChildren(QAbstractButton) if b.text() == "Practise with the needle"]
        assert [b.isVisible() for b in buttons] == [leads]


def test_attempts_are_kept_specimen_by_specimen(room: Room) -> None:
    patient = Patient(VariantChoice(("through_oci",)), VariantChoice(), seed=17)
    room.panel._begin(TASK, True)
    room.insert()
    room.panel._begin(TASK, True, patient)
    assert room.session.view.patient == patient
    room.insert()
    assert room.session.view.patient == patient
    assert [attempt.variant for attempt in room.recorder.progress.attempts] == ["", "patient 17"]
    exercise = room.session.now.exercise
    assert exercise is not None
    assert len(exercise.attempts) == 1
    room.click("Once more")
    again = room.session.now.exercise
    assert again is not None
    assert (again.patient, len(again.earlier)) == (patient, 1)


def test_the_needle_is_read_in_the_specimen_that_is_shown(room: Room, qtbot: QtBot) -> None:
    room.session.leave_practice()
    with qtbot.waitSignal(room.reader.changed):
        room.session.put_needle("Usual path", Needle(ENTRY, TARGET))
    with qtbot.waitSignal(room.reader.changed):
        room.reader.refit({"nerve_r": EMPTY})
    assert room.reader.path is not None
    assert room.reader.path.layers[0].end == 10.0


def test_tasks_are_those_whose_path_is_known(session: Session, atlas: Atlas) -> None:
    assert tasks_of(session.atlas) == (TASK,)
    assert tasks_of(atlas) == ()


def begun(session: Session) -> None:
    session.begin_exercise(Exercise(TASK, True, begun=NOW))


def leave(session: Session) -> None:
    session.end_exercise(NOW + timedelta(seconds=40))


def test_undo_takes_the_needle_back_and_not_the_pass(session: Session) -> None:
    begun(session)
    session.put_needle("Usual path", Needle(ENTRY, TARGET))
    session.insert(BAD)
    session.undo()
    assert session.now.needle is None
    assert session.now.exercise is not None
    assert session.now.exercise.passes == (BAD,)


@pytest.mark.parametrize("away", [Session.leave_practice, Session.home, Session.explore])
def test_leaving_does_not_unmake_a_pass(session: Session, away: Callable[[Session], None]) -> None:
    recorder = Recorder(session, Progress("Ann"))
    begun(session)
    away(session)
    assert session.now.exercise is None
    assert not recorder.progress.attempts
    begun(session)
    session.insert(BAD)
    away(session)
    assert [attempt.harmed for attempt in recorder.progress.attempts] == [("obliquus_r",)]


def test_an_end_counts_once(session: Session) -> None:
    recorder = Recorder(session, Progress("Ann"))
    begun(session)
    leave(session)
    assert not recorder.progress.attempts  # nothing was inserted
    session.insert(OFF)
    leave(session)
    session.undo()
    session.redo()
    session.show_attempt(0)
    assert len(recorder.progress.attempts) == 1
    attempt = recorder.progress.attempts[0]
    assert attempt.seconds == pytest.approx(40.0)
