"""What the simulated images show: the tissue volume with its nerves and vessels, of the specimen that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.course_file import COURSES, CoursePart, read_courses
from anatomy_viewer.content.spreads import Spread
from anatomy_viewer.content.structure_rows import structure_forms
from anatomy_viewer.content.tissue_file import read_tissue
from anatomy_viewer.content.variants import rerouted
from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.repaint import rerun
from anatomy_viewer.imaging.subject import Subject, Tube
from anatomy_viewer.model.variants import BASE_SPECIMEN, SIDES, Patient, VariantChoice

_KINDS = {"nerves": "nerve", "arteries": "artery", "veins": "vein"}
# Short over long diameter of the greater occipital nerve: 1.4 mm and 3.5 mm (model value; dossier of the nerve, GRE10).
NERVE, FLAT = "greater_occipital_nerve", 1.4 / 3.5
_LEFT = np.array([-1.0, 1.0, 1.0, 1.0])
POOL, POOL_KIND = "injected_fluid", "fluid pool"


@lru_cache(maxsize=3)
def read_subject(folder: Path, patient: Patient = BASE_SPECIMEN) -> Subject:
    """The specimen in `folder` as imaging sees it, both sides; kept. 0.2 s, with variants a second more.

    `tubes` are kept by id for a trunk (`greater_occipital_nerve_r`), by id and part for a branch
    (`greater_occipital_nerve_r/medial_branch`); a tube's own id is that of its structure. Raises ContentError.
    """
    if patient.usual:
        tissue = read_tissue(folder)
        return Subject(
            tissue.labels,
            tissue.origin,
            tissue.spacing,
            tissue.ids,
            tissue.kinds,
            _tubes(folder),
            fibres=tissue.fibres,
        )
    subject = read_subject(folder, BASE_SPECIMEN)
    for side in SIDES:
        if not patient.side(side).usual:
            subject = _varied(subject, folder, side, patient.side(side))
    return subject


def with_injection(subject: Subject, spread: Spread) -> Subject:
    """The same with the fluid of `spread` in it, under a label of its own (`Subject.pool`).

    Raises ContentError when the two volumes do not fit together, or no label is free.
    """
    free = next((n for n in range(255, 0, -1) if n not in subject.ids), 0)
    number = subject.pool or free
    first = np.rint((spread.origin - subject.origin) / subject.spacing).astype(int)
    box = tuple(slice(int(a), int(a) + n) for a, n in zip(first, spread.filled.shape, strict=True))
    last = first + np.array(spread.filled.shape)
    fits = bool((first >= 0).all() and (last <= np.array(subject.labels.shape)).all())
    if not number or not fits or abs(spread.spacing - subject.spacing) > 1e-6:
        what = "the injected fluid does not lie in the volume that the image is made of."
        raise ContentError("the injection", None, what, "Inject again.")
    labels = subject.labels.copy(order="K")
    labels[box][spread.filled] = number
    labels.setflags(write=False)
    ids, kinds = {**subject.ids, number: POOL}, {**subject.kinds, number: POOL_KIND}
    said = ",".join(str(int(n)) for n in first) + f" {spread.volume_ml:.3f} ml"
    return replace(
        subject, labels=labels, ids=ids, kinds=kinds, pool=number, edition=(*subject.edition, f"pool {said}")
    )


def _tubes(folder: Path) -> dict[str, Tube]:
    forms, found = structure_forms(folder), dict[str, Tube]()
    for base, parts in read_courses(folder / COURSES).items():
        kind = _KINDS.get(forms[base].system, "") if base in forms else ""
        for side in ("_r", "_l") if kind and forms[base].paired else ("",) if kind else ():
            found.update(_side_tubes(base, side, kind, parts))
    return found


def _side_tubes(base: str, side: str, kind: str, parts: Iterable[CoursePart]) -> dict[str, Tube]:
    """The trunk and branches of one nerve or vessel on one side."""
    name, flat = base + side, FLAT if base == NERVE else 1.0
    return {
        name if part.parent is None else f"{name}/{part.part}": Tube(
            name, kind, _stations(part, mirrored=side == "_l"), flat
        )
        for part in parts
    }


def _stations(part: CoursePart, *, mirrored: bool) -> NDArray[np.float64]:
    line = np.column_stack([part.places, part.radii])
    return line * _LEFT if mirrored else line


def _varied(subject: Subject, folder: Path, side: str, choice: VariantChoice) -> Subject:
    """The subject with the courses that `choice` changes on one side; labels repainted along them."""
    forms, base = structure_forms(folder), read_courses(folder / COURSES)
    edition = f"{side} {'+'.join(choice.variants)} {choice.rise_mm:g} {choice.aside_mm:g}"
    for name, parts in rerouted(folder, choice).courses.items():
        kind = _KINDS.get(forms[name].system, "") if name in forms else ""
        if not kind or _alike(parts, base.get(name, ())):
            continue
        own = _of(subject.tubes, f"{name}_{side[0]}")
        new = _side_tubes(name, f"_{side[0]}", kind, parts)
        labels = rerun(subject, list(own.values()), list(new.values()))
        tubes = {key: tube for key, tube in subject.tubes.items() if key not in own}
        subject = replace(subject, labels=labels, tubes={**tubes, **new})
    return replace(subject, edition=(*subject.edition, edition))


def _of(tubes: Mapping[str, Tube], name: str) -> dict[str, Tube]:
    return {key: tube for key, tube in tubes.items() if tube.id == name}


def _alike(a: Iterable[CoursePart], b: Iterable[CoursePart]) -> bool:
    first, second = list(a), list(b)
    return len(first) == len(second) and all(
        p.places.shape == q.places.shape and np.allclose(p.places, q.places) and np.allclose(p.radii, q.radii)
        for p, q in zip(first, second, strict=True)
    )
