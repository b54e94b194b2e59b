"""The points as a table and a card: both follow the picture and lead it; what studies disagree on is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.model.anatomy import Atlas, Point
from anatomy_viewer.model.intervention import Fact, Intervention, Outcome, Practice, SyndromeName
from anatomy_viewer.model.lesson import Lesson, Link
from anatomy_viewer.model.nerve import PointPlace
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.texts import Text
from anatomy_viewer.session import Session, opening_view
from anatomy_viewer.ui.course_panel import CoursePanel
from anatomy_viewer.ui.disagreement import DisagreementPlot
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.chip import Chip, FilterChip
from anatomy_viewer.ui.widgets.search import SearchField


def point(name: str, kind: str, **more: object) -> Point:
    made = Point(
        name, kind, Text(f"Point {name}", f"点{name}"), Text("Here.", "此处。"), (20, 5, -30), "obliquus_r"
    )
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.fixture
def session(atlas: Atlas, lessons: dict[str, Lesson]) -> Session:
    """cp1 of two studies and contested; cp2 with a tolerance; a block with a target and an entry; a landmark."""
    facts = {
        name: Fact(Text(f"The {name}.", f"{name}。"), ("KIM18",), "V")
        for name in ("done", "patient", "danger", "complications", "evidence")
    }
    block = Intervention(
        "block", "block", Text("Block of the nerve", "神经阻滞"), Text("Block", "阻滞"), "tgt", facts,
        entries=("ent",), risk=("bone",), source=("KIM18",),
    )  # fmt: skip
    found = Outcome("kim", "pain", "block", Text("half gone", "减半"), "KIM18", "V", "series", 86, 33)
    practice = Practice(
        {"block": block}, {"pain": SyndromeName("pain", Text("Neuralgia", "神经痛"))}, (found,)
    )
    points = {
        "cp1": replace(
            atlas.points["cp1"], contested=Text("They disagree.", "二者不一。"), tolerance=(9, 12)
        ),
        "cp2": point("cp2", "compression", number=2, tolerance=(6, 6), nerve="nerve_r"),
        "tgt": point("tgt", "intervention", nerve="nerve_r", tolerance=(8, 8)),
        "ent": point("ent", "intervention"),
        "lm1": point("lm1", "landmark"),
    }
    changed = replace(atlas, points=points, practice=practice)
    return Session(changed, lessons, AppState(opening_view(changed), "atlas"))


@pytest.fixture
def panel(qtbot: QtBot, look: Look, session: Session) -> CoursePanel:
    made = CoursePanel(look, session)
    qtbot.addWidget(made)
    made.resize(360, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


def said(widget: QWidget) -> str:
    words = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    words += [text.toPlainText() for text in widget.findChildren(QTextBrowser) if text.isVisible()]
    words += [chip.text() for chip in widget.findChildren(Chip) if chip.isVisible()]
    words += [part.accessibleName() for part in widget.findChildren(QWidget) if part.isVisible()]
    return "\n".join(words).replace("\N{NO-BREAK SPACE}", " ").replace("\N{OBJECT REPLACEMENT CHARACTER}", "")


def names(panel: CoursePanel) -> list[str]:
    return [row.point for row in panel.table.rows()]


def current(panel: CoursePanel) -> str:
    index = panel.table.currentIndex()
    return panel.table.rows()[index.row()].point if panel.table.selectionModel().hasSelection() else ""


def click(panel: CoursePanel, row: int) -> None:
    place = panel.table.visualRect(panel.table.model().index(row, 0)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_on_a_row_selects_the_point_in_the_picture(panel: CoursePanel, session: Session) -> None:
    assert names(panel) == ["cp1", "cp2"]
    click(panel, 1)
    assert session.view.selected == "cp2"
    assert "cp2" in session.view.points
    QTest.keyClick(panel.table, Qt.Key.Key_Up)
    assert session.view.selected == "cp1"


def test_the_table_and_the_card_follow_the_picture(panel: CoursePanel, session: Session) -> None:
    session.select("ent")
    assert names(panel) == ["tgt"]
    assert current(panel) == "tgt"  # the row of the procedure to which the entry belongs
    text = said(panel)
    for part in ("Block of the nerve", "Point ent", "The done.", "Kim 2018"):
        assert part in text
    assert "86 % of 33 patients: half gone" in text
    session.select("cp1")
    assert current(panel) == "cp1"
    session.select("lm1")
    assert current(panel) == ""
    assert "Point lm1" in said(panel)
    session.select(None)
    assert "No point is selected" in said(panel)


def test_the_needle_of_an_intervention_is_asked_for(
    panel: CoursePanel, session: Session, qtbot: QtBot
) -> None:
    session.select("tgt")
    button = next(b for b in panel.findChildren(Button) if b.text() == "Place this needle")
    with qtbot.waitSignal(panel.needle_asked) as heard:
        button.click()
    assert heard.args == ["tgt", "ent"]


def test_two_studies_stand_side_by_side_with_their_distance(panel: CoursePanel, session: Session) -> None:
    session.select("cp1")
    plot = panel.findChild(DisagreementPlot)
    assert plot is not None
    assert plot.said() == "Kim 2018: 30.2 / 52.3 mm; Janis 2010: 20.1 / 77.4 mm; 27 mm apart"
    assert not plot.grab().isNull()
    text = said(panel)
    for part in (
        "Compression point 1",
        "contested",
        "They disagree.",
        "placed by the model",
        "not verified",
        "Kim 2018: 30.2 ± 8.9 mm lateral · 52.3 ± 11.7 mm below",
        "Janis 2010: 20.1 mm lateral · 77.4 mm below",
        "They measured other levels.",
        "Lies on: Obliquus capitis inferior (right)",
    ):
        assert part in text


def test_depth_and_place_along_the_nerve_come_when_they_are_computed(
    panel: CoursePanel, session: Session
) -> None:
    session.select("cp2")
    model = panel.table.model()
    shown = [model.index(1, column).data() for column in range(4)]
    assert shown[1:] == ["–", "–", "±6"]
    panel.set_places({"cp2": PointPlace(56.7, 21.37)})
    assert [model.index(1, column).data() for column in range(1, 4)] == ["57", "21.4", "±6"]
    assert "21.4 mm under the skin" in said(panel)
    assert current(panel) == "cp2"


def test_what_the_specimen_does_not_have_is_not_listed(panel: CoursePanel, session: Session) -> None:
    session.refit({"cp2": (30.0, 5.0, -30.0)}, ["cp1"])
    panel.refit()
    assert names(panel) == ["cp2"]
    session.select("cp2")
    assert "30.0 mm right" in said(panel)


def test_sorting_goes_up_down_and_back(panel: CoursePanel) -> None:
    panel.set_places({"cp1": PointPlace(37, 24.4), "cp2": PointPlace(57, 21.4)})
    header = panel.table.horizontalHeader()
    orders = []
    for _ in range(3):
        header.sectionClicked.emit(2)
        orders.append(names(panel))
    assert orders == [["cp2", "cp1"], ["cp1", "cp2"], ["cp1", "cp2"]]


def test_the_filter_leaves_out_what_does_not_fit(panel: CoursePanel, qtbot: QtBot) -> None:
    panel._funnel.click()
    field = panel.findChild(SearchField)
    assert field is not None
    QTest.keyClicks(field, "hook")
    assert names(panel) == ["cp1"]
    field.clear()
    chips = {chip.text(): chip for chip in panel.findChildren(FilterChip)}
    chips["contested only"].click()
    assert names(panel) == ["cp1"]
    panel._funnel.click()  # closed, it leaves out nothing
    assert names(panel) == ["cp1", "cp2"]


def test_a_card_is_covered_while_a_question_is_asked(panel: CoursePanel, session: Session) -> None:
    session.select("cp1")
    session.ask_in_picture("where")
    assert "They disagree." not in said(panel)
    session.ask_in_picture("")
    assert "They disagree." in said(panel)


def test_it_speaks_chinese(panel: CoursePanel, session: Session) -> None:
    session.select("cp1")
    session.language = "zh"
    panel.retranslate()
    text = said(panel)
    for part in ("卡压点 1", "有争议", "位于：右头下斜肌", "二者不一。", "卡压 2"):
        assert part in text or part in "".join(b.text() for b in panel._choice._group.buttons())


def test_links_and_sources_lead_on(panel: CoursePanel, session: Session, qtbot: QtBot) -> None:
    session.select("cp1")
    with qtbot.waitSignal(panel.linked) as heard:
        row = next(w for w in panel.findChildren(QWidget) if w.accessibleName().startswith("Janis 2010"))
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert heard.args == [Link("source", "JAN10")]
