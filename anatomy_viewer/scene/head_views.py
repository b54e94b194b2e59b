"""The head from four sides as flat drawings: outline, light and the regions of pain, all computed from the specimen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.scene.outline import outlines
from anatomy_viewer.scene.pain import BESIDE_MM
from anatomy_viewer.scene.territories import Territories

Reals = NDArray[np.float64]
Lines = tuple[Reals, ...]
PIXEL_MM = 1.8  # of the flat pictures
MARGIN = 4  # pixels round the head
LOWEST_MM = -92.0  # the neck ends here
_REACH = 0.16  # radians: how far from a region its rim is told
_LONG_MM = 4.0  # edges longer than this are sampled more densely
# View → what lies to the right in it, and the way towards the eye; up is up.
VIEWS: Mapping[str, tuple[Reals, Reals]] = {
    "front": (np.array([-1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0])),
    "right": (np.array([0.0, 1.0, 0.0]), np.array([1.0, 0.0, 0.0])),
    "left": (np.array([0.0, -1.0, 0.0]), np.array([-1.0, 0.0, 0.0])),
    "back": (np.array([1.0, 0.0, 0.0]), np.array([0.0, -1.0, 0.0])),
}
_UP = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True, eq=False)
class FlatHead:
    """One view. size: width and height in pixels, in which the closed lines (n, 2) are given, y from the top.

    light: (h, w) 0-1, 0 beside the head. regions: id with its side → lines round what is seen of it.
    """

    size: tuple[int, int]
    light: Reals
    outline: Lines
    regions: Mapping[str, Lines]


def flat_heads(mesh: Mesh, regions: Territories, names: tuple[str, ...]) -> dict[str, FlatHead]:
    """All VIEWS of the skin, without perspective. Takes a second or two: not for the window's thread."""
    places, normals = _samples(mesh)
    return {view: _flat(places, normals, view, regions, names) for view in VIEWS}


def _flat(places: Reals, normals: Reals, view: str, where: Territories, names: tuple[str, ...]) -> FlatHead:
    flat, light = _seen(places, normals, view)
    mask = np.isfinite(flat[..., 0])
    seen = flat[mask]
    depths = where.depths(seen, names, _REACH)
    best = np.where(depths.max(axis=1) > -BESIDE_MM, depths.argmax(axis=1), len(names))
    index = np.full(mask.shape, -1)
    index[mask] = np.where(seen[:, 0] < 0, best + len(names) + 1, best)
    found: dict[str, Lines] = {}
    for side, first in (("r", 0), ("l", len(names) + 1)):
        for i, name in enumerate(names):
            lines = tuple(outlines(index == first + i))
            if lines:
                found[f"{name}_{side}"] = lines
    return FlatHead((mask.shape[1], mask.shape[0]), light, tuple(outlines(mask)), found)


def _seen(places: Reals, normals: Reals, view: str) -> tuple[Reals, Reals]:
    """Place (h, w, 3) seen in each pixel (nan for none), and the light on it (h, w)."""
    across, near = VIEWS[view]
    x, y = places @ across, places @ _UP
    column = ((x - x.min()) / PIXEL_MM).astype(int) + MARGIN
    row = ((y.max() - y) / PIXEL_MM).astype(int) + MARGIN
    order = np.argsort(places @ near, kind="stable")  # the nearest is written last
    shape = (int(row.max()) + MARGIN + 1, int(column.max()) + MARGIN + 1)
    flat, light = np.full((*shape, 3), np.nan), np.zeros(shape)
    flat[row[order], column[order]] = places[order]
    sun = near + 0.7 * _UP - 0.35 * across
    light[row[order], column[order]] = np.clip(normals[order] @ (sun / np.linalg.norm(sun)), 0.05, 1.0)
    return flat, light


def _samples(mesh: Mesh) -> tuple[Reals, Reals]:
    """Places spread over the head (n, 3) in mm, close enough for every pixel, and unit normals there."""
    corners = mesh.vertices.astype(np.float64)[mesh.faces]
    ways = mesh.normals.astype(np.float64)[mesh.faces]
    kept = corners[:, :, 2].max(axis=1) > LOWEST_MM
    corners, ways = corners[kept], ways[kept]
    longest = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    found = [_spread(corners[part], ways[part], parts) for part, parts in (
        (longest <= _LONG_MM, 4), ((longest > _LONG_MM) & (longest <= 3 * _LONG_MM), 10), (longest > 3 * _LONG_MM, 40),
    )]  # fmt: skip
    places, normals = np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found])
    below = places[:, 2] > LOWEST_MM
    normals = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    return places[below], normals[below]


def _spread(corners: Reals, ways: Reals, parts: int) -> tuple[Reals, Reals]:
    steps = [(i, j) for i in range(parts + 1) for j in range(parts + 1 - i)]
    shares = np.array([(i, j, parts - i - j) for i, j in steps]) / parts
    places = np.einsum("sk,mkx->msx", shares, corners).reshape(-1, 3)
    return places, np.einsum("sk,mkx->msx", shares, ways).reshape(-1, 3)
