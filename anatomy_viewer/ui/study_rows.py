"""A study as one line: its sign on the map, its name, its figures, and how sure they are."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from anatomy_viewer.model.anatomy import Atlas, Study
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.disagreement import square_sign
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import short_chip, short_citation
from anatomy_viewer.ui.widgets.messages import Text


def study_text(study: Study, language: str) -> str:
    """'30.2 ± 8.9 mm lateral · 52.3 ± 11.7 mm below', as far as the study gives them."""
    found = []
    if study.lateral is not None:
        found.append(f"{_value(study.lateral, study.lateral_sd)} {say('lateral', language)}")
    if study.caudal is not None:
        where = say("below", language) if study.caudal >= 0 else say("above", language)
        found.append(f"{_value(abs(study.caudal), study.caudal_sd)} {where}")
    return " · ".join(found)


def _value(mean: float, sd: float | None) -> str:
    return f"{mean:g} ± {sd:g} mm" if sd is not None else f"{mean:g} mm"


class StudyRow(QWidget):
    """`chosen(source key)`: the row was clicked."""

    chosen = Signal(str)

    def __init__(
        self, look: Look, atlas: Atlas, study: Study, language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key, name, figures = (
            study.source,
            short_citation(atlas, study.source),
            study_text(study, language),
        )
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, look.px(3), 0, 0)
        column.setSpacing(look.px(1))
        row.setSpacing(look.px(6))
        row.addWidget(_Sign(look, study))
        row.addWidget(Text(look, "strong", "text", name), 1)
        row.addWidget(short_chip(look, study.confidence, language))
        column.addLayout(row)
        if figures:
            below = Text(look, "small", "text2", figures)
            below.setContentsMargins(look.px(22), 0, 0, 0)
            column.addWidget(below)
        self.setAccessibleName(f"{name}: {figures}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(atlas.sources[study.source].citation if study.source in atlas.sources else "")

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Whose figures these are is told in full."""
        self.chosen.emit(self._key)


class _Sign(QWidget):
    """As on the map: filled with a standard deviation, a square without."""

    def __init__(self, look: Look, study: Study) -> None:
        super().__init__()
        self._look, self._study = look, study
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the sign."""
        return QSize(self._look.px(16), self._look.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Disc or square."""
        look, painter, centre = self._look, QPainter(self), QRectF(self.rect()).center()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._study.has_spread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("disc_tick"))
            painter.drawEllipse(centre, look.px(5), look.px(5))
        else:
            square_sign(painter, look, centre)
