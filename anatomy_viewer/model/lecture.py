"""A lecture: steps from any lessons in an order of its own, with own notes and times. No files, no drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from anatomy_viewer.model.lesson import Lesson, Step
from anatomy_viewer.model.made_lesson import Made

MOST_STEPS = 200


@dataclass(frozen=True)
class LectureStep:
    """A step of a lesson, by ids. `seconds`: planned for it; None takes the lesson's share.

    notes: the lecturer's own, paragraphs divided by empty lines; '' takes those of the lesson.
    """

    lesson: str
    step: str
    seconds: float | None = None
    notes: str = ""


@dataclass(frozen=True)
class Lecture:
    """Steps in the order in which they are shown. `minutes`: the time there is; None is the time planned."""

    title: str
    steps: tuple[LectureStep, ...] = ()
    minutes: float | None = None

    def moved(self, old: int, new: int) -> Lecture:
        """The step at `old` stands at `new` (both from 0)."""
        steps = list(self.steps)
        steps.insert(new, steps.pop(old))
        return replace(self, steps=tuple(steps))

    def with_step(self, at: int, step: LectureStep) -> Lecture:
        """A step more, before the one at `at`."""
        return replace(self, steps=(*self.steps[:at], step, *self.steps[at:]))

    def without(self, at: int) -> Lecture:
        """A step less."""
        return replace(self, steps=(*self.steps[:at], *self.steps[at + 1 :]))

    def changed(self, at: int, **changes: object) -> Lecture:
        """The step at `at` with other notes or seconds."""
        step = replace(self.steps[at], **changes)  # type: ignore[arg-type]
        return replace(self, steps=(*self.steps[:at], step, *self.steps[at + 1 :]))


def lecture_of(lesson: Lesson, language: str) -> Lecture:
    """A whole lesson as a lecture."""
    steps = tuple(LectureStep(lesson.id, step.id) for step in lesson.steps)
    return Lecture(lesson.text(language).title, steps, float(lesson.minutes))


def lecture_of_excerpts(made: Made, lessons: Mapping[str, Lesson], language: str) -> Lecture:
    """Excerpts of several lessons as a lecture: the steps they were taken from, with their share of its minutes."""
    steps = [LectureStep(*made.places[step.id]) for step in made.lesson.steps if step.id in made.places]
    weights = [seconds_of(step, lessons) for step in steps]
    factor = made.lesson.minutes * 60.0 / sum(weights) if sum(weights) and made.lesson.minutes else 1.0
    timed = tuple(replace(s, seconds=w * factor) for s, w in zip(steps, weights, strict=True))
    return Lecture(made.lesson.text(language).title, timed, made.lesson.minutes or None)


def found(step: LectureStep, lessons: Mapping[str, Lesson]) -> Step | None:
    """The lesson's step; None when the lesson or the step is not there."""
    lesson = lessons.get(step.lesson)
    at = lesson.index_of(step.step) if lesson else None
    return lesson.steps[at] if lesson is not None and at is not None else None


def seconds_of(step: LectureStep, lessons: Mapping[str, Lesson]) -> float:
    """What is planned for a step: its own time, else an equal share of its lesson's minutes."""
    if step.seconds is not None:
        return step.seconds
    lesson = lessons.get(step.lesson)
    return lesson.minutes * 60.0 / max(len(lesson.steps), 1) if lesson else 0.0


def planned(lecture: Lecture, lessons: Mapping[str, Lesson]) -> tuple[float, ...]:
    """Seconds from the beginning by which each step is planned to be over."""
    total, ends = 0.0, []
    for step in lecture.steps:
        total += seconds_of(step, lessons)
        ends.append(total)
    return tuple(ends)


def start_of(lecture: Lecture, lessons: Mapping[str, Lesson], at: int) -> float:
    """Seconds from the beginning at which step `at` is planned to begin."""
    return planned(lecture, lessons)[at - 1] if at else 0.0


def slot(lecture: Lecture, lessons: Mapping[str, Lesson]) -> float:
    """The seconds that there are."""
    ends = planned(lecture, lessons)
    return lecture.minutes * 60.0 if lecture.minutes else (ends[-1] if ends else 0.0)


def behind(lecture: Lecture, lessons: Mapping[str, Lesson], at: int, elapsed: float) -> float:
    """Seconds behind the plan in step `at`; negative ahead of it, 0 as long as the step is in its own time."""
    ends = planned(lecture, lessons)
    if not ends:
        return 0.0
    start = start_of(lecture, lessons, at)
    if elapsed > ends[at]:
        return elapsed - ends[at]
    return min(elapsed - start, 0.0)


def clock_words(seconds: float) -> str:
    """'6:42', '1:02:05'; fractions are dropped."""
    whole = int(max(seconds, 0.0))
    hours, minutes = whole // 3600, whole // 60
    return f"{hours}:{minutes % 60:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
