"""Where on the skin each nerve's territory lies: computed from the landmarks of this specimen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.globe import FAR, directions, rounded, within
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.territory import Corner, Region, Territory

Reals = NDArray[np.float64]
SOFT_MM = 4.0  # to either side of its rim a territory fades: the rim is no line in life
EARS = "lm_porion"  # midway between this and its fellow is the middle of the head, from which territories are seen
MIDLINE_MM = 4.0  # a landmark no farther from the midline lies on it
_PARTS = (
    6  # an edge of the coarse skin is divided into so many when the place nearest to a landmark is looked for
)


class Territories:
    """The territories of an atlas on its coarse meshes; nothing is computed before something is asked for.

    shapes: what is bounded instead of the territories, by name: the regions of pain.
    """

    def __init__(
        self,
        atlas: Atlas,
        coarse: Mapping[str, Mesh],
        shapes: Mapping[str, Territory] | Mapping[str, Region] | None = None,
    ) -> None:
        self._atlas, self._coarse = atlas, coarse
        self._shapes = atlas.skin.territories if shapes is None else shapes
        self._roundness = 2 if shapes is None else 0  # regions lie side by side: rounded off they would gape
        self._polygons: dict[str, Reals] = {}
        self._places: Reals | None = None
        self._landmarks: dict[str, Reals] = {}
        self.surface = atlas.skin.surface

    def of(self, shapes: Mapping[str, Region]) -> Territories:
        """Other areas on the same skin, bounded by the same landmarks."""
        other = Territories(self._atlas, self._coarse, shapes)
        other._landmarks = self._landmarks
        return other

    @property
    def middle(self) -> Reals:
        """(3,) mm: the middle of the head."""
        ears = self._atlas.points.get(EARS)
        if ears is not None:
            return np.array([0.0, ears.position[1], ears.position[2]])
        low, high = self._coarse[self.surface].bounds
        return np.asarray((low + high) / 2.0)

    def polygon(self, name: str) -> Reals:
        """(k, 3): directions from the middle of the head to the corners of the right half, rounded off."""
        if name not in self._polygons:
            corners = self._corners(self._shapes[name].boundary)
            self._polygons[name] = rounded(directions(corners, self.middle)[0], self._roundness)
        return self._polygons[name]

    def shares(self, places: ArrayLike, names: Iterable[str]) -> Reals:
        """(n, t): how much each place (n, 3) mm belongs to each territory: 1 within, 0 outside, between at the rim."""
        return np.clip(self.depths(places, names) / (2.0 * SOFT_MM) + 0.5, 0.0, 1.0)

    def depths(self, places: ArrayLike, names: Iterable[str], reach: float = FAR) -> Reals:
        """(n, t) mm: how deep each place (n, 3) mm lies in each territory, < 0 outside; told up to `reach` rad."""
        ways, far = directions(places, self.middle)
        ways[:, 0] = np.maximum(np.abs(ways[:, 0]), 1e-4)  # off the midline, which is an edge of some
        return np.column_stack([within(ways, self.polygon(name), reach) * far for name in names])

    def at(self, place: Vector, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the territories `names` in which a place on the skin (mm) lies."""
        wanted = list(names)
        shares = self.shares([place], wanted)[0] if wanted else []
        return tuple(name for name, share in zip(wanted, shares, strict=True) if share >= 0.5)

    def _corners(self, boundary: Iterable[Corner]) -> Reals:
        return np.array([self.corner(corner) for corner in boundary])

    def corner(self, corner: Corner) -> Reals:
        """(3,) mm: a place between two landmarks; under the skin where that is bent."""
        start, end = self._landmark(corner.at), self._landmark(corner.to)
        return np.asarray(start + (end - start) * corner.share)

    def _landmark(self, name: str) -> Reals:
        """(3,) mm: where on the skin the landmark is felt, the place nearest to it."""
        if name not in self._landmarks:
            self._landmarks[name] = self._felt(name)
        return self._landmarks[name]

    def _felt(self, name: str) -> Reals:
        extreme = self._atlas.skin.landmarks.get(name)
        if extreme is None:
            place = np.array(self._atlas.points[name].position)
        else:
            vertices = self._coarse[extreme.of].vertices.astype(np.float64)
            place = vertices[np.argmax(vertices @ np.array(extreme.toward))]
        skin = self._skin_places()
        felt = skin[np.argmin(((skin - place) ** 2).sum(axis=1))]
        return felt * [0.0 if abs(place[0]) < MIDLINE_MM else 1.0, 1.0, 1.0]  # on it the halves meet

    def _skin_places(self) -> Reals:
        """(n, 3) mm: places spread over the coarse skin."""
        if self._places is None:
            mesh = self._coarse[self.surface]
            steps = [(i, j) for i in range(_PARTS + 1) for j in range(_PARTS + 1 - i)]
            shares = np.array([(i, j, _PARTS - i - j) for i, j in steps]) / _PARTS
            self._places = np.einsum("sk,mkx->msx", shares, mesh.vertices[mesh.faces]).reshape(-1, 3)
        return self._places
