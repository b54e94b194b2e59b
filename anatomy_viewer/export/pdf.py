"""A lesson as a handout on A4: a picture and its text a step, its questions, and at the end the answers."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl, QUuid
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from anatomy_viewer.export.handout import Handout, Sheet
from anatomy_viewer.export.page_html import answer_html, body_html, question_html
from anatomy_viewer.model.words import say

DPI = 150
MARGIN, FOOT = 16.0, 8.0  # mm
_A4 = (210.0, 297.0)
_CSS_DPI = 96  # what a pixel of HTML is
_TALLEST = 0.72  # of a picture, as part of the page's width: its text stands on the same page
_TONE = QColor(90, 90, 90)
_STYLE = """
h1 { font-size: 20pt; } h2 { font-size: 14pt; } h3 { font-size: 11pt; }
p, li { font-size: 10pt; line-height: 130%; } .lead { color: #555555; }
.ask { margin-top: 8px; } .option { margin: 0 0 0 18px; } .answer { margin-top: 6px; } .source { font-size: 8pt; }
"""


def write_pdf(handout: Handout, path: Path, families: list[str], answers: bool = True) -> None:
    """Write the handout; `families`: the faces of the text, in order. The same handout gives the same bytes."""
    document = QTextDocument()
    width, height = (_dots(side - 2 * MARGIN) for side in _A4)
    document.setPageSize(QSizeF(width, height - _dots(FOOT)))
    document.setDocumentMargin(0)
    font = QFont()
    font.setFamilies(families)
    font.setPointSizeF(10)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(_STYLE)
    for sheet in handout.sheets:
        document.addResource(
            QTextDocument.ResourceType.ImageResource.value, QUrl(sheet.id), QImage(str(sheet.picture))
        )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, handout)
    document.documentLayout().setPaintDevice(writer)
    document.setHtml(_pages(handout, int(width / DPI * _CSS_DPI), answers))
    _paint(document, writer, handout)
    path.write_bytes(_timeless(buffer.data()))


def _dots(mm: float) -> float:
    return mm / 25.4 * DPI


def _writer(buffer: QBuffer, handout: Handout) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN))
    writer.setTitle(f"{handout.code} {handout.title}")
    writer.setCreator("Anatomy Viewer")
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), f"{handout.id}/{handout.language}".encode()))
    return writer


def _paint(document: QTextDocument, writer: QPdfWriter, handout: Handout) -> None:
    size = document.pageSize()
    painter = QPainter(writer)
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        page = QRectF(0, number * size.height(), size.width(), size.height())
        painter.translate(0, -page.top())
        painter.setClipRect(page)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = page
        document.documentLayout().draw(painter, context)
        painter.restore()
        _foot(painter, size, handout, number + 1)
    painter.end()


def _foot(painter: QPainter, size: QSizeF, handout: Handout, number: int) -> None:
    font = QFont(painter.font())
    font.setPointSizeF(8)
    painter.setFont(font)
    painter.setPen(_TONE)
    foot = QRectF(0, size.height() + _dots(2), size.width(), _dots(FOOT - 2))
    painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, f"{handout.code} · {handout.notice}")
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight, str(number))


def _pages(handout: Handout, width: int, answers: bool) -> str:
    steps = "".join(_page(sheet, width, handout.language) for sheet in handout.sheets)
    return f"<html><body>{_front(handout)}{steps}{_back(handout, answers)}</body></html>"


def _front(handout: Handout) -> str:
    goals = "".join(f"<li>{escape(goal)}</li>" for goal in handout.objectives)
    head = f"<h1>{escape(handout.code)} {escape(handout.title)}</h1><p class='lead'>{escape(handout.summary)}</p>"
    wanted = f"<h3>{say('Objectives', handout.language)}</h3><ul>{goals}</ul>" if goals else ""
    return f"{head}{wanted}<p class='lead'>{escape(handout.notice)}</p>"


def _page(sheet: Sheet, width: int, language: str) -> str:
    head = f"<h2 style='page-break-before: always'>{sheet.number}. {escape(sheet.title)}</h2>"
    size = (
        QImage(str(sheet.picture))
        .size()
        .scaled(width, round(width * _TALLEST), Qt.AspectRatioMode.KeepAspectRatio)
    )
    picture = f"<div><img src='{sheet.id}' width='{size.width()}' height='{size.height()}'/></div>"
    asked = "".join(question_html(one, number) for number, one in enumerate(sheet.questions, 1))
    questions = f"<h3>{say('Questions', language)}</h3>{asked}" if asked else ""
    return f"{head}{picture}{body_html(sheet.body)}{questions}"


def _back(handout: Handout, answers: bool) -> str:
    found = "".join(
        f"<h3>{sheet.number}. {escape(sheet.title)}</h3>"
        + "".join(answer_html(one, number) for number, one in enumerate(sheet.questions, 1))
        for sheet in handout.sheets
        if sheet.questions
    )
    told = f"<h2 style='page-break-before: always'>{say('Answers', handout.language)}</h2>{found}"
    sources = "".join(f"<p class='source'>{escape(source)}</p>" for source in handout.sources)
    named = f"<h2>{say('Sources', handout.language)}</h2>{sources}" if sources else ""
    return (told if answers and found else "") + named


def _timeless(pdf: QByteArray) -> bytes:
    """Without the moment of writing; every place in the file stays where it was."""
    whole = bytes(pdf.data())
    whole = re.sub(rb"\(D:\d{14}[^)]*\)", lambda found: _zeros(found[0]), whole)
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", b"2000-01-01T00:00:00", whole)


def _zeros(date: bytes) -> bytes:
    return b"(D:20000101000000" + re.sub(rb"\d", b"0", date[17:])
