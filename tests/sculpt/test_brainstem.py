"""Brainstem and cord are one form: they pass into each other without a step."""

from __future__ import annotations

from anatomy_viewer.sculpt.brain import stem_form
from anatomy_viewer.sculpt.cord import ROWS, spinal_cord
from anatomy_viewer.sculpt.figures import MESHES, Figures


def test_the_cord_begins_with_the_girth_of_the_medulla() -> None:
    cord = spinal_cord(Figures(MESHES / "figures"), {})
    rings = cord.vertices[:-2].reshape(ROWS, -1, 3).astype(float)
    top = rings[rings[:, :, 2].min(axis=1) > -20.0].reshape(-1, 3)
    off = stem_form(top)
    assert len(top) > 100
    # Just under the medulla's surface, which overlaps it.
    assert off.min() > -0.4
    assert off.max() < 0.05
