"""Which DICOM images a file or folder holds. Only the elements named here are ever parsed: none says whose they are."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.scan_dicom_values import (
    first,
    look,
    number,
    numbers,
    scale,
    spacing,
    syntax,
    window,
)
from anatomy_viewer.content.scan_limits import DAMAGED, ONLY_GREY, plain_file
from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.scan import SIMULATED

Reals = NDArray[np.float64]
MOST_FILES = 20_000
_MODALITIES = {"CT": "CT", "MR": "MR", "US": "US", "IVUS": "US"}
_NO_IMAGES = {"RTDOSE", "RTSTRUCT", "RTPLAN", "SEG", "SR", "PR", "KO", "DOC", "REG"}
_PARTS = ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence")
_ORDER = ("TemporalPositionIdentifier", "AcquisitionNumber", "EchoNumbers", "TriggerTime", "InstanceNumber")
TAGS = [
    "Modality", "SOPInstanceUID", "SeriesInstanceUID", "Rows", "Columns", "BitsAllocated", "SamplesPerPixel",
    "PhotometricInterpretation", "PixelRepresentation", "BitsStored", "NumberOfFrames", "ImagePositionPatient",
    "ImageOrientationPatient", "PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing",
    "SliceThickness", "SpacingBetweenSlices", "RescaleSlope", "RescaleIntercept", "WindowCenter", "WindowWidth",
    "SequenceOfUltrasoundRegions", "ManufacturerModelName", *_ORDER, *_PARTS,
]  # fmt: skip


@dataclass(frozen=True, eq=False, repr=False)
class Frame:
    """One image: file, number in it, (columns, rows), bits; place and size where the header has them.

    uid: tells a second copy from another image, and goes no farther. series: what belongs together. order: sorts
    images of one place by time. position, across, down: LPS mm. spacing: mm from column to column and row to row.
    unsigned_top: the highest value that can be stored, −1 where negative ones can. simulated: by this program.
    inverted: MONOCHROME1, high values are dark.
    """

    path: Path
    number: int
    uid: str
    of: int
    series: tuple[Any, ...]
    modality: str
    size: tuple[int, int]
    bits: int
    unsigned_top: int
    inverted: bool
    pressed: bool
    position: Reals | None
    across: Reals | None
    down: Reals | None
    spacing: tuple[float, float] | None
    thickness: float
    slope: float
    intercept: float
    window: tuple[float, float] | None
    order: tuple[float, ...]
    simulated: bool


def quiet() -> None:
    """What pydicom warns of quotes the file; it stays unsaid."""
    logging.getLogger("pydicom").setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", module=r"pydicom|anatomy_viewer\.content\.scan")


def files_in(folder: Path) -> list[Path]:
    """All ordinary files below `folder`, sorted; links to folders are not followed. Raises ContentError."""
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(root) / name for name in sorted(names) if not name.startswith(".")]
        if len(found) > MOST_FILES:
            problem = f"the folder holds more than {MOST_FILES} files."
            raise ContentError(folder.name, None, problem, "Choose the folder of one examination.")
    return [path for path in found if path.is_file()]


def looks_like_dicom(path: Path) -> bool:
    """By its first bytes; files without the usual beginning have an element of group 8 or 2 there."""
    try:
        with path.open("rb") as file:
            start = file.read(132)
    except OSError:
        return False
    return start[128:] == b"DICM" or start[:2] in (b"\x02\x00", b"\x08\x00", b"\x00\x08")


def frames_of(path: Path) -> list[Frame]:
    """Every image of one file. Raises ContentError where it is damaged, or holds no grey image."""
    from pydicom import dcmread

    quiet()
    length = plain_file(path)
    try:
        with path.open("rb") as file:
            header = dcmread(file, stop_before_pixels=True, force=True, specific_tags=TAGS)
            begin = 0 if syntax(header, "is_deflated") else file.tell()
        found = list(_frames(path, header))
    except ContentError:
        raise
    except Exception:  # noqa: BLE001 - pydicom raises many kinds over a damaged file, and they quote it
        raise ContentError(path.name, None, "the DICOM header can't be read.", DAMAGED) from None
    _refuse_missing(found, length - begin)
    return found


def _refuse_missing(found: list[Frame], left: int) -> None:
    """`left`: bytes from the voxels on."""
    first = found[0]
    columns, rows = first.size
    needed = 1 if first.pressed else columns * rows * (first.bits // 8) * first.of
    if needed > left:
        problem = "the file ends before its last voxel."
        raise ContentError(first.path.name, None, problem, "Copy it anew; the copying was interrupted.")


def _frames(path: Path, header: Any) -> Iterator[Frame]:
    _refuse_no_image(path, header)
    count = int(header.get("NumberOfFrames") or 1)
    if not 1 <= count <= 100_000:
        raise ContentError(path.name, None, f"the header claims {count} images.", DAMAGED)
    shared = first(header, _PARTS[0])
    each = list(header.get(_PARTS[1]) or [])
    for index in range(count):
        yield _frame(
            path, header, [part for part in (*each[index : index + 1], shared, header) if part], index
        )


def _refuse_no_image(path: Path, header: Any) -> None:
    if header.get("Rows") is None or header.get("Columns") is None or header.get("Modality") in _NO_IMAGES:
        raise ContentError(path.name, None, "it holds no image.", ONLY_GREY)
    light = header.get("PhotometricInterpretation", "MONOCHROME2")
    if int(header.get("SamplesPerPixel") or 1) != 1 or light not in ("MONOCHROME1", "MONOCHROME2"):
        raise ContentError(path.name, None, "the image is in colour.", ONLY_GREY)
    if int(header.get("BitsAllocated") or 0) not in (8, 16, 32, 64) or not header.Rows or not header.Columns:
        raise ContentError(path.name, None, "the DICOM header can't be read.", DAMAGED)


def _thickness(parts: list[Any]) -> float:
    """From slice to slice, mm; 0 where the file does not say."""
    found = (
        number(look(parts, "PixelMeasuresSequence", name))
        for name in ("SpacingBetweenSlices", "SliceThickness")
    )
    return next((abs(each) for each in found if each), 0.0)


def _frame(path: Path, header: Any, parts: list[Any], index: int) -> Frame:
    turn = numbers(look(parts, "PlaneOrientationSequence", "ImageOrientationPatient"), 6)
    position = numbers(look(parts, "PlanePositionSequence", "ImagePositionPatient"), 3)
    unsigned = int(header.get("PixelRepresentation") or 0) == 0
    size = int(header.Columns), int(header.Rows)
    across, down = (turn[:3], turn[3:]) if turn is not None else (None, None)
    size_mm = spacing(path, parts)
    direction = None if turn is None else tuple(np.round(turn, 2).tolist())
    return Frame(
        path=path,
        number=index,
        uid=str(header.get("SOPInstanceUID", "")),
        of=int(header.get("NumberOfFrames") or 1),
        series=(header.get("SeriesInstanceUID"), size, direction, size_mm),
        modality=_MODALITIES.get(str(header.get("Modality", "")), "unknown"),
        size=size,
        bits=int(header.BitsAllocated),
        unsigned_top=2 ** int(header.get("BitsStored") or header.BitsAllocated) - 1 if unsigned else -1,
        inverted=header.get("PhotometricInterpretation") == "MONOCHROME1",
        pressed=syntax(header, "is_compressed") or syntax(header, "is_deflated"),
        position=position,
        across=across,
        down=down,
        spacing=size_mm,
        thickness=_thickness(parts),
        slope=scale(look(parts, "PixelValueTransformationSequence", "RescaleSlope"), 1.0),
        intercept=scale(look(parts, "PixelValueTransformationSequence", "RescaleIntercept"), 0.0),
        window=window(parts),
        order=(*(number(header.get(name)) or 0.0 for name in _ORDER), float(index)),
        simulated=header.get("ManufacturerModelName") == SIMULATED,
    )
