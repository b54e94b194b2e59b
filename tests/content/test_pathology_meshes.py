"""What a pathology changes in the 3D picture."""

import numpy as np
import pytest

from anatomy_viewer.content.pathology_meshes import pathology_meshes
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.varied import shown
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.geometry.solid import volume_of
from anatomy_viewer.model.imaged import ImagingSpec
from anatomy_viewer.model.variants import BASE_SPECIMEN

NERVE = "greater_occipital_nerve_r"


@pytest.mark.parametrize(
    ("name", "structure"),
    [
        ("gon_oedema", NERVE),
        ("c2_schwannoma", "c2_drg_r"),
        ("chiari", "cerebellum"),
        ("c1c2_arthropathy", "axis_c2"),
        ("arteritis", "occipital_artery_r"),
    ],
)
def test_what_is_ill_grows_with_severity(name: str, structure: str) -> None:
    mild, severe = (pathology_meshes(meshes_dir(), name, s)[structure] for s in (0.4, 1.0))
    assert volume_of(severe.vertices, severe.faces) > volume_of(mild.vertices, mild.faces) + 5.0
    assert len(severe.colours) == len(severe.normals) == len(severe.vertices)
    assert len(severe.features) == len(severe.faces)


def test_a_cut_nerve_ends_in_its_bulb() -> None:
    mesh = pathology_meshes(meshes_dir(), "neuroma", 0.8)[NERVE]
    whole = read_ply(meshes_dir() / "greater_occipital_nerve.ply")
    assert mesh.vertices[:, 2].max() < whole.vertices[:, 2].max() - 80.0


def test_the_left_side_is_the_left_side() -> None:
    found = pathology_meshes(meshes_dir(), "c2_schwannoma", 0.8, "left")
    assert list(found) == ["c2_drg_l"]
    assert np.median(found["c2_drg_l"].vertices[:, 0]) < -5.0


def test_nothing_differs_where_nothing_is_ill() -> None:
    assert not pathology_meshes(meshes_dir(), "ganglion_enhances", 1.0)
    assert not pathology_meshes(meshes_dir(), "chiari", 0.0)
    assert not pathology_meshes(meshes_dir(), "no_such_thing", 0.5)


def test_a_picture_of_a_finding_shows_it_as_the_window_does() -> None:
    ill = shown(
        meshes_dir(), BASE_SPECIMEN, ImagingSpec("stir", pathology="gon_oedema", severity=1.0).illness
    )
    assert list(ill.meshes) == ["greater_occipital_nerve_r"]
    assert shown(meshes_dir(), BASE_SPECIMEN, ImagingSpec("stir").illness).meshes == {}
