"""MR relaxation times and proton density by kind of tissue.

1.5 T: LIQ (table of relaxation times), marked V2; 3 T and proton density general knowledge, K. T1 rises with the field
and T2 hardly changes (STA06). M: moved within or beside the table's range so that signals stand to muscle's as they
do in pictures (muscle T2 47 at 3 T, fat T2 130, marrow T1 540, swollen nerve T1 1300 and T2 125).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MrValue:
    """t1, t2 in ms at 1.5 and 3 T; pd: proton density, water = 100.

    uptake: of gadolinium, 0–1. flow, flow_stir: the share of signal that moving blood keeps in spin echo and in STIR.
    steady: factor in balanced steady state beside the equation (fat out of phase, inflowing blood). fat: share of fat,
    which fat saturation removes. grain: relative spread of its texture.
    """

    t1_15: float
    t2_15: float
    t1_30: float
    t2_30: float
    pd: float
    mark: str
    uptake: float = 0.0
    flow: float = 1.0
    flow_stir: float = 1.0
    steady: float = 1.0
    fat: float = 0.0
    grain: float = 0.045
    source: str = "LIQ, STA06"

    def at(self, field_t: float) -> tuple[float, float]:
        """T1 and T2 in ms at 1.5 or 3.0 tesla."""
        return (self.t1_15, self.t2_15) if field_t < 2.25 else (self.t1_30, self.t2_30)


_OWN = "model value"
MR: dict[str, MrValue] = {
    "air": MrValue(1000, 1, 1000, 1, 0, "K", grain=0.0),
    "air cells": MrValue(1000, 20, 1200, 15, 8, "M", source=_OWN),
    "fat": MrValue(260, 110, 370, 130, 90, "V2", fat=1.0, steady=0.72),
    "interfascial plane": MrValue(300, 75, 420, 85, 68, "M", fat=0.65, steady=0.8, source=_OWN),
    "epineurium": MrValue(300, 75, 420, 85, 68, "M", fat=0.65, steady=0.8, source=_OWN),
    "nuchal ligament": MrValue(330, 55, 440, 60, 60, "M", fat=0.5, steady=0.8, source=_OWN),
    "loose tissue": MrValue(420, 85, 560, 90, 78, "M", fat=0.55, steady=0.8, source=_OWN),
    "elastic ligament": MrValue(650, 32, 800, 30, 60, "M", uptake=0.05, source=_OWN),
    "fluid": MrValue(4300, 2200, 4300, 2000, 100, "V2", grain=0.0),
    "white matter": MrValue(830, 82, 1080, 69, 70, "V2", grain=0.02),
    "grey matter": MrValue(1020, 98, 1650, 92, 82, "V2", grain=0.02),
    "hypophysis": MrValue(950, 90, 1350, 88, 82, "K", uptake=1.0, grain=0.03),
    "hind lobe": MrValue(420, 90, 560, 88, 82, "K", uptake=0.9, grain=0.03),
    "spinal cord": MrValue(745, 74, 990, 78, 75, "K", grain=0.02),
    "cord grey matter": MrValue(830, 84, 1120, 88, 80, "K", grain=0.02),
    "muscle": MrValue(940, 46, 1410, 47, 75, "V2", uptake=0.06),
    "nerve": MrValue(800, 72, 1080, 78, 65, "K", uptake=0.04),
    "nerve root": MrValue(800, 80, 1080, 85, 72, "K", grain=0.0),
    "ganglion": MrValue(900, 92, 1200, 95, 78, "K", uptake=0.55),
    "arterial blood": MrValue(1350, 200, 1800, 210, 85, "V2", 1.0, 0.06, 0.06, 1.7, grain=0.0),
    "venous blood": MrValue(1350, 120, 1750, 100, 85, "V2", 1.0, 0.3, 0.5, 1.6, grain=0.0),
    "vessel wall": MrValue(900, 45, 1150, 40, 70, "K", uptake=0.2),
    "ligament": MrValue(500, 8, 600, 7, 50, "K", uptake=0.03),
    "dura": MrValue(550, 10, 650, 9, 50, "K", uptake=0.4),
    "skin": MrValue(800, 35, 1000, 30, 65, "K", uptake=0.12),
    "cartilage": MrValue(1020, 38, 1170, 37, 70, "K"),
    "disc": MrValue(900, 60, 1100, 50, 66, "K"),
    "disc core": MrValue(1000, 95, 1250, 90, 84, "K"),
    "marrow": MrValue(400, 68, 540, 70, 75, "M", uptake=0.1, fat=0.5, steady=0.75, grain=0.09),
    "cortical bone": MrValue(200, 0.5, 220, 0.4, 20, "K"),
    "tooth": MrValue(200, 0.4, 220, 0.3, 8, "K"),
    "soft tissue": MrValue(1000, 68, 1300, 68, 80, "K", uptake=0.65),
    "gland": MrValue(620, 75, 820, 72, 80, "K", uptake=0.35, fat=0.35, grain=0.07),
    "oedematous nerve": MrValue(1000, 118, 1300, 125, 80, "M", uptake=0.35),
    "neuroma": MrValue(1050, 105, 1350, 110, 82, "M", uptake=1.0, source=_OWN),
    "schwannoma": MrValue(1150, 125, 1500, 130, 86, "M", uptake=1.0, source=_OWN),
    "meningioma": MrValue(1050, 98, 1400, 98, 81, "M", uptake=1.0, source=_OWN),
    "pannus": MrValue(1100, 62, 1450, 60, 78, "M", uptake=0.8, source=_OWN),
    "enhancing": MrValue(1050, 95, 1350, 95, 80, "M", uptake=1.0, source=_OWN),
    "scar": MrValue(850, 32, 1100, 30, 62, "M", uptake=0.3, source=_OWN),
    "haematoma": MrValue(450, 75, 550, 65, 85, "M", source=_OWN),
    "inflamed vessel wall": MrValue(950, 85, 1250, 85, 80, "M", uptake=0.9, source=_OWN),
    "oedematous marrow": MrValue(850, 105, 1100, 110, 84, "M", uptake=0.5, fat=0.15, grain=0.07, source=_OWN),
    "sclerotic bone": MrValue(500, 6, 600, 5, 35, "M", fat=0.2, source=_OWN),
    "osteophyte": MrValue(400, 30, 540, 28, 50, "M", fat=0.4, source=_OWN),
    "fluid pool": MrValue(3000, 1200, 3000, 1100, 98, "K", grain=0.0),
    "contrast pool": MrValue(2600, 900, 2600, 900, 96, "K", grain=0.0),
    "needle": MrValue(1000, 1, 1000, 1, 0, "K", grain=0.0),
}
