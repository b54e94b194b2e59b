"""Sphenoid bone: body, wings and pterygoid processes from plates (skull_plates.csv)."""

from __future__ import annotations

from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Block, Ellipsoid, Field, sculpture
from anatomy_viewer.sculpt.plate import plates
from anatomy_viewer.sculpt.skull_openings import opened

# The hollow of the hypophysis, which the plates only hint at.
_FOSSA = Block("cut", Ellipsoid((0.0, 101.0, 25.5), (6.5, 4.6, 5.4)), 1.5)


def sphenoid_field(figures: Figures) -> Field:
    """Distance to the sphenoid bone."""
    whole = sculpture((*plates(figures, "sphenoid_bone"), _FOSSA))
    return opened(whole, figures, "sphenoid_bone", symmetric=True)
