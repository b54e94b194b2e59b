"""The table of labels that the ultrasound kernels look up; values of kinds stand in `values_us.py`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.imaging.blend import parted
from anatomy_viewer.imaging.values import us_value

# Columns: dB, log of impedance, dB/cm/MHz, and shares of what has a texture or a shadow of its own.
ECHO, IMPEDANCE, LOSS, MUSCLE, LAYERED, BONE, POOL, SHEET = range(8)
# Added to the attenuation of bone and air, dB per mm at any frequency: the shadow (imaging.md 5.8).
SHADOW = 34.0
_GEL = (-70.0, float(np.log(1.5)), 0.05)  # what fills the gap where the probe has no contact
_BONES = (
    "cortical bone",
    "marrow",
    "air cells",
    "air",
    "tooth",
    "oedematous marrow",
    "sclerotic bone",
    "osteophyte",
)
_LAYERS = ("fat", "skin", "soft tissue")
_SHEETS = ("interfascial plane", "nuchal ligament", "aponeurosis")
_NERVES = ("nerve", "oedematous nerve")
_POOLS = ("fluid pool", "contrast pool")


def label_table(
    kinds: Mapping[int, str], ids: Mapping[int, str], *, tubes: tuple[str, ...] = ()
) -> NDArray[np.float32]:
    """(256, 8): by label what the columns say.

    tubes: kinds of tube that are drawn by themselves; the voxels under them look like what lies round them.
    """
    table = np.zeros((256, 8), dtype=np.float32)
    table[:, :3] = _GEL
    for number, kind in kinds.items():
        if number == 0:
            continue
        kind = "fat" if ids.get(number) == "septum" else _under(kind, tubes)  # the kernels have finer septa
        value, main = us_value(kind), parted(kind)[0]
        table[number, :3] = value.echo_db, np.log(value.z), value.attenuation
        if ids.get(number) == "nerve_fat":  # fades into the muscle: a lens with an edge looks like a cyst
            table[number, IMPEDANCE] = np.log(us_value("muscle").z)
        if (
            main in _POOLS
        ):  # its border is a faint line, as steroid and anaesthetic are no pure water (model value)
            table[number, IMPEDANCE] = np.log(1.6)
        if (
            ids.get(number) == "galea"
        ):  # dense fibres square to the beam: the brightest sheet of the scalp (model value)
            table[number, ECHO] = -17.0
        table[number, MUSCLE] = main == "muscle"
        table[number, LAYERED] = main in _LAYERS and ids.get(number) != "nerve_fat"
        table[number, BONE] = main in _BONES
        table[number, POOL] = main in _POOLS
        table[number, SHEET] = main in _SHEETS or ids.get(number) == "galea"
    return table


def _under(kind: str, tubes: tuple[str, ...]) -> str:
    vessel = kind in ("arterial blood", "vessel wall", "inflamed vessel wall") and "artery" in tubes
    return "fat" if vessel or (parted(kind)[0] in _NERVES and "nerve" in tubes) else kind
