"""The bands along a course say what lies how deep; under the first bone there is that bone, over clefts as well."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.geometry.bands import bands
from anatomy_viewer.geometry.fields import SPACING, UNIT, Field


def slab(top: float, bottom: float, missing: tuple[float, float] = (0.0, 0.0)) -> Field:
    """Everything between two heights (mm), but for a cleft along x."""
    origin = np.array([-5.0, -5.0, -45.0])
    x, _, z = np.indices((90, 14, 60)) * SPACING + origin[:, None, None, None]
    away = np.maximum(z - top, bottom - z)
    away[(x > missing[0]) & (x < missing[1])] = 3.0
    return Field(origin, np.round(np.clip(away, -6.0, 6.0) / UNIT).astype(np.int8))


def test_layers_follow_each_other_and_bone_ends_them() -> None:
    places = np.column_stack([np.arange(40.0), np.zeros(40), np.full(40, -10.0)])
    up = np.tile([0.0, 0.0, 1.0], (40, 1))
    coat = np.array([[[0, 0, 100], [1, 0, 100], [0, 1, 100]]], dtype=float)
    solids = {
        "muscle": slab(-5.0, -8.0),
        "bone": slab(-20.0, -25.0, (15.0, 17.0)),
        "under": slab(-30.0, -35.0),
    }
    found = bands(places, up, np.full(40, 10.0), solids, frozenset({"bone"}), "skin", ("fat", coat), 40.0)
    assert found.over(10, 20.0) == ("skin", "muscle")
    assert found.at(10, 6.5) == "muscle"
    assert found.at(10, 15.0) == ""
    assert all(found.at(i, depth) == "bone" for i in range(40) for depth in (21.0, 33.0))
