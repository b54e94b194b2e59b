"""Questions show their words as the author wrote them."""

from __future__ import annotations

from PySide6.QtGui import Qt, QTextDocumentFragment
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from anatomy_viewer.model.anatomy import Text
from anatomy_viewer.model.quiz import Choice, Option
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.option_cards import ChoiceCard


def as_seen(label: QLabel) -> str:
    """The letters that the label shows: it takes its text for rich when that looks so."""
    rich = label.textFormat() == Qt.TextFormat.AutoText and Qt.mightBeRichText(label.text())
    return QTextDocumentFragment.fromHtml(label.text()).toPlainText() if rich else label.text()


def test_signs_that_mean_something_in_html_are_shown(qtbot: QtBot, look: Look, session: Session) -> None:
    ask = Choice(
        "q", Text("What's < 5 mm & 'deep'?", ""), (Option(Text("a", ""), True), Option(Text("b", ""))),
        hint=Text("It's <3 & small.", ""), explain=Text("The nerve's end & tail.", ""),
    )  # fmt: skip
    card = ChoiceCard(look, session, ask)
    qtbot.addWidget(card)
    session.take_hint("q")
    card.refresh()
    session.choose("q", "0")
    session.judge("q")
    card.refresh()
    shown = {as_seen(label) for label in card.findChildren(QLabel)}
    assert {"What's < 5 mm & 'deep'?", "It's <3 & small.", "The nerve's end & tail."} <= shown
