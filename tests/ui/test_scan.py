"""A reader's own scan in the window: opened, scrolled, windowed, registered, undone, kept, closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anatomy_viewer.content.registration_file import registration_path
from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.scan import NOT_A_SEGMENTATION, YOURS
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.scanning import FREE, WAYS
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session, opening_view
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.scan_area import ScanArea
from anatomy_viewer.ui.scan_reader import ScanReader

PLACES: dict[str, Vector] = {
    "lm_eop": (0.0, 0.0, 0.0), "lm_opisthion": (0.0, 37.0, -19.0), "lm_basion": (0.0, 73.0, -12.0),
    "lm_mastoid_tip": (52.0, 65.0, -23.0),
}  # fmt: skip
SHIFT = np.array([5.0, -80.0, 12.0])  # mm: where the model's EOP lies in the scan


def body() -> Subject:
    labels = np.zeros((60, 60, 60), np.uint8)
    labels[5:55, 5:55, 5:55] = 2
    labels[20:40, 20:40, 10:30] = 4
    labels[42:50, 20:40, 10:30] = 40
    ids = {0: "outside", 2: "fat", 4: "cortex", 40: "obliquus_r"}
    kinds = {0: "air", 2: "fat", 4: "cortical bone", 40: "muscle"}
    return Subject(labels, np.array([-90.0, -50.0, -90.0]), 3.0, ids, kinds)


@pytest.fixture
def marked_atlas(atlas: Atlas) -> Atlas:
    point = atlas.points["cp1"]
    found = {
        name: replace(point, id=name, kind="landmark", number=None, position=p) for name, p in PLACES.items()
    }
    return replace(atlas, points={**atlas.points, **found})


@pytest.fixture
def session(marked_atlas: Atlas, lessons: dict[str, Lesson]) -> Session:
    return Session(marked_atlas, lessons, AppState(opening_view(marked_atlas), "atlas"))


@pytest.fixture
def head(tmp_path: Path) -> Path:
    """A CT of 60 × 70 × 50 voxels, 3 mm wide, that grows brighter to the left."""
    import nibabel as nib

    i, _, _ = np.mgrid[0:60, 0:70, 0:50]
    affine = np.array([[-3.0, 0, 0, 90.0], [0, 3.0, 0, -105.0], [0, 0, 3.0, -75.0], [0, 0, 0, 1.0]])
    nib.save(nib.Nifti1Image((i * 20 - 1000).astype(np.int16), affine), tmp_path / "head.nii.gz")
    return tmp_path / "head.nii.gz"


@pytest.fixture
def area(qtbot: QtBot, look: Look, session: Session, head: Path) -> Iterator[ScanArea]:
    """The scan, opened."""
    reader = ScanReader(session, body)
    area = ScanArea(look, session, reader)
    qtbot.addWidget(area)
    area.resize(900, 800)
    area.show()
    with qtbot.waitSignal(reader.changed, timeout=20_000):
        reader.open(head)
    wait_for(qtbot, lambda: all(made(area, way) for way in WAYS))
    yield area
    reader.finish()


def wait_for(qtbot: QtBot, what: Callable[[], bool]) -> None:
    qtbot.waitUntil(what, timeout=20_000)


def made(area: ScanArea, way: str) -> bool:
    """Is the slice there, in the size of its place?"""
    picture, view = area._reader.picture(way), area.views[way]
    return picture is not None and picture.values.shape == (view.height(), view.width())


def pixel(area: ScanArea, way: str, place: Vector) -> QPoint:
    found = area.views[way].pixel_of(place)
    assert found is not None
    return found[0].toPoint()


def pick(qtbot: QtBot, area: ScanArea, landmark: str, place: Vector) -> None:
    """Choose the landmark in the list and click its place in the axial slice."""
    rows = [each.id if each else "" for each, _ in area.points._rows]
    area.points._list.chosen.emit(rows.index(landmark))
    look = area._session.scan
    assert look is not None
    area._session.note_scan(lambda now: replace(now, cursor=place))
    wait_for(qtbot, lambda: abs(area.views["axial"].pixel_of(place)[1]) < 0.1)  # type: ignore[index]
    qtbot.mouseClick(area.views["axial"], Qt.MouseButton.LeftButton, pos=pixel(area, "axial", place))


def there(landmark: str) -> Vector:
    x, y, z = (np.array(PLACES[landmark.removesuffix("_r")]) + SHIFT).tolist()
    return x, y, z


def registered(qtbot: QtBot, area: ScanArea) -> None:
    for landmark in ("lm_eop", "lm_opisthion", "lm_basion", "lm_mastoid_tip_r"):
        pick(qtbot, area, landmark, there(landmark))


def test_an_opened_scan_shows_three_slices_of_the_reader_s_own(area: ScanArea) -> None:
    pictures = [area._reader.picture(way) for way in WAYS]
    assert all(picture is not None and picture.notes == (YOURS,) for picture in pictures)
    axial = pictures[0]
    assert axial is not None
    row = axial.values[axial.values.shape[0] // 2]
    assert row[len(row) * 3 // 4] > row[len(row) // 4]  # the patient's left is on the right
    assert area._name.text() == "head.nii.gz"


def test_the_wheel_goes_through_the_slices_and_the_cursor_is_shared(qtbot: QtBot, area: ScanArea) -> None:
    view, before = area.views["axial"], area._session.scan
    assert before is not None
    middle = QPointF(view.rect().center())
    wheel = QWheelEvent(
        middle, view.mapToGlobal(middle), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, wheel)
    after = area._session.scan
    assert after is not None
    assert after.cursor[2] == pytest.approx(before.cursor[2] + 6.0)  # two slices of 3 mm, upwards
    goal = (20.0, -10.0, after.cursor[2])
    wait_for(qtbot, lambda: abs(view.pixel_of(goal)[1]) < 0.1)  # type: ignore[index]
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=pixel(area, "axial", goal))
    assert area._session.scan is not None
    assert area._session.scan.cursor == pytest.approx(goal, abs=0.5)


def test_dragging_with_the_right_button_changes_window_and_level(qtbot: QtBot, area: ScanArea) -> None:
    view = area.views["coronal"]
    qtbot.mousePress(view, Qt.MouseButton.RightButton, pos=QPoint(100, 100))
    for place in (QPoint(140, 100), QPoint(180, 60)):
        event_to(view, place)
    qtbot.mouseRelease(view, Qt.MouseButton.RightButton, pos=QPoint(180, 60))
    assert area._session.scan is not None
    centre, width = area._session.scan.window or (0.0, 0.0)
    assert width > 380.0
    assert centre < 50.0


def event_to(view: object, place: QPoint) -> None:
    from PySide6.QtGui import QMouseEvent

    where = QPointF(place)
    move = QMouseEvent(
        QMouseEvent.Type.MouseMove, where, view.mapToGlobal(where),  # type: ignore[attr-defined]
        Qt.MouseButton.NoButton, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view, move)  # type: ignore[arg-type]


def test_four_picked_landmarks_lay_the_model_over_the_scan(qtbot: QtBot, area: ScanArea, head: Path) -> None:
    registered(qtbot, area)
    fit = area._reader.fit
    assert fit is not None
    assert fit.rms < 0.6  # as exact as a pixel
    assert fit.placement.to_scan((0.0, 0.0, 0.0)) == pytest.approx(SHIFT, abs=1.0)
    area._session.note_scan(lambda now: replace(now, cursor=there("lm_opisthion")))
    wait_for(qtbot, lambda: NOT_A_SEGMENTATION in area._reader.picture("sagittal").notes)  # type: ignore[union-attr]
    assert "Residual 0." in area.points._result.text()
    wait_for(qtbot, lambda: registration_path(head).exists())


def test_undo_takes_the_last_point_back(qtbot: QtBot, area: ScanArea) -> None:
    registered(qtbot, area)
    area._session.undo()
    assert area._session.scan is not None
    assert [mark.landmark for mark in area._session.scan.marks] == ["lm_eop", "lm_opisthion", "lm_basion"]


def test_points_on_one_line_are_told_to_say_too_little(qtbot: QtBot, area: ScanArea) -> None:
    session = area._session
    for number, place in enumerate(((0.0, 0.0, 0.0), (0.0, 20.0, 0.0), (0.0, 50.0, 0.0))):
        session.note_scan(lambda now: replace(now, picking=FREE))
        area.points.pick(tuple(np.add(place, SHIFT).tolist()))
        assert area.points.match(place), number
    assert area._reader.fit is None
    assert "along one line" in area.points._result.text()


def test_a_click_in_the_picture_is_no_match_unless_one_is_waited_for(area: ScanArea) -> None:
    assert not area.points.match((1.0, 2.0, 3.0))


def test_points_kept_beside_the_scan_are_there_when_it_is_opened_again(
    qtbot: QtBot, area: ScanArea, head: Path
) -> None:
    registered(qtbot, area)
    reader, session = area._reader, area._session
    reader.close()
    assert session.scan is None
    wait_for(qtbot, lambda: registration_path(head).exists())
    with qtbot.waitSignal(reader.read, timeout=20_000):
        reader.open(head)
    wait_for(qtbot, lambda: session.scan is not None)
    assert reader.fit is not None
    assert len(reader.fit.residuals) == 4


def test_what_cannot_be_opened_is_told_and_the_scan_before_stays(
    qtbot: QtBot, area: ScanArea, tmp_path: Path
) -> None:
    (tmp_path / "broken.nii").write_bytes(b"x" * 400)
    with qtbot.waitSignal(area._reader.failed, timeout=20_000) as told:
        area._reader.open(tmp_path / "broken.nii")
    assert isinstance(told.args[0], ContentError)
    assert area._reader.scan is not None
    assert area._name.text() == "head.nii.gz"


def test_a_lesson_s_step_leaves_the_scan_open(area: ScanArea) -> None:
    area._session.open_lesson("l04_journey")
    assert area._session.scan is not None


def test_points_are_picked_by_keys_too(qtbot: QtBot, area: ScanArea) -> None:
    view, session = area.views["axial"], area._session
    rows = [each.id if each else "" for each, _ in area.points._rows]
    area.points._list.chosen.emit(rows.index("lm_basion"))
    before = session.scan
    assert before is not None
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    x, y, z = before.cursor
    assert session.scan is not None
    assert session.scan.marks[0].scan == pytest.approx(
        (x - 1.0, y - 1.0, z + 3.0)
    )  # to the left, back, one slice up
    assert not session.scan.picking


def test_a_click_in_a_registered_scan_says_what_the_model_has_there(qtbot: QtBot, area: ScanArea) -> None:
    registered(qtbot, area)
    muscle = (51.0, 40.0, -30.0)
    place = tuple(np.add(muscle, SHIFT).tolist())
    area._session.note_scan(lambda now: replace(now, cursor=place))
    wait_for(qtbot, lambda: abs(area.views["axial"].pixel_of(place)[1]) < 0.1)  # type: ignore[index]
    wait_for(qtbot, lambda: bool((area._reader.picture("axial").labels == 40).any()))  # type: ignore[union-attr]
    with qtbot.waitSignal(area.picked, timeout=5_000) as told:
        qtbot.mouseClick(area.views["axial"], Qt.MouseButton.LeftButton, pos=pixel(area, "axial", place))
    assert told.args[0].label == 40
    assert area._reader.labels_of("obliquus_r") == {40}
    assert area._reader.labels_of("bone") == frozenset()
