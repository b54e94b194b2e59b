"""A draft without errors → `Lesson`: texts of all languages, scenes and questions together."""

from __future__ import annotations

from collections.abc import Collection

from anatomy_viewer.content.lesson_cases import decision
from anatomy_viewer.content.lesson_draft import Draft
from anatomy_viewer.content.lesson_forms import FrontForm
from anatomy_viewer.content.lesson_markdown import Fence, RawStep
from anatomy_viewer.content.lesson_questions import made
from anatomy_viewer.content.question_tags import tags_of
from anatomy_viewer.model.case import decision_id
from anatomy_viewer.model.lesson import (
    Ask,
    Block,
    Body,
    Lesson,
    LessonText,
    Measure,
    SceneSpec,
    Step,
    StepText,
)
from anatomy_viewer.model.question import Question


def finished(draft: Draft) -> Lesson | None:
    """The lesson; None when there are errors."""
    front, document = draft.front, draft.document
    if draft.errors or front is None or document is None:
        return None
    return Lesson(
        id=draft.path.stem,
        code=front.code,
        level=front.level,
        minutes=front.minutes,
        texts=_texts(draft, front),
        steps=tuple(_step(draft, front, step) for step in document.steps),
        prerequisites=front.prerequisites,
        sources=front.sources,
        path=draft.path,
        kind=front.kind,
        topic=front.topic,
    )


def _texts(draft: Draft, front: FrontForm) -> dict[str, LessonText]:
    texts = {"en": LessonText(front.title, front.summary, front.objectives)}
    for language, found in draft.translations.items():
        if other := found.front:
            whole = len(other.objectives) == len(front.objectives)
            objectives = other.objectives if whole else front.objectives
            texts[language] = LessonText(other.title, other.summary, objectives)
    return texts


def _step(draft: Draft, front: FrontForm, step: RawStep) -> Step:
    asked = [form.id for form in draft.questions[step.id]]
    english = StepText(step.title, _body(step, asked), tuple(step.notes))
    texts = {"en": english}
    for language, found in draft.translations.items():
        if other := found.steps.get(step.id):
            texts[language] = _translated(english, other, asked)
    form = draft.decisions.get(step.id)
    chinese = draft.translations.get("zh")
    ends = decision(step.id, form, chinese.decisions.get(step.id) if chinese else None) if form else None
    scene = draft.scenes.get(step.id, SceneSpec())
    return Step(step.id, texts, scene, _questions(draft, front, step.id, scene), step.line, ends)


def _questions(draft: Draft, front: FrontForm, step: str, scene: SceneSpec) -> tuple[Question, ...]:
    chinese = draft.translations.get("zh")
    words = chinese.questions if chinese else {}
    return tuple(
        made(form, words.get(form.id), draft.atlas, tags_of(form, front, scene, draft.atlas))
        for form in draft.questions[step]
    )


def _body(step: RawStep, asked: Collection[str]) -> Body:
    """Fenced blocks leave their place to a question, a decision or to figures; scenes leave none.

    asked: ids of the step's questions; one about a mesh that is not here is left out.
    """
    found: list[Block] = []
    for block in step.body:
        if not isinstance(block, Fence):
            found.append(block)
        elif block.kind == "quiz" and str(block.data.get("id")) in asked:
            found.append(Ask(str(block.data.get("id"))))
        elif block.kind == "decision":
            found.append(Ask(decision_id(step.id)))
        elif block.kind == "measure":
            found.append(Measure(str(block.data.get("point"))))
    return tuple(found)


def _translated(english: StepText, other: RawStep, asked: Collection[str]) -> StepText:
    """The translated words; English where a piece is missing; the questions and figures of the lesson, no others."""
    body = _body(other, asked)
    fixed = [block for block in english.body if isinstance(block, Ask | Measure)]
    kept = tuple(block for block in body if not isinstance(block, Ask | Measure) or block in fixed)
    if not any(not isinstance(block, Ask | Measure) for block in kept):
        return StepText(other.title or english.title, english.body, tuple(other.notes) or english.notes)
    lost = tuple(block for block in fixed if block not in kept)
    return StepText(other.title or english.title, kept + lost, tuple(other.notes) or english.notes)
