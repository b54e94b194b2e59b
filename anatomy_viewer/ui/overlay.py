"""What is painted over the anatomy: labels, points, verdicts, the name under the pointer, scale bar and cube.

`prepare` is called when the picture rests: it asks the scene what is seen. `paint` is called for every frame and moves
what was prepared along with the camera.

Past 400 lines: labels, points, legends and signs share one picture, so that each is told what room the others take.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, field
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.mesh_tables import Joined
from anatomy_viewer.model.anatomy import Point, Vector
from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.pathway import base_of
from anatomy_viewer.scene.labels import MOST_LABELS, Ground, Place, Rect, Wish, place_labels, place_markers
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session
from anatomy_viewer.ui.anchors import Anchors, kept_side, tangent
from anatomy_viewer.ui.bead import paint_bead
from anatomy_viewer.ui.cross import paint_cross
from anatomy_viewer.ui.cube import Axis, paint_cube
from anatomy_viewer.ui.effect_paint import EffectMark
from anatomy_viewer.ui.fonts import role
from anatomy_viewer.ui.imaging_sheet import ImageSheet
from anatomy_viewer.ui.label_paint import (
    HEIGHT_AT_100,
    label_size,
    paint_label,
    paint_leader,
    paint_scale_bar,
)
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_mark import NeedleMark
from anatomy_viewer.ui.place_paint import PlaceVerdict
from anatomy_viewer.ui.point_paint import MARKER, paint_point
from anatomy_viewer.ui.point_spreads import PointSpreads
from anatomy_viewer.ui.practice_paint import AttemptMarks
from anatomy_viewer.ui.sign_places import MARK, SignPlaces
from anatomy_viewer.ui.spread_paint import Spot
from anatomy_viewer.ui.territory_marks import TerritoryMarks
from anatomy_viewer.ui.territory_paint import legend_size, paint_legend, paint_territories, territory_names
from anatomy_viewer.ui.verdict_paint import Verdicts

if TYPE_CHECKING:
    from anatomy_viewer.ui.fibre_paint import FibrePaint, Live
    from anatomy_viewer.ui.measure_marks import MeasureMarks
    from anatomy_viewer.ui.pathway_player import PathwayPlayer
    from anatomy_viewer.ui.region_marks import RegionMarks

Courses = Mapping[str, NDArray[np.float64]]
PaintPairs = Callable[[QPainter, Camera, tuple[int, int], float], None]
CUBE, CUBE_EDGE = 74, 18
NERVE_THICK = 4.0  # mm
FAINT = 0.4  # a point that lies behind something


@dataclass
class Prepared:
    """What the scene said when the picture last rested."""

    anchors: dict[str, Vector] = field(default_factory=dict)
    hidden_points: frozenset[str] = frozenset()
    subject: NDArray[np.bool_] | None = None
    anatomy: NDArray[np.bool_] | None = None


class Overlay:
    """Paints for one picture; `labels`, `show_labels` and `chrome` say what."""

    def __init__(self, look: Look, session: Session) -> None:
        self._look, self._session = look, session
        self._anchors: Anchors | None = None
        self._courses: Courses = {}
        self.spreads: PointSpreads | None = None
        self.territories: TerritoryMarks | None = None
        self._coarse: Mapping[str, Mesh] = {}
        self._own: Mapping[str, Mesh] = {}
        self.pairs: PaintPairs | None = None  # paints the matching points of a mesh that is being added
        self.region: RegionMarks | None = None  # made with the first pain map
        self._prepared = Prepared()
        self._label_memory: dict[str, tuple[float, float]] = {}
        self._marker_memory: dict[str, tuple[float, float]] = {}
        self._markers: list[Place] = []
        self._marked_for: tuple[tuple[object, ...], list[Place]] | None = None
        self._hovered: tuple[str, QPointF, str] = ("", QPointF(), "")
        self._hovered_territories: tuple[str, ...] = ()
        self._hovered_region = ""
        self._verdicts = Verdicts(look, session)
        self._placed = PlaceVerdict(look, session)
        self.attempts = AttemptMarks(look, session)
        self.cross: Vector | None = None  # where the cross of the keyboard stands (mm)
        self.needle, self.effect = NeedleMark(look), EffectMark(look)
        self.sheet = ImageSheet(look, session)
        self.signs = SignPlaces(session)
        self._fibres: FibrePaint | None = None
        self._measures: MeasureMarks | None = None
        self._measured: tuple[Rect, ...] = ()  # where their values stand
        self.hovered_fibre = ""  # a station or edge of the pathway
        self.player: PathwayPlayer | None = None  # runs the model of the pathway
        self.live: Live | None = None  # what the model does where none runs; None: what the sliders lead to
        self._moving = False
        self.labels = "own and Latin"
        self.show_labels = True
        self.chrome = True  # scale bar and cube
        self.text_share = 0.0  # of the picture's height that a label's line takes; 0: what suits a window
        self.page_scale = 0.0  # of labels in a picture that goes into a file
        self.most_labels = MOST_LABELS
        self.kept_free: tuple[Rect, ...] = ()  # where no label may stand

    def set_meshes(self, coarse: Mapping[str, Mesh], courses: Courses) -> None:
        """Where structures and nerves lie; nothing but cube and scale bar is painted before."""
        self._anchors = Anchors(self._session.atlas, Joined(coarse, self._own))
        self._courses = courses
        self.spreads = PointSpreads(self._look, self._session, coarse)
        self.territories = TerritoryMarks(self._session, coarse)
        self._coarse, self.region = coarse, None

    def take_own(self, coarse: Mapping[str, Mesh]) -> None:
        """The user's own meshes, which the session's atlas names."""
        self._own = coarse
        if self._anchors is not None:
            self._anchors = Anchors(self._session.atlas, Joined(self._coarse, coarse))

    def take(self, other: Overlay) -> None:
        """Paint what `other` has prepared: the same picture in another size. Handles of the needle stay its own."""
        self._anchors, self._courses, self._prepared = other._anchors, other._courses, other._prepared
        self.spreads, self.territories = other.spreads, other.territories
        self.effect, self.sheet, self.attempts = other.effect, other.sheet, other.attempts
        self.labels, self.signs, self.player = other.labels, other.signs, other.player
        self._measures = other._measures

    def take_marks(self, scene: Scene | None, size: tuple[int, int], ratio: float) -> None:
        """Ask the scene for what `take` has not brought: verdicts and the needle."""
        if scene is not None and self._anchors is not None:
            self._verdicts.prepare(scene, self._anchors, size, ratio)
            self.needle.prepare(scene, self._session.now.needle, size)

    def hover(
        self, name: str, position: QPointF, face: str, territories: tuple[str, ...] = (), region: str = ""
    ) -> None:
        """What the pointer is on: a structure, feature or point, with skin territories there; a region of the pain map
        (its name); or a face of the cube."""
        self._hovered = (name, position, face)
        self._hovered_territories, self._hovered_region = territories, region

    @property
    def courses(self) -> Courses:
        """The lines of nerves and vessels."""
        return self._courses

    @property
    def measures(self) -> MeasureMarks | None:
        """What paints measurements; made when there is one, or the tool for it is taken up."""
        wanted = self._session.view.measurements or self._session.now.measuring
        if self._measures is None and wanted:
            from anatomy_viewer.ui.measure_marks import MeasureMarks

            self._measures = MeasureMarks(self._look, self._session)
        return self._measures if wanted else None

    # The pathway

    @property
    def fibres(self) -> FibrePaint | None:
        """What paints the pathway's signals; made when the pathway is first shown."""
        if self._fibres is None and self._session.now.pathway is not None:
            from anatomy_viewer.ui.fibre_paint import FibrePaint

            self._fibres = FibrePaint(self._look, self._session)
        if self._fibres is not None:
            self._fibres.live = self.player or self.live
        return self._fibres if self._session.now.pathway is not None else None

    def fibre_at(self, position: QPointF, camera: Camera, size: tuple[int, int]) -> str:
        """The station or edge of the pathway under the pointer, '' where there is none."""
        return self.fibres.under(position, camera, size) if self.fibres else ""

    # What is seen

    def prepare(self, scene: Scene | None, size: tuple[int, int], ratio: float = 1.0) -> None:
        """Ask the scene (its picture is `size` device pixels, `ratio` of them a pixel of the window)."""
        if scene is None or self._anchors is None or min(size) <= 0:
            return
        view, atlas = scene.view, self._session.atlas
        names = [name for name in self._wanted_labels() if not name.startswith(MARK)]
        points = [atlas.points[i] for i in view.points if self._has(i)]
        places = np.array([p.position for p in points], dtype=float).reshape(-1, 3)
        before = places + view.camera.axes()[2] * NERVE_THICK  # the nerve that a point marks does not hide it
        behind = scene.occluded(before, size) if len(points) else np.zeros(0, bool)
        subject = frozenset(atlas.owner(i) for i in view.highlighted) or frozenset(map(atlas.owner, names))
        if self.signs.shown():
            subject = frozenset({atlas.skin.surface})  # the face is what the signs are about
        masks = self._anchors.masks(view, view.camera, size, subject)
        self._prepared = Prepared(
            {**self._anchors.visible(names, scene, size), **self.signs.visible(scene, size)},
            frozenset(p.id for p, far in zip(points, behind, strict=True) if far),
            *masks,
        )
        self._verdicts.prepare(scene, self._anchors, size, ratio)
        self.needle.prepare(scene, self._session.now.needle, size)
        self.sheet.prepare(scene, size)
        if self.measures:
            self.measures.prepare(scene, size)
        if self.spreads is not None:
            self.spreads.prepare(self._points(), scene, size)
        if self.territories is not None:
            self.territories.look_again()
            legend = self._legend_rect((round(size[0] / ratio), round(size[1] / ratio)))
            box = (legend.x() * ratio, legend.y() * ratio, legend.width() * ratio, legend.height() * ratio)
            self.territories.prepare(scene, size, box)
        if self.region is None and self._session.pain is not None:
            from anatomy_viewer.ui.region_marks import RegionMarks

            self.region = RegionMarks(self._session, self._coarse)
        if self.region is not None:
            self.region.look_again()
            self.region.prepare(scene, size)

    def waiting_spreads(self) -> tuple[Point, ...]:
        """Points whose spread is wanted and has still to be laid on the tissue."""
        return self.spreads.waiting(self._points()) if self.spreads else ()

    def _wanted_labels(self) -> tuple[str, ...]:
        state = self._session.now
        if not self.show_labels or state.concealed or self._session.judged_in_picture:
            return ()
        selected = (state.view.selected,) if state.view.selected in self._session.atlas.structures else ()
        return tuple(dict.fromkeys([*state.view.labelled, *(i for i in selected if i), *self.signs.shown()]))[
            : self.most_labels
        ]

    # Painting

    def paint(self, painter: QPainter, camera: Camera, width: int, height: int, moving: bool = False) -> None:
        """Everything, `width` × `height` pixels of the painter large; while `moving`, labels stay where they were."""
        size = (width, height)
        self._moving = moving
        scale = self.scale(height)
        self._verdicts.paint(painter, camera, size, scale)
        self._paint_territories(painter, camera, size, scale)
        self.sheet.paint(painter, camera, size, scale)
        if self.fibres:
            self.fibres.paint(painter, camera, size, scale, self.hovered_fibre, moving)
        self._paint_points(painter, camera, size, scale)
        self.effect.paint(painter, camera, size)
        self.needle.paint(painter, camera, self._session.now.needle, size, scale)
        if self.pairs is not None:
            self.pairs(painter, camera, size, scale)
        paint_bead(painter, self._look, self._session, camera, size, scale)
        self._paint_measures(painter, camera, size, scale)
        self._paint_labels(painter, camera, size, scale)
        if self.chrome:
            corner = QPointF(22 * scale, height - 24 * scale)
            paint_scale_bar(painter, self._look, corner, camera.mm_per_pixel(height), scale=scale)
            paint_cube(
                painter, self._look, self.cube_rect(width, height), self.cube_axes(camera), self._hovered[2]
            )
        self.attempts.paint(painter, camera, size, scale)
        self._placed.paint(painter, camera, size, scale)
        self._paint_cross(painter, camera, size, scale)
        self._paint_hovered(painter, size, scale)

    def _paint_measures(self, painter: QPainter, camera: Camera, size: tuple[int, int], scale: float) -> None:
        self._measured = ()
        if self.measures:
            from anatomy_viewer.ui.measure_marks import Spot as MeasureSpot

            spot = MeasureSpot(camera, size, scale)
            self.measures.paint(painter, spot)
            plates = self.measures.plates(spot)
            self._measured = tuple(Rect(r.x(), r.y(), r.width(), r.height()) for r in plates)

    def _paint_cross(self, painter: QPainter, camera: Camera, size: tuple[int, int], scale: float) -> None:
        if self.cross is not None:
            x, y, _ = project(camera, np.array([self.cross]), size)[0]
            paint_cross(painter, self._look, QPointF(float(x), float(y)), scale)

    def _paint_territories(
        self, painter: QPainter, camera: Camera, size: tuple[int, int], scale: float
    ) -> None:
        marks, atlas = self.territories, self._session.atlas
        if self._session.now.concealed:
            return
        if self.region is not None and self._session.pain is not None:
            self.region.paint(painter, self._look, Spot(camera, size, scale, self._moving))
        if self._session.pain is not None and self.chrome:
            from anatomy_viewer.ui.pain_legend import paint_pain_legend

            paint_pain_legend(painter, self._look, self._session, self._legend_rect(size), scale)
        if marks is None or not marks.shown:
            return
        paint_territories(painter, self._look, atlas, marks, Spot(camera, size, scale, self._moving))
        if self.chrome:
            paint_legend(painter, self._look, atlas, marks, self._legend_rect(size), scale)

    def _legend_rect(self, size: tuple[int, int]) -> QRectF:
        """Above the scale bar."""
        scale, names = self.scale(size[1]), self.territories.shown if self.territories else ()
        if self._session.pain is not None:
            from anatomy_viewer.ui.pain_legend import pain_legend_size

            box = pain_legend_size(self._look, self._session, scale)
        else:
            box = legend_size(self._look, self._session.atlas, names, scale)
        return QRectF(QPointF(14 * scale, size[1] - 62 * scale - box.height()), box)

    def scale(self, height: int) -> float:
        """Labels grow with the root of the picture's height, up to 1.6, and shrink a little in a low one."""
        if self.page_scale:
            return self.page_scale
        if self.text_share:
            return height * self.text_share / role("control").px / self._look.scale
        return min(max(sqrt(height / HEIGHT_AT_100), 0.85), 1.6)

    def cube_rect(self, width: int, height: int) -> QRectF:
        """Where the orientation cube stands."""
        side = CUBE * self.scale(height)
        return QRectF(width - side - CUBE_EDGE, height - side - CUBE_EDGE, side, side)

    def cube_axes(self, camera: Camera) -> list[Axis]:
        """Where right, anterior and superior point on the screen (x right, y up, z to the eye)."""
        right, up, back = camera.axes()
        return [(float(right[i]), float(up[i]), float(back[i])) for i in range(3)]

    def _reserved(self, size: tuple[int, int]) -> tuple[Rect, ...]:
        if not self.chrome:
            return self.kept_free
        cube, (width, height) = self.cube_rect(*size), size
        named = self._session.pain is not None or bool(self.territories and self.territories.shown)
        legend = self._legend_rect(size) if named else QRectF()
        return (
            Rect(legend.x(), legend.y(), legend.width(), legend.height()),
            Rect(cube.x() - 6, cube.y() - 6, cube.width() + 30, cube.height() + 30),
            Rect(0, height - 60, 170, 60),
            Rect(0, 0, 300, 60),
            Rect(width - 150, 0, 150, 60),
        )

    def _ground(self, size: tuple[int, int], taken: tuple[Rect, ...] = ()) -> Ground:
        return Ground(size, self._prepared.subject, self._prepared.anatomy, (*self._reserved(size), *taken))

    def _paint_labels(self, painter: QPainter, camera: Camera, size: tuple[int, int], scale: float) -> None:
        wanted = [n for n in self._wanted_labels() if n in self._prepared.anchors]
        if not wanted:
            return
        pixels = project(camera, np.array([self._prepared.anchors[n] for n in wanted]), size)
        texts = {name: self._texts(name) for name in wanted}
        wishes = []
        for name, pixel in zip(wanted, pixels, strict=True):
            box = label_size(self._look, *texts[name], scale=scale)
            wishes.append(Wish(name, (float(pixel[0]), float(pixel[1])), (box.width(), box.height())))
        taken = (*(place.rect for place in self._markers), *self._measured)
        places = place_labels(
            wishes, self._ground(size, taken), self._label_memory, scale, moving=self._moving
        )
        self._label_memory = {place.id: place.offset for place in places}
        for place in places:
            paint_leader(painter, self._look, [QPointF(*p) for p in place.leader], scale)
        for place in places:
            rect = QRectF(place.rect.x, place.rect.y, place.rect.width, place.rect.height)
            paint_label(painter, self._look, rect, *texts[place.id], scale=scale)

    def _texts(self, name: str) -> tuple[str, str]:
        """First and second line of a label, as the user wants them."""
        if name.startswith(MARK):
            return self.signs.texts(name)
        atlas, language = self._session.atlas, self._session.language
        item = atlas.item(name)
        own = item.names.get(language)
        if self.labels == "Latin":
            return item.names.get("la"), ""
        if self.labels == "English and Chinese":
            return item.names.en, item.names.zh
        return own, (item.names.la if self.labels == "own and Latin" else "")

    def _has(self, name: str) -> bool:
        """Is it a point, and one that the specimen shown has?"""
        return name in self._session.atlas.points and name not in self._session.missing

    def _points(self) -> list[Point]:
        state, atlas = self._session.now, self._session.atlas
        names = dict.fromkeys([*state.view.points, *([state.view.selected] if state.view.selected else [])])
        points = [atlas.points[name] for name in names if self._has(name)]
        if state.concealed:
            points = [
                point
                for point in points
                if point.kind == "landmark" and self._session.asks_for in ("place", "needle")
            ]
        kept = kept_side(np.array([p.position for p in points], dtype=float).reshape(-1, 3), state.view)
        return [point for point, stays in zip(points, kept, strict=True) if stays]

    def _paint_points(self, painter: QPainter, camera: Camera, size: tuple[int, int], scale: float) -> None:
        points = self._points()
        self._markers = []
        if not points:
            return
        self._markers = self._marked(points, camera, size, scale)
        by_id = {point.id: point for point in points}
        selected = self._session.view.selected
        spot = Spot(camera, size, scale, self._moving)
        if self.spreads is not None:
            self.spreads.paint(painter, points, spot)
        for place in self._markers:
            point = by_id[place.id]
            painter.setOpacity(FAINT if place.id in self._prepared.hidden_points else 1.0)
            paint_point(painter, self._look, point, place, scale, selected=place.id == selected)
        painter.setOpacity(1.0)
        if self.spreads is not None:
            discs = tuple(QRectF(*astuple(place.rect)) for place in self._markers)
            self.spreads.paint_names(painter, points, spot, discs)

    def _marked(
        self, points: list[Point], camera: Camera, size: tuple[int, int], scale: float
    ) -> list[Place]:
        """Where the markers stand; found anew only where something has moved, since that takes a while."""
        known = (points, camera, size, scale, self._moving, id(self._prepared), id(self._courses))
        if self._marked_for is not None and self._marked_for[0] == known:
            return self._marked_for[1]
        pixels = project(camera, np.array([p.position for p in points], dtype=float), size)
        side = MARKER * scale
        wishes, ways = [], {}
        for point, pixel in zip(points, pixels, strict=True):
            wishes.append(Wish(point.id, (float(pixel[0]), float(pixel[1])), (side, side)))
            ways[point.id] = self._way(point, camera, size)
        markers = place_markers(wishes, self._ground(size), ways, self._marker_memory, moving=self._moving)
        self._marker_memory = {place.id: place.offset for place in markers}
        self._marked_for = (known, markers)
        return markers

    def _way(self, point: Point, camera: Camera, size: tuple[int, int]) -> tuple[float, float]:
        """The nerve's direction in the picture at the point; straight down where it marks no nerve."""
        line = self._courses.get(point.nerve)
        if line is None:
            return (0.0, 1.0)
        along = tangent(line, point.position)
        ends = project(camera, np.array([point.position, np.add(point.position, along)]), size)
        way = ends[1, :2] - ends[0, :2]
        return (float(way[0]), float(way[1])) if np.any(np.abs(way) > 1e-6) else (0.0, 1.0)

    def point_at(self, position: QPointF) -> str:
        """The point whose marker is under the pointer, or ''."""
        for place in reversed(self._markers):
            rect = QRectF(place.rect.x, place.rect.y, place.rect.width, place.rect.height)
            if rect.adjusted(-2, -2, 2, 2).contains(position):
                return place.id
        return ""

    def _paint_hovered(self, painter: QPainter, size: tuple[int, int], scale: float) -> None:
        """The name beside the pointer."""
        name, position, _ = self._hovered
        tool = self._session.now.measuring
        if not (name or self.hovered_fibre) or self._session.now.concealed or (tool and tool.ends):
            return
        words, second = self._hovered_words(name)
        box = label_size(self._look, words, second, scale)
        left = min(position.x() + 16, size[0] - box.width() - 4)
        top = min(position.y() + 18, size[1] - box.height() - 4)
        rect = QRectF(left, top, box.width(), box.height())
        align = Qt.AlignmentFlag.AlignLeft
        paint_label(painter, self._look, rect, words, second, align, scale)

    def _hovered_words(self, name: str) -> tuple[str, str]:
        """What is under the pointer, and its second line."""
        atlas, language = self._session.atlas, self._session.language
        if self.hovered_fibre:
            edge = atlas.pathway.edges.get(base_of(self.hovered_fibre))
            names = atlas.pathway.names(self.hovered_fibre)
            return names.get(language), edge.fibre.get(language) if edge else names.get("la")
        if self._hovered_region:
            return self._hovered_region, ""
        if self._hovered_territories:
            second = territory_names(atlas, self._hovered_territories, language)
        else:
            second = "" if name in atlas.points else atlas.item(name).names.la
        return full_name(atlas, name, language), second
