"""Blocks of tissue to scan: skin at y = 0 where the probe rests, deeper is +y."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.image_plane import ImagePlane

KINDS = {
    0: "air", 1: "muscle", 2: "cortical bone", 3: "fat", 4: "arterial blood", 5: "white matter", 6: "fluid pool",
}  # fmt: skip
DEPTH, WIDTH = 30.0, 30.0


def block(kind: int = 5, **more) -> Subject:
    """60 × 45 × 30 mm of one tissue, air before it."""
    labels = np.zeros((120, 100, 60), np.uint8, order="F")
    labels[:, 10:] = kind
    ids = {number: name.replace(" ", "_") for number, name in KINDS.items()}
    return Subject(labels, np.array([-29.75, -4.75, -14.75]), 0.5, ids, KINDS, **more)


def painted(subject: Subject, where, kind: int) -> Subject:
    """The same with `kind` where `where(x, y, z)` holds, in mm."""
    from dataclasses import replace

    labels = subject.labels.copy(order="F")
    nodes = np.meshgrid(*(np.arange(n) * 0.5 + o for n, o in zip(labels.shape, subject.origin, strict=True)))
    x, y, z = (np.swapaxes(node, 0, 1) for node in nodes)
    labels[where(x, y, z)] = kind
    return replace(subject, labels=labels)


def plane(x: float = 0.0, z: float = 0.0, depth: float = DEPTH) -> ImagePlane:
    """Transverse, the probe's face on y = 0."""
    return ImagePlane((x, depth / 2.0, z), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), WIDTH, depth)
