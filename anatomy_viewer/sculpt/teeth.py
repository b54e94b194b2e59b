"""The rows of the permanent teeth and the sockets that hold them.

Where they stand and how large they are: teeth.csv. What each kind looks like: crowns.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.crowns import Crown
from anatomy_viewer.sculpt.figures import Figures, Row
from anatomy_viewer.sculpt.implicit import Capsule, Distances, Field, Points, smooth_union

ENAMEL = np.array([250.0, 248.0, 240.0])
NECK = np.array([238.0, 226.0, 200.0])
# No part of a tooth is farther from its middle, mm.
_BALL = 10.0
# How far neighbours merge where they touch, mm.
_CONTACT = 1.0
# A socket reaches from `_RIM` to `_ROOT` mm below the neck; its wall is so thick beside and before the tooth.
_RIM, _ROOT, _BESIDE, _BEFORE = 0.2, 7.5, 0.5, 1.2
# The margin of the bone below the neck in the middle of a tooth, and how much higher it stands between two, mm.
_MARGIN, _SCALLOP = -0.9, 2.2
# Beyond this many mm (across the arch) from the teeth the bone has no margin, fading over `_FADE`.
_ARCH, _FADE = 6.5, 3.0


@dataclass(frozen=True)
class Tooth:
    """One crown of the right side. `frame` rows: along the arch, outwards, towards the biting edge."""

    neck: NDArray[np.float64]
    frame: NDArray[np.float64]
    width: float
    depth: float
    height: float
    shape: Field

    def __call__(self, points: Points) -> Distances:
        """(n,) mm; only places near the tooth are worked out."""
        middle = self.neck + 0.4 * self.height * self.frame[2]
        value = np.asarray(np.sqrt(((points - middle) ** 2).sum(axis=1)) - _BALL)
        near = value < 4.0
        value[near] = self.shape((points[near] - self.neck) @ self.frame.T)
        return value

    def socket(self, points: Points) -> Distances:
        """(n,) mm: the bone about the root."""
        rim, root = (self.neck - mm * self.frame[2] for mm in (_RIM, _ROOT))
        wide, deep = 0.5 * self.width + _BESIDE, 0.43 * self.depth + _BEFORE
        turn = _roll(self.frame, root - rim)
        return Capsule(rim, root, (wide, deep), (0.7 * wide, 0.75 * deep), turn)(points)


def _roll(frame: NDArray[np.float64], along: NDArray[np.float64]) -> float:
    """The roll (radians) that lays a capsule's u along the arch."""
    axis = along / np.linalg.norm(along)
    u = np.cross(axis, np.array([0.0, 1.0, 0.0]))
    u /= np.linalg.norm(u)
    return float(np.arctan2(frame[0] @ np.cross(axis, u), frame[0] @ u))


def teeth(figures: Figures, jaw: str) -> list[Tooth]:
    """The eight teeth of the right side of `jaw` (upper, lower), from the midline."""
    return [_tooth(row) for row in figures.rows("teeth") if row["jaw"] == jaw]


def crowns(row_of_teeth: list[Tooth]) -> Field:
    """All teeth together: neighbours touch over a small contact, with a groove to either side of it."""

    def field(points: Points) -> Distances:
        value = np.full(len(points), 1e3)
        for tooth in row_of_teeth:
            value = smooth_union(value, tooth(points), _CONTACT)
        return value

    return field


def sockets(row_of_teeth: list[Tooth]) -> Field:
    """The bone that holds the roots and bulges over them."""

    def field(points: Points) -> Distances:
        value = np.full(len(points), 1e3)
        for tooth in row_of_teeth:
            value = smooth_union(value, tooth.socket(points), 2.5)
        return value

    return field


def above_margin(row_of_teeth: list[Tooth]) -> Field:
    """Negative where bone would stand above the gently scalloped margin from which the crowns rise."""

    def field(points: Points) -> Distances:
        total, height, nearest = np.zeros(len(points)), np.zeros(len(points)), np.full(len(points), 1e3)
        for tooth in row_of_teeth:
            u, v, w = ((points - tooth.neck) @ tooth.frame.T).T
            share = np.exp(-((u / (0.45 * tooth.width)) ** 2)) + 1e-9
            swing = _SCALLOP * np.clip(2.0 * u / tooth.width, -1.0, 1.0) ** 2
            height += share * (w - _MARGIN - swing)
            total += share
            beyond = np.hypot(np.maximum(np.abs(u) - tooth.width / 2.0, 0.0), v)
            nearest = np.minimum(nearest, beyond)
        return np.asarray(-height / total + np.maximum(nearest - _ARCH, 0.0) * 10.0 / _FADE)

    return field


def tooth_colours(
    colours: NDArray[np.uint8], vertices: Points, row_of_teeth: list[Tooth]
) -> NDArray[np.uint8]:
    """`colours` (n, 3) of a jaw with its teeth painted: enamel, yellower at the neck, darker in hollows."""
    places = np.abs(vertices) * [1.0, 0.0, 0.0] + vertices * [0.0, 1.0, 1.0]
    painted = colours.astype(np.float64)
    for tooth in row_of_teeth:
        height = (places - tooth.neck) @ tooth.frame[2] / tooth.height
        on = (tooth(places) < 0.12) & (height > 0.0)
        shade = np.clip(painted[on].mean(axis=1, keepdims=True) / 216.0, 0.72, 1.0)
        share = np.clip((height[on] - 0.05) / 0.3, 0.0, 1.0)[:, None]
        painted[on] = shade * (NECK + share * (ENAMEL - NECK))
    return np.clip(np.round(painted), 0, 255).astype(np.uint8)


def _tooth(row: Row) -> Tooth:
    neck, tip = (np.array([float(row[f"{end}_{axis}"]) for axis in "xyz"]) for end in ("neck", "tip"))
    height = float(np.linalg.norm(tip - neck))
    up = (tip - neck) / height
    turn = np.radians(float(row["outwards_deg"]))
    outwards = np.array([np.cos(turn), np.sin(turn), 0.0])
    outwards -= (outwards @ up) * up
    outwards /= np.linalg.norm(outwards)
    frame = np.stack([np.cross(outwards, up), outwards, up])
    width, depth = float(row["width_mm"]), float(row["depth_mm"])
    return Tooth(neck, frame, width, depth, height, Crown(row["kind"], width, depth, height))
