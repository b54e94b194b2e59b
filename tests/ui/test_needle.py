"""The needle in the window: placed by clicks, moved by hand, keys and numbers, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from pytestqt.qtbot import QtBot

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.model.needle import Nearest, NeedlePath, Passed
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.model.treatment import lesion_shape
from anatomy_viewer.session import Session
from anatomy_viewer.ui.body_paint import splatted
from anatomy_viewer.ui.effect_paint import ellipsoid
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_form import PlaceFields, StepField
from anatomy_viewer.ui.needle_hand import NeedleHand, in_plane
from anatomy_viewer.ui.needle_lists import BathedList
from anatomy_viewer.ui.needle_panel import NeedlePanel
from anatomy_viewer.ui.needle_planes import plane
from anatomy_viewer.ui.needle_reader import NeedleReader
from anatomy_viewer.ui.needle_words import findings, worst

HERE = (0.0, 0.0, 0.0)
NEEDLE = Needle((0.0, -10.0, 0.0), (0.0, 20.0, 0.0))
BEHIND = Camera((0.0, -300.0, 0.0), (0.0, 0.0, 0.0))
SIZE = (800, 600)


def path(*near: tuple[str, float], crosses: tuple[str, ...] = ()) -> NeedlePath:
    at_risk = {name: Nearest(mm, mm, HERE, HERE) for name, mm in near}
    layers = (Passed("obliquus_r", 0.0, 4.0), Passed("nerve_r", 4.0, 30.0))
    return NeedlePath(NEEDLE.entry, NEEDLE.target, 30.0, layers, at_risk, crosses)


class Room:
    """Answers at once, and remembers what it was asked."""

    def __init__(self, answer: NeedlePath | ContentError) -> None:
        self.answer, self.asked = answer, 0

    def path(self, entry: Vector, target: Vector) -> NeedlePath:
        self.asked += 1
        if isinstance(self.answer, ContentError):
            raise self.answer
        return self.answer

    def prepare(self) -> None:
        """Nothing to sort."""

    def varied(self, changed: Mapping[str, Mesh]) -> Room:
        """The same: it answers the same of every specimen."""
        return self


def panel(qtbot: QtBot, look: Look, session: Session, room: Room) -> NeedlePanel:
    reader = NeedleReader(session, lambda: room)
    made = NeedlePanel(look, session, reader, lambda _name: None, lambda place: place)
    made.setParent(None)
    qtbot.addWidget(made)
    reader.setParent(made)
    with qtbot.waitSignal(reader.changed):
        session.put_needle("Usual path", NEEDLE)
    return made


def test_a_structure_is_named_once_on_its_nearer_side_and_the_worst_decides() -> None:
    found = path(("nerve_r", 5.0), ("nerve_l", 1.2), crosses=("obliquus_r",))
    assert [(f.id, f.level) for f in findings(found)] == [("nerve_l", "near"), ("obliquus_r", "crossed")]
    assert worst(found) == "crossed"
    assert worst(path(("nerve_r", 5.0))) == "clear"


def test_the_panel_says_what_is_crossed(qtbot: QtBot, look: Look, session: Session) -> None:
    made = panel(qtbot, look, session, Room(path(("nerve_r", 0.0), crosses=("nerve_r",))))
    assert made._verdict.accessibleName() == "Crosses what it should not"
    assert "4.0–30.0 mm" in made._layers.accessibleDescription()
    assert made._risks.accessibleDescription().endswith("crossed")


def test_covered_answers_are_not_to_be_read(qtbot: QtBot, look: Look, session: Session) -> None:
    made = panel(qtbot, look, session, Room(path(("nerve_r", 0.0), crosses=("nerve_r",))))
    made._toggle_help()
    assert made._verdict.accessibleName() == "What the needle passes is covered."
    assert made._layers.accessibleDescription() == made._risks.accessibleDescription() == ""


def test_a_needle_that_can_not_be_gets_a_sentence(qtbot: QtBot, look: Look, session: Session) -> None:
    error = ContentError("the needle", None, "the target lies outside the body.", "Put it under the skin.")
    made = panel(qtbot, look, session, Room(error))
    assert made._verdict.accessibleName() == "the target lies outside the body. Put it under the skin."


def test_typed_numbers_move_the_needle_and_are_undone(qtbot: QtBot, look: Look, session: Session) -> None:
    made = panel(qtbot, look, session, Room(path()))
    field = made.findChildren(PlaceFields)[1].findChildren(StepField)[0]
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert session.now.needle is not None
    assert session.now.needle.target == (0.5, 20.0, 0.0)
    session.undo()
    assert session.now.needle == NEEDLE
    assert field.text() == "0.0"


def test_a_drag_keeps_the_target_under_the_pointer_and_is_one_entry(session: Session) -> None:
    session.put_needle("Usual path", NEEDLE)
    hand = NeedleHand(session, lambda: None)
    x, y, _ = project(BEHIND, [NEEDLE.target], SIZE)[0]  # type: ignore[arg-type]
    hand.take("target", QPointF(x + 3, y), BEHIND, SIZE)
    for shift in (5, 10, 20):
        hand.drag("target", QPointF(x + 3 + shift, y), BEHIND, SIZE, along=False)
    hand.let_go()
    moved = session.now.needle
    assert moved is not None
    seen = project(BEHIND, [moved.target], SIZE)[0]  # type: ignore[arg-type]
    assert seen[0] == pytest.approx(x + 20, abs=0.05)
    assert moved.target[1] == pytest.approx(20.0)
    session.undo()
    assert session.now.needle == NEEDLE


def test_arrows_nudge_by_half_a_millimetre_and_with_alt_along_the_needle(session: Session) -> None:
    session.put_needle("Usual path", NEEDLE)
    hand = NeedleHand(session, lambda: None)
    hand.nudge("target", (1, 0), BEHIND, SIZE, along=False)
    assert session.now.needle is not None
    assert session.now.needle.target == pytest.approx((0.5, 20.0, 0.0))
    session.undo()
    hand.nudge("target", (0, -1), BEHIND, SIZE, along=True)
    assert session.now.needle.target == pytest.approx((0.0, 20.5, 0.0))


def test_a_shaft_that_is_too_short_ends_before_the_target() -> None:
    short = Needle((0.0, 0.0, 0.0), (0.0, 40.0, 0.0), length=25.0)
    assert not short.reaches
    assert short.tip == pytest.approx((0.0, 25.0, 0.0))
    assert short.hub == pytest.approx((0.0, 0.0, 0.0))


def test_the_place_under_a_pixel_keeps_its_depth() -> None:
    place = in_plane((3.0, 20.0, 4.0), QPointF(100, 100), BEHIND, SIZE)
    assert place[1] == pytest.approx(20.0)
    assert project(BEHIND, [place], SIZE)[0, :2] == pytest.approx((100, 100), abs=0.1)  # type: ignore[arg-type]


def test_an_injection_tells_how_much_of_each_nerve_it_bathes(
    qtbot: QtBot, look: Look, session: Session
) -> None:
    made = panel(qtbot, look, session, Room(path()))
    reached = made.findChildren(BathedList)[0]
    reached.show_nerves({"nerve_r": 12.4, "obliquus_l": 30.0})
    assert reached.text().endswith("Greater occipital nerve (right) 12 mm")


def test_a_plane_through_the_needle_shows_it_upright_with_the_skin_above() -> None:
    for kind in ("across", "along"):
        shown, rect = plane(NEEDLE, kind), QRectF(0, 0, 200, 200)
        entry, tip = shown.pixel(NEEDLE.entry, rect), shown.pixel(NEEDLE.tip, rect)
        assert entry.x() == pytest.approx(tip.x())
        assert entry.y() < tip.y()
        assert shown.place(tip, rect) == pytest.approx(NEEDLE.tip)
    assert plane(NEEDLE, "across").letters() == ("R", "L", "A", "P")
    assert plane(NEEDLE, "down").letters() == ("R", "L", "I", "S")


def test_the_nearest_part_of_a_body_is_what_is_seen() -> None:
    seen = np.array([[10.0, 10.0, 300.0], [10.0, 10.0, 200.0], [40.0, 10.0, 300.0]])
    shade, corner = splatted(seen, np.array([0.5, 0.9, 0.7]), 2.0)
    at = (int((10 - corner[1]) / 2), int((10 - corner[0]) / 2))
    assert shade[at] == 0.9
    assert set(np.unique(shade)) == {0.0, 0.7, 0.9}


def test_an_ellipsoid_has_the_size_and_the_way_of_the_lesion() -> None:
    lesion = lesion_shape((0.0, 0.0, 0.0), (0.0, 20.0, 0.0), "thermal", 22)
    found, normals = ellipsoid(lesion)
    assert np.ptp(found, axis=0)[1] == pytest.approx(2 * lesion.half_length_mm, abs=0.05)
    assert np.ptp(found, axis=0)[0] == pytest.approx(2 * lesion.radius_mm, abs=0.05)
    assert ((found - lesion.centre) * normals).sum(axis=1).min() > 0.0


def test_the_other_side_shows_the_mirror_image_and_is_undone(
    qtbot: QtBot, look: Look, session: Session
) -> None:
    made = panel(qtbot, look, session, Room(path()))
    aside = Needle((20.0, -10.0, 0.0), (25.0, 20.0, 0.0))
    session.put_needle("Usual path", aside)
    before = session.view.camera
    made._mirror()
    assert session.now.needle == Needle((-20.0, -10.0, 0.0), (-25.0, 20.0, 0.0))
    ends = project(before, [aside.target], SIZE), project(session.view.camera, [(-25.0, 20.0, 0.0)], SIZE)  # type: ignore[arg-type, list-item]
    assert SIZE[0] - ends[0][0, 0] == pytest.approx(ends[1][0, 0])
    session.undo()
    assert (session.now.needle, session.view.camera) == (aside, before)
