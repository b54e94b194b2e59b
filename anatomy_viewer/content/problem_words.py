"""What is wrong, in the reader's language. Problems are raised in English; Chinese is found by their sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from anatomy_viewer.content.problems_zh import HINTS, PROBLEMS, WORDS
from anatomy_viewer.errors import ContentError

_PART = re.compile(r"'([^']*)'(?: \(number (\d+)\))?")
_NAMED = re.compile(r"('[^']*'(?: \(number \d+\))?): (.*)", re.DOTALL)
_ROW = re.compile(r"the row of line (\d+)")


def problem_text(problem: ContentError, language: str) -> tuple[str, str]:
    """What is wrong and what to do, in 'en' or 'zh'; a sentence without a translation stays English."""
    if language != "zh":
        return problem.problem, problem.hint
    return in_chinese(problem.problem, PROBLEMS), in_chinese(problem.hint, HINTS)


def sentence(problem: ContentError, language: str) -> str:
    """What is wrong and what to do as one text, without the place."""
    return " ".join(text for text in problem_text(problem, language) if text)


def in_chinese(sentence: str, table: Mapping[str, str]) -> str:
    """`sentence` by the most exact of the `table`'s sentences that fits it."""
    if named := _NAMED.fullmatch(sentence):  # the name of a part, then what is wrong there
        rest = in_chinese(named[2], table)
        if rest != named[2]:
            return f"{_word(named[1], table)}：{rest}"
    for pattern, english in _patterns(tuple(table)):
        match = pattern.fullmatch(sentence)
        if match:
            chinese = table[english]
            return (
                chinese.format(*(_word(part, table) for part in match.groups()))
                if "{" in english
                else chinese
            )
    return sentence


@cache
def _patterns(sentences: tuple[str, ...]) -> list[tuple[re.Pattern[str], str]]:
    """The sentences as patterns, those with most fixed letters first."""
    ordered = sorted(sentences, key=lambda text: (-len(text.replace("{}", "")), text.count("{}")))
    return [(re.compile(re.escape(text).replace(r"\{\}", "(.*?)"), re.DOTALL), text) for text in ordered]


def _word(text: str, table: Mapping[str, str]) -> str:
    """A name stays as it is; a known word, the name of a part, or a whole sentence is said in Chinese."""
    if text in WORDS:
        return WORDS[text]
    if part := _PART.fullmatch(text):
        return f"“{part[1]}”" + (f"（第 {part[2]} 项）" if part[2] else "")
    if row := _ROW.fullmatch(text):
        return f"第 {row[1]} 行的条目"
    return in_chinese(text, table) if text.endswith(".") else text
