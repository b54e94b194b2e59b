"""syndromes.yaml: syndromes with what they claim; what is wrong is named by line; an atlas does without the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.syndrome_rows import read_syndromes
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.syndrome import ROLES, Syndromes

TERRITORIES = """\
surface: scalp
regions:
  - id: back
    names: {en: Back, zh: 后}
    about: {en: The back., zh: 后面。}
    nerves: [nerve]
    root: C2
    felt: {occiput: 1}
    confidence: M
    boundary: [{at: cp1}, {at: lm1}, {at: cp1, to: lm1, share: 0.5}]
"""
SYNDROMES = """\
signs:
  - {id: tearing, names: {en: Tearing, zh: 流泪}, about: {en: Tears., zh: 泪。}, at: {at: cp1}}
syndromes:
  - id: neuralgia
    code: '13.4'
    group: neuralgia
    criteria: {en: Stabs., zh: 刺痛。, source: [KIM18], confidence: V}
    side: one
    territory: {back: 0.5}
    where: {en: Behind., zh: 后。, confidence: K}
    signs: [tearing]
    red_flags: {en: Fever., zh: 发热。, confidence: K}
    imaging: {en: MR., zh: MR。, confidence: K}
    images: [{modality: t1, plane: axial}]
    gon: {role: likely, en: Its nerve., zh: 其神经。, confidence: K}
    ladder: [{en: Warmth., zh: 热敷。}]
    source: [KIM18]
    confidence: V
"""


def read(folder: Path, old: str = "", new: str = "") -> tuple[Syndromes, list[ContentError]]:
    (folder / "territories.yaml").write_text(TERRITORIES, encoding="utf-8")
    names = "syndromes:\n  - {id: neuralgia, names: {en: Neuralgia, zh: 神经痛}}\n"
    (folder / "interventions.yaml").write_text(names, encoding="utf-8")
    path = folder / "syndromes.yaml"
    path.write_text(SYNDROMES.replace(old, new, 1), encoding="utf-8")
    problems: list[ContentError] = []
    return read_syndromes(path, load_atlas(folder).atlas, problems), problems


def test_a_syndrome_is_read_with_its_name_from_the_interventions(atlas_folder: Path) -> None:
    found, problems = read(atlas_folder)
    assert problems == []
    syndrome = found.table["neuralgia"]
    assert (syndrome.names.zh, syndrome.code, syndrome.gon.role) == ("神经痛", "13.4", "likely")
    assert syndrome.fact("criteria").source == ("KIM18",)
    assert syndrome.images[0].modality == "t1"
    assert found.with_pain_in("back") == (syndrome,)
    assert found.with_pain_in("front") == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("territory: {back", "territory: {bock", 9, "there is no region called 'bock'."),
        ("signs: [tearing]", "signs: [tears]", 11, "there is no sign called 'tears'."),
        ("role: likely", "role: maybe", 15, "'role': 'maybe' is not known here."),
        ("zh: 热敷。}", "zh: 热敷。, by: [heat]}", 16, "there is no intervention called 'heat'."),
        ("plane: axial", "plane: axal", 14, "there is no plane 'axal'."),
        ("id: neuralgia", "id: neuralgy", 4, "there is no syndrome called 'neuralgy'."),
        ("{at: cp1}", "{at: cp9}", 2, "there is no landmark called 'cp9'."),
        ("back: 0.5", "back: 2", 9, "'back' should be at most 1.0."),
    ],
)
def test_what_is_wrong_is_one_sentence_with_its_line(
    atlas_folder: Path, old: str, new: str, line: int, problem: str
) -> None:
    found, problems = read(atlas_folder, old, new)
    assert (problems[0].line, problems[0].problem) == (line, problem)
    assert "neuralgia" not in found.table


def test_an_atlas_does_without(atlas_folder: Path) -> None:
    assert load_atlas(atlas_folder).atlas.syndromes.table == {}


def test_the_shipped_syndromes_are_sound_and_complete() -> None:
    atlas = load_atlas(meshes_dir()).atlas
    problems: list[ContentError] = []
    shipped = read_syndromes(meshes_dir() / "syndromes.yaml", atlas, problems)
    assert problems == []
    assert shipped.table.keys() == atlas.practice.syndromes.keys()
    assert {each.gon.role for each in shipped.table.values()} == set(ROLES)
    hurting = {region for each in shipped.table.values() for region in each.territory}
    assert hurting == set(atlas.skin.regions)
