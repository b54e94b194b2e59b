"""Vessels: branches begin in their parent, sinuses lie on the bone, the venous net is one net without blind ends."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.tube import tube
from anatomy_viewer.sculpt.dural_sinuses import Channel, _clear
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import bounds_of
from anatomy_viewer.sculpt.solid import is_closed
from anatomy_viewer.sculpt.surface import surface
from anatomy_viewer.sculpt.venous_net import _sleeve, _without_stumps

FIGURES = Figures()


def drawn(structure, part="trunk"):
    rows = [
        row
        for row in FIGURES.rows("vessel_waypoints")
        if (row["structure"], row["part"]) == (structure, part)
    ]
    return np.array([[float(row[key]) for key in ("x", "y", "z", "radius")] for row in rows])


@pytest.mark.parametrize(
    ("branch", "end", "parent"),
    [
        ("internal_carotid_artery", 0, "external_carotid_artery"),
        ("occipital_artery", 0, "external_carotid_artery"),
        ("posterior_auricular_artery", 0, "external_carotid_artery"),
        ("superficial_temporal_artery", 0, "external_carotid_artery"),
        ("superior_cerebellar_artery", 0, "basilar_artery"),
        ("vertebral_artery", -1, "basilar_artery"),
        ("pica", 0, "vertebral_artery"),
    ],
)
def test_a_branch_begins_inside_the_vessel_it_leaves(branch, end, parent):
    line = drawn(parent)
    edges = [np.linspace(a, b, 50) for a, b in pairwise(line)]
    dense = np.vstack(edges)
    gap = np.linalg.norm(dense[:, :3] - drawn(branch)[end, :3], axis=1) - dense[:, 3]
    assert gap.min() < 0.0


def test_arteries_thin_out_and_have_the_published_calibre():
    assert 3.3 / 2 <= drawn("vertebral_artery")[:, 3].max() <= 5.4 / 2  # mm across, Cruz-Elizondo 2020
    assert 3.0 / 2 <= drawn("basilar_artery")[:, 3].mean() <= 4.0 / 2
    occipital = drawn("occipital_artery")[:, 3]
    assert (np.diff(occipital[4:]) <= 0.0).all()
    assert 6.0 <= 2.0 * drawn("transverse_sinus")[:, 3].min() <= 10.0


def test_the_pica_hangs_down_as_a_loop_before_it_climbs_between_the_tonsils():
    height = drawn("pica")[:, 2]
    lowest = int(height.argmin())
    assert 0 < lowest < len(height) - 3
    assert height[0] - height[lowest] > 3.0
    assert height[lowest:].max() - height[lowest] > 6.0


def slab():
    """A plate of bone whose upper face is z = 0."""
    corners = np.array([[x, y, z] for x in (-20, 20) for y in (-40, 40) for z in (-5, 0)], dtype=float)
    faces = [[0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1], [2, 3, 7], [2, 7, 6], [0, 2, 6],
             [0, 6, 4], [1, 5, 7], [1, 7, 3]]  # fmt: skip
    return Surface(corners, np.array(faces), spacing=2.0)


def test_a_sinus_lies_on_the_bone_without_running_into_it_and_is_slimmer_at_its_free_edge():
    line = np.column_stack([np.zeros(41), np.linspace(-20, 20, 41), np.zeros(41)])
    shape = Channel(line, np.tile([0.0, 0.0, 1.0], (41, 1)), np.full(41, 4.0))
    vertices, faces = surface(_clear(shape, (slab(),), False), bounds_of(line, 9.0), 0.6)
    middle = vertices[np.abs(vertices[:, 1]) < 10]
    assert is_closed(faces)
    assert 0.0 < middle[:, 2].min() < 0.8
    low, high = (middle[np.abs(middle[:, 2] - z) < 0.5] for z in (1.4, 3.6))
    assert np.ptp(low[:, 0]) > 1.15 * np.ptp(high[:, 0])
    assert 6.0 < np.ptp(middle[:, 0]) < 10.0


def test_the_venous_net_has_no_blind_ends():
    square = [((0, 0), (0, 1)), ((0, 1), (1, 1)), ((1, 1), (1, 0)), ((1, 0), (0, 0))]
    assert _without_stumps([*square, ((1, 1), (2, 1)), ((2, 1), (3, 1))]) == square


def test_the_veins_of_the_net_stay_outside_the_artery_they_surround():
    rings = np.column_stack([np.zeros(8), np.zeros(8), np.linspace(0.0, 32.0, 8), np.full(8, 1.9)])
    wall = Surface(*tube(rings[:, :3], rings[:, 3], 24))
    beads = np.vstack(_sleeve(rings))
    inner = beads[(beads[:, 2] > 2) & (beads[:, 2] < 30)]
    assert (wall.distance(inner[:, :3]) - inner[:, 3]).min() > -0.15
    assert 2 * inner[:, 3].min() >= 0.6
    assert 2 * inner[:, 3].max() <= 1.3


def test_the_occipital_artery_runs_deep_to_the_posterior_belly_of_digastric():
    rows = [r for r in FIGURES.rows("deep_muscle_stations") if r["structure"] == "digastric_posterior_belly"]
    belly = np.array([[float(r[key]) for key in ("x_right", "y_anterior", "z_up")] for r in rows])
    crossing = [place for place in drawn("occipital_artery") if 66.0 < place[1] < 88.0]
    assert len(crossing) >= 4
    for place in crossing:
        beside = np.linalg.norm(belly[:, 1:] - place[1:3], axis=1).argmin()
        assert place[0] < belly[beside, 0] - 1.0
