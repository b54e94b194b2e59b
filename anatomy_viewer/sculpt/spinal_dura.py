"""The spinal dura: a thin sac round cord and rootlets, from the foramen magnum to C7, open at both ends.

Its wall is 0.3-0.5 mm thick and the sac 15-18 mm deep at C2 (K); how much room it leaves to the canal is a model value.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.rays import ray_hits
from anatomy_viewer.sculpt.fibres import lattice_noise, seed_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish, unit
from anatomy_viewer.sculpt.spinal_ligaments import DISCS, SPINE

Reals = NDArray[np.float64]
Faces = NDArray[np.int64]
DURA, DURA_SHADE = np.array([214.0, 200.0, 184.0]), np.array([188.0, 168.0, 152.0])
ROWS, RING, LIGHT = 44, 36, (8, 8)
THICKNESS = 0.35
# mm: top and bottom of the sac; free space to the walls of the canal; where rays miss, and the widest sac.
_TOP, _BOTTOM = -15.0, -128.0
_FREE, _LOST, _WIDEST = 0.75, 30.0, np.array([9.6, 8.4])
# mm of fluid round the cord, and where the canal is tight; free space to a wall that the sac touches.
_FLUID, _LEAST_FLUID, _TOUCH = 0.7, 0.3, 0.2
_WALLS = (
    "occipital_bone",
    *SPINE,
    *DISCS,
    "ligamenta_flava",
    "transverse_ligament_of_atlas",
    "tectorial_membrane",
    "posterior_longitudinal_ligament",
    "posterior_atlanto_occipital_membrane",
)
_CORE = ("spinal_cord_cervical", "medulla_oblongata")


def spinal_dura(_: Figures, neighbours: Neighbours) -> Mesh:
    """The sac with its inner and outer face; symmetric."""
    return tube(sac(neighbours), THICKNESS)


def sac(neighbours: Neighbours) -> Reals:
    """(ROWS, RING, 3) mm: the outer face in level rings from above, from the front round by the right."""
    z = np.linspace(_TOP, _BOTTOM, ROWS)
    angle = 2.0 * np.pi * np.arange(RING) / RING
    ways = np.stack([np.sin(angle), np.cos(angle), np.zeros(RING)], axis=1)
    walls, core = (_corners(neighbours, names) for names in (_WALLS, _CORE))
    middle = np.stack([np.full(ROWS, 0.03), _middle(z, core), z], axis=1)
    far = np.array([_room(place, ways, walls, 0, _LOST) for place in middle])
    near = np.array([_room(place, ways, core, -1, 0.0) for place in middle])
    wide = np.maximum(_even(np.minimum(far - _FREE, _widest(ways))), _over(near) + _FLUID + THICKNESS)
    # Where the canal is tight the sac touches its walls; the fluid gives way before the cord does.
    reach = np.maximum(np.minimum(wide, _narrowest(far) - _TOUCH), _bridged(near) + _LEAST_FLUID + THICKNESS)
    reach = (reach + np.roll(reach[:, ::-1], 1, axis=1)) / 2.0
    middle[:, 0] = 0.0
    return np.asarray(middle[:, None] + reach[..., None] * ways)


def _widest(ways: Reals) -> Reals:
    """(RING,) mm: an ellipse that the sac never leaves."""
    return np.asarray(1.0 / np.linalg.norm(ways[:, :2] / _WIDEST, axis=1))


def _middle(z: Reals, core: Reals) -> Reals:
    """(ROWS,) y of the cord's middle, the last one below its end."""
    found = []
    for level in z:
        hits = ray_hits([0.03, 0.0, level], [0.0, 1.0, 0.0], core)
        found.append((hits[0] + hits[-1]) / 2.0 if len(hits) > 1 else np.nan)
    y, known = np.array(found), np.isfinite(found)
    return np.asarray(np.interp(-z, -z[known], y[known]))


def _corners(neighbours: Neighbours, names: tuple[str, ...]) -> Reals:
    """(m, 3, 3): all triangles near the canal."""
    corners = np.concatenate([neighbours[i].vertices[neighbours[i].faces] for i in names])
    low, high = corners.min(axis=1), corners.max(axis=1)
    near = (low[:, 0] < 20) & (high[:, 0] > -20) & (high[:, 1] > 30) & (low[:, 1] < 86) & (low[:, 2] < 0)
    return np.asarray(corners[near], dtype=np.float64)


def _room(place: Reals, ways: Reals, corners: Reals, which: int, lost: float) -> Reals:
    """(RING,) mm to the first (0) or last (-1) hit in each level direction."""
    level = corners[(corners[..., 2].min(axis=1) <= place[2]) & (corners[..., 2].max(axis=1) >= place[2])]
    hits = [ray_hits(place, way, level) for way in ways]
    return np.array([float(h[which]) if len(h) else lost for h in hits])


def _narrowest(far: Reals) -> Reals:
    """What is free at a place and at its neighbours, so that no wall stands out between two rings."""
    from scipy.ndimage import minimum_filter

    return np.asarray(minimum_filter(far, 3, mode=("nearest", "wrap")))


def _bridged(reach: Reals) -> Reals:
    """The cord's outline without its fissures."""
    from scipy.ndimage import maximum_filter

    return np.asarray(maximum_filter(reach, (1, 3), mode=("nearest", "wrap")))


def _over(reach: Reals) -> Reals:
    """The same, evened out."""
    from scipy.ndimage import gaussian_filter

    return np.asarray(gaussian_filter(_bridged(reach), (0.8, 1.0), mode=("nearest", "wrap")))


def _even(reach: Reals) -> Reals:
    """Evened out along and round, hardly wider than the measured room."""
    from scipy.ndimage import gaussian_filter, minimum_filter

    least = minimum_filter(reach, (3, 1), mode=("nearest", "wrap"))
    return np.asarray(gaussian_filter(least, (1.4, 1.8), mode=("nearest", "wrap")))


def tube(outer: Reals, thickness: float) -> Mesh:
    """The closed wall of `thickness` mm whose outer face is the grid `outer` (rows, ring, 3); its ends are open."""
    rows, ring = outer.shape[:2]
    around = np.roll(outer, -1, axis=1) - np.roll(outer, 1, axis=1)
    normals = unit(np.cross(np.gradient(outer, axis=0), around))
    middle = outer.mean(axis=1, keepdims=True)
    normals *= np.sign(((outer - middle) * normals).sum(axis=-1, keepdims=True))
    points = np.concatenate([outer, (outer - thickness * normals)[::-1]]).reshape(-1, 3)
    u, v = np.meshgrid(np.arange(ring) / ring, np.linspace(0.0, 1.0, rows), indexing="ij")
    streak = lattice_noise(u.T.ravel(), v.T.ravel(), 18.0, 5.0, seed_of("spinal_dura"))[:, None]
    face = DURA_SHADE + streak.reshape(rows, ring, 1) * (DURA - DURA_SHADE)
    return finish(points, _wrapped(2 * rows, ring), np.concatenate([face, face[::-1]]).reshape(-1, 3))


def _wrapped(rows: int, ring: int) -> Faces:
    """(m, 3): a torus of `rows` rings: outer face down, inner face up again."""
    i, j = (grid.ravel() for grid in np.meshgrid(np.arange(rows), np.arange(ring), indexing="ij"))
    k, below = (j + 1) % ring, (i + 1) % rows
    a, b, c, d = i * ring + j, i * ring + k, below * ring + k, below * ring + j
    return np.concatenate([np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)])


def light_tube(mesh: Mesh, rows: int, ring: int, light: tuple[int, int]) -> Mesh:
    """A light copy of a finished `tube`: only `light` = (rows, places round) of its grid."""
    row = np.round(np.linspace(0, rows - 1, light[0])).astype(int)
    row = np.concatenate([row, 2 * rows - 1 - row[::-1]])
    around = np.round(np.arange(light[1]) * ring / light[1]).astype(int)
    kept = (row[:, None] * ring + around).ravel()
    return finish(mesh.vertices[kept], _wrapped(len(row), light[1]), mesh.colours[kept])


RECIPES: dict[str, Recipe] = {
    "spinal_dura": Recipe(
        spinal_dura,
        6500,
        260,
        (*_WALLS, *_CORE),
        thin=partial(light_tube, rows=ROWS, ring=RING, light=LIGHT),
    )
}
