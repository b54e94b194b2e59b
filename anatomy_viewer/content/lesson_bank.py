"""What the shipped lessons should come to together: how many, what they mention, how their questions are made.

One rule a function; each yields what is wrong, with file and line where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import POINT_KINDS, Atlas, UnknownName
from anatomy_viewer.model.lesson import (
    Block,
    Body,
    Lesson,
    Listing,
    Measure,
    Paragraph,
    Quotation,
    Step,
    plain,
)
from anatomy_viewer.model.name_it import NameIt
from anatomy_viewer.model.place_needle import PlaceNeedle
from anatomy_viewer.model.place_point import PlacePoint
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.quiz import Choice, Locate
from anatomy_viewer.model.read_image import ReadImage

LANGUAGES = ("en", "zh")
LEAST_LESSONS, LEAST_CASES, LEAST_STEPS, LEAST_QUESTIONS = 18, 6, 130, 120
MOST_RECALL, LEAST_PRACTICAL = 0.15, 0.40
# A place or a length is favoured when it is right oftener than chance by so many standard deviations.
FAVOURED = 3.0
_PRACTICAL = (Locate, PlacePoint, PlaceNeedle, ReadImage)
# A figure that claims something: a number with a unit, or a share. Levels (C2), planes and dates are none.
FIGURE = re.compile(
    r"(?<![A-Za-z0-9])\d+(?:[.,–-]\d+)*\s?(?:mm|cm|ml|mL|%|per cent|°C|Hz|kHz|MHz|HU|ms|cm²|mm²|mg|µg|months?|weeks?"
    r"|days?|hours?|years?|minutes?|seconds?)(?![A-Za-z])"
)

OWN = re.compile(
    r"\b(?:specimen|model|simulated|this head|this needle|the tip)\b"
)  # figures of the model itself


@dataclass(frozen=True)
class Bank:
    """The lessons, the atlas they are about, and where they lie."""

    lessons: Mapping[str, Lesson]
    atlas: Atlas
    folder: Path

    @property
    def questions(self) -> list[tuple[Lesson, Step, Question]]:
        """Every question with its lesson and step; decisions of cases are counted apart."""
        return [
            (x, step, question)
            for x in self.lessons.values()
            for step in x.steps
            for question in step.questions
        ]

    @property
    def decisions(self) -> int:
        """How many decisions the cases ask for."""
        return sum(bool(d.ways) for lesson in self.lessons.values() for d in lesson.decisions.values())

    def lacking(self, problem: str, hint: str = "") -> ContentError:
        """What concerns all lessons together."""
        return ContentError(self.folder, None, problem, hint)


def bank_problems(bank: Bank) -> tuple[ContentError, ...]:
    """What is wrong by the rules for all lessons together."""
    return tuple(found for rule in RULES for found in rule(bank))


def bank_counts(bank: Bank) -> dict[str, int]:
    """The figures that the rules are about."""
    asked, lessons = bank.questions, bank.lessons
    return {
        "lessons": len(lessons),
        "lessons_zh": sum("zh" in lesson.texts for lesson in lessons.values()),
        "cases": sum(lesson.kind == "case" for lesson in lessons.values()),
        "steps": sum(len(lesson.steps) for lesson in lessons.values()),
        "questions": len(asked),
        "decisions": bank.decisions,
        "recall": sum(q.tags.recall for _, _, q in asked),
        "practical": sum(map(_practical, (q for _, _, q in asked))) + bank.decisions,
        "structures_unmentioned": len(unmentioned(bank)[0]),
        "points_unmentioned": len(unmentioned(bank)[1]),
    }


# How many


def _enough(bank: Bank) -> Iterator[ContentError]:
    lessons = list(bank.lessons.values())
    for language in LANGUAGES:
        count = sum(language in lesson.texts for lesson in lessons)
        if count < LEAST_LESSONS:
            yield bank.lacking(f"{count} lessons in '{language}'; {LEAST_LESSONS} are wanted.")
    for count, least, name in (
        (sum(len(lesson.steps) for lesson in lessons), LEAST_STEPS, "steps"),
        (len(bank.questions), LEAST_QUESTIONS, "questions"),
    ):
        if count < least:
            yield bank.lacking(f"{count} {name}; {least} are wanted.")


def _cases(bank: Bank) -> Iterator[ContentError]:
    count = sum(lesson.kind == "case" for lesson in bank.lessons.values())
    if count < LEAST_CASES:
        yield bank.lacking(f"{count} cases; {LEAST_CASES} are wanted.")


def _practical(question: Question) -> bool:
    return isinstance(question, _PRACTICAL) or question.tags.vignette


def _kinds(bank: Bank) -> Iterator[ContentError]:
    asked = [question for _, _, question in bank.questions]
    whole = len(asked) + bank.decisions
    recall = sum(question.tags.recall for question in asked)
    practical = sum(map(_practical, asked)) + bank.decisions
    if recall > MOST_RECALL * whole:
        yield bank.lacking(
            f"{recall} of {whole} questions ask for a figure; at most {MOST_RECALL:.0%} should."
        )
    if practical < LEAST_PRACTICAL * whole:
        yield bank.lacking(
            f"{practical} of {whole} questions are cases, images, points or needles; {LEAST_PRACTICAL:.0%} should be."
        )


# What is mentioned


def unmentioned(bank: Bank) -> tuple[list[str], list[str]]:
    """Base ids of structures, and points, that no lesson links to, marks, names, measures or asks for."""
    said = {name for lesson in bank.lessons.values() for step in lesson.steps for name in _said(step)}
    marks = {mark for name in said for mark in _marks(name, bank.atlas)}
    owners = {bank.atlas.structures[bank.atlas.owner(mark)].base for mark in marks}
    bases = dict.fromkeys(structure.base for structure in bank.atlas.structures.values())
    points = [name for name in bank.atlas.points if name not in said]
    return [base for base in bases if base not in owners], points


def _said(step: Step) -> Iterator[str]:
    scene = step.scene
    yield from (
        *scene.highlight,
        *scene.label,
        *(n for n in (*scene.points, *scene.focus) if n not in POINT_KINDS),
    )
    yield from (link for text in step.texts.values() for link in _links(text.body))
    for question in step.questions:
        yield from getattr(question, "answer", ())
        yield from (getattr(question, "point", ""), getattr(question, "procedure", ""))


def _links(body: Body) -> Iterator[str]:
    for block in _flat(body):
        if isinstance(block, Measure):
            yield block.point
        elif isinstance(block, Paragraph):
            yield from (
                s.link.target for s in block.spans if s.link and s.link.kind in ("structure", "point")
            )


def _flat(body: Body) -> Iterator[Block]:
    for block in body:
        if isinstance(block, Listing):
            yield from (inner for item in block.items for inner in _flat(item))
        elif isinstance(block, Quotation):
            yield from _flat(block.blocks)
        else:
            yield block


def _marks(name: str, atlas: Atlas) -> tuple[str, ...]:
    if name in atlas.points:
        return ()
    try:
        return atlas.resolve_marks([name])
    except UnknownName:
        return ()


def _mentions(bank: Bank) -> Iterator[ContentError]:
    structures, points = unmentioned(bank)
    for kind, names in (("structure", structures), ("point", points)):
        for name in names:
            yield bank.lacking(
                f"no lesson mentions the {kind} '{name}'.", "Link to it, label it or ask for it."
            )


# Sources


def _sourced(step: Step) -> bool:
    body = step.text("en").body
    spans = [span for block in _flat(body) if isinstance(block, Paragraph) for span in block.spans]
    return any(s.link and s.link.kind == "source" for s in spans) or any(isinstance(b, Measure) for b in body)


def _sources(bank: Bank) -> Iterator[ContentError]:
    for lesson in bank.lessons.values():
        for step in lesson.steps:
            if (figure := _claimed(step.text("en").body)) and not _sourced(step):
                problem = f"'{step.id}' says '{figure}' without a source."
                yield ContentError(lesson.path, step.line, problem, "Link to it: [Author year](source:KEY).")
            yield from _question_sources(lesson, step)


def _claimed(body: Body) -> str:
    """A figure that is no measure of the specimen itself; '' when there is none."""
    texts = [plain((block,)) for block in _flat(body) if isinstance(block, Paragraph)]
    found = [FIGURE.search(text) for text in texts if not OWN.search(text)]
    return next((figure[0] for figure in found if figure), "")


def _question_sources(lesson: Lesson, step: Step) -> Iterator[ContentError]:
    for question in step.questions:
        explain = getattr(question, "explain", None)
        found = FIGURE.search(explain.en) if explain and not OWN.search(explain.en) else None
        if found and not question.tags.sources and not _sourced(step):
            problem = f"the question '{question.id}' says '{found[0]}' without a source."
            yield ContentError(lesson.path, step.line, problem, "Add 'source: [KEY]'.")


# Pictures


def _pictures(bank: Bank) -> Iterator[ContentError]:
    for lesson in bank.lessons.values():
        for before, step in _neighbours(lesson):
            if before.scene == step.scene:
                problem = f"'{step.id}' has the same picture as '{before.id}'."
                yield ContentError(
                    lesson.path, step.line, problem, "Choose another view or other structures."
                )


def _neighbours(lesson: Lesson) -> Iterable[tuple[Step, Step]]:
    """Steps that may follow each other: in the file, or in a case along its decisions."""
    if lesson.kind != "case":
        return zip(lesson.steps, lesson.steps[1:], strict=False)
    table = {step.id: step for step in lesson.steps}
    return [(s, table[goal]) for s in lesson.steps if s.decision for goal in dict.fromkeys(s.decision.goals)]


# Options


def _options(bank: Bank) -> Iterator[ContentError]:
    """Where the right option is written, and whether it is the longest, should be chance."""
    choices = [question for _, _, question in bank.questions if isinstance(question, Choice)]
    for language in LANGUAGES:
        longest = [_is_longest(choice, language) for choice in choices]
        chance = [1.0 / len(choice.options) for choice in choices]
        if _favoured(sum(longest), chance):
            yield bank.lacking(
                f"in '{language}' the right option is the longest in {sum(longest)} of {len(choices)} questions "
                f"({sum(chance):.0f} by chance)."
            )
    for place in range(4):
        written = [choice for choice in choices if len(choice.options) > place]
        hits = sum(choice.options[place].right for choice in written)
        if _favoured(hits, [1.0 / len(choice.options) for choice in written]):
            yield bank.lacking(
                f"the right option is written in place {place + 1} in {hits} of {len(written)} questions."
            )


def _is_longest(choice: Choice, language: str) -> bool:
    lengths = [len(option.text.get(language)) for option in choice.options]
    right = next(i for i, option in enumerate(choice.options) if option.right)
    return lengths[right] > max(n for i, n in enumerate(lengths) if i != right)


def _favoured(hits: int, chance: list[float]) -> bool:
    """Are there more hits than independent questions of these chances would give?"""
    spread = sum(p * (1.0 - p) for p in chance) ** 0.5
    return hits > sum(chance) + FAVOURED * spread


# Typed names


def _typed(bank: Bank) -> Iterator[ContentError]:
    """A name to type should not be written beside the question."""
    for lesson, step, question in bank.questions:
        if isinstance(question, NameIt):
            labelled = set(_marks_of(step.scene.label, bank.atlas)) & set(question.answer)
            if labelled:
                problem = f"the label of the picture answers the question '{question.id}'."
                yield ContentError(lesson.path, step.line, problem, "Take it out of 'label'.")


def _marks_of(names: Iterable[str], atlas: Atlas) -> Iterator[str]:
    for name in names:
        yield from (name,) if name in atlas.points else _marks(name, atlas)


Rule = Callable[[Bank], Iterator[ContentError]]
RULES: tuple[Rule, ...] = (_enough, _cases, _kinds, _mentions, _sources, _pictures, _options, _typed)
