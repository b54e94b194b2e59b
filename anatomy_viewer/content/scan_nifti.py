"""Reading NIfTI (.nii, .nii.gz, or a pair .hdr and .img): only shape, place, scale and window are taken from it."""

from __future__ import annotations

import gzip
import logging
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.scan_limits import (
    DAMAGED,
    ONLY_GREY,
    plain_file,
    refuse_bad_affine,
    refuse_large,
    refuse_short,
)
from anatomy_viewer.content.scan_series import Series
from anatomy_viewer.content.scan_values import CT_WINDOW, stored
from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.scan import SIMULATED, Scan, window_of

Reals = NDArray[np.float64]
ENDINGS = (".nii", ".nii.gz", ".hdr", ".img", ".img.gz", ".hdr.gz")
_MM = {0: 1.0, 1: 1000.0, 2: 1.0, 3: 0.001}  # NIfTI's units of length
_AIR_HU = -900.0  # where a volume goes as low as this, and no lower than CT does, its values are taken for HU
_LEAST_HU = -3100.0


def is_nifti(path: Path) -> bool:
    """By its name."""
    return path.name.lower().endswith(ENDINGS)


@dataclass(frozen=True, eq=False, repr=False)
class _Described:
    """What the header says: the file with the voxels, (i, j, k, frames), their kind, and where they lie."""

    header: Any
    data: Path
    shape: tuple[int, ...]
    kind: np.dtype[Any]
    affine: Reals
    notes: tuple[str, ...]


def nifti_series(path: Path) -> Series:
    """The volume of a file, by its header alone. Raises ContentError."""
    logging.getLogger("nibabel.global").setLevel(logging.CRITICAL + 1)  # it would log what headers say
    found = _described(path)
    i, j, k, frames = found.shape
    a, b, c = np.linalg.norm(found.affine[:3, :3], axis=0).tolist()
    return Series(
        path.name, "unknown", (i, j, k), frames, (a, b, c), "", lambda: _read_scan(path.name, found)
    )


def _described(path: Path) -> _Described:
    header, data = _opened(path)
    name, shape, kind = path.name, _shape(header, path.name), header.get_data_dtype()
    if kind.fields or kind.kind not in "iuf":
        raise ContentError(name, None, "it holds colours or complex numbers.", ONLY_GREY)
    refuse_large(name, shape, max(kind.itemsize, 2))
    count = int(np.prod(shape, dtype=np.int64)) * kind.itemsize
    refuse_short(name, count, plain_file(data), pressed=_is_gzip(data))
    affine, notes = _affine(header, name)
    return _Described(header, data, shape, kind, affine, notes)


def _read_scan(name: str, found: _Described) -> Scan:
    voxels, slope, intercept = stored(_voxels(found), *_scale(found.header))
    modality = _modality(voxels, slope, intercept)
    window = _window(found.header, modality) or window_of(voxels, slope, intercept)
    ours = bytes(found.header["descrip"]).startswith(f"{SIMULATED}:".encode())
    return Scan(voxels, found.affine, modality, window, name, slope, intercept, found.notes, ours)


def _opened(path: Path) -> tuple[Any, Path]:
    """The header and the file that the voxels are in."""
    from nibabel.nifti1 import Nifti1Header, Nifti1PairHeader
    from nibabel.nifti2 import Nifti2Header, Nifti2PairHeader

    where, data = _pair(path)
    plain_file(where)
    start = _start(where)
    sizes = int.from_bytes(start[:4], "little"), int.from_bytes(start[:4], "big")
    magic = start[344:347] if 348 in sizes else start[4:7]
    if 348 in sizes and magic not in (b"n+1", b"ni1"):
        hint = "Convert it to NIfTI in the program that wrote it."
        raise ContentError(path.name, None, "an Analyze file does not say which side is right.", hint)
    kinds = {b"n+1": Nifti1Header, b"ni1": Nifti1PairHeader, b"n+2": Nifti2Header, b"ni2": Nifti2PairHeader}
    kind: Any = kinds.get(magic)
    if kind is None:
        raise ContentError(path.name, None, "the header can't be read.", DAMAGED)
    try:
        header = kind(start[: 540 if magic.endswith(b"2") else 348], check=False)
        header.get_data_dtype(), header.get_data_shape()
    except Exception as error:
        raise ContentError(path.name, None, "the header can't be read.", DAMAGED) from error
    if magic.startswith(b"n+"):
        return header, where
    if not data.exists():
        what = f"its voxels should lie in '{data.name}', which is missing."
        raise ContentError(path.name, None, what, "Put both files into one folder.")
    return header, data


def _pair(path: Path) -> tuple[Path, Path]:
    """Where the header is, and where the voxels are: in one file, or in .hdr and .img, either of which was named."""
    found = re.fullmatch(r"(.*)\.(hdr|img)(\.gz)?", path.name, re.IGNORECASE)
    if found is None:
        return path, path
    if found[2].lower() == "hdr":
        return path, _beside(path, f"{found[1]}.img")
    return _beside(path, f"{found[1]}.hdr"), path


def _beside(path: Path, name: str) -> Path:
    packed = path.with_name(f"{name}.gz")
    return packed if packed.exists() else path.with_name(name)


def _start(path: Path) -> bytes:
    try:
        with gzip.open(path) if _is_gzip(path) else path.open("rb") as file:
            return bytes(file.read(540))
    except (OSError, EOFError, zlib.error) as error:
        raise ContentError(path.name, None, "the file can't be unpacked or read.", DAMAGED) from error


def _shape(header: Any, name: str) -> tuple[int, ...]:
    """(i, j, k, frames)."""
    shape = tuple(int(side) for side in header.get_data_shape())
    while len(shape) > 4 and shape[-1] == 1:
        shape = shape[:-1]
    if len(shape) > 4 or len(shape) < 2:
        problem = f"it has {len(shape)} dimensions."
        raise ContentError(name, None, problem, "Volumes, and volumes over time, can be opened.")
    return shape + (1,) * (4 - len(shape))


def _scale(header: Any) -> tuple[float, float]:
    slope, intercept = float(header["scl_slope"]), float(header["scl_inter"])
    if slope == 0.0 or not np.isfinite(slope) or not np.isfinite(intercept):
        return 1.0, 0.0  # as the standard has it: no scaling
    return slope, intercept


def _affine(header: Any, name: str) -> tuple[Reals, tuple[str, ...]]:
    """Voxel → RAS mm: sform, else qform, else the spacing alone, which is said."""
    notes: tuple[str, ...] = ()
    try:
        if int(header["sform_code"]) > 0:
            affine = np.array(header.get_sform(), dtype=np.float64)
        elif int(header["qform_code"]) > 0:
            affine = np.array(header.get_qform(), dtype=np.float64)
        else:
            affine = np.array(header.get_base_affine(), dtype=np.float64)
            notes = ("The file does not say which side is right; it may be exchanged.",)
    except Exception as error:
        raise ContentError(name, None, "its place in space can't be read.", DAMAGED) from error
    affine[:3] *= _MM.get(int(header["xyzt_units"]) & 7, 1.0)
    return refuse_bad_affine(affine, name), notes


def _voxels(found: _Described) -> NDArray[Any]:
    """(frames, k, j, i) as stored; on the disc where it isn't pressed."""
    data, backwards = found.data, found.shape[::-1]
    try:
        offset = int(found.header["vox_offset"])
        if not _is_gzip(data):
            return np.memmap(data, found.kind, "r", offset, backwards)
        with gzip.open(data) as file:
            file.seek(offset)
            count = int(np.prod(found.shape, dtype=np.int64)) * found.kind.itemsize
            raw = file.read(count)  # no more than that, whatever else is packed in there
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise ContentError(
            data.name, None, "the file ends before its last voxel or is damaged.", DAMAGED
        ) from error
    refuse_short(data.name, count, len(raw))
    return np.frombuffer(raw, found.kind).reshape(backwards)


def _is_gzip(path: Path) -> bool:
    return path.name.lower().endswith(".gz")


def _modality(voxels: NDArray[Any], slope: float, intercept: float) -> str:
    """NIfTI does not say; values that go down to air's are HU."""
    flat = voxels.reshape(-1)
    some = flat[:: max(1, flat.size // 200_000)].astype(np.float32) * slope + intercept
    least = float(np.nanmin(some)) if np.isfinite(some).any() else 0.0
    return "CT" if _LEAST_HU <= least <= _AIR_HU else "unknown"


def _window(header: Any, modality: str) -> tuple[float, float] | None:
    low, high = float(header["cal_min"]), float(header["cal_max"])
    if np.isfinite(low) and np.isfinite(high) and high > low:
        return (low + high) / 2.0, high - low
    return CT_WINDOW if modality == "CT" else None
