"""`tissue.nii.gz` and its legend: what every half millimetre of the specimen is."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ValidationError

from anatomy_viewer.content.text_files import read_text
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Vector

VOLUME, LEGEND = "tissue.nii.gz", "tissue.json"
_BODY = 352  # bytes before the voxels in NIfTI-1
_REMEDY = "Rebuild it with 'anatomy-viewer sculpt --volume'."


class _Grid(BaseModel):
    origin: tuple[float, float, float]
    spacing: float
    shape: tuple[int, int, int]


class _Label(BaseModel):
    id: str
    tissue: str
    fibre: Vector | None = None
    fibres: tuple[tuple[float, float, float, float, float, float], ...] = ()


class _Legend(BaseModel):
    grid: _Grid
    labels: dict[int, _Label]


@dataclass(frozen=True, eq=False)
class Tissue:
    """labels (i, j, k), the first voxel's centre at `origin` (3,) mm; by label the id and what it is made of.

    fibres: by label of a muscle the unit vector along its fibres, on its own side; bends: where they bend, (n, 6):
    places mm and the unit vector there.
    """

    labels: NDArray[np.uint8]
    origin: NDArray[np.float64]
    spacing: float
    ids: Mapping[int, str]
    kinds: Mapping[int, str]
    fibres: Mapping[int, Vector] = field(default_factory=dict)
    bends: Mapping[int, NDArray[np.float64]] = field(default_factory=dict)


def read_tissue(folder: Path) -> Tissue:
    """Raises ContentError."""
    try:
        legend = _Legend.model_validate_json(read_text(folder / LEGEND))
        data = gzip.decompress((folder / VOLUME).read_bytes())
        voxels = np.frombuffer(data, dtype=np.uint8, offset=_BODY)
        labels = voxels.reshape(legend.grid.shape, order="F")
    except (OSError, EOFError, ValueError, zlib.error, ValidationError) as error:
        raise ContentError(folder / VOLUME, None, "the tissue volume can't be read.", _REMEDY) from error
    ids = {number: label.id for number, label in legend.labels.items()}
    kinds = {number: label.tissue for number, label in legend.labels.items()}
    fibres = {number: label.fibre for number, label in legend.labels.items() if label.fibre}
    bends = {number: np.array(label.fibres) for number, label in legend.labels.items() if label.fibres}
    return Tissue(labels, np.array(legend.grid.origin), legend.grid.spacing, ids, kinds, fibres, bends)
