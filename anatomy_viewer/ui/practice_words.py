"""An attempt with the needle in words: one place for the panel, the question and screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.exercise import Exercise
from anatomy_viewer.model.practice import Attempt, Insertion
from anatomy_viewer.model.words import joined, say
from anatomy_viewer.ui.needle_words import name_of
from anatomy_viewer.ui.variant_words import patient_words
from anatomy_viewer.ui.widgets.measure import Figure

GRADES = {
    "right": "Safe, and on target",
    "note": "Safe, but not on target",
    "wrong": "Unsafe",
}
TONES = {"right": "ok", "note": "warn", "wrong": "bad"}


def title_of(exercise: Exercise, atlas: Atlas, language: str) -> str:
    """'Distal block at the nuchal line · Patient 17'."""
    parts = [atlas.name(exercise.task, language), patient_words(exercise.patient, language)]
    return " · ".join(part for part in parts if part)


def grade(passes: Sequence[Insertion]) -> str:
    """'right', 'note' (nothing harmed, but off target) or 'wrong' (something harmed, in any pass)."""
    if any(not each.safe for each in passes):
        return "wrong"
    return "right" if passes and passes[-1].on_target else "note"


def told(passes: Sequence[Insertion], atlas: Atlas, language: str) -> str:
    """Why: what was crossed, what lies too near, what was gone through."""
    last = passes[-1]
    crossed = dict.fromkeys(name for each in passes for name in each.crossed)
    sentences = [
        say(words, language).format(joined([name_of(atlas, name, language) for name in names], language))
        for words, names in (
            ("The needle went into: {}.", tuple(crossed)),
            ("Within 2 mm: {}.", last.near),
            ("It went through what lies behind the target: {}.", last.through),
        )
        if names
    ]
    if not sentences and not last.on_target:
        sentences = [say("The tip is too far from the nerve, or from the place planned.", language)]
    return ("" if language == "zh" else " ").join(sentences)


def how(told_while_placing: bool) -> str:
    """How the needle is placed, in English: without help only the skin is seen."""
    if told_while_placing:
        return "Click where it enters the skin, then where it aims. Drag either end, or hold one and use the arrow keys (0.5 mm); with Alt they go along the needle."  # noqa: E501
    return "Click where it enters the skin: it goes straight in. Drag its tip, or hold it and use the arrow keys (0.5 mm); with Alt it goes deeper or less deep. Turn the head to see its slope."  # noqa: E501


BY_KEYS = "Or use the keys: arrows move a cross by 1 mm (Ctrl: 10 mm), Enter clicks."


def figures(passes: Sequence[Insertion], language: str) -> list[Figure]:
    """Mm to the nerve and to the plan, and the layers passed."""
    last = passes[-1]
    return [
        Figure(f"{last.nerve_mm:.1f}", "mm", say("from the tip to the nerve", language)),
        Figure(f"{last.plan_mm:.1f}", "mm", say("from the tip to the place planned", language)),
        Figure(f"{last.right}", f"/ {last.wanted}", say("layers of the usual path", language)),
    ]


def summary(attempt: Attempt, language: str) -> str:
    """'1 pass, 0:41, without help'."""
    minutes, seconds = divmod(round(attempt.seconds), 60)
    count = len(attempt.passes)
    passes = say("1 pass", language) if count == 1 else say("{} passes", language).format(count)
    helped = say("with help" if attempt.help else "without help", language)
    return joined([passes, f"{minutes}:{seconds:02d}", helped], language)
