"""What lies under a pixel: lines of sight against the meshes, as the view shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkIdList, vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData, vtkStaticCellLocator

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model import camera as cameras
from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.view import Cut, ViewState, drawn
from anatomy_viewer.scene.cut import nesting

Reals = NDArray[np.float64]
FARTHEST_MM = 5000.0
_TOLERANCE_MM = 1e-6
# Pixels round one with nothing under it within which a thin structure still counts as meant, and where they are tried.
SLACK = 3.0
_AROUND = SLACK * np.column_stack([np.cos(np.arange(8) * np.pi / 4.0), np.sin(np.arange(8) * np.pi / 4.0)])


@dataclass(frozen=True)
class Hit:
    """What a line of sight meets first: structure id, feature id if the place belongs to one, position in mm.

    territories: base ids of nerves whose painted territory it lies in.
    """

    structure: str
    feature: str | None
    position: Vector
    territories: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The most precise name: the feature, else the structure."""
        return self.feature or self.structure


@dataclass(frozen=True)
class _Sight:
    """A line of sight from `start` to `end` (mm), begun `before` mm from the eye; `capped`: it starts on the cut."""

    start: Reals
    end: Reals
    capped: bool = False
    before: float = 0.0


class Picker:
    """Keeps a search tree for each mesh that a line of sight has come near."""

    def __init__(self, atlas: Atlas, meshes: Mapping[str, Mesh]) -> None:
        self._atlas, self._meshes = atlas, meshes
        self._names = list(meshes)
        self._boxes = np.array([meshes[name].bounds for name in self._names]).reshape(-1, 2, 3)
        self._trees: dict[str, vtkStaticCellLocator] = {}
        self._baked = {(f.of, f.baked): name for name, f in atlas.features.items()}

    def refit(self, meshes: Mapping[str, Mesh], changed: Iterable[str]) -> None:
        """Look for other `meshes` of the same structures, of which the `changed` ones differ."""
        self._meshes = meshes
        for name in changed:
            self._boxes[self._names.index(name)] = meshes[name].bounds
            self._trees.pop(name, None)

    def take_own(
        self, atlas: Atlas, meshes: Mapping[str, Mesh], own: Iterable[str], changed: Iterable[str] = ()
    ) -> None:
        """Find also the `own` meshes of a user, whose boxes the atlas knows, instead of those before."""
        bare = [i for i, name in enumerate(self._names) if not self._atlas.structures[name].own]
        named = list(own)
        boxes = [np.array(atlas.facts[name].bounds) for name in named]
        self._names = [*(self._names[i] for i in bare), *named]
        self._boxes = np.concatenate([self._boxes[bare], np.array(boxes).reshape(-1, 2, 3)])
        self._atlas, self._meshes = atlas, meshes
        for name in [name for name in self._trees if name not in meshes or name in frozenset(changed)]:
            del self._trees[name]

    def pick(self, view: ViewState, x: float, y: float, size: tuple[int, int]) -> Hit | None:
        """The first solid thing under pixel (x, y), y from the top; a faded one only where nothing solid is behind.

        Where there is nothing at all, what lies within SLACK pixels: a nerve is thinner than a finger is steady.
        """
        shown = drawn(view, self._atlas) & self._meshes.keys()
        pixels = [(x, y), *np.add(_AROUND, (x, y)).tolist()]
        return next((hit for a, b in pixels if (hit := self._under(view, shown, a, b, size))), None)

    def _under(
        self, view: ViewState, shown: frozenset[str], x: float, y: float, size: tuple[int, int]
    ) -> Hit | None:
        eye, toward = cameras.ray(view.camera, x, y, size)
        sight, clear = _kept_part(eye, toward, view.cut), _kept_part(eye, toward, None)
        spared = view.cut.spared if view.cut else frozenset()
        lines = [(line, names) for line, names in ((sight, shown - spared), (clear, shown & spared)) if line]
        met = {name: self._first(name, line) for line, names in lines for name in self._near(line, names)}
        faded = dict(view.opacity)
        found = [(name in faded, *place, name) for name, place in met.items() if place is not None]
        if not found:
            return None
        _, _, _, position, face, name = min(found, key=lambda item: item[:3])
        return Hit(
            name, self._feature(name, face), (float(position[0]), float(position[1]), float(position[2]))
        )

    def surface(self, name: str, start: Vector, end: Vector) -> Vector | None:
        """Where the line from `start` to `end` (mm) first meets a mesh, whether it is shown or not."""
        if name not in self._meshes:
            return None
        met = self._first(name, _Sight(np.array(start, dtype=np.float64), np.array(end, dtype=np.float64)))
        return (float(met[2][0]), float(met[2][1]), float(met[2][2])) if met else None

    def _near(self, sight: _Sight, names: frozenset[str]) -> list[str]:
        """Those of `names` whose box the line meets, by a slab test (Kay and Kajiya 1986)."""
        step = sight.end - sight.start
        step = np.where(np.abs(step) < 1e-12, 1e-12, step)
        marks = np.sort((self._boxes - sight.start) / step, axis=1)
        meets = np.maximum(marks[:, 0].max(axis=1), 0.0) <= np.minimum(marks[:, 1].min(axis=1), 1.0)
        return [self._names[i] for i in np.flatnonzero(meets) if self._names[i] in names]

    def _first(self, name: str, sight: _Sight) -> tuple[float, float, Reals, int] | None:
        """Where the line meets a mesh: mm, rank among equals, position, face (-1 on a cap)."""
        points, faces = vtkPoints(), vtkIdList()
        line = tuple(sight.start), tuple(sight.end)
        if not self._tree(name).IntersectWithLine(*line, _TOLERANCE_MM, points, faces):
            return None
        place, face = np.array(points.GetPoint(0)), faces.GetId(0)
        if sight.capped and self._looks_along(name, face, sight):
            # The first surface behind the cut is left, not entered: the cut goes through this body.
            return sight.before, -nesting(self._atlas.structures[name]), sight.start, -1
        return sight.before + float(np.linalg.norm(place - sight.start)), 0, place, face

    def _looks_along(self, name: str, face: int, sight: _Sight) -> bool:
        a, b, c = self._meshes[name].vertices[self._meshes[name].faces[face]].astype(np.float64)
        return bool(np.cross(b - a, c - a) @ (sight.end - sight.start) > 0.0)

    def _feature(self, name: str, face: int) -> str | None:
        mesh = self._meshes[name]
        index = int(mesh.features[face]) if face >= 0 else 0
        return self._baked.get((name, mesh.feature_names[index - 1])) if index else None

    def _tree(self, name: str) -> vtkStaticCellLocator:
        if name not in self._trees:
            self._trees[name] = _search_tree(self._meshes[name])
        return self._trees[name]


def _search_tree(mesh: Mesh) -> vtkStaticCellLocator:
    points = vtkPoints()
    points.SetData(numpy_to_vtk(mesh.vertices, deep=True))
    cells = vtkCellArray()
    starts = np.arange(0, mesh.faces.size + 1, 3, dtype=np.int32)
    cells.SetData(numpy_to_vtk(starts, deep=True), numpy_to_vtk(mesh.faces.ravel(), deep=True))
    data = vtkPolyData()
    data.SetPoints(points)
    data.SetPolys(cells)
    tree = vtkStaticCellLocator()
    tree.SetDataSet(data)
    tree.BuildLocator()
    return tree


def _kept_part(eye: Reals, toward: Reals, cut: Cut | None) -> _Sight | None:
    """The part of the line of sight on the kept side of the cut; None when there is none."""
    far = eye + toward * FARTHEST_MM
    if cut is None:
        return _Sight(eye, far)
    normal = np.asarray(cut.normal, dtype=np.float64)
    near_side, far_side = ((np.subtract(point, cut.origin)) @ normal for point in (eye, far))
    if near_side < 0.0 and far_side < 0.0:
        return None
    if near_side >= 0.0 and far_side >= 0.0:
        return _Sight(eye, far)
    crossing = eye + (far - eye) * (near_side / (near_side - far_side))
    if near_side >= 0.0:
        return _Sight(eye, crossing)
    return _Sight(crossing, far, not cut.spared, float(np.linalg.norm(crossing - eye)))
