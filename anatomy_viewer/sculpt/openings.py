"""Openings: where a nerve runs through a muscle or a sheet, that is cut open along its course.

The courses are solved on whole muscles (`WHOLE`/ID.ply), so that no muscle needs a nerve that needs the muscle; when
they are known, `open_all` cuts and writes the mesh that is shown. Another course of a nerve (a variant) needs only
another call of `opened`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import tangents
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import ply_bytes, read_ply
from anatomy_viewer.geometry.tube import tube
from anatomy_viewer.sculpt.fibres import SEPTUM, TENDON
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.manifest import renew_manifest
from anatomy_viewer.sculpt.muscles import TABLE, stations
from anatomy_viewer.sculpt.solid import Mask, finish, unit
from anatomy_viewer.sculpt.surface import largest_body
from anatomy_viewer.sculpt.tube_body import thinned

Reals = NDArray[np.float64]
WHOLE = "whole"
# What pierces the sheets of fascia; muscles are named in the courses (`through`).
THROUGH_SHEETS = ("greater_occipital_nerve", "third_occipital_nerve", "occipital_artery")
_RAMI = ("third_occipital_nerve", "c2_dorsal_ramus", "c3_dorsal_ramus", "c4_dorsal_ramus")
# Muscles with a groove for what lies against them.
BEDS = {
    "splenius_capitis": ("occipital_artery", "occipital_vein"),
    "longissimus_capitis": _RAMI,
    "splenius_cervicis": _RAMI,
}
# mm that a course may press into a body without an opening.
_PRESSED = 0.2
# mm of room round the nerve; how far a cut goes on beyond the body; a slit's width along the fibres over that across.
CLEARANCE, _BEYOND, _SLIT = 0.4, 1.5, 1.7
# A rim is pale over this many mm.
_RIM = 1.0
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


def needed(folder: Path, name: str) -> Mesh:
    """The mesh of `name` as other recipes see it: whole, where it has openings."""
    whole = folder / WHOLE / f"{name}.ply"
    return read_ply(whole if whole.is_file() else folder / f"{name}.ply")


def open_all(folder: Path) -> tuple[str, ...]:
    """Cut every mesh in `folder`/whole by the courses that run through it and write it to `folder`; the ids written."""
    courses = json.loads((folder / "courses.json").read_text(encoding="utf-8"))
    figures, done = Figures(folder / "figures"), dict[str, Mesh]()
    for path in sorted((folder / WHOLE).glob("*.ply")):
        whole, grain = read_ply(path), grain_of(path.stem, figures)
        lines = [
            _stations(part)
            for name in sorted(courses)
            for part in courses[name]["parts"]
            if path.stem in part["through"] or name in _beside(path.stem, grain)
        ]
        done[path.stem] = opened(whole, [way for line in lines for way in passages(whole, line, grain)])
        (folder / path.name).write_bytes(ply_bytes(done[path.stem]))
    if done:
        renew_manifest(folder / "manifest.json", done)
    return tuple(done)


def _beside(body: str, grain: Reals | None) -> tuple[str, ...]:
    """What lies in or against `body` without being named in its course."""
    return BEDS.get(body, THROUGH_SHEETS if grain is None else ())


def _stations(part: dict[str, Any]) -> Reals:
    return np.array([[*row["position"], row["radius"]] for row in part["stations"]])


def grain_of(name: str, figures: Figures) -> Reals | None:
    """(n, 6): places along a muscle of muscle_stations.csv and the direction of its fibres there; None for a sheet."""
    if all(row["structure"] != name for row in figures.rows(TABLE)):
        return None
    sheet = stations(figures, name)[..., :3]
    return np.concatenate([sheet, unit(np.gradient(sheet, axis=0))], axis=-1).reshape(-1, 6)


def passages(mesh: Mesh, line: Reals, grain: Reals | None = None) -> list[Passage]:
    """The stretches of `line` (n, 4) on which it runs into `mesh`, or along it, and out again; `grain`: `grain_of`."""
    low, high = mesh.bounds
    near = ((line[:, :3] > low - 3.0) & (line[:, :3] < high + 3.0)).all(axis=1)
    gap = np.full(len(line), np.inf)
    if near.any():
        gap[near] = Surface(mesh.vertices, mesh.faces).distance(line[near, :3])
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


def opened(mesh: Mesh, ways: Iterable[Passage]) -> Mesh:
    """`mesh` with a slit along each way, its rim pale; patches are kept."""
    from manifold3d import Manifold
    from manifold3d import Mesh as Raw

    cutters = [_cutter(way) for way in ways]
    if not cutters:
        return mesh
    body = Manifold(Raw(mesh.vertices, mesh.faces.astype(np.uint32)))
    for tool, corners in cutters:
        body -= Manifold(Raw(tool.astype(np.float32), corners.astype(np.uint32)))
    raw = body.to_mesh()
    vertices, faces = largest_body(
        raw.vert_properties[:, :3].astype(np.float64), raw.tri_verts.astype(np.int64)
    )
    return _painted(mesh, finish(vertices, faces, (0, 0, 0)))


def _cutter(way: Passage) -> tuple[Reals, NDArray[np.int32]]:
    """A tube with room to spare, flat like a slit: wide along the fibres, narrow across them."""
    rows = thinned(way.stations, _STEP)
    line, radius = rows[:, :3], rows[:, 3] + CLEARANCE
    across = np.zeros((1, 3)) if way.fibre is None else np.cross(tangents(line), way.fibre)
    thin = across[np.linalg.norm(across, axis=1) > _SQUARE].mean(axis=0) if len(across) > 1 else across[0]
    if way.fibre is None or not np.isfinite(thin).all():
        return tube(line, radius, _SIDES)
    return tube(line, radius * np.sqrt(_SLIT), _SIDES, np.broadcast_to(thin, line.shape), _SLIT)


def _painted(whole: Mesh, cut: Mesh) -> Mesh:
    """`cut` with the colours and normals of `whole` where it still is its surface; walls dark, rims pale."""
    surface = Surface(whole.vertices, whole.faces)
    near = surface.nearest(cut.vertices)
    skin = np.abs(near.distance) < 0.02
    share = _shares(near.place, whole.vertices[whole.faces[near.face]].astype(np.float64))
    corners = whole.faces[near.face]
    colours = np.einsum("nk,nkc->nc", share, whole.colours[corners].astype(np.float64))
    normals = unit(np.einsum("nk,nkc->nc", share, whole.normals[corners].astype(np.float64)))
    colours[~skin] = SEPTUM
    pale = _rim(cut, skin)
    colours += 0.85 * pale[:, None] * (TENDON - colours)
    normals[~skin] = cut.normals[~skin]
    return replace(
        cut,
        colours=np.clip(np.round(colours), 0, 255).astype(np.uint8),
        normals=normals.astype(np.float32),
        features=whole.features[surface.nearest(cut.vertices[cut.faces].mean(axis=1)).face],
        feature_names=whole.feature_names,
    )


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
