"""What is known of each question and each structure asked for: when it comes back, and every answer given to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

LESSON, CLICK, NAME = (
    "lesson",
    "click",
    "name",
)  # a question of a lesson; a structure to click; its name to choose
NEW = 0  # the other states are FSRS's: 1 learning, 2 review, 3 relearning
MOST_GIVEN = 10_000  # answers that are kept of one learner: 50 a day for more than half a year


@dataclass(frozen=True)
class Card:
    """One thing that is asked again. `key`: see `lesson_key` and `atlas_key`.

    state, step, stability (days after which 90 % is recalled), difficulty (1–10): FSRS's own; `last`: when it was
    answered last, and whether that was `right`; lapses: how often it was wrong after it had been known; parked: it was
    forgotten so often that it waits until its step is read again (`spacing.LEECH`).
    """

    key: str
    due: datetime
    state: int = NEW
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    last: datetime | None = None
    right: bool = False
    lapses: int = 0
    parked: bool = False


@dataclass(frozen=True)
class Given:
    """An answer as it was given. seconds: from the question's being shown; grade: 1–4, as FSRS has them."""

    key: str
    when: datetime
    right: bool
    hints: int = 0
    seconds: float = 0.0
    grade: int = 1


def lesson_key(lesson: str, question: str) -> str:
    """The key of a question of a lesson (both ids)."""
    return f"{LESSON}:{lesson}/{question}"


def atlas_key(kind: str, base: str) -> str:
    """The key of a structure's card: `kind` is CLICK or NAME, `base` a base id (both sides)."""
    return f"{kind}:{base}"


def parsed(key: str) -> tuple[str, str, str]:
    """Kind, lesson and question id; or kind, base id and ''. What makes no sense has no kind."""
    kind, colon, rest = key.partition(":")
    if not colon or kind not in (LESSON, CLICK, NAME) or not rest:
        return "", "", ""
    name, slash, question = rest.partition("/")
    whole = bool(slash and question) if kind == LESSON else not slash
    return (kind, name, question) if whole else ("", "", "")
