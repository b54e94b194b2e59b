"""What is in the picture follows the patient of the state: there and back, by choice, by undo and on Home."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pytestqt.qtbot import QtBot

from anatomy_viewer.commands import choose_variant
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.model.state import AppState
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session
from anatomy_viewer.specimen_files import read_specimen
from anatomy_viewer.ui.background import Background
from anatomy_viewer.ui.fitting import Fitting
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.viewport import Viewport

SIZE = (160, 120)
SHOWN = frozenset({"greater_occipital_nerve_r", "occipital_artery_r"})


def test_the_picture_and_the_points_follow_a_choice_and_its_undoing(qtbot: QtBot, look: Look) -> None:
    specimen = read_specimen(meshes_dir())
    session = Session(specimen.atlas, {}, AppState())
    session.explore()
    session.edit("", lambda view: replace(view, visible=SHOWN))
    scene = Scene(specimen.atlas, specimen.full, specimen.coarse, specimen.courses)
    viewport, background = Viewport(look, session), Background()
    qtbot.addWidget(viewport)
    failed: list[BaseException] = []
    fitting = Fitting(meshes_dir(), session, viewport, background, failed.append, viewport)
    fitting.set_scene(scene, specimen.coarse, specimen.trunks)
    scene.apply(session.view)
    before = scene.image(SIZE, "moving")
    with qtbot.waitSignal(fitting.fitted, timeout=60_000):
        choose_variant(session, "right", "artery_apart")
    scene.apply(session.view)
    assert (scene.image(SIZE, "moving") != before).any()
    assert "cp6" in session.missing
    with qtbot.waitSignal(fitting.fitted, timeout=1000):
        session.undo()
    scene.apply(session.view)
    assert np.array_equal(scene.image(SIZE, "moving"), before)
    assert not session.missing
    with qtbot.waitSignal(fitting.fitted, timeout=1000):
        session.redo()
    with qtbot.waitSignal(fitting.fitted, timeout=1000):
        session.home()
    assert not session.missing
    assert failed == []
    background.finish()
