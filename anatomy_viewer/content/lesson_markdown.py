"""A lesson's Markdown → front matter, steps, blocks of text and fenced blocks. Knows no anatomy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from anatomy_viewer.content.forms import did_you_mean
from anatomy_viewer.content.lesson_spans import Inline
from anatomy_viewer.content.text_files import read_authored
from anatomy_viewer.content.yaml_lines import YamlMap, parse_yaml
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.lesson import (
    Block,
    Body,
    Figure,
    Heading,
    Link,
    Listing,
    Paragraph,
    Quotation,
    Span,
)

FENCES = ("scene", "quiz", "measure", "decision")
NOTES = ("Notes:", "备注：", "备注:")
MOST_STEPS = 500
LONGEST_PARAGRAPH = 20_000
MOST_BRACKETS = 500
MOST_BLOCKS = 60  # fenced ones in a step
STEP_ID = re.compile(r"\s*\{#([a-z0-9_-]{1,64})\}\s*$")


@dataclass(frozen=True)
class Fence:
    """A fenced block: its kind, its values, and the line of its fence."""

    kind: str
    data: YamlMap
    line: int


@dataclass
class RawStep:
    """A step as it stands in the file."""

    id: str
    title: str
    line: int
    body: list[Block | Fence] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)

    def fences(self, kind: str) -> list[Fence]:
        """The fenced blocks of one kind."""
        return [block for block in self.body if isinstance(block, Fence) and block.kind == kind]


@dataclass
class Document:
    """A lesson file. `links`: every link with its line; `problems`: what is wrong with the text itself."""

    path: Path
    front: YamlMap
    steps: list[RawStep] = field(default_factory=list)
    links: list[tuple[Link, int]] = field(default_factory=list)
    problems: list[ContentError] = field(default_factory=list)


def read_document(path: Path, text: str | None = None) -> Document:
    """Read and divide the file, or the text that it is to have.

    Raises ContentError when there is no text or no front matter to go on with.
    """
    text = read_authored(path) if text is None else text
    front, body, first_line = divided(text, path)
    _refuse_monsters(body, path, first_line)
    document = Document(path, parse_yaml(front, path, first_line=2))
    _Reader(document, body, first_line).read()
    return document


def divided(text: str, path: Path) -> tuple[str, str, int]:
    """Front matter, the rest, and the number of lines before the rest."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        raise ContentError(
            path, 1, "the front matter is missing.", "Begin with '---', 'title: …' and so on, '---'."
        )
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        raise ContentError(path, 1, "the front matter is not closed.", "Put a line '---' after it.")
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 1


def _refuse_monsters(body: str, path: Path, before: int) -> None:
    """Paragraphs so long, or with so many brackets, that the parser would take minutes (its time is their square)."""
    line = before + 1
    for part in body.split("\n\n"):
        if len(part) > LONGEST_PARAGRAPH or part.count("[") > MOST_BRACKETS:
            raise ContentError(path, line, "a paragraph is too long or has too many brackets.", "Divide it.")
        line += part.count("\n") + 2


class Parser(MarkdownIt):
    """CommonMark without HTML, underlined headings and indented code, which lessons do not use."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False})
        self.disable(["html_block", "html_inline", "lheading", "code", "entity"])

    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Links are judged by `Inline`, with a line, not dropped in silence."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Ids and file names stay as they are."""
        return url


@dataclass
class _Reader:
    document: Document
    text: str
    before: int  # lines of the file before `text`

    def read(self) -> None:
        """Divide the text into steps."""
        self._lines = self.text.split("\n")
        for node in SyntaxTreeNode(Parser().parse(self.text)).children:
            if node.type == "heading" and node.tag in ("h1", "h2"):
                self._begin_step(node)
            elif self.document.steps:
                self._add(node, self.document.steps[-1])
            else:
                self._problem(
                    node,
                    "this stands before the first step and is not shown.",
                    "Begin with '## Title {#id}'.",
                )

    def _begin_step(self, node: SyntaxTreeNode) -> None:
        if node.tag == "h1":
            self._problem(node, "a heading with one '#' is not used.", "A step begins with '## Title {#id}'.")
        title = "".join(part.text for part in self._inline(node) if isinstance(part, Span))
        match = STEP_ID.search(title)
        title = STEP_ID.sub("", title).strip()
        name = match[1] if match else ""
        if not match:
            self._problem(
                node, f"the step '{title[:40]}' has no id.", f"Write '## {title[:40]} {{#{slug(title)}}}'."
            )
        elif any(step.id == name for step in self.document.steps):
            self._problem(node, f"two steps have the id '{name}'.", "Give each step its own.")
        if not title:
            self._problem(node, "the step has no title.", "Write '## Title {#id}'.")
        if len(self.document.steps) == MOST_STEPS:
            raise ContentError(
                self.document.path,
                self._line(node),
                f"there are more than {MOST_STEPS} steps.",
                "Divide the lesson.",
            )
        self.document.steps.append(RawStep(name, title, self._line(node)))

    def _add(self, node: SyntaxTreeNode, step: RawStep) -> None:
        if node.type == "fence":
            fence = self._fence(node)
            if sum(isinstance(block, Fence) for block in step.body) == MOST_BLOCKS:
                problem = f"the step '{step.id}' has more than {MOST_BLOCKS} blocks."
                raise ContentError(self.document.path, self._line(node), problem, "Divide the step.")
            step.body += [fence] if fence else []
        elif node.type == "blockquote" and _is_notes(node):
            step.notes += _without_prefix(self._blocks(node.children))
        else:
            step.body += self._block(node)

    def _blocks(self, nodes: Iterable[SyntaxTreeNode]) -> list[Block]:
        return [block for node in nodes for block in self._block(node)]

    def _block(self, node: SyntaxTreeNode) -> list[Block]:
        if node.type == "paragraph":
            return _paragraphs(self._inline(node))
        if node.type == "heading":
            return [Heading(tuple(p for p in self._inline(node) if isinstance(p, Span)))]
        if node.type in ("bullet_list", "ordered_list"):
            items = tuple(tuple(self._blocks(item.children)) for item in node.children)
            return [Listing(items, node.type == "ordered_list", int(node.attrs.get("start", 1)))]
        if node.type == "blockquote":
            return [Quotation(tuple(self._blocks(node.children)))]
        if node.type == "fence":
            self._problem(
                node, "a fenced block stands inside a list or a quotation.", "Begin it at the line's start."
            )
        else:
            self._problem(
                node, "this is not shown in a lesson.", "Use paragraphs, lists, figures and fenced blocks."
            )
        return []

    def _inline(self, node: SyntaxTreeNode) -> list[Span | Figure]:
        inline = Inline(self.document.path, self._line(node), self.document.problems, self.document.links)
        for child in node.children:
            inline.read(child, Span(""))
        return inline.parts

    def _fence(self, node: SyntaxTreeNode) -> Fence | None:
        kind = node.info.strip()
        if kind not in FENCES:
            problem = f"a block of the kind '{kind[:30]}' is not known." if kind else "a block has no kind."
            self._problem(node, problem, did_you_mean(kind, FENCES))
            return None
        last = node.map[1] if node.map else 1
        if not self._lines[last - 1].lstrip().startswith(node.markup):
            self._problem(node, f"the {kind} block is not closed.", f"Put a line '{node.markup}' after it.")
            return None
        try:
            return Fence(
                kind, parse_yaml(node.content, self.document.path, self._line(node) + 1), self._line(node)
            )
        except ContentError as error:
            self.document.problems.append(error)
            return None

    def _line(self, node: SyntaxTreeNode) -> int:
        return self.before + (node.map[0] if node.map else 0) + 1

    def _problem(self, node: SyntaxTreeNode, problem: str, hint: str) -> None:
        self.document.problems.append(ContentError(self.document.path, self._line(node), problem, hint))


def slug(title: str) -> str:
    """An id made of a title, as a suggestion."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "_".join(words[:3]) or "step"


def _paragraphs(parts: Iterable[Span | Figure]) -> list[Block]:
    """Figures stand alone; the text before and after them are paragraphs."""
    blocks: list[Block] = []
    run: list[Span] = []
    for part in [*parts, None]:
        if isinstance(part, Span):
            run.append(part)
            continue
        if any(span.text.strip() for span in run):
            blocks.append(Paragraph(tuple(run)))
        run = []
        blocks += [part] if part else []
    return blocks


def _is_notes(node: SyntaxTreeNode) -> bool:
    first = node.children[0] if node.children else None
    return bool(first and first.type == "paragraph" and first.children[0].content.startswith(NOTES))


def _without_prefix(blocks: list[Block]) -> Body:
    first = blocks[0]
    if not isinstance(first, Paragraph):
        return tuple(blocks)
    text = first.spans[0].text
    prefix = next((word for word in NOTES if text.startswith(word)), "")
    spans = (replace(first.spans[0], text=text.removeprefix(prefix).lstrip()), *first.spans[1:])
    spans = tuple(span for span in spans if span.text)
    return (Paragraph(spans), *blocks[1:]) if spans else tuple(blocks[1:])
