"""Nerves and vessels of an ultrasound image as short straight pieces: voxels cannot carry a nerve 1.4 mm thick."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.course import outward_at
from anatomy_viewer.imaging.subject import Subject, Tube
from anatomy_viewer.imaging.us_beams import Beams
from anatomy_viewer.imaging.values import us_value

Reals = NDArray[np.float64]
Floats = NDArray[np.float32]
NERVE, ARTERY, VEIN = 1.0, 2.0, 3.0
_KINDS = {"nerve": NERVE, "artery": ARTERY, "vein": VEIN}
# mm of fat round a nerve: without it a nerve can't be seen (imaging.md 1.11); of the echo round any wall; tubes kept.
_LENS = {"greater_occipital_nerve": 1.25, "third_occipital_nerve": 0.8, "lesser_occipital_nerve": 0.8}
_BEYOND, _KEPT = 0.6, 4
# dB by which the tissue between a nerve's bundles is brighter than they are (model value).
_BETWEEN = 13.0
_CRISP = 4.0  # dB given back to the rim, which is thinner than the pulse
SWELL = 0.07  # share of its radius by which an artery grows at the height of the pulse (model value)
# Columns of a piece: 0–3 first and last line, first and last sample that it may touch; 4–6 start, 7–9 axis, 10 length,
# 11–13 thin axis, 14–15 short radius at its start and end, 16 long over short, 17 kind, 18 mm of fat round it, 19 mm
# along the tube, 20 radius of a circle as large, 21 how swollen, 22 mm of an inflamed wall.
PIECE, BOX = 23, 4
_KNOWN: OrderedDict[int, tuple[Mapping[str, Tube], Reals]] = OrderedDict()


def pieces(subject: Subject, beams: Beams, pulse: float, reach: float) -> Floats:
    """(n, PIECE): those within `reach` mm of the image; `pulse`: 0–1, how full the arteries are."""
    every = _every(subject.tubes)
    wide = np.maximum(every[:, 10], every[:, 11]) * every[:, 12] + np.maximum(every[:, 14], _BEYOND)
    away = np.abs((every[:, :3] - beams.apex) @ beams.normal)
    kept = np.flatnonzero(away < wide + reach + every[:, 6])
    every, wide = every[kept], wide[kept]
    ends = every[:, :3] + every[:, 6, None] * every[:, 3:6]
    box = _box(beams, every[:, :3], ends, wide)
    full = np.where(every[:, 13] == ARTERY, 1.0 + SWELL * pulse, 1.0)
    every[:, 10:12] *= full[:, None]
    every[:, 16] *= full
    whole = np.column_stack([box, every])
    return whole[(box[:, 0] < box[:, 1]) & (box[:, 2] < box[:, 3])].astype(np.float32)


def inks() -> Floats:
    """(11,): dB of bundles, rim, fat, brighter between, swollen, lumen, walls of artery and vein, halo; two losses."""
    kinds = ("nerve", "epineurium", "fat", "oedematous nerve", "arterial blood", "vessel wall", "vessel wall")
    echo = [us_value(kind).echo_db for kind in (*kinds, "inflamed vessel wall")]
    loss = [us_value(kind).attenuation for kind in ("nerve", "arterial blood")]
    echo[1] += _CRISP
    return np.array([*echo[:3], _BETWEEN, *echo[3:6], echo[6] - 3.0, echo[7], *loss], dtype=np.float32)


def _every(tubes: Mapping[str, Tube]) -> Reals:
    """(n, PIECE - BOX): all pieces of the subject's tubes, as they are at rest; kept."""
    key = id(tubes)
    if key not in _KNOWN:
        parts = [_of_tube(tube) for tube in tubes.values() if tube.kind in _KINDS]
        _KNOWN[key] = (tubes, np.concatenate([np.zeros((0, PIECE - BOX)), *parts]))
        while len(_KNOWN) > _KEPT:
            _KNOWN.popitem(last=False)
    return _KNOWN[key][1]


def _of_tube(tube: Tube) -> Reals:
    """(n, PIECE - BOX): the pieces between its stations."""
    step = np.diff(tube.stations[:, :3], axis=0)
    length = np.linalg.norm(step, axis=1)
    hit = np.flatnonzero(length > 1e-4)
    start, radius = tube.stations[hit, :3], tube.stations[:, 3]
    axis = step[hit] / length[hit, None]
    thin = outward_at(start)
    thin = thin - (thin * axis).sum(axis=1, keepdims=True) * axis
    thin /= np.maximum(np.linalg.norm(thin, axis=1, keepdims=True), 1e-9)
    lens = next((mm for name, mm in _LENS.items() if tube.id.startswith(name)), 0.0)
    short = radius * np.sqrt(tube.flat)
    same = np.broadcast_to([1.0 / tube.flat, _KINDS[tube.kind], lens], (len(hit), 3))
    way = (np.cumsum(length) - length)[hit]
    ends = (short[hit], short[hit + 1])
    swollen = (
        np.zeros(len(hit)) if tube.swelling is None else np.asarray(tube.swelling, dtype=np.float64)[hit]
    )
    ill = np.full(len(hit), tube.wall_mm or 0.0)
    return np.column_stack([start, axis, length[hit], thin, *ends, same, way, radius[hit], swollen, ill])


def _box(beams: Beams, a: Reals, b: Reals, wide: Reals) -> Reals:
    """(n, 4): first and last line, first and last sample that a piece can reach, cut to the image."""
    one, two = beams.grid(a), beams.grid(b)
    low, high = np.minimum(one, two), np.maximum(one, two)
    pitch = beams.spread * (beams.radius + np.maximum(low[:, 1], 1.0)) if beams.radius else beams.spread
    lines, samples = wide / pitch + 2.0, wide / beams.step * 1.3 + 4.0
    return np.column_stack(
        [
            np.clip(np.floor(low[:, 0] - lines), 0, beams.lines),
            np.clip(np.ceil(high[:, 0] + lines), 0, beams.lines),
            np.clip(np.floor(low[:, 1] / beams.step - samples), 0, beams.count),
            np.clip(np.ceil(high[:, 1] / beams.step + samples), 0, beams.count),
        ]
    )
