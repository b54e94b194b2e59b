"""An injection follows the plane that its tip lies in, and bathes the nerves of that plane."""

from __future__ import annotations

import math

import numpy as np
import pytest

from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.content.spreads import SpreadRoom
from anatomy_viewer.errors import ContentError

ON_OCI = (25.4, 43.0, -43.5)  # between obliquus capitis inferior and semispinalis
GON, TON, C1 = "greater_occipital_nerve_r", "third_occipital_nerve_r", "suboccipital_nerve_r"


@pytest.fixture(scope="module")
def room() -> SpreadRoom:
    return SpreadRoom(meshes_dir())


def test_one_millilitre_bathes_the_nerve_and_five_reach_its_neighbours(room: SpreadRoom) -> None:
    one, five = room.spread(ON_OCI, 1.0), room.spread(ON_OCI, 5.0)
    assert one.nerve_length_mm > 10.0
    assert TON not in one.nerves
    assert {GON, TON, C1} <= set(five.nerves)  # BAE18: 5 ml always reached both
    assert five.nerves[GON] > one.nerves[GON]


def test_it_follows_the_plane_and_leaves_the_muscle(room: SpreadRoom) -> None:
    found = room.spread(ON_OCI, 2.0)
    in_muscle = sum(ml for name, ml in found.tissues.items() if "capitis" in name or "trapezius" in name)
    assert in_muscle < 0.3 * found.volume_ml
    wide = np.ptp(found.vertices, axis=0)
    assert wide.max() > 1.3 * (6.0 * 2000.0 / np.pi) ** (1.0 / 3.0)  # than a ball of as much


def test_nothing_runs_into_bone_vessels_or_dura(room: SpreadRoom) -> None:
    for tip in (ON_OCI, (27.0, 12.5, -7.0), (20.0, 20.0, -40.0)):
        kinds = set(room.spread(tip, 5.0).tissues)
        assert not kinds & {"cortex", "cancellous", "artery_lumen", "vein", "dura", "csf", "skin", "outside"}


def test_the_body_holds_the_volume_and_is_closed(room: SpreadRoom) -> None:
    found = room.spread(ON_OCI, 1.0)
    assert found.volume_ml == pytest.approx(1.0, abs=0.001)
    a, b, c = np.moveaxis(found.vertices[found.faces], 1, 0)
    assert np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6000.0 == pytest.approx(1.0, rel=0.2)
    edges = np.concatenate([found.faces[:, pair] for pair in ([0, 1], [1, 2], [2, 0])])
    there, back = (np.unique(e, axis=0, return_counts=True) for e in (edges, edges[:, ::-1]))
    assert (there[0] == back[0]).all()
    assert (there[1] == back[1]).all()


def test_the_surface_lies_on_the_body(room: SpreadRoom) -> None:
    from scipy.spatial import cKDTree

    for ml in (1.0, 5.0):
        found = room.spread(ON_OCI, ml)
        voxels = found.origin + found.spacing * np.argwhere(found.filled)
        assert cKDTree(voxels).query(found.vertices)[0].max() < 2.0 * found.spacing


@pytest.mark.parametrize(
    ("tip", "ml", "said"),
    [
        (ON_OCI, 0.0, "more than 0"),
        (ON_OCI, math.nan, "more than 0"),
        (ON_OCI, 50.0, "at most 20"),
        ((0.0, 75.0, -65.0), 1.0, "no fluid spreads"),  # the body of C3
        ((30.0, 0.0, 90.0), 1.0, "no tissue volume"),
    ],
)
def test_what_can_not_spread_is_one_sentence(
    room: SpreadRoom, tip: tuple[float, float, float], ml: float, said: str
) -> None:
    with pytest.raises(ContentError, match=said) as refused:
        room.spread(tip, ml)
    assert not sentence(refused.value, "zh").isascii()
