"""The grid of the tissue volume, and closed meshes as voxels of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.columns import Columns
from anatomy_viewer.geometry.mesh import Mesh

Mask = NDArray[np.bool_]
Reals = NDArray[np.float64]
Place = tuple[slice, slice, slice]
SPACING = 0.5
# mm: what imaging needs; symmetric in x, so that the left side is the right one turned round.
ORIGIN = (-75.0, -35.0, -110.0)
SHAPE = (301, 271, 301)


class Box(NamedTuple):
    """Slices of the grid, and the voxels of a body in them."""

    place: Place
    mask: Mask

    def mirrored(self) -> Box:
        """The other side."""
        x = self.place[0]
        turned = slice(SHAPE[0] - x.stop, SHAPE[0] - x.start)
        return Box((turned, *self.place[1:]), self.mask[::-1])


def voxels(mesh: Mesh, margin: int = 0) -> Box:
    """The voxels whose centres lie in the closed `mesh`, in a box of the grid with `margin` empty voxels round it."""
    low, high = ((mesh.bounds - ORIGIN) / SPACING).round().astype(int)
    first = np.clip(low - 1 - margin, 0, np.array(SHAPE) - 1)
    last = np.clip(high + 2 + margin, first + 1, SHAPE)
    corners = mesh.vertices[mesh.faces] - (np.array(ORIGIN) + first * SPACING)
    width, depth, height = (int(n) for n in last - first)
    x, y, z = (slice(int(a), int(b)) for a, b in zip(first, last, strict=True))
    return Box((x, y, z), Columns(corners, SPACING).filled((width, depth, height)))


def axes() -> tuple[Reals, Reals, Reals]:
    """x, y and z of the voxels' centres, shaped to be combined."""
    x, y, z = (np.asarray(o + SPACING * np.arange(n)) for o, n in zip(ORIGIN, SHAPE, strict=True))
    return x[:, None, None], y[None, :, None], z[None, None, :]
