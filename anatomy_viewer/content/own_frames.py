"""From the numbers of a mesh file to millimetres of the specimen: units, axes, and laying over by matching points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations, product
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.forms import did_you_mean
from anatomy_viewer.content.own_mesh_files import SMALLEST_MM, WIDEST_MM, RawMesh, RawPart
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.registration import Fit, Placement, registered
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.scanning import Mark

Reals = NDArray[np.float64]
Colour = tuple[int, int, int]
UNITS: Mapping[str, float] = MappingProxyType({"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4})
GLTF = "LSA"  # glTF 2.0, section 3.4: metres, +y up, +z forward, so that +x points to the left
AXES = (
    "RAS",
    "LPS",
    GLTF,
    "LAS",
    "RSP",
    "LIP",
)  # those that are offered; all that name each direction once are read
_ALL_AXES = ["".join(way) for order in permutations(("RL", "AP", "SI")) for way in product(*order)]
_WAY = {"R": (0, 1), "L": (0, -1), "A": (1, 1), "P": (1, -1), "S": (2, 1), "I": (2, -1)}
_LIKELY = (3.0, 1000.0)  # mm: how wide what somebody adds to a head usually is
FARTHEST_MM = 1000.0
_TORN = 0.02  # share of its edges that may be open in what is still a body


@dataclass(frozen=True)
class Frame:
    """How a file lies: a key of UNITS, the directions of its three axes, and what lays it over the specimen."""

    units: str = "mm"
    axes: str = "RAS"
    placement: Placement | None = None

    def oriented(self, places: Reals | Sequence[Vector]) -> Reals:
        """(n, 3) of the file → (n, 3) RAS mm, not yet laid over the specimen."""
        return np.asarray(places, dtype=np.float64).reshape(-1, 3) * UNITS[self.units] @ self._turn()

    def placed(self, places: Reals) -> Reals:
        """(n, 3) of the file → (n, 3) mm of the specimen."""
        found, lay = self.oriented(places), self.placement
        return found if lay is None else found @ (lay.scale * lay.turn).T + lay.shift

    def turned(self, normals: NDArray[np.float32]) -> Reals:
        """(n, 3) directions of the file → of the specimen."""
        found = normals.astype(np.float64) @ self._turn()
        return found if self.placement is None else found @ self.placement.turn.T

    @property
    def mirrors(self) -> bool:
        """Is it left-handed, so that faces have to be turned?"""
        return bool(np.linalg.det(self._turn()) < 0.0)

    def _turn(self) -> Reals:
        turn = np.zeros((3, 3))
        for row, letter in enumerate(self.axes):
            axis, sign = _WAY[letter]
            turn[row, axis] = sign
        return turn


def checked_axes(text: str) -> str:
    """'lps' → 'LPS'. Raises ContentError for what does not name each direction once."""
    axes = text.strip().upper()
    if axes not in _ALL_AXES:
        hint = did_you_mean(axes, _ALL_AXES) or "Write three letters such as RAS or LPS."
        raise ContentError("the axes", None, f"'{text[:20]}' does not name three directions.", hint)
    return axes


def guessed(raw: RawMesh) -> Frame:
    """Units and axes that are likely: by the file's form, by what it says, and by its size."""
    if raw.form == "glb" and _likely(raw.size * UNITS["m"]):
        return Frame("m", GLTF)
    axes = GLTF if raw.form == "glb" else raw.space or "RAS"
    units = next((unit for unit in ("mm", "m", "cm", "in") if _likely(raw.size * UNITS[unit])), "mm")
    return Frame(units, axes)


def _likely(millimetres: float) -> bool:
    return _LIKELY[0] <= millimetres <= _LIKELY[1]


def refuse_units(raw: RawMesh, frame: Frame) -> None:
    """A mesh of an impossible size, with the units that it probably has. Raises ContentError."""
    size = raw.size * UNITS[frame.units]
    if frame.placement is not None:
        size *= frame.placement.scale
    if SMALLEST_MM <= size <= WIDEST_MM:
        return
    likely = guessed(raw).units
    hint = "Scale it to millimetres."
    if likely != frame.units and _likely(raw.size * UNITS[likely]):
        hint = f"Its numbers look like {_CALLED[likely]}: choose the units '{likely}'."
    raise ContentError(raw.path, None, f"in {_CALLED[frame.units]} the mesh is {_length(size)} wide.", hint)


_CALLED = {"mm": "millimetres", "cm": "centimetres", "m": "metres", "in": "inches"}


def _length(millimetres: float) -> str:
    """'0.2 mm', '3.4 m'."""
    return f"{millimetres / 1000.0:,.3g} m" if millimetres >= WIDEST_MM else f"{millimetres:.2g} mm"


def laid_over(marks: Sequence[Mark], scaled: bool) -> Fit:
    """What lays the mesh (places `scan`, RAS mm) over the specimen (places `model`). Raises ContentError."""
    return registered([mark.scan for mark in marks], [mark.model for mark in marks], scaled)


def placed_mesh(part: RawPart, frame: Frame, colour: Colour | None, usual: Colour) -> Mesh:
    """A body where it lies on the specimen: in `colour`, or without one in its own, or without that in the `usual`.

    An inside-out body is turned; an open surface is drawn from both sides.
    """
    flat = colour or (None if part.colours is not None else usual)
    colours = part.colours if flat is None else np.tile(np.array(flat, np.uint8), (len(part.corners), 1))
    assert colours is not None
    mesh = Mesh(
        frame.placed(part.corners).astype(np.float32),
        np.ascontiguousarray(part.faces[:, ::-1]) if frame.mirrors else part.faces,
        frame.turned(part.normals).astype(np.float32),
        colours,
        np.zeros(len(part.faces), np.uint8),
    )
    if is_open(part.faces):
        return _from_both_sides(mesh)
    return _turned_out(mesh) if _volume(mesh) < 0.0 else mesh


def is_open(faces: NDArray[np.int32]) -> bool:
    """Is it rather a sheet than a body? A few torn edges do not make it one."""
    return open_edges(faces) > _TORN * 1.5 * len(faces)


def open_edges(faces: NDArray[np.int32]) -> int:
    """How many edges do not belong to exactly two faces."""
    edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1).astype(
        np.int64
    )
    keys = edges[:, 0] * (int(faces.max()) + 1) + edges[:, 1]
    return int((np.unique(keys, return_counts=True)[1] != 2).sum())


def _volume(mesh: Mesh) -> float:
    corners = mesh.vertices.astype(np.float64)[mesh.faces]
    return float(np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])).sum() / 6.0)


def _turned_out(mesh: Mesh) -> Mesh:
    return replace(mesh, faces=np.ascontiguousarray(mesh.faces[:, ::-1]), normals=-mesh.normals)


def _from_both_sides(mesh: Mesh) -> Mesh:
    back = _turned_out(mesh)
    return Mesh(
        np.concatenate([mesh.vertices, back.vertices]),
        np.concatenate([mesh.faces, back.faces + len(mesh.vertices)]).astype(np.int32),
        np.concatenate([mesh.normals, back.normals]),
        np.concatenate([mesh.colours, mesh.colours]),
        np.concatenate([mesh.features, mesh.features]),
    )
