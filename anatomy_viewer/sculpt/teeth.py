"""Crowns of the permanent teeth: simple, but each kind with its own shape.

Where they stand and how large they are: teeth.csv. A crown is built in its own frame: x along the arch, y towards
cheek or lip, z from the neck to the biting edge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.figures import Figures, Row
from anatomy_viewer.sculpt.implicit import (
    Block,
    Capsule,
    Distances,
    Ellipsoid,
    Field,
    Points,
    sculpture,
    smooth_union,
)

ENAMEL = np.array([250.0, 248.0, 240.0])
NECK = np.array([238.0, 226.0, 200.0])
# How far the root is followed into the bone, mm.
_ROOT = 5.0
# No part of a tooth is farther from its middle, mm.
_BALL = 10.0
# How far neighbours merge where they touch, mm.
_CONTACT = 0.9
# Half sizes of the bone between two necks, mm.
_SEPTUM = (1.9, 1.9, 2.6)


@dataclass(frozen=True)
class Tooth:
    """One crown of the right side. `frame` rows: along the arch, outwards, towards the biting edge."""

    neck: NDArray[np.float64]
    frame: NDArray[np.float64]
    height: float
    shape: Field

    def __call__(self, points: Points) -> Distances:
        """(n,) mm; only places near the tooth are worked out."""
        middle = self.neck + 0.4 * self.height * self.frame[2]
        value = np.asarray(np.sqrt(((points - middle) ** 2).sum(axis=1)) - _BALL)
        near = value < 4.0
        value[near] = self.shape((points[near] - self.neck) @ self.frame.T)
        return value


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


def septa(row_of_teeth: list[Tooth]) -> Field:
    """The bone that rises between neighbouring necks, so that nobody looks through under a contact."""
    between = [
        Ellipsoid((a.neck + b.neck) / 2.0 + 0.11 * (a.height * a.frame[2] + b.height * b.frame[2]), _SEPTUM)
        for a, b in pairwise(row_of_teeth)
    ]
    return lambda points: np.min([septum(points) for septum in between], axis=0)


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
    size = float(row["width_mm"]), float(row["depth_mm"]), height
    return Tooth(neck, frame, height, sculpture(_KINDS[row["kind"]](*size), symmetric=False))


def _column(
    foot: tuple[float, float],
    top: tuple[float, float, float],
    low: tuple[float, float],
    high: tuple[float, float],
) -> Block:
    return Block("add", Capsule((*foot, 0.0), top, low, high), 1.2)


def _root(w: float, d: float) -> Block:
    return Block(
        "add", Capsule((0.0, 0.0, -_ROOT), (0.0, 0.0, 0.3), (0.22 * w, 0.24 * d), (0.38 * w, 0.42 * d)), 1.2
    )


def _incisor(w: float, d: float, h: float) -> list[Block]:
    edge = 0.62
    return [
        _root(w, d),
        _column((0.0, 0.0), (0.0, 0.1 * d, 0.45 * h), (0.39 * w, 0.44 * d), (0.46 * w, 0.34 * d)),
        _column((0.0, 0.08 * d), (0.0, 0.24 * d, h - edge), (0.43 * w, 0.30 * d), (0.495 * w, edge)),
        Block("cut", Ellipsoid((0.0, -0.52 * d, 0.72 * h), (0.30 * w, 0.34 * d, 0.36 * h)), 1.2),
    ]


def _canine(w: float, d: float, h: float) -> list[Block]:
    return [
        _root(w, d),
        _column((0.0, 0.0), (0.0, 0.06 * d, 0.6 * h), (0.40 * w, 0.46 * d), (0.48 * w, 0.38 * d)),
        _column((0.0, 0.08 * d), (0.0, 0.16 * d, h - 0.8), (0.46 * w, 0.36 * d), (0.8, 0.8)),
    ]


def _premolar(w: float, d: float, h: float) -> list[Block]:
    return [
        _root(w, d),
        _column((0.0, 0.0), (0.0, 0.0, 0.55 * h), (0.40 * w, 0.43 * d), (0.475 * w, 0.49 * d)),
        _column((0.0, 0.16 * d), (0.0, 0.23 * d, h - 1.1), (0.40 * w, 0.28 * d), (1.5, 1.1)),
        _column((0.0, -0.16 * d), (0.0, -0.24 * d, 0.9 * h - 1.0), (0.40 * w, 0.28 * d), (1.5, 1.1)),
        Block(
            "cut", Capsule((-0.3 * w, 0.0, 0.93 * h), (0.3 * w, 0.0, 0.93 * h), (0.5, 0.5), (0.5, 0.5)), 1.4
        ),
    ]


def _molar(w: float, d: float, h: float) -> list[Block]:
    cusps = [
        _column(
            (0.20 * w * sx, 0.18 * d * sy),
            (0.24 * w * sx, 0.23 * d * sy, (1.0 if sy * sx > -2 else 0.95) * h - 1.3),
            (0.235 * w, 0.27 * d),
            (1.5, 1.4),
        )
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    waist = _column((0.0, 0.0), (0.0, 0.0, 0.52 * h), (0.42 * w, 0.44 * d), (0.48 * w, 0.49 * d))
    grooves = [
        Block("cut", Capsule((-0.32 * w, 0.0, h), (0.32 * w, 0.0, h), (0.55, 0.9), (0.55, 0.9)), 1.6),
        Block(
            "cut",
            Capsule((0.0, -0.5 * d, 0.94 * h), (0.0, 0.52 * d, 0.94 * h), (0.35, 0.6), (0.35, 0.6)),
            1.2,
        ),
    ]
    return [_root(w, d), waist, *cusps, *grooves]


_KINDS: dict[str, Callable[[float, float, float], list[Block]]] = {
    "incisor": _incisor,
    "canine": _canine,
    "premolar": _premolar,
    "molar": _molar,
}
