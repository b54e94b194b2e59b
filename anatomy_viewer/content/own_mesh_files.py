"""Meshes from elsewhere (STL, OBJ, PLY, GLB), read through trimesh, which is imported when first needed.

Coordinates are taken as they stand: RAS millimetres from the EOP. Only the one file is read: materials, textures and
buffers in other files are not followed.
"""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from anatomy_viewer.content.text_files import reason
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Bytes, Mesh

if TYPE_CHECKING:
    from trimesh import Trimesh

OWN_FORMS = ("ply", "stl", "obj", "glb")
MOST_FACES = 500_000
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
)


def read_own_mesh(path: Path, colour: tuple[int, int, int] = IVORY) -> Mesh:
    """The mesh of a file from elsewhere, in `colour` (0-255) unless it brings its own. Raises ContentError."""
    form = path.suffix.lower().removeprefix(".")
    if form not in OWN_FORMS:
        raise ContentError(path, None, f"meshes of the kind '.{form}' can't be read.", _convert())
    with np.errstate(all="ignore"):  # a damaged file may hold any number; _refuse looks at them
        body = _loaded(_bytes(path), form, path)
        _refuse(body, path)
        body.merge_vertices(merge_norm=True, merge_tex=True)  # STL repeats every corner for every face
        return _mesh(body, colour)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise ContentError(
                path, None, f"the mesh file is larger than {LARGEST // 10**6} MB.", "Simplify it."
            )
        return path.read_bytes()
    except OSError as error:
        raise ContentError(path, None, f"the mesh can't be read ({reason(error)}).") from error


def _loaded(data: bytes, form: str, path: Path) -> Trimesh:
    import trimesh

    try:
        found = trimesh.load_scene(BytesIO(data), file_type=form, process=False)
        bodies = [g for g in found.dump() if isinstance(g, trimesh.Trimesh) and len(g.faces)]
        if not bodies:
            raise ContentError(path, None, "no faces can be read from the mesh file.", _convert())
        return bodies[0] if len(bodies) == 1 else trimesh.util.concatenate(bodies)  # type: ignore[return-value]
    except _TROUBLE as error:
        raise ContentError(
            path, None, f"the {form.upper()} file is cut short or damaged.", _convert()
        ) from error


def _refuse(body: Trimesh, path: Path) -> None:
    faces, corners = len(body.faces), np.asarray(body.vertices, dtype=np.float64)
    if faces > MOST_FACES:
        raise ContentError(
            path, None, f"the mesh has {faces:,} faces (at most {MOST_FACES:,}).", "Simplify it."
        )
    if not np.isfinite(corners).all():
        raise ContentError(
            path, None, "the mesh has corners that are not numbers.", "Repair and export it again."
        )
    if body.faces.min() < 0 or body.faces.max() >= len(corners):
        raise ContentError(path, None, "the mesh names corners that it does not have.", "Export it again.")
    size = float(np.ptp(corners, axis=0).max())
    if not SMALLEST_MM <= size <= WIDEST_MM:
        raise ContentError(path, None, f"the mesh is {size:.3g} mm wide.", "Scale it to millimetres.")


def _mesh(body: Trimesh, colour: tuple[int, int, int]) -> Mesh:
    return Mesh(
        vertices=np.ascontiguousarray(body.vertices, dtype=np.float32),
        faces=np.ascontiguousarray(body.faces, dtype=np.int32),
        normals=np.ascontiguousarray(body.vertex_normals, dtype=np.float32),
        colours=_colours(body, colour),
        features=np.zeros(len(body.faces), dtype=np.uint8),
    )


def _colours(body: Trimesh, colour: tuple[int, int, int]) -> Bytes:
    from trimesh.visual import ColorVisuals

    if isinstance(body.visual, ColorVisuals) and body.visual.kind == "vertex":
        return np.ascontiguousarray(np.asarray(body.visual.vertex_colors)[:, :3], dtype=np.uint8)
    return np.tile(np.array(colour, dtype=np.uint8), (len(body.vertices), 1))


def _convert() -> str:
    return f"Export it again as {', '.join(form.upper() for form in OWN_FORMS[1:-1])} or {OWN_FORMS[-1].upper()}."
