"""CT numbers by kind of tissue.

Source: HU (tables of CT numbers) for what is marked V2; K is general knowledge; M a value with which pictures came
out right. Contrast columns are K throughout.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CtValue:
    """Hounsfield units: without contrast, the range it lies in, and in the arterial and venous phase.

    grain: relative spread (SD over mean) of its texture at 0.5 mm, as trabeculae have.
    """

    hu: float
    low: float
    high: float
    arterial: float
    venous: float
    mark: str
    source: str = "HU"
    grain: float = 0.0


def _same(hu: float, low: float, high: float, mark: str, source: str = "HU", grain: float = 0.0) -> CtValue:
    """What takes up no contrast."""
    return CtValue(hu, low, high, hu, hu, mark, source, grain)


def _takes(hu: float, low: float, high: float, arterial: float, venous: float, mark: str = "K") -> CtValue:
    return CtValue(hu, low, high, arterial, venous, mark, "HU" if mark == "V2" else "general knowledge")


_OWN = "model value"
_KNOWN = "general knowledge"
CT: dict[str, CtValue] = {
    "air": _same(-1000, -1000, -990, "V2"),
    "air cells": _same(-620, -900, -300, "M", _OWN, 0.3),
    "fat": _same(-100, -110, -50, "V2"),
    "interfascial plane": _same(-38, -90, 20, "M", _OWN),
    "epineurium": _same(-45, -90, 20, "M", _OWN),
    "nuchal ligament": _same(-5, -60, 70, "M", _OWN),
    "loose tissue": _same(-50, -90, 20, "M", _OWN),
    "elastic ligament": _same(65, 40, 90, "M", _OWN),
    "fluid": _same(8, 0, 15, "V2"),
    "white matter": _takes(28, 20, 30, 30, 31, "V2"),
    "grey matter": _takes(39, 37, 45, 41, 42, "V2"),
    "hypophysis": _takes(42, 35, 50, 75, 95),
    "hind lobe": _takes(42, 35, 50, 70, 85),
    "spinal cord": _takes(35, 30, 40, 37, 38),
    "cord grey matter": _takes(37, 30, 42, 39, 40),
    "muscle": _takes(58, 45, 65, 63, 70, "V2"),
    "nerve": _takes(34, 30, 40, 35, 37),
    "nerve root": _takes(32, 25, 40, 33, 35),
    "ganglion": _takes(40, 35, 45, 55, 70),
    "arterial blood": _takes(45, 40, 65, 310, 165, "V2"),
    "venous blood": _takes(45, 40, 65, 150, 175, "V2"),
    "vessel wall": _takes(48, 40, 60, 60, 65),
    "ligament": _same(80, 70, 100, "K", _KNOWN),
    "dura": _takes(70, 60, 90, 78, 90),
    "skin": _takes(50, 40, 60, 54, 58),
    "cartilage": _same(95, 80, 110, "K", _KNOWN),
    "disc": _same(88, 80, 110, "K", _KNOWN),
    "disc core": _same(82, 75, 110, "K", _KNOWN),
    "marrow": _same(290, 50, 350, "M", _OWN, 0.26),
    "cortical bone": _same(1150, 700, 1500, "V2", "HU", 0.04),
    "tooth": _same(1900, 1400, 3000, "K", _KNOWN, 0.02),
    "soft tissue": _takes(45, 35, 60, 65, 85),
    "gland": _takes(12, -20, 40, 40, 60),
    "oedematous nerve": _takes(28, 20, 40, 32, 38),
    "neuroma": _takes(38, 30, 50, 55, 75),
    "schwannoma": _takes(36, 25, 50, 60, 95),
    "meningioma": _takes(55, 45, 65, 90, 120),
    "pannus": _takes(45, 35, 60, 65, 90),
    "enhancing": _takes(42, 30, 60, 70, 100),
    "scar": _takes(62, 50, 80, 66, 74),
    "haematoma": _same(70, 60, 80, "V2"),
    "inflamed vessel wall": _takes(45, 35, 60, 70, 95),
    "oedematous marrow": _same(270, 50, 350, "M", _OWN, 0.2),
    "sclerotic bone": _same(800, 600, 1000, "K", _KNOWN, 0.08),
    "osteophyte": _same(550, 130, 900, "K", _KNOWN, 0.15),
    "fluid pool": _same(5, 0, 10, "K", _KNOWN),
    "contrast pool": _same(180, 150, 400, "K", _KNOWN),
    "needle": _same(3071, 3000, 3071, "K", _KNOWN),
}
