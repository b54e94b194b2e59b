"""Physics of the simulated ultrasound, in numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from anatomy_viewer.imaging.modalities import MODALITIES, MOVING, STILL
from anatomy_viewer.imaging.subject import ImagedNeedle, Tube
from anatomy_viewer.imaging.us_settings import CURVED, UsSettings
from anatomy_viewer.imaging.values import us_value
from tests.imaging.us_phantoms import DEPTH, WIDTH, block, painted, plane

SETTINGS = UsSettings(depth_mm=DEPTH, width_mm=WIDTH, focus_mm=15.0)
SIZE = (300, 300)
MM = 10  # pixels


def _us(subject, at=None, settings=SETTINGS, quality=STILL, size=SIZE):
    return MODALITIES["us"].simulate(subject, at or plane(), settings, size, quality, 1)


def _mean(values, x, y):
    """dB of the mean power; x, y: ranges in mm, x from the middle."""
    part = values[int(y[0] * MM) : int(y[1] * MM), int((x[0] + 15) * MM) : int((x[1] + 15) * MM)]
    return 10.0 * np.log10(np.mean(10.0 ** (part / 10.0)))


def _tube(kind, direction=(0.0, 0.0, 1.0), radius=2.0, depth=12.0, **more):
    steps = np.linspace(-14.0, 14.0, 29)[:, None] * np.array(direction)
    line = np.column_stack([steps + np.array([0.0, depth, 0.0]), np.full(29, radius)])
    return {kind: Tube(kind, kind, line, **more)}


def test_bone_casts_a_shadow():
    values = _us(painted(block(3), lambda x, y, z: (y > 12.0) & (y < 16.0) & (x < 0.0), 2)).values
    free, behind = _mean(values, (4, 12), (17, 23)), _mean(values, (-12, -4), (17, 23))
    assert behind < free - 20.0
    assert _mean(values, (-12, -4), (11.5, 12.5)) > free + 15.0  # the bone's own line


def test_vessels_are_black_and_what_lies_behind_is_brighter():
    values = _us(block(tubes=_tube("artery"))).values
    beside = _mean(values, (5, 10), (10, 14))
    assert _mean(values, (-0.8, 0.8), (11.2, 12.8)) < beside - 18.0
    assert _mean(values, (-0.8, 0.8), (15.5, 20)) > _mean(values, (5, 10), (15.5, 20)) + 1.0


def test_attenuation_is_what_the_table_says():
    settings = replace(SETTINGS, frequency_mhz=8.0, time_gain=0.0, gain_db=0.0)
    values = _us(block(), settings=settings).values
    depths = np.arange(3.0, 13.0)
    powers = [_mean(values, (-12, 12), (d, d + 1.0)) for d in depths]
    slope = -np.polyfit(depths / 10.0, powers, 1)[0]
    assert slope == pytest.approx(2.0 * us_value("white matter").attenuation * 8.0, rel=0.1)


def test_speckle_is_rayleigh_in_one_look_and_calmer_in_three():
    ratios = []
    for looks in (1, 3):
        part = _us(block(), settings=replace(SETTINGS, looks=looks, time_gain=0.7), size=(600, 600)).values
        envelope = 10.0 ** (part[160:440, 60:540] / 20.0)
        ratios.append(envelope.mean() / envelope.std())
    assert ratios[0] == pytest.approx(1.91, abs=0.12)
    assert ratios[1] > 1.4 * ratios[0]


def test_speckle_is_finer_at_a_higher_frequency():
    lengths = []
    for frequency in (7.5, 15.0):
        settings = replace(SETTINGS, frequency_mhz=frequency, time_gain=0.7, looks=1)
        part = 10.0 ** (_us(block(), settings=settings, size=(1200, 1200)).values[400:700, 200:1000:4] / 20.0)
        part = part - part.mean()
        same = [np.mean(part[n:] * part[: len(part) - n]) for n in range(30)]
        lengths.append(np.interp(-0.5 * same[0], -np.array(same), np.arange(30)))
    assert lengths[0] / lengths[1] == pytest.approx(2.0, rel=0.25)


def test_the_same_input_gives_the_same_bytes():
    subject = painted(block(1), lambda x, y, z: y > 15.0, 3)
    one, two = (_us(subject, quality=MOVING) for _ in range(2))
    assert one.values.tobytes() == two.values.tobytes()
    assert one.warp.tobytes() == two.warp.tobytes()


@pytest.mark.parametrize(("step", "least"), [((2.0, 0.0), 0.9), ((0.37, 0.0), 0.75), ((0.0, 0.15), 0.7)])
def test_speckle_stays_with_the_tissue(step, least):
    """The probe moves along its face or out of the image: a place in the tissue keeps its speckle."""
    still, moved = _us(block()), _us(block(), plane(*step))
    shift = round(step[0] * MM)
    one, two = still.values[60:260, 60:240], moved.values[60:260, 60 - shift : 240 - shift]
    assert np.corrcoef(one.ravel(), two.ravel())[0, 1] > least
    apart = still.warp[100, 100] - moved.warp[100, 100 - shift]
    np.testing.assert_allclose(apart, [shift / MM - step[0], 0.0, -step[1]], atol=0.05)


def _tilted(degrees, along=(0.0, 0.0, 1.0)):
    """The image leant by so much towards `along`, still touching the skin in the same place."""
    angle = np.radians(degrees)
    down = np.cos(angle) * np.array([0.0, 1.0, 0.0]) + np.sin(angle) * np.array(along)
    across = np.array([1.0, 0.0, 0.0]) - down[0] * down
    across /= np.linalg.norm(across)
    return replace(plane(), centre=tuple(down * 15.0), across=tuple(across), down=tuple(down))


def test_muscle_darkens_when_the_beam_leaves_the_square():
    """The block's fibres run along x, its longest side."""
    straight = _mean(_us(block(1)).values, (-13, 13), (5, 25))
    assert _mean(_us(block(1), _tilted(30.0, (1.0, 0.0, 0.0))).values, (-13, 13), (5, 25)) < straight - 2.0


def test_a_nerve_darkens_when_tilted():
    subject, found = block(3, tubes=_tube("nerve", radius=1.6)), []
    for angle in (0.0, 35.0):
        far = 1.0 / np.cos(np.radians(angle))
        found.append(_mean(_us(subject, _tilted(angle)).values, (-1.6, 1.6), (10.4 * far, 13.6 * far)))
    assert found[1] < found[0] - 1.5


@pytest.mark.parametrize("slope", [(1.0, 0.35, 0.0), (1.0, 0.8, 0.0)])
def test_the_tip_of_the_needle_echoes_where_it_is(slope):
    tip = np.array([2.3, 13.7, 0.0])
    way = np.array(slope) / np.linalg.norm(slope)
    subject = block(3, needle=ImagedNeedle(tip - 25.0 * way, tip))
    with_, without = _us(subject), _us(block(3))
    gained = 10.0 ** (with_.values / 20.0) - 10.0 ** (without.values / 20.0)
    bright = np.argwhere(gained > 0.35 * gained.max())
    places = with_.warp[tuple(bright.T)]
    end = places[np.argmax(places @ np.array([1.0, 0.0, 0.0]))]
    assert np.linalg.norm(end - tip) < 0.3


def test_a_needle_across_the_image_is_a_dot_with_a_tail():
    tip = np.array([0.0, 12.0, 6.0])
    needle = ImagedNeedle(np.array([0.0, 6.0, -12.0]), tip)
    with_, without = _us(block(3, needle=needle)), _us(block(3))
    bright = with_.values - without.values > 6.0
    columns = np.flatnonzero(bright[90:140].any(axis=0))
    assert 1 < np.ptp(columns) < 2.5 * MM
    assert (
        _mean(with_.values, (-0.3, 0.3), (10.5, 12.5))
        > _mean(without.values, (-0.3, 0.3), (10.5, 12.5)) + 2.0
    )


def test_a_pool_is_black():
    values = _us(painted(block(1), lambda x, y, z: x**2 + (y - 12.0) ** 2 < 9.0, 6)).values
    assert _mean(values, (-1.5, 1.5), (11, 13)) < _mean(values, (6, 10), (11, 13)) - 15.0


def test_where_the_probe_loses_the_skin_the_image_darkens():
    round_ = painted(block(), lambda x, y, z: (y < 26.0) & (x**2 + (y - 26.0) ** 2 > 26.0**2), 0)
    round_ = painted(round_, lambda x, y, z: (np.abs(x) > 11.0) & (y < 20.0), 0)
    values = _us(round_).values
    assert _mean(values, (-14.5, -13.0), (14, 25)) < _mean(values, (-6, 6), (14, 25)) - 12.0
    assert _mean(values, (-8, -4), (10, 20)) == pytest.approx(_mean(values, (-2, 2), (10, 20)), abs=3.0)


def test_a_curved_probe_sees_a_sector():
    picture = _us(block(), settings=UsSettings(CURVED, 5.0, depth_mm=DEPTH, width_mm=WIDTH), quality=MOVING)
    assert picture.plane.width_mm > WIDTH
    assert (picture.values[20, 5], picture.labels[20, 5]) == (-200.0, 0)
    assert picture.labels[150, 150] == 5


def test_flow_is_red_towards_the_probe_and_blue_away():
    side = np.array([0.6, -0.5, 0.0]) / np.hypot(0.6, 0.5)  # up and to the right
    counts = []
    for way in (side, -side):
        subject = block(3, tubes=_tube("artery", way))
        picture = MODALITIES["doppler"].simulate(
            subject, plane(), replace(SETTINGS, box=(0, 13, 20, 16), steer=0.0), SIZE, MOVING, 1
        )
        flow = picture.colour[picture.colour[..., 3] == 235].astype(int)
        counts.append((np.count_nonzero(flow[:, 0] > flow[:, 2]), np.count_nonzero(flow[:, 0] < flow[:, 2])))
    assert counts[0][0] > 100 * max(counts[0][1], 1)
    assert counts[1][1] > 100 * max(counts[1][0], 1)


def test_flow_changes_colour_with_the_side_that_the_beam_leans_to():
    subject, reds = block(3, tubes=_tube("artery", (1.0, 0.0, 0.0))), []
    for steer in (20.0, -20.0):
        settings = replace(SETTINGS, box=(0, 13, 20, 16), steer=steer)
        colour = MODALITIES["doppler"].simulate(subject, plane(), settings, SIZE, MOVING, 1).colour
        flow = colour[colour[..., 3] == 235].astype(int)
        reds.append(float(np.mean(flow[:, 0] > flow[:, 2])))
    assert min(reds) < 0.01
    assert max(reds) > 0.99


def test_an_artery_swells_with_the_pulse():
    subject = block(3, tubes=_tube("artery"))
    black = [
        np.count_nonzero(_us(subject, settings=replace(SETTINGS, pulse=beat)).values[90:150, 120:180] < -55.0)
        for beat in (0.9, 0.18)
    ]
    assert black[1] > 1.05 * black[0]
