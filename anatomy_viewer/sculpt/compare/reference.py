"""The reference meshes in a folder, by structure and side, in our frame."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.errors import ContentError

Reals = NDArray[np.float64]
# BodyParts3D 3.0 (+x left, +y posterior, z from the floor) to RAS with the origin at the EOP: turned half round about
# z, the EOP at (-0.68, -15.20, 1512.40). No scaling, no fitting.
EOP, TURN = np.array([-0.68, -15.20, 1512.40]), np.array([-1.0, -1.0, 1.0])
# Structures whose number is not that of the mesh in the reference: stems of file names, without side and number.
BY_NAME: Mapping[str, str] = {
    "c4_vertebra": "C4",
    "c5_vertebra": "C5",
    "c6_vertebra": "C6",
    "c7_vertebra": "C7",
    "disc_c2_c3": "disc_C2C3",
    "trapezius": "trapezius_descending",
    "occipitalis": "occipitalis",
    "midbrain": "midbrain_peduncle",
    "multifidus_cervicis": "multifidus",
    "hyoid_bone": "hyoid",
    "zygomatic_bone": "zygomatic",
    "sphenoid_bone": "sphenoid",
}


@dataclass(frozen=True, eq=False)
class Shape:
    """A triangle surface: corners (m, 3, 3) in mm of our frame, faces outwards."""

    corners: Reals

    @property
    def mirrored(self) -> Shape:
        """The other side, faces still outwards."""
        return Shape((self.corners * [-1.0, 1.0, 1.0])[:, ::-1])

    @property
    def heights(self) -> tuple[float, float]:
        """Lowest and highest z."""
        return float(self.corners[:, :, 2].min()), float(self.corners[:, :, 2].max())


@dataclass(frozen=True)
class Reference:
    """What `folder` holds: FMA number → file, name → file."""

    folder: Path
    by_number: Mapping[str, Path]
    by_name: Mapping[str, Path]

    @classmethod
    def read(cls, folder: Path) -> Reference:
        """Raises ContentError when there is no such folder or its manifest.csv can't be read."""
        if not folder.is_dir():
            raise ContentError(
                folder, None, "there is no such folder.", "Name the folder of reference meshes."
            )
        path = folder / "manifest.csv"
        try:
            with path.open(encoding="utf-8", newline="") as handle:
                rows = list(csv.DictReader(handle))
            numbers = {row["fma_id"].removeprefix("FMA"): folder / row["file"] for row in rows}
            names = {row["structure"]: folder / row["file"] for row in rows}
        except OSError as error:
            raise ContentError(path, None, f"the table can't be read ({error.strerror}).") from error
        except (KeyError, AttributeError, UnicodeDecodeError, csv.Error) as error:
            raise ContentError(
                path, None, "the table needs the columns file, structure and fma_id."
            ) from error
        return cls(folder, numbers, names)

    def sides(self, base: str, numbers: tuple[str, ...]) -> dict[str, Path]:
        """Files by side, "R" and "L" or "" for what has none, found by FMA number, else by name."""
        stems = {path: name for name, path in self.by_name.items()}
        numbered = [stems[self.by_number[number]] for number in numbers if number in self.by_number]
        stem = numbered[0].removesuffix("_R").removesuffix("_L") if numbered else BY_NAME.get(base, base)
        names = (("R", f"{stem}_R"), ("L", f"{stem}_L"), ("", stem))
        return {side: self.by_name[name] for side, name in names if name in self.by_name}

    def shape(self, path: Path) -> Shape:
        """The mesh in `path`, moved to our frame, faces outwards. Raises ContentError."""
        import trimesh

        try:
            mesh = trimesh.load_mesh(path, process=False)
            corners = np.asarray(mesh.triangles, dtype=np.float64)
        except OSError as error:
            raise ContentError(path, None, f"the mesh can't be read ({error.strerror}).") from error
        except Exception as error:  # whatever a damaged file makes of the readers of trimesh
            raise ContentError(path, None, "this is not a readable triangle mesh.") from error
        if corners.ndim != 3 or not len(corners) or not np.isfinite(corners).all():
            raise ContentError(path, None, "this is not a readable triangle mesh.")
        return outwards((corners - EOP) * TURN)


def outwards(corners: Reals) -> Shape:
    """The shape, turned so that its volume is positive."""
    volume = np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])).sum()
    return Shape(corners if volume >= 0 else corners[:, ::-1])
