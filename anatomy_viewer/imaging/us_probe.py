"""`Probe`: where a transducer rests on the skin and how it is held; pure values, so that mouse and keys feel light."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.imaging.us_settings import CURVED, UsSettings
from anatomy_viewer.imaging.us_skin import SkinField
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import ImagePlane

Reals = NDArray[np.float64]
# Degrees that a probe can be leant before it leaves the skin (model values).
MOST_TILT, MOST_ROCK = 45.0, 30.0
# mm up from a plane's middle where the skin is looked for; an upper edge so near to the skin lies on it.
_UP, _ON_SKIN = 120.0, 0.3


@dataclass(frozen=True)
class Probe:
    """contact: mm, the middle of the probe's face, on the skin. Degrees, all 0 for a transverse probe upright.

    tilt: leans the beam out of the image, towards who looks at it. rock: leans it within the image, to the right edge.
    rotate: turns the probe about its beam, the image's right edge towards who looks at it.
    """

    contact: Vector
    tilt: float = 0.0
    rock: float = 0.0
    rotate: float = 0.0


def probe_at(skin: SkinField, place: ArrayLike, rotate: float = 0.0) -> Probe:
    """Upright on the skin that lies nearest to `place` mm."""
    return Probe(_vector(skin.onto_skin(place)), rotate=rotate)


def slide(skin: SkinField, probe: Probe, right: float, down: float = 0.0) -> Probe:
    """Moved `right` mm along its face and `down` mm across it, away from who looks; it stays on the skin."""
    across, beam = frame(skin, replace(probe, tilt=0.0, rock=0.0))
    place = np.array(probe.contact) + right * across + down * np.cross(across, beam)
    return replace(probe, contact=_vector(skin.onto_skin(place)))


def tilt(probe: Probe, degrees: float) -> Probe:
    """Leant out of the image by so much more."""
    return replace(probe, tilt=float(np.clip(probe.tilt + degrees, -MOST_TILT, MOST_TILT)))


def rock(probe: Probe, degrees: float) -> Probe:
    """Leant within the image by so much more."""
    return replace(probe, rock=float(np.clip(probe.rock + degrees, -MOST_ROCK, MOST_ROCK)))


def rotate(probe: Probe, degrees: float) -> Probe:
    """Turned about its beam by so much more."""
    return replace(probe, rotate=(probe.rotate + degrees + 180.0) % 360.0 - 180.0)


def frame(skin: SkinField, probe: Probe) -> tuple[Reals, Reals]:
    """Unit vectors: along the face to the image's right, and along the middle beam."""
    beam = skin.inward(probe.contact)
    across = _transverse(beam)
    across = _turned(across, beam, math.radians(probe.rotate))
    normal = np.cross(across, beam)
    across, beam = (_turned(v, normal, -math.radians(probe.rock)) for v in (across, beam))
    return across, _turned(beam, across, -math.radians(probe.tilt))


def probe_plane(skin: SkinField, probe: Probe, settings: UsSettings) -> ImagePlane:
    """The image of this probe: the middle of the upper edge is where it touches the skin."""
    across, beam = frame(skin, probe)
    width, height = extent(settings)
    centre = np.array(probe.contact) + beam * (height / 2.0)
    return ImagePlane(_vector(centre), _vector(across), _vector(beam), width, height)


def probe_of(skin: SkinField, plane: ImagePlane) -> Probe:
    """The probe whose image lies in `plane`, as near as it can be held; tilt and rock within their bounds."""
    across, beam = np.array(plane.across), np.array(plane.down)
    contact = contact_of(skin, plane)
    normal = skin.inward(contact)
    upright = np.cross(
        across, normal
    )  # seen along the skin's normal, the plane's own normal without the tilt
    lean = math.degrees(math.asin(float(np.clip(np.dot(np.cross(across, beam), normal), -1.0, 1.0))))
    side = np.cross(normal, upright / max(float(np.linalg.norm(upright)), 1e-9))
    leant = math.degrees(math.asin(float(np.clip(-np.dot(across, normal), -1.0, 1.0))))
    start = _transverse(normal)
    turn = math.atan2(float(np.dot(np.cross(start, side), normal)), float(np.dot(start, side)))
    return Probe(
        _vector(contact),
        tilt=float(np.clip(lean, -MOST_TILT, MOST_TILT)),
        rock=float(np.clip(leant, -MOST_ROCK, MOST_ROCK)),
        rotate=math.degrees(turn),
    )


def contact_of(skin: SkinField, plane: ImagePlane) -> Reals:
    """(3,): where a probe that looks along the plane touches the skin: up its middle line, else the nearest skin."""
    down, centre = np.array(plane.down), np.array(plane.centre)
    top = centre - (plane.height_mm / 2.0) * down
    if abs(float(skin.at(top)[0])) < _ON_SKIN:  # it is a probe's own image
        return top
    up = skin.crossing((centre - _UP * down)[None], down[None], 0.0, 2.0 * _UP, 1.0)
    if np.isfinite(up[0]) and 0.0 < up[0] < _UP + 40.0:
        return centre + (up[0] - _UP) * down
    return skin.onto_skin(centre)


def us_plane(skin: SkinField, plane: ImagePlane, settings: UsSettings) -> ImagePlane:
    """Where the image really lies that a probe gives which looks along `plane`: from the skin, as deep as set.

    A plane whose upper edge does not look into the skin (an axial one, seen from below) is turned within itself.
    """
    contact = contact_of(skin, plane)
    turned = _facing(skin, plane, skin.inward(contact))
    if turned is not plane:
        contact = contact_of(skin, turned)
    width, height = extent(settings)
    down = np.array(turned.down)
    return replace(turned, centre=_vector(contact + down * (height / 2.0)), width_mm=width, height_mm=height)


def extent(settings: UsSettings) -> tuple[float, float]:
    """Width in mm of the whole image, and height below the middle of the face; a curved probe's is a sector."""
    if settings.probe != CURVED:
        return settings.width_mm, settings.depth_mm
    from anatomy_viewer.imaging.us_settings import CURVED_RADIUS

    half = settings.width_mm / 2.0 / CURVED_RADIUS
    whole = CURVED_RADIUS + settings.depth_mm
    return 2.0 * whole * math.sin(half), settings.depth_mm


def seen_extent(settings: UsSettings) -> tuple[float, float]:
    """Width and height in mm of the image as it is laid out: with all of a curved face."""
    width, height = extent(settings)
    return width, height + settings.rise_mm


def _facing(skin: SkinField, plane: ImagePlane, inward: Reals) -> ImagePlane:
    """The plane itself where it looks `inward`; else turned within itself until it looks through the nearest skin."""
    across, down = np.array(plane.across), np.array(plane.down)
    if float(np.dot(down, inward)) > 0.5:
        return plane
    inward = skin.inward(skin.onto_skin(plane.centre))
    a, b = float(np.dot(inward, across)), float(np.dot(inward, down))
    size = math.hypot(a, b)
    if size < 0.3:
        return plane
    beam = (a * across + b * down) / size
    side = np.cross(beam, np.cross(across, down))
    return replace(plane, across=_vector(side), down=_vector(beam))


def _transverse(beam: Reals) -> Reals:
    """The unit vector across `beam` in the axial plane, so that the image is seen from below."""
    across = np.cross(beam, (0.0, 0.0, 1.0))
    size = float(np.linalg.norm(across))
    return across / size if size > 1e-3 else np.array([1.0, 0.0, 0.0])


def _turned(vector: Reals, axis: Reals, angle: float) -> Reals:
    """Rodrigues' rotation."""
    cos, sin = math.cos(angle), math.sin(angle)
    return vector * cos + np.cross(axis, vector) * sin + axis * (float(np.dot(axis, vector)) * (1.0 - cos))


def _vector(place: ArrayLike) -> Vector:
    x, y, z = (float(value) for value in np.asarray(place))
    return x, y, z
