"""The foramen magnum: an oval funnel, wider towards the brain, its front half narrowed by the condyles."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.sculpt.implicit import Distances, Points, elliptic

# Middle of the plane from basion to opisthion (mm), and square to it, downwards (polylines.csv, foramen_magnum_rim).
_CENTRE, _DOWN = np.array([0.0, 55.3, -15.6]), np.array([0.0, 0.155, -0.988])
_FORWARDS = np.array([0.0, 0.988, 0.155])
# Half width and half length where it is narrowest: 30 by 35 mm (MOJAP16, 100 bones: 29.7 by 35.2).
_RADII = np.array([14.8, 17.4])
# mm wider for each mm towards the brain and away from it; how much narrower in front than behind.
_FLARE_UP, _FLARE_DOWN, _EGG = 0.16, 0.05, 0.06


def foramen_magnum(points: Points) -> Distances:
    """(n,) mm: negative in the space that stays free; symmetric."""
    offset = points - _CENTRE
    along, down = offset @ _FORWARDS, offset @ _DOWN
    egg = 1.0 - _EGG * np.clip(along / _RADII[1], -1.0, 1.0)
    flat = np.stack([points[:, 0] / egg, along], axis=-1)
    wider = _FLARE_UP * np.maximum(-down, 0.0) + _FLARE_DOWN * np.maximum(down, 0.0)
    return np.asarray(elliptic(flat, _RADII) - wider)
