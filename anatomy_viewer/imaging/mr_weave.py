"""What each label of a subject gives in MR: signal and texture, and the same parted into fat and water."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from anatomy_viewer.imaging.fibres import fibre_frames
from anatomy_viewer.imaging.mr_signal import SPIN_ECHO, MrSettings, signal
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.imaging.texture import FAT, MUSCLE, PLAIN, SWIRLS, TRABECULAE, Floats, Weave, Words, words
from anatomy_viewer.imaging.values import by_label, finer, mr_value

_PATTERNS = {
    "muscle": MUSCLE,
    "fat": FAT,
    "loose tissue": FAT,
    "marrow": TRABECULAE,
    "oedematous marrow": TRABECULAE,
    "fluid": SWIRLS,
}
_SHARES = {"muscle": 0.42, "fat": 0.5, "loose tissue": 0.5}
# Cerebrospinal fluid that moves with the pulse loses some signal at long echo times (ms): relative SD.
_PULSATION, _LATE = 0.10, 60.0
# How much a lens of fat and a thin nerve keep of their own signal beside muscle's where conspicuity is nil.
_LENS, _LENS_KEEPS, _NERVES, _NERVE_KEEPS = "nerve_fat", 0.3, ("gon_right", "gon_left"), 0.5


def weave_of(subject: Subject, settings: MrSettings) -> Weave:
    """Signal by label, its strands (fat between muscle bundles, fibre in fat), its grain."""
    value, strand, share, grain, pattern = _tables(words(subject.kinds), words(subject.ids), settings)
    return Weave(value, strand, share, grain, pattern.astype(np.uint8), fibre_frames(subject))


@lru_cache(maxsize=16)
def _tables(kinds: Words, ids: Words, settings: MrSettings) -> tuple[Floats, ...]:
    muscle = signal("muscle", settings)
    fibre = 0.6 * signal("interfascial plane", settings)
    strands = {"muscle": signal("fat", settings), "fat": fibre, "loose tissue": fibre}
    of = finer(dict(ids), dict(kinds))
    swirls = _PULSATION if settings.sequence == SPIN_ECHO and settings.te > _LATE else 0.0
    value = by_label(of, lambda kind: signal(kind, settings))
    for label, name in ids:
        keeps = _LENS_KEEPS if name == _LENS else _NERVE_KEEPS if name in _NERVES else 1.0
        own = keeps + (1.0 - keeps) * settings.conspicuity
        value[label] = own * value[label] + (1.0 - own) * muscle
    return (
        value,
        by_label(of, lambda kind: strands.get(kind, 0.0)),
        by_label(of, lambda kind: _SHARES.get(kind, 0.0)),
        by_label(of, lambda kind: swirls if kind == "fluid" else mr_value(kind).grain),
        by_label(of, lambda kind: _PATTERNS.get(kind, PLAIN)),
    )


def parted_weaves(subject: Subject, settings: MrSettings) -> tuple[Weave, Weave]:
    """Fat's signal alone and water's alone: together the whole."""
    whole = weave_of(subject, settings)
    fat = by_label(subject.kinds, lambda kind: mr_value(kind).fat)
    strand = by_label(
        subject.kinds, lambda kind: {"muscle": 1.0, "fat": 0.65, "loose tissue": 0.65}.get(kind, 0.0)
    )
    return _scaled(whole, fat, strand), _scaled(whole, 1.0 - fat, 1.0 - strand)


def blood_weave(subject: Subject, settings: MrSettings) -> Weave:
    """Only the arteries, as bright as tissue at rest."""
    rest, nothing = signal("grey matter", settings), np.zeros(256, np.float32)
    blood = by_label(subject.kinds, lambda kind: rest if kind == "arterial blood" else 0.0)
    return replace(weave_of(subject, settings), value=blood, share=nothing, grain=nothing)


def _scaled(weave: Weave, share: Floats, strand: Floats) -> Weave:
    return replace(weave, value=weave.value * share, strand=weave.strand * strand)
