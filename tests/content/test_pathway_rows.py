"""pathway.yaml: nodes, edges and their places on the specimen; what is wrong is named, and an atlas does without."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.course_file import COURSES, read_courses
from anatomy_viewer.content.lesson_scenes import scene_spec
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.pathway_places import Places, placed, read_places
from anatomy_viewer.content.pathway_rows import read_pathway
from anatomy_viewer.content.yaml_lines import parse_yaml
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import SceneSpec

SHEET = """\
frame: {of: skull, least: [0, -100, -40], most: [70, 70, 80]}
nodes:
  - id: ending
    names: {en: Ending, la: '', zh: 末梢}
    short: {en: Ending, zh: 末梢}
    kind: receptor
    level: periphery
    system: cervical
    rate: behind
    does: {en: Feels., zh: 感觉。}
    structure: nerve
    seat: {course: nerve, at: 1.0, shift: [0, 1, 0]}
    source: [KIM18]
    confidence: M
  - id: cortex
    names: {en: Cortex, la: '', zh: 皮质}
    short: {en: Cortex, zh: 皮质}
    kind: cortex
    level: cortex
    system: ascending
    lies: opposite
    does: {en: Knows., zh: 感知。}
    seat: {brain: [35, -15, 20]}
    confidence: M
edges:
  - id: way
    names: {en: The way, zh: 通路}
    does: {en: Leads., zh: 传导。}
    sign: '+'
    system: cervical
    fibre: {en: C, zh: C}
    links: [{from: ending, to: cortex, rate: cervical, along: [nerve], via: [{box: skull, place: [0, 0.5, 0.5]}]}]
    source: [KIM18]
    confidence: M
"""


@pytest.fixture
def sheet(atlas_folder: Path) -> Path:
    path = atlas_folder / "pathway.yaml"
    path.write_text(SHEET, encoding="utf-8")
    return path


def places(folder: Path) -> Places:
    return placed(load_atlas(folder).atlas, read_courses(folder / COURSES))


def test_nodes_and_edges_are_read(atlas_folder: Path, sheet: Path) -> None:
    found = load_atlas(atlas_folder)
    assert found.problems == ()
    assert list(found.atlas.pathway.nodes) == ["ending", "cortex"]
    assert found.atlas.pathway.edges["way"].links[0].along == (("nerve", "trunk"),)


def test_seats_follow_the_specimen_and_what_crosses_lies_opposite(atlas_folder: Path, sheet: Path) -> None:
    nodes = places(atlas_folder).nodes
    assert nodes["ending_r"] == pytest.approx([20, 21, 30])
    assert nodes["ending_l"] == pytest.approx([-20, 21, 30])
    assert nodes["cortex_r"] == pytest.approx(
        [-30, 50, 45]
    )  # half-way out, back to front and up the skull's box
    assert nodes["cortex_l"] == pytest.approx([30, 50, 45])


def test_strands_lead_from_node_to_node(atlas_folder: Path, sheet: Path) -> None:
    found = places(atlas_folder)
    for strand in found.strands:
        end = strand.side[0]
        assert strand.points[0] == pytest.approx(found.nodes[f"ending_{end}"])
        assert strand.points[-1] == pytest.approx(found.nodes[f"cortex_{end}"])
        assert np.linalg.norm(np.diff(strand.points, axis=0), axis=1).max() < 3.0


@pytest.mark.parametrize(
    ("old", "new", "problem", "line"),
    [
        ("{course: nerve,", "{course: nerv,", "there is no structure called 'nerv'.", 12),
        ("structure: nerve", "structure: nerv", "there is no structure called 'nerv'.", 11),
        ("to: cortex", "to: cortx", "there is no node called 'cortx'.", 32),
        ("along: [nerve]", "along: [nerves]", "there is no structure called 'nerves'.", 32),
        ("rate: behind", "rate: behint", "'rate': 'behint' is not known here.", 9),
        ("{brain: [35, -15, 20]}", "{brain: [35, -15, 20], point: lm1}", "'seat': a seat has one rule.", 23),
        ("place: [0, 0.5, 0.5]", "at: 1", "'via' (number 1): 'box' and 'place' belong together.", 32),
        ("id: cortex", "id: ending", "the id 'ending' is already taken.", 15),
        ("KIM18", "KIM19", "there is no source called 'KIM19'.", 13),
        ("of: skull", "of: skul", "there is no structure called 'skul'.", 1),
    ],
)
def test_what_is_wrong_is_named_by_line(
    atlas_folder: Path, sheet: Path, old: str, new: str, problem: str, line: int
) -> None:
    sheet.write_text(SHEET.replace(old, new), encoding="utf-8")
    errors: list[ContentError] = []
    read_pathway(sheet, load_atlas(atlas_folder).atlas, errors)
    found = [(error.problem, error.line) for error in errors]
    assert (problem, line) in found


def test_an_edge_goes_with_its_node(atlas_folder: Path, sheet: Path) -> None:
    sheet.write_text(SHEET.replace("structure: nerve", "structure: nerv"), encoding="utf-8")
    assert load_atlas(atlas_folder).atlas.pathway.edges == {}


def test_an_atlas_does_without(atlas_folder: Path) -> None:
    assert not load_atlas(atlas_folder).atlas.pathway
    assert read_places(atlas_folder, load_atlas(atlas_folder).atlas).strands == ()


@pytest.fixture(scope="module")
def shipped() -> Atlas:
    return load_atlas(meshes_dir()).atlas


def test_the_shipped_pathway_is_whole(shipped: Atlas) -> None:
    pathway = shipped.pathway
    assert (len(pathway.nodes), len(pathway.edges)) == (31, 18)
    tied = {name for edge in pathway.edges.values() for link in edge.links for name in (link.start, link.end)}
    assert tied == set(pathway.nodes)
    for element in (*pathway.nodes.values(), *pathway.edges.values()):
        assert element.does.zh != element.does.en
        assert element.source


def test_the_shipped_seats_lie_in_what_they_belong_to(shipped: Atlas) -> None:
    nodes = read_places(meshes_dir(), shipped).nodes
    boxes = {
        "midbrain": ("periaqueductal_grey",),
        "pons": ("locus_coeruleus", "parabrachial_nucleus", "ascending_tract"),
        "medulla_oblongata": ("raphe_magnus", "nucleus_caudalis"),
        "spinal_cord_cervical": ("dorsal_horn", "second_order_neuron", "decussation"),
        "cerebral_hemisphere_l": ("insula", "somatosensory_cortex", "anterior_cingulate"),
    }
    for name, inside in boxes.items():
        low, high = np.array(shipped.facts[name].bounds)
        for node in inside:
            place = nodes[f"{node}_r"]
            assert ((low - 0.5 <= place) & (place <= high + 0.5)).all(), (node, place)


def test_a_scene_block_brings_the_pathway_or_is_named(shipped: Atlas) -> None:
    def read(block: str) -> tuple[SceneSpec | None, list[str]]:
        problems: list[ContentError] = []
        data = parse_yaml(f"pathway: {{{block}}}", Path("l.md"))
        return scene_spec(data, Path("l.md"), shipped, problems), [error.problem for error in problems]

    spec, problems = read(
        "select: [second_order_neuron, c2_ganglion_l], inputs: {gon: 0.8, other: {v1: 0.2}}"
    )
    assert problems == []
    assert spec is not None
    assert spec.pathway is not None
    assert spec.pathway.selected == ("second_order_neuron_r", "c2_ganglion_l")
    assert (spec.pathway.inputs.right.gon, spec.pathway.inputs.left.v1) == (0.8, 0.2)
    assert read("select: [second_neuron]")[1] == ["'select': the atlas has no 'second_neuron'."]
    assert read("preset: busch_2007")[1] == ["'preset': the atlas has no 'busch_2007'."]
    assert read("preset: busch_2006, inputs: {gon: 1}")[1] == [
        "'pathway': 'preset' brings inputs of its own."
    ]
    assert read("inputs: {gon: 2}")[1] == ["'gon' should be at most 1.0."]
