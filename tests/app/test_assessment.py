"""An assessment in the real window: nothing that is written, read out or found gives an answer away."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt

from anatomy_viewer.commands import COMMANDS, possible
from anatomy_viewer.model.name_it import names_of
from anatomy_viewer.ui.search_rows import Finder
from tests.app.player import Player, Start
from tests.test_assessments import answer_all, assessment

MUSCLE = (40.0, 30.0, -50.0)


def begin(start: Start) -> Player:
    player = start()
    player.session.play(assessment(player.session.lessons))
    player.rest()
    return player


def tree_texts(player: Player) -> Iterator[str]:
    """Whatever the list of structures tells in any role, all rows down."""
    model = player.desk.structures._tree.model()
    ahead = [QModelIndex()]
    while ahead:
        parent = ahead.pop()
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            ahead.append(index)
            for role in Qt.ItemDataRole:
                value = index.data(role)
                if isinstance(value, str):
                    yield value


def everything(player: Player) -> str:
    """All that can be read, heard, found or undone just now."""
    desk, session = player.desk, player.session
    found = [*player.texts(), *tree_texts(player), *session.store.past, *session.store.undone]
    finder = Finder(session, COMMANDS, lambda command: possible(command, desk))
    for typed in ("oblique", "nerve", "skull", "bump", "small head"):
        found += [str(finder.row(entry)) for entry in finder.find(typed)]
        found.append(finder.nearest(typed[:-1]))
    found += [session.atlas.name(name, "en") for name in player.viewport.overlay._wanted_labels()]
    return "\n".join(found)


def leaks(player: Player) -> list[str]:
    """Names of the atlas, and the lesson's own, that can be read."""
    atlas, text = player.session.atlas, everything(player)
    names = {
        word for name in (*atlas.structures, *atlas.features, *atlas.points) for word in names_of(atlas, name)
    }
    asked = "\n".join(q.ask.get(player.session.language) for q in player.session.lesson.questions)
    options = {"Cranium"}  # an answer to choose from has to be read
    return sorted(word for word in {*names, "The small head"} - options if word in text and word not in asked)


def test_nothing_gives_an_answer_away(start: Start) -> None:
    player = begin(start)
    assert leaks(player) == []
    answer_all(player.session)
    player.rest()
    assert leaks(player) == []
    assert player.says("It is judged at the end.")
    assert not player.says("It lies low.")
    assert not player.says("Right answer")
    player.qtbot.mouseMove(player.viewport, player.pixel(MUSCLE))
    player.desk.structures._cycle(player.desk.structures._tree.model().index(1, 0))
    assert leaks(player) == []
    player.session.home()
    player.session.open_lesson("l01_small")
    assert "Great nerve" in everything(player)  # the test would see it


def test_it_is_handed_in_with_the_last_button_and_told(start: Start) -> None:
    player = begin(start)
    answer_all(player.session)
    player.rest()
    player.click("Hand in")
    player.rest()
    assert player.says("1 of 2 right")
    assert player.says("Every question")
    player.press(Qt.Key.Key_PageUp)
    player.rest()
    assert player.says("It lies low.")


def test_it_is_chosen_begun_and_given_up_by_leaving(start: Start) -> None:
    player = start()
    player.desk.actions_table.run("assessment")
    assert player.says("L01 The small head")
    player.qtbot.mouseClick(player.desk.assessment._begin, Qt.MouseButton.LeftButton)
    player.wait(lambda: player.session.withholding)
    assert len(player.session.lesson.steps) == 2
    player.rest()
    assert player.says("Question 1")
    player.session.explore()
    assert player.says("The assessment was ended and not handed in.")
    assert not player.session.now.covered


def test_commands_that_look_things_up_wait_for_its_end(start: Start) -> None:
    player = begin(start)
    works = {command.id for command in COMMANDS if possible(command, player.desk)}
    assert {"home", "next_step", "peel_more", "view_posterior"} <= works
    assert (
        not {"assessment", "pathway", "pain", "walk", "imaging", "efficacy", "trace", "needle_entry"} & works
    )
