"""Where the autonomic signs of the syndrome shown are marked on the face."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.pain import SIDES
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session

MARK = "sign:"  # before the id of a sign and its side, so that its label has a name of its own
_BEFORE_MM = 4.0  # the place stands this far before the skin, so that the skin does not hide it


class SignPlaces:
    """The places of all signs on the skin; found when first asked for, since the skin has to be searched."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._places: dict[str, Vector] = {}

    def shown(self) -> tuple[str, ...]:
        """Marks of the signs that belong to the syndrome shown, on the sides that hurt: 'sign:tearing_r'."""
        pain, atlas = self._session.pain, self._session.atlas
        syndrome = atlas.syndromes.table.get(pain.syndrome) if pain and pain.syndrome else None
        if pain is None or syndrome is None:
            return ()
        sides = list(SIDES) if syndrome.span == "both" else [pain.side[0]]
        return tuple(f"{MARK}{name}_{side}" for name in syndrome.signs for side in sides)

    def visible(self, scene: Scene, size: tuple[int, int]) -> dict[str, Vector]:
        """Those of them that are seen, and where."""
        marks = self.shown()
        if not marks or scene.territories.surface not in scene.view.visible:
            return {}
        places = np.array([self._place(mark, scene) for mark in marks])
        out = places - scene.territories.middle
        out /= np.linalg.norm(out, axis=1, keepdims=True)
        to_eye = np.asarray(scene.view.camera.position) - places
        facing = (out * to_eye).sum(axis=1) > 0.1 * np.linalg.norm(to_eye, axis=1)
        seen = facing & ~scene.occluded(places + out * _BEFORE_MM, size)
        return {mark: self._places[mark] for mark, there in zip(marks, seen, strict=True) if there}

    def texts(self, mark: str) -> tuple[str, str]:
        """Its name, and nothing below it."""
        sign = self._session.atlas.syndromes.signs[mark.removeprefix(MARK)[:-2]]
        return sign.names.get(self._session.language), ""

    def _place(self, mark: str, scene: Scene) -> Vector:
        if mark not in self._places:
            name, side = mark.removeprefix(MARK)[:-2], mark[-1]
            sign = self._session.atlas.syndromes.signs[name]
            x, y, z = scene.regions.corner(sign.at).tolist()
            found = scene.skin_near((x, y, z - sign.below))
            self._places[mark] = (-found[0] if side == "l" else found[0], found[1], found[2])
        return self._places[mark]
