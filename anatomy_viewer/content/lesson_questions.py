"""Quiz blocks → questions. A new kind: a form here, its maker, and its row in `MAKERS`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from anatomy_viewer.content.forms import did_you_mean, fill
from anatomy_viewer.content.lesson_forms import (
    ChoiceForm,
    ChoicesForm,
    LocateForm,
    MatchForm,
    NameForm,
    NeedleForm,
    OrderForm,
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
from anatomy_viewer.model.arranging import Match, Pair, PutInOrder
from anatomy_viewer.model.lesson import focused
from anatomy_viewer.model.name_it import NameIt
from anatomy_viewer.model.place_needle import PlaceNeedle
from anatomy_viewer.model.place_point import TOLERANCE_MM, PlacePoint
from anatomy_viewer.model.question import Question, Tags
from anatomy_viewer.model.quiz import QUESTION_KINDS, Choice, Choices, Locate, Option
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
    if form is not None:
        names.check(form.structures, Vocabulary(atlas).marks, "structures")
        names.check(form.source, lambda: list(atlas.sources), "source")
    if isinstance(form, NameForm):
        names.check(form.answer, lambda: [*Vocabulary(atlas).marks(), *atlas.points], "answer")
    elif isinstance(form, LocateForm):
        names.check(form.answer, Vocabulary(atlas).marks, "answer")
    elif isinstance(form, PlaceForm):
        names.check([form.point], lambda: list(atlas.points), "point")
    elif isinstance(form, NeedleForm):
        names.check([form.procedure], Vocabulary(atlas).procedures, "procedure")
    elif isinstance(form, ReadImageForm):
        names.check(form.answer, Vocabulary(atlas).selectors, "answer")
        check_imaging(form.image, fence.data["image"], path, problems)
    return form if len(problems) == before else None


def made(form: QuestionForm, translated: Translated, atlas: Atlas, tags: Tags) -> Question:
    """The question, with its words in both languages where there is a translation."""
    question: Any = MAKERS[form.kind](form, translated, atlas)
    tagged: Question = replace(question, tags=tags)
    return tagged


def _choice(form: Any, translated: Translated, _: Atlas) -> Question:
    return Choice(form.id, options=_options(form, translated), **_words(form, translated))


def _choices(form: Any, translated: Translated, _: Atlas) -> Question:
    return Choices(form.id, options=_options(form, translated), **_words(form, translated))


def _options(form: Any, translated: Translated) -> tuple[Option, ...]:
    others = translated.options if translated else ()
    options = []
    for i, option in enumerate(form.options):
        other = others[i] if i < len(others) else None
        text = Text(option.text, other.text if other else "")
        options.append(Option(text, option.right, Text(option.explain, other.explain if other else "")))
    return tuple(options)


def _name(form: Any, translated: Translated, atlas: Atlas) -> Question:
    answer = tuple(dict.fromkeys(focused(form.answer, atlas)))
    return NameIt(form.id, answer=answer, atlas=atlas, accept=form.accept, **_words(form, translated))


def _order(form: Any, translated: Translated, _: Atlas) -> Question:
    items = _texts(form.items, translated.items if translated else ())
    return PutInOrder(form.id, items=items, **_words(form, translated))


def _match(form: Any, translated: Translated, _: Atlas) -> Question:
    others = translated.pairs if translated else ()
    lefts = _texts([pair.left for pair in form.pairs], [pair.left for pair in others])
    rights = _texts([pair.right for pair in form.pairs], [pair.right for pair in others])
    pairs = tuple(Pair(left, right) for left, right in zip(lefts, rights, strict=True))
    decoys = _texts(form.decoys, translated.decoys if translated else ())
    return Match(form.id, pairs=pairs, decoys=decoys, **_words(form, translated))


def _texts(english: Sequence[str], chinese: Sequence[str]) -> tuple[Text, ...]:
    return tuple(Text(word, chinese[i] if i < len(chinese) else "") for i, word in enumerate(english))


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


def _words(form: QuestionForm, translated: Translated) -> dict[str, Any]:
    keys = ("ask", "hint", "explain")
    return {key: Text(getattr(form, key), getattr(translated, key) if translated else "") for key in keys}


FORMS: dict[str, type[QuestionForm]] = {
    "choice": ChoiceForm,
    "choices": ChoicesForm,
    "name": NameForm,
    "order": OrderForm,
    "match": MatchForm,
    "locate": LocateForm,
    "place": PlaceForm,
    "needle": NeedleForm,
    "read_image": ReadImageForm,
}
MAKERS: dict[str, Callable[[Any, Translated, Atlas], Question]] = {
    "choice": _choice,
    "choices": _choices,
    "name": _name,
    "order": _order,
    "match": _match,
    "locate": _locate,
    "place": _place,
    "needle": _needle,
    "read_image": _read_image,
}
assert set(FORMS) == set(MAKERS) == set(QUESTION_KINDS)
