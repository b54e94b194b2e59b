"""Sutures, territories and the shell of the skull."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.sculpt.chart import SPHERE, Chart, read, territory
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.nuchal import Nuchal
from anatomy_viewer.sculpt.skull_shell import Shell
from anatomy_viewer.sculpt.sutures import Sutures, serrated, smooth_line

FIGURES = Figures()


def test_a_chart_keeps_distances_from_its_centre() -> None:
    chart = Chart((0.0, -1.0, 0.0))
    angle = np.radians(40.0)
    flat = chart.flat(np.array([[0.0, -1, 0], [np.sin(angle), -np.cos(angle), 0]]))
    assert flat[0] == pytest.approx([0.0, 0.0], abs=1e-9)
    assert np.linalg.norm(flat[1]) == pytest.approx(SPHERE * angle)


def test_a_territory_is_negative_inside_and_measures_millimetres() -> None:
    chart = Chart((0.0, -1.0, 0.0))
    ring = np.radians(30.0)
    turn = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    outline = np.stack(
        [np.sin(ring) * np.cos(turn), np.full(200, -np.cos(ring)), np.sin(ring) * np.sin(turn)], axis=1
    )
    probe = np.array([[0.0, -1, 0], [np.sin(ring + 0.05), -np.cos(ring + 0.05), 0]])
    inside, outside = read(territory(chart, outline), chart.places(probe))
    assert inside == -12.0
    assert outside == pytest.approx(0.05 * SPHERE, abs=0.2)


def test_a_serrated_line_keeps_its_ends_and_swings_to_both_sides() -> None:
    line = smooth_line([(0.0, -10.0, 80.0), (30.0, -10.0, 60.0), (55.0, 30.0, 20.0)])
    toothed = serrated(line, 1.7, 4.6, 0.28, seed=3)
    assert np.allclose(toothed[[0, -1]], line[[0, -1]], atol=1e-6)
    aside = np.einsum("ij,ij->i", toothed - line, np.cross(line, np.gradient(line, axis=0)))
    assert aside.max() > 0 > aside.min()
    assert np.linalg.norm(toothed - line, axis=1).max() * SPHERE < 3.5
    assert np.array_equal(toothed, serrated(line, 1.7, 4.6, 0.28, seed=3))


def test_neighbours_share_their_sutures() -> None:
    seams = Sutures(FIGURES)
    for line, *outlines in (
        (seams.lambdoid, seams.occipital_outline, seams.parietal_outline),
        (seams.occipitomastoid, seams.occipital_outline, seams.temporal_outline),
        (seams.coronal, seams.parietal_outline, seams.frontal_outline),
        (seams.squamosal, seams.temporal_outline, seams.parietal_outline),
    ):
        for outline in outlines:
            assert set(map(tuple, line)) <= set(map(tuple, outline))


def test_the_shell_is_symmetric_and_has_two_tables_everywhere() -> None:
    shell = Shell(FIGURES)
    towards = np.random.default_rng(2).normal(size=(500, 3))
    towards /= np.linalg.norm(towards, axis=1, keepdims=True)
    outer, inner = shell.outer(towards), shell.inner(towards)
    assert np.allclose(outer, shell.outer(towards * [-1, 1, 1]), atol=0.05)
    assert (outer - inner >= 2.2 - 1e-9).all()
    assert inner.min() > 20.0


def test_the_nuchal_lines_run_where_anatomy_has_them() -> None:
    nuchal = Nuchal(Shell(FIGURES))
    assert abs(nuchal.superior[0, 0]) < 0.5
    assert abs(nuchal.superior[0, 2]) < 2.0
    assert nuchal.superior[-1, 0] > 50.0
    at_20 = np.abs(nuchal.superior[:, 0] - 20).argmin(), np.abs(nuchal.inferior[:, 0] - 20).argmin()
    assert 10.0 < nuchal.superior[at_20[0], 2] - nuchal.inferior[at_20[1], 2] < 22.0
    assert nuchal.highest[:, 2].max() > nuchal.superior[:, 2].max() + 5.0


def test_noise_is_bounded_smooth_and_repeatable() -> None:
    points = np.random.default_rng(3).uniform(-50, 50, (2000, 3))
    values = value_noise(points, 3.0, seed=1)
    assert np.abs(values).max() <= 1.0
    assert values.std() > 0.2
    assert np.abs(value_noise(points + np.array([0.01, 0, 0]), 3.0, seed=1) - values).max() < 0.05
    assert not np.allclose(value_noise(points, 3.0, seed=2), values)


def test_a_figure_that_is_not_there_is_said_in_one_sentence() -> None:
    with pytest.raises(ContentError, match="no row for mastoid"):
        FIGURES.landmark("mastoid")
    with pytest.raises(ContentError, match="is not a joint surface"):
        FIGURES.facet("EOP")
    with pytest.raises(ContentError, match=r"can't be read"):
        FIGURES.rows("nowhere")


def test_paired_figures_are_the_mean_of_both_sides() -> None:
    facet = FIGURES.paired_facet("C2_superior_facet")
    assert facet.centre[0] > 0
    assert facet.normal[2] > 0.8
    assert np.linalg.norm(facet.long_axis) == pytest.approx(1.0)
