"""What bone does to CT beyond its own place: hardened beams, more noise beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anatomy_viewer.imaging.sampling import Matrix
from anatomy_viewer.imaging.texture import Floats, noise_sheet

# HU where bone begins and its full weight; σ in mm of the blur; HU of the dark band between two thick bones.
_FROM, _FULL, _NEAR_MM, _BAND_HU, _STREAK_HU = 250.0, 1000.0, 4.0, 20.0, 6.0
# mm of compact bone to either side with which the band has two thirds of its depth.
_HALF_MM = 12.0


@dataclass(frozen=True, eq=False)
class Bone:
    """(rows, columns): share of compact bone, 0 and more, and the same spread over its neighbourhood, 0–1."""

    share: Floats
    near: Floats


def bone_share(tissue: Floats, step: float) -> Bone:
    """Of CT numbers `step` mm apart."""
    from scipy.ndimage import gaussian_filter

    share = np.clip((tissue - _FROM) / _FULL, 0.0, 2.0).astype(np.float32)
    coarse = share[::4, ::4]
    near = gaussian_filter(coarse, _NEAR_MM / (4.0 * step), mode="nearest")
    wide = np.repeat(np.repeat(near, 4, axis=0), 4, axis=1)[: share.shape[0], : share.shape[1]]
    return Bone(share, np.clip(wide * 2.0, 0.0, 1.0))


def hardening(bone: Bone, samples: Matrix, seed: int) -> Floats:
    """(rows, columns) HU: dark bands between bones that lie beside each other in the patient, and fine streaks.

    Only along a direction of the image that runs from side to side; nothing in a sagittal plane.
    """
    across, down = abs(samples.plane.across[0]), abs(samples.plane.down[0])
    if max(across, down) < 0.5:
        return np.zeros_like(bone.share)
    share = bone.share if across >= down else bone.share.T
    dark = _between(share, samples.step, seed)
    return dark if across >= down else np.ascontiguousarray(dark.T)


def _between(share: Floats, step: float, seed: int) -> Floats:
    """Along rows: how much bone lies to either side, each saturating; streaks where there is much on both."""
    from scipy.ndimage import gaussian_filter1d

    blurred = gaussian_filter1d(share, 1.2 / step, axis=0, mode="nearest")
    left = np.cumsum(blurred, axis=1) * step
    right = left[:, -1:] - left
    band = (1.0 - np.exp(-left / _HALF_MM)) * (1.0 - np.exp(-right / _HALF_MM))
    rows = np.arange(share.shape[0]) % 512
    streak = gaussian_filter1d(noise_sheet(seed, 0.0)[rows, :1], 1.0, axis=0)
    found = band * (np.float32(_STREAK_HU) * streak - np.float32(_BAND_HU))
    return np.asarray(found * np.exp(-2.0 * share), dtype=np.float32)
