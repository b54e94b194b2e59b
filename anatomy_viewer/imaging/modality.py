"""`Modality`: one row of the table of what can be computed.

`simulate` is a pure function: the same subject, plane, settings, size, quality and seed give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.image_plane import ImagePlane

MOVING, STILL = "moving", "still"
# subject, plane, settings, (columns, rows), quality, seed → picture
Simulate = Callable[[Subject, ImagePlane, Any, tuple[int, int], str, int], Picture]


@dataclass(frozen=True)
class Modality:
    """key: 'ct', 't1', …; family: 'ct', 'mr' or 'us'; settings: the frozen dataclass it starts from.

    windows: presets by name, (centre, width) in `unit`; the first is the usual one.
    """

    key: str
    family: str
    name: str
    unit: str
    settings: Any
    windows: Mapping[str, tuple[float, float]]
    simulate: Simulate
