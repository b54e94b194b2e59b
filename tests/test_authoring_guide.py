"""The author's guide says what is so: every example of it is read against the shipped atlas, in both languages."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from anatomy_viewer.cli import build_parser, main
from anatomy_viewer.commands import BY_ID
from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.lesson_files import load_lesson_files
from anatomy_viewer.content.lesson_keys import KEYS
from anatomy_viewer.content.lesson_questions import FORMS
from anatomy_viewer.content.paths import meshes_dir, shipped_lessons
from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas

DOCS = Path(__file__).parents[1] / "docs"
GUIDES = {
    "en": (DOCS / "authoring.md").read_text(encoding="utf-8"),
    "zh": (DOCS / "authoring.zh.md").read_text(encoding="utf-8"),
}
FENCE = re.compile(r"^(`{3,})([^`\n]*)\n(.*?)^\1$\n*(> [^\n]*)?", re.MULTILINE | re.DOTALL)
HEAD = "---\ncode: X1\ntitle: X\nsummary: X.\nlevel: student\nminutes: 1\n---\n\n## A {#a}\n\nText.\n\n"


@dataclass(frozen=True)
class Example:
    """A fenced block of the guide, and the quotation below it."""

    kind: str
    text: str
    said: str


def examples(language: str, *kinds: str) -> Iterator[Example]:
    for match in FENCE.finditer(GUIDES[language]):
        if match[2].strip() in kinds:
            yield Example(match[2].strip(), match[3], (match[4] or "").removeprefix("> "))


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(meshes_dir()).atlas


def problems(atlas: Atlas, *paths: Path) -> list[ContentError]:
    """All that is wrong, but for links to the shipped lessons, which are not read here."""
    names = shipped_lessons()
    found = load_lesson_files(paths, atlas).problems
    return [
        p
        for p in found
        if not ("there is no lesson" in p.problem and any(f"'{n}'" in p.problem for n in names))
    ]


@pytest.mark.parametrize("language", GUIDES)
def test_every_block_in_the_guide_is_right(language: str, tmp_path: Path, atlas: Atlas) -> None:
    paths = []
    blocks = list(examples(language, "scene", "quiz", "measure"))
    for number, example in enumerate(blocks):
        paths.append(tmp_path / f"x{number}.md")
        paths[-1].write_text(f"{HEAD}```{example.kind}\n{example.text}```\n", encoding="utf-8")
    assert [f"{p}: {blocks[int(Path(p.path).stem[1:])].text}" for p in problems(atlas, *paths)] == []
    kinds = {kind for kind in FORMS if any(f"kind: {kind}\n" in example.text for example in blocks)}
    assert kinds == set(FORMS)


@pytest.mark.parametrize("language", GUIDES)
def test_every_lesson_in_the_guide_plays(language: str, tmp_path: Path, atlas: Atlas) -> None:
    lessons: list[Path] = []
    for number, example in enumerate(examples(language, "markdown")):
        path = tmp_path / f"lesson_{number}.md"
        if "\ncode:" not in example.text:  # a translation of the one before
            path = lessons[-1].with_name(f"{lessons[-1].stem}.zh.md")
        lessons.append(path)
        path.write_text(example.text, encoding="utf-8")
    assert [str(p) for p in problems(atlas, *lessons)] == []
    found = load_lesson_files(lessons, atlas).lessons
    assert {lesson.kind for lesson in found.values()} == {"lesson", "case"}
    assert any("zh" in lesson.texts for lesson in found.values())


@pytest.mark.parametrize("language", GUIDES)
def test_what_the_guide_calls_wrong_is_refused_in_these_words(
    language: str, tmp_path: Path, atlas: Atlas
) -> None:
    wrong = list(examples(language, "scene fails", "quiz fails"))
    assert len(wrong) >= 6
    for example in wrong:
        path = tmp_path / "wrong.md"
        path.write_text(f"{HEAD}```{example.kind.split()[0]}\n{example.text}```\n", encoding="utf-8")
        assert sentence(problems(atlas, path)[0], language) == example.said


@pytest.mark.parametrize("language", GUIDES)
def test_the_commands_in_the_guide_are_commands(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    for example in examples(language, "sh"):
        for line in example.text.splitlines():
            words = shlex.split(line, comments=True)
            assert words[0] == "anatomy-viewer"
            if words[1] in ("new", "check", "schema", "pack"):
                assert main(words[1:]) == 0, capsys.readouterr().out
            else:
                build_parser().parse_args(words[1:])
    assert (tmp_path / "mine.avpack").is_file()
    assert (tmp_path / "schemas" / "lesson-scene.json").is_file()


@pytest.mark.parametrize("language", GUIDES)
def test_every_key_is_in_the_guide(language: str) -> None:
    for part, keys in KEYS.items():
        missing = [
            key for key in keys if f"`{key}`" not in GUIDES[language] and f"\n{key}:" not in GUIDES[language]
        ]
        assert not missing, (part, missing)


@pytest.mark.parametrize("language", GUIDES)
def test_the_keys_of_the_window_in_the_guide_are_its_keys(language: str) -> None:
    wanted = {
        "new_lesson": "Ctrl+N", "edit_lesson": "Ctrl+Shift+N", "copy_view": "Ctrl+Alt+C",
        "bookmark": "Ctrl+Shift+B", "author": "F2", "text_save": "Ctrl+S", "step_insert": "Ctrl+Shift+I",
        "scene_replace": "Ctrl+Shift+P",
    }  # fmt: skip
    for command, key in wanted.items():
        assert key in BY_ID[command].keys
        assert f"`{key}`" in GUIDES[language]


def test_both_guides_have_the_same_examples() -> None:
    kinds = ("scene", "quiz", "measure", "markdown", "sh", "scene fails", "quiz fails")
    found = {language: [example.kind for example in examples(language, *kinds)] for language in GUIDES}
    assert found["en"] == found["zh"]
