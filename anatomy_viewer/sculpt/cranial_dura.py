"""The cranial dura: the lining of the skull with the sleeve through the foramen magnum, the falx and the tentorium.

Measured on this skull by looking at its bones from an inner point; thickness (real 0.3-0.8 mm, K) and the free edges
of the folds are model values. Foramina and small folds are bridged.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.sculpt.chart import INNER_POINT
from anatomy_viewer.sculpt.dural_folds import falx, tent_sheet, tentorium
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.looking import View
from anatomy_viewer.sculpt.merge import together
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish, unit
from anatomy_viewer.sculpt.spinal_dura import DURA, DURA_SHADE
from anatomy_viewer.sculpt.spinal_dura import RING as SAC_RING

Reals = NDArray[np.float64]
Faces = NDArray[np.int64]
VEIN = np.array([150.0, 118.0, 128.0])
ROWS, RING = 34, 48
THICKNESS = 0.4
# mm that the brain may stand out farther beside a direction.
_STEEP = 3.0
# mm off the inner table; at least; how far a hole in the base may sink beyond its surroundings; fluid on the brain;
# height of the funnel in the foramen magnum.
_OFF, _LEAST, _SINK, _FLUID, _SAG = 0.7, 0.25, 1.5, 0.3, -14.6
# The axis runs from the inner point through the foramen magnum; degrees from it where the sleeve begins and ends.
_AXIS = unit(np.array([0.0, -5.0, -55.0]))
_FORWARD = unit(np.cross(np.array([1.0, 0.0, 0.0]), _AXIS))
_BEGIN, _RIM = 9.0, 15.0
_BONES = ("occipital_bone", "temporal_bone", "parietal_bone", "frontal_bone", "sphenoid_bone", "ethmoid_bone")
_BRAIN = (
    "cerebral_hemisphere",
    "cerebellum",
    "pons",
    "midbrain",
    "medulla_oblongata",
    "basilar_artery",
    "superior_cerebellar_artery",
    "pica",
)


@dataclass(frozen=True)
class Lining:
    """The outer face of the lining: grid (ROWS, RING, 3) from the sleeve upwards, and the place at its top."""

    grid: Reals
    top: Reals

    def midline(self) -> Reals:
        """(n, 3): its curve in the midline, from the clivus over the vault to behind the foramen magnum."""
        back = RING // 2
        return np.concatenate([self.grid[:, 0], [self.top], self.grid[::-1, back]])


def cranial_dura(_: Figures, neighbours: Neighbours) -> Mesh:
    """Three bodies: lining with sleeve, falx, tentorium."""
    shape = lining(neighbours)
    tent = tent_sheet(shape.grid, neighbours)
    return together([_wall(shape), falx(shape.midline(), tent), tentorium(tent)])


def lining(neighbours: Neighbours) -> Lining:
    """What is seen of the bones from inside, brought `_OFF` mm nearer and evened out, outside the brain; symmetric."""
    phi = np.concatenate([[_BEGIN], np.degrees(_spread(np.radians(_RIM), np.pi, ROWS - 1))])
    ways = _ways(np.radians(phi))
    bones, brain = _view(neighbours, _BONES), _view(neighbours, _BRAIN)
    half = ways[:, : RING // 2 + 1]
    radius = _smooth(_mirrored(bones.first(half)), ways)
    outside = _farthest(np.nan_to_num(_mirrored(brain.last(half)))) + THICKNESS + _FLUID
    # Where there is room between brain and bone the brain wins, but never over the bone.
    free = _mirrored(bones.first(half)) - _LEAST
    radius = np.maximum(radius, np.minimum(outside, np.where(np.isfinite(free), free, np.inf)))
    grid = INNER_POINT + radius[..., None] * ways
    grid[0] = _sleeve(neighbours["spinal_dura"])
    top = INNER_POINT - (bones.first(-_AXIS[None])[0] - _OFF) * _AXIS
    return Lining(grid, np.array([0.0, *top[1:]]))


def _view(neighbours: Neighbours, names: tuple[str, ...]) -> View:
    place = INNER_POINT + np.array([0.011, 0.0, 0.0])
    return View(place, np.concatenate([_of(neighbours[name]) for name in names]))


def _mirrored(half: Reals) -> Reals:
    """(rows, RING) from the right half with both midlines (rows, RING / 2 + 1)."""
    return np.concatenate([half, half[:, -2:0:-1]], axis=1)


def _spread(start: float, stop: float, count: int) -> Reals:
    """(count,) angles, closer at the base than on the vault; the last is short of the pole."""
    t = np.linspace(0.0, 1.0, count + 1)[:-1]
    return np.asarray(start + (stop - start) * (0.72 * t + 0.28 * t**2))


def _ways(phi: Reals) -> Reals:
    """(len(phi), RING, 3): unit directions, from the front round by the right."""
    alpha = 2.0 * np.pi * np.arange(RING) / RING
    aside = np.sin(alpha)[:, None] * [1.0, 0.0, 0.0] + np.cos(alpha)[:, None] * _FORWARD
    return np.asarray(np.cos(phi)[:, None, None] * _AXIS + np.sin(phi)[:, None, None] * aside)


def _of(bone: Mesh) -> NDArray[np.float32]:
    """(m, 3, 3): the triangles of a midline bone or of both copies of a paired one."""
    right = bone.vertices[bone.faces]
    if float(bone.vertices[:, 0].min()) < -20.0:
        return np.asarray(right)
    left = bone.mirrored()
    return np.concatenate([right, left.vertices[left.faces]])


def _smooth(seen: Reals, ways: Reals) -> Reals:
    """(ROWS, RING) mm: holes filled from their borders, nothing deeper than its surroundings, never in the bone."""
    from scipy.ndimage import gaussian_filter, median_filter, minimum_filter

    mode = ("nearest", "wrap")
    lost = ~np.isfinite(seen)
    radius = np.where(lost, np.nanmedian(seen), seen)
    for _ in range(400):
        radius = np.where(lost, gaussian_filter(radius, 1.0, mode=mode), radius)
    # In the foramen magnum the funnel must not sag below the sleeve.
    level = (INNER_POINT[2] - _SAG) / np.maximum(-ways[..., 2], 0.1)
    radius = np.where(lost, np.minimum(radius, level), radius)
    usual = median_filter(np.pad(radius, ((0, 0), (2, 2)), mode="wrap"), 5, mode="nearest")[:, 2:-2]
    radius = np.minimum(radius, usual + _SINK)
    near = minimum_filter(radius, 3, mode=mode)
    even = gaussian_filter(0.75 * radius + 0.25 * near, 0.6, mode=mode)
    return np.asarray(np.minimum(even, radius) - _OFF)


def _farthest(seen: Reals) -> Reals:
    """At least what is seen on the way to each neighbour: what stands out between two directions stays inside."""
    from scipy.ndimage import maximum_filter

    near = np.minimum(maximum_filter(seen, 3, mode=("nearest", "wrap")), seen + _STEEP)
    return np.asarray(np.maximum(seen, 0.5 * (seen + near)))


def _sleeve(sac: Mesh) -> Reals:
    """(RING, 3): the upper end of the spinal dura."""
    ring = sac.vertices[:SAC_RING].astype(np.float64)
    turn = np.arange(RING) * SAC_RING / RING
    low = turn.astype(int)
    share = (turn - low)[:, None]
    return np.asarray(ring[low] + share * (ring[(low + 1) % SAC_RING] - ring[low]))


def _wall(shape: Lining) -> Mesh:
    """The closed wall: outer face, inner face, and the rim that joins them in the foramen magnum."""
    grid = shape.grid
    around = np.roll(grid, -1, axis=1) - np.roll(grid, 1, axis=1)
    inwards = unit(np.cross(around, np.gradient(grid, axis=0)))
    inwards *= np.sign(((INNER_POINT - grid) * inwards)[ROWS // 2, 0].sum())
    inner = grid + THICKNESS * inwards
    points = np.concatenate(
        [grid.reshape(-1, 3), [shape.top], inner.reshape(-1, 3), [shape.top + THICKNESS * _AXIS]]
    )
    return finish(points, _faces(), _veined(points))


def _faces() -> Faces:
    """(m, 3): both faces of the wall, each closed at the top by a fan, and the rim."""
    j = np.arange(RING)
    k = (j + 1) % RING
    # The right half is divided along one diagonal and the left along the other, so that both are alike.
    right = j < RING // 2
    face = [
        np.where(right[:, None], np.stack(one, axis=1), np.stack(other, axis=1))
        for i in range(ROWS - 1)
        for one, other in _divided(i * RING + j, i * RING + k, (i + 1) * RING + k, (i + 1) * RING + j)
    ]
    last = (ROWS - 1) * RING
    face.append(np.stack([last + j, last + k, np.full(RING, ROWS * RING)], axis=1))
    outer, shift = np.concatenate(face), ROWS * RING + 1
    rim = [np.stack([k, j, shift + j], axis=1), np.stack([k, shift + j, shift + k], axis=1)]
    return np.concatenate([outer, outer[:, ::-1] + shift, *rim])


def _divided(
    a: Faces, b: Faces, c: Faces, d: Faces
) -> tuple[tuple[tuple[Faces, ...], tuple[Faces, ...]], ...]:
    """Two triangles of each quadrangle a b c d, divided from a to c, and in the same place those from b to d."""
    return ((a, b, c), (a, b, d)), ((a, c, d), (b, c, d))


def _veined(points: Reals) -> Reals:
    """(n, 3): pale, with the hint of meningeal vessels; the same left and right."""
    places = np.abs(points) * [1, 0, 0] + points * [0, 1, 1]
    tone = 0.5 + 0.5 * value_noise(places, 14.0, seed=31)[:, None]
    vein = np.clip(1.0 - np.abs(value_noise(places, 22.0, seed=32)) / 0.05, 0.0, 1.0)[:, None]
    colour = DURA_SHADE + tone * (DURA - DURA_SHADE)
    return np.asarray(colour + 0.5 * vein * (VEIN - colour))


RECIPES: dict[str, Recipe] = {
    # 3 bodies: lining, falx, tentorium; not decimated, so that the two sides stay alike.
    "cranial_dura": Recipe(cranial_dura, 10_000, 400, (*_BONES, *_BRAIN, "spinal_dura"))
}
