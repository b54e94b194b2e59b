"""The cervical spinal cord: a tube along the measured axis with its fissures, thicker where the arm's nerves leave."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.brain import stem_form
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.nervous import DEEP, NERVOUS, PALE, lit_as
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish, unit

Reals = NDArray[np.float64]
ROWS, RING = 56, 72
# From the fourth vertebra down to the seventh the axis is that of our own canal, a little in front of its middle.
_LOWER = -75.0
_BELOW = np.array(
    [[0.0, 59.0, -80.0], [0.0, 59.4, -90.0], [0.0, 58.3, -98.0], [0.0, 56.2, -106.0], [0.0, 53.9, -112.0],
     [0.0, 51.4, -118.0], [0.0, 47.6, -128.0]]
)  # fmt: skip
# Height (mm) and half widths, side to side and front to back: 12-13 × 8-9 mm at C2, 13.5 × 7.5 at the enlargement.
_HALF_WIDTHS = np.array(
    [[-19.0, 7.4, 5.6], [-24.0, 6.6, 4.8], [-34.0, 6.1, 4.3], [-60.0, 6.2, 4.0], [-78.0, 6.4, 3.8], [-98.0, 6.7, 3.8],
     [-114.0, 6.5, 3.7], [-130.0, 6.0, 3.6]]
)  # fmt: skip
# Angle from the front (degrees), depth (mm), half width (degrees): anterior fissure, posterior median, intermediate and
# posterolateral sulci, the line of the anterior roots.
_GROOVES = ((0.0, 1.0, 5.0), (180.0, 0.5, 5.0), (166.0, 0.2, 5.0), (146.0, 0.5, 6.0), (28.0, 0.3, 6.0))
_DOME = 5.0
# Inside the medulla's end, as far as the two overlap.
_TOP = np.array([0.0, 60.5, -16.4])
# Above the first height the cord has the form of the brainstem, below the second its own, mm.
_STEM_ENDS, _OWN = -21.5, -34.0
# mm: so far under the medulla, which overlaps it.
_UNDER = 0.06
_RAYS = np.arange(2.0, 11.0, 0.1)


def spinal_cord(figures: Figures, _: Neighbours) -> Mesh:
    """The cord from the foramen magnum to C7, its lower end rounded."""
    centres = _axis(figures)
    wide, deep = (np.interp(centres[:, 2], _HALF_WIDTHS[::-1, 0], _HALF_WIDTHS[::-1, i]) for i in (1, 2))
    left = np.linalg.norm(centres - centres[-1], axis=1)
    round_off = np.sqrt(np.clip(1.0 - (1.0 - np.minimum(left / _DOME, 1.0)) ** 2, 1e-4, 1.0))
    angle = 2.0 * np.pi * np.arange(RING) / RING
    groove, hollow = _grooves(np.degrees(angle))
    radial = np.stack([np.sin(angle), np.cos(angle)])
    along = unit(np.gradient(centres, axis=0))
    front = unit(np.cross(along, [1.0, 0.0, 0.0]))
    front *= np.sign(front[:, 1:2])
    across = radial[0] * (wide[:, None] - 0.6 * groove) * round_off[:, None]
    ahead = radial[1] * (deep[:, None] - groove) * round_off[:, None]
    own = _smooth_step((_STEM_ENDS - centres[:, 2]) / (_STEM_ENDS - _OWN))[:, None]
    reach = _stem_reach(centres, front, radial)
    across, ahead = (own * a + (1.0 - own) * r * reach for a, r in ((across, radial[0]), (ahead, radial[1])))
    rings = centres[:, None] + across[..., None] * [1.0, 0.0, 0.0] + ahead[..., None] * front[:, None]
    points = np.concatenate([rings.reshape(-1, 3), [centres[0], centres[-1]]])
    paint = np.concatenate([_paint(own * hollow), [NERVOUS, NERVOUS]])
    share = np.concatenate([np.broadcast_to(1.0 - own, (ROWS, RING)).ravel(), [0.0, 0.0]])
    return lit_as(finish(points, _tube_faces(), paint), stem_form, share)


def _smooth_step(share: Reals) -> Reals:
    inside = np.clip(share, 0.0, 1.0)
    return np.asarray(inside**2 * (3.0 - 2.0 * inside))


def _stem_reach(centres: Reals, front: Reals, radial: Reals) -> Reals:
    """(ROWS, RING) mm: how far the brainstem's surface is from its axis; below its end, as there."""
    row = np.flatnonzero(centres[:, 2] > _STEM_ENDS)
    sides = radial[0][:, None] * [1.0, 0.0, 0.0] + radial[1][:, None] * front[row, None]
    places = centres[row, None, None] + _RAYS[:, None] * sides[:, :, None]
    inside = stem_form(places.reshape(-1, 3)).reshape(places.shape[:3]) < 0.0
    reach = _RAYS[np.clip(inside.sum(axis=2), 1, len(_RAYS) - 1)] - 0.05 - _UNDER
    return np.concatenate([reach, np.repeat(reach[-1:], len(centres) - len(row), axis=0)])


def _paint(hollow: Reals) -> Reals:
    """(n, 3) colours for (rows, ring) hollows: dark where 1, pale where below 0."""
    shade = hollow.reshape(-1, 1)
    return np.asarray(
        NERVOUS + np.maximum(shade, 0.0) * (DEEP - NERVOUS) + np.maximum(-shade, 0.0) * (PALE - NERVOUS)
    )


def _axis(figures: Figures) -> Reals:
    """(ROWS, 3): the axis from where the medulla ends, closer steps at the lower end."""
    from scipy.interpolate import PchipInterpolator

    measured = figures.path("spinal_cord")[:, :3]
    line = np.concatenate([measured[(measured[:, 2] < -22.0) & (measured[:, 2] > _LOWER)], _BELOW])
    line = np.concatenate([[_TOP], line])
    steps = 1.0 - (1.0 - np.linspace(0.0, 1.0, ROWS)) ** 1.3
    z = line[0, 2] + steps * (line[-1, 2] - line[0, 2])
    return np.stack([np.zeros(ROWS), PchipInterpolator(line[::-1, 2], line[::-1, 1])(z), z], axis=1)


def _grooves(degrees: Reals) -> tuple[Reals, Reals]:
    """(RING,) each: depth in mm, and how dark (1) or pale (-0.4, beside the grooves) the surface is there."""
    depth, shade = np.zeros(RING), np.full(RING, -0.15)
    aside = np.abs((degrees + 180.0) % 360.0 - 180.0)
    for angle, mm, width in _GROOVES:
        near = np.exp(-(((aside - angle) / width) ** 2))
        depth += mm * near
        shade = np.maximum(shade, near * min(1.0, 0.4 + mm))
    return depth, shade


def _tube_faces() -> NDArray[np.int64]:
    """Rings joined by split quads; both ends fans about an extra vertex."""
    j = np.arange(RING)
    k = (j + 1) % RING
    bands = [
        np.stack([i * RING + j, i * RING + k, (i + 1) * RING + k, (i + 1) * RING + j])
        for i in range(ROWS - 1)
    ]
    faces = [quad[list(corners)].T for quad in bands for corners in ((0, 1, 2), (0, 2, 3))]
    top, bottom = ROWS * RING, ROWS * RING + 1
    last = (ROWS - 1) * RING
    faces.append(np.stack([np.full(RING, top), k, j], axis=1))
    faces.append(np.stack([np.full(RING, bottom), last + j, last + k], axis=1))
    return np.concatenate(faces)


RECIPES: dict[str, Recipe] = {"spinal_cord_cervical": Recipe(spinal_cord, 9000, 260)}
