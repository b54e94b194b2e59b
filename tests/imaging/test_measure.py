"""Measuring in an image."""

import math

import numpy as np
import pytest

from anatomy_viewer.imaging.measure import (
    AREA,
    CAUTION,
    PUBLISHED,
    THICKNESS,
    VERDICTS,
    angle,
    automatic,
    compared,
    distance,
    measured,
    nerve_near,
    section_area,
)
from anatomy_viewer.imaging.subject import Subject, Tube
from anatomy_viewer.model.image_plane import ImagePlane

AXIAL = ImagePlane((20.0, 30.0, -40.0), (-1.0, 0.0, 0.0), (0.0, -1.0, 0.0))


def nerve(x: float, radius: float) -> Tube:
    """Straight up, flat side to the back."""
    z = np.linspace(-80.0, -5.0, 40)
    rows = np.column_stack([np.full(40, x), np.full(40, 30.0), z, np.full(40, radius)])
    return Tube("greater_occipital_nerve_r" if x > 0 else "greater_occipital_nerve_l", "nerve", rows, 0.4)


@pytest.fixture
def subject() -> Subject:
    tubes = {"greater_occipital_nerve_r": nerve(20.0, 1.4), "greater_occipital_nerve_l": nerve(-20.0, 0.8)}
    labels = np.zeros((2, 2, 2), np.uint8)
    return Subject(labels, np.zeros(3), 0.5, {0: "outside"}, {0: "air"}, tubes)


def test_area_of_a_known_ellipse(subject: Subject) -> None:
    ends = ((22.0, 30.0, -40.0), (18.0, 30.0, -40.0), (20.0, 30.7, -40.0), (20.0, 29.3, -40.0))
    found = measured(ends, subject)
    assert found.long_mm == pytest.approx(4.0)
    assert found.short_mm == pytest.approx(1.4)
    assert found.mm2 == pytest.approx(math.pi * 2.0 * 0.7)
    assert found.structure == "greater_occipital_nerve_r"
    assert found.reference_mm2 == pytest.approx(math.pi * 1.4**2)
    assert found.ratio == pytest.approx(found.mm2 / (math.pi * 0.8**2))


def test_which_diameter_is_drawn_first_does_not_matter(subject: Subject) -> None:
    long = ((22.0, 30.0, -40.0), (18.0, 30.0, -40.0))
    short = ((20.0, 30.7, -40.0), (20.0, 29.3, -40.0))
    assert measured((*long, *short), subject) == measured((*short, *long), subject)


def test_away_from_a_nerve_nothing_is_compared(subject: Subject) -> None:
    ends = ((2.0, 0.0, 0.0), (-2.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, -1.0, 0.0))
    found = measured(ends, subject)
    assert found.published == ()
    assert found.ratio is None
    assert nerve_near(subject, (0.0, 0.0, 0.0)) is None


def test_verdicts_go_by_standard_deviations() -> None:
    usual = {value: compared(AREA, value)[0].verdict for value in (0.4, 1.5, 3.1, 6.0)}
    assert usual == {0.4: "below", 1.5: "within", 3.1: "near", 6.0: "above"}
    assert all(row.verdict in VERDICTS for what in (AREA, THICKNESS) for row in compared(what, 2.0))
    assert [row.published.source for row in compared(THICKNESS, 1.1)] == ["GRE10", "GRE10", "KIK20"]


def test_what_was_published_has_source_and_confidence() -> None:
    assert {row.source for row in PUBLISHED} == {"CHO12", "GRE10", "KIK20"}
    assert {row.confidence for row in PUBLISHED} <= {"V", "V2"}
    assert CAUTION.zh


def test_distance_and_angle() -> None:
    assert distance((0.0, 0.0, 0.0), (3.0, 4.0, 0.0)) == 5.0
    assert angle((1.0, 0.0, 0.0), (0.0, 0.0, 0.0), (0.0, 2.0, 0.0)) == pytest.approx(90.0)
    assert angle((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), (0.0, 2.0, 0.0)) == 0.0


def test_callipers_set_by_themselves_measure_the_section(subject: Subject) -> None:
    ends = automatic(subject, AXIAL, (21.0, 31.0, -40.0))
    assert ends is not None
    found = measured(ends, subject)
    assert found.mm2 == pytest.approx(section_area(subject.tubes["greater_occipital_nerve_r"], 40.0))
    assert found.short_mm / found.long_mm == pytest.approx(0.4)
    assert all(abs(AXIAL.fractions(end)[2]) < 1e-6 for end in ends)
    assert automatic(subject, AXIAL, (0.0, 0.0, 0.0)) is None
