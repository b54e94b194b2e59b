"""What Home says and offers: where to go on, how far one is, how long ago that was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from anatomy_viewer.content.own_lessons import is_own
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.paths import Path, played
from anatomy_viewer.model.progress import LessonProgress, Progress
from anatomy_viewer.model.words import joined, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.widgets.card import CardTexts

LEVEL_NAMES = {"student": "Student", "resident": "Resident", "lecturer": "Lecturer"}
LEVEL_TONES = {"student": "neutral", "resident": "warn", "lecturer": "accent"}


@dataclass(frozen=True)
class Offer:
    """What the large card begins. `kind`: 'start' (nothing was played yet), 'continue', 'next' (the last lesson is
    finished) or 'again' (all are)."""

    kind: str
    lesson: Lesson
    step: int = 0


def offer(lessons: Mapping[str, Lesson], progress: Progress, path: tuple[str, ...] = ()) -> Offer | None:
    """Where to go on; None without lessons. path: ids of the lessons of the path that is followed."""
    last = lessons.get(progress.last)
    if last is None:
        first = next(iter(lessons.values()), None)
        return Offer("start", first) if first else None
    if not finished(last, progress):
        return Offer("continue", last, place_in(last, progress))
    followed = [lessons[name] for name in path if name in lessons]
    order = followed if last in followed else list(lessons.values())
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
    """The step to open a lesson at: where one left it, or the first one when it is finished or new.

    A case is finished at its first ending; another way through it is gone on with where it was left.
    """
    at = lesson.index_of(progress.lesson(lesson.id).step) or 0
    decision = lesson.steps[at].decision if lesson.steps else None
    under_way = decision is not None and not decision.ends
    return at if under_way or not finished(lesson, progress) else 0


def needed(lesson: Lesson, lessons: Mapping[str, Lesson], language: str) -> str:
    """'builds on L01, L03'; '' where it builds on nothing. It is said, and never asked for."""
    codes = [lessons[name].code for name in lesson.prerequisites if name in lessons]
    return say("builds on {}", language).format(joined(codes, language)) if codes else ""


def path_texts(
    path: Path, lessons: Mapping[str, Lesson], progress: Progress, language: str
) -> tuple[str, str, float, str]:
    """Of a path: what it is, how far one is in words and as a fraction, and what its button says."""
    mine = [lessons[name] for name in path.lessons if name in lessons]
    if path.excerpts:
        count = say("{} min", language).format(path.minutes) if path.minutes else ""
        steps = steps_of(len(played(path, lessons).lesson.steps), language)
        words = joined([steps, count], language) if count else steps
        return path.about.get(language), words, -1.0, say("Play these steps", language)
    done = sum(finished(lesson, progress) for lesson in mine)
    count = say("{} of {} lessons finished", language).format(done, len(mine))
    verb = "Go on with this path" if progress.path == path.id else "Follow this path"
    return path.about.get(language), count, done / max(len(mine), 1), say(verb, language)


def card_texts(lesson: Lesson, known: LessonProgress, session: Session) -> CardTexts:
    """What a lesson's card says."""
    language = session.language
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
        needs=needed(lesson, session.lessons, language),
        own=say("Own", language) if is_own(lesson) else "",
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
