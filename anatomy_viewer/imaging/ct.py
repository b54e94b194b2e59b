"""Computed tomography: CT numbers averaged over the slice, blurred, with noise and hardened beams."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from anatomy_viewer.imaging.ct_artefacts import bone_share, hardening
from anatomy_viewer.imaging.fibres import fibre_frames
from anatomy_viewer.imaging.modality import MOVING, Modality
from anatomy_viewer.imaging.needle_marks import mark_ct
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.sampling import Matrix, enlarged, label_slice, matrix, slab
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.imaging.texture import (
    FAT,
    MUSCLE,
    PLAIN,
    TRABECULAE,
    Floats,
    Weave,
    Words,
    noise_at,
    noise_sheet,
    words,
)
from anatomy_viewer.imaging.values import by_label, ct_value, finer
from anatomy_viewer.model.image_plane import ImagePlane

SOFT, BONE = "soft", "bone"
NONE, ARTERIAL, VENOUS = "none", "arterial", "venous"
WINDOWS = {"soft": (50.0, 380.0), "bone": (500.0, 2000.0), "angio": (200.0, 700.0)}
# By kernel (recipe page, section 3): σ of the point spread in mm, noise in HU at 2 mm, samples' step in mm.
_BLUR, _NOISE, _STEP = {SOFT: 0.42, BONE: 0.25}, {SOFT: 9.0, BONE: 28.0}, {SOFT: 0.4, BONE: 0.3}
_MOVING_STEP, _NOMINAL, _SUB_PLANE, _MOST = 0.5, 2.0, 0.5, 6
# Grainy band-pass noise: σ in samples of the fine blur, and of the coarse one that is taken away.
_FINE, _COARSE, _NEAR_BONE = 0.9, 2.6, 0.7
# Share of muscle in the fat lens round the nerve: it shows no better than in most patients.
LENS, _LENS_MUSCLE = "nerve_fat", 0.3
# How strongly trabeculae show with each kernel.
_STRUTS = {SOFT: np.float32(1.0), BONE: np.float32(1.8)}
# HU and share of strands: septa between muscle bundles towards fat, septa in fat towards fibre.
_STRANDS = {"muscle": (-60.0, 0.8, MUSCLE), "fat": (-20.0, 0.6, FAT), "loose tissue": (0.0, 0.6, FAT)}


@dataclass(frozen=True)
class CtSettings:
    """contrast: 'none', 'arterial' or 'venous'; kernel: 'soft' or 'bone'; noise_hu: SD, None: the kernel's usual.

    The usual noise is 9 HU (soft) and 28 HU (bone) at 2 mm and grows as slices get thinner.
    """

    contrast: str = NONE
    kernel: str = SOFT
    thickness_mm: float = 2.0
    noise_hu: float | None = None
    hardening: float = 1.0

    @property
    def noise(self) -> float:
        """SD in HU far from bone."""
        usual = _NOISE[self.kernel] * math.sqrt(_NOMINAL / max(self.thickness_mm, 0.25))
        return usual if self.noise_hu is None else self.noise_hu

    def caption(self) -> str:
        """Tube voltage, kernel, slice thickness, seconds after the contrast medium."""
        delay = {NONE: "", ARTERIAL: " · contrast, 25 s", VENOUS: " · contrast, 70 s"}[self.contrast]
        return f"120 kV · {self.kernel} · {self.thickness_mm:g} mm{delay}"


def simulate_ct(
    subject: Subject, plane: ImagePlane, settings: CtSettings, size: tuple[int, int], quality: str, seed: int
) -> Picture:
    """CT numbers in HU on `plane`; size: columns and rows of the picture."""
    moving = quality == MOVING
    samples = matrix(plane, _MOVING_STEP if moving else _STEP[settings.kernel])
    planes = 1 if moving else min(max(math.ceil(settings.thickness_mm / _SUB_PLANE), 1), _MOST)
    tissue = slab(subject, samples, _weave(subject, settings), settings.thickness_mm, planes)
    if subject.needle is not None:
        tissue = mark_ct(tissue, plane, samples.step, settings.thickness_mm, subject.needle)
    values = _scanned(tissue, samples, settings, seed)
    shown = np.clip(enlarged(values, samples, size), -1024.0, 3071.0)
    labels = label_slice(subject, plane, size)
    return Picture(shown, "HU", plane, labels, _window(settings), settings.caption())


def _scanned(tissue: Floats, samples: Matrix, settings: CtSettings, seed: int) -> Floats:
    """Blur of the kernel, bands of hardened beams, noise that is stronger near bone."""
    from scipy.ndimage import gaussian_filter

    bone = bone_share(tissue, samples.step)
    values = gaussian_filter(tissue, _BLUR[settings.kernel] / samples.step, mode="nearest")
    values += settings.hardening * hardening(bone, samples, seed)
    sheet = noise_sheet(seed, _FINE, _COARSE)
    grain = noise_at(sheet, samples.first, tissue.shape, samples.layer(settings.thickness_mm))
    values += settings.noise * (1.0 + _NEAR_BONE * bone.near) * grain
    return values


def _weave(subject: Subject, settings: CtSettings) -> Weave:
    """What each label is in the phase of the contrast medium, and its texture."""
    kept = _tables(words(subject.kinds), words(subject.ids), settings.contrast)
    value, strand, share, grain, pattern = kept
    grain = grain * _STRUTS[settings.kernel]
    return Weave(value, strand, share, grain, pattern.astype(np.uint8), fibre_frames(subject))


@lru_cache(maxsize=8)
def _tables(kinds: Words, ids: Words, contrast: str) -> tuple[Floats, ...]:
    def value(kind: str) -> float:
        row = ct_value(kind)
        return {NONE: row.hu, ARTERIAL: row.arterial, VENOUS: row.venous}[contrast]

    def pattern(kind: str) -> int:
        return _STRANDS[kind][2] if kind in _STRANDS else TRABECULAE if ct_value(kind).grain else PLAIN

    of = finer(dict(ids), dict(kinds))
    values = by_label(of, value)
    lens = [label for label, name in ids if name == LENS]
    values[lens] += _LENS_MUSCLE * (value("muscle") - values[lens])
    return (
        values,
        by_label(of, lambda kind: _STRANDS[kind][0] if kind in _STRANDS else 0.0),
        by_label(of, lambda kind: _STRANDS[kind][1] if kind in _STRANDS else 0.0),
        by_label(of, lambda kind: ct_value(kind).grain),
        by_label(of, pattern),
    )


def suited(settings: CtSettings, window: tuple[float, float] | None) -> CtSettings:
    """As a scanner's protocol has it: the bone window shows the sharp kernel in thin slices."""
    return replace(settings, kernel=BONE, thickness_mm=1.0) if window == WINDOWS["bone"] else settings


def _window(settings: CtSettings) -> tuple[float, float]:
    if settings.kernel == BONE:
        return WINDOWS["bone"]
    return WINDOWS["soft"] if settings.contrast == NONE else (60.0, 420.0)


_PLAIN = CtSettings()
_CONTRAST = {"soft": (60.0, 420.0), "angio": WINDOWS["angio"], "bone": WINDOWS["bone"]}
CT_ROWS = (
    Modality("ct", "ct", "CT", "HU", _PLAIN, WINDOWS, simulate_ct),
    Modality(
        "ct_contrast",
        "ct",
        "CT with contrast",
        "HU",
        replace(_PLAIN, contrast=ARTERIAL, thickness_mm=1.5),
        _CONTRAST,
        simulate_ct,
    ),
)
