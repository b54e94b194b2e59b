"""`ImagingSpec`: the simulated image that a lesson's step or question asks for, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.imaging import FAMILY, Imaging, Panel, opened

USUAL_SEVERITY = 0.7


@dataclass(frozen=True)
class ImagingSpec:
    """modality: its key; plane: a plane's name; side: 'right' or 'left'; window: a preset's name, '' for the usual.

    pathology: '' where nothing is wrong; severity: 0–1. labels: are names shown? divider: where CT gives way to MR,
    0–1 of the width, None for images side by side.
    """

    modality: str
    plane: str = "axial"
    side: str = "right"
    window: str = ""
    pathology: str = ""
    severity: float = USUAL_SEVERITY
    labels: bool = True
    divider: float | None = None


def pathology_words(text: str) -> tuple[str, float]:
    """'neuroma=0.5' or 'neuroma' → its name and severity; NaN where that is no number from 0 to 1."""
    name, mark, number = (part.strip() for part in text.partition("="))
    if not mark:
        return name, USUAL_SEVERITY
    try:
        severity = float(number)
    except ValueError:
        return name, float("nan")
    return name, severity if 0.0 <= severity <= 1.0 else float("nan")


def imaging_of(spec: ImagingSpec, atlas: Atlas) -> Imaging:
    """The images as `spec` asks for them, on an axial plane until the specimen has been read and its own is known."""
    found = opened(_through(atlas, spec.side)).with_panel(Panel(spec.modality))
    return replace(
        found,
        front=FAMILY[spec.modality],
        enlarged=spec.divider is None,
        labels=spec.labels,
        pathology=spec.pathology,
        severity=spec.severity,
        divider=spec.divider,
    )


def _through(atlas: Atlas, side: str) -> Vector:
    """Where the nerve is pressed first, on `side`; the middle of what there is in an atlas without it."""
    numbered = sorted((p for p in atlas.points.values() if p.number), key=lambda p: p.number or 0)
    if numbered:
        x, y, z = numbered[0].position
        return (-x if side == "left" else x, y, z)
    x, y, z = atlas.bounds(sorted(atlas.all_ids)).mean(axis=0).tolist()
    return (x, y, z)
