"""A needle says what it passes, as one who samples the specimen point by point would find it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.needle_bodies import SKIN
from anatomy_viewer.content.needles import NeedleRoom
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.geometry.winding import Winding
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.exercise import task_view
from anatomy_viewer.model.needle import LOOSE, NeedlePath
from anatomy_viewer.model.practice import NERVE_MM, TASKS, measured
from anatomy_viewer.model.usual_paths import usual_needle

Reals = NDArray[np.float64]

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


def test_a_needle_between_occiput_and_atlas_is_told_before_it_meets_the_dura(room: NeedleRoom) -> None:
    path = room.path((0.3, 7.0, -40.0), (0.3, 44.0, -26.0))
    assert path.crosses == ("posterior_atlanto_occipital_membrane",)
    assert path.nearest["spinal_dura"] > 0.0


def test_the_usual_path_of_each_task_harms_nothing_and_ends_beside_its_nerve(room: NeedleRoom) -> None:
    atlas = load_atlas(meshes_dir()).atlas
    for task in TASKS:
        plan, nerve = usual_needle(atlas, task), atlas.points[task].nerve
        path = room.path(plan.entry, plan.tip)
        assert (task, path.crosses) == (task, ())
        assert path.near[nerve].tip_mm <= NERVE_MM
        assert measured(path, path, nerve).on_target


def test_a_task_whose_needle_comes_from_the_side_is_seen_from_there() -> None:
    atlas = load_atlas(meshes_dir()).atlas
    behind, beside = (task_view(atlas, task, True) for task in ("tgt_distal", "tgt_ton_mid"))
    assert behind.opacity_of("longissimus_capitis_r") == 1.0 > beside.opacity_of("longissimus_capitis_r")
    camera = task_view(atlas, "tgt_ton_mid", False).camera
    aside, behind_it, _ = np.subtract(camera.position, camera.target)
    assert aside > 5.0 * abs(behind_it)


def mirrored(place: Vector) -> Vector:
    return -place[0], place[1], place[2]


def other_side(name: str) -> str:
    sides = {"_r": "_l", "_l": "_r"}
    return name[:-2] + sides[name[-2:]] if name[-2:] in sides else name


def paths(room: NeedleRoom, count: int) -> Iterator[NeedlePath]:
    """From anywhere on the back of neck and head to anywhere within 60 mm."""
    rng, skin = np.random.default_rng(4), read_ply(meshes_dir() / f"{SKIN}.ply").vertices.astype(np.float64)
    skin = skin[(skin[:, 1] < 60.0) & (np.abs(skin[:, 2]) < 70.0)]
    while count:
        entry = skin[rng.integers(len(skin))]
        way = np.array([0.0, 60.0, -20.0]) + rng.normal(0.0, 20.0, 3) - entry
        target = entry + way * rng.uniform(5.0, 60.0) / np.linalg.norm(way)
        try:
            yield room.path(_place(entry), _place(target))
            count -= 1
        except ContentError:  # a way that leaves the head again
            continue


def _place(array: Reals) -> Vector:
    x, y, z = array.tolist()
    return x, y, z


class Sampled:
    """What lies at single places, by counting how often each mesh winds round them."""

    def __init__(self, room: NeedleRoom) -> None:
        self.bodies = room.bodies.base
        self.solids: dict[str, tuple[Winding, Reals, Reals]] = {}

    def top(self, places: Reals) -> list[set[str]]:
        """For each of `places` the bodies of the highest rank there."""
        ranks, found = np.full(len(places), -1), [set[str]() for _ in places]
        for base, (_, paired) in self.bodies.systems.items():
            for side, turn in (("_r", 1.0), ("_l", -1.0)) if paired else (("", 1.0),):
                held = self._holds(base, places * [turn, 1.0, 1.0])
                rank = self.bodies.rank(base)
                for i in np.flatnonzero(held & (ranks <= rank)) if base != SKIN else ():
                    found[i] = {*(found[i] if ranks[i] == rank else ()), base + side}
                    ranks[i] = rank
        return found

    def _holds(self, base: str, places: Reals) -> NDArray[np.bool_]:
        if base not in self.solids:
            mesh = read_ply(meshes_dir() / f"{base}.ply")
            corners = mesh.vertices[mesh.faces].astype(np.float64)
            self.solids[base] = Winding(corners), *mesh.bounds
        winding, low, high = self.solids[base]
        if not ((places > low) & (places < high)).all(axis=1).any():
            return np.zeros(len(places), dtype=bool)
        return winding.at(places) > 0


def test_the_layers_tile_the_path(room: NeedleRoom) -> None:
    for path in paths(room, 60):
        marks = [(layer.start, layer.end) for layer in path.layers]
        assert marks[0][0] == 0.0
        assert marks[-1][1] == path.length_mm
        assert all(end == start for (_, end), (start, _) in pairwise(marks))
        assert all(start < end for start, end in marks)


def test_the_layers_are_what_sampling_finds(room: NeedleRoom) -> None:
    sampled, compared = Sampled(room), 0
    for path in paths(room, 12):
        ways = np.arange(0.05, path.length_mm, 0.1)
        places = np.array(path.entry) + np.outer(ways / path.length_mm, np.subtract(path.target, path.entry))
        tops = sampled.top(places)
        for at, before, found, after in zip(ways[1:-1], tops, tops[1:], tops[2:], strict=False):
            layer = next(layer for layer in path.layers if layer.start <= at <= layer.end)
            # What one sample alone meets is thinner than a layer is told.
            if before == found == after and min(at - layer.start, layer.end - at) > 0.3:
                assert layer.id in found or (not found and layer.id in (SKIN, LOOSE)), (path, at, found)
                compared += 1
    assert compared > 1000


def test_the_mirrored_needle_gives_the_mirrored_answer(room: NeedleRoom) -> None:
    for path in paths(room, 40):
        other = room.path(mirrored(path.entry), mirrored(path.target))
        wide = [layer for layer in path.layers if layer.end - layer.start > 0.5]
        for layer in wide:
            middle = (layer.start + layer.end) / 2.0
            same = next(found for found in other.layers if found.start <= middle <= found.end)
            assert same.id == other_side(layer.id)
        for name, mm in path.nearest.items():
            assert other.nearest[other_side(name)] == pytest.approx(mm, abs=0.3)


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
