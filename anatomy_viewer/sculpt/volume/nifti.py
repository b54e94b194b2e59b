"""Writing a labelled volume as compressed NIfTI-1 (the 348-byte header of the NIfTI-1.1 standard, 2007)."""

from __future__ import annotations

import gzip
import io
import struct

import numpy as np
from numpy.typing import NDArray

_UINT8, _MILLIMETRES, _ALIGNED, _LABELS = 2, 2, 2, 1002


def nifti_bytes(labels: NDArray[np.uint8], origin: tuple[float, float, float], spacing: float) -> bytes:
    """The file of `labels` (x, y, z), `spacing` mm apart, the first voxel's centre at `origin` (RAS mm).

    The same labels give the same bytes.
    """
    body = _header(labels.shape, origin, spacing) + bytes(4) + labels.tobytes(order="F")
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=packed, mode="wb", compresslevel=9, mtime=0) as stream:
        stream.write(body)
    return packed.getvalue()


def _header(shape: tuple[int, ...], origin: tuple[float, float, float], spacing: float) -> bytes:
    head = bytearray(348)
    struct.pack_into("<i", head, 0, 348)
    struct.pack_into("<8h", head, 40, 3, *shape, 1, 1, 1, 1)
    struct.pack_into("<h", head, 68, _LABELS)  # intent: label
    struct.pack_into("<2h", head, 70, _UINT8, 8)
    struct.pack_into("<8f", head, 76, 1.0, spacing, spacing, spacing, 0.0, 0.0, 0.0, 0.0)
    struct.pack_into("<3f", head, 108, 352.0, 1.0, 0.0)  # where the voxels begin; slope; intercept
    struct.pack_into("<B", head, 123, _MILLIMETRES)
    struct.pack_into("<80s", head, 148, b"Anatomy Viewer: tissues of the occipital region")
    struct.pack_into("<2h", head, 252, _ALIGNED, _ALIGNED)
    struct.pack_into("<6f", head, 256, 0.0, 0.0, 0.0, *origin)  # quaternion (none) and shift
    for row in range(3):
        line = [0.0, 0.0, 0.0, origin[row]]
        line[row] = spacing
        struct.pack_into("<4f", head, 280 + 16 * row, *line)
    struct.pack_into("<4s", head, 344, b"n+1\0")
    return bytes(head)
