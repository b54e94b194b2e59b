"""`sculpt --compare` on small bodies whose distances, volumes and overlaps are known."""

from pathlib import Path

import numpy as np
import pytest
import trimesh

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.ply import write_ply
from anatomy_viewer.sculpt.compare.deviations import Region
from anatomy_viewer.sculpt.compare.measures import measured
from anatomy_viewer.sculpt.compare.reference import EOP, TURN, Reference, Shape
from anatomy_viewer.sculpt.compare.table import Subject, compare
from anatomy_viewer.sculpt.compare.upright import upright
from anatomy_viewer.sculpt.compare.words import comparison_lines
from anatomy_viewer.sculpt.solid import finish

HEAD = "file,structure,fma_id,fma_name,triangles,watertight,group\n"


def ball(radius, at=(0.0, 0.0, 0.0), stretch=(1.0, 1.0, 1.0)):
    mesh = trimesh.creation.icosphere(subdivisions=4, radius=radius)
    return trimesh.Trimesh(mesh.vertices * stretch + np.array(at), mesh.faces, process=False)


def shape(mesh):
    return Shape(np.asarray(mesh.triangles, dtype=float))


class Folders:
    """Our meshes and a reference folder; `add` puts a body into both, ours first."""

    def __init__(self, root: Path):
        self.meshes, self.folder, self.rows = root / "meshes", root / "reference", HEAD
        (self.meshes / "figures").mkdir(parents=True)
        self.folder.mkdir()
        self.deviate()
        self.manifest()

    def deviate(self, rows=""):
        head = "structure,what,kind,region,why,source\n"
        (self.meshes / "figures" / "deviations.csv").write_text(head + rows, encoding="utf-8")

    def manifest(self, row=""):
        self.rows += row
        (self.folder / "manifest.csv").write_text(self.rows, encoding="utf-8")

    def ours(self, base, mesh):
        write_ply(self.meshes / f"{base}.ply", finish(mesh.vertices, mesh.faces, (200, 0, 0)))

    def theirs(self, name, number, mesh):
        """`mesh` is given in our frame and written in that of the reference."""
        moved = trimesh.Trimesh(mesh.vertices * TURN + EOP, mesh.faces, process=False)
        moved.export(self.folder / f"{name}.ply")
        self.manifest(f"{name}.ply,{name},FMA{number},a name,1,True,bone\n")


@pytest.fixture
def folders(tmp_path):
    return Folders(tmp_path)


def test_a_larger_ball_is_its_margin_away():
    found = measured(shape(ball(11.0)), shape(ball(10.0)))
    assert found.mean == pytest.approx(1.0, abs=0.02)
    assert found.hausdorff95 == pytest.approx(1.0, abs=0.03)
    assert found.volume_ratio == pytest.approx(1.331, abs=0.01)
    assert found.dice == pytest.approx(2 * 1000 / (1000 + 1331), abs=0.005)


def test_a_region_that_deviates_on_purpose_is_left_out_on_both_sides():
    ours, theirs = shape(ball(10.0, stretch=(1.3, 1.0, 1.0))), shape(ball(10.0))
    region = Region("box", (5.0, 20.0, -20.0, 20.0, -20.0, 20.0))
    assert measured(ours, theirs).hausdorff95 > 2.0
    assert measured(ours, theirs, [region]).hausdorff95 < 1.1
    assert measured(ours, theirs, [region]).volume_ratio < measured(ours, theirs).volume_ratio


@pytest.mark.parametrize(
    "region", [Region("sphere", (4.0, 0.0, 0.0, 3.0)), Region("box", (1, 7, -3, 3, -3, 3))]
)
def test_a_region_is_the_same_as_a_surface_and_as_a_rule(region):
    points = np.random.default_rng(0).uniform(-8, 8, (20_000, 3))
    share = region.holds(points).mean() * 16**3
    solids = [trimesh.Trimesh(*trimesh.triangles.to_kwargs(c).values()).volume for c in region.corners()]
    assert min(solids) > 0
    assert sum(solids) == pytest.approx(share, rel=0.08)


def test_a_muscle_that_is_cut_shorter_is_compared_over_what_both_have():
    long = trimesh.creation.cylinder(4.0, segment=[(0, 0, -60), (0, 0, 20)], sections=48)
    short = trimesh.creation.cylinder(4.5, segment=[(0, 0, -20), (0, 0, 20)], sections=48)
    assert measured(shape(short), shape(long)).mean > 4.0
    assert measured(shape(short), shape(long), cut=True).mean == pytest.approx(0.5, abs=0.1)


def test_roll_yaw_and_shift_are_taken_out_and_pitch_is_not():
    bone = ball(10.0, (0.0, 3.0, 0.0), (2.0, 1.2, 0.6))
    turned = trimesh.transformations.euler_matrix(0.0, np.radians(2.0), np.radians(-1.5))
    turned[0, 3] = 0.8
    moved = bone.copy().apply_transform(turned)
    assert measured(shape(moved), shape(bone)).mean > 0.2
    assert measured(upright(shape(moved)), shape(bone)).mean < 0.03
    nodding = bone.copy().apply_transform(trimesh.transformations.euler_matrix(np.radians(4.0), 0.0, 0.0))
    assert measured(upright(shape(nodding)), shape(nodding)).mean < 0.03


def test_both_sides_are_compared_with_the_right_one_and_the_mean_counts(folders):
    folders.ours("muscle", ball(10.0, (20, 30, 40)))
    folders.theirs("other_name_R", 11, ball(10.5, (20, 30, 40)))
    folders.theirs("other_name_L", 12, ball(11.5, (-20, 30, 40)))
    found = compare(folders.folder, folders.meshes, [Subject("muscle", "muscles", ("11", "12"), paired=True)])
    (line,) = found.lines
    assert line.sides["R"].mean == pytest.approx(0.5, abs=0.03)
    assert line.sides["L"].mean == pytest.approx(1.5, abs=0.05)
    assert line.mean.mean == pytest.approx(1.0, abs=0.04)
    assert found.as_json()["structures"][0]["target"] == 1.5
    assert any("muscle" in text and "1.00" in text for text in comparison_lines(found))


def test_what_has_no_number_is_found_by_its_name(folders):
    folders.ours("c4_vertebra", ball(10.0))
    folders.ours("unmatched", ball(10.0, (60, 0, 0)))
    folders.theirs("C4", 99, ball(10.0))
    found = compare(
        folders.folder, folders.meshes, [Subject("c4_vertebra", "bones"), Subject("unmatched", "bones")]
    )
    assert [line.base for line in found.lines] == ["c4_vertebra"]
    assert found.lines[0].mean.mean < 0.03
    assert found.lines[0].mean.dice > 0.99


def test_muscles_that_share_volume_and_bodies_in_each_other_are_listed(folders):
    folders.ours("one", trimesh.creation.box(bounds=[(5, 0, 0), (15, 10, 10)]))
    folders.ours("two", trimesh.creation.box(bounds=[(13, 0, 0), (25, 10, 10)]))
    folders.ours("far", trimesh.creation.box(bounds=[(60, 0, 0), (70, 10, 10)]))
    names = ("one", "two", "far")
    found = compare(folders.folder, folders.meshes, [Subject(name, "muscles") for name in names])
    assert [(o.a, o.b) for o in found.overlaps] == [("one", "two")]
    assert found.overlaps[0].cm3 == pytest.approx(0.2, rel=0.02)
    declared = [Subject("one", "muscles", inside=("two",)), Subject("two", "muscles")]
    assert compare(folders.folder, folders.meshes, declared).intersections == []


def test_a_muscle_across_the_midline_meets_its_own_fellow(folders):
    folders.ours("wide", ball(10.0, (9.0, 0.0, 0.0)))
    found = compare(folders.folder, folders.meshes, [Subject("wide", "muscles", paired=True)])
    assert [(i.a, i.b) for i in found.intersections] == [("wide_r", "wide_l")]
    assert found.intersections[0].depth == pytest.approx(1.95, abs=0.15)


@pytest.mark.parametrize("ids", [["musclo"]])
def test_an_unknown_name_gets_the_nearest(folders, ids):
    folders.ours("muscle", ball(10.0))
    with pytest.raises(ContentError, match="Did you mean 'muscle'"):
        compare(folders.folder, folders.meshes, [Subject("muscle", "muscles")], ids)


def test_what_cannot_be_read_is_one_sentence(folders, tmp_path):
    with pytest.raises(ContentError, match="there is no such folder"):
        Reference.read(tmp_path / "nowhere")
    folders.ours("muscle", ball(10.0))
    folders.theirs("muscle", 5, ball(10.0))
    (folders.folder / "muscle.ply").write_bytes(b"ply\nformat")
    with pytest.raises(ContentError, match="not a readable triangle mesh"):
        compare(folders.folder, folders.meshes, [Subject("muscle", "muscles", ("5",))])
    (folders.folder / "manifest.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ContentError, match="the table needs the columns"):
        Reference.read(folders.folder)


def test_a_region_that_is_none_is_one_sentence(folders):
    folders.deviate("muscle,tip,sphere,1 2 3,why,source\n")
    with pytest.raises(ContentError, match="neither a sphere"):
        compare(folders.folder, folders.meshes, [])
