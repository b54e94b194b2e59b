"""Running text of Markdown → spans, links and figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from markdown_it.tree import SyntaxTreeNode

from anatomy_viewer.content.figure_files import FIGURE_FORMS, LARGEST_FIGURE, fault_of
from anatomy_viewer.content.forms import did_you_mean
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.lesson import LINK_KINDS, Figure, Link, Span

_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u201c\u201d\u2018\u2019]")


@dataclass
class Inline:
    """The parts of one paragraph or heading, in order: spans, and figures between them."""

    path: Path
    line: int
    problems: list[ContentError]
    links: list[tuple[Link, int]]
    parts: list[Span | Figure] = field(default_factory=list)
    _break: bool = False

    def read(self, node: SyntaxTreeNode, look: Span) -> None:
        """Add what stands below `node`, in the look of `look`."""
        for child in node.children:
            self._read_one(child, look)

    def _read_one(self, node: SyntaxTreeNode, look: Span) -> None:
        if node.type in ("text", "code_inline"):
            self._add(replace(look, text=node.content, code=node.type == "code_inline"))
        elif node.type == "softbreak":
            self._break = True
            self.line += 1
        elif node.type == "hardbreak":
            self._add(replace(look, text="\n"))
            self.line += 1
        elif node.type == "image":
            self._add_figure(node)
        else:
            self.read(node, self._look(node, look))

    def _look(self, node: SyntaxTreeNode, look: Span) -> Span:
        if node.type == "strong":
            return replace(look, strong=True)
        if node.type == "em":
            return replace(look, emphasis=True)
        return (
            replace(look, link=self._link(str(node.attrs.get("href", "")))) if node.type == "link" else look
        )

    def _add(self, span: Span) -> None:
        if self._break:
            span = self._joined(span)
        self._break = False
        last = self.parts[-1] if self.parts else None
        if isinstance(last, Span) and replace(last, text=span.text) == span:
            self.parts[-1] = replace(last, text=last.text + span.text)
        elif span.text:
            self.parts.append(span)

    def _joined(self, span: Span) -> Span:
        """`span` after a line's end: a space between them, none between Chinese signs, and never at a link's edge."""
        last = self.parts[-1] if self.parts else None
        if not isinstance(last, Span) or (_CHINESE.match(last.text[-1:]) and _CHINESE.match(span.text[:1])):
            return span
        if span.link is None or span.link == last.link:
            return replace(span, text=" " + span.text)
        if last.link is None:
            self.parts[-1] = replace(last, text=last.text + " ")
        else:
            self.parts.append(Span(" "))
        return span

    def _link(self, href: str) -> Link | None:
        kind, colon, target = href.partition(":")
        if not colon or kind not in LINK_KINDS:
            hint = did_you_mean(kind, LINK_KINDS) if colon else f"Use one of: {', '.join(LINK_KINDS)}."
            self._problem(f"the link '{href[:60]}' leads nowhere.", hint)
            return None
        if kind == "https":
            link = Link(kind, href)
            if not _host(href):
                self._problem(f"the link '{href[:60]}' has no address.", "Write https://….")
        else:
            target, _, step = target.partition("#") if kind == "lesson" else (target, "", "")
            link = Link(kind, target, step)
        self.links.append((link, self.line))
        return link

    def _add_figure(self, node: SyntaxTreeNode) -> None:
        name = str(node.attrs.get("src", ""))
        path = (self.path.parent / name).resolve()
        if not path.is_relative_to(self.path.parent.resolve()) or ":" in name:
            self._problem(
                f"the figure '{name[:60]}' lies outside the lesson's folder.", "Put it into figures/."
            )
        elif path.suffix.lower() not in FIGURE_FORMS:
            self._problem(f"figures of the kind '{path.suffix}' are not shown.", "Use PNG, JPEG or SVG.")
        elif not path.is_file():
            self._problem(f"there is no figure '{name[:60]}'.", did_you_mean(path.name, _beside(path)))
        elif not node.content.strip():
            self._problem(f"the figure '{name[:60]}' has no description.", "Write ![what it shows](…).")
        elif fault := _fault(path):
            self._problem(fault.format(path.name[:60]), "Choose another.")
        else:
            self.parts.append(Figure(path, node.content))

    def _problem(self, problem: str, hint: str) -> None:
        self.problems.append(ContentError(self.path, self.line, problem, hint))


def _fault(path: Path) -> str:
    """Why a figure that is there is not shown; no more of it is read than may be."""
    try:
        with path.open("rb") as file:
            return fault_of(path.name, file.read(LARGEST_FIGURE + 1))
    except OSError:
        return "'{}' is no picture, or too large to be shown."


def _host(address: str) -> str:
    """The host of an address, or ''."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _beside(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir()) if path.parent.is_dir() else []
