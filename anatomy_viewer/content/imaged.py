"""From the words that ask for an image to the image: for the command line, lessons and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from math import isnan
from pathlib import Path
from typing import Any

from anatomy_viewer.content.imaging_planes import PLANES, named_plane, plane_from_text, probe_across
from anatomy_viewer.content.imaging_subject import read_subject
from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.beside import in_its_shape
from anatomy_viewer.imaging.ct import suited
from anatomy_viewer.imaging.curved import NAMES as BENT
from anatomy_viewer.imaging.curved import bent_along, simulated_along
from anatomy_viewer.imaging.modalities import MODALITIES, STILL, Modality
from anatomy_viewer.imaging.pathology import PATHOLOGIES, edited, place_of, settings_of
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.subject import ImagedNeedle, Subject
from anatomy_viewer.imaging.us_beat import at_moment
from anatomy_viewer.imaging.us_settings import usual_settings
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.imaged import ImagingSpec, closer, pathology_words
from anatomy_viewer.model.imaging import FAMILY, NORMAL
from anatomy_viewer.model.variants import BASE_SPECIMEN, Patient

_NERVE = {"right": "greater_occipital_nerve_r", "left": "greater_occipital_nerve_l"}
_WORDS, SEED = "the command", 7


@dataclass(frozen=True, eq=False)
class Wanted:
    """What is to be imaged; plane None for an image bent along the nerve. size: pixels of the longer side.

    whole: the specimen before anything went wrong in it, whose nerve a bent image follows. window: None: the usual.
    """

    subject: Subject
    whole: Subject
    modality: Modality
    plane: ImagePlane | None
    spec: ImagingSpec
    size: int
    window: tuple[float, float] | None


@dataclass(frozen=True, eq=False)
class Divided:
    """Two images of one plane: `before` gives way to `beyond` at the share `at` of the width; before: None: no divider.

    before_window: of the former, None: its own.
    """

    beyond: Picture
    before: Picture | None = None
    at: float = 0.0
    before_window: tuple[float, float] | None = None


def wanted_image(
    spec: ImagingSpec,
    atlas: Atlas,
    folder: Path,
    size: int = 512,
    patient: Patient = BASE_SPECIMEN,
    needle: ImagedNeedle | None = None,
) -> Wanted:
    """Raises ContentError for an unknown modality, plane, window, pathology, or what can't stand before the divider."""
    modality = modality_called(spec.modality)
    check_divider(spec)
    window = known(modality.windows, spec.window, "window") if spec.window else None
    own = {panel.modality: panel.window for panel in spec.exact.panels} if spec.exact else {}
    window = own.get(spec.modality) or window
    whole = subject = read_subject(folder, patient)
    if spec.pathology:
        known(PATHOLOGIES, spec.pathology, "pathology")
        subject = edited(whole, spec.pathology, spec.severity, spec.side)
    if needle is not None:
        subject = subject.with_needle(needle)
    plane = None if spec.plane in BENT else _plane(spec, atlas, whole)
    return Wanted(subject, whole, modality, plane, spec, size, window)


def modality_called(name: str) -> Modality:
    """Raises ContentError for an unknown one."""
    found: Modality = known(MODALITIES, name, "modality")
    return found


def pathology_called(text: str) -> tuple[str, float]:
    """'neuroma=0.5' or 'neuroma' → its name and severity. Raises ContentError."""
    name, severity = pathology_words(text)
    known(PATHOLOGIES, name, "pathology")
    if isnan(severity):
        number = text.partition("=")[2].strip()
        raise ContentError(_WORDS, None, f"'{number}' is no severity.", "Give a number from 0 to 1.")
    return name, severity


def check_divider(spec: ImagingSpec) -> None:
    """Raises ContentError where what stands left of the divider can't be compared with the image."""
    before = spec.compared
    if before in ("", NORMAL) and (spec.pathology or not before):
        return
    if before == NORMAL:
        raise ContentError(
            _WORDS, None, "nothing is wrong in this image.", "Name a 'pathology' to set beside normal."
        )
    known(MODALITIES, before, "modality")
    if before == spec.modality:
        raise ContentError(
            _WORDS, None, f"'{before}' stands on both sides.", "Name another modality, or 'normal'."
        )
    if spec.plane in BENT and "us" in (FAMILY[before], FAMILY[spec.modality]):
        raise ContentError(_WORDS, None, "ultrasound can't be bent along a nerve.", "Choose a flat plane.")


def known(table: Mapping[str, Any], name: str, what: str) -> Any:
    """The row called `name`. Raises ContentError with the nearest name."""
    if name not in table:
        near = get_close_matches(name, table, n=1, cutoff=0.4)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(table)}."
        raise ContentError(_WORDS, None, f"there is no {what} '{name}'.", hint)
    return table[name]


def simulated(wanted: Wanted) -> Picture:
    """The image, its longer side `size` pixels. Raises ContentError."""
    modality, plane, settings = wanted.modality, wanted.plane, settings_for(wanted)
    if plane is None:
        nerve, view = _NERVE[wanted.spec.side], wanted.spec.plane
        size = _pixels(bent_along(wanted.subject, nerve, view, wanted.whole).plane, wanted.size)
        return simulated_along(
            modality, wanted.subject, nerve, settings, size, STILL, SEED, view, wanted.whole
        )
    return modality.simulate(
        wanted.subject, plane, settings, _pixels(plane, wanted.size, settings), STILL, SEED
    )


def sound(wanted: Wanted) -> Wanted:
    """The same image, plane and settings, of the specimen in which nothing is wrong."""
    return replace(wanted, subject=wanted.whole.with_needle(wanted.subject.needle))


def divided(wanted: Wanted) -> Divided:
    """The image, and what stands left of the divider where the spec has one. Raises ContentError."""
    spec = wanted.spec
    if not spec.compared:
        return Divided(simulated(wanted))
    if spec.compared == NORMAL:
        ill = simulated(wanted)
        return Divided(ill, simulated(sound(wanted)), spec.at(_share_of(wanted, ill)), wanted.window)
    row = modality_called(spec.compared)
    other = replace(wanted, modality=row, window=None)
    if row.family == wanted.modality.family or "us" not in (row.family, wanted.modality.family):
        return Divided(simulated(wanted), simulated(other), spec.at())
    probe, flat = (other, wanted) if row.family == "us" else (wanted, other)
    probed = simulated(probe)
    pressed = in_its_shape(flat.modality, flat.subject, settings_for(flat), probed, STILL, SEED)
    return Divided(*((pressed, probed) if probe is other else (probed, pressed)), spec.at())


def _share_of(wanted: Wanted, picture: Picture) -> float:
    """At which share of the width the finding lies."""
    place = place_of(wanted.whole, wanted.spec.pathology, wanted.spec.side)
    return picture.plane.fractions(place)[0]


def at_moment_of(wanted: Wanted, number: int) -> Picture:
    """An ultrasound image at a moment of the heart beat; 0 is that of `simulated`. Raises ContentError."""
    plane, settings = wanted.plane, settings_for(wanted)
    if plane is None:
        return simulated(wanted)  # says that ultrasound has no bent image
    size = _pixels(plane, wanted.size, settings)
    return wanted.modality.simulate(wanted.subject, plane, at_moment(settings, number), size, STILL, SEED)


def settings_for(wanted: Wanted) -> Any:
    """The modality's settings: what suits a probe on a named plane; the bone window's kernel; what a finding needs."""
    exact, key = wanted.spec.exact, "us" if wanted.modality.family == "us" else wanted.modality.key
    told = dict(exact.settings).get(key, ()) if exact else ()
    return replace(_usual_settings(wanted), **dict(told)) if told else _usual_settings(wanted)


def _usual_settings(wanted: Wanted) -> Any:
    settings = wanted.modality.settings
    if wanted.modality.family == "us" and wanted.plane is not None:
        return usual_settings(wanted.plane)
    if wanted.modality.family == "ct":
        return suited(settings, wanted.window)
    name = wanted.spec.pathology
    return replace(settings, **settings_of(name, wanted.modality.key)) if name else settings


def pathology_name(name: str, language: str) -> str:
    """What a pathology is called."""
    return PATHOLOGIES[name].names.get(language)


def _plane(spec: ImagingSpec, atlas: Atlas, subject: Subject) -> ImagePlane:
    """A flat plane: exactly as it was told, else by its name."""
    if spec.exact is None:
        return _plane_of_words(spec, atlas, subject)
    if spec.exact.start is not None:
        return spec.exact.plane(spec.exact.start)
    return spec.exact.plane(_plane_of_words(spec, atlas, subject))


def _plane_of_words(spec: ImagingSpec, atlas: Atlas, subject: Subject) -> ImagePlane:
    """One that goes through a given place goes through what is wrong."""
    if not spec.pathology or spec.plane not in PLANES:
        return plane_from_text(spec.plane, atlas, subject, spec.side)
    place = place_of(subject, spec.pathology, spec.side)
    if PLANES[spec.plane].placed and MODALITIES[spec.modality].family == "us":
        return probe_across(atlas, subject, place)
    through = place if PLANES[spec.plane].placed else None
    plane = named_plane(spec.plane, atlas, subject, spec.side, through)
    return closer(plane, place, PATHOLOGIES[spec.pathology].field) if spec.close else plane


def _pixels(plane: ImagePlane, size: int, settings: Any = None) -> tuple[int, int]:
    """Columns and rows: as wide and high as the plane is, or as a probe's image."""
    wide, high = plane.width_mm, plane.height_mm
    if hasattr(settings, "depth_mm"):
        from anatomy_viewer.imaging.us_probe import seen_extent

        wide, high = seen_extent(settings)
    scale = size / max(wide, high)
    return max(round(wide * scale), 16), max(round(high * scale), 16)
