"""Bones with cortex, tables and marrow, air cells, cartilage between them, discs and ligaments."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.grid_distance import distance_to
from anatomy_viewer.geometry.noise import cells
from anatomy_viewer.sculpt.volume.coarse import fine, lattice, looked_up, nodes
from anatomy_viewer.sculpt.volume.grid import ORIGIN, SHAPE, SPACING, Box, Mask, axes
from anatomy_viewer.sculpt.volume.tissues import FIRST_MUSCLE, LABEL

Labels = NDArray[np.uint8]
# mm: cortex of vertebrae, tables of the skull, and how unevenly thick; between two bones of a joint; a capsule's wall.
_CORTEX, _TABLE, _UNEVEN, _JOINT, _CAPSULE = 1.1, 1.8, 0.3, 3.4, 0.9
# mm: a distance between voxels' centres is so much longer than that to the surface between them.
_HALF = SPACING / 2.0
# Air cells of the mastoid: mm across, the share of a cell that is its wall, mm of bone round all.
_CELL, _WALL, _SHELL = 5.2, 0.1, 0.9
# A nucleus lies so far, mm, within the border of its disc and below its faces.
_ANNULUS, _PLATE = 4.2, 0.7
SEED = 60


def depth_in(mask: Mask) -> NDArray[np.float32]:
    """mm from each voxel of `mask` to its border; what the box cuts off counts as border."""
    return distance_to(~np.pad(mask, 1), SPACING)[1:-1, 1:-1, 1:-1] - np.float32(_HALF)


def add_bone(labels: Labels, bone: Box, skull: bool) -> None:
    """Cortex or table outside, cancellous bone inside."""
    depth = depth_in(bone.mask)
    rough = fine(lattice(SEED, 8.0), bone.place)
    part = labels[bone.place]
    part[bone.mask] = LABEL["cortex"]
    thick = (_TABLE if skull else _CORTEX) * (1.0 + _UNEVEN * np.clip(rough, -1.5, 1.5))
    part[bone.mask & (depth > thick)] = LABEL["cancellous"]


def add_air_cells(labels: Labels, bone: Box) -> None:
    """Air cells with bony walls in the cancellous part of the mastoid."""
    y, z = (np.broadcast_to(axis, SHAPE)[bone.place] for axis in axes()[1:])
    part, deep = labels[bone.place], depth_in(bone.mask)
    here = np.nonzero(bone.mask & (deep > _SHELL) & (y < 92.0) & (z < 14.0))
    if not len(here[0]):
        return
    start = np.array([s.start for s in bone.place])
    places = np.array(ORIGIN) + SPACING * (np.stack(here, axis=1) + start)
    part[here] = np.where(cells(places, _CELL, SEED) > _WALL, LABEL["air_cells"], LABEL["cortex"])


def add_joint(labels: Labels, a: Box, b: Box, capsules: Mask | None = None) -> None:
    """Cartilage where two bones face each other, in their `capsules` (the whole grid) too."""
    place = tuple(
        slice(max(p.start, q.start), min(p.stop, q.stop)) for p, q in zip(a.place, b.place, strict=True)
    )
    if any(s.stop <= s.start for s in place):
        return
    gaps = []
    for box in (a, b):
        inner = (slice(s.start - p.start, s.stop - p.start) for s, p in zip(place, box.place, strict=True))
        gaps.append(distance_to(box.mask[tuple(inner)], SPACING))
    part = labels[place[0], place[1], place[2]]
    free = part == 0
    if capsules is not None:
        free |= (
            capsules[place[0], place[1], place[2]]
            & (part == LABEL["ligament"])
            & (np.maximum(*gaps) < 0.6 * _JOINT)
        )
    part[free & (gaps[0] + gaps[1] < _JOINT)] = LABEL["cartilage"]


def add_ligament(labels: Labels, name: str, body: Box) -> None:
    """Where there is no bone: capsules as walls, discs with their nucleus, the others by their names."""
    here = labels[body.place]
    free = body.mask & ((here == 0) | (here > LABEL["cancellous"]))
    if "capsule" in name:
        here[free] = 0  # cartilage or fat
        here[free & (depth_in(body.mask) < _CAPSULE)] = LABEL["ligament"]
    elif name.startswith("disc_"):
        here[free] = LABEL["disc"]
        rim = distance_to(~np.pad(body.mask.any(axis=2), 1)[:, :, None], SPACING)[1:-1, 1:-1]
        here[free & (rim > _ANNULUS) & (depth_in(body.mask) > _PLATE)] = LABEL["nucleus"]
    else:
        words = {"nuchal_ligament": "nuchal", "ligamenta_flava": "flavum", "larynx_and_trachea": "cartilage"}
        words["epicranial_aponeurosis"] = "galea"
        here[free] = LABEL[words.get(name, "dura" if "dura" in name else "ligament")]


def streak_nuchal(labels: Labels) -> None:
    """The nuchal ligament and the tissue between the spines: fibres with streaks of fat along them, no block."""
    x, y, z = axes()
    thick = fine(lattice(SEED + 2, 8.0))
    between = (labels == 0) & (np.abs(x) < 1.4 + 0.6 * thick) & (y > 8.0) & (y < 50.0) & (z < -24.0)
    raphe = (
        ((labels == LABEL["fascia"]) | (labels >= FIRST_MUSCLE))
        & (np.abs(x) < 0.8 + 0.2 * thick)
        & (y < 50.0)
    )
    labels[between | raphe] = LABEL["nuchal"]
    labels[(labels == LABEL["nuchal"]) & (fine(_streaks()) > 1.0)] = LABEL["deep_fat"]


def _streaks() -> NDArray[np.float32]:
    """Noise drawn out along the fibres of the nuchal ligament, which run forwards and downwards to the spines."""
    x, y, z = nodes()
    along, across = 0.8 * y - 0.6 * z, 0.6 * y + 0.8 * z
    return looked_up(lattice(SEED + 1, 3.0), np.stack([1.3 * x, 0.22 * along, across]))
