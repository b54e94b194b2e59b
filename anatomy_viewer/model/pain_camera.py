"""From where a pain map is looked at: so that most of what hurts is seen."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.camera import Camera, frame
from anatomy_viewer.model.pain import Ache, region_of
from anatomy_viewer.model.territory import Region

NECK_MM = -95.0  # below this the body is not looked at
HEAD_MM = 85.0  # half of the head's width with its ears; shoulders are wider
EARS = "lm_porion"
_TURN, _RISE = 38.0, 6.0  # degrees from straight in front towards the side that hurts, and upwards


def pain_camera(atlas: Atlas, aches: Iterable[Ache], side: str) -> Camera | None:
    """Before or behind the head, on the side that hurts; None where nothing does."""
    hurts = list(aches)
    if not hurts or atlas.skin.surface not in atlas.structures:
        return None
    before = sum(ache.strength * _before(atlas, ache) for ache in hurts)
    bounds = np.array(atlas.bounds([atlas.skin.surface]), dtype=float)
    bounds[0, 2] = max(bounds[0, 2], NECK_MM)
    half = max(abs(bounds[:, 0]).min(), 1.0)
    bounds[:, 0] = np.clip(bounds[:, 0], -min(half, HEAD_MM), min(half, HEAD_MM))
    if before > 0.0:
        sign = -1.0 if side == "right" else 1.0
        return frame(bounds, "anterior", "close", (sign * _TURN, _RISE))
    return frame(bounds, f"posterolateral {side}", "close")


def _before(atlas: Atlas, ache: Ache) -> float:
    """1 where a region lies before the ears, -1 behind them, by the landmarks that bound it."""
    region: Region = atlas.skin.regions[region_of(ache.region)[0]]
    places = [
        atlas.points[name].position[1]
        for corner in region.boundary
        for name in (corner.at,)
        if name in atlas.points
    ]
    ears = atlas.points[EARS].position[1] if EARS in atlas.points else 0.0
    return 1.0 if not places or sum(places) / len(places) > ears else -1.0
