"""Ethmoid bone: cribriform plate, crista galli, perpendicular plate and the two labyrinths (model values).

The reference has no ethmoid; the bone fills the room that frontal, sphenoid and maxilla leave between the orbits.
"""

from __future__ import annotations

from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Block, Capsule, Ellipsoid, Field, RoundedBox, sculpture
from anatomy_viewer.sculpt.plate import Plate

_UPRIGHT = (0.0, 1.5708, 0.0)
_ORBITAL = (0.0, 1.46, 0.0)
_SIEVE = tuple(
    Block("cut", Capsule((2.3, y, 22.0), (2.3, y, 30.0), (0.55, 0.55), (0.55, 0.55)), 0.3)
    for y in (124.0, 127.5, 131.0, 134.5, 138.0)
)
# Air cells in two tiers: hollow, and open towards the nose.
_CELLS = tuple((9.1, y, z) for z in (9.0, 16.0) for y in (123.4, 129.4, 135.4, 141.0))
_HOLLOWS = tuple(Block("cut", Ellipsoid(place, (3.3, 2.4, 2.9)), 0.4) for place in _CELLS)
_DOORS = tuple(
    Block("cut", Capsule((8.0, y, z), (2.6, y - 1.2, z - 3.0), (1.3, 1.0), (1.0, 0.8)), 0.6)
    for _, y, z in _CELLS
)
_BLOCKS = (
    # Labyrinth, narrower above; the orbital plate in front of and behind it, leaning as the orbit's wall does. It
    # also closes the place of the lacrimal bone, which the atlas does not have.
    Block("add", RoundedBox((8.9, 132.7, 11.6), (5.0, 12.3, 8.2), (0.0, -0.1, 0.0), 2.6), 1.5),
    Block("add", Plate((13.7, 136.3, 12.8), _ORBITAL, (10.6, 16.8, 0.95), (0.4, 0.0, -1.4)), 2.0),
    # Its inner wall, which hangs from the cribriform plate.
    Block("add", RoundedBox((3.9, 131.5, 15.5), (0.95, 12.2, 10.2), radius=0.8), 1.5),
    *_HOLLOWS,
    *_DOORS,
    # Superior and middle concha: thin, rolled outwards below; the middle one drawn out to a tip behind.
    Block("add", Plate((4.2, 125.5, 9.5), _UPRIGHT, (4.4, 6.5, 0.85), (-1.2, 0.0, 0.4)), 1.2),
    Block("add", Plate((5.6, 130.5, 2.2), _UPRIGHT, (7.2, 12.0, 0.9), (-1.8, 0.0, 0.6)), 1.5),
    Block("add", Capsule((6.6, 119.0, -3.0), (7.0, 140.5, -4.2), (1.2, 0.9), (1.9, 1.6)), 1.8),
    # Perpendicular plate, down and forward to the vomer and behind the nasal bones; cribriform plate with its
    # holes, crista galli.
    Block("add", Plate((0.0, 134.0, 13.5), _UPRIGHT, (11.8, 13.2, 0.9)), 0.5),
    Block("add", RoundedBox((0.0, 142.6, 7.6), (0.9, 7.8, 13.4), (-0.57, 0.0, 0.0), 0.8), 0.6),
    Block("add", RoundedBox((0.0, 132.5, 25.0), (4.4, 12.6, 0.95), radius=0.8), 0.8),
    Block("add", Ellipsoid((0.0, 141.0, 28.0), (1.5, 4.8, 7.2), (-0.45, 0.0, 0.0)), 2.0),
    Block("add", Ellipsoid((0.0, 133.0, 26.0), (1.0, 10.0, 2.8)), 2.0),
    *_SIEVE,
)


def ethmoid_field(_: Figures) -> Field:
    """Distance to the ethmoid bone."""
    return sculpture(_BLOCKS)
