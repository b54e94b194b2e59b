"""The air from the nose to the trachea: model shapes, which bones and soft bodies narrow."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.sculpt.implicit import Block, Capsule, Distances, Ellipsoid, Points, sculpture
from anatomy_viewer.sculpt.larynx import END, LUMEN
from anatomy_viewer.sculpt.viscera import AIR

# Both halves of the nasal cavity and the vestibule behind the nostrils.
_NOSE = sculpture(
    [
        Block("add", Ellipsoid((6.0, 139.0, -6.0), (8.0, 27.0, 15.0)), 2.0),
        Block("add", Capsule((5.0, 158.0, -10.0), (6.0, 171.0, -16.0), (4.0, 5.0), (3.5, 4.0)), 3.0),
    ]
)
# Half the thickness of the septum, of which the atlas has the bones and not the cartilage; y where it ends in front;
# y + z along its border behind, which the vomer forms; mm.
_SEPTUM, _COLUMELLA, _CHOANA = 1.2, 166.0, 108.0


def airway(points: Points) -> Distances:
    """(n,) mm: negative in the air, as far as no wall lies there."""
    septum = np.maximum(_SEPTUM - np.abs(points[:, 0]), points[:, 1] - _COLUMELLA)
    nose = np.maximum(_NOSE(points), np.where(points[:, 1] + points[:, 2] > _CHOANA, septum, -1.0))
    air = np.minimum.reduce([nose, AIR(points), LUMEN(points)])
    return np.asarray(np.maximum(air, END + 1.0 - points[:, 2]))
