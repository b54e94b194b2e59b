"""Ultrasound from the labelled tissue: straight beams, hashed scatterers, a Gaussian pulse, compounding.

The recipe is imaging.md 5, of the family of Gao 2009 and Bürger 2013 (convolution of scatterers with a point-spread
function along straight rays); scatterers are single points of the world, so that speckle moves with the tissue.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.threads import THREADS, shared
from anatomy_viewer.imaging.fibres import fibre_frames
from anatomy_viewer.imaging.modality import STILL, Modality
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.imaging.texture import floor_noise, streaks
from anatomy_viewer.imaging.us_beams import AXIAL, Beams, lateral_sigma, make_beams, slice_sigma
from anatomy_viewer.imaging.us_needle import needle_echo
from anatomy_viewer.imaging.us_probe import us_plane
from anatomy_viewer.imaging.us_settings import WINDOWS, UsSettings
from anatomy_viewer.imaging.us_skin import SkinField, skin_field
from anatomy_viewer.imaging.us_tubes import inks, pieces
from anatomy_viewer.imaging.us_values import BONE, ECHO, LOSS, SHADOW, label_table
from anatomy_viewer.model.image_plane import ImagePlane

Floats = NDArray[np.float32]
Reals = NDArray[np.float64]
# Scan lines and samples per wavelength, by quality; the most samples of a line.
_LINES, _PER_WAVE, _MOST = {True: 288, False: 176}, {True: 2.0, False: 1.35}, 900
# Elevations of a still image in σ of the slice, and their weights.
_ELEVATIONS = {True: ((-1.1, 0.25), (0.0, 0.5), (1.1, 0.25)), False: ((0.0, 1.0),)}
# Scatterers: mm between them at 10 MHz.
_CELL = 0.28
# Echo of an interface for each unit of slope of log impedance per mm; its share in any direction (imaging.md 5.6).
_MIRROR, _DIFFUSE, _BONE_GAIN, _SOFT_GAIN = 0.16, 0.18, 1.25, 0.75
_CLEFT = 5  # lines
# dB of the electronic noise without gain; echoes of the near field under bone, in dB (imaging.md 5.11).
_FLOOR, _REVERB = -72.0, (-37.0, -46.0)


@dataclass(frozen=True, eq=False)
class Scanned:
    """db (lines, count) below white; near (lines, count, 2) and pieces: nerves and vessels of the middle elevation."""

    beams: Beams
    db: Floats
    near: Floats
    pieces: Floats


def simulate_us(
    subject: Subject, plane: ImagePlane, settings: Any, size: tuple[int, int], quality: str, seed: int
) -> Picture:
    """B-mode in dB below white; the picture's own plane starts at the skin. `warp`: where pixels really lie."""
    skin = skin_field(subject)
    where = us_plane(skin, plane, settings)
    return laid_out(subject, where, scanned(subject, skin, where, settings, quality, seed), settings, size)


def scanned(
    subject: Subject, skin: SkinField, plane: ImagePlane, settings: UsSettings, quality: str, seed: int
) -> Scanned:
    """The image on scan lines, before it is laid out in pixels; `plane` starts at the skin."""
    still = quality == STILL
    step = max(settings.wavelength_mm / _PER_WAVE[still], settings.depth_mm / _MOST)
    beams = make_beams(skin, plane, settings, _LINES[still], step)
    sigma = slice_sigma(settings)
    parts = pieces(subject, beams, heart_beat(settings.pulse), 1.5 * sigma)
    echo, loss, steady, near = _tissue(subject, skin, beams, settings, parts, still)
    bone = first_bone(loss, beams)
    taps = _taps(AXIAL * settings.wavelength_mm / beams.step)
    if subject.needle is not None:
        bright, dark = needle_echo(subject.needle, beams, sigma, taps)
        loss += dark
    kept = 10.0 ** (-loss / 20.0) * beams.contact[:, None]
    steady *= kept
    if subject.needle is not None:
        steady += bright * np.maximum(kept, 0.35 * beams.contact[:, None])
    db = _formed(beams, settings, taps, sigma, echo * kept, steady, bone, seed)
    return Scanned(beams, db, near, parts)


def heart_beat(pulse: float) -> float:
    """0–1 through a beat: up fast, down slowly, with a notch (model curve)."""
    t = pulse % 1.0
    return float(np.exp(-((t - 0.18) ** 2) / 0.008) + 0.35 * np.exp(-((t - 0.45) ** 2) / 0.012))


def _tissue(
    subject: Subject, skin: SkinField, beams: Beams, settings: UsSettings, parts: Floats, still: bool
) -> tuple[Floats, Floats, Floats, Floats]:
    """(lines, count) amplitude of scattering, dB lost on both ways, echoes of interfaces, and (…, 2) the tubes."""
    shape = (beams.lines, beams.count)
    total = np.zeros((*shape, 3), np.float32)
    near = np.empty((*shape, 2), np.float32)
    for beyond, weight in _ELEVATIONS[still]:
        off = np.empty_like(near) if beyond else near
        rows = _rows(subject, skin, beams, parts, beyond * slice_sigma(settings), off)
        total[..., 0] += np.float32(weight) * np.exp(rows[..., ECHO] * np.float32(np.log(10.0) / 20.0))
        total[..., 1] += np.float32(weight) * (
            rows[..., LOSS] * np.float32(0.2 * settings.frequency_mhz) + rows[..., BONE] * np.float32(SHADOW)
        )
        total[..., 2] += np.float32(weight) * _interface(rows, subject.spacing)
    loss = np.cumsum(total[..., 1], axis=1) * (np.float32(beams.step) * (1.0 - beams.give[:, None]))
    loss -= beams.depths * np.float32(0.2 * settings.frequency_mhz * settings.time_gain) + np.float32(
        settings.gain_db
    )
    return total[..., 0], loss.astype(np.float32), total[..., 2], near


def _rows(
    subject: Subject, skin: SkinField, beams: Beams, parts: Floats, beyond: float, near: Floats
) -> Floats:
    """(lines, count, 10): what lies `beyond` mm off the plane; see the kernels."""
    from anatomy_viewer.imaging import us_kernels as kernels
    from anatomy_viewer.imaging import us_tube_kernels

    rows = np.empty((beams.lines, beams.count, 10), np.float32)
    origins, ways = beams.origins + beyond * beams.normal, np.ascontiguousarray(beams.ways)
    labels = np.ascontiguousarray(subject.labels.T)
    drawn = tuple({tube.kind for tube in subject.tubes.values()})
    table = label_table(subject.kinds, subject.ids, tubes=drawn)
    starts, steps = (origins - subject.origin) / subject.spacing, ways / subject.spacing
    deep, deep_steps = (origins - skin.origin) / skin.spacing, ways / skin.spacing
    fibres, tile, paint = fibre_frames(subject), streaks(), inks()
    line = (beams.gap, beams.give, beams.step)

    def work(first: int, last: int) -> None:
        kernels.tissue(labels, table, starts, steps, *line, first, last, rows)
        kernels.texture(
            rows, table, fibres, tile, skin.stored, deep, deep_steps, origins, ways, *line, first, last
        )
        us_tube_kernels.tubes(rows, parts, paint, origins, ways, *line, first, last, near)

    shared(work, beams.lines)
    return rows


def _interface(rows: Floats, spacing: float) -> Floats:
    """(lines, count): amplitude that the step in impedance throws back, most when it lies square to the beam."""
    slope, whole, bone = rows[..., 8], rows[..., 9], rows[..., BONE]
    facing = np.minimum(np.abs(slope) / (whole + np.float32(1e-6)), 1.0)
    gain = np.float32(_MIRROR / spacing) * (
        _SOFT_GAIN + np.minimum(2.0 * bone, 1.0) * (_BONE_GAIN - _SOFT_GAIN)
    )
    return np.abs(slope) * gain * (np.float32(_DIFFUSE) + np.float32(0.8) * facing**3)


def _formed(
    beams: Beams,
    settings: UsSettings,
    taps: Floats,
    sigma: float,
    echo: Floats,
    steady: Floats,
    bone: NDArray[np.int64],
    seed: int,
) -> Floats:
    """(lines, count): dB below white of scatterers, interfaces and noise, through the pulse and the beam."""
    from anatomy_viewer.imaging import us_echo_kernels as kernels

    looks = settings.looks
    speckle = _scatterers(beams, settings, sigma)
    lateral = _lateral(lateral_sigma(beams, settings))
    echo = echo * _unit(beams, settings, sigma, taps, lateral)
    turn = _phase(beams)
    both = np.stack([steady * np.cos(turn), steady * np.sin(turn)]).astype(np.float32)
    fields = np.empty((2 * looks, beams.lines, beams.count), np.float32)
    out = np.empty((beams.lines, beams.count), np.float32)
    floor = _floor(beams, settings)
    noise = floor_noise(seed, 2 * looks, beams.lines, beams.count)
    shared(lambda a, b: kernels.along_beam(speckle, echo, both, taps, a, b, fields), beams.lines)
    shared(lambda a, b: kernels.envelope(fields, lateral, floor, noise, a, b, out), beams.lines)
    _reverberations(out, bone, beams)
    return (20.0 * np.log10(np.maximum(out, 1e-7))).astype(np.float32)


def _scatterers(beams: Beams, settings: UsSettings, sigma: float) -> Floats:
    """(parts, lines, count, 2 × looks), to be added up."""
    from anatomy_viewer.imaging import us_echo_kernels as kernels

    cell = cell_mm(settings)
    axes = np.stack([beams.across, beams.down, beams.normal])
    order = np.argsort(np.abs(beams.normal), kind="stable").astype(np.int64)
    corners = beams.places()[[0, 0, -1, -1, beams.lines // 2, beams.lines // 2], [0, -1, 0, -1, 0, -1]]
    reach = 3.0 * sigma + 1.0
    low = np.floor((corners.min(axis=0) - reach) / cell).astype(np.int64)[order[:2]]
    high = np.ceil((corners.max(axis=0) + reach) / cell).astype(np.int64)[order[:2]]
    bounds = np.stack([low, high], axis=1)
    turns = np.arange(256) * (2.0 * np.pi / 256.0)
    phases = np.stack([np.cos(turns), np.sin(turns)]).astype(np.float32)
    out = np.zeros((THREADS, beams.lines, beams.count, 2 * settings.looks), np.float32)
    line = (beams.radius, beams.spread, beams.gap, beams.give, beams.step)

    def work(first: int, last: int) -> None:
        part = out[0 if first == 0 else 1]
        at = (int(low[0]) + first, int(low[0]) + last)
        kernels.scatter(axes, beams.apex, *line, cell, sigma, phases, order, bounds, *at, part)

    shared(work, int(high[0] - low[0]))
    return out


def cell_mm(settings: UsSettings) -> float:
    """mm between scatterers: finer at a higher frequency, so that the pulse always lights up several at once."""
    return _CELL * 10.0 / settings.frequency_mhz


def _unit(beams: Beams, settings: UsSettings, sigma: float, taps: Floats, lateral: Floats) -> Floats:
    """(count,): what brings the speckle to unit rms; the scatterers lie with linear weights on the grid."""
    pitch = beams.spread * (beams.radius + beams.depths if beams.radius else 1.0)
    across = 2.2 * sigma * 256.0 / 315.0  # mm: integral of the square of a scatterer's weight over the slice
    density = pitch * beams.step * across / cell_mm(settings) ** 3
    return np.asarray(1.0 / np.sqrt(density * _energy(taps) * _energy(lateral))).astype(np.float32)


def _energy(taps: Floats) -> Any:
    """Integral of the square of the linear interpolation of taps (2k + 1, …)."""
    flat = np.asarray(taps, dtype=np.float64)
    return (2.0 * (flat**2).sum(axis=0) + (flat[1:] * flat[:-1]).sum(axis=0)) / 3.0


def _taps(sigma: float) -> Floats:
    """(2k + 1,): a Gaussian of `sigma` samples, its sum 1."""
    half = int(np.ceil(3.0 * sigma))
    taps = np.exp(-0.5 * (np.arange(-half, half + 1) / sigma) ** 2)
    return (taps / taps.sum()).astype(np.float32)


def _lateral(sigma: Floats) -> Floats:
    """(2k + 1, count): the same for a σ per depth."""
    half = int(np.ceil(2.6 * float(sigma.max())))
    taps = np.exp(-0.5 * (np.arange(-half, half + 1)[:, None] / sigma) ** 2)
    return (taps / taps.sum(axis=0)).astype(np.float32)


def _phase(beams: Beams) -> Floats:
    """(lines, count): of an interface's echo; slow, since the true carrier would cancel what is smeared over 0.5 mm."""
    line = np.arange(beams.lines)[:, None] * (beams.spread * (beams.radius or 1.0))
    return (np.sin(line * 0.9) + 1.7 * np.sin(beams.depths * 0.55 + 0.4 * line)).astype(np.float32)


def _floor(beams: Beams, settings: UsSettings) -> Floats:
    """(count,): amplitude of the noise, which the gain in time lifts with depth."""
    lifted = 0.32 * 0.2 * settings.frequency_mhz * settings.time_gain * beams.depths
    return (10.0 ** ((_FLOOR + settings.gain_db + lifted) / 20.0)).astype(np.float32)


def first_bone(loss: Floats, beams: Beams) -> NDArray[np.int64]:
    """(lines,): the sample where each line meets bone or air, which alone take so many dB per mm; -1 for none.

    A cleft narrower than _CLEFT lines, such as a joint's, counts as bone: no beam is so thin.
    """
    steep = np.diff(loss, axis=1) > 12.0 * beams.step
    first = np.pad(np.where(steep.any(axis=1), np.argmax(steep, axis=1), -1), _CLEFT, mode="edge")
    around = np.lib.stride_tricks.sliding_window_view(first, 2 * _CLEFT + 1)
    return np.sort(around, axis=1)[:, _CLEFT]


def _reverberations(envelope: Floats, bone: NDArray[np.int64], beams: Beams) -> None:
    """In place: bands under the face, more in air; the near field once and twice again under bone."""
    depth = beams.depths
    air = 1.0 - beams.contact[:, None]
    bands = np.exp(-(((depth % 0.33) - 0.12) ** 2) / 0.006) * np.exp(-depth / 0.42)
    ring = np.exp(-(((depth % 1.1) - 0.2) ** 2) / 0.02) * np.exp(-depth / 3.5)
    envelope += (0.16 * bands + 0.05 * ring * air).astype(np.float32)
    for line in np.flatnonzero(bone > 4):
        row, first = envelope[line], int(bone[line])
        for copy, db in enumerate(_REVERB, start=1):
            start = first * copy
            count = min(len(row) - start, first + 12)
            if count > 0:
                row[start : start + count] += row[:count] * np.float32(10.0 ** (db / 20.0))


def laid_out(
    subject: Subject, plane: ImagePlane, image: Scanned, settings: UsSettings, size: tuple[int, int]
) -> Picture:
    """Laid out in square pixels: what the probe does not reach stays black."""
    from anatomy_viewer.imaging import us_echo_kernels as kernels

    plane, beams = fitted(_raised(plane, settings), size), image.beams
    columns, rows = size
    out, found = np.empty((rows, columns), np.float32), np.empty((rows, columns), np.uint8)
    warp = np.empty((rows, columns, 3), np.float32)
    corner = np.array(plane.place(0.5 / columns, 0.5 / rows))
    right, below = beams.across * (plane.width_mm / columns), beams.down * (plane.height_mm / rows)
    labels = np.ascontiguousarray(subject.labels.T)
    line = (beams.radius, beams.spread, beams.gap, beams.give, beams.step)
    axes = np.stack([beams.across, beams.down, beams.normal])
    voxel = (1.0 / subject.spacing, np.asarray(subject.origin, dtype=np.float64))

    def work(first: int, last: int) -> None:
        kernels.to_pixels(
            image.db, labels, corner, right, below, axes, beams.apex, *line, *voxel, first, last, out, found, warp
        )  # fmt: skip

    shared(work, rows)
    notes = ("simulated",) if beams.contact.max() > 0.1 else ("simulated", "no contact")
    return Picture(out, "dB", plane, found, WINDOWS["usual"], settings.caption(), warp=warp, notes=notes)


def _raised(plane: ImagePlane, settings: UsSettings) -> ImagePlane:
    """Higher at its upper edge, so that the ends of a curved face are in it."""
    rise = settings.rise_mm
    x, y, z = (c - 0.5 * rise * d for c, d in zip(plane.centre, plane.down, strict=True))
    return replace(plane, centre=(x, y, z), height_mm=plane.height_mm + rise) if rise else plane


def fitted(plane: ImagePlane, size: tuple[int, int]) -> ImagePlane:
    """The plane made wider, or longer downwards, until its pixels are square."""
    columns, rows = size
    wide = plane.height_mm * columns / rows
    if wide >= plane.width_mm:
        return replace(plane, width_mm=wide)
    tall = plane.width_mm * rows / columns
    more = (tall - plane.height_mm) / 2.0
    x, y, z = (c + more * d for c, d in zip(plane.centre, plane.down, strict=True))
    return replace(plane, centre=(x, y, z), height_mm=tall)


US_ROWS = (Modality("us", "us", "Ultrasound", "dB", UsSettings(), WINDOWS, simulate_us),)
