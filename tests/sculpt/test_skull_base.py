"""Plates, openings and the bones of the skull base."""

from __future__ import annotations

import json

import numpy as np
import pytest

from anatomy_viewer.sculpt.chart import INNER_POINT
from anatomy_viewer.sculpt.ethmoid import ethmoid_field
from anatomy_viewer.sculpt.figures import MESHES, Figures
from anatomy_viewer.sculpt.foramen_magnum import foramen_magnum
from anatomy_viewer.sculpt.plate import Plate, plates
from anatomy_viewer.sculpt.skull_openings import Opening, openings
from anatomy_viewer.sculpt.skull_shell import Shell
from anatomy_viewer.sculpt.sphenoid import sphenoid_field
from anatomy_viewer.sculpt.wing import wing_field, wing_territory

FIGURES = Figures()
TRIGEMINAL = ("superior_orbital_fissure", "foramen_rotundum", "foramen_ovale")


def test_a_level_plate_measures_the_distance_to_its_face() -> None:
    plate = Plate((1.0, 2.0, 3.0), (0.0, 0.0, 0.0), (8.0, 6.0, 1.0))
    places = np.array([[1.0, 2.0, 6.0], [1.0, 2.0, 3.0], [1.0, 2.0, 4.0], [11.0, 2.0, 3.0]])
    assert plate(places) == pytest.approx([2.0, -1.0, 0.0, 2.0], abs=0.05)


def test_a_bent_plate_rises_at_its_edge_and_a_tapered_one_thickens() -> None:
    at_edge, above = np.array([[6.0, 0.0, 2.0]]), np.array([[6.0, 0.0, 0.0]])
    bent = Plate((0, 0, 0), (0, 0, 0), (8.0, 8.0, 1.0), bend=(3.55, 0.0, 0.0))
    assert bent(at_edge)[0] < -0.8
    assert bent(above)[0] > 0.5
    thick = Plate((0, 0, 0), (0, 0, 0), (8.0, 8.0, 2.0), taper=(0.5, 0.0))
    assert thick(np.array([[5.0, 0.0, 0.0]]))[0] < thick(np.array([[-5.0, 0.0, 0.0]]))[0] - 0.5


def test_no_bone_has_more_than_a_few_dozen_plates() -> None:
    for bone in ("sphenoid_bone", "temporal_bone", "frontal_bone"):
        assert 15 <= len(plates(FIGURES, bone)) <= 45


def _around(opening: Opening, far: float) -> np.ndarray:
    """A ring of points about the opening's centre, `far` mm from it."""
    side = np.cross(opening.axis, [0.3, 0.5, 0.8])
    side /= np.linalg.norm(side)
    up, turn = np.cross(opening.axis, side), np.linspace(0.0, 2 * np.pi, 24)[:, None]
    return np.asarray(opening.centre + far * (np.cos(turn) * side + np.sin(turn) * up))


def test_the_foramen_magnum_is_an_oval_of_the_published_size() -> None:
    reach = np.arange(10.0, 22.0, 0.05)[:, None]
    across, forwards = np.array([1.0, 0.0, 0.0]), np.array([0.0, 0.988, 0.155])

    def free(way: np.ndarray) -> float:
        return float(reach[foramen_magnum(np.array([0.0, 55.3, -15.6]) + reach * way) < 0.0].max())

    # MOJAP16: 29.7 +- 2.5 by 35.2 +- 2.9 mm in 100 bones.
    assert 2.0 * free(across) == pytest.approx(29.7, abs=1.0)
    assert free(forwards) + free(-forwards) == pytest.approx(35.2, abs=1.0)


def test_the_vertebral_artery_passes_the_foramen_magnum_clear_of_its_rim() -> None:
    trunk = json.loads((MESHES / "courses.json").read_text())["vertebral_artery"]["parts"][0]
    way = np.array([[*row["position"], row["radius"]] for row in trunk["stations"]])
    way = way[(way[:, 2] > -19.0) & (way[:, 2] < -12.0)]
    assert len(way) > 5
    assert (foramen_magnum(way[:, :3]) < -0.6 * way[:, 3]).all()


@pytest.mark.parametrize("name", TRIGEMINAL)
def test_each_division_of_the_trigeminal_nerve_has_its_way_through_the_sphenoid(name: str) -> None:
    field = sphenoid_field(FIGURES)
    for opening in (row for row in openings(FIGURES) if row.name == name):
        way = opening.centre + np.linspace(-1.0, 1.0, 9)[:, None] * opening.axis * opening.length / 2.0
        assert field(way).min() > opening.radius - 0.6
        assert field(_around(opening, opening.radius + 2.0)).min() < 0.0, "no bone around it"


def test_the_olfactory_nerves_find_holes_beside_the_crista_galli() -> None:
    field = ethmoid_field(FIGURES)
    row = np.column_stack([np.full(60, 2.3), np.linspace(123.0, 139.0, 60), np.full(60, 25.0)])
    inside = field(row) < 0.0
    assert np.count_nonzero(np.diff(inside.astype(int)) == -1) >= 4
    assert field(np.array([[0.0, 141.0, 31.0]]))[0] < 0.0


def test_pterion_is_closed_and_belongs_to_the_greater_wing_alone() -> None:
    wing, limit = wing_field(FIGURES), wing_territory(FIGURES)
    on_wing, frontal = np.array([[51.0, 118.0, 36.0]]), np.array([[53.0, 126.0, 50.0]])
    seat = Shell(FIGURES).on_outer(on_wing)
    inward = (INNER_POINT - seat) / np.linalg.norm(INNER_POINT - seat)
    assert wing(seat + 1.5 * inward)[0] < 0.0
    assert wing((seat + 1.5 * inward) * [-1.0, 1.0, 1.0])[0] < 0.0
    assert limit(on_wing)[0] < 0.0 < limit(frontal)[0]
