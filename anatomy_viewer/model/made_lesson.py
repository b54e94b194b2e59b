"""Lessons that are put together: a review, a practice session, the excerpts of a learning path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from anatomy_viewer.model.cards import CLICK, NAME, lesson_key, parsed
from anatomy_viewer.model.lesson import (
    Ask,
    Block,
    Body,
    Lesson,
    LessonText,
    Link,
    Paragraph,
    SceneSpec,
    Span,
    Step,
    StepText,
)
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.state import Answer
from anatomy_viewer.model.words import say

REVIEW, PRACTICE, EXCERPTS, ASSESSMENT = "review", "practice", "excerpts", "assessment"
RESULT = "result"  # id of the step that an assessment ends in
MOST_AGAIN = 2  # times that a question which was wrong comes back in one session
LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class Item:
    """One thing to be asked: the card's key, the picture, and where it is taught (a lesson's and a step's id)."""

    key: str
    question: Question
    scene: SceneSpec
    lesson: str = ""
    step: str = ""


@dataclass(frozen=True)
class Made:
    """A lesson put together. `kind`: REVIEW, PRACTICE, EXCERPTS or ASSESSMENT; done: the assessment was handed in;
    given: what was answered until then.

    keys: question id → key of its card; places: step id → lesson and step it was taken from; items: in a review, what
    is asked, by question id.
    """

    lesson: Lesson
    kind: str
    keys: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    done: bool = False
    given: tuple[Answer, ...] = ()

    @property
    def withholds(self) -> bool:
        """Are names and verdicts kept back until the end?"""
        return self.kind == ASSESSMENT and not self.done

    @property
    def asks(self) -> bool:
        """Is each of its steps a question?"""
        return self.kind != EXCERPTS

    def covers(self, question: str) -> bool:
        """Are names covered while this question is open? Those of structures would give the answer away."""
        item = self.items.get(question)
        return item is not None and (parsed(item.key)[0] in (CLICK, NAME) or item.question.kind == "locate")


def session_of(name: str, kind: str, items: Iterable[Item], lessons: Mapping[str, Lesson]) -> Made:
    """A review or a practice session with one step an item; `name`: the id of the lesson made."""
    title = {"review": "Review", "practice": "Practice", "assessment": "Assessment"}[kind]
    texts = {language: LessonText(say(title, language)) for language in LANGUAGES}
    made = Made(Lesson(name, "", "student", 0, texts), kind)
    for item in items:
        made = _with(made, item, lessons)
    return made


def asked_again(made: Made, question: str, lessons: Mapping[str, Lesson]) -> Made:
    """With `question` once more at the end, unless it came back often enough."""
    item = made.items.get(question)
    times = sum(1 for known in made.keys.values() if item is not None and known == item.key)
    return made if item is None or times > MOST_AGAIN else _with(made, item, lessons)


def _with(made: Made, item: Item, lessons: Mapping[str, Lesson]) -> Made:
    number = len(made.lesson.steps) + 1
    name = f"{item.key}#{number}"
    question = replace(item.question, id=name)  # type: ignore[type-var]  # every kind of question is a dataclass
    hidden = made.kind == ASSESSMENT
    texts = _neutral(number, name) if hidden else _texts(item, name, lessons)
    scene = replace(item.scene, label=())  # what is labelled need not be known
    scene = _silent(scene, question) if hidden else scene
    step = Step(f"step{number}", texts, scene, (question,))
    return replace(
        made,
        lesson=replace(made.lesson, steps=(*made.lesson.steps, step)),
        keys={**made.keys, name: item.key},
        items={**made.items, name: item},
    )


def _texts(item: Item, question: str, lessons: Mapping[str, Lesson]) -> dict[str, StepText]:
    """The question, and under it where it is taught."""
    lesson = lessons.get(item.lesson)
    found = {}
    for language in LANGUAGES:
        body: tuple[Block, ...] = (Ask(question),)
        kind = parsed(item.key)[0]
        title = say(TITLES[kind], language)
        if lesson is not None:
            title = title if kind in (CLICK, NAME) else lesson.text(language).title
            link = Link("lesson", item.lesson, item.step)
            words = (
                Span(say("Taught in", language) + " "),
                Span(_place(lesson, item.step, language), link=link),
            )
            body = (*body, Paragraph(words))
        found[language] = StepText(title, body)
    return found


def _silent(scene: SceneSpec, question: Question) -> SceneSpec:
    """The picture without a schematic, and without images beside it where the question has its own: they name it."""
    return replace(scene, pathway=None, imaging=None if question.kind == "read_image" else scene.imaging)


def _neutral(number: int, question: str) -> dict[str, StepText]:
    """The question alone, under a title that says nothing."""
    body: Body = (Ask(question),)
    return {each: StepText(say("Question {}", each).format(number), body) for each in LANGUAGES}


def handed_in(made: Made, given: tuple[Answer, ...], lessons: Mapping[str, Lesson]) -> Made:
    """The assessment at its end: where each question is taught is told, and a step for the result follows."""
    steps = []
    for step in made.lesson.steps:
        question = step.questions[0].id
        taught = _texts(made.items[question], question, lessons)
        texts = {
            language: replace(text, body=(*text.body, *taught[language].body[1:]))
            for language, text in step.texts.items()
        }
        steps.append(replace(step, texts=texts))
    words = {language: StepText(say("Your result", language)) for language in LANGUAGES}
    lesson = replace(made.lesson, steps=(*steps, Step(RESULT, words)))
    return replace(made, lesson=lesson, done=True, given=given)


TITLES = {"": "Review", "lesson": "Review", "click": "Find the structure", "name": "Name the structure"}


def _place(lesson: Lesson, step: str, language: str) -> str:
    index = lesson.index_of(step)
    title = lesson.steps[index].text(language).title if index is not None else lesson.text(language).title
    return f"{lesson.code} · {title}"


def excerpts_of(
    name: str, texts: Mapping[str, LessonText], parts: Iterable[tuple[Lesson, tuple[str, ...]]], minutes: int
) -> Made:
    """Steps of several lessons as one; a part without step ids is the whole lesson. Decisions of cases are left out."""
    steps: list[Step] = []
    keys: dict[str, str] = {}
    places: dict[str, tuple[str, str]] = {}
    for lesson, wanted in parts:
        for step in lesson.steps:
            if (wanted and step.id not in wanted) or step.decision is not None:
                continue
            taken, renamed = _taken(lesson, step)
            steps.append(taken)
            keys.update(renamed)
            places[taken.id] = (lesson.id, step.id)
    return Made(Lesson(name, "", "lecturer", minutes, texts, tuple(steps)), EXCERPTS, keys, places)


def _taken(lesson: Lesson, step: Step) -> tuple[Step, dict[str, str]]:
    """The step under names of its own, for two lessons may use the same ones; and the keys of its questions."""
    names = {question.id: f"{lesson.id}/{question.id}" for question in step.questions}
    questions = tuple(replace(q, id=names[q.id]) for q in step.questions)  # type: ignore[type-var]
    texts = {
        language: replace(text, body=tuple(_renamed(block, names) for block in text.body))
        for language, text in step.texts.items()
    }
    taken = replace(step, id=f"{lesson.id}/{step.id}", texts=texts, questions=questions)
    return taken, {new: lesson_key(lesson.id, old) for old, new in names.items()}


def _renamed(block: Block, names: Mapping[str, str]) -> Block:
    return Ask(names.get(block.question, block.question)) if isinstance(block, Ask) else block
