"""The walk in the window: begun by a command, moved by chart and play; the strip reads what lies at the station."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QDeadlineTimer, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from anatomy_viewer.commands import BY_ID, Desk, walk_or_end
from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.passages import read_passage
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.model.nerve import Passage
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.variants import USUAL_COURSE, VariantChoice
from anatomy_viewer.model.walking import STAND_OFF, place_of
from anatomy_viewer.session import Session, opening_view
from anatomy_viewer.ui.course_chart import points_on
from anatomy_viewer.ui.course_reader import CourseReader
from anatomy_viewer.ui.course_strip import CourseStrip
from anatomy_viewer.ui.course_words import fields
from anatomy_viewer.ui.look import Look

GON = "greater_occipital_nerve_r"


@pytest.fixture(scope="module")
def passage() -> Passage:
    return read_passage(meshes_dir(), GON)


@pytest.fixture
def walking(passage: Passage) -> Session:
    """A walk along the greater occipital nerve, begun as W begins it."""
    atlas = load_atlas(meshes_dir()).atlas
    session = Session(atlas, {}, AppState(opening_view(atlas), "atlas"))
    session.passages[GON, USUAL_COURSE] = passage
    walk_or_end(session)
    return session


@pytest.fixture
def strip(qapp: QApplication, walking: Session) -> CourseStrip:
    found = CourseStrip(Look(), walking)
    found.fit(900)
    found.resize(806, found.height())
    found.show()
    qapp.processEvents()
    return found


def test_the_eye_keeps_its_distance_and_up_stays_up(walking: Session, passage: Passage) -> None:
    for at in (0.0, 60.0, passage.length_mm):
        walking.seek(at)
        camera = walking.view.camera
        assert camera.distance == pytest.approx(STAND_OFF, abs=0.1)
        assert np.allclose(camera.target, place_of(passage, at), atol=0.1)
        assert camera.axes()[1][2] > 0.5


def test_what_the_nerve_meets_lights_up_and_what_covers_it_is_seen_through(walking: Session) -> None:
    walking.seek(48.0)
    view = walking.view
    assert {GON, "rectus_capitis_posterior_major_r", "semispinalis_capitis_r"} <= view.highlighted
    assert view.opacity_of("semispinalis_capitis_r") < 0.5
    assert view.opacity_of("rectus_capitis_posterior_major_r") == 1.0
    walking.seek(200.0)
    assert walking.view.opacity_of("semispinalis_capitis_r") == 1.0


def test_an_eye_moved_by_hand_keeps_its_direction(walking: Session) -> None:
    walking.seek(40.0)
    turned = replace(walking.view.camera, position=(200.0, -100.0, 30.0))
    walking.edit("Turn", lambda view: view.look(turned))
    before = walking.view.camera.axes()[2]
    walking.seek(60.0)
    assert np.allclose(walking.view.camera.axes()[2], before, atol=1e-3)


def test_a_whole_drag_is_one_entry_and_the_end_brings_back_the_picture(walking: Session) -> None:
    entries = len(walking.store.past)
    before = walking.now.walk.before if walking.now.walk else None
    for at in range(5, 40):
        walking.seek(float(at))
    assert len(walking.store.past) == entries + 1
    walking.end_walk()
    assert walking.view == before
    assert walking.now.walk is None


def test_the_line_reads_the_station_in_both_languages(walking: Session, passage: Passage) -> None:
    def read(language: str) -> dict[str, str]:
        found = fields(passage.station(48.0), GON, walking.atlas, language)
        return {field.label: "".join(run.text for run in field.runs) for field in found}

    english, chinese = read("en"), read("zh")
    assert english["From ganglion"] == "48 mm"
    assert english["Between"].endswith("and semispinalis capitis")
    assert chinese["位于两者之间"].endswith("与 头半棘肌")


def test_a_click_on_the_chart_seeks_and_a_drag_ends_where_it_ends(
    strip: CourseStrip, walking: Session
) -> None:
    chart = strip.chart
    middle = QPoint(chart.width() // 2, chart.height() - 24)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert walking.now.walk is not None
    assert walking.now.walk.at == pytest.approx(walking.passage.length_mm / 2, rel=0.1)  # type: ignore[union-attr]
    assert strip.play.accessibleName() == "Play"


def test_the_six_points_stand_on_the_chart_in_their_order(walking: Session, passage: Passage) -> None:
    numbers = [point.number for point, _ in points_on(walking, passage) if point.number]
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_the_strip_goes_with_the_walk_and_hides_names_from_a_question(
    strip: CourseStrip, walking: Session
) -> None:
    assert strip.isVisible()
    walking.store.amend(replace(walking.now, asking="where"))
    assert not strip.isVisible()
    walking.store.amend(replace(walking.now, asking=""))
    assert strip.isVisible()
    walk_or_end(walking)
    assert not strip.isVisible()


def test_play_goes_on_and_stops(strip: CourseStrip, walking: Session) -> None:
    strip.reduced_motion = True
    strip.toggle_play()
    assert strip.play.accessibleName() == "Pause"
    strip._tick()
    assert walking.now.walk is not None
    assert walking.now.walk.at == 5.0
    strip.toggle_play()
    assert strip.play.accessibleName() == "Play"


def test_brackets_move_along_the_course_while_one_walks_and_peel_otherwise(walking: Session) -> None:
    desk = cast(Desk, SimpleNamespace(session=walking))  # all that these commands ask of the window
    for name in ("walk_on", "walk_on", "walk_back"):
        assert BY_ID[name].enabled(desk)
        BY_ID[name].run(desk)
    assert walking.now.walk is not None
    assert walking.now.walk.at == 1.0
    assert BY_ID["walk_end"].enabled(desk)
    BY_ID["walk_end"].run(desk)
    assert not any(BY_ID[name].enabled(desk) for name in ("walk_on", "walk_back", "walk_play", "walk_end"))
    assert BY_ID["walk"].enabled(desk)


def test_a_course_read_anew_is_shown_though_the_picture_stays(
    strip: CourseStrip, walking: Session, passage: Passage
) -> None:
    reader = CourseReader(walking, lambda _wanted: passage)
    reader.taken.connect(strip.refresh)
    walking.seek(30.0)
    other = VariantChoice(("pierces_trapezius",))
    walking.edit("Variant", lambda v: replace(v, patient=v.patient.with_side("right", other)))
    assert strip.readout.accessibleName() == ""
    with_time = QDeadlineTimer(2500)
    while walking.passage is None and not with_time.hasExpired():
        QApplication.processEvents()
    reader.finish()
    assert "30 mm" in strip.readout.accessibleName()
