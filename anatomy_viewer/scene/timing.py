"""How fast pictures come, in milliseconds: what `anatomy-viewer bench` reports of the scene."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkRenderer, vtkRenderWindow

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.camera import orbit
from anatomy_viewer.model.view import FADED, ViewState
from anatomy_viewer.scene.canvas import Size
from anatomy_viewer.scene.scene import Scene

Bytes = NDArray[np.uint8]
Paint = Callable[[Bytes], None]

FADED_STRUCTURES = 10
_STEP = 3.0  # degrees between two frames of a drag


@dataclass(frozen=True)
class Spread:
    """Median and 95th percentile in ms."""

    median: float
    p95: float


def spread(times: list[float]) -> Spread:
    """Of times in seconds."""
    return Spread(*(round(float(np.percentile(times, p)) * 1e3, 1) for p in (50, 95)))


def moving(scene: Scene, view: ViewState, size: Size, paint: Paint, frames: int = 60) -> Spread:
    """A frame while the hand turns the specimen: from the changed camera to the end of `paint`."""
    times = []
    for turned in _turns(view, frames + 3):
        start = perf_counter()
        scene.apply(turned)
        paint(scene.image(size, "moving"))
        times.append(perf_counter() - start)
    return spread(times[3:])


def faded(view: ViewState, meshes: Mapping[str, Mesh]) -> ViewState:
    """`view` with the ten structures faded that have the most triangles."""
    largest = sorted(view.visible & set(meshes), key=lambda name: (-len(meshes[name].faces), name))
    return view.with_opacity(largest[:FADED_STRUCTURES], FADED)


def still(scene: Scene, view: ViewState, size: Size, paint: Paint, pictures: int = 5) -> Spread:
    """A still picture, from its first pass to the end of `paint` of its last."""
    times = []
    for turned in _turns(view, pictures + 1):
        scene.apply(turned)
        start = perf_counter()
        paint(scene.image(size, "still"))
        times.append(perf_counter() - start)
    return spread(times[1:])


def resume(scene: Scene, view: ViewState, size: Size, paint: Paint) -> Spread:
    """From a hand that moves just as a pass of a still picture begins, to the end of `paint` of the moving frame.

    One time for each pass of the picture; a hand that moves later within the pass waits less.
    """
    scene.apply(view)
    scene.image(size)  # what is only done once is done
    times = []
    for number in range(sum(1 for _ in scene.still(size))):
        scene.apply(_turned(view, number * _STEP))
        passes = scene.still(size)
        for _ in islice(passes, number):
            pass
        start = perf_counter()
        next(passes, None)  # seen from elsewhere, more may lie behind, and the picture takes fewer
        scene.apply(_turned(view, (number + 1) * _STEP))
        paint(scene.image(size, "moving"))
        times.append(perf_counter() - start)
    return spread(times)


def pick(scene: Scene, view: ViewState, size: Size, picks: int = 60) -> Spread:
    """A pick on a grid over the picture, the search trees built."""
    scene.apply(view)
    side = int(np.ceil(np.sqrt(picks)))
    places = [
        ((i + 0.5) * size[0] / side, (j + 0.5) * size[1] / side) for i in range(side) for j in range(side)
    ]
    times = []
    for x, y in places * 2:
        start = perf_counter()
        scene.pick(x, y, size)
        times.append(perf_counter() - start)
    return spread(times[len(places) :])


def vtk_floor(meshes: Mapping[str, Mesh], view: ViewState, size: Size, frames: int = 12) -> Spread:
    """The same full meshes in VTK's plainest loop, one actor each, no antialiasing: what we have to beat."""
    window, renderer = vtkRenderWindow(), vtkRenderer()
    window.SetOffScreenRendering(1)
    window.SetMultiSamples(0)
    window.SetSize(*size)
    window.AddRenderer(renderer)
    for name in sorted(view.visible & set(meshes)):
        renderer.AddActor(_plain_actor(meshes[name]))
    times = []
    for turned in _turns(view, frames + 2):
        camera = renderer.GetActiveCamera()
        camera.SetPosition(*turned.camera.position)
        camera.SetFocalPoint(*turned.camera.target)
        camera.SetViewUp(*turned.camera.up)
        camera.SetViewAngle(turned.camera.view_angle)
        renderer.ResetCameraClippingRange()
        start = perf_counter()
        window.Render()
        times.append(perf_counter() - start)
    window.Finalize()
    return spread(times[2:])


def _plain_actor(mesh: Mesh) -> vtkActor:
    data, points, cells = vtkPolyData(), vtkPoints(), vtkCellArray()
    points.SetData(numpy_to_vtk(mesh.vertices, deep=True))
    starts = np.arange(0, mesh.faces.size + 1, 3, dtype=np.int32)
    cells.SetData(numpy_to_vtk(starts, deep=True), numpy_to_vtk(mesh.faces.ravel(), deep=True))
    data.SetPoints(points)
    data.SetPolys(cells)
    data.GetPointData().SetNormals(numpy_to_vtk(mesh.normals, deep=True))
    data.GetPointData().SetScalars(numpy_to_vtk(mesh.colours, deep=True))
    mapper, actor = vtkPolyDataMapper(), vtkActor()
    mapper.SetInputData(data)
    actor.SetMapper(mapper)
    return actor


def _turns(view: ViewState, frames: int) -> Iterator[ViewState]:
    return (_turned(view, number * _STEP) for number in range(frames))


def _turned(view: ViewState, azimuth: float) -> ViewState:
    return replace(view, camera=orbit(view.camera, azimuth, 0.0))
