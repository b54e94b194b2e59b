import json
import shutil

import numpy as np
import pytest
from ruamel.yaml import YAML

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.ply import write_ply
from anatomy_viewer.geometry.tube import tube
from anatomy_viewer.sculpt.figures import MESHES
from anatomy_viewer.sculpt.manifest import entry, update_manifest
from anatomy_viewer.sculpt.patches import marked
from anatomy_viewer.sculpt.seating import seat_points
from anatomy_viewer.sculpt.solid import finish

HEAD = """# kept: a remark
points:
  - id: p
    kind: landmark
    names: {en: "A point", zh: "一点"}   # and this one
"""


@pytest.fixture
def atlas(tmp_path):
    """A muscle of 5 mm radius along z at (10, 30), its upper half a patch, and a nerve 8 mm behind it."""
    line = np.array([[10, 30, z] for z in np.linspace(-40, 0, 41)], dtype=float)
    mesh = finish(*tube(line, np.full(41, 5.0), 64), (150, 50, 50))
    mesh = marked(mesh, {"top_r": lambda centroids, _: centroids[:, 2] > -20})
    write_ply(tmp_path / "muscle.ply", mesh)
    update_manifest(tmp_path / "manifest.json", {"muscle": entry(mesh, mesh)}, ["muscle"])
    stations = [{"s": float(i), "position": [10, 22, -40 + i], "radius": 1} for i in range(41)]
    events = [{"event": "leaves muscle", "s": 12.0, "position": [10, 22, -28]}]
    parts = [{"part": "trunk", "stations": stations, "events": events}]
    (tmp_path / "courses.json").write_text(json.dumps({"nerve": {"parts": parts}}), encoding="utf-8")
    (tmp_path / "figures").mkdir()
    shutil.copy(MESHES / "figures" / "landmarks.csv", tmp_path / "figures")
    return tmp_path


def seated(folder, rule, more=""):
    path = folder / "points.yaml"
    path.write_text(f"{HEAD}    seat: {rule}\n{more}    source: [MODEL]\n", encoding="utf-8")
    seat_points(folder)
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))["points"][0]


@pytest.mark.parametrize(
    ("rule", "position", "shift"),
    [
        ("{course: nerve, event: leaves muscle, frame: [10, 22, -25]}", [10, 22, -28], 3.0),
        ("{course: nerve, near: [14, 22, -7.5]}", [10, 22, -7.5], 4.0),
        ("{course: nerve, event: leaves muscle, along: -2.5, frame: [10, 22, -28]}", [10, 22, -30.5], 2.5),
        (
            "{course: nerve, event: leaves muscle, aside: [0, -2, 0], frame: [10, 22, -28]}",
            [10, 20, -28],
            2.0,
        ),
        ("{course: nerve, along: 4, frame: [10, 22, -36]}", [10, 22, -36], 0.0),
        ("{surface: muscle, near: [10, 20, -18]}", [10, 25, -18], 5.0),
        ("{surface: muscle, near: [10, 20, -18], depth: 2}", [10, 27, -18], 7.0),
        ("{surface: top, near: [10, 20, -35]}", [10, 25, -20], 15.8),
        ("{behind: muscle, near: [10, 99, -18]}", [10, 25, -18], 74.0),
        ("{lowest: muscle, frame: [10, 30, -40]}", [10, 30, -45], 5.0),
        ("{highest: top, frame: [10, 30, 0]}", [10, 30, 5], 5.0),
        ("{within: muscle, near: [11, 30, -18]}", [11, 30, -18], 0.0),
    ],
)
def test_a_point_is_seated_by_its_rule_and_its_shift_is_measured(atlas, rule, position, shift):
    point = seated(atlas, rule)
    assert np.abs(np.array(point["position"]) - position).max() < 0.11
    assert point["shift_mm"] == pytest.approx(shift, abs=0.2)


def test_an_entry_lies_where_the_line_from_its_target_comes_out(atlas):
    path = atlas / "points.yaml"
    target = f"{HEAD}    seat: {{course: nerve, along: 20}}\n    source: [MODEL]\n"
    entry = "  - {id: q, seat: {from: p, toward: [0, 3, 0], through: muscle}, source: [MODEL]}\n"
    path.write_text(target + entry, encoding="utf-8")
    assert seat_points(atlas) == {"p": 0.0, "q": 0.0}
    first, second = YAML(typ="safe").load(path.read_text(encoding="utf-8"))["points"]
    assert first["position"] == [10, 22, -20]
    assert np.abs(np.array(second["position"]) - [10, 25, -20]).max() < 0.11
    assert "shift_mm" not in second  # nothing to be compared with


def test_a_landmark_is_taken_from_the_table(atlas):
    point = seated(atlas, "{landmark: opisthion, surface: muscle}")
    assert np.abs(np.array(point["position"]) - [5.9, 32.8, -18.5]).max() < 0.3


def test_without_a_frame_the_shift_is_from_the_published_mean(atlas):
    published = "    published:\n      - {source: KIM18, lateral: 13, caudal: 32, confidence: V}\n"
    assert seated(atlas, "{course: nerve, event: leaves muscle}", published)["shift_mm"] == 5.0


def test_seating_keeps_remarks_and_is_stable(atlas):
    seated(atlas, "{surface: muscle, near: [10, 20, -18]}")
    once = (atlas / "points.yaml").read_text(encoding="utf-8")
    assert "# kept: a remark" in once
    assert "# and this one" in once
    seat_points(atlas)
    assert (atlas / "points.yaml").read_text(encoding="utf-8") == once


@pytest.mark.parametrize(
    "rule",
    [
        "{behind: muscle, near: [90, 0, 0]}",
        "{within: muscle, near: [90, 0, 0]}",
        "{course: nerve, event: enters muscle}",
        "{course: artery, near: [0, 0, 0]}",
        "{surface: nowhere, near: [0, 0, 0]}",
        "{near: [0, 0, 0]}",
        "{from: later, toward: [0, 1, 0], through: muscle}",
    ],
)
def test_a_rule_that_fails_names_its_point_and_line(atlas, rule):
    with pytest.raises(ContentError) as caught:
        seated(atlas, rule)
    assert "points.yaml" in str(caught.value)
    assert "'p' can't be seated" in str(caught.value) or "can't be read" in str(caught.value)
