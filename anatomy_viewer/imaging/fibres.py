"""Which way each muscle's fibres run: as the volume says, else along the long axis of its voxels."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.imaging.subject import Labels, Subject

Floats = NDArray[np.float32]
# Every third voxel along each axis is looked at; axes are rounded, so that a local change elsewhere in the volume
# doesn't turn the texture of a muscle.
_STRIDE, _FEWEST, _ROUND, _KEPT = 3, 12, 0.05, 3
_LOCK = Lock()  # images are computed side by side
_KNOWN: OrderedDict[int, tuple[Labels, Floats]] = OrderedDict()


def fibre_frames(subject: Subject) -> Floats:
    """(256, 3, 3): by label unit rows across, as nearly front to back as can be, and along its fibres.

    The identity for what is no muscle. Kept while one of the last few volumes is looked at.
    """
    key = id(subject.labels)  # kept with the labels, so that the number stays theirs
    with _LOCK:
        known = _KNOWN.get(key)
        if known is None:
            known = _KNOWN[key] = (subject.labels, _measured(subject))
            while len(_KNOWN) > _KEPT:
                _KNOWN.popitem(last=False)
    return known[1]


def _measured(subject: Subject) -> Floats:
    frames = np.tile(np.eye(3, dtype=np.float32), (256, 1, 1))
    for label, fibre in subject.fibres.items():
        frames[label] = _square(np.array(fibre, dtype=np.float64))
    others = [n for n, kind in subject.kinds.items() if kind == "muscle" and n not in subject.fibres]
    if not others:
        return frames
    thin = subject.labels[::_STRIDE, ::_STRIDE, ::_STRIDE]
    muscle = np.zeros(256, dtype=bool)
    muscle[others] = True
    nodes = np.argwhere(muscle[thin])
    which = thin[tuple(nodes.T)]
    for number in others:
        own = nodes[which == number].astype(np.float64)
        if len(own) > _FEWEST:
            frames[number] = _frame(np.linalg.eigh(np.cov((own - own.mean(axis=0)).T))[1][:, -1])
    return frames


def _frame(along: NDArray[np.float64]) -> Floats:
    along = np.rint(along / along[np.argmax(np.abs(along))] / _ROUND)
    return _square(along / np.linalg.norm(along))


def _square(along: NDArray[np.float64]) -> Floats:
    """Rows across, as nearly front to back as can be, and `along`, a unit vector."""
    back = np.array([0.0, 1.0, 0.0]) if abs(along[1]) < 0.9 else np.array([0.0, 0.0, 1.0])
    thin = back - along * float(np.dot(back, along))
    thin /= np.linalg.norm(thin)
    return np.stack([np.cross(thin, along), thin, along]).astype(np.float32)
