"""A translucent body over the picture, shaded, seen through what lies before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.theme import rgb

Reals = NDArray[np.float64]
_CELL = 0.9  # of a voxel: as fine as the body's points are close
_ALPHA, _DARK = 0.66, 0.62
_LIGHT = np.array([-0.45, 0.55, 0.70])  # to the picture's right, up, towards the eye


@dataclass(frozen=True, eq=False)
class Body:
    """Places (n, 3) on a closed surface, `spacing` mm apart, with unit normals outwards, in a colour of the theme."""

    places: Reals
    normals: Reals
    spacing: float
    token: str


class BodyMark:
    """Keeps the picture of the body as long as neither it nor the camera changes."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._body: Body | None = None
        self._kept: tuple[object, QImage, QRectF] | None = None

    def set_body(self, body: Body | None) -> None:
        """Another body, or none."""
        self._body, self._kept = body, None

    def paint(self, painter: QPainter, camera: Camera, size: tuple[int, int]) -> None:
        """Over everything that was painted so far."""
        if self._body is None or not len(self._body.places):
            return
        key = (camera, size, self._look.theme_name)
        if self._kept is None or self._kept[0] != key:
            self._kept = (key, *self._draw(self._body, camera, size))
        painter.drawImage(self._kept[2], self._kept[1])

    def _draw(self, body: Body, camera: Camera, size: tuple[int, int]) -> tuple[QImage, QRectF]:
        seen = project(camera, body.places, size)
        right, up, back = camera.axes()
        facing = body.normals @ np.column_stack([right, up, back])
        cell = max(_CELL * body.spacing * size[1] * 0.5 / _half_height(camera, float(seen[:, 2].mean())), 1.0)
        light = np.clip(facing @ (_LIGHT / np.linalg.norm(_LIGHT)), 0.0, 1.0)
        shade, corner = splatted(seen, _DARK + (1.0 - _DARK) * light, cell)
        pixels = _coloured(shade, np.array(rgb(getattr(self._look.theme, body.token))))
        high, wide = shade.shape
        image = QImage(pixels.data, wide, high, 4 * wide, QImage.Format.Format_RGBA8888_Premultiplied).copy()
        return image, QRectF(corner[0], corner[1], wide * cell, high * cell)


def splatted(seen: Reals, shade: Reals, cell: float) -> tuple[Reals, tuple[float, float]]:
    """(rows, columns): the shade of the nearest point in each cell, 0 where there is none; and the corner in pixels.

    seen (n, 3): pixel x, y and depth. A point fills two cells by two, so that a closed surface has no holes.
    """
    corner = seen[:, :2].min(axis=0) - 3.0 * cell
    at = ((seen[:, :2] - corner) / cell).astype(np.int64)
    wide, high = at.max(axis=0) + 4
    picture = np.zeros((high, wide))
    order = np.argsort(-seen[:, 2], kind="stable")
    at, shade = at[order], shade[order]
    for dx, dy in ((1, 1), (1, 0), (0, 1), (0, 0)):
        flat = np.zeros((high, wide))
        flat[at[:, 1] + dy, at[:, 0] + dx] = shade
        picture = np.where(flat > 0.0, flat, picture)
    return picture, (float(corner[0]), float(corner[1]))


def vertex_normals(vertices: Reals, faces: NDArray[np.int64]) -> Reals:
    """(n, 3): unit normals, the mean of the faces' round each vertex, weighted by area."""
    a, b, c = (vertices[faces[:, i]] for i in range(3))
    across = np.cross(b - a, c - a)
    total = np.stack(
        [
            sum(np.bincount(faces[:, i], across[:, axis], len(vertices)) for i in range(3))
            for axis in range(3)
        ],
        axis=1,
    )
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12))


def _half_height(camera: Camera, depth: float) -> float:
    """mm from the middle of the picture to its top at `depth` mm."""
    return float(depth * np.tan(np.radians(camera.view_angle) / 2.0))


def _coloured(shade: Reals, colour: NDArray[np.int64]) -> NDArray[np.uint8]:
    """(rows, columns, 4) premultiplied: soft at the rim."""
    cover = (shade > 0.0).astype(np.float64)
    soft, tone = _blurred(cover), _blurred(shade)
    tone = tone / np.maximum(soft, 1e-6)
    alpha = np.clip(soft * 1.6 - 0.3, 0.0, 1.0) * _ALPHA
    pixels = np.concatenate([colour * tone[..., None] * alpha[..., None], 255.0 * alpha[..., None]], axis=2)
    return np.ascontiguousarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _blurred(field: Reals) -> Reals:
    """The mean of three cells by three, twice."""
    for _ in range(2):
        for axis in (0, 1):
            field = (np.roll(field, 1, axis) + field + np.roll(field, -1, axis)) / 3.0
    return field
