"""The sheet in the picture lies where its image does: under a probe, or bent along a nerve."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from anatomy_viewer.imaging.modalities import MODALITIES, MOVING
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.us_settings import CURVED, UsSettings
from anatomy_viewer.model.camera import Camera
from anatomy_viewer.model.image_plane import BOTH, ImagePlane
from anatomy_viewer.model.imaging import opened
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_sheet import ImageSheet
from anatomy_viewer.ui.imaging_surface import surface_of
from anatomy_viewer.ui.look import Look
from tests.imaging.us_phantoms import block, plane

WINDOW = (0.5, 1.0)


def bent() -> Picture:
    """White, 40 mm wide; its lower half lies in y = 0, its upper half is turned back by a right angle."""
    v, u = np.meshgrid(np.linspace(0.0, 1.0, 81), np.linspace(0.0, 1.0, 41), indexing="ij")
    high = (0.5 - v) * 60.0
    places = np.stack([(0.5 - u) * 40.0, np.maximum(high, 0.0), np.minimum(high, 0.0)], axis=-1)
    white = np.ones(v.shape)
    flat = ImagePlane((0.0, 0.0, 0.0), (-1.0, 0.0, 0.0), (0.0, 0.0, -1.0), 40.0, 60.0, BOTH)
    labels = white.astype(np.uint8)
    return Picture(white.astype(np.float32), "a.u.", flat, labels, WINDOW, warp=places.astype(np.float32))


def test_an_image_bent_along_a_nerve_lies_on_its_bent_surface(look: Look, session: Session) -> None:
    surface = surface_of(bent(), WINDOW, bent().plane, None)
    u, v = np.array([0.25]), np.array([0.0, 0.5, 1.0])
    assert surface.places(u, v)[:, 0] == pytest.approx(
        np.array([(10, 30, 0), (10, 0, 0), (10, 0, -30)]), abs=0.2
    )
    session.open_imaging(opened((20.0, 20.0, -60.0)))
    sheet = ImageSheet(look, session)
    sheet.image = surface
    camera, picture = (
        Camera((0.0, -300.0, 0.0), (0.0, 0.0, 0.0)),
        QImage(300, 300, QImage.Format.Format_RGB32),
    )
    picture.fill(QColor("black"))
    with QPainter(picture) as painter:
        sheet.paint(painter, camera, (300, 300), 1.0)
    white = [picture.pixelColor(140, y).lightness() > 150 for y in range(300)]
    assert all(white[165:185])  # the lower half is seen from behind
    assert not any(white[:140])  # the upper half on its edge


def test_a_curved_probe_has_a_sector_on_its_sheet_and_all_of_its_face() -> None:
    settings = UsSettings(CURVED, 5.0, depth_mm=30.0, width_mm=30.0)
    picture = MODALITIES["us"].simulate(block(), plane(), settings, (200, 200), MOVING, 1)
    surface = surface_of(picture, picture.window, plane(), settings)
    assert surface.own
    middle = surface.edge[8]  # of the face: it rests on the skin
    assert middle == pytest.approx((0.0, 0.0, 0.0), abs=0.3)
    assert surface.edge[:, 1].max() == pytest.approx(30.0, abs=0.3)
    ends = surface.edge[[0, 16]]
    assert ends[:, 1] == pytest.approx(-settings.rise_mm, abs=0.3)
    fractions = [picture.plane.fractions(tuple(place)) for place in ends]
    assert all(-0.02 < v < 0.02 for _, v, _ in fractions)  # the image begins with them
