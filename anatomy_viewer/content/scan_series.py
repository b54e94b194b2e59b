"""`Series`: one volume that a file or folder offers, described without a word of whose it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from anatomy_viewer.imaging.scan import Scan
from anatomy_viewer.model.anatomy import Vector


@dataclass(frozen=True, eq=False)
class Series:
    """modality: one of `imaging.scan.MODALITIES`; size: voxels; spacing: mm; plane: 'axial', 'sagittal', … or ''.

    read: reads it; raises ContentError.
    """

    name: str
    modality: str
    size: tuple[int, int, int]
    frames: int
    spacing: Vector
    plane: str
    read: Callable[[], Scan] = field(repr=False)

    @property
    def count(self) -> int:
        """Voxels in all."""
        i, j, k = self.size
        return i * j * k * self.frames
