"""Taking roll and yaw out of a midline bone: register it with its mirror image and go half the way."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.sculpt.compare.reference import Shape

Reals = NDArray[np.float64]
_ROUNDS = 20


def upright(shape: Shape) -> Shape:
    """`shape` without roll (about y), yaw (about z) and shift along x; pitch, y and z stay as they are.

    With G the motion that lays the mirror image on the bone and T the motion wanted, G = T T for roll, yaw and shift.
    """
    from scipy.linalg import sqrtm

    half = np.real(sqrtm(_motion(shape.mirrored, shape)))
    return Shape(_moved(shape.corners.reshape(-1, 3), np.linalg.inv(half)).reshape(-1, 3, 3))


def _motion(source: Shape, target: Shape) -> Reals:
    """(4, 4): the rigid motion of `source` onto `target`: closest points, point to plane (Chen and Medioni 1992)."""
    surface = Surface(target.corners.reshape(-1, 3), np.arange(3 * len(target.corners)).reshape(-1, 3))
    points, total = source.corners.mean(axis=1), np.eye(4)
    for _ in range(_ROUNDS):
        here = _moved(points, total)
        _, places, faces = surface.closest(here, 3)
        normals = surface.normals[faces]
        gaps = ((here - places) * normals).sum(axis=1)
        kept = np.abs(gaps) <= np.quantile(np.abs(gaps), 0.9)
        rows = np.hstack([np.cross(here, normals), normals])[kept]
        step = np.linalg.lstsq(rows, -gaps[kept], rcond=None)[0]
        total = _rigid(step) @ total
    return total


def _rigid(step: Reals) -> Reals:
    """(4, 4) of a rotation vector and a shift (6,)."""
    from scipy.spatial.transform import Rotation

    motion = np.eye(4)
    motion[:3, :3], motion[:3, 3] = Rotation.from_rotvec(step[:3]).as_matrix(), step[3:]
    return motion


def _moved(points: Reals, motion: Reals) -> Reals:
    return np.asarray(points @ motion[:3, :3].T + motion[:3, 3])
