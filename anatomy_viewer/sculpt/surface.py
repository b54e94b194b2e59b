"""From a distance field to a smooth closed surface, and the colour of bone on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.solid import largest_body
from anatomy_viewer.sculpt.implicit import Field, Points

Faces = NDArray[np.int64]
# The first pass looks at every fourth node; cells whose distance is within this many of its steps are refined.
COARSE, BAND = 4, 2.2
_CHUNK = 400_000
_WALL = 10.0


def surface(
    field: Field, bounds: NDArray[np.float64], step: float, smoothing: int = 7
) -> tuple[Points, Faces]:
    """The zero surface of `field` inside `bounds` (2, 3) on a grid of `step` mm: vertices, faces of the largest body.

    Two levels: only cells near the surface are evaluated finely. The grid has nodes at x = 0 so that a
    symmetric field gives a symmetric surface. Raises ValueError when the box holds no surface.
    """
    origin = np.floor(bounds[0] / step) * step
    cells = (np.ceil((bounds[1] - origin) / (step * COARSE)).astype(int) + 1) * COARSE
    values = _two_levels(field, origin, cells + 1, step)
    vertices, faces = contour(values, origin, step)
    vertices, faces = largest_body(vertices, faces)
    return taubin(vertices, faces, smoothing), faces


def _nodes(origin: Points, counts: NDArray[np.int64], step: float) -> Points:
    axes = [origin[i] + step * np.arange(counts[i]) for i in range(3)]
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)


def evaluate(field: Field, points: Points) -> NDArray[np.float64]:
    """field(points) in pieces, to keep memory small."""
    pieces = [field(points[i : i + _CHUNK]) for i in range(0, len(points), _CHUNK)]
    return np.concatenate(pieces) if pieces else np.zeros(0)


def _two_levels(field: Field, origin: Points, counts: NDArray[np.int64], step: float) -> NDArray[np.float32]:
    few = (counts - 1) // COARSE + 1
    rough = evaluate(field, _nodes(origin, few, step * COARSE)).reshape(few)
    near = np.abs(rough) < BAND * COARSE * step
    cell = np.zeros(few - 1, dtype=bool)
    for corner in np.ndindex(2, 2, 2):
        cell |= near[tuple(slice(c, c + n) for c, n in zip(corner, few - 1, strict=True))]
    active = np.zeros(counts, dtype=bool)
    for i, j, k in np.argwhere(cell) * COARSE:
        active[i : i + COARSE + 1, j : j + COARSE + 1, k : k + COARSE + 1] = True
    values = np.repeat(np.repeat(np.repeat(rough, COARSE, 0), COARSE, 1), COARSE, 2)
    grid = values[tuple(slice(0, n) for n in counts)].astype(np.float32)
    where = np.argwhere(active)
    grid[active] = evaluate(field, origin + where * step)
    return grid


def contour(values: NDArray[np.float32], origin: Points, step: float) -> tuple[Points, Faces]:
    """Marching cubes (vtkFlyingEdges3D) at zero, closed where the surface would leave the grid."""
    from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
    from vtkmodules.vtkCommonDataModel import vtkImageData
    from vtkmodules.vtkFiltersCore import vtkFlyingEdges3D

    padded = np.pad(values, 1, constant_values=_WALL)
    image = vtkImageData()
    image.SetDimensions(*padded.shape)
    image.SetSpacing(step, step, step)
    image.SetOrigin(*(origin - step))
    image.GetPointData().SetScalars(numpy_to_vtk(padded.ravel(order="F")))
    edges = vtkFlyingEdges3D()
    edges.SetInputData(image)
    edges.SetValue(0, 0.0)
    edges.ComputeNormalsOff()
    edges.ComputeGradientsOff()
    edges.ComputeScalarsOff()
    edges.Update()
    output = edges.GetOutput()
    if output.GetNumberOfPoints() == 0:
        raise ValueError("the field has no surface inside its box")
    vertices = vtk_to_numpy(output.GetPoints().GetData()).astype(np.float64)
    faces = vtk_to_numpy(output.GetPolys().GetConnectivityArray()).reshape(-1, 3)
    return vertices, faces.astype(np.int64)


def averaging(count: int, faces: Faces):  # type: ignore[no-untyped-def]
    """Sparse (n, n) operator: the mean of each vertex's neighbours."""
    from scipy.sparse import coo_matrix, diags

    a, b = faces[:, [0, 1, 2]].ravel(), faces[:, [1, 2, 0]].ravel()
    links = coo_matrix((np.ones(2 * len(a)), (np.r_[a, b], np.r_[b, a])), shape=(count, count)).tocsr()
    links.data[:] = 1.0
    return diags(1.0 / np.maximum(links.sum(axis=1).A1, 1.0)) @ links


def taubin(vertices: Points, faces: Faces, passes: int, shrink: float = 0.5, grow: float = 0.53) -> Points:
    """Smoothing without shrinking (Taubin 1995): `passes` pairs of steps `shrink` in, `grow` out."""
    mean, points = averaging(len(vertices), faces), vertices
    for _ in range(passes):
        points = points + shrink * (mean @ points - points)
        points = points - grow * (mean @ points - points)
    return points


def cavity(vertices: Points, faces: Faces, normals: Points, passes: int = 6) -> NDArray[np.float64]:
    """(n,) mm: how far each vertex sinks below its smoothed surroundings: hollows positive, ridges negative."""
    mean, points = averaging(len(vertices), faces), vertices
    for _ in range(passes):
        points = mean @ points
    shift: NDArray[np.float64] = np.einsum("ij,ij->i", points - vertices, normals)
    return np.asarray(mean @ shift)
