"""A small atlas and a lesson on disk: boxes for skin, skull, muscles and nerves, read like the shipped ones.

Seen from behind, the nerve crosses in front of the skull, its lower half beside the right oblique muscle.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

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
    inside: [skull]
    confidence: K
  - id: nerve
    paired: true
    system: nerves
    layer: 5
    names: {en: Great nerve, la: Nervus magnus, zh: 大神经}
    synonyms: {en: [GN]}
    about: {en: A nerve., zh: 神经。}
    inside: [skull, oblique]
    confidence: K
  - id: scalp
    system: skin
    layer: 1
    names: {en: Skin of the head, la: Cutis capitis, zh: 头皮}
    about: {en: A skin., zh: 皮肤。}
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
Corner = tuple[float, float, float]
BOXES: dict[str, tuple[Corner, Corner, tuple[str, ...]]] = {
    "skull": ((-60, 0, 0), (60, 100, 90), ("bump", "line_r", "line_l")),
    "oblique": ((10, 20, -60), (40, 40, -40), ("belly",)),
    "nerve": ((12, 5, -50), (28, 35, 30), ()),
    "scalp": ((-80, -20, -80), (80, 120, 110), ()),
}
STATIONS = [{"s": s, "position": [20, 20, s - 50], "radius": 2} for s in (0, 20, 40, 60, 80)]
TRUNK = {"part": "trunk", "parent": None, "length": 80, "stations": STATIONS, "through": ["skull"]}
COURSES = {"nerve": {"parts": [TRUNK]}}

LESSON = """\
---
code: L01
title: The small head
summary: A nerve and a muscle.
level: student
minutes: 3
objectives: [Name the muscle.]
sources: [KIM18]
---

## Behind the skull {#behind}

The [great nerve](structure:nerve_r) runs beside the [oblique](structure:oblique_r), at [the hook](point:cp1).

```scene
show: [bones, muscles, nerves]
highlight: [nerve_r]
label: [nerve_r, skull]
camera: posterior, whole
focus: [skull, oblique_r]
points: [cp1]
```

```quiz
id: which
kind: choice
ask: Which bone is this?
options:
  - Vertebra
  - {text: Cranium, right: true}
  - {text: Femur, explain: That is in the thigh.}
hint: It is round.
explain: The skull is one.
```

```measure
point: cp1
```

## From the side {#side}

See [where it began](lesson:l01_small#behind) and [Kim](source:KIM18).

```scene
show: [bones, muscles, nerves]
camera: right, whole
cut: {plane: sagittal, at: 5, keep: right}
peel: 2
```

```quiz
id: click
kind: locate
ask: Click the oblique muscle.
answer: oblique_r
explain: It lies low.
```
"""
CHINESE = """\
---
title: 小小的头
summary: 一条神经和一块肌。
objectives: [说出该肌的名称。]
---

## 颅的后方 {#behind}

[大神经](structure:nerve_r)在[头下斜肌](structure:oblique_r)旁经过[绕行处](point:cp1)。

```quiz
id: which
ask: 这是哪块骨？
options: [椎骨, 颅骨, {text: 股骨, explain: 股骨在大腿。}]
hint: 它是圆的。
explain: 是颅。
```

```measure
point: cp1
```

## 侧面 {#side}

参见[开头](lesson:l01_small#behind)和[金氏](source:KIM18)。

```quiz
id: click
ask: 请点击头下斜肌。
explain: 它位置较低。
```
"""


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


def write_atlas(folder: Path) -> Path:
    """The files of the small atlas, in `folder`."""
    (folder / "coarse").mkdir(parents=True)
    for name, (low, high, features) in BOXES.items():
        write_ply(folder / f"{name}.ply", box(low, high, features))
        write_ply(folder / "coarse" / f"{name}.ply", box(low, high, features))
    (folder / "structures.yaml").write_text(STRUCTURES, encoding="utf-8")
    (folder / "points.yaml").write_text(POINTS, encoding="utf-8")
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (folder / "courses.json").write_text(json.dumps(COURSES), encoding="utf-8")
    entries = {name: measured(box(*parts)).model_dump() for name, parts in BOXES.items()}
    (folder / "manifest.json").write_text(json.dumps(entries), encoding="utf-8")
    return folder


def write_lessons(folder: Path) -> Path:
    """One lesson of two steps in English and Chinese, with a question of each kind, in `folder`."""
    folder.mkdir(parents=True)
    (folder / "l01_small.md").write_text(LESSON, encoding="utf-8")
    (folder / "l01_small.zh.md").write_text(CHINESE, encoding="utf-8")
    return folder
