import numpy as np
import pytest

from anatomy_viewer.geometry.tube import tube


def volume(vertices, faces):
    a, b, c = (vertices[faces[:, i]] for i in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6.0)


def edges_pair_up(faces):
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    forward, backward = {tuple(e) for e in edges.tolist()}, {tuple(e[::-1]) for e in edges.tolist()}
    return len(forward) == len(edges) and forward == backward


STRAIGHT = np.stack([np.zeros(41), np.zeros(41), np.linspace(0.0, 40.0, 41)], axis=1)


def test_a_straight_tube_is_closed_and_has_the_volume_of_a_capsule():
    vertices, faces = tube(STRAIGHT, np.full(41, 2.0), 48)
    assert edges_pair_up(faces)
    assert volume(vertices, faces) == pytest.approx(np.pi * 4 * 40 + 4 / 3 * np.pi * 8, rel=0.02)


def test_the_ends_are_round_and_reach_one_radius_beyond_the_line():
    vertices, _ = tube(STRAIGHT, np.full(41, 2.0), 16)
    assert vertices[:, 2].min() == pytest.approx(-2.0)
    assert vertices[:, 2].max() == pytest.approx(42.0)


def test_a_bent_and_thinning_tube_stays_closed_with_outward_faces():
    turn = np.linspace(0.0, np.pi, 60)
    line = np.stack([10 * np.cos(turn), 10 * np.sin(turn), 3 * turn], axis=1)
    vertices, faces = tube(line, np.linspace(2.0, 0.4, 60), 8)
    assert edges_pair_up(faces)
    assert volume(vertices, faces) > 0


def test_an_elliptical_section_lies_flat_on_its_layer_and_keeps_its_area():
    flat = np.tile([0.0, 1.0, 0.0], (41, 1))
    vertices, faces = tube(STRAIGHT, np.full(41, 2.0), 48, flat, ratio=4.0)
    assert np.ptp(vertices[:, 1]) == pytest.approx(2.0, rel=0.01)
    assert np.ptp(vertices[:, 0]) == pytest.approx(8.0, rel=0.01)
    round_one = volume(*tube(STRAIGHT[5:-5], np.full(31, 2.0), 48))
    assert volume(*tube(STRAIGHT[5:-5], np.full(31, 2.0), 48, flat[5:-5], ratio=4.0)) == pytest.approx(
        round_one, rel=0.1
    )
    assert edges_pair_up(faces)


@pytest.mark.parametrize(
    ("points", "radii", "sides"),
    [
        (STRAIGHT[:1], [1.0], 8),
        (STRAIGHT, np.zeros(41), 8),
        (STRAIGHT, np.ones(40), 8),
        (STRAIGHT, np.ones(41), 2),
    ],
)
def test_nonsense_is_refused(points, radii, sides):
    with pytest.raises(ValueError, match="a tube needs"):
        tube(points, radii, sides)
