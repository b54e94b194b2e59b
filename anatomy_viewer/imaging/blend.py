"""A kind of tissue between two others: 'nerve>oedematous nerve@0.60' lies at 60 % of the way to the second.

So that a slider of severity moves signal, HU and echo smoothly, a table of values is asked through `looked_up`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

Row = TypeVar("Row")
_STEPS = 20


def blended(usual: str, changed: str, share: float) -> str:
    """The kind `share` (0–1, to the nearest twentieth) of the way from `usual` to `changed`."""
    step = round(min(max(share, 0.0), 1.0) * _STEPS)
    if step == 0:
        return usual
    return changed if step == _STEPS else f"{usual}>{changed}@{step / _STEPS:.2f}"


def parted(kind: str) -> tuple[str, str, float]:
    """The two kinds that `kind` lies between, and how far along; a plain kind twice, and 0."""
    usual, mark, rest = kind.partition(">")
    if not mark:
        return kind, kind, 0.0
    changed, _, share = rest.rpartition("@")
    return usual, changed, float(share)


def looked_up(table: Mapping[str, Row], kind: str) -> Row:
    """The row of `kind`: a number, tuple of numbers or dataclass of them; a blended kind's lies between two rows.

    Raises KeyError where the table lacks a kind.
    """
    usual, changed, share = parted(kind)
    return table[usual] if share == 0.0 else _between(table[usual], table[changed], share)


def _between(a: Any, b: Any, share: float) -> Any:
    if is_dataclass(a) and not isinstance(a, type):
        changes = {f.name: _between(getattr(a, f.name), getattr(b, f.name), share) for f in fields(a)}
        return replace(a, **changes)
    if isinstance(a, tuple):
        return tuple(_between(p, q, share) for p, q in zip(a, b, strict=True))
    if isinstance(a, bool) or not isinstance(a, int | float):
        return b if share >= 0.5 else a
    return a + share * (b - a)
