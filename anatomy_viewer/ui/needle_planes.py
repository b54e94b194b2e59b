"""The planes that the needle's small pictures show, and the colours of what is cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.theme import mix, rgb

Reals = NDArray[np.float64]
KINDS = (
    "across",
    "along",
    "down",
)  # through the needle, transverse and lengthwise; and square to it at the tip
_AROUND = 40.0  # mm that the picture down the needle shows
_AIR = 12.0  # mm shown beyond both ends of the needle
_LETTERS = (("R", "L"), ("A", "P"), ("S", "I"))


@dataclass(frozen=True, eq=False)
class Plane:
    """A rectangle in the specimen: its middle (mm), unit vectors to the right and down, and mm from top to bottom."""

    centre: Reals
    right: Reals
    down: Reals
    span: float

    def scale(self, rect: QRectF) -> float:
        """px a mm."""
        return rect.height() / self.span

    def pixel(self, place: Vector | Reals, rect: QRectF) -> QPointF:
        """Where a place (mm) stands in `rect`, seen square to the plane."""
        away = np.asarray(place, dtype=np.float64) - self.centre
        x, y = float(away @ self.right), float(away @ self.down)
        return rect.center() + QPointF(x, y) * self.scale(rect)

    def place(self, pixel: QPointF, rect: QRectF) -> Vector:
        """The place (mm) of the plane under a pixel."""
        away = (pixel - rect.center()) / self.scale(rect)
        x, y, z = (self.centre + self.right * away.x() + self.down * away.y()).tolist()
        return (x, y, z)

    def letters(self) -> tuple[str, str, str, str]:
        """Where right, left, bottom and top lead: R L A P S I, by the axis that is nearest."""
        return _letter(self.right), _letter(-self.right), _letter(self.down), _letter(-self.down)


def plane(needle: Needle, kind: str) -> Plane:
    """The plane of `kind` (one of KINDS). The needle comes from the top; down the needle, the head's top is up."""
    way, tip = np.array(needle.way), np.array(needle.tip)
    side, up = frame_of(way)
    if kind == "down":
        return Plane(tip, side, -up, _AROUND)
    span = 10.0 * np.ceil((np.linalg.norm(tip - needle.entry) + 2.0 * _AIR) / 10.0)
    middle = (tip + np.array(needle.entry)) / 2.0
    return Plane(middle, side if kind == "across" else up, way, float(span))


def frame_of(way: Reals) -> tuple[Reals, Reals]:
    """Unit vectors square to the needle: level and to the patient's right, and towards the top of the head."""
    side = np.cross(way, [0.0, 0.0, 1.0])
    if np.linalg.norm(side) < 0.2:  # an upright needle: right is right
        side = np.array([1.0, 0.0, 0.0]) - way[0] * way
    side = side / np.linalg.norm(side)
    up = np.cross(side, way)
    return side, up


def _letter(way: Reals) -> str:
    axis = int(np.abs(way).argmax())
    return _LETTERS[axis][int(way[axis] < 0.0)]


def tissue_colours(look: Look, kinds: Mapping[int, str]) -> NDArray[np.uint8]:
    """(256, 3): the colour of each label, by what it is made of; air is the ground, muscles alternate a little."""
    table = np.zeros((256, 3), dtype=np.uint8)
    named = _by_kind(look)
    for number, kind in kinds.items():
        colour = named.get(kind, look.theme.ground)
        if kind == "muscle":
            colour = mix(colour, look.tissues.bone, 0.07 * (number // 2 % 3))
        table[number] = rgb(colour)
    return table


def _by_kind(look: Look) -> dict[str, str]:
    t = look.tissues
    fat = mix(mix(t.skin, t.nerve, 0.5), t.bone, 0.35)
    return {
        "skin": t.skin,
        "fat": fat,
        "cortical bone": t.bone,
        "marrow": mix(t.bone, t.muscle, 0.3),
        "cartilage": t.ligament,
        "disc": t.ligament,
        "ligament": t.ligament,
        "interfascial plane": mix(t.ligament, fat, 0.4),
        "loose tissue": mix(t.ligament, fat, 0.7),
        "nuchal ligament": mix(t.ligament, fat, 0.3),
        "elastic ligament": t.ligament,
        "disc core": t.ligament,
        "dura": t.ligament,
        "fluid": mix(t.vein, t.bone, 0.6),
        "grey matter": mix(t.cns, t.muscle, 0.2),
        "white matter": t.cns,
        "cord grey matter": mix(t.cns, t.muscle, 0.2),
        "spinal cord": t.cns,
        "nerve root": t.nerve,
        "arterial blood": t.artery,
        "vessel wall": t.artery,
        "venous blood": t.vein,
        "nerve": t.nerve,
        "ganglion": t.nerve,
        "muscle": t.muscle,
        "gland": mix(t.skin, t.muscle, 0.4),
        "soft tissue": mix(t.skin, t.muscle, 0.5),
    }
