"""The present picture → the `scene` block that gives it: only what differs from the defaults, in one order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from math import asin, atan2, degrees

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.measurement_forms import measurement_keys
from anatomy_viewer.content.yaml_writing import flow
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.camera import DISTANCES, VIEWS, Camera, frame
from anatomy_viewer.model.convergence import Input
from anatomy_viewer.model.lesson import KEEP_NORMALS, MOST_LABELS, PLANES, SceneSpec, scene_camera
from anatomy_viewer.model.pain import GIVEN, PainView
from anatomy_viewer.model.pathway_look import SLIDERS, PathwayLook, pathway_view
from anatomy_viewer.model.variants import SIDES, Patient
from anatomy_viewer.model.view import Course, Cut, ViewState, drawn

UPRIGHT = (0.0, 0.0, 1.0)
LEAST_FADE = 0.05  # what the key `fade` takes
# Within these nobody sees that the camera is another: shares of its distance, degrees, cosine of the horizon's tilt.
SAME_SIZE, SAME_ANGLE, UPRIGHT_ENOUGH = 0.005, 0.2, 0.9999


def scene_keys(
    view: ViewState,
    atlas: Atlas,
    imaging: Mapping[str, object] | None = None,
    look: PathwayLook | None = None,
) -> dict[str, object]:
    """The block's keys in their order, with the eye exactly where it is (key `eye`, to a tenth of a mm)."""
    keys = _keys(view, atlas, look)
    for name in ("camera", "focus", "turn", "eye"):
        keys.pop(name, None)
    return {**keys, "eye": _eye(view.camera), **({"imaging": dict(imaging)} if imaging else {})}


def _rounded(place: Iterable[float], digits: int = 1) -> list[float]:
    return [round(float(part), digits) + 0.0 for part in place]


def scene_block(
    view: ViewState,
    atlas: Atlas,
    imaging: Mapping[str, object] | None = None,
    look: PathwayLook | None = None,
    like: SceneSpec | None = None,
) -> str:
    """The fenced block, ending in a line break. The picture comes back as it is: where no named view and distance lead
    to the eye, it is put exactly (`eye`).

    imaging: the key's value (`imaging_keys`); look: how the pathway is looked at; like: a block whose words for the
    camera are taken where they still lead to it.
    """
    keys = _keys(view, atlas, look, like)
    if imaging:
        keys["imaging"] = dict(imaging)
    lines = [f"{key}: {flow(value)}\n" for key, value in keys.items()]
    return f"```scene\n{''.join(lines)}```\n"


def _keys(
    view: ViewState, atlas: Atlas, look: PathwayLook | None = None, like: SceneSpec | None = None
) -> dict[str, object]:
    highlighted = _words(view.highlighted, atlas)
    found: dict[str, object] = {
        **(_over_pathway(view, atlas) if look else _drawn(view, atlas)),
        "highlight": highlighted,
        "context": view.context if highlighted and view.context != "grey" else "",
        "label": list(view.labelled[:MOST_LABELS]),
        **_camera(view, atlas, like),
        "peel": view.peel,
        "cut": _cut(view.cut, atlas) if view.cut else None,
        "course": _course(view.course) if view.course else None,
        "points": _points(view.points, atlas),
        "spread": view.spread,
        "measurements": [measurement_keys(each, atlas) for each in view.measurements],
        "variant": _variant(view.patient),
        "territories": list(view.territories),
        "pathway": _pathway(look) if look else None,
        **_pain(view.pain),
    }
    return {key: value for key, value in found.items() if value or (key == "pathway" and look)}


def _drawn(view: ViewState, atlas: Atlas) -> dict[str, object]:
    return {**_shown(view, atlas), "fade": _faded(view, atlas)}


def _over_pathway(view: ViewState, atlas: Atlas) -> dict[str, object]:
    """Nothing where the pathway brings this picture by itself, or what of it is hidden; else all that is shown."""
    glass = pathway_view(atlas, view)
    own = dict(glass.opacity)
    same = all(view.opacity_of(name) == own.get(name, 1.0) for name in view.visible)
    if same and view.visible <= glass.visible:
        return {"hide": _words(glass.visible - view.visible, atlas)}
    keys = _drawn(view, atlas)
    return keys if keys.get("show") else {"show": ["all"], **{k: v for k, v in keys.items() if k != "show"}}


def _pathway(look: PathwayLook) -> dict[str, object]:
    """Sliders that are not at nought, or the experiment from its beginning."""
    felt, other = look.side, "left" if look.side == "right" else "right"
    inputs: dict[str, object] = {**_sliders(look.inputs.side(felt))}
    if away := _sliders(look.inputs.side(other)):
        inputs["other"] = away
    if look.inputs.sensitisation:
        inputs["sensitisation"] = _plain(look.inputs.sensitisation)
    keys: dict[str, object] = {
        "select": list(look.selected),
        "preset": look.preset,
        "inputs": inputs if not look.preset else None,
        "side": felt if felt != "right" else "",
    }
    found = {key: value for key, value in keys.items() if value}
    return found | {key: False for key, on in (("panel", look.panel), ("run", look.running)) if not on}


def _sliders(given: Input) -> dict[str, object]:
    return {name: _plain(getattr(given, name)) for name in SLIDERS if getattr(given, name)}


def _plain(number: float) -> float:
    """2.0 as 2."""
    return int(number) if float(number).is_integer() else round(number, 3)


def _words(ids: Iterable[str], atlas: Atlas) -> list[str]:
    """The fewest selectors found for exactly these structures and features: the widest that fits first."""
    wanted, left, words = frozenset(ids), set(ids), []
    fitting = [(word, ids) for word, ids in atlas.selectors.items() if ids and wanted.issuperset(ids)]
    for word, members in sorted(fitting, key=lambda item: (-len(set(item[1])), item[0])):
        if left.intersection(members):
            words.append(word)
            left.difference_update(members)
    return words + sorted(left)


def _shown(view: ViewState, atlas: Atlas) -> dict[str, object]:
    """`show` or `hide`, whichever is shorter; own meshes, which are no part of 'all', stand in `show`."""
    there = view.visible & atlas.all_ids
    own = sorted(view.visible.intersection(atlas.own_ids))
    show, hide = _words(there, atlas), _words(atlas.all_ids - there, atlas)
    if hide and len(hide) >= len(show):
        return {"show": [*show, *own]}
    return {"show": ["all", *own] if own else [], "hide": hide}


def _faded(view: ViewState, atlas: Atlas) -> dict[str, float]:
    by_opacity: dict[float, set[str]] = {}
    for name, opacity in view.opacity:
        if name in view.visible:
            by_opacity.setdefault(max(round(opacity, 3), LEAST_FADE), set()).add(name)
    return {word: opacity for opacity, ids in sorted(by_opacity.items()) for word in _words(ids, atlas)}


def _camera(view: ViewState, atlas: Atlas, like: SceneSpec | None = None) -> dict[str, object]:
    """Words that lead to where the eye is: those of `like`, or the nearest standard view; else its exact place."""
    if like is not None and like.eye is None and _near(scene_camera(like, view, atlas), view.camera):
        return _camera_words(like.view, like.distance, list(like.focus), like.turn)
    name, distance, focus, turn = _standard(view, atlas)
    if _near(frame(_box(focus, view, atlas), name, distance, turn), view.camera):
        return _camera_words(name, distance, focus, turn)
    return {"eye": _eye(view.camera)}


def _camera_words(name: str, distance: str, focus: list[str], turn: tuple[float, float]) -> dict[str, object]:
    words = "" if (name, distance) == ("posterior", "whole") else name
    words += f", {distance}" if distance != "whole" else ""
    return {"camera": words, "focus": focus, "turn": [_plain(part) for part in turn] if any(turn) else []}


def _near(one: Camera, other: Camera) -> bool:
    """Do they show the same, as far as anybody sees?"""
    away = float(np.linalg.norm(np.subtract(one.target, other.target)))
    size = abs(one.distance - other.distance)
    angle = float(np.degrees(np.arccos(np.clip(one.axes()[2] @ other.axes()[2], -1.0, 1.0))))
    upright = float(one.axes()[1] @ other.axes()[1]) > UPRIGHT_ENOUGH
    return max(away, size) <= SAME_SIZE * other.distance and angle <= SAME_ANGLE and upright


def _eye(camera: Camera) -> dict[str, object]:
    eye: dict[str, object] = {"at": _rounded(camera.position), "to": _rounded(camera.target)}
    if camera.up != UPRIGHT:
        eye["up"] = _rounded(camera.up, 4)
    return eye


def _standard(view: ViewState, atlas: Atlas) -> tuple[str, str, list[str], tuple[float, float]]:
    """The standard view nearest to where the eye is, its distance, what it looks at, how far it is turned from it."""
    back = view.camera.axes()[2]
    # A turn from a pole is limited, so that the poles stand only for themselves.
    level = abs(float(back[2])) < 0.999
    views = [known for known, (toward, _) in VIEWS.items() if (abs(toward[2]) < 0.5) == level]
    name = max(views, key=lambda known: float(back @ frame(_box([], view, atlas), known).axes()[2]))
    focus = _focus(view, atlas)
    box = _box(focus, view, atlas)
    distance = min(DISTANCES, key=lambda word: abs(frame(box, name, word).distance - view.camera.distance))
    return name, distance, focus, _turn(view.camera, box, name)


def _focus(view: ViewState, atlas: Atlas) -> list[str]:
    """Nothing where the picture's own middle is looked at; else the structure that is nearest to what is."""
    target = np.array(view.camera.target)
    away = float(np.linalg.norm(_box([], view, atlas).mean(axis=0) - target))
    if away < 1.0:
        return []
    nearest = {n: float(np.linalg.norm(atlas.bounds([n]).mean(axis=0) - target)) for n in drawn(view, atlas)}
    best = min(sorted(nearest), key=nearest.__getitem__, default="")
    return [best] if best and nearest[best] < away else []


def _box(focus: list[str], view: ViewState, atlas: Atlas) -> NDArray[np.float64]:
    shown = drawn(view, atlas)
    marks = [mark for mark in view.highlighted if atlas.owner(mark) in shown]
    return atlas.bounds(sorted(focus or marks or shown))


def _turn(camera: Camera, box: NDArray[np.float64], name: str) -> tuple[float, float]:
    """Degrees from the standard view, of the four signs those that lead nearest to where the eye is."""
    start, back = frame(box, name).axes()[2], camera.axes()[2]
    flat = abs(float(start[2])) < 0.9
    round_about = degrees(atan2(back[1], back[0]) - atan2(start[1], start[0])) if flat else 0.0
    height = degrees(asin(float(np.clip(back[2], -1, 1))) - asin(float(np.clip(start[2], -1, 1))))
    aside = round((round_about + 180.0) % 360.0 - 180.0, 1) + 0.0
    tries = [(s * aside + 0.0, t * round(height, 1) + 0.0) for s, t in product((1, -1), repeat=2)]
    return max(tries, key=lambda turn: float(back @ frame(box, name, "whole", turn).axes()[2]))


def _cut(cut: Cut, atlas: Atlas) -> dict[str, object]:
    """The standard plane and side nearest to the cut."""
    keep = max(KEEP_NORMALS, key=lambda side: float(np.dot(KEEP_NORMALS[side], cut.normal)))
    plane = next(name for name, sides in PLANES.items() if keep in sides)
    at = round(float(np.dot(np.abs(KEEP_NORMALS[keep]), cut.origin)), 1)
    spare = _words(cut.spared, atlas)
    return {"plane": plane, "at": at, "keep": keep} | ({"spare": spare} if spare else {})


def _course(course: Course) -> dict[str, object]:
    return {"nerve": course.nerve, "from": round(course.start, 3), "to": round(course.end, 3)}


def _points(points: tuple[str, ...], atlas: Atlas) -> list[str]:
    """Kinds of which every point is shown, then the others."""
    kinds: dict[str, set[str]] = {}
    for point in atlas.points.values():
        kinds.setdefault(point.kind, set()).add(point.id)
    whole = sorted(kind for kind, ids in kinds.items() if len(ids) > 1 and ids <= set(points))
    told = {name for kind in whole for name in kinds[kind]}
    return whole + [name for name in points if name not in told]


def _variant(patient: Patient) -> dict[str, str]:
    sides = {side: "+".join(patient.side(side).variants) for side in SIDES}
    return {side: words for side, words in sides.items() if words}


def _pain(pain: PainView | None) -> dict[str, object]:
    if pain is None:
        return {}
    if pain.syndrome:
        return {"syndrome": pain.syndrome + (" left" if pain.side == "left" else "")}
    words = {a.region: min(GIVEN, key=lambda w: abs(GIVEN[w] - a.strength)) for a in pain.given}
    return {"pain": "model" if pain.live else words}
