"""What a question is about, where its author does not say: its lesson's level and topic, its answer's structures."""

from __future__ import annotations

import re

from anatomy_viewer.content.lesson_forms import ChoiceForm, FrontForm, PlaceForm, QuestionForm
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import SceneSpec
from anatomy_viewer.model.question import Tags

_FIGURE = re.compile(r"\d")


def tags_of(form: QuestionForm, front: FrontForm, scene: SceneSpec, atlas: Atlas) -> Tags:
    """The author's tags, and what follows from the lesson and the step for those not given."""
    return Tags(
        level=form.level or front.level,
        topic=form.topic or front.topic,
        structures=_bases(form, scene, atlas),
        recall=asks_for_figure(form) if form.recall is None else form.recall,
        vignette=form.vignette or front.kind == "case",
        sources=form.source,
    )


def asks_for_figure(form: QuestionForm) -> bool:
    """Is a figure to be remembered? So it seems where every option holds one."""
    return isinstance(form, ChoiceForm) and all(_FIGURE.search(option.text) for option in form.options)


def _bases(form: QuestionForm, scene: SceneSpec, atlas: Atlas) -> tuple[str, ...]:
    """Base ids: as tagged, else of the answer, else of what the step highlights."""
    answer = getattr(form, "answer", ())
    if isinstance(form, PlaceForm):
        point = atlas.points[form.point]
        answer = tuple(name for name in (point.nerve, point.structure) if name)
    names = form.structures or answer or scene.highlight
    marks = atlas.resolve_marks([name for name in names if name not in atlas.points])
    owners = [atlas.structures[atlas.owner(mark)].base for mark in marks]
    return tuple(dict.fromkeys(owners))
