"""Progress on disk: one JSON file a learner profile, written whole, never lost.

A file that can't be read is renamed, not overwritten; a folder that can't be written costs only what is new.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from anatomy_viewer.content.text_files import read_text, reason, replace_text
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.cards import NEW, Card
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.spacing import adopted

VERSION = 2  # 1: before there were cards for spaced review
LARGEST = 20_000_000  # bytes
FOLDER = "progress"
LONGEST_KEY = 300
_RECORD: TypeAdapter[Progress] = TypeAdapter(Progress)


@dataclass(frozen=True)
class LoadedProgress:
    """The record, empty when there was none; `problem` says why one that was there could not be used."""

    progress: Progress
    problem: ContentError | None = None


class ProgressFile:
    """The file of one profile in `folder`/progress."""

    def __init__(self, folder: Path, profile: str) -> None:
        self.profile = profile
        self.path = folder / FOLDER / f"{_file_stem(profile)}.json"
        self._written = ""  # the text as last read or written: another one means another window wrote
        self._failing = False

    def load(self) -> LoadedProgress:
        """Read the record; a file that makes no sense is set aside under a dated name."""
        if not self._exists():
            return LoadedProgress(Progress(self.profile))
        try:
            return LoadedProgress(self._read())
        except ContentError as error:
            return LoadedProgress(Progress(self.profile), self._set_aside(error))

    def save(self, progress: Progress) -> ContentError | None:
        """Write the record, together with what another window added. The first of several failures is returned;
        the work goes on, and the next save tries again."""
        try:
            text = as_text(self._with_others(progress))
            replace_text(self.path, text)
        except OSError as error:
            return self._failure(
                f"your progress can't be saved ({reason(error)}).", "It is kept until you quit."
            )
        self._written, self._failing = text, False
        return None

    def _with_others(self, progress: Progress) -> Progress:
        if not self._exists():
            return progress
        try:
            text = read_text(self.path, LARGEST)
            if text == self._written:
                return progress
            known = _progress(text, self.path)
        except ContentError as error:
            self._set_aside(error)
            return progress
        return progress.merged(known)

    def _exists(self) -> bool:
        try:
            return self.path.exists()
        except OSError:  # a folder that may not even be looked into
            return False

    def _read(self) -> Progress:
        text = read_text(self.path, LARGEST)
        progress = _progress(text, self.path)
        self._written = text
        return progress

    def _set_aside(self, error: ContentError) -> ContentError:
        stamp = datetime.now(UTC).strftime("%Y-%m-%d_%H%M%S_%f")
        aside = self.path.with_name(f"{self.path.stem}.unreadable_{stamp}.json")
        try:
            self.path.rename(aside)
        except OSError as failure:
            hint = f"It could not be set aside either ({reason(failure)}); progress is kept until you quit."
            return ContentError(self.path, error.line, error.problem, hint)
        hint = f"It was set aside as {aside.name}; a new one begins."
        return ContentError(self.path, error.line, error.problem, hint)

    def _failure(self, problem: str, hint: str) -> ContentError | None:
        if self._failing:
            return None
        self._failing = True
        return ContentError(self.path, None, problem, hint)


def profiles(folder: Path) -> tuple[str, ...]:
    """The names of the profiles that have a record in `folder`, sorted; files that make no sense are passed over."""
    names = set()
    for path in sorted((folder / FOLDER).glob("*.json")):
        try:
            name = _progress(read_text(path, LARGEST), path).profile
        except ContentError:
            continue
        if path.stem == _file_stem(name):
            names.add(name)
    return tuple(sorted(names))


def read_progress(path: Path) -> Progress:
    """The record in a file. Raises ContentError."""
    return _progress(read_text(path, LARGEST), path)


def _file_stem(profile: str) -> str:
    """A file name for any name of a person: readable where it can be, different for different names."""
    readable = re.sub(r"[^A-Za-z0-9]+", "-", profile).strip("-").lower()[:40]
    digest = hashlib.sha256(profile.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{readable or 'profile'}-{digest}"


def as_text(progress: Progress) -> str:
    """The record as it is written."""
    record = _RECORD.dump_json(progress, indent=1).decode()
    return f'{{"version": {VERSION},\n"progress": {record}\n}}\n'


def _finite(text: str) -> float:
    """A number that can be shown. Raises ValueError for NaN and what is too large."""
    value = float(text)
    if not isfinite(value):
        raise ValueError(text)
    return value


def _progress(text: str, path: Path) -> Progress:
    try:
        data: Any = json.loads(text, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise ContentError(path, line, "your progress file is damaged.") from error
    version = data.get("version") if isinstance(data, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise ContentError(path, None, "your progress file was written by a newer version of the program.")
    if version not in (1, VERSION):
        raise ContentError(path, None, "this is not a progress file.")
    try:
        found = _RECORD.validate_python(data.get("progress"))
        if place := _senseless(found):
            raise ContentError(path, None, f"your progress file is damaged (at '{place}').")
        return adopted(found) if version == 1 else found
    except ValidationError as error:
        place = " → ".join(str(part) for part in error.errors()[0]["loc"])
        raise ContentError(path, None, f"your progress file is damaged (at '{place}').") from error


def _senseless(progress: Progress) -> str:
    """Where the record has the right form and can't be true; '' where it can."""
    for card in progress.cards:
        known = card.stability is not None and card.difficulty is not None and card.last is not None
        times = (card.due, *([card.last] if card.last else []))
        sound = 0 <= card.state <= 3 and len(card.key) <= LONGEST_KEY and all(w.tzinfo for w in times)
        if not sound or (card.state > NEW and not (known and _in_bounds(card))):
            return "cards"
    if not all(when.tzinfo for when in _times(progress)):
        return "when"
    given = all(1 <= g.grade <= 4 and g.when.tzinfo and len(g.key) <= LONGEST_KEY for g in progress.given)
    return "" if given else "given"


def _times(progress: Progress) -> Iterator[datetime]:
    """Every time of the record that is not a card's or an answer's."""
    for lesson in progress.lessons:
        yield from (when for when in (lesson.opened, lesson.updated) if when)
        yield from (answer.when for answer in lesson.answers)
    for kept in (progress.attempts, progress.drills, progress.assessments):
        yield from (one.when for one in kept)


def _in_bounds(card: Card) -> bool:
    """As FSRS has them: days from 0.001 to a century, difficulty 1 to 10."""
    days, hard = card.stability or 0.0, card.difficulty or 0.0
    return 0.001 <= days <= 36_500.0 and 1.0 <= hard <= 10.0 and (card.step or 0) in (0, 1)
