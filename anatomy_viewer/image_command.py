"""What `anatomy-viewer image` does: one simulated image as PNG, DICOM or NIfTI, or a whole volume."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from anatomy_viewer.content.image_files import (
    as_stack,
    is_dicom_name,
    is_nifti_name,
    write_dicom,
    write_dicom_series,
    write_nifti,
)
from anatomy_viewer.content.imaging_planes import PLANES, named_plane, plane_from_text
from anatomy_viewer.content.imaging_subject import read_subject
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.curved import NAMES as BENT
from anatomy_viewer.imaging.curved import bent_along, simulated_along
from anatomy_viewer.imaging.labels import counts, means
from anatomy_viewer.imaging.modalities import MODALITIES, STILL, Modality
from anatomy_viewer.imaging.pathology import PATHOLOGIES, edited, place_of
from anatomy_viewer.imaging.stack import simulated_stack
from anatomy_viewer.imaging.subject import ImagedNeedle, Subject
from anatomy_viewer.imaging.us_settings import usual_settings
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.texts import Text

if TYPE_CHECKING:
    from anatomy_viewer.imaging.picture import Picture

_NERVE = {"right": "greater_occipital_nerve_r", "left": "greater_occipital_nerve_l"}
_WORDS, SEED = "the command", 7


@dataclass(frozen=True, eq=False)
class Wanted:
    """What is to be imaged; plane None for an image bent along the nerve. severity: None where nothing is wrong.

    whole: the specimen before anything went wrong in it, whose nerve a bent image follows.
    """

    subject: Subject
    modality: Modality
    plane: ImagePlane | None
    name: str
    side: str
    size: int
    window: tuple[float, float] | None
    pathology: str = ""
    severity: float | None = None
    whole: Subject | None = None


def run_image(words: Namespace) -> int:
    """Draw the image, or the volume, that the words ask for. Raises ContentError."""
    if words.volume:
        return _volume(words)
    if not words.modality:
        raise ContentError(_WORDS, None, "name a modality.", f"--modality {'|'.join(MODALITIES)}")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from anatomy_viewer.content.atlas_files import load_atlas

    atlas = load_atlas(meshes_dir()).atlas
    wanted = wanted_image(words, atlas)
    picture = simulated(wanted)
    path = _written(words, atlas, wanted, picture)
    said = as_json(wanted, picture) | {"path": str(path)}
    sys.stdout.write((json.dumps(said, ensure_ascii=False, indent=1) if words.json else str(path)) + "\n")
    return 0


def wanted_image(words: Namespace, atlas: Atlas) -> Wanted:
    """Raises ContentError for an unknown modality, plane, window, pathology or variant."""
    modality = modality_called(words.modality)
    window = window_called(modality, words.window)
    whole, subject, pathology, severity = _subject(words)
    name = words.plane.strip()
    plane = None
    if name not in BENT:
        plane = _plane(name, atlas, subject, words.side, pathology)
        name = plane.name
    return Wanted(subject, modality, plane, name, words.side, words.size, window, pathology, severity, whole)


def modality_called(name: str) -> Modality:
    """Raises ContentError for an unknown one."""
    found: Modality = _known(MODALITIES, name, "modality")
    return found


def window_called(modality: Modality, name: str | None) -> tuple[float, float] | None:
    """The preset's centre and width; None for the usual one. Raises ContentError."""
    return _known(modality.windows, name, "window") if name else None


def simulated(wanted: Wanted) -> Picture:
    """The image, its longer side `size` pixels. Raises ContentError."""
    modality, plane = wanted.modality, wanted.plane
    if plane is None:
        nerve = _NERVE[wanted.side]
        room = bent_along(wanted.subject, nerve, wanted.name, wanted.whole).plane
        size = _pixels(room, wanted.size)
        return simulated_along(
            modality,
            wanted.subject,
            nerve,
            settings_for(wanted),
            size,
            STILL,
            SEED,
            wanted.name,
            wanted.whole,
        )
    size = _pixels(plane, wanted.size)
    return modality.simulate(wanted.subject, plane, settings_for(wanted), size, STILL, SEED)


def settings_for(wanted: Wanted) -> Any:
    """The modality's settings; what suits a probe on a named plane; the sharp kernel for the bone window."""
    settings = wanted.modality.settings
    if wanted.modality.family == "us" and wanted.plane is not None:
        return usual_settings(wanted.plane)
    sharp = wanted.window is not None and wanted.window == wanted.modality.windows.get("bone")
    return replace(settings, kernel="bone") if sharp and hasattr(settings, "kernel") else settings


def as_json(wanted: Wanted, picture: Picture) -> dict[str, Any]:
    """What the picture shows, in plain values: mm, units of the picture, pixels of each structure and their mean."""
    rows, columns = picture.values.shape
    plane, ids = picture.plane, wanted.subject.ids
    left, right, top, foot = plane.letters()
    return {
        "simulated": True,
        "modality": wanted.modality.key,
        "plane": wanted.name,
        "side": wanted.side,
        "size": [columns, rows],
        "spacing_mm": [round(plane.width_mm / columns, 4), round(plane.height_mm / rows, 4)],
        "orientation": {"left": left, "right": right, "top": top, "bottom": foot},
        "centre_mm": [round(n, 2) for n in plane.centre],
        "across": [round(n, 4) for n in plane.across],
        "down": [round(n, 4) for n in plane.down],
        "unit": picture.unit,
        "window": list(wanted.window or picture.window),
        "caption": picture.caption,
        "pathology": {wanted.pathology: wanted.severity} if wanted.pathology else {},
        "edition": list(wanted.subject.edition),
        "pixels": counts(picture.labels, ids),
        "mean_signal": {name: round(value, 2) for name, value in means(picture, ids).items()},
    }


# What is imaged


def _subject(words: Namespace) -> tuple[Subject, Subject, str, float | None]:
    """The specimen with its variant; then with pathology and needle; the pathology's name and severity."""
    whole = subject = read_subject(meshes_dir(), _patient(words))
    name, severity = pathology_from_text(words.pathology)
    if name:
        subject = edited(subject, name, severity, words.side)
    if words.needle:
        subject = subject.with_needle(needle_from_text(words.needle))
    return whole, subject, name, severity if name else None


def _patient(words: Namespace) -> Any:
    from anatomy_viewer.content.variant_file import read_variants
    from anatomy_viewer.model.variants import BASE_SPECIMEN, chosen

    if not words.variant:
        return BASE_SPECIMEN
    return BASE_SPECIMEN.with_side(words.side, chosen(read_variants(meshes_dir()).variants, words.variant))


def pathology_from_text(text: str | None) -> tuple[str, float]:
    """'neuroma=0.5' or 'neuroma' → its name and severity, 0.7 where none is said. Raises ContentError."""
    if not text:
        return "", 0.0
    name, mark, number = (part.strip() for part in text.partition("="))
    _known(PATHOLOGIES, name, "pathology")
    if not mark:
        return name, 0.7
    try:
        severity = float(number)
    except ValueError:
        severity = float("nan")
    if not 0.0 <= severity <= 1.0:
        raise ContentError(_WORDS, None, f"'{number}' is no severity.", "Give a number from 0 to 1.")
    return name, severity


def needle_from_text(text: str) -> ImagedNeedle:
    """'x,y,z;x,y,z' → entry and tip. Raises ContentError."""
    try:
        entry, tip = (np.array([float(word) for word in part.split(",")]) for part in text.split(";"))
        right = entry.shape == tip.shape == (3,) and bool(np.isfinite([entry, tip]).all())
    except ValueError:
        right = False
    if not right:
        what = f"'{text}' is no needle."
        raise ContentError(_WORDS, None, what, "Write its entry and its tip as 'x,y,z;x,y,z' in mm.")
    if float(np.linalg.norm(tip - entry)) < 1.0:
        raise ContentError(_WORDS, None, "the needle's entry and tip are the same place.", "Give two places.")
    return ImagedNeedle(entry, tip)


def _plane(name: str, atlas: Atlas, subject: Subject, side: str, pathology: str) -> ImagePlane:
    """A flat plane; one that goes through a given place goes through what is wrong."""
    if pathology and name in PLANES and PLANES[name].placed:
        return named_plane(name, atlas, subject, side, place_of(subject, pathology, side))
    return plane_from_text(name, atlas, subject, side)


def _pixels(plane: ImagePlane, size: int) -> tuple[int, int]:
    scale = size / max(plane.width_mm, plane.height_mm)
    return max(round(plane.width_mm * scale), 16), max(round(plane.height_mm * scale), 16)


def _known(table: Mapping[str, Any], name: str, what: str) -> Any:
    if name not in table:
        near = get_close_matches(name, table, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(table)}."
        raise ContentError(_WORDS, None, f"there is no {what} '{name}'.", hint)
    return table[name]


# Files


def _written(words: Namespace, atlas: Atlas, wanted: Wanted, picture: Picture) -> Path:
    path: Path = words.output
    if words.nifti or is_nifti_name(path):
        _refuse_bent(wanted, path)
        path = path if is_nifti_name(path) else path.with_name(path.name + ".nii.gz")
        return write_nifti(path, as_stack(picture, wanted.modality.family, _thickness(wanted)))
    if words.dicom or is_dicom_name(path):
        path = path if is_dicom_name(path) else path.with_name(path.name + ".dcm")
        return write_dicom(path, as_stack(picture, wanted.modality.family, _thickness(wanted)))
    return _drawn(words, atlas, wanted, picture)


def _refuse_bent(wanted: Wanted, path: Path) -> None:
    if wanted.plane is None:
        what = "an image bent along a nerve lies on no plane, so NIfTI can't hold it."
        raise ContentError(path, None, what, "Write a .png or .dcm file.")


def _thickness(wanted: Wanted) -> float:
    return float(getattr(wanted.modality.settings, "thickness_mm", 1.0))


def _drawn(words: Namespace, atlas: Atlas, wanted: Wanted, picture: Picture) -> Path:
    """The image as PNG with its words; with names where `--labels` asks for them."""
    from PySide6.QtWidgets import QApplication

    from anatomy_viewer.imaging.labels import marks
    from anatomy_viewer.specimen_files import read_specimen
    from anatomy_viewer.ui.imaging_labels import names_in
    from anatomy_viewer.ui.imaging_names import Names
    from anatomy_viewer.ui.imaging_page import Page, page_image
    from anatomy_viewer.ui.look import Look
    from anatomy_viewer.ui.picture_files import written

    application = QApplication.instance() or QApplication(sys.argv[:1])
    language = words.labels or words.language
    found: Any = ()
    if words.labels:
        names = Names(atlas, read_specimen(meshes_dir()).full)
        subject = wanted.subject
        found = marks(picture, subject, lambda label, place: names.at(subject, label, place), (), wanted.side)
    title = title_of(wanted, picture, language)
    page = Page(picture, title, wanted.window, found, names_in(atlas, language))
    path = written(words.output, page_image(Look("dark", language=language), page))
    del application
    return path


def title_of(wanted: Wanted, picture: Picture, language: str) -> str:
    """'Axial C1–C2 · I 34.5 mm from the EOP · Neuroma 70 %'."""
    from anatomy_viewer.ui.imaging_words import position_words

    parts = []
    if wanted.name in PLANES:
        parts.append(PLANES[wanted.name].names.get(language))
    if wanted.name in BENT:
        parts.append(BENT[wanted.name].get(language))
    else:
        parts.append(position_words(picture.plane, language))
    if wanted.pathology:
        names: Text = PATHOLOGIES[wanted.pathology].names
        parts.append(names.get(language))
    return " · ".join(parts)


def _volume(words: Namespace) -> int:
    """A whole volume: a NIfTI file where the name ends so, else a folder of DICOM files."""
    modality = modality_called(words.volume)
    _, subject, _, _ = _subject(words)

    def told(done: int, of: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done} of {of} images{'' if done < of else chr(10)}")

    stack = simulated_stack(modality, subject, words.spacing, SEED, told)
    path = words.output
    made = write_nifti(path, stack) if is_nifti_name(path) else write_dicom_series(path, stack)
    levels, rows, columns = stack.values.shape
    said = {
        "simulated": True,
        "modality": modality.key,
        "size": [columns, rows, levels],
        "spacing_mm": [words.spacing] * 3,
        "unit": stack.unit,
        "affine": np.round(stack.affine(), 4).tolist(),
        "path": str(made),
    }
    sys.stdout.write((json.dumps(said, indent=1) if words.json else str(made)) + "\n")
    return 0
