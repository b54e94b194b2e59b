"""Each check is fed a specimen that is right, and then the same with one thing wrong."""

import json
import re

import numpy as np
import pytest

from anatomy_viewer.content.anatomy_checks import anatomy_problems
from anatomy_viewer.content.anatomy_courses import order_problems
from anatomy_viewer.content.anatomy_specimen import Specimen
from anatomy_viewer.geometry.ply import write_ply
from anatomy_viewer.geometry.tube import tube
from anatomy_viewer.sculpt.manifest import entry as described
from anatomy_viewer.sculpt.manifest import update_manifest
from anatomy_viewer.sculpt.solid import finish

NERVE, ARTERY = "greater_occipital_nerve", "occipital_artery"
PASSED = ("passes behind splenius_capitis", "crosses superior_nuchal_line")  # by the artery
ORDER = (
    "hooks obliquus_capitis_inferior",
    "between semispinalis_capitis and obliquus_capitis_inferior",
    "enters semispinalis_capitis",
    "leaves semispinalis_capitis",
    "leaves trapezius",
    "crosses superior_nuchal_line",
)
POINT = """points:
  - id: cp3
    number: 3
    kind: compression
    names: {{en: Leaves semispinalis, zh: 穿出头半棘肌}}
    about: {{en: A place., zh: 一处。}}
    structure: semispinalis_capitis_r
    nerve: greater_occipital_nerve_r
    seat: {{course: greater_occipital_nerve, event: leaves semispinalis_capitis}}
    position: [20, 0, {z}]
    shift_mm: 1
    published:
      - {{source: KIM18, lateral: {lateral}, lateral_sd: 6, caudal: 27.7, caudal_sd: 9.9, confidence: V}}
    {explain}
    source: [KIM18]
    confidence: V
"""
ROW = """  - id: {name}
    paired: {paired}
    system: {system}
    layer: 7
    names: {{en: A name, la: Nomen, zh: 名}}
    about: {{en: A text., zh: 文。}}
    confidence: K
{further}"""
SYSTEMS = {
    "axis_c2": "bones",
    "semispinalis_capitis": "muscles",
    "scalp_skin": "skin",
    NERVE: "nerves",
    ARTERY: "arteries",
}


# As deep under the skin as in life.
PLACES = {
    "crosses superior_nuchal_line": [20, -22, -20],
    "between semispinalis_capitis and obliquus_capitis_inferior": [20, -6, -20],
}


def rod(x, y, radius):
    """A body along z at (x, y)."""
    line = np.array([[x, y, z] for z in np.linspace(-60, 20, 81)], dtype=float)
    return line, tube(line, np.full(81, radius), 12)


class Atlas:
    """A nerve along z at (20, 0), a bone behind it, a muscle beside it, an artery on its other side."""

    def __init__(self, folder):
        self.folder, self.courses, entries = folder, {}, {}
        (folder / "coarse").mkdir()
        for name, x, y, radius in (
            ("axis_c2", 20, 12, 5),
            ("semispinalis_capitis", 24, 0, 2.5),
            ("scalp_skin", 20, 0, 30),
            (NERVE, 20, 0, 1.5),
            (ARTERY, 16, 0, 1.2),
        ):
            line, (vertices, faces) = rod(x, y, radius)
            mesh = finish(vertices, faces, (200, 200, 200))
            for path in (folder / f"{name}.ply", folder / "coarse" / f"{name}.ply"):
                write_ply(path, mesh)
            entries[name] = described(mesh, mesh)
            if name in (NERVE, ARTERY):
                self.courses[name] = course_of(line, radius)
        self.nerve["events"] = [
            {"event": what, "s": float(i), "position": PLACES.get(what, [20, 0, -60 + i])}
            for i, what in enumerate(ORDER)
        ]
        self.courses[ARTERY]["parts"][0]["events"] = [
            {"event": what, "s": float(i), "position": [20, 0, -60 + i]} for i, what in enumerate(PASSED)
        ]
        self.entries, self.rows = entries, dict(SYSTEMS)
        update_manifest(folder / "manifest.json", entries, entries)
        (folder / "figures").mkdir()
        self.row()
        self.point()
        self.save()

    def row(self, midline=(), **further):
        """Write the rows of structures.yaml; `further` gives keys by base id."""
        text = "".join(
            ROW.format(name=name, system=system, paired=name not in midline, further=further.get(name, ""))
            .replace("paired: True", "paired: true")
            .replace("paired: False", "paired: false")
            for name, system in self.rows.items()
        )
        (self.folder / "structures.yaml").write_text(f"structures:\n{text}", encoding="utf-8")

    def add(self, name, system, vertices, faces):
        """One more structure, or another mesh of one."""
        mesh = finish(vertices, faces, (200, 200, 200))
        for path in (self.folder / f"{name}.ply", self.folder / "coarse" / f"{name}.ply"):
            write_ply(path, mesh)
        self.entries[name], self.rows[name] = described(mesh, mesh), system
        update_manifest(self.folder / "manifest.json", self.entries, self.entries)
        self.row()

    def table(self, name, text):
        (self.folder / "figures" / f"{name}.csv").write_text(text, encoding="utf-8")

    def found(self, lint):
        return [str(problem) for problem in lint(Specimen.read(self.folder))]

    @property
    def nerve(self):
        return self.courses[NERVE]["parts"][0]

    def save(self):
        (self.folder / "courses.json").write_text(json.dumps(self.courses), encoding="utf-8")

    def point(self, z=-30, lateral=20, explain="", **words):
        text = POINT.format(z=z, lateral=lateral, explain=explain)
        for old, new in words.items():
            assert old in text
            text = text.replace(old, new)
        (self.folder / "points.yaml").write_text(text, encoding="utf-8")

    def move(self, name, x=0.0, y=0.0):
        """Shift a course, and its mesh with it."""
        part = self.courses[name]["parts"][0]
        places = [station["position"] for station in part["stations"]]
        line = np.array(places) + np.array([x, y, 0])
        part["stations"] = course_of(line, part["stations"][0]["radius"])["parts"][0]["stations"]
        vertices, faces = tube(line, np.full(len(line), part["stations"][0]["radius"]), 12)
        write_ply(self.folder / f"{name}.ply", finish(vertices, faces, (0, 0, 0)))
        self.save()

    def problems(self):
        return [str(problem) for problem in anatomy_problems(self.folder)]


def course_of(line, radius):
    stations = [
        {"s": float(i), "position": place, "radius": radius}
        for i, place in enumerate(np.asarray(line).tolist())
    ]
    part = {
        "part": "trunk",
        "parent": None,
        "length": float(len(line) - 1),
        "stations": stations,
        "events": [],
    }
    return {"parts": [part]}


@pytest.fixture
def atlas(tmp_path):
    return Atlas(tmp_path)


def test_a_sound_specimen_has_no_problems(atlas):
    assert atlas.problems() == []


def test_a_nerve_through_bone_is_found_with_its_depth_and_place(atlas):
    atlas.move(NERVE, y=9)
    found = " ".join(atlas.problems())
    depth = re.search(
        r"the trunk of greater_occipital_nerve runs (\S+) mm deep through axis_c2, at 20, 9", found
    )
    assert depth
    assert 1.5 < float(depth[1]) <= 2.0


def test_a_canal_that_the_course_names_is_no_problem(atlas):
    atlas.nerve["through"] = ["axis_c2"]
    atlas.move(NERVE, y=9)
    assert not any("through axis_c2" in p for p in atlas.problems())


def test_a_nerve_that_shows_through_the_skin_is_found(atlas):
    atlas.move(NERVE, y=-28.3)
    assert any(
        "the trunk of greater_occipital_nerve has" in p and "mm of skin over it" in p
        for p in atlas.problems()
    )


def test_an_artery_pressed_into_a_nerve_is_found(atlas):
    atlas.move(ARTERY, x=2.0)
    assert any("overlap by 0.7 mm" in p for p in atlas.problems())


def test_a_course_that_is_not_that_of_its_mesh_is_found(atlas):
    stations = atlas.nerve["stations"]
    stations[40]["position"] = [20, -3, stations[40]["position"][2]]
    atlas.save()
    assert any("outside its mesh" in p for p in atlas.problems())


@pytest.mark.parametrize("missing", ORDER)
def test_a_course_that_misses_an_event_of_the_literature_is_found(atlas, missing):
    atlas.nerve["events"] = [event for event in atlas.nerve["events"] if event["event"] != missing]
    atlas.save()
    assert any(f"does not meet '{missing}" in p for p in atlas.problems())


def test_piercing_before_the_hook_is_the_wrong_order(atlas):
    atlas.nerve["events"].reverse()
    atlas.save()
    assert len(order_problems(Specimen.read(atlas.folder))) == 1


def test_a_point_off_its_nerve_is_found_at_its_line(atlas):
    atlas.point(**{"[20, 0, -30]": "[20, -4, -30]"})
    assert any(
        "points.yaml, line 10" in p and "4.0 mm off greater_occipital_nerve" in p for p in atlas.problems()
    )


def test_a_point_off_its_structure_is_found(atlas):
    atlas.point(**{"[20, 0, -30]": "[12, 0, -30]"})
    assert any("mm off semispinalis_capitis" in p for p in atlas.problems())


def test_a_point_without_a_position_is_found(atlas):
    atlas.point(**{"    position: [20, 0, -30]\n": ""})
    assert any("'cp3' has no position" in p for p in atlas.problems())


def test_a_published_mean_beyond_one_sd_needs_an_explanation(atlas):
    atlas.point(lateral=13)
    assert any("lies 20.0 mm lateral, KIM18 found 13 ± 6" in p for p in atlas.problems())
    atlas.point(lateral=13, explain="explain: {en: Another head., zh: 另一个头。}")
    assert atlas.problems() == []


def test_a_name_without_chinese_and_a_point_without_source_are_found(atlas):
    atlas.point(**{"穿出头半棘肌": "Exit", "source: [KIM18]": "source: []"})
    found = atlas.problems()
    assert any("'names' of 'cp3' is not in both languages" in p for p in found)
    assert any("'cp3' has no source" in p for p in found)


def test_an_open_mesh_and_a_missing_one_are_found(atlas):
    path = atlas.folder / "manifest.json"
    entries = json.loads(path.read_text(encoding="utf-8"))
    entries[ARTERY]["watertight"] = False
    path.write_text(json.dumps(entries), encoding="utf-8")
    (atlas.folder / "coarse" / f"{ARTERY}.ply").unlink()
    found = atlas.problems()
    assert any("the mesh of occipital_artery is not closed" in p for p in found)
    assert any("occipital_artery.ply of occipital_artery is missing" in p for p in found)


@pytest.mark.parametrize("text", ["{", '{"a": {"parts": []}}', '{"a": 3}', "[" * 4000])
def test_broken_courses_are_one_sentence(atlas, text):
    (atlas.folder / "courses.json").write_text(text, encoding="utf-8")
    assert len(atlas.problems()) == 1
    assert "courses.json" in atlas.problems()[0]
