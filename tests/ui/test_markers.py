"""What is painted over the picture."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from anatomy_viewer.ui.cube import cube_faces, paint_cube
from anatomy_viewer.ui.label_paint import label_size, nice_length, paint_label, paint_leader, paint_scale_bar
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.markers import paint_disc, paint_glyph, paint_pin, paint_spread, paint_tolerance

POSTERIOR = (
    (1.0, 0.0, 0.0),
    (0.0, 0.0, -1.0),
    (0.0, 1.0, 0.0),
)  # seen from behind: right is right, front is away


def painted(paint: Callable[[QPainter], None], ratio: float = 1.0) -> QImage:
    image = QImage(round(200 * ratio), round(200 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


def has(image: QImage, colour: QColor, rect: tuple[int, int, int, int] = (0, 0, 200, 200)) -> bool:
    left, top, right, bottom = rect
    return any(image.pixelColor(x, y) == colour for x in range(left, right) for y in range(top, bottom))


def test_a_disc_has_numeral_ring_rim_and_a_tick_to_its_place(look: Look) -> None:
    image = painted(lambda p: paint_disc(p, look, QPointF(60, 60), "1", QPointF(120, 60), scale=2))
    around = (36, 36, 84, 84)
    assert has(image, look.color("disc"), around)
    assert has(image, look.color("disc_numeral"), around)
    assert image.pixelColor(60, 38) == look.color("disc_rim")
    assert has(image, look.color("disc_tick"), (88, 55, 122, 65))
    assert not has(image, look.color("disc_tick"), (124, 0, 200, 200))


def test_a_selected_marker_has_a_ring_in_the_accent(look: Look) -> None:
    for paint in (
        lambda p: paint_disc(p, look, QPointF(60, 60), "1", selected=True),
        lambda p: paint_glyph(p, look, QPointF(60, 60), selected=True),
    ):
        assert has(painted(paint), look.color("accent"))


def test_an_intervention_differs_in_shape_from_a_compression(look: Look) -> None:
    glyph = painted(lambda p: paint_glyph(p, look, QPointF(60, 60), scale=3))
    disc = painted(lambda p: paint_disc(p, look, QPointF(60, 60), "", scale=3))
    corner = (43, 38, 47, 42)  # a disc is there, a triangle is not
    assert has(disc, look.color("disc"), corner)
    assert not has(glyph, look.color("glyph_fill"), corner)
    assert has(glyph, look.color("glyph_edge"))


def test_spread_and_tolerance_lie_where_they_are_put(look: Look) -> None:
    ellipse = painted(lambda p: paint_spread(p, look, QPointF(100, 100), QSizeF(60, 20), 90))
    assert ellipse.pixelColor(100, 150) != QColor("black")
    assert ellipse.pixelColor(150, 100) == QColor("black")
    ring = painted(lambda p: paint_tolerance(p, look, QPointF(100, 100), 50))
    assert ring.pixelColor(100, 100) == QColor("black")
    assert has(ring, look.color("disc_tick"))


@pytest.mark.parametrize(("kind", "token"), [("right", "ok"), ("wrong", "bad")])
def test_a_pin_stands_on_its_place(look: Look, kind: str, token: str) -> None:
    image = painted(lambda p: paint_pin(p, look, QPointF(100, 150), kind))
    assert has(image, look.color(token), (85, 110, 115, 150))
    assert not has(image, look.color(token), (0, 152, 200, 200))


def test_from_behind_the_cube_shows_its_back_only(look: Look) -> None:
    faces = cube_faces(POSTERIOR, QRectF(0, 0, 60, 60))
    assert [name for name, _ in faces] == ["posterior"]
    assert QRectF(0, 0, 60, 60).contains(faces[0][1].boundingRect())


def test_turned_the_cube_shows_three_faces_each_on_its_side(look: Look) -> None:
    a, b = math.radians(40), math.radians(20)
    right = (math.cos(a), -math.sin(a) * math.sin(b), math.sin(a) * math.cos(b))
    anterior = (math.sin(a), math.cos(a) * math.sin(b), -math.cos(a) * math.cos(b))
    superior = (0.0, math.cos(b), math.sin(b))
    faces = dict(cube_faces((right, anterior, superior), QRectF(0, 0, 60, 60)))
    middles = {name: polygon.boundingRect().center() for name, polygon in faces.items()}
    assert set(faces) == {"posterior", "right", "superior"}
    assert middles["posterior"].x() < middles["right"].x()
    assert middles["superior"].y() < middles["posterior"].y()


def test_the_cube_speaks_chinese(look: Look) -> None:
    square = QRectF(20, 20, 120, 120)
    english = painted(lambda p: paint_cube(p, look, square, POSTERIOR))
    chinese = painted(lambda p: paint_cube(p, Look(language="zh"), square, POSTERIOR))
    assert english != chinese
    assert has(chinese, look.color("text"))


@pytest.mark.parametrize(("mm_per_px", "mm"), [(0.21, 20), (0.1, 10), (0.05, 5), (0.5, 50), (0.0185, 2)])
def test_the_scale_bar_is_a_round_number_that_fits(mm_per_px: float, mm: float) -> None:
    length, px = nice_length(mm_per_px, 110)
    assert length == pytest.approx(mm)
    assert px == pytest.approx(mm / mm_per_px)
    assert 40 <= px <= 110


def test_the_scale_bar_is_as_long_as_it_says(look: Look) -> None:
    image = painted(lambda p: paint_scale_bar(p, look, QPointF(20, 100), 0.25, 60, scale=2))
    row = [x for x in range(200) if image.pixelColor(x, 100) == look.color("text")]
    assert row[-1] - row[0] == pytest.approx(20 / 0.25, abs=4)


def test_a_label_fits_its_text_and_its_leader_ends_on_the_structure(look: Look) -> None:
    one, two = label_size(look, "Axis"), label_size(look, "Axis", "Processus spinosus axis")
    assert two.width() > one.width()
    assert two.height() > one.height()
    assert label_size(look, "Axis", scale=2).height() == pytest.approx(2 * one.height(), rel=0.1)

    def paint(painter: QPainter) -> None:
        paint_leader(painter, look, [QPointF(60, 40), QPointF(150, 150)])
        paint_label(painter, look, QRectF(QPointF(10, 10), one), "Axis")

    image = painted(paint)
    assert has(image, look.color("text"), (10, 10, 10 + round(one.width()), 10 + round(one.height())))
    assert image.pixelColor(150, 150) == look.color("text")


@pytest.mark.parametrize("ratio", [1.25, 1.5, 2.0])
def test_marks_are_painted_at_any_pixel_ratio(look: Look, ratio: float) -> None:
    image = painted(lambda p: paint_disc(p, look, QPointF(60, 60), "", scale=2), ratio)
    assert image.pixelColor(round(60 * ratio), round(60 * ratio)) == look.color("disc")
    assert image.pixelColor(round(90 * ratio), round(60 * ratio)) == QColor("black")
