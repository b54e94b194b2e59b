"""Openings: a slit through a body where a nerve or vessel runs, its walls dark and its rim pale.

They are cut into the whole body each time, so that another course leaves no old hole behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import tangents
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.solid import Mask, finish, largest_body, unit
from anatomy_viewer.geometry.tube import tube
from anatomy_viewer.geometry.tube_body import thinned

Reals = NDArray[np.float64]
# Red of the membranes between bundles of flesh, and of tendon in the light.
SEPTUM = np.array([116.0, 36.0, 34.0])
TENDON = np.array([233.0, 219.0, 190.0])
# mm that a course may press into a body without an opening.
_PRESSED = 0.2
# mm of room round the nerve; how far a cut goes on beyond the body; a slit's width along the fibres over that across.
CLEARANCE, _BEYOND, _SLIT = 0.4, 1.5, 1.7
# A rim is pale over this many mm; an old corner lies this near (mm) to itself, its triangles this near to a new one.
_RIM, _SAME, _NEAR = 1.0, 1e-4, 1.0
_SIDES, _STEP = 10, 2.5
# Where a nerve runs along the fibres (sine of the angle below this) they say nothing of the slit.
_SQUARE = 0.1


@dataclass(frozen=True)
class Passage:
    """A way through a body: `stations` (n, 4) x, y, z, radius in mm, a little longer than what lies in the body.

    fibre: unit direction (3,) of the fibres there, along which the slit is wide; None in a sheet.
    """

    stations: Reals
    fibre: Reals | None = None


def passages(mesh: Mesh, line: Reals, grain: Reals | None = None) -> list[Passage]:
    """The stretches of `line` (n, 4) on which it runs into `mesh`, or along it, and out again.

    grain: (m, 6) places along a muscle and the direction of its fibres there; None for a sheet.
    """
    low, high = mesh.bounds
    near = ((line[:, :3] > low - 3.0) & (line[:, :3] < high + 3.0)).all(axis=1)
    gap = np.full(len(line), np.inf)
    if near.any():
        gap[near] = Surface(mesh.vertices, mesh.faces).distance(line[near, :3])
    return stretches(gap, line, grain)


def stretches(gap: Reals, line: Reals, grain: Reals | None = None) -> list[Passage]:
    """The same from the distances `gap` (n,) of the stations of `line` to the body."""
    found, more = [], round(_BEYOND / float(np.linalg.norm(line[1, :3] - line[0, :3])))
    for first, last in _runs(gap < line[:, 3]):
        deep = (gap - line[:, 3])[first : last + 1] < -_PRESSED
        if deep.any() and first > 0 and last < len(line) - 1:
            way = line[max(first - more, 0) : last + more + 1]
            found.append(Passage(way, None if grain is None else _fibre(way, grain)))
    return found


def _fibre(way: Reals, grain: Reals) -> Reals:
    away = np.linalg.norm(grain[:, None, :3] - way[:, :3], axis=-1).min(axis=1)
    return np.asarray(unit(grain[away.argsort(kind="stable")[:4], 3:].mean(axis=0)))


def _runs(mask: Mask) -> Iterable[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.view(np.int8), [0]])))
    return [(int(a), int(b) - 1) for a, b in edges.reshape(-1, 2)]


class Uncut:
    """A body that is cut more than once: what every cut needs is made once."""

    def __init__(self, mesh: Mesh) -> None:
        self.mesh = mesh

    @cached_property
    def solid(self) -> Any:
        """The body as manifold3d knows it."""
        from manifold3d import Manifold
        from manifold3d import Mesh as Raw

        return Manifold(Raw(self.mesh.vertices, self.mesh.faces.astype(np.uint32)))

    @cached_property
    def corners(self) -> Any:
        """A tree of its corners."""
        from scipy.spatial import cKDTree

        return cKDTree(self.mesh.vertices)

    def opened(self, ways: Iterable[Passage]) -> Mesh:
        """The mesh with a slit along each way, its rim pale; patches are kept."""
        from manifold3d import Manifold
        from manifold3d import Mesh as Raw

        cutters = [_cutter(way) for way in ways]
        if not cutters:
            return self.mesh
        body = self.solid
        for tool, corners in cutters:
            body -= Manifold(Raw(tool.astype(np.float32), corners.astype(np.uint32)))
        raw = body.to_mesh()
        vertices, faces = largest_body(
            raw.vert_properties[:, :3].astype(np.float64), raw.tri_verts.astype(np.int64)
        )
        return _painted(self, finish(vertices, faces, (0, 0, 0)))


def opened(mesh: Mesh, ways: Iterable[Passage]) -> Mesh:
    """`mesh` with a slit along each way, its rim pale; patches are kept."""
    return Uncut(mesh).opened(ways)


def _cutter(way: Passage) -> tuple[Reals, NDArray[np.int32]]:
    """A tube with room to spare, flat like a slit: wide along the fibres, narrow across them."""
    rows = thinned(way.stations, _STEP)
    line, radius = rows[:, :3], rows[:, 3] + CLEARANCE
    across = np.zeros((1, 3)) if way.fibre is None else np.cross(tangents(line), way.fibre)
    thin = across[np.linalg.norm(across, axis=1) > _SQUARE].mean(axis=0) if len(across) > 1 else across[0]
    if way.fibre is None or not np.isfinite(thin).all():
        return tube(line, radius, _SIDES)
    return tube(line, radius * np.sqrt(_SLIT), _SIDES, np.broadcast_to(thin, line.shape), _SLIT)


def _painted(body: Uncut, cut: Mesh) -> Mesh:
    """`cut` with the colours and normals of the whole where it still is its surface; walls dark, rims pale."""
    whole = body.mesh
    away, source = body.corners.query(cut.vertices)
    made = np.flatnonzero(away > _SAME)
    colours, normals = whole.colours[source].astype(np.float64), whole.normals[source].astype(np.float64)
    skin = np.ones(len(cut.vertices), dtype=bool)
    if len(made):
        skin[made], colours[made], normals[made] = _blended(whole, cut.vertices[made].astype(np.float64))
    colours[~skin] = SEPTUM
    colours += 0.85 * _rim(cut, skin)[:, None] * (TENDON - colours)
    normals[~skin] = cut.normals[~skin]
    return replace(
        cut,
        colours=np.clip(np.round(colours), 0, 255).astype(np.uint8),
        normals=normals.astype(np.float32),
        features=_patches(whole, cut),
        feature_names=whole.feature_names,
    )


def _blended(whole: Mesh, places: Reals) -> tuple[Mask, Reals, Reals]:
    """For new corners: whether they lie on the surface of `whole`, its colour (n, 3) and unit normal (n, 3) there."""
    corners = whole.vertices[whole.faces].astype(np.float64)
    low, high = places.min(axis=0) - _NEAR, places.max(axis=0) + _NEAR
    close = ((corners.max(axis=1) > low) & (corners.min(axis=1) < high)).all(axis=1)
    near = Surface(whole.vertices, whole.faces[close])
    gap, place, face = near.closest(places, 12)
    share = _shares(place, near.corners[face])
    owner = whole.faces[close][near.kept][face]
    colours = np.einsum("nk,nkc->nc", share, whole.colours[owner].astype(np.float64))
    normals = unit(np.einsum("nk,nkc->nc", share, whole.normals[owner].astype(np.float64)))
    return gap < 0.02, colours, normals


def _patches(whole: Mesh, cut: Mesh) -> NDArray[np.uint8]:
    """(m,): the patch of each face: that of the nearest face of `whole`."""
    from scipy.spatial import cKDTree

    if not whole.features.any():
        return np.zeros(len(cut.faces), dtype=np.uint8)
    middles = cKDTree(whole.vertices[whole.faces].mean(axis=1))
    return whole.features[middles.query(cut.vertices[cut.faces].mean(axis=1))[1]]


def _rim(cut: Mesh, skin: Mask) -> Reals:
    """(n,) 0..1: paleness, 1 at the edge of an opening."""
    from scipy.spatial import cKDTree

    mixed = skin[cut.faces].any(axis=1) & ~skin[cut.faces].all(axis=1)
    edge = np.unique(cut.faces[mixed])
    edge = edge[skin[edge]]
    if not len(edge):
        return np.zeros(len(cut.vertices))
    away, _ = cKDTree(cut.vertices[edge]).query(cut.vertices)
    return np.asarray(np.clip(1.0 - away / _RIM, 0.0, 1.0))


def _shares(places: Reals, corners: Reals) -> Reals:
    """(n, 3): barycentric coordinates of `places` (n, 3) in `corners` (n, 3, 3), none below zero."""
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    whole = np.cross(b - a, c - a)
    size = np.maximum((whole * whole).sum(axis=1), 1e-18)
    u = (np.cross(c - b, places - b) * whole).sum(axis=1) / size
    v = (np.cross(a - c, places - c) * whole).sum(axis=1) / size
    share = np.clip(np.stack([u, v, 1.0 - u - v], axis=1), 0.0, 1.0)
    return np.asarray(share / share.sum(axis=1, keepdims=True))
