"""The airway with its mucosa, the parotid, and what fills the rest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.airway import airway
from anatomy_viewer.sculpt.volume.coarse import fine, lattice
from anatomy_viewer.sculpt.volume.grid import SHAPE, Mask, axes
from anatomy_viewer.sculpt.volume.tissues import LABEL

Labels = NDArray[np.uint8]
# mm: half width of what is searched for air. Voxels of mucosa on the air where no body is its wall.
_AIRWAY, _MUCOSA = 25.0, 2
SEED = 100


def air() -> Mask:
    """The voxels of the airway, as far as no wall lies there; looked at every second voxel."""
    coarse = [axis.ravel()[::2] for axis in axes()]
    found = np.zeros([len(axis) for axis in coarse], dtype=np.bool_)
    middle = np.abs(coarse[0]) < _AIRWAY
    nodes = np.stack(np.meshgrid(coarse[0][middle], *coarse[1:], indexing="ij"), axis=-1)
    found[middle] = airway(nodes.reshape(-1, 3)).reshape(nodes.shape[:3]) < 0.0
    return found.repeat(2, 0).repeat(2, 1).repeat(2, 2)[: SHAPE[0], : SHAPE[1], : SHAPE[2]]


def fill_rest(labels: Labels, skin: Mask, airy: Mask) -> None:
    """The airway with its mucosa and the parotid in a crude shape, then fat where inside the skin is nothing."""
    from scipy.ndimage import binary_dilation

    x, y, z = axes()
    empty = skin & (labels == 0)
    rough = fine(lattice(SEED, 9.0))
    gland = ((np.abs(x) - 52.0) / 13.0) ** 2 + ((y - 92.0) / 16.0) ** 2 + (
        (z + 24.0) / 24.0
    ) ** 2 < 1.0 + 0.12 * rough
    labels[empty & gland] = LABEL["gland"]
    labels[empty & binary_dilation(airy, iterations=_MUCOSA)] = LABEL["mucosa"]
    labels[empty & airy] = LABEL["air"]
    labels[skin & (labels == 0)] = LABEL["deep_fat"]
