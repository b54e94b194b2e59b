"""Author mode in the running application: whatever happens to the files, the lesson goes on and no text is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from anatomy_viewer.content.own_lessons import own_lessons_folder
from anatomy_viewer.ui.author_panel import AuthorPanel
from anatomy_viewer.ui.widgets.messages import ErrorStrip
from tests.app.player import Player, Start
from tests.app.test_scan import drop
from tests.small_atlas import CHINESE, LESSON

Ctrl = Qt.KeyboardModifier.ControlModifier


def write(path: Path, text: str, rename: bool = False) -> Path:
    """As an editor does: over the file, or a new file in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    target = path.with_suffix(".part") if rename else path
    target.write_text(text, encoding="utf-8")
    target.replace(path)
    return path


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    write(tmp_path / "work/mine.zh.md", CHINESE.replace("l01_small", "mine"))
    return write(tmp_path / "work/mine.md", LESSON.replace("l01_small", "mine"))


def opened(start: Start, path: Path) -> Player:
    player = start(scene=False, lesson_file=path)
    player.wait(lambda: player.session.lesson is not None)
    player.wait(lambda: player.seen(AuthorPanel))
    assert player.session.lesson.path == path
    return player


def run(player: Player, command: str) -> bool:
    return bool(player.desk.actions_table.run(command))


def told(player: Player) -> list[str]:
    rows = player.desk.author_panel.problems
    return [rows.item(i).text() for i in range(rows.count())]


def title(player: Player) -> str:
    return str(player.session.step.text("en").title)


def test_a_lesson_written_elsewhere_goes_on_at_its_step_and_errors_do_not_blank_it(
    start: Start, mine: Path
) -> None:
    player, text = opened(start, mine), mine.read_text()
    session = player.session
    session.go_to(1)
    session.edit("turn", lambda view: view.peel_to(4))
    write(mine, text.replace("From the side", "Seen from the side"))
    player.wait(lambda: player.says("Seen from the side"))
    assert session.view.peel == 4  # the scene did not change: what was done to the picture stays
    broken = text.replace("camera: right, whole", "camera: rihgt").replace("peel: 2", "peel: 9")
    write(mine, broken, rename=True)
    player.wait(lambda: len(told(player)) == 2)
    assert told(player)[0] == "line 46: 'camera': 'rihgt' is not known here. Did you mean 'right'?"
    assert (title(player), session.view.peel) == ("Seen from the side", 4)
    player.desk.author_panel.problems.itemClicked.emit(player.desk.author_panel.problems.item(0))
    assert player.focus.textCursor().blockNumber() == 45
    write(mine, text.replace("peel: 2", "peel: 3"), rename=True)
    player.wait(lambda: session.view.peel == 3)
    assert (told(player), title(player)) == ([], "From the side")


def test_steps_that_are_renamed_or_taken_out_and_files_that_vanish(start: Start, mine: Path) -> None:
    player, text = opened(start, mine), mine.read_text()
    player.session.go_to(1)
    write(mine, text.replace("{#side}", "{#aside}"))
    player.wait(lambda: player.session.step.id == "aside")
    write(mine, text[: text.index("## From the side")])
    player.wait(lambda: len(player.session.lesson.steps) == 1)
    assert player.session.step.id == "behind"
    assert not player.session.store.past  # nothing to be undone leads to a step that is gone
    mine.unlink()
    player.wait(lambda: told(player) == ["the file is not there. Save the text to have it again."])
    assert player.session.step.id == "behind"
    assert run(player, "text_save")
    player.wait(lambda: mine.is_file() and player.says("It plays, with"))
    (mine.with_name("mine.zh.md")).write_text(CHINESE.replace("侧面", "从侧面看"), encoding="utf-8")
    player.wait(lambda: any("mine.zh.md, line" in row for row in told(player)))


def test_text_that_is_not_saved_is_never_lost(start: Start, mine: Path) -> None:
    player, text = opened(start, mine), mine.read_text()
    panel = player.desk.author_panel
    panel.editor.go_to_line(12)
    panel.editor.setFocus()
    player.type("Mine ")
    write(mine, text.replace("The small head", "Theirs"))
    player.wait(lambda: player.says("The file holds another text than this one, which is not saved."))
    assert "Mine" in panel.editor.text
    assert not run(player, "text_save")  # first the choice
    player.click("Take the file's text")
    assert panel.editor.text == mine.read_text()
    player.press(Qt.Key.Key_Z, Ctrl)
    assert "Mine" in panel.editor.text  # taken back, it is text that is not saved
    player.close()
    assert "Mine" not in mine.read_text()
    again = opened(start, mine)
    assert "Mine" in again.desk.author_panel.editor.text
    again.click("Keep mine")
    again.press(Qt.Key.Key_S, Ctrl)
    again.wait(lambda: "Mine" in mine.read_text())
    again.wait(lambda: again.says("Saved text reads well."))


def test_the_picture_is_written_as_a_new_step_in_both_languages_and_in_the_place_of_a_scene(
    start: Start, mine: Path
) -> None:
    player, session = opened(start, mine), None
    session = player.session
    session.edit("peel", lambda view: view.peel_to(5))
    assert run(player, "step_insert")
    player.wait(lambda: [step.id for step in session.lesson.steps] == ["behind", "new_step", "side"])
    player.wait(lambda: session.step.id == "new_step")
    assert session.step.text("zh").title == "新步骤"
    assert session.view.peel == 5
    assert player.focus.textCursor().selectedText() == "New step"
    session.edit("peel", lambda view: view.peel_to(1))
    assert run(player, "scene_replace")
    player.wait(lambda: session.step.scene.peel == 1)
    assert mine.read_text().count("```scene") == 3


def test_files_dropped_are_run_unless_their_name_is_taken_and_a_shipped_text_is_only_read(
    start: Start, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    player = start(scene=False)
    drop(player, write(mine.with_name("l04_journey.md"), LESSON))
    player.wait(lambda: player.session.lesson is not None and player.session.lesson.id == "l04_journey")
    drop(player, write(own_lessons_folder() / "twice.md", LESSON))
    player.wait(lambda: player.session.lesson.id == "twice")
    drop(player, write(mine.with_name("twice.md"), LESSON))
    player.wait(lambda: player.says("'twice.md' has the name of another lesson."))
    drop(player, mine.with_name("mine.zh.md"))
    player.wait(lambda: player.session.lesson.id == "mine")
    player.session.open_lesson("l01_small")
    player.wait(lambda: player.says("This text can only be read. A copy of it can be changed."))
    assert not run(player, "step_insert")
    player.click("Copy to my lessons")
    player.wait(lambda: player.session.lesson.id == "l01_small_2")
    assert player.session.lesson.path.parent == own_lessons_folder()
    player.wait(lambda: run(player, "author"))
    assert not player.seen(AuthorPanel)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(mine), ""))
    run(player, "lesson_open")
    player.wait(lambda: player.session.lesson.id == "mine")


def test_a_file_that_can_not_be_played_shows_its_problems_and_plays_once_it_is_mended(
    start: Start, mine: Path
) -> None:
    text = mine.read_text()
    write(mine, text.replace("level: student\n", ""))
    player = start(scene=False, lesson_file=mine)
    player.wait(lambda: player.says("2 problems keep it from playing."))
    assert player.session.lesson is None
    write(mine, text)
    player.wait(lambda: player.session.lesson is not None)
    mine.write_bytes(b"\xff\xfe\x00bad")
    player.wait(lambda: any("UTF-16" in row for row in told(player)))
    assert player.desk.author_panel.editor.isReadOnly()  # saving would put other text in its place
    assert not run(player, "text_save")


def test_a_lecture_keeps_its_steps_until_it_ends(start: Start, mine: Path) -> None:
    player = start(lesson_file=mine)
    player.wait(lambda: player.session.lesson is not None)
    run(player, "present")
    player.wait(lambda: player.desk.presenting and not player.desk.author_page.isVisible())
    write(mine, mine.read_text().replace("Behind the skull", "Behind it"))
    player.wait(lambda: player.desk.author.reading.lesson.steps[0].text("en").title == "Behind it")
    assert title(player) == "Behind the skull"
    player.wait(lambda: run(player, "present_end") or not player.desk.presenting)
    player.wait(lambda: title(player) == "Behind it")
    player.wait(lambda: player.seen(AuthorPanel))


def test_a_translation_is_seen_when_it_comes_and_shown_where_it_was_asked_for(
    start: Start, mine: Path
) -> None:
    chinese = mine.with_name("mine.zh.md")
    text = chinese.read_text(encoding="utf-8")
    chinese.unlink()
    player = opened(start, mine)
    assert list(player.desk.author_panel.editors) == [mine]
    write(chinese, text, rename=True)
    player.wait(lambda: list(player.desk.author_panel.editors) == [mine, chinese])
    assert player.session.step.text("zh").title == "颅的后方"
    run(player, "author")
    drop(player, chinese)
    player.wait(lambda: player.seen(AuthorPanel) and player.desk.author_panel.editor.path == chinese)


def test_a_lesson_of_ones_own_that_is_broken_is_mended_from_home(start: Start) -> None:
    broken = write(own_lessons_folder() / "mine.md", LESSON.replace("level: student", "level: studnet"))
    player = start(scene=False)
    assert list(player.session.lessons) == ["l01_small"]
    player.click("Open the text")
    player.wait(lambda: player.says("1 problem keeps it from playing."))
    write(broken, LESSON)
    player.wait(lambda: player.session.lesson is not None and player.session.lesson.id == "mine")
    player.session.home()
    player.wait(lambda: "mine" in player.desk.home_page.shelf._cards)
    assert not player.seen(ErrorStrip)
