"""A lesson from nothing in the real window: typed, its views taken, its question asked, written and played."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from anatomy_viewer.content.lesson_source import read_source
from anatomy_viewer.content.own_lessons import own_lessons_folder
from tests.app.player import Player, Start


def field(player: Player, name: str) -> QWidget:
    """The one field of this name."""
    found = [
        w
        for w in player.seen(QWidget)
        if isinstance(w, QLineEdit | QPlainTextEdit) and w.accessibleName() == name
    ]
    assert len(found) == 1, (name, [w.accessibleName() for w in player.seen(QLineEdit)])
    return found[0]


def write(player: Player, name: str, text: str) -> None:
    """Click into the field of this name and type."""
    where = field(player, name)
    where.setFocus()
    player.qtbot.keyClicks(where, text)


def ask_one(player: Player) -> None:
    """A question with three answers, the second of them right."""
    player.desk.lesson_form.step.add_question("choice")
    write(player, "Question", "What lies here?")
    for number, answer in enumerate(("Nothing", "The nerve", "A vein"), 1):
        write(player, f"Answer {number}", answer)
    player.click("Answer 2 is right")


def test_from_nothing_to_a_lesson_that_plays(start: Start) -> None:
    player = start()
    player.wait(lambda: player.desk.lessons_read)
    player.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    player.wait(lambda: player.desk.lesson_form.isVisible())
    assert player.says("The lesson needs a title.")
    assert not player.button("Play the lesson").isEnabled()
    write(player, "Title", "The nerve: a first look")
    write(player, "What the learner can do afterwards", "Find it")
    player.click("Part of the form: Steps")
    for number, title in enumerate(("Behind", "Beside", "Found"), 1):
        if number > 1:
            player.click("Add a step")
        write(player, "Title of the step", title)
        player.press(Qt.Key.Key_2 if number == 2 else Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        player.click("Take this view")
        write(player, "Text", "*Words*.")
    ask_one(player)
    views = [step.blocks("scene")[0] for step in player.desk.lesson_form.sketch.source.steps]
    player.wait(lambda: player.button("Play the lesson").isEnabled())
    player.click("Play the lesson")
    player.wait(lambda: player.session.lesson is not None)
    lesson = player.session.lesson
    assert (lesson.id, len(lesson.steps), len(lesson.questions)) == ("the_nerve_a_first_look", 3, 1)
    assert lesson.path.parent == own_lessons_folder()
    assert player.says("Behind")
    player.session.move(2)
    player.wait(lambda: player.says("What lies here?"))
    assert not player.desk.form_shown
    written = read_source(lesson.path)
    assert [step.blocks("scene")[0] for step in written.steps] == views
    assert views[0] != views[1]
    player.click("Home")
    assert player.says("The nerve: a first look")


def test_a_lesson_of_ones_own_is_changed_and_nothing_else_of_it(start: Start) -> None:
    folder = own_lessons_folder()
    folder.mkdir(parents=True)
    text = (
        "---\ncode: M1  # kept\ntitle: Mine\nsummary: Short.\nlevel: student\nminutes: 3\n---\n\n"
        "## One {#one}\n\nFirst.\n\n"
        "```scene\npeel: 1  # a comment\n```\n\n## Two {#two}\n\nSecond.\n"
    )
    (folder / "mine.md").write_text(text, encoding="utf-8")
    player = start()
    player.wait(lambda: "mine" in player.session.lessons)
    player.session.open_lesson("mine", 1)
    player.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    player.wait(lambda: player.desk.lesson_form.isVisible())
    player.click("Part of the form: Steps")
    assert field(player, "Title of the step").text() == "Two"  # type: ignore[attr-defined]
    write(player, "Notes for the lecturer", "Ask first.")
    player.click("Close")
    changed = text + "\n> Notes: Ask first.\n"
    assert (folder / "mine.md").read_text(encoding="utf-8") == changed
    edit = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    player.press(Qt.Key.Key_N, edit)
    write(player, "Notes for the lecturer", "!")
    (folder / "mine.md").write_text(changed + "\nMore.\n", encoding="utf-8")  # in an editor, meanwhile
    player.wait(lambda: player.button("Play the lesson").isEnabled())
    player.click("Play the lesson")
    player.wait(lambda: player.session.lesson is not None and player.session.lesson.id == "mine_2")
    assert (folder / "mine.md").read_text(encoding="utf-8") == changed + "\nMore.\n"


def test_what_was_begun_is_there_again(start: Start) -> None:
    player = start()
    player.wait(lambda: player.desk.lessons_read)
    player.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    player.wait(lambda: player.desk.lesson_form.isVisible())
    write(player, "Title", "Half of it")
    player.close()
    player = start()
    player.wait(lambda: player.desk.lessons_read)
    player.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    player.wait(lambda: player.desk.lesson_form.isVisible())
    assert player.says("Half of it")


def test_the_preview_is_answered_in_the_picture(start: Start) -> None:
    player = start()
    player.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    player.wait(lambda: player.desk.lesson_form.isVisible())
    form = player.desk.lesson_form
    write(player, "Title", "M")
    player.click("Part of the form: Steps")
    write(player, "Title of the step", "S")
    form.step.add_question("locate")
    write(player, "Question", "Where?")
    player.session.select("skull")
    player.click("Selected one")
    player.click("Part of the form: Preview")
    player.wait(lambda: player.says("Where?"))
    player.click("Click in the picture")
    player.rest()
    player.click_picture("skull")
    player.wait(lambda: player.says("Right"))
