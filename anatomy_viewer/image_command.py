"""What `anatomy-viewer image` does: one simulated image as PNG, DICOM or NIfTI, or a whole volume."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
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
from anatomy_viewer.content.imaged import (
    SEED,
    Divided,
    Wanted,
    at_moment_of,
    divided,
    modality_called,
    pathology_called,
    wanted_image,
)
from anatomy_viewer.content.imaging_subject import read_subject
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.modalities import MODALITIES
from anatomy_viewer.imaging.pathology import edited, settings_of
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.stack import simulated_stack
from anatomy_viewer.imaging.subject import ImagedNeedle
from anatomy_viewer.imaging.tallies import counts, means
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.imaged import ImagingSpec
from anatomy_viewer.model.variants import BASE_SPECIMEN, Patient, chosen

if TYPE_CHECKING:
    from anatomy_viewer.ui.imaging_page import Page
    from anatomy_viewer.ui.look import Look

_WORDS = "the command"
LOOPS = (".webp", ".gif")  # files that can hold a heart beat


def run_image(words: Namespace) -> int:
    """Draw the image, or the volume, that the words ask for. Raises ContentError."""
    if words.volume:
        return _volume(words)
    if not words.modality:
        raise ContentError(_WORDS, None, "name a modality.", f"--modality {'|'.join(MODALITIES)}")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from anatomy_viewer.content.atlas_files import load_atlas

    atlas = load_atlas(meshes_dir()).atlas
    spec, needle = _spec(words), needle_from_text(words.needle) if words.needle else None
    wanted = wanted_image(spec, atlas, meshes_dir(), words.size, _patient(words), needle)
    drawn = divided(wanted)
    picture = drawn.beyond
    path = _written(words, atlas, wanted, drawn)
    said = as_json(wanted, picture) | {"path": str(path)}
    sys.stdout.write((json.dumps(said, ensure_ascii=False, indent=1) if words.json else str(path)) + "\n")
    return 0


def _spec(words: Namespace) -> ImagingSpec:
    modality_called(words.modality)
    spec = ImagingSpec(words.modality, words.plane.strip(), words.side, words.window or "")
    spec = replace(spec, before=words.before, divider=words.divider)
    if not words.pathology:
        return spec
    name, severity = pathology_called(words.pathology)
    return replace(spec, pathology=name, severity=severity, close=words.close)


def _patient(words: Namespace) -> Patient:
    """The specimen: the variants asked for on the side that is imaged."""
    from anatomy_viewer.content.variant_file import read_variants

    if not words.variant:
        return BASE_SPECIMEN
    return BASE_SPECIMEN.with_side(words.side, chosen(read_variants(meshes_dir()).variants, words.variant))


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


def as_json(wanted: Wanted, picture: Picture) -> dict[str, Any]:
    """What the picture shows, in plain values: mm, units of the picture, pixels of each structure and their mean."""
    rows, columns = picture.values.shape
    plane, ids, spec = picture.plane, wanted.subject.ids, wanted.spec
    left, right, top, foot = plane.letters()
    return {
        "simulated": True,
        "modality": wanted.modality.key,
        "plane": spec.plane,
        "side": spec.side,
        "size": [columns, rows],
        "spacing_mm": [round(plane.width_mm / columns, 4), round(plane.height_mm / rows, 4)],
        "orientation": {"left": left, "right": right, "top": top, "bottom": foot},
        "centre_mm": [round(n, 2) for n in plane.centre],
        "across": [round(n, 4) for n in plane.across],
        "down": [round(n, 4) for n in plane.down],
        "unit": picture.unit,
        "window": list(wanted.window or picture.window),
        "caption": picture.caption,
        "pathology": {spec.pathology: spec.severity} if spec.pathology else {},
        "before": spec.compared,
        "edition": list(wanted.subject.edition),
        "pixels": counts(picture.labels, ids),
        "mean_signal": {name: round(value, 2) for name, value in means(picture, ids).items()},
    }


# Files


def _written(words: Namespace, atlas: Atlas, wanted: Wanted, drawn: Divided) -> Path:
    path, picture = words.output, drawn.beyond
    if words.nifti or is_nifti_name(path):
        _refuse_bent(wanted, path)
        path = path if is_nifti_name(path) else path.with_name(path.name + ".nii.gz")
        return write_nifti(path, as_stack(picture, wanted.modality.family, _thickness(wanted)))
    if words.dicom or is_dicom_name(path):
        path = path if is_dicom_name(path) else path.with_name(path.name + ".dcm")
        return write_dicom(path, as_stack(picture, wanted.modality.family, _thickness(wanted)))
    if path.suffix.lower() in LOOPS:
        return _beating(words, atlas, wanted, drawn)
    return _drawn(words, atlas, wanted, drawn)


def _refuse_bent(wanted: Wanted, path: Path) -> None:
    if wanted.plane is None:
        what = "an image bent along a nerve lies on no plane, so NIfTI can't hold it."
        raise ContentError(path, None, what, "Write a .png or .dcm file.")


def _thickness(wanted: Wanted) -> float:
    return float(getattr(wanted.modality.settings, "thickness_mm", 1.0))


def _beating(words: Namespace, atlas: Atlas, wanted: Wanted, drawn: Divided) -> Path:
    """The moments of a heart beat as a loop: arteries swell, flow comes and goes."""
    from anatomy_viewer.imaging.us_beat import MOMENT_MS, MOMENTS
    from anatomy_viewer.loop_command import as_pillow, save_loop
    from anatomy_viewer.ui.imaging_page import page_image

    path: Path = words.output
    if wanted.modality.family != "us":
        what = "only an ultrasound image moves, with the pulse of its arteries."
        raise ContentError(path, None, what, "Choose us or doppler, or name a .png file.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with _page(words, atlas, wanted, drawn) as (look, page):
        later = [replace(page, picture=at_moment_of(wanted, number)) for number in range(1, MOMENTS)]
        save_loop(path, [as_pillow(page_image(look, one)) for one in (page, *later)], [MOMENT_MS] * MOMENTS)
    return path


@contextmanager
def _page(words: Namespace, atlas: Atlas, wanted: Wanted, drawn: Divided) -> Iterator[tuple[Look, Page]]:
    """The page of the image, and its look, while there is an application that has fonts."""
    from PySide6.QtWidgets import QApplication

    from anatomy_viewer.specimen_files import read_specimen
    from anatomy_viewer.ui.imaged_pages import page_of
    from anatomy_viewer.ui.look import Look

    application = QApplication.instance() or QApplication(sys.argv[:1])
    language = words.labels or words.language
    full = read_specimen(meshes_dir()).full if words.labels else None
    yield Look("dark", language=language), page_of(wanted, drawn, atlas, language, full)
    del application


def _drawn(words: Namespace, atlas: Atlas, wanted: Wanted, drawn: Divided) -> Path:
    """The image as PNG with its words; with names where `--labels` asks for them."""
    from anatomy_viewer.ui.imaging_page import page_image
    from anatomy_viewer.ui.picture_files import written

    with _page(words, atlas, wanted, drawn) as (look, page):
        return written(words.output, page_image(look, page))


def _volume(words: Namespace) -> int:
    """A whole volume: a NIfTI file where the name ends so, else a folder of DICOM files."""
    modality = modality_called(words.volume)
    subject = read_subject(meshes_dir(), _patient(words))
    if words.pathology:
        name, severity = pathology_called(words.pathology)
        subject = edited(subject, name, severity, words.side)
        needed = settings_of(name, modality.key)
        modality = replace(modality, settings=replace(modality.settings, **needed))

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
