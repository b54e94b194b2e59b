"""A mesh of one's own in the running application: dropped, laid over by clicks, kept, found again, removed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh
from PySide6.QtCore import Qt

from anatomy_viewer.content.own_lessons import own_lessons_folder
from anatomy_viewer.content.paths import own_atlas_dir
from anatomy_viewer.model.adding import PREVIEW
from tests.app.player import Player, Start
from tests.app.test_scan import drop
from tests.small_atlas import LESSON

PAIRS = [(1005.0, 0.0, 5.0), (1005.0, 0.0, 30.0), (1035.0, 0.0, 30.0)]  # on the back of the box


def box(folder: Path, name: str = "plate.stl") -> Path:
    """40 × 30 × 35 mm, a metre to the right of the specimen."""
    found = trimesh.creation.box(bounds=[(1000, 0, 0), (1040, 30, 35)])
    found.export(folder / name)
    return folder / name


def opened(player: Player, path: Path) -> Any:
    player.session.explore()
    drop(player, path)
    player.wait(lambda: player.session.adding is not None)
    player.rest()
    return player.desk.own_panel


def fill(player: Player, panel: Any, **words: str) -> None:
    for word, text in words.items():
        panel.fields[word].setFocus(Qt.FocusReason.OtherFocusReason)
        panel.fields[word].selectAll()
        player.type(text)


def test_a_mesh_is_dropped_laid_over_kept_and_there_the_next_time(start: Start, tmp_path: Path) -> None:
    player = start()
    panel, reader = opened(player, box(tmp_path)), player.desk.own_reader
    assert player.says("The mesh lies 920 mm away from the specimen. It is shown beside it.")
    for place in PAIRS:
        before = reader.preview
        player.click_picture(before.shown_place(place))
        assert player.says("Now click the same place on the specimen, or choose a named point.")
        player.click_picture((place[0] - 1060.0, 0.0, place[2]))
    player.wait(lambda: reader.preview is not before)
    assert player.says("Residual 0.")
    assert reader.preview.full.bounds[0] == pytest.approx((-60.0, 0.0, 0.0), abs=2.0)
    assert not panel.add.isEnabled()
    fill(player, panel, Name="Skull plate", Source="Me", Licence="CC0")
    player.click("Add to my atlas")
    player.wait(lambda: player.session.adding is None and player.session.view.selected == "own_skull_plate")
    assert player.says("Added: Skull plate. Lessons name it own_skull_plate")
    assert player.session.now.view.visible >= {"own_skull_plate", "skull"}
    assert PREVIEW not in player.session.atlas.structures
    assert player.says("CC0")
    player.close()
    again = start()
    assert again.session.atlas.own_ids == ("own_skull_plate",)
    again.session.explore()
    assert "own_skull_plate" not in again.session.view.visible
    again.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    again.type("skull plate")
    again.press(Qt.Key.Key_Return)
    assert again.session.view.selected == "own_skull_plate"
    again.rest()
    again.click("Remove from my atlas")
    again.click("Keep it")
    again.click("Remove from my atlas")
    again.click("Remove")
    again.wait(lambda: not again.session.atlas.own_ids)
    assert list(own_atlas_dir().iterdir()) == []
    again.desk.actions_table.run("undo")  # to a picture that had it
    assert again.session.view.selected is None
    again.rest()


def test_what_cant_be_added_is_said_and_leaves_nothing(start: Start, tmp_path: Path) -> None:
    player = start()
    (tmp_path / "a.glb").write_bytes(b"glTF" + bytes(60))
    player.session.explore()
    drop(player, tmp_path / "a.glb")
    player.wait(lambda: player.says("the GLB file is cut short or damaged."))
    assert player.session.adding is None
    panel = opened(player, box(tmp_path))
    for x in (1005.0, 1015.0, 1035.0):  # along one line
        player.session.add_by(
            "Pick a point",
            lambda a, x=x: a.with_mesh_point((x, 0.0, 5.0)).with_model_point("", (x, 0.0, 5.0)),
        )
    player.wait(lambda: player.says("the points lie along one line"))
    fill(player, panel, Source="Me", Licence="CC0")
    assert not panel.add.isEnabled()
    player.desk.actions_table.run("undo")
    assert len(player.session.adding.marks) == 2
    player.click("m")
    player.wait(lambda: player.says("choose the units 'mm'"))
    assert not panel.add.isEnabled()
    player.click("Cancel")
    player.wait(lambda: PREVIEW not in player.session.atlas.structures)
    drop(player, box(tmp_path, "a.stl"), box(tmp_path, "b.stl"))
    player.wait(lambda: player.says("2 files") and player.says("a · b"))
    player.click("Cancel")
    player.wait(lambda: PREVIEW not in player.session.atlas.structures)
    assert player.session.adding is None
    assert not own_atlas_dir().exists()
    assert np.isfinite(player.session.view.camera.position).all()


def test_a_lesson_without_its_mesh_says_so_and_plays(start: Start) -> None:
    own_lessons_folder().mkdir(parents=True)
    text = LESSON.replace("[bones, muscles, nerves]", "[bones, own_plate]", 1).replace(
        "[great nerve](structure:nerve_r)", "[plate](structure:own_plate)", 1
    )
    (own_lessons_folder() / "mine.md").write_text(text)
    player = start()
    assert any("your mesh 'own_plate' is not here" in str(p) for p in player.app._all_problems)
    player.session.open_lesson("mine")
    player.wait(lambda: player.says("Your mesh “own_plate” is not here. Add it, or open the pack with it."))
    assert player.session.view.visible == {"skull"}
    player.session.move(1)
    player.session.move(-1)
    player.rest()
