"""The neck's vertebrae as fields: canals and foramina open, joints with a gap, spines as they should be."""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np
import pytest

from anatomy_viewer.sculpt import c2, c3, discs, lower_cervical
from anatomy_viewer.sculpt.facets import Joint
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Field, sculpture
from anatomy_viewer.sculpt.recipe import Neighbours
from anatomy_viewer.sculpt.solid import finish, is_closed, volume_of
from anatomy_viewer.sculpt.surface import surface

FIGURES = Figures()
UPPER = {"axis_c2": c2, "c3_vertebra": c3}
LOWER = ("c4_vertebra", "c5_vertebra", "c6_vertebra", "c7_vertebra")
SPINE = (*UPPER, *LOWER)
LEVELS = tuple(itertools.pairwise(SPINE))
# The middle of the right foramen transversarium at the height of the transverse process, mm.
FORAMINA = {
    "c4_vertebra": (17.0, 72.6, -78.0),
    "c5_vertebra": (17.8, 70.5, -92.5),
    "c6_vertebra": (18.5, 66.3, -106.0),
    "c7_vertebra": (18.5, 61.0, -118.5),
}


@cache
def field_of(name: str) -> Field:
    if name in UPPER:
        return sculpture(UPPER[name].blocks(FIGURES))
    return sculpture(lower_cervical.blocks(name, FIGURES))


def superior(name: str) -> Joint:
    if name in UPPER:
        return UPPER[name].joints(FIGURES)["superior"]
    return next(joint for joint in lower_cervical.joints(name, FIGURES) if joint.facet.normal[2] > 0)


def on_line(name: str, start: tuple[float, ...], way: tuple[float, ...], reach: float) -> np.ndarray:
    """Field of `name` every 0.25 mm along a line of `reach` mm to either side of `start`."""
    steps = np.arange(-reach, reach, 0.25)[:, None]
    return np.asarray(field_of(name)(np.asarray(start) + steps * np.asarray(way)))


@pytest.mark.parametrize(("above", "below"), LEVELS)
def test_the_facets_of_two_vertebrae_face_each_other_across_a_joint_space(above: str, below: str) -> None:
    face = superior(below).facet
    across = np.cross(face.normal, face.long_axis)
    for u, v in ((0, 0), (3, 0), (-3, 0), (0, 2), (0, -2)):
        spot = face.centre + u * face.long_axis + v * across
        line = spot + np.arange(-3.0, 6.0, 0.05)[:, None] * face.normal
        under, over = field_of(below)(line), field_of(above)(line)
        surface_below = np.flatnonzero(under < 0).max()
        surface_above = surface_below + np.flatnonzero(over[surface_below:] < 0).min()
        assert 1.0 <= 0.05 * (surface_above - surface_below) <= 3.0, (u, v)


@pytest.mark.parametrize(("above", "below"), LEVELS)
def test_two_vertebrae_do_not_touch(above: str, below: str) -> None:
    centre = superior(below).facet.centre
    low, high = np.subtract(centre, (0, 45, 22)), np.add(centre, (0, 28, 16))
    axes = [np.arange(0.0, 32.0, 1.2), np.arange(low[1], high[1], 1.2), np.arange(low[2], high[2], 1.2)]
    points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    near = points[field_of(below)(points) < 0.2]
    assert field_of(above)(near).min() > 0.2


@pytest.mark.parametrize("name", LOWER)
def test_the_canal_and_the_foramina_are_open(name: str) -> None:
    middle = np.array(FORAMINA[name])
    for x in (0.0, 6.0):
        assert on_line(name, (x, middle[1] - 10.5, middle[2]), (0, 0.2, 0.98), 9.0).min() > 0.5, x
    assert on_line(name, tuple(middle), (0, 0.2, 0.98), 9.0).min() > 0.5
    # The bars in front of, behind and beside the foramen close it all the same.
    for way in ((0.3, 1, -0.3), (0, -1, 0), (1, 0, -0.3), (-1, 0, 0)):
        assert (
            min(
                on_line(name, tuple(middle + np.array([0, 0, dz])), way, 11.0)[44:].min()
                for dz in (-3, -1.5, 0, 1.5, 3)
            )
            < 0.0
        ), way


@pytest.mark.parametrize("name", LOWER)
def test_the_uncinate_processes_rise_above_the_middle_of_the_end_plate(name: str) -> None:
    mesh = rough(name)
    front = mesh.vertices[(np.abs(mesh.vertices[:, 0]) < 15) & (mesh.vertices[:, 1] > FORAMINA[name][1] - 6)]
    middle = front[np.abs(front[:, 0]) < 2.0][:, 2].max()
    assert front[np.abs(front[:, 0]) > 8.0][:, 2].max() > middle + 2.0


@cache
def rough(name: str):  # type: ignore[no-untyped-def]
    bounds = np.array([[-36.0, 4.0, -138.0], [36.0, 90.0, -20.0]])
    return finish(*surface(field_of(name), lower_cervical.BOUNDS.get(name, bounds), 1.0), (0, 0, 0))


@pytest.mark.parametrize("name", ["c3_vertebra", *LOWER])
def test_spines_are_forked_but_for_the_long_one_of_the_seventh(name: str) -> None:
    vertices = rough(name).vertices
    tip = vertices[:, 1].min()
    end = vertices[vertices[:, 1] < tip + 2.5]
    middle = end[np.abs(end[:, 0]) < 0.6]
    if name == "c7_vertebra":
        assert len(middle)
        assert middle[:, 1].min() < tip + 1.0
        assert tip < rough("c6_vertebra").vertices[:, 1].min() - 6.0
    else:
        lobes = end[np.abs(end[:, 0]) > 1.5]
        assert len(lobes)
        assert not len(middle) or middle[:, 1].min() > lobes[:, 1].min() + 1.0


@pytest.mark.parametrize("name", ["disc_c5_c6"])
def test_a_disc_fills_the_space_between_two_bodies(name: str) -> None:
    from anatomy_viewer.geometry.distance import Surface

    bones: Neighbours = {bone: rough(bone) for bone in discs.RECIPES[name].needs}
    mesh = discs.disc(name, FIGURES, bones)
    assert is_closed(mesh.faces)
    assert 600.0 < volume_of(mesh.vertices, mesh.faces) < 2200.0
    for bone in bones.values():
        depth = Surface(bone.vertices, bone.faces).distance(mesh.vertices)
        assert depth.min() > -0.3
        # The two end plates hold it over most of their width.
        held = mesh.vertices[depth < 0.3]
        assert np.ptp(held[:, 0]) > 15.0
        assert np.ptp(held[:, 1]) > 9.0


def test_bone_closes_the_foramen_of_the_axis_all_round_the_artery() -> None:
    turn = np.radians(np.arange(0.0, 360.0, 5.0))[:, None, None]
    way = np.concatenate([np.cos(turn), np.sin(turn), 0.0 * turn], axis=-1)
    # The foramen runs obliquely: this is the level at which its ring lies flat.
    places = np.array([19.5, 69.0, -50.2]) + np.arange(2.0, 12.0, 0.25)[None, :, None] * way
    nearest = field_of("axis_c2")(places.reshape(-1, 3)).reshape(places.shape[:2]).min(axis=1)
    assert nearest.max() < 0.2
