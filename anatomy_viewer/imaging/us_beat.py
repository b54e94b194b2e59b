"""A heart beat of an ultrasound image: the same image moment by moment, arteries and flow as they are then."""

from __future__ import annotations

from dataclasses import replace

from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.imaging.us_beams import make_beams, slice_sigma
from anatomy_viewer.imaging.us_probe import us_plane
from anatomy_viewer.imaging.us_settings import UsSettings
from anatomy_viewer.imaging.us_skin import skin_field
from anatomy_viewer.imaging.us_tubes import ARTERY, pieces
from anatomy_viewer.model.image_plane import ImagePlane

# Moments of a beat, and how long each is seen, ms: 80 beats a minute, a usual pulse at rest (general knowledge).
MOMENTS, MOMENT_MS = 6, 125
_FEW = 64  # lines: enough to ask what the image crosses


def at_moment(settings: UsSettings, number: int) -> UsSettings:
    """The settings at a moment 0 … MOMENTS - 1 of the beat; 0 is that of the still image."""
    return replace(settings, pulse=(settings.pulse + number / MOMENTS) % 1.0) if number else settings


def beats(subject: Subject, plane: ImagePlane, settings: UsSettings) -> bool:
    """Does an artery run through the image of the probe that looks along `plane`?"""
    skin = skin_field(subject)
    where = us_plane(skin, plane, settings)
    beams = make_beams(skin, where, settings, _FEW, settings.depth_mm / _FEW)
    return bool((pieces(subject, beams, 0.0, 1.5 * slice_sigma(settings))[:, 17] == ARTERY).any())
