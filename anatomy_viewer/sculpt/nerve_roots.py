"""The upper cervical nerves: rootlets on the cord, ganglia, roots and rami of C1 to C4."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.course import Course
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.nerve_look import Colour, bundled
from anatomy_viewer.geometry.rays import ray_hits
from anatomy_viewer.geometry.tube_body import tube_body
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.light_tubes import with_rods
from anatomy_viewer.sculpt.nerves import VERTEBRAE, ganglion_on, nerve
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe

Reals = NDArray[np.float64]
Place = tuple[float, float, float]
Segment = tuple[tuple[float, float], Place, Place, int, int]
SPINAL: Colour = (240, 200, 88)
DORSAL: Colour = (244, 216, 132)
VENTRAL: Colour = (226, 190, 110)
# Segment: where its filaments leave the cord (z, from and to), where they gather (x, y, z) behind and in front, and how
# many there are behind and in front. Model values; of the first nerve few sides have dorsal rootlets (46.6 %, TUB07).
_SEGMENTS: tuple[Segment, ...] = (
    ((-22.0, -27.5), (9.4, 57.9, -28.4), (9.2, 60.2, -28.2), 3, 5),
    ((-30.0, -37.0), (9.7, 57.5, -38.5), (9.4, 60.4, -39.4), 7, 6),
    ((-41.5, -51.0), (9.8, 60.5, -54.1), (9.2, 64.0, -54.6), 7, 6),
    ((-54.5, -64.5), (9.6, 61.5, -67.3), (9.0, 65.6, -68.2), 7, 6),
    ((-68.5, -78.5), (9.8, 60.6, -81.4), (9.2, 64.6, -82.4), 8, 7),
)
# Degrees from the front at which the filaments leave the cord: the grooves of sculpt/cord.py.
_BEHIND, _IN_FRONT = 146.0, 30.0
_FINE, _GATHERED = 0.2, 0.34
_OUT = np.array([0.25, 0.0, 0.0])


def rootlets(behind: bool, figures: Figures, neighbours: Neighbours) -> Mesh:
    """The dorsal or ventral rootlets of C1 to C5: five fans, each one body."""
    return _dressed(behind, _filaments(behind, figures, neighbours))


def _filaments(behind: bool, _: Figures, neighbours: Neighbours) -> tuple[Course, ...]:
    cord = neighbours["spinal_cord_cervical"]
    return tuple(line for segment in _SEGMENTS for line in _fan(behind, segment, cord))


def _dressed(behind: bool, lines: tuple[Course, ...]) -> Mesh:
    colour = DORSAL if behind else VENTRAL
    return bundled(tube_body(lines, sides=6, step=3.0, colour=colour), lines, colour)


def _rootlet_recipe(behind: bool) -> Recipe:
    build, thin = with_rods(partial(_filaments, behind), partial(_dressed, behind), 260)
    return Recipe(build, 2500, 256, ("spinal_cord_cervical",), thin=thin)


def _fan(behind: bool, segment: Segment, cord: Mesh) -> list[Course]:
    """The filaments of one segment: off the cord's side, downwards, and together."""
    (top, bottom), back, front, many, few = segment
    gather = np.array(back if behind else front)
    fan = []
    for i, z in enumerate(np.linspace(top, bottom, many if behind else few)):
        start = _on_cord(z, _BEHIND if behind else _IN_FRONT, cord)
        aside = start + np.array([1.1, -0.35 if behind else 0.35, -0.8])
        line = _bent(np.array([start, aside, 0.45 * aside + 0.55 * gather + _OUT, gather]))
        radius = np.linspace(_FINE, _GATHERED, len(line))
        fan.append(Course(f"filament_{i}", "", np.column_stack([line, radius])))
    return fan


def _on_cord(z: float, degrees: float, cord: Mesh) -> Reals:
    """(3,): the cord's surface at height z, a little under it."""
    way = np.array([np.sin(np.radians(degrees)), np.cos(np.radians(degrees)), 0.0])
    corners = cord.vertices[cord.faces]
    far = ray_hits(np.array([0.05, 0.0, z]), [0.0, 1.0, 0.0], corners)
    middle = np.array([0.05, (far[0] + far[-1]) / 2.0, z])
    return np.asarray(middle + (float(ray_hits(middle, way, corners)[0]) - 0.25) * way)


def _bent(knots: Reals) -> Reals:
    """(9, 3): a smooth line through four knots (cubic Bezier with its middle knots as handles)."""
    t = np.linspace(0.0, 1.0, 9)[:, None]
    a, b, c, d = knots
    return np.asarray((1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t**2 * (1 - t) * c + t**3 * d)


def c3_ganglion(_: Figures, __: Neighbours) -> Mesh:
    """The ganglion of C3 in its foramen, behind the vertebral artery; smaller than that of C2 (K)."""
    return ganglion_on(((11.8, 62.7, -55.0), (15.6, 65.6, -56.7), (19.6, 67.6, -58.6)), (3.4, 1.9, 2.1))


_CANAL = (*VERTEBRAE, "c4_vertebra", "vertebral_artery", "internal_jugular_vein")
_DEEP = (
    "semispinalis_capitis",
    "splenius_capitis",
    "longissimus_capitis",
    "occipital_artery",
    "deep_cervical_artery",
    "deep_cervical_vein",
    "multifidus_cervicis",
    "splenius_cervicis",
)

RECIPES: dict[str, Recipe] = {
    "c1_nerve": Recipe(partial(nerve, "c1_nerve", colour=SPINAL), 1500, 72, _CANAL),
    "c2_nerve": Recipe(
        partial(nerve, "c2_nerve", colour=SPINAL), 1500, 80, (*_CANAL, "obliquus_capitis_inferior")
    ),
    "c3_nerve": Recipe(partial(nerve, "c3_nerve", colour=SPINAL), 1500, 72, _CANAL),
    "c4_nerve": Recipe(partial(nerve, "c4_nerve", colour=SPINAL), 1500, 72, _CANAL),
    "c3_drg": Recipe(c3_ganglion, 1000, 40),
    "c2_dorsal_ramus": Recipe(
        partial(nerve, "c2_dorsal_ramus", colour=SPINAL),
        2000,
        96,
        ("axis_c2", "c3_vertebra", "obliquus_capitis_inferior", *_DEEP),
    ),
    "c3_dorsal_ramus": Recipe(
        partial(nerve, "c3_dorsal_ramus", colour=SPINAL),
        2000,
        96,
        (
            "axis_c2",
            "c3_vertebra",
            "obliquus_capitis_inferior",
            *_DEEP,
            "facet_capsule_c2_c3",
            "facet_capsule_c3_c4",
        ),
    ),
    "c4_dorsal_ramus": Recipe(
        partial(nerve, "c4_dorsal_ramus", colour=SPINAL),
        1500,
        80,
        (
            "c3_vertebra",
            "c4_vertebra",
            "c5_vertebra",
            *_DEEP,
            "semispinalis_cervicis",
            "facet_capsule_c3_c4",
            "facet_capsule_c4_c5",
        ),
    ),
    "dorsal_rootlets": _rootlet_recipe(True),
    "ventral_rootlets": _rootlet_recipe(False),
}
