"""Variants of the nerve: it goes where its name says, openings and points follow, and nothing is run through."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.lesson_files import load_lesson_files
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.patient_check import patient_problems
from anatomy_viewer.content.variant_base import ARTERY, NERVE, base
from anatomy_viewer.content.variant_file import VARIANTS, read_variants, variant_problems
from anatomy_viewer.content.variant_points import Seats, reseated
from anatomy_viewer.content.variants import Rerouted, led, rerouted
from anatomy_viewer.content.varied import varied
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.curve import arc_lengths
from anatomy_viewer.geometry.solid import is_closed, volume_of
from anatomy_viewer.geometry.tubes import Tubes
from anatomy_viewer.model.lesson import step_view
from anatomy_viewer.model.patients import drawn_patient
from anatomy_viewer.model.variants import Patient, VariantChoice, chosen, with_variant

FOLDER = meshes_dir()
TABLE = read_variants(FOLDER)
KNOWN, SAMPLING = TABLE.variants, TABLE.sampling


def of(words: str) -> Rerouted:
    return rerouted(FOLDER, chosen(KNOWN, words))


def events(found: Rerouted, part: str = "trunk") -> list[str]:
    return [e.event for p in found.courses[NERVE] if p.part == part for e in p.events]


def test_the_nerve_pierces_the_obliquus_instead_of_hooking_round_it() -> None:
    there = events(of("pierces_obliquus"))
    assert "enters obliquus_capitis_inferior" in there
    assert "leaves obliquus_capitis_inferior" in there
    assert "hooks obliquus_capitis_inferior" not in there


def test_the_nerve_passes_beside_the_trapezius_whose_old_hole_is_closed() -> None:
    found = of("beside_trapezius")
    assert not [e for e in events(found) if e in ("enters trapezius", "leaves trapezius")]
    before = base(FOLDER).opened("trapezius", {NERVE: base(FOLDER).lines(NERVE) | {"trunk": FAR}})
    assert before is not None
    meshes = found.meshes["trapezius"], before
    closed, bare = (volume_of(mesh.vertices, mesh.faces) for mesh in meshes)
    assert abs(closed - bare) < 0.02 * bare


FAR = np.array([[200.0, 0.0, float(z), 1.0] for z in range(4)])


def test_both_limbs_of_a_split_nerve_pierce_the_muscles() -> None:
    found = of("splits_and_rejoins")
    for part in ("trunk", "second_limb"):
        assert {"enters semispinalis_capitis", "leaves trapezius"} <= set(events(found, part)), part
    trunk, limb = (next(p for p in found.courses[NERVE] if p.part == n) for n in ("trunk", "second_limb"))
    ends = Tubes([np.column_stack([trunk.places, trunk.radii])]).distance(limb.places[[0, -1]])
    assert (ends < 0.3).all()


def test_the_artery_crosses_never_once_or_winds_round_the_nerve() -> None:
    crossings = "crosses occipital_artery"
    assert crossings not in events(of("artery_apart"))
    assert crossings in events(of("artery_crosses"))
    nerve, found = base(FOLDER).lines(NERVE)["trunk"], of("artery_helix")
    line = next(p for p in found.courses[ARTERY] if p.part == "medial_branch")
    gap = Tubes([nerve]).distance(line.places) - line.radii
    touching = float((gap < 0.6).sum()) * arc_lengths(line.places)[-1] / len(gap)
    assert gap.min() > 0.0
    assert touching > 15.0


@pytest.mark.parametrize(("name", "sign"), [("higher_piercing", 1.0), ("lower_piercing", -1.0)])
def test_the_piercings_move_up_and_down(name: str, sign: float) -> None:
    def level(found: Rerouted) -> float:
        return next(
            e.position[2] for e in found.courses[NERVE][0].events if e.event == "leaves semispinalis_capitis"
        )

    assert sign * (level(of(name)) - level(of("pierces_trapezius"))) > 2.5


@pytest.mark.parametrize("name", [name for name, variant in KNOWN.items() if not variant.usual])
def test_what_a_variant_changes_is_closed_and_its_roots_stay(name: str) -> None:
    found = of(name)
    assert found.meshes
    assert all(is_closed(mesh.faces) for mesh in found.meshes.values())
    if any(parts is not base(FOLDER).courses[NERVE] for parts in [found.courses[NERVE]]):
        assert np.allclose(
            found.courses[NERVE][0].places[0], base(FOLDER).courses[NERVE][0].places[0], atol=0.05
        )


def test_points_follow_the_nerve_and_say_when_they_are_missing() -> None:
    right = Patient(right=chosen(KNOWN, "beside_trapezius"))
    found = varied(FOLDER, right)
    assert "cp4" in found.missing
    assert not varied(FOLDER, Patient(left=right.right)).points
    assert {name[-2:] for name in varied(FOLDER, Patient(left=right.right)).meshes} == {"_l"}


def test_points_stay_where_the_course_is_as_it_was() -> None:
    courses = base(FOLDER).courses
    assert reseated(FOLDER, courses, courses, frozenset(courses)) == Seats({}, ())


def test_an_unknown_variant_is_named_with_the_nearest() -> None:
    with pytest.raises(ContentError, match="Did you mean 'pierces_obliquus'"):
        chosen(KNOWN, "pierce_obliquus")


def test_variants_that_cannot_coexist_are_refused_with_the_reason() -> None:
    with pytest.raises(ContentError, match="reunite round the trapezius"):
        chosen(KNOWN, "beside_trapezius+splits_and_rejoins")
    with pytest.raises(ContentError, match="the one or the other"):
        chosen(KNOWN, "artery_apart+artery_helix")


def test_choosing_twice_or_choosing_the_usual_takes_a_variant_away() -> None:
    once = with_variant(KNOWN, VariantChoice(), "artery_helix")
    assert once.variants == ("artery_helix",)
    assert with_variant(KNOWN, once, "artery_apart").variants == ("artery_apart",)
    assert with_variant(KNOWN, once, "artery_helix").usual
    assert with_variant(KNOWN, once, "artery_crosses").usual


def test_a_patient_can_be_drawn_again_and_its_sides_are_unlike() -> None:
    for seed in range(40):
        patient = drawn_patient(KNOWN, SAMPLING, seed)
        assert patient == drawn_patient(KNOWN, SAMPLING, seed)
        assert patient.right != patient.left
    assert drawn_patient(KNOWN, SAMPLING, 1).right != drawn_patient(KNOWN, SAMPLING, 2).right


def test_patients_are_drawn_as_often_as_published() -> None:
    sides = [
        s
        for seed in range(150)
        for s in (drawn_patient(KNOWN, SAMPLING, seed).right, drawn_patient(KNOWN, SAMPLING, seed).left)
    ]
    share = 100.0 * sum("artery_apart" in side.variants for side in sides) / len(sides)
    assert abs(share - 46.0) < 9.0


@pytest.mark.parametrize("first", range(0, 20, 4))
def test_no_patient_has_a_nerve_through_bone_or_a_vessel(first: int) -> None:
    assert list(patient_problems(FOLDER, range(first, first + 4))) == []


def test_what_is_wrong_with_the_table_is_said(tmp_path: Path) -> None:
    for name in (VARIANTS, "courses.json"):
        shutil.copy(FOLDER / name, tmp_path / name)
    path = tmp_path / VARIANTS
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("source: BOV91", "source: BOV19").replace(
            "excludes:\n      splits", "excludes:\n      halves"
        )
    )
    said = [str(problem) for problem in variant_problems(tmp_path, load_atlas(FOLDER).atlas.sources)]
    assert any("source called 'BOV19'" in words for words in said)
    assert any("variant called 'halves_and_rejoins'" in words for words in said)
    assert not variant_problems(FOLDER, load_atlas(FOLDER).atlas.sources)


def test_the_crossing_point_is_missing_where_the_artery_stays_apart() -> None:
    found = varied(FOLDER, Patient(right=chosen(KNOWN, "artery_apart")))
    assert "cp6" in found.missing
    assert "cp5" not in found.missing
    assert set(found.meshes) == {"occipital_artery_r"}


LESSON = """---
code: L90
title: A variant
summary: One step.
level: student
minutes: 1
objectives: [See a variant]
---

## Through the muscle {#through}

Text.

```scene
show: [nerves]
variant: {right: pierces_obliquus, left: WORD}
```
"""


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("artery_helix", ""),
        ("artery_helx", "there is no variant 'artery_helx'"),
        ("artery_helix+artery_apart", "cannot be together"),
    ],
)
def test_a_step_of_a_lesson_shows_variants(tmp_path: Path, word: str, said: str) -> None:
    path = tmp_path / "l90_variant.md"
    path.write_text(LESSON.replace("WORD", word), encoding="utf-8")
    read = load_lesson_files([path], load_atlas(FOLDER).atlas)
    if said:
        assert [p.line for p in read.problems if said in p.problem] == [16]
        return
    view = step_view(read.lessons["l90_variant"].steps[0], load_atlas(FOLDER).atlas)
    assert view.patient.right.variants == ("pierces_obliquus",)
    assert view.patient.left.variants == ("artery_helix",)


def test_whoever_passes_beside_the_trapezius_does_not_pierce_it_wherever_the_rest_of_the_course_lies() -> (
    None
):
    field, looked = base(FOLDER).fields["trapezius"], 0
    for seed in range(12):
        patient = drawn_patient(KNOWN, SAMPLING, seed)
        for choice in (patient.right, patient.left):
            if "beside_trapezius" in choice.variants:
                looked += 1
                assert field.distance(led(FOLDER, choice)[NERVE]["trunk"][:, :3]).min() > 0.0, (seed, choice)
    assert looked > 8
