"""Another patient: a specimen drawn from the published frequencies and spreads."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from anatomy_viewer.model.variants import Patient, Sampling, Spread, VariantChoice, Variants, conflict

# The sides of a patient differ by at least this many mm in level or course where they have the same variants.
_UNLIKE = 1.0


def drawn_patient(known: Variants, sampling: Sampling, seed: int) -> Patient:
    """The patient of `seed`: the same seed, the same patient; each side is drawn by itself, and the two are unlike.

    Of each group of variants one or none, by its share `sampled`; a set that cannot be is drawn anew.
    """
    dice = np.random.default_rng(seed)
    right, left = _side(known, sampling, dice), _side(known, sampling, dice)
    while sampling.spreads and _alike(right, left):
        left = _side(known, sampling, dice)
    return Patient(right, left, seed)


def _alike(a: VariantChoice, b: VariantChoice) -> bool:
    near = abs(a.rise_mm - b.rise_mm) < _UNLIKE and abs(a.aside_mm - b.aside_mm) < _UNLIKE
    return a.variants == b.variants and near


def _side(known: Variants, sampling: Sampling, dice: Generator) -> VariantChoice:
    ids = _variants(known, dice)
    while conflict(known, ids) is not None:
        ids = _variants(known, dice)
    values = {spread.id: _value(spread, dice) for spread in sampling.spreads}
    return VariantChoice(ids, values.get("rise", 0.0), values.get("aside", 0.0))


def _variants(known: Variants, dice: Generator) -> tuple[str, ...]:
    found = []
    for group in dict.fromkeys(variant.group for variant in known.values()):
        at = dice.random() * 100.0
        for variant in (v for v in known.values() if v.group == group and v.sampled is not None):
            at -= variant.sampled or 0.0
            if at < 0.0:
                found.append(variant.id)
                break
    return tuple(sorted(found))


def _value(spread: Spread, dice: Generator) -> float:
    """mm: normal, cut off at the most by drawing anew."""
    while True:
        value = float(dice.normal(0.0, spread.sd_mm))
        if abs(value) <= spread.most_mm:
            return round(value, 1)
