"""The guide to own meshes says what is so: its commands are read, its points and its scene block are taken."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from anatomy_viewer.cli import build_parser
from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.lesson_scenes import scene_spec
from anatomy_viewer.content.own_frames import Frame
from anatomy_viewer.content.own_matches import read_matches
from anatomy_viewer.content.own_mesh_files import MOST_FACES
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.yaml_lines import parse_yaml
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import OWN, system_names
from anatomy_viewer.model.words import say

DOCS = Path(__file__).parents[1] / "docs"
GUIDES = ("own_meshes.md", "own_meshes.zh.md")


def blocks(guide: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", (DOCS / guide).read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guide_is_true(guide: str, tmp_path: Path) -> None:
    text = (DOCS / guide).read_text(encoding="utf-8")
    for line in blocks(guide, "sh")[0].splitlines():
        words = shlex.split(line, comments=True)
        assert build_parser().parse_args(words[1:]).command == words[1]
    atlas = load_atlas(meshes_dir()).atlas
    (tmp_path / "points.csv").write_text(blocks(guide, "csv")[0])
    assert len(read_matches(str(tmp_path / "points.csv"), atlas, Frame())) == 3
    problems: list[ContentError] = []
    assert scene_spec(parse_yaml(blocks(guide, "scene")[0], guide), Path(guide), atlas, problems)
    assert problems == []
    assert f"{MOST_FACES:,}" in text
    language = "zh" if guide.endswith(".zh.md") else "en"
    assert system_names(OWN)[language == "zh"] in text
    for word in ("Add a mesh", "Add to my atlas", "Mesh", "Specimen", "With scale"):
        assert say(word, language) in text or say(word, language).lower() in text
