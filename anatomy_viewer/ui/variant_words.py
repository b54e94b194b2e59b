"""What is said about variants: names of sides, of what a side has, and how often a study found something."""

from __future__ import annotations

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.variants import Patient, Rate, Variant, VariantChoice
from anatomy_viewer.model.words import comma, say
from anatomy_viewer.ui.measure_card import VERIFIED, short_citation

SIDE_WORDS = {"right": "right side", "left": "left side"}
GROUP_WORDS = {
    "obliquus": "At the obliquus inferior",
    "trapezius": "At the trapezius",
    "split": "Trunk of the nerve",
    "c3": "Roots",
    "artery": "Occipital artery",
    "vertebral": "Vertebral artery",
    "level": "Level",
    "side": "Symmetry",
}
_UNSURE = {"M": "model value", "K-low": "unverified"}
_UNITS = {
    "sides": "{} sides",
    "cadavers": "{} cadavers",
    "patients": "{} patients",
    "operated": "{} operated",
}


def rate_words(atlas: Atlas, rate: Rate, language: str) -> str:
    """'Bovim 1991 · 40 sides · verified', with the study's note."""
    words = [short_citation(atlas, rate.source)]
    if rate.n is not None:
        words.append(say(_UNITS[rate.unit], language).format(rate.n))
    sure = VERIFIED.get(rate.confidence) or _UNSURE.get(rate.confidence, "general knowledge, not verified")
    words.append(say(sure, language))
    if note := rate.note.get(language):
        words.append(note)
    return " · ".join(words)


def choice_words(atlas: Atlas, choice: VariantChoice, language: str) -> str:
    """What the side has: names of variants and the mm that it is moved; 'Usual course' when nothing."""
    words = [atlas.variants[name].names.get(language) for name in choice.variants if name in atlas.variants]
    for mm, up, down in (
        (choice.rise_mm, "{:.1f} mm higher", "{:.1f} mm lower"),
        (choice.aside_mm, "{:.1f} mm lateral", "{:.1f} mm medial"),
    ):
        if mm:
            words.append(say(up if mm > 0 else down, language).format(abs(mm)))
    return " · ".join(words) or say("Usual course", language)


def patient_words(patient: Patient, language: str) -> str:
    """'Patient 17' when it was drawn, else ''."""
    return "" if patient.seed is None else say("Patient {}", language).format(patient.seed)


def first_rate(atlas: Atlas, variant: Variant, language: str) -> str:
    """'7.5 % (Bovim 1991)', or the study alone."""
    rate = variant.rates[0]
    who = short_citation(atlas, rate.source)
    if rate.percent is None:
        return who
    text = f"{rate.percent:g} % ({who})"
    return text if rate.confidence != "K-low" else text + comma(language) + say("unverified", language)
