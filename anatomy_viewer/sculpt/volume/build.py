"""`meshes/tissue.nii.gz`: what every half millimetre of the region is, for simulated CT, MR and ultrasound.

Made of the finished meshes; whatever is built is in it, by its system. Later steps overwrite earlier ones.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.sculpt.volume import head, soft
from anatomy_viewer.sculpt.volume.grid import ORIGIN, SHAPE, SPACING, Box, Mask, voxels
from anatomy_viewer.sculpt.volume.nifti import nifti_bytes
from anatomy_viewer.sculpt.volume.tissues import LABEL, TISSUES, Tissue, muscle_tissues

VOLUME, LEGEND, TABLE = "tissue.nii.gz", "tissue.json", "tissue_labels.txt"
SKIN, CORD, CEREBELLUM, GON = "scalp_skin", "spinal_cord_cervical", "cerebellum", "greater_occipital_nerve"
_CEREBRUM = ("cerebrum", "cerebral_hemisphere")
_VERTEBRAE = ("atlas_c1", "axis_c2", *(f"c{n}_vertebra" for n in range(3, 8)))
_SKIN = 2.0
# mm of skin and fat together at these heights z (imaging page, step 2).
_COVER = ((-110.0, 9.3), (-30.0, 8.0), (-5.0, 5.8), (10.0, 4.8), (40.0, 4.8))


@dataclass(frozen=True)
class Part:
    """A structure: base id, English name, system, and whether it has a left fellow."""

    base: str
    name: str
    system: str
    paired: bool


@dataclass(frozen=True, eq=False)
class _Bodies:
    """The built structures as voxels, read when asked for."""

    folder: Path
    parts: Mapping[str, Part]
    read: dict[str, Box] = field(default_factory=dict)

    def of(self, *systems: str) -> list[Part]:
        return [part for part in self.parts.values() if part.system in systems]

    def box(self, base: str) -> Box:
        if base not in self.read:
            self.read[base] = voxels(read_ply(self.folder / f"{base}.ply"), margin=6)
        return self.read[base]

    def sides(self, part: Part) -> Iterator[Box]:
        box = self.box(part.base)
        yield box
        if part.paired:
            yield box.mirrored()

    def mask(self, parts: Sequence[Part]) -> Mask:
        """All of `parts` in the whole grid."""
        full = np.zeros(SHAPE, dtype=np.bool_)
        for part in parts:
            for box in self.sides(part):
                full[box.place] |= box.mask
        return full


def write_volume(folder: Path, parts: Sequence[Part]) -> dict[str, int]:
    """Write the volume, its legend and its label table from the meshes in `folder`; returns voxels by label id.

    The same meshes give the same bytes. Raises ContentError without a skin, which is the border of everything.
    """
    built = {part.base: part for part in parts if (folder / f"{part.base}.ply").is_file()}
    if SKIN not in built:
        raise ContentError(folder / f"{SKIN}.ply", None, "there is no skin to fill.", "Sculpt it first.")
    bodies = _Bodies(folder, built)
    tissues = dict(enumerate(TISSUES)) | muscle_tissues(
        (p.base, p.name, p.paired) for p in bodies.of("muscles")
    )
    labels = tissue_labels(bodies)
    _write(folder / VOLUME, nifti_bytes(labels, ORIGIN, SPACING))
    counts = np.bincount(labels.ravel(), minlength=256)
    found = {label: tissue for label, tissue in tissues.items() if counts[label]}
    _write(folder / LEGEND, _legend(found, counts).encode("utf-8"))
    _write(folder / TABLE, _itk_snap(found).encode("ascii", "replace"))
    return {tissue.id: int(counts[label]) for label, tissue in found.items()}


def tissue_labels(bodies: _Bodies) -> NDArray[np.uint8]:
    """The labels (x, y, z)."""
    labels = np.zeros(SHAPE, dtype=np.uint8)
    skin, bone = bodies.mask([bodies.parts[SKIN]]), bodies.mask(bodies.of("bones"))
    cavity, air = head.cavity(bone) & skin, soft.air()
    _muscles(labels, bodies, skin & ~bone & ~cavity & ~air)
    _cover(labels, skin, ~bone & ~cavity)
    for part in bodies.of("skin"):
        if part.base != SKIN:  # a layer of fat that has a mesh
            for box in bodies.sides(part):
                here = labels[box.place]
                here[box.mask & (here == 0)] = LABEL["fat"]
    _centre(labels, bodies, cavity, skin & ~bone)
    _bones(labels, bodies)
    _strands(labels, bodies)
    soft.fill_rest(labels, skin, air)
    labels[~skin] = 0
    return labels


def _muscles(labels: NDArray[np.uint8], bodies: _Bodies, free: Mask) -> None:
    muscles = muscle_tissues((p.base, "", p.paired) for p in bodies.of("muscles"))
    numbers = {tissue.id: label for label, tissue in muscles.items()}
    for part in bodies.of("muscles"):
        for side, box in zip(("r", "l"), bodies.sides(part), strict=False):
            labels[box.place][box.mask] = numbers[f"{part.base}_{side}" if part.paired else part.base]
    soft.grow_muscles(labels, free & (labels == 0))
    soft.part_muscles(labels)


def _cover(labels: NDArray[np.uint8], skin: Mask, free: Mask) -> None:
    """Skin, and fat below it where there is nothing yet."""
    from scipy.ndimage import distance_transform_edt

    depth = distance_transform_edt(skin[::2, ::2, ::2]).astype(np.float32)
    fine = depth.repeat(2, 0).repeat(2, 1).repeat(2, 2)[: SHAPE[0], : SHAPE[1], : SHAPE[2]]
    heights = ORIGIN[2] + SPACING * np.arange(SHAPE[2])
    table = np.array(_COVER)
    cover = np.interp(heights, table[:, 0], table[:, 1])[None, None, :]
    labels[skin & free & (labels == 0) & (fine <= cover)] = LABEL["fat"]
    labels[skin & free & (fine <= _SKIN)] = LABEL["skin"]


def _centre(labels: NDArray[np.uint8], bodies: _Bodies, cavity: Mask, free: Mask) -> None:
    """Brain, cord and what is round them."""
    cerebrum = [bodies.parts[name] for name in _CEREBRUM if name in bodies.parts]
    head.fill_cavity(labels, cavity, bodies.mask(cerebrum) & cavity if cerebrum else None)
    if CORD in bodies.parts:
        head.fill_canal(labels, bodies.mask([bodies.parts[CORD]]), free & ~cavity)
    if CEREBELLUM in bodies.parts:
        head.fill_cerebellum(labels, bodies.mask([bodies.parts[CEREBELLUM]]))
    for part in bodies.of("cns"):
        if part.base not in (CORD, CEREBELLUM, *_CEREBRUM):
            word = "dura" if "dura" in part.base else "brainstem"
            for box in bodies.sides(part):
                labels[box.place][box.mask] = LABEL[word]


def _bones(labels: NDArray[np.uint8], bodies: _Bodies) -> None:
    for part in bodies.of("bones"):
        for box in bodies.sides(part):
            if part.base.startswith("disc_"):
                labels[box.place][box.mask] = LABEL["disc"]
                continue
            soft.add_bone(labels, box, part.base not in _VERTEBRAE)
            if part.base == "temporal_bone":
                soft.add_air_cells(labels, box)
    row = [name for name in ("occipital_bone", *_VERTEBRAE) if name in bodies.parts]
    for a, b in pairwise(row):
        soft.add_joint(labels, bodies.box(a), bodies.box(b))


def _strands(labels: NDArray[np.uint8], bodies: _Bodies) -> None:
    """Ligaments, vessels and nerves; the greater occipital nerve last."""
    _ligaments(labels, bodies)
    for system, word in (("veins", "vein"), ("arteries", ""), ("nerves", "nerve")):
        for part in bodies.of(system):
            tissue = "ganglion" if part.base.endswith(("_drg", "_ganglion")) else word
            for box in bodies.sides(part):
                if tissue:
                    labels[box.place][box.mask] = LABEL[tissue]
                else:
                    soft.add_artery(labels, box)
    if GON in bodies.parts:
        for box, word in zip(bodies.sides(bodies.parts[GON]), ("gon_right", "gon_left"), strict=False):
            soft.add_nerve_of_interest(labels, box, LABEL[word])


def _ligaments(labels: NDArray[np.uint8], bodies: _Bodies) -> None:
    """Where there is no bone; sheets of dura and discs by their names."""
    for part in bodies.of("ligaments"):
        word = next((tissue for tissue in ("disc", "dura") if tissue in part.base), "ligament")
        for box in bodies.sides(part):
            here = labels[box.place]
            here[box.mask & ((here == 0) | (here > LABEL["cancellous"]))] = LABEL[word]


def _legend(found: Mapping[int, Tissue], counts: NDArray[np.int64]) -> str:
    rows = {
        str(label): {
            "id": t.id,
            "name": t.name,
            "rgb": list(t.colour),
            "tissue": t.tissue,
            "cm3": round(float(counts[label]) * SPACING**3 / 1000.0, 3),
        }
        for label, t in sorted(found.items())
    }
    grid = {"origin": list(ORIGIN), "spacing": SPACING, "shape": list(SHAPE), "frame": "RAS mm, origin EOP"}
    return json.dumps({"grid": grid, "labels": rows}, indent=1) + "\n"


def _itk_snap(found: Mapping[int, Tissue]) -> str:
    """ITK-SNAP's label description: index, red, green, blue, opacity, visible, in the mesh, name."""
    lines = ["# ITK-SnAP Label Description File"]
    for label, t in sorted(found.items()):
        seen = int(label > 0)
        lines.append(
            f'{label:5d} {" ".join(f"{c:4d}" for c in t.colour)} {seen:8d} {seen:2d} {seen:2d}    "{t.name}"'
        )
    return "\n".join(lines) + "\n"


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(data)
    os.replace(temporary, path)
