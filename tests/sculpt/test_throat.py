"""Tongue, palate, pharynx and muscles of the jaw: where an anatomist expects them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.sculpt.airway import airway
from anatomy_viewer.sculpt.carved import Place, beyond
from anatomy_viewer.sculpt.figures import MESHES
from anatomy_viewer.sculpt.implicit import Points
from anatomy_viewer.sculpt.larynx import LUMEN
from anatomy_viewer.sculpt.viscera import AIR, PALATE, TONGUE


def _profile(z: float) -> Points:
    """Points of the midline at the height `z` (mm), from the spine forwards."""
    y = np.arange(80.0, 160.0, 0.25)
    return np.stack([0.0 * y, y, 0.0 * y + z], axis=1)


def test_the_airway_lies_a_few_millimetres_before_the_upper_vertebrae() -> None:
    for z, front in ((-45.0, 83.0), (-65.0, 83.0), (-80.0, 83.0)):
        line = _profile(z)
        wall = line[AIR(line) < 2.5][0, 1]
        assert 3.0 <= wall - front <= 9.0


def test_air_is_between_the_pharynx_and_the_tongue_and_palate() -> None:
    line = _profile(-38.0)
    air, palate, tongue = (line[shape(line) < 0.0][:, 1] for shape in (AIR, PALATE, TONGUE))
    assert air.min() < palate.min() < tongue.max()
    assert tongue.max() - tongue.min() > 30.0


def test_distances_are_negative_inside() -> None:
    mask = np.zeros(Place((0.0, 0.0, 0.0), (8.0, 8.0, 8.0), ()).shape, dtype=np.bool_)
    mask[3:8, 3:8, 3:8] = True
    away = beyond(mask)
    assert away[5, 5, 5] < -1.0
    assert away[0, 5, 5] > 1.0


def test_the_air_runs_from_the_nose_to_the_trachea() -> None:
    way = np.array([[6.0, 140.0, -6.0], [0.0, 113.0, -9.0], [0.0, 97.5, -20.0], [0.0, 97.0, -60.0], [0.0, 98.5, -72.0],
                    [0.0, 104.0, -84.0], [0.0, 107.0, -95.0], [0.0, 105.0, -110.0], [0.0, 102.0, -138.0]])  # fmt: skip
    steps = np.concatenate([np.linspace(a, b, 40) for a, b in pairwise(way)])
    assert (airway(steps) < 0.5).all()


def test_the_trachea_is_fourteen_millimetres_wide_inside() -> None:
    x = np.arange(-20.0, 20.0, 0.1)
    line = np.stack([x, 0.0 * x + 103.5, 0.0 * x - 130.0], axis=1)
    assert 13.0 < np.ptp(x[LUMEN(line) < 0.0]) < 15.5


def test_the_ramus_lies_between_masseter_and_medial_pterygoid() -> None:
    across = {}
    for name in ("scalp_skin", "masseter", "mandible", "medial_pterygoid"):
        places = read_ply(MESHES / f"{name}.ply").vertices
        near = (np.abs(places[:, 1:] - (105.0, -40.0)) < 4.0).all(axis=1) & (places[:, 0] > 0.0)
        across[name] = float(places[near, 0].mean())
    assert across["scalp_skin"] > across["masseter"] > across["mandible"] > across["medial_pterygoid"]
