"""Running text of a lesson: what is written, what links do, how high it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anatomy_viewer.model.lesson import Body, Figure, Heading, Link, Listing, Paragraph, Quotation, Span
from anatomy_viewer.session import Session
from anatomy_viewer.ui.lesson_text import LessonText
from anatomy_viewer.ui.look import Look

NERVE, POINT, LESSON = Link("structure", "nerve"), Link("point", "cp1"), Link("lesson", "l01_small", "side")


def paragraph(*spans: Span | str) -> Paragraph:
    return Paragraph(tuple(Span(part) if isinstance(part, str) else part for part in spans))


BODY: Body = (
    Heading((Span("Title"),)),
    paragraph(
        "The ",
        Span("nerve", link=NERVE),
        " at ",
        Span("the hook", link=POINT),
        ", ",
        Span("see", link=LESSON),
    ),
    Listing(((paragraph("one < two"),), (paragraph("& three"),)), ordered=True, start=3),
    Quotation((paragraph("Quoted\nover two lines"),)),
    paragraph("After."),
)


@pytest.fixture
def text(qtbot: QtBot, look: Look, playing: Session) -> LessonText:
    made = LessonText(look, playing.atlas)
    qtbot.addWidget(made)
    made.resize(300, 100)
    made.show()
    made.set_body(BODY)
    return made


def test_words_are_shown_as_they_are_written(text: LessonText) -> None:
    lines = text.toPlainText().replace("\ufffc", "").splitlines()
    assert lines == [
        "Title", "The nerve at the hook, see", "one < two", "& three", "Quoted", "over two lines", "After.",
    ]  # fmt: skip


def test_a_numbered_list_counts_from_its_start_and_ends(text: LessonText) -> None:
    blocks = [text.document().findBlockByNumber(i) for i in range(text.document().blockCount())]
    lists = [block.textList() for block in blocks]
    assert [bool(found) for found in lists] == [False, False, True, True, False, False]
    assert lists[2].format().start() == 3
    assert lists[2].itemNumber(blocks[3]) == 1


def place_of(text: LessonText, word: str) -> QPoint:
    """The middle of a word."""
    cursor = text.document().find(word)
    start = QTextCursor(text.document())
    start.setPosition(cursor.selectionStart())
    end = QTextCursor(text.document())
    end.setPosition(cursor.selectionEnd())
    rect = text.cursorRect(start).united(text.cursorRect(end))
    return rect.center()


def hover(text: LessonText, place: QPoint) -> None:
    """The pointer comes to `place`, no button down, whatever other windows there are."""
    none, view = Qt.MouseButton.NoButton, text.viewport()
    at, over = QPointF(place), QPointF(view.mapToGlobal(place))
    event = QMouseEvent(QEvent.Type.MouseMove, at, over, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, event)


@pytest.mark.parametrize(("word", "link"), [("nerve", NERVE), ("hook", POINT), ("see", LESSON)])
def test_a_click_on_a_link_leads_there_and_the_pointer_on_it_is_told(
    qtbot: QtBot, text: LessonText, word: str, link: Link
) -> None:
    place = place_of(text, word)
    with qtbot.waitSignal(text.hovered) as pointed:
        hover(text, place)
    assert pointed.args == [link]
    with qtbot.waitSignal(text.chosen) as chosen:
        qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [link]
    with qtbot.waitSignal(text.hovered) as left:
        hover(text, place_of(text, "After"))
    assert left.args == [None]


def test_structures_and_points_carry_their_tissue_and_other_links_the_accent(
    text: LessonText, look: Look
) -> None:
    def colours(word: str) -> tuple[str, str]:
        shape = text.document().find(word).charFormat()
        return shape.underlineColor().name(), shape.foreground().color().name()

    assert colours("nerve") == (look.swatch("nerves").name(), look.color("text").name())
    assert colours("hook") == (look.swatch("compression").name(), look.color("text").name())
    assert colours("see")[1] == look.color("accent").name()


def test_it_is_as_high_as_its_text(qtbot: QtBot, text: LessonText) -> None:
    wide = text.height()
    text.resize(120, text.height())
    qtbot.waitUntil(lambda: text.height() > wide)
    text.set_body((paragraph("One line"),))
    assert text.height() < wide / 3
    assert text.verticalScrollBar().maximum() == 0


def test_the_look_changes_with_the_window(text: LessonText, look: Look) -> None:
    height, ink = text.height(), text.document().find("After").charFormat().foreground().color().name()
    try:
        look.set("light", scale=1.5)
        assert text.height() > height
        assert text.document().find("After").charFormat().foreground().color().name() != ink
        assert "The nerve at" in text.toPlainText().replace("\ufffc", "")
    finally:
        look.set("dark", scale=1.0)


def test_a_figure_is_shown_and_a_missing_one_is_said(text: LessonText, tmp_path: Path) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    picture.save(str(tmp_path / "a.png"))
    text.set_body((Figure(tmp_path / "a.png", "A red field"), Figure(tmp_path / "gone.png", "A lost field")))
    assert text.toPlainText() == "\ufffc\nA lost field"
    assert text.height() > 30
