"""A pathology is seen in the modality that it is to be seen in, the more the more severe it is."""

from dataclasses import replace

import numpy as np
import pytest

from anatomy_viewer.content.imaging_subject import read_subject
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.imaging.modalities import MODALITIES, MOVING
from anatomy_viewer.imaging.pathology import PATHOLOGIES, edited, place_of, settings_of
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.image_plane import ImagePlane

LEFT, BACK, DOWN = (-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, -1.0)
WAYS = {"midsagittal": (BACK, DOWN), "sagittal": (BACK, DOWN), "coronal": (LEFT, DOWN)}
SIZE, SIDE_MM = (120, 120), 48.0
GRADED = [name for name, row in PATHOLOGIES.items() if row.graded]


@pytest.fixture(scope="module")
def subject() -> Subject:
    return read_subject(meshes_dir())


def view_of(name: str) -> tuple[str, str]:
    """The first of its views that CT or MR gives."""
    return next(view for view in PATHOLOGIES[name].views if MODALITIES[view[1]].family != "us")


def image(subject: Subject, name: str, shown: Subject, view: tuple[str, str]) -> np.ndarray:
    modality = MODALITIES[view[1]]
    across, down = WAYS.get(view[0], (LEFT, BACK))
    plane = ImagePlane(place_of(subject, name), across, down, SIDE_MM, SIDE_MM)
    settings = replace(modality.settings, **settings_of(name, modality.key))
    picture = modality.simulate(shown, plane, settings, SIZE, MOVING, 3)
    return picture.values / picture.window[1]


@pytest.mark.parametrize("name", GRADED)
def test_it_is_seen(subject: Subject, name: str) -> None:
    view = view_of(name)
    usual = image(subject, name, subject, view)
    mild, severe = (
        np.sort(np.abs(image(subject, name, edited(subject, name, s), view) - usual).ravel())[-60:].mean()
        for s in (0.4, 1.0)
    )
    assert severe > 0.2
    assert severe > 0.9 * mild


def test_a_swollen_nerve_brightens_with_severity(subject: Subject) -> None:
    means = []
    for severity in (0.25, 0.5, 0.75, 1.0):
        ill = edited(subject, "gon_oedema", severity)
        bright = image(subject, "gon_oedema", ill, ("oci_axial", "stir"))
        means.append(float(np.sort(bright[40:80, 40:80].ravel())[-50:].mean()))
    assert means == sorted(means)
    assert means[-1] > 1.25 * means[0]


def test_the_normal_ganglion_is_bright_after_contrast(subject: Subject) -> None:
    plane = ImagePlane(place_of(subject, "ganglion_enhances"), LEFT, BACK, SIDE_MM, SIDE_MM)
    modality = MODALITIES["t1"]
    plain, after = (
        modality.simulate(subject, plane, replace(modality.settings, fat_saturation=True, gadolinium=dose),
                          SIZE, MOVING, 3).values[55:65, 55:65].mean()
        for dose in (0.0, 0.6)
    )  # fmt: skip
    assert after > 1.25 * plain
