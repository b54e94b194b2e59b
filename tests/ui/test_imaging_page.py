"""A simulated image as a page of its own: its names beside it, fitted into a size, beside another picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage

from anatomy_viewer.imaging.labels import Mark
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.imaged import ImagingSpec
from anatomy_viewer.ui.imaging_page import Page, fitted_page, letters_of, page_image, position_of, title_of
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.picture_files import joined

PLANE = ImagePlane((0.0, 10.0, -30.0), (-1.0, 0.0, 0.0), (0.0, -0.8, -0.6), 100.0, 50.0)


@pytest.fixture
def picture() -> Picture:
    values = np.full((150, 300), 50.0, np.float32)
    return Picture(values, "HU", PLANE, np.ones((150, 300), np.uint8), (50.0, 400.0), "120 kV")


def grey(image: QImage, x: int, y: int) -> int:
    return image.pixelColor(x, y).lightness()


def test_names_make_the_page_wider_and_the_image_stays_as_large(look: Look, picture: Picture) -> None:
    plain = page_image(look, Page(picture))
    named = page_image(look, Page(picture, marks=[Mark("a", "", 0.5, 0.5)], named=lambda _: "A long name"))
    assert (plain.width(), plain.height()) == (300, 150)
    assert named.width() > 340
    assert abs(grey(plain, 100, 100) - 127) < 4
    amber = look.color("image_leader")
    assert named.pixelColor(150, 75) == amber  # the dot
    assert page_image(look, Page(picture), 2.0).width() == 300  # words twice as large, pixels the same


def test_a_page_is_fitted_into_any_size(look: Look, picture: Picture) -> None:
    found = fitted_page(look, Page(picture), (400, 400))
    assert (found.width(), found.height()) == (400, 400)
    assert grey(found, 200, 50) == 0
    assert abs(grey(found, 130, 200) - 127) < 4


@pytest.mark.parametrize("size", [(32, 64), (120, 160), (90, 99), (64, 64), (70, 2000)])
def test_a_page_too_small_for_its_names_is_painted_without_them(
    look: Look, picture: Picture, size: tuple[int, int]
) -> None:
    names = [Mark(str(n), "", 0.5, n / 9) for n in range(9)]
    page = Page(picture, "Axial C1-C2", "I 34.5 mm", True, None, names, lambda _: "Rectus capitis posterior")
    found = fitted_page(look, page, size)
    assert (found.width(), found.height()) == size
    assert found == fitted_page(look, replace(page, marks=(), title="", told=False), size)


def test_words_on_a_page_are_left_out_where_they_would_tell(look: Look, picture: Picture) -> None:
    told, quiet = (page_image(look, Page(picture, told=told, position="here")) for told in (True, False))
    assert told != quiet


def test_a_bent_image_has_one_letter_at_each_edge_and_no_position(picture: Picture) -> None:
    assert letters_of(picture) == ("R", "L", "AS", "PI")
    bent = replace(picture, plane=replace(PLANE, name="gon_curved"))
    assert letters_of(bent) == ("R", "L", "A", "P")
    assert position_of(bent, "en") == ""
    assert "mm" in position_of(picture, "zh")


def test_the_title_names_plane_and_pathology() -> None:
    spec = ImagingSpec("stir", "oci_axial", pathology="neuroma")
    assert title_of(spec, "en") == "Axial at obliquus inferior · Neuroma after neurectomy"
    assert title_of(ImagingSpec("t1", "0,0,0;0,0,1"), "en") == ""
    assert "头下斜肌" in title_of(spec, "zh")


def test_pictures_are_joined_side_by_side() -> None:
    a, b = QImage(20, 30, QImage.Format.Format_RGB32), QImage(10, 30, QImage.Format.Format_RGB32)
    a.fill(0xFFFF0000)
    b.fill(0xFF0000FF)
    whole = joined([a, b])
    assert (whole.width(), whole.height()) == (30, 30)
    assert whole.pixelColor(25, 5).blue() == 255
    assert joined([a]) is a
