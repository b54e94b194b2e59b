"""From where a pain map is looked at: so that most of what hurts is seen."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.camera import Camera, frame
from anatomy_viewer.model.pain import Ache, region_of

NECK_MM = -95.0  # below this the body is not looked at
HEAD_MM = 85.0  # half of the head's width with its ears; shoulders are wider
_TURN, _RISE = 26.0, 5.0  # degrees from straight in front towards the side that hurts, and upwards


def pain_camera(atlas: Atlas, aches: Iterable[Ache], side: str) -> Camera | None:
    """Before or behind the head, on the side that hurts; None where nothing does."""
    hurts = list(aches)
    if not hurts or atlas.skin.surface not in atlas.structures:
        return None
    before = sum(ache.strength**2 * _before(atlas, ache) for ache in hurts)
    bounds = np.array(atlas.bounds([atlas.skin.surface]), dtype=float)
    bounds[0, 2] = max(bounds[0, 2], NECK_MM)
    half = max(abs(bounds[:, 0]).min(), 1.0)
    bounds[:, 0] = np.clip(bounds[:, 0], -min(half, HEAD_MM), min(half, HEAD_MM))
    if before > 0.0:
        sign = -1.0 if side == "right" else 1.0
        return frame(bounds, "anterior", "close", (sign * _TURN, _RISE))
    return frame(bounds, f"posterolateral {side}", "close")


def _before(atlas: Atlas, ache: Ache) -> float:
    """1 where the trigeminal nerve feels, -1 where the neck's nerves do."""
    return 1.0 if atlas.skin.regions[region_of(ache.region)[0]].root.startswith("V") else -1.0
