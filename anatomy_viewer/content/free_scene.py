"""A picture described by words on the command line instead of by a lesson."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from anatomy_viewer.content.lesson_scenes import scene_spec
from anatomy_viewer.content.yaml_lines import YamlList, YamlMap
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import SceneSpec

ARGUMENTS = "the command"


def free_scene(
    atlas: Atlas,
    show: Sequence[str] = (),
    highlight: Sequence[str] = (),
    label: Sequence[str] = (),
    camera: str = "posterior",
    peel: int = 0,
) -> SceneSpec:
    """The same as a scene block with these keys. Raises ContentError for the first thing that is wrong."""
    data = YamlMap(0)
    for key, words in (("show", show), ("highlight", highlight), ("label", label)):
        data[key] = _list(words)
    data["camera"], data["peel"] = camera, peel
    data.lines = dict.fromkeys(data, 0)
    problems: list[ContentError] = []
    spec = scene_spec(data, Path(ARGUMENTS), atlas, problems)
    if spec is None:
        raise problems[0]
    return spec


def _list(words: Sequence[str]) -> YamlList:
    found = YamlList(0)
    found.extend(words)
    found.lines = [0] * len(found)
    return found
