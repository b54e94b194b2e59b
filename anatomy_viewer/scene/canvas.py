"""An off-screen VTK window that draws triangles and hands over colour and depth; all that we ask of OpenGL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import atan, degrees, radians, tan
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkFloatArray, vtkPoints, vtkUnsignedCharArray
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkDataObject, vtkPolyData
from vtkmodules.vtkRenderingCore import (
    vtkActor,
    vtkLight,
    vtkPolyDataMapper,
    vtkRenderer,
    vtkRenderWindow,
)

# Makes vtkRenderWindow() an OpenGL one: VTK fills its factories when the module is imported.
import vtkmodules.vtkRenderingOpenGL2  # noqa: F401  isort: skip

from anatomy_viewer.model.camera import Camera
from anatomy_viewer.scene.shading import (
    GHOST,
    SECTION,
    SECTION_ATTRIBUTE,
    SECTION_FUNCTIONS,
    SECTION_VERTEX,
    SOLID,
)

Size = tuple[int, int]
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Window:
    """A part of a picture, in pixels from its lower left corner."""

    left: int
    bottom: int
    width: int
    height: int

    @property
    def rows(self) -> slice:
        """Its rows, counted from the bottom of the picture."""
        return slice(self.bottom, self.bottom + self.height)

    @property
    def columns(self) -> slice:
        """Its columns."""
        return slice(self.left, self.left + self.width)


@dataclass(frozen=True)
class Eye:
    """A camera, and the nearest and farthest distance (mm) that it sees."""

    camera: Camera
    near: float
    far: float

    def pixel(self, height: int) -> float:
        """mm that a pixel of a picture `height` pixels high covers, per mm of distance."""
        return 2.0 * tan(radians(self.camera.view_angle) / 2.0) / height

    def distance(self, depth: NDArray[np.float32]) -> NDArray[np.float32]:
        """mm from the eye along the view of what the depth picture (0 near to 1 far) holds."""
        near, far = 1.0 / self.near, 1.0 / self.far
        return np.asarray(1.0 / (near - depth * (near - far)), dtype=np.float32)


def eye_on(camera: Camera, bounds: NDArray[np.float64]) -> Eye:
    """The eye that sees all of the box `bounds` (2, 3) and spends its depth on nothing else."""
    corners = np.array([[x, y, z] for x in bounds[:, 0] for y in bounds[:, 1] for z in bounds[:, 2]])
    depth = (np.array(camera.position) - corners) @ camera.axes()[2]
    far = max(float(depth.max()) + 1.0, 2.0)
    return Eye(camera, max(float(depth.min()) - 1.0, far / 1000.0), far)


@dataclass(frozen=True, eq=False)
class Body:
    """Triangles ready to draw: vertices, normals (n, 3) float32, rgba (n, 4) uint8, faces (m, 3) int32.

    local: (n, 3) float32, where the grain of a cut face is looked up (mm); for batches of kind 'section' only.
    """

    vertices: NDArray[np.float32]
    normals: NDArray[np.float32]
    rgba: NDArray[np.uint8]
    faces: NDArray[np.int32]
    local: NDArray[np.float32] | None = None


def joined(bodies: Sequence[Body]) -> Body:
    """One body of many."""
    if len(bodies) == 1:
        return bodies[0]
    starts = np.cumsum([0] + [len(body.vertices) for body in bodies[:-1]], dtype=np.int32)
    local = [body.local for body in bodies if body.local is not None]
    return Body(
        np.concatenate([body.vertices for body in bodies]),
        np.concatenate([body.normals for body in bodies]),
        np.concatenate([body.rgba for body in bodies]),
        np.concatenate([body.faces + start for body, start in zip(bodies, starts, strict=True)]),
        np.concatenate(local) if local else None,
    )


class Batch:
    """One body in the hands of VTK. A ghost is seen through; a section is the face of a cut."""

    def __init__(self, kind: Literal["solid", "ghost", "section"] = "solid") -> None:
        self.empty = True
        self.actor = vtkActor()
        self._data = vtkPolyData()
        self._held: dict[str, NDArray[np.generic]] = {}  # VTK reads numpy's memory; it must stay
        mapper = vtkPolyDataMapper()
        mapper.SetInputData(self._data)
        mapper.SetColorModeToDirectScalars()
        self.actor.SetMapper(mapper)
        # Half of the triangles look away; not drawing them is the cheapest thing that one can do.
        self.actor.GetProperty().BackfaceCullingOn()
        self.actor.GetProperty().SetInterpolationToPhong()
        self._shade(kind)
        if kind == "section":
            mapper.MapDataArrayToVertexAttribute(
                SECTION_ATTRIBUTE, "local", vtkDataObject.FIELD_ASSOCIATION_POINTS, -1
            )
        if kind == "ghost":
            self.actor.ForceTranslucentOn()
        else:
            self.actor.ForceOpaqueOn()

    def _shade(self, kind: str) -> None:
        program = self.actor.GetShaderProperty()
        shades = {"solid": SOLID, "ghost": GHOST, "section": SECTION}
        program.AddFragmentShaderReplacement("//VTK::Light::Impl", True, shades[kind], True)
        if kind == "section":
            program.AddFragmentShaderReplacement("//VTK::Normal::Dec", True, SECTION_FUNCTIONS, True)
            for place, code in SECTION_VERTEX:
                program.AddVertexShaderReplacement(place, True, code, True)

    def set(self, body: Body | None) -> None:
        """Draw `body` from now on; None draws nothing."""
        self.empty = body is None
        if body is None:
            return
        self._held = {"vertices": body.vertices, "normals": body.normals, "rgba": body.rgba}
        points = vtkPoints()
        points.SetData(numpy_to_vtk(body.vertices))
        self._data.SetPoints(points)
        self._data.GetPointData().SetNormals(numpy_to_vtk(body.normals))
        self._data.GetPointData().SetScalars(numpy_to_vtk(body.rgba))
        if body.local is not None:
            self._held["local"] = body.local
            local = numpy_to_vtk(body.local)
            local.SetName("local")
            self._data.GetPointData().AddArray(local)
        self.set_faces(body.faces)

    def set_faces(self, faces: NDArray[np.int32]) -> None:
        """Draw these faces (m, 3) of the body, in this order."""
        corners = np.ascontiguousarray(faces).ravel()
        starts = np.arange(0, len(corners) + 1, 3, dtype=np.int32)
        self._held |= {"corners": corners, "starts": starts}
        cells = vtkCellArray()
        cells.SetData(numpy_to_vtk(starts), numpy_to_vtk(corners))
        self._data.SetPolys(cells)


class Canvas:
    """A window that nobody sees. Rows of what it hands over go from the bottom of the picture to its top."""

    def __init__(self) -> None:
        self._window = vtkRenderWindow()
        self._window.SetOffScreenRendering(1)
        self._window.SetMultiSamples(0)
        self._window.SetAlphaBitPlanes(1)
        self._renderer = vtkRenderer()
        self._renderer.SetUseOIT(False)
        self._renderer.AutomaticLightCreationOff()
        # The fragment program has its own lights; without any light VTK would leave out the normals.
        light = vtkLight()
        light.SetLightTypeToHeadlight()
        self._renderer.AddLight(light)
        self._renderer.GetCullers().RemoveAllItems()
        self._window.AddRenderer(self._renderer)
        self._batches: list[Batch] = []
        self.drawings = 0  # so far; who draws over several calls sees that nobody drew in between
        self._pixels, self._depths = vtkUnsignedCharArray(), vtkFloatArray()
        self.set_ground(None)

    def add(self, batch: Batch) -> Batch:
        """Make `batch` known; it is drawn when a call of `draw` names it."""
        self._renderer.AddActor(batch.actor)
        self._batches.append(batch)
        return batch

    def set_ground(self, colours: tuple[Colour, Colour] | None) -> None:
        """What is behind: top and bottom (0-255 each) of a gradient, or nothing at all."""
        top, bottom = colours or ((0, 0, 0), (0, 0, 0))
        self._renderer.SetGradientBackground(colours is not None)
        self._renderer.SetBackground(*(value / 255.0 for value in bottom))
        self._renderer.SetBackground2(*(value / 255.0 for value in top))
        self._renderer.SetBackgroundAlpha(0.0 if colours is None else 1.0)

    def aim(
        self, eye: Eye, size: Size, shift: tuple[float, float] = (0.0, 0.0), window: Window | None = None
    ) -> None:
        """Look through `eye` at a picture of `size` pixels, or at one window of it.

        shift: pixels by which the lines of sight are moved to the right and up, for antialiasing.
        """
        window = window or Window(0, 0, *size)
        if self._window.GetSize() != (window.width, window.height):
            self._window.SetSize(window.width, window.height)
        camera = self._renderer.GetActiveCamera()
        camera.SetPosition(*eye.camera.position)
        camera.SetFocalPoint(*eye.camera.target)
        camera.SetViewUp(*eye.camera.up)
        camera.SetViewAngle(2.0 * degrees(atan(eye.pixel(size[1]) * window.height / 2.0)))
        camera.SetClippingRange(eye.near, eye.far)
        aside = window.left + window.width / 2.0 - size[0] / 2.0 + shift[0]
        above = window.bottom + window.height / 2.0 - size[1] / 2.0 + shift[1]
        camera.SetWindowCenter(2.0 * aside / window.width, 2.0 * above / window.height)

    def draw(self, batches: Collection[Batch], keep_colour: bool = False, keep_depth: bool = False) -> None:
        """Draw these batches, over what was drawn before where asked for."""
        self._renderer.SetPreserveColorBuffer(keep_colour)
        self._renderer.SetPreserveDepthBuffer(keep_depth)
        for batch in self._batches:
            batch.actor.SetVisibility(batch in batches and not batch.empty)
        self._window.Render()
        self.drawings += 1

    def colour(self) -> NDArray[np.uint8]:
        """(h, w, 4): what was drawn; the canvas's own memory, good until the next call."""
        width, height = self._window.GetSize()
        self._window.GetRGBACharPixelData(0, 0, width - 1, height - 1, 0, self._pixels, 0)
        return vtk_to_numpy(self._pixels).reshape(height, width, 4)

    def depth(self) -> NDArray[np.float32]:
        """(h, w): 0 near to 1 far, linear in one over the distance; the canvas's own memory, as above."""
        width, height = self._window.GetSize()
        self._window.GetZbufferData(0, 0, width - 1, height - 1, self._depths)
        return vtk_to_numpy(self._depths).reshape(height, width)
