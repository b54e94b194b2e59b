"""Where an image lies in the specimen: flat on its plane, under a probe, or bent along a nerve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.us_settings import CURVED, CURVED_RADIUS, UsSettings
from anatomy_viewer.model.image_plane import BENT, BOTH, ImagePlane
from anatomy_viewer.ui.imaging_paint import cut_out

Reals = NDArray[np.float64]
_STRIPS, _ARC = 40, 17  # into which a bent image is cut; points of a curved probe's face
_CORNERS = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


@dataclass(frozen=True, eq=False)
class Surface:
    """nodes (r, c, 3) mm: a lattice of places over the whole `image`, evenly spaced in it; two by two where it is flat.

    edge (n, 3) mm: the line round it. own: is that its own edge, not the one of the plane's sheet? letters: where the
    patient's sides are at the left, right, upper and lower edge.
    """

    image: QImage
    nodes: Reals
    edge: Reals
    own: bool = False
    letters: tuple[str, str, str, str] = ("", "", "", "")

    def places(self, u: Reals, v: Reals) -> Reals:
        """(len(v), len(u), 3) mm: places at fractions of the image's width and height."""
        rows = _between(self.nodes, v * (len(self.nodes) - 1))
        columns = np.swapaxes(rows, 0, 1)
        return np.swapaxes(_between(columns, u * (len(columns) - 1)), 0, 1)

    @property
    def corners(self) -> Reals:
        """(4, 3) mm: of its edge, from the upper left one round."""
        n, half = self.nodes, len(self.edge) // 2
        if n.shape[:2] == (2, 2):  # a sector's lie within the image
            return self.edge[[0, half - 1, half, -1]]
        return np.array([n[0, 0], n[0, -1], n[-1, -1], n[-1, 0]])


def flat_surface(image: QImage, plane: ImagePlane) -> Surface:
    """An image on its plane."""
    corners = np.array([plane.place(u, v) for u, v in _CORNERS])
    return Surface(image, corners[[[0, 1], [3, 2]]], corners)


def surface_of(picture: Picture, window: tuple[float, float], sheet: ImagePlane, settings: object) -> Surface:
    """Where the picture lies; of a flat one no more than `sheet` holds. settings: those it was made with."""
    if picture.plane.name in BENT and picture.warp is not None:
        return _bent(picture, window)
    if isinstance(settings, UsSettings):
        image, plane = cut_out(picture, window, picture.plane)
        flat = flat_surface(image, plane)
        return Surface(image, flat.nodes, probe_edge(plane, settings), True, plane.letters())
    return flat_surface(*cut_out(picture, window, sheet))


def probe_face(plane: ImagePlane, settings: UsSettings, depth: float = 0.0) -> Reals:
    """(n, 3) mm: `depth` mm below a probe's face from left to right; `plane`: of its image, skin at its top."""
    top, across, down = (np.array(v) for v in (plane.place(0.5, 0.0), plane.across, plane.down))
    face = top + settings.rise_mm * down
    half = settings.width_mm / 2.0
    if settings.probe != CURVED:
        return np.asarray(face + depth * down + np.array([[-half], [half]]) * across)
    turn = np.linspace(-half, half, _ARC)[:, None] / CURVED_RADIUS
    radius = CURVED_RADIUS + depth
    return np.asarray(face - CURVED_RADIUS * down + radius * (np.cos(turn) * down + np.sin(turn) * across))


def probe_edge(plane: ImagePlane, settings: UsSettings) -> Reals:
    """(n, 3) mm: the line round what a probe sees: a rectangle or a sector."""
    return np.concatenate([probe_face(plane, settings), probe_face(plane, settings, settings.depth_mm)[::-1]])


def _bent(picture: Picture, window: tuple[float, float]) -> Surface:
    """Strips across the way along the nerve."""
    assert picture.warp is not None
    image, _ = cut_out(picture, window, picture.plane)
    rows, columns = picture.warp.shape[:2]
    r, c = np.linspace(0, rows - 1, _STRIPS + 1).round(), np.linspace(0, columns - 1, _STRIPS + 1).round()
    r, c = (r, c[[0, -1]]) if picture.plane.name == BOTH else (r[[0, -1]], c)
    nodes = picture.warp[r.astype(int)[:, None], c.astype(int)].astype(np.float64)
    edge = np.concatenate([nodes[0], nodes[1:, -1], nodes[-1, -2::-1], nodes[-2:0:-1, 0]])
    left, right, top, low = (letter[:1] for letter in picture.plane.letters())
    return Surface(image, nodes, edge, True, (left, right, top, low))


def _between(rows: Reals, at: Reals) -> Reals:
    """Rows (n, …) at fractional numbers `at` (k,)."""
    first = np.minimum(at.astype(np.int64), len(rows) - 2)
    share = (at - first).reshape(-1, *([1] * (rows.ndim - 1)))
    return np.asarray(rows[first] * (1.0 - share) + rows[first + 1] * share)
