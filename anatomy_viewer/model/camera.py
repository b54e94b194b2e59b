"""Cameras as plain values, and the maths of turning, framing, projecting and flying between them (mm, RAS)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import asin, atan2, cos, degrees, exp, log, pi, radians, sin, tan

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import ImagePlane

Array = NDArray[np.float64]

# From the target towards the eye, with the direction that is up in the picture.
VIEWS: dict[str, tuple[Vector, Vector]] = {
    "posterior": ((0, -1, 0), (0, 0, 1)),
    "anterior": ((0, 1, 0), (0, 0, 1)),
    "right": ((1, 0, 0), (0, 0, 1)),
    "left": ((-1, 0, 0), (0, 0, 1)),
    "superior": ((0, 0, 1), (0, 1, 0)),
    "inferior": ((0, 0, -1), (0, 1, 0)),
    "posterolateral right": ((0.70, -0.70, 0.12), (0, 0, 1)),
    "posterolateral left": ((-0.70, -0.70, 0.12), (0, 0, 1)),
}
VIEW_NAMES = {
    "posterior": ("Posterior", "后面观"),
    "anterior": ("Anterior", "前面观"),
    "right": ("Right lateral", "右侧面观"),
    "left": ("Left lateral", "左侧面观"),
    "superior": ("Superior", "上面观"),
    "inferior": ("Inferior", "下面观"),
    "posterolateral right": ("Posterolateral, right", "右后外侧观"),
    "posterolateral left": ("Posterolateral, left", "左后外侧观"),
}
DISTANCES = {"far": 2.0, "whole": 1.15, "close": 0.85, "closer": 0.6}
_ROUND_SHEET = 3.9  # mm of distance a mm of the sheet's longer side
STEEPEST = radians(88.0)
STEEPEST_WALK = radians(55.0)

assert set(VIEW_NAMES) == set(VIEWS)


@dataclass(frozen=True)
class Camera:
    """Where the eye is (mm), what it looks at (mm), which way is up, and its vertical view angle (degrees)."""

    position: Vector = (0.0, -560.0, 20.0)
    target: Vector = (0.0, 30.0, 10.0)
    up: Vector = (0.0, 0.0, 1.0)
    view_angle: float = 28.0

    @property
    def mirrored(self) -> Camera:
        """The same view of the other side of the body."""
        (a, b, c), (d, e, f), (g, h, i) = self.position, self.target, self.up
        return replace(self, position=(-a, b, c), target=(-d, e, f), up=(-g, h, i))

    @property
    def distance(self) -> float:
        """From eye to target in mm."""
        return float(np.linalg.norm(np.subtract(self.position, self.target)))

    def axes(self) -> tuple[Array, Array, Array]:
        """Unit vectors: right and up in the picture, and from the target towards the eye."""
        back = _unit(np.subtract(self.position, self.target))
        right = _unit(_cross(self.up, back))
        return right, _cross(back, right), back

    def mm_per_pixel(self, height: int) -> float:
        """Size of a pixel at the target, for a picture `height` pixels high."""
        return 2.0 * self.distance * tan(radians(self.view_angle) / 2.0) / max(height, 1)


def _cross(a: Array | Vector, b: Array) -> Array:
    """The vector product; numpy's own takes ten times as long for one pair, and every frame asks for dozens."""
    (a0, a1, a2), (b0, b1, b2) = (tuple(map(float, v)) for v in (a, b))
    return np.array([a1 * b2 - a2 * b1, a2 * b0 - a0 * b2, a0 * b1 - a1 * b0])


def view(name: str) -> tuple[Vector, Vector]:
    """Direction and up of a standard view; 'posterolateral' alone means the right one. KeyError when unknown."""
    return VIEWS["posterolateral right" if name == "posterolateral" else name]


def frame(bounds: Array, name: str, distance: str = "whole", turn: tuple[float, float] = (0, 0)) -> Camera:
    """A camera in view `name` that fits the box `bounds` (2, 3) in a picture of 5:4, at a named distance."""
    direction, up = view(name)
    centre = bounds.mean(axis=0)
    camera = Camera(_vector(centre + _unit(np.array(direction, dtype=float)) * 500.0), _vector(centre), up)
    camera = orbit(camera, *turn) if any(turn) else camera
    return replace(
        camera, position=_vector(centre + camera.axes()[2] * _fit(bounds, camera) * DISTANCES[distance])
    )


def standing_off(target: Vector, direction: Array, distance: float) -> Camera:
    """The eye `distance` mm from `target` along `direction`, no steeper than 55 degrees, so that up stays up."""
    x, y, z = (float(part) for part in _unit(direction))
    height = float(np.clip(asin(z), -STEEPEST_WALK, STEEPEST_WALK))
    back, _ = _looking_from(atan2(y, x), height)
    return Camera(_vector(np.add(target, back * distance)), _vector(np.asarray(target)))


def beside(plane: ImagePlane, camera: Camera) -> Camera:
    """A view of a sheet that lies in `plane`: from behind and its side, slanting, so that its image is seen whole."""
    normal, centre = np.array(plane.normal), np.array(plane.centre)
    aside = 0.55 if centre[0] >= 0.0 else -0.55
    behind = _unit(np.array([aside, -0.85, 0.1]))
    facing = normal * (1.0 if normal @ behind + 0.5 * normal[2] >= 0.0 else -1.0)
    seen = standing_off(
        plane.centre, behind + 0.8 * facing, max(plane.width_mm, plane.height_mm) * _ROUND_SHEET
    )
    return replace(seen, view_angle=camera.view_angle)


def _fit(bounds: Array, camera: Camera) -> float:
    """The eye's distance at which every corner of `bounds` is inside a 5:4 picture."""
    corners = np.array([[x, y, z] for x in bounds[:, 0] for y in bounds[:, 1] for z in bounds[:, 2]])
    right, up, back = camera.axes()
    relative = corners - bounds.mean(axis=0)
    slope = tan(radians(camera.view_angle) / 2.0)
    wide = np.abs(relative @ right) / (slope * 1.25)
    high = np.abs(relative @ up) / slope
    return float(max((np.maximum(wide, high) + relative @ back).max(), 25.0))


def orbit(camera: Camera, azimuth: float, elevation: float) -> Camera:
    """Turn round the target in degrees: positive azimuth to the picture's right, positive elevation upwards.

    Up stays up (z) and the eye stops short of the poles; from a view along z turning starts at the pole.
    """
    heading, height = _globe(camera)
    height = float(np.clip(height + radians(elevation), -STEEPEST, STEEPEST))
    back, _ = _looking_from(heading + radians(azimuth), height)
    return replace(
        camera, position=_vector(np.add(camera.target, back * camera.distance)), up=(0.0, 0.0, 1.0)
    )


def _globe(camera: Camera) -> tuple[float, float]:
    """Where the eye stands on a globe round the target: heading from +x and height above the equator, radians."""
    x, y, z = np.subtract(camera.position, camera.target) / camera.distance
    if abs(camera.up[2]) <= 0.5:
        # Seen from near a pole, 'up' in the picture leads away from the eye's heading.
        sign = -1.0 if z > 0 else 1.0
        x, y = sign * camera.up[0], sign * camera.up[1]
    return atan2(y, x), asin(float(np.clip(z, -1.0, 1.0)))


def _looking_from(heading: float, height: float) -> tuple[Array, Array]:
    """Unit vectors towards an eye on the globe, and up in its picture, which leads to the north pole."""
    east, north = cos(heading), sin(heading)
    back = np.array([cos(height) * east, cos(height) * north, sin(height)])
    return back, np.array([-sin(height) * east, -sin(height) * north, cos(height)])


def pan(camera: Camera, right_mm: float, up_mm: float) -> Camera:
    """Move eye and target sideways in the picture's plane."""
    right, up, _ = camera.axes()
    shift = right * right_mm + up * up_mm
    return replace(
        camera, position=_vector(np.add(camera.position, shift)), target=_vector(np.add(camera.target, shift))
    )


def zoom(camera: Camera, factor: float, nearest: float = 18.0, farthest: float = 1500.0) -> Camera:
    """Bring the eye nearer: factor 2 halves the distance; kept between `nearest` and `farthest` mm."""
    distance = float(np.clip(camera.distance / factor, nearest, farthest))
    return replace(camera, position=_vector(np.add(camera.target, camera.axes()[2] * distance)))


def centre_on(camera: Camera, target: Vector) -> Camera:
    """Look at `target` from the same direction and distance."""
    return replace(
        camera, position=_vector(np.add(target, camera.axes()[2] * camera.distance)), target=target
    )


def project(camera: Camera, points: Array, size: tuple[int, int]) -> Array:
    """(n, 3) points in mm → (n, 3): pixel x, pixel y (from the top), distance along the view in mm."""
    right, up, back = camera.axes()
    relative = np.asarray(points, dtype=float).reshape(-1, 3) - np.asarray(camera.position)
    depth = -(relative @ back)
    scale = (
        size[1] / 2.0 / tan(radians(camera.view_angle) / 2.0) / np.where(np.abs(depth) < 1e-6, 1e-6, depth)
    )
    return np.column_stack(
        [size[0] / 2.0 + relative @ right * scale, size[1] / 2.0 - relative @ up * scale, depth]
    )


def ray(camera: Camera, x: float, y: float, size: tuple[int, int]) -> tuple[Array, Array]:
    """Eye (mm) and unit direction of the line of sight through pixel (x, y)."""
    right, up, back = camera.axes()
    slope = 2.0 * tan(radians(camera.view_angle) / 2.0) / size[1]
    toward = -back + right * ((x - size[0] / 2.0) * slope) - up * ((y - size[1] / 2.0) * slope)
    return np.array(camera.position, dtype=float), _unit(toward)


def flight(start: Camera, end: Camera, t: float) -> Camera:
    """The camera a fraction `t` (0–1) of the way, ease-out cubic: it turns round the moving target by heading and
    height, so that up stays up and no pole is crossed."""
    if t >= 1.0:
        return end
    s = 1.0 - (1.0 - max(t, 0.0)) ** 3
    target = _mix(np.asarray(start.target), np.asarray(end.target), s)
    distance = exp(log(start.distance) * (1 - s) + log(end.distance) * s)
    (heading, height), (last_heading, last_height) = _globe(start), _globe(end)
    round_about = (last_heading - heading + pi) % (2.0 * pi) - pi
    back, up = _looking_from(heading + round_about * s, height + (last_height - height) * s)
    angle = start.view_angle * (1 - s) + end.view_angle * s
    return Camera(_vector(target + back * distance), _vector(target), _vector(up), angle)


def name_of(camera: Camera) -> str:
    """The standard view that `camera` looks along (within 4 degrees), or ''."""
    back = camera.axes()[2]
    for name, (direction, _) in VIEWS.items():
        if degrees(np.arccos(np.clip(back @ _unit(np.array(direction, dtype=float)), -1, 1))) < 4.0:
            return name
    return ""


def _mix(a: Array, b: Array, s: float) -> Array:
    return np.asarray(a * (1 - s) + b * s, dtype=float)


def _unit(vector: Array) -> Array:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=float)


def _vector(array: Array) -> Vector:
    return (round(float(array[0]), 4), round(float(array[1]), 4), round(float(array[2]), 4))
