"""A report as a file: PDF, PNG or CSV. Always in the light theme, as it is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter

from anatomy_viewer.content.text_files import reason, replace_text
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.report import Report, as_csv
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.report_paint import ReportPainter
from anatomy_viewer.ui.status_line import DISCLAIMER
from anatomy_viewer.ui.widgets import parts

KINDS = ("pdf", "png", "csv")
WIDE, EDGE, SHARP = 1040, 36, 2  # px of the page at 100 %, its margin, px of a PNG for each


def save_report(reports: Sequence[Report], path: Path, language: str, together: bool) -> Path:
    """Write `reports` to `path`, as its ending says (a PDF where it says none); returns where.

    together: side by side; else each on a page of its own (a PNG holds the first alone). Raises ContentError.
    """
    kind = path.suffix.lower().lstrip(".")
    where = path if kind in KINDS else path.with_name(path.name + ".pdf")
    try:
        _WRITERS[where.suffix.lower().lstrip(".")](reports, where, language, together)
    except OSError as error:
        raise ContentError(where, None, f"the file can't be written ({reason(error)}).") from error
    return where


Paint = Callable[[ReportPainter], float]


def _pages(reports: Sequence[Report], together: bool) -> list[Paint]:
    """What paints each page."""
    if together:
        return [lambda painter: painter.comparison(reports, WIDE)]
    return [lambda painter, report=report: painter.report(report, WIDE) for report in reports]  # type: ignore[misc]


def _look(language: str) -> Look:
    return Look("light", language=language)


def _paint(painter: QPainter, paint: Paint, look: Look, language: str, high: float) -> None:
    """A page of WIDE + 2 EDGE px, the painter already scaled to it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, WIDE + 2 * EDGE, high + 2 * EDGE), look.color("ground"))
    painter.save()
    painter.translate(EDGE, EDGE)
    paint(ReportPainter(look, language, painter))
    painter.restore()
    foot = QRectF(EDGE, high + EDGE + 4, WIDE, look.line_height("small"))
    parts.line(painter, look, "small", look.color("text3"), foot, say(DISCLAIMER, language), parts.RIGHT)


def _write_png(reports: Sequence[Report], path: Path, language: str, together: bool) -> None:
    look, paint = _look(language), _pages(reports, together)[0]
    high = paint(ReportPainter(look, language))
    image = QImage((WIDE + 2 * EDGE) * SHARP, round(high + 2 * EDGE) * SHARP, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(SHARP, SHARP)
    _paint(painter, paint, look, language, high)
    painter.end()
    _check(image.save(str(path), "PNG"))  # type: ignore[call-overload]


def _write_pdf(reports: Sequence[Report], path: Path, language: str, together: bool) -> None:
    """Pages as wide as A4 and as high as what stands on them, at least as A4."""
    look, pages = _look(language), _pages(reports, together)
    path.touch()
    writer = QPdfWriter(str(path))
    writer.setTitle(say("Report", language))
    writer.setCreator("Anatomy Viewer")
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter: QPainter | None = None
    for paint in pages:
        high = max(paint(ReportPainter(look, language)), (WIDE + 2 * EDGE) * 297 / 210 - 2 * EDGE)
        size = QSizeF(210, 210 * (high + 2 * EDGE) / (WIDE + 2 * EDGE))
        writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter))
        if painter is None:
            painter = QPainter(writer)
        else:
            writer.newPage()
            painter.resetTransform()
        painter.scale(writer.width() / (WIDE + 2 * EDGE), writer.width() / (WIDE + 2 * EDGE))
        _paint(painter, paint, look, language, high)
    _check(painter is not None and painter.end())


def _write_csv(reports: Sequence[Report], path: Path, language: str, _together: bool) -> None:
    replace_text(path, "\ufeff" + as_csv(reports, language))  # the mark tells spreadsheets that it is UTF-8


def _check(done: bool) -> None:
    if not done:
        raise OSError(None, "the disc may be full or the folder closed")


_WRITERS = {"pdf": _write_pdf, "png": _write_png, "csv": _write_csv}
assert tuple(_WRITERS) == KINDS
