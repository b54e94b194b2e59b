"""What a voxel can be: labels, names, colours and classes. Muscles come after the tissues, one label a side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

RGB = tuple[int, int, int]


class Tissue(NamedTuple):
    """A label: `id` of tissue or structure, English name, colour, and the class that gives its signal."""

    id: str
    name: str
    colour: RGB
    tissue: str


TISSUES: tuple[Tissue, ...] = (
    Tissue("outside", "Outside", (0, 0, 0), "air"),
    Tissue("skin", "Skin", (224, 186, 160), "skin"),
    Tissue("fat", "Subcutaneous fat", (240, 214, 120), "fat"),
    Tissue("deep_fat", "Deep fat and loose tissue", (226, 200, 120), "fat"),
    Tissue("cortex", "Cortical bone", (244, 236, 214), "cortical bone"),
    Tissue("cancellous", "Cancellous bone and diploe", (226, 196, 160), "marrow"),
    Tissue("cartilage", "Articular cartilage", (186, 214, 226), "cartilage"),
    Tissue("disc", "Intervertebral disc", (160, 190, 210), "disc"),
    Tissue("ligament", "Ligament and membrane", (214, 210, 190), "ligament"),
    Tissue("fascia", "Plane between muscles", (236, 224, 170), "interfascial plane"),
    Tissue("dura", "Dura mater", (200, 190, 180), "dura"),
    Tissue("csf", "Cerebrospinal fluid", (90, 150, 220), "fluid"),
    Tissue("epidural_fat", "Epidural fat", (238, 220, 150), "fat"),
    Tissue("grey_matter", "Grey matter", (170, 150, 146), "grey matter"),
    Tissue("white_matter", "White matter", (232, 224, 216), "white matter"),
    Tissue("brainstem", "Brainstem", (220, 206, 190), "white matter"),
    Tissue("cord_grey", "Grey matter of the cord", (164, 140, 140), "cord grey matter"),
    Tissue("cord_white", "White matter of the cord", (226, 214, 200), "spinal cord"),
    Tissue("artery_lumen", "Lumen of artery", (214, 40, 36), "arterial blood"),
    Tissue("artery_wall", "Wall of artery", (160, 50, 44), "vessel wall"),
    Tissue("vein", "Vein and sinus", (60, 80, 176), "venous blood"),
    Tissue("nerve", "Nerve", (244, 206, 60), "nerve"),
    Tissue("ganglion", "Ganglion", (230, 160, 40), "ganglion"),
    Tissue("gon_right", "Greater occipital nerve, right", (255, 224, 0), "nerve"),
    Tissue("gon_left", "Greater occipital nerve, left", (250, 210, 0), "nerve"),
    Tissue("nerve_fat", "Fat round the greater occipital nerve", (250, 236, 160), "fat"),
    Tissue("air", "Air", (20, 24, 30), "air"),
    Tissue("air_cells", "Mastoid air cells", (90, 84, 80), "air cells"),
    Tissue("mucosa", "Pharynx", (206, 120, 120), "soft tissue"),
    Tissue("gland", "Parotid gland", (214, 170, 140), "gland"),
    Tissue("septum", "Septum in fat", (222, 190, 120), "interfascial plane"),
    Tissue("areolar", "Loose connective tissue", (232, 210, 150), "loose tissue"),
    Tissue("galea", "Galea and pericranium", (206, 200, 176), "ligament"),
    Tissue("nuchal", "Nuchal ligament and interspinous tissue", (196, 190, 160), "nuchal ligament"),
    Tissue("flavum", "Ligamentum flavum", (220, 206, 120), "elastic ligament"),
    Tissue("nucleus", "Nucleus of a disc", (140, 180, 214), "disc core"),
    Tissue("membrane", "Denticulate ligament", (208, 206, 196), "nerve root"),
    Tissue("other_muscle", "Other muscles of the neck", (170, 96, 84), "muscle"),
    Tissue("node", "Lymph node", (196, 150, 120), "soft tissue"),
    Tissue("root", "Nerve root", (246, 214, 90), "nerve root"),
)
FIRST_MUSCLE = 40
# Tissues that came when the labels before the muscles were used up.
LATER: dict[int, Tissue] = {
    252: Tissue("hypophysis", "Hypophysis", (214, 150, 170), "hypophysis"),
    253: Tissue("neurohypophysis", "Hind lobe of the hypophysis", (230, 180, 150), "hind lobe"),
}
LABEL = {tissue.id: label for label, tissue in (*enumerate(TISSUES), *LATER.items())}
_REDS: tuple[RGB, ...] = (
    (178, 70, 60),
    (196, 92, 78),
    (160, 58, 66),
    (206, 110, 84),
    (150, 74, 60),
    (186, 84, 96),
)


def muscle_tissues(muscles: Iterable[tuple[str, str, bool]]) -> dict[int, Tissue]:
    """Labels of the muscles (base id, name, paired) in their order: right and midline even, left odd."""
    found = {}
    for i, (base, name, paired) in enumerate(muscles):
        if not paired:
            found[FIRST_MUSCLE + 2 * i] = Tissue(base, name, _REDS[i % len(_REDS)], "muscle")
            continue
        for side, word in enumerate(("right", "left")):
            tissue = Tissue(f"{base}_{word[0]}", f"{name}, {word}", _REDS[i % len(_REDS)], "muscle")
            found[FIRST_MUSCLE + 2 * i + side] = tissue
    return found
