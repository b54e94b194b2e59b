"""Values → YAML that `yaml_lines` reads back as the same values: one form for each value, in the order it is given."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from anatomy_viewer.content.yaml_lines import parse_yaml
from anatomy_viewer.errors import ContentError

WIDTH = 110  # letters of a line before a list is written one part a line
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*( [A-Za-z0-9_-]+)*")
_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


def block(keys: Mapping[str, object]) -> str:
    """One 'key: value' a line, each ended; long lists a part a line."""
    return "".join(_entry(key, value) for key, value in keys.items())


def flow(value: object) -> str:
    """A value on one line, as it may stand inside brackets too."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(key)}: {flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(part) for part in value) + "]"
    return _text(value, "[{{t: {}}}, {}]") if isinstance(value, str) else json.dumps(value)


def clean(text: str) -> str:
    """The text without control characters, which no lesson may hold, and with '\\n' line ends."""
    return _CONTROL.sub("", _ENDS.sub("\n", text))


def _entry(key: str, value: object) -> str:
    if isinstance(value, str):
        return f"{key}: {_text(value, '{}')}\n"
    line = f"{key}: {flow(value)}\n"
    if not isinstance(value, list | tuple) or not value:
        return line
    tables = any(isinstance(part, Mapping) for part in value)
    if tables or len(line) > WIDTH or any(isinstance(part, str) and " " in part for part in value):
        return f"{key}:\n" + "".join(f"  - {flow(part)}\n" for part in value)
    return line


def _text(text: str, place: str) -> str:
    """Bare where that reads back as the same text, else in quotes; line breaks need double ones."""
    text = clean(text)
    if "\n" in text or "\t" in text:
        return json.dumps(text, ensure_ascii=False)
    return text if _bare(text, place) else "'" + text.replace("'", "''") + "'"


def _bare(text: str, place: str) -> bool:
    """Is it read as this text without quotes, where it stands in `place`?"""
    if _WORD.fullmatch(text):
        return text.lower() not in ("null", "true", "false")
    if not text or text != text.strip() or not (text[0].isalpha() or text[0].isdigit()):
        return False
    try:
        read = parse_yaml(f"a: {place.format(text, text)}", Path("text"))["a"]
    except ContentError:
        return False
    return bool(read == (text if place == "{}" else [{"t": text}, text]))
