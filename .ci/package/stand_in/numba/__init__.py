"""What the packaged application has in place of numba: `njit` finds the loop that was compiled when it was packaged.

A call whose types were not foreseen runs the same loop as plain Python: slow, and right.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import _anatomy_kernels
import numpy as np

_TABLE = json.loads((Path(__file__).parent / "_anatomy_kernels_table.json").read_text(encoding="utf-8"))


def njit(*plain: Callable[..., Any], **_options: Any) -> Any:
    """The decorator, with or without options."""
    return _compiled(plain[0]) if plain else _compiled


def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    rows = _TABLE.get(f"{function.__module__}.{function.__qualname__}", [])
    loops = {_frozen(row["types"]): getattr(_anatomy_kernels, row["name"]) for row in rows}

    def call(*values: Any) -> Any:
        return loops.get(tuple(_kind(value) for value in values), function)(*values)

    return call if loops else function


def _frozen(types: Any) -> Any:
    """Lists of the table as tuples, which can be looked up."""
    if isinstance(types, dict):
        return ("tuple", *_frozen(types["tuple"]))
    return tuple(_frozen(one) for one in types) if isinstance(types, list) else types


def _kind(value: Any) -> Any:
    """The type of a value in the words of the table."""
    if isinstance(value, np.ndarray):
        layout = "C" if value.flags.c_contiguous else "F" if value.flags.f_contiguous else "A"
        return (value.dtype.name, value.ndim, layout)
    if isinstance(value, tuple):
        return ("tuple", *(_kind(part) for part in value))
    if isinstance(value, np.generic):
        return value.dtype.name
    return {bool: "bool", int: "int64", float: "float64"}.get(type(value), type(value).__name__)
