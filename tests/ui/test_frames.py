"""When which picture is drawn: on flights, at rest, and when others use the scene."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from anatomy_viewer.model.camera import Camera, frame
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.specimen_files import SpecimenFiles
from anatomy_viewer.ui.frames import Frames
from anatomy_viewer.ui.thumbnails import Thumbnails

SIZE = (160, 120)


@pytest.fixture
def scene(small_scene: Scene) -> Scene:
    return small_scene


@pytest.fixture(scope="module")
def behind(small_specimen: SpecimenFiles) -> ViewState:
    atlas = small_specimen.atlas
    return ViewState(visible=atlas.all_ids - {"scalp"}, camera=frame(atlas.bounds(["skull"]), "posterior"))


@pytest.fixture
def frames(qtbot: QtBot, scene: Scene, behind: ViewState) -> Iterator[Frames]:
    """Awake, and at rest in the view from behind."""
    made = Frames()
    made.resize(SIZE)
    made.show(behind, fly=False)
    made.set_scene(scene)
    with qtbot.waitSignal(made.drawn, timeout=20_000, check_params_cb=lambda still: still):
        made.wake()
    yield made
    made.stop()
    made.deleteLater()


def pixels(frames: Frames) -> np.ndarray:
    image = frames.image.convertToFormat(QImage.Format.Format_RGBA8888)
    return np.array(image.constBits()).copy()


def aside(view: ViewState, name: str = "left") -> ViewState:
    return view.look(frame(np.array([[-60.0, 0, 0], [60, 100, 90]]), name))


def test_a_flight_passes_on_the_way_and_ends_exactly(qtbot: QtBot, frames: Frames, behind: ViewState) -> None:
    met: list[tuple[Camera, bool]] = []
    frames.drawn.connect(lambda still: met.append((frames.camera, still)))
    goal = aside(behind)
    frames.show(goal, fly=True)
    assert frames.flying
    qtbot.waitUntil(lambda: bool(met) and met[-1][1], timeout=20_000)
    ways = [camera.position[0] for camera, still in met if not still]
    assert len(ways) > 3
    assert np.diff(ways).max() < 0.01  # from behind to the left, without turning back
    assert met[-1][0] == goal.camera
    assert not frames.flying


def test_reduced_motion_and_a_steering_hand_do_not_fly(frames: Frames, behind: ViewState) -> None:
    frames.show(aside(behind), fly=False)
    assert not frames.flying
    assert frames.camera == aside(behind).camera
    frames.reduced_motion = True
    frames.show(behind, fly=True)
    assert not frames.flying


def test_choosing_something_on_a_flight_does_not_hold_it_up(frames: Frames, behind: ViewState) -> None:
    goal = aside(behind)
    frames.show(goal, fly=True)
    flight = frames._flight
    frames.show(goal.select("skull"), fly=True)
    assert frames._flight is flight
    frames.show(replace(goal, highlighted=frozenset(["skull"])), fly=False)
    assert frames.flying


def test_moving_pictures_come_before_still_ones_and_drop_them(
    qtbot: QtBot, frames: Frames, behind: ViewState
) -> None:
    met: list[bool] = []
    frames.drawn.connect(met.append)
    frames.show(behind.peel_to(6), fly=False)
    qtbot.waitUntil(lambda: True in met, timeout=20_000)
    frames.show(behind, fly=False)
    qtbot.waitUntil(lambda: met[-1] is False)
    qtbot.waitUntil(lambda: met[-1] is True, timeout=20_000)
    assert met[0] is False


def test_what_is_not_seen_is_not_drawn(qtbot: QtBot, frames: Frames, behind: ViewState) -> None:
    met: list[bool] = []
    frames.drawn.connect(met.append)
    frames.stop()
    frames.show(aside(behind), fly=True)
    frames.redraw()
    assert not frames._move.isActive()
    assert not frames._rest.isActive()
    assert met == []
    frames.wake()
    qtbot.waitUntil(lambda: bool(met))
    assert frames.camera == aside(behind).camera


def test_others_may_use_the_scene_meanwhile(
    qtbot: QtBot, frames: Frames, scene: Scene, behind: ViewState
) -> None:
    before = pixels(frames)
    scene.apply(aside(behind).peel_to(6))
    with qtbot.waitSignal(frames.drawn, timeout=20_000, check_params_cb=lambda still: still):
        frames.redraw()
    assert np.array_equal(pixels(frames), before)


# Pictures for Home's cards, drawn by the same scene.


def wait_for(qtbot: QtBot, thumbnails: Thumbnails, count: int) -> dict[str, QImage]:
    found: dict[str, QImage] = {}
    thumbnails.ready.connect(lambda key, image: found.update({key: image}))
    qtbot.waitUntil(lambda: len(found) == count, timeout=20_000)
    return found


def test_cards_are_drawn_once_and_then_kept(
    qtbot: QtBot, scene: Scene, behind: ViewState, tmp_path: Path
) -> None:
    views = {"one": behind, "two": aside(behind)}
    first = Thumbnails(tmp_path, "digest")
    first.ask(views, "dark")
    first.allow(scene)
    drawn = wait_for(qtbot, first, 2)
    first.allow(None)
    again: dict[str, QImage] = {}
    second = Thumbnails(tmp_path, "digest")
    second.ready.connect(lambda key, image: again.update({key: image}))
    second.ask(views, "dark")
    kind = QImage.Format.Format_RGBA8888
    assert list(again) == ["one", "two"]  # at once, without a scene
    assert all(again[key].convertToFormat(kind) == drawn[key].convertToFormat(kind) for key in views)


@pytest.mark.parametrize(
    ("digest", "theme", "peel"), [("other", "dark", 0), ("digest", "light", 0), ("digest", "dark", 6)]
)
def test_a_card_is_drawn_anew_when_what_it_shows_has_changed(
    qtbot: QtBot, scene: Scene, behind: ViewState, tmp_path: Path, digest: str, theme: str, peel: int
) -> None:
    first = Thumbnails(tmp_path, "digest")
    first.ask({"one": behind}, "dark")
    first.allow(scene)
    wait_for(qtbot, first, 1)
    second = Thumbnails(tmp_path, digest)
    second.ask({"one": behind.peel_to(peel)}, theme)
    assert list(second._waiting) == ["one"]
    second.allow(scene)
    wait_for(qtbot, second, 1)
    assert len(list((tmp_path / "cards").iterdir())) == 1  # the old one is gone


def test_a_card_that_was_disturbed_is_begun_again(
    qtbot: QtBot, scene: Scene, behind: ViewState, tmp_path: Path
) -> None:
    """The window draws in between, with another view."""
    undisturbed = Thumbnails(tmp_path / "a", "")
    undisturbed.ask({"one": behind}, "dark")
    undisturbed.allow(scene)
    wanted = wait_for(qtbot, undisturbed, 1)["one"]
    disturbed = Thumbnails(tmp_path / "b", "")
    disturbed.ask({"one": behind}, "dark")
    disturbed.allow(scene)
    qtbot.waitUntil(lambda: disturbed._passes is not None)
    scene.apply(aside(behind))
    assert wait_for(qtbot, disturbed, 1)["one"] == wanted


def test_a_cache_that_cant_be_written_costs_no_picture(
    qtbot: QtBot, scene: Scene, behind: ViewState, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    thumbnails = Thumbnails(tmp_path / "file", "digest")
    thumbnails.ask({"one": behind}, "dark")
    thumbnails.allow(scene)
    assert not wait_for(qtbot, thumbnails, 1)["one"].isNull()
