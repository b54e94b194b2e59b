"""Quiz blocks → questions. A new kind: a form here, its maker, and its row in `MAKERS`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from anatomy_viewer.content.forms import did_you_mean, fill
from anatomy_viewer.content.lesson_forms import (
    ChoiceForm,
    LocateForm,
    NeedleForm,
    PlaceForm,
    QuestionForm,
    ReadImageForm,
    TranslatedQuestionForm,
)
from anatomy_viewer.content.lesson_imaging import check_imaging, imaging_spec
from anatomy_viewer.content.lesson_markdown import Fence
from anatomy_viewer.content.lesson_names import Names, Vocabulary
from anatomy_viewer.content.yaml_lines import line_at
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas, Text
from anatomy_viewer.model.exercise import tasks_of
from anatomy_viewer.model.place_needle import PlaceNeedle
from anatomy_viewer.model.place_point import TOLERANCE_MM, PlacePoint
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.quiz import QUESTION_KINDS, Choice, Locate, Option
from anatomy_viewer.model.read_image import ReadImage

Translated = TranslatedQuestionForm | None


def question(fence: Fence, path: Path, atlas: Atlas, problems: list[ContentError]) -> QuestionForm | None:
    """The checked form of a quiz block; None when something in it is wrong."""
    kind = fence.data.get("kind")
    if kind not in FORMS:
        line = line_at(fence.data, ("kind",)) if fence.data else fence.line
        problem = f"questions of the kind '{kind}' are not known." if kind else "the question has no 'kind'."
        problems.append(ContentError(path, line, problem, did_you_mean(str(kind or ""), FORMS)))
        return None
    before = len(problems)
    form = fill(FORMS[kind], fence.data, path, problems)
    names = Names(path, fence.data, problems)
    if isinstance(form, LocateForm):
        names.check(form.answer, Vocabulary(atlas).marks, "answer")
    elif isinstance(form, PlaceForm):
        names.check([form.point], lambda: list(atlas.points), "point")
    elif isinstance(form, NeedleForm):
        names.check([form.procedure], lambda: list(tasks_of(atlas)), "procedure")
    elif isinstance(form, ReadImageForm):
        names.check(form.answer, Vocabulary(atlas).selectors, "answer")
        check_imaging(form.image, fence.data["image"], path, problems)
    return form if len(problems) == before else None


def made(form: QuestionForm, translated: Translated, atlas: Atlas) -> Question:
    """The question, with its words in both languages where there is a translation."""
    return MAKERS[form.kind](form, translated, atlas)


def _choice(form: Any, translated: Translated, _: Atlas) -> Question:
    others = translated.options if translated else ()
    options = []
    for i, option in enumerate(form.options):
        other = others[i] if i < len(others) else None
        text = Text(option.text, other.text if other else "")
        options.append(Option(text, option.right, Text(option.explain, other.explain if other else "")))
    return Choice(form.id, options=tuple(options), **_words(form, translated))


def _locate(form: Any, translated: Translated, atlas: Atlas) -> Question:
    answer = atlas.resolve_marks(form.answer)
    lying_on = frozenset(name for name, feature in atlas.features.items() if feature.of in answer)
    return Locate(form.id, answer=answer, accepted=lying_on | frozenset(answer), **_words(form, translated))


def _place(form: Any, translated: Translated, atlas: Atlas) -> Question:
    point = atlas.points[form.point]
    own = (form.tolerance, form.tolerance) if form.tolerance else None
    tolerance = own or point.tolerance or TOLERANCE_MM
    words = _words(form, translated)
    return PlacePoint(
        form.id,
        point=point.id,
        position=point.position,
        published=point.published,
        tolerance=tolerance,
        **words,
    )


def _needle(form: Any, translated: Translated, _: Atlas) -> Question:
    words = _words(form, translated)
    return PlaceNeedle(form.id, procedure=form.procedure, tolerance=form.tolerance, help=form.help, **words)


def _read_image(form: Any, translated: Translated, atlas: Atlas) -> Question:
    answer = atlas.resolve_marks(form.answer)
    return ReadImage(
        form.id,
        task=form.task,
        image=imaging_spec(form.image),
        answer=answer,
        accepted=frozenset(answer),
        options=form.options or _alike(form.image.modality),
        tolerance=form.tolerance,
        **_words(form, translated),
    )


def _alike(modality: str) -> tuple[str, ...]:
    """What a modality is chosen from where the lesson says nothing: one of each look."""
    usual = ("ct", "t1", "t2", "stir", "us")
    return usual if modality in usual else (*usual[:4], modality)


def _words(form: QuestionForm, translated: Translated) -> dict[str, Text]:
    keys = ("ask", "hint", "explain")
    return {key: Text(getattr(form, key), getattr(translated, key) if translated else "") for key in keys}


FORMS: dict[str, type[QuestionForm]] = {
    "choice": ChoiceForm,
    "locate": LocateForm,
    "place": PlaceForm,
    "needle": NeedleForm,
    "read_image": ReadImageForm,
}
MAKERS: dict[str, Callable[[Any, Translated, Atlas], Question]] = {
    "choice": _choice,
    "locate": _locate,
    "place": _place,
    "needle": _needle,
    "read_image": _read_image,
}
assert set(FORMS) == set(MAKERS) == set(QUESTION_KINDS)
