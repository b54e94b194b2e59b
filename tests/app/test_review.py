"""Learning as it is met in the real window: an answer comes back, a path leads on, learners are kept apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from anatomy_viewer.content.paths import user_data_dir
from anatomy_viewer.content.progress_files import ProgressFile
from anatomy_viewer.model.cards import Given
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.spacing import answered
from tests.app.player import Start

LESSON = "l01_small"
PATHS = """paths:
  - id: all
    names: {en: Everything, zh: 全部}
    about: {en: All of it., zh: 全部内容。}
    levels: [student]
  - id: short
    names: {en: In brief, zh: 速览}
    about: {en: One step., zh: 一步。}
    parts: [{lesson: l01_small, steps: [side]}]
"""


def test_what_was_wrong_yesterday_is_due_and_told_where_it_is_taught(start: Start) -> None:
    then = datetime.now(UTC) - timedelta(days=1)
    wrong = answered(Progress("default"), Given(f"lesson:{LESSON}/which", then, False, 0, 20.0, 1))
    ProgressFile(user_data_dir(), "default").save(wrong)
    player = start()
    desk, session = player.desk, player.desk.session
    assert desk.home_page._due.count == 1
    desk.actions_table.run("review")
    player.wait(lambda: session.now.screen == "atlas")
    (text,) = desk.lesson_panel._texts
    assert text.isHidden()
    question = session.step.questions[0].id
    session.choose(question, "1")
    session.judge(question)
    assert text.isVisible()
    card = desk._recorder.progress.card(f"lesson:{LESSON}/which")
    assert card.right
    desk.lesson_panel.finished.emit()
    assert session.now.screen == "home"
    assert desk.status._note == "1 of 1 answered right. 0 come due tomorrow."
    assert desk.home_page._due.begun


def test_paths_are_followed_from_home(start: Start, files: Path) -> None:
    (files / "lessons" / "paths.yaml").write_text(PATHS, encoding="utf-8")
    player = start(files)
    desk, session = player.desk, player.desk.session
    desk.home_page.shelf.show_filter("path:all")
    desk.home_page.shelf._bar.button.click()
    assert session.now.place.lesson == LESSON
    assert desk._recorder.progress.path == "all"
    session.home()
    desk.home_page.shelf.show_filter("path:short")
    desk.home_page.shelf._bar.button.click()
    assert [step.id for step in session.lesson.steps] == [f"{LESSON}/side"]
    assert "side" in desk._recorder.progress.lesson(LESSON).seen
    desk.actions_table.run("language")
    assert session.lesson.text(session.language).title == "速览"


def test_learners_of_one_window_do_not_mix(start: Start) -> None:
    player = start(scene=False)
    desk = player.desk
    desk.session.open_lesson(LESSON)
    desk.session.choose("which", "1")
    desk.session.judge("which")
    desk.actions_table.run("learners")
    desk.report.learners._field.setText("Ben")
    desk.report.learners.make()
    assert desk._recorder.progress == Progress("Ben")
    assert len(ProgressFile(user_data_dir(), "default").load().progress.cards) == 1
    assert desk.report._own.reports[0].answers == 0
