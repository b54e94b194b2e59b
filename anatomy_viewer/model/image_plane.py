"""`ImagePlane`: where a simulated image lies in the specimen; RAS mm."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from anatomy_viewer.model.anatomy import Vector

# Names of images that are bent along the nerve: both sides, seen from the front; the layers that it passes.
BOTH, LAYERS = "gon_curved", "gon_layers"
BENT = (BOTH, LAYERS)
_LETTERS = (("R", "L"), ("A", "P"), ("S", "I"))


@dataclass(frozen=True)
class ImagePlane:
    """A rectangle: `across` and `down` are unit vectors, square to each other, along a row and along a column.

    centre: mm. width_mm, height_mm: its sides. name: id of the named plane it still is, '' once moved.
    """

    centre: Vector
    across: Vector
    down: Vector
    width_mm: float = 120.0
    height_mm: float = 120.0
    name: str = ""

    @property
    def normal(self) -> Vector:
        """across × down: away from who looks at the image."""
        (a, b, c), (d, e, f) = self.across, self.down
        return b * f - c * e, c * d - a * f, a * e - b * d

    def place(self, u: float, v: float) -> Vector:
        """The place (mm) at fractions `u` of the width and `v` of the height, 0–1 from the top left corner."""
        s, t = (u - 0.5) * self.width_mm, (v - 0.5) * self.height_mm
        x, y, z = (c + s * a + t * d for c, a, d in zip(self.centre, self.across, self.down, strict=True))
        return x, y, z

    def fractions(self, place: Vector) -> tuple[float, float, float]:
        """u and v of the foot of `place` on the plane, and its distance along the normal in mm."""
        gap = [p - c for p, c in zip(place, self.centre, strict=True)]
        s, t, away = (
            sum(g * a for g, a in zip(gap, axis, strict=True))
            for axis in (self.across, self.down, self.normal)
        )
        return s / self.width_mm + 0.5, t / self.height_mm + 0.5, away

    def moved(self, along: float) -> ImagePlane:
        """The same `along` mm farther along its normal; no named plane any more."""
        x, y, z = (c + along * n for c, n in zip(self.centre, self.normal, strict=True))
        return replace(self, centre=(x, y, z), name="")

    def zoomed(self, factor: float, place: Vector) -> ImagePlane:
        """Factor 2 shows half as much; `place` (mm) stays where it is in the image."""
        u, v, _ = self.fractions(place)
        kept = 1.0 - 1.0 / factor
        centre = self.place(0.5 + (u - 0.5) * kept, 0.5 + (v - 0.5) * kept)
        return replace(
            self, centre=centre, width_mm=self.width_mm / factor, height_mm=self.height_mm / factor
        )

    def letters(self) -> tuple[str, str, str, str]:
        """Orientation letters at the left, right, upper and lower edge: one or two of R L A P S I."""
        right, low = _heading(self.across), _heading(self.down)
        return _heading(_turned(self.across)), right, _heading(_turned(self.down)), low


def _turned(axis: Vector) -> Vector:
    x, y, z = axis
    return -x, -y, -z


def _heading(axis: Vector) -> str:
    """The main direction, and a second one that is more than half as strong (cos 60° of an oblique plane)."""
    order = sorted(range(3), key=lambda i: -abs(axis[i]))
    strongest = abs(axis[order[0]])
    kept = [i for i in order[:2] if abs(axis[i]) > 0.5 * strongest and not math.isclose(axis[i], 0.0)]
    return "".join(_LETTERS[i][0 if axis[i] > 0 else 1] for i in kept)
