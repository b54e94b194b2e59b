"""Skin, the fat below it with its septa, and the layers of the scalp on the bone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.volume import coarse
from anatomy_viewer.sculpt.volume.coarse import STEP, Field, fine, lattice, looked_up, to_zero
from anatomy_viewer.sculpt.volume.grid import Mask, axes
from anatomy_viewer.sculpt.volume.tissues import LABEL

Labels = NDArray[np.uint8]
# mm of skin and how uneven; mm of skin and fat together at these heights z (imaging page, step 2).
_SKIN, _ROUGH = 1.9, 0.2
_COVER = ((-110.0, 9.3), (-30.0, 8.0), (-5.0, 5.8), (10.0, 4.8), (40.0, 4.8))
# Septa: mm from one to the next, half a septum; where (z) those of the scalp, square to the skin, give way to the
# neck's, along it; depths of these sheets.
_WAVE, _HALF, _CHANGE, _SHEETS = 6.0, 0.25, -12.0, (4.2, 7.2)
# On the skull, mm from the bone: pericranium, loose tissue, and the galea's continuation where no sheet is built.
_PERICRANIUM, _LOOSE, _GALEA = 0.6, 1.7, 2.2
SEED = 40


def cover(labels: Labels, depth: Field, skin: Mask, free: Mask) -> None:
    """Skin, and fat below it where there is nothing yet; `depth` below the skin at the nodes, mm."""
    deep = fine(depth)
    table = np.array(_COVER)
    reach = np.interp(axes()[2], table[:, 0], table[:, 1]) + 0.5 * fine(lattice(SEED, 16.0))
    labels[skin & free & (labels == 0) & (deep <= reach)] = LABEL["fat"]
    labels[skin & free & (deep <= _SKIN + _ROUGH * fine(lattice(SEED + 1, 7.0)))] = LABEL["skin"]


def septa(labels: Labels, depth: Field) -> None:
    """Sheets of fibres in the fat: square to the skin of the scalp, along that of the neck, all broken up."""
    places = coarse.nodes()
    slope = np.stack([np.gradient(depth, STEP, axis=axis) for axis in range(3)])
    surface = places - slope * np.clip(depth, 0.0, 12.0)
    leaning = surface + np.float32(0.3) * (places - surface)
    upright = np.abs(to_zero(looked_up(lattice(SEED + 2, _WAVE), leaning)))
    wavy = depth + 1.3 * looked_up(lattice(SEED + 3, 10.0), surface)
    flat = np.abs(wavy[..., None] - np.array(_SHEETS, dtype=np.float32)).min(axis=-1)
    gate, other = (looked_up(lattice(SEED + n, 10.0), surface) for n in (4, 5))
    scalp = np.clip((places[2] - _CHANGE) / 10.0, 0.0, 1.0)
    upright += np.where(gate > 0.5 - 0.9 * scalp, 0.0, 9.0)
    flat += np.where(other > 0.3 + 0.6 * scalp, 0.0, 9.0)
    fat = labels == LABEL["fat"]
    labels[fat & (fine(np.minimum(upright, flat).astype(np.float32)) < _HALF)] = LABEL["septum"]


def scalp(labels: Labels, skull: Mask, depth: Field) -> None:
    """Pericranium, loose tissue and a thin galea on the outside of the back of the skull, where there is only fat."""
    x, y, z = axes()
    away = fine(coarse.away(coarse.coarse(skull))) + 0.25
    outside = (fine(depth) < 16.0) & (z > -9.0) & ((y < 45.0) | (np.abs(x) > 45.0) & (y < 75.0))
    soft = (
        (labels == LABEL["fat"]) | (labels == LABEL["septum"]) | (labels == LABEL["deep_fat"]) | (labels == 0)
    )
    soft &= outside
    rough = fine(lattice(SEED + 6, 6.0))
    labels[soft & (np.abs(away - _GALEA - 0.3 * rough) < 0.32)] = LABEL["galea"]
    labels[soft & (away < _LOOSE)] = LABEL["areolar"]
    labels[soft & (away < _PERICRANIUM)] = LABEL["galea"]
    labels[soft & (away < _PERICRANIUM) & (rough > 1.0)] = LABEL["cortex"]
