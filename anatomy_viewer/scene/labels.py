"""Where labels and point markers go: pure geometry in pixels, y down; no VTK, no Qt.

A label's plate never overlaps another plate or a reserved place and never leaves the picture; one that finds no room is
left out. Among the places that remain it takes the cheapest: off the subject, beside the anatomy, near its
anchor, its leader crossing no other, and where it was before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import pi

import numpy as np

from anatomy_viewer.scene.placing import EDGE, Ground, Mask, Pair, Place, Puzzle, Reals, Rect, Wish

__all__ = ["Ground", "Place", "Rect", "Wish", "place_labels", "place_markers"]

MOST_LABELS = 8

# Costs are in pixels of leader that one would accept to avoid something.
_INWARDS = 40.0  # a plate on the subject's side of its anchor
_GRID = 44.0  # pixels between the places that are tried all over the picture
_FALLBACK = 80.0  # a place taken only because there is no better one


def place_labels(
    wishes: Sequence[Wish],
    ground: Ground,
    previous: Mapping[str, Pair] | None = None,
    scale: float = 1.0,
    moving: bool = False,
) -> list[Place]:
    """Places for the first eight labels whose anchor is in the picture; those that find no room are left out.

    previous: id → `Place.offset` of the picture before; a label stays there unless another place is clearly better.
    moving: stay there as long as all labels fit, however much better another place is; costs a tenth of a search.
    scale: of text and distances, for tall pictures.
    """
    inside, old = _inside(wishes, ground)[:MOST_LABELS], previous or {}
    if moving and (places := _unmoved(inside, ground, old, rounded=False)) is not None:
        return places
    centre = _middle(ground.subject, ground.size)
    options = [_label_options(wish, ground, centre, scale) for wish in inside]
    return Puzzle(inside, options, ground, old, rounded=False).solved()


def place_markers(
    wishes: Sequence[Wish],
    ground: Ground,
    directions: Mapping[str, Pair] | None = None,
    previous: Mapping[str, Pair] | None = None,
    moving: bool = False,
) -> list[Place]:
    """Places for the markers of points: beside the nerve, each with a tick (its leader) to its anchor on the nerve.

    directions: id → direction of the nerve in the picture at the anchor; the marker goes to one side of it.
    `ground.subject` is what to keep off: the nerve. A point outside the picture has no marker.
    previous, moving: as for labels.
    """
    inside, old, ways = _inside(wishes, ground), previous or {}, directions or {}
    if moving and (places := _unmoved(inside, ground, old, rounded=True)) is not None:
        return places
    options = [_marker_options(wish, ways.get(wish.id, (0.0, 1.0))) for wish in inside]
    return Puzzle(inside, options, ground, old, rounded=True).solved()


def _unmoved(
    wishes: Sequence[Wish], ground: Ground, old: Mapping[str, Pair], rounded: bool
) -> list[Place] | None:
    """Everything where it was, if that is known of all and still possible."""
    if any(wish.id not in old for wish in wishes):
        return None
    options = [(np.array([old[wish.id]]), np.zeros(1)) for wish in wishes]
    bare = Ground(ground.size, reserved=ground.reserved)
    return Puzzle(wishes, options, bare, {}, rounded).unmoved()


def _inside(wishes: Sequence[Wish], ground: Ground) -> list[Wish]:
    width, height = ground.size
    return [w for w in wishes if 0.0 <= w.anchor[0] < width and 0.0 <= w.anchor[1] < height]


def _middle(mask: Mask | None, size: Pair) -> Reals:
    """The centre of what `mask` marks, else of the picture."""
    if mask is None or not mask.any():
        return np.array(size) / 2.0
    y, x = np.nonzero(mask)
    return (np.array([x.mean(), y.mean()]) + 0.5) * np.array(size) / np.array(mask.shape[::-1])


def _label_options(wish: Wish, ground: Ground, centre: Reals, scale: float) -> tuple[Reals, Reals]:
    """Offsets (k, 2) of a plate's middle from the anchor, and what each costs: round the anchor, or on a grid."""
    half = np.array(wish.size) / 2.0
    angles = np.arange(24) * (2.0 * pi / 24.0)
    ways = np.column_stack([np.cos(angles), np.sin(angles)])
    reaches = np.array([24.0, 40.0, 62.0, 92.0, 132.0, 184.0, 250.0]) * scale
    away = ways[None] * (reaches[:, None] + np.abs(ways) @ half)[:, :, None]
    outward = np.asarray(wish.anchor) - centre
    outward = outward / max(float(np.linalg.norm(outward)), 1.0)
    round_costs = reaches[:, None] / scale + _INWARDS * (1.0 - ways @ outward)[None] / 2.0
    columns, rows = (np.arange(EDGE + half[i], ground.size[i] - EDGE - half[i], _GRID) for i in (0, 1))
    grid = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2) - np.asarray(wish.anchor)
    gaps = np.linalg.norm(np.maximum(np.abs(grid) - half, 0.0), axis=1)
    grid_costs = np.where(gaps < 16.0 * scale, np.inf, gaps / scale + _FALLBACK)
    return np.concatenate([away.reshape(-1, 2), grid]), np.concatenate([round_costs.ravel(), grid_costs])


def _marker_options(wish: Wish, direction: Pair) -> tuple[Reals, Reals]:
    """Offsets (k, 2) of a marker's middle from its anchor, and what each costs: square to the nerve, close to it."""
    radius = wish.size[0] / 2.0
    heading = np.arctan2(direction[1], direction[0]) + pi / 2.0
    tilts = np.arange(-5, 6) * (pi / 12.0)
    angles = np.concatenate([heading + tilts, heading + pi + tilts])
    reaches = np.array([2.2, 2.9, 3.8, 5.0, 6.5]) * radius
    away = reaches[:, None, None] * np.column_stack([np.cos(angles), np.sin(angles)])[None]
    costs = reaches[:, None] + np.abs(np.tile(tilts, 2))[None] * 1.2 * radius
    return away.reshape(-1, 2), costs.ravel()
