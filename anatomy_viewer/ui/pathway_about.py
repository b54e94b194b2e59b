"""The sheet about the model: purpose, equations, every number with where it comes from, what it leaves out."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from anatomy_viewer.model.convergence import PARAMETERS, Parameter
from anatomy_viewer.model.convergence_texts import DIRECTION, EQUATIONS, ILLUSTRATIVE, LEFT_OUT, PURPOSE
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import short_citation
from anatomy_viewer.ui.widgets.buttons import IconButton
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.scroll import ScrollColumn
from anatomy_viewer.ui.widgets.sheet import EDGE, Sheet

WIDTH = 860  # px at 100 %


class PathwayAbout(Sheet):
    """Filled anew for each language."""

    def __init__(self, look: Look, session: Session, parent: QWidget) -> None:
        super().__init__(look, parent, dims=True)
        self._session, self._filled = session, ""
        self._title = Text(look, "heading")
        self._close = IconButton(look, "close", "", small=True)
        self._close.clicked.connect(self.dismiss)
        self._scroll = ScrollColumn()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        self.column.setContentsMargins(24, 16, 12, 14)
        self.column.setSpacing(8)
        self.column.addLayout(head)
        self.column.addWidget(self._scroll, 1)

    def open(self) -> None:
        """Show it in the language of now."""
        if self._filled != self._session.language:
            self._fill()
        super().open()

    def retranslate(self) -> None:
        """Everything in the session's language, when it is next opened."""
        self._filled = ""
        if self.isVisible():
            self._fill()

    def first_focus(self) -> QWidget:
        """The scroll area, so that the arrows scroll."""
        return self._scroll

    def _fill(self) -> None:
        language = self._filled = self._session.language
        self._title.setText(say("About this model", language))
        self.setAccessibleName(self._title.text())
        self._close.set_name(say("Close", language), "Esc")
        page = QWidget()
        page.setProperty("page", True)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 14, 8)
        column.setSpacing(8)
        column.addWidget(Text(self._look, "reading", "text", PURPOSE.get(language)))
        self._head(column, "Equations")
        self._equations(column, language)
        self._head(column, "Numbers")
        self._numbers(column, language)
        self._head(column, "What it leaves out")
        for text in LEFT_OUT:
            column.addWidget(Text(self._look, "body", "text2", f"•  {text.get(language)}"))
        column.addStretch(1)
        self._scroll.setWidget(page)

    def _head(self, column: QVBoxLayout, word: str) -> None:
        column.addSpacing(8)
        column.addWidget(Text(self._look, "small_strong", "accent", say(word, self._session.language)))

    def _equations(self, column: QVBoxLayout, language: str) -> None:
        for formula, meaning in EQUATIONS:
            text = Text(self._look, "strong", "text", formula)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(text)
            column.addWidget(Text(self._look, "body", "text2", meaning.get(language)))
        rule = say("x+: the larger of x and 0; ′: the other side", language)
        column.addWidget(Text(self._look, "small", "text3", f"s(x) = x+² / (h² + x+²);  {rule}"))

    def _numbers(self, column: QVBoxLayout, language: str) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 3)
        grid.setColumnStretch(3, 3)
        for row, (name, parameter) in enumerate(PARAMETERS.items()):
            grid.addWidget(Text(self._look, "strong", "text", name), row, 0)
            value = f"{parameter.value:g} {say(parameter.unit, language) if parameter.unit else ''}".strip()
            grid.addWidget(Text(self._look, "body", "text", value), row, 1)
            grid.addWidget(Text(self._look, "body", "text2", parameter.means.get(language)), row, 2)
            grid.addWidget(Text(self._look, "body", "text3", self._origin(parameter, language)), row, 3)
        column.addLayout(grid)

    def _origin(self, parameter: Parameter, language: str) -> str:
        if not parameter.source:
            return ILLUSTRATIVE.get(language)
        return DIRECTION.get(language).format(short_citation(self._session.atlas, parameter.source))

    def card_rect(self) -> QRect:
        """In the middle, as high as the window allows."""
        room = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        rect = QRect(0, 0, min(self._look.px(WIDTH), room.width()), room.height())
        rect.moveCenter(room.center())
        return rect
