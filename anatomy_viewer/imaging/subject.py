"""`Subject`: everything that an image can show; what pathology presets, needles and injections change.

Labels are `meshes/tissue.nii.gz`; thin nerves and vessels come as `tubes` too, since half millimetres don't carry them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.uint8]
Reals = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Tube:
    """A stretch of a nerve ('nerve') or vessel ('artery', 'vein'); `id`: the structure's, with its side.

    stations (n, 4): x, y, z and radius in mm. flat: short over long diameter of the section, area kept: its half axes
    are radius · √flat and radius / √flat; the short one lies along `geometry.course.outward_at`.
    swelling: (n,) how swollen it is at each station, 0 (usual) to 1 (bundles lost, water), or None where nowhere.
    wall_mm: of a vessel whose wall is thickened by inflammation (dark in ultrasound: the halo).
    """

    id: str
    kind: str
    stations: Reals
    flat: float = 1.0
    swelling: Reals | None = None
    wall_mm: float | None = None


@dataclass(frozen=True, eq=False)
class ImagedNeedle:
    """A straight needle: entry on the skin and tip (3,) mm, outer diameter mm."""

    entry: Reals
    tip: Reals
    diameter_mm: float = 0.7


@dataclass(frozen=True, eq=False)
class Subject:
    """labels (i, j, k), the first voxel's centre at `origin` (3,) mm, `spacing` mm between; read-only, Fortran order.

    ids, kinds: by label the id with its side and the kind of tissue, whose values are in `imaging/values.py`.
    tubes: trunks by id, branches by 'id/part'; needle: in it; pool: label of injected fluid, 0 where none is.
    fibres: by label of a muscle the unit vector along its fibres, where it is known.
    edition: says which pathology, injection and specimen this is; the same edition holds the same labels.
    """

    labels: Labels
    origin: Reals
    spacing: float
    ids: Mapping[int, str]
    kinds: Mapping[int, str]
    tubes: Mapping[str, Tube] = field(default_factory=dict)
    needle: ImagedNeedle | None = None
    pool: int = 0
    edition: tuple[str, ...] = ()
    fibres: Mapping[int, tuple[float, float, float]] = field(default_factory=dict)

    def with_needle(self, needle: ImagedNeedle | None) -> Subject:
        """The same with a needle in it, or without one."""
        return replace(self, needle=needle)
