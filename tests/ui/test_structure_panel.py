"""The tree of structures: what is found in it, and what its eyes do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from anatomy_viewer.model.view import FADED, drawn
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.structure_panel import StructurePanel
from anatomy_viewer.ui.widgets.tree import Role


@pytest.fixture
def panel(qtbot: QtBot, look: Look, playing: Session) -> StructurePanel:
    """In the free atlas, everything shown but the skin."""
    playing.explore()
    made = StructurePanel(look, playing)
    qtbot.addWidget(made)
    made.show()
    return made


def rows(panel: StructurePanel, parent: QModelIndex | None = None) -> dict[str, QModelIndex]:
    """Every row that passes the filter, by its text, from top to bottom."""
    model, found = panel._tree.model(), {}
    for row in range(model.rowCount(parent or QModelIndex())):
        index = model.index(row, 0, parent or QModelIndex())
        found[str(index.data())] = index
        found |= rows(panel, index)
    return found


def eyes(panel: StructurePanel, *names: str) -> list[str]:
    panel._items.refresh()
    return [rows(panel)[name].data(Role.EYE) for name in names]


def test_systems_structures_features_and_points_in_their_order(panel: StructurePanel) -> None:
    assert list(rows(panel)) == [
        "Bones", "Skull", "Bump", "Line (right)", "Line (left)",
        "Muscles", "Inferior oblique (right)", "Belly (right)", "Inferior oblique (left)", "Belly (left)",
        "Nerves", "Great nerve (right)", "Points", "1 · The hook", "Great nerve (left)",
        "Skin", "Skin of the head",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (
            "obl",
            [
                "Muscles",
                "Inferior oblique (right)",
                "Belly (right)",
                "Inferior oblique (left)",
                "Belly (left)",
            ],
        ),
        ("NERVUS", ["Nerves", "Great nerve (right)", "Points", "1 · The hook", "Great nerve (left)"]),
        ("隆凸", ["Bones", "Skull", "Bump"]),
        ("gn", ["Nerves", "Great nerve (right)", "Points", "1 · The hook", "Great nerve (left)"]),
        ("head skin", ["Skin", "Skin of the head"]),
        ("hook", ["Nerves", "Great nerve (right)", "Points", "1 · The hook"]),
    ],
)
def test_words_in_any_language_find_rows_with_what_is_above_and_below(
    panel: StructurePanel, typed: str, found: list[str]
) -> None:
    panel._field.setText(typed)
    assert list(rows(panel)) == found
    panel._field.clear()
    assert len(rows(panel)) == 17


def test_what_is_misspelt_is_offered_in_its_right_spelling(panel: StructurePanel, qtbot: QtBot) -> None:
    panel._field.setText("obliqus")
    said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert "Nothing found for “obliqus”" in said
    offer = next(text for text in said if text.startswith("Did you mean"))
    assert "blique" in offer
    panel._empty.link_activated.emit("Inferior oblique")
    assert "Inferior oblique (right)" in rows(panel)


def test_an_eye_shows_fades_and_hides_a_system_and_tells_what_is(
    panel: StructurePanel, playing: Session
) -> None:
    muscles = ("Muscles", "Inferior oblique (right)", "Inferior oblique (left)")
    assert eyes(panel, *muscles) == ["shown"] * 3
    panel._cycle(rows(panel)["Inferior oblique (left)"])
    assert eyes(panel, *muscles) == ["faded", "shown", "faded"]
    assert playing.view.opacity_of("oblique_l") == FADED
    panel._cycle(rows(panel)["Inferior oblique (left)"])
    assert eyes(panel, *muscles) == ["faded", "shown", "hidden"]
    panel._cycle(rows(panel)["Muscles"])
    assert eyes(panel, *muscles) == ["faded", "faded", "hidden"]  # what is hidden stays so until all is
    panel._cycle(rows(panel)["Muscles"])
    assert eyes(panel, *muscles) == ["hidden"] * 3
    panel._cycle(rows(panel)["Muscles"])
    assert eyes(panel, *muscles) == ["shown"] * 3
    playing.undo(5)
    assert eyes(panel, *muscles) == ["shown"] * 3


def test_the_eye_of_what_is_peeled_off_puts_its_layer_back(panel: StructurePanel, playing: Session) -> None:
    playing.edit("peel", lambda view: view.peel_to(7))
    assert eyes(panel, "Skull", "Muscles") == ["hidden", "hidden"]
    panel._cycle(rows(panel)["Muscles"])
    assert playing.view.peel == 5
    assert {"oblique_r", "skull"} <= drawn(playing.view, playing.atlas)


def test_the_eye_of_points_shows_and_hides_their_signs(panel: StructurePanel, playing: Session) -> None:
    assert eyes(panel, "Points", "1 · The hook") == ["shown", "shown"]
    panel._cycle(rows(panel)["Points"])
    assert playing.view.points == ()
    panel._cycle(rows(panel)["1 · The hook"])
    assert playing.view.points == ("cp1",)


def test_choosing_a_row_and_choosing_elsewhere_agree(panel: StructurePanel, playing: Session) -> None:
    for name, chosen in (("Bump", "bump"), ("1 · The hook", "cp1"), ("Great nerve (left)", "nerve_l")):
        panel._tree.setCurrentIndex(rows(panel)[name])
        assert playing.view.selected == chosen
    past = playing.store.past
    playing.select("skull")
    assert panel._tree.currentIndex().data() == "Skull"
    playing.select(None)
    assert not panel._tree.selectionModel().hasSelection()
    assert playing.store.past == past


def test_a_system_is_no_choice(panel: StructurePanel, playing: Session) -> None:
    playing.select("skull")
    panel._tree.setCurrentIndex(rows(panel)["Muscles"])
    assert playing.view.selected == "skull"
