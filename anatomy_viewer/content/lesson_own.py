"""Own meshes that a lesson names: which they are, and those that this machine does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from anatomy_viewer.content.lesson_forms import QuestionForm
from anatomy_viewer.content.lesson_markdown import Document, Fence
from anatomy_viewer.content.lesson_names import BOOKMARK
from anatomy_viewer.content.yaml_lines import YamlMap, line_at
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import OWN, Atlas, is_own

_KEYS = ("show", "hide", "fade", "highlight", "label", "focus")


def is_lost(name: str, atlas: Atlas) -> bool:
    """Is it the name of an own mesh that is not here?"""
    return is_own(name) and name != OWN and name not in atlas.structures


def own_names(document: Document) -> Iterator[tuple[str, int]]:
    """Names of own meshes and their lines: in scenes, answers and links."""
    for step in document.steps:
        for fence in step.fences("scene"):
            yield from _in_scene(fence)
        for fence in step.fences("quiz"):
            yield from _under(fence.data, "answer")
    for link, line in document.links:
        if link.kind == "structure" and is_own(link.target):
            yield link.target, line


def _in_scene(fence: Fence) -> Iterator[tuple[str, int]]:
    data = fence.data
    if isinstance(inner := data.get(BOOKMARK), YamlMap):
        data = inner  # a bookmark was pasted into the block
    for key in _KEYS:
        yield from _under(data, key)
    if isinstance(cut := data.get("cut"), YamlMap):
        yield from _under(cut, "spare")


def _under(data: YamlMap, key: str) -> Iterator[tuple[str, int]]:
    value = data.get(key)
    names = list(value) if isinstance(value, (list, YamlMap)) else [value]
    for i, name in enumerate(names):
        if isinstance(name, str) and is_own(name):
            yield name, line_at(data, (key, name) if isinstance(value, YamlMap) else (key, i))


def lost_meshes(path: Path, document: Document, atlas: Atlas) -> list[ContentError]:
    """A sentence for each own mesh that is not here, at the line that names it first; the lesson plays without it."""
    lines: dict[str, int] = {}
    for name, line in own_names(document):
        if is_lost(name, atlas):
            lines[name] = min(line, lines.get(name, line))
    hint = "Add it, or open the lesson pack that brings it."
    return [
        ContentError(path, line, f"your mesh '{name}' is not here.", hint) for name, line in lines.items()
    ]


def asks_for_lost(form: QuestionForm, atlas: Atlas) -> bool:
    """Does a question ask for meshes none of which is here, so that nobody can answer it?"""
    answer: Iterable[str] = getattr(form, "answer", ()) or ()
    names = [answer] if isinstance(answer, str) else list(answer)
    return bool(names) and all(is_lost(name, atlas) for name in names)
