"""What the images show is the specimen that is shown: its volume, its nerves on both sides, its variants."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.content.imaging_subject import POOL, read_subject, with_injection
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.spreads import SpreadRoom
from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.repaint import nodes_within
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.variants import Patient, VariantChoice

GON = "greater_occipital_nerve"


@pytest.fixture(scope="module")
def subject() -> Subject:
    return read_subject(meshes_dir())


def test_nerves_and_vessels_come_on_both_sides_with_their_branches(subject: Subject) -> None:
    right, left = subject.tubes[f"{GON}_r"], subject.tubes[f"{GON}_l"]
    assert np.allclose(right.stations * [-1.0, 1.0, 1.0, 1.0], left.stations)
    assert right.flat == pytest.approx(0.4)
    assert subject.tubes[f"{GON}_r/medial_branch"].id == f"{GON}_r"
    assert subject.tubes["occipital_artery_l"].kind == "artery"
    assert subject.tubes["internal_jugular_vein_r"].kind == "vein"
    assert subject.tubes["basilar_artery"].kind == "artery"


def test_the_volume_holds_the_nerve_where_its_line_runs(subject: Subject) -> None:
    line = subject.tubes[f"{GON}_r"].stations
    deep = line[(line[:, 2] < -15.0) & (line[:, 2] > -45.0), :3]
    at = np.rint((deep - subject.origin) / subject.spacing).astype(int)
    kinds = [subject.kinds[int(subject.labels[tuple(i)])] for i in at]
    assert kinds.count("nerve") > 0.7 * len(kinds)


@pytest.mark.parametrize(
    ("variant", "tissue"),
    [
        ("pierces_obliquus", "nerve"),
        ("artery_helix", "arterial blood"),
        ("slender_vertebral", "arterial blood"),
    ],
)
def test_a_variant_is_in_the_volume_and_only_on_its_side(subject: Subject, variant: str, tissue: str) -> None:
    found = read_subject(meshes_dir(), Patient(right=VariantChoice((variant,))))
    changed = np.argwhere(found.labels != subject.labels) * subject.spacing + subject.origin
    assert 100 < len(changed) < 60_000
    assert (changed[:, 0] > -1.0).all()
    assert tissue in {
        subject.kinds[int(n)] for n in np.unique(found.labels[found.labels != subject.labels])
    } | {subject.kinds[int(n)] for n in np.unique(subject.labels[found.labels != subject.labels])}
    assert found.edition != subject.edition
    assert subject.edition == ()


def test_the_nerve_through_the_oblique_is_seen_in_the_oblique(subject: Subject) -> None:
    found = read_subject(meshes_dir(), Patient(right=VariantChoice(("pierces_obliquus",))))
    line = found.tubes[f"{GON}_r"]
    nodes = tuple(nodes_within(found, line, 0.0).T)
    moved = found.labels[nodes] != subject.labels[nodes]
    before = [subject.ids[int(n)] for n in subject.labels[nodes][moved]]
    assert before.count("obliquus_capitis_inferior_r") > 100


def test_injected_fluid_is_a_tissue_of_its_own(subject: Subject) -> None:
    spread = SpreadRoom(meshes_dir()).spread((25.4, 43.0, -43.5), 2.0)
    found = with_injection(subject, spread)
    assert found.ids[found.pool] == POOL
    assert (found.labels == found.pool).sum() * subject.spacing**3 == pytest.approx(2000.0, rel=0.001)
    assert (subject.labels != found.pool).all()
    with pytest.raises(ContentError, match="does not lie in the volume"):
        with_injection(Subject(subject.labels[:50], subject.origin, 0.5, subject.ids, subject.kinds), spread)


def test_a_folder_without_a_volume_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="can't be read"):
        read_subject(tmp_path)
