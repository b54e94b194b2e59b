"""An image bent along the nerve holds the nerve from end to end, true to scale and to place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from anatomy_viewer.content.imaging_subject import read_subject
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.curve import nearest_on
from anatomy_viewer.imaging.curved import (
    BOTH,
    LAYERS,
    bent_along,
    nerve_of,
    shown_along,
    simulated_along,
    simulated_on,
)
from anatomy_viewer.imaging.modalities import Modality
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.image_plane import ImagePlane

GON = "greater_occipital_nerve_r"


@pytest.fixture(scope="module")
def subject() -> Subject:
    return read_subject(meshes_dir())


def drawn(
    subject: Subject, plane: ImagePlane, settings: Any, size: tuple[int, int], quality: str, seed: int
) -> Picture:
    """The labels themselves as values."""
    columns, rows = size
    u, v = np.meshgrid(((np.arange(columns) + 0.5) / columns), ((np.arange(rows) + 0.5) / rows))
    places = np.stack([plane.place(float(a), float(b)) for a, b in zip(u.ravel(), v.ravel(), strict=True)])
    at = np.clip(np.rint((places - subject.origin) / subject.spacing), 0, np.array(subject.labels.shape) - 1)
    labels = subject.labels[tuple(at.astype(int).T)].reshape(rows, columns)
    return Picture(labels.astype(np.float32), "a.u.", plane, labels, (0.0, 1.0))


def modality(family: str) -> Modality:
    return Modality("labels", family, "Labels", "a.u.", None, {}, drawn)


@pytest.mark.parametrize(("view", "columns", "rows"), [(BOTH, 112, 147), (LAYERS, 200, 140)])
def test_the_nerve_lies_in_the_image_from_end_to_end(
    subject: Subject, view: str, columns: int, rows: int
) -> None:
    picture = simulated_along(modality("mr"), subject, GON, None, (columns, rows), view=view)
    nerve = np.isin(picture.labels, [n for n, name in subject.ids.items() if name == "gon_right"])
    along = nerve.any(axis=1) if view == BOTH else nerve.any(axis=0)
    inside = np.flatnonzero(along)
    assert along[inside[0] : inside[-1]].mean() > 0.97  # no gap
    assert len(inside) > 0.8 * len(along)


def test_its_pixels_know_where_they_lie(subject: Subject) -> None:
    picture = simulated_along(modality("mr"), subject, GON, None, (112, 147))
    assert picture.warp is not None
    nerve = np.isin(picture.labels, [n for n, name in subject.ids.items() if name == "gon_right"])
    gap, _ = nearest_on(subject.tubes[GON].stations[:, :3], picture.warp[nerve])
    assert np.percentile(gap, 95) < 2.5
    steps = np.linalg.norm(np.diff(picture.warp, axis=1), axis=-1)
    assert np.allclose(steps, picture.plane.width_mm / 112, rtol=0.01)  # true to scale across


def test_both_sides_are_seen_with_the_right_one_on_the_left(subject: Subject) -> None:
    picture = simulated_along(modality("mr"), subject, GON, None, (112, 147))
    numbers = {name: number for number, name in subject.ids.items()}
    right, left = (np.argwhere(picture.labels == numbers[f"gon_{side}"])[:, 1] for side in ("right", "left"))
    assert right.max() < left.min()
    assert picture.plane.letters()[:2] == ("R", "L")


def test_the_plane_that_is_shown_stands_for_the_bent_image(subject: Subject) -> None:
    plane = shown_along(subject, GON)
    assert plane == bent_along(subject, GON).shown
    picture = simulated_on(modality("mr"), subject, plane, None, (100, 300), "still", 0, subject)
    assert picture.warp is not None
    assert picture.values.shape[1] == 100
    flat = simulated_on(modality("mr"), subject, plane.moved(1.0), None, (40, 40), "still", 0)
    assert flat.warp is None
    sound = simulated_on(modality("us"), subject, plane, None, (40, 40), "still", 0)
    assert sound.warp is None
    layers = shown_along(subject, "greater_occipital_nerve_l", LAYERS)
    assert nerve_of(layers.centre[0]) == "greater_occipital_nerve_l"


def test_it_says_what_it_can_not_follow(subject: Subject) -> None:
    with pytest.raises(ContentError, match="ultrasound"):
        simulated_along(modality("us"), subject, GON, None, (10, 10))
    with pytest.raises(ContentError, match="no nerve"):
        bent_along(subject, "nobodys_nerve")
    with pytest.raises(ContentError, match="too little"):
        bent_along(subject, "greater_occipital_nerve_r/lateral_twig")
