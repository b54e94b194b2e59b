"""`meshes/tissue.nii.gz`: what every half millimetre of the region is, for simulated CT, MR and ultrasound.

Made of the finished meshes; whatever is built is in it, by its system. Later steps overwrite earlier ones.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.sculpt.volume import bone as bone_
from anatomy_viewer.sculpt.volume import (
    brain,
    canal,
    coarse,
    cover,
    face,
    filler,
    head,
    muscles,
    sella,
    strands,
)
from anatomy_viewer.sculpt.volume.fibres import fibres_of
from anatomy_viewer.sculpt.volume.grid import ORIGIN, SHAPE, SPACING, Box, Mask, axes, voxels
from anatomy_viewer.sculpt.volume.legend import itk_snap, legend
from anatomy_viewer.sculpt.volume.nifti import nifti_bytes
from anatomy_viewer.sculpt.volume.tissues import FIRST_MUSCLE, LABEL, LATER, TISSUES, muscle_tissues

VOLUME, LEGEND, TABLE = "tissue.nii.gz", "tissue.json", "tissue_labels.txt"
SKIN, CORD, CEREBELLUM, GON = "scalp_skin", "spinal_cord_cervical", "cerebellum", "greater_occipital_nerve"
_CEREBRUM = ("cerebrum", "cerebral_hemisphere")
_VERTEBRAE = ("atlas_c1", "axis_c2", *(f"c{n}_vertebra" for n in range(3, 8)))
_STEM, _SAC = ("medulla_oblongata", "pons", "midbrain"), "spinal_dura"
_VAULT = ("occipital_bone", "parietal_bone", "temporal_bone")
_ROOTS = ("c1_nerve", "c2_nerve", "c3_nerve")
_ROOTLETS = ("dorsal_rootlets", "ventral_rootlets", "trigeminal_root")


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

    @cached_property
    def _courses(self) -> Mapping[str, Any]:
        path = self.folder / "courses.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def line(self, base: str, left: bool) -> NDArray[np.float64] | None:
        """(n, 4): its centre and radius on one side, mm, where its course is known."""
        return strands.line_of(self._courses[base], left) if base in self._courses else None

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
    tissues = (
        dict(enumerate(TISSUES))
        | LATER
        | muscle_tissues((p.base, p.name, p.paired) for p in bodies.of("muscles"))
    )
    labels = tissue_labels(bodies)
    _write(folder / VOLUME, nifti_bytes(labels, ORIGIN, SPACING))
    counts = np.bincount(labels.ravel(), minlength=256)
    found = {label: tissue for label, tissue in tissues.items() if counts[label]}
    fibres = fibres_of((p.base, p.paired) for p in bodies.of("muscles"))
    _write(folder / LEGEND, legend(found, counts, fibres).encode("utf-8"))
    _write(folder / TABLE, itk_snap(found).encode("ascii", "replace"))
    return {tissue.id: int(counts[label]) for label, tissue in found.items()}


def tissue_labels(bodies: _Bodies) -> NDArray[np.uint8]:
    """The labels (x, y, z)."""
    labels = np.zeros(SHAPE, dtype=np.uint8)
    skin, bone = bodies.mask([bodies.parts[SKIN]]), bodies.mask(bodies.of("bones"))
    room, air = head.cavity(bone), face.air()
    depth = -coarse.signed(coarse.coarse(skin))
    free = skin & ~bone & ~room.mask & ~room.pockets
    _muscles(labels, bodies, free & ~air)
    cover.cover(labels, depth, skin, free)
    for part in bodies.of("skin"):
        if part.base != SKIN:  # a layer of fat that has a mesh
            for box in bodies.sides(part):
                here = labels[box.place]
                here[box.mask & (here == 0)] = LABEL["fat"]
    cover.septa(labels, depth)
    labels[room.pockets & skin] = LABEL["areolar"]
    _centre(labels, bodies, room, skin & ~bone)
    _bones(labels, bodies)
    _strands(labels, bodies, depth)
    bone_.streak_nuchal(labels)
    cover.scalp(labels, bodies.mask([p for p in bodies.of("bones") if p.base in _VAULT]), depth)
    filler.fill(labels, skin & ~air)
    face.fill_rest(labels, skin, air)
    sella.fill_sella(labels)
    labels[~skin] = 0
    return labels


def _muscles(labels: NDArray[np.uint8], bodies: _Bodies, free: Mask) -> None:
    found = muscle_tissues((p.base, "", p.paired) for p in bodies.of("muscles"))
    numbers = {tissue.id: label for label, tissue in found.items()}
    for part in bodies.of("muscles"):
        for side, box in zip("rl", bodies.sides(part), strict=False):
            labels[box.place][box.mask] = numbers[f"{part.base}_{side}" if part.paired else part.base]
    muscles.grow(labels, free & (labels == 0))
    muscles.rounded(labels)
    labels[~free & (labels >= FIRST_MUSCLE)] = 0
    muscles.part(labels)


def _centre(labels: NDArray[np.uint8], bodies: _Bodies, room: head.Room, free: Mask) -> None:
    """Brain, cord and what is round them."""
    from scipy.ndimage import binary_closing

    def masks(names: Sequence[str]) -> Mask:
        return bodies.mask([bodies.parts[name] for name in names if name in bodies.parts])

    def nodes(names: Sequence[str]) -> Mask:
        return coarse.coarse(masks(names)) & room.inside

    stem = masks(_STEM)
    inside = brain.Inside(
        room.inside,
        room.depth,
        binary_closing(coarse.coarse(stem), iterations=2),
        nodes([CEREBELLUM]),
        nodes(_CEREBRUM),
        nodes(["cranial_dura"]),
    )
    brain.fill(labels, room.mask, inside)
    if CORD in bodies.parts:
        wall = masks([_SAC]) if _SAC in bodies.parts else None
        canal.fill(labels, masks([CORD]), wall, free & ~room.mask, room.mask)
    dura = masks(["cranial_dura"]) & room.mask
    x, y, z = axes()
    foramen = (np.abs(x) < 15.0) & (y > 36.0) & (y < 74.0) & (z < -8.0)  # the sheet's open end
    labels[dura & ~foramen] = LABEL["dura"]
    head.fill_stem(labels, stem, room.mask)


def _bones(labels: NDArray[np.uint8], bodies: _Bodies) -> None:
    for part in bodies.of("bones"):
        for box in bodies.sides(part):
            bone_.add_bone(labels, box, part.base not in _VERTEBRAE)
            if part.base == "temporal_bone":
                bone_.add_air_cells(labels, box)
    for part in bodies.of("ligaments"):
        for box in bodies.sides(part):
            bone_.add_ligament(labels, part.base, box)
    row = [name for name in ("occipital_bone", *_VERTEBRAE) if name in bodies.parts]
    capsules = bodies.mask([p for p in bodies.of("ligaments") if "capsule" in p.base])
    for a, b in pairwise(row):
        bone_.add_joint(labels, bodies.box(a), bodies.box(b), capsules)


def _strands(labels: NDArray[np.uint8], bodies: _Bodies, depth: NDArray[np.float32]) -> None:
    """Vessels and nerves; the greater occipital nerve last."""
    for part in bodies.of("veins"):
        for left, box in enumerate(bodies.sides(part)):
            strands.add_vein(labels, part.base, box, bool(left))
    for part in bodies.of("arteries"):
        for left, box in enumerate(bodies.sides(part)):
            line = bodies.line(part.base, bool(left))
            strands.add_artery(labels, box, line, strands.wider(part.base, bool(left)))
            if part.base == "vertebral_artery":
                strands.add_cuff(labels, box)
    for part in bodies.of("nerves"):
        ganglion, root = part.base.endswith(("_drg", "_ganglion")), part.base in _ROOTS
        for box in bodies.sides(part):
            word = "ganglion" if ganglion else "root" if part.base in _ROOTLETS else "nerve"
            fat = strands.fat_round(part.base, ganglion or root)
            strands.add_nerve(labels, box, LABEL[word], fat)
    if GON in bodies.parts:
        for left, box in enumerate(bodies.sides(bodies.parts[GON])):
            word, line = ("gon_right", "gon_left")[left], bodies.line(GON, bool(left))
            strands.add_nerve_of_interest(labels, box, LABEL[word], line, depth)


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(data)
    os.replace(temporary, path)
