"""`MrSettings` and what signal each tissue gives with them: spin echo, inversion recovery, balanced steady state.

Signal is stated in parts of 1000: 1000 is the whole magnetisation of water (proton density 100) at coil factor 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from anatomy_viewer.imaging.values import mr_value
from anatomy_viewer.imaging.values_mr import MrValue

SPIN_ECHO, INVERSION, STEADY = "se", "ir", "ssfp"
SCALE, RELAXIVITY, FAT_LEFT, USUAL_DOSE = 1000.0, 4.5, 0.12, 0.6
# ms below which fat may clip: beside so bright a tissue the brain would stay dark.
_SHORT_TE = 40.0
# Share of what moving blood has lost that contrast medium gives back in veins.
_VEIN_BACK = 0.6


@dataclass(frozen=True)
class MrSettings:
    """sequence: 'se', 'ir' or 'ssfp'; field_t: 1.5 or 3.0; tr, te, ti in ms (ti None: 0.693 × T1 of fat); flip in °.

    gadolinium: mmol/l in blood, 0 for none, 0.6 usual. fat_saturation: None for in T1 with gadolinium only. snr: of the
    window's white at 3 T and `nominal_mm`; it goes with the field and the thickness. conspicuity: 0–1, how well a thin
    nerve stands out from its surroundings: how much of the fat lens round it is fat. chemical_shift: samples by which
    fat slips along rows; flow_ghost: 0–1 of pulsation.
    """

    sequence: str = SPIN_ECHO
    field_t: float = 3.0
    tr: float = 600.0
    te: float = 12.0
    ti: float | None = None
    flip: float = 90.0
    thickness_mm: float = 3.0
    gadolinium: float = 0.0
    fat_saturation: bool | None = None
    snr: float = 38.0
    conspicuity: float = 0.6
    chemical_shift: float = 0.0
    flow_ghost: float = 0.0
    step_mm: float = 0.5
    nominal_mm: float = 3.0

    @property
    def inversion_ms(self) -> float:
        """TI: as set, or where fat of this field strength has no signal."""
        return math.log(2.0) * mr_value("fat").at(self.field_t)[0] if self.ti is None else self.ti

    @property
    def saturated(self) -> bool:
        """Is fat's signal taken away? Usual with contrast medium in T1, so that what takes it up stands out."""
        if self.fat_saturation is not None:
            return self.fat_saturation
        return self.gadolinium > 0.0 and self.sequence == SPIN_ECHO and self.te < _SHORT_TE

    @property
    def noise(self) -> float:
        """SD of each of the two channels."""
        gain = self.field_t / 3.0 * self.thickness_mm / self.nominal_mm
        return white(self) / max(self.snr * gain, 1e-3)

    def caption(self) -> str:
        """Field strength and times."""
        times = [f"TR {self.tr:g}", f"TE {self.te:g}"]
        times += [f"TI {self.inversion_ms:.0f}"] if self.sequence == INVERSION else []
        parts = [f"{self.field_t:g} T", *times[:-1], f"{times[-1]} ms"]
        parts += [f"{self.flip:g}°"] if self.sequence == STEADY else []
        parts += ["FS"] if self.saturated else []
        parts += ["Gd"] if self.gadolinium > 0.0 else []
        return " · ".join([*parts, f"{self.thickness_mm:g} mm"])


def signal(kind: str, settings: MrSettings) -> float:
    """0–1000: the signal of a kind of tissue, without texture, coil and noise."""
    row = mr_value(kind)
    t1, t2 = row.at(settings.field_t)
    t1 = 1.0 / (1.0 / t1 + RELAXIVITY * settings.gadolinium * row.uptake / 1000.0)
    level = SCALE * row.pd / 100.0 * _EQUATIONS[settings.sequence](t1, t2, settings)
    if settings.saturated:
        level *= 1.0 - (1.0 - FAT_LEFT) * row.fat
    return level * _moving(row, settings)


def white(settings: MrSettings) -> float:
    """The signal that the window shows white, by tissue: never by the share of bright fluid in view."""
    if settings.sequence == INVERSION or settings.saturated:
        return 2.9 * max(signal("muscle", settings), 1.0)
    if settings.sequence == STEADY:
        return 0.85 * signal("fluid", settings)
    brightest = max(signal("fat", settings), signal("muscle", settings))
    return (1.0 if settings.te < _SHORT_TE else 1.12) * brightest


def window(settings: MrSettings) -> tuple[float, float]:
    """Centre and width: from nothing to `white`."""
    return white(settings) / 2.0, white(settings)


def _moving(row: MrValue, settings: MrSettings) -> float:
    """What flow leaves of the signal of blood; beside the equation, what steady state does to fat and inflow."""
    if settings.sequence == STEADY:
        return row.steady
    kept = row.flow_stir if settings.sequence == INVERSION else row.flow
    back = _VEIN_BACK * min(settings.gadolinium / USUAL_DOSE, 1.0) if 0.1 < kept < 1.0 else 0.0
    return kept + (1.0 - kept) * back


def _spin_echo(t1: float, t2: float, settings: MrSettings) -> float:
    return (1.0 - math.exp(-settings.tr / t1)) * math.exp(-settings.te / t2)


def _inversion(t1: float, t2: float, settings: MrSettings) -> float:
    upright = 1.0 - 2.0 * math.exp(-settings.inversion_ms / t1) + math.exp(-settings.tr / t1)
    return abs(upright) * math.exp(-settings.te / t2)


def _steady(t1: float, t2: float, settings: MrSettings) -> float:
    tr = max(settings.tr, 0.1)
    e1, e2, turn = math.exp(-tr / t1), math.exp(-tr / t2), math.radians(settings.flip)
    below = 1.0 - (e1 - e2) * math.cos(turn) - e1 * e2
    return math.sin(turn) * (1.0 - e1) / below * math.exp(-settings.te / t2)


_EQUATIONS: dict[str, Callable[[float, float, MrSettings], float]] = {
    SPIN_ECHO: _spin_echo,
    INVERSION: _inversion,
    STEADY: _steady,
}
