"""The window itself: languages, themes, sizes, panels, keys while typing, and what is left after a restart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QLineEdit,
    QMenu,
    QScrollBar,
    QToolButton,
    QWidget,
)

from anatomy_viewer.model.state import Place
from anatomy_viewer.model.words_zh import CHINESE
from anatomy_viewer.ui.late import made
from tests.app.player import Player, Start

LESSON = "l01_small"
KEY = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
SAME = {"English / 中文", "L01", "Anatomy Viewer", "RAS", "EOP"}
TRANSLATED = {word for word, chinese in CHINESE.items() if word != chinese and word.isascii()}


def english(player: Player) -> list[str]:
    """What is still said in English though its Chinese is known."""
    own = {
        "The small head",
        "A nerve and a muscle.",
        "Behind the skull",
        "Which bone is this?",
        "Vertebra",
        "Great nerve",
    }
    return [text for text in player.texts() if text in TRANSLATED | own]


def ground(player: Player) -> int:
    """How light the window is at its corner, 0–255."""
    image: QImage = player.window.grab().toImage()
    return QColor(image.pixelColor(image.width() - 4, 4)).lightness()


def menu_of(player: Player, name: str) -> QMenu:
    button = player.button(name)
    assert isinstance(button, QToolButton)
    menu = button.menu()
    menu.aboutToShow.emit()
    return menu


@pytest.mark.parametrize(
    "place", ["home", "lesson", "asking", "answered", "info", "cut", "help", "history", "search"]
)
def test_switching_the_language_leaves_no_english_behind(start: Start, place: str) -> None:
    player = start() if place == "home" else start(lesson=LESSON, step="2" if place == "asking" else "1")
    player.viewport.setFocus() if place != "home" else None
    if place == "asking":
        player.click("Click in the picture")
    elif place == "answered":
        player.session.choose("which", "2")
        player.session.judge("which")
    elif place == "info":
        player.session.reveal("nerve_r")
    elif place == "cut":
        player.click("Cut")
    elif place == "help":
        player.press(KEY.Key_F1)
    elif place == "history":
        player.press(KEY.Key_H, CTRL)
    elif place == "search":
        player.press(KEY.Key_K, CTRL)
    assert english(player)
    player.desk.prefer(language="zh")
    if place == "search":
        player.type("zzzz")
    assert english(player) == []
    player.desk.prefer(language="en")
    assert english(player)


def test_menus_speak_the_language(start: Start) -> None:
    player = start(lesson=LESSON)
    player.desk.prefer(language="zh")
    for name in ("视角", "标注", "设置"):
        menu = menu_of(player, name)
        texts = [action.text() for action in menu.actions() if action.text()]
        assert texts
        assert [text for text in texts if text in TRANSLATED] == []


def test_the_window_is_named_after_the_lesson_in_its_language(start: Start) -> None:
    player = start(lesson=LESSON)
    assert player.window.windowTitle() == "The small head · Anatomy Viewer"
    player.press(KEY.Key_E, CTRL | SHIFT)
    assert player.window.windowTitle() == "小小的头 · Anatomy Viewer"
    player.press(KEY.Key_Home, ALT)
    assert player.window.windowTitle() == "Anatomy Viewer"


def test_a_lesson_is_played_in_chinese(start: Start) -> None:
    player = start(lesson=LESSON, language="zh")
    assert player.says("颅的后方")
    player.click("下一步")
    assert player.says("侧面")
    player.rest()
    player.click("在图中点击")
    player.click_picture((40.0, 30.0, -50.0))
    assert player.says("它位置较低。")
    player.click("完成")
    assert player.says("已学完")


def test_the_theme_changes_at_once_and_stays(start: Start) -> None:
    player = start(lesson=LESSON)
    player.rest()
    dark = ground(player)
    player.press(KEY.Key_D, CTRL | SHIFT)
    player.rest()
    assert ground(player) > 200 > 60 > dark
    assert player.viewport.frames.image.pixelColor(4, 4).lightness() > 200
    assert ground(start(lesson=LESSON)) > 200


@pytest.mark.parametrize("scale", [0.8, 1.5, 2.0])
def test_text_grows_and_everything_stays_inside(start: Start, scale: float) -> None:
    player = start(lesson=LESSON)
    before = player.desk.lesson_panel._title.height()
    player.desk.prefer(text_scale=scale)
    player.rest()
    assert (player.desk.lesson_panel._title.height() > before) == (scale > 1)
    right = player.desk.right
    assert right.mapTo(player.window, right.rect().bottomRight()).x() <= player.window.width()
    assert player.viewport.width() >= 480


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_small_window_keeps_the_picture_and_loses_words(start: Start, language: str) -> None:
    player = start(lesson=LESSON, size=(1024, 700), language=language)
    player.rest()
    assert (player.window.width(), player.window.height()) == (1024, 700)
    assert player.viewport.width() >= 600
    assert not player.desk.structures.isVisible()
    assert [
        b.text() for b in player.desk.toolbar.findChildren(QToolButton) if b.isVisible() and b.text().strip()
    ] == []
    player.press(KEY.Key_B, CTRL)
    assert player.desk.structures.isVisible()
    assert player.viewport.width() >= 600  # the drawer lies over the picture
    player.press(KEY.Key_B, CTRL)
    player.window.resize(1440, 900)
    player.wait(player.desk.structures.isVisible)
    assert player.desk.right.minimumWidth() >= 340


def test_panels_close_and_open_by_key(start: Start) -> None:
    player = start(lesson=LESSON)
    wide = player.viewport.width()
    player.press(KEY.Key_B, CTRL)
    player.press(KEY.Key_L, CTRL | SHIFT)
    player.wait(lambda: player.viewport.width() > wide + 400)
    assert not player.desk.structures.isVisible()
    assert not player.desk.right.isVisible()
    player.press(KEY.Key_B, CTRL)
    player.press(KEY.Key_L, CTRL | SHIFT)
    player.wait(lambda: player.viewport.width() == wide)


@pytest.mark.parametrize("field", ["tree", "search"])
def test_single_keys_are_letters_while_one_types(start: Start, field: str) -> None:
    player = start(lesson=LESSON)
    player.session.select("nerve_r")
    before = player.session.now
    if field == "tree":
        player.desk.structures._field.setFocus()
    else:
        player.press(KEY.Key_K, CTRL)
    player.type("hif2l")
    edit = player.focus
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "hif2l"
    for key in (KEY.Key_Left, KEY.Key_Home, KEY.Key_BracketLeft, KEY.Key_PageDown):
        player.press(key)
    assert player.session.now == before
    player.press(KEY.Key_Backspace)
    player.press(KEY.Key_Z, CTRL)  # the field's own undo
    assert player.session.now == before
    assert "hif2l" in edit.text()


def test_keys_with_ctrl_work_while_one_types(start: Start) -> None:
    player = start(lesson=LESSON)
    player.desk.structures._field.setFocus()
    player.press(KEY.Key_2, CTRL)
    assert player.says("Right lateral")


def test_the_help_sheet_shows_every_command_and_keeps_keys_to_itself(start: Start) -> None:
    player = start(lesson=LESSON)
    player.session.select("nerve_r")
    before = player.session.now
    player.press(KEY.Key_F1)
    for text in ("Next step", "Isolate", "Peel one layer more", "Posterolateral, right"):
        assert player.says(text)
    player.press(KEY.Key_H)
    player.press(KEY.Key_PageDown)
    assert player.session.now == before
    player.press(KEY.Key_Escape)
    assert not player.says("Peel one layer more")
    player.press(KEY.Key_PageDown)
    assert player.session.now.place == Place(LESSON, 1)


def test_search_finds_a_structure_and_shows_it(start: Start) -> None:
    player = start()
    player.press(KEY.Key_K, CTRL)
    player.type("obliqe")  # misspelt
    player.press(KEY.Key_Return)
    assert player.session.now.screen == "atlas"
    assert player.session.view.selected in ("oblique_r", "oblique_l")


def test_history_goes_back_to_where_one_clicks(start: Start) -> None:
    player = start(lesson=LESSON)
    for layers in (1, 2, 3):
        player.session.edit(f"peel {layers}", lambda view, layers=layers: view.peel_to(layers))
    player.press(KEY.Key_H, CTRL)
    player.press(KEY.Key_Down)
    player.press(KEY.Key_Down)
    player.press(KEY.Key_Return)
    assert player.session.view.peel == 1


def test_progress_is_written_and_taken_up_again(start: Start, home: Path) -> None:
    player = start(lesson=LESSON)
    player.session.choose("which", "1")
    player.session.judge("which")
    player.press(KEY.Key_PageDown)
    player.close()
    written = list(home.rglob("progress/*.json"))
    assert len(written) == 1
    kept = json.loads(written[0].read_text(encoding="utf-8"))["progress"]["lessons"][0]
    assert (kept["seen"], kept["step"]) == (["behind", "side"], "side")
    again = start()
    assert again.says("Finished")
    again.session.home()
    card = next(b for b in again.seen(QWidget) if "The small head" in b.accessibleName())
    again.qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert again.session.now.place == Place(LESSON, 0)  # finished: from the beginning, with its answers
    assert again.says("The skull is one.")


def test_a_half_seen_lesson_is_continued(start: Start) -> None:
    player = start(lesson=LESSON)
    player.close()
    again = start()
    assert again.says("Continue where you were")
    again.click("Continue")
    assert again.session.now.place == Place(LESSON, 0)


def test_another_learner_begins_anew(start: Start, home: Path) -> None:
    player = start(lesson=LESSON)
    player.session.choose("which", "1")
    player.session.judge("which")
    player.desk.prefer(profile="Ann")
    assert player.session.now.screen == "home"
    player.press(KEY.Key_Z, CTRL)  # what the other did is not undone
    assert player.session.now.place is None
    player.session.open_lesson(LESSON, 0, player.app.recorder.progress.lesson(LESSON).given())
    assert not player.session.now.answer_to("which").judged
    player.desk.prefer(profile="default")
    player.session.open_lesson(LESSON, 0, player.app.recorder.progress.lesson(LESSON).given())
    assert player.session.now.answer_to("which").judged
    player.close()
    assert len(list(home.rglob("progress/*.json"))) == 2


def test_place_and_size_are_kept(start: Start) -> None:
    player = start(lesson=LESSON, size=(790, 700))
    player.close()
    again = start(lesson=LESSON, size=None)
    assert again.window.size().toTuple() == (800, 700)  # the least width


def test_every_control_has_a_name(start: Start) -> None:
    """For screen readers: no button without a word."""
    player = start(lesson=LESSON)
    player.click("Cut")
    for kind in (QAbstractButton, QAbstractSlider):
        nameless = [w for w in player.seen(kind) if not (w.accessibleName() or getattr(w, "text", str)())]
        nameless = [w for w in nameless if not isinstance(w, QScrollBar)]
        assert nameless == []
    player.rest()
    assert player.viewport.accessibleName() == "The picture"
    assert "structures shown" in player.viewport.accessibleDescription()


def test_text_and_sizes_of_the_settings_menu(start: Start) -> None:
    player = start(lesson=LESSON)
    menu = menu_of(player, "Settings")
    sizes = next(a.menu() for a in menu.actions() if a.text() == "Text size")
    next(a for a in sizes.actions() if a.text() == "125%").trigger()
    assert player.desk.preference("text_scale") == 1.25
    labels = menu_of(player, "Labels")
    next(a for a in labels.actions() if a.text() == "Latin").trigger()
    assert player.viewport.overlay.labels == "Latin"
    next(a for a in labels.actions() if a.text() == "Show labels").trigger()
    assert not player.viewport.overlay.show_labels
    views = menu_of(player, "Views")
    next(a for a in views.actions() if a.text() == "Superior").trigger()
    assert player.says("Superior")


def test_images_come_beside_the_picture_and_say_what_they_lack(start: Start) -> None:
    player = start()
    player.session.explore()
    player.press(Qt.Key.Key_M)
    player.wait(lambda: player.desk.image_page.isVisible())
    view = player.desk.image_area.panels["ct"].view
    player.wait(lambda: "can't be read" in view.note)  # the small atlas has no tissue volume
    assert not player.desk.right.isVisible()
    player.press(Qt.Key.Key_M)
    assert not player.desk.image_page.isVisible()
    assert player.desk.right.isVisible()


def test_lessons_come_after_the_desk_and_are_all_found(start: Start, files: Path) -> None:
    (files / "lessons" / "broken.md").write_text("no lesson", encoding="utf-8")
    player = start(files, lesson=LESSON)
    assert player.session.now.place == Place(LESSON, 0)
    assert set(player.session.lessons) == {LESSON}
    player.session.home()
    player.wait(lambda: player.says("broken.md"))  # what is wrong is said though it was read last
    assert any("The small head" in card.accessibleName() for card in player.seen(QWidget))


def test_parts_behind_tabs_are_made_when_they_are_first_seen(start: Start) -> None:
    player = start()
    player.session.explore()
    assert made(player.desk, "course_panel") is None
    player.desk.right.show_course()
    assert player.desk.course_panel.isVisible()
