"""`Scan`: a reader's own CT, MR or ultrasound volume, and pictures of it on any plane; it never says whose."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.registration import Placement
from anatomy_viewer.geometry.reslice import resliced
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import ImagePlane

Reals = NDArray[np.float64]
Size = tuple[int, int]  # columns, rows
YOURS, SIMULATED, NOT_A_SEGMENTATION = "your scan", "simulated", "registered model, not a segmentation"
MODALITIES = ("CT", "MR", "US", "unknown")
_SAMPLE = 200_000  # voxels looked at for a window
_WHITE, _BLACK = 99.5, 1.0  # percentiles that a window without a header spans


@dataclass(frozen=True, eq=False)
class Scan:
    """A volume as read; a voxel's value is `slope` × what is stored + `intercept`, in HU for CT, else arbitrary.

    voxels: (frames, k, j, i) int16 or float32, C-contiguous in its last three axes; may lie on the disc (memmap).
    affine: (4, 4), (i, j, k) of a voxel's centre → RAS mm of the scanner. modality: one of MODALITIES.
    window: centre and width, from the header or from the values. name: the file's or folder's own name.
    simulated: written by this program, no patient's.
    notes: what had to be assumed or was resampled, in English (`model/words_zh.py` has the Chinese).
    """

    voxels: NDArray[np.int16] | NDArray[np.float32]
    affine: Reals
    modality: str = "unknown"
    window: tuple[float, float] = (0.0, 1.0)
    name: str = ""
    slope: float = 1.0
    intercept: float = 0.0
    notes: tuple[str, ...] = ()
    simulated: bool = False
    inverse: Reals = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "inverse", np.linalg.inv(self.affine))

    def __repr__(self) -> str:
        return f"Scan({self.modality}, {self.size}, {self.frames} frames)"

    @property
    def frames(self) -> int:
        """How many volumes there are, one after another."""
        return int(self.voxels.shape[0])

    @property
    def size(self) -> tuple[int, int, int]:
        """Voxels along i, j and k."""
        k, j, i = self.voxels.shape[1:]
        return i, j, k

    @property
    def spacing(self) -> Vector:
        """Mm from voxel to voxel along i, j and k."""
        i, j, k = (float(np.linalg.norm(self.affine[:3, axis])) for axis in range(3))
        return i, j, k

    @property
    def flat(self) -> bool:
        """Is it a single image rather than a volume?"""
        return self.size[2] == 1

    @property
    def unit(self) -> str:
        """Of its values."""
        return "HU" if self.modality == "CT" else "a.u."

    def corners(self) -> Reals:
        """(8, 3) mm: the volume's corners, at the outer faces of the outermost voxels."""
        ends = np.stack(np.meshgrid(*((-0.5, count - 0.5) for count in self.size), indexing="ij"), -1)
        return ends.reshape(-1, 3) @ self.affine[:3, :3].T + self.affine[:3, 3]

    @property
    def centre(self) -> Vector:
        """Mm."""
        x, y, z = self.corners().mean(axis=0).tolist()
        return x, y, z

    def extent(self) -> float:
        """Mm: the longest side of the box, along the patient's axes, that holds the volume."""
        corners = self.corners()
        return float((corners.max(axis=0) - corners.min(axis=0)).max())

    def way(self) -> tuple[Vector, Vector] | None:
        """The directions (unit vectors) of rows and columns, of a single image; None for a volume."""
        if not self.flat:
            return None
        (a, b, c), (d, e, f) = (
            (self.affine[:3, n] / np.linalg.norm(self.affine[:3, n])).tolist() for n in (0, 1)
        )
        return (a, b, c), (d, e, f)

    def step(self, plane: ImagePlane) -> float:
        """Mm along a plane's normal from one layer of voxels to the next."""
        return 1.0 / max(float(np.abs(self.inverse[:3, :3] @ plane.normal).max()), 1e-6)

    def contains(self, place: Vector) -> bool:
        """Does `place` (mm) lie within the volume?"""
        index = self.inverse[:3, :3] @ place + self.inverse[:3, 3]
        return bool(np.all((index >= -0.5) & (index <= np.array(self.size) - 0.5)))

    def value_at(self, place: Vector, frame: int = 0) -> float | None:
        """The nearest voxel's value at `place` (mm); None outside."""
        if not self.contains(place):
            return None
        index = self.inverse[:3, :3] @ place + self.inverse[:3, 3]
        i, j, k = np.clip(np.rint(index), 0, np.array(self.size) - 1).astype(int).tolist()
        value = float(self.voxels[frame, k, j, i]) * self.slope + self.intercept
        return value if np.isfinite(value) else None

    def slice(self, plane: ImagePlane, size: Size, frame: int = 0) -> NDArray[np.float32]:
        """(rows, columns): values on a plane in the scanner's mm, linear between voxels; NaN outside."""
        start, across, down = self._steps(plane, size)
        stored = sampled(self.voxels[frame], start, across, down, size)
        return stored * np.float32(self.slope) + np.float32(self.intercept)

    def reaches(self, plane: ImagePlane, size: Size) -> NDArray[np.bool_]:
        """(rows, columns): which pixels of a plane lie in the volume."""
        start, across, down = self._steps(plane, size)
        columns, rows = np.arange(size[0])[None, :], np.arange(size[1])[:, None]
        found = np.ones((size[1], size[0]), np.bool_)
        for axis, count in enumerate(self.size):
            index = start[axis] + columns * across[axis] + rows * down[axis]
            found &= (index >= -0.5) & (index <= count - 0.5)
        return found

    def _steps(self, plane: ImagePlane, size: Size) -> tuple[Reals, Reals, Reals]:
        """The first pixel's centre and the way to the next one in its row and column, in voxels."""
        columns, rows = size
        turn = self.inverse[:3, :3]
        across = np.asarray(plane.across) * (plane.width_mm / columns)
        down = np.asarray(plane.down) * (plane.height_mm / rows)
        first = np.asarray(plane.centre) - across * (columns - 1) / 2.0 - down * (rows - 1) / 2.0
        return turn @ first + self.inverse[:3, 3], turn @ across, turn @ down


def sampled(
    stored: NDArray[np.generic], start: Reals, across: Reals, down: Reals, size: Size
) -> NDArray[np.float32]:
    """(rows, columns): `stored` (k, j, i) at start + column · across + row · down, in voxels i, j, k."""
    from anatomy_viewer.imaging.scan_kernel import sample

    columns, rows = size
    out = np.empty((rows, columns), np.float32)
    sample(np.ascontiguousarray(stored), start, across, down, out)
    return out


def window_of(values: NDArray[np.generic], slope: float = 1.0, intercept: float = 0.0) -> tuple[float, float]:
    """Centre and width that show most of `values`: from the 1st to the 99.5th percentile of what isn't the least."""
    flat = values.reshape(-1)
    some = flat[:: max(1, flat.size // _SAMPLE)].astype(np.float32)
    some = some[np.isfinite(some)]
    inside = some[some > some.min()] if some.size else some  # air is one value in most volumes
    if not inside.size:
        return (float(some[0]) * slope + intercept if some.size else 0.0), 1.0
    low, high = (np.percentile(inside, (_BLACK, _WHITE)) * slope + intercept).tolist()
    return (low + high) / 2.0, max(abs(high - low), 1e-6)


def scan_picture(
    scan: Scan,
    plane: ImagePlane,
    size: Size,
    frame: int = 0,
    placement: Placement | None = None,
    subject: Subject | None = None,
) -> Picture:
    """The scan on `plane` (scanner's mm); with a `placement` (model → scan), the model's labels there too."""
    values = scan.slice(plane, size, frame)
    least = scan.window[0] - scan.window[1] / 2.0
    values = np.where(np.isfinite(values), values, np.float32(least))  # black where there is nothing
    labels = np.zeros(values.shape, np.uint8)
    whose = SIMULATED if scan.simulated else YOURS
    notes: tuple[str, ...] = (whose,)
    if placement is not None and subject is not None:
        labels, notes = labels_on(subject, placement, plane, size), (whose, NOT_A_SEGMENTATION)
    return Picture(values, scan.unit, plane, labels, scan.window, scan.modality, notes=notes)


def labels_on(subject: Subject, placement: Placement, plane: ImagePlane, size: Size) -> NDArray[np.uint8]:
    """(rows, columns): the model's labels on a plane of the scan, through the registration."""
    own = placement.plane_to_model(plane)
    finer = min(own.width_mm / size[0], own.height_mm / size[1])
    columns, rows = round(own.width_mm / finer), round(own.height_mm / finer)
    found = resliced(
        subject.labels,
        subject.origin,
        subject.spacing,
        own.centre,
        own.across,
        own.down,
        (columns, rows),
        finer,
    )
    if (columns, rows) == size:
        return found
    right = np.minimum((np.arange(size[0]) + 0.5) * columns / size[0], columns - 1).astype(int)
    below = np.minimum((np.arange(size[1]) + 0.5) * rows / size[1], rows - 1).astype(int)
    return found[below][:, right]
