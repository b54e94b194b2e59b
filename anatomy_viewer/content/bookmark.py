"""A bookmark: the picture as one line of text, which a lesson's scene block, a chat and the search box take."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from anatomy_viewer.content.lesson_names import BOOKMARK
from anatomy_viewer.content.lesson_scenes import scene_spec
from anatomy_viewer.content.scene_block import scene_keys
from anatomy_viewer.content.yaml_lines import YamlMap, parse_yaml
from anatomy_viewer.content.yaml_writing import flow
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import SceneSpec
from anatomy_viewer.model.pathway_look import PathwayLook
from anatomy_viewer.model.view import ViewState

_PLACE = Path("bookmark")


def is_bookmark(text: str) -> bool:
    """Does it begin like one?"""
    return text.lstrip().startswith(f"{BOOKMARK}:")


def bookmark(
    view: ViewState,
    atlas: Atlas,
    imaging: Mapping[str, object] | None = None,
    look: PathwayLook | None = None,
) -> str:
    """One line: `av1: {…}`, a scene block of only what differs from the defaults, in one order."""
    return f"{BOOKMARK}: {flow(scene_keys(view, atlas, imaging, look))}"


def read_bookmark(text: str, atlas: Atlas) -> SceneSpec:
    """The scene it describes. Raises ContentError for the first thing that is wrong."""
    _, _, block = text.partition(":")
    data = parse_yaml(f"{BOOKMARK}: {block.strip()}", _PLACE) if is_bookmark(text) else YamlMap(1)
    if data.keys() != {BOOKMARK} or not isinstance(data[BOOKMARK], YamlMap):
        raise ContentError(_PLACE, None, "this is no bookmark.", "A bookmark is one line: 'av1: {…}'.")
    problems: list[ContentError] = []
    spec = scene_spec(data, _PLACE, atlas, problems)
    if spec is None:
        raise problems[0]
    return spec
