"""Lectures as files: readable YAML in the user's own folder, read with problems by line, written always alike.

title: My 15 minutes
minutes: 15
steps:
  - step: l04_journey#bend
    time: "1:30"
    notes: |
      Ask the room first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator

from anatomy_viewer.content.forms import Form, Words, did_you_mean, fill, wrong
from anatomy_viewer.content.paths import user_data_dir
from anatomy_viewer.content.rows import Row, read_table, rows
from anatomy_viewer.content.text_files import reason, replace_text
from anatomy_viewer.content.yaml_lines import YamlMap
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.lecture import MOST_STEPS, Lecture, LectureStep, clock_words
from anatomy_viewer.model.lesson import Lesson

FOLDER, ENDING = "lectures", ".yaml"
LONGEST_S, MOST_MINUTES = 4 * 3600.0, 600.0
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f]"
)  # comes in with what is pasted, and no file may hold it
_TIME = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")


class StepForm(Form):
    """A row of `steps`: 'lesson#step', and what is the lecture's own."""

    step: Words
    time: Words | None = None
    notes: str = Field(default="", max_length=20_000)

    @field_validator("step")
    @classmethod
    def _two_ids(cls, value: str) -> str:
        lesson, mark, step = value.partition("#")
        if not (lesson and mark and step):
            raise wrong("it does not name a lesson and a step.", "Write 'lesson#step', as l04_journey#bend.")
        return value

    @field_validator("time")
    @classmethod
    def _minutes(cls, value: str | None) -> str | None:
        if value is not None and seconds_in(value) is None:
            raise wrong("it is no time.", "Write minutes and seconds in quotes, as '1:30'.")
        return value

    def made(self) -> LectureStep:
        """The value."""
        lesson, _, step = self.step.partition("#")
        return LectureStep(lesson, step, seconds_in(self.time) if self.time else None, self.notes.strip())


class HeadForm(Form):
    """What stands above the steps."""

    title: Annotated[Words, Field(max_length=200)]
    minutes: Annotated[float, Field(gt=0, le=MOST_MINUTES)] | None = None


@dataclass(frozen=True)
class LectureFile:
    """A lecture as far as it can be read (None: not at all), and what is wrong in its file.

    sound: everything in the file is in `lecture`, so that it can be changed and written; steps that no lesson has are
    named among the problems, skipped when the lecture is given, and stay in it.
    """

    path: Path
    lecture: Lecture | None
    problems: tuple[ContentError, ...] = ()
    sound: bool = True


def lectures_dir() -> Path:
    """The folder of the user's own lectures."""
    return user_data_dir() / FOLDER


def seconds_in(text: str) -> float | None:
    """Seconds in '1:30' or '1:02:05'; None where it is no time, or none that a step can take."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    total = 3600.0 * hours + 60.0 * minutes + seconds
    return total if total <= LONGEST_S else None


def read_lecture(path: Path, lessons: Mapping[str, Lesson]) -> LectureFile:
    """The lecture in a file, with whatever is wrong in it."""
    problems: list[ContentError] = []
    data = read_table(path, ("title", "minutes", "steps"), problems)
    if problems and not data:
        return LectureFile(path, None, tuple(problems), sound=False)
    head = _head(data, path, problems)
    found = rows(data, "steps", StepForm, path, problems)
    if len(found) > MOST_STEPS:
        problem = f"it has {len(found)} steps; the first {MOST_STEPS} are taken."
        problems.append(ContentError(path, data.lines["steps"], problem, "Divide it."))
    sound = not problems
    for row in found[:MOST_STEPS]:
        problems += _missing(row, lessons)
    if head is None:
        return LectureFile(path, None, tuple(problems), sound=False)
    steps = tuple(row.form.made() for row in found[:MOST_STEPS])
    return LectureFile(path, Lecture(head.title, steps, head.minutes), tuple(problems), sound)


def _head(data: YamlMap, path: Path, problems: list[ContentError]) -> HeadForm | None:
    part = YamlMap(data.line)
    for key in ("title", "minutes"):
        if key in data:
            part[key], part.lines[key] = data[key], data.lines[key]
    return fill(HeadForm, part, path, problems)


def _missing(row: Row[StepForm], lessons: Mapping[str, Lesson]) -> list[ContentError]:
    """What is wrong with the step that a row names."""
    place = row.form.made()
    lesson = lessons.get(place.lesson)
    if lesson is None:
        hint = did_you_mean(place.lesson, lessons)
        return [row.error(f"there is no lesson '{place.lesson}': its step is skipped.", hint, ("step",))]
    if lesson.index_of(place.step) is None:
        hint = did_you_mean(place.step, [step.id for step in lesson.steps])
        problem = f"the lesson '{place.lesson}' has no step '{place.step}': it is skipped."
        return [row.error(problem, hint, ("step",))]
    return []


def written(lecture: Lecture) -> str:
    """The lecture as the text of its file; the same lecture gives the same text."""
    lines = [f"title: {_quoted(_CONTROL.sub('', lecture.title))}"]
    if lecture.minutes:
        lines.append(f"minutes: {lecture.minutes:g}")
    lines.append("steps:" if lecture.steps else "steps: []")
    for step in lecture.steps:
        lines.append(f"  - step: {_quoted(f'{step.lesson}#{step.step}')}")
        if step.seconds is not None:
            lines.append(f'    time: "{clock_words(step.seconds)}"')
        if step.notes.strip():
            lines.append("    notes: |")
            notes = _CONTROL.sub("", step.notes).strip().splitlines()
            lines += [f"      {line.rstrip()}".rstrip() for line in notes]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Bare where it reads back as the same text."""
    return (
        text if re.fullmatch(r"[a-z][a-z0-9_]*(#[a-z0-9_]+)?", text) else json.dumps(text, ensure_ascii=False)
    )


def save_lecture(path: Path, lecture: Lecture) -> ContentError | None:
    """Write it; what is wrong when it can't be written."""
    try:
        replace_text(path, written(lecture))
    except OSError as error:
        return ContentError(path, None, f"the file can't be written ({reason(error)}).")
    return None


def free_path(folder: Path, title: str) -> Path:
    """A file for a new lecture of this title, which no other has."""
    stem = "_".join(re.findall(r"\w+", title.lower()))[:48] or "lecture"
    names = [stem, *(f"{stem}_{number}" for number in range(2, 1000))]
    return next(folder / f"{name}{ENDING}" for name in names if not (folder / f"{name}{ENDING}").exists())


DELETED = "deleted"


def delete_lecture(path: Path) -> Path:
    """Put a lecture's file aside, into the folder 'deleted' beside it; returns where it lies. Raises ContentError."""
    aside = path.parent / DELETED
    try:
        aside.mkdir(exist_ok=True)
        return path.replace(free_path(aside, path.stem))
    except OSError as error:
        raise ContentError(path, None, f"the lecture can't be deleted ({reason(error)}).") from error


def restore_lecture(aside: Path) -> Path:
    """Bring a deleted lecture back, under another name where its own is taken. Raises ContentError."""
    try:
        return aside.replace(free_path(aside.parent.parent, aside.stem))
    except OSError as error:
        raise ContentError(aside, None, f"the lecture can't be brought back ({reason(error)}).") from error


def list_lectures(folder: Path, lessons: Mapping[str, Lesson]) -> list[LectureFile]:
    """Every lecture of a folder, in the order of the files' names."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix in (ENDING, ".yml"))
    except OSError:
        return []
    return [read_lecture(path, lessons) for path in paths]
