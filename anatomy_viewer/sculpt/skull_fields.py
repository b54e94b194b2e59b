"""Every bone of the cranium as a distance field before and after it is parted from its neighbours.

Two bones claim a little of the same room along a seam; each keeps what lies deeper in it than in the other, less half
the gap of a suture. A bone that is not parted from its neighbour (the occipital one) keeps all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from anatomy_viewer.sculpt import ethmoid, frontal, occipital, sphenoid, temporal, vault
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Distances, Field, Points
from anatomy_viewer.sculpt.shell_piece import GAP

FIELDS: Mapping[str, Callable[[Figures], Field]] = {
    "occipital_bone": occipital.occipital_field,
    "parietal_bone": vault.parietal_field,
    "temporal_bone": temporal.temporal_field,
    "frontal_bone": frontal.frontal_field,
    "sphenoid_bone": sphenoid.sphenoid_field,
    "ethmoid_bone": ethmoid.ethmoid_field,
}
# Whom each bone meets beside the seams that are drawn as sutures.
MEETS: Mapping[str, tuple[str, ...]] = {
    "parietal_bone": ("sphenoid_bone", "frontal_bone"),
    "temporal_bone": ("sphenoid_bone", "occipital_bone"),
    "frontal_bone": ("sphenoid_bone", "parietal_bone"),
    "sphenoid_bone": ("frontal_bone", "temporal_bone", "parietal_bone", "occipital_bone"),
    "ethmoid_bone": ("frontal_bone", "sphenoid_bone"),
}
_PAIRED = ("parietal_bone", "temporal_bone")
_NEAR = 4.0


def parted_field(figures: Figures, bone: str) -> Field:
    """Distance to `bone` as it is shipped: right side of a pair."""
    own = FIELDS[bone](figures)
    others = [
        (_whole(FIELDS[name](figures), name), bone in MEETS.get(name, ())) for name in MEETS.get(bone, ())
    ]

    def field(points: Points) -> Distances:
        value = own(points)
        near = np.flatnonzero(value < _NEAR)
        claim, places = value[near], points[near]
        for other, shares in others:
            rival = other(places)
            kept = (claim - rival) / 2.0 + GAP if shares else 2.0 * GAP - rival
            value[near] = np.maximum(value[near], kept)
        return value

    return field


def _whole(field: Field, name: str) -> Field:
    """Both bones of a pair."""
    if name not in _PAIRED:
        return field
    return lambda points: field(np.column_stack([np.abs(points[:, 0]), points[:, 1:]]))
