"""Tissue palettes: told apart by the eyes they are made for, and worn by the scene as well as by the panels."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from anatomy_viewer.model.anatomy import SYSTEMS
from anatomy_viewer.model.preferences import PALETTES as CHOICES
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.specimen_files import SpecimenFiles
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.scene_look import scene_look
from anatomy_viewer.ui.theme import PALETTES
from tests.colour_vision import seen_by

TISSUES = (
    "bone", "muscle", "nerve", "artery", "vein", "ligament", "cns", "skin", "compression", "intervention",
)  # fmt: skip
BLIND = ("deuteranopia", "protanopia", "tritanopia")
APART = 14.0  # smallest difference (CIE 1976) of any two tissues; with the usual palette it is 1.6 to 5.6


def closest(palette: str, eye: str) -> float:
    """The smallest difference of any two tissues."""
    seen = [seen_by(eye, PALETTES[palette].colour(tissue)) for tissue in TISSUES]
    return min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2))


def test_every_palette_can_be_chosen() -> None:
    assert tuple(PALETTES) == CHOICES


@pytest.mark.parametrize("eye", BLIND)
def test_tissues_stay_apart_for_the_eye_the_palette_is_made_for(eye: str) -> None:
    assert closest(eye, eye) >= APART
    assert closest("default", eye) < closest(eye, eye) / 2


@pytest.mark.parametrize("eye", ["usual", *BLIND])
def test_no_eye_loses_what_it_had(eye: str) -> None:
    for palette in BLIND:
        assert closest(palette, eye) > closest("default", eye)


@pytest.mark.parametrize("palette", BLIND)
def test_the_scene_has_the_colours_of_the_panels(palette: str) -> None:
    worn, look = dict(scene_look("dark", palette).tissues), Look(palette=palette)
    changed = [s for s in SYSTEMS if PALETTES[palette].colour(s) != PALETTES["default"].colour(s)]
    assert set(worn) == set(changed)
    assert all(look.tissue(system).name().upper() == worn[system] for system in changed)


def test_the_usual_palette_leaves_the_meshes_as_they_are() -> None:
    assert scene_look("light", "default").tissues == ()
    assert scene_look("dark", "high_contrast").context_lightness == 0.25


def test_a_nerve_in_the_picture_takes_the_colour(small_specimen: SpecimenFiles) -> None:
    files = small_specimen
    scene = Scene(files.atlas, files.full, files.coarse, files.courses)
    scene.apply(ViewState(visible=files.atlas.all_ids))
    before = scene.image((160, 100), "moving").astype(int)
    scene.set_look(scene_look("dark", "tritanopia"))
    after = scene.image((160, 100), "moving").astype(int)
    assert np.abs(before - after).max() > 20
