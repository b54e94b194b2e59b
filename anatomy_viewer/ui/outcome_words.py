"""What a study found, in words: the share that responded, of how many, against whom; for cards, chart and table."""

from __future__ import annotations

from anatomy_viewer.model.intervention import Outcome
from anatomy_viewer.model.words import colon, comma, say

DESIGN_NAMES = {
    "meta": "meta-analysis",
    "randomised": "randomised trial",
    "comparison": "comparison",
    "series": "series, no controls",
    "retrospective": "retrospective series",
    "review": "review",
}


def share_text(outcome: Outcome, language: str) -> str:
    """'95 % of 21, controls 55 % of 22'; '' where the study gives no share."""
    if outcome.share is None:
        return ""
    text = _share(outcome.share, outcome.n if outcome.unit == "patients" else None, language)
    if outcome.against is None:
        return text
    controls = say("controls {}", language).format(_share(outcome.against, outcome.against_n, language))
    return f"{text}{comma(language)}{controls}"


def _share(share: float, count: int | None, language: str) -> str:
    per_cent = f"{share:g} %"
    return say("{} of {} patients", language).format(per_cent, count) if count else per_cent


def outcome_text(outcome: Outcome, language: str) -> str:
    """The share, where there is one, then what was measured."""
    found = [share_text(outcome, language), outcome.measure.get(language)]
    return colon(language).join(part for part in found if part)
