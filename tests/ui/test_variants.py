"""The box at the foot of the structures and the sheet of variants: what they say, choose and refuse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.variant_box import VariantBox
from anatomy_viewer.ui.variant_sheet import VariantSheet
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.variant_row import VariantRow

LEFT = Qt.MouseButton.LeftButton
ATLAS = load_atlas(meshes_dir()).atlas


@pytest.fixture
def shipped() -> Session:
    """The shipped atlas in the opening state."""
    return Session(ATLAS, {}, AppState())


@pytest.fixture
def sheet(qtbot: QtBot, look: Look, shipped: Session) -> VariantSheet:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1200, 900)
    host.show()
    made = VariantSheet(look, shipped, host)
    made.open()
    return made


def row(sheet: VariantSheet, name: str) -> VariantRow:
    rows = dict(zip(ATLAS.variants, sheet.findChildren(VariantRow), strict=True))
    return rows[name]


def button(sheet: VariantSheet, text: str) -> Button:
    return next(each for each in sheet.findChildren(Button) if each.text() == text)


def test_a_click_gives_the_variant_to_the_side_and_another_takes_it_away(
    sheet: VariantSheet, shipped: Session
) -> None:
    assert row(sheet, "pierces_trapezius").isChecked()
    row(sheet, "beside_trapezius").click()
    assert shipped.view.patient.right.variants == ("beside_trapezius",)
    assert row(sheet, "beside_trapezius").isChecked()
    assert not row(sheet, "pierces_trapezius").isChecked()
    row(sheet, "pierces_trapezius").click()
    assert shipped.view.patient.usual


def test_the_other_side_is_chosen_by_itself(sheet: VariantSheet, shipped: Session) -> None:
    sheet.turn("left")
    row(sheet, "artery_helix").click()
    assert shipped.view.patient.left.variants == ("artery_helix",)
    assert shipped.view.patient.right.usual


@pytest.mark.parametrize(("language", "reason"), [("en", "reunite"), ("zh", "重新汇合")])
def test_what_cannot_be_there_as_well_says_why(
    sheet: VariantSheet, shipped: Session, language: str, reason: str
) -> None:
    shipped.language = language
    sheet.retranslate()
    row(sheet, "splits_and_rejoins").click()
    refused = row(sheet, "beside_trapezius")
    assert not refused.isEnabled()
    assert reason in refused.accessibleName()


def test_figures_stand_with_their_study_and_how_sure_they_are(sheet: VariantSheet) -> None:
    said = row(sheet, "pierces_obliquus").accessibleName()
    assert "7.5 %, Bovim 1991 · 40 sides · verified" in said
    assert "unverified" in row(sheet, "artery_helix").accessibleName()


def test_a_patient_is_drawn_from_the_seed_that_is_shown(sheet: VariantSheet, shipped: Session) -> None:
    button(sheet, "Another patient").click()
    first = shipped.view.patient
    assert first.seed == 1
    button(sheet, "Another patient").click()
    assert shipped.view.patient.seed == 2
    field = sheet.findChild(QLineEdit)
    field.setText("1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert shipped.view.patient == first
    button(sheet, "Usual course").click()
    assert shipped.view.patient.usual
    assert not button(sheet, "Usual course").isEnabled()


def test_the_box_says_what_the_side_has_and_what_is_missing(
    qtbot: QtBot, look: Look, shipped: Session
) -> None:
    box = VariantBox(look, shipped)
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.asked):
        card = next(c for c in box.children() if hasattr(c, "click"))
        QTest.mouseClick(card, LEFT)
    assert "Usual course" in card.accessibleName()
    choice = replace(shipped.view.patient.right, variants=("beside_trapezius",))
    patient = shipped.view.patient.with_side("right", choice)
    shipped.edit("", lambda view: replace(view, patient=patient))
    assert "Passes beside trapezius" in card.accessibleName()
    box.set_missing(("cp4",))
    assert any("Not in this specimen" in label.text() for label in box.findChildren(QLabel))
    shipped.select("greater_occipital_nerve_l")
    assert "left side" in card.accessibleName()
