"""What is painted over the anatomy: labels where their structures are seen, points, spreads, names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from anatomy_viewer.model.anatomy import Point, Text
from anatomy_viewer.model.camera import frame, project
from anatomy_viewer.model.spread import spread_lines
from anatomy_viewer.model.view import Cut, ViewState
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session
from anatomy_viewer.specimen_files import SpecimenFiles
from anatomy_viewer.ui.anchors import Anchors, tangent
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import short_citation, study_figures
from anatomy_viewer.ui.overlay import Overlay
from anatomy_viewer.ui.spread_paint import spread_words
from anatomy_viewer.ui.spreads import Spreads
from anatomy_viewer.ui.status_line import from_eop

SIZE = (500, 400)
WHITE = QImage.Format.Format_RGBA8888


@pytest.fixture
def overlay(look: Look, playing: Session, small_specimen: SpecimenFiles) -> Overlay:
    made = Overlay(look, playing)
    made.set_meshes(small_specimen.coarse, small_specimen.trunks)
    return made


def painted(overlay: Overlay, session: Session, scene: Scene) -> np.ndarray:
    """(h, w): where anything is painted over the present view."""
    scene.apply(session.view)
    overlay.prepare(scene, SIZE)
    image = QImage(*SIZE, WHITE)
    image.fill(0)
    with QPainter(image) as painter:
        overlay.paint(painter, session.view.camera, *SIZE)
    return np.array(image.constBits()).reshape(SIZE[1], SIZE[0], 4)[..., 3] > 0


# Anchors


@pytest.fixture
def anchors(small_specimen: SpecimenFiles) -> Anchors:
    return Anchors(small_specimen.atlas, small_specimen.coarse)


@pytest.fixture
def behind(small_specimen: SpecimenFiles) -> ViewState:
    atlas = small_specimen.atlas
    everything = atlas.bounds(sorted(atlas.all_ids))
    return ViewState(visible=atlas.all_ids - {"scalp"}, camera=frame(everything, "posterior"))


def test_an_anchor_is_a_place_that_is_seen(anchors: Anchors, behind: ViewState, small_scene: Scene) -> None:
    small_scene.apply(behind)
    found = anchors.visible(["skull", "nerve_r", "oblique_r", "scalp"], small_scene, SIZE)
    assert set(found) == {"skull", "nerve_r", "oblique_r"}  # the scalp is not shown
    assert found["nerve_r"][1] == 5  # on its back, towards the eye
    assert found["skull"][1] == 0


def test_what_is_hidden_by_others_or_cut_away_has_no_anchor(
    anchors: Anchors, behind: ViewState, small_specimen: SpecimenFiles, small_scene: Scene
) -> None:
    inside = replace(behind, visible=small_specimen.atlas.all_ids)
    small_scene.apply(inside)
    assert anchors.visible(["nerve_r", "scalp"], small_scene, SIZE).keys() == {"scalp"}
    small_scene.apply(replace(behind, cut=Cut((0, 0, 0), (-1, 0, 0))))
    assert anchors.visible(["nerve_r", "nerve_l"], small_scene, SIZE).keys() == {"nerve_l"}


def test_a_feature_is_anchored_on_its_patch(anchors: Anchors, behind: ViewState, small_scene: Scene) -> None:
    small_scene.apply(behind.look(frame(np.array([[-60.0, 0, 0], [60, 100, 90]]), "inferior")))
    found = anchors.visible(["bump"], small_scene, SIZE)
    assert found["bump"][2] == 0  # on the base of the skull


def test_masks_show_where_subject_and_anatomy_are(
    anchors: Anchors, behind: ViewState, small_specimen: SpecimenFiles
) -> None:
    subject, anatomy = anchors.masks(behind, behind.camera, SIZE, frozenset(["skull"]))
    assert subject.shape == anatomy.shape
    assert 0 < subject.sum() < anatomy.sum() < anatomy.size
    corner = project(behind.camera, np.array([[-60.0, 0, 90]]), SIZE)[0]
    row, column = int(corner[1] * len(subject) / SIZE[1]), int(corner[0] * subject.shape[1] / SIZE[0])
    assert subject[row, column]
    assert not anatomy[0, 0]


def test_the_course_runs_along_at_a_place(small_specimen: SpecimenFiles) -> None:
    way = tangent(small_specimen.trunks["nerve_r"], (22.0, 18.0, -12.0))
    assert way / np.linalg.norm(way) == pytest.approx([0, 0, 1])
    assert tangent(small_specimen.trunks["nerve_r"], (20, 20, 400))[2] > 0  # beyond the end


# Labels, points, names


@pytest.mark.parametrize(
    ("labels", "language", "texts"),
    [
        ("own", "en", ("Great nerve", "")),
        ("own", "zh", ("大神经", "")),
        ("own and Latin", "en", ("Great nerve", "Nervus magnus")),
        ("own and Latin", "zh", ("大神经", "Nervus magnus")),
        ("Latin", "en", ("Nervus magnus", "")),
        ("English and Chinese", "zh", ("Great nerve", "大神经")),
    ],
)
def test_labels_speak_the_languages_that_are_wanted(
    overlay: Overlay, playing: Session, labels: str, language: str, texts: tuple[str, str]
) -> None:
    playing.language, overlay.labels = language, labels
    assert overlay._texts("nerve_r") == texts


def test_a_label_without_latin_is_not_empty(overlay: Overlay) -> None:
    overlay.labels = "Latin"
    assert overlay._texts("bump") == ("Bump", "")


def test_labels_points_and_signs_are_painted_where_they_are_wanted(
    overlay: Overlay, playing: Session, small_scene: Scene
) -> None:
    everything = painted(overlay, playing, small_scene)
    overlay.show_labels = False
    without_labels = painted(overlay, playing, small_scene)
    overlay.chrome = False
    points = painted(overlay, playing, small_scene)
    playing.edit("none", lambda view: replace(view, points=()))
    assert everything.sum() > without_labels.sum() > points.sum() > 0
    assert painted(overlay, playing, small_scene).sum() == 0


def test_nothing_is_named_while_a_structure_is_asked_for(
    overlay: Overlay, playing: Session, small_scene: Scene
) -> None:
    overlay.chrome = False
    overlay.hover("skull", QPointF(100, 100), "")
    assert painted(overlay, playing, small_scene).any()
    playing.move(1)
    playing.edit("label", lambda view: replace(view, labelled=("skull",), points=("cp1",)))
    playing.ask_in_picture("click")
    assert not painted(overlay, playing, small_scene).any()


def test_a_verdict_outlines_and_names_what_was_clicked_and_what_was_right(
    overlay: Overlay, playing: Session, small_scene: Scene
) -> None:
    overlay.chrome = False
    playing.move(1)
    before = painted(overlay, playing, small_scene)
    playing.ask_in_picture("click")
    playing.point_at("skull", (0.0, 0.0, 0.0))
    assert overlay._verdicts._wanted() == [("skull", "wrong"), ("oblique_r", "right")]
    assert painted(overlay, playing, small_scene).sum() > before.sum() + 500
    playing.try_again("click")
    assert np.array_equal(painted(overlay, playing, small_scene), before)


def test_the_sign_of_a_point_is_found_under_the_pointer(
    overlay: Overlay, playing: Session, small_scene: Scene
) -> None:
    painted(overlay, playing, small_scene)
    sign = overlay._markers[0].rect
    assert overlay.point_at(QPointF(sign.x + sign.width / 2, sign.y + sign.height / 2)) == "cp1"
    assert overlay.point_at(QPointF(3, 3)) == ""


@pytest.fixture
def hook(playing: Session) -> Point:
    """Point 1: Kim with standard deviations, Janis without."""
    return replace(playing.atlas.points["cp1"], tolerance=(9.0, 12.0))


def test_spreads_stand_about_each_study_s_own_mean(hook: Point) -> None:
    lines = {line.kind: line for line in spread_lines(hook)}
    one, two = lines["one sd"].places, lines["two sd"].places
    assert one[:, 0].min() == pytest.approx(30.2 - 8.9, abs=0.05)
    assert one[:, 1].max() == pytest.approx(-52.3 + 11.7, abs=0.05)
    assert np.ptp(two, axis=0) == pytest.approx(2 * np.ptp(one, axis=0))
    assert np.ptp(lines["tolerance"].places, axis=0) == pytest.approx((18, 24), abs=0.05)
    assert lines["lone mean"].places.tolist() == [[20.1, -77.4]]
    assert lines["apart"].apart == pytest.approx(27.05, abs=0.05)  # in the plane in which both measure
    left = {line.kind: line for line in spread_lines(replace(hook, position=(-30.0, 20.0, -45.0)))}
    assert left["one sd"].places[:, 0].min() == pytest.approx(-one[:, 0].max())


def test_spreads_lie_on_the_layer_of_their_point(hook: Point, small_specimen: SpecimenFiles) -> None:
    spreads = Spreads(small_specimen.atlas, small_specimen.coarse)
    spreads.lay(hook)
    laid = {each.line.kind: each for each in spreads.of(hook)}
    on_muscle = laid["one sd"].places[laid["one sd"].on_tissue]
    assert len(on_muscle) > 5
    assert on_muscle[:, 1] == pytest.approx(20, abs=3)  # its back, not the scalp behind it
    assert not laid["two sd"].on_tissue.all()  # below the muscle there is nothing


def test_words_beside_spreads_name_the_study(hook: Point, small_specimen: SpecimenFiles) -> None:
    spreads = Spreads(small_specimen.atlas, small_specimen.coarse)
    spreads.lay(hook)
    found = spreads.of(hook)
    words = {each.line.kind: spread_words(each, small_specimen.atlas, hook, "en") for each in found}
    assert words["one sd"] == "Kim 2018 · 1 SD"
    assert words["tolerance"] == "model value ± 9 / 12 mm"


def test_spreads_are_drawn_for_the_selected_point_and_for_all_when_wanted(
    overlay: Overlay, playing: Session, small_scene: Scene
) -> None:
    plain = painted(overlay, playing, small_scene)
    playing.edit("", lambda view: replace(view, spread=True))
    assert [point.id for point in overlay.waiting_spreads()] == ["cp1"]
    assert overlay.spreads is not None
    overlay.spreads.lay(overlay.waiting_spreads())
    assert overlay.waiting_spreads() == ()
    quiet = painted(overlay, playing, small_scene)
    playing.select("cp1")
    strong = painted(overlay, playing, small_scene)
    assert plain.sum() < quiet.sum() < strong.sum()


# Figures in words


def test_figures_keep_studies_apart_and_say_where_they_count_from(playing: Session) -> None:
    kim, janis = playing.atlas.points["cp1"].published
    assert [(f.value, f.spread, f.what) for f in study_figures(kim, "en")] == [
        ("30.2", "± 8.9 mm", "lateral to the EOP"),
        ("52.3", "± 11.7 mm", "below the EOP"),
    ]
    assert [(f.value, f.spread) for f in study_figures(janis, "en")] == [("20.1", "mm"), ("77.4", "mm")]
    above = replace(janis, lateral=None, caudal=-4.5)
    assert [(f.value, f.what) for f in study_figures(above, "zh")] == [("4.5", "枕外隆凸上方")]
    assert study_figures(replace(janis, lateral=None, caudal=None, note=Text("n", "")), "en") == []


def test_a_citation_in_short(playing: Session) -> None:
    assert short_citation(playing.atlas, "KIM18") == "Kim 2018"
    assert short_citation(playing.atlas, "JAN10") == "Janis"
    assert short_citation(playing.atlas, "GONE") == "GONE"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "26.4 mm left, 45.1 mm below, 39.0 mm in front of the EOP"),
        ("zh", "距枕外隆凸：左侧 26.4 mm，下方 45.1 mm，前方 39.0 mm"),
    ],
)
def test_a_place_is_told_from_the_protuberance(language: str, text: str) -> None:
    assert from_eop((-26.4, 39.0, -45.1), language) == text
