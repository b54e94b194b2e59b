"""What Home says and offers: where to go on, how far one is, how long ago that was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.progress import LessonProgress, Progress
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.widgets.card import CardTexts

FIRST_LESSON = "L04"  # the journey of the nerve: what everything else hangs on
LEVEL_NAMES = {"student": "Student", "resident": "Resident", "lecturer": "Lecturer"}
LEVEL_TONES = {"student": "neutral", "resident": "warn", "lecturer": "accent"}


@dataclass(frozen=True)
class Offer:
    """What the large card begins. `kind`: 'start' (nothing was played yet), 'continue', 'next' (the last lesson is
    finished) or 'again' (all are)."""

    kind: str
    lesson: Lesson
    step: int = 0


def offer(lessons: Mapping[str, Lesson], progress: Progress) -> Offer | None:
    """Where to go on; None without lessons."""
    last = lessons.get(progress.last)
    if last is None:
        first = next((one for one in lessons.values() if one.code == FIRST_LESSON), None)
        found = first or next(iter(lessons.values()), None)
        return Offer("start", found) if found else None
    if not finished(last, progress):
        return Offer("continue", last, place_in(last, progress))
    order = list(lessons.values())
    after = order.index(last) + 1
    ahead = [one for one in (*order[after:], *order[:after]) if not finished(one, progress)]
    return Offer("next", ahead[0], place_in(ahead[0], progress)) if ahead else Offer("again", last)


def finished(lesson: Lesson, progress: Progress) -> bool:
    """Every step was seen, or an ending of the case."""
    return share(lesson, progress.lesson(lesson.id)) >= 1.0


def share(lesson: Lesson, known: LessonProgress) -> float:
    """How far (0–1) one is in the lesson."""
    return known.share(lesson)


def seen_steps(lesson: Lesson, known: LessonProgress) -> int:
    """How many of the lesson's steps, as they are now, were seen."""
    return sum(step.id in known.seen for step in lesson.steps)


def place_in(lesson: Lesson, progress: Progress) -> int:
    """The step to open a lesson at: where one left it, or the first one when it is finished or new."""
    if finished(lesson, progress):
        return 0
    return lesson.index_of(progress.lesson(lesson.id).step) or 0


def card_texts(lesson: Lesson, known: LessonProgress, language: str) -> CardTexts:
    """What a lesson's card says."""
    text, seen, total = lesson.text(language), seen_steps(lesson, known), len(lesson.steps)
    progress = steps_of(total, language) if not seen else f"{seen}/{total}"
    done = share(lesson, known) >= 1.0
    return CardTexts(
        code=lesson.code,
        level=say(LEVEL_NAMES[lesson.level], language),
        minutes=say("{} min", language).format(lesson.minutes),
        title=text.title,
        summary=text.summary,
        progress=say("Finished", language) if done else progress,
        level_tone=LEVEL_TONES[lesson.level],
    )


def steps_of(count: int, language: str) -> str:
    """'10 steps'."""
    return say("1 step" if count == 1 else "{} steps", language).format(count)


def minutes_left(lesson: Lesson, known: LessonProgress, language: str) -> str:
    """'about 9 min left': the lesson's minutes, in proportion to the steps not seen."""
    left = max(round(lesson.minutes * (1.0 - share(lesson, known))), 1)
    return say("about {} min left", language).format(left)


def left_when(then: datetime, now: datetime, language: str) -> str:
    """'You left it yesterday.': by the calendar of `now`'s time zone."""
    days = (now.date() - then.astimezone(now.tzinfo).date()).days
    if days < 2:
        return say("You left it today." if days < 1 else "You left it yesterday.", language)
    if days < 14:
        return say("You left it {} days ago.", language).format(days)
    if days < 61:
        return say("You left it {} weeks ago.", language).format(days // 7)
    return say("You left it {} months ago.", language).format(days // 30)
