"""The images that are shown → the key `imaging` of a scene block: words where they do, numbers where they must."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from anatomy_viewer.model.image_plane import BENT, ImagePlane
from anatomy_viewer.model.imaged import USUAL_SEVERITY, ImagingSpec
from anatomy_viewer.model.imaging import FAMILY, Imaging
from anatomy_viewer.model.scanner_limits import LIMITS, is_allowed

Asked = Callable[[ImagingSpec], Imaging]
Scanners = Callable[[Imaging, str], Any]
Windows = Mapping[str, Mapping[str, tuple[float, float]]]
_USUAL = ImagingSpec("ct")
_NEAR = 0.05  # mm or degrees that nobody sees


def imaging_keys(imaging: Imaging, asked: Asked, windows: Windows, scanners: Scanners) -> dict[str, object]:
    """asked: the images that words lead to; windows: by modality, the windows that have a name; scanners: the settings
    that images are made with, by modality."""
    spec = _words(imaging, windows)
    usual = asked(spec)
    exact = _exactly(imaging, usual, windows)
    exact["settings"] = _settings(imaging, replace(imaging, settings=usual.settings), scanners) or None
    named = imaging.start.name and (exact["lies"] or spec.plane != _USUAL.plane)
    keys: dict[str, object] = {
        "modality": spec.modality,
        "plane": spec.plane if named else "",
        "side": spec.side if spec.side != _USUAL.side else "",
        "window": spec.window,
        "pathology": _illness(spec),
        "labels": None if spec.labels else False,
        "before": spec.before,
        "divider": spec.divider,
        **exact,
    }
    return {key: value for key, value in keys.items() if value not in ("", None)}


def _words(imaging: Imaging, windows: Windows) -> ImagingSpec:
    """What of it has a name."""
    modality, before, divider = imaging.panel(imaging.front).modality, "", None
    if imaging.divider is not None:
        own, other, divider = (
            imaging.panel(imaging.divider.family).modality,
            imaging.divider.other,
            imaging.divider.at,
        )
        modality, before = (own, other) if imaging.divider.left else (other, own)
    window = imaging.panel(FAMILY[modality]).window
    named = next((name for name, value in windows.get(modality, {}).items() if value == window), "")
    ill = imaging.pathology
    side = imaging.pathology_side if ill else "left" if imaging.cursor[0] < 0.0 else "right"
    return ImagingSpec(
        modality,
        imaging.start.name or _USUAL.plane,
        side,
        named,
        ill,
        imaging.severity,
        imaging.labels,
        divider,
        before,
        close=bool(ill),
    )


def _illness(spec: ImagingSpec) -> str:
    if not spec.pathology or spec.severity == USUAL_SEVERITY:
        return spec.pathology
    return f"{spec.pathology}={spec.severity:g}"


def _exactly(imaging: Imaging, usual: Imaging, windows: Windows) -> dict[str, object]:
    """What the words do not say."""
    bent = imaging.start.name in BENT
    turned = {
        name: round(getattr(imaging, name), 2) + 0.0
        for name in ("offset", "turn", "tilt")
        if abs(getattr(imaging, name)) > _NEAR
    }
    near = all(abs(a - b) <= _NEAR for a, b in zip(imaging.cursor, usual.cursor, strict=True))
    own = {
        panel.modality: list(panel.window)
        for panel in imaging.panels
        if panel.window and panel.window not in windows.get(panel.modality, {}).values()
    }
    beside = not imaging.enlarged and imaging.divider is None
    return {
        "lies": None if bent or _same(imaging.start, usual.start) else _plane(imaging.start),
        **turned,
        "cursor": None if near else _rounded(imaging.cursor),
        "windows": own or None,
        "beside": [panel.modality for panel in imaging.panels] if beside else None,
        "overlay": round(imaging.overlay, 2) or None,
        "neurological": imaging.neurological or None,
    }


def _settings(imaging: Imaging, usual: Imaging, scanners: Scanners) -> dict[str, dict[str, object]]:
    """What was set on the scanners, where a lesson may set it."""
    found: dict[str, dict[str, object]] = {}
    for key, _ in imaging.settings:
        now, before, family = scanners(imaging, key), scanners(usual, key), FAMILY[key]
        told = {name: getattr(now, name) for name in LIMITS[family]}
        told = {name: value for name, value in told.items() if value != getattr(before, name)}
        if kept := {name: value for name, value in told.items() if is_allowed(family, name, value)}:
            found[key] = kept
    return found


def _same(one: ImagePlane, other: ImagePlane) -> bool:
    places = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))
    return all(
        abs(a - b) <= _NEAR
        for place in places
        for a, b in zip(one.place(*place), other.place(*place), strict=True)
    )


def _plane(plane: ImagePlane) -> dict[str, object]:
    """Its middle and sides in mm, and the directions of a row and a column."""
    return {
        "at": _rounded(plane.centre, 2),
        "across": _rounded(plane.across, 5),
        "down": _rounded(plane.down, 5),
        "size": _rounded((plane.width_mm, plane.height_mm), 2),
    }


def _rounded(place: tuple[float, ...], digits: int = 1) -> list[float]:
    return [round(float(part), digits) + 0.0 for part in place]
