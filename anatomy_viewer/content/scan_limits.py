"""What every reader of scans asks first: is it a file, and does what its header claims fit the disc and the memory?"""

from __future__ import annotations

import stat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.text_files import reason
from anatomy_viewer.errors import ContentError

MOST_BYTES = 2_000_000_000  # voxels held in memory
MOST_SIDE = 16_384  # voxels along one axis
_GZIP_BEST = 1_032  # times: deflate can't press more
_GB = 1e9
_FINEST, _COARSEST = 1e-3, 100.0  # mm a voxel
DAMAGED = "The file is damaged."
ONLY_GREY = "Only grey images can be opened."


def plain_file(path: Path) -> int:
    """The size in bytes of an ordinary file (or of what a link leads to). Raises ContentError for anything else."""
    try:
        found = path.stat()
    except OSError as error:
        problem = f"the file can't be read ({reason(error)})."
        raise ContentError(path.name, None, problem, "Choose another.") from error
    if not stat.S_ISREG(found.st_mode):
        raise ContentError(path.name, None, "this is not an ordinary file.", "Choose another.")
    return found.st_size


def refuse_large(name: str, shape: tuple[int, ...], bytes_a_voxel: float) -> int:
    """How many bytes the voxels take. Raises ContentError where the header claims none, or more than can be opened."""
    if not shape or min(shape) < 1 or max(shape[:3]) > MOST_SIDE:
        sides = " × ".join(str(side) for side in shape) or "0"
        raise ContentError(name, None, f"the header claims {sides} voxels.", DAMAGED)
    needed = bytes_a_voxel
    for side in shape:
        needed *= side
    if needed > MOST_BYTES:
        problem = (
            f"it would take {needed / _GB:.1f} GB of memory; at most {MOST_BYTES / _GB:.0f} GB are used."
        )
        raise ContentError(name, None, problem, "Cut or resample it in another program.")
    return int(needed)


def refuse_short(name: str, needed: int, there: int, pressed: bool = False) -> None:
    """Raises ContentError where the file can't hold what its header claims; `pressed`: by gzip or as an image."""
    if needed > there * (_GZIP_BEST if pressed else 1):
        problem = "the file ends before its last voxel."
        raise ContentError(name, None, problem, "Copy it anew; the copying was interrupted.")


def refuse_bad_affine(affine: NDArray[np.float64], name: str) -> NDArray[np.float64]:
    """The same. Raises ContentError where it isn't finite, or voxels have no extent."""
    if not np.isfinite(affine).all():
        raise ContentError(name, None, "its place in space holds values that are no numbers.", DAMAGED)
    sides = np.linalg.norm(affine[:3, :3], axis=0)
    if sides.min() < _FINEST or sides.max() > _COARSEST:
        least, most = sides.min(), sides.max()
        problem = f"its voxels would measure {least:.4g} to {most:.4g} mm."
        raise ContentError(name, None, problem, "The spacing in the header is wrong.")
    if abs(np.linalg.det(affine[:3, :3] / sides)) < 1e-3:
        raise ContentError(name, None, "its axes lie in one plane.", DAMAGED)
    return affine
