"""A needle says what it passes, as one who samples the specimen point by point would find it."""

from __future__ import annotations

import math

import pytest

from anatomy_viewer.content.needle_bodies import SKIN
from anatomy_viewer.content.needles import NeedleRoom
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Vector

ENTRY, TARGET = (28.0, 10.6, -48.0), (28.4, 46.0, -48.9)


@pytest.fixture(scope="module")
def room() -> NeedleRoom:
    return NeedleRoom(meshes_dir())


def test_the_way_to_the_first_bend_leads_through_the_muscles_in_their_order(room: NeedleRoom) -> None:
    path = room.path(ENTRY, TARGET)
    ids = [layer.id for layer in path.layers]
    assert ids[:2] == [SKIN, "subcutaneous_fat"]
    muscles = [name for name in ids if name.startswith(("trapezius", "splenius", "semispinalis"))]
    assert muscles == ["trapezius_r", "splenius_capitis_r", "semispinalis_capitis_r"]
    assert path.nearest["greater_occipital_nerve_r"] < 2.0 < path.nearest["vertebral_artery_r"]
    assert path.level("vertebral_artery_r") == "clear"


def test_a_needle_into_the_nerve_is_said_to_cross_it(room: NeedleRoom) -> None:
    path = room.path(ENTRY, (28.4, 48.0, -48.9))
    assert path.crosses == ("greater_occipital_nerve_r",)
    assert path.level("greater_occipital_nerve_r") == "crossed"
    assert path.nearest["greater_occipital_nerve_r"] == 0.0


BAD: dict[str, tuple[Vector, Vector, str]] = {
    "inside": ((20.0, 45.0, -40.0), (20.0, 55.0, -40.0), "under the skin"),
    "in the air": ((20.0, -60.0, -40.0), (20.0, 40.0, -40.0), "off the skin"),
    "too far": (ENTRY, (28.0, -90.0, -48.0), "outside the body"),
    "nowhere": (ENTRY, ENTRY, "same place"),
    "no number": (ENTRY, (math.nan, 0.0, 0.0), "three numbers"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_needle_that_can_not_be_is_refused_in_one_sentence(room: NeedleRoom, name: str) -> None:
    entry, target, said = BAD[name]
    with pytest.raises(ContentError, match=said) as refused:
        room.path(entry, target)
    assert not sentence(refused.value, "zh").isascii()
