"""The picture under the hand: turning, choosing, hiding, peeling, cutting, and taking it all back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from anatomy_viewer.model.camera import name_of
from anatomy_viewer.model.view import FADED, drawn
from anatomy_viewer.ui.cube import cube_faces
from tests.app.player import Player, Start

KEY = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NO_KEY = Qt.KeyboardModifier.NoModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NERVE = (20.0, 5.0, -20.0)  # on the back of the right nerve, below the skull


@pytest.fixture
def free(start: Start) -> Player:
    """The free atlas, seen from behind, without its skin."""
    player = start()
    player.session.explore()
    player.press(KEY.Key_1, CTRL)
    player.rest()
    return player


def pixels(player: Player) -> np.ndarray:
    image = player.viewport.grab().toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    return (
        np.array(image.constBits())
        .reshape(image.height(), image.bytesPerLine())[:, : 4 * image.width()]
        .copy()
    )


def drag(
    player: Player,
    start: QPoint,
    way: QPoint,
    button: Qt.MouseButton = LEFT,
    keys: Qt.KeyboardModifier = NO_KEY,
) -> None:
    """Press, move in three steps, let go."""
    view = player.viewport
    QTest.mousePress(view, button, keys, start)
    for share in (0.3, 0.6, 1.0):
        at = QPointF(start) + QPointF(way) * share
        kind, none = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
        QApplication.sendEvent(view, QMouseEvent(kind, at, view.mapToGlobal(at), none, button, keys))
    QTest.mouseRelease(view, button, keys, start + way)


def test_a_click_selects_and_shows_the_card(free: Player) -> None:
    free.click_picture(NERVE)
    assert free.session.view.selected == "nerve_r"
    assert free.says("Great nerve")
    assert free.says("A nerve.")
    free.press(KEY.Key_Escape)
    assert free.session.view.selected is None
    free.click_picture(NERVE)
    free.click_picture(QPoint(30, 300))
    assert free.session.view.selected is None


def test_hovering_names_what_is_under_the_pointer(free: Player) -> None:
    with free.qtbot.waitSignal(free.viewport.hovered) as told:
        free.qtbot.mouseMove(free.viewport, free.pixel(NERVE))
    assert told.args[0] == "nerve_r"
    words = [text for text, _ in free.desk.status._words()]
    assert words[:3] == ["Great nerve (right)", "· Nervus magnus", "· 大神经"]
    assert "of the EOP" in words[3]
    with free.qtbot.waitSignal(free.viewport.hovered) as told:
        free.qtbot.mouseMove(free.viewport, QPoint(30, 300))
    assert told.args[0] == ""


def test_hide_fade_isolate_and_show_all_by_key(free: Player) -> None:
    whole = drawn(free.session.view, free.session.atlas)
    free.click_picture(NERVE)
    free.press(KEY.Key_F)
    assert free.session.view.opacity_of("nerve_r") == FADED
    free.press(KEY.Key_I)
    assert drawn(free.session.view, free.session.atlas) == {"nerve_r"}
    free.press(KEY.Key_H)
    assert drawn(free.session.view, free.session.atlas) == frozenset()
    free.press(KEY.Key_H)  # nothing is selected any more
    free.press(KEY.Key_H, SHIFT)
    assert drawn(free.session.view, free.session.atlas) == whole | {"scalp"}


def test_everything_is_undone_and_redone(free: Player) -> None:
    before = free.session.view
    free.click_picture(NERVE)
    selected = free.session.view
    for key in (KEY.Key_F, KEY.Key_BracketRight, KEY.Key_I):
        free.press(key)
    after = free.session.view
    assert not free.button("Redo").isEnabled()
    for _ in range(2):
        free.press(KEY.Key_Z, CTRL)
    free.click("Undo") if free.desk.pane.toast.isHidden() else free.press(KEY.Key_Z, CTRL)
    assert free.session.view == selected == replace(before, selected="nerve_r")
    for _ in range(3):
        free.press(KEY.Key_Z, CTRL | SHIFT)
    assert free.session.view == after
    assert not free.button("Redo").isEnabled()


def test_the_toast_offers_undo(free: Player) -> None:
    free.click_picture(NERVE)
    free.press(KEY.Key_H)
    assert free.says("Hide · Great nerve (right)")
    toast = free.desk.pane.toast
    free.qtbot.mouseClick(toast._action, LEFT)
    assert "nerve_r" in free.session.view.visible


def test_the_toast_goes_when_undo_would_undo_something_else(free: Player) -> None:
    free.click_picture(NERVE)
    free.press(KEY.Key_F)
    free.press(KEY.Key_Escape)  # choosing is none of history's
    assert free.desk.pane.toast.isVisible()
    free.press(KEY.Key_BracketRight)
    assert not free.desk.pane.toast.isVisible()


def test_peeling_by_key_and_by_slider(free: Player) -> None:
    free.press(KEY.Key_BracketRight)
    free.press(KEY.Key_BracketRight)
    peel = free.desk.toolbar._peel
    assert free.session.view.peel == peel.value() == 2
    free.press(KEY.Key_BracketLeft)
    assert peel.value() == 1
    peel.setFocus()
    free.press(KEY.Key_Right)
    free.press(KEY.Key_End)
    assert free.session.view.peel == 7
    assert free.session.now.place is None


def test_a_cut_is_opened_moved_turned_and_removed(free: Player) -> None:
    free.click("Cut")
    cut = free.session.view.cut
    assert cut is not None
    assert cut.normal == (1.0, 0.0, 0.0)
    free.click("Axial")
    assert free.session.view.cut.normal == (0.0, 0.0, -1.0)
    free.click("Keep the other side")
    assert free.session.view.cut.normal == (0.0, 0.0, 1.0)
    free.desk.pane.cut_panel._sliders["axial"]._groove.setFocus()
    at = free.session.view.cut.origin[2]
    free.press(KEY.Key_Right)
    assert free.session.view.cut.origin[2] == pytest.approx(at + 0.5)
    free.click("Cut the skin only")
    assert free.session.view.cut.spared >= {"nerve_r", "skull"}
    assert not {
        name for name in free.session.view.cut.spared if free.session.atlas.structures[name].system == "skin"
    }
    free.click("Remove the cut")
    assert free.session.view.cut is None
    assert not free.desk.pane.cut_panel.isVisible()
    free.press(KEY.Key_Z, CTRL)
    assert free.session.view.cut is not None
    assert free.button("Cut").isChecked()


def test_the_cut_of_a_step_can_be_taken_hold_of(start: Start) -> None:
    player = start(lesson="l01_small", step="side")
    assert player.button("Cut").isChecked()
    player.click("Cut")
    assert player.desk.pane.cut_panel.isVisible()
    assert player.session.view.cut.origin == (5.0, 0.0, 0.0)
    assert player.button("Cut").isChecked()
    player.click("Cut")
    assert player.session.view.cut is None
    assert not player.button("Cut").isChecked()


def test_dragging_turns_and_is_one_entry(free: Player) -> None:
    before, past = free.session.view.camera, free.session.store.past
    drag(free, QPoint(200, 300), QPoint(60, 0))
    camera = free.session.view.camera
    assert camera.position[0] < before.position[0]  # the specimen follows the hand, so the eye goes left
    assert camera.target == before.target
    assert free.session.store.past == ("Turn", *past)
    drag(free, QPoint(200, 300), QPoint(0, 40))
    assert free.session.store.past == ("Turn", "Turn", *past)


@pytest.mark.parametrize(("button", "modifier"), [(RIGHT, NO_KEY), (LEFT, SHIFT)])
def test_dragging_moves(free: Player, button: Qt.MouseButton, modifier: Qt.KeyboardModifier) -> None:
    target = free.session.view.camera.target
    before = free.pixel(target)
    drag(free, QPoint(200, 300), QPoint(50, 30), button, modifier)
    free.rest()
    assert (free.pixel(target) - before - QPoint(50, 30)).manhattanLength() <= 2
    assert free.session.store.past[0] == "Move"


def test_the_wheel_and_plus_and_minus_zoom(free: Player) -> None:
    far = free.session.view.camera.distance
    view = free.viewport
    at = QPointF(view.rect().center())
    wheel = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, NO_KEY,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, wheel)
    near = free.session.view.camera.distance
    assert near < far
    view.setFocus()
    free.press(KEY.Key_Minus)
    assert free.session.view.camera.distance == pytest.approx(far, abs=0.1)
    free.press(KEY.Key_Plus)
    assert free.session.view.camera.distance == pytest.approx(near, abs=0.1)


def test_a_double_click_centres(free: Player) -> None:
    free.qtbot.mouseDClick(free.viewport, LEFT, pos=free.pixel(NERVE))
    free.rest()
    middle = free.pixel(tuple(free.session.view.camera.target))
    assert free.session.view.camera.target == pytest.approx(NERVE, abs=1.0)
    assert (middle - free.viewport.rect().center()).manhattanLength() <= 2


def test_standard_views_by_key_and_by_the_cube(free: Player) -> None:
    free.press(KEY.Key_3, CTRL)
    assert name_of(free.session.view.camera) == "left"
    assert free.says("Left lateral")
    free.press(KEY.Key_1, CTRL)
    view = free.viewport
    rect = view.overlay.cube_rect(view.width(), view.height())
    drag(free, QPoint(200, 300), QPoint(90, 0))  # now two faces are seen
    assert free.says("Free view")
    faces = dict(cube_faces(view.overlay.cube_axes(view.frames.camera), rect))
    assert len(faces) == 2
    face = next(name for name in faces if name != "posterior")
    free.click_picture(faces[face].boundingRect().center().toPoint())
    assert name_of(free.session.view.camera) == face


def test_letters_of_other_scripts_on_the_picture_do_nothing(free: Player) -> None:
    before = free.session.now
    for letter in "жλéß":
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, ord(letter.upper()[0]), NO_KEY, letter)
            QApplication.sendEvent(free.viewport, event)
    assert free.session.now == before


def test_hidden_in_the_tree_is_hidden_in_the_picture(free: Player) -> None:
    tree = free.desk.structures._tree
    bones = tree.model().index(0, 0)
    assert bones.data() == "Bones"
    for shown in ("faded", "hidden", "shown"):
        tree.eye_clicked.emit(bones)
        free.rest()
        seen = (
            "hidden"
            if "skull" not in free.session.view.visible
            else ("faded" if free.session.view.opacity_of("skull") < 1 else "shown")
        )
        assert seen == shown


def test_a_row_of_the_tree_selects_and_a_click_finds_the_row(free: Player) -> None:
    tree = free.desk.structures._tree
    free.click_picture(NERVE)
    assert tree.currentIndex().data() == "Great nerve (right)"
    free.desk.structures._field.setText("bump")
    tree.setCurrentIndex(tree.model().index(0, 0, tree.model().index(0, 0, tree.model().index(0, 0))))
    assert free.session.view.selected == "bump"


def test_the_picture_is_the_state_and_not_the_way_to_it(free: Player) -> None:
    """The same after hiding, turning, peeling and undoing all of it as before."""
    before = pixels(free)
    free.click_picture(NERVE)
    free.press(KEY.Key_H)
    free.press(KEY.Key_BracketRight)
    free.press(KEY.Key_2, CTRL)
    free.rest()
    assert not np.array_equal(pixels(free), before)
    for _ in range(3):
        free.press(KEY.Key_Z, CTRL)
    free.press(KEY.Key_Escape)
    free.desk.pane.toast.hide()
    free.rest()
    assert np.array_equal(pixels(free), before)


def test_coming_back_from_home_shows_the_same_picture(free: Player) -> None:
    """Home's cards are drawn by the same scene."""
    before = pixels(free)
    free.session.home()
    free.wait(lambda: not free.app._thumbnails._waiting)
    free.session.explore()
    free.wait(lambda: free.viewport.isVisible())
    free.rest()
    assert np.array_equal(pixels(free), before)
