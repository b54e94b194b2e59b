"""Acoustic impedance, attenuation and echogenicity by kind of tissue.

Impedance and attenuation: PMC103 (PMC10346919, table A2) and PMC100 (PMC10001275, table 4) where marked V2, general
knowledge where K. Attenuation of muscle and fat is weaker than theirs: 0.72 and 0.55 dB/cm/MHz suit 10 MHz at 4 cm (M).
Echogenicity is a model value throughout: grey g of 255 stands for 58·(g/255 − 1) dB.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class UsValue:
    """z: MRayl; attenuation: dB/cm/MHz, one way; echo_db: mean of its speckle in dB below white."""

    z: float
    attenuation: float
    echo_db: float
    mark: str
    source: str = "general knowledge"


_TABLE = "PMC103, PMC100"
_OWN = "model value"
US: dict[str, UsValue] = {
    "air": UsValue(0.0004, 12.0, -60, "K"),
    "air cells": UsValue(2.0, 10.0, -40, "M", _OWN),
    "fat": UsValue(1.38, 0.55, -31, "V2", _TABLE),
    "interfascial plane": UsValue(1.85, 0.9, -25, "K"),
    "epineurium": UsValue(1.88, 1.0, -23, "K"),
    "nuchal ligament": UsValue(1.78, 1.2, -26, "M", _OWN),
    "loose tissue": UsValue(1.45, 0.5, -38, "M", _OWN),
    "elastic ligament": UsValue(1.85, 1.6, -26, "M", _OWN),
    "fluid": UsValue(1.51, 0.01, -80, "K"),
    "white matter": UsValue(1.62, 0.7, -43, "K"),
    "grey matter": UsValue(1.61, 0.65, -46, "K"),
    "hypophysis": UsValue(1.61, 0.65, -45, "K"),
    "hind lobe": UsValue(1.61, 0.65, -45, "K"),
    "spinal cord": UsValue(1.63, 0.7, -46, "K"),
    "cord grey matter": UsValue(1.62, 0.7, -45, "K"),
    "muscle": UsValue(1.70, 0.72, -42, "V2", _TABLE),
    "nerve": UsValue(1.75, 1.0, -49, "K"),
    "nerve root": UsValue(1.72, 0.9, -46, "K"),
    "ganglion": UsValue(1.72, 0.9, -50, "K"),
    "arterial blood": UsValue(1.66, 0.18, -80, "V2", _TABLE),
    "venous blood": UsValue(1.66, 0.18, -80, "V2", _TABLE),
    "vessel wall": UsValue(1.75, 0.9, -26, "K"),
    "ligament": UsValue(1.95, 1.8, -22, "K"),
    "dura": UsValue(1.95, 1.6, -18, "K"),
    "skin": UsValue(1.88, 1.1, -19, "V2", _TABLE),
    "cartilage": UsValue(1.8, 2.5, -48, "K"),
    "disc": UsValue(1.75, 1.5, -42, "K"),
    "disc core": UsValue(1.68, 1.2, -46, "K"),
    "marrow": UsValue(2.6, 10.0, -46, "M", _OWN),
    "cortical bone": UsValue(6.9, 10.0, -22, "V2", _TABLE),
    "tooth": UsValue(14.0, 12.0, -22, "K"),
    "soft tissue": UsValue(1.65, 0.75, -36, "K"),
    "gland": UsValue(1.58, 0.75, -27, "K"),
    "oedematous nerve": UsValue(1.68, 0.8, -50, "M", _OWN),
    "neuroma": UsValue(1.68, 0.85, -47, "M", _OWN),
    "schwannoma": UsValue(1.66, 0.6, -48, "M", _OWN),
    "meningioma": UsValue(1.72, 1.0, -40, "M", _OWN),
    "pannus": UsValue(1.66, 0.8, -45, "M", _OWN),
    "enhancing": UsValue(1.66, 0.75, -42, "M", _OWN),
    "scar": UsValue(1.82, 1.4, -34, "M", _OWN),
    "haematoma": UsValue(1.63, 0.35, -52, "M", _OWN),
    "inflamed vessel wall": UsValue(1.62, 0.5, -58, "M", _OWN),
    "oedematous marrow": UsValue(2.5, 10.0, -46, "M", _OWN),
    "sclerotic bone": UsValue(6.0, 10.0, -22, "M", _OWN),
    "osteophyte": UsValue(5.0, 10.0, -22, "M", _OWN),
    "fluid pool": UsValue(1.50, 0.02, -76, "M", _OWN),
    "contrast pool": UsValue(1.52, 0.02, -74, "M", _OWN),
    "needle": UsValue(45.0, 6.0, -6, "K"),
}
