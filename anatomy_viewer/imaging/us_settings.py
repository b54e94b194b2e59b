"""`UsSettings`: what is set on a simulated ultrasound machine."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from anatomy_viewer.model.image_plane import ImagePlane

LINEAR, CURVED = "linear", "curved"
# mm/µs in soft tissue; mm of the curved probe's face (model value of an abdominal probe); dB from black to white.
SPEED, CURVED_RADIUS, DYNAMIC_RANGE = 1.54, 50.0, 58.0
# dB/cm/MHz that the machine makes up for, one way (imaging.md 5.8: what suits fat and muscle together).
TIME_GAIN = 0.64
# MHz that each probe has.
FREQUENCIES = {LINEAR: (8.0, 15.0), CURVED: (3.0, 6.0)}
# Centre and width in dB: the usual one spans the whole range.
WINDOWS = {"usual": (-DYNAMIC_RANGE / 2.0, DYNAMIC_RANGE), "soft": (-34.0, 68.0), "hard": (-25.0, 44.0)}


@dataclass(frozen=True)
class UsSettings:
    """probe: 'linear' or 'curved'; depth_mm below its face, width_mm of it; focus_mm: depth of the narrowest beam.

    gain_db: on everything. time_gain: dB/cm/MHz made up for, 0 for none. looks: 1–3 averaged (compounding).
    pulse: 0–1 through a heart beat. box: of colour Doppler, mm: middle aside of the centre line, middle below the face,
    width, height. steer: degrees by which the colour beam leans towards the right edge of the image.
    """

    probe: str = LINEAR
    frequency_mhz: float = 10.0
    depth_mm: float = 44.0
    width_mm: float = 50.0
    focus_mm: float = 26.0
    gain_db: float = 0.0
    time_gain: float = TIME_GAIN
    looks: int = 3
    pulse: float = 0.2
    box: tuple[float, float, float, float] = (0.0, 10.0, 30.0, 16.0)
    steer: float = 15.0

    @property
    def wavelength_mm(self) -> float:
        """In soft tissue."""
        return SPEED / self.frequency_mhz

    @property
    def rise_mm(self) -> float:
        """By how much the ends of a curved face stand above its middle; 0 for a flat one."""
        if self.probe != CURVED:
            return 0.0
        return CURVED_RADIUS * (1.0 - math.cos(self.width_mm / 2.0 / CURVED_RADIUS))

    def caption(self) -> str:
        """The line at the foot of the image."""
        gain = f" · gain {self.gain_db:+g} dB" if self.gain_db else ""
        return f"US · {self.probe} {self.frequency_mhz:g} MHz · depth {self.depth_mm:g} mm{gain}"


# Usual settings of the clinical planes by name (dossier 8.4, model values where it has none).
USUAL = {
    "nuchal_a": UsSettings(
        frequency_mhz=14.0, depth_mm=24.0, width_mm=38.0, focus_mm=9.0, box=(2, 8, 28, 10)
    ),
    # Colour over the vertebral artery, deep and lateral, and over the vessels in the plane of the nerve (dossier 7).
    "oci_b": UsSettings(
        frequency_mhz=10.0, depth_mm=46.0, width_mm=50.0, focus_mm=26.0, box=(12.5, 32, 23, 26)
    ),
    "facet_c": UsSettings(
        frequency_mhz=12.0, depth_mm=40.0, width_mm=40.0, focus_mm=22.0, box=(0, 22, 28, 18)
    ),
    "c2_ganglion": UsSettings(CURVED, 5.0, depth_mm=70.0, width_mm=50.0, focus_mm=45.0, box=(0, 45, 30, 24)),
}


def usual_settings(plane: ImagePlane) -> UsSettings:
    """What suits a named plane, on the left side mirrored; the machine's own start for any other."""
    usual = USUAL.get(plane.name, UsSettings())
    if plane.centre[0] >= 0.0:
        return usual
    aside, *box = usual.box
    return replace(usual, box=(-aside, box[0], box[1], box[2]), steer=-usual.steer)
