"""From the picture back to the anatomy: picks, projections, what hides what, outlines, footprints."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from anatomy_viewer.model.view import Cut, ViewState
from anatomy_viewer.scene.outline import outlines
from anatomy_viewer.scene.picking import Hit
from anatomy_viewer.scene.scene import Scene

SIZE = (240, 200)
LOWER_HALF = Cut((0.0, 0.0, 0.0), (0.0, 0.0, -1.0))


def under(scene: Scene, view: ViewState, place: tuple[float, float, float]) -> Hit | None:
    scene.apply(view)
    x, y, _ = scene.project([place], SIZE)[0]
    return scene.pick(x, y, SIZE)


def test_the_frontmost_is_picked_where_it_is(scene: Scene, bare: ViewState) -> None:
    hit = under(scene, bare, (-15.0, -36.0, 3.0))
    assert hit is not None
    assert (hit.structure, hit.feature, hit.id) == ("muscle", None, "muscle")
    assert hit.position == pytest.approx((-15.0, -36.0, 3.0), abs=0.01)


def test_a_feature_is_picked_by_its_name(scene: Scene, bare: ViewState) -> None:
    hit = under(scene, bare, (9.0, -23.3, 0.0))
    assert hit is not None
    assert (hit.structure, hit.feature, hit.id) == ("bone", "bump", "bump")


def test_hidden_and_peeled_structures_are_not_picked(scene: Scene, bare: ViewState) -> None:
    place = (-8.0, -36.0, 0.0)
    everything = replace(bare, visible=bare.visible | {"skin"})
    names = [
        hit.structure
        for view in (everything, replace(everything, peel=1), bare.hide(["muscle"]), replace(bare, peel=5))
        if (hit := under(scene, view, place))
    ]
    assert names == ["skin", "muscle", "bone", "bone"]
    assert under(scene, bare.hide(["muscle", "bone"]), place) is None


def test_a_click_goes_through_what_is_faded_when_something_solid_is_behind(
    scene: Scene, bare: ViewState
) -> None:
    view = bare.with_opacity(["muscle"], 0.25)
    before_bone, before_nothing = (-8.0, -36.0, 0.0), (-29.0, -36.0, 18.0)
    hits = [under(scene, view, place) for place in (before_bone, before_nothing)]
    assert [hit.structure if hit else None for hit in hits] == ["bone", "muscle"]


def test_the_part_that_is_cut_away_is_not_picked(scene: Scene, bare: ViewState) -> None:
    view = replace(bare, cut=LOWER_HALF)
    assert under(scene, view, (-15.0, -36.0, 10.0)) is None
    hit = under(scene, view, (-15.0, -36.0, -10.0))
    assert hit is not None
    assert hit.structure == "muscle"


def test_what_a_cut_spares_is_picked_through_what_it_takes_off(scene: Scene, bare: ViewState) -> None:
    spared = replace(LOWER_HALF, spared=frozenset({"muscle", "bone", "nerve"}))
    view = replace(bare, visible=bare.visible | {"skin"}, cut=spared)
    upper, lower = (under(scene, view, (-15.0, -36.0, z)) for z in (10.0, -10.0))
    assert upper is not None
    assert lower is not None
    assert (upper.structure, lower.structure) == ("muscle", "skin")
    picture = scene.image(SIZE).astype(int)
    scene.apply(replace(view, visible=bare.visible, cut=None))
    x, y = (round(v) for v in scene.project([(-15.0, -36.0, 10.0)], SIZE)[0][:2])
    assert (
        np.abs(picture[y, x] - scene.image(SIZE).astype(int)[y, x]).max() < 40
    )  # muscle, in the shade of the skin


def test_a_cap_is_picked_and_the_innermost_body_wins(scene: Scene, bare: ViewState) -> None:
    above = replace(bare.camera, position=(0.0, 0.0, 300.0), up=(0.0, 1.0, 0.0))
    everything = replace(bare, visible=bare.visible | {"skin"}, cut=LOWER_HALF, camera=above)
    hits = [under(scene, everything, place) for place in ((5.0, 5.0, 0.0), (0.0, 45.0, 0.0))]
    assert [hit.structure if hit else None for hit in hits] == ["bone", "skin"]
    assert all(hit is not None and abs(hit.position[2]) < 1e-6 for hit in hits)


def test_nothing_is_picked_on_the_ground(scene: Scene, bare: ViewState) -> None:
    scene.apply(bare)
    assert scene.pick(2.0, 2.0, SIZE) is None


def test_a_place_is_drawn_where_it_is_projected(scene: Scene, bare: ViewState) -> None:
    scene.apply(
        replace(bare, visible=frozenset({"nerve"}), camera=replace(bare.camera, target=(20.0, 0.0, -9.0)))
    )
    rows, columns = np.nonzero(scene.footprint(SIZE))
    ends = scene.project([(-42.0, -45.0, 30.0), (42.0, -45.0, 30.0)], SIZE)
    assert columns.min() * 4 == pytest.approx(ends[0, 0], abs=4.5)
    assert columns.max() * 4 == pytest.approx(ends[1, 0], abs=4.5)
    assert rows.mean() * 4 == pytest.approx(ends[:, 1].mean(), abs=4.5)


def test_points_behind_something_solid_are_occluded(scene: Scene, bare: ViewState) -> None:
    scene.apply(bare)
    on_muscle, behind_muscle, on_bone, far_outside = (-15, -36, 0), (-10, -23, 0), (10, -23, 0), (900, 0, 0)
    hidden = scene.occluded([on_muscle, behind_muscle, on_bone, far_outside], SIZE)
    assert hidden.tolist() == [False, True, False, False]
    scene.apply(bare.with_opacity(["muscle"], 0.25))
    assert not scene.occluded([behind_muscle], SIZE).any()


def test_a_silhouette_follows_what_is_seen_of_a_structure(scene: Scene, bare: ViewState) -> None:
    scene.apply(replace(bare, visible=frozenset({"bone"})))
    (line,) = scene.silhouette("bone", SIZE)
    centre = scene.project([(0.0, 0.0, 0.0)], SIZE)[0, :2]
    radii = np.linalg.norm(line - centre, axis=1)
    rim = 25.0 / np.sqrt(300.0**2 - 25.0**2) * SIZE[1] / 2.0 / np.tan(np.radians(14.0))
    assert radii == pytest.approx(rim, abs=1.5)
    scene.apply(bare)
    partly = np.concatenate(scene.silhouette("bone", SIZE))
    beside_muscle = partly[np.abs(partly[:, 1] - centre[1]) < 20.0]
    assert beside_muscle[:, 0].min() == pytest.approx(
        scene.project([(-2.0, -36.0, 0.0)], SIZE)[0, 0], abs=1.5
    )


def test_a_feature_has_a_silhouette_and_a_hidden_structure_has_none(scene: Scene, bare: ViewState) -> None:
    scene.apply(bare)
    line = np.concatenate(scene.silhouette("bump", SIZE))
    inside = scene.project([(9.0, -23.3, 0.0)], SIZE)[0, :2]
    assert (line.min(axis=0) < inside).all()
    assert (inside < line.max(axis=0)).all()
    assert line[:, 0].min() > scene.project([(-3.0, -25.0, 0.0)], SIZE)[0, 0]
    assert scene.silhouette("skin", SIZE) == []


def test_outlines_go_round_each_part_and_hole() -> None:
    mask = np.zeros((60, 80), dtype=bool)
    mask[10:40, 10:40] = True
    mask[20:30, 20:30] = False
    mask[40:55, 40:60] = True  # touches the first part at a corner only
    mask[1, 1] = True  # a crumb
    lines = sorted(outlines(mask), key=len)
    assert len(lines) == 3
    hole, small, large = ((line.min(axis=0), line.max(axis=0)) for line in lines)
    assert (hole[0] >= 19.5).all()
    assert (hole[1] <= 30.5).all()
    assert (small[0] >= 39.0).all()
    assert (large[1] <= 41.0).all()
    assert outlines(np.zeros((5, 5), dtype=bool)) == []
