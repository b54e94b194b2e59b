"""Brainstem and cord are one form: they pass into each other without a step."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.sculpt.brain import stem_form
from anatomy_viewer.sculpt.cord import ROWS, spinal_cord
from anatomy_viewer.sculpt.figures import MESHES, Figures
from anatomy_viewer.sculpt.openings import needed


def test_the_cord_begins_with_the_girth_of_the_medulla() -> None:
    cord = spinal_cord(Figures(MESHES / "figures"), {})
    rings = cord.vertices[:-2].reshape(ROWS, -1, 3).astype(float)
    top = rings[rings[:, :, 2].min(axis=1) > -20.0].reshape(-1, 3)
    off = stem_form(top)
    assert len(top) > 100
    # Just under the medulla's surface, which overlaps it.
    assert off.min() > -0.4
    assert off.max() < 0.05


def test_the_midbrain_reaches_up_to_the_hemisphere() -> None:
    stem, above = needed(MESHES, "midbrain"), needed(MESHES, "cerebral_hemisphere")
    top = stem.vertices[stem.vertices[:, 2] > stem.vertices[:, 2].max() - 2.0].astype(np.float64)
    gap = Surface(above.vertices, above.faces).distance(np.abs(top) * [1, 0, 0] + top * [0, 1, 1])
    assert gap.min() > 0.0
    assert np.median(gap) < 2.0
