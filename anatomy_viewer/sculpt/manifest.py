"""`meshes/manifest.json`: what each built mesh is, so that nobody needs to open it to know."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import ply_bytes
from anatomy_viewer.sculpt.solid import face_centroids, face_vectors, is_closed, volume_of

Entry = dict[str, Any]


def entry(full: Mesh, coarse: Mesh, anchor: tuple[float, float, float] | None = None) -> Entry:
    """The manifest's words on one structure: mm and mm3, rounded; anchors lie on the surface."""
    areas = np.linalg.norm(face_vectors(full.vertices, full.faces), axis=1) / 2.0
    middles = face_centroids(full.vertices, full.faces)
    centroid = (middles * areas[:, None]).sum(axis=0) / areas.sum()
    place = _seen_from_behind(full, centroid) if anchor is None else _on_surface(full, np.array(anchor))
    return {
        "anchor": _rounded(place),
        "bounds": [_rounded(corner) for corner in full.bounds],
        "centroid": _rounded(centroid),
        "features": {
            name: {"anchor": _rounded(_middle_of(middles, areas, full.features == index))}
            for index, name in enumerate(full.feature_names, 1)
        },
        "sha256": hashlib.sha256(ply_bytes(full)).hexdigest(),
        "sha256_coarse": hashlib.sha256(ply_bytes(coarse)).hexdigest(),
        "triangles": len(full.faces),
        "triangles_coarse": len(coarse.faces),
        "vertices": len(full.vertices),
        "volume_mm3": round(volume_of(full.vertices, full.faces), 1),
        "watertight": is_closed(full.faces),
    }


def update_manifest(path: Path, entries: Mapping[str, Entry], known: Collection[str]) -> None:
    """Put `entries` into the file, keep the others that are still `known`; keys sorted, replaced whole."""
    old = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    merged = {name: value for name, value in {**old, **entries}.items() if name in known}
    temporary = path.with_suffix(".part")
    temporary.write_text(json.dumps(merged, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    os.replace(temporary, path)


def renew_manifest(path: Path, cut: Mapping[str, Mesh]) -> None:
    """Bring the entries of meshes up to date that were `cut` after they were built; names and anchors stay."""
    data = json.loads(path.read_text(encoding="utf-8"))
    renewed = {}
    for name in sorted(set(cut) & set(data)):
        mesh = cut[name]
        renewed[name] = {
            **data[name],
            "sha256": hashlib.sha256(ply_bytes(mesh)).hexdigest(),
            "triangles": len(mesh.faces),
            "vertices": len(mesh.vertices),
            "volume_mm3": round(volume_of(mesh.vertices, mesh.faces), 1),
            "watertight": is_closed(mesh.faces),
        }
    update_manifest(path, renewed, data)


def _middle_of(middles: NDArray[Any], areas: NDArray[Any], patch: NDArray[np.bool_]) -> NDArray[Any]:
    """The face of `patch` nearest to its area's middle."""
    if not patch.any():
        raise ValueError("a patch marks no face: its rule and the shape disagree")
    inside = middles[patch]
    middle = (inside * areas[patch][:, None]).sum(axis=0) / areas[patch].sum()
    return np.asarray(inside[np.linalg.norm(inside - middle, axis=1).argmin()])


def _on_surface(mesh: Mesh, point: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(mesh.vertices[np.linalg.norm(mesh.vertices - point, axis=1).argmin()])


def _seen_from_behind(mesh: Mesh, centroid: NDArray[Any]) -> NDArray[Any]:
    """The vertex in the middle of the view from behind, in front of what it hides."""
    facing = mesh.vertices[mesh.normals[:, 1] < -0.4]
    points = facing if len(facing) else mesh.vertices
    aside = np.linalg.norm((points - centroid)[:, [0, 2]], axis=1)
    return np.asarray(points[(aside + 0.3 * (points[:, 1] - points[:, 1].min())).argmin()])


def _rounded(values: NDArray[Any]) -> list[float]:
    return [round(float(value), 3) + 0.0 for value in values]
