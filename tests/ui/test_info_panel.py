"""The card of what is selected: what it says, what its controls do, and that it keeps quiet during a question."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.model.lesson import Link
from anatomy_viewer.session import Session
from anatomy_viewer.ui.info_panel import InfoPanel
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.chip import Chip
from anatomy_viewer.ui.widgets.measure import MeasureBox
from anatomy_viewer.ui.widgets.slider import Groove


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def panel(qtbot: QtBot, look: Look, session: Session, ran: list[str]) -> InfoPanel:
    made = InfoPanel(look, session, ran.append)
    qtbot.addWidget(made)
    made.resize(360, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


def said(widget: QWidget) -> str:
    """Everything that can be read on it."""
    words = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    words += [text.toPlainText() for text in widget.findChildren(QTextBrowser) if text.isVisible()]
    words += [chip.text() for chip in widget.findChildren(Chip) if chip.isVisible()]
    words += [box.accessibleName() for box in widget.findChildren(MeasureBox) if box.isVisible()]
    return "\n".join(words).replace("\N{NO-BREAK SPACE}", " ").replace("\N{OBJECT REPLACEMENT CHARACTER}", "")


def button(panel: InfoPanel, word: str) -> Button:
    return next(b for b in panel.findChildren(Button) if b.text() == word and b.isVisible())


def test_a_structure_by_all_its_names_and_where_it_is(panel: InfoPanel, session: Session) -> None:
    session.select("obliquus_l")
    text = said(panel)
    for part in ("Muscles", "Obliquus capitis inferior", "Musculus obliquus capitis inferior", "头下斜肌", "Left",
                 "Layer 6 · Suboccipital", "About Obliquus capitis inferior.", "The nerve hooks round it.", "TA2 2262",
                 "Kim 2018", "verified"):  # fmt: skip
        assert part in text


def test_a_feature_says_what_it_is_part_of(panel: InfoPanel, session: Session) -> None:
    session.select("eop")
    assert "External occipital protuberance" in said(panel)
    assert "Part of: Occipital bone" in said(panel)


def test_a_point_has_its_card_in_the_course(panel: InfoPanel, session: Session, qtbot: QtBot) -> None:
    session.select("cp1")
    assert "1 · The hook" in said(panel)
    with qtbot.waitSignal(panel.points_asked):
        QTest.mouseClick(button(panel, "Course"), Qt.MouseButton.LeftButton)


def test_links_lead_on(panel: InfoPanel, session: Session, qtbot: QtBot) -> None:
    session.select("nerve_r")
    points = next(t for t in panel.findChildren(QTextBrowser) if "1 · The hook" in t.toPlainText())
    cursor = points.textCursor()
    cursor.setPosition(4)
    with qtbot.waitSignal(panel.linked) as heard:
        QTest.mouseClick(points.viewport(), Qt.MouseButton.LeftButton, pos=points.cursorRect(cursor).center())
    assert heard.args == [Link("point", "cp1")]


def test_buttons_do_the_commands_and_show_what_is_on(
    panel: InfoPanel, session: Session, ran: list[str]
) -> None:
    session.select("obliquus_r")
    for word in ("Hide", "Fade", "Isolate", "Label"):
        QTest.mouseClick(button(panel, word), Qt.MouseButton.LeftButton)
    assert ran == ["hide", "fade", "isolate", "label"]
    assert not button(panel, "Fade").isChecked()
    session.edit("Fade", lambda view: view.toggle_fade(["obliquus_r"]).toggle_label("obliquus_r"))
    assert button(panel, "Fade").isChecked()
    assert button(panel, "Label").isChecked()


def test_a_drag_of_the_opacity_is_one_change(panel: InfoPanel, session: Session) -> None:
    session.select("obliquus_r")
    groove = panel.findChild(Groove)
    middle = groove.height() // 2

    def drag(start: float, *to: float) -> None:
        QTest.mousePress(groove, Qt.MouseButton.LeftButton, pos=QPoint(round(groove.width() * start), middle))
        for part in to:
            QTest.mouseMove(groove, QPoint(round(groove.width() * part), middle))
        QTest.mouseRelease(
            groove, Qt.MouseButton.LeftButton, pos=QPoint(round(groove.width() * to[-1]), middle)
        )

    drag(0.9, 0.7, 0.5)
    assert 0.4 < session.view.opacity_of("obliquus_r") < 0.65
    assert len(session.store.past) == 1
    drag(0.5, 0.01)
    assert session.view.opacity_of("obliquus_r") == 0.05
    assert len(session.store.past) == 2
    session.undo(2)
    assert groove.value() == 100


def test_what_is_hidden_can_be_brought_back(panel: InfoPanel, session: Session) -> None:
    session.edit("Peel", lambda view: view.hide(["obliquus_r"]).peel_to(6))
    session.select("obliquus_r")
    QTest.mouseClick(button(panel, "Show"), Qt.MouseButton.LeftButton)
    assert "obliquus_r" in session.view.visible
    assert session.view.peel < 6
    assert button(panel, "Hide").isEnabled()


def test_names_are_covered_while_a_question_is_asked(panel: InfoPanel, session: Session) -> None:
    session.select("obliquus_r")
    session.ask_in_picture("where")
    text = said(panel)
    assert "names are covered" in text
    assert "Obliquus" not in text
    session.ask_in_picture("")
    assert "Obliquus" in said(panel)


def test_nothing_selected(panel: InfoPanel, session: Session) -> None:
    assert "Nothing is selected" in said(panel)
    session.select("bone")
    session.select(None)
    assert "Nothing is selected" in said(panel)


def test_it_speaks_chinese(panel: InfoPanel, session: Session) -> None:
    session.select("obliquus_r")
    session.language = "zh"
    panel.retranslate()
    text = said(panel)
    assert "与枕大神经的关系" in text
    assert "第 6 层" in text


def test_a_card_that_has_gone_leaves_the_look_alone(qtbot: QtBot, session: Session, ran: list[str]) -> None:
    look = Look()
    panel = InfoPanel(look, session, ran.append)
    qtbot.addWidget(panel)
    session.select("obliquus_r")
    session.select("nerve_r")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    look.set("light", scale=1.5)
    assert "Greater occipital nerve" in "".join(label.text() for label in panel.findChildren(QLabel))
