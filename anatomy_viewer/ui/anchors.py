"""Where structures are in the picture: visible anchors for labels, and masks of subject and anatomy. Numpy only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.model.view import ViewState, drawn
from anatomy_viewer.scene.scene import Scene

Reals = NDArray[np.float64]
Mask = NDArray[np.bool_]

SAMPLES = 160  # places of a structure that are asked whether they are seen
MASK_WIDTH = 96


class Anchors:
    """Keeps a few surface places of each structure and feature, spread evenly over its coarse mesh."""

    def __init__(self, atlas: Atlas, coarse: Mapping[str, Mesh]) -> None:
        self._atlas, self._coarse = atlas, coarse
        self._kept: dict[str, Reals] = {}

    def places(self, name: str) -> Reals:
        """(n, 3) mm on the surface of a structure or feature; its anchor alone where there is no mesh."""
        if name not in self._kept:
            found = self._find(name)
            self._kept[name] = found if len(found) else np.array([self._atlas.anchor(name)], dtype=float)
        return self._kept[name]

    def _find(self, name: str) -> Reals:
        mesh = self._coarse.get(self._atlas.owner(name))
        if mesh is None:
            return np.empty((0, 3))
        feature = self._atlas.features.get(name)
        if feature is None:
            vertices = mesh.vertices.astype(float)
        else:
            patch = [i for i, baked in enumerate(mesh.feature_names, 1) if baked == feature.baked]
            faces = mesh.faces[np.isin(mesh.features, patch)]
            vertices = mesh.vertices[faces].mean(axis=1).astype(float) if len(faces) else np.empty((0, 3))
        return vertices[:: max(len(vertices) // SAMPLES, 1)]

    def visible(self, names: Iterable[str], scene: Scene, size: tuple[int, int]) -> dict[str, Vector]:
        """Of each name the seen place nearest to the middle of what is seen of it; names not seen are left out."""
        shown = drawn(scene.view, self._atlas)
        wanted = [name for name in names if self._atlas.owner(name) in shown]
        if not wanted:
            return {}
        places = [self.places(name) for name in wanted]
        together = np.concatenate(places)
        seen = ~scene.occluded(together, size)
        pixels = project(scene.view.camera, together, size)
        inside = (
            (pixels[:, 0] > 4)
            & (pixels[:, 0] < size[0] - 4)
            & (pixels[:, 1] > 4)
            & (pixels[:, 1] < size[1] - 4)
        )
        good = seen & inside & (pixels[:, 2] > 1.0) & kept_side(together, scene.view)
        found, start = {}, 0
        for name, some in zip(wanted, places, strict=True):
            chosen = np.flatnonzero(good[start : start + len(some)]) + start
            if len(chosen):
                found[name] = _middle(together[chosen], pixels[chosen, :2])
            start += len(some)
        return found

    def masks(
        self, view: ViewState, camera: Camera, size: tuple[int, int], subject: frozenset[str]
    ) -> tuple[Mask, Mask]:
        """(h, w) coarse masks of the picture: where the subject is, and where anything is."""
        shape = (max(round(MASK_WIDTH * size[1] / size[0]), 8), MASK_WIDTH)
        subjects, everything = np.zeros(shape, bool), np.zeros(shape, bool)
        for name in drawn(view, self._atlas):
            mesh = self._coarse.get(name)
            if mesh is None:
                continue
            pixels = project(camera, mesh.vertices[::2].astype(float), size)
            x = (pixels[:, 0] * shape[1] / size[0]).astype(int)
            y = (pixels[:, 1] * shape[0] / size[1]).astype(int)
            inside = (x >= 0) & (y >= 0) & (x < shape[1]) & (y < shape[0]) & (pixels[:, 2] > 0)
            everything[y[inside], x[inside]] = True
            if name in subject:
                subjects[y[inside], x[inside]] = True
        return _grown(subjects), _grown(_grown(everything))


def _middle(places: Reals, pixels: Reals) -> Vector:
    nearest = np.argmin(np.linalg.norm(pixels - np.median(pixels, axis=0), axis=1))
    x, y, z = (float(v) for v in places[nearest])
    return (x, y, z)


def kept_side(places: Reals, view: ViewState) -> Mask:
    """(n,): is each place (n, 3) on the side of the cut that stays? All may be where something stays whole."""
    if view.cut is None or view.cut.spared:
        return np.ones(len(places), bool)
    return np.asarray((places - np.asarray(view.cut.origin)) @ np.asarray(view.cut.normal) >= -0.1)


def _grown(mask: Mask) -> Mask:
    """True spread by one cell each way, which closes the gaps between projected vertices."""
    wide = np.pad(mask, 1)
    return wide[:-2, 1:-1] | wide[2:, 1:-1] | wide[1:-1, :-2] | wide[1:-1, 2:] | mask


def tangent(course: Reals, place: Vector) -> Reals:
    """(3,) direction of a centre-line (n, ≥ 3) at the station nearest to `place`."""
    line = course[:, :3]
    nearest = int(np.argmin(np.linalg.norm(line - np.asarray(place), axis=1)))
    ahead, behind = line[min(nearest + 1, len(line) - 1)], line[max(nearest - 1, 0)]
    return np.asarray(ahead - behind, dtype=float)
