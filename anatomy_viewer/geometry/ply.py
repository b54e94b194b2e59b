"""The atlas's own meshes as binary PLY: readable by any mesh program, and by numpy in a few milliseconds."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh

VERTEX = np.dtype([("xyz", "<f4", 3), ("n", "<i2", 3), ("rgb", "u1", 3)])
FACE = np.dtype([("count", "u1"), ("v", "<i4", 3), ("feature", "u1")])
NORMAL_SCALE = 32767.0

_VERTEX_LINES = "".join(f"property float {c}\n" for c in "xyz") + "".join(
    f"property short n{c}\n" for c in "xyz"
)
_COLOUR_LINES = "".join(f"property uchar {c}\n" for c in ("red", "green", "blue"))
_FACE_LINES = "property list uchar int vertex_indices\nproperty uchar feature\n"
_REMEDY = "Rebuild it with 'anatomy-viewer sculpt'."


def write_ply(path: Path, mesh: Mesh) -> None:
    """Write `mesh`; the same mesh gives the same bytes."""
    path.write_bytes(ply_bytes(mesh))


def ply_bytes(mesh: Mesh) -> bytes:
    """The file's content."""
    names = "".join(f"comment feature {i} {name}\n" for i, name in enumerate(mesh.feature_names, 1))
    header = (
        f"ply\nformat binary_little_endian 1.0\n{names}"
        f"element vertex {len(mesh.vertices)}\n{_VERTEX_LINES}{_COLOUR_LINES}"
        f"element face {len(mesh.faces)}\n{_FACE_LINES}end_header\n"
    )
    vertex = np.empty(len(mesh.vertices), VERTEX)
    vertex["xyz"], vertex["rgb"] = mesh.vertices, mesh.colours
    vertex["n"] = np.round(mesh.normals * NORMAL_SCALE)
    face = np.empty(len(mesh.faces), FACE)
    face["count"], face["v"], face["feature"] = 3, mesh.faces, mesh.features
    return header.encode("ascii") + vertex.tobytes() + face.tobytes()


def read_ply(path: Path) -> Mesh:
    """Read a mesh written by `write_ply`; anything else raises ContentError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ContentError(path, None, f"the mesh can't be read ({error.strerror}).", _REMEDY) from error
    return parse_ply(data, path)


def parse_ply(data: bytes, path: Path) -> Mesh:
    """The mesh held by `data`; `path` names it in errors."""
    head, found, body = data.partition(b"end_header\n")
    lines = head.decode("ascii", "replace").splitlines()
    if not found or not lines or lines[0] != "ply":
        raise ContentError(path, 1, "this is not one of the atlas's PLY files.", _REMEDY)
    counts, names = _read_header(lines)
    n, m = counts.get("vertex", 0), counts.get("face", 0)
    if n < 3 or m < 1 or len(body) != n * VERTEX.itemsize + m * FACE.itemsize:
        raise ContentError(path, None, "the mesh file is cut short or damaged.", _REMEDY)
    vertex = np.frombuffer(body, VERTEX, n)
    face = np.frombuffer(body, FACE, m, n * VERTEX.itemsize)
    faces = np.ascontiguousarray(face["v"])
    if faces.min() < 0 or faces.max() >= n or not np.isfinite(vertex["xyz"]).all():
        raise ContentError(path, None, "the mesh file names vertices that it does not have.", _REMEDY)
    return Mesh(
        np.ascontiguousarray(vertex["xyz"]),
        faces,
        vertex["n"].astype(np.float32) / NORMAL_SCALE,
        np.ascontiguousarray(vertex["rgb"]),
        np.ascontiguousarray(face["feature"]),
        names,
    )


def _read_header(lines: list[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    counts: dict[str, int] = {}
    names: list[str] = []
    for line in lines:
        words = line.split()
        if words[:1] == ["element"] and len(words) == 3 and words[2].isdigit():
            counts[words[1]] = int(words[2])
        elif words[:2] == ["comment", "feature"] and len(words) == 4:
            names.append(words[3])
    return counts, tuple(names)
