"""Reading elements of a DICOM header that may lie in the image, in a group for it or all images, or nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.errors import ContentError

Reals = NDArray[np.float64]


def syntax(header: Any, asked: str) -> bool:
    """Is the transfer syntax what is `asked`: 'is_compressed' or 'is_deflated'?"""
    uid = header.file_meta.get("TransferSyntaxUID") if hasattr(header, "file_meta") else None
    return bool(getattr(uid, asked, False)) if uid is not None and not uid.is_private else False


def first(part: Any, name: str) -> Any:
    """The first item of a sequence; None without one."""
    found = part.get(name) if part is not None else None
    return found[0] if found else None


def look(parts: list[Any], group: str, name: str) -> Any:
    """The element of an image: its own, that of all images, or the plain one."""
    for part in parts:
        inner = first(part, group)
        value = (inner.get(name) if inner is not None else None) or part.get(name)
        if value is not None and value != "":
            return value
    return None


def numbers(value: Any, count: int) -> Reals | None:
    """(count,) finite numbers; None for anything else."""
    if value is None or len(value) != count:
        return None
    found = np.array([float(each) for each in value])
    return found if np.isfinite(found).all() else None


def number(value: Any) -> float | None:
    """One finite number, the first of several; None for anything else."""
    first = value[0] if hasattr(value, "__getitem__") and not isinstance(value, str) and len(value) else value
    try:
        found = float(first)
    except (TypeError, ValueError):
        return None
    return found if np.isfinite(found) else None


def scale(value: Any, otherwise: float) -> float:
    """A slope or intercept; a slope of 0 is none."""
    found = number(value)
    return otherwise if found is None or (otherwise and not found) else found


def window(parts: list[Any]) -> tuple[float, float] | None:
    """Centre and width; None where the file has none."""
    centre = number(look(parts, "FrameVOILUTSequence", "WindowCenter"))
    width = number(look(parts, "FrameVOILUTSequence", "WindowWidth"))
    return (centre, width) if centre is not None and width is not None and width >= 1e-6 else None


def spacing(path: Path, parts: list[Any]) -> tuple[float, float] | None:
    """Mm from column to column and row to row; None where the file does not say."""
    value = look(parts, "PixelMeasuresSequence", "PixelSpacing")
    for name in ("ImagerPixelSpacing", "NominalScannedPixelSpacing"):
        value = value if value is not None else parts[-1].get(name)
    if value is None:
        region = first(parts[-1], "SequenceOfUltrasoundRegions")
        if region is None or region.get("PhysicalUnitsXDirection") != 3:  # 3: cm
            return None
        value = [abs(region.PhysicalDeltaY) * 10.0, abs(region.PhysicalDeltaX) * 10.0]
    found = numbers(value, 2)
    if found is None or found.min() <= 0.0:
        raise ContentError(
            path.name, None, "its pixels have no valid size.", "The spacing in the header is wrong."
        )
    return float(found[1]), float(found[0])
