"""Nearest places and first hits of many questions at once are those that are found one by one."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.nearby import first_hits, nearest_gaps, nearest_places
from anatomy_viewer.geometry.rays import ray_hits


@pytest.fixture(scope="module")
def ball() -> Surface:
    """A bumpy ball of 30 mm about (5, 0, 0)."""
    trimesh = pytest.importorskip("trimesh")
    mesh = trimesh.creation.icosphere(subdivisions=3, radius=30.0)
    bumps = 1.0 + 0.1 * np.sin(6.0 * mesh.vertices[:, :1] / 30.0)
    return Surface(mesh.vertices * bumps + [5.0, 0.0, 0.0], mesh.faces)


@pytest.fixture(scope="module")
def places() -> np.ndarray:
    return np.random.default_rng(4).uniform(-45.0, 45.0, (150, 3))


def test_the_nearest_place_is_the_exact_one(ball: Surface, places: np.ndarray) -> None:
    gaps, met = nearest_places(places, ball.corners)
    assert gaps == pytest.approx(np.abs(ball.distance(places)), abs=1e-9)
    assert np.linalg.norm(places - met, axis=1) == pytest.approx(gaps)


def test_rays_meet_what_single_rays_meet_and_nothing_beyond_their_reach(
    ball: Surface, places: np.ndarray
) -> None:
    ways = -places / np.linalg.norm(places, axis=1, keepdims=True)
    found = first_hits(places, ways, ball.corners, 20.0)
    for place, way, mm in zip(places, ways, found, strict=True):
        hits = ray_hits(place, way, ball.corners)
        wanted = hits[0] if len(hits) and hits[0] <= 20.0 else np.inf
        assert mm == pytest.approx(wanted)
    assert np.isfinite(found).any()
    assert np.isinf(found).any()


def test_gaps_to_places_are_those_to_the_nearest_of_them(places: np.ndarray) -> None:
    others = places[::7] + 3.0
    wanted = np.linalg.norm(places[:, None] - others, axis=2).min(axis=1)
    assert nearest_gaps(places, others) == pytest.approx(wanted, abs=1e-6)
