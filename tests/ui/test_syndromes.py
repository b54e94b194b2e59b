"""The comparison of syndromes and the tab of the pain map: filtered, sorted, gone through by keys; two languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.search import SearchIndex, syndrome_entries
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session, opening_view
from anatomy_viewer.ui.heads import HeadShelf
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.pain_panel import PainPanel
from anatomy_viewer.ui.syndrome_rows import NERVE
from anatomy_viewer.ui.syndrome_sheet import SyndromeSheet
from anatomy_viewer.ui.widgets.messages import Text


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(meshes_dir()).atlas


@pytest.fixture
def session(atlas: Atlas) -> Session:
    return Session(atlas, {}, AppState(opening_view(atlas), "atlas"))


@pytest.fixture
def sheet(look: Look, session: Session, qtbot: QtBot) -> SyndromeSheet:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1300, 800)
    made = SyndromeSheet(look, session, HeadShelf(session.atlas, lambda: None, host), host)
    with qtbot.waitExposed(host):
        host.show()
    made.open()
    return made


def rows(sheet: SyndromeSheet) -> list[str]:
    return [each.id for each in sheet.table.rows.rows]


def test_words_codes_and_regions_filter(sheet: SyndromeSheet) -> None:
    assert len(rows(sheet)) == len(sheet._session.atlas.syndromes.table)
    sheet._filter.setText("indometacin")
    assert {"hemicrania_continua", "paroxysmal_hemicrania"} <= set(rows(sheet))
    assert "tension_headache" not in rows(sheet)
    sheet._filter.setText("13.4")
    assert rows(sheet) == ["occipital_neuralgia"]
    sheet._filter.setText("丛集性")
    assert "cluster_headache" in rows(sheet)
    sheet._filter.setText("")
    sheet.show_region("jaw")
    assert "trigeminal_neuralgia" in rows(sheet)
    assert "chiari_headache" not in rows(sheet)
    sheet._filter.setText("zebra")
    assert rows(sheet) == []
    sheet._none.acted.emit()
    assert len(rows(sheet)) == len(sheet._session.atlas.syndromes.table)


def test_a_heading_sorts_by_likelihood_and_again_the_other_way(sheet: SyndromeSheet) -> None:
    sheet.table._sort(NERVE)
    assert rows(sheet)[0] == "occipital_neuralgia"
    sheet.table._sort(NERVE)
    assert rows(sheet)[-1] == "occipital_neuralgia"


def test_keys_choose_a_row_and_it_keeps_through_a_filter(sheet: SyndromeSheet, qtbot: QtBot) -> None:
    QTest.keyClick(sheet.table, Qt.Key.Key_Down)
    kept = sheet.table.current()
    sheet._filter.setText("headache")
    assert sheet.table.current() == kept
    with qtbot.waitSignal(sheet.chosen) as heard:
        QTest.keyClick(sheet.table, Qt.Key.Key_Return)
    assert heard.args == [kept]
    assert not sheet.isVisible()


def test_the_first_column_stays_while_the_others_go(sheet: SyndromeSheet) -> None:
    first = sheet.table._first
    at = first.geometry()
    QTest.keyClick(sheet.table, Qt.Key.Key_Right)
    assert sheet.table.horizontalScrollBar().value() > 0
    assert first.geometry() == at
    assert first.width() == sheet.table.columnWidth(0)


def test_syndromes_are_found_by_search_in_both_languages(atlas: Atlas) -> None:
    index = SearchIndex(syndrome_entries(atlas))
    for typed in ("cluster", "丛集性头痛", "clustr headache"):
        assert index.search(typed)[0].entry.id == "cluster_headache"


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(Text))


def test_the_tab_lists_a_regions_syndromes_then_shows_the_card(
    look: Look, session: Session, qtbot: QtBot
) -> None:
    shelf = HeadShelf(session.atlas, lambda: None)
    panel = PainPanel(look, session, shelf, tuple)
    qtbot.addWidget(panel)
    session.choose_region("occiput_r")
    assert "Occiput" in texts(panel)
    session.show_syndrome("cluster_headache")
    shown = texts(panel)
    assert "Cluster headache" in shown
    assert "11 of 13" in shown
    assert "Leroux 2011" in shown
    session.language = "zh"
    panel.retranslate()
    assert "丛集性头痛" in texts(panel)
    session.choose_region("")
    assert "综合征，及枕大神经参与的可能性" in texts(panel)
