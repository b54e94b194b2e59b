"""'Click the structure' and 'name the structure': questions made from the atlas, in a picture where it is seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import dist

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.visible import cells_seen, is_seen
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.camera import VIEWS
from anatomy_viewer.model.cards import CLICK, NAME, parsed
from anatomy_viewer.model.lesson import Lesson, SceneSpec, scene_view
from anatomy_viewer.model.made_lesson import Item
from anatomy_viewer.model.quiz import Choice, Locate
from anatomy_viewer.model.review import asked, side_of
from anatomy_viewer.model.structure_questions import OPTIONS, click_question, feature_question, name_question
from anatomy_viewer.model.view import drawn

NEAR_MM = 45.0  # what lies as near belongs into the picture
FEWEST_CELLS = 12  # of the picture, that have to show a structure: about 0.4 % of it
_BARE = ("bones", "cns")  # systems shown alone: bones lie before what is inside them
Meshes = Mapping[str, Mesh]


def items_of(
    keys: Iterable[str], lessons: Mapping[str, Lesson], atlas: Atlas, meshes: Meshes, seed: str
) -> list[Item]:
    """What is asked for each key; keys of what is gone, or is seen from nowhere, are passed over.

    meshes: the coarse ones by structure id; without them structures are not asked for.
    """
    found = []
    for key in keys:
        if lesson_item := _lesson_item(key, lessons):
            found.append(lesson_item)
        elif item := _atlas_item(key, lessons, atlas, meshes, seed):
            found.append(item)
    return found


def _lesson_item(key: str, lessons: Mapping[str, Lesson]) -> Item | None:
    where = asked(key, lessons)
    if where is None:
        return None
    lesson, step, question = where
    return Item(key, question, step.scene, lesson.id, step.id)


def _atlas_item(
    key: str, lessons: Mapping[str, Lesson], atlas: Atlas, meshes: Meshes, seed: str
) -> Item | None:
    kind, base, _ = parsed(key)
    name = side_of(atlas, base) if kind else ""
    if not name or atlas.owner(name) not in meshes:
        return None
    if name in atlas.features:
        return _feature_item(key, lessons, atlas, meshes, seed) if kind == NAME else None
    scene = scene_for(atlas, name, meshes)
    if scene is None or (kind == CLICK and scene.show == (name,)):  # nothing else could be clicked
        return None
    if kind == CLICK:
        question: Locate | Choice = click_question(atlas, name)
    else:
        question, scene = name_question(atlas, name, seed), replace(scene, highlight=(name,))
        if len(question.options) < OPTIONS:
            return None
    return Item(key, question, scene, *taught_in(base, lessons, atlas))


def _feature_item(
    key: str, lessons: Mapping[str, Lesson], atlas: Atlas, meshes: Meshes, seed: str
) -> Item | None:
    """A ridge, process or branch to name: too narrow to be clicked, it is shown coloured."""
    base = parsed(key)[1]
    name = side_of(atlas, base)
    scene, question = feature_scene(atlas, name, meshes), feature_question(atlas, name, seed)
    if scene is None or len(question.options) < OPTIONS:
        return None
    return Item(key, question, scene, *taught_in(base, lessons, atlas))


def feature_scene(atlas: Atlas, name: str, meshes: Meshes) -> SceneSpec | None:
    """Its bone or nerve among the others of its kind, or alone where they cover it; None where it is not seen."""
    owner, place = atlas.owner(name), atlas.anchor(name)
    kind = atlas.structures[owner].system
    for shown in ((kind,), (owner,)):
        for view in _likely_views(atlas, name, owner):
            scene = SceneSpec(show=shown, highlight=(name,), view=view, distance="whole", focus=(owner,))
            picture = scene_view(scene, atlas)
            there = {i: meshes[i] for i in drawn(picture, atlas) if i in meshes}
            if is_seen(owner, place, there, picture.camera):
                return scene
    return None


def scene_for(atlas: Atlas, name: str, meshes: Meshes) -> SceneSpec | None:
    """A picture in which it is seen among its neighbours, without names; None when nothing shows enough of it."""
    for shown in _shown_sets(atlas, name):
        around = _around(atlas, name, shown)
        for view in _likely_views(atlas, name):
            scene = SceneSpec(show=shown, view=view, distance="whole", focus=around)
            picture = scene_view(scene, atlas)
            there = {i: meshes[i] for i in drawn(picture, atlas) if i in meshes}
            if cells_seen(there, picture.camera).get(name, 0) >= FEWEST_CELLS:
                return scene
    return None


def _shown_sets(atlas: Atlas, name: str) -> list[tuple[str, ...]]:
    """With the bones behind it and what lies as deep; then without bones; then its group alone, or itself."""
    mine = atlas.structures[name]
    deep = [s.id for s in atlas.structures.values() if s.system == mine.system and s.layer >= mine.layer]
    bones = [s.id for s in atlas.structures.values() if s.system == "bones"]
    group = [s.id for s in atlas.structures.values() if mine.parent and s.parent == mine.parent]
    sets = [deep, group, [name]] if mine.system in _BARE else [[*bones, *deep], deep, group, [name]]
    return [tuple(dict.fromkeys(each)) for each in sets if each]


def _around(atlas: Atlas, name: str, shown: tuple[str, ...]) -> tuple[str, ...]:
    """What the camera frames: the structure, and those of its system beside it, so that it is not given away."""
    mine, here = atlas.structures[name], atlas.anchor(name)
    near = [
        other
        for other in shown
        if atlas.structures[other].system == mine.system
        and atlas.structures[other].side in (mine.side, "midline")
        and dist(atlas.anchor(other), here) <= NEAR_MM
    ]
    near.sort(key=lambda other: dist(atlas.anchor(other), here))
    return (name, *[other for other in near if other != name][:4])


def _likely_views(atlas: Atlas, name: str, around: str = "") -> list[str]:
    """Standard views by how far it faces them, seen from the middle of the specimen, or of the structure `around`."""
    low, high = atlas.bounds([around] if around else atlas.all_ids)
    out = [a - m for a, m in zip(atlas.anchor(name), (low + high) / 2.0, strict=True)]

    def facing(view: str) -> float:
        return sum(float(o) * d for o, d in zip(out, VIEWS[view][0], strict=True))

    named = [view for view in VIEWS if view != "left" and not view.endswith(" left")]
    return sorted(named, key=facing, reverse=True)[:4]


def taught_in(base: str, lessons: Mapping[str, Lesson], atlas: Atlas) -> tuple[str, str]:
    """Lesson and step that highlight it first, else that label it; '' and '' where none does."""
    ids = {i for i, s in atlas.structures.items() if s.base == base} | {base, f"{base}_r", f"{base}_l"}
    for part in ("highlight", "label"):
        for lesson in lessons.values():
            for step in lesson.steps:
                if ids & set(getattr(step.scene, part)):
                    return lesson.id, step.id
    return "", ""
