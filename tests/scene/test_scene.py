"""Pictures of a view: the same always, and what the view says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.view import Course, Cut, ViewState
from anatomy_viewer.scene.canvas import eye_on
from anatomy_viewer.scene.look import DARK, LIGHT, Look, rgb
from anatomy_viewer.scene.scene import MOVING_PIXELS, Scene
from anatomy_viewer.scene.specimen import Specimen
from anatomy_viewer.scene.still import still_passes, windows

SIZE = (240, 200)
CHANGES: dict[str, dict[str, object]] = {
    "everything": {"visible": frozenset({"skin", "muscle", "bone", "nerve"})},
    "one hidden": {"visible": frozenset({"muscle", "nerve"})},
    "faded": {"opacity": (("bone", 0.6), ("muscle", 0.25))},
    "highlighted": {"highlighted": frozenset({"nerve", "bump"})},
    "selected": {"selected": "muscle"},
    "cut": {"cut": Cut((0.0, 0.0, 5.0), (0.0, 0.0, -1.0))},
    "peeled": {"peel": 5},
    "lit": {"course": Course("nerve", 0.0, 0.5)},
    "nothing": {"visible": frozenset()},
}


def pixel(picture: NDArray[np.uint8], scene: Scene, place: tuple[float, float, float]) -> NDArray[np.int64]:
    x, y, _ = scene.project([place], SIZE)[0]
    return picture[int(y), int(x)].astype(int)


def saturation(colour: NDArray[np.int64]) -> float:
    return float((colour[:3].max() - colour[:3].min()) / max(colour[:3].max(), 1))


@pytest.mark.parametrize("quality", ["moving", "still"])
@pytest.mark.parametrize("change", CHANGES)
def test_a_view_after_another_is_the_same_picture_as_alone(
    scene: Scene, make_scene: Callable[[], Scene], bare: ViewState, change: str, quality: str
) -> None:
    view = replace(bare, **CHANGES[change])
    alone = make_scene()
    alone.apply(view)
    wanted = alone.image(SIZE, quality)
    for other in CHANGES.values():
        scene.apply(replace(bare, **other))
        scene.image((80, 60), quality)
    scene.apply(view)
    assert (scene.image(SIZE, quality) == wanted).all()


def test_each_change_is_seen(scene: Scene, bare: ViewState) -> None:
    pictures = []
    for change in CHANGES.values():
        scene.apply(replace(bare, **change))
        pictures.append(scene.image(SIZE).tobytes())
    assert len(set(pictures)) == len(CHANGES)


def test_a_still_picture_comes_in_passes_and_ends_as_the_whole_one(scene: Scene, bare: ViewState) -> None:
    scene.apply(bare)
    whole = scene.image(SIZE)
    passes = list(scene.still(SIZE))
    pictures = [picture for picture in passes if picture is not None]
    assert len(passes) > 2 * len(pictures) >= 4
    assert (pictures[-1] == whole).all()


def test_a_still_picture_is_dropped_when_the_view_changes(scene: Scene, bare: ViewState) -> None:
    scene.apply(bare)
    passes = scene.still(SIZE)
    next(passes)
    scene.apply(replace(bare, peel=5))
    assert list(passes) == []


def test_questions_and_moving_pictures_leave_a_still_one_alone(scene: Scene, bare: ViewState) -> None:
    scene.apply(bare.with_opacity(["muscle"], 0.4))
    whole = scene.image(SIZE)
    last = None
    for number, picture in enumerate(scene.still(SIZE)):
        scene.image((80, 60), "moving")
        scene.occluded([(0.0, 0.0, 0.0)], (100, 80))
        if number % 3 == 1:
            scene.silhouette("bone", (90, 70))
        last = picture if picture is not None else last
    assert last is not None
    assert (last == whole).all()


def test_highlighting_greys_the_rest(scene: Scene, bare: ViewState) -> None:
    muscle, nerve = (-15.0, -36.0, 0.0), (0.0, -47.0, 30.0)
    scene.apply(bare)
    plain = scene.image(SIZE)
    scene.apply(replace(bare, highlighted=frozenset({"nerve"})))
    picture = scene.image(SIZE)
    assert saturation(pixel(picture, scene, muscle)) < 0.6 * saturation(pixel(plain, scene, muscle))
    assert (pixel(picture, scene, nerve) >= pixel(plain, scene, nerve)).all()
    scene.apply(replace(bare, highlighted=frozenset({"nerve"}), context="colour"))
    assert (pixel(scene.image(SIZE), scene, muscle) == pixel(plain, scene, muscle)).all()


def test_a_highlighted_feature_stands_out_from_its_bone(scene: Scene, bare: ViewState) -> None:
    scene.apply(replace(bare, highlighted=frozenset({"bump"})))
    picture = scene.image(SIZE)
    bump, beside = pixel(picture, scene, (9.0, -23.0, 0.0)), pixel(picture, scene, (4.0, -15.0, -19.0))
    assert bump[:3].sum() > beside[:3].sum() + 60
    assert bump[2] > bump[0]


def test_the_lit_part_of_a_nerve_is_bright_and_the_rest_is_not(scene: Scene, bare: ViewState) -> None:
    scene.apply(replace(bare, course=Course("nerve", 0.0, 0.5)))
    picture = scene.image(SIZE)
    lit, rest = pixel(picture, scene, (-20.0, -47.0, 30.0)), pixel(picture, scene, (20.0, -47.0, 30.0))
    assert saturation(lit) > 0.6 > saturation(rest)
    assert lit[:3].sum() > 1.2 * rest[:3].sum()


def test_what_is_faded_lets_through_what_is_behind(scene: Scene, bare: ViewState) -> None:
    place = (-14.0, -36.0, 0.0)  # muscle before bone
    colours = []
    for opacity in (1.0, 0.5, 0.1):
        scene.apply(bare.with_opacity(["muscle"], opacity))
        colours.append(pixel(scene.image(SIZE), scene, place))
    bone = pixel(_without(scene, bare, "muscle"), scene, place)
    distance = [np.abs(colour - bone).sum() for colour in colours]
    assert distance[0] > distance[1] > distance[2] > 0


def _without(scene: Scene, view: ViewState, name: str) -> NDArray[np.uint8]:
    scene.apply(view.hide([name]))
    return scene.image(SIZE)


@pytest.mark.parametrize("quality", ["moving", "still"])
def test_of_two_veils_the_nearer_one_is_laid_over_the_farther(
    scene: Scene, bare: ViewState, quality: str
) -> None:
    """Bone behind muscle from behind, before it from the front: the colour follows the order, not the names."""
    view = replace(bare, visible=frozenset({"bone", "muscle"}))
    view = view.with_opacity(["bone", "muscle"], 0.75)
    place = (-10.0, 0.0, 0.0)
    redness = []
    for y in (-300.0, 300.0):
        scene.apply(view.look(replace(view.camera, position=(0.0, y, 0.0))))
        red, green, *_ = pixel(scene.image(SIZE, quality), scene, place)
        redness.append(red / green)
    assert redness[0] > 1.2 * redness[1]


def test_creases_are_darker_in_a_still_picture(scene: Scene, bare: ViewState) -> None:
    """The nerve touches nothing; the bone beside the muscle's edge is in its lee."""
    scene.apply(replace(bare, visible=frozenset({"bone", "muscle"})))
    still = scene.image(SIZE)
    crease = pixel(still, scene, (-1.0, -25.0, 0.0))
    scene.apply(replace(bare, visible=frozenset({"bone"})))
    free = pixel(scene.image(SIZE), scene, (-1.0, -25.0, 0.0))
    assert crease[:3].sum() < 0.9 * free[:3].sum()


def test_edges_are_smooth_in_still_and_smoother_in_exported_pictures(scene: Scene, bare: ViewState) -> None:
    scene.apply(replace(bare, visible=frozenset({"bone"})))
    scene.set_look(Look(transparent=True))
    levels = [len(np.unique(scene.image(SIZE, quality)[..., 3])) for quality in ("still", "render")]
    scene.set_look(DARK)
    assert 4 <= levels[0] < levels[1]


def test_a_transparent_picture_has_no_ground(scene: Scene, bare: ViewState) -> None:
    scene.apply(bare)
    scene.set_look(Look(transparent=True))
    picture = scene.image(SIZE)
    scene.set_look(DARK)
    assert picture[0, 0, 3] == 0
    assert pixel(picture, scene, (9.0, -23.0, 0.0))[3] == 255


@pytest.mark.parametrize("look", [DARK, LIGHT])
@pytest.mark.parametrize("quality", ["moving", "still"])
def test_the_ground_runs_from_the_themes_top_to_its_bottom(
    scene: Scene, bare: ViewState, look: Look, quality: str
) -> None:
    scene.apply(replace(bare, visible=frozenset()))
    scene.set_look(look)
    picture = scene.image(SIZE, quality).astype(int)
    scene.set_look(DARK)
    assert np.abs(picture[0, :, :3] - rgb(look.top)).max() <= 2
    assert np.abs(picture[-1, :, :3] - rgb(look.bottom)).max() <= 2
    assert (picture[..., 3] == 255).all()


def test_another_palette_recolours_its_tissue_only(scene: Scene, bare: ViewState) -> None:
    scene.apply(bare)
    plain = scene.image(SIZE)
    scene.set_look(Look(tissues=(("muscles", "#2F5FD0"),)))
    picture = scene.image(SIZE)
    scene.set_look(DARK)
    muscle = pixel(picture, scene, (-15.0, -36.0, 0.0))
    assert muscle[2] > muscle[0]
    assert (pixel(picture, scene, (9.0, -23.0, 0.0)) == pixel(plain, scene, (9.0, -23.0, 0.0))).all()


def test_a_large_moving_picture_comes_smaller(scene: Scene, bare: ViewState) -> None:
    scene.apply(bare)
    picture = scene.image((2400, 1200), "moving")
    assert picture.shape[0] * picture.shape[1] <= MOVING_PIXELS * 1.01
    assert picture.shape[1] / picture.shape[0] == pytest.approx(2.0, rel=0.01)


def test_a_dropped_still_picture_leaves_nothing_half_done(scene: Scene, bare: ViewState) -> None:
    scene.apply(bare)
    wanted = scene.image(SIZE)
    for change in CHANGES.values():
        scene.apply(replace(bare, **change))
        next(scene.still(SIZE))
    scene.apply(bare)
    assert (scene.image(SIZE) == wanted).all()


def test_a_structure_without_a_mesh_is_left_out(make_scene: Callable[[], Scene], bare: ViewState) -> None:
    scene = make_scene()
    scene.apply(replace(bare, visible=bare.visible | {"no_such_structure"}))
    wanted = scene.image(SIZE)
    scene.apply(bare)
    assert (scene.image(SIZE) == wanted).all()


@pytest.mark.parametrize("change", ["everything", "faded"])
def test_a_picture_drawn_in_windows_has_no_seams(
    atlas: Atlas, meshes: dict[str, Mesh], bare: ViewState, change: str
) -> None:
    specimen = Specimen(atlas, meshes, {})
    view = replace(bare, **CHANGES[change])
    specimen.show(view, DARK)
    eye = eye_on(view.camera, np.array([[-60.0] * 3, [60.0] * 3]))
    whole, tiled = (
        [p for p in still_passes(specimen, eye, (400, 330), DARK, "still", largest) if p is not None][
            -1
        ].astype(int)
        for largest in (200_000, 40_000)
    )
    assert len(list(windows((400, 330), 64, 40_000))) >= 6
    assert np.abs(whole - tiled).max() <= 6
    assert np.abs(whole - tiled).mean() < 0.02


def test_another_mesh_is_drawn_cut_and_picked_in_the_place_of_the_old_one_and_leaves_no_trace(
    make_scene: Callable[[], Scene], meshes: dict[str, Mesh], bare: ViewState
) -> None:
    scene, high = make_scene(), np.array([0.0, 0.0, -25.0], np.float32)
    scene.apply(bare)
    before = {quality: scene.image(SIZE, quality) for quality in ("moving", "still")}
    x, y, _ = scene.project([(0.0, -47.0, 30.0)], SIZE)[0]
    assert scene.pick(x, y, SIZE).id == "nerve"
    lower = replace(meshes["nerve"], vertices=meshes["nerve"].vertices + high)
    scene.refit(
        {"nerve": lower, "unknown": lower}, {"nerve": [np.array([[-40.0, -45.0, 5.0], [40.0, -45.0, 5.0]])]}
    )
    hit = scene.pick(x, y, SIZE)
    assert hit is None or hit.id != "nerve"
    for quality, picture in before.items():
        assert (scene.image(SIZE, quality) != picture).any()
    scene.refit({}, {})
    assert scene.pick(x, y, SIZE).id == "nerve"
    for quality, picture in before.items():
        assert (scene.image(SIZE, quality) == picture).all()
