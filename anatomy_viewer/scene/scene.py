"""From a `ViewState` to a picture, and from a place in the picture back to the anatomy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.mesh_tables import Joined, Overlaid
from anatomy_viewer.model import camera as cameras
from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.view import ViewState, drawn
from anatomy_viewer.scene.canvas import Eye, Size, eye_on
from anatomy_viewer.scene.fibres import Strands, no_strands
from anatomy_viewer.scene.gradient import Gradient
from anatomy_viewer.scene.look import DARK, Look, rgb
from anatomy_viewer.scene.outline import silhouette
from anatomy_viewer.scene.pain import region_at
from anatomy_viewer.scene.picking import FARTHEST_MM, Hit, Picker
from anatomy_viewer.scene.specimen import Courses, Specimen
from anatomy_viewer.scene.still import LARGEST as STILL_PIXELS
from anatomy_viewer.scene.still import still_passes
from anatomy_viewer.scene.territories import Territories
from anatomy_viewer.scene.ways import Ways

Bytes = NDArray[np.uint8]
Quality = Literal["moving", "still", "render"]

MOVING_PIXELS = 1_500_000
HIDDEN_MM = 2.5  # coarse meshes lie up to a millimetre beside the full ones
BATCH_FACES = 60_000


class Scene:
    """Shows one `ViewState` at a time; nothing is drawn before a picture is asked for.

    full, coarse: structure id → mesh, for still and moving pictures; a structure without a mesh is left out. `full` may
    be a mapping that reads when asked: it is touched by the first still picture or pick.
    courses: structure id → centre-lines (n, ≥ 3) in mm, trunk first; needed to light part of a nerve.
    cavities: gives the rooms that no tissue fills, when something is cut.
    strands: gives the fibres of the pathway of pain, when they are shown.
    """

    def __init__(
        self,
        atlas: Atlas,
        full: Mapping[str, Mesh],
        coarse: Mapping[str, Mesh],
        courses: Courses | None = None,
        look: Look = DARK,
        cavities: Callable[[], Mesh | None] = lambda: None,
        strands: Strands = no_strands,
    ) -> None:
        self.view, self.look = ViewState(), look
        self._atlas, self._full, self._courses, self._cavities = atlas, full, courses or {}, cavities
        self.territories = Territories(atlas, coarse)
        self.regions = self.territories.of(atlas.skin.regions)
        self._strands = strands
        self._moving = Specimen(
            atlas, coarse, self._courses, cavities=cavities, territories=self.territories, strands=strands
        )
        self._gradient, self._ways = Gradient(), Ways()
        self._still: Specimen | None = None
        self._picker: Picker | None = None
        boxes = [mesh.bounds for mesh in coarse.values()]
        self._bounds = np.array([np.min(boxes, axis=0)[0], np.max(boxes, axis=0)[1]])
        self._base, self._bare = (full, coarse, self._courses), (full, coarse, self._bounds)
        self._refitted: frozenset[str] = frozenset()
        self._own: tuple[str, ...] = ()  # ids of a user's own meshes
        self._turn = 0  # counts pictures and changes, so that a still picture knows when it is out of date

    def refit(self, meshes: Mapping[str, Mesh], courses: Courses) -> None:
        """Draw these meshes and courses in the place of the base specimen's from the next picture on; none: as it was.

        A structure that the base specimen doesn't draw is left out.
        """
        full, coarse, lines = self._base
        known = {name: mesh for name, mesh in meshes.items() if name in coarse}
        changed = self._refitted | known.keys()
        self._refitted = frozenset(known)
        self._full, self._courses = Overlaid(full, known), {**lines, **courses}
        self._fit_moving(changed)
        if self._still:
            self._still.refit(self._full, self._courses, changed)
        if self._picker:
            self._picker.refit(self._full, changed)
        self._turn += 1

    def take_own(
        self,
        atlas: Atlas,
        full: Mapping[str, Mesh],
        coarse: Mapping[str, Mesh],
        changed: Iterable[str] = (),
    ) -> None:
        """Have these meshes of a user's own besides, instead of those before; `atlas` names them, and `changed` differ.

        Each is read when it is first drawn or picked at.
        """
        bare_full, bare_coarse, bounds = self._bare
        self._own = tuple(sorted(full))
        boxes = [np.array(atlas.facts[name].bounds) for name in full]
        self._bounds = np.array(
            [
                np.min([bounds[0], *(b[0] for b in boxes)], axis=0),
                np.max([bounds[1], *(b[1] for b in boxes)], axis=0),
            ]
        )
        over = {name: self._full[name] for name in self._refitted}
        self._atlas, self._base = atlas, (Joined(bare_full, full), Joined(bare_coarse, coarse), self._base[2])
        self._full = Overlaid(self._base[0], over)
        for specimen in (self._moving, self._still):
            if specimen:
                specimen.take_own(atlas, self._own)
        changed = frozenset(changed)
        self._fit_moving(changed)
        if self._still:
            self._still.refit(self._full, self._courses, changed)
        if self._picker:
            self._picker.take_own(atlas, self._full, self._own, changed)
        self._turn += 1

    def _fit_moving(self, changed: Iterable[str]) -> None:
        """The moving picture's meshes: coarse, but for the skin while it shows pain, whose shades need many corners."""
        over = {name: self._full[name] for name in self._refitted}
        surface = self.territories.surface
        if self.view.pain is not None and surface in self._full:
            over[surface] = self._full[surface]
        self._moving.refit(Overlaid(self._base[1], over), self._courses, changed)

    def apply(self, view: ViewState) -> None:
        """Show `view` from the next picture on."""
        if view != self.view:
            mapped = (view.pain is None) != (self.view.pain is None)
            self.view = view
            if mapped:
                self._fit_moving([self.territories.surface])
            self._turn += 1

    def set_look(self, look: Look) -> None:
        """Use these colours from the next picture on."""
        if look != self.look:
            self.look = look
            self._turn += 1

    def image(self, size: Size, quality: Quality = "still") -> Bytes:
        """(h, w, 4) uint8 RGBA, top row first. The same view and look give the same bytes.

        'moving' and 'still' pictures above 1.5 and 4.5 megapixels come smaller than `size`: stretch them.
        """
        if quality == "moving":
            return self._moving_image(size)
        pictures = [picture for picture in self._passes(size, quality, whole=True) if picture is not None]
        return pictures[-1]

    def still(self, size: Size) -> Iterator[Bytes | None]:
        """A still picture in short passes: each next() does one, and gives a better picture or None.

        The last picture is that of `image(size)`. Ends early when another view or look has been set, or another still
        picture begun. Everything else may be asked for in between.
        """
        return self._passes(size, "still")

    def rendering(self, size: Size) -> Iterator[Bytes | None]:
        """A picture of export quality in short passes, as `still` makes its own; by `turn` one sees if it is whole."""
        return self._passes(size, "render")

    @property
    def turn(self) -> int:
        """Another number whenever another picture or view is begun."""
        return self._turn

    def pick(self, x: float, y: float, size: Size) -> Hit | None:
        """What is under pixel (x, y), y from the top: the first solid structure, a faded one where there is none."""
        hit = self._ready_picker().pick(self.view, x, y, size)
        if hit is not None and hit.structure == self.territories.surface and self.view.territories:
            return replace(hit, territories=self.territories.at(hit.position, self.view.territories))
        return hit

    def region_under(self, x: float, y: float, size: Size) -> str:
        """The region of pain, with its side, under pixel (x, y), however much of the skin is seen; '' for none."""
        eye, toward = cameras.ray(self.view.camera, x, y, size)
        start, end = eye.tolist(), (eye + toward * FARTHEST_MM).tolist()
        place = self._ready_picker().surface(self.territories.surface, start, end)
        return region_at(self.regions, self._atlas.skin.regions, place) if place else ""

    def skin(self) -> Mesh | None:
        """The mesh of the skin, as still pictures have it."""
        return self._full.get(self.territories.surface)

    def way(self, name: str, start: Vector, end: Vector) -> NDArray[np.float64] | None:
        """(n, 3) mm: the shortest way over a structure's surface, or along its course where both places lie on it.

        Some 50 ms: not for the window's thread. None where no way leads.
        """
        return self._ways.along(name, self._full.get(name), self._courses.get(name, ()), start, end)

    def skin_near(self, place: Vector) -> Vector:
        """The place of the skin nearest to one (mm)."""
        mesh = self.skin()
        if mesh is None:
            return place
        far = ((mesh.vertices.astype(np.float64) - np.array(place)) ** 2).sum(axis=1)
        x, y, z = mesh.vertices[int(np.argmin(far))].tolist()
        return (x, y, z)

    def surface(self, name: str, start: Vector, end: Vector) -> Vector | None:
        """Where the line from `start` to `end` (mm) first meets a structure, whether it is in the picture or not."""
        return self._ready_picker().surface(name, start, end)

    def _ready_picker(self) -> Picker:
        if self._picker is None:
            self._picker = Picker(self._atlas, self._without_own())
            self._picker.take_own(self._atlas, self._full, self._own)
        return self._picker

    def project(self, points: ArrayLike, size: Size) -> NDArray[np.float64]:
        """(n, 3) mm → (n, 3): pixel x, pixel y from the top, distance from the eye along the view in mm."""
        return cameras.project(self.view.camera, np.asarray(points, dtype=np.float64), size)

    def occluded(self, points: ArrayLike, size: Size) -> NDArray[np.bool_]:
        """(n,): is something solid more than 2.5 mm in front of each point (n, 3)? Outside the picture: False."""
        seen = self.project(points, size)
        depth, eye = self._moving_depth(size)
        x = (seen[:, 0] * depth.shape[1] / size[0]).astype(int)
        y = ((size[1] - seen[:, 1]) * depth.shape[0] / size[1]).astype(int)
        inside = (x >= 0) & (y >= 0) & (x < depth.shape[1]) & (y < depth.shape[0])
        behind = np.zeros(len(seen), dtype=bool)
        behind[inside] = eye.distance(depth[y[inside], x[inside]]) < seen[inside, 2] - HIDDEN_MM
        return behind

    def silhouette(self, name: str, size: Size) -> list[NDArray[np.float64]]:
        """Outlines, as closed polylines (n, 2) of pixels, of what is seen of a structure or feature."""
        parts = self._parts(name)
        if not parts:
            return []
        specimen, eye = self._ready_still(), eye_on(self.view.camera, self._bounds)
        specimen.show(self.view, self.look)
        drawn_size = _at_most(size, STILL_PIXELS)
        stretch = np.array(size) / np.array(drawn_size)
        return [line * stretch for line in silhouette(specimen, eye, drawn_size, *parts[0])]

    def footprint(self, size: Size, names: Iterable[str] | None = None) -> NDArray[np.bool_]:
        """(~h/4, ~w/4), top row first: where structures or features are in the picture, even behind others.

        None: where anything at all is. What `labels.Ground` wants to know.
        """
        specimen, _ = self._aimed(size)
        if names is None:
            specimen.canvas.draw([*specimen.solids, specimen.ghosts])
        elif specimen.spotlight(part for name in names for part in self._parts(name)):
            specimen.canvas.draw([specimen.spot])
        else:
            specimen.canvas.draw([])
        return specimen.canvas.depth()[::-4, ::4] < 1.0

    def _parts(self, name: str) -> list[tuple[str, str | None]]:
        """Structure and patch that a structure or feature id stands for, if it is in the picture."""
        feature = self._atlas.features.get(name)
        part = (feature.of, feature.baked) if feature else (name, None)
        return [part] if part[0] in drawn(self.view, self._atlas) else []

    def _passes(self, size: Size, quality: str, whole: bool = False) -> Iterator[Bytes | None]:
        self._turn += 1
        turn = self._turn
        size = size if quality == "render" else _at_most(size, STILL_PIXELS)
        passes = self._all_passes(size, quality, whole)
        while turn == self._turn:
            try:
                picture = next(passes)
            except StopIteration:
                return
            yield picture

    def _all_passes(self, size: Size, quality: str, whole: bool) -> Iterator[Bytes | None]:
        specimen = self._ready_still()
        yield from specimen.showing(self.view, self.look)
        eye = eye_on(self.view.camera, self._bounds)
        yield from still_passes(specimen, eye, size, self.look, quality, whole=whole)

    def _ready_still(self) -> Specimen:
        if self._still is None:
            self._still = Specimen(
                self._atlas,
                self._without_own(),
                self._courses,
                BATCH_FACES,
                grained=True,
                cavities=self._cavities,
                territories=self.territories,
                strands=self._strands,
            )
            self._still.take_own(self._atlas, self._own)
            self._still.refit(self._full, self._courses, ())
        return self._still

    def _without_own(self) -> Mapping[str, Mesh]:
        """The full meshes of the specimen as it is fitted; own ones are read when they are shown."""
        return Overlaid(self._bare[0], {name: self._full[name] for name in self._refitted})

    def _moving_image(self, size: Size) -> Bytes:
        specimen, eye = self._aimed(size)
        specimen.sort_ghosts(eye.camera)
        colours = rgb(self.look.top), rgb(self.look.bottom)
        # VTK's gradient costs a quarter of the frame; what is seen through has to be blended with it all the same.
        specimen.canvas.set_ground(None if specimen.ghosts.empty else colours)
        specimen.canvas.draw([*specimen.solids, specimen.ghosts])
        picture = specimen.canvas.colour()[::-1].copy()
        if specimen.ghosts.empty:
            self._gradient.behind(picture, self.look)
        return picture

    def _moving_depth(self, size: Size) -> tuple[NDArray[np.float32], Eye]:
        specimen, eye = self._aimed(size)
        specimen.canvas.draw(specimen.solids)
        return specimen.canvas.depth(), eye

    def _aimed(self, size: Size) -> tuple[Specimen, Eye]:
        """The coarse specimen as the view has it, its canvas ready for a picture of at most MOVING_PIXELS."""
        eye = eye_on(self.view.camera, self._bounds)
        self._moving.show(self.view, self.look)
        self._moving.canvas.aim(eye, _at_most(size, MOVING_PIXELS))
        return self._moving, eye


def _at_most(size: Size, pixels: int) -> Size:
    """`size`, or the largest of its shape that has no more pixels than that."""
    shrink = max(1.0, sqrt(size[0] * size[1] / pixels))
    return round(size[0] / shrink), round(size[1] / shrink)
