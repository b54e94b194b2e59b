"""Images that a lesson asks for in words: on their plane, enlarged on what is wrong, made as that needs."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.imaging_subject import read_subject
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.imaging.pathology import place_of
from anatomy_viewer.model.imaged import ImagingSpec
from anatomy_viewer.model.imaging import NORMAL
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_reader import ImageReader
from anatomy_viewer.ui.imaging_tables import all_modalities
from anatomy_viewer.ui.lesson_images import LessonImages


def test_a_finding_is_enlarged_and_made_as_it_needs_left_of_a_divider_that_shows_it(qtbot: QtBot) -> None:
    session = Session(load_atlas(meshes_dir()).atlas, {}, AppState())
    reader = ImageReader(session, lambda who: read_subject(meshes_dir(), who), all_modalities)
    images = LessonImages(session, reader)
    spec = ImagingSpec(
        "t1", "axial", "left", pathology="vertebral_dissection", severity=0.9, before=NORMAL, close=True
    )
    images.show(spec)
    qtbot.waitUntil(
        lambda: session.imaging is not None and session.imaging.start.height_mm < 80.0, timeout=60_000
    )
    found = session.imaging
    assert found is not None
    place = place_of(read_subject(meshes_dir()), "vertebral_dissection", "left")
    assert found.illness == ("vertebral_dissection", 0.9, "left")
    assert found.cursor == pytest.approx(place, abs=0.3)
    assert found.setting("t1", None).fat_saturation is True
    assert found.divider is not None
    assert found.divider.other == NORMAL
    assert 0.02 < found.plane.fractions(place)[0] - found.divider.at < 0.12 or found.divider.at == 0.85
    reader.finish()
