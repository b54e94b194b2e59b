"""Points off their structure or course, without sources or Chinese names, or far from what was published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from anatomy_viewer.content.anatomy_specimen import Problems, Reals, Specimen
from anatomy_viewer.content.atlas_forms import PointForm
from anatomy_viewer.content.rows import Row
from anatomy_viewer.geometry.curve import nearest_on

# mm: how far a point may lie from its course or structure, and from the structure beside which its course runs.
ON_IT, BESIDE_IT = 1.5, 4.0
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SEAT = "Correct its seat, then let 'anatomy-viewer sculpt' seat it."


def point_problems(specimen: Specimen) -> Problems:
    """Points off their structure or course, without sources or Chinese names, or far from what was published."""
    found: Problems = []
    for row in specimen.points:
        found += [*text_problems(row), *published_problems(row), *place_problems(row, specimen)]
    return found


def text_problems(row: Row[PointForm]) -> Problems:
    """Names and texts in both languages, and a source."""
    form = row.form
    found = []
    if not form.source:
        found.append(
            row.error(f"'{form.id}' has no source.", "Add one; MODEL where the model chose.", ("id",))
        )
    for key in ("names", "about"):
        text = getattr(form, key)
        if not _HAN.search(text.zh) or _HAN.search(text.en):
            found.append(
                row.error(f"'{key}' of '{form.id}' is not in both languages.", "Write en and zh.", (key,))
            )
    return found


def published_problems(row: Row[PointForm]) -> Problems:
    """Published means farther than one SD from the model's place, unless the point explains why."""
    form, place = row.form, row.form.place()
    if place is None or form.explain:
        return []
    found = []
    for i, study in enumerate(form.published):
        model = {"lateral": abs(place[0]), "caudal": -place[2]}
        for word, value in model.items():
            mean, spread = getattr(study, word), getattr(study, f"{word}_sd")
            if mean is not None and spread is not None and abs(value - mean) > spread:
                what = f"'{form.id}' lies {value:.1f} mm {word}, {study.source} found {mean:g} ± {spread:g}."
                found.append(row.error(what, "Seat it within one SD, or explain why.", ("published", i)))
    return found


def place_problems(row: Row[PointForm], specimen: Specimen) -> Problems:
    """Points that don't lie on the course they mark, or else on the structure they name."""
    form, place = row.form, row.form.place()
    if place is None:
        return [row.error(f"'{form.id}' has no position.", _SEAT, ("id",))]
    point, found = np.array(place), []
    nerve, structure = _base(form.nerve), _base(form.structure)
    if nerve in specimen.courses and "course" in form.seat:
        off = min(float(nearest_on(part.places, point)[0][0]) for part in specimen.courses[nerve])
        if off > ON_IT + float(np.linalg.norm(form.seat.get("aside", 0.0))):
            found.append(row.error(f"'{form.id}' lies {off:.1f} mm off {nerve}.", _SEAT, ("position",)))
    off = _off(structure, point, form.seat, specimen)
    limit = BESIDE_IT if "course" in form.seat else ON_IT
    if off > limit:
        found.append(row.error(f"'{form.id}' lies {off:.1f} mm off {structure}.", _SEAT, ("position",)))
    return found


def _off(structure: str, point: Reals, seat: Mapping[str, Any], specimen: Specimen) -> float:
    """mm from where the seat promises the point to lie with respect to `structure`."""
    distance = float(specimen.surface(structure).distance(point)[0])
    if "within" in seat or structure in specimen.courses:
        return max(distance, 0.0)
    return abs(distance + float(seat.get("depth", 0.0)))


def _base(name: str) -> str:
    return name.removesuffix("_r").removesuffix("_l")
