"""A lesson played in the real window, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QRadioButton

from anatomy_viewer.model.lesson import step_view
from anatomy_viewer.model.state import Place
from tests.app.player import Player, Start

LESSON = "l01_small"
# In the second step, seen from the right: the outer side of the right muscle, and the skull above it.
MUSCLE = (40.0, 30.0, -50.0)
SKULL = (60.0, 50.0, 45.0)
KEY = Qt.Key


def card(player: Player) -> QAbstractButton:
    """The lesson's card on Home."""
    return next(b for b in player.seen(QAbstractButton) if "The small head" in b.accessibleName())


def option(player: Player, text: str) -> QRadioButton:
    return next(b for b in player.seen(QRadioButton) if b.text() == text)


def test_home_appears_with_the_lesson_as_a_card(start: Start) -> None:
    player = start()
    assert player.session.now.screen == "home"
    assert player.says("Explore freely")
    assert player.says("The small head")
    assert player.says("2 steps")


def test_a_lesson_opens_by_click(start: Start) -> None:
    player = start()
    player.qtbot.mouseClick(card(player), Qt.MouseButton.LeftButton)
    assert player.session.now.place == Place(LESSON, 0)
    assert player.says("Behind the skull")
    assert "The small head" in player.window.windowTitle()


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Space])
def test_a_lesson_opens_by_keyboard(start: Start, key: Qt.Key) -> None:
    player = start()
    wanted = card(player)
    for _ in range(30):
        if player.focus is wanted:
            break
        player.press(KEY.Key_Tab)
    assert player.focus is wanted
    player.press(key)
    assert player.session.now.place == Place(LESSON, 0)


def test_the_command_line_opens_a_lesson_at_a_step(start: Start) -> None:
    player = start(lesson=LESSON, step="side")
    assert player.session.now.place == Place(LESSON, 1)
    assert start(lesson=LESSON, step="2").session.now.place == Place(LESSON, 1)


@pytest.mark.parametrize(
    ("ahead", "back"), [(KEY.Key_PageDown, KEY.Key_PageUp), (KEY.Key_Right, KEY.Key_Left)]
)
def test_keys_go_from_step_to_step_and_stop_at_the_ends(start: Start, ahead: Qt.Key, back: Qt.Key) -> None:
    player = start(lesson=LESSON)
    seen = []
    for key in (back, ahead, ahead, back):
        player.press(key)
        seen.append(player.session.now.place.step)
    assert seen == [0, 1, 1, 0]


def test_buttons_go_from_step_to_step_and_home_at_the_end(start: Start) -> None:
    player = start(lesson=LESSON)
    player.click("Next")
    assert player.says("From the side")
    assert player.says("2 of 2")
    player.qtbot.mouseClick(player.desk.lesson_panel._back, Qt.MouseButton.LeftButton)
    assert player.says("Behind the skull")
    player.click("Next")
    player.click("Finish")
    assert player.session.now.screen == "home"
    assert player.says("Finished")


def test_a_number_and_enter_jump(start: Start) -> None:
    player = start(lesson=LESSON)
    player.type("2")
    assert player.says("Step 2 of 2: press Enter")
    player.press(KEY.Key_Return)
    assert player.session.now.place.step == 1
    assert not player.says("press Enter")
    player.type("77")
    player.press(KEY.Key_Enter)
    assert player.session.now.place.step == 1


def test_a_choice_is_answered_wrong_then_right_by_mouse(start: Start) -> None:
    player = start(lesson=LESSON)
    assert not player.button("Answer").isEnabled()
    player.click("Hint")
    assert player.says("It is round.")
    player.qtbot.mouseClick(option(player, "Femur"), Qt.MouseButton.LeftButton)
    player.click("Answer")
    assert player.says("Not this one")
    assert player.says("That is in the thigh.")
    assert option(player, "Cranium").accessibleDescription() == "Right answer"
    player.click("Try again")
    assert not player.says("Not this one")
    player.qtbot.mouseClick(option(player, "Cranium"), Qt.MouseButton.LeftButton)
    player.click("Answer")
    assert player.says("Correct")
    assert player.says("The skull is one.")


def test_a_choice_is_answered_by_keyboard(start: Start) -> None:
    player = start(lesson=LESSON)
    while not isinstance(player.focus, QRadioButton):
        player.press(KEY.Key_Tab)
    names = [b.text() for b in player.seen(QRadioButton)]
    player.type(str(names.index("Cranium") + 1))
    assert option(player, "Cranium").isChecked()
    assert player.session.now.place.step == 0  # the digit was the card's
    player.press(KEY.Key_Return)
    assert player.session.now.answer_to("which").judged
    assert player.says("The skull is one.")


@pytest.mark.parametrize(("place", "told"), [(MUSCLE, "It lies low."), (SKULL, "Not this one: Skull")])
def test_a_structure_is_clicked_in_the_picture(start: Start, place: tuple[float, ...], told: str) -> None:
    player = start(lesson=LESSON, step="side")
    player.rest()
    player.click("Click in the picture")
    assert player.says("Click the structure in the picture")
    player.click_picture(place)
    assert player.says(told)
    assert player.says("It lies low.")
    assert player.session.now.asking == ""


def cross_over(player: Player, place: tuple[float, float, float]) -> None:
    """Bring the cross over a place (mm) with the arrow keys, ten mm and then one mm at a time."""
    player.press(KEY.Key_Up)
    right, up, _ = player.session.view.camera.axes()
    for modifiers, mm in ((Qt.KeyboardModifier.ControlModifier, 10.0), (Qt.KeyboardModifier.NoModifier, 1.0)):
        way = np.subtract(place, player.viewport.overlay.cross)
        for share, ahead, back in (
            (way @ right, KEY.Key_Right, KEY.Key_Left),
            (way @ up, KEY.Key_Up, KEY.Key_Down),
        ):
            for _ in range(int(abs(share) / mm)):
                player.press(ahead if share > 0 else back, modifiers)


def test_a_structure_is_found_with_the_arrow_keys(start: Start) -> None:
    player = start(lesson=LESSON, step="side")
    player.rest()
    player.click("Click in the picture")
    cross_over(player, MUSCLE)
    player.press(KEY.Key_Return)
    assert player.session.now.answer_to("click").chosen.startswith("oblique_r")
    assert player.says("It lies low.")
    assert player.session.now.place == Place(LESSON, 1)  # the arrows were the cross's


def test_a_structure_is_come_to_by_leaps_that_name_nothing(start: Start) -> None:
    player = start(lesson=LESSON, step="side")
    player.rest()
    player.click("Click in the picture")
    met: list[str] = []
    for _ in range(12):
        player.press(KEY.Key_Space)
        place = player.pixel(player.viewport.overlay.cross)
        hit = player.viewport._hit(QPointF(place))
        met.append(hit.id)
        if met[-1] == "oblique_r":
            break
    assert met[-1] == "oblique_r"
    assert len(set(met)) == len(met)
    player.press(KEY.Key_Return)
    assert player.session.now.answer_to("click").chosen == "oblique_r"


def test_escape_ends_the_asking_and_arrows_lead_on_again(start: Start) -> None:
    player = start(lesson=LESSON, step="side")
    player.rest()
    player.click("Click in the picture")
    player.press(KEY.Key_Up)
    player.press(KEY.Key_Escape)
    assert player.session.now.asking == ""
    assert player.viewport.overlay.cross is None
    player.press(KEY.Key_Left)
    assert player.session.now.place == Place(LESSON, 0)


PLACE = """id: click
kind: place
point: cp1
ask: Click the hook.
explain: It lies low.
"""


def ask_for_the_hook(files: Path) -> None:
    path = files / "lessons" / f"{LESSON}.md"
    text = path.read_text(encoding="utf-8")
    asked = text[text.index("id: click") : text.rindex("```")]
    path.write_text(text.replace(asked, PLACE), encoding="utf-8")


def test_a_point_is_placed_and_the_miss_is_told(start: Start, files: Path) -> None:
    ask_for_the_hook(files)
    player = start(files, lesson=LESSON, step="side")
    player.rest()
    player.click("Click in the picture")
    cross_over(player, (40.0, 23.0, -44.0))
    player.press(KEY.Key_Return)
    assert player.says("Right: ")
    assert player.says("by the spread of Kim 2018")
    assert player.says("It lies low.")


def test_a_point_on_the_wrong_place_is_told_how_far(start: Start, files: Path) -> None:
    ask_for_the_hook(files)
    player = start(files, lesson=LESSON, step="side")
    player.rest()
    player.click("Click in the picture")
    player.click_picture(SKULL)
    assert player.says("Not there: ")
    assert player.says("mm too high")
    player.click("Try again")
    assert not player.says("mm too high")


def test_names_are_covered_while_a_structure_is_asked_for(start: Start) -> None:
    player = start(lesson=LESSON, step="side")
    player.rest()
    player.click("Click in the picture")
    player.qtbot.mouseMove(player.viewport, player.pixel(SKULL))
    tree = player.desk.structures._tree.model()
    rows = [tree.index(i, 0, tree.index(0, 0)).data() for i in range(tree.rowCount(tree.index(0, 0)))]
    assert set(rows) == {"…"}
    player.click("Stop")
    rows = [tree.index(i, 0, tree.index(0, 0)).data() for i in range(tree.rowCount(tree.index(0, 0)))]
    assert "…" not in rows
    assert not player.session.now.answer_to("click").judged


def test_a_click_on_nothing_answers_nothing(start: Start) -> None:
    player = start(lesson=LESSON, step="side")
    player.rest()
    player.click("Click in the picture")
    player.click_picture(QPoint(20, 200))
    assert player.session.now.asking == "click"


def test_the_score_counts_answers_as_they_are_given(start: Start) -> None:
    player = start(lesson=LESSON, step="side")
    assert player.says("0 of 2 questions answered, 0 right.")
    player.rest()
    player.click("Click in the picture")
    player.click_picture(MUSCLE)
    assert player.says("1 of 2 questions answered, 1 right.")
    player.click("Try again")
    assert player.says("0 of 2 questions answered, 0 right.")


def test_an_answer_counts_after_the_last_step_has_been_left(start: Start) -> None:
    player = start(lesson=LESSON, step="side")
    assert player.says("0 of 2 questions answered, 0 right.")
    player.press(KEY.Key_PageUp)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    player.qtbot.mouseClick(option(player, "Cranium"), Qt.MouseButton.LeftButton)
    player.click("Answer")
    assert player.says("The skull is one.")


def test_answers_are_still_there_after_going_on_and_back(start: Start) -> None:
    player = start(lesson=LESSON)
    player.qtbot.mouseClick(option(player, "Cranium"), Qt.MouseButton.LeftButton)
    player.click("Answer")
    player.press(KEY.Key_PageDown)
    player.press(KEY.Key_PageUp)
    assert player.says("The skull is one.")


def test_free_turning_is_taken_back_by_one_key(start: Start) -> None:
    player = start(lesson=LESSON)
    own = player.session.view
    player.viewport.setFocus()
    player.press(KEY.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert player.session.view.camera != own.camera
    assert player.session.now.place.step == 0
    player.press(KEY.Key_R)
    assert player.session.view == own == step_view(player.session.step, player.session.atlas)


def test_a_link_lights_its_structure_selects_it_and_leads_to_a_step(start: Start) -> None:
    player = start(lesson=LESSON)
    text = player.desk.lesson_panel._body.itemAt(0).widget()
    text.hovered.emit(text._links[1])
    assert player.viewport.frames.scene.view.highlighted == {"oblique_r"}
    text.hovered.emit(None)
    assert player.viewport.frames.scene.view.highlighted == {"nerve_r"}
    text.chosen.emit(text._links[0])
    assert player.session.view.selected == "nerve_r"
    assert player.says("A nerve.")  # its card
    player.press(KEY.Key_PageDown)
    text = player.desk.lesson_panel._body.itemAt(0).widget()
    text.chosen.emit(text._links[0])
    assert player.session.now.place == Place(LESSON, 0)


def test_tab_goes_through_a_step_as_it_is_read(start: Start) -> None:
    player = start(lesson=LESSON)
    panel = player.desk.lesson_panel
    panel._scroll.setFocus(Qt.FocusReason.TabFocusReason)
    met = [player.focus]
    while met[-1] is not panel._next:
        player.press(KEY.Key_Tab)
        met.append(player.focus)
    kinds = [type(widget).__name__ for widget in dict.fromkeys(met)]
    # Options are one stop, and so are the dots; the answer can't be given before one is chosen.
    assert kinds == ["ScrollColumn", "LessonText", "OptionRow", "Button", "_Dot", "Button"]
