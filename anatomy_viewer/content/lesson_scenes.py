"""Scene blocks → `SceneSpec`, with every name checked."""

from __future__ import annotations

from pathlib import Path

from anatomy_viewer.content.forms import fill
from anatomy_viewer.content.lesson_forms import CutForm, SceneForm, camera_words
from anatomy_viewer.content.lesson_imaging import check_imaging, imaging_spec
from anatomy_viewer.content.lesson_names import BOOKMARK, Names, Vocabulary
from anatomy_viewer.content.lesson_own import is_lost
from anatomy_viewer.content.yaml_lines import YamlMap, line_at
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.camera import Camera
from anatomy_viewer.model.lesson import MOST_LABELS, PLANES, CutSpec, SceneSpec, scene_view
from anatomy_viewer.model.pain import GIVEN, Ache, PainView
from anatomy_viewer.model.variants import SIDES, Patient, chosen
from anatomy_viewer.model.view import Course, drawn


def scene_spec(data: YamlMap, path: Path, atlas: Atlas, problems: list[ContentError]) -> SceneSpec | None:
    """The picture that the block describes; None when something in it is wrong."""
    before = len(problems)
    if data.keys() == {BOOKMARK} and isinstance(data[BOOKMARK], YamlMap):
        data = data[BOOKMARK]  # a bookmark was pasted into the block
    form = fill(SceneForm, data, path, problems)
    if form is None:
        return None
    _check_variants(form, data, path, atlas, problems)
    _check_names(form, Names(path, data, problems), Vocabulary(atlas))
    if form.imaging:
        check_imaging(form.imaging, data["imaging"], path, problems)
    if len(problems) == before:
        _check_labels(form, data, path, atlas, problems)
    return None if len(problems) > before else _spec(form, atlas)


def _check_names(form: SceneForm, names: Names, words: Vocabulary) -> None:
    names.check(form.show, words.selectors, "show")
    names.check(form.hide, words.selectors, "hide")
    if form.cut and form.cut.spare:
        Names(names.path, names.data["cut"], names.problems).check(form.cut.spare, words.selectors, "spare")
    names.check(form.fade, words.selectors, "fade")
    names.check(form.highlight, words.marks, "highlight")
    names.check(form.label, words.marks, "label")
    names.check(form.focus, words.focus, "focus")
    names.check(form.points, words.points, "points")
    for number, each in enumerate(form.measurements):
        inner = Names(names.path, names.data["measurements"][number], names.problems)
        inner.check(each.points, lambda: list(words.atlas.points), "ends")
        inner.check([each.along] if each.along else [], lambda: list(words.atlas.structures), "along")
    names.check(form.territories, words.territories, "territories")
    syndrome, _, side = form.syndrome.partition(" ")
    names.check([syndrome] if syndrome else [], words.syndromes, "syndrome")
    names.check([side] if side else [], lambda: list(SIDES), "syndrome")
    names.check(form.pain or (), words.regions, "pain")
    if form.pathway:
        inner = Names(names.path, names.data["pathway"], names.problems)
        inner.check(form.pathway.select, words.pathway, "select")
        inner.check([form.pathway.preset] if form.pathway.preset else [], words.presets, "preset")
    names.check([form.course.nerve] if form.course else [], words.courses, "course")


def _check_variants(
    form: SceneForm, data: YamlMap, path: Path, atlas: Atlas, problems: list[ContentError]
) -> None:
    for side, words in form.variant.items():
        try:
            chosen(atlas.variants, words)
        except ContentError as error:
            line = line_at(data, ("variant", side))
            problems.append(ContentError(path, line, error.problem, error.hint))


def _patient(form: SceneForm, atlas: Atlas) -> Patient:
    right, left = (chosen(atlas.variants, form.variant.get(side, "")) for side in SIDES)
    return Patient(right, left)


def _check_labels(
    form: SceneForm, data: YamlMap, path: Path, atlas: Atlas, problems: list[ContentError]
) -> None:
    count = len(atlas.resolve_marks(form.label))
    if count > MOST_LABELS:
        problem = f"'label' gives {count} labels (at most {MOST_LABELS})."
        hint = "Name one side ('…_r') or fewer structures."
        problems.append(ContentError(path, line_at(data, ("label",)), problem, hint))


def _spec(form: SceneForm, atlas: Atlas) -> SceneSpec:
    view, distance = camera_words(form.camera)
    return SceneSpec(
        show=form.show,
        hide=form.hide,
        fade=tuple(form.fade.items()),
        highlight=form.highlight,
        context=form.context,
        label=form.label,
        view=view,
        distance=distance,
        focus=form.focus,
        turn=form.turn,
        eye=Camera(form.eye.at, form.eye.to, form.eye.up) if form.eye else None,
        peel=form.peel,
        cut=_cut(form.cut) if form.cut else None,
        course=Course(form.course.nerve, form.course.start, form.course.end) if form.course else None,
        points=form.points,
        patient=_patient(form, atlas),
        spread=form.spread,
        territories=form.territories,
        imaging=imaging_spec(form.imaging) if form.imaging else None,
        pathway=form.pathway.look() if form.pathway else None,
        pain=_pain(form, atlas),
        measurements=tuple(each.measurement(atlas) for each in form.measurements),
    )


def _pain(form: SceneForm, atlas: Atlas) -> PainView | None:
    """What the skin is to show of pain: a syndrome's territory, what the model feels, or words by region."""
    if form.syndrome:
        name, _, side = form.syndrome.partition(" ")
        return PainView(name, side or "right")
    if form.pain is None:
        return None
    regions = atlas.skin.regions
    given = [
        Ache(sided, GIVEN[word])
        for name, word in form.pain.items()
        for sided in ([f"{name}_r", f"{name}_l"] if name in regions else [name])
    ]
    return PainView(given=tuple(given), live=not given)


def _cut(form: CutForm) -> CutSpec:
    return CutSpec(form.plane, form.at, form.keep or PLANES[form.plane][0], form.spare)


def not_in_picture(spec: SceneSpec, data: YamlMap, path: Path, atlas: Atlas) -> list[ContentError]:
    """What the block names although the picture does not show it: probably a slip, but the step still works."""
    shown = drawn(scene_view(spec, atlas), atlas)
    course = (spec.course.nerve,) if spec.course else ()
    skin = (atlas.skin.surface,) if spec.pain and atlas.skin.surface else ()
    named = {
        "fade": dict(spec.fade),
        "highlight": spec.highlight,
        "label": spec.label,
        "course": course,
        "pain" if data.get("pain") else "syndrome": skin,
    }
    found = []
    for key, names in named.items():
        for i, name in enumerate(names):
            if is_lost(name, atlas):
                continue  # said already
            if not any(atlas.owner(mark) in shown for mark in atlas.resolve_marks([name])):
                at = {"fade": (key, name), "pain": (key,), "syndrome": (key,)}.get(key, (key, i))
                line = line_at(data, at)
                problem = f"'{key}': '{name}' is not in the picture."
                found.append(ContentError(path, line, problem, "Add it to 'show', or lower 'peel'."))
    return found
