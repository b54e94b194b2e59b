"""What is shown while one walks along a nerve or vessel: from where, what lights up, what is seen through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.camera import Camera, centre_on, frame, standing_off
from anatomy_viewer.model.nerve import Passage
from anatomy_viewer.model.view import ViewState

# Base ids of what can be walked, in the order in which they are offered.
COURSES = (
    "greater_occipital_nerve",
    "lesser_occipital_nerve",
    "third_occipital_nerve",
    "great_auricular_nerve",
    "occipital_artery",
)
STAND_OFF = 220.0  # mm from the station to the eye
PASSED = 12  # mm: what the last so many stations met is lit
BESIDE = 3.0  # mm: a vessel as near as this is lit
LOOK_BACK, LOOK_AHEAD = 8, 20  # mm: what covers the stations so near is seen through
VEIL = 0.2
_SMOOTH = 14.0  # mm of course over which the direction of looking is evened out
_COVERS = 2  # layers that are taken away: skin, and fascia of the scalp


def walkable(atlas: Atlas) -> tuple[str, ...]:
    """Ids, with their sides, of the courses of this atlas that can be walked, right before left."""
    return tuple(
        f"{base}{side}" for base in COURSES for side in ("_r", "_l") if f"{base}{side}" in atlas.structures
    )


def walk_start(atlas: Atlas, course: str) -> ViewState:
    """The picture before anything is known of the course: it alone lit, everything over it taken away."""
    covers = [
        s.id
        for s in atlas.structures.values()
        if s.layer <= _COVERS or (s.system == "ligaments" and s.layer <= _COVERS + 2)
    ]
    view = "posterolateral left" if course.endswith("_l") else "posterolateral right"
    return ViewState(
        visible=atlas.all_ids - frozenset(covers),
        highlighted=frozenset({course}),
        labelled=(course,),
        points=tuple(p.id for p in atlas.points.values() if p.nerve == course and p.number),
        camera=frame(atlas.bounds([course]), view, "whole"),
    )


def walk_view(view: ViewState, passage: Passage, before: float | None, at: float, atlas: Atlas) -> ViewState:
    """`view` at `at` mm of the walk. before: where the walk was; an eye that was moved by hand keeps its direction.

    Only what the walk itself lights, labels and sees through is changed.
    """
    veiled = _veiled(passage, at, atlas)
    was = frozenset(name for name, share in view.opacity if share == VEIL)  # also by a walk on another course
    if before is not None:
        was = _veiled(passage, before, atlas)
    opened = view.with_opacity(was - veiled, 1.0)
    closed = opened.with_opacity(veiled - was, VEIL)
    here = _met(passage, at, 0, atlas)
    return replace(
        closed,
        highlighted=frozenset(
            {passage.course, *_met(passage, at, PASSED, atlas), *_near(passage, at, atlas)}
        ),
        labelled=tuple(dict.fromkeys([passage.course, *here]))[:4],
        camera=_followed(view.camera, passage, before, at),
    )


def place_of(passage: Passage, at: float) -> Vector:
    """The place (mm) `at` mm along the course."""
    places = np.array([s.position for s in passage.stations])
    x, y, z = (float(np.interp(at, np.arange(len(places)), column)) for column in places.T)
    return (x, y, z)


def walk_camera(passage: Passage, at: float) -> Camera:
    """The eye at its fixed stand-off from the station, over the skin nearest to the course there."""
    number = np.arange(len(passage.outward))
    weights = np.exp(-(((number - at) / _SMOOTH) ** 2))
    return standing_off(place_of(passage, at), weights @ passage.outward, STAND_OFF)


def _followed(camera: Camera, passage: Passage, before: float | None, at: float) -> Camera:
    if before is None or camera == walk_camera(passage, before):
        return walk_camera(passage, at)
    return centre_on(camera, place_of(passage, at))


def _met(passage: Passage, at: float, back: int, atlas: Atlas) -> tuple[str, ...]:
    """Ids of what the course lies in or between at `at`, and met in the `back` mm before it."""
    last = passage.index(at)
    names: dict[str, None] = {}
    for station in passage.stations[max(last - back, 0) : last + 1]:
        names |= dict.fromkeys(n for n in (station.inside, *station.between) if n)
    return _sided(names, passage, atlas)


def _near(passage: Passage, at: float, atlas: Atlas) -> tuple[str, ...]:
    station = passage.station(at)
    close = station.nearest_vessel and station.nearest_vessel_mm <= BESIDE
    return _sided([station.nearest_vessel] if close else [], passage, atlas)


def _veiled(passage: Passage, at: float, atlas: Atlas) -> frozenset[str]:
    """Ids of the muscles that lie over the course round `at`."""
    middle = passage.index(at)
    first, last = max(middle - LOOK_BACK, 0), min(middle + LOOK_AHEAD + 1, len(passage.stations))
    names = {n for i in range(first, last) for n in passage.bands.over(i, passage.stations[i].depth_mm)}
    names.discard(passage.stations[middle].between[1])  # what the course lies on stays as it is
    return frozenset(i for i in _sided(names, passage, atlas) if atlas.structures[i].system == "muscles")


def _sided(names: Iterable[str], passage: Passage, atlas: Atlas) -> tuple[str, ...]:
    """Base ids as the ids of the course's own side, without what is taken away for the walk."""
    side = passage.course[-2:]
    found = (f"{name}{side}" if f"{name}{side}" in atlas.structures else name for name in names)
    return tuple(i for i in found if i in atlas.structures and atlas.structures[i].layer > _COVERS)
