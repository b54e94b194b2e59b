"""Whatever is wrong with what lies on the disk is named in one sentence, and everything else works."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt

from anatomy_viewer import app
from anatomy_viewer.content.progress_files import ProgressFile
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.settings import Settings
from tests.app.player import Player, Start
from tests.small_atlas import LESSON as TEXT

LESSON = "l01_small"


def works(player: Player) -> bool:
    """Can the lesson still be played, with a picture?"""
    player.session.open_lesson(LESSON)
    player.rest()
    player.press(Qt.Key.Key_PageDown)
    return bool(player.says("From the side"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("structure:nerve_r", "structure:nerv_r", "there is no structure 'nerv_r'. Did you mean 'nerve_r'?"),
        (
            "kind: locate",
            "kind: lokate",
            "questions of the kind 'lokate' are not known. Did you mean 'locate'?",
        ),
        ("show: [bones, muscles, nerves]", "show: [bones, muscles", "line"),
    ],
)
def test_a_lesson_with_an_error_is_named_and_the_others_work(
    start: Start, files: Path, old: str, new: str, told: str
) -> None:
    (files / "lessons" / "l02_broken.md").write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    player = start(files)
    player.qtbot.waitUntil(lambda: player.says("l02_broken.md: 1 problem"))
    assert player.says(told)
    assert list(player.session.lessons) == [LESSON]
    assert works(player)


def test_a_problem_is_told_in_chinese(start: Start, files: Path) -> None:
    (files / "lessons" / "l02_broken.md").write_text(
        TEXT.replace("structure:nerve_r", "structure:nerv_r"), encoding="utf-8"
    )
    player = start(files, language="zh")
    assert player.says("没有结构“nerv_r”")
    player.desk.prefer(language="en")
    player.wait(lambda: player.says("there is no structure 'nerv_r'"))


def test_a_lesson_in_the_wrong_encoding_is_named(start: Start, files: Path) -> None:
    (files / "lessons" / "l02_broken.md").write_bytes(TEXT.replace("skull", "schädel").encode("latin-1"))
    player = start(files)
    assert player.says("l02_broken.md")
    assert works(player)


def test_no_lesson_at_all(start: Start, files: Path) -> None:
    for path in (files / "lessons").iterdir():
        path.unlink()
    player = start(files)
    assert player.says("No lesson could be read.")
    player.session.explore()
    player.rest()


@pytest.mark.parametrize("part", ["full", "coarse", "both"])
@pytest.mark.parametrize("damage", [None, b"ply\nnonsense"])
def test_a_missing_or_broken_mesh_is_named_and_the_rest_is_drawn(
    start: Start, files: Path, part: str, damage: bytes | None
) -> None:
    folders = {"full": ["meshes"], "coarse": ["meshes/coarse"], "both": ["meshes", "meshes/coarse"]}[part]
    for folder in folders:
        path = files / folder / "oblique.ply"
        path.unlink()
        if damage is not None:
            path.write_bytes(damage)
    player = start(files)
    player.wait(lambda: player.says("oblique.ply"))
    assert works(player)


def test_an_atlas_that_is_not_there_is_said(start: Start, files: Path) -> None:
    (files / "meshes" / "structures.yaml").unlink()
    player = start(files, scene=False)
    assert player.says("structures.yaml")


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"version": 99}', '{"version": 1, "progress": {"lessons": 3}}', "\x00"]
)
def test_a_broken_progress_file_is_set_aside_and_a_new_one_begins(
    start: Start, home: Path, text: str
) -> None:
    path = ProgressFile(home / "anatomy-viewer", "default").path
    path.parent.mkdir(parents=True)
    path.write_text(text)
    player = start()
    assert player.says("set aside")
    assert works(player)
    player.close()
    kept = list(path.parent.glob("*.unreadable_*.json"))
    assert [file.read_text() for file in kept] == [text]
    assert json.loads(path.read_text())["progress"]["last"] == LESSON


def test_a_home_that_cant_be_written_costs_only_what_is_new(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("ANATOMY_VIEWER_HOME", str(tmp_path / "file" / "home"))
    player = start()
    assert works(player)
    player.wait(lambda: player.says("your progress can't be saved"))
    assert player.says("It is kept until you quit.")
    player.close()


def test_answers_to_what_is_gone_from_a_lesson_harm_nothing(start: Start, home: Path) -> None:
    """A record from before the lesson was changed: another option, a structure that has been renamed."""
    player = start(lesson=LESSON)
    for question, chosen in (("which", "7"), ("click", "renamed_r")):
        player.session.choose(question, chosen)
        player.session.judge(question)
    player.close()
    again = start(lesson=LESSON)
    known = again.app.recorder.progress.lesson(LESSON).given()
    again.session.home()
    again.session.explore()
    again.session.open_lesson(LESSON, 1, known)
    again.rest()
    assert again.says("Not this one")
    assert again.says("Right answer: Inferior oblique (right)")


@pytest.mark.parametrize(
    "lines",
    [
        "theme=purple\nlanguage=de\ntext_scale=17\nlabels=3\nprofile=",
        "text_scale=abc\nreduced_motion=perhaps\nshow_labels=@Invalid()",
    ],
)
def test_settings_that_make_no_sense_are_left_at_their_defaults(start: Start, home: Path, lines: str) -> None:
    folder = home / "anatomy-viewer"
    folder.mkdir()
    text = f"[preferences]\n{lines}\n[window]\ngeometry=nonsense\nsizes=a, b, c\n"
    (folder / "settings.ini").write_text(text)
    now = start().app._settings.now
    assert (now.theme, now.language, now.text_scale, now.labels) == ("dark", "en", 1.0, "own and Latin")
    assert (now.show_labels, now.profile) == (True, "default")


def test_a_preference_that_makes_no_sense_is_refused(home: Path) -> None:
    settings = Settings(QSettings(str(home / "a.ini"), QSettings.Format.IniFormat))
    with pytest.raises(ValueError, match="theme='purple'"):
        settings.prefer(theme="purple")


def test_a_step_that_is_not_there_is_told_and_the_lesson_begins(start: Start) -> None:
    player = start(lesson=LESSON, step="sidee")
    assert player.session.now.place.step == 0
    assert player.says("This lesson has no step “sidee”; it begins with the first.")


def test_a_lesson_that_cant_be_read_is_not_opened_but_named(start: Start, files: Path) -> None:
    (files / "lessons" / "l02_broken.md").write_text("nothing", encoding="utf-8")
    player = start(files, lesson="l02_broken")
    assert player.session.now.screen == "home"
    assert player.says("l02_broken.md")


def test_our_own_fault_is_one_dialog_in_the_users_language(
    start: Start, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    player = start(language="zh")
    shown = []
    monkeypatch.setattr(app.QMessageBox, "exec", lambda box: shown.append((box.text(), box.detailedText())))
    hook = app.make_hook(player.app._settings)
    error = RuntimeError("a wheel came off")
    hook(RuntimeError, error, None)
    assert shown == [("程序内部出错。", "RuntimeError: a wheel came off")]
    assert "a wheel came off" in caplog.text


def test_closing_while_the_atlas_is_read_ends_quietly(qtbot: object, look: Look, small_folder: Path) -> None:
    wanted = app.Opening(meshes=small_folder / "meshes", lessons=small_folder / "lessons")
    running = app.Application(wanted, app.make_settings(wanted), look)
    running.window.show()
    running.window.repaint()
    running.window.close()
    assert running.desk is None
    running.window.deleteLater()
    running.deleteLater()
