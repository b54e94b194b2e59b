"""Interventions and outcomes as files: read whole, and every slip named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.content.atlas_files import load_atlas

SOUND = """\
review:
  share: [60, 90]
  months: [1, 9]
  source: KIM18
  confidence: V
  note: {en: A range., zh: 范围。}
  reassess: {en: See again., zh: 复查。}
interventions:
  - id: block
    group: block
    names: {en: Block, zh: 阻滞}
    target: cp1
    entries: [lm1]
    done: {en: What is done., zh: 做法。, source: [KIM18], confidence: V}
    patient: {en: Prone., zh: 俯卧。, confidence: K}
    danger: {en: The artery., zh: 动脉。, confidence: K}
    complications: {en: Bruising., zh: 血肿。, confidence: K}
    evidence: {en: One series., zh: 一项系列。, confidence: K}
    gauge: [22, 25]
    risk: [oblique]
    source: [KIM18]
    confidence: V
syndromes:
  - {id: neuralgia, names: {en: Neuralgia, zh: 神经痛}}
efficacy:
  - id: kim
    syndrome: neuralgia
    intervention: block
    share: 86
    n: 33
    measure: {en: half gone, zh: 减半}
    design: series
    source: KIM18
    confidence: V
"""


def write(folder: Path, old: str = "", new: str = "") -> Path:
    (folder / "interventions.yaml").write_text(SOUND.replace(old, new, 1), encoding="utf-8")
    return folder


def test_an_intervention_is_found_at_each_of_its_points(atlas_folder: Path) -> None:
    files = load_atlas(write(atlas_folder))
    practice = files.atlas.practice
    assert files.problems == ()
    for point in ("cp1", "lm1"):
        found = practice.at(point)
        assert found is not None
        assert found.id == "block"
    assert practice.at("nowhere") is None
    assert practice.interventions["block"].facts["done"].source == ("KIM18",)
    assert practice.interventions["block"].gauge == (22, 25)
    assert [outcome.n for outcome in practice.outcomes_of("block")] == [33]
    assert practice.review is not None
    assert practice.review.share == (60, 90)


def test_an_atlas_without_interventions_is_sound(atlas_folder: Path) -> None:
    files = load_atlas(atlas_folder)
    assert files.problems == ()
    assert files.atlas.practice.outcomes == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("target: cp1", "target: cp2", 12, "there is no point called 'cp2'."),
        ("risk: [oblique]", "risk: [oblik]", 20, "there is no structure called 'oblik'."),
        (
            "source: [KIM18], confidence: V}",
            "source: [KIM81], confidence: V}",
            14,
            "no source called 'KIM81'.",
        ),
        ("gauge: [22, 25]", "gauge: [25, 22]", 19, "the first number should not be larger"),
        ("intervention: block", "intervention: blick", 28, "there is no intervention called 'blick'."),
        ("syndrome: neuralgia", "syndrome: migraine", 27, "there is no syndrome called 'migraine'."),
        ("share: 86", "share: 860", 29, "'share' should be at most 100"),
        ("group: block", "group: magic", 10, "'magic' is not known here."),
        ("months: [1, 9]", "months: [1]", 3, "'months' has too few parts"),
    ],
)
def test_a_slip_is_named_with_its_line(
    atlas_folder: Path, old: str, new: str, line: int, problem: str
) -> None:
    problems = load_atlas(write(atlas_folder, old, new)).problems
    assert problem in problems[0].problem
    assert (problems[0].line, problems[0].path.name) == (line, "interventions.yaml")
