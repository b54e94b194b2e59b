"""Ethmoid bone: cribriform plate, crista galli, perpendicular plate and the two labyrinths (model values).

The reference has no ethmoid; the bone fills the room that frontal, sphenoid and maxilla leave between the orbits.
"""

from __future__ import annotations

from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Block, Capsule, Ellipsoid, Field, RoundedBox, sculpture
from anatomy_viewer.sculpt.plate import Plate

_UPRIGHT = (0.0, 1.5708, 0.0)
_SIEVE = tuple(
    Block("cut", Capsule((2.3, y, 22.0), (2.3, y, 30.0), (0.55, 0.55), (0.55, 0.55)), 0.3)
    for y in (124.0, 127.5, 131.0, 134.5, 138.0)
)
# Air cells: they bulge the labyrinth, and the lower ones stand open towards the nose.
_CELLS = tuple(
    Block("add", Ellipsoid((9.0 + 0.3 * (i % 2), y, z), (4.9, 4.4, 4.3)), 1.2)
    for z in (8.6, 15.2)
    for i, y in enumerate((123.2, 128.8, 134.6, 140.2))
)
_OPEN = tuple(Block("cut", Ellipsoid((8.0, y, 5.4), (2.6, 2.5, 3.2)), 0.8) for y in (124.5, 130.5, 136.5))
_BLOCKS = (
    *_CELLS,
    # The paper-thin plate towards the orbit.
    Block("add", Plate((13.2, 131.5, 11.8), _UPRIGHT, (7.6, 12.6, 0.9), (-0.3, 0.0, -0.3)), 2.0),
    *_OPEN,
    Block("add", RoundedBox((3.9, 131.5, 15.5), (0.9, 12.2, 10.2), radius=0.8), 1.5),
    # Middle concha, rolled outwards below and drawn out to a tip behind.
    Block("add", Plate((6.3, 130.5, 1.0), _UPRIGHT, (6.5, 11.0, 0.95), (-1.6, 0.0, 0.6)), 1.5),
    Block("add", Capsule((7.2, 119.8, -2.6), (7.4, 140.0, -3.6), (1.3, 1.0), (1.9, 1.6)), 2.0),
    # Perpendicular plate, cribriform plate with its holes, crista galli.
    Block("add", Plate((0.0, 134.0, 13.5), _UPRIGHT, (11.8, 13.2, 0.9)), 0.5),
    Block("add", RoundedBox((0.0, 132.5, 25.0), (4.4, 12.6, 0.95), radius=0.8), 0.8),
    Block("add", Ellipsoid((0.0, 141.0, 27.5), (1.7, 4.6, 6.6), (-0.45, 0.0, 0.0)), 2.0),
    Block("add", Ellipsoid((0.0, 134.0, 26.0), (1.1, 9.0, 2.6)), 2.0),
    *_SIEVE,
)


def ethmoid_field(_: Figures) -> Field:
    """Distance to the ethmoid bone."""
    return sculpture(_BLOCKS)
