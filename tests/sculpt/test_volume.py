"""The tissue volume: voxels where the meshes are, a file that others read, and nothing left empty inside the skin."""

import gzip
import json
import struct

import numpy as np
import pytest
import trimesh

from anatomy_viewer.content.tissue_file import read_tissue
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.imaging.values_ct import CT
from anatomy_viewer.imaging.values_mr import MR
from anatomy_viewer.imaging.values_us import US
from anatomy_viewer.sculpt.figures import MESHES
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.volume import bone as bones
from anatomy_viewer.sculpt.volume import strands
from anatomy_viewer.sculpt.volume.build import LEGEND, SKIN, TABLE, VOLUME, write_volume
from anatomy_viewer.sculpt.volume.grid import ORIGIN, SHAPE, SPACING, Box, axes, voxels
from anatomy_viewer.sculpt.volume.nifti import nifti_bytes
from anatomy_viewer.sculpt.volume.tissues import FIRST_MUSCLE, LABEL, TISSUES, muscle_tissues

shipped = pytest.mark.skipif(not (MESHES / VOLUME).is_file(), reason="a whole 'sculpt' makes the volume")


def ball(at, radius):
    mesh = trimesh.creation.icosphere(subdivisions=4, radius=radius)
    return finish(mesh.vertices + np.array(at), mesh.faces, (200, 200, 200))


def centre(box: Box) -> np.ndarray:
    return np.argwhere(box.mask).mean(axis=0) * SPACING + ORIGIN + [s.start * SPACING for s in box.place]


def test_a_ball_fills_its_volume_at_its_place_and_its_mirror_image():
    box = voxels(ball((20.3, 10.1, -30.2), 6.0))
    assert box.mask.sum() * SPACING**3 == pytest.approx(4 / 3 * np.pi * 216, rel=0.01)
    assert centre(box) == pytest.approx([20.3, 10.1, -30.2], abs=0.1)
    assert centre(box.mirrored()) == pytest.approx([-20.3, 10.1, -30.2], abs=0.1)


def test_what_lies_partly_outside_the_grid_is_cut_off():
    box = voxels(ball((0.0, 100.0, 0.0), 6.0))
    assert box.place[1].stop == SHAPE[1]
    assert box.mask.sum() * SPACING**3 == pytest.approx(2 / 3 * np.pi * 216, rel=0.08)
    beyond = voxels(ball((-75.0, 0.0, 0.0), 6.0))
    assert beyond.mask[0].any()


def test_the_file_says_where_its_voxels_are():
    labels = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    data = gzip.decompress(nifti_bytes(labels, (-1.0, 2.0, -3.0), 0.5))
    assert struct.unpack_from("<i", data)[0] == 348
    assert data[344:348] == b"n+1\0"
    assert struct.unpack_from("<4h", data, 40) == (3, 2, 3, 4)
    assert struct.unpack_from("<4f", data, 280) == (0.5, 0.0, 0.0, -1.0)
    assert struct.unpack_from("<4f", data, 312) == (0.0, 0.0, 0.5, -3.0)
    voxels_read = np.frombuffer(data[352:], np.uint8).reshape((2, 3, 4), order="F")
    assert (voxels_read == labels).all()
    assert nifti_bytes(labels, (-1.0, 2.0, -3.0), 0.5) == nifti_bytes(labels, (-1.0, 2.0, -3.0), 0.5)


def test_nibabel_reads_the_file(tmp_path):
    nibabel = pytest.importorskip("nibabel")
    labels = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    (tmp_path / "x.nii.gz").write_bytes(nifti_bytes(labels, (-1.0, 2.0, -3.0), 0.5))
    image = nibabel.load(tmp_path / "x.nii.gz")
    assert nibabel.aff2axcodes(image.affine) == ("R", "A", "S")
    assert (np.asarray(image.dataobj) == labels).all()


def test_bone_has_a_cortex_and_an_artery_a_wall():
    labels = np.zeros(SHAPE, dtype=np.uint8)
    bone = voxels(ball((0.0, 0.0, 0.0), 6.0), margin=4)
    bones.add_bone(labels, bone, skull=False)
    share = (labels == LABEL["cancellous"]).sum() / bone.mask.sum()
    assert share == pytest.approx((4.9 / 6.0) ** 3, abs=0.12)  # its thickness varies
    strands.add_artery(labels, voxels(ball((30.0, 0.0, 0.0), 3.0), margin=2))
    assert (labels == LABEL["artery_lumen"]).sum() > (labels == LABEL["artery_wall"]).sum() * 0.5 > 0


def test_the_gap_of_a_joint_is_cartilage():
    labels = np.zeros(SHAPE, dtype=np.uint8)
    below, above = (voxels(ball((0.0, 0.0, z), 6.0), margin=6) for z in (0.0, 14.0))
    bones.add_bone(labels, below, skull=False)
    bones.add_bone(labels, above, skull=False)
    bones.add_joint(labels, below, above)
    assert labels[150, 70, 234] == LABEL["cartilage"]
    assert labels[150, 70, 220] != LABEL["cartilage"]


def test_the_nerve_lies_in_a_lens_of_fat_within_muscle_but_not_within_bone():
    labels = np.full(SHAPE, FIRST_MUSCLE, dtype=np.uint8)
    labels[150:] = LABEL["cortex"]
    nerve, line = voxels(ball((0.0, 0.0, 0.0), 2.0), margin=6), np.array([[0.0, 0.0, 0.0, 2.0]])
    strands.add_nerve_of_interest(labels, nerve, LABEL["gon_right"], line)
    assert labels[144, 70, 220] == LABEL["nerve_fat"]
    assert labels[156, 70, 220] == LABEL["cortex"]
    assert labels[150, 70, 220] == LABEL["gon_right"]


def test_labels_fit_a_byte_and_each_has_its_own_name():
    muscles = muscle_tissues((f"m{i}", f"Muscle {i}", True) for i in range(40))
    every = {**dict(enumerate(TISSUES)), **muscles}
    assert len(TISSUES) <= FIRST_MUSCLE
    assert max(every) < 256
    assert len({t.id for t in every.values()}) == len(every)
    assert (muscles[FIRST_MUSCLE].id, muscles[FIRST_MUSCLE + 1].id) == ("m0_r", "m0_l")


def test_without_skin_it_is_one_sentence(tmp_path):
    with pytest.raises(ContentError, match="there is no skin"):
        write_volume(tmp_path, [])


def read_shipped() -> np.ndarray:
    data = gzip.decompress((MESHES / VOLUME).read_bytes())
    return np.frombuffer(data[352:], np.uint8).reshape(SHAPE, order="F")


@shipped
def test_the_shipped_volume_is_small_and_nothing_inside_the_skin_is_empty():
    assert (MESHES / VOLUME).stat().st_size < 6e6
    labels, skin = read_shipped(), voxels(read_ply(MESHES / f"{SKIN}.ply"))
    inside = np.zeros(SHAPE, dtype=np.bool_)
    inside[skin.place] = skin.mask
    assert not (labels[inside] == 0).any()
    assert not labels[~inside].any()


@shipped
def test_the_legend_names_every_label_of_the_shipped_volume():
    rows = json.loads((MESHES / LEGEND).read_text(encoding="utf-8"))["labels"]
    assert {int(key) for key in rows} == set(np.unique(read_shipped()).tolist())
    lines = (MESHES / TABLE).read_text(encoding="ascii").splitlines()
    assert len([line for line in lines if not line.startswith("#")]) == len(rows)


@shipped
def test_every_kind_of_the_shipped_volume_has_values_in_every_modality():
    rows = json.loads((MESHES / LEGEND).read_text(encoding="utf-8"))["labels"]
    kinds = {row["tissue"] for row in rows.values()}
    for table in (CT, MR, US):
        assert kinds <= table.keys()


@shipped
def test_obliquus_inferior_runs_from_the_spine_of_the_axis_to_the_transverse_process_of_the_atlas():
    tissue = read_tissue(MESHES)
    numbers = {name: number for number, name in tissue.ids.items()}
    right, left = (np.array(tissue.fibres[numbers[f"obliquus_capitis_inferior_{s}"]]) for s in "rl")
    assert abs(right[0]) > 0.5
    assert right * [-1, 1, 1] == pytest.approx(left)
    assert all(np.linalg.norm(way) == pytest.approx(1.0, abs=0.01) for way in tissue.fibres.values())


@shipped
def test_the_cord_lies_in_fluid_all_the_way_down():
    labels, (_, _, z) = read_shipped(), (axis.ravel() for axis in axes())
    cord = (labels == LABEL["cord_white"]) | (labels == LABEL["cord_grey"])
    for height in np.arange(-105.0, -25.0, 5.0):
        k = int(np.abs(z - height).argmin())
        where = np.argwhere(cord[:, :, k])
        (x0, y0), (x1, y1) = where.min(axis=0) - 3, where.max(axis=0) + 4
        assert (labels[x0:x1, y0:y1, k] == LABEL["csf"]).sum() > 0.2 * len(where)


@shipped
def test_the_brain_leaves_its_fluid_little_room():
    labels, (_, _, z) = read_shipped(), (axis.ravel() for axis in axes())
    part = labels[:, :, z > 25.0]
    brain = np.isin(part, [LABEL[word] for word in ("grey_matter", "white_matter", "brainstem")]).sum()
    assert (part == LABEL["csf"]).sum() < 0.25 * brain
    assert 0.5 < (part == LABEL["grey_matter"]).sum() / (part == LABEL["white_matter"]).sum() < 2.5


@shipped
def test_the_sides_differ_but_the_nerve_does_not():
    labels = read_shipped()
    right, left = labels[151:], labels[:150][::-1]
    bone = ("cortex", "cancellous", "air_cells")
    alike = {}
    for words in (("vein",), ("grey_matter",), bone):
        one, other = (np.isin(side, [LABEL[word] for word in words]) for side in (right, left))
        alike[words] = (one & other).sum() / one.sum()
    assert max(alike["vein",], alike["grey_matter",]) < 0.9
    assert alike[bone] > 0.97
    assert (left == LABEL["artery_lumen"]).sum() > (right == LABEL["artery_lumen"]).sum()
    nerves = (right == LABEL["gon_right"]).sum(), (left == LABEL["gon_left"]).sum()
    assert nerves[0] == pytest.approx(nerves[1], rel=0.01)


@shipped
def test_behind_the_axis_lie_skin_fat_muscles_and_bone_in_this_order():
    x, y, z = (axis.ravel() for axis in axes())
    column = read_shipped()[np.abs(x - 14).argmin(), :, np.abs(z + 50).argmin()]
    first = [int((column == LABEL[word]).argmax()) for word in ("skin", "fat", "fascia", "cortex")]
    assert first == sorted(first)
    assert (column >= FIRST_MUSCLE).any()
    assert y[first[0]] < y[first[3]]
