"""Magnetic resonance: signal averaged over the slice, the band that k-space holds, coil, Rician noise."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.imaging.modality import MOVING, Modality
from anatomy_viewer.imaging.mr_signal import INVERSION, STEADY, MrSettings, window
from anatomy_viewer.imaging.mr_weave import blood_weave, parted_weaves, weave_of
from anatomy_viewer.imaging.needle_marks import mark_mr
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.sampling import Matrix, enlarged, label_slice, matrix, slab, widened
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.imaging.texture import Floats, noise_at, noise_sheet
from anatomy_viewer.model.image_plane import ImagePlane

# Samples' step while moving, mm; most sub-planes; the point spread's σ in mm; where k-space ends and how softly (of
# the band); the coil's place, mm, and how it falls off (recipe page, section 4).
_MOVING_STEP, _MOST, _BLUR, _BAND, _SOFT = 0.7, 5, 0.36, 0.86, 0.05
_COIL, _COIL_BASE, _COIL_GAIN, _COIL_MM = (0.0, -20.0, -40.0), 0.62, 0.75, 70.0
# Ghosts of a pulsating artery: parts of the image's height they lie away, and their strength.
_GHOSTS = ((0.21, 0.45), (-0.21, 0.45), (0.42, 0.2), (-0.42, 0.2))


def simulate_mr(
    subject: Subject, plane: ImagePlane, settings: MrSettings, size: tuple[int, int], quality: str, seed: int
) -> Picture:
    """Signal in parts of 1000 on `plane`; size: columns and rows of the picture."""
    moving = quality == MOVING
    samples = matrix(plane, max(_MOVING_STEP, settings.step_mm) if moving else settings.step_mm)
    planes = 1 if moving else _sub_planes(settings.thickness_mm)
    tissue = _tissue(subject, samples, settings, planes)
    if subject.needle is not None:
        gradient_echo = settings.sequence == STEADY
        tissue = mark_mr(
            tissue, plane, samples.step, settings.thickness_mm, subject.needle, gradient_echo=gradient_echo
        )
    values = _received(tissue, samples, settings, seed)
    shown = np.maximum(enlarged(values, samples, size), 0.0)
    labels = label_slice(subject, plane, size)
    return Picture(shown, "a.u.", plane, labels, window(settings), settings.caption())


def _sub_planes(thickness: float) -> int:
    return min(max(math.ceil(thickness / 0.5 - 0.25), 1), _MOST)


def _tissue(subject: Subject, samples: Matrix, settings: MrSettings, planes: int) -> Floats:
    """Signal of the slab, where wished with fat slipped along the rows and ghosts of the arteries down the columns."""
    thickness = settings.thickness_mm
    if settings.chemical_shift:
        fat, water = parted_weaves(subject, settings)
        slipped = slab(subject, samples, fat, thickness, planes)
        found = slab(subject, samples, water, thickness, planes)
        found += _slipped(slipped, settings.chemical_shift)
    else:
        found = slab(subject, samples, weave_of(subject, settings), thickness, planes)
    if settings.flow_ghost:
        blood = slab(subject, samples, blood_weave(subject, settings), thickness, 1)
        for part, strength in _GHOSTS:
            found += np.float32(settings.flow_ghost * strength) * np.roll(
                blood, round(part * samples.rows), axis=0
            )
    return found


def _slipped(fat: Floats, by: float) -> Floats:
    """Moved to the right by so many samples, between two whole numbers of them as far as it goes."""
    whole = math.floor(by)
    part = np.float32(by - whole)
    found = (1.0 - part) * np.roll(fat, whole, axis=1) + part * np.roll(fat, whole + 1, axis=1)
    return np.asarray(found, dtype=np.float32)


def _received(tissue: Floats, samples: Matrix, settings: MrSettings, seed: int) -> Floats:
    """What the coil hears of it, in the band that is kept, and the modulus with noise in both channels."""
    kept = _banded(tissue, samples.step) * _coil(samples)
    layer = samples.layer(settings.thickness_mm)
    first, second = (
        noise_at(noise_sheet(seed + n, 0.0), samples.first, tissue.shape, layer) for n in (0, 7919)
    )
    sd = np.float32(settings.noise)
    return np.asarray(np.hypot(kept + sd * first, sd * second), dtype=np.float32)


def _banded(tissue: Floats, step: float) -> Floats:
    """Blurred by the point spread; frequencies beyond 0.86 of the band are cut off softly: a trace of ringing."""
    from scipy.fft import irfft2, next_fast_len, rfft2

    rows, columns = tissue.shape
    size = next_fast_len(rows, real=True), next_fast_len(columns, real=True)
    padded = np.pad(tissue, ((0, size[0] - rows), (0, size[1] - columns)), mode="edge")
    down, right = _window(np.fft.fftfreq(size[0]), step), _window(np.fft.rfftfreq(size[1]), step)
    found = irfft2(rfft2(padded) * down[:, None] * right[None, :], s=size)
    return np.asarray(found[:rows, :columns], dtype=np.float32)


def _window(frequency: NDArray[np.floating], step: float) -> Floats:
    """By frequency in cycles a sample."""
    blur = np.exp(-2.0 * (np.pi * frequency * _BLUR / step) ** 2)
    cut = 0.5 * (1.0 - np.tanh((np.abs(frequency) / 0.5 - _BAND) / _SOFT))
    return (blur * cut).astype(np.float32)


def _coil(samples: Matrix) -> Floats:
    """(rows, columns): how well the coil behind the neck hears each place; computed at every eighth sample."""
    gap = samples.places(8) - np.array(_COIL)
    coarse = _COIL_BASE + _COIL_GAIN * np.exp(-np.linalg.norm(gap, axis=-1) / _COIL_MM)
    return widened(coarse.astype(np.float32), 8, (samples.rows, samples.columns))


_STIR = MrSettings(INVERSION, tr=4500.0, te=70.0, thickness_mm=2.0, snr=26.0, nominal_mm=2.0)
_ROWS: tuple[tuple[str, str, MrSettings], ...] = (
    ("t1", "T1", MrSettings()),
    ("t2", "T2", MrSettings(tr=4000.0, te=90.0)),
    ("stir", "STIR", _STIR),
    (
        "neurography",
        "MR neurography",
        replace(_STIR, tr=5000.0, te=95.0, thickness_mm=0.9, snr=22.0, nominal_mm=0.9, conspicuity=0.85),
    ),
    (
        "ciss",
        "CISS",
        MrSettings(
            STEADY, tr=6.0, te=2.7, flip=50.0, thickness_mm=0.6, snr=30.0, nominal_mm=0.6, step_mm=0.4
        ),
    ),
)
MR_ROWS = tuple(
    Modality(key, "mr", name, "a.u.", settings, {"usual": window(settings)}, simulate_mr)
    for key, name, settings in _ROWS
)
