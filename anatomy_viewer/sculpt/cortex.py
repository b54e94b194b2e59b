"""Cortical areas as shells just under the surface of the right hemisphere: they show where it is seen through.

Places by the main sulci of gyri.py, so they lie where the hemisphere's own gyri are (K).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.chart import INNER_POINT, directions
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import polyline_distance
from anatomy_viewer.sculpt.nuclei import Colour
from anatomy_viewer.sculpt.patches import carved
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import Mask, Reals, Rule, finish

SENSORY: Colour = (212.0, 122.0, 96.0)
CINGULATE: Colour = (190.0, 128.0, 168.0)
# mm under the surface: the outer and the inner face of a shell.
_TOP, _BOTTOM = 0.2, 2.6
_BALL = 65.0
# Middle of the postcentral gyrus, half its width (mm on the ball).
_POSTCENTRAL = np.array(
    [[8.0, 60.0, 110.0], [26.0, 69.0, 105.0], [40.0, 75.0, 93.0], [52.0, 83.0, 75.0], [58.0, 88.0, 62.0]]
)
_HALF = 5.0
# Middle of the anterior cingulate gyrus (y, z), from below the knee of the callosum to its middle; half its width.
_GYRUS = np.array(
    [[117.5, 38.4], [123.0, 39.8], [130.5, 43.5], [136.5, 50.0], [138.5, 57.5], [136.5, 65.5], [131.0, 73.0],
     [122.0, 78.5], [111.0, 82.0], [100.0, 84.5]]
)  # fmt: skip
_BESIDE = 4.6


def _postcentral(centroids: Reals, _: Reals) -> Mask:
    ball = INNER_POINT + _BALL * directions(centroids.astype(np.float64))
    line = INNER_POINT + _BALL * _unit(_POSTCENTRAL - INNER_POINT)
    return np.asarray(
        (polyline_distance(ball, line) < _HALF) & (centroids[:, 0] > 5.0) & (centroids[:, 2] > 58.0)
    )


def _unit(ways: Reals) -> Reals:
    return np.asarray(ways / np.linalg.norm(ways, axis=1, keepdims=True))


def _cingulate(centroids: Reals, normals: Reals) -> Mask:
    medial = (centroids[:, 0] < 8.0) & (normals[:, 0] < -0.25)
    line = np.insert(_GYRUS, 0, 0.0, axis=1)
    return np.asarray(medial & (polyline_distance(centroids * [0.0, 1.0, 1.0], line) < _BESIDE))


def _shell(neighbours: Neighbours, rule: Rule, colour: Colour) -> Mesh:
    """The faces of the hemisphere that `rule` picks, as a closed body under them."""
    brain = neighbours["cerebral_hemisphere"]
    cut = carved(
        replace(brain, features=np.zeros(len(brain.faces), np.uint8), feature_names=()), {"area": rule}
    )
    faces = _largest(cut.faces[cut.features == 1].astype(np.int64))
    used, numbers = np.unique(faces, return_inverse=True)
    faces, points = numbers.reshape(-1, 3), cut.vertices[used].astype(np.float64)
    normals = cut.normals[used].astype(np.float64)
    body = np.concatenate([points - _TOP * normals, points - _BOTTOM * normals])
    shade = cut.colours[used].astype(np.float64).mean(axis=1, keepdims=True)
    colours = np.clip(np.array(colour) * (0.55 + 0.45 * shade / 190.0), 0.0, 255.0)
    return finish(body, _closed(faces, len(points)), np.concatenate([colours, 0.85 * colours]))


def _largest(faces: NDArray[np.int64]) -> NDArray[np.int64]:
    """The largest piece that hangs together by edges."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    owner = np.tile(np.arange(len(faces)), 3)
    order = np.lexsort((edges[:, 1], edges[:, 0]))
    edges, owner = edges[order], owner[order]
    same = (edges[1:] == edges[:-1]).all(axis=1)
    links = coo_matrix((np.ones(same.sum()), (owner[:-1][same], owner[1:][same])), shape=(len(faces),) * 2)
    _, piece = connected_components(links, directed=False)
    return np.asarray(faces[piece == np.bincount(piece).argmax()])


def _closed(faces: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The outer faces, the inner ones turned about, and a wall along the border."""
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    there = {(int(a), int(b)) for a, b in edges}
    border = np.array([(a, b) for a, b in there if (b, a) not in there])
    border = border[np.lexsort((border[:, 1], border[:, 0]))]
    a, b = border.T
    wall = np.concatenate([np.stack([b, a, a + count], 1), np.stack([b, a + count, b + count], 1)])
    return np.concatenate([faces, faces[:, ::-1] + count, wall])


def s1(_: Figures, neighbours: Neighbours) -> Mesh:
    """The primary somatosensory cortex: the postcentral gyrus."""
    return _shell(neighbours, _postcentral, SENSORY)


def cingulate(_: Figures, neighbours: Neighbours) -> Mesh:
    """The anterior cingulate cortex: round the knee of the corpus callosum."""
    return _shell(neighbours, _cingulate, CINGULATE)


RECIPES: dict[str, Recipe] = {
    "primary_somatosensory_cortex": Recipe(s1, 2000, 60, ("cerebral_hemisphere",)),
    "anterior_cingulate_cortex": Recipe(cingulate, 1600, 48, ("cerebral_hemisphere",)),
}
