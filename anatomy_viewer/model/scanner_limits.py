"""What a lesson may set on a scanner: by family, the least and most of a number, or the words that there are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Limit = tuple[float, float] | tuple[str, ...]
_THICK: Limit = (0.6, 5.0)
LIMITS: Mapping[str, Mapping[str, Limit]] = MappingProxyType(
    {
        "ct": {
            "contrast": ("none", "arterial", "venous"),
            "kernel": ("soft", "bone"),
            "thickness_mm": _THICK,
            "hardening": (0.0, 2.0),
        },
        "mr": {
            "field_t": (1.5, 3.0),
            "gadolinium": (0.0, 0.6),
            "thickness_mm": _THICK,
            "conspicuity": (0.0, 1.0),
            "tr": (5.0, 8000.0),
            "te": (2.0, 200.0),
            "ti": (50.0, 2800.0),
            "snr": (5.0, 80.0),
            "chemical_shift": (0.0, 4.0),
            "flow_ghost": (0.0, 1.0),
        },
        "us": {
            "probe": ("linear", "curved"),
            "depth_mm": (20.0, 120.0),
            "gain_db": (-20.0, 20.0),
            "frequency_mhz": (3.0, 15.0),
            "focus_mm": (5.0, 80.0),
        },
    }
)


def is_allowed(family: str, name: str, value: float | str) -> bool:
    """May the setting `name` of a family have this value?"""
    limit = LIMITS[family].get(name, ())
    if limit and isinstance(limit[0], str):
        return value in limit
    if not limit or isinstance(value, str):
        return False
    least, most = limit
    return float(least) <= value <= float(most)
