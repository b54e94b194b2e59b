"""Words of the images: families, presets, planes, tissues, and where a plane lies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from anatomy_viewer.imaging.pathology_texts import KINDS
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.words import say


@dataclass(frozen=True)
class Preset:
    """What a segment of a panel's header stands for: a modality and the name of one of its windows ('': the usual)."""

    word: str
    modality: str
    window: str = ""


FAMILY_WORDS: Mapping[str, str] = MappingProxyType({"ct": "CT", "mr": "MR", "us": "Ultrasound"})
SHORT_WORDS: Mapping[str, str] = MappingProxyType({"ct": "CT", "mr": "MR", "us": "US"})
PRESETS: Mapping[str, tuple[Preset, ...]] = MappingProxyType(
    {
        "ct": (Preset("Soft", "ct"), Preset("Bone", "ct", "bone"), Preset("Angio", "ct_contrast", "angio")),
        "mr": (
            Preset("T1", "t1"),
            Preset("T2", "t2"),
            Preset("STIR", "stir"),
            Preset("Neuro", "neurography"),
            Preset("CISS", "ciss"),
        ),
        "us": (Preset("Linear", "us"), Preset("Curved", "us")),  # two probes
    }
)
PLANE_WORDS: Mapping[str, str] = MappingProxyType(
    {"axial": "Axial", "sagittal": "Sagittal", "coronal": "Coronal"}
)
_ABBREVIATIONS = frozenset({"CT", "MR", "T1", "T2", "STIR", "CISS"})
TISSUE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "outside": "Outside the body",
        "air": "Air",
        "air cells": "Air cells",
        "skin": "Skin",
        "fat": "Fat",
        "cortical bone": "Compact bone",
        "marrow": "Cancellous bone",
        "cartilage": "Cartilage",
        "disc": "Intervertebral disc",
        "ligament": "Ligament",
        "interfascial plane": "Plane between muscles",
        "fluid": "Cerebrospinal fluid",
        "grey matter": "Grey matter",
        "white matter": "White matter",
        "hypophysis": "Pituitary gland",
        "hind lobe": "Posterior lobe of the pituitary",
        "arterial blood": "Artery",
        "vessel wall": "Wall of an artery",
        "venous blood": "Vein",
        "nerve": "Nerve",
        "ganglion": "Ganglion",
        "muscle": "Muscle",
        "gland": "Gland",
        "soft tissue": "Soft tissue",
        "fluid pool": "Injected fluid",
    }
)


def term(word: str, language: str) -> str:
    """A name of a modality; abbreviations are the same in every language."""
    return word if word in _ABBREVIATIONS else say(word, language)


def side_words(name: str, language: str) -> str:
    """The name of a modality as it stands at a divider."""
    return say(name, language) if name not in _ABBREVIATIONS else name


def tissue_words(kind: str, language: str) -> str:
    """What a place is made of, where no structure of the atlas lies there."""
    kind = kind.partition(">")[0]  # a tissue on its way to another one
    if kind in KINDS:
        return KINDS[kind].get(language)
    return say(TISSUE_WORDS[kind], language) if kind in TISSUE_WORDS else ""


_CAPTION = {
    "soft": "Soft",
    "bone": "Bone",
    "linear": "Linear",
    "curved": "Curved",
    "depth": "Depth",
    "gain": "Gain",
    "focus": "Focus",
    "colour Doppler": "Doppler",
    "contrast": "Contrast",
    "US": "US",
}  # words of a protocol, and the texts whose Chinese they have


def caption_words(caption: str, language: str) -> str:
    """The line of the protocol; numbers and abbreviations are the same in every language."""
    if language == "en":
        return caption
    for english, text in _CAPTION.items():
        caption = re.sub(rf"\b{english}\b", say(text, language), caption)
    return caption


def position_words(plane: ImagePlane, language: str) -> str:
    """'S −26.4 mm' for an axial plane: how far from the EOP its middle lies, along the axis that it is squarest to."""
    normal = plane.normal
    axis = max(range(3), key=lambda i: abs(normal[i]))
    at = plane.centre[axis]
    word = (("R", "L"), ("A", "P"), ("S", "I"))[axis][at < 0]
    return say("{} {} mm from the EOP", language).format(word, f"{abs(at):.1f}")


def value_words(value: float, unit: str) -> str:
    """A pixel's value with its unit: 'CT 38 HU'; MR has none."""
    number = f"{value:.0f}".replace("-", "\N{MINUS SIGN}")
    return number if unit == "a.u." else f"{number}\N{NO-BREAK SPACE}{unit}"
