"""A lesson as slides (PPTX): a slide a step with picture, text and notes, then its questions."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt
from PySide6.QtGui import QImage

from anatomy_viewer.content.archives import rezipped
from anatomy_viewer.export.asked import Asked
from anatomy_viewer.export.handout import Handout, Sheet
from anatomy_viewer.model.lesson import Body, Heading, Listing, Paragraph, Quotation, plain
from anatomy_viewer.model.words import say

WIDE, HIGH = Inches(13.333), Inches(7.5)
_EDGE, _TOP, _PICTURE = Inches(0.4), Inches(1.15), Inches(8.0)
_COLOUR: Any = RGBColor
_DARK, _LIGHT, _TONE = _COLOUR(0x14, 0x18, 0x1D), _COLOUR(0xF2, 0xF2, 0xF0), _COLOUR(0xA8, 0xAD, 0xB3)
_CHINESE = "Microsoft YaHei"  # the face of Windows; where it is missing the program takes its own
_BLANK = 6
_MOMENT = datetime(2000, 1, 1)


def write_slides(handout: Handout, path: Path) -> int:
    """Write the presentation; how many slides it has. The same handout gives the same bytes."""
    show = Presentation()
    show.slide_width, show.slide_height = WIDE, HIGH
    _describe(show, handout)
    _front(show, handout)
    for sheet in handout.sheets:
        _step(show, handout, sheet)
        for asked in sheet.questions:
            _question(show, handout, sheet, asked)
    _sources(show, handout)
    whole = BytesIO()
    show.save(whole)
    path.write_bytes(rezipped(whole.getvalue()))
    return len(show.slides)


def _describe(show: Any, handout: Handout) -> None:
    about = show.core_properties
    about.title, about.author, about.subject = handout.title, "Anatomy Viewer", handout.notice
    about.language = "zh-CN" if handout.language == "zh" else "en"
    about.created = about.modified = _MOMENT


def _slide(show: Any, handout: Handout, title: str) -> Any:
    slide = show.slides.add_slide(show.slide_layouts[_BLANK])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = _DARK
    _write(
        slide, (_EDGE, Inches(0.3), WIDE - 2 * _EDGE, Inches(0.8)), [title], 28, handout.language, bold=True
    )
    foot = f"{handout.code} · {handout.notice}"
    _write(
        slide,
        (_EDGE, HIGH - Inches(0.42), WIDE - 2 * _EDGE, Inches(0.3)),
        [foot],
        10,
        handout.language,
        _TONE,
    )
    return slide


def _front(show: Any, handout: Handout) -> None:
    slide = _slide(show, handout, f"{handout.code} {handout.title}")
    goals = [f"•  {goal}" for goal in handout.objectives]
    _write(
        slide, (_EDGE, _TOP, WIDE - 2 * _EDGE, Inches(5.5)), [handout.summary, *goals], 20, handout.language
    )


def _step(show: Any, handout: Handout, sheet: Sheet) -> None:
    slide = _slide(show, handout, f"{sheet.number}. {sheet.title}")
    _picture(slide, sheet.picture, sheet.alt)
    left = _EDGE + _PICTURE + Inches(0.3)
    lines = paragraphs(sheet.body)
    size = 16 if sum(map(len, lines)) < (300 if handout.language == "zh" else 700) else 13
    _write(slide, (left, _TOP, WIDE - left - _EDGE, Inches(5.8)), lines, size, handout.language)
    slide.notes_slide.notes_text_frame.text = "\n\n".join(filter(None, (plain(sheet.body), sheet.notes)))


def _picture(slide: Any, picture: Path, alt: str) -> None:
    """As large as its place allows, in its middle; its description for screen readers."""
    size = QImage(str(picture)).size()
    high = Inches(5.8)
    scale = min(_PICTURE / size.width(), high / size.height())
    wide, tall = round(size.width() * scale), round(size.height() * scale)
    shape = slide.shapes.add_picture(str(picture), _EDGE, _TOP + (high - tall) // 2, wide, tall)
    shape._element.nvPicPr.cNvPr.set("descr", alt)


def _question(show: Any, handout: Handout, sheet: Sheet, asked: Asked) -> None:
    slide = _slide(show, handout, say("Question", handout.language))
    left: int = _EDGE
    if not asked.options:  # answered by pointing: the picture, without its names
        _picture(slide, sheet.bare, sheet.title)
        left += _PICTURE + Inches(0.3)
    place = (left, _TOP, WIDE - left - _EDGE, Inches(5.6))
    _write(slide, place, [asked.ask, *asked.options], 22, handout.language)
    told = [f"{say('Answer', handout.language)}: {asked.answer}" if asked.answer else "", asked.explain]
    slide.notes_slide.notes_text_frame.text = "\n\n".join(
        filter(None, (f"{sheet.number}. {sheet.title}", *told))
    )


def _sources(show: Any, handout: Handout) -> None:
    if handout.sources:
        slide = _slide(show, handout, say("Sources", handout.language))
        _write(slide, (_EDGE, _TOP, WIDE - 2 * _EDGE, Inches(5.6)), list(handout.sources), 11, "en")


def paragraphs(body: Body) -> list[str]:
    """The text of a step line by line, lists with their bullets or numbers."""
    found: list[str] = []
    for block in body:
        if isinstance(block, Paragraph | Heading):
            found.append("".join(span.text for span in block.spans))
        elif isinstance(block, Listing):
            marks = [f"{block.start + i}." if block.ordered else "•" for i in range(len(block.items))]
            found += [f"{mark}  {plain(item)}" for mark, item in zip(marks, block.items, strict=True)]
        elif isinstance(block, Quotation):
            found += paragraphs(block.blocks)
    return found


def _write(
    slide: Any, place: tuple[int, ...], lines: list[str], size: int, language: str,
    colour: RGBColor = _LIGHT, bold: bool = False,
) -> None:  # fmt: skip
    frame = slide.shapes.add_textbox(*map(Emu, place)).text_frame
    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size * 0.4)
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour
        if language == "zh":
            properties = run._r.get_or_add_rPr()
            properties.set("lang", "zh-CN")
            properties.append(properties.makeelement(qn("a:ea"), {"typeface": _CHINESE}))
