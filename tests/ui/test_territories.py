"""Skin territories in the window: asked for, laid, painted with rims and legend, named; nothing without the skin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from anatomy_viewer.commands import show_territories
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.model.camera import frame
from anatomy_viewer.model.state import AppState
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session, opening_view
from anatomy_viewer.specimen_files import SpecimenFiles, read_specimen
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.overlay import Overlay
from anatomy_viewer.ui.territory_paint import legend_lines, territory_names

SIZE = (500, 400)
GON, V1 = "greater_occipital_nerve", "ophthalmic_nerve"


@pytest.fixture(scope="module")
def shipped() -> SpecimenFiles:
    return read_specimen(meshes_dir())


@pytest.fixture
def session(shipped: SpecimenFiles) -> Session:
    return Session(shipped.atlas, {}, AppState(opening_view(shipped.atlas), "atlas"))


def painted(overlay: Overlay, session: Session, scene: Scene) -> np.ndarray:
    """(h, w): where anything is painted over the present view."""
    scene.apply(session.view)
    overlay.prepare(scene, SIZE)
    image = QImage(*SIZE, QImage.Format.Format_RGBA8888)
    image.fill(0)
    with QPainter(image) as painter:
        overlay.paint(painter, session.view.camera, *SIZE)
    return np.array(image.constBits()).reshape(SIZE[1], SIZE[0], 4)[..., 3] > 0


def test_asking_for_a_territory_brings_the_skin_and_undo_takes_both_away(session: Session) -> None:
    before = session.view
    show_territories(session, (V1, GON), True)
    assert session.view.territories == (GON, V1)  # in the order of the atlas
    assert "scalp_skin" in session.view.visible
    show_territories(session, (GON,), False)
    assert session.view.territories == (V1,)
    session.undo(2)
    assert session.view == before


def test_rims_names_and_legend_are_painted_where_there_is_skin(
    look: Look, session: Session, shipped: SpecimenFiles
) -> None:
    scene = Scene(shipped.atlas, shipped.coarse, shipped.coarse)
    overlay = Overlay(look, session)
    overlay.set_meshes(shipped.coarse, shipped.trunks)
    camera = frame(shipped.atlas.bounds(["lm_vertex_skin", "lm_skin_m60"]), "posterior")
    session.edit("", lambda view: replace(view, camera=camera, points=()))
    bare = painted(overlay, session, scene)
    show_territories(session, (GON, V1), True)
    assert overlay.territories is not None
    assert overlay.territories.waiting() == (GON, V1)
    legend_alone = painted(overlay, session, scene)
    overlay.territories.lay(overlay.territories.waiting())
    whole = painted(overlay, session, scene)
    assert bare.sum() < legend_alone.sum() < whole.sum()
    seen = {name: place for name, _, place in overlay.territories.seen}
    assert seen[GON] is not None
    assert seen[V1] is None  # from behind nothing of the forehead is seen
    session.edit("", lambda view: view.peel_to(1))
    assert (painted(overlay, session, scene) == bare).all()


def test_the_legend_says_what_territories_are_worth(shipped: SpecimenFiles) -> None:
    names, foot = legend_lines(shipped.atlas, (GON, V1), "en")
    assert names == ["Greater occipital nerve", "Ophthalmic nerve (V1)"]
    assert foot == ["Model values: they vary and overlap", "Kwon 2018, general knowledge"]
    assert territory_names(shipped.atlas, (GON, V1), "zh") == "支配区：枕大神经、眼神经（V1）"
