"""A question on paper: what is asked, what there is to choose from, and the answer in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.arranging import Match, PutInOrder
from anatomy_viewer.model.case import Decision
from anatomy_viewer.model.lesson import Step
from anatomy_viewer.model.name_it import NameIt
from anatomy_viewer.model.place_needle import PlaceNeedle
from anatomy_viewer.model.place_point import PlacePoint
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.quiz import Choice, Choices, Locate
from anatomy_viewer.model.read_image import ReadImage
from anatomy_viewer.model.words import colon, joined, say
from anatomy_viewer.model.words_zh import CHINESE

GRADES = {"best": "Well decided", "fair": "Defensible, but not the best", "poor": "Better not"}
SEED = "paper"  # options stand in the same order each time


@dataclass(frozen=True)
class Asked:
    """id within the lesson; ask; options to choose from, '' where there are none; answer; explain."""

    id: str
    kind: str
    ask: str
    options: tuple[str, ...]
    answer: str
    explain: str


def asked_in(step: Step, atlas: Atlas, language: str) -> tuple[Asked, ...]:
    """The questions of a step, and its decision where it ends in one, for paper."""
    found: list[Question] = [*step.questions]
    if step.decision is not None and step.decision.ways:
        found.append(step.decision)
    return tuple(asked(question, atlas, language) for question in found)


def asked(question: Question, atlas: Atlas, language: str) -> Asked:
    """One question in words."""
    options, answer = _WAYS[type(question)](question, atlas, language)
    explain = getattr(question, "explain", None)
    words = explain.get(language) if explain is not None else ""
    return Asked(question.id, question.kind, question.ask.get(language), options, answer, words)


Told = tuple[tuple[str, ...], str]


def _chosen(question: Choice | Choices, _atlas: Atlas, language: str) -> Told:
    order = question.order(SEED)
    texts = [question.options[i] for i in order]
    right = [f"{_letter(n)} {option.text.get(language)}" for n, option in enumerate(texts) if option.right]
    return tuple(f"{_letter(n)} {option.text.get(language)}" for n, option in enumerate(texts)), "; ".join(
        right
    )


def _decided(question: Decision, _atlas: Atlas, language: str) -> Told:
    ways = [question.ways[i] for i in question.order(SEED)]
    told = [
        f"{_letter(n)} {say(GRADES[way.grade], language)}{colon(language)}{way.explain.get(language)}"
        for n, way in enumerate(ways)
    ]
    return tuple(f"{_letter(n)} {way.text.get(language)}" for n, way in enumerate(ways)), "\n".join(told)


def _ordered(question: PutInOrder, _atlas: Atlas, language: str) -> Told:
    shown = question.order(SEED)
    options = tuple(f"{_letter(n)} {question.items[i].get(language)}" for n, i in enumerate(shown))
    return options, " → ".join(_letter(shown.index(i)).rstrip(".") for i in range(len(question.items)))


def _matched(question: Match, _atlas: Atlas, language: str) -> Told:
    order = question.order(SEED)
    rights = [question.rights[i] for i in order]
    lefts = [f"{n}. {pair.left.get(language)}" for n, pair in enumerate(question.pairs, 1)]
    options = (*lefts, *(f"{_letter(n)} {right.get(language)}" for n, right in enumerate(rights)))
    pairs = [
        f"{n} {_letter(rights.index(pair.right)).rstrip('.')}" for n, pair in enumerate(question.pairs, 1)
    ]
    return options, joined(pairs, language)


def _found(question: Locate | NameIt, atlas: Atlas, language: str) -> Told:
    return (), _names(question.answer, atlas, language)


def _placed(question: PlacePoint, atlas: Atlas, language: str) -> Told:
    return (), atlas.points[question.point].names.get(language)


def _needled(question: PlaceNeedle, atlas: Atlas, language: str) -> Told:
    return (), atlas.points[question.procedure].names.get(language)


def _read(question: ReadImage, atlas: Atlas, language: str) -> Told:
    if question.task == "structure":
        return (), _names(question.answer, atlas, language)
    if question.task == "modality":
        return tuple(_modality(key, language) for key in question.options), _modality(
            question.image.modality, language
        )
    return (), ""


def _names(ids: tuple[str, ...], atlas: Atlas, language: str) -> str:
    """Both sides of a thing have one name, said once."""
    return joined(list(dict.fromkeys(atlas.name(name, language) for name in ids)), language)


def _modality(key: str, language: str) -> str:
    from anatomy_viewer.imaging.modalities import MODALITIES

    name = MODALITIES[key].name
    return CHINESE.get(name, name) if language == "zh" else name  # some, as CT, are the same in both


def _letter(number: int) -> str:
    return f"{chr(ord('A') + number)}."


# Questions that are answered in the window alone, such as a place on the skin, have their answer in words.
_WAYS: dict[type, Callable[..., Told]] = {
    Choice: _chosen, Choices: _chosen, Decision: _decided, PutInOrder: _ordered, Match: _matched,
    Locate: _found, NameIt: _found, PlacePoint: _placed, PlaceNeedle: _needled, ReadImage: _read,
}  # fmt: skip
