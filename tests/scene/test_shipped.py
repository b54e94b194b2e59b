"""The shipped specimen in the scene: what is seen is what is named."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.model.camera import frame
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.specimen_files import SpecimenFiles, read_specimen

SIZE = (320, 256)


@pytest.fixture(scope="module")
def shipped() -> SpecimenFiles:
    files = read_specimen(meshes_dir())
    assert files.coarse, "no mesh is shipped"
    return files


@pytest.fixture(scope="module")
def shown(shipped: SpecimenFiles) -> Scene:
    return Scene(
        shipped.atlas,
        shipped.full,
        shipped.coarse,
        shipped.courses,
        cavities=shipped.cavities,
        strands=shipped.strands,
    )


def test_the_whole_specimen_is_in_the_picture(shipped: SpecimenFiles, shown: Scene) -> None:
    view = ViewState(
        visible=shipped.atlas.all_ids, camera=frame(shipped.atlas.bounds(shipped.coarse), "posterior")
    )
    shown.apply(view)
    seen = shown.footprint(SIZE)
    assert 0.15 < seen.mean() < 0.8
    assert not seen[0].any()
    assert (shown.image(SIZE) == shown.image(SIZE)).all()


def test_every_structure_is_picked_where_it_is_seen_alone(shipped: SpecimenFiles, shown: Scene) -> None:
    wrong = []
    for name in sorted(shipped.coarse):
        camera = frame(shipped.atlas.bounds([name]), "posterior")
        shown.apply(ViewState(visible=frozenset({name}), camera=camera))
        rows, columns = np.nonzero(shown.footprint(SIZE))
        middle = len(rows) // 2
        hit = shown.pick(columns[middle] * 4 + 0.5, rows[middle] * 4 + 0.5, SIZE) if len(rows) else None
        if hit is None or hit.structure != name:
            wrong.append(name)
    assert len(wrong) <= len(shipped.coarse) // 40  # a coarse mesh may stand out beside a thin full one


def test_the_nerve_is_yellow_where_it_is_lit(shipped: SpecimenFiles, shown: Scene) -> None:
    name = "greater_occipital_nerve_r"
    trunk = shipped.trunks[name][:, :3]
    shown.apply(ViewState(visible=frozenset({name}), camera=frame(shipped.atlas.bounds([name]), "posterior")))
    picture = shown.image(SIZE).astype(int)
    x, y, _ = shown.project(trunk[[len(trunk) // 2]], SIZE)[0]
    red, green, blue, _ = picture[int(y), int(x)]
    assert red > 1.5 * blue
    assert green > 1.5 * blue
