"""Clinical planes are led through the specimen's own landmarks, and show what they are named after."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.imaging_planes import PLANES, named_plane, plane_across, plane_from_text
from anatomy_viewer.content.imaging_site import labels_at
from anatomy_viewer.content.imaging_subject import read_subject
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.image_plane import ImagePlane


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(meshes_dir()).atlas


@pytest.fixture(scope="module")
def subject() -> Subject:
    return read_subject(meshes_dir())


def seen(plane: ImagePlane, subject: Subject) -> set[str]:
    steps = (np.arange(240) + 0.5) / 240.0 - 0.5
    places = (
        np.array(plane.centre)
        + steps[:, None] * plane.width_mm * np.array(plane.across)
        + steps[:, None, None] * plane.height_mm * np.array(plane.down)
    )
    return {subject.ids[int(n)] for n in np.unique(labels_at(subject, places))}


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("nuchal_a", {"gon_SIDE", "artery_lumen", "cortex", "fat", "skin"}),
        (
            "oci_b",
            {
                "gon_SIDE",
                "obliquus_capitis_inferior_S",
                "semispinalis_capitis_S",
                "splenius_capitis_S",
                "trapezius_S",
            },
        ),
        ("facet_c", {"nerve", "cortex", "splenius_capitis_S"}),
        ("c2_ganglion", {"ganglion", "cord_white", "csf"}),
        ("c1_c2", {"cortex", "cartilage", "artery_lumen", "cord_white"}),
        (
            "oci_axial",
            {"gon_right", "gon_left", "obliquus_capitis_inferior_r", "obliquus_capitis_inferior_l"},
        ),
        ("midsagittal", {"brainstem", "disc", "cord_white", "csf"}),
        ("trigeminal_root", {"nerve", "brainstem", "csf"}),
    ],
)
def test_a_named_plane_shows_what_it_is_for(
    atlas: Atlas, subject: Subject, name: str, wanted: set[str], side: str
) -> None:
    own = {word.replace("SIDE", side).replace("_S", f"_{side[0]}") for word in wanted}
    assert own <= seen(named_plane(name, atlas, subject, side), subject)


@pytest.mark.parametrize("name", list(PLANES))
def test_planes_follow_the_radiological_convention(atlas: Atlas, subject: Subject, name: str) -> None:
    plane = named_plane(name, atlas, subject)
    assert plane.name == name
    assert np.linalg.norm(plane.across) == pytest.approx(1.0)
    assert np.dot(plane.across, plane.down) == pytest.approx(0.0, abs=1e-9)
    if not PLANES[name].sided:
        usual = {"R": ("R", "L", "A", "P"), "A": ("A", "P", "S", "I")}[plane.letters()[0]]
        assert plane.letters() in (usual, ("R", "L", "S", "I"))


def test_a_probe_plane_begins_on_the_skin_and_has_lateral_on_its_own_side(
    atlas: Atlas, subject: Subject
) -> None:
    for name in ("nuchal_a", "oci_b"):
        right, left = (named_plane(name, atlas, subject, side) for side in ("right", "left"))
        for plane in (right, left):
            just_in, just_out = plane.place(0.5, 0.03), plane.place(0.5, -0.03)
            assert labels_at(subject, just_in)
            assert not labels_at(subject, just_out)
            assert plane.across[0] > 0.0  # as seen from below
        assert right.centre[0] == pytest.approx(-left.centre[0])


def test_the_landing_plane_follows_the_specimen(atlas: Atlas, subject: Subject) -> None:
    nerve = atlas.points["tgt_proximal_us"]
    x, y, z = nerve.position
    moved = replace(atlas, points={**atlas.points, nerve.id: replace(nerve, position=(x + 3.0, y, z))})
    before, after = (named_plane("oci_b", a, subject) for a in (atlas, moved))
    assert abs(after.fractions((x + 3.0, y, z))[2]) < 1e-6
    assert before.centre != after.centre


def test_an_axial_plane_goes_through_the_place_given(atlas: Atlas, subject: Subject) -> None:
    assert named_plane("axial", atlas, subject, place=(10.0, 20.0, -60.0)).centre[2] == pytest.approx(-60.0)
    assert named_plane("sagittal", atlas, subject, side="left").centre[0] < 0.0


def test_a_place_and_a_normal_make_a_plane(atlas: Atlas, subject: Subject) -> None:
    plane = plane_from_text("0,50,-40; 0,0,-2", atlas, subject)
    assert plane.centre == (0.0, 50.0, -40.0)
    assert plane.letters() == ("R", "L", "A", "P")  # whichever way the normal points
    assert plane_from_text("oci_b", atlas, subject, "left") == named_plane("oci_b", atlas, subject, "left")
    oblique = plane_across((0.0, 0.0, 0.0), (0.6, 0.0, 0.8))
    assert np.allclose(np.cross(oblique.across, oblique.down), oblique.normal)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("axail", "Did you mean 'axial'"),
        ("qqqq", "Known: axial"),
        ("1,2;3", "neither a plane's name"),
        ("1,2,x;0,0,1", "neither a plane's name"),
        ("0,0,nan;0,0,1", "neither a plane's name"),
        ("0,0,0;0,0,0", "no length"),
        ("0,500,0;0,0,1", "outside the head"),
    ],
)
def test_what_is_no_plane_is_said_in_one_sentence(
    atlas: Atlas, subject: Subject, text: str, message: str
) -> None:
    with pytest.raises(ContentError, match=message):
        plane_from_text(text, atlas, subject)
