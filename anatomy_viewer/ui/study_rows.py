"""A study as one line: its sign on the map, its name, its figures, and how sure they are."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from anatomy_viewer.model.anatomy import Atlas, Study
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.disagreement import square_sign
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import short_chip, short_citation
from anatomy_viewer.ui.widgets import parts


def study_text(study: Study, language: str) -> str:
    """'30.2 ± 8.9 lateral · 52.3 ± 11.7 below' in mm, as far as the study gives them."""
    found = []
    if study.lateral is not None:
        found.append(f"{_value(study.lateral, study.lateral_sd)} {say('lateral', language)}")
    if study.caudal is not None:
        where = say("below", language) if study.caudal >= 0 else say("above", language)
        found.append(f"{_value(abs(study.caudal), study.caudal_sd)} {where}")
    return " · ".join(found)


def _value(mean: float, sd: float | None) -> str:
    return f"{mean:g} ± {sd:g}" if sd is not None else f"{mean:g}"


class StudyRow(QWidget):
    """`chosen(source key)`: the row was clicked."""

    chosen = Signal(str)

    def __init__(
        self, look: Look, atlas: Atlas, study: Study, language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.px(3), 0, 0)
        row.setSpacing(look.px(6))
        self._line = _Line(look, short_citation(atlas, study.source), study_text(study, language), study)
        self._key = study.source
        row.addWidget(self._line, 1)
        row.addWidget(short_chip(look, study.confidence, language), 0, Qt.AlignmentFlag.AlignVCenter)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(atlas.sources[study.source].citation if study.source in atlas.sources else "")

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Whose figures these are is told in full."""
        self.chosen.emit(self._key)


class _Line(QWidget):
    """Sign, name, and under it the figures."""

    def __init__(self, look: Look, name: str, figures: str, study: Study) -> None:
        super().__init__()
        self._look, self._name, self._figures, self._study = look, name, figures, study
        self.setAccessibleName(f"{name}: {figures}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Two lines."""
        look = self._look
        return QSize(look.px(150), look.line_height("strong") + look.line_height("small"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The sign stands as on the map: filled with a standard deviation, a square without."""
        look, painter, left = self._look, QPainter(self), self._look.px(20)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = QRectF(left, 0, self.width() - left, look.line_height("strong"))
        centre = QPointF(look.px(8), top.center().y())
        if self._study.has_spread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("disc_tick"))
            painter.drawEllipse(centre, look.px(5), look.px(5))
        else:
            square_sign(painter, look, centre)
        parts.line(painter, look, "strong", look.color("text"), top, self._name)
        below = QRectF(left, top.bottom(), self.width() - left, look.line_height("small"))
        parts.line(painter, look, "small", look.color("text2"), below, self._figures)
