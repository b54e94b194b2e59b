"""The learners of this machine: made, renamed, deleted and brought back; a profile as one file for another machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from anatomy_viewer.content.progress_files import (
    FOLDER,
    ProgressFile,
    as_text,
    profiles,
    read_progress,
)
from anatomy_viewer.content.text_files import reason, replace_text
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.cards import MOST_GIVEN
from anatomy_viewer.model.progress import Progress

SUFFIX = ".anatomy-profile"
FORMAT = "anatomy-viewer-profile"
DELETED = "deleted"
LONGEST_NAME = 60
MOST = {"lessons": 2_000, "cards": 20_000, "given": MOST_GIVEN, "attempts": 5_000, "drills": 5_000}
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


class Profiles:
    """Those in `folder`. Whatever can't be done raises ContentError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> tuple[str, ...]:
        """Everyone who has a record."""
        return profiles(self.folder)

    def checked(self, name: str, others: Iterable[str]) -> str:
        """`name` as it is kept: not empty, not endless, and nobody else's."""
        found = _CONTROL.sub("", name).strip()
        if not found:
            raise ContentError("", None, "a learner needs a name.", "Type one.")
        if len(found) > LONGEST_NAME:
            raise ContentError("", None, "this name is too long.", f"Use at most {LONGEST_NAME} letters.")
        if found.casefold() in {other.casefold() for other in others}:
            raise ContentError("", None, f"there is a learner called '{found}' already.", "Use another name.")
        return found

    def create(self, progress: Progress) -> None:
        """Write a record that is not there yet."""
        if problem := ProgressFile(self.folder, progress.profile).save(progress):
            raise problem

    def delete(self, name: str) -> Path:
        """Take the record out of the way; the file returned brings it back."""
        path = ProgressFile(self.folder, name).path
        stamp = datetime.now(UTC).strftime("%Y-%m-%d_%H%M%S_%f")
        aside = self.folder / FOLDER / DELETED / f"{path.stem}.{stamp}.json"
        try:
            aside.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                path.rename(aside)
        except OSError as error:
            raise ContentError(path, None, f"the learner can't be deleted ({reason(error)}).") from error
        return aside

    def restore(self, aside: Path) -> str:
        """Bring a deleted learner back; returns the name."""
        progress = read_progress(aside)
        path = ProgressFile(self.folder, progress.profile).path
        if path.exists():
            problem = f"there is a learner called '{progress.profile}' already."
            raise ContentError(aside, None, problem, "Use another name.")
        try:
            aside.rename(path)
        except OSError as error:
            raise ContentError(
                aside, None, f"the learner can't be brought back ({reason(error)})."
            ) from error
        return progress.profile

    def take_in(self, progress: Progress) -> str:
        """Keep the profile of another machine under a name that is free; returns the name."""
        taken = {name.casefold() for name in self.names()}
        name, number = progress.profile, 2
        while name.casefold() in taken:
            name, number = f"{progress.profile} ({number})", number + 1
        self.create(replace(progress, profile=name))
        return name


def export_profile(progress: Progress, path: Path) -> Path:
    """Write the profile as one file; returns where. Raises ContentError."""
    where = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
    data = {"format": FORMAT, **json.loads(as_text(progress))}
    try:
        replace_text(where, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise ContentError(where, None, f"the file can't be written ({reason(error)}).") from error
    return where


def read_profile(path: Path) -> Progress:
    """A profile that was exported here or elsewhere. Raises ContentError; nothing of it is run or trusted."""
    try:
        progress = read_progress(path)
    except ContentError as error:
        raise ContentError(path, error.line, _of_a_profile(error.problem), error.hint) from error
    for part, most in MOST.items():
        held: tuple[Any, ...] = getattr(progress, part)
        if len(held) > most:
            raise ContentError(path, None, f"this profile holds too much ({len(held)} of at most {most}).")
    name = _CONTROL.sub("", progress.profile).strip()[:LONGEST_NAME]
    if not name:
        raise ContentError(path, None, "this profile has no name.")
    return replace(progress, profile=name)


def _of_a_profile(problem: str) -> str:
    """What is wrong with a record, said of somebody's file."""
    known = {
        "your progress file is damaged": "this profile is damaged",
        "your progress file was written by a newer version of the program": (
            "this profile was written by a newer version of the program"
        ),
        "this is not a progress file": "this is not a profile",
    }
    for ours, theirs in known.items():
        problem = problem.replace(ours, theirs)
    return problem
