"""The images beside the picture: opened, scrolled, windowed, pointed into, clicked, linked, undone.

Past 400 lines, since all tests share one opened window and its small specimen.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.imaging.ct import CT_ROWS, CtSettings
from anatomy_viewer.imaging.modality import Modality
from anatomy_viewer.imaging.mr_signal import MrSettings
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.imaging.us_settings import UsSettings
from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.imaging import NORMAL, Division, Panel, division, opened, standard_planes
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.model.texts import Text
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_area import ImageArea
from anatomy_viewer.ui.imaging_bar import PlaneBar
from anatomy_viewer.ui.imaging_hand import SheetHand
from anatomy_viewer.ui.imaging_names import Names, _sampled
from anatomy_viewer.ui.imaging_options import OptionsBox
from anatomy_viewer.ui.imaging_reader import ImageReader, probed, settings_of
from anatomy_viewer.ui.imaging_settings import SettingsBox
from anatomy_viewer.ui.imaging_sheet import ImageSheet
from anatomy_viewer.ui.imaging_surface import flat_surface
from anatomy_viewer.ui.imaging_words import (
    FAMILY_WORDS,
    PRESETS,
    SHORT_WORDS,
    TISSUE_WORDS,
    term,
    tissue_words,
)
from anatomy_viewer.ui.look import Look

SPACING = 4.0
MUSCLE = 40


def body() -> Subject:
    """A box of fat, with a muscle in its right half that ends 20 mm below the EOP."""
    labels = np.zeros((38, 34, 38), dtype=np.uint8, order="F")
    labels[4:34, 4:30, 2:36] = 2
    labels[22:30, 10:20, 4:22] = MUSCLE
    ids = {0: "outside", 2: "fat", MUSCLE: "obliquus_r"}
    kinds = {0: "air", 2: "fat", MUSCLE: "muscle"}
    return Subject(labels, np.array([-75.0, -35.0, -110.0]), SPACING, ids, kinds)


def looked_up(
    subject: Subject, plane: ImagePlane, settings: object, size: tuple[int, int], quality: str, seed: int
) -> Picture:
    """Each pixel is the number of its label."""
    u, v = np.meshgrid((np.arange(size[0]) + 0.5) / size[0] - 0.5, (np.arange(size[1]) + 0.5) / size[1] - 0.5)
    across, down = np.array(plane.across) * plane.width_mm, np.array(plane.down) * plane.height_mm
    places = np.array(plane.centre) + u[..., None] * across + v[..., None] * down
    nodes = np.rint((places - subject.origin) / subject.spacing).astype(int)
    inside = ((nodes >= 0) & (nodes < np.array(subject.labels.shape))).all(axis=-1)
    nodes[~inside] = 0
    labels = subject.labels[tuple(np.moveaxis(nodes, -1, 0))] * inside.astype(np.uint8)
    return Picture(labels.astype(np.float32), "HU", plane, labels, (20.0, 40.0), f"test · {quality}")


SETTINGS = {"ct": CtSettings(), "mr": MrSettings()}
TABLE = {
    key: Modality(
        key, family, key, "HU", SETTINGS[family], {"soft": (20.0, 40.0), "bone": (500.0, 2000.0)}, looked_up
    )
    for key, family in (("ct", "ct"), ("t1", "mr"), ("t2", "mr"))
}


class Screen:
    """The images over a session, as large as they are in a usual window."""

    def __init__(self, qtbot: QtBot, look: Look, session: Session, read: object = None) -> None:
        self.qtbot, self.session = qtbot, session
        self.reader = ImageReader(session, read or (lambda _patient: body()), lambda: TABLE)  # type: ignore[arg-type]
        self.area = ImageArea(look, session, self.reader)
        qtbot.addWidget(self.area)
        self.area.resize(884, 760)
        self.area.show()

    def open(self) -> None:
        self.session.open_imaging(opened((20.0, 20.0, -60.0)))
        self.wait_for("ct")

    def wait_for(self, family: str) -> None:
        def right() -> bool:
            picture, wanted = self.reader.picture(family), self.reader.wanted(family)
            return picture is not None and wanted is not None and picture.plane == wanted.plane

        self.qtbot.waitUntil(right, timeout=10_000)

    def view(self, family: str = "ct"):  # type: ignore[no-untyped-def]
        return self.area.panels[family].view

    @property
    def seen(self) -> list[str]:
        return [family for family, panel in self.area.panels.items() if panel.view.isVisible()]

    def wheel(self, notches: float, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        view = self.view()
        middle = QPointF(view.rect().center())
        event = QWheelEvent(
            middle, QPointF(view.mapToGlobal(view.rect().center())), QPoint(), QPoint(0, round(120 * notches)),
            Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view, event)

    def drag(self, button: Qt.MouseButton, by: QPoint, start: QPoint | None = None) -> None:
        view = self.view()
        start = start or view.rect().center()
        self.qtbot.mousePress(view, button, pos=start)
        for share in (0.5, 1.0):
            to = QPointF(start) + QPointF(by) * share
            event = _moved(view, to, button)
            QApplication.sendEvent(view, event)
        self.qtbot.mouseRelease(view, button, pos=start + by)


def _moved(view, to: QPointF, button: Qt.MouseButton):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    spot = QPointF(view.mapToGlobal(to.toPoint()))
    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    return QMouseEvent(QEvent.Type.MouseMove, to, spot, none, button, plain)


@pytest.fixture
def screen(qtbot: QtBot, look: Look, session: Session) -> Iterator[Screen]:
    made = Screen(qtbot, look, session)
    made.open()
    yield made
    made.reader.finish()


def test_images_of_one_plane_stand_side_by_side(screen: Screen) -> None:
    screen.wait_for("mr")
    ct, mr = (screen.reader.picture(family) for family in ("ct", "mr"))
    assert ct is not None
    assert mr is not None
    assert ct.plane.centre == mr.plane.centre
    assert ct.plane.letters() == ("R", "L", "A", "P")
    assert screen.seen == ["ct", "mr"]


def test_what_can_not_be_computed_has_no_panel(screen: Screen) -> None:
    assert "us" not in screen.seen


def test_the_wheel_scrolls_and_is_one_entry(screen: Screen) -> None:
    screen.wheel(1)
    screen.wheel(1, Qt.KeyboardModifier.ShiftModifier)
    assert screen.session.imaging.plane.centre[2] == pytest.approx(-54.0)
    assert screen.session.imaging.cursor == pytest.approx((20.0, 20.0, -54.0))
    screen.session.undo()
    assert screen.session.imaging.plane.centre[2] == pytest.approx(-60.0)


def test_a_right_drag_sets_the_window_and_a_preset_takes_it_back(screen: Screen) -> None:
    screen.drag(Qt.MouseButton.RightButton, QPoint(50, 25))
    centre, width = screen.view().window_level
    assert width > 40.0
    assert centre > 20.0
    screen.area.panels["ct"]._choose(1)
    assert screen.view().window_level == (500.0, 2000.0)
    screen.session.undo(2)
    assert screen.view().window_level == (20.0, 40.0)


def test_a_click_names_the_place_and_puts_the_cursor_there(qtbot: QtBot, screen: Screen) -> None:
    view, found = screen.view(), []
    screen.area.clicked.connect(found.append)
    muscle = view.pixel_of((29.0, 25.0, -60.0))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=muscle.toPoint())
    assert [f.label for f in found] == [MUSCLE]
    names = Names(screen.session.atlas, {})
    assert names.at(screen.reader.subject, found[0].label, found[0].place) == "obliquus_r"
    assert screen.session.imaging.cursor == pytest.approx((29.0, 25.0, -60.0), abs=0.5)
    assert screen.session.store.past[0] == "Imaging"  # where one points is no change of its own


def test_the_same_place_is_the_same_pixel_on_its_way_back(screen: Screen) -> None:
    view = screen.view()
    place = view.place_at(QPointF(100.0, 120.0)).place
    assert view.pixel_of(place).toTuple() == pytest.approx((100.0, 120.0))


def test_neurological_images_have_the_left_on_their_left(screen: Screen) -> None:
    screen.session.toggle_convention()
    screen.wait_for("ct")
    assert screen.reader.picture("ct").plane.letters() == ("L", "R", "A", "P")


def test_a_double_click_leaves_one_image_and_another_all(qtbot: QtBot, screen: Screen) -> None:
    qtbot.mouseDClick(screen.view("mr"), Qt.MouseButton.LeftButton)
    assert screen.seen == ["mr"]
    qtbot.mouseDClick(screen.view("mr"), Qt.MouseButton.LeftButton)
    assert screen.seen == ["ct", "mr"]


def test_a_narrow_window_has_one_image_with_tabs(screen: Screen) -> None:
    screen.area.resize(600, 600)
    assert screen.area._tabs.isVisible()
    assert screen.seen == ["ct"]
    screen.area._bring(1)
    assert screen.seen == ["mr"]


def test_at_rest_the_image_is_a_still_one(qtbot: QtBot, screen: Screen) -> None:
    qtbot.waitUntil(lambda: screen.reader.picture("ct").caption == "test · still", timeout=10_000)


def test_an_image_of_something_else_steps_back_while_the_right_one_is_made(
    qtbot: QtBot, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: screen.reader.picture("ct").caption == "test · still", timeout=10_000)
    bright = screen.view().grab().toImage()
    go = threading.Event()

    def slow(*asked: Any) -> Picture:
        go.wait(20)
        return looked_up(*asked)

    monkeypatch.setitem(screen.reader.table, "ct", replace(screen.reader.table["ct"], simulate=slow))
    screen.wheel(5)
    qtbot.waitUntil(lambda: screen.reader.late("ct"), timeout=10_000)
    veiled = screen.view().grab().toImage()
    at = QPoint(bright.width() // 2, bright.height() * 2 // 5)
    assert veiled.pixelColor(at).lightness() < bright.pixelColor(at).lightness()
    go.set()
    screen.wait_for("ct")
    assert not screen.reader.late("ct")


def test_what_is_seen_is_named_at_its_place(qtbot: QtBot, screen: Screen) -> None:
    names = Names(screen.session.atlas, {})
    screen.reader.identify = names.at
    screen.wheel(1)
    seen = lambda: {mark.id: mark for mark in screen.reader.marks("ct")}  # noqa: E731
    qtbot.waitUntil(lambda: "obliquus_r" in seen(), timeout=10_000)
    found = seen()["obliquus_r"]
    view = screen.view()
    where = view.rect_of(view.picture)
    at = QPointF(where.left() + found.u * where.width(), where.top() + found.v * where.height())
    assert view.place_at(at).label == MUSCLE


def test_an_enlarged_image_has_its_names_beside_it(screen: Screen) -> None:
    assert screen.view().room.width() == screen.view().width()
    screen.area._enlarge("ct")
    screen.qtbot.waitUntil(lambda: screen.view().room.width() < screen.view().width() - 100)
    screen.session.toggle_image_labels()
    assert screen.view().room.width() == screen.view().width()


def test_the_selected_structure_is_outlined_by_its_label(screen: Screen) -> None:
    picture = screen.reader.picture("ct")
    lines = screen.reader.outline("obliquus_r", picture)
    assert lines
    places = [picture.plane.place(u, v) for line in lines for u, v in line]
    assert min(x for x, _, _ in places) == pytest.approx(11.0, abs=2.5)
    assert max(x for x, _, _ in places) == pytest.approx(43.0, abs=2.5)


def test_a_large_triangle_is_near_in_its_middle_too() -> None:
    corners = np.array([(0.0, 0.0, 0.0), (60.0, 0.0, 0.0), (0.0, 60.0, 0.0)], np.float32)
    faces = np.array([[0, 1, 2]], np.int32)
    places = _sampled(Mesh(corners, faces, corners, corners, faces[:, 0]))  # type: ignore[arg-type]
    gaps = np.linalg.norm(places - [20.0, 20.0, 0.0], axis=1)
    assert gaps.min() < 3.0
    assert np.abs(places[:, 2]).max() == 0.0


def test_a_specimen_that_can_not_be_read_gets_its_sentence(
    qtbot: QtBot, look: Look, session: Session
) -> None:
    def read(_patient: object) -> Subject:
        raise ContentError("tissue.nii.gz", None, "the tissue volume can't be read.", "Rebuild it.")

    screen = Screen(qtbot, look, session, read)
    session.open_imaging(opened((0.0, 0.0, 0.0)))
    qtbot.waitUntil(lambda: "can't be read" in screen.view().note, timeout=10_000)
    screen.reader.finish()


def test_sliders_move_the_plane_and_follow_an_undo(qtbot: QtBot, look: Look, session: Session) -> None:
    bar = PlaneBar(look, session, {}, lambda _name, _place: None)
    qtbot.addWidget(bar)
    session.open_imaging(opened((20.0, 20.0, -60.0)))
    bar._sliders["offset"].changed.emit(5.0)
    assert session.imaging.plane.centre[2] == pytest.approx(-55.0)
    bar._choose(1)
    assert session.imaging.plane.letters() == ("A", "P", "S", "I")
    session.undo(2)
    assert (session.imaging.start.name, bar._sliders["offset"].value()) == ("axial", 0.0)


def test_the_next_plane_goes_on_to_the_clinical_ones_and_round(
    qtbot: QtBot, look: Look, session: Session
) -> None:
    standard = standard_planes((20.0, 20.0, -60.0))
    made = {**standard, "oci_b": replace(standard["axial"], name="oci_b")}
    bar = PlaneBar(
        look, session, {"oci_b": Text("Landing plane", "着陆平面")}, lambda name, _place: made[name]
    )
    qtbot.addWidget(bar)
    session.open_imaging(opened((20.0, 20.0, -60.0)))
    seen = []
    for _ in range(4):
        bar.go_on()
        seen.append(session.imaging.start.name)
    assert seen == ["sagittal", "coronal", "oci_b", "axial"]


def test_a_sweep_comes_back_and_stops_where_it_is(qtbot: QtBot, look: Look, session: Session) -> None:
    bar = PlaneBar(look, session, {}, lambda _name, _place: None)
    qtbot.addWidget(bar)
    session.open_imaging(opened((20.0, 20.0, -60.0)))
    bar.reduced_motion = True
    bar.toggle_sweep()
    offsets = []
    for _ in range(12):
        bar._tick()
        offsets.append(session.imaging.offset)
    assert max(offsets) == 15.0
    assert offsets[-1] < 0.0
    bar.toggle_sweep()
    session.undo()
    assert session.imaging.offset == 0.0


def test_every_word_of_the_images_is_there_in_both_languages() -> None:
    presets = [preset.word for row in PRESETS.values() for preset in row]
    assert all(tissue_words(word, "zh") for word in TISSUE_WORDS)
    assert all(term(word, "zh") for word in [*FAMILY_WORDS.values(), *SHORT_WORDS.values(), *presets])


def test_a_setting_is_kept_for_its_modality_and_taken_back(
    qtbot: QtBot, look: Look, session: Session
) -> None:
    def read(_patient: object) -> Subject:
        return body()

    reader = ImageReader(session, read, lambda: {row.key: row for row in CT_ROWS})
    session.open_imaging(opened((20.0, 20.0, -60.0)))
    qtbot.waitUntil(lambda: bool(reader.table), timeout=10_000)
    box = SettingsBox(look, session, reader, "ct")
    qtbot.addWidget(box)
    box._set("thickness_mm", 4.0)
    box._set("contrast", "venous")
    settings = settings_of(session.imaging, reader.modality("ct"))
    assert (settings.thickness_mm, settings.contrast) == (4.0, "venous")
    session.image("Presets", lambda i: i.with_panel(Panel("ct_contrast")))
    assert settings_of(session.imaging, reader.modality("ct")).thickness_mm == 1.5
    session.undo(2)
    assert settings_of(session.imaging, reader.modality("ct")).thickness_mm == 2.0
    reader.finish()


def test_a_probe_looks_where_the_plane_was_chosen_not_at_the_midline(session: Session) -> None:
    session.open_imaging(opened((25.0, 20.0, -60.0)))
    assert probed(session.imaging).centre == pytest.approx((25.0, 20.0, -60.0))
    session.image("Move the plane", lambda i: i.placed(offset=5.0))
    assert probed(session.imaging).centre == pytest.approx((25.0, 20.0, -55.0))


def test_a_divider_lets_two_modalities_stand_in_one_panel(qtbot: QtBot, screen: Screen) -> None:
    screen.session.image("Divider", lambda i: replace(i, divider=division("t2", "ct", 0.5)))
    assert screen.seen == ["ct"]
    view = screen.view()
    qtbot.waitUntil(lambda: view.other is not None and view.other.plane == view.picture.plane)
    where = view.rect_of(view.picture)
    left, right = where.center() - QPointF(40, 0), where.center() + QPointF(40, 0)
    assert [view.place_at(at).family for at in (left, right)] == ["mr", "ct"]
    assert screen.area.panels["ct"]._name.text() == "t2 | ct"
    screen.drag(Qt.MouseButton.LeftButton, QPoint(80, 0), where.center().toPoint())
    assert screen.session.imaging.divider.at == pytest.approx(0.5 + 80 / where.width(), abs=0.02)
    screen.session.undo(2)
    qtbot.waitUntil(lambda: screen.seen == ["ct", "mr"])
    assert view.other is None


def test_a_divider_sets_a_finding_beside_what_is_normal(
    qtbot: QtBot, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    ill = replace(body(), labels=np.where(body().labels == MUSCLE, 2, body().labels).astype(np.uint8))
    monkeypatch.setattr("anatomy_viewer.imaging.pathology.edited", lambda *_words: ill)
    screen.session.image("Finding", lambda i: i.ill("neuroma", "right"))
    screen.session.image("Divider", lambda i: replace(i, divider=division(NORMAL, "ct", 0.0)))
    view = screen.view()
    screen.wait_for("ct")
    qtbot.waitUntil(lambda: view.other is not None and MUSCLE in view.other.labels)
    qtbot.waitUntil(lambda: MUSCLE not in view.picture.labels)
    assert view.side_names(screen.session.imaging) == ("Normal", "Finding")
    at = view.pixel_of((20.0, 20.0, -60.0))
    assert view.place_at(at).label == 2
    screen.session.image("Divider", lambda i: i.divided(1.0))
    assert view.place_at(at).label == MUSCLE
    screen.session.image("Finding", lambda i: i.ill("", "right"))
    assert screen.session.imaging.divider is None


def test_what_stands_beside_ultrasound_takes_its_shape() -> None:
    assert division("ct", "us", 0.4) == Division(0.4, "us", "ct")
    assert division("us", "ct", 0.4) == Division(0.4, "us", "ct", left=False)
    assert division("us", "doppler", 0.4) == Division(0.4, "us", "us")


def test_a_near_picture_shows_the_specimen_and_no_fog_of_an_image(look: Look, session: Session) -> None:
    session.open_imaging(opened((20.0, 20.0, -60.0)))
    sheet = ImageSheet(look, session)
    flat = QImage(200, 200, QImage.Format.Format_ARGB32_Premultiplied)
    flat.fill(QColor("white"))
    sheet.image = flat_surface(flat, session.imaging.plane)
    plane = session.imaging.plane
    middle, away = np.array(plane.centre), np.array(plane.normal)

    def lightness(distance: float) -> int:
        camera = Camera(tuple(middle - distance * away), tuple(middle), tuple(-np.array(plane.down)))
        picture = QImage(400, 400, QImage.Format.Format_RGB32)
        picture.fill(QColor("black"))
        with QPainter(picture) as painter:
            sheet.paint(painter, camera, (400, 400), 1.0)
        return picture.pixelColor(230, 260).lightness()

    assert lightness(400.0) > 150
    assert lightness(20.0) < 90


def test_what_the_images_show_is_chosen_in_a_box(qtbot: QtBot, look: Look, session: Session) -> None:
    session.open_imaging(opened((20.0, 20.0, -60.0)))
    box = OptionsBox(look, session)
    qtbot.addWidget(box)
    box._names.chosen.emit(1)
    box._side.chosen.emit(1)
    box._colours.changed.emit(40.0)
    box._divide("doppler")
    assert session.imaging.divider == Division(0.5, "us", "ct", left=False)
    assert (session.imaging.panel("us").modality, session.imaging.front) == ("doppler", "us")
    box._divide("")
    assert session.imaging.divider is None
    assert (session.imaging.labels, session.imaging.neurological, session.imaging.overlay) == (
        False,
        True,
        0.4,
    )
    session.undo(5)
    assert session.imaging == opened((20.0, 20.0, -60.0))


def test_a_plane_that_follows_the_needle_holds_it(session: Session) -> None:
    session.open_imaging(opened((20.0, 20.0, -60.0)))
    session.let_plane_follow("needle")
    needle = Needle((10.0, -10.0, -30.0), (18.0, 20.0, -40.0))
    session.put_needle("Usual path", needle)
    for end in (needle.entry, needle.tip):
        _, v, away = session.imaging.plane.fractions(end)
        assert away == pytest.approx(0.0, abs=1e-6)
        assert 0.0 < v < 1.0
    assert session.imaging.plane.letters()[0] == "R"


def test_a_corner_turns_the_sheet_and_its_cursor_moves_it(look: Look, session: Session) -> None:
    camera = Camera((0.0, -300.0, 60.0), (0.0, 30.0, -60.0))
    session.open_imaging(opened((20.0, 20.0, -60.0)))
    reader = ImageReader(session, lambda _patient: body(), lambda: TABLE)
    sheet, hand = ImageSheet(look, session), SheetHand(session, reader, lambda: None)
    size = (800, 600)
    x, y, _ = project(camera, np.array([session.imaging.cursor]), size)[0]
    assert sheet.grip_at(QPointF(x, y), camera, size, 1.0) == "cursor"
    hand.drag("cursor", QPointF(x, y - 20), QPointF(0, -20), camera, size, shift=False)
    moved = project(camera, np.array([session.imaging.cursor]), size)[0]
    assert moved[1] == pytest.approx(y - 20, abs=1.5)
    session.store.settle()
    corner = sheet.corners(camera, size)[0]
    assert sheet.grip_at(corner, camera, size, 1.0) == "corner"
    hand.drag("corner", corner, QPointF(20, 0), camera, size, shift=False)
    assert session.imaging.turn == pytest.approx(7.0)
    session.undo(2)
    assert session.imaging == opened((20.0, 20.0, -60.0))
    reader.finish()


def test_presets_have_a_row_of_their_own_where_they_would_be_cut(qtbot: QtBot, screen: Screen) -> None:
    screen.area.resize(330, 600)
    screen.area._bring(1)
    panel = screen.area.panels["mr"]
    qtbot.waitUntil(lambda: panel.isVisible() and panel._presets.width() >= panel._presets.sizeHint().width())
    assert panel._presets.y() > screen.area._tabs.y()
    assert panel._presets.geometry().right() < panel.width()
    screen.area.resize(884, 600)
    qtbot.waitUntil(lambda: panel.header.height() < 50)


def test_the_pointer_of_one_image_is_seen_in_the_others(screen: Screen) -> None:
    place = (29.0, 25.0, -60.0)
    screen.area.link(place, "ct")
    assert (screen.view("ct").linked, screen.view("mr").linked) == (None, place)
    screen.area.link(None)
    assert screen.view("mr").linked is None


def test_a_screen_reader_is_told_what_an_image_shows(qtbot: QtBot, screen: Screen) -> None:
    screen.reader.identify = Names(screen.session.atlas, {}).at
    screen.wheel(1)
    told = screen.view().accessibleDescription
    qtbot.waitUntil(lambda: "I 59.0 mm from the EOP" in told() and "Obliquus" in told(), timeout=10_000)


def test_a_run_of_the_wheel_is_over_after_a_while(qtbot: QtBot, screen: Screen) -> None:
    screen.wheel(1)
    screen.view()._settle.timeout.emit()
    screen.wheel(1)
    screen.session.undo()
    assert screen.session.imaging.plane.centre[2] == pytest.approx(-59.0)


def test_a_clinical_plane_brings_its_ultrasound_settings(session: Session) -> None:
    session.open_imaging(opened((20.0, 20.0, -60.0)))
    session.image("Settings of the image", lambda i: i.with_setting("us", UsSettings(depth_mm=60.0)))
    session.image_on(standard_planes((20.0, 20.0, -60.0))["coronal"])
    assert dict(session.imaging.settings)["us"].depth_mm == 60.0
    session.image_on(ImagePlane((20.0, 0.0, -5.0), (-1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 38.0, 24.0, "nuchal_a"))
    assert session.imaging.settings == ()
