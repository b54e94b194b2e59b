"""The components as a hand, a keyboard and a screen reader meet them.

One file, past 400 lines, since all of them share these fixtures; each component has its own few tests in order.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QEnterEvent, QImage, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QButtonGroup, QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.card import CardTexts, LessonCard
from anatomy_viewer.ui.widgets.chip import Chip, FilterChip
from anatomy_viewer.ui.widgets.dots import QuestionDots, StepDots
from anatomy_viewer.ui.widgets.flow import FlowGrid
from anatomy_viewer.ui.widgets.measure import Figure, MeasureBox
from anatomy_viewer.ui.widgets.messages import AnswerCallout, EmptyState, ErrorStrip, link
from anatomy_viewer.ui.widgets.option import OptionRow
from anatomy_viewer.ui.widgets.peel import PeelSlider
from anatomy_viewer.ui.widgets.search import SearchField
from anatomy_viewer.ui.widgets.segmented import Segmented
from anatomy_viewer.ui.widgets.slider import ValueSlider
from anatomy_viewer.ui.widgets.toast import Toast
from anatomy_viewer.ui.widgets.tree import Role, StructureTree

LAYERS = ("Skin", "Fascia", "Trapezius", "Splenius", "Semispinalis", "Suboccipital", "Bone", "Canal")
TEXTS = CardTexts("L04", "Student", "9 min", "Journey of the nerve", "From ganglion to scalp", "8 steps")
Left = Qt.MouseButton.LeftButton


def show(qtbot: QtBot, widget: QWidget, wide: int = 0, high: int = 0) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(wide or widget.sizeHint().width(), high or widget.sizeHint().height())
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def click(widget: QWidget, x: float, y: float) -> None:
    QTest.mouseClick(widget, Left, pos=QPoint(round(x), round(y)))


# Peel


def test_peel_follows_arrows_click_and_drag_and_says_so(qtbot: QtBot, look: Look) -> None:
    peel = PeelSlider(look, "Peel", LAYERS)
    show(qtbot, peel)
    heard: list[int] = []
    peel.peeled.connect(heard.append)
    QTest.keyClick(peel, Qt.Key.Key_Right)
    QTest.keyClick(peel, Qt.Key.Key_End)
    QTest.keyClick(peel, Qt.Key.Key_End)
    assert heard == [1, 7]
    assert peel.layer() == "Canal"
    start, goal = (next(x for x in range(peel.width()) if peel.stop_at(x) == stop) + 4 for stop in (2, 4))
    QTest.mousePress(peel, Left, pos=QPoint(start, 16))
    assert heard[-1] == 2
    QTest.mouseMove(peel, QPoint(goal, 16))
    QTest.mouseRelease(peel, Left, pos=QPoint(goal, 16))
    assert (heard[-1], peel.layer()) == (4, "Semispinalis")


def test_peel_set_by_the_program_says_nothing(qtbot: QtBot, look: Look) -> None:
    peel = PeelSlider(look, "Peel", LAYERS)
    qtbot.addWidget(peel)
    with qtbot.assertNotEmitted(peel.peeled):
        peel.setValue(5)


def test_peel_shows_the_colour_of_a_layer_until_it_is_removed(qtbot: QtBot, look: Look) -> None:
    peel = PeelSlider(look, "", LAYERS)
    show(qtbot, peel)
    skin = look.tissues.skin.lower()
    assert skin in colours(peel)
    peel.setValue(1)
    assert skin not in colours(peel)


def test_peel_keeps_its_width_and_is_a_slider_to_a_screen_reader(qtbot: QtBot, look: Look) -> None:
    peel = PeelSlider(look, "Peel", LAYERS)
    qtbot.addWidget(peel)
    widths = set()
    for value in range(8):
        peel.setValue(value)
        widths.add(peel.sizeHint().width())
    assert len(widths) == 1
    told = QAccessible.queryAccessibleInterface(peel)
    assert (told.role(), told.text(QAccessible.Text.Name)) == (QAccessible.Role.Slider, "Peel")


def test_peel_wants_eight_names(look: Look) -> None:
    with pytest.raises(ValueError, match="8 layers, not 2"):
        PeelSlider(look, "Peel", ("Skin", "Bone"))


# Slider


def test_slider_commits_once_after_a_drag(qtbot: QtBot, look: Look) -> None:
    slider = ValueSlider(look, "Depth", 0, 80, unit="mm")
    show(qtbot, slider, 240)
    moved: list[float] = []
    done: list[float] = []
    slider.changed.connect(moved.append)
    slider.committed.connect(done.append)
    groove = slider.focusProxy()
    QTest.mousePress(groove, Left, pos=QPoint(20, 10))
    for x in (40, 60, 80):
        QTest.mouseMove(groove, QPoint(x, 10))
    assert len(moved) == 4
    assert done == []
    QTest.mouseRelease(groove, Left, pos=QPoint(80, 10))
    assert done == [moved[-1]]


def test_slider_writes_sign_unit_and_a_true_minus(qtbot: QtBot, look: Look) -> None:
    slider = ValueSlider(look, "Offset", -12, 12, step=0.5, zero=0, unit="mm", decimals=1)
    qtbot.addWidget(slider)
    assert [slider.text_of(v) for v in (2.5, -4, 0)] == ["+2.5\xa0mm", "−4.0\xa0mm", "0.0\xa0mm"]
    assert ValueSlider(look, "Turn", -90, 90, zero=0, unit="°").text_of(-4) == "−4°"


def test_slider_takes_a_typed_number_and_gives_back_nonsense(qtbot: QtBot, look: Look) -> None:
    slider = ValueSlider(look, "Offset", -12, 12, step=0.5, zero=0, unit="mm", decimals=1)
    show(qtbot, slider, 240)
    done: list[float] = []
    slider.committed.connect(done.append)
    edit = slider._edit
    for typed in ("−3,5 mm", "99", "deep"):
        edit.setText(typed)
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert done == [-3.5, 12.0]
    assert edit.text() == "+12.0\xa0mm"


# Buttons, chips, segments


@pytest.mark.parametrize("kind", ["filled", "outline", "quiet"])
def test_a_button_is_reached_by_key_and_by_mouse(qtbot: QtBot, look: Look, kind: str) -> None:
    button = Button(look, "Next", kind, icon_right="chevron-right", key="F5")
    show(qtbot, button)
    heard: list[str] = []
    button.clicked.connect(lambda: heard.append("click"))
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.mouseClick(button, Left)
    assert len(heard) == 2


def test_a_disabled_button_says_why(qtbot: QtBot, look: Look) -> None:
    button = Button(look, "Next")
    qtbot.addWidget(button)
    button.setToolTip("Next step (PgDn)")
    button.set_reason("Answer the question first")
    assert (button.isEnabled(), button.toolTip()) == (False, "Answer the question first")
    button.set_reason("")
    assert (button.isEnabled(), button.toolTip()) == (True, "Next step (PgDn)")


def test_an_icon_alone_has_a_name_and_its_key(qtbot: QtBot, look: Look) -> None:
    button = IconButton(look, "undo-variant", "Undo", "Ctrl+Z")
    qtbot.addWidget(button)
    assert button.toolTip() == "Undo (Ctrl+Z)"
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "Undo"
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= 28


def test_only_an_accent_chip_can_be_clicked(qtbot: QtBot, look: Look) -> None:
    assert Chip(look, "Student").focusPolicy() == Qt.FocusPolicy.NoFocus
    chip = Chip(look, "L04 step 3", "accent")
    show(qtbot, chip)
    with qtbot.waitSignal(chip.clicked):
        QTest.mouseClick(chip, Left)


def test_filter_chips_in_a_group_pick_one(qtbot: QtBot, look: Look) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    group = QButtonGroup(host)
    chips = [FilterChip(look, text, host) for text in ("All", "Student")]
    for chip in chips:
        group.addButton(chip)
    chips[0].click()
    chips[1].click()
    assert [chip.isChecked() for chip in chips] == [False, True]


def test_segments_pick_one_and_tell_only_what_the_user_did(qtbot: QtBot, look: Look) -> None:
    segments = Segmented(look, "Plane", ("Axial", "Sagittal", "Coronal"))
    show(qtbot, segments)
    heard: list[int] = []
    segments.chosen.connect(heard.append)
    segments.set_current(2)
    QTest.mouseClick(segments.childAt(10, segments.height() // 2), Left)
    assert (heard, segments.current()) == ([0], 0)


# Dots


def test_steps_jump_by_click_and_key_and_name_themselves(qtbot: QtBot, look: Look) -> None:
    dots = StepDots(look)
    dots.set_steps(("Ganglion", "Joint", "The first bend"), 1, {0})
    show(qtbot, dots)
    heard: list[int] = []
    dots.jumped.connect(heard.append)
    bend = dots.childAt(dots.width() - 3, dots.height() // 2)
    assert (bend.toolTip(), bend.accessibleName()) == ("3. The first bend", "3. The first bend")
    QTest.mouseClick(bend, Left)
    current = dots.childAt(dots.width() // 2, dots.height() // 2)
    assert current.focusPolicy() == Qt.FocusPolicy.TabFocus
    QTest.keyClick(current, Qt.Key.Key_Left)
    assert heard == [2, 0]


def test_steps_keep_the_keyboard_when_they_change(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    dots = StepDots(look, window)
    dots.set_steps(("a", "b", "c"), 0)
    dots.jumped.connect(lambda step: dots.set_steps(("a", "b", "c"), step))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    dots.childAt(5, 14).setFocus()
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert QApplication.focusWidget().accessibleName() == "3. c"


def test_many_steps_become_a_bar(qtbot: QtBot, look: Look) -> None:
    dots = StepDots(look)
    dots.set_steps([f"Step {n}" for n in range(24)], 2)
    show(qtbot, dots)
    assert dots.accessibleName() == "3 / 24"
    with qtbot.waitSignal(dots.jumped) as jump:
        click(dots, 1, dots.height() / 2)
    assert jump.args == [0]
    assert dots.sizeHint().width() < 250


def test_questions_show_how_they_were_answered(qtbot: QtBot, look: Look) -> None:
    dots = QuestionDots(look)
    dots.set_questions("abc", ("right", "wrong", "open"), 2)
    show(qtbot, dots)
    seen = colours(dots)
    assert {look.theme.ok_soft.lower(), look.theme.bad_soft.lower()} <= seen
    with qtbot.waitSignal(dots.jumped) as jump:
        QTest.mouseClick(dots.childAt(5, dots.height() // 2), Left)
    assert jump.args == [0]


# Cards


def test_a_card_is_one_button_that_says_everything(qtbot: QtBot, look: Look) -> None:
    card = LessonCard(look, TEXTS)
    show(qtbot, card)
    with qtbot.waitSignal(card.clicked):
        QTest.keyClick(card, Qt.Key.Key_Space)
    name = QAccessible.queryAccessibleInterface(card).text(QAccessible.Text.Name)
    assert name == "L04, Journey of the nerve, From ganglion to scalp, Student, 9 min, 8 steps"


def test_a_card_shows_its_picture_and_its_ring(qtbot: QtBot, look: Look) -> None:
    card = LessonCard(look, TEXTS)
    show(qtbot, card)
    assert not {"#ff00ff", look.theme.ok.lower()} & colours(card)
    picture = QImage(400, 300, QImage.Format.Format_RGB32)
    picture.fill(QColor("#ff00ff"))
    card.set_picture(picture)
    card.set_texts(TEXTS, 1.0)
    assert {"#ff00ff", look.theme.ok.lower()} <= colours(card)


def test_a_long_title_makes_a_card_higher(qtbot: QtBot, look: Look) -> None:
    long = CardTexts("L04", "Student", "9 min", "Journey of the greater occipital nerve " * 2, "s", "8 steps")
    assert LessonCard(look, long).heightForWidth(300) > LessonCard(look, TEXTS).heightForWidth(300)


@pytest.mark.parametrize(("width", "columns"), [(300, 1), (970, 3), (1390, 4), (1760, 6)])
def test_cards_flow_into_columns(look: Look, qtbot: QtBot, width: int, columns: int) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    grid = FlowGrid()
    host.setLayout(grid)
    cards = [LessonCard(look, TEXTS) for _ in range(6)]
    for card in cards:
        grid.addWidget(card)
    host.resize(width, grid.heightForWidth(width))
    host.show()
    first_row = [card for card in cards if card.y() == cards[0].y()]
    assert len(first_row) == columns
    assert all(280 <= card.width() <= 420 for card in cards)
    assert max(card.geometry().right() for card in cards) < width
    assert max(card.geometry().bottom() for card in cards) + 1 == host.height()


# Tree


@pytest.fixture
def tree(qtbot: QtBot, look: Look) -> StructureTree:
    model = QStandardItemModel()
    nerves = item("Nerves", "nerves", "shown", 2)
    for name, eye in (("Greater occipital", "shown"), ("Third occipital", "hidden")):
        nerves.appendRow(item(name, "nerves", eye))
    model.appendRow(nerves)
    view = StructureTree(look)
    model.setParent(view)
    view.setModel(model)
    view.expandAll()
    show(qtbot, view, 248, 200)
    return view


def item(name: str, tissue: str, eye: str | None, count: int | None = None) -> QStandardItem:
    made = QStandardItem(name)
    for role, value in ((Role.TISSUE, tissue), (Role.EYE, eye), (Role.COUNT, count)):
        made.setData(value, role)
    return made


def row(tree: StructureTree, number: int) -> QModelIndex:
    return tree.model().index(number, 0, tree.model().index(0, 0))


def test_the_eye_is_clicked_without_selecting(qtbot: QtBot, tree: StructureTree) -> None:
    heard: list[str] = []
    tree.eye_clicked.connect(lambda index: heard.append(index.data()))
    rect = tree.visualRect(row(tree, 1))
    click(tree.viewport(), rect.right() - 8, rect.center().y())
    assert heard == ["Third occipital"]
    assert not tree.selectionModel().hasSelection()
    click(tree.viewport(), rect.left() + 60, rect.center().y())
    assert heard == ["Third occipital"]
    assert tree.currentIndex() == row(tree, 1)


def test_space_cycles_the_eye_of_the_current_row(qtbot: QtBot, tree: StructureTree) -> None:
    tree.setCurrentIndex(row(tree, 0))
    with qtbot.waitSignal(tree.eye_clicked) as clicked:
        QTest.keyClick(tree, Qt.Key.Key_Space)
    assert clicked.args[0].data() == "Greater occipital"


def test_the_chevron_folds(qtbot: QtBot, tree: StructureTree) -> None:
    top = tree.model().index(0, 0)
    click(tree.viewport(), 16, tree.visualRect(top).center().y())
    assert not tree.isExpanded(top)
    assert not tree.selectionModel().hasSelection()


def test_rows_show_swatch_selection_and_what_is_hidden(tree: StructureTree, look: Look) -> None:
    nerve = look.swatch("nerves").name()
    assert nerve in colours(tree)
    assert look.theme.accent_soft.lower() not in colours(tree)
    tree.setCurrentIndex(row(tree, 1))
    image = tree.viewport().grab().toImage()
    shown, hidden = (tree.visualRect(row(tree, n)) for n in (0, 1))
    assert image.pixelColor(shown.left() + 19, shown.center().y()).name() == nerve
    assert image.pixelColor(hidden.left() + 19, hidden.center().y()).name() != nerve
    assert image.pixelColor(1, hidden.center().y()).name() == look.theme.accent.lower()
    assert image.pixelColor(10, hidden.center().y()).name() == look.theme.accent_soft.lower()


def test_a_concealed_name_is_not_painted(tree: StructureTree, look: Look) -> None:
    def name_area() -> QImage:
        rect = tree.visualRect(row(tree, 0)).adjusted(30, 0, -60, 0)
        return tree.viewport().grab(rect).toImage()

    first = tree.model().itemFromIndex(row(tree, 0))
    first.setData(True, Role.CONCEALED)
    bar = name_area()
    first.setText("Another name")
    assert name_area() == bar
    first.setData(False, Role.CONCEALED)
    assert name_area() != bar


# Answers and messages


def test_an_option_is_picked_anywhere_and_shows_its_verdict(qtbot: QtBot, look: Look) -> None:
    option = OptionRow(look, "Obliquus capitis inferior", "2")
    show(qtbot, option, 300)
    click(option, 280, 10)
    assert option.isChecked()
    assert look.theme.accent_soft.lower() in colours(option)
    option.set_verdict("right", "Right answer")
    assert look.theme.ok_soft.lower() in colours(option)
    told = QAccessible.queryAccessibleInterface(option)
    assert told.role() == QAccessible.Role.RadioButton
    assert told.text(QAccessible.Text.Name) == "2. Obliquus capitis inferior"
    assert told.text(QAccessible.Text.Description) == "Right answer"


def test_a_long_option_breaks(look: Look) -> None:
    option = OptionRow(
        look, "Between obliquus capitis inferior and semispinalis capitis, then through it", "1"
    )
    assert option.heightForWidth(200) > option.heightForWidth(600)


def test_an_answer_has_icon_word_and_ground(qtbot: QtBot, look: Look) -> None:
    callout = AnswerCallout(look)
    callout.show_answer("wrong", "Not this one", "It is pierced later.")
    show(qtbot, callout, 260, 60)
    assert {look.theme.bad.lower(), look.theme.bad_soft.lower()} <= colours(callout)
    callout.show_answer("right", "Right")
    assert {look.theme.ok.lower(), look.theme.ok_soft.lower()} <= colours(callout)


def test_an_error_strip_offers_its_act(qtbot: QtBot, look: Look) -> None:
    strip = ErrorStrip(look)
    strip.show_error("L07.md, line 42: no structure “obliqus”", "Nearest: obliquus.", "Open")
    show(qtbot, strip, 470)
    button = strip.findChild(Button)
    with qtbot.waitSignal(strip.acted):
        QTest.mouseClick(button, Left)
    strip.show_error("The mesh is broken.")
    assert not button.isVisible()


def test_an_empty_list_offers_the_nearest_word(qtbot: QtBot, look: Look) -> None:
    empty = EmptyState(look, "magnify")
    empty.set_texts("Nothing found", f"Did you mean {link(look, 'find:obliquus', 'obliquus')}?")
    show(qtbot, empty, 300, 200)
    with qtbot.waitSignal(empty.link_activated) as followed:
        empty._text.linkActivated.emit("find:obliquus")
    assert followed.args == ["find:obliquus"]


def test_a_toast_goes_by_itself_but_not_under_the_pointer(qtbot: QtBot, look: Look) -> None:
    host = QWidget()
    show(qtbot, host, 600, 300)
    toast = Toast(look, host, stays_ms=30)
    toast.show_message("Trapezius hidden", "Undo")
    assert toast.isVisible()
    assert abs(toast.geometry().center().x() - 300) <= 1
    middle = QPointF(toast.rect().center())
    QApplication.sendEvent(toast, QEnterEvent(middle, middle, middle))
    qtbot.wait(80)
    assert toast.isVisible()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not toast.isVisible(), timeout=2000)


def test_a_toast_undoes_once_and_follows_the_picture(qtbot: QtBot, look: Look) -> None:
    host = QWidget()
    show(qtbot, host, 600, 300)
    toast = Toast(look, host)
    toast.show_message("Trapezius hidden", "Undo")
    host.resize(800, 500)
    assert abs(toast.geometry().center().x() - 400) <= 1
    assert toast.geometry().bottom() == 499
    with qtbot.waitSignal(toast.acted):
        QTest.mouseClick(toast.findChild(Button), Left)
    assert not toast.isVisible()


# Measures and search


def test_measures_are_read_out_and_never_cut(qtbot: QtBot, look: Look) -> None:
    box = MeasureBox(
        look, (Figure("30.2", "± 8.9 mm", "lateral to the EOP"), Figure("52.3", "± 11.7 mm", "below"))
    )
    qtbot.addWidget(box)
    assert box.accessibleName() == "30.2 ± 8.9 mm lateral to the EOP; 52.3 ± 11.7 mm below"
    assert box.sizeHint().width() >= 280
    assert box.minimumSizeHint().width() < 160
    wide = box.heightForWidth(box.sizeHint().width())
    assert box.heightForWidth(160) > 1.5 * wide  # below each other where it is narrow


def test_escape_empties_the_search(qtbot: QtBot, look: Look) -> None:
    field = SearchField(look, "Find a structure", "Ctrl K")
    show(qtbot, field)
    QTest.keyClicks(field, "oci")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert field.accessibleName() == "Find a structure"


# Text scale


def widgets(look: Look) -> list[QWidget]:
    dots = StepDots(look)
    dots.set_steps("abc", 1)
    return [
        Button(look, "Answer", icon="ruler", key="F5"),
        IconButton(look, "ruler", "Measure"),
        Chip(look, "contested", "warn", "alert-outline"),
        FilterChip(look, "Student path"),
        Segmented(look, "Plane", ("Axial", "Coronal")),
        PeelSlider(look, "Peel", LAYERS),
        ValueSlider(look, "Depth", 0, 80, unit="mm"),
        OptionRow(look, "Choice", "1"),
        SearchField(look, "Find", "Ctrl K"),
        LessonCard(look, TEXTS),
        dots,
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_everything_grows_with_the_text_and_follows_a_change(qtbot: QtBot, language: str) -> None:
    own = Look(language=language)
    made = widgets(own)
    for widget in made:
        qtbot.addWidget(widget)
    before = [widget.sizeHint().height() for widget in made]
    own.set(scale=2.0)
    for widget, height in zip(made, before, strict=True):
        assert widget.sizeHint().height() >= 1.7 * height, type(widget).__name__
    own.set(scale=0.8)
    for widget, height in zip(made, before, strict=True):
        assert widget.sizeHint().height() <= height, type(widget).__name__
