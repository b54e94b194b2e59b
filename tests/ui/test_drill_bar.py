"""Drills with the probe, under the images."""

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from anatomy_viewer.imaging.modality import Modality
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model import drill
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.drill import DrillAttempt
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.recorder import Recorder
from anatomy_viewer.session import Session
from anatomy_viewer.ui.drill_bar import DrillBar
from anatomy_viewer.ui.imaging_reader import ImageReader
from anatomy_viewer.ui.look import Look

PLANE = ImagePlane((0.0, 20.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 50.0, 40.0, "oci_b")


def body(_patient: object) -> Subject:
    return Subject(np.ones((4, 4, 4), np.uint8), np.zeros(3), 1.0, {1: "fat"}, {1: "fat"})


def blank(
    _subject: object, plane: ImagePlane, _settings: object, size: tuple[int, int], *_: object
) -> Picture:
    nothing = np.zeros(size[::-1])
    return Picture(nothing.astype(np.float32), "dB", plane, nothing.astype(np.uint8), (0.0, 1.0))


@pytest.fixture
def bar(qtbot: QtBot, look: Look, session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[DrillBar]:
    monkeypatch.setattr(drill, "SITES", (("oci_b", "cp1"),))  # the small atlas has no other point
    table = {"us": Modality("us", "us", "Ultrasound", "dB", None, {"usual": (0.0, 1.0)}, blank)}
    reader = ImageReader(session, body, lambda: table)
    reader.table = table
    made = DrillBar(look, session, reader, lambda _name, _place: PLANE)
    qtbot.addWidget(made)
    session.toggle_images()
    yield made
    reader.finish()


def lay(bar: DrillBar, plane: ImagePlane, mark: Vector | None = None) -> None:
    bar._session.image("Plane", lambda imaging: imaging.on(plane))
    if mark is not None:
        bar._session.mark(mark)


def seen(bar: DrillBar) -> bool:
    """Is the needle in the picture?"""
    return bar._session.now.needle is not None


def along(bar: DrillBar) -> ImagePlane:
    """The plane through the needle, as the probe's depth has it."""
    assert bar.task is not None
    entry, tip = np.array(bar.task.entry), np.array(bar.task.tip)
    across = (tip - entry) / np.linalg.norm(tip - entry)
    down = np.array([0.0, 1.0, 0.0]) - across * across[1]
    down /= np.linalg.norm(down)
    a, d, c = ((float(v[0]), float(v[1]), float(v[2])) for v in (across, down, (entry + tip) / 2.0))
    return ImagePlane(c, a, d, 80.0, 60.0)


def test_bringing_the_probe_to_the_needle_is_scored_and_kept(qtbot: QtBot, bar: DrillBar) -> None:
    recorder = Recorder(bar._session, Progress("a"))
    bar.ended.connect(recorder.drilled)
    bar.begin("bring", "in_plane")
    assert seen(bar)  # it is seen in the picture
    lay(bar, along(bar))
    bar.finish()
    (attempt,) = recorder.progress.drills
    assert isinstance(attempt, DrillAttempt)
    assert attempt.right
    assert f"{attempt.points} of 100" in bar._text.text()
    assert bar.task is None


def test_a_needle_that_is_to_be_found_is_not_in_the_picture(bar: DrillBar) -> None:
    bar.begin("find", "in_plane")
    task = bar.task
    assert task is not None
    assert not seen(bar)
    assert bar._reader._hidden is not None
    lay(bar, along(bar), task.tip)
    found: list[DrillAttempt] = []
    bar.ended.connect(found.append)
    bar.finish()
    assert found[0].right
    assert found[0].marked_mm == pytest.approx(0.0, abs=1e-6)
    assert seen(bar)
    assert bar._reader._hidden is None


def test_hint_and_stop(bar: DrillBar) -> None:
    bar.begin("bring", "out_of_plane")
    bar._hint.click()
    assert bar._text.text() in (
        "Slide the probe until the tip's echo appears.",
        "Turn the probe square to the needle.",
    )
    bar._stop.click()
    assert bar.task is None
    assert bar._reader._hidden is None


def test_closing_the_images_ends_the_drill(bar: DrillBar) -> None:
    bar.begin("find", "out_of_plane")
    bar._session.close_imaging()
    assert bar.task is None
    assert bar.isHidden()
