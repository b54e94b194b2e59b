"""The walk along a nerve says what an anatomist would read off the specimen at each millimetre."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.walks import walk
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.nerve import Station, pierced

GON = "greater_occipital_nerve"


@pytest.fixture(scope="module")
def gon() -> tuple[Station, ...]:
    return walk(meshes_dir(), f"{GON}_r")


def test_there_is_a_station_every_millimetre(gon: tuple[Station, ...]) -> None:
    steps = np.linalg.norm(np.diff([station.position for station in gon], axis=0), axis=1)
    assert steps == pytest.approx(np.ones(len(gon) - 1), abs=0.03)
    assert [station.s_mm for station in gon] == list(range(len(gon)))


def test_the_nerve_pierces_what_the_literature_says_and_in_its_order(gon: tuple[Station, ...]) -> None:
    assert pierced(gon) == ("semispinalis_capitis", "trapezius")


def test_it_lies_between_the_muscles_of_its_layer(gon: tuple[Station, ...]) -> None:
    pairs = [station.between for station in gon]
    assert ("semispinalis_capitis", "rectus_capitis_posterior_major") in pairs
    assert any(deep == "obliquus_capitis_inferior" for _, deep in pairs)
    assert gon[-1].between[0] == "scalp_skin"


def test_it_rises_to_the_skin_and_nears_its_artery(gon: tuple[Station, ...]) -> None:
    on_the_line = min(gon, key=lambda station: abs(station.caudal_mm) + 100.0 * (station.s_mm < 60))
    assert on_the_line.depth_mm == pytest.approx(8.0, abs=2.5)  # Greher 2010
    assert max(station.depth_mm for station in gon) > 20.0
    scalp = [station for station in gon if station.caudal_mm < -5.0]
    assert min(station.nearest_vessel_mm for station in scalp) < 4.0
    assert "occipital_artery" in {station.nearest_vessel for station in scalp}


def test_the_left_side_is_the_mirror_of_the_right(gon: tuple[Station, ...]) -> None:
    left = walk(meshes_dir(), f"{GON}_l")
    assert [s.position[0] for s in left] == [-s.position[0] for s in gon]
    assert [s.depth_mm for s in left] == [s.depth_mm for s in gon]


def test_a_name_without_a_course_is_one_sentence() -> None:
    with pytest.raises(ContentError, match="Did you mean 'greater_occipital_nerve'"):
        walk(meshes_dir(), "greater_ocipital_nerve")
