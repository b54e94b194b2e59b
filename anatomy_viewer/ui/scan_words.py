"""What is said of a reader's scan: where a slice lies, what a series is, how good a registration is."""

from __future__ import annotations

from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.content.scan_series import Series
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.registration import Fit
from anatomy_viewer.imaging.scan import Scan
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.imaging_words import term

WAY_WORDS = {
    "linked": "Same plane",
    "axial": "Axial",
    "sagittal": "Sagittal",
    "coronal": "Coronal",
    "image": "Image",
}
SHORT_WAYS = {"linked": "Plane", "axial": "Ax", "sagittal": "Sag", "coronal": "Cor"}
MODALITY_WORDS = {"CT": "CT", "MR": "MR", "US": "Ultrasound", "unknown": "Unknown modality"}
PLANE_NAMES = {"axial": "Axial", "sagittal": "Sagittal", "coronal": "Coronal", "oblique": "Oblique"}
MINUS = "\N{MINUS SIGN}"
_AXES = ("x", "y", "z")


def position_words(plane: ImagePlane, fit: Fit | None, language: str) -> str:
    """Where a slice lies: mm of the scanner, or once registered mm from the model's protuberance."""
    axis = max(range(3), key=lambda i: abs(plane.normal[i]))
    if fit is None:
        return f"{_AXES[axis]} {plane.centre[axis]:.1f} mm".replace("-", MINUS)
    place = fit.placement.to_model(plane.centre)
    text = say("{} mm from the EOP", language).format(f"{_AXES[axis]} {place[axis]:+.0f}")
    return text.replace("-", MINUS)


def series_words(series: Series, language: str) -> str:
    """Modality, plane, size and spacing: all that is said of a series."""
    plane = say(PLANE_NAMES[series.plane], language) if series.plane else ""
    size = " × ".join(str(side) for side in series.size)
    spacing = " × ".join(f"{mm:.2g}" for mm in series.spacing)
    frames = say("{} times", language).format(series.frames) if series.frames > 1 else ""
    words = [term(MODALITY_WORDS[series.modality], language), plane, size, f"{spacing} mm", frames]
    return " · ".join(word for word in words if word)


def fit_words(fit: Fit, language: str) -> str:
    """The residual, and the scale where one was sought."""
    text = say("Residual {} mm (root mean square)", language).format(f"{fit.rms:.1f}")
    scale = fit.placement.scale
    return text if scale == 1.0 else f"{text} · {say('scale {}', language).format(f'{scale:.3f}')}"


def fit_told(fit: Fit | None, problem: ContentError | None, language: str) -> tuple[str, str]:
    """What came of matching points, and the tone to say it in; ('', …) while there is nothing to say."""
    if problem is not None:
        return sentence(problem, language), "warn"
    if fit is not None and fit.mirrored:
        return say("Left and right seem to be exchanged: look at the points of both sides.", language), "warn"
    return fit_words(fit, language) if fit is not None else "", "text2"


def spot_words(scan: Scan, value: float | None, place: Vector, registered: bool, language: str) -> str:
    """The value under the pointer, and as long as the model isn't laid over it the place in the scanner's mm."""
    amount = (
        ""
        if value is None
        else f"{value:.0f} {scan.unit}"
        if abs(value) >= 10
        else f"{value:.3g} {scan.unit}"
    )
    where = "" if registered else f"({', '.join(f'{mm:.0f}' for mm in place)}) mm"
    words = [term(MODALITY_WORDS[scan.modality], language), amount, where]
    return " ".join(word for word in words if word).replace("-", MINUS)
