"""Skin territories of the shipped specimen: who supplies which place, what overlaps, what is painted and picked."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.model.camera import frame
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.scene.look import TERRITORIES, with_territories
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.scene.territories import Territories
from anatomy_viewer.specimen_files import SpecimenFiles, read_specimen
from tests.colour_vision import EYES, seen_by

SIZE = (200, 200)
GON, TON, LON, GAN = (
    "greater_occipital_nerve", "third_occipital_nerve", "lesser_occipital_nerve", "great_auricular_nerve",
)  # fmt: skip
V1, V3 = "ophthalmic_nerve", "mandibular_nerve"


@pytest.fixture(scope="module")
def shipped() -> SpecimenFiles:
    return read_specimen(meshes_dir())


@pytest.fixture(scope="module")
def where(shipped: SpecimenFiles) -> Territories:
    return Territories(shipped.atlas, shipped.coarse)


@pytest.mark.parametrize(
    ("point", "nerves"),
    [
        ("btx_occ_2", {GON}), ("lm_skin_m40", {TON}), ("lm_skin_m60", set()), ("gan_01", {GAN}),
        ("lm_euryon", {V3}), ("lm_glabella", {V1}), ("lm_vertex_skin", {GON, V1}), ("lm_asterion", {GON, LON}),
    ],
)  # fmt: skip
def test_each_place_belongs_to_its_nerves(
    where: Territories, shipped: SpecimenFiles, point: str, nerves: set[str]
) -> None:
    place = shipped.atlas.points[point].position
    assert set(where.at(place, shipped.atlas.skin.territories)) == nerves


def test_the_left_is_the_mirror_image_and_neighbours_overlap(
    where: Territories, shipped: SpecimenFiles
) -> None:
    skin, names = shipped.coarse["scalp_skin"].vertices, list(shipped.atlas.skin.territories)
    shares = where.shares(skin, names)
    assert where.shares(skin * [-1, 1, 1], names) == pytest.approx(shares)
    order = {name: i for i, name in enumerate(names)}
    full = where.shares(shipped.full["scalp_skin"].vertices, names) > 0.9
    for one, other in ((GON, LON), (GON, TON), (GON, V1)):
        assert (full[:, order[one]] & full[:, order[other]]).any(), (one, other)
    assert not (full[:, order[TON]] & full[:, order[V1]]).any()


def test_the_skin_takes_the_colours_and_says_whose_it_is(shipped: SpecimenFiles) -> None:
    scene = Scene(shipped.atlas, shipped.coarse, shipped.coarse)
    camera = frame(shipped.atlas.bounds(["btx_occ_2"]), "posterior", "close")
    plain = ViewState(visible=frozenset({"scalp_skin"}), camera=camera)
    painted = replace(plain, territories=(GON,))
    pictures = []
    for view in (plain, painted, replace(painted, peel=1)):
        scene.apply(view)
        pictures.append(scene.image(SIZE, "moving").astype(int))
    middle = [picture[100, 100] for picture in pictures]
    assert middle[1][1] > middle[0][1]  # gold is greener than skin
    scene.apply(painted)
    hit = scene.pick(100, 100, SIZE)
    assert hit is not None
    assert hit.territories == (GON,)
    scene.apply(plain)
    bare = scene.pick(100, 100, SIZE)
    assert bare is not None
    assert bare.territories == ()
    scene.apply(replace(painted, peel=1))
    assert scene.pick(100, 100, SIZE) is None


def test_outside_the_skin_keeps_its_colour_and_overlaps_mix() -> None:
    skin = np.array([[200, 150, 130, 60]] * 3, np.uint8)
    made = with_territories(skin, np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]), ["#FF0000", "#0000FF"])
    assert made[0].tolist() == [200, 150, 130, 60]
    assert made[1, 0] > made[2, 0] > made[2, 1]
    assert made[2, 2] > made[1, 2]
    assert made[:, 3].tolist() == [60] * 3


NEIGHBOURS = [(GON, TON), (GON, LON), (LON, GAN), (GON, V1), (GON, V3), (LON, V3), (GAN, V3), (V1, V3)]


@pytest.mark.parametrize("eye", EYES)
def test_neighbours_differ_for_every_kind_of_colour_vision(shipped: SpecimenFiles, eye: str) -> None:
    names = list(shipped.atlas.skin.territories)
    assert len(names) == len(TERRITORIES)
    seen = [seen_by(eye, colour) for colour in TERRITORIES]
    for one, other in NEIGHBOURS:
        apart = np.linalg.norm(seen[names.index(one)] - seen[names.index(other)])
        assert apart > 20, (one, other, apart)
    if eye == "usual":
        assert all(np.linalg.norm(a - b) > 20 for a, b in combinations(seen, 2))
