"""`Beams`: the scan lines of one ultrasound image, from the probe's face through skin that is pressed flat."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.imaging.us_settings import CURVED, CURVED_RADIUS, UsSettings
from anatomy_viewer.imaging.us_skin import SkinField
from anatomy_viewer.model.image_plane import ImagePlane

Reals = NDArray[np.float64]
Floats = NDArray[np.float32]
# Share of the skin's gap that is gone at 1.1 × the depth (imaging.md 5.2); mm that tissue gives way under the face;
# mm beyond that within which contact is lost.
_GIVE, _GIVE_DEPTH, _PRESS, _LOST = 0.8, 1.1, 6.5, 7.0
_DARK = 60.0  # dB by which a line in the air is darker
_FEELERS = 33  # lines along which the skin is looked for
# mm of focus within which a beam stays narrow at 10 MHz; its σ in mm·MHz at the focus and at most (imaging.md 5.9).
_RAYLEIGH, _NARROW, _WIDE = 11.0, 0.14 * 12.0, 0.26 * 12.0
AXIAL = 0.62  # σ in wavelengths
ELEVATION = (
    0.48  # mm, σ of the slice at 10 MHz (imaging.md 5.10 takes ±0.9 mm, which blurs a nerve that leans)
)


@dataclass(frozen=True, eq=False)
class Beams:
    """origins, ways (lines, 3) float64 mm and unit vectors; samples `step` mm apart, `count` of them.

    Under the face at depth z mm lies what without the probe lies `gap + z (1 - give)` mm along the line: gap and give
    (lines,) float32. contact (lines,): amplitude, 1 on the skin, next to none in the air. spread: mm or radians between
    lines; radius: of the curved face, 0 for a flat one. normal: of the image. apex (3,): the middle of the face, or of
    the curved face's circle.
    """

    origins: Reals
    ways: Reals
    step: float
    count: int
    gap: Floats
    give: Floats
    contact: Floats
    spread: float
    radius: float
    across: Reals
    down: Reals
    normal: Reals
    apex: Reals

    @property
    def depths(self) -> Floats:
        """(count,): mm below the face."""
        return ((np.arange(self.count) + 0.5) * self.step).astype(np.float32)

    @property
    def lines(self) -> int:
        """How many there are."""
        return len(self.origins)

    def places(self, beyond: float = 0.0) -> Reals:
        """(lines, count, 3): where every sample really lies, `beyond` mm off the plane along its normal."""
        along = self.gap[:, None] + self.depths * (1.0 - self.give[:, None])
        return self.origins[:, None] + along[..., None] * self.ways[:, None] + beyond * self.normal

    def grid(self, places: Reals) -> Reals:
        """(n, 3): line (in lines), depth (mm below the face) and mm off the plane of places (n, 3) mm."""
        x, t, away = np.moveaxis(
            (places - self.apex) @ np.stack([self.across, self.down, self.normal]).T, -1, 0
        )
        if self.radius:
            line, t = np.arctan2(x, t) / self.spread, np.hypot(x, t) - self.radius
        else:
            line = x / self.spread
        line = line + (self.lines - 1) / 2.0
        near = np.clip(line, 0.0, self.lines - 1.0)
        gap = np.interp(near, np.arange(self.lines), self.gap)
        give = np.interp(near, np.arange(self.lines), self.give)
        return np.stack([line, (t - gap) / (1.0 - give), away], axis=-1)

    def beam_at(self, places: Reals) -> Reals:
        """(n, 3): unit vectors of the beam through places (n, 3)."""
        if not self.radius:
            return np.broadcast_to(self.down, places.shape)
        x, t = (places - self.apex) @ self.across, (places - self.apex) @ self.down
        flat = x[:, None] * self.across + t[:, None] * self.down
        return flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-9)


def make_beams(skin: SkinField, plane: ImagePlane, settings: UsSettings, lines: int, step: float) -> Beams:
    """Those of the probe whose image is `plane`, its upper edge's middle on the skin."""
    across, down, normal = (np.array(v) for v in (plane.across, plane.down, plane.normal))
    face = np.array(plane.place(0.5, 0.0))
    side = (np.arange(lines) - (lines - 1) / 2.0) * settings.width_mm / lines
    radius = CURVED_RADIUS if settings.probe == CURVED else 0.0
    if radius:
        turn = side / radius
        apex = face - radius * down
        ways = np.cos(turn)[:, None] * down + np.sin(turn)[:, None] * across
        origins = apex + radius * ways
    else:
        apex, ways = face, np.broadcast_to(down, (lines, 3)).copy()
        origins = face + side[:, None] * across
    gap, contact = _contact(skin, origins, ways)
    give = (_GIVE * gap / (_GIVE_DEPTH * settings.depth_mm)).astype(np.float32)
    count = round(settings.depth_mm / step)
    spread = settings.width_mm / lines / (radius or 1.0)
    return Beams(origins, ways, step, count, gap, give, contact, spread, radius, across, down, normal, apex)


def _contact(skin: SkinField, origins: Reals, ways: Reals) -> tuple[Floats, Floats]:
    """(lines,): mm from the face to the skin, as far as the skin gives way; the share of contact."""
    some = np.unique(np.linspace(0, len(origins) - 1, _FEELERS).round().astype(int))
    found = skin.crossing(origins[some], ways[some], -8.0, 24.0, 1.0)
    kept = np.interp(np.arange(len(origins)), some, np.where(np.isnan(found), 24.0, found))
    kept = np.convolve(np.pad(kept, 4, mode="edge"), np.full(9, 1.0 / 9.0), "valid")
    lost = np.clip((kept - _PRESS) / _LOST, 0.0, 1.0)
    contact = 10.0 ** (-_DARK / 20.0 * lost * lost * (3.0 - 2.0 * lost))
    return np.minimum(kept, _PRESS + _LOST).astype(np.float32), contact.astype(np.float32)


def lateral_sigma(beams: Beams, settings: UsSettings) -> Floats:
    """(count,): σ of the beam in lines, narrowest at the focus."""
    away = (beams.depths - settings.focus_mm) / (_RAYLEIGH * 10.0 / settings.frequency_mhz)
    wide = np.minimum(_NARROW * np.sqrt(1.0 + away**2), _WIDE) / settings.frequency_mhz
    pitch = beams.spread * (beams.radius + beams.depths if beams.radius else 1.0)
    return (wide / pitch).astype(np.float32)


def slice_sigma(settings: UsSettings) -> float:
    """σ in mm of the slice's thickness."""
    return ELEVATION * math.sqrt(10.0 / settings.frequency_mhz)
