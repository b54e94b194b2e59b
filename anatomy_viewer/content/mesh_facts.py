"""The facts of a mesh that the manifest does not have: one from elsewhere, or one just added."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.manifest_file import MANIFEST, Entry, FeatureEntry, read_manifest
from anatomy_viewer.content.mesh_files import is_atlas_form, mesh_path, read_mesh
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Vector


class MeshEntries:
    """What is known of each mesh: from the manifest, or else measured on the mesh itself."""

    def __init__(self, folder: Path, problems: list[ContentError]) -> None:
        self._folder, self._problems = folder, problems
        self._manifest: Mapping[str, Entry] | None = None
        self._measured: dict[str, Entry | None] = {}
        try:
            self._manifest = read_manifest(folder / MANIFEST)
        except ContentError as error:
            problems.append(error)

    def of(self, base: str) -> Entry | None:
        """The entry of a base structure; None (and a problem) when it has no mesh that can be read."""
        if self._manifest and base in self._manifest:
            return self._manifest[base]
        if base not in self._measured:
            self._measured[base] = self._measure(base)
        return self._measured[base]

    def _measure(self, base: str) -> Entry | None:
        path = mesh_path(self._folder, base)
        if not path.is_file():
            if self._manifest is not None:
                self._report(base, path, f"'{base}' has no mesh, so it is left out.")
            return None
        if self._manifest is not None and is_atlas_form(path):
            self._report(base, self._folder / MANIFEST, f"'{base}' has a mesh but is not described here.")
        try:
            return measured(read_mesh(path))
        except ContentError as error:
            self._problems.append(error)
            return None

    def _report(self, base: str, path: Path, problem: str) -> None:
        hint = f"Make it with 'anatomy-viewer sculpt {base}'."
        self._problems.append(ContentError(path, None, problem, hint))


def measured(mesh: Mesh) -> Entry:
    """Bounds and anchors in mm, volume in mm3 (signed tetrahedra over the faces, so holes falsify it)."""
    corners = mesh.vertices.astype(np.float64)[mesh.faces]
    volume = float(np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])).sum() / 6.0)
    middles = corners.mean(axis=1)
    low, high = mesh.bounds
    return Entry(
        bounds=(_vector(low), _vector(high)),
        anchor=_nearest_to_middle(mesh.vertices),
        triangles=len(mesh.faces),
        triangles_coarse=len(mesh.faces),
        volume_mm3=round(abs(volume), 1),
        watertight=_closed(mesh.faces),
        features={
            name: FeatureEntry(anchor=_nearest_to_middle(middles[mesh.features == index]))
            for index, name in enumerate(mesh.feature_names, 1)
            if (mesh.features == index).any()
        },
    )


def _closed(faces: NDArray[np.int32]) -> bool:
    """Whether every edge belongs to exactly two faces."""
    edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    return bool((np.unique(edges, axis=0, return_counts=True)[1] == 2).all())


def _nearest_to_middle(points: NDArray[np.floating]) -> Vector:
    distances = np.linalg.norm(points - points.mean(axis=0), axis=1)
    return _vector(points[int(distances.argmin())])


def _vector(values: NDArray[np.floating]) -> Vector:
    return (round(float(values[0]), 3), round(float(values[1]), 3), round(float(values[2]), 3))
