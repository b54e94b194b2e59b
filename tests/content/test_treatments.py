"""A lesion and a lead reach the nerves that they are put to."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.nerve_lines import nerve_lines
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.treatments import TreatmentRoom
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.treatment import CONTACTS, GAP_MM, WITHIN_MM

GON = "greater_occipital_nerve_r"


@pytest.fixture(scope="module")
def room() -> TreatmentRoom:
    return TreatmentRoom(meshes_dir())


def on_the_nerve() -> Vector:
    line = nerve_lines(meshes_dir())[GON]
    x, y, z = line[200, :3].tolist()
    return x, y, z


def test_a_lesion_on_the_nerve_holds_some_of_it_and_a_thicker_needle_more(room: TreatmentRoom) -> None:
    tip = on_the_nerve()
    entry = (tip[0], tip[1] - 40.0, tip[2])
    thin, thick = (room.lesion(entry, tip, "thermal", gauge) for gauge in (22, 18))
    assert 1.0 < thin.nerves[GON] < thick.nerves[GON]
    assert thin.confidence == "M"
    assert not room.lesion(entry, (tip[0], tip[1] - 15.0, tip[2]), "thermal", 18).nerves


def test_the_lead_runs_under_the_skin_with_eight_contacts_across_the_nerve(room: TreatmentRoom) -> None:
    points = load_atlas(meshes_dir()).atlas.points
    lead = room.lead([points[name].position for name in ("ons_mid", "ons_contact", "ons_tip")])
    assert len(lead.contacts) == CONTACTS
    gaps = [
        np.linalg.norm(np.subtract(a[0], b[1]))
        for a, b in zip(lead.contacts, lead.contacts[1:], strict=False)
    ]
    assert np.allclose(gaps, GAP_MM, atol=0.6)
    assert lead.nerves[GON] > 2.0 * WITHIN_MM
    skin = read_ply(meshes_dir() / "scalp_skin.ply")
    depth = -Surface(skin.vertices, skin.faces).distance(np.array(lead.line))
    assert depth.min() > 2.5
    assert depth.max() < 12.0
