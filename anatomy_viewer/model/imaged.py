"""`ImagingSpec`: the simulated image that a lesson's step or question asks for, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.exact_images import ExactImages
from anatomy_viewer.model.image_plane import BENT, ImagePlane
from anatomy_viewer.model.imaging import FAMILY, NORMAL, Illness, Imaging, Panel, division, opened

USUAL_SEVERITY = 0.7
_NEARLY = 1.15  # an image that is higher than what is wrong needs by no more than that stays as it is
_MIDDLE = 0.5
_CLEAR, _EDGE = (
    0.06,
    0.15,
)  # of the width: from a divider to the finding right of it, and to the image's sides


@dataclass(frozen=True)
class ImagingSpec:
    """modality: its key; plane: a plane's name; side: 'right' or 'left'; window: a preset's name, '' for the usual.

    pathology: '' where nothing is wrong; severity: 0–1. labels: are names shown? before: what stands
    left of a divider: a modality, or NORMAL, the image with nothing wrong; divider: where it stands, 0–1 of the width.
    Either may be left out, or both where there is none. close: is a large image enlarged on what is wrong?
    exact: what the words do not say.
    """

    modality: str
    plane: str = "axial"
    side: str = "right"
    window: str = ""
    pathology: str = ""
    severity: float = USUAL_SEVERITY
    labels: bool = True
    divider: float | None = None
    before: str = ""
    close: bool = False
    exact: ExactImages | None = None

    @property
    def compared(self) -> str:
        """What stands left of the divider: `before`; unless it is told the normal image of a finding, else CT (T1)."""
        if self.divider is None and not self.before:
            return ""
        return self.before or (NORMAL if self.pathology else "t1" if self.modality == "ct" else "ct")

    @property
    def illness(self) -> Illness | None:
        """The pathology that is shown, None without one."""
        return (self.pathology, self.severity, self.side) if self.pathology else None

    def at(self, finding: float | None = None) -> float:
        """Where the divider stands: where it was put; else left of the finding, whose place is given, or amidst."""
        if self.divider is not None:
            return self.divider
        beside_it = self.compared == NORMAL and finding is not None and 0.0 <= finding <= 1.0
        return (
            min(max(finding - _CLEAR, _EDGE), 1.0 - _EDGE) if beside_it and finding is not None else _MIDDLE
        )


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


def closer(plane: ImagePlane, finding: Vector, field_mm: float) -> ImagePlane:
    """The plane enlarged on what is wrong, at `finding` (mm), until it is `field_mm` high; never made larger."""
    u, v, _ = plane.fractions(finding)
    factor = plane.height_mm / field_mm
    whole = factor > _NEARLY and plane.name not in BENT
    return plane.zoomed(factor, finding) if whole and 0.0 <= u <= 1.0 and 0.0 <= v <= 1.0 else plane


def imaging_of(spec: ImagingSpec, atlas: Atlas) -> Imaging:
    """The images as `spec` asks for them, on an axial plane until the specimen has been read and its own is known."""
    divider = division(spec.compared, spec.modality, spec.at()) if spec.compared else None
    found = opened(_through(atlas, spec.side)).with_panel(Panel(spec.modality))
    if divider is not None and divider.other != spec.compared:  # the panel is that of what stands before
        found = found.with_panel(Panel(spec.compared))
    return replace(
        found,
        front=divider.family if divider else FAMILY[spec.modality],
        enlarged=True,
        labels=spec.labels,
        pathology=spec.pathology,
        severity=spec.severity,
        pathology_side=spec.side,
        divider=divider,
    )


def _through(atlas: Atlas, side: str) -> Vector:
    """Where the nerve is pressed first, on `side`; the middle of what there is in an atlas without it."""
    numbered = sorted((p for p in atlas.points.values() if p.number), key=lambda p: p.number or 0)
    if numbered:
        x, y, z = numbered[0].position
        return (-x if side == "left" else x, y, z)
    x, y, z = atlas.bounds(sorted(atlas.all_ids)).mean(axis=0).tolist()
    return (x, y, z)
