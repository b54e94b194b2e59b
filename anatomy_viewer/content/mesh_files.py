"""The atlas's meshes, read when first asked for; a left one is the right one mirrored."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from anatomy_viewer.content.own_mesh_files import OWN_FORMS, read_own_mesh
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.model.anatomy import Atlas

COARSE, CAVITIES = "coarse", "cavities.ply"
# For a mesh from elsewhere that brings no colours; sculpted ones carry their own.
SYSTEM_COLOURS = {
    "bones": (232, 220, 195),
    "muscles": (174, 71, 61),
    "nerves": (242, 194, 48),
    "arteries": (200, 16, 46),
    "veins": (59, 91, 169),
    "ligaments": (217, 210, 192),
    "cns": (216, 180, 160),
    "skin": (217, 165, 139),
    "own": (140, 197, 180),
}


def mesh_path(folder: Path, base: str) -> Path:
    """The file of a base structure's full mesh: ID.ply, or ID.stl, ID.obj, ID.glb from elsewhere."""
    paths = [folder / f"{base}.{form}" for form in OWN_FORMS]
    return next((path for path in paths if path.is_file()), paths[0])


def is_atlas_form(path: Path) -> bool:
    """Whether the file is a PLY file as `sculpt` writes it (or is not there, where one should be)."""
    try:
        with path.open("rb") as file:
            return path.suffix == ".ply" and b"property uchar feature" in file.read(4000)
    except OSError:
        return path.suffix == ".ply"


def read_mesh(path: Path, system: str = "bones") -> Mesh:
    """A mesh of the atlas or from elsewhere, the latter in the colour of `system`. Raises ContentError."""
    return read_ply(path) if is_atlas_form(path) else read_own_mesh(path, SYSTEM_COLOURS[system])


class MeshStore:
    """Full and coarse meshes by structure id. Any thread may ask; every file is read once and kept.

    A mesh that is missing or broken is None, and named once in `problems`; the others work.
    """

    def __init__(self, folder: Path, atlas: Atlas) -> None:
        self.folder, self._atlas = folder, atlas
        self._lock = Lock()
        self._kept: dict[tuple[str, bool], Mesh | None] = {}
        self._problems: list[ContentError] = []

    def full(self, structure: str) -> Mesh | None:
        """The mesh for still pictures, on the structure's own side. Raises KeyError for an unknown id."""
        return self._mesh(structure, coarse=False)

    def coarse(self, structure: str) -> Mesh | None:
        """The mesh for moving pictures; the full one where there is none. Raises KeyError for an unknown id."""
        return self._mesh(structure, coarse=True)

    def cavities(self) -> Mesh | None:
        """The rooms of the specimen that no tissue fills; None where there is no file of them that can be read."""
        key, path = (CAVITIES, False), self.folder / CAVITIES
        with self._lock:
            if key not in self._kept:
                self._kept[key] = self._read(path) if path.is_file() else None
            return self._kept[key]

    def _read(self, path: Path) -> Mesh | None:
        try:
            return read_ply(path)
        except ContentError as error:
            self._problems.append(error)
            return None

    @property
    def problems(self) -> tuple[ContentError, ...]:
        """What was found wrong with the files read so far."""
        return tuple(self._problems)

    def _mesh(self, name: str, coarse: bool) -> Mesh | None:
        structure = self._atlas.structures[name]
        with self._lock:
            if (name, coarse) not in self._kept:
                right = self._right(structure.base, structure.system, coarse)
                self._kept[name, coarse] = right.mirrored() if right and structure.side == "left" else right
            return self._kept[name, coarse]

    def _right(self, base: str, system: str, coarse: bool) -> Mesh | None:
        """The mesh as its file has it; the two sides of a pair share the colours and patches of it."""
        key = (f"{base}.ply", coarse)
        if key not in self._kept:
            self._kept[key] = self._coarse(base, system) if coarse else self._full(base, system)
        return self._kept[key]

    def _full(self, base: str, system: str) -> Mesh | None:
        try:
            return read_mesh(mesh_path(self.folder, base), system)
        except ContentError as error:
            self._problems.append(error)
            return None

    def _coarse(self, base: str, system: str) -> Mesh | None:
        path = self.folder / COARSE / f"{base}.ply"
        if not path.is_file() and not is_atlas_form(mesh_path(self.folder, base)):
            return self._right(base, system, coarse=False)  # from elsewhere: one mesh serves both
        return self._read(path) or self._right(base, system, coarse=False)
