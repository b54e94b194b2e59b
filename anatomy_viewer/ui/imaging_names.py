"""Which structure of the atlas lies at a place of an image: by its label, else by the nearest surface of its kind."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.anatomy import Atlas, Vector

# Discs lie so flat between two vertebrae that a bone's surface is often nearer: a disc is looked for among discs.
_DISCS = "disc_"
# Kinds of tissue whose label doesn't say which structure it is: the system it belongs to (or what its id begins with),
# and how far (mm) its surface may lie from a place within it.
_SYSTEMS: Mapping[str, tuple[tuple[str, ...], float]] = {
    "cortical bone": (("bones",), 12.0),
    "marrow": (("bones",), 20.0),
    "air cells": (("bones",), 20.0),
    "arterial blood": (("arteries",), 4.0),
    "vessel wall": (("arteries",), 3.0),
    "venous blood": (("veins",), 8.0),
    "nerve": (("nerves",), 3.0),
    "ganglion": (("nerves",), 5.0),
    "disc": ((_DISCS,), 12.0),
    "ligament": (("ligaments",), 3.0),
    "grey matter": (("cns",), 40.0),
    "white matter": (("cns",), 40.0),
    "skin": (("skin",), 4.0),
    "spinal cord": (("cns",), 40.0),
    "cord grey matter": (("cns",), 40.0),
    "nerve root": (("nerves",), 3.0),
    "oedematous nerve": (("nerves",), 5.0),
    "disc core": ((_DISCS,), 12.0),
    "nuchal ligament": (("ligaments",), 6.0),
    "elastic ligament": (("ligaments",), 3.0),
    "dura": (("ligaments", "cns"), 3.0),
    "sclerotic bone": (("bones",), 20.0),
    "oedematous marrow": (("bones",), 20.0),
    "osteophyte": (("bones",), 12.0),
}


_GRAIN, _FINEST = (
    2.0,
    16,
)  # mm between places of a surface that are looked for; parts an edge is cut into at most


def _sampled(mesh: Mesh) -> NDArray[np.float64]:
    """(n, 3): its corners, and places between those of large triangles: a coarse mesh has few corners."""
    corners = mesh.vertices[mesh.faces].astype(np.float64)
    edges = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2)
    parts = np.clip(np.ceil(edges.max(axis=1, initial=0.0) / _GRAIN), 1, _FINEST).astype(int)
    found = [mesh.vertices.astype(np.float64)]
    for count in np.unique(parts[parts > 1]).tolist():
        i, j = (part.ravel() for part in np.meshgrid(range(count + 1), range(count + 1)))
        kept = (i + j <= count) & (np.maximum(np.maximum(i, j), count - i - j) < count)
        shares = np.stack([i, j, count - i - j], axis=-1)[kept] / count
        found.append((shares @ corners[parts == count]).reshape(-1, 3))
    return np.concatenate(found)


class Names:
    """meshes: the surfaces of the specimen by structure id; read when first asked for."""

    def __init__(self, atlas: Atlas, meshes: Mapping[str, Mesh]) -> None:
        self._atlas, self._meshes = atlas, meshes
        self._trees: dict[tuple[str, ...], tuple[object, NDArray[np.int32], list[str]]] = {}

    def at(self, subject: Subject, label: int, place: Vector) -> str:
        """The structure id at `place` (mm) that has `label`; '' where none is known."""
        name = subject.ids.get(label, "")
        if name in self._atlas.structures:
            return name
        systems, most = _SYSTEMS.get(subject.kinds.get(label, "").partition(">")[0], ((), 0.0))
        return self._nearest(systems, place, most) if systems else ""

    def _nearest(self, systems: tuple[str, ...], place: Vector, most: float) -> str:
        tree, owners, names = self._tree(systems)
        if not names:
            return ""
        gap, index = tree.query(place)  # type: ignore[attr-defined]
        return names[owners[index]] if gap <= most else ""

    def _tree(self, systems: tuple[str, ...]) -> tuple[object, NDArray[np.int32], list[str]]:
        if systems not in self._trees:
            from scipy.spatial import cKDTree

            names = [
                name
                for name, structure in self._atlas.structures.items()
                # The tissue volume draws no nuclei: what is grey or white is part of what holds them.
                if (structure.system in systems or (name.startswith(_DISCS) and _DISCS in systems))
                and not structure.deep
                and name in self._meshes
            ]
            points = [_sampled(self._meshes[name]) for name in names]
            owners = np.repeat(np.arange(len(names), dtype=np.int32), [len(p) for p in points])
            self._trees[systems] = (cKDTree(np.concatenate(points)) if points else None, owners, names)
        return self._trees[systems]
