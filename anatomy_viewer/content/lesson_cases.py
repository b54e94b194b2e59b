"""Decision blocks → `Decision`, and whether the steps of a case lead somewhere: by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from anatomy_viewer.content.case_forms import DecisionForm, TranslatedDecisionForm
from anatomy_viewer.content.forms import did_you_mean, fill
from anatomy_viewer.content.lesson_markdown import Document, Fence, RawStep
from anatomy_viewer.content.yaml_lines import line_at
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Text
from anatomy_viewer.model.case import Decision, Way, decision_id, endless, reached

LEAST_ENDINGS = 2


def read_decisions(document: Document, problems: list[ContentError]) -> dict[str, DecisionForm]:
    """The decisions of a case by step id; whatever is wrong with them and with the ways between the steps."""
    before = len(problems)
    found: dict[str, DecisionForm] = {}
    for step in document.steps:
        if form := _of_step(step, document, problems):
            found[step.id] = form
    if len(problems) == before and document.steps:
        problems += _way_problems(document, found)
    return found


def misplaced(document: Document) -> list[ContentError]:
    """Decisions in a lesson that is no case."""
    hint = "Write 'kind: case' in the front matter."
    return [
        ContentError(document.path, fence.line, "a decision stands in a lesson that is not a case.", hint)
        for step in document.steps
        for fence in step.fences("decision")
    ]


def _of_step(step: RawStep, document: Document, problems: list[ContentError]) -> DecisionForm | None:
    path, fences = document.path, step.fences("decision")
    if len(fences) != 1:
        hint = "Keep one." if fences else "End it with a decision block: options, to, or ending."
        problem = f"the step '{step.id}' has {len(fences)} decision blocks."
        problems.append(ContentError(path, fences[1].line if fences else step.line, problem, hint))
        return None
    form = fill(DecisionForm, fences[0].data, path, problems)
    if form is not None:
        problems += _goal_problems(form, fences[0], step, document)
    return form


def _goal_problems(form: DecisionForm, fence: Fence, step: RawStep, document: Document) -> list[ContentError]:
    known = [other.id for other in document.steps]
    goals: list[tuple[tuple[str | int, ...], str]] = [
        (("options", i, "to"), way.to) for i, way in enumerate(form.options)
    ]
    goals += [(("to",), form.to)] if form.to else []
    found = []
    for place, goal in goals:
        line = line_at(fence.data, place)
        if goal == step.id:
            problem = f"the step '{goal}' leads to itself."
            found.append(ContentError(document.path, line, problem, "Name another step."))
        elif goal not in known:
            problem = f"'to': there is no step '{goal}'."
            found.append(ContentError(document.path, line, problem, did_you_mean(goal, known)))
    return found


def _way_problems(document: Document, decisions: Mapping[str, DecisionForm]) -> list[ContentError]:
    graph = {
        name: (form.to,) if form.to else tuple(way.to for way in form.options)
        for name, form in decisions.items()
    }
    start, lines = document.steps[0].id, {step.id: step.line for step in document.steps}
    found = [
        ContentError(document.path, lines[name], f"no decision leads to the step '{name}'.", "Lead to it.")
        for name in graph
        if name not in reached(graph, start)
    ]
    found += [
        ContentError(
            document.path, lines[name], f"no ending can be reached from '{name}'.", "Lead out of it."
        )
        for name in sorted(endless(graph), key=lines.__getitem__)
    ]
    endings = sum(bool(form.ending) for form in decisions.values())
    if endings < LEAST_ENDINGS:
        problem = f"the case has {endings} endings; at least {LEAST_ENDINGS} are needed."
        hint = "End a step with 'ending: …' and 'grade: …'."
        found.append(ContentError(document.path, lines[start], problem, hint))
    return found


def decision(step: str, form: DecisionForm, translated: TranslatedDecisionForm | None) -> Decision:
    """The decision of a step, with its words in both languages where there is a translation."""
    other = translated or TranslatedDecisionForm()
    return Decision(
        decision_id(step),
        form.stage,
        Text(form.ask, other.ask),
        tuple(
            Way(
                Text(way.text, other.options[i].text if i < len(other.options) else ""),
                way.to,
                way.grade,
                Text(way.explain, other.options[i].explain if i < len(other.options) else ""),
            )
            for i, way in enumerate(form.options)
        ),
        form.to,
        Text(form.ending, other.ending),
        form.grade,
        Text(form.hint, other.hint),
    )


# Translations


def translated_decisions(
    document: Document, path: Path, problems: list[ContentError]
) -> dict[str, TranslatedDecisionForm]:
    """The words of decisions by step id."""
    found = {}
    for step in document.steps:
        for fence in step.fences("decision"):
            if form := fill(TranslatedDecisionForm, fence.data, path, problems):
                found[step.id] = form
    return found


def untranslated(
    document: Document, base: Mapping[str, DecisionForm], found: Mapping[str, TranslatedDecisionForm]
) -> list[ContentError]:
    """What the decisions of the translation `document` lack."""
    lines = {step.id: step for step in document.steps}
    problems = []
    for name, form in base.items():
        needed = bool(form.ask or form.ending)
        other, step = found.get(name), lines.get(name)
        if step is None or (other is None and not needed):
            continue  # a step that is missing is named as such
        fences = step.fences("decision")
        for problem, hint in _lacking(name, form, other or TranslatedDecisionForm()):
            line = fences[0].line if fences else step.line
            problems.append(ContentError(document.path, line, problem, hint))
    return problems


def _lacking(name: str, base: DecisionForm, other: TranslatedDecisionForm) -> Sequence[tuple[str, str]]:
    found = [
        (f"'{key}' of the decision of '{name}' is not translated.", "Add it.")
        for key in ("ask", "ending", "hint")
        if getattr(base, key) and not getattr(other, key)
    ]
    if len(base.options) != len(other.options):
        problem = (
            f"the decision of '{name}' has {len(base.options)} options, its translation {len(other.options)}."
        )
        return [*found, (problem, "Give them in the same order.")]
    for i, option in enumerate(other.options, 1):
        if not option.explain:
            problem = f"'explain' of option {i} of the decision of '{name}' is not translated."
            found.append((problem, "Write {text: …, explain: …}."))
    return found
