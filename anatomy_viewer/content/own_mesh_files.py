"""Meshes from elsewhere (STL, OBJ, PLY, GLB), read through trimesh, which is imported when first needed.

Only the one file is read: materials, textures and buffers in other files are not followed.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.own_mesh_headers import (
    HEAD,
    declared_faces,
    declared_space,
    glb_description,
    glb_faces,
    glb_textured,
    refuse_glb,
)
from anatomy_viewer.content.text_files import reason
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Bytes, Mesh
from anatomy_viewer.geometry.mesh_tables import one_mesh

if TYPE_CHECKING:
    from trimesh import Trimesh

OWN_FORMS = ("ply", "stl", "obj", "glb")
MOST_FACES = 500_000
MOST_PARTS = 200
LARGEST = 100_000_000  # bytes
SMALLEST_MM, WIDEST_MM = 0.5, 2000.0
IVORY = (232, 220, 195)

# What trimesh's readers raise when a file is not what its name says.
_TROUBLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    NotImplementedError,  # theirs: a kind of file that they know of and do not read
    struct.error,
    EOFError,
    MemoryError,
    RecursionError,
)


@dataclass(frozen=True, eq=False)
class RawPart:
    """A body of a file in the file's own numbers: corners (n, 3) float64, faces (m, 3) int32, normals (n, 3) float32.

    colours: (n, 3) uint8, where the file brings any. file: the name of its file.
    """

    name: str
    corners: NDArray[np.float64]
    faces: NDArray[np.int32]
    normals: NDArray[np.float32]
    colours: Bytes | None = None
    file: str = ""


@dataclass(frozen=True, eq=False)
class RawMesh:
    """What a file holds, or several that lie in the same numbers.

    space: 'LPS' or 'RAS' where it says so; textured: it brings pictures, which are left out.
    """

    path: Path
    form: str
    parts: tuple[RawPart, ...]
    space: str = ""
    textured: bool = False

    @property
    def size(self) -> float:
        """How wide all of it is along its widest axis, in the file's own numbers."""
        low = np.min([part.corners.min(axis=0) for part in self.parts], axis=0)
        high = np.max([part.corners.max(axis=0) for part in self.parts], axis=0)
        return float((high - low).max())


def read_own_mesh(path: Path, colour: tuple[int, int, int] = IVORY) -> Mesh:
    """All of a file in RAS mm as one mesh, in `colour` (0-255) unless it brings its own. Raises ContentError."""
    raw = read_raw_mesh(path)
    refuse_size(raw.size, path)
    return one_mesh([_mesh(part, colour) for part in raw.parts])


def _mesh(part: RawPart, colour: tuple[int, int, int]) -> Mesh:
    flat = np.tile(np.array(colour, dtype=np.uint8), (len(part.corners), 1))
    return Mesh(
        part.corners.astype(np.float32),
        part.faces,
        part.normals,
        flat if part.colours is None else part.colours,
        np.zeros(len(part.faces), dtype=np.uint8),
    )


def refuse_size(millimetres: float, path: Path) -> None:
    """A mesh that nobody could see, or stand beside. Raises ContentError."""
    if not SMALLEST_MM <= millimetres <= WIDEST_MM:
        raise ContentError(path, None, f"the mesh is {millimetres:.3g} mm wide.", "Scale it to millimetres.")


def read_raw_meshes(paths: Sequence[Path]) -> RawMesh:
    """Several files that belong together, as if they were one. Raises ContentError."""
    found = [read_raw_mesh(path) for path in paths]
    if len({(raw.form, raw.space) for raw in found}) > 1:
        problem = "the files are of different kinds, or lie in different axes."
        raise ContentError(paths[0], None, problem, "Add them one by one.")
    parts = tuple(part for raw in found for part in raw.parts)
    _refuse_parts(len(parts), paths[0])
    return RawMesh(paths[0], found[0].form, parts, found[0].space, any(raw.textured for raw in found))


def _refuse_parts(count: int, path: Path) -> None:
    if count > MOST_PARTS:
        problem = f"the mesh file has {count} parts (at most {MOST_PARTS})."
        raise ContentError(path, None, problem, "Join some of them.")


def read_raw_mesh(path: Path) -> RawMesh:
    """The bodies of a file, in its own numbers, by their names. Raises ContentError."""
    form = path.suffix.lower().removeprefix(".")
    if form not in OWN_FORMS:
        raise ContentError(path, None, f"meshes of the kind '.{form[:20]}' can't be read.", _convert())
    data = _bytes(path, form)
    found = glb_description(data) if form == "glb" else None
    if found is not None:
        refuse_glb(found, path)
        _refuse_faces(glb_faces(found), path)
    with np.errstate(all="ignore"):  # a damaged file may hold any number; _refuse looks at them
        parts = tuple(_part(body, path) for body in _loaded(data, form, path))
    _refuse_faces(sum(len(part.faces) for part in parts), path)
    if max(float(np.ptp(part.corners, axis=0).max()) for part in parts) == 0.0:
        raise ContentError(
            path, None, "the mesh has no size: all its corners lie in one place.", "Export it again."
        )
    textured = glb_textured(found) if found else form == "obj" and b"\nmtllib" in b"\n" + data[:HEAD]
    return RawMesh(path, form, parts, declared_space(data[:HEAD]) if form != "glb" else "", textured)


def _bytes(path: Path, form: str) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
            _refuse_faces(declared_faces(head, form, size) or 0, path)
            if size > LARGEST:
                problem = f"the mesh file is larger than {LARGEST // 10**6} MB."
                raise ContentError(path, None, problem, "Simplify it.")
            return head + file.read()
    except OSError as error:
        raise ContentError(path, None, f"the mesh can't be read ({reason(error)}).") from error


def _refuse_faces(count: int, path: Path) -> None:
    if count > MOST_FACES:
        raise ContentError(
            path, None, f"the mesh has {count:,} faces (at most {MOST_FACES:,}).", "Simplify it."
        )


def _loaded(data: bytes, form: str, path: Path) -> list[Trimesh]:
    import trimesh

    options: dict[str, Any] = {"split_objects": True, "skip_materials": True} if form == "obj" else {}
    try:
        found = trimesh.load_scene(BytesIO(data), file_type=form, process=False, **options)
        bodies = [g for g in found.dump() if isinstance(g, trimesh.Trimesh) and len(g.faces)]
        bodies.sort(key=_name)
    except _TROUBLE as error:
        problem = f"the {form.upper()} file is cut short or damaged."
        raise ContentError(path, None, problem, _convert()) from error
    if not bodies:
        raise ContentError(path, None, "no faces can be read from the mesh file.", _convert())
    _refuse_parts(len(bodies), path)
    return bodies


def _name(body: Trimesh) -> str:
    return str(body.metadata.get("node") or body.metadata.get("name") or "")


def _part(body: Trimesh, path: Path) -> RawPart:
    """Its corners each once: STL repeats every corner for every face."""
    corners = np.asarray(body.vertices, dtype=np.float64)
    if not np.isfinite(corners).all():
        raise ContentError(
            path, None, "the mesh has corners that are not numbers.", "Repair and export it again."
        )
    if body.faces.min() < 0 or body.faces.max() >= len(corners):
        raise ContentError(path, None, "the mesh names corners that it does not have.", "Export it again.")
    body.merge_vertices(merge_norm=True, merge_tex=True)
    return RawPart(
        "".join(letter for letter in _name(body) if letter.isprintable()).strip()[:80],
        np.ascontiguousarray(body.vertices, dtype=np.float64),
        np.ascontiguousarray(body.faces, dtype=np.int32),
        np.ascontiguousarray(body.vertex_normals, dtype=np.float32),
        _colours(body),
        path.name,
    )


def _colours(body: Trimesh) -> Bytes | None:
    from trimesh.visual import ColorVisuals

    if isinstance(body.visual, ColorVisuals) and body.visual.kind == "vertex":
        return np.ascontiguousarray(np.asarray(body.visual.vertex_colors)[:, :3], dtype=np.uint8)
    return None


def _convert() -> str:
    return f"Export it again as {', '.join(form.upper() for form in OWN_FORMS[1:-1])} or {OWN_FORMS[-1].upper()}."
