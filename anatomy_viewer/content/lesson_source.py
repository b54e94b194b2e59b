"""A lesson as its author writes it: front matter, and steps of text, blocks and notes. What a form shows and changes.

Nothing is lost between reading and writing: what was not changed keeps its own lines, comments among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from markdown_it.tree import SyntaxTreeNode

from anatomy_viewer.content.lesson_markdown import NOTES, STEP_ID, Parser, divided
from anatomy_viewer.content.text_files import read_authored
from anatomy_viewer.content.yaml_lines import parse_yaml
from anatomy_viewer.errors import ContentError

TEXT = "text"
_QUOTE = re.compile(r"^\x20{0,3}>\x20?", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """A stretch of Markdown (`kind` 'text', in `text`), or a fenced block with its keys.

    text: of a block its own lines, with comments; '' where `keys` alone say what it holds.
    """

    kind: str
    text: str = ""
    keys: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class SourceStep:
    """A step: its parts in their order, and the lecturer's notes as Markdown."""

    id: str
    title: str
    parts: tuple[Part, ...] = ()
    notes: str = ""

    @property
    def text(self) -> str:
        """All running text."""
        return "\n\n".join(part.text for part in self.parts if part.kind == TEXT)

    def blocks(self, kind: str) -> tuple[Mapping[str, object], ...]:
        """The keys of the blocks of a kind, in their order."""
        return tuple(part.keys for part in self.parts if part.kind == kind)

    def with_text(self, text: str) -> SourceStep:
        """The same with other running text: it stands where the first stretch stood, else before everything."""
        if text == self.text:
            return self
        at = next((i for i, part in enumerate(self.parts) if part.kind == TEXT), 0)
        rest = [part for part in self.parts if part.kind != TEXT]
        at -= sum(part.kind == TEXT for part in self.parts[:at])
        made = [Part(TEXT, text)] if text.strip() else []
        return replace(self, parts=(*rest[:at], *made, *rest[at:]))

    def with_blocks(self, kind: str, blocks: Iterable[Mapping[str, object]]) -> SourceStep:
        """The same with other blocks of a kind; those that are as they were keep their lines, new ones come last."""
        wanted, known = list(blocks), [part for part in self.parts if part.kind == kind]
        made = [next((p for p in known if p.keys == keys), Part(kind, keys=keys)) for keys in wanted]
        places = [i for i, part in enumerate(self.parts) if part.kind == kind]
        parts: list[Part] = [part for part in self.parts if part.kind != kind]
        first = places[0] - sum(p.kind == kind for p in self.parts[: places[0]]) if places else None
        if len(places) == len(made):
            by_place = dict(zip(places, made, strict=True))
            return replace(self, parts=tuple(by_place.get(i, p) for i, p in enumerate(self.parts)))
        if kind == "scene":  # after the text that begins the step
            first = next((i for i, p in enumerate(parts) if p.kind != TEXT), len(parts))
        at = len(parts) if first is None or kind != "scene" else first
        return replace(self, parts=(*parts[:at], *made, *parts[at:]))


@dataclass(frozen=True)
class LessonSource:
    """A lesson's or a translation's file. front_text: the front matter's own lines, '' where `front` alone counts."""

    front: Mapping[str, object]
    steps: tuple[SourceStep, ...] = ()
    front_text: str = ""

    def with_front(self, **changes: object) -> LessonSource:
        """The same with other keys; '' and () take one away."""
        front = {k: v for k, v in {**self.front, **changes}.items() if v not in ("", (), [])}
        return self if front == dict(self.front) else replace(self, front=front, front_text="")

    def step(self, name: str) -> SourceStep | None:
        """The step with this id."""
        return next((step for step in self.steps if step.id == name), None)


def read_source(path: Path) -> LessonSource:
    """The file as it was written. Raises ContentError where it can't be divided into steps and blocks."""
    return source_of(read_authored(path), path)


def source_of(text: str, path: Path) -> LessonSource:
    """The same for a text; `path` is named in errors."""
    front, body, before = divided(text, path)
    keys, lines = parse_yaml(front, path, first_line=2), body.split("\n")
    nodes = SyntaxTreeNode(Parser().parse(body)).children
    heads = [i for i, node in enumerate(nodes) if node.type == "heading" and node.tag == "h2"]
    steps = [
        _step(nodes[at : heads[i + 1] if i + 1 < len(heads) else None], lines, path, before)
        for i, at in enumerate(heads)
    ]
    if nodes and heads[:1] != [0]:
        line = before + (nodes[0].map[0] if nodes[0].map else 0) + 1
        raise ContentError(path, line, "this stands before the first step and is not shown.",
                           "Begin with '## Title {#id}'.")  # fmt: skip
    return LessonSource(keys, tuple(steps), front)


def _step(nodes: list[SyntaxTreeNode], lines: list[str], path: Path, before: int) -> SourceStep:
    title = nodes[0].children[0].content if nodes[0].children else ""
    match = STEP_ID.search(title)
    parts: list[Part] = []
    notes: list[str] = []
    for node in nodes[1:]:
        first, last = node.map or (0, 0)
        own = "\n".join(lines[first:last]).rstrip()
        if node.type == "fence":
            keys = parse_yaml(node.content, path, before + first + 2)
            parts.append(Part(node.info.strip(), node.content, keys))
        elif node.type == "blockquote" and (inner := _notes(own)) is not None:
            notes.append(inner)
        elif parts and parts[-1].kind == TEXT:
            parts[-1] = Part(TEXT, f"{parts[-1].text}\n\n{own}")
        else:
            parts.append(Part(TEXT, own))
    name = match[1] if match else ""
    return SourceStep(name, STEP_ID.sub("", title).strip(), tuple(parts), "\n\n".join(notes))


def _notes(quotation: str) -> str | None:
    """The Markdown of the lecturer's notes; None where the quotation holds none."""
    inner = _QUOTE.sub("", quotation)
    prefix = next((word for word in NOTES if inner.startswith(word)), None)
    return None if prefix is None else inner.removeprefix(prefix).strip()
