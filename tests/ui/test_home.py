"""Home as a learner meets it: going on, choosing a lesson, and what could not be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.content.own_lessons import own_lessons_folder
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.session import Session
from anatomy_viewer.ui.home import EXPLORE, HomePage
from anatomy_viewer.ui.home_cards import ExploreCard
from anatomy_viewer.ui.home_texts import left_when
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.card import LessonCard
from anatomy_viewer.ui.widgets.chip import FilterChip

NOW = datetime(2026, 5, 3, 9, 0, tzinfo=UTC)
Left = Qt.MouseButton.LeftButton


@pytest.fixture
def home(qtbot: QtBot, look: Look, session: Session) -> HomePage:
    page = HomePage(look, session)
    qtbot.addWidget(page)
    page.resize(1024, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def played(lesson: Lesson, steps: int, when: datetime = NOW - timedelta(days=1)) -> Progress:
    progress = Progress("default")
    for one in lesson.steps[:steps]:
        progress = progress.saw(lesson.id, one.id, when)
    return progress


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def card(home: HomePage, title: str) -> LessonCard:
    return next(c for c in home.findChildren(LessonCard) if title in c.accessibleName())


def chosen(home: HomePage) -> list[tuple[str, int]]:
    heard: list[tuple[str, int]] = []
    home.lesson_chosen.connect(lambda lesson, step: heard.append((lesson, step)))
    return heard


def filled(home: HomePage) -> Button:
    return next(b for b in home.findChildren(Button) if b._kind == "filled" and b.isVisible())


def begin(home: HomePage) -> None:
    QTest.mouseClick(filled(home), Left)


def test_a_first_start_begins_with_the_first_lesson(home: HomePage) -> None:
    heard = chosen(home)
    assert "Start here" in said(home)
    begin(home)
    assert heard == [("l04_journey", 0)]


def test_continue_goes_where_one_was(home: HomePage, lessons: dict[str, Lesson]) -> None:
    heard = chosen(home)
    home.set_progress(played(lessons["l04_journey"], 3), NOW)
    assert "Step 3 of 4: “The first bend”. You left it yesterday." in said(home)
    assert "3 of 4 steps\nabout 5 min left" in said(home)
    begin(home)
    assert heard == [("l04_journey", 2)]


def test_after_a_finished_lesson_the_next_is_offered(home: HomePage, lessons: dict[str, Lesson]) -> None:
    heard = chosen(home)
    home.set_progress(played(lessons["l04_journey"], 4), NOW)
    assert "Next lesson\nSix pinch points" in said(home)
    begin(home)
    assert heard == [("l07_pinch", 0)]


def test_a_lesson_that_is_no_longer_there_is_not_offered(home: HomePage) -> None:
    home.set_progress(Progress("default").saw("l99_gone", "a", NOW), NOW)
    assert "Start here" in said(home)


def test_a_card_goes_on_in_its_lesson_and_says_how_far_one_is(
    home: HomePage, lessons: dict[str, Lesson]
) -> None:
    heard = chosen(home)
    home.set_progress(played(lessons["l04_journey"], 2), NOW)
    QTest.mouseClick(card(home, "Journey"), Left)
    QTest.mouseClick(card(home, "Six pinch points"), Left)
    assert heard == [("l04_journey", 1), ("l07_pinch", 0)]
    assert "2/4" in card(home, "Journey").accessibleName()
    assert "2 steps" in card(home, "Six pinch points").accessibleName()
    home.set_progress(played(lessons["l04_journey"], 4), NOW)
    assert "Finished" in card(home, "Journey").accessibleName()
    QTest.mouseClick(card(home, "Journey"), Left)
    assert heard[-1] == ("l04_journey", 0)


def test_levels_filter_the_cards(home: HomePage) -> None:
    chips = {chip.text(): chip for chip in home.findChildren(FilterChip)}
    assert list(chips) == ["All 2", "Student", "Resident"]
    QTest.mouseClick(chips["Resident"], Left)
    assert not card(home, "Journey").isVisible()
    assert card(home, "Six pinch points").isVisible()
    QTest.mouseClick(chips["All 2"], Left)
    assert card(home, "Journey").isVisible()
    chips["All 2"].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chips["All 2"], Qt.Key.Key_Right)
    assert not card(home, "Six pinch points").isVisible()


def test_keys_alone_reach_everything(home: HomePage) -> None:
    heard = chosen(home)
    explored: list[bool] = []
    home.explore_chosen.connect(lambda: explored.append(True))
    reached: list[QWidget] = []
    filled(home).setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(9):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Return)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert [type(w) for w in reached].count(LessonCard) == 2
    assert [type(w) for w in reached].count(ExploreCard) == 1
    assert explored == [True]
    assert heard[0] == ("l04_journey", 0)
    assert ("l07_pinch", 0) in heard


@pytest.mark.parametrize(("width", "columns"), [(1024, 3), (1440, 4), (1920, 6)])
def test_cards_a_row(
    qtbot: QtBot, look: Look, session: Session, lessons: dict[str, Lesson], width: int, columns: int
) -> None:
    pinch = lessons["l07_pinch"]
    many = {f"l{i}": replace(pinch, id=f"l{i}") for i in range(8)}
    session.lessons = many
    page = HomePage(look, session)
    qtbot.addWidget(page)
    page.resize(width, 836)
    page.show()
    QApplication.processEvents()
    cards = page.findChildren(LessonCard)
    assert sum(c.y() == cards[0].y() for c in cards) == columns
    rights = [c.mapTo(page, c.rect().topRight()).x() for c in cards]
    assert max(rights) < width
    lefts = [c.mapTo(page, c.rect().topLeft()).x() for c in cards]
    assert abs(min(lefts) - (width - max(rights))) <= 12  # in the middle, but for the scroll bar


def test_pictures_come_one_by_one(home: HomePage) -> None:
    red, blue = QImage(64, 40, QImage.Format.Format_RGB32), QPixmap(64, 40)
    red.fill(Qt.GlobalColor.red)
    blue.fill(Qt.GlobalColor.blue)
    home.set_picture("l04_journey", red)
    home.set_pictures({EXPLORE: blue, "l99_gone": blue})
    shot = home.grab().toImage()
    journey, explore = card(home, "Journey"), home.findChild(ExploreCard)
    for widget, colour in ((journey, "#ff0000"), (explore, "#0000ff")):
        spot = widget.mapTo(home, widget.rect().topLeft())
        assert shot.pixelColor(spot.x() + 100, spot.y() + 50).name() == colour


def test_what_could_not_be_read_is_named_and_the_rest_works(home: HomePage) -> None:
    problems = [
        ContentError(
            Path("lessons/l09_x.md"), 42, "there is no structure 'obliqus_r'.", "Did you mean 'obliquus_r'?"
        ),
        ContentError(Path("lessons/l09_x.md"), None, "a <b> is not closed."),
    ]
    home.set_problems(problems)
    text = said(home)
    assert "l09_x.md: 2 problems" in text
    assert (
        "line 42: there is no structure 'obliqus_r'. Did you mean 'obliquus_r'?\na <b> is not closed." in text
    )
    assert card(home, "Journey").isVisible()
    home.set_problems([])
    assert "l09_x.md" not in said(home)


def test_it_speaks_chinese(home: HomePage, session: Session, lessons: dict[str, Lesson]) -> None:
    session.language = "zh"
    home.set_progress(played(lessons["l04_journey"], 3), NOW)
    assert "第 3 步（共 4 步）：“第一个弯”。昨天学到此处。" in said(home)
    assert "住院医师" in card(home, "六个卡压点").accessibleName()


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(hours=1), "You left it today."),
        (timedelta(hours=10), "You left it yesterday."),
        (timedelta(days=5), "You left it 5 days ago."),
        (timedelta(days=20), "You left it 2 weeks ago."),
        (timedelta(days=100), "You left it 3 months ago."),
        (timedelta(days=-1), "You left it today."),
    ],
)
def test_how_long_ago(ago: timedelta, words: str) -> None:
    assert left_when(NOW - ago, NOW, "en") == words


def test_yesterday_is_the_readers_own() -> None:
    """23:30 UTC is 07:30 of the same day as 09:00 UTC in Shanghai, but the day before in London."""
    then = datetime(2026, 5, 2, 23, 30, tzinfo=UTC)
    shanghai = timezone(timedelta(hours=8))
    assert left_when(then, NOW.astimezone(shanghai), "en") == "You left it today."
    assert left_when(then, NOW, "en") == "You left it yesterday."


def test_own_lessons_are_marked_and_have_a_filter_of_their_own(home: HomePage, session: Session) -> None:
    assert not any("Own" in chip.text() for chip in home.findChildren(FilterChip))
    mine = replace(session.lessons["l07_pinch"], id="mine", path=own_lessons_folder() / "mine.md")
    session.take_lessons({**session.lessons, "mine": mine})
    home.set_lessons()
    chip = next(chip for chip in home.findChildren(FilterChip) if chip.text() == "Own")
    QTest.mouseClick(chip, Left)
    shown = [one.accessibleName() for one in home.findChildren(LessonCard) if one.isVisible()]
    assert len(shown) == 1
    assert shown[0].endswith("Own")


def test_an_assessment_is_a_click_away(home: HomePage, qtbot: QtBot) -> None:
    button = next(b for b in home.findChildren(Button) if b.text() == "Assessment")
    with qtbot.waitSignal(home.assessment_chosen):
        QTest.mouseClick(button, Left)
