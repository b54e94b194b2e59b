"""A translation's words, matched with the lesson they translate by `{#id}` and question id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from anatomy_viewer.content.case_forms import TranslatedDecisionForm
from anatomy_viewer.content.forms import did_you_mean, fill
from anatomy_viewer.content.lesson_cases import translated_decisions
from anatomy_viewer.content.lesson_forms import (
    ChoiceForm,
    ChoicesForm,
    QuestionForm,
    TranslatedFrontForm,
    TranslatedQuestionForm,
)
from anatomy_viewer.content.lesson_markdown import Document, Fence, RawStep, read_document
from anatomy_viewer.errors import ContentError


@dataclass
class Translation:
    """What a translation gives; pieces that are missing or wrong are simply not in it."""

    path: Path
    front: TranslatedFrontForm | None = None
    steps: dict[str, RawStep] = field(default_factory=dict)
    questions: dict[str, TranslatedQuestionForm] = field(default_factory=dict)
    decisions: dict[str, TranslatedDecisionForm] = field(default_factory=dict)
    document: Document | None = None


def read_translation(path: Path, problems: list[ContentError], text: str | None = None) -> Translation:
    """Read the file, or the text that it is to have; what is wrong is added to `problems`."""
    found = Translation(path)
    try:
        document = read_document(path, text)
    except ContentError as error:
        problems.append(error)
        return found
    problems.extend(document.problems)
    found.document = document
    found.front = fill(TranslatedFrontForm, document.front, path, problems)
    for step in document.steps:
        found.steps[step.id] = step
        for fence in step.fences("quiz"):
            if form := fill(TranslatedQuestionForm, fence.data, path, problems):
                found.questions[form.id] = form
        problems.extend(
            ContentError(
                path, fence.line, "a scene block stands in a translation.", "Keep it in the lesson only."
            )
            for fence in step.fences("scene")
        )
    found.decisions = translated_decisions(document, path, problems)
    return found


def translation_problems(
    translation: Translation, base: Document, questions: Iterable[QuestionForm], objectives: int
) -> list[ContentError]:
    """What the translation lacks or has too much of, compared with the lesson."""
    document = translation.document
    if document is None:
        return []
    found = _front_problems(translation, objectives)
    steps = {step.id: step for step in base.steps}
    for step in document.steps:
        if step.id and step.id not in steps:
            found.append(
                _error(
                    document, step.line, f"the lesson has no step '{step.id}'.", did_you_mean(step.id, steps)
                )
            )
    for name, step in steps.items():
        found += _step_problems(document, step, translation.steps.get(name))
    return found + _question_problems(translation, document, list(questions))


def _front_problems(translation: Translation, objectives: int) -> list[ContentError]:
    front, document = translation.front, translation.document
    if front is None or document is None or len(front.objectives) == objectives:
        return []
    line = document.front.lines.get("objectives", 1)
    given = len(front.objectives)
    return [_error(document, line, f"{given} objectives are translated of {objectives}.", "Translate each.")]


def _step_problems(document: Document, base: RawStep, step: RawStep | None) -> list[ContentError]:
    if step is None:
        hint = f"Add '## … {{#{base.id}}}'."
        return [_error(document, None, f"the step '{base.id}' is not translated.", hint)]
    found = []
    if base.notes and not step.notes:
        found.append(
            _error(document, step.line, f"the notes of '{base.id}' are not translated.", "Add '> 备注：…'.")
        )
    if _has_text(base) and not _has_text(step):
        found.append(_error(document, step.line, f"the text of '{base.id}' is not translated.", "Add it."))
    return found


def _has_text(step: RawStep) -> bool:
    return any(not isinstance(block, Fence) for block in step.body)


def _question_problems(
    translation: Translation, document: Document, questions: list[QuestionForm]
) -> list[ContentError]:
    known = {question.id: question for question in questions}
    lines = {
        str(fence.data.get("id")): fence.line for step in document.steps for fence in step.fences("quiz")
    }
    found = [
        _error(document, lines[name], f"the lesson has no question '{name}'.", did_you_mean(name, known))
        for name in translation.questions
        if name not in known
    ]
    for name, question in known.items():
        other = translation.questions.get(name)
        if other is None and name not in lines:
            found.append(
                _error(
                    document, None, f"the question '{name}' is not translated.", f"Add it with 'id: {name}'."
                )
            )
        elif other is not None:
            found += _piece_problems(document, lines[name], question, other)
    return found


def _piece_problems(
    document: Document, line: int, base: QuestionForm, other: TranslatedQuestionForm
) -> list[ContentError]:
    found = [
        _error(document, line, f"'{key}' of '{base.id}' is not translated.", "Add it.")
        for key in ("hint", "explain")
        if getattr(base, key) and not getattr(other, key)
    ]
    options = base.options if isinstance(base, ChoiceForm | ChoicesForm) else ()
    for parts in ("items", "pairs", "decoys"):
        count, given = len(getattr(base, parts, ())), len(getattr(other, parts))
        if count != given:
            problem = f"'{base.id}' has {count} '{parts}', its translation {given}."
            found.append(_error(document, line, problem, "Give them in the same order."))
    if len(options) != len(other.options):
        problem = f"'{base.id}' has {len(options)} options, its translation {len(other.options)}."
        found.append(_error(document, line, problem, "Give them in the same order."))
    for i, (one, two) in enumerate(zip(options, other.options, strict=False), 1):
        if one.explain and not two.explain:
            problem = f"'explain' of option {i} of '{base.id}' is not translated."
            found.append(_error(document, line, problem, "Write {text: …, explain: …}."))
    return found


def _error(document: Document, line: int | None, problem: str, hint: str) -> ContentError:
    return ContentError(document.path, line, problem, hint)
