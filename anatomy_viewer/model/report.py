"""What a learner has done, as figures for a page, a table or a sheet of several learners. No painting, no files."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO

from anatomy_viewer.model.anatomy import Atlas, Text
from anatomy_viewer.model.assessment import Assessed
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.review import asked, met, todays, topics
from anatomy_viewer.model.spacing import LONGEST_S, forecast, mastery

DAYS, AHEAD = 30, 14  # days looked back and ahead
MOST_ASSESSED = 6


@dataclass(frozen=True)
class Day:
    """Answers of one day in the reader's time zone."""

    day: date
    right: int = 0
    wrong: int = 0
    hints: int = 0


@dataclass(frozen=True)
class TopicLine:
    """A topic: how well it is known (0–1), and how many of its questions were answered at all."""

    names: Text
    mastery: float
    answered: int
    total: int


@dataclass(frozen=True)
class LessonLine:
    """A lesson: its code, its name, and how far one is in it (0–1)."""

    code: str
    names: Text
    share: float


@dataclass(frozen=True)
class Report:
    """One learner. minutes: spent on answers; parked: lessons' questions that wait until their step is read again,
    as (code, name of the step); assessments: the last ones handed in, latest first."""

    learner: str
    made: datetime
    days: tuple[Day, ...]
    topics: tuple[TopicLine, ...]
    ahead: tuple[int, ...]
    lessons: tuple[LessonLine, ...]
    answers: int
    right: int
    hints: int
    minutes: int
    due: int
    parked: tuple[tuple[str, Text], ...] = ()
    assessments: tuple[Assessed, ...] = ()

    @property
    def done(self) -> int:
        """How many lessons are finished."""
        return sum(line.share >= 1.0 for line in self.lessons)

    @property
    def known(self) -> float:
        """The mean mastery of the topics begun (0–1)."""
        begun = [line.mastery for line in self.topics if line.answered]
        return sum(begun) / len(begun) if begun else 0.0


def report_of(progress: Progress, lessons: Mapping[str, Lesson], atlas: Atlas, now: datetime) -> Report:
    """The report at `now`, in the reader's time zone."""
    given = progress.given
    return Report(
        progress.profile,
        now,
        _days(progress, now),
        _topics(progress, lessons, atlas, now),
        forecast(progress, now, AHEAD),
        tuple(_lesson(lesson, progress) for lesson in lessons.values()),
        len(given),
        sum(one.right for one in given),
        sum(one.hints for one in given),
        round(sum(min(one.seconds, LONGEST_S) for one in given) / 60.0),
        len(todays(lessons, progress, atlas, now)),
        _parked(progress, lessons),
        progress.assessments[-MOST_ASSESSED:][::-1],
    )


def _days(progress: Progress, now: datetime) -> tuple[Day, ...]:
    first = now.date() - timedelta(days=DAYS - 1)
    counts = [[0, 0, 0] for _ in range(DAYS)]
    for one in progress.given:
        place = (one.when.astimezone(now.tzinfo).date() - first).days
        if 0 <= place < DAYS:
            counts[place][0 if one.right else 1] += 1
            counts[place][2] += one.hints
    return tuple(Day(first + timedelta(days=i), *each) for i, each in enumerate(counts))


def _topics(
    progress: Progress, lessons: Mapping[str, Lesson], atlas: Atlas, now: datetime
) -> tuple[TopicLine, ...]:
    begun = {card.key for card in progress.cards if card.last is not None}
    return tuple(
        TopicLine(
            topic.names,
            mastery(progress, topic.keys, now),
            sum(key in begun for key in topic.keys),
            len(topic.keys),
        )
        for topic in topics(lessons, atlas, met(lessons, progress, atlas))
    )


def _lesson(lesson: Lesson, progress: Progress) -> LessonLine:
    names = Text(lesson.text("en").title, lesson.text("zh").title)
    return LessonLine(lesson.code, names, progress.lesson(lesson.id).share(lesson))


def _parked(progress: Progress, lessons: Mapping[str, Lesson]) -> tuple[tuple[str, Text], ...]:
    places = [asked(card.key, lessons) for card in progress.cards if card.parked]
    found = {
        (lesson.code, step.id): (lesson.code, Text(step.text("en").title, step.text("zh").title))
        for lesson, step, _ in filter(None, places)
    }
    return tuple(found.values())


def as_csv(reports: Sequence[Report], language: str) -> str:
    """All figures as rows: learner, part, name, value, of."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("learner", "part", "name", "value", "of"))
    for report in reports:
        who = _safe(report.learner)
        table.writerow((who, "total", "answers", report.answers, ""))
        table.writerow((who, "total", "right", report.right, report.answers))
        table.writerow((who, "total", "hints", report.hints, ""))
        table.writerow((who, "total", "minutes", report.minutes, ""))
        table.writerow((who, "total", "due", report.due, ""))
        for line in report.topics:
            name = line.names.get(language)
            table.writerow((who, "mastery", name, f"{line.mastery:.3f}", 1))
            table.writerow((who, "answered", name, line.answered, line.total))
        for lesson in report.lessons:
            name = f"{lesson.code} {lesson.names.get(language)}"
            table.writerow((who, "lesson", name, f"{lesson.share:.3f}", 1))
        for one in report.assessments:
            table.writerow((who, "assessment", one.when.date().isoformat(), f"{one.credit:.2f}", one.asked))
        for day in report.days:
            table.writerow((who, "day", day.day.isoformat(), day.right, day.right + day.wrong))
        for number, count in enumerate(report.ahead):
            when = (report.made.date() + timedelta(days=number)).isoformat()
            table.writerow((who, "comes due", when, count, ""))
    return out.getvalue()


def _safe(name: str) -> str:
    """A name that no spreadsheet takes for a formula."""
    return f"'{name}" if name[:1] in "=+-@\t" else name
