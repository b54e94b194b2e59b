"""The plane of the images in the picture: a translucent sheet with its handles, and the common cursor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPolygonF, QTransform

from anatomy_viewer.imaging.us_settings import UsSettings
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_surface import Surface, probe_face
from anatomy_viewer.ui.label_paint import paint_outlined
from anatomy_viewer.ui.look import Look

Size = tuple[int, int]
HANDLE = 8.0  # px
_NEAREST = 1.0  # mm before the eye
_MOST_BLOWN_UP = 8.0  # px of the picture for one of the image on the sheet
_PROBE_LONG = 17.0  # mm of a transducer's foot, as it is drawn: a whole one would hide what it looks at
_GRAIN, _FAINT, _CLEAR = (
    72,
    70,
    215,
)  # places each way that are asked, and opacities (0–255) behind things and before
CORNERS = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


class ImageSheet:
    """image: what lies on the sheet, and where. pointed: where the pointer is in an image.

    probe: the plane of the ultrasound image, whose upper edge is the face of a probe that is set as `machine` says;
    None where no ultrasound is shown.
    """

    def __init__(self, look: Look, session: Session) -> None:
        self._look, self._session = look, session
        self.image: Surface | None = None
        self.pointed: Vector | None = None
        self.probe: ImagePlane | None = None
        self.machine = UsSettings()
        self._behind: tuple[Surface, QImage] | None = None

    def prepare(self, scene: Scene, size: Size) -> None:
        """Ask where the sheet lies behind something solid; there it is painted fainter."""
        if self.image is None or self._session.imaging is None:
            self._behind = None
            return
        steps = (np.arange(_GRAIN) + 0.5) / _GRAIN
        places = self.image.places(steps, steps).reshape(-1, 3)
        hidden = scene.occluded(places, size).reshape(_GRAIN, _GRAIN)
        shares = np.where(hidden, _FAINT, _CLEAR).astype(np.uint8)
        mask = QImage(shares.tobytes(), _GRAIN, _GRAIN, _GRAIN, QImage.Format.Format_Alpha8)
        self._behind = (self.image, mask.copy())

    def probe_outline(self, camera: Camera, size: Size) -> QPolygonF:
        """The transducer on the skin, in px; empty where there is none or it can't be seen."""
        plane = self.probe
        if plane is None or self._session.imaging is None:
            return QPolygonF()
        face = probe_face(plane, self.machine)[::-1]
        up, along = -_PROBE_LONG * np.array(plane.down), np.array(plane.across) * self.machine.width_mm / 2.0
        middle = np.array(plane.place(0.5, 0.0)) + self.machine.rise_mm * np.array(plane.down)
        body = [face[-1] + 0.35 * up, middle - 0.5 * along + 0.55 * up, middle - 0.45 * along + up,
                middle + 0.45 * along + up, middle + 0.5 * along + 0.55 * up, face[0] + 0.35 * up]  # fmt: skip
        return QPolygonF(_seen(np.concatenate([face, body]), camera, size))

    def grip_at(self, position: QPointF, camera: Camera, size: Size, scale: float) -> str:
        """'cursor', 'corner' or 'probe' of what the hand can take hold of at a place of the picture; '' for nothing."""
        imaging = self._session.imaging
        if imaging is None:
            return ""
        x, y, depth = project(camera, np.array([imaging.cursor]), size)[0]
        if depth > _NEAREST and _near(QPointF(float(x), float(y)), position, 12 * scale):
            return "cursor"
        if any(_near(corner, position, 10 * scale) for corner in self.corners(camera, size)):
            return "corner"
        inside = self.probe_outline(camera, size).containsPoint(position, Qt.FillRule.OddEvenFill)
        return "probe" if inside else ""

    def _paint_probe(self, painter: QPainter, camera: Camera, size: Size, scale: float) -> None:
        outline = self.probe_outline(camera, size)
        if outline.isEmpty():
            return
        body = self._look.color("steel_body")
        body.setAlphaF(0.20)
        edge = self._look.color("steel")
        edge.setAlphaF(0.55)
        painter.setPen(QPen(edge, 1.2 * scale))
        painter.setBrush(body)
        painter.drawPolygon(outline)
        painter.setPen(QPen(self._look.color("glyph_edge"), 3.0 * scale))
        face = len(probe_face(self.probe, self.machine)) if self.probe is not None else 0
        painter.drawPolyline([outline.at(number) for number in range(face)])

    @property
    def plane(self) -> ImagePlane | None:
        """The session's plane; None while nothing is imaged."""
        imaging = self._session.imaging
        return imaging.plane if imaging else None

    def corners(self, camera: Camera, size: Size) -> list[QPointF]:
        """The sheet's corners in px, from the upper left one round; none where it reaches behind the eye."""
        plane = self.plane
        if plane is None:
            return []
        if self._own is not None:
            return _seen(self._own.corners, camera, size)
        return _seen(np.array([plane.place(u, v) for u, v in CORNERS]), camera, size)

    @property
    def _own(self) -> Surface | None:
        """The image, where the sheet is what it lies on: a probe's sector, a surface bent along a nerve."""
        return self.image if self.image is not None and self.image.own else None

    def paint(self, painter: QPainter, camera: Camera, size: Size, scale: float) -> None:
        """The sheet, its edge, its handles, and the cursor."""
        imaging = self._session.imaging
        corners = self.corners(camera, size)
        if imaging is None and self.pointed is not None:  # in a reader's own scan
            self._paint_cursor(painter, self.pointed, camera, size, scale)
        if imaging is None or not corners:
            return
        self._paint_image(painter, camera, size)
        colour = self._look.color("glyph_edge")
        painter.setPen(QPen(colour, 1.6 * scale))
        colour.setAlphaF(0.10)
        painter.setBrush(colour)
        edge = _seen(self._own.edge, camera, size) if self._own is not None else corners
        painter.drawPolygon(QPolygonF(edge))
        self._paint_handles(painter, corners, scale)
        self._paint_letters(painter, corners, scale)
        self._paint_probe(painter, camera, size, scale)
        self._paint_cursor(painter, self.pointed or imaging.cursor, camera, size, scale)

    def _paint_image(self, painter: QPainter, camera: Camera, size: Size) -> None:
        if self.image is None:
            return
        surface, image = self.image, self.image.image
        corners = _seen(surface.corners, camera, size)
        if not corners or _blown_up(corners, QRectF(image.rect())):
            return
        painter.save()
        if self._behind is not None and self._behind[0] is surface:
            image = _masked(image, self._behind[1])
        else:
            painter.setOpacity(_CLEAR / 255.0)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(
            QPainter.RenderHint.Antialiasing, surface.nodes.size == 12
        )  # else seams are seen
        base = painter.transform()
        for part, corners in _cells(surface, image, camera, size):
            turned = QTransform()
            if QTransform.quadToQuad(_quad(part), QPolygonF(corners), turned):
                painter.setTransform(turned * base)
                painter.drawImage(part, image, part)
        painter.restore()

    def _paint_handles(self, painter: QPainter, corners: list[QPointF], scale: float) -> None:
        side = HANDLE * scale
        painter.setPen(QPen(self._look.color("glyph_edge"), 1.6 * scale))
        painter.setBrush(self._look.color("image_ground"))
        for corner in corners:
            painter.drawRect(QRectF(corner.x() - side / 2, corner.y() - side / 2, side, side))

    def _paint_letters(self, painter: QPainter, corners: list[QPointF], scale: float) -> None:
        plane = self.plane
        if plane is None:
            return
        left, right, top, low = self._own.letters if self._own is not None else plane.letters()
        middle = sum((c / 4 for c in corners), QPointF())
        for letter, (a, b) in zip((top, right, low, left), ((0, 1), (1, 2), (2, 3), (3, 0)), strict=True):
            at = (corners[a] + corners[b]) / 2
            away = at - middle
            long = max((away.x() ** 2 + away.y() ** 2) ** 0.5, 1.0)
            at += away / long * 12 * scale
            font = self._look.font("tiny_strong", scale=scale)
            paint_outlined(
                painter, font, self._look.color("glyph_edge"), self._look.color("image_ground"), at, letter
            )

    def _paint_cursor(
        self, painter: QPainter, place: Vector, camera: Camera, size: Size, scale: float
    ) -> None:
        x, y, depth = project(camera, np.array([place]), size)[0]
        if depth < _NEAREST:
            return
        at = QPointF(float(x), float(y))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for token, wide in (("image_ground", 3.5), ("steel", 1.6)):
            painter.setPen(QPen(self._look.color(token), wide * scale))
            painter.drawEllipse(at, 9 * scale, 9 * scale)
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                way = QPointF(dx, dy) * scale
                painter.drawLine(at + way * 5, at + way * 15)


def _blown_up(corners: list[QPointF], room: QRectF) -> bool:
    """Is the picture so near that the image on the sheet would be a fog before the specimen?"""
    across, down = corners[1] - corners[0], corners[3] - corners[0]
    long = max(np.hypot(across.x(), across.y()) / room.width(), np.hypot(down.x(), down.y()) / room.height())
    return bool(long > _MOST_BLOWN_UP)


def _near(one: QPointF, other: QPointF, reach: float) -> bool:
    return (one - other).manhattanLength() <= reach * 1.3


def _masked(image: QImage, mask: QImage) -> QImage:
    """The image, as transparent as `mask` says."""
    made = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    smooth = Qt.TransformationMode.SmoothTransformation
    with QPainter(made) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.drawImage(0, 0, mask.scaled(made.size(), Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
    return made


def _seen(places: NDArray[np.float64], camera: Camera, size: Size) -> list[QPointF]:
    """Places (n, 3) in px; none where one of them lies behind the eye."""
    seen = project(camera, places, size)
    if (seen[:, 2] < _NEAREST).any():
        return []
    return [QPointF(float(x), float(y)) for x, y, _ in seen]


def _cells(surface: Surface, image: QImage, camera: Camera, size: Size) -> list[tuple[QRectF, list[QPointF]]]:
    """Parts of the image, the farthest first, and where their corners are seen; none where one is behind the eye."""
    rows, columns, _ = surface.nodes.shape
    seen = project(camera, surface.nodes.reshape(-1, 3), size).reshape(rows, columns, 3)
    if (seen[..., 2] < _NEAREST).any():
        return []
    wide, high = image.width() / (columns - 1), image.height() / (rows - 1)
    found = []
    for i, j in np.ndindex(rows - 1, columns - 1):
        corners = seen[[i, i, i + 1, i + 1], [j, j + 1, j + 1, j]]
        part = QRectF(j * wide, i * high, wide, high)
        found.append((float(corners[:, 2].mean()), part, [QPointF(x, y) for x, y, _ in corners.tolist()]))
    return [(part, corners) for _, part, corners in sorted(found, key=lambda cell: -cell[0])]


def _quad(part: QRectF) -> QPolygonF:
    return QPolygonF([part.topLeft(), part.topRight(), part.bottomRight(), part.bottomLeft()])
