"""The cards of the kinds of questions: answered by mouse and by keys, told as they are, shuffled anew each time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from anatomy_viewer.model.anatomy import Text
from anatomy_viewer.model.arranging import Match, Pair, PutInOrder
from anatomy_viewer.model.name_it import NameIt
from anatomy_viewer.model.quiz import Choice, Choices, Option
from anatomy_viewer.session import Session
from anatomy_viewer.ui.arranging_cards import MatchCard, OrderCard
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.naming_card import NameCard
from anatomy_viewer.ui.option_cards import ChoiceCard, ChoicesCard
from anatomy_viewer.ui.question_card import QuestionCard
from anatomy_viewer.ui.widgets.option import CheckRow, OptionRow
from anatomy_viewer.ui.widgets.order_list import OrderRow

KEY, ALT, LEFT = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton
ASK = Text("Which?", "哪一个？")


def text(word: str) -> Text:
    return Text(word, "")


def options(*rights: bool) -> tuple[Option, ...]:
    return tuple(Option(text("abcdef"[i]), right) for i, right in enumerate(rights))


def shown(card: QuestionCard) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel) if not label.isHidden())


def put(qtbot: QtBot, card: QuestionCard) -> None:
    card._session.listen(lambda _old, _new: card.refresh())
    qtbot.addWidget(card)
    card.resize(320, 500)
    card.show()


def test_several_are_picked_by_digit_and_click(qtbot: QtBot, look: Look, session: Session) -> None:
    card = ChoicesCard(look, session, Choices("q", ASK, options(True, False, True)))
    put(qtbot, card)
    rows = {row.text(): row for row in card.findChildren(CheckRow)}
    qtbot.mouseClick(rows["a"], LEFT)
    qtbot.keyClick(card, str(card._order.index(1) + 1))
    assert session.now.answer_to("q").chosen == "0 1"
    qtbot.keyClick(card, KEY.Key_Return)
    assert session.now.answer_to("q").judged
    assert "1 of 2 found, 1 wrong" in shown(card)
    assert [rows[word]._verdict for word in "abc"] == ["right", "wrong", "missed"]


def test_a_second_try_shuffles_and_the_key_says_where(qtbot: QtBot, look: Look, session: Session) -> None:
    card = ChoiceCard(look, session, Choice("q", ASK, options(True, False, False, False, False)))
    put(qtbot, card)
    orders = set()
    for _ in range(6):
        orders.add(card._order)
        laid = [card.body.itemAt(i).widget() for i in range(card.body.count())]
        assert [row.text() for row in laid if isinstance(row, OptionRow)] == ["abcde"[i] for i in card._order]
        session.choose("q", "0")
        session.judge("q")
        session.try_again("q")
    assert len(orders) > 2
    session.learner = "Ann"
    card.refresh()
    first = card._order
    session.learner = "Bob"
    card.refresh()
    assert card._order != first


def test_rows_are_moved_by_keys_and_by_hand(qtbot: QtBot, look: Look, session: Session) -> None:
    card = OrderCard(look, session, PutInOrder("q", ASK, tuple(text(word) for word in "abcd")))
    put(qtbot, card)
    before = card._laid()
    rows = card.findChildren(OrderRow)
    rows[0].setFocus()
    qtbot.keyClick(rows[0], KEY.Key_Down, ALT)
    after = card._laid()
    assert after == [before[1], before[0], *before[2:]]
    qtbot.mousePress(rows[3], LEFT, pos=QPoint(20, 8))
    qtbot.mouseMove(rows[3], QPoint(20, -3 * rows[3].height() - 10))
    qtbot.mouseRelease(rows[3], LEFT)
    assert card._laid()[0] == after[3]
    session.choose("q", "0 1 2 3")
    card.give()
    assert "Correct" in shown(card)
    qtbot.keyClick(rows[0], KEY.Key_Down, ALT)
    assert session.now.answer_to("q").chosen == "0 1 2 3"  # what is judged lies still


def test_partners_are_chosen_from_lists(qtbot: QtBot, look: Look, session: Session) -> None:
    pairs = tuple(Pair(text(word), text(word.upper())) for word in "abc")
    card = MatchCard(look, session, Match("q", ASK, pairs, (text("D"),)))
    put(qtbot, card)
    boxes = card.findChildren(QComboBox)
    assert not card._answer.isEnabled()
    for box, right in zip(boxes, "ABB", strict=True):
        place = box.findText(right)
        box.setCurrentIndex(place)
        box.activated.emit(place)
    assert session.now.answer_to("q").chosen == "0 1 1"
    qtbot.mouseClick(card._answer, LEFT)
    assert "2 of 3 pairs right" in shown(card)
    assert "c — C" in shown(card)


def test_long_partners_leave_the_card_as_narrow_as_its_panel(
    qtbot: QtBot, look: Look, session: Session
) -> None:
    long = "Reported to have halved the days with headache in some of those who were given it"
    pairs = tuple(Pair(text(word), text(f"{word} {long}")) for word in "AB")
    card = MatchCard(look, session, Match("q", ASK, pairs, ()))
    put(qtbot, card)
    assert card.minimumSizeHint().width() <= 320
    box = card.findChildren(QComboBox)[0]
    box.activated.emit(1)
    assert long in box.toolTip()


@pytest.mark.parametrize(
    ("typed", "told"),
    [("Great nerve", "Correct"), ("Grate nervee", "Not this one"), ("great nevre", "it is spelt: Great nerve"),
     ("Inferior oblique", "Not this one: Inferior oblique"), ("大神经", "Correct")],
)  # fmt: skip
def test_a_name_is_typed(qtbot: QtBot, look: Look, playing: Session, typed: str, told: str) -> None:
    card = NameCard(look, playing, NameIt("n", ASK, ("nerve_r",), playing.atlas))
    put(qtbot, card)
    line = card.findChild(QLineEdit)
    line.setText(typed)  # an input method writes Chinese, no key does
    line.textEdited.emit(typed)
    qtbot.keyClick(line, KEY.Key_Return)
    assert told in shown(card)
    assert line.isReadOnly()


def test_a_hint_costs_nothing_and_is_told_with_the_source(qtbot: QtBot, look: Look, session: Session) -> None:
    from anatomy_viewer.model.question import Tags

    asked = Choice("q", ASK, options(True, False), hint=text("It is a."), tags=Tags(sources=("KIM18",)))
    card = ChoiceCard(look, session, asked)
    put(qtbot, card)
    session.take_hint("q")
    assert "It is a." in shown(card)
    session.choose("q", "0")
    session.judge("q")
    assert "A hint was taken" in shown(card)
    assert "Source: " in shown(card)
    assert session.now.answer_to("q").hints == 1
