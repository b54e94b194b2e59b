"""The words of a translation by place, so that they stay with their piece when pieces move: 'STEP/QUESTION/ask'."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from anatomy_viewer.content.lesson_source import TEXT, LessonSource, Part, SourceStep

WORDS = ("ask", "hint", "explain")
LISTS = ("items", "decoys")


def flat_words(source: LessonSource) -> dict[str, str]:
    """The words of a translation's file."""
    found = {name: str(source.front.get(name, "")) for name in ("title", "summary")}
    aims = source.front.get("objectives") or []
    found["objectives"] = "\n".join(str(aim) for aim in _list(aims))
    for step in source.steps:
        found |= {
            f"{step.id}/title": step.title,
            f"{step.id}/text": step.text,
            f"{step.id}/notes": step.notes,
        }
        for keys in step.blocks("quiz"):
            found |= {
                f"{step.id}/{keys.get('id')}/{place}": text for place, text in question_words(keys).items()
            }
    return {place: text for place, text in found.items() if text.strip()}


def question_words(keys: Mapping[str, Any]) -> dict[str, str]:
    """What is said in a question, by place: 'ask', 'options/0/text', 'pairs/1/left', …"""
    found = {name: str(keys.get(name, "") or "") for name in WORDS}
    for i, option in enumerate(_list(keys.get("options"))):
        table = option if isinstance(option, Mapping) else {"text": option}
        found |= {f"options/{i}/{name}": str(table.get(name, "") or "") for name in ("text", "explain")}
    for i, pair in enumerate(_list(keys.get("pairs"))):
        found |= {f"pairs/{i}/{name}": str(pair.get(name, "")) for name in ("left", "right")}
    for name in LISTS:
        found |= {f"{name}/{i}": str(word) for i, word in enumerate(_list(keys.get(name)))}
    return {place: text for place, text in found.items() if text}


def translation_of(source: LessonSource, words: Mapping[str, str]) -> LessonSource:
    """The translation's file: what has no words is left to the lesson's own."""
    aims = [line.strip() for line in words.get("objectives", "").splitlines() if line.strip()]
    instead = (*aims[:1], words.get("title", ""), source.front.get("summary", ""))
    front: dict[str, object] = {
        "title": words.get("title", "") or source.front.get("title", ""),
        "summary": words.get("summary", "") or next((text for text in instead if text), ""),
    }
    if aims:
        front["objectives"] = aims
    steps = (_step(step, words) for step in source.steps)
    return LessonSource(front, tuple(step for step in steps if step is not None))


def without_row(words: Mapping[str, str], place: str, at: int) -> dict[str, str]:
    """The words when row `at` of the list at `place` ('STEP/QUESTION/options') has gone: those behind it move up."""
    found: dict[str, str] = {}
    for name, text in words.items():
        number, _, rest = name.removeprefix(f"{place}/").partition("/")
        if not name.startswith(f"{place}/") or not number.isdecimal() or int(number) < at:
            found[name] = text
        elif int(number) > at:
            found["/".join(part for part in (place, str(int(number) - 1), rest) if part)] = text
    return found


def _step(step: SourceStep, words: Mapping[str, str]) -> SourceStep | None:
    mine = {p.removeprefix(f"{step.id}/"): text for p, text in words.items() if p.startswith(f"{step.id}/")}
    if not mine:
        return None
    parts = [Part(TEXT, mine["text"])] if mine.get("text") else []
    for part in step.parts:
        if part.kind == "quiz":
            name = str(part.keys.get("id"))
            own = {p.removeprefix(f"{name}/"): text for p, text in mine.items() if p.startswith(f"{name}/")}
            parts += [Part("quiz", keys=_question(dict(part.keys), own))] if own else []
        elif part.kind == "measure":
            parts.append(part)
    return SourceStep(step.id, mine.get("title") or step.title, tuple(parts), mine.get("notes", ""))


def _question(keys: Mapping[str, Any], own: Mapping[str, str]) -> dict[str, object]:
    """The translated block, its lists as long as the lesson's; what lacks words keeps the lesson's."""
    original = question_words(keys)
    said = {place: own.get(place) or text for place, text in original.items()}
    made: dict[str, object] = {"id": keys.get("id"), "ask": said.get("ask", "")}
    if keys.get("options") and keys.get("kind") != "read_image":
        made["options"] = [_option(i, said, own) for i in range(len(_list(keys["options"])))]
    if keys.get("pairs"):
        count = range(len(_list(keys["pairs"])))
        made["pairs"] = [
            {side: said.get(f"pairs/{i}/{side}", "") for side in ("left", "right")} for i in count
        ]
    for name in LISTS:
        if keys.get(name):
            made[name] = [said.get(f"{name}/{i}", "") for i in range(len(_list(keys[name])))]
    return made | {name: own[name] for name in ("hint", "explain") if own.get(name)}


def _option(i: int, said: Mapping[str, str], own: Mapping[str, str]) -> object:
    text, explain = said.get(f"options/{i}/text", ""), own.get(f"options/{i}/explain", "")
    return {"text": text, "explain": explain} if explain else text


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [] if value in (None, "") else [value]
