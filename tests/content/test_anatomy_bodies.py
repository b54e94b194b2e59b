"""Each check of bodies, contacts and depths is fed a specimen that is right, and then one that is wrong."""

import numpy as np
import pytest
import trimesh

from anatomy_viewer.content.anatomy_contacts import (
    attachment_problems,
    intersection_problems,
    joint_problems,
    overlap_problems,
)
from anatomy_viewer.content.anatomy_depths import depth_problems, foramen_problems
from anatomy_viewer.content.anatomy_meshes import (
    mesh_problems,
    mirror_problems,
    piece_problems,
    volume_problems,
)
from anatomy_viewer.geometry.ply import write_ply
from anatomy_viewer.sculpt.manifest import entry as described
from anatomy_viewer.sculpt.manifest import update_manifest
from anatomy_viewer.sculpt.patches import marked
from anatomy_viewer.sculpt.solid import finish
from tests.content.test_anatomy_checks import NERVE, Atlas, course_of, rod

MUSCLE, BONE = "semispinalis_capitis", "axis_c2"


@pytest.fixture
def atlas(tmp_path):
    return Atlas(tmp_path)


def box(low, high):
    mesh = trimesh.creation.box(bounds=[low, high]).subdivide().subdivide().subdivide()
    return mesh.vertices, mesh.faces


def test_a_mesh_in_two_pieces_is_found_unless_its_row_says_so(atlas):
    one, two = box((20, 40, 0), (25, 45, 5)), box((20, 50, 0), (25, 55, 5))
    atlas.add("levator", "muscles", np.vstack([one[0], two[0]]), np.vstack([one[1], two[1] + len(one[0])]))
    assert any("consists of 2 closed surfaces, its row says 1" in p for p in atlas.found(piece_problems))
    atlas.row(levator="    bodies: 2\n")
    assert atlas.found(piece_problems) == []


def test_a_mesh_inside_out_is_found(atlas):
    atlas.entries[MUSCLE]["volume_mm3"] *= -1
    update_manifest(atlas.folder / "manifest.json", atlas.entries, atlas.entries)
    assert any("look inwards" in str(p) for p in mesh_problems(atlas.folder))


def test_a_midline_structure_that_is_lopsided_is_found(atlas):
    atlas.add("atlas_c1", "bones", *box((-10, 40, 0), (10, 45, 5)))
    atlas.row(midline=("atlas_c1",))
    assert atlas.found(mirror_problems) == []
    atlas.add("atlas_c1", "bones", *box((-10, 40, 0), (11, 45, 5)))
    atlas.row(midline=("atlas_c1",))
    assert any("the two sides differ by 1.0 mm" in p for p in atlas.found(mirror_problems))


def test_a_volume_that_nobody_has_is_found(atlas):
    atlas.table("volumes", "id,low_cm3,high_cm3,source,confidence\nsemispinalis_capitis,1,2,MODEL,K\n")
    assert atlas.found(volume_problems) == []
    atlas.table("volumes", "id,low_cm3,high_cm3,source,confidence\nsemispinalis_capitis,5,9,MODEL,K\n")
    assert any("its volume is 1.5" in p and "expected 5 to 9" in p for p in atlas.found(volume_problems))


@pytest.mark.parametrize("table", ["volumes", "attachments"])
def test_a_table_without_its_columns_is_one_sentence(atlas, table):
    atlas.table(table, "a,b\n1,2\n")
    found = atlas.problems()
    assert len(found) == 1
    assert "the table needs" in found[0]


def test_a_muscle_that_misses_its_bone_is_found(atlas):
    atlas.table("attachments", "structure,bone,within_mm\nsemispinalis_capitis,axis_c2,6\n")
    assert atlas.found(attachment_problems) == []
    atlas.table("attachments", "structure,bone,within_mm\nsemispinalis_capitis,axis_c2,1.5\n")
    found = atlas.found(attachment_problems)
    assert any("semispinalis_capitis ends 5." in p and "mm from axis_c2" in p for p in found)


def test_bodies_in_each_other_are_found_unless_declared_or_attached(atlas):
    assert atlas.found(intersection_problems) == []
    atlas.add(MUSCLE, "muscles", *rod(24, 6.5, 2.5)[1])
    (found,) = atlas.found(intersection_problems)
    assert "axis_c2 and semispinalis_capitis reach" in found
    atlas.row(semispinalis_capitis="    inside: [axis_c2]\n")
    assert atlas.found(intersection_problems) == []
    atlas.row()
    atlas.table("attachments", "structure,bone,within_mm\nsemispinalis_capitis,axis_c2,1.5\n")
    assert atlas.found(intersection_problems) == []


def test_a_nerve_through_a_muscle_without_an_opening_is_found(atlas):
    atlas.add(MUSCLE, "muscles", *rod(22, 0, 2.5)[1])
    assert any(NERVE in p and MUSCLE in p for p in atlas.found(intersection_problems))


def test_a_structure_that_crosses_the_midline_into_its_fellow_is_found(atlas):
    atlas.add("trapezius", "muscles", *box((-1, -40, 0), (12, -35, 9)))
    assert any(
        "trapezius reaches 2.0 mm into that of the other side" in p
        for p in atlas.found(intersection_problems)
    )


def test_muscles_that_share_volume_are_found(atlas):
    atlas.add("splenius", "muscles", *box((10, -30, 0), (20, -25, 20)))
    atlas.add("trapezius", "muscles", *box((10, -34, 0), (20, -29.8, 20)))
    assert atlas.found(overlap_problems) == []
    atlas.add("trapezius", "muscles", *box((10, -34, 0), (20, -29, 20)))
    assert any("splenius and trapezius share 0.20 cm3" in p for p in atlas.found(overlap_problems))


@pytest.mark.parametrize(("gap", "sound"), [(0.4, False), (2.0, True), (4.5, False)])
def test_joint_surfaces_that_are_too_near_or_too_far_are_found(atlas, gap, sound):
    atlas.add(BONE, "bones", *box((10, 60, 0), (20, 70, 5)))
    mesh = finish(*box((10, 60, 5 + gap), (20, 70, 12)), (200, 200, 200))
    mesh = marked(mesh, {"c1_inferior_facet": lambda places, normals: normals[:, 2] < -0.9})
    write_ply(atlas.folder / "atlas_c1.ply", mesh)
    atlas.entries["atlas_c1"], atlas.rows["atlas_c1"] = described(mesh, mesh), "bones"
    update_manifest(atlas.folder / "manifest.json", atlas.entries, atlas.entries)
    atlas.row()
    found = atlas.found(joint_problems)
    assert (found == []) == sound
    assert sound or f"c1_inferior_facet lies {gap:.1f} mm from axis_c2" in found[0]


@pytest.mark.parametrize(("y", "sound"), [(-20, True), (-27, False), (-8, False)])
def test_a_nerve_at_another_depth_than_measured_is_found(atlas, y, sound):
    atlas.move(NERVE, y=y)
    for event in atlas.nerve["events"]:
        event["position"] = [20, y, -30]
    atlas.nerve["events"] = [e for e in atlas.nerve["events"] if e["event"] == "crosses superior_nuchal_line"]
    atlas.save()
    assert (atlas.found(depth_problems) == []) == sound


def test_a_vertebral_artery_beside_its_foramen_is_found(atlas):
    def with_artery(x):
        line = np.array([[x, 100, z] for z in np.linspace(-30, 30, 61)], dtype=float)
        atlas.courses["vertebral_artery"] = course_of(line, 2.0)
        atlas.save()
        return atlas.found(foramen_problems)

    del atlas.rows[BONE]
    ring = trimesh.creation.annulus(r_min=4.0, r_max=7.0, height=8.0)
    ring.apply_translation([25, 100, 0])
    atlas.add("c4_vertebra", "bones", ring.vertices, ring.faces)
    assert with_artery(25.0) == []
    assert any("does not run through the foramen of c4_vertebra" in p for p in with_artery(36.0))


def test_foramina_out_of_order_are_found(atlas):
    for name, z in (("c4_vertebra", 10), ("c3_vertebra", -10)):
        ring = trimesh.creation.annulus(r_min=4.0, r_max=7.0, height=8.0)
        ring.apply_translation([25, 100, z])
        atlas.add(name, "bones", ring.vertices, ring.faces)
    line = np.array([[25, 100, z] for z in np.linspace(-30, 30, 61)], dtype=float)
    atlas.courses["vertebral_artery"] = course_of(line, 2.0)
    atlas.save()
    assert any("passes c3_vertebra out of order" in p for p in atlas.found(foramen_problems))
