"""What the table of points is narrowed down to: a text, a region, published spreads only, contested ones only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.point_rows import REGIONS, Filter
from anatomy_viewer.ui.widgets.chip import FilterChip
from anatomy_viewer.ui.widgets.flow import FlowRow
from anatomy_viewer.ui.widgets.search import SearchField


class PointFilter(QFrame):
    """Hidden until it is opened; while it is closed nothing is left out. `changed` after each change."""

    changed = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self._text = SearchField(look, "")
        self._region = QComboBox()
        self._region.addItems([word for _, word in REGIONS])
        self._published, self._contested = FilterChip(look, ""), FilterChip(look, "")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._text)
        self._column.addWidget(self._region)
        row = FlowRow(look.px(6))
        row.addWidget(self._published)
        row.addWidget(self._contested)
        self._column.addLayout(row)
        self._text.textChanged.connect(lambda _text: self.changed.emit())
        self._region.currentIndexChanged.connect(lambda _index: self.changed.emit())
        for chip in (self._published, self._contested):
            chip.toggled.connect(lambda _on: self.changed.emit())
        self.hide()

    def retranslate(self) -> None:
        """Words in the session's language."""
        language, px = self._session.language, self._look.px
        self._column.setContentsMargins(px(12), 0, px(12), px(8))
        self._column.setSpacing(px(6))
        self._text.set_texts(say("Find a point", language))
        self._region.setAccessibleName(say("Region", language))
        self._region.setFont(self._look.font("body"))
        for index, (_, word) in enumerate(REGIONS):
            self._region.setItemText(index, say(word, language))
        self._published.setText(say("published SD only", language))
        self._contested.setText(say("contested only", language))
        for chip in (self._published, self._contested):
            chip.updateGeometry()

    def open(self, on: bool) -> None:
        """Show or hide it; the cursor goes into the text."""
        self.setVisible(on)
        if on:
            self._text.setFocus()

    def wanted(self) -> Filter:
        """What has to be so of the rows that stay."""
        if self.isHidden():
            return Filter()
        region = REGIONS[self._region.currentIndex()][0]
        return Filter(self._text.text(), region, self._published.isChecked(), self._contested.isChecked())
