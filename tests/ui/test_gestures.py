"""The specimen follows the hand: what is seen of a place after a drag, a notch or a key."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.model.camera import VIEWS, Camera, frame, project
from anatomy_viewer.ui.gestures import DEGREES_A_KEY, keyed, panned, turned, zoomed

SIZE = (1000, 800)
BOX = np.array([[-60.0, -60.0, -60.0], [60.0, 60.0, 60.0]])
LEVEL = [name for name in VIEWS if name not in ("superior", "inferior")]


def near_side(camera: Camera) -> np.ndarray:
    """A place 40 mm from the target towards the eye."""
    return np.add(camera.target, camera.axes()[2] * 40.0)


def moved(before: Camera, after: Camera, place: np.ndarray) -> np.ndarray:
    """By how many pixels to the right and down a place moves in the picture."""
    return (project(after, place, SIZE) - project(before, place, SIZE))[0, :2]


@pytest.mark.parametrize("name", LEVEL)
@pytest.mark.parametrize(("dx", "dy"), [(40, 0), (-40, 0), (0, 40), (0, -40), (25, -30)])
def test_the_near_side_turns_with_the_hand(name: str, dx: float, dy: float) -> None:
    camera = frame(BOX, name)
    found = moved(camera, turned(camera, dx, dy), near_side(camera))
    for way, hand in zip(found, (dx, dy), strict=True):
        assert way * np.sign(hand) > 5 if hand else abs(way) < 2


@pytest.mark.parametrize("name", VIEWS)
def test_the_target_moves_exactly_with_the_hand(name: str) -> None:
    camera = frame(BOX, name)
    after = panned(camera, 33, -21, SIZE[1])
    assert moved(camera, after, np.array(camera.target)) == pytest.approx([33, -21], abs=0.01)


def test_notches_bring_nearer_and_back() -> None:
    camera = frame(BOX, "left")
    assert zoomed(camera, 1).distance < camera.distance < zoomed(camera, -1).distance
    assert zoomed(zoomed(camera, 3), -3).distance == pytest.approx(camera.distance, abs=0.01)
    assert zoomed(camera, 0.5).distance > zoomed(camera, 1).distance  # a touch pad's small steps


def test_arrow_keys_turn_the_eye_and_other_keys_do_nothing() -> None:
    camera = frame(BOX, "posterior")
    right, up = keyed(camera, "right"), keyed(camera, "up")
    assert right is not None
    assert up is not None
    assert right.position[0] > camera.position[0]
    assert up.position[2] > camera.position[2]
    angle = np.degrees(np.arccos(right.axes()[2] @ camera.axes()[2]))
    assert angle == pytest.approx(DEGREES_A_KEY, abs=0.01)
    nearer = keyed(camera, "in")
    assert nearer is not None
    assert nearer.distance < camera.distance
    assert keyed(camera, "x") is None
