"""A simulated image with all that belongs to it, as a picture of its own: for files, lessons and questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from anatomy_viewer.content.imaging_planes import plane_title
from anatomy_viewer.imaging.curved import NAMES as BENT
from anatomy_viewer.imaging.labels import Mark
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.model.imaged import ImagingSpec
from anatomy_viewer.ui.imaging_gutter import Named, gutter_width, paint_names
from anatomy_viewer.ui.imaging_paint import (
    EDGE,
    as_image,
    paint_caption,
    paint_divider,
    paint_letters,
    paint_scale,
    paint_simulated,
)
from anatomy_viewer.ui.imaging_words import position_words
from anatomy_viewer.ui.label_paint import page_scale
from anatomy_viewer.ui.look import Look

LEAST_WIDE = 110.0  # px that the word 'simulated' needs
LEAST_NAMED = 240.0  # px of an image with lines of words over it and names beside it


@dataclass(frozen=True, eq=False)
class Before:
    """What stands left of a divider at the share `at` of the width; words: what is left and right of it."""

    picture: Picture
    at: float
    words: tuple[str, str] = ("", "")
    window: tuple[float, float] | None = None


@dataclass(frozen=True, eq=False)
class Page:
    """What is drawn: the picture in a window (None: its own), a line of words above it.

    position: where its plane lies, above the protocol at its foot; both are left out where the image is not `told`.
    marks: what is named beside the image, by `named`; none where empty. before: the image left of a divider.
    """

    picture: Picture
    title: str = ""
    position: str = ""
    told: bool = True
    window: tuple[float, float] | None = None
    marks: Sequence[Mark] = ()
    named: Named = lambda mark: mark.id
    before: Before | None = None


def page_image(look: Look, page: Page, scale: float = 1.0) -> QImage:
    """The page, its image as large as the picture's own pixels; `scale`: pixels a unit of the words on it."""
    rows, columns = page.picture.values.shape
    wide, high = columns / scale, rows / scale
    gutter = gutter_width(look, page.marks, page.named) if page.marks else 0.0
    whole = QImage(round((wide + gutter) * scale), round(high * scale), QImage.Format.Format_RGB32)
    whole.fill(look.color("image_ground"))
    with QPainter(whole) as painter:
        painter.scale(scale, scale)
        paint_page(painter, look, page, QRectF(0, 0, wide, high), QRectF(wide, 0, gutter, high))
    return whole


def fitted_page(look: Look, page: Page, size: tuple[int, int]) -> QImage:
    """The page in the middle of `size` px, black round it: the image as large as it can be.

    Words grow with it; where they would cover the image, only 'simulated', the letters and the scale are left.
    """
    scale = min(page_scale(size), size[0] / LEAST_WIDE)
    wide, high = size[0] / scale, size[1] / scale
    rows, columns = page.picture.values.shape
    gutter = gutter_width(look, page.marks, page.named) if page.marks else 0.0
    if wide - gutter < LEAST_NAMED:
        page, gutter = replace(page, marks=()), 0.0
    if wide < LEAST_NAMED:
        page = replace(page, title="", told=False)
    fit = min((wide - gutter) / columns, high / rows)
    image = QRectF(0, (high - rows * fit) / 2, columns * fit, rows * fit)
    image.moveLeft((wide - gutter - image.width()) / 2)
    whole = QImage(*size, QImage.Format.Format_RGB32)
    whole.fill(look.color("image_ground"))
    with QPainter(whole) as painter:
        painter.scale(scale, scale)
        paint_page(painter, look, page, image, QRectF(image.right(), image.top(), gutter, image.height()))
    return whole


def paint_page(painter: QPainter, look: Look, page: Page, image: QRectF, gutter: QRectF) -> None:
    """The image in `image`, its names in `gutter` to the right of it."""
    picture = page.picture
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(image, as_image(picture, page.window))
    if page.before is not None:
        _paint_before(painter, look, page.before, image)
    plates = look.line_height("tiny") + look.px(6) + EDGE if page.title else 0.0
    paint_letters(painter, look, image.adjusted(0, plates, 0, 0), letters_of(picture))
    paint_simulated(painter, look, image, look.language)
    if page.title:
        paint_caption(painter, look, image, page.title, top=True)
    if page.told:
        _paint_foot(painter, look, page, image)
    paint_scale(painter, look, image, picture.plane.width_mm / image.width())
    if page.marks:
        paint_names(painter, look, image, gutter, page.marks, page.named)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_before(painter: QPainter, look: Look, before: Before, image: QRectF) -> None:
    """The other image left of the divider, and the divider."""
    x = image.left() + before.at * image.width()
    painter.save()
    painter.setClipRect(QRectF(image.topLeft(), QPointF(x, image.bottom())))
    painter.drawImage(image, as_image(before.picture, before.window))
    painter.restore()
    paint_divider(painter, look, image, x, before.words)


def _paint_foot(painter: QPainter, look: Look, page: Page, image: QRectF) -> None:
    """The protocol, and above it where the plane lies."""
    captions = dict.fromkeys([*([page.before.picture.caption] if page.before else []), page.picture.caption])
    lines = [line for line in ("  |  ".join(captions), page.position) if line]
    step = look.line_height("tiny") + look.px(6) + 3.0
    for number, line in enumerate(lines):
        paint_caption(painter, look, image.adjusted(0, 0, 0, -number * step), line)


def letters_of(picture: Picture) -> tuple[str, str, str, str]:
    """Orientation letters at the left, right, upper and lower edge; only the main ones where the image is bent."""
    left, right, top, low = picture.plane.letters()
    if picture.plane.name in BENT:
        return left[:1], right[:1], top[:1], low[:1]
    return left, right, top, low


def title_of(spec: ImagingSpec, language: str) -> str:
    """'Axial C1–C2 · Neuroma after neurectomy'."""
    parts = [plane_title(spec.plane).get(language, "")]
    if spec.pathology:
        from anatomy_viewer.content.imaged import pathology_name

        parts.append(pathology_name(spec.pathology, language))
    return " · ".join(part for part in parts if part)


def position_of(picture: Picture, language: str) -> str:
    """'I 34.5 mm from the EOP'; nothing for an image that is bent along a nerve."""
    return "" if picture.plane.name in BENT else position_words(picture.plane, language)
