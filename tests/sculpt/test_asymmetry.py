"""The sides made unlike each other, as far as asked and no further."""

from __future__ import annotations

import json

import numpy as np
import pytest

from anatomy_viewer.geometry.asymmetry import asymmetric, dominant
from anatomy_viewer.geometry.course import Course, outward_at
from anatomy_viewer.geometry.curve import nearest_on
from anatomy_viewer.sculpt.figures import MESHES


@pytest.fixture(scope="module")
def gon() -> tuple[Course, ...]:
    parts = json.loads((MESHES / "courses.json").read_text())["greater_occipital_nerve"]["parts"]
    return tuple(
        Course(
            part["part"],
            part["parent"] or "",
            np.array([[*station["position"], station["radius"]] for station in part["stations"]]),
        )
        for part in parts
    )


def test_the_two_sides_differ_by_what_was_asked(gon: tuple[Course, ...]) -> None:
    right, left = asymmetric(gon, 4.0, "right"), asymmetric(gon, 4.0, "left")
    apart = np.linalg.norm(right[0].stations[:, :3] - left[0].stations[:, :3], axis=1)
    assert apart[0] < 0.01
    assert 3.0 < apart.max() <= 4.0 + 1e-9


def test_no_asymmetry_leaves_the_course_as_it_is(gon: tuple[Course, ...]) -> None:
    same = asymmetric(gon, 0.0, "left")
    assert all(np.array_equal(a.stations, b.stations) for a, b in zip(gon, same, strict=True))


def test_branches_stay_on_their_trunk(gon: tuple[Course, ...]) -> None:
    moved = {item.part: item for item in asymmetric(gon, 5.0, "left")}
    for item in moved.values():
        if item.parent:
            off, _ = nearest_on(moved[item.parent].stations[:, :3], item.stations[0, :3])
            assert off[0] < 0.3, item.part


def test_the_depth_on_the_skull_stays(gon: tuple[Course, ...]) -> None:
    moved = asymmetric(gon, 5.0, "right")
    for before, after in zip(gon, moved, strict=True):
        shift = after.stations[:, :3] - before.stations[:, :3]
        outward = np.array([outward_at(place) for place in before.stations[:, :3]])
        assert np.abs((shift * outward).sum(axis=1)).max() < 0.1, before.part


def test_one_vessel_of_a_pair_may_be_the_stronger(gon: tuple[Course, ...]) -> None:
    right, left = dominant(gon, 1.44, "right"), dominant(gon, 1.44, "left")
    assert left[0].stations[5, 3] / right[0].stations[5, 3] == pytest.approx(1.44)
    assert np.array_equal(left[0].stations[:, :3], gon[0].stations[:, :3])


def test_another_side_is_refused(gon: tuple[Course, ...]) -> None:
    with pytest.raises(ValueError, match="side"):
        asymmetric(gon, 4.0, "r")
