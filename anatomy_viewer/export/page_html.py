"""A lesson's text as HTML for paper. Everything that an author wrote is escaped: there is no markup of theirs."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from anatomy_viewer.export.asked import Asked
from anatomy_viewer.model.lesson import Block, Body, Heading, Listing, Paragraph, Quotation, Span


def body_html(body: Body) -> str:
    """Paragraphs, headings, lists and quotations; figures, questions and measures stand elsewhere."""
    return "".join(_block(block) for block in body)


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_spans(block.spans)}</p>"
    if isinstance(block, Heading):
        return f"<h3>{_spans(block.spans)}</h3>"
    if isinstance(block, Listing):
        kind = f'ol start="{block.start}"' if block.ordered else "ul"
        items = "".join(f"<li>{''.join(map(_inside, item))}</li>" for item in block.items)
        return f"<{kind}>{items}</{kind[:2]}>"
    return f"<blockquote>{body_html(block.blocks)}</blockquote>" if isinstance(block, Quotation) else ""


def _inside(block: Block) -> str:
    return _spans(block.spans) if isinstance(block, Paragraph) else _block(block)


def _spans(spans: Iterable[Span]) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    text = escape(span.text).replace("\n", "<br/>")
    for wanted, tag in ((span.strong, "b"), (span.emphasis, "i"), (span.code, "code")):
        text = f"<{tag}>{text}</{tag}>" if wanted else text
    return text


def question_html(asked: Asked, number: int) -> str:
    """What is asked, and what there is to choose from."""
    options = "".join(f"<p class='option'>{escape(option)}</p>" for option in asked.options)
    return f"<p class='ask'><b>{number}.</b> {escape(asked.ask)}</p>{options}"


def answer_html(asked: Asked, number: int) -> str:
    """The answer and why."""
    answer = "<br/>".join(map(escape, asked.answer.split("\n")))
    why = f"<br/>{escape(asked.explain)}" if asked.explain else ""
    return f"<p class='answer'><b>{number}.</b> <b>{answer}</b>{why}</p>"
