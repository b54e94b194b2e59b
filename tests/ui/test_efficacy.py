"""The chart of efficacy: every study by its name and size, none averaged; the table says the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.intervention import Fact, Intervention, Outcome, Practice, Review, SyndromeName
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.texts import Text
from anatomy_viewer.session import Session
from anatomy_viewer.ui.efficacy_chart import EfficacyChart, chart_lines, dot_radius, row_text
from anatomy_viewer.ui.efficacy_sheet import EfficacySheet
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.outcome_words import outcome_text


def intervention(name: str) -> Intervention:
    fact = Fact(Text("Done.", "做法。"))
    return Intervention(name, "block", Text(name.title(), "阻滞"), Text(name, "阻滞"), "cp1", {"done": fact})


def outcome(name: str, of: str, syndrome: str, **more: object) -> Outcome:
    made = Outcome(name, syndrome, of, Text(f"{name} measured", "所测"), "KIM18", "V", "series")
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.fixture
def session(atlas: Atlas) -> Session:
    """Two procedures in two syndromes: one trial with controls, one recalled, one without a share."""
    outcomes = (
        outcome("late", "surgery", "pain", share=80.5, n=206, confidence="K"),
        outcome("trial", "block", "cluster", share=95, n=21, against=55, against_n=22),
        outcome("words", "block", "pain", source="JAN10"),
    )
    syndromes = {n: SyndromeName(n, Text(n.title(), f"{n}痛")) for n in ("pain", "cluster", "none")}
    note, again = (
        Text("A range, no average.", "范围，非平均。"),
        Text("Everyone is seen again.", "均须随访。"),
    )
    review = Review((60, 90), (1, 9), "KIM18", "V", note, again)
    done = {name: intervention(name) for name in ("block", "surgery")}
    practice = Practice(done, syndromes, outcomes, review)
    return Session(replace(atlas, practice=practice), {}, AppState())


@pytest.fixture
def sheet(qtbot: QtBot, look: Look, session: Session) -> EfficacySheet:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1200, 800)
    made = EfficacySheet(look, session, host)
    with qtbot.waitExposed(host):
        host.show()
    made.open()
    return made


def test_studies_stand_under_their_syndrome_and_none_is_averaged(session: Session) -> None:
    lines = chart_lines(session.atlas, "en")
    assert [line.outcome.id if line.outcome else line.text for line in lines] == [
        "Pain", "words", "late", "Cluster", "trial",
    ]  # fmt: skip


def test_a_row_says_share_size_and_controls_in_both_languages(session: Session) -> None:
    trial = next(o for o in session.atlas.practice.outcomes if o.id == "trial")
    assert outcome_text(trial, "en") == "95 % of 21 patients, controls 55 % of 22 patients: trial measured"
    assert outcome_text(trial, "zh") == "21 例中 95 %，对照 22 例中 55 %：所测"
    assert "Kim HS et al. 2018" in row_text(session.atlas, trial, "en")


def test_larger_studies_have_larger_dots(session: Session) -> None:
    sizes = {o.id: dot_radius(o) for o in session.atlas.practice.outcomes}
    assert sizes["late"] > sizes["trial"] > sizes["words"] > 0


def test_the_table_says_what_the_chart_shows(sheet: EfficacySheet) -> None:
    table = sheet.findChild(QTableWidget)
    assert table is not None
    rows = [[table.model().index(r, c).data() for c in range(9)] for r in range(table.rowCount())]
    assert rows[0][:5] == ["Pain", "block", "Janis 2010", "–", "–"]
    assert rows[2][3] == "95 % of 21 patients, controls 55 % of 22 patients"
    assert [row[8] for row in rows] == ["verified", "not verified", "verified"]


def test_a_click_on_a_row_leads_to_the_point_and_closes(sheet: EfficacySheet, qtbot: QtBot) -> None:
    chart = sheet.findChild(EfficacyChart)
    assert chart is not None
    assert not chart.grab().isNull()
    place = QPoint(200, chart.height() - 20)
    with qtbot.waitSignal(sheet.chosen) as heard:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert heard.args == ["cp1"]
    assert not sheet.isVisible()


def test_keys_go_from_row_to_row(sheet: EfficacySheet, qtbot: QtBot) -> None:
    chart = sheet.findChild(EfficacyChart)
    assert chart is not None
    for _ in range(3):
        QTest.keyClick(chart, Qt.Key.Key_Down)
    assert chart.accessibleDescription().startswith("Cluster\nBlock\n95 %")
    with qtbot.waitSignal(sheet.chosen):
        QTest.keyClick(chart, Qt.Key.Key_Return)
