"""The whole comparison: every structure with a counterpart, then what our own structures share."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.sculpt.compare.deviations import Region, deviations
from anatomy_viewer.sculpt.compare.measures import Measures, measured
from anatomy_viewer.sculpt.compare.overlaps import Intersection, Overlap, intersections, muscle_overlaps
from anatomy_viewer.sculpt.compare.reference import Reference, Shape
from anatomy_viewer.sculpt.compare.targets import target
from anatomy_viewer.sculpt.compare.upright import upright
from anatomy_viewer.sculpt.figures import Figures

# Rolled and yawed in the reference (measurements, "Known oddities").
ROLLED = ("atlas_c1", "axis_c2")


@dataclass(frozen=True)
class Subject:
    """One of our structures: base id, system, FMA numbers (one, or right and left), and what it lies inside of."""

    base: str
    system: str
    numbers: tuple[str, ...] = ()
    paired: bool = False
    inside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One structure compared: by side ("R", "L", or "" for a midline structure), and the mean that counts."""

    base: str
    sides: Mapping[str, Measures]
    mean: Measures
    target: float | None
    triangles: int


@dataclass(frozen=True)
class Comparison:
    """The tables of `sculpt --compare`."""

    lines: Sequence[Line]
    overlaps: Sequence[Overlap]
    intersections: Sequence[Intersection]

    def as_json(self) -> dict[str, Any]:
        """Plain values, rounded."""
        return {
            "structures": [
                {
                    "id": line.base,
                    "target": line.target,
                    "triangles": line.triangles,
                    **_rounded(line.mean),
                    "sides": {side: _rounded(m) for side, m in line.sides.items() if side},
                }
                for line in self.lines
            ],
            "overlaps_cm3": [{"a": o.a, "b": o.b, "cm3": round(o.cm3, 3)} for o in self.overlaps],
            "intersections_mm": [
                {"a": i.a, "b": i.b, "depth": round(i.depth, 2), "at": [round(v, 1) for v in i.at]}
                for i in self.intersections
            ],
        }


def compare(
    folder: Path, meshes: Path, subjects: Iterable[Subject], ids: Sequence[str] = (), jobs: int = 2
) -> Comparison:
    """Compare the meshes in `meshes` (all of `subjects`, or `ids`) with those in `folder`. Raises ContentError."""
    reference = Reference.read(folder)
    built = {s.base: s for s in subjects if (meshes / f"{s.base}.ply").is_file()}
    wanted = [_known(name, built) for name in ids] or list(built)
    regions = deviations(Figures(meshes / "figures"))
    work = [(built[name], files) for name in wanted if (files := reference.sides(name, built[name].numbers))]
    task = partial(_line, reference, meshes, regions)
    if jobs > 1 and len(work) > 3:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            lines = list(pool.map(task, work))
    else:
        lines = [task(item) for item in work]
    return Comparison(lines, *_shared(meshes, built, wanted))


def _known(name: str, built: Mapping[str, Subject]) -> str:
    if name in built:
        return name
    near = get_close_matches(name, built, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else ""
    raise ContentError("sculpt", None, f"there is no mesh of '{name}'.", hint)


def _line(
    reference: Reference,
    meshes: Path,
    regions: Mapping[str, Sequence[Region]],
    item: tuple[Subject, Mapping[str, Path]],
) -> Line:
    subject, files = item
    mesh = read_ply(meshes / f"{subject.base}.ply")
    ours = Shape(mesh.vertices[mesh.faces].astype(float))
    sides = {}
    for side, path in files.items():
        shape = reference.shape(path)
        theirs = upright(shape) if subject.base in ROLLED else shape.mirrored if side == "L" else shape
        cut = subject.system in ("muscles", "cns")
        sides[side] = measured(ours, theirs, regions.get(subject.base, ()), cut)
    wish = target(subject.base, subject.system)
    return Line(subject.base, sides, Measures.middle(list(sides.values())), wish, len(mesh.faces))


def _shared(
    meshes: Path, built: Mapping[str, Subject], wanted: Sequence[str]
) -> tuple[list[Overlap], list[Intersection]]:
    """Skin and fat are left out: everything lies inside of them."""
    read: dict[str, Mesh] = {
        name: read_ply(meshes / f"{name}.ply") for name, subject in built.items() if subject.system != "skin"
    }
    muscles = {name: mesh for name, mesh in read.items() if built[name].system == "muscles"}
    inside = [(name, other) for name, subject in built.items() for other in subject.inside]
    paired = [name for name, subject in built.items() if subject.paired]
    return muscle_overlaps(muscles, wanted, paired), intersections(read, paired, wanted, inside)


def _rounded(measures: Measures) -> dict[str, float]:
    return {name: round(value, 3) for name, value in asdict(measures).items()}
