"""Sphenoid bone: body, wings and pterygoid processes from plates (skull_plates.csv)."""

from __future__ import annotations

from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Block, Ellipsoid, Field, sculpture, smooth_union
from anatomy_viewer.sculpt.plate import plates
from anatomy_viewer.sculpt.skull_openings import opened
from anatomy_viewer.sculpt.wing import wing_field

# The hollow of the hypophysis, which the plates only hint at.
_FOSSA = Block("cut", Ellipsoid((0.0, 101.0, 25.5), (6.5, 4.6, 5.4)), 1.5)


def sphenoid_field(figures: Figures) -> Field:
    """Distance to the sphenoid bone."""
    parts = sculpture((*plates(figures, "sphenoid_bone"), _FOSSA))
    wing = wing_field(figures)
    return opened(
        lambda points: smooth_union(parts(points), wing(points), 3.0),
        figures,
        "sphenoid_bone",
        symmetric=True,
    )
