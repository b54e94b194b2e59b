"""The compiled loops say what plain numpy says."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.imaging import us_echo_kernels, us_kernels, us_tube_kernels
from anatomy_viewer.imaging.subject import Tube
from anatomy_viewer.imaging.texture import streaks
from anatomy_viewer.imaging.us_beams import make_beams, slice_sigma
from anatomy_viewer.imaging.us_probe import us_plane
from anatomy_viewer.imaging.us_settings import CURVED, UsSettings
from anatomy_viewer.imaging.us_skin import skin_field
from anatomy_viewer.imaging.us_tubes import inks, pieces
from anatomy_viewer.imaging.us_values import label_table
from tests.imaging import us_plain
from tests.imaging.us_phantoms import block, painted, plane

LINEAR = UsSettings(depth_mm=24.0, width_mm=20.0)
ROUND = UsSettings(CURVED, 5.0, depth_mm=24.0, width_mm=20.0)


def _beams(subject, settings):
    skin = skin_field(subject)
    return make_beams(skin, us_plane(skin, plane(), settings), settings, 24, 0.2), skin


def _mixed():
    wavy = painted(block(3), lambda x, y, z: y > 6.0 + np.sin(x) + 0.3 * z, 1)
    return painted(wavy, lambda x, y, z: y + 0.4 * x > 16.0, 2)


def _lines(subject, beams):
    starts = (beams.origins - subject.origin) / subject.spacing
    return starts, np.ascontiguousarray(beams.ways) / subject.spacing, beams.gap, beams.give, beams.step


@pytest.mark.parametrize("settings", [LINEAR, ROUND])
def test_tissue_along_the_beams(settings):
    subject = _mixed()
    beams, _ = _beams(subject, settings)
    table, labels = label_table(subject.kinds, subject.ids), np.ascontiguousarray(subject.labels.T)
    rows = np.empty((beams.lines, beams.count, 10), np.float32)
    us_kernels.tissue(labels, table, *_lines(subject, beams), 0, beams.lines, rows)
    plain = us_plain.tissue(labels, table.astype(float), *_lines(subject, beams), beams.count)
    assert np.abs(plain[..., 8]).max() > 0.2  # there is something to compare
    np.testing.assert_allclose(rows, plain, atol=2e-3)


def test_texture_of_muscle_fat_and_bone():
    subject = _mixed()
    beams, skin = _beams(subject, LINEAR)
    table, labels = label_table(subject.kinds, subject.ids), np.ascontiguousarray(subject.labels.T)
    table[3, 7] = 1.0  # fat counts as a plane between muscles too, so that every branch is taken
    rows = np.empty((beams.lines, beams.count, 10), np.float32)
    us_kernels.tissue(labels, table, *_lines(subject, beams), 0, beams.lines, rows)
    fibres = np.tile(np.linalg.qr(np.arange(9.0).reshape(3, 3) ** 2 + np.eye(3))[0], (256, 1, 1))
    fibres = fibres.astype(np.float32)
    places, ways = beams.places(), np.ascontiguousarray(beams.ways)
    deep = skin.at(places.reshape(-1, 3)).reshape(rows.shape[:2])
    added, factor = us_plain.texture(rows.astype(float), table, fibres, streaks(), deep, places, ways)
    before = rows.copy()
    us_kernels.texture(
        rows, table, fibres, streaks(), skin.stored, (beams.origins - skin.origin) / skin.spacing,
        ways / skin.spacing, beams.origins, ways, beams.gap, beams.give, beams.step, 0, beams.lines,
    )  # fmt: skip
    assert np.ptp(added) > 10.0
    np.testing.assert_allclose(rows[..., 0] - before[..., 0], added, atol=0.02)
    np.testing.assert_allclose(rows[..., 8], before[..., 8] * factor, atol=1e-3)


@pytest.mark.parametrize("settings", [LINEAR, ROUND])
def test_scatterers(settings):
    beams, _ = _beams(block(), settings)
    axes = np.stack([beams.across, beams.down, beams.normal])
    turns = np.arange(256) * (2.0 * np.pi / 256.0)
    phases = np.stack([np.cos(turns), np.sin(turns)]).astype(np.float32)
    line = (beams.radius, beams.spread, beams.gap, beams.give, beams.step)
    sigma, cell = slice_sigma(settings), 0.8
    bounds = np.array([[-30, 30], [-10, 45], [-6, 6]])
    order = np.array([0, 1, 2])
    found = np.zeros((beams.lines, beams.count, 4), np.float32)
    us_echo_kernels.scatter(axes, beams.apex, *line, cell, sigma, phases, order, bounds[:2], -30, 30, found)
    plain = us_plain.scatter(axes, beams.apex, *line, cell, sigma, phases, bounds, 2, beams.count)
    assert np.abs(plain).sum() > 1000.0
    np.testing.assert_allclose(found, plain, atol=1e-4)


def test_blur_along_and_across_the_beams():
    random = np.random.default_rng(3)
    speckle = random.normal(size=(2, 9, 40, 4)).astype(np.float32)
    scale, noise = (
        random.random((9, 40)).astype(np.float32),
        random.normal(size=(4, 9, 40)).astype(np.float32),
    )
    steady, taps = random.random((2, 9, 40)).astype(np.float32), np.array([0.2, 0.5, 0.3], np.float32)
    weights, floor = random.random((5, 40)).astype(np.float32), random.random(40).astype(np.float32)
    fields, out = np.empty((4, 9, 40), np.float32), np.empty((9, 40), np.float32)
    us_echo_kernels.along_beam(speckle, scale, steady, taps, 0, 9, fields)
    np.testing.assert_allclose(fields, us_plain.along_beam(speckle, scale, steady, taps), atol=1e-5)
    us_echo_kernels.envelope(fields, weights, floor, noise, 0, 9, out)
    np.testing.assert_allclose(out, us_plain.envelope(fields, weights, floor, noise), atol=1e-5)


def _tubes():
    """A flat nerve aslant through the image, an artery across it."""
    way = np.linspace(-12.0, 12.0, 13)[:, None]
    nerve = way * [0.7, 0.1, 0.7] + [0.0, 8.0, 0.0]
    artery = way * [0.0, 0.3, 1.0] + [4.0, 14.0, 0.0]
    return {
        "greater_occipital_nerve_r": Tube(
            "greater_occipital_nerve_r", "nerve", np.column_stack([nerve, np.linspace(1.0, 2.0, 13)]), 0.4
        ),
        "occipital_artery_r": Tube(
            "occipital_artery_r", "artery", np.column_stack([artery, np.full(13, 1.5)])
        ),
    }


@pytest.mark.parametrize("settings", [LINEAR, ROUND])
def test_nerves_and_vessels_where_they_run(settings):
    subject = block(3, tubes=_tubes())
    beams, _ = _beams(subject, settings)
    parts = pieces(subject, beams, 0.0, 1.0)
    table, labels = label_table(subject.kinds, subject.ids), np.ascontiguousarray(subject.labels.T)
    rows = np.empty((beams.lines, beams.count, 10), np.float32)
    near = np.empty((beams.lines, beams.count, 2), np.float32)
    us_kernels.tissue(labels, table, *_lines(subject, beams), 0, beams.lines, rows)
    line = (beams.gap, beams.give, beams.step, 0, beams.lines)
    ways = np.ascontiguousarray(beams.ways)
    before = rows.copy()
    us_tube_kernels.tubes(rows, parts, inks(), beams.origins, ways, *line, near)
    gone, which = us_plain.nearest_tube(parts, beams.places())
    assert (gone < -0.4).sum() > 30
    np.testing.assert_allclose(near[..., 0], gone, atol=1e-3)
    assert np.mean(near[..., 1] == which) > 0.99  # two pieces of one tube meet: either may win
    kind = parts[np.maximum(which.astype(int), 0), 17]
    assert rows[..., 0][(gone < -0.7) & (kind == 2.0)].max() < -75.0
    np.testing.assert_array_equal(rows[gone > 2.0], before[gone > 2.0])


@pytest.mark.parametrize("settings", [LINEAR, ROUND])
def test_pixels(settings):
    subject = _mixed()
    beams, _ = _beams(subject, settings)
    values = np.random.default_rng(5).normal(size=(beams.lines, beams.count)).astype(np.float32)
    labels, corner = np.ascontiguousarray(subject.labels.T), np.array([-14.0, -1.0, 0.3])
    right, below = np.array([0.7, 0.0, 0.0]), np.array([0.0, 0.65, 0.0])
    axes = np.stack([beams.across, beams.down, beams.normal])
    out, found = np.empty((41, 42), np.float32), np.empty((41, 42), np.uint8)
    warp = np.empty((41, 42, 3), np.float32)
    line = (beams.radius, beams.spread, beams.gap, beams.give, beams.step)
    voxel = (1.0 / subject.spacing, subject.origin)
    us_echo_kernels.to_pixels(
        values, labels, corner, right, below, axes, beams.apex, *line, *voxel, 0, 41, out, found, warp
    )
    places = corner + np.arange(42)[:, None] * right + np.arange(41)[:, None, None] * below
    plain = us_plain.to_pixels(values, labels, places, beams, *voxel)
    np.testing.assert_allclose(out, plain[0], atol=1e-4)
    assert np.mean(found == plain[1]) > 0.999  # a place on the border of two voxels may round either way
    np.testing.assert_allclose(warp, plain[2], atol=1e-4)
