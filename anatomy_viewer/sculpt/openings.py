"""Openings: where a nerve runs through a muscle or a sheet, that is cut open along its course.

The courses are solved on whole muscles (`WHOLE`/ID.ply), so that no muscle needs a nerve that needs the muscle; when
they are known, `open_all` cuts and writes the mesh that is shown. Another course of a nerve (a variant) needs only
another call of `geometry.openings.opened`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.openings import opened, passages
from anatomy_viewer.geometry.ply import ply_bytes, read_ply
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.manifest import renew_manifest
from anatomy_viewer.sculpt.muscles import TABLE, stations
from anatomy_viewer.sculpt.solid import unit

Reals = NDArray[np.float64]
WHOLE = "whole"
# What pierces the sheets of fascia; muscles are named in the courses (`through`).
THROUGH_SHEETS = ("greater_occipital_nerve", "third_occipital_nerve", "occipital_artery")
_RAMI = ("third_occipital_nerve", "c2_dorsal_ramus", "c3_dorsal_ramus", "c4_dorsal_ramus")
# Muscles with a groove for what lies against them.
BEDS = {
    "splenius_capitis": ("occipital_artery", "occipital_vein"),
    "longissimus_capitis": _RAMI,
    "splenius_cervicis": _RAMI,
}


def needed(folder: Path, name: str) -> Mesh:
    """The mesh of `name` as other recipes see it: whole, where it has openings."""
    whole = folder / WHOLE / f"{name}.ply"
    return read_ply(whole if whole.is_file() else folder / f"{name}.ply")


def open_all(folder: Path) -> tuple[str, ...]:
    """Cut every mesh in `folder`/whole by the courses that run through it and write it to `folder`; the ids written."""
    courses = json.loads((folder / "courses.json").read_text(encoding="utf-8"))
    figures, done = Figures(folder / "figures"), dict[str, Mesh]()
    for path in sorted((folder / WHOLE).glob("*.ply")):
        whole, grain = read_ply(path), grain_of(path.stem, figures)
        lines = [
            _stations(part)
            for name in sorted(courses)
            for part in courses[name]["parts"]
            if path.stem in part["through"] or name in _beside(path.stem, grain)
        ]
        done[path.stem] = opened(whole, [way for line in lines for way in passages(whole, line, grain)])
        (folder / path.name).write_bytes(ply_bytes(done[path.stem]))
    if done:
        renew_manifest(folder / "manifest.json", done)
    return tuple(done)


def _beside(body: str, grain: Reals | None) -> tuple[str, ...]:
    """What lies in or against `body` without being named in its course."""
    return BEDS.get(body, THROUGH_SHEETS if grain is None else ())


def _stations(part: dict[str, Any]) -> Reals:
    return np.array([[*row["position"], row["radius"]] for row in part["stations"]])


def grain_of(name: str, figures: Figures) -> Reals | None:
    """(n, 6): places along a muscle of muscle_stations.csv and the direction of its fibres there; None for a sheet."""
    if all(row["structure"] != name for row in figures.rows(TABLE)):
        return None
    sheet = stations(figures, name)[..., :3]
    return np.concatenate([sheet, unit(np.gradient(sheet, axis=0))], axis=-1).reshape(-1, 6)
