"""A small atlas in a temporary folder: a midline bone with patches, a pair of muscles, a pair of nerves, two points."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.content.atlas_files import AtlasFiles, load_atlas
from anatomy_viewer.content.mesh_facts import measured
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import write_ply

STRUCTURES = """\
groups:
  - {id: deep_muscles, names: {en: Deep muscles, la: Musculi profundi, zh: 深层肌}, members: [oblique]}
structures:
  - id: skull
    system: bones
    layer: 7
    names: {en: Skull, la: Cranium, zh: 颅}
    about: {en: A bone., zh: 骨。}
    source: [KIM18]
    confidence: V
  - id: oblique
    paired: true
    system: muscles
    layer: 6
    parent: deep_muscles
    names: {en: Inferior oblique, la: Musculus obliquus, zh: 头下斜肌}
    ids: {fma: '32536', fma_left: '32537'}
    about: {en: A muscle., zh: 肌。}
    confidence: K
  - id: nerve
    paired: true
    system: nerves
    layer: 5
    names: {en: Great nerve, la: Nervus magnus, zh: 大神经}
    synonyms: {en: [GN]}
    about: {en: A nerve., zh: 神经。}
    confidence: K
features:
  - {id: bump, of: skull, names: {en: Bump, la: '', zh: 隆凸}, about: {en: A bump., zh: 隆凸。}, confidence: K}
  - {id: line, of: skull, paired: true, names: {en: Line, la: '', zh: 线}, about: {en: Line., zh: 线。}, confidence: K}
  - {id: belly, of: oblique, names: {en: Belly, la: '', zh: 肌腹}, about: {en: Belly., zh: 肌腹。}, confidence: K}
"""
POINTS = """\
points:
  - id: cp1
    number: 1
    kind: compression
    names: {en: The hook, zh: 绕行处}
    about: {en: Here., zh: 此处。}
    structure: oblique_r
    nerve: nerve_r
    position: [30, 20, -45]
    shift_mm: 1.5
    published:
      - {source: KIM18, lateral: 30.2, lateral_sd: 8.9, caudal: 52.3, caudal_sd: 11.7, confidence: V}
      - {source: JAN10, lateral: 20.1, caudal: 77.4, confidence: K}
    source: [KIM18]
    confidence: M
  - id: lm1
    kind: landmark
    names: {en: The bump, zh: 隆凸}
    about: {en: Here., zh: 此处。}
    structure: bump
    position: [-30, 50, 0]
    source: [KIM18]
    confidence: K
"""
SOURCES = """\
sources:
  KIM18: {citation: Kim 2018, year: 2018, doi: 10.1038/x, read: abstract}
  JAN10: {citation: Janis 2010}
"""
BOXES = {
    "skull": ((-60, 0, 0), (60, 100, 90), ("bump", "line_r", "line_l")),
    "oblique": ((10, 20, -60), (40, 40, -40), ("belly",)),
    "nerve": ((12, 5, -50), (28, 35, 30), ()),
}


def box(low: tuple[float, ...], high: tuple[float, ...], features: tuple[str, ...] = ()) -> Mesh:
    """A box of twelve triangles; the first ones carry the features."""
    corners = np.array([[x, y, z] for z in (0, 1) for y in (0, 1) for x in (0, 1)], dtype=np.float32)
    quads = [(0, 2, 3, 1), (4, 5, 7, 6), (0, 1, 5, 4), (2, 6, 7, 3), (0, 4, 6, 2), (1, 3, 7, 5)]
    faces = [face for a, b, c, d in quads for face in ((a, b, c), (a, c, d))]
    middle = corners - 0.5
    patches = np.zeros(12, dtype=np.uint8)
    patches[: len(features)] = np.arange(1, len(features) + 1)
    return Mesh(
        vertices=np.array(low, dtype=np.float32) + corners * np.subtract(high, low).astype(np.float32),
        faces=np.array(faces, dtype=np.int32),
        normals=(middle / np.linalg.norm(middle, axis=1)[:, None]).astype(np.float32),
        colours=np.full((8, 3), 200, dtype=np.uint8),
        features=patches,
        feature_names=features,
    )


@pytest.fixture
def atlas_folder(tmp_path: Path) -> Path:
    """The files of the small atlas."""
    folder = tmp_path / "meshes"
    (folder / "coarse").mkdir(parents=True)
    for name, (low, high, features) in BOXES.items():
        write_ply(folder / f"{name}.ply", box(low, high, features))
        write_ply(folder / "coarse" / f"{name}.ply", box(low, high, features))
    (folder / "structures.yaml").write_text(STRUCTURES, encoding="utf-8")
    (folder / "points.yaml").write_text(POINTS, encoding="utf-8")
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (folder / "courses.json").write_text("{}")
    entries = {name: measured(box(*parts)).model_dump() for name, parts in BOXES.items()}
    (folder / "manifest.json").write_text(json.dumps(entries), encoding="utf-8")
    return folder


@pytest.fixture
def atlas_files(atlas_folder: Path) -> AtlasFiles:
    """The small atlas, read."""
    return load_atlas(atlas_folder)
