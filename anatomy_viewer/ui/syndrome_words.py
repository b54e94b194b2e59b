"""How syndromes are said: parts of the nerve, sides, groups, signs, territory, ladder and sources as text."""

from __future__ import annotations

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.pain import word
from anatomy_viewer.model.syndrome import Syndrome
from anatomy_viewer.model.words import colon, joined, say
from anatomy_viewer.ui.measure_card import short_citation

ROLE_WORDS = {
    "defining": "by definition",
    "likely": "likely",
    "possible": "possible",
    "unlikely": "unlikely",
    "none": "none known",
}
ROLE_TONES = {
    "defining": "ok",
    "likely": "ok",
    "possible": "neutral",
    "unlikely": "neutral",
    "none": "neutral",
}
SPAN_WORDS = {"one": "one side", "both": "both sides", "either": "one side or both"}
GROUP_WORDS = {
    "neuralgia": "Neuralgia and face pain",
    "primary": "Primary headache",
    "secondary": "Secondary headache",
    "mimic": "Must not be missed",
}
WORD_NAMES = {"none": "none", "mild": "mild", "moderate": "moderate", "strong": "strong"}
# How typical pain is somewhere, in words: from these shares on.
OFTEN = ((0.75, "as a rule"), (0.45, "often"), (0.0, "at times"))


def often(share: float, language: str) -> str:
    """How typical pain in a region is."""
    return say(next(name for least, name in OFTEN if share >= least), language)


def strength_word(strength: float, language: str) -> str:
    """'moderate'."""
    return say(WORD_NAMES[word(strength)], language)


def role_word(syndrome: Syndrome, language: str) -> str:
    """How likely the nerve has a part in it."""
    return say(ROLE_WORDS[syndrome.gon.role], language)


def region_names(atlas: Atlas, syndrome: Syndrome, language: str) -> str:
    """The regions in which it hurts often or as a rule, the most typical first."""
    often_there = [name for name, share in syndrome.territory.items() if share >= OFTEN[1][0]]
    order = sorted(often_there, key=lambda name: -syndrome.territory[name])
    names = [atlas.skin.regions[name].names.get(language) for name in order]
    return joined([name.lower() if language == "en" else name for name in names], language)


def sign_names(atlas: Atlas, syndrome: Syndrome, language: str) -> str:
    """Its autonomic signs; a dash where it has none."""
    names = [atlas.syndromes.signs[name].names.get(language) for name in syndrome.signs]
    return (
        joined([name.lower() if language == "en" and i else name for i, name in enumerate(names)], language)
        or "–"
    )


def ladder_lines(syndrome: Syndrome, language: str) -> str:
    """Its rungs, numbered."""
    return "\n".join(f"{i}  {rung.text.get(language)}" for i, rung in enumerate(syndrome.ladder, 1))


def sources(atlas: Atlas, syndrome: Syndrome) -> str:
    """Who says so."""
    return " · ".join(short_citation(atlas, key) for key in syndrome.source)


def told(atlas: Atlas, syndrome: Syndrome, language: str) -> str:
    """One line for those who hear it: name, code, part of the nerve."""
    role = f"{say('Part of the greater occipital nerve', language)}{colon(language)}{role_word(syndrome, language)}"
    return f"{syndrome.names.get(language)}, ICHD-3 {syndrome.code}, {role}"
