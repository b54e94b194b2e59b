"""Another patient: a specimen drawn from the published frequencies and spreads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.random import Generator

from anatomy_viewer.content.variant_base import base
from anatomy_viewer.content.variant_file import VariantTable
from anatomy_viewer.content.variant_forms import SpreadForm
from anatomy_viewer.model.variants import Patient, VariantChoice, conflict

# Both sides differ by at least this many mm in level or in course where they have the same variants.
_UNLIKE = 1.0


def drawn_patient(folder: Path, seed: int) -> Patient:
    """The patient of `seed`: the same seed, the same patient; each side is drawn by itself, and the two are unlike.

    `variants.yaml` says what is drawn (`sampled`, `spreads`) and what is not; without it, it is the base specimen.
    """
    table, dice = base(folder).table, np.random.default_rng(seed)
    right = _side(table, dice)
    left = _side(table, dice)
    while _alike(right, left) and table.spreads:
        left = _side(table, dice)
    return Patient(right, left, seed)


def _alike(a: VariantChoice, b: VariantChoice) -> bool:
    return (
        a.variants == b.variants
        and abs(a.rise_mm - b.rise_mm) < _UNLIKE
        and abs(a.aside_mm - b.aside_mm) < _UNLIKE
    )


def _side(table: VariantTable, dice: Generator) -> VariantChoice:
    """One variant or none of each group, by its share; a set that cannot be is drawn anew."""
    while True:
        ids = []
        for group in dict.fromkeys(v.group for v in table.variants.values()):
            left = dice.random() * 100.0
            for variant in (v for v in table.variants.values() if v.group == group and v.sampled):
                assert variant.sampled is not None
                left -= variant.sampled
                if left < 0.0:
                    ids.append(variant.id)
                    break
        if conflict(table.variants, tuple(ids)) is None:
            break
    values = {f"{name}_mm": _value(spread, dice) for name, spread in table.spreads.items()}
    return VariantChoice(tuple(sorted(ids)), **values)


def _value(spread: SpreadForm, dice: Generator) -> float:
    """mm: normal, cut off at the most by drawing anew."""
    while True:
        value = float(dice.normal(0.0, spread.sd_mm))
        if abs(value) <= spread.most_mm:
            return round(value, 1)
