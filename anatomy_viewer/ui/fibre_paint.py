"""The pathway over the picture: signals on its fibres, how busy its stations are, and what lies under the pointer.

The fibres themselves are part of the picture (`scene/fibres.py`); here is what changes thirty times a second. A strand
is projected once for each camera; a signal is then a small painted light at a place of that line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF, QRadialGradient

from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.pathway_places import Places, read_places
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.curve import arc_lengths
from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.model.convergence import Activity
from anatomy_viewer.model.pathway import base_of, rate_of, side_of
from anatomy_viewer.model.pathway_look import PathwayLook, lit_edges, settled
from anatomy_viewer.scene.fibres import fibre_colour
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look

Reals = NDArray[np.float64]
Size = tuple[int, int]
Key = tuple[str, int, str]
NEAR_PX, NODE_PX = 7.0, 10.0  # about a fibre or a station within which it is meant
_BEAD, _HALO = 0.95, 3.6  # mm: radius of a signal and of its light
_LEAST_PX, _MOST_PX = 1.6, 7.0  # radius of a signal
_STATION = 1.6  # mm
_BRIGHT = 0.55  # opacity of the light along a fibre at its busiest
_QUIET, _STEPS = 0.03, 10
_AGE = 5  # pictures after which the light may change again
_AWAY = 0.25  # what is left of a signal beside what is selected
_SPRITE = 64  # px
_SPOTS = 256  # steps of the way at which a signal may be painted
# Of a signal's light from its middle to its rim: share of the way, of white, opacity.
_LIGHT = ((0.0, 0.85, 1.0), (0.24, 0.6, 1.0), (0.32, 0.0, 0.75), (0.6, 0.0, 0.2), (1.0, 0.0, 0.0))
_STILL_GAP = 0.34  # of the way between two signals of a picture that stands, on a fibre as busy as can be


class Live(Protocol):
    """What goes on: the model's state, and shares 0-1 of the way at which signals are, by link."""

    @property
    def activity(self) -> Activity:
        """The model's state."""

    @property
    def pulses(self) -> Iterable[tuple[Key, list[float]]]:
        """Links with signals on them, and where these are."""


@dataclass(frozen=True, eq=False)
class _Line:
    """A projected strand: pixels (n, 2), mm from the eye (n,); where a signal is painted at each share of the way."""

    key: Key
    system: str
    rate: str
    pixels: Reals
    depth: Reals
    spots: list[tuple[int, int, int]]  # left, top and width (px) of its light, _SPOTS steps of the way


class FibrePaint:
    """Paints for the felt side of `session.now.pathway`. `live` gives what goes on; None: what the sliders lead to."""

    def __init__(self, look: Look, session: Session) -> None:
        self._look, self._session = look, session
        self.live: Live | None = None
        self._places: Places | None = None
        self._lines: list[_Line] = []
        self._nodes: dict[str, tuple[float, float, float]] = {}
        self._for: tuple[object, ...] = ()
        self._sprites: dict[tuple[str, int], QImage] = {}
        self._layer, self._aged = QImage(), 0
        self._layer_for: tuple[object, ...] = ()
        self._frame = QRect()

    # Where things are

    def _aim(self, camera: Camera, size: Size) -> PathwayLook | None:
        look = self._session.now.pathway
        if look is None or not self._session.atlas.pathway:
            return None
        key = (camera, size, look.side)
        if key != self._for:
            self._for = key
            self._project(camera, size, look.side)
        return look

    def _project(self, camera: Camera, size: Size, side: str) -> None:
        places, pathway = self._read(), self._session.atlas.pathway
        self._lines = []
        for strand in places.strands:
            if strand.side == side and strand.edge in pathway.edges:
                edge = pathway.edges[strand.edge]
                seen = project(camera, strand.points, size)
                key = (strand.edge, strand.link, side)
                rate = edge.links[strand.link].rate
                spots = _spots(strand.points, seen, size, camera)
                self._lines.append(_Line(key, edge.system, rate, seen[:, :2], seen[:, 2], spots))
        self._frame = self._extent()
        names = [name for name in places.nodes if side_of(name) == side]
        seen = project(camera, np.array([places.nodes[name] for name in names]).reshape(-1, 3), size)
        self._nodes = {name: (x, y, z) for name, (x, y, z) in zip(names, seen.tolist(), strict=True)}

    def _read(self) -> Places:
        if self._places is None:
            try:
                self._places = read_places(meshes_dir(), self._session.atlas)
            except ContentError:
                self._places = Places({}, ())
        return self._places

    def under(self, position: QPointF, camera: Camera, size: Size) -> str:
        """The station or edge (with its side) at a place of the picture, '' where there is none."""
        look = self._aim(camera, size)
        if look is None:
            return ""
        spot = np.array([position.x(), position.y()])
        near = {name: float(np.hypot(*(spot - at[:2]))) for name, at in self._nodes.items()}
        node = min(near, key=lambda name: near[name], default="")
        if node and near[node] <= NODE_PX:
            return node
        best, found = NEAR_PX, ""
        for line in self._lines:
            gap = _gap(line.pixels, spot)
            if gap < best:
                best, found = gap, f"{line.key[0]}_{look.side[0]}"
        return found

    def box(self) -> QRect:
        """What of the widget the signals may change."""
        return self._frame

    def _extent(self) -> QRect:
        if not self._lines:
            return QRect()
        every = np.concatenate([line.pixels for line in self._lines])
        (left, top), (right, bottom) = every.min(axis=0) - 24.0, every.max(axis=0) + 24.0
        return QRectF(left, top, right - left, bottom - top).toAlignedRect()

    # Painting

    def paint(
        self,
        painter: QPainter,
        camera: Camera,
        size: Size,
        scale: float,
        hovered: str = "",
        moving: bool = False,
    ) -> None:
        """Light along busy fibres, signals, stations; dimmed beside what is selected. While the camera is `moving`
        without the light."""
        look = self._aim(camera, size)
        if look is None:
            return
        activity, pulses = self._now(look)
        lit = lit_edges(look, self._session.atlas.pathway)
        focal = size[1] / 2.0 / np.tan(np.radians(camera.view_angle) / 2.0)
        if not moving or self._layer_for[:1] == (self._for,):
            self._paint_ground(painter, look, activity, lit, (focal, scale))
        else:
            self._paint_stations(painter, focal, scale)
        painter.save()
        self._paint_chosen(painter, look, hovered, scale)
        by_key = {line.key: line for line in self._lines}
        for key, shares in pulses:
            if key in by_key:
                painter.setOpacity(1.0 if not lit or key[0] in lit else _AWAY)
                self._paint_signals(painter, by_key[key], shares)
        painter.restore()

    def _now(self, look: PathwayLook) -> tuple[Activity, Iterable[tuple[Key, list[float]]]]:
        if self.live is not None:
            return self.live.activity, self.live.pulses
        activity = settled(look)
        return activity, self._standing(activity, look)

    def _standing(self, activity: Activity, look: PathwayLook) -> Iterator[tuple[Key, list[float]]]:
        """Signals of a picture that stands: the denser, the busier a fibre is."""
        for line in self._lines:
            rate = rate_of(line.rate, activity, look.inputs, look.side)
            if rate > _QUIET:
                count = max(1, round(rate / _STILL_GAP))
                yield line.key, [(i + 0.5) / count for i in range(count)]

    def _paint_ground(
        self,
        painter: QPainter,
        look: PathwayLook,
        activity: Activity,
        lit: frozenset[str],
        drawn: tuple[float, float],
    ) -> None:
        """Lights along fibres, stations and theirs: a layer that is made anew when a rate has changed by a step.

        drawn: px of the picture's focal length, scale of signs.
        """
        nodes = self._session.atlas.pathway.nodes
        lines = [
            _step(
                rate_of(line.rate, activity, look.inputs, look.side)
                * (1.0 if not lit or line.key[0] in lit else _AWAY)
            )
            for line in self._lines
        ]
        edges = self._session.atlas.pathway.edges
        near = {name for edge in lit for link in edges[edge].links for name in (link.start, link.end)}
        stations = {
            name: _step(
                rate_of(nodes[base_of(name)].rate, activity, look.inputs, look.side)
                * (1.0 if not lit or base_of(name) in near else _AWAY)
            )
            for name in self._nodes
            if base_of(name) in nodes
        }
        box, ratio = self.box(), painter.device().devicePixelRatio()
        key = (self._for, tuple(lines), tuple(stations.values()), frozenset(near), ratio)
        if key != self._layer_for and (
            self._layer_for[:1] != key[:1] or self._aged >= _AGE or self.live is None
        ):
            self._layer_for, self._aged = key, 0
            self._layer = self._lights(box, ratio, lines, stations, near, *drawn)
        self._aged += 1
        painter.drawImage(box.topLeft(), self._layer)

    def _lights(
        self,
        box: QRect,
        ratio: float,
        lines: list[float],
        stations: dict[str, float],
        near: set[str],
        focal: float,
        scale: float,
    ) -> QImage:
        layer = QImage(box.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        layer.setDevicePixelRatio(ratio)
        layer.fill(Qt.GlobalColor.transparent)
        nodes = self._session.atlas.pathway.nodes
        with QPainter(layer) as painter:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )
            painter.translate(-box.topLeft())
            for line, rate in zip(self._lines, lines, strict=True):
                if rate > 0.0 and line.depth.min() > 1.0:
                    _paint_light(painter, line, rate, focal)
            for name, rate in stations.items():
                x, y, z = self._nodes[name]
                if rate > 0.0 and z > 1.0:
                    light = _station_radius(z, focal) * (2.2 + 2.0 * rate)
                    painter.setOpacity(0.25 + 0.75 * rate)
                    at = QRectF(x - light, y - light, 2 * light, 2 * light)
                    painter.drawImage(at, self._sprite(nodes[base_of(name)].system, _SPRITE))
            painter.setOpacity(1.0)
            self._paint_stations(painter, focal, scale, near)
        return layer

    def _paint_signals(self, painter: QPainter, line: _Line, shares: list[float]) -> None:
        for share in shares:
            left, top, wide = line.spots[min(int(share * _SPOTS), _SPOTS - 1)]
            painter.drawImage(left, top, self._sprite(line.system, wide))

    def _paint_stations(
        self, painter: QPainter, focal: float, scale: float, near: Collection[str] = ()
    ) -> None:
        """Each station as a small disc; fainter where it is not one of those `near` what is selected."""
        nodes = self._session.atlas.pathway.nodes
        painter.setPen(QPen(self._look.color("glyph_edge", 0.9), 1.2 * scale))
        for name, (x, y, z) in self._nodes.items():
            if base_of(name) in nodes and z > 1.0:
                radius = _station_radius(z, focal)
                painter.setOpacity(1.0 if not near or base_of(name) in near else 2.0 * _AWAY)
                painter.setBrush(_colour(nodes[base_of(name)].system))
                painter.drawEllipse(QPointF(x, y), radius, radius)

    def _paint_chosen(self, painter: QPainter, look: PathwayLook, hovered: str, scale: float) -> None:
        """A line round what is selected or under the pointer."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for name in dict.fromkeys([*look.selected, hovered]):
            painter.setPen(
                QPen(self._look.color("accent", 0.9 if name in look.selected else 0.6), 2.0 * scale)
            )
            if name in self._nodes:
                x, y, _ = self._nodes[name]
                painter.drawEllipse(QPointF(x, y), 12.0 * scale, 12.0 * scale)
                continue
            for line in self._lines:
                if line.key[0] == base_of(name):
                    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line.pixels.tolist()]))

    def _sprite(self, system: str, wide: int) -> QImage:
        """A small light `wide` px across: white in the middle, the system's colour round it, nothing at the rim."""
        if (system, wide) not in self._sprites:
            image = QImage(wide, wide, QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(Qt.GlobalColor.transparent)
            half, colour = wide / 2.0, _colour(system)
            gradient = QRadialGradient(half, half, half)
            for at, mixed, alpha in _LIGHT:
                gradient.setColorAt(at, _whitened(colour, mixed, alpha))
            with QPainter(image) as painter:
                painter.fillRect(image.rect(), gradient)
            self._sprites[system, wide] = image
        return self._sprites[system, wide]


def _spots(points: Reals, seen: Reals, size: Size, camera: Camera) -> list[tuple[int, int, int]]:
    """Where the light of a signal is painted at each step along a strand (n, 3) that is `seen` (n, 3) so."""
    along = arc_lengths(points)
    shares = (np.arange(_SPOTS) + 0.5) / _SPOTS
    x, y, depth = (np.interp(shares * along[-1], along, column) for column in seen.T)
    focal = size[1] / 2.0 / np.tan(np.radians(camera.view_angle) / 2.0)
    radius = np.clip(_BEAD * focal / np.maximum(depth, 1.0), _LEAST_PX, _MOST_PX) * _HALO
    radius *= np.minimum(1.0, 0.4 + 8.0 * np.minimum(shares, 1.0 - shares))
    wide = np.maximum(3, np.round(2.0 * radius))
    found = np.column_stack([np.round(x - wide / 2.0), np.round(y - wide / 2.0), wide]).astype(int)
    return [(left, top, across) for left, top, across in found.tolist()]


def _paint_light(painter: QPainter, line: _Line, rate: float, focal: float) -> None:
    wide = float(np.clip(2.6 * focal / line.depth.mean(), 3.0, 16.0))
    polygon = QPolygonF([QPointF(x, y) for x, y in [*line.pixels[:-1:2].tolist(), line.pixels[-1].tolist()]])
    colour = QColor(_colour(line.system))  # a copy: its opacity changes
    for width, share in ((wide, 0.35), (wide * 0.45, 1.0)):
        colour.setAlphaF(_BRIGHT * rate * share)
        pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(polygon)


def _station_radius(depth: float, focal: float) -> float:
    """px."""
    return min(max(_STATION * focal / depth, 2.5), 8.0)


def _step(rate: float) -> float:
    """`rate` in steps, 0 where nothing is sent: light need not follow every tremble."""
    return round(rate * _STEPS) / _STEPS if rate > _QUIET else 0.0


@cache
def _colour(system: str) -> QColor:
    red, green, blue = (round(float(value)) for value in fibre_colour(system))
    return QColor(red, green, blue)


def _whitened(colour: QColor, share: float, alpha: float) -> QColor:
    red, green, blue = (round(v + (255 - v) * share) for v in (colour.red(), colour.green(), colour.blue()))
    return QColor(red, green, blue, round(255 * alpha))


def _gap(line: Reals, spot: Reals) -> float:
    """px from a place to the nearest part of a polyline (n, 2)."""
    start, step = line[:-1], np.diff(line, axis=0)
    share = np.clip(((spot - start) * step).sum(axis=1) / np.maximum((step**2).sum(axis=1), 1e-9), 0.0, 1.0)
    return float(np.hypot(*(spot - start - share[:, None] * step).T).min())
