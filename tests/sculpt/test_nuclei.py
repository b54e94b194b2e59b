"""Nuclei, tracts and cortical areas as shipped: whole, inside what holds them, where textbooks put them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from anatomy_viewer.content.structure_rows import structure_forms
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.model.anatomy import NUCLEI
from anatomy_viewer.sculpt.brain import stem_form
from anatomy_viewer.sculpt.figures import MESHES
from anatomy_viewer.sculpt.nuclei import AQUEDUCT

FORMS = structure_forms(MESHES)
DEEP = sorted(name for name, form in FORMS.items() if form.parent in NUCLEI)


@cache
def shipped(name: str) -> Mesh:
    return read_ply(MESHES / f"{name}.ply")


@cache
def surface_of(name: str) -> Surface:
    return Surface(shipped(name).vertices, shipped(name).faces)


def middle(name: str) -> np.ndarray:
    return shipped(name).bounds.mean(axis=0)


def test_every_nucleus_and_area_that_the_pathway_needs_is_there() -> None:
    assert len(DEEP) == 12
    assert all((MESHES / f"{name}.ply").is_file() for name in DEEP)


@pytest.mark.parametrize(
    "name", ["locus_coeruleus", "nucleus_raphe_magnus", "superior_salivatory_nucleus", "periaqueductal_grey"]
)
def test_nuclei_of_the_brainstem_lie_under_its_surface(name: str) -> None:
    assert np.quantile(stem_form(shipped(name).vertices.astype(np.float64)), 0.9) < -0.3


@pytest.mark.parametrize(
    "name",
    ["spinal_trigeminal_nucleus", "spinal_trigeminal_tract", "dorsal_horn_c1_c3", "periaqueductal_grey"],
)
def test_nothing_of_the_grey_column_shows_on_brainstem_or_cord(name: str) -> None:
    holders = ("midbrain", "pons", "medulla_oblongata", "spinal_cord_cervical")
    places = shipped(name).vertices.astype(np.float64)
    depth = np.min([surface_of(each).distance(places) for each in holders], axis=0)
    assert depth.max() < 0.0


@pytest.mark.parametrize("name", ["thalamus", "hypothalamus", "primary_somatosensory_cortex"])
def test_deep_grey_and_cortex_lie_in_the_hemisphere(name: str) -> None:
    brain = shipped("cerebral_hemisphere")
    depth = Surface(brain.vertices, brain.faces).distance(shipped(name).vertices.astype(np.float64)[::5])
    assert np.mean(depth < 0.3) > 0.95


def test_the_grey_column_goes_on_without_a_gap_from_the_pons_to_c3() -> None:
    nucleus, horn = shipped("spinal_trigeminal_nucleus"), shipped("dorsal_horn_c1_c3")
    assert nucleus.bounds[1, 2] > 8.0
    assert horn.bounds[0, 2] < -48.0
    assert Surface(nucleus.vertices, nucleus.faces).distance(horn.vertices.astype(np.float64)).min() < 0.0


def test_the_tract_takes_up_the_root_and_runs_outside_its_nucleus() -> None:
    tract, root = shipped("spinal_trigeminal_tract"), shipped("trigeminal_root")
    assert Surface(root.vertices, root.faces).distance(tract.vertices.astype(np.float64)).min() < 0.0
    for height in (-18.0, -10.0, 0.0):
        outer, inner = (
            mesh.vertices[np.abs(mesh.vertices[:, 2] - height) < 1.5][:, 0].mean()
            for mesh in (tract, shipped("spinal_trigeminal_nucleus"))
        )
        assert outer > inner + 0.8


def test_the_central_grey_surrounds_the_aqueduct_and_the_thalamus_the_third_ventricle() -> None:
    grey = shipped("periaqueductal_grey")
    inside = Surface(grey.vertices, grey.faces).distance(AQUEDUCT[1:3])
    assert (inside > 0.3).all()  # a tube, open in the middle
    assert 1.0 < shipped("thalamus").bounds[0, 0] < 3.0
    assert middle("thalamus")[2] > middle("hypothalamus")[2] + 5.0
    assert middle("insula")[0] > shipped("thalamus").bounds[1, 0]
