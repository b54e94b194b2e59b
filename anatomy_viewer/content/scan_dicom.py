"""DICOM images put together to volumes: sorted by place and time, turned into RAS, resampled where they must be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.scan_dicom_headers import Frame, files_in, frames_of, looks_like_dicom, quiet
from anatomy_viewer.content.scan_limits import DAMAGED, ONLY_GREY, refuse_bad_affine, refuse_large
from anatomy_viewer.content.scan_series import Series
from anatomy_viewer.content.scan_stack import Stack, evened, stacked
from anatomy_viewer.content.scan_values import CT_WINDOW, Voxels, stored
from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.scan import Scan, window_of

Reals = NDArray[np.float64]
_PLANES = ("sagittal", "coronal", "axial")
_OBLIQUE = 0.9  # cosine under which a plane is called oblique
_NO_DECODER = "Save it uncompressed in another program."


def dicom_series(path: Path) -> list[Series]:
    """The volumes of a folder, or the one that a file belongs to, the largest first. Raises ContentError."""
    alone = path.is_file()
    folder = path.parent if alone else path
    own = frames_of(path) if alone else []
    if alone and (len(own) > 1 or own[0].position is None):
        return [_series(path.name, own, 0)]
    frames, unread, worst = _all_frames(files_in(folder) if not alone else _siblings(path))
    groups: dict[Any, list[Frame]] = {}
    for frame in frames:
        groups.setdefault((*frame.series, frame.path if frame.of > 1 else None), []).append(frame)
    if alone:
        groups = {key: group for key, group in groups.items() if key[:4] == own[0].series}
    if not groups:
        raise worst or ContentError(
            folder.name, None, "the folder holds no scan.", "Choose one with DICOM or NIfTI."
        )
    found = [_series(path.name, group, 0 if alone else unread) for group in groups.values()]
    return sorted(found, key=lambda each: -each.count)


def _siblings(path: Path) -> list[Path]:
    return [each for each in sorted(path.parent.iterdir()) if each.is_file()]


def _all_frames(paths: Iterable[Path]) -> tuple[list[Frame], int, ContentError | None]:
    """The images of all files, how many files are damaged, and what is wrong with the first of them."""
    frames: list[Frame] = []
    problems: list[ContentError] = []
    for path in paths:
        if looks_like_dicom(path):
            try:
                frames += frames_of(path)
            except ContentError as problem:
                problems.append(problem)
    frames = list({(frame.uid or frame.path, frame.number): frame for frame in reversed(frames)}.values())[
        ::-1
    ]
    damaged = [p for p in problems if p.hint != ONLY_GREY]
    return frames, len(damaged), next(iter([*damaged, *problems]), None)


def _series(name: str, frames: list[Frame], unread: int) -> Series:
    """Described from the headers alone; the voxels wait until it is read."""
    stack = stacked(frames)
    first = frames[0]
    return Series(
        name,
        first.modality,
        (*first.size, len(stack.places)),
        stack.times,
        (*(first.spacing or (1.0, 1.0)), stack.step),
        _plane(stack),
        lambda: _read(name, stack, unread),
    )


def _plane(stack: Stack) -> str:
    normal = np.abs(stack.normal)
    if stack.first.across is None:
        return ""
    return _PLANES[int(normal.argmax())] if normal.max() > _OBLIQUE else "oblique"


def _read(name: str, stack: Stack, unread: int) -> Scan:
    """The voxels; every file is decoded once."""
    quiet()
    first, frames = stack.first, [frame for place in stack.places for frame in place]
    shape = (*first.size, len(stack.places), stack.times)
    refuse_large(name, shape, max(first.bits // 8, 2))
    scales = {(frame.slope, frame.intercept) for frame in frames}
    voxels, slope, intercept = _voxels(frames, shape, scales, name)
    window = frames[len(frames) // 2].window
    if first.inverted:
        voxels, intercept, window = _turned_over(voxels, first, slope, intercept, window)
    voxels, affine, notes = evened(stack, voxels)
    if unread:
        notes = (*notes, f"Damaged files were left out: {unread}.")
    refuse_bad_affine(affine, name)
    usual = CT_WINDOW if first.modality == "CT" else window_of(voxels, slope, intercept)
    return Scan(
        voxels, affine, first.modality, window or usual, name, slope, intercept, notes, first.simulated
    )


def _voxels(
    frames: list[Frame], shape: tuple[int, ...], scales: set[tuple[float, float]], name: str
) -> tuple[Voxels, float, float]:
    """(times, k, j, i), and their scale; scaled at once where slices differ in it."""
    columns, rows, places, times = shape
    one = len(scales) == 1
    whole: NDArray[Any] | None = None
    decoded: tuple[Path, NDArray[Any]] | None = None
    for index, frame in enumerate(frames):
        if decoded is None or decoded[0] != frame.path:
            decoded = frame.path, _decoded(frame, name)
        image = decoded[1][frame.number] if frame.of > 1 else decoded[1]
        if image.shape != (rows, columns):
            raise ContentError(name, None, "an image has another size than its header says.", DAMAGED)
        if whole is None:
            kind = image.dtype.newbyteorder("=") if one else np.dtype(np.float32)
            whole = np.empty((times, places, rows, columns), kind)
        whole[index % times, index // times] = image if one else image * frame.slope + frame.intercept
    assert whole is not None
    slope, intercept = next(iter(scales)) if one else (1.0, 0.0)
    return stored(whole, slope, intercept)


def _decoded(frame: Frame, name: str) -> NDArray[Any]:
    """All images of a file, (n, rows, columns) or (rows, columns)."""
    from pydicom import dcmread

    try:
        header = dcmread(frame.path, force=True, specific_tags=[*_PIXEL_TAGS])
        _refuse_other_size(header, frame, name)
        return np.asarray(header.pixel_array)
    except ContentError:
        raise
    except MemoryError as error:
        raise ContentError(name, None, "the memory does not suffice for it.", _NO_DECODER) from error
    except (KeyboardInterrupt, SystemExit):
        raise
    except (
        BaseException
    ) as error:  # each decoder raises its own kinds; that of RLE, in Rust, one that is no Exception
        problem = "an image can't be decoded." if frame.pressed else "an image is incomplete."
        raise ContentError(name, None, problem, _NO_DECODER if frame.pressed else DAMAGED) from error


def _refuse_other_size(header: Any, frame: Frame, name: str) -> None:
    """JPEG 2000 has a size of its own, for which its decoder asks memory before anyone can look."""
    columns, rows = frame.size
    for found in _J2K_SIZE.finditer(bytes(header.get("PixelData") or b"") if frame.pressed else b""):
        x, y, left, top = (int.from_bytes(part, "big") for part in found.groups())
        if (x - left, y - top) != (columns, rows):
            raise ContentError(name, None, "an image has another size than its header says.", DAMAGED)


# Start of a codestream, then of its sizes: length, capabilities, the far corner, the near one (ISO/IEC 15444-1, A.5.1).
_J2K_SIZE = re.compile(rb"\xff\x4f\xff\x51....(.{4})(.{4})(.{4})(.{4})", re.DOTALL)
_PIXEL_TAGS = (
    "Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit", "SamplesPerPixel", "PhotometricInterpretation",
    "PixelRepresentation", "NumberOfFrames", "PlanarConfiguration", "PixelData", "FloatPixelData",
    "DoubleFloatPixelData", "ExtendedOffsetTable", "ExtendedOffsetTableLengths",
)  # fmt: skip


def _turned_over(
    voxels: Voxels, first: Frame, slope: float, intercept: float, window: tuple[float, float] | None
) -> tuple[Voxels, float, tuple[float, float] | None]:
    """MONOCHROME1: what is stored high is dark; every value v becomes top − v, as the window does."""
    top = first.unsigned_top * slope + 2.0 * intercept
    turned = -voxels if voxels.dtype == np.float32 else (-1 - voxels)  # −1 − v never overflows
    shift = 0.0 if voxels.dtype == np.float32 else 1.0
    moved = top - intercept + slope * shift
    return turned, moved, (top - window[0], window[1]) if window else None
