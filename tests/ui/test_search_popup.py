"""Search by keyboard, misspelt, in three languages, while composing, and during a question."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.commands import COMMANDS
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.search_popup import SearchPopup
from anatomy_viewer.ui.widgets.messages import EmptyState
from anatomy_viewer.ui.widgets.rows import RowList
from anatomy_viewer.ui.widgets.sheet import Sheet

Key = Qt.Key


class Searched:
    """A window with a search, and a hand on its keys."""

    def __init__(self, qtbot: QtBot, look: Look, session: Session) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(900, 600)
        self.popup = SearchPopup(look, session, COMMANDS, self.window, lambda command: command.id != "undo")
        self.other = QPushButton("other")
        column = QVBoxLayout(self.window)
        column.addWidget(self.popup)
        column.addWidget(self.other)
        self.chosen: list[tuple[str, str]] = []
        self.popup.chosen.connect(lambda kind, name: self.chosen.append((kind, name)))
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.other.setFocus()
        self.popup.open()

    @property
    def field(self) -> QLineEdit:
        return self.window.findChild(QLineEdit)

    @property
    def open(self) -> bool:
        return self.field.isVisible()

    def texts(self) -> list[str]:
        found = self.window.findChild(RowList)
        return [row.text for row in found.rows()]

    def key(self, key: Qt.Key) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)


@pytest.fixture
def search(qtbot: QtBot, look: Look, session: Session) -> Searched:
    return Searched(qtbot, look, session)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("obliqus", ("structure", "obliquus_r")),
        ("头下斜肌", ("structure", "obliquus_r")),
        ("头下斜", ("structure", "obliquus_r")),
        ("inferior oblique left", ("structure", "obliquus_l")),
        ("GON", ("structure", "nerve_r")),
        ("nervus occipitalis", ("structure", "nerve_r")),
        ("protuberance", ("feature", "eop")),
        ("the hook", ("point", "cp1")),
        ("绕行处", ("point", "cp1")),
        ("L07", ("lesson", "l07_pinch")),
        ("firsd bend", ("lesson", "l04_journey#bend")),
        ("isolate", ("command", "isolate")),
        ("单独显示", ("command", "isolate")),
    ],
)
def test_enter_takes_the_best(search: Searched, typed: str, found: tuple[str, str]) -> None:
    search.field.setText(typed)
    search.key(Key.Key_Return)
    assert search.chosen == [found]
    assert not search.open


def test_arrows_choose_and_the_ends_are_joined(search: Searched) -> None:
    QTest.keyClicks(search.field, "obliq")
    assert search.texts()[:2] == ["Obliquus capitis inferior (right)", "Obliquus capitis inferior (left)"]
    search.key(Key.Key_Down)
    search.key(Key.Key_Return)
    search.popup.open()
    QTest.keyClicks(search.field, "obliq")
    search.key(Key.Key_Up)
    search.key(Key.Key_Down)
    search.key(Key.Key_Return)
    assert search.chosen == [("structure", "obliquus_l"), ("structure", "obliquus_r")]


def test_a_row_gives_the_latin_and_says_what_it_is(search: Searched, session: Session) -> None:
    search.field.setText("gon")
    row = search.window.findChild(RowList).rows()[0]
    assert row.said() == "Greater occipital nerve (right), Nervus occipitalis major, Nerves"
    session.language = "zh"
    search.popup.open()
    search.field.setText("gon")
    row = search.window.findChild(RowList).rows()[0]
    assert row.said() == "右枕大神经, Nervus occipitalis major, 神经"


def test_a_click_takes_a_row(search: Searched) -> None:
    search.field.setText("obliq")
    rows = search.window.findChild(RowList)
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(rows.model().index(1, 0)).center()
    )
    assert search.chosen == [("structure", "obliquus_l")]


def test_escape_closes_and_gives_the_focus_back(search: Searched) -> None:
    QTest.keyClicks(search.field, "obliq")
    search.key(Key.Key_Escape)
    assert not search.open
    assert QApplication.focusWidget() is search.other
    search.popup.open()
    assert search.field.text() == ""


def test_a_click_beside_it_closes(search: Searched) -> None:
    sheet = search.window.findChild(Sheet)
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=sheet.rect().bottomLeft() / 2)
    assert not search.open
    assert search.chosen == []


def test_tab_stays_inside(search: Searched) -> None:
    search.key(Key.Key_Tab)
    assert QApplication.focusWidget() is search.field


def test_keys_belong_to_the_input_method_while_it_composes(search: Searched) -> None:
    QApplication.sendEvent(search.field, QInputMethodEvent("toux", []))
    for key in (Key.Key_Down, Key.Key_Return, Key.Key_Escape):
        search.key(key)
    assert search.open
    assert search.chosen == []
    done = QInputMethodEvent("", [])
    done.setCommitString("头下斜肌")
    QApplication.sendEvent(search.field, done)
    search.key(Key.Key_Return)
    assert search.chosen == [("structure", "obliquus_r")]


def test_nothing_found_offers_the_nearest(search: Searched) -> None:
    search.field.setText("gratxoccxptal nrv")
    empty = search.window.findChild(EmptyState)
    assert empty.isVisible()
    words = "".join(label.text() for label in empty.findChildren(QLabel))
    assert "Nothing found for “gratxoccxptal nrv”" in words
    assert "Greater occipital nerve" in words
    search.field.setText("<b>xqj")
    assert "Nothing found for “<b>xqj”" in {label.text() for label in empty.findChildren(QLabel)}
    assert empty.findChildren(QLabel)[0].textFormat() == Qt.TextFormat.PlainText
    empty.link_activated.emit("Greater occipital nerve")
    assert search.texts()[0] == "Greater occipital nerve (right)"


def test_names_are_not_found_while_a_question_is_asked(search: Searched, session: Session) -> None:
    session.ask_in_picture("where")
    search.popup.open()
    for typed in ("obliquus", "头下斜肌", "hook", "bend"):
        search.field.setText(typed)
        assert not [text for text in search.texts() if "bliquus" in text or "斜" in text or "bend" in text]
    search.field.setText("peel")
    search.key(Key.Key_Return)
    assert search.chosen == [("command", "peel_more")]


def test_an_empty_field_lists_lessons_and_what_can_be_done(search: Searched) -> None:
    texts = search.texts()
    assert texts[:2] == ["L04 Journey of the nerve", "L07 Six pinch points"]
    assert "Redo" in texts
    assert "Undo" not in texts  # it can't be done now
    assert "Search" not in texts


def test_narrow_it_is_a_lens(search: Searched) -> None:
    wide = search.popup.sizeHint().width()
    search.popup.set_compact(True)
    assert search.popup.sizeHint().width() < wide / 4
    assert search.popup.accessibleName() == "Search anything"
