"""Cases: the example of docs/architecture.md is read, played to both ends, and broken in every way an author may."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.lesson_files import LessonFiles, load_lessons
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.case import STAGES, Taken, decision_id
from anatomy_viewer.model.lecture import lecture_of
from anatomy_viewer.model.lesson import plain
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.state import AppState
from anatomy_viewer.recorder import Recorder
from anatomy_viewer.session import Session
from anatomy_viewer.session.presenting import Presenter
from anatomy_viewer.ui.home_texts import place_in

DOCS = Path(__file__).parents[1] / "docs" / "architecture.md"
BLOCKS = re.findall(r"^````markdown\n(.*?)^````$", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
CASE = next(block for block in BLOCKS if "kind: case" in block)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(meshes_dir()).atlas


def read(folder: Path, atlas: Atlas, text: str, chinese: str = "") -> LessonFiles:
    (folder / "c00.md").write_text(text, encoding="utf-8")
    if chinese:
        (folder / "c00.zh.md").write_text(chinese, encoding="utf-8")
    return load_lessons(folder, atlas)


@pytest.fixture
def session(tmp_path: Path, atlas: Atlas) -> Session:
    files = read(tmp_path, atlas, CASE)
    assert files.problems == ()
    made = Session(atlas, files.lessons, AppState())
    made.open_lesson("c00")
    return made


def decide(session: Session, option: int) -> None:
    assert session.decision is not None
    session.choose(session.decision.id, str(option))
    session.judge(session.decision.id)


def where(session: Session) -> str:
    assert session.step is not None
    return session.step.id


def test_the_way_to_the_good_ending_and_back(session: Session) -> None:
    assert (where(session), session.can_go_on, session.can_go_back) == ("history", False, False)
    assert not session.move(1)  # undecided
    decide(session, 0)
    assert session.decided == "flags"
    assert session.move(1)
    assert session.move(1)  # leads on by itself
    decide(session, 1)
    session.move(1)
    assert (where(session), session.can_go_on) == ("over", False)
    assert session.now.route == (Taken("history", 0), Taken("flags"), Taken("relief", 1))
    assert session.move(-1)
    assert (where(session), session.decided) == ("relief", "over")  # as it was decided
    session.back_to(0)
    assert (where(session), session.decided, session.now.route) == ("history", "flags", ())


def test_a_lecture_follows_the_way_that_is_decided_for(session: Session) -> None:
    lesson = session.lessons["c00"]
    presenter = Presenter(session, lecture_of(lesson, "en"), 0, lambda: 0.0)
    presenter.begin()
    history = decision_id("history")
    assert presenter.move(1)  # before anything is decided it is asked for
    assert (where(session), presenter.now.question, presenter.ahead) == ("history", history, None)
    presenter.answer()
    assert not presenter.now.released
    presenter.decide(0)
    assert (presenter.now.question, presenter.now.released, session.decided) == (history, True, "flags")
    presenter.decide(1)  # thought again
    assert session.decided == "harm"
    presenter.move(1)
    assert (where(session), presenter.now.at) == ("harm", lesson.index_of("harm"))
    assert presenter.ahead is None  # it ends here, though the file goes on
    assert not presenter.move(1)
    assert presenter.move(-1)
    assert (where(session), presenter.now.at, session.decided) == ("history", 0, "harm")


def test_a_loop_asks_anew_and_undo_takes_it_back(session: Session) -> None:
    decide(session, 0)
    session.move(1)
    session.move(1)
    decide(session, 0)
    session.move(1)
    assert (where(session), session.decided, len(session.now.route)) == ("history", "", 3)
    session.undo()
    assert (where(session), session.decided, len(session.now.route)) == ("relief", "history", 2)
    session.restart_case()
    assert (where(session), session.decided, session.now.route) == ("history", "", ())
    session.undo()
    assert (where(session), session.decided) == ("relief", "history")


def test_a_way_that_was_changed_is_asked_about_before_going_on(session: Session) -> None:
    decide(session, 1)
    assert session.decided == "harm"
    session.try_again(decision_id("history"))
    assert session.decided == ""
    decide(session, 1)
    session.move(1)
    assert session.decision is not None
    assert (session.decision.ends, session.decision.grade) == (True, "poor")


def test_a_jump_begins_a_way_of_its_own_and_one_back_stays_on_it(session: Session) -> None:
    decide(session, 0)
    session.move(1)
    session.move(1)
    session.go_to(1)  # flags, on the way
    assert session.now.route == (Taken("history", 0),)
    session.go_to(4)
    assert (where(session), session.now.route) == ("harm", ())


def test_the_record_keeps_the_way_and_the_ending(session: Session) -> None:
    session.home()
    recorder = Recorder(session, Progress("Ann"))
    session.open_lesson("c00")
    decide(session, 0)
    session.move(1)
    session.move(1)
    known = recorder.progress.lesson("c00")
    lesson = session.lessons["c00"]
    assert (known.route, known.endings) == (session.now.route, ())
    assert 0 < known.share(lesson) < 0.9
    decision = known.answer_to(decision_id("history"))
    assert decision is not None
    assert decision.right
    later = Session(session.atlas, session.lessons, AppState())
    later.open_lesson("c00", 2, known.given(), known.route)
    assert (where(later), later.now.route) == ("relief", known.route)
    decide(session, 1)
    session.move(1)
    known = recorder.progress.lesson("c00")
    assert (known.endings, known.share(lesson)) == (("over",), 1.0)


def test_a_way_that_leads_elsewhere_by_now_is_forgotten(session: Session) -> None:
    session.home()
    session.open_lesson("c00", 2, (), (Taken("history", 1), Taken("flags")))
    assert (where(session), session.now.route) == ("relief", ())


def test_stages_and_decisions_are_read(session: Session) -> None:
    decisions = session.lessons["c00"].decisions
    assert {d.stage for d in decisions.values()} <= set(STAGES)
    assert decisions["history"].judge("1").explain.en.startswith("The fever")
    assert sorted(decisions["history"].order("seed")) == [0, 1]
    assert plain(session.lessons["c00"].steps[1].text("en").body).startswith("No fever")


@pytest.mark.parametrize(
    ("old", "new", "at", "words"),
    [
        ("to: flags,", "to: flag,", "to: flag,", "there is no step 'flag'"),
        ("to: relief\n", "to: flags\n", "to: flags\n", "leads to itself"),
        ("to: relief\n", "to: history\n", "## Relief", "no decision leads to the step 'relief'"),
        ("stage: history", "stage: hystory", "stage: hystory", "'hystory' is not known"),
        ("ask: What do you do first?\n", "", "```decision", "asks nothing"),
        ("grade: best, explain: A new", "grade: fair, explain: A new", "options:", "no option is the best"),
        ("kind: case\n", "", "```decision", "a lesson that is not a case"),
        ("```decision\nstage: red_flags\nto: relief\n```", "", "## Nothing", "has 0 decision blocks"),
        ("grade: poor\n```", "```", "```decision\nstage: red_flags\nending", "has no 'grade'"),
        ("ending: The block was put off, and the fever looked into a day late.\ngrade: poor",
         "to: history", "## Pain", "1 endings"),
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_named_by_line(
    tmp_path: Path, atlas: Atlas, old: str, new: str, at: str, words: str
) -> None:
    assert CASE.count(old) == 1
    text = CASE.replace(old, new)
    files = read(tmp_path, atlas, text)
    assert files.lessons == {}
    line = text.count("\n", 0, text.index(at)) + 1
    found = [p for p in files.problems if words in p.problem]
    assert [p.line for p in found[:1]] in ([line], [line + 1]), [str(p) for p in files.problems]


def test_a_round_without_an_end_is_named(tmp_path: Path, atlas: Atlas) -> None:
    text = CASE.replace("to: over, grade: best, explain: The", "to: flags, grade: best, explain: The")
    text = text.replace("to: history, grade: fair", "to: flags, grade: fair")
    problems = [p.problem for p in read(tmp_path, atlas, text).problems]
    assert "no ending can be reached from 'flags'." in problems
    assert "no decision leads to the step 'over'." in problems


def test_a_translation_lacks_what_it_lacks(tmp_path: Path, atlas: Atlas) -> None:
    chinese = (
        "---\ntitle: 短病例\nsummary: 几步，两个结局。\nobjectives: [先问红旗征。]\n---\n"
        "## 头后部疼痛 {#history}\n两年来。\n```decision\nask: 首先做什么？\noptions:\n"
        "  - {text: 询问红旗征, explain: 另有原因。}\n  - {text: 立即阻滞, explain: 未问发热。}\n```\n"
        "## 无异常 {#flags}\n无发热。\n## 缓解 {#relief}\n三个月。\n```decision\nask: 然后？\noptions: [一, 二]\n```\n"
        "## 未决 {#over}\n尚无。\n```decision\nending: 她知道。\n```\n## 发热 {#harm}\n感染。\n"
    )
    files = read(tmp_path, atlas, CASE, chinese)
    assert [p.problem for p in files.problems] == [
        "'explain' of option 1 of the decision of 'relief' is not translated.",
        "'explain' of option 2 of the decision of 'relief' is not translated.",
        "'ending' of the decision of 'harm' is not translated.",
    ]
    first = files.lessons["c00"].decisions["history"]
    assert (first.ask.zh, first.ways[1].text.zh, first.ways[1].explain.zh) == (
        "首先做什么？",
        "立即阻滞",
        "未问发热。",
    )


def test_another_way_through_a_finished_case_is_gone_on_with(session: Session) -> None:
    lesson, now = session.lessons["c00"], datetime(2026, 3, 1, tzinfo=UTC)
    ended = Progress("Ann").went("c00", (), "harm")
    for step, at in (("harm", 0), ("relief", lesson.index_of("relief"))):
        assert place_in(lesson, ended.saw("c00", step, now)) == at
