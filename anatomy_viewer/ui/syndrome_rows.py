"""The rows of the comparison of syndromes: what each cell says, how columns sort, what is left by a filter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.search import normal
from anatomy_viewer.model.syndrome import ROLES, SPANS, Syndrome
from anatomy_viewer.model.words import colon, say
from anatomy_viewer.ui.measure_card import VERIFIED, short_citation
from anatomy_viewer.ui.syndrome_words import (
    SPAN_WORDS,
    ladder_lines,
    region_names,
    role_word,
    sign_names,
    sources,
    told,
)

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1
# Heading, and px at 100 %.
COLUMNS = (
    ("Syndrome", 190),
    ("Where it hurts", 176),
    ("Criteria in brief", 320),
    ("Part of the greater occipital nerve", 290),
    ("Autonomic signs", 150),
    ("Red flags", 210),
    ("Imaging", 200),
    ("Ladder, as it has been done", 280),
    ("Sources", 170),
)
NAME, WHERE, CRITERIA, NERVE, SIGNS, FLAGS, IMAGING, LADDER, SOURCES = range(len(COLUMNS))
_FACTS = {CRITERIA: "criteria", FLAGS: "red_flags", IMAGING: "imaging"}


def cell(atlas: Atlas, syndrome: Syndrome, column: int, language: str) -> str:
    """What a cell says, below its name, heads or mark."""
    if column in _FACTS:
        return syndrome.fact(_FACTS[column]).text.get(language)
    if column == NAME:
        return syndrome.names.get(language)
    if column == WHERE:
        where = region_names(atlas, syndrome, language)
        return f"{say(SPAN_WORDS[syndrome.span], language)}{colon(language)}{where}"
    if column == NERVE:
        return syndrome.gon.fact.text.get(language)
    if column == SIGNS:
        return sign_names(atlas, syndrome, language)
    return ladder_lines(syndrome, language) if column == LADDER else sources(atlas, syndrome)


def backing(atlas: Atlas, syndrome: Syndrome, column: int, language: str) -> str:
    """Who says what a cell says, and how sure it is; '' where the column makes no claim of its own."""
    if column == NERVE:
        fact = syndrome.gon.fact
    elif column in _FACTS or column == WHERE:
        fact = syndrome.fact(_FACTS.get(column, "where"))
    else:
        return ""
    sure = say(VERIFIED.get(fact.confidence, "not verified"), language)
    return " · ".join([*(short_citation(atlas, key) for key in fact.source), sure])


def sort_key(atlas: Atlas, syndrome: Syndrome, column: int, language: str) -> tuple[Any, ...]:
    """By what a column is sorted: likelihood for the nerve's part, side for where, codes as numbers, else the text."""
    if column == NAME:
        return (code_key(syndrome.code),)
    if column == NERVE:
        return (ROLES.index(syndrome.gon.role),)
    if column == WHERE:
        return (SPANS.index(syndrome.span), -len(syndrome.territory))
    if column == SIGNS:
        return (-len(syndrome.signs),)
    return (cell(atlas, syndrome, column, language),)


def code_key(code: str) -> tuple[int, ...]:
    """'13.1.1' → (13, 1, 1); what follows its first number is left out."""
    first = code.replace("–", " ").split()[0]
    return tuple(int(part) for part in first.split(".") if part.isdecimal())


def wanted(atlas: Atlas, syndrome: Syndrome, text: str, region: str) -> bool:
    """Does it hurt in `region` ('' for any), and are all words of `text` somewhere in its row, in either language?"""
    if region and region not in syndrome.territory:
        return False
    whole = " ".join(
        normal(cell(atlas, syndrome, column, language))
        for language in ("en", "zh")
        for column in range(len(COLUMNS))
    )
    return all(part in whole or part in syndrome.code for part in text.casefold().split())


class SyndromeModel(QAbstractTableModel):
    """The rows in their order, said in the language of the interface."""

    def __init__(self, atlas: Atlas, parent: QWidget) -> None:
        super().__init__(parent)
        self._atlas = atlas
        self.rows: tuple[Syndrome, ...] = ()
        self.language, self.font = "en", QFont()

    def put(self, rows: Sequence[Syndrome], language: str) -> None:
        """Other rows."""
        self.beginResetModel()
        self.rows, self.language = tuple(rows), language
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many syndromes."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as COLUMNS."""
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.FontRole:
            return self.font
        return say(COLUMNS[section][0], self.language) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The syndrome itself, a cell's text, or what a screen reader says."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == NAME:
            return told(self._atlas, row, self.language)
        text = cell(self._atlas, row, index.column(), self.language)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == NERVE:
            return f"{role_word(row, self.language)}. {text}"
        return text if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
