"""The hand on the needle: clicks that place it, drags and arrow keys that move one of its ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.camera import Camera, project, ray
from anatomy_viewer.model.needling import STEP, Needle, long_enough
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session

SKIN = "scalp_skin"
FIRST_DEPTH = 30.0  # mm under the entry for as long as the target has not been clicked
_FAR = 600.0
Reals = NDArray[np.float64]
Size = tuple[int, int]
Meet = Callable[[str, Vector, Vector], Vector | None]
WORDS = {"entry": "Move the needle's entry", "target": "Move the needle's target"}


class NeedleHand:
    """Turns pixels into places; `scene()` is None while nothing is drawn yet. A drag is one undo entry."""

    def __init__(self, session: Session, scene: Callable[[], Scene | None]) -> None:
        self._session, self._scene = session, scene
        self._grip = QPointF()

    @property
    def needle(self) -> Needle | None:
        """The needle of now."""
        return self._session.now.needle

    def place(self, position: QPointF, camera: Camera, size: Size, hit: Vector | None) -> None:
        """A click while an end is being placed: an entry goes to the skin, a target to what was clicked."""
        end, needle = self._session.now.placing, self.needle
        if end == "entry":
            skin = self._skin_under(position, camera, size)
            if skin is None:
                return
            self._session.put_needle("Place the needle's entry", self._entered(skin, camera, position, size))
            aims = needle is None and not self._behind_skin
            self._session.place_by_click("target" if aims else "")
        elif needle is not None and hit is not None:
            placed = needle.moved("target", hit)
            self._session.put_needle("Place the needle's target", _fitted(placed))
            self._session.place_by_click("")

    @property
    def _behind_skin(self) -> bool:
        """Does solid skin hide everything that could be aimed at?"""
        view = self._session.view
        return view.peel == 0 and view.cut is None and SKIN in view.visible and view.opacity_of(SKIN) >= 1.0

    def _entered(self, skin: Vector, camera: Camera, position: QPointF, size: Size) -> Needle:
        """The needle with this entry; a new one goes straight in from the eye."""
        if self.needle is not None:
            return _freed(self.needle.moved("entry", skin))
        _, toward = ray(camera, position.x(), position.y(), size)
        return Needle(_vector(skin), _vector(np.array(skin) + toward * FIRST_DEPTH))

    def take(self, end: str, position: QPointF, camera: Camera, size: Size) -> None:
        """Begin a drag: the end keeps its distance from the pointer."""
        self._grip = QPointF(*self._pixel(end, camera, size)) - position

    def drag(self, end: str, position: QPointF, camera: Camera, size: Size, along: bool) -> None:
        """The entry slides on the skin, the target in the picture's plane or (`along`) along the needle."""
        self._go(end, position + self._grip, camera, size, along)

    def nudge(self, end: str, step: tuple[int, int], camera: Camera, size: Size, along: bool) -> None:
        """Half a millimetre right or up in the picture, or (`along`) up is out and down is in along the needle."""
        if self.needle is None:
            return
        if along:
            self._put(end, self.needle.deepened(-STEP * step[1]))
            return
        right, up, _ = camera.axes()
        place = np.array(getattr(self.needle, end)) + (right * step[0] + up * step[1]) * STEP
        if end == "entry":
            place = self._on_skin(place)
        self._put(end, self.needle.moved(end, _vector(place)))

    def let_go(self) -> None:
        """The drag is over."""
        self._session.store.settle()

    def to_skin(self, place: Vector) -> Vector:
        """The place of the skin that lies on a line with `place` along the needle; `place` where there is none."""
        return _vector(self._on_skin(np.array(place)))

    def _go(self, end: str, pixel: QPointF, camera: Camera, size: Size, along: bool) -> None:
        needle = self.needle
        if needle is None:
            return
        if end == "entry":
            skin = self._skin_under(pixel, camera, size)
            if skin is not None:
                self._put(end, needle.moved(end, skin))
        elif along:
            self._put(end, needle.deepened(self._along(needle, pixel, camera, size)))
        else:
            self._put(end, needle.moved(end, in_plane(needle.target, pixel, camera, size)))

    def _put(self, end: str, needle: Needle) -> None:
        self._session.put_needle(WORDS[end], _freed(needle), merge=True)

    def _along(self, needle: Needle, pixel: QPointF, camera: Camera, size: Size) -> float:
        """mm by which the target goes deeper, so that it stays beside the pointer."""
        ends = project(camera, np.array([needle.target, np.add(needle.target, needle.way)]), size)[:, :2]
        way = ends[1] - ends[0]
        moved = np.array([pixel.x(), pixel.y()]) - ends[0]
        return float(moved @ way / max(way @ way, 0.05))

    def _pixel(self, end: str, camera: Camera, size: Size) -> tuple[float, float]:
        assert self.needle is not None
        x, y, _ = project(camera, np.array([getattr(self.needle, end)]), size)[0]
        return float(x), float(y)

    def _skin_under(self, pixel: QPointF, camera: Camera, size: Size) -> Vector | None:
        eye, toward = ray(camera, pixel.x(), pixel.y(), size)
        return self._meet(eye, eye + toward * (_FAR + camera.distance))

    def _on_skin(self, place: Reals) -> Reals:
        way = np.array(self.needle.way) if self.needle else np.array([0.0, 1.0, 0.0])
        met = self._meet(place - way * 40.0, place + way * 40.0)
        return np.array(met) if met else place

    def _meet(self, start: Reals, end: Reals) -> Vector | None:
        scene = self._scene()
        return scene.surface(SKIN, _vector(start), _vector(end)) if scene is not None else None


def in_plane(place: Vector, pixel: QPointF, camera: Camera, size: Size) -> Vector:
    """What lies under `pixel` at the depth of `place`, in the plane of the picture."""
    eye, toward = ray(camera, pixel.x(), pixel.y(), size)
    back = camera.axes()[2]
    reach = (np.array(place) - eye) @ back / (toward @ back)
    return _vector(eye + toward * reach)


def _freed(needle: Needle) -> Needle:
    """Moved by hand, it is no longer the procedure's usual path."""
    return replace(needle, procedure="")


def _fitted(needle: Needle) -> Needle:
    """With a shaft that reaches its target."""
    return needle if needle.reaches else replace(needle, length=long_enough(needle.depth))


def _vector(place: Reals | Vector) -> Vector:
    return (float(place[0]), float(place[1]), float(place[2]))
