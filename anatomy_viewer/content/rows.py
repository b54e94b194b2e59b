"""Tables in YAML files: lists of rows, each checked alone, so that one wrong row costs only itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from anatomy_viewer.content.forms import Form, did_you_mean, fill
from anatomy_viewer.content.yaml_lines import YamlList, YamlMap, line_at, read_yaml
from anatomy_viewer.errors import ContentError

F = TypeVar("F", bound=Form)


@dataclass(frozen=True)
class Row(Generic[F]):
    """A sound row, and where it stands."""

    form: F
    data: YamlMap
    path: Path

    def error(self, problem: str, hint: str = "", at: tuple[str | int, ...] = ()) -> ContentError:
        """An error at the part of the row that the keys and indices `at` lead to."""
        return ContentError(self.path, line_at(self.data, at), problem, hint)

    def unknown(self, word: str, known: Iterable[str], at: tuple[str | int, ...], what: str) -> ContentError:
        """The error for a name that nothing has."""
        return self.error(f"there is no {what} called '{word}'.", did_you_mean(word, known), at)


def read_table(path: Path, keys: Sequence[str], problems: list[ContentError]) -> YamlMap:
    """The file's content with only `keys` at its top; empty when it can't be read."""
    try:
        data = read_yaml(path)
    except ContentError as error:
        problems.append(error)
        return YamlMap(1)
    for key in data:
        if key not in keys:
            hint = did_you_mean(key, keys)
            problems.append(ContentError(path, data.lines[key], f"the key '{key}' is not known here.", hint))
    return data


def rows(data: YamlMap, key: str, form: type[F], path: Path, problems: list[ContentError]) -> list[Row[F]]:
    """The sound rows of the list called `key`."""
    part = data.get(key)
    if part is None:
        return []
    if not isinstance(part, YamlList):
        problems.append(
            ContentError(path, data.lines[key], f"'{key}' should be a list.", "Begin each row with '-'.")
        )
        return []
    found: list[Row[F]] = []
    for item, line in zip(part, part.lines, strict=True):
        if not isinstance(item, YamlMap):
            problems.append(
                ContentError(path, line, f"a row of '{key}' should be a block of 'key: value' lines.")
            )
        elif filled := fill(form, item, path, problems):
            found.append(Row(filled, item, path))
    return found
