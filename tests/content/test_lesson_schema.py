"""The schemas of lessons say yes to every shipped block and no to what the forms refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.forms import fill
from anatomy_viewer.content.lesson_forms import FrontForm, SceneForm
from anatomy_viewer.content.lesson_questions import FORMS
from anatomy_viewer.content.lesson_schema import PARTS, lesson_schema
from anatomy_viewer.content.lesson_source import TEXT, read_source
from anatomy_viewer.content.paths import lessons_dir, meshes_dir
from anatomy_viewer.content.yaml_lines import YamlMap, parse_yaml
from anatomy_viewer.errors import ContentError


@pytest.fixture(scope="module")
def validators() -> dict[str, Draft202012Validator]:
    """With the names of the shipped atlas."""
    atlas = load_atlas(meshes_dir()).atlas
    schemas = {part: lesson_schema(part, atlas) for part in PARTS}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    return {part: Draft202012Validator(schema) for part, schema in schemas.items()}


def shipped() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """File, part and keys of every front matter and block."""
    for path in sorted(lessons_dir().glob("*.md")):
        ending = ".zh" if path.stem.endswith(".zh") else ""
        source = read_source(path)
        yield path.name, f"front{ending}", source.front
        for step in source.steps:
            for part in step.parts:
                if part.kind != TEXT:
                    yield path.name, part.kind + (ending if part.kind != "measure" else ""), part.keys


def test_every_shipped_block_is_valid(validators: dict[str, Draft202012Validator]) -> None:
    seen = set()
    for name, part, keys in shipped():
        wrong = [
            f"{name} {part} {keys.get('id', '')}: {e.message[:200]}"
            for e in validators[part].iter_errors(keys)
        ]
        assert not wrong, wrong
        seen.add(part)
    assert seen == set(PARTS)


QUESTION = "id: a\nask: Where?\n"
WRONG = [
    ("front", "code: A\ntitle: B\nsummary: C\nlevel: student\nminutes: 3\nobjektives: [D]"),
    ("front", "code: A\ntitle: B\nsummary: C\nlevel: pupil\nminutes: 3"),
    ("front", "code: A\ntitle: B\nsummary: C\nlevel: student\nminutes: 0"),
    ("front", "title: B\nsummary: C\nlevel: student\nminutes: 3"),
    ("scene", "highlights: [atlas_c1]"),
    ("scene", "peel: 9"),
    ("scene", "camera: behind"),
    ("scene", "cut: {plane: sagit}"),
    ("scene", "variant: {rechts: pierces_obliquus}"),
    ("scene", "pain: {forehead_r: awful}"),
    ("scene", "imaging: {modality: xray}"),
    ("scene", "pathway: {inputs: {gon: 2}}"),
    ("quiz", f"kind: choice\n{QUESTION}options: [a, b]"),
    ("quiz", f"kind: choice\n{QUESTION}options: [{{text: a, right: true}}, {{text: b, right: true}}]"),
    ("quiz", f"kind: choices\n{QUESTION}options: [{{text: a, right: true}}, b]"),
    ("quiz", f"kind: order\n{QUESTION}items: [a, b]"),
    ("quiz", f"kind: locate\n{QUESTION}answers: atlas_c1"),
    ("quiz", f"kind: place\n{QUESTION}point: cp1\ntolerance: 99"),
    ("quiz", f"kind: guess\n{QUESTION}"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "text"), WRONG)
def test_what_a_form_refuses_the_schema_refuses(
    part: str, text: str, validators: dict[str, Draft202012Validator]
) -> None:
    data = parse_yaml(text, Path("x.md"))
    assert not validators[part].is_valid(data)
    assert refused(part, data)


def refused(part: str, data: YamlMap) -> list[ContentError]:
    """What the forms say."""
    problems: list[ContentError] = []
    form = (
        FORMS.get(str(data.get("kind"))) if part == "quiz" else {"front": FrontForm, "scene": SceneForm}[part]
    )
    if form is None:
        return [ContentError("x.md", 1, "no such kind")]
    fill(form, data, Path("x.md"), problems)
    return problems


def test_names_that_the_atlas_lacks_are_refused(validators: dict[str, Draft202012Validator]) -> None:
    for part, text in (
        ("scene", "show: [occipital_bne]"),
        ("scene", "fade: {skull_of_a_dog: 0.2}"),
        ("scene", "territories: greater_occipital_nerv"),
        ("scene", "course: {nerve: femoral_nerve}"),
        ("scene", "cut: {plane: axial, spare: [femur]}"),
        ("quiz", f"kind: locate\n{QUESTION}answer: femur"),
        ("quiz", f"kind: place\n{QUESTION}point: cp99"),
        ("front", "code: A\ntitle: B\nsummary: C\nlevel: student\nminutes: 3\nsources: [ANON99]"),
    ):
        data = parse_yaml(text, Path("x.md"))
        assert not validators[part].is_valid(data), text
        assert Draft202012Validator(lesson_schema(part)).is_valid(data), text  # the name alone is wrong


def test_one_value_stands_for_a_list_of_one(validators: dict[str, Draft202012Validator]) -> None:
    for text in ("show: bones", "show:", "pain: model", "av1: {peel: 3}", "camera: 'posterolateral, close'"):
        assert validators["scene"].is_valid(parse_yaml(text, Path("x.md"))), text


def test_every_key_says_what_it_is_for_and_the_same_atlas_gives_the_same_schema() -> None:
    for part in PARTS:
        schema = lesson_schema(part)
        assert json.dumps(schema) == json.dumps(lesson_schema(part))
        if part != "quiz":
            assert all(inner["description"] for inner in schema["properties"].values())
