"""Lesson packs in the running application: named at the start, dropped, refused, saved again."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from anatomy_viewer.content.paths import packs_dir
from anatomy_viewer.ui.widgets.messages import ErrorStrip
from tests.app.player import Player, Start
from tests.app.test_scan import drop
from tests.small_atlas import LESSON


def gift(folder: Path, name: str = "mine", text: str = LESSON) -> Path:
    with ZipFile(folder / "gift.avpack", "w") as archive:
        archive.writestr("LICENSE", "CC0")
        archive.writestr(f"{name}.md", text)
    return folder / "gift.avpack"


def run(player: Player, command: str) -> bool:
    return bool(player.desk.actions_table.run(command))


def test_a_pack_named_at_the_start_is_on_home_and_there_the_next_time(start: Start, tmp_path: Path) -> None:
    player = start(scene=False, pack=gift(tmp_path))
    player.wait(lambda: "mine" in player.session.lessons)
    assert player.session.now.screen == "home"
    player.wait(lambda: "mine" in player.desk.home_page.shelf._cards)
    player.wait(lambda: player.desk.status._note == "Now on Home: The small head")
    player.close()
    again = start(scene=False)
    assert set(again.session.lessons) == {"l01_small", "mine"}


def test_a_pack_refused_at_the_start_is_named_on_home(start: Start, tmp_path: Path) -> None:
    player = start(scene=False, pack=gift(tmp_path, "../evil"))
    player.wait(lambda: player.says("'../evil.md' leads out of the pack's folder."))
    assert set(player.session.lessons) == {"l01_small"}
    assert player.seen(ErrorStrip)


def test_a_dropped_pack_that_attacks_is_named_and_a_sound_one_is_opened_and_saved(
    start: Start, tmp_path: Path, monkeypatch
) -> None:
    player = start()
    player.session.open_lesson("l01_small")
    drop(player, gift(tmp_path, "../evil"))
    player.wait(lambda: player.says("gift.avpack: '../evil.md' leads out of the pack's folder."))
    assert player.session.lesson.id == "l01_small"
    assert not packs_dir().exists()
    drop(player, gift(tmp_path, "mine", LESSON.replace("```scene\n", "```scene\nshov: [skull]\n", 1)))
    player.wait(lambda: player.says("gift.avpack, mine.md, line 16:"))
    drop(player, gift(tmp_path))
    player.wait(lambda: "mine" in player.session.lessons)
    assert not player.desk.can_pack()
    player.session.open_lesson("mine")
    target = tmp_path / "out.avpack"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    run(player, "pack_save")
    player.wait(lambda: player.says("Saved as out.avpack"))
    assert ZipFile(target).namelist() == ["LICENSE", "mine.md"]


def test_a_pack_says_its_licence_on_home_and_is_removed_there(start: Start, tmp_path: Path) -> None:
    player = start(scene=False, pack=gift(tmp_path))
    player.wait(lambda: "mine" in player.session.lessons)
    player.session.open_lesson("mine")
    player.session.home()
    player.wait(lambda: player.says("Licence: CC0"))
    player.click("Remove")
    player.click("Keep it")
    player.click("Remove")
    player.click("Remove")
    player.wait(lambda: "mine" not in player.session.lessons)
    assert player.session.now.place is None
    player.wait(lambda: "mine" not in player.desk.home_page.shelf._cards)
    assert not player.says("Licence: CC0")
    assert list(packs_dir().iterdir()) == []
    player.desk.actions_table.run("undo")
    assert player.session.lesson is None


def test_what_a_strangers_pack_says_stays_letters(start: Start, tmp_path: Path) -> None:
    """Titles and licence may hold anything; none of it is read as marks of a page."""
    evil = "<img src='file:///etc/passwd'>"
    path = gift(tmp_path, "mine", LESSON.replace("title: The small head", f'title: "{evil}"'))
    with ZipFile(path, "a") as archive:
        archive.writestr("figures/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    player = start(scene=False, pack=path)
    player.wait(lambda: "mine" in player.session.lessons)
    player.wait(lambda: player.says("Licence: CC0"))
    shown = [label for label in player.seen(QLabel) if evil in label.text()]
    assert shown
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in shown)
