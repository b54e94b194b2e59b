"""A place of an image is named by what lies there, on the specimen itself."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.imaging_subject import read_subject
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.ui.imaging_names import Names


def test_a_disc_is_named_and_not_the_vertebra_beside_it() -> None:
    folder = meshes_dir()
    subject, atlas = read_subject(folder), load_atlas(folder).atlas
    near = [name for name in atlas.structures if name.startswith(("disc_", "axis_c2", "c3_", "c4_", "c5_"))]
    names = Names(atlas, {n: read_ply(folder / f"{n}.ply") for n in near if (folder / f"{n}.ply").is_file()})
    discs = [number for number, kind in subject.kinds.items() if kind.startswith("disc")]
    found: dict[str, list[float]] = {}
    for i, j, k in np.argwhere(np.isin(subject.labels, discs))[::500]:
        x, y, z = (np.array(subject.origin) + np.array([i, j, k]) * subject.spacing).tolist()
        found.setdefault(names.at(subject, int(subject.labels[i, j, k]), (x, y, z)), []).append(z)
    assert all(name.startswith("disc_") for name in found)
    heights = [np.mean(found[name]) for name in sorted(found)]
    assert len(heights) >= 3
    assert heights == sorted(heights, reverse=True)  # each lower than the one before
