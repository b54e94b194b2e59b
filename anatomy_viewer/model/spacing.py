"""When a question comes back (FSRS, version 6), and how well a topic is known.

FSRS: Ye, Su, Cao 2022 (doi 10.1145/3534678.3539081) and the library `fsrs` with its default weights; 90 % recall is
aimed at. No fuzz: the same answers give the same days.

An answer is graded by what happened, not by what the learner thinks of it (`grade`):

    again  wrong
    hard   right, but with a hint, or after a wrong try in the same sitting
    good   right
    easy   right, without help, and within QUICK_S of the kind of question

A card that was forgotten LEECH times, and each LEECH times more, is parked: it comes back when its step has been read
again, at the latest after PARKED. Learning it by being asked has not worked; reading it again may.

How well one thing is known (`strength`, 0–1) is R · (0.5 + 0.5 · min(S / FIRM_DAYS, 1)): R the chance to recall it now
(FSRS's forgetting curve), S its stability in days; 0 where the last answer was wrong or there is none. A topic's
mastery is the mean over all its questions, those never answered included. LEECH, QUICK_S and FIRM_DAYS are choices of
this program.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median

from anatomy_viewer.model.cards import NEW, Card, Given, lesson_key
from anatomy_viewer.model.case import is_decision
from anatomy_viewer.model.progress import Progress

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
QUICK_S = {
    "choice": 10.0, "choices": 15.0, "locate": 8.0, "name": 10.0, "order": 20.0, "match": 25.0, "place": 10.0,
    "needle": 30.0, "read_image": 15.0,
}  # fmt: skip
RETENTION = 0.9
STEP = timedelta(minutes=10)  # a wrong answer comes back in the same sitting
SITTING = timedelta(minutes=30)
LEECH = 4
PARKED = timedelta(days=7)
FIRM_DAYS = 21.0
USUAL_S, LONGEST_S = 30.0, 300.0  # of an answer: where nothing is known yet; more is a pause, not thought
FIRST_RETURN = timedelta(days=2)  # of what was known before cards were kept: FSRS's first interval of 'good'
DECAY = -0.1542  # of the forgetting curve, FSRS 6's default w20; a test compares `recall` with the library
_FACTOR = 0.9 ** (1.0 / DECAY) - 1.0


def grade(right: bool, hints: int, seconds: float, kind: str, retried: bool) -> int:
    """1–4; `kind` of the question; `retried`: it was wrong earlier in this sitting."""
    if not right:
        return AGAIN
    if hints or retried:
        return HARD
    return EASY if 0.0 < seconds <= QUICK_S.get(kind, 10.0) else GOOD


def answered(progress: Progress, given: Given) -> Progress:
    """With one answer more, and its card put where FSRS has it. The same right answer again within a sitting is kept as
    an answer, but says nothing new of what is remembered."""
    card = progress.card(given.key)
    repeated = card is not None and card.right and card.last is not None and given.right
    if repeated and card is not None and card.last is not None and given.when - card.last < SITTING:
        return progress.noted(given)
    return progress.noted(given).with_card(scheduled(card or Card(given.key, given.when), given))


def scheduled(card: Card, given: Given) -> Card:
    """`card` after the answer `given`."""
    import fsrs

    scheduler = fsrs.Scheduler(
        desired_retention=RETENTION, learning_steps=(STEP,), relearning_steps=(STEP,), enable_fuzzing=False
    )
    known = fsrs.Card(
        card_id=1,
        state=fsrs.State(card.state or 1),
        step=(card.step or 0) if card.state != fsrs.State.Review else None,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.last if card.stability is not None else None,
    )
    after, _ = scheduler.review_card(known, fsrs.Rating(given.grade), given.when)
    lapsed = not given.right and (card.right or card.state in (2, 3))
    lapses = card.lapses + lapsed
    parked = lapsed and lapses % LEECH == 0
    return replace(
        card,
        due=given.when + PARKED if parked else after.due,
        state=int(after.state),
        step=after.step,
        stability=after.stability,
        difficulty=after.difficulty,
        last=given.when,
        right=given.right,
        lapses=lapses,
        parked=parked,
    )


def read_again(progress: Progress, keys: Iterable[str], when: datetime) -> Progress:
    """A step was read: what is parked of its questions (`keys`) is asked again from `when` on."""
    for key in keys:
        card = progress.card(key)
        if card is not None and card.parked:
            progress = progress.with_card(replace(card, parked=False, due=min(card.due, when)))
    return progress


def due_today(progress: Progress, now: datetime) -> tuple[Card, ...]:
    """What is due by the end of the day of `now` (in the reader's time zone): wrong ones first, then by date."""
    end = now.replace(hour=23, minute=59, second=59, microsecond=999_999)
    found = [card for card in progress.cards if card.due <= end]
    return tuple(sorted(found, key=lambda card: (card.right, card.due, card.key)))


def minutes(progress: Progress, count: int) -> int:
    """How long `count` answers take this learner: by the median of the last 200."""
    known = [min(given.seconds, LONGEST_S) for given in progress.given[-200:] if given.seconds > 0]
    each = median(known) if len(known) >= 5 else USUAL_S
    return max(round(count * each / 60.0), 1) if count else 0


def forecast(progress: Progress, now: datetime, days: int = 14) -> tuple[int, ...]:
    """How many cards come due today (with what is overdue) and on each of the days after it."""
    counts = [0] * days
    for card in progress.cards:
        day = (card.due.astimezone(now.tzinfo).date() - now.date()).days
        if day < days:
            counts[max(day, 0)] += 1
    return tuple(counts)


def recall(card: Card, now: datetime) -> float:
    """The chance (0–1) to recall it at `now`, by FSRS's forgetting curve."""
    if card.stability is None or card.last is None:
        return 0.0
    days = max((now - card.last).days, 0)
    return float((1.0 + _FACTOR * days / card.stability) ** DECAY)


def strength(card: Card | None, now: datetime) -> float:
    """How well it is known, 0–1; see the top of this file. What was right before cards were kept counts half."""
    if card is None or not card.right:
        return 0.0
    if card.stability is None:
        return 0.5
    return recall(card, now) * (0.5 + 0.5 * min(card.stability / FIRM_DAYS, 1.0))


def mastery(progress: Progress, keys: Iterable[str], now: datetime) -> float:
    """The mean strength of these cards (0–1), those never answered included; 0 without any."""
    table = {card.key: card for card in progress.cards}
    each = [strength(table.get(key), now) for key in keys]
    return sum(each) / len(each) if each else 0.0


def adopted(progress: Progress) -> Progress:
    """A record from before there were cards: what was answered in lessons gets one; wrong ones are due at once."""
    known = {card.key for card in progress.cards}
    cards = []
    for lesson in progress.lessons:
        for one in lesson.answers:
            key = lesson_key(lesson.lesson, one.question)
            due = one.when + FIRST_RETURN if one.right else one.when
            if key not in known and not is_decision(one.question):
                cards.append(Card(key, due, NEW, last=one.when, right=one.right))
    return replace(progress, cards=(*progress.cards, *cards)) if cards else progress
