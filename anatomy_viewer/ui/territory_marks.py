"""Skin territories over the picture: their rims, a name in each, and a legend that says what they are worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.globe import arcs, outermost, spread_over, within
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.camera import project
from anatomy_viewer.model.view import drawn
from anatomy_viewer.scene.look import TERRITORIES
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.scene.territories import Territories
from anatomy_viewer.session import Session

Reals = NDArray[np.float64]
Mask = NDArray[np.bool_]
Box = tuple[float, float, float, float]
STEP = 0.035  # radians between places of a rim: 3 mm on the scalp
PLACES = 1600  # spread over the head, among which each territory's name finds its place
JUMP = 9.0  # mm: where a rim leaves the skin of the head for the auricle it is interrupted
WELL_WITHIN = 0.08  # radians from the rim, for a name
LEAST = 3  # places of a territory that are seen, for it to be named
FACING = 0.25  # cosine between the way outwards and the way to the eye: what looks away more is not seen


@dataclass(frozen=True, eq=False)
class Shape:
    """A territory's right half on the skin: rims (n, 3) mm, and places well within it (m, 3)."""

    rims: tuple[Reals, ...]
    inner: Reals

    def on(self, side: float) -> Shape:
        """The half on a side: 1 right, -1 left."""
        flip = np.array([side, 1.0, 1.0])
        return Shape(tuple(rim * flip for rim in self.rims), self.inner * flip)


class TerritoryMarks:
    """Which rims and names are in the picture, and what of them is seen."""

    def __init__(self, session: Session, coarse: Mapping[str, Mesh]) -> None:
        self._session, self._coarse = session, coarse
        self._where = Territories(session.atlas, coarse)
        self._shapes: dict[str, Shape] = {}
        self.seen: list[tuple[str, list[tuple[Reals, Mask]], Reals | None]] = []
        self.shown: tuple[str, ...] = ()  # when the picture last rested

    def wanted(self) -> tuple[str, ...]:
        """Territories that the view shows: none without the skin."""
        view, atlas = self._session.view, self._session.atlas
        seen = self._where.surface in self._coarse and self._where.surface in drawn(view, atlas)
        there = seen and view.pain is None  # the pain map comes in their place
        return tuple(name for name in atlas.skin.territories if there and name in view.territories)

    def waiting(self) -> tuple[str, ...]:
        """Those that have still to be laid on the skin."""
        return tuple(name for name in self.wanted() if name not in self._shapes)

    def lay(self, names: Sequence[str]) -> None:
        """Lay rims and places for names on the skin; takes a third of a second, so not on the window's thread."""
        for name in names:
            polygon = self._outline(name)
            rims = tuple(part for line in arcs(polygon, STEP) for part in self._on_skin(line))
            inner = spread_over(PLACES)
            inner = inner[(inner[:, 0] > 0.0) & (within(inner, polygon) > WELL_WITHIN)]
            self._shapes[name] = Shape(
                rims, np.concatenate([np.empty((0, 3)), *self._on_skin(inner, np.inf)])
            )

    def _outline(self, name: str) -> Reals:
        """(k, 3): directions from the middle of the head to the corners."""
        return self._where.polygon(name)

    def _on_skin(self, ways: Reals, jump: float = JUMP) -> list[Reals]:
        """The places (n, 3) on the skin in these directions, in pieces that hold together."""
        mesh = self._coarse[self._where.surface]
        far = outermost(ways, self._where.middle, mesh.vertices[mesh.faces])
        places, good = self._where.middle + ways * far[:, None], np.isfinite(far)
        breaks = np.flatnonzero(np.abs(np.diff(far[good])) > jump) + 1
        return [part for part in np.split(places[good], breaks) if len(part) > 1]

    def look_again(self) -> None:
        """What is shown from now on: the view may have changed."""
        self.shown = self.wanted()

    def prepare(self, scene: Scene, size: tuple[int, int], taken: Box = (0.0, 0.0, 0.0, 0.0)) -> None:
        """Ask the scene what is seen of each. taken: x, y, width and height (pixels) where no name may stand."""
        self.seen = []
        names = [name for name in self.shown if name in self._shapes]
        halves = {name: [self._shapes[name].on(side) for side in self._sides()] for name in names}
        lines = [line for name in names for half in halves[name] for line in (*half.rims, half.inner)]
        if not lines:
            return
        seen = self._visible(np.concatenate(lines), scene, size)
        masks = iter(np.split(seen, np.cumsum([len(line) for line in lines])[:-1]))
        for name in names:
            rims, inner = [], []
            for half in halves[name]:
                rims += [(rim, next(masks)) for rim in half.rims]
                inner.append(half.inner[next(masks)])
            self.seen.append((name, rims, self._spot(inner, size, taken)))

    def _sides(self) -> tuple[float, ...]:
        """Which halves are shown: 1 right, -1 left."""
        return (1.0, -1.0)

    def _visible(self, places: Reals, scene: Scene, size: tuple[int, int]) -> Mask:
        view = self._session.view
        out = places - self._where.middle
        to_eye = np.asarray(view.camera.position) - places
        cosine = (out * to_eye).sum(axis=1) / (np.linalg.norm(out, axis=1) * np.linalg.norm(to_eye, axis=1))
        return np.asarray((cosine > FACING) & self._kept(places) & ~scene.occluded(places, size))

    def _kept(self, places: Reals) -> Mask:
        """(n,): is the skin still there?"""
        cut = self._session.view.cut
        if cut is None or self._where.surface in cut.spared:
            return np.ones(len(places), bool)
        return np.asarray((places - np.asarray(cut.origin)) @ np.asarray(cut.normal) >= 0.0)

    def _spot(self, halves: Sequence[Reals], size: tuple[int, int], taken: Box) -> Reals | None:
        """Where the name stands: in the middle of what is seen (n, 3) of the half that is seen best."""
        best = np.empty((0, 3))
        for seen in halves:
            free = seen[_outside(project(self._session.view.camera, seen, size), size, taken)]
            best = free if len(free) > len(best) else best
        if len(best) < LEAST:
            return None
        pixels = project(self._session.view.camera, best, size)[:, :2]
        return np.asarray(best[np.argmin(np.linalg.norm(pixels - np.median(pixels, axis=0), axis=1))])

    def colour(self, name: str) -> str:
        """The colour that the skin has there."""
        names = list(self._session.atlas.skin.territories)
        return TERRITORIES[names.index(name) % len(TERRITORIES)]


def _outside(pixels: Reals, size: tuple[int, int], taken: Box) -> Mask:
    """(n,): in the picture, and not in the box `taken` widened by half a name."""
    x, y = pixels[:, 0], pixels[:, 1]
    left, top, width, height = taken
    margin, line = 0.08 * size[0], 0.02 * size[1]
    beside = (x > left - margin) & (x < left + width + margin)
    covered = beside & (y > top - line) & (y < top + height + line)
    return np.asarray((x > 0) & (y > 0) & (x < size[0]) & (y < size[1]) & ~covered)
