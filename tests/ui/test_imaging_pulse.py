"""Arteries beat in an ultrasound image that rests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from anatomy_viewer.imaging.modality import STILL
from anatomy_viewer.imaging.subject import Subject, Tube
from anatomy_viewer.imaging.us import US_ROWS
from anatomy_viewer.imaging.us_doppler import DOPPLER_ROWS
from anatomy_viewer.imaging.us_settings import UsSettings
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.imaging import Imaging, Panel
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_reader import SEED, ImageReader

SETTINGS = UsSettings(depth_mm=24.0, width_mm=24.0, looks=1)
# The probe's face lies on the skin, which is y = 0; the artery crosses the image 8 mm below it.
PLANE = ImagePlane((0.0, 12.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 24.0, 24.0)
BESIDE = PLANE.moved(9.0)


def neck(_patient: object) -> Subject:
    """A block of muscle; an artery that ends before z = 5."""
    labels = np.zeros((120, 100, 80), np.uint8, order="F")
    labels[:, 10:] = 1
    z = np.linspace(-15.0, 2.0, 20)
    rows = np.column_stack([np.zeros(20), 8.0 + 0.8 * z, z, np.full(20, 1.5)])
    artery = Tube("occipital_artery_r", "artery", rows)
    kinds = {0: "air", 1: "muscle"}
    return Subject(labels, np.array([-29.75, -4.75, -19.75]), 0.5, kinds, kinds, {artery.id: artery})


@pytest.fixture
def reader(qtbot: QtBot, session: Session) -> Iterator[ImageReader]:
    table = {row.key: row for row in (*US_ROWS, *DOPPLER_ROWS)}
    made = ImageReader(session, neck, lambda: table)
    session.open_imaging(Imaging(PLANE, PLANE.centre, settings=(("us", SETTINGS),)))
    made.show("us", (96, 96))
    qtbot.waitUntil(lambda: made.pulse.frame is not None, timeout=30_000)
    yield made
    made.finish()


def beat(qtbot: QtBot, reader: ImageReader) -> list[object]:
    """The images of one beat, in their order."""
    seen = []
    for _ in range(6):
        with qtbot.waitSignal(reader.beaten):
            pass
        seen.append(reader.moment("us"))
    return seen


def test_a_resting_artery_swells_and_shrinks_and_the_rest_stands_still(
    qtbot: QtBot, reader: ImageReader
) -> None:
    still, frames = reader.picture("us"), beat(qtbot, reader)
    assert any(frame is still for frame in frames)  # it is one moment of the beat
    change = np.max([np.abs(frame.values - still.values) for frame in frames], axis=0)
    rows, columns = np.nonzero(change > 1.0)
    assert len(rows) > 4
    assert np.abs((columns + 0.5) / 96 * 24.0 - 12.0).max() < 4.0  # at the artery
    assert rows.min() / 96 * 24.0 > 4.0
    assert all(frame.labels is still.labels for frame in frames)


def test_a_moment_is_the_image_that_its_settings_give(qtbot: QtBot, reader: ImageReader) -> None:
    after = beat(qtbot, reader)
    first = after[(after.index(reader.picture("us")) + 1) % 6]
    later = replace(SETTINGS, pulse=SETTINGS.pulse + 1 / 6)
    again = US_ROWS[0].simulate(reader.subject, reader.wanted("us").plane, later, (96, 96), STILL, SEED)
    assert first.values.tobytes() == again.values.tobytes()


def test_nothing_beats_while_the_probe_moves_or_without_an_artery(qtbot: QtBot, reader: ImageReader) -> None:
    reader._session.image("Move the plane", lambda i: i.on(BESIDE))
    assert reader.pulse.frame is None
    qtbot.waitUntil(lambda: reader._shows("us", reader.wanted("us")), timeout=30_000)
    qtbot.waitUntil(lambda: reader.pulse._newest.value is not None, timeout=30_000)
    assert reader.pulse.frame is None
    assert reader.moment("us") is reader.picture("us")


def test_who_wants_little_motion_or_looks_elsewhere_sees_none(qtbot: QtBot, reader: ImageReader) -> None:
    reader.reduced_motion = True
    assert reader.moment("us") is reader.picture("us")
    reader.reduced_motion = False
    qtbot.waitUntil(lambda: reader.pulse.frame is not None, timeout=30_000)
    reader.show("us", None)
    assert reader.pulse.frame is None


def test_flow_comes_and_goes_with_the_beat(qtbot: QtBot, reader: ImageReader) -> None:
    reader._session.image("Doppler", lambda i: i.with_panel(Panel("doppler")))
    qtbot.waitUntil(lambda: reader.pulse.frame is not None, timeout=30_000)
    colours = [frame.colour[frame.colour[..., 3] == 235] for frame in beat(qtbot, reader)]
    bright = [float(colour[:, :3].max(axis=1).mean()) for colour in colours]
    assert max(bright) > 1.1 * min(bright)


def test_a_probes_image_is_no_larger_than_the_probe_sees(qtbot: QtBot, reader: ImageReader) -> None:
    reader.show("us", (160, 400))
    assert reader.wanted("us").size == (160, 160)  # as wide as deep, nothing black below
    reader._session.image("Settings", lambda i: i.with_setting("us", replace(SETTINGS, depth_mm=48.0)))
    assert reader.wanted("us").size == (160, 320)
