"""YAML to plain values that remember their lines.

One path for good and bad files: the events of ruamel.yaml's parser (libyaml's where `ruamel.yaml.clib` is installed:
60 KB in about 15 ms) become dictionaries and lists that know where each of their parts stands. Only what content
needs is allowed: no anchors, aliases, tags or second document, so no text grows beyond its size when it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from anatomy_viewer.content.text_files import read_authored
from anatomy_viewer.errors import ContentError

DEEPEST = 20

# The parts of YAML 1.2's core schema that content uses; 'no', 'on' and 12:30 are texts.
_PLAIN = {"": None, "~": None, "null": None, "true": True, "True": True, "false": False, "False": False}
_INTEGER = re.compile(r"[-+]?\d{1,18}")
_DECIMAL = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d{1,3})?")

# Words of the parser's complaint → what is wrong, what to do, and whether the place it began at helps more.
_PLAIN_WORDS = (
    (
        "token",
        "a tab or a sign that can't begin a value.",
        "Indent with spaces; put @, ` and % in quotes.",
        False,
    ),
    (
        "mapping values are not allowed",
        "a colon stands where none may.",
        "Put a text with a colon in quotes, and indent alike.",
        False,
    ),
    ("escape", "a backslash begins nothing known in double quotes.", "Use single quotes.", False),
    ("quoted scalar", "a quotation mark is not closed.", "Close it on the same line.", True),
    ("unexpected end of stream", "a quotation mark is not closed.", "Close it on the same line.", True),
    ("',' or ']'", "a list is not closed.", "Close it with ']', with commas between.", True),
    ("',' or '}'", "a block in braces is not closed.", "Close it with '}', with commas between.", True),
    ("flow sequence", "a list is not closed.", "Close it with ']', with commas between.", True),
    ("flow mapping", "a block in braces is not closed.", "Close it with '}', with commas between.", True),
    ("expected ':'", "a key without its colon.", "Write 'key: value'.", True),
    ("block", "the indentation does not fit the lines above.", "Indent alike with spaces.", False),
)


class YamlMap(dict[str, Any]):
    """A dictionary; `line` is where it begins, `lines` where each key stands (from 1)."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class YamlList(list[Any]):
    """A list; `line` is where it begins, `lines` where each part stands (from 1)."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


def read_yaml(path: Path) -> YamlMap:
    """The file's content, which has to be 'key: value' at its top. Raises ContentError with the line."""
    return parse_yaml(read_authored(path), path)


def parse_yaml(text: str, path: Path, first_line: int = 1) -> YamlMap:
    """`text` as a mapping; its first line is line `first_line` of `path`. Raises ContentError with the line."""
    return _Builder(text, path, first_line).document()


def line_at(data: Any, place: tuple[str | int, ...]) -> int:
    """The line of the part that `place` (keys and indices) leads to, or of the last part on the way there."""
    line: int = data.line
    for part in place:
        if isinstance(data, YamlMap) and part in data.lines:
            line, data = data.lines[str(part)], data[str(part)]
        elif isinstance(data, YamlList) and isinstance(part, int) and part < len(data):
            line, data = data.lines[part], data[part]
        else:
            break
    return line


class _Builder:
    """Turns one text's events into values."""

    def __init__(self, text: str, path: Path, first_line: int) -> None:
        self._path, self._first, self._text = path, first_line, text
        self._events = self._read(text)

    def _read(self, text: str) -> Iterator[Event]:
        try:
            yield from YAML(typ="safe", plug_ins=[]).parse(text)  # it would look for plug-ins on the disk
        except YAMLError as error:
            raise self._translated(error) from error

    def document(self) -> YamlMap:
        """The only document of the stream."""
        next(self._events)  # the stream's start
        event = next(self._events)
        if isinstance(event, StreamEndEvent):
            return YamlMap(self._first)
        event = next(self._events)
        value = self._value(event, 0)
        if not isinstance(value, YamlMap):
            raise self._error(event, "this should be a block of 'key: value' lines.")
        self._end_of_document()
        return value

    def _end_of_document(self) -> None:
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                raise self._error(event, "a second document begins here.", "Delete the '---' line.")
            assert isinstance(event, DocumentEndEvent | StreamEndEvent)

    def _value(self, event: Any, depth: int) -> Any:
        if isinstance(event, AliasEvent) or event.anchor:
            raise self._error(
                event, "anchors (&) and aliases (*) are not used here.", "Put the text in quotes."
            )
        if event.tag:
            raise self._error(event, f"tags ({event.tag}) are not used here.", "Put the text in quotes.")
        if depth > DEEPEST:
            raise self._error(event, f"values are nested more than {DEEPEST} deep.")
        if isinstance(event, ScalarEvent):
            return _scalar(event)
        return self._list(event, depth) if isinstance(event, SequenceStartEvent) else self._map(event, depth)

    def _list(self, start: Event, depth: int) -> YamlList:
        result = YamlList(self._line(start))
        while not isinstance(event := next(self._events), SequenceEndEvent):
            result.lines.append(self._line(event))
            result.append(self._value(event, depth + 1))
        return result

    def _map(self, start: Event, depth: int) -> YamlMap:
        assert isinstance(start, MappingStartEvent)
        result = YamlMap(self._line(start))
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._key(event, result)
            result.lines[key] = self._line(event)
            result[key] = self._value(next(self._events), depth + 1)
        return result

    def _key(self, event: Event, known: YamlMap) -> str:
        if not isinstance(event, ScalarEvent):
            raise self._error(event, "a list or block can't be a key.", "Write 'key: value'.")
        key = str(event.value)
        if key in known:
            raise self._error(
                event, f"'{key}' is given twice (first in line {known.lines[key]}).", "Keep one."
            )
        return key

    def _line(self, event: Event) -> int:
        return int(self._first + event.start_mark.line)

    def _error(self, event: Event, problem: str, hint: str = "") -> ContentError:
        return ContentError(self._path, self._line(event), problem, hint)

    def _translated(self, error: YAMLError) -> ContentError:
        said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or ''}"
        mark, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        for words, problem, hint, at_beginning in _PLAIN_WORDS:
            if words in said:
                mark = began if at_beginning and began else mark
                return ContentError(self._path, self._mark_line(mark), problem, hint)
        return ContentError(self._path, self._mark_line(mark), f"this is not valid YAML ({said.strip()}).")

    def _mark_line(self, mark: Any) -> int:
        last = self._text.rstrip().count("\n")  # an unclosed list is noticed after the last line
        return self._first + min(mark.line, last) if mark else self._first


def _scalar(event: ScalarEvent) -> str | int | float | bool | None:
    text = str(event.value)
    if not event.implicit[0]:  # it stood in quotes, or is a block of text
        return text
    if text in _PLAIN:
        return _PLAIN[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
