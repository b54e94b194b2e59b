"""Matching points kept beside a scan as NAME.anatomy-viewer.json: places and the transform, nothing of whose it is.

One file serves every series of a folder: an entry belongs to the scan of its size and place. The transform is written
for other programs; read are the points alone, from which it follows.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from anatomy_viewer.content.text_files import read_text, reason, replace_text
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.registration import FEWEST, Fit
from anatomy_viewer.imaging.scan import Scan
from anatomy_viewer.model.scanning import Mark

ENDING = ".anatomy-viewer.json"
MOST_POINTS, MOST_SCANS = 200, 200
_SAME_MM = 0.01
_Number = Annotated[float, Field(ge=-1e5, le=1e5, allow_inf_nan=False)]
_Place = tuple[_Number, _Number, _Number]
_Row = tuple[_Number, _Number, _Number, _Number]
_Matrix = tuple[_Row, _Row, _Row, _Row]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Point(_Strict):
    landmark: Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9_]*$")]
    model_mm: _Place
    scan_mm: _Place


class _Entry(_Strict):
    size: tuple[int, int, int]
    affine: _Matrix
    kind: Literal["rigid", "similarity"]
    points: Annotated[list[_Point], Field(max_length=MOST_POINTS)]
    model_to_scan: _Matrix | None = None


class _File(_Strict):
    version: Literal[1]
    frame: Literal["RAS mm"] = "RAS mm"
    scans: Annotated[list[_Entry], Field(max_length=MOST_SCANS)]


def registration_path(scan: Path) -> Path:
    """Beside the file or folder."""
    return scan.with_name(f"{scan.name}{ENDING}")


def read_registration(path: Path, scan: Scan) -> tuple[tuple[Mark, ...], bool]:
    """The pairs kept for this scan, and whether a scale is sought; none where there is no file. Raises ContentError."""
    file = registration_path(path)
    if not file.exists():
        return (), False
    for entry in _read(file).scans:
        if _belongs(entry, scan):
            marks = tuple(Mark(p.landmark, p.model_mm, p.scan_mm) for p in entry.points)
            return marks, entry.kind == "similarity"
    return (), False


def kept_marks(file: Path) -> tuple[Mark, ...]:
    """The pairs of the first scan in the file that has enough of them. Raises ContentError."""
    for entry in _read(file).scans:
        if len(entry.points) >= FEWEST:
            return tuple(Mark(p.landmark, p.model_mm, p.scan_mm) for p in entry.points)
    raise ContentError(file, None, f"no scan in it has {FEWEST} matching points.", "Register the scan first.")


def _read(file: Path) -> _File:
    try:
        return _File.model_validate_json(read_text(file))
    except (ValidationError, ValueError) as error:
        problem = "the points kept beside the scan are damaged."
        raise ContentError(file.name, None, problem, "Delete the file; points can be picked anew.") from error


def _belongs(entry: _Entry, scan: Scan) -> bool:
    return entry.size == scan.size and bool(np.abs(np.array(entry.affine) - scan.affine).max() < _SAME_MM)


def write_registration(
    path: Path, scan: Scan, marks: tuple[Mark, ...], scaled: bool, fit: Fit | None = None
) -> Path:
    """Keep the pairs beside the scan, in the place of those kept before; returns the file. Raises ContentError."""
    file = registration_path(path)
    kept = [entry for entry in _read(file).scans if not _belongs(entry, scan)] if file.exists() else []
    entry = _Entry(
        size=scan.size,
        affine=_rows(scan.affine),
        kind="similarity" if scaled else "rigid",
        points=[_Point(landmark=m.landmark, model_mm=m.model, scan_mm=m.scan) for m in marks],
        model_to_scan=_rows(fit.placement.matrix()) if fit else None,
    )
    whole = _File(version=1, scans=[*kept, entry] if marks else kept)
    try:
        if whole.scans:
            replace_text(file, json.dumps(whole.model_dump(exclude_none=True), indent=1) + "\n")
        else:
            file.unlink(missing_ok=True)
    except OSError as error:
        problem = f"the points can't be kept beside the scan ({reason(error)})."
        raise ContentError(file.name, None, problem, "They hold until the scan is closed.") from error
    return file


def _rows(matrix: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> _Matrix:
    a, b, c, d = ((w, x, y, z) for w, x, y, z in np.round(matrix, 6).tolist())
    return a, b, c, d
