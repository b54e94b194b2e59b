"""A centre-line of a nerve or vessel, its radius, and the way from it to the skin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
# Inside the skull (skull_radius_grid.csv): the scalp is looked for along lines from here.
SKULL_CENTRE = np.array([0.0, 70.0, 55.0])
# A branch follows its parent for this long (mm) before it leaves, so that it parts from it like a fork.
SHARED = 7.0
# The neck's muscles lie behind a point this far (mm) in front of the skull's middle.
_NECK_FORWARD = 30.0


@dataclass(frozen=True)
class Course:
    """A finished part: `stations` (n, 4) x, y, z, radius in mm, even steps; `parent` '' for the trunk.

    `through`: ids of what it may run through somewhere; `joins`: of what it grows together with at an end.
    """

    part: str
    parent: str
    stations: Reals
    through: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()


def outward_at(places: Reals) -> Reals:
    """(…, 3): unit direction to the skin at each of `places` (…, 3).

    Level and mostly backwards in the neck, away from the skull's middle above.
    """
    z = places[..., 2]
    middle = np.stack(
        [
            np.full_like(z, SKULL_CENTRE[0]),
            SKULL_CENTRE[1] + _NECK_FORWARD * np.clip(-z / 15.0, 0.0, 1.0),
            np.minimum(z, SKULL_CENTRE[2]),
        ],
        axis=-1,
    )
    away = places - middle
    return np.asarray(away / np.linalg.norm(away, axis=-1, keepdims=True))
