"""Colour Doppler: B-mode with the flow in arteries and veins, red towards the probe and blue away from it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.imaging.modality import Modality
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.imaging.us import Scanned, heart_beat, laid_out, scanned
from anatomy_viewer.imaging.us_probe import us_plane
from anatomy_viewer.imaging.us_settings import WINDOWS, UsSettings
from anatomy_viewer.imaging.us_skin import skin_field
from anatomy_viewer.imaging.us_tubes import ARTERY, NERVE, VEIN
from anatomy_viewer.model.image_plane import ImagePlane

Reals = NDArray[np.float64]
Floats = NDArray[np.float32]
# Share of the scale at the middle of a vessel of 1 mm and more; what of it flows at rest; noise and what is shown at
# least, in shares of the scale; by how much colour spills over the wall, in radii (model values).
_PEAK, _REST, _NOISE, _LEAST, _SPILL = {ARTERY: 1.0, VEIN: 0.3}, 0.35, 0.02, 0.045, 1.12
_SCALE = 0.55
_LINE = (235, 235, 235, 150)  # the box


def simulate_doppler(
    subject: Subject, plane: ImagePlane, settings: Any, size: tuple[int, int], quality: str, seed: int
) -> Picture:
    """B-mode in dB; `colour` holds the flow inside the box, and the box."""
    skin = skin_field(subject)
    where = us_plane(skin, plane, settings)
    image = scanned(subject, skin, where, settings, quality, seed)
    picture = laid_out(subject, where, image, settings, size)
    speed = velocity(image, settings, seed)
    x, line, sample, z = _pixels(picture, image)
    inside = _in_box(x, z, settings)
    shown = np.where(inside, speed[line, sample], 0.0)
    colour = _coloured(shown)
    colour[_edge(inside)] = _LINE
    return replace(picture, colour=colour, caption=f"{picture.caption} · colour Doppler")


def velocity(image: Scanned, settings: UsSettings, seed: int) -> Floats:
    """(lines, count): flow towards the probe in shares of the scale, 0 where there is none to see."""
    beams, parts = image.beams, image.pieces
    gone, which = image.near[..., 0], image.near[..., 1].astype(np.int64)
    if not len(parts):
        return np.zeros(gone.shape, np.float32)
    part = parts[np.maximum(which, 0)]
    flows = (which >= 0) & (part[..., 17] != NERVE)
    lumen = np.maximum(part[..., 20] - part[..., 22], 0.1)  # within a wall that is inflamed
    ratio = np.where(flows, (part[..., 20] + gone) / lumen, 9.0)
    beam = _steered(image, settings)
    towards = -(part[..., 7:10] * beam[:, None]).sum(axis=-1)
    beat = _REST + (1.0 - _REST) * heart_beat(settings.pulse)
    peak = np.where(part[..., 17] == ARTERY, _PEAK[ARTERY] * beat, _PEAK[VEIN])
    peak = peak * np.minimum(1.0, 0.45 + 0.55 * part[..., 20])
    speed = peak * np.clip(1.0 - (ratio / _SPILL) ** 2, 0.0, 1.0) * towards
    speed = speed + _grain(beams.lines, beams.count, seed) * _NOISE * (ratio < _SPILL)
    return np.where(flows & (np.abs(speed) > _LEAST), speed, 0.0).astype(np.float32)


def _steered(image: Scanned, settings: UsSettings) -> Reals:
    """(lines, 3): the beam that listens for flow, leaning to the right edge, lest it meet vessels squarely."""
    angle, beams = math.radians(settings.steer), image.beams
    side = np.cross(beams.normal, beams.ways)
    return beams.ways * math.cos(angle) - side * math.sin(angle)


def _grain(lines: int, count: int, seed: int) -> Floats:
    """(lines, count): normal noise in blocks of two lines and six samples, as colour is coarser than grey."""
    small = np.random.default_rng(seed + 7).standard_normal(
        (lines // 2 + 1, count // 6 + 1), dtype=np.float32
    )
    return np.repeat(np.repeat(small, 2, axis=0), 6, axis=1)[:lines, :count]


def _pixels(picture: Picture, image: Scanned) -> tuple[Reals, NDArray[np.int64], NDArray[np.int64], Reals]:
    """(rows, columns) each: mm aside, line, sample, mm below the face."""
    rows, columns = picture.values.shape
    plane, beams = picture.plane, image.beams
    u, v = (np.arange(columns) + 0.5) / columns, (np.arange(rows) + 0.5) / rows
    start = np.array(plane.place(0.0, 0.0)) - beams.apex
    x = np.broadcast_to(start @ beams.across + u * plane.width_mm, (rows, columns))
    t = np.broadcast_to((start @ beams.down + v * plane.height_mm)[:, None], (rows, columns))
    line, z = (np.arctan2(x, t), np.hypot(x, t) - beams.radius) if beams.radius else (x, t)
    at = np.rint(line / beams.spread + (beams.lines - 1) / 2.0).astype(np.int64)
    sample = np.rint(z / beams.step - 0.5).astype(np.int64)
    return x, np.clip(at, 0, beams.lines - 1), np.clip(sample, 0, beams.count - 1), z


def _in_box(x: Reals, z: Reals, settings: UsSettings) -> NDArray[np.bool_]:
    aside, deep, wide, high = settings.box
    inside: NDArray[np.bool_] = (np.abs(x - aside) < wide / 2.0) & (np.abs(z - deep) < high / 2.0)
    return inside & (z < settings.depth_mm)


def _edge(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    core = inside.copy()
    core[1:-1, 1:-1] &= inside[:-2, 1:-1] & inside[2:, 1:-1] & inside[1:-1, :-2] & inside[1:-1, 2:]
    return inside & ~core


def _coloured(speed: Floats) -> NDArray[np.uint8]:
    """(rows, columns, 4): red to yellow towards the probe, blue to cyan away."""
    share = np.clip(np.abs(speed) / _SCALE, 0.0, 1.0)
    strong, bright = 120.0 + 135.0 * np.sqrt(share), 225.0 * share**1.5
    towards = speed > 0.0
    colour = np.zeros((*speed.shape, 4), np.uint8)
    colour[..., 0] = np.where(towards, strong, 0.3 * bright)
    colour[..., 1] = np.where(towards, 0.8 * bright + 12.0, bright + 24.0)
    colour[..., 2] = np.where(towards, 8.0, strong)
    colour[..., 3] = np.where(speed != 0.0, 235, 0)
    return colour


DOPPLER_ROWS = (Modality("doppler", "us", "Colour Doppler", "dB", UsSettings(), WINDOWS, simulate_doppler),)
