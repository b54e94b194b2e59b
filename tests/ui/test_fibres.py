"""The pathway in the picture: its fibres, what is lit, the signals over it, and what a click on a fibre chooses."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.pathway_places import Places, read_places
from anatomy_viewer.model.camera import Camera, frame, project
from anatomy_viewer.model.pathway_look import PathwayLook, pathway_view, with_fibres
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.view import Fibres, ViewState, drawn, enclosed
from anatomy_viewer.scene.fibres import fibre_body
from anatomy_viewer.scene.look import WAYS
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session, opening_view
from anatomy_viewer.specimen_files import SpecimenFiles, read_specimen
from anatomy_viewer.ui.fibre_paint import FibrePaint
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.theme import DARK

SIZE = (400, 320)


@pytest.fixture(scope="module")
def shipped() -> SpecimenFiles:
    return read_specimen(meshes_dir())


@pytest.fixture(scope="module")
def places(shipped: SpecimenFiles) -> Places:
    return read_places(meshes_dir(), shipped.atlas)


@pytest.fixture
def session(shipped: SpecimenFiles) -> Session:
    session = Session(shipped.atlas, {}, AppState(opening_view(shipped.atlas), "atlas"))
    session.show_pathway()
    return session


@pytest.fixture
def camera(shipped: SpecimenFiles) -> Camera:
    return frame(shipped.atlas.bounds(["midbrain", "c3_vertebra"]), "posterior")


def painted(paint: FibrePaint, camera: Camera) -> np.ndarray:
    image = QImage(*SIZE, QImage.Format.Format_RGBA8888)
    image.fill(0)
    with QPainter(image) as painter:
        paint.paint(painter, camera, SIZE, 1.0)
    return np.array(image.constBits()).reshape(SIZE[1], SIZE[0], 4).astype(int)


def test_the_pathway_shows_its_nuclei_through_what_holds_them(shipped: SpecimenFiles) -> None:
    view = pathway_view(shipped.atlas, ViewState())
    shown = drawn(view, shipped.atlas)
    assert {"thalamus_l", "spinal_trigeminal_nucleus_r", "pons", "occipital_bone", "c2_drg_r"} <= shown
    assert view.opacity_of("occipital_bone") < view.opacity_of("pons") < view.opacity_of("c2_drg_r")
    assert view.opacity_of("c2_drg_r") < view.opacity_of("thalamus_l") < 1.0
    assert "scalp_skin" not in shown


def test_nuclei_are_drawn_only_where_they_can_be_seen(shipped: SpecimenFiles) -> None:
    atlas = shipped.atlas
    whole = ViewState(atlas.all_ids, peel=1)
    assert {"thalamus_r", "locus_coeruleus_l", "dorsal_horn_c1_c3_r"} <= enclosed(whole, atlas)
    faded = enclosed(whole.with_opacity(["cerebral_hemisphere_r"], 0.2), atlas)
    assert "thalamus_r" not in faded
    assert "locus_coeruleus_l" in faded
    assert not enclosed(whole.hide(["pons", "cerebral_hemisphere_l"]), atlas)
    assert not enclosed(pathway_view(atlas, whole), atlas)


def test_under_whole_skin_nothing_else_is_drawn(shipped: SpecimenFiles) -> None:
    atlas = shipped.atlas
    whole = ViewState(atlas.all_ids)
    assert enclosed(whole, atlas) == atlas.all_ids - {"scalp_skin"}
    assert "greater_occipital_nerve_r" not in enclosed(whole.with_opacity(["scalp_skin"], 0.5), atlas)
    assert "own_lead" not in enclosed(whole.show(["own_lead"]), atlas)
    opened = whole.hide(["scalp_skin"])
    assert "greater_occipital_nerve_r" not in enclosed(opened, atlas)


def test_fibres_are_those_of_the_felt_side_and_cross_where_they_should(
    shipped: SpecimenFiles, places: Places
) -> None:
    pathway = shipped.atlas.pathway
    right = fibre_body(places.strands, Fibres("right"), pathway, fine=False)
    left = fibre_body(places.strands, Fibres("left"), pathway, fine=False)
    assert right is not None
    assert left is not None
    assert right.vertices[:, 0].min() < -30.0  # the cortex of the other side
    assert np.allclose(right.vertices[:, 0].min(), -left.vertices[:, 0].max(), atol=0.5)
    light = fibre_body(places.strands, Fibres("right"), pathway, fine=False)
    fine = fibre_body(places.strands, Fibres("right"), pathway, fine=True)
    assert light is not None
    assert fine is not None
    assert 6 * len(light.faces) < len(fine.faces) < 60_000
    assert len(light.faces) < 6_000


def test_what_is_selected_is_lit_and_the_rest_dimmed(shipped: SpecimenFiles, places: Places) -> None:
    pathway = shipped.atlas.pathway
    view = with_fibres(ViewState(), PathwayLook("right", ("v1_input_r",)), pathway)
    assert view.fibres is not None
    assert "v1_input" in view.fibres.lit
    assert "descending_brake" not in view.fibres.lit
    plain = fibre_body(places.strands, Fibres("right"), pathway, fine=False)
    lit = fibre_body(places.strands, view.fibres, pathway, fine=False)
    assert plain is not None
    assert lit is not None
    same = (plain.rgba == lit.rgba).all(axis=1)
    assert 0.05 < same.mean() < 0.8
    assert with_fibres(view, None, pathway).fibres is None


def test_the_scene_draws_the_fibres(shipped: SpecimenFiles, camera: Camera) -> None:
    scene = Scene(shipped.atlas, shipped.coarse, shipped.coarse, strands=shipped.strands)
    bare = ViewState(frozenset({"pons"}), camera=camera)
    scene.apply(bare)
    before = scene.image(SIZE, "moving").astype(int)
    scene.apply(with_fibres(bare, PathwayLook("right"), shipped.atlas.pathway))
    assert (np.abs(scene.image(SIZE, "moving") - before).max(axis=2) > 20).mean() > 0.01
    scene.apply(bare)
    assert (scene.image(SIZE, "moving") == before).all()


def test_signals_are_painted_where_the_sliders_send_some(
    look: Look, session: Session, camera: Camera
) -> None:
    paint = FibrePaint(look, session)
    quiet = painted(paint, camera)
    session.change_pathway("", lambda each: each.with_input("gon", 1.0).with_input("v1", 1.0))
    busy = painted(paint, camera)
    assert busy[..., 3].sum() > 1.5 * quiet[..., 3].sum()
    session.hide_pathway()
    assert not painted(paint, camera).any()


def test_a_click_on_a_fibre_or_a_station_finds_it(
    look: Look, session: Session, camera: Camera, places: Places
) -> None:
    paint = FibrePaint(look, session)
    strand = next(s for s in places.strands if s.edge == "gon_input" and s.side == "right")
    x, y, _ = project(camera, strand.points[len(strand.points) // 2 :][:1], SIZE)[0]
    assert paint.under(QPointF(x + 2.0, y), camera, SIZE) == "gon_input_r"
    x, y, _ = project(camera, places.nodes["c2_ganglion_r"][None], SIZE)[0]
    assert paint.under(QPointF(x, y + 3.0), camera, SIZE) == "c2_ganglion_r"
    assert paint.under(QPointF(2.0, 2.0), camera, SIZE) == ""


def test_fibres_have_the_colours_of_the_schematic() -> None:
    assert {system: getattr(DARK, f"way_{system}") for system in WAYS} == dict(WAYS)
