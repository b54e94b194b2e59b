"""The layers along a course as a picture, and where their names stand in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.nerve import STEP, Bands, Passage
from anatomy_viewer.ui.course_words import short_name, system_of
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.theme import band_colour, rgb

FINE = 2  # pixels of the picture a pixel of the screen, so that its edges are smooth
_THIN = 0.55  # of a name's height that its band has to be high
Numbers = NDArray[np.int16]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Named:
    """A band's name, the box it stands in, and whether it stands on something light."""

    text: str
    rect: QRectF
    on_light: bool


def fine_rows(bands: Bands, width: int, height: int) -> Numbers:
    """(height, width): which of `bands.names` each pixel shows; edges between stations and rows are led smoothly."""
    x = np.linspace(0.0, len(bands.rows) - 1.0, width)
    y = np.clip(
        (np.arange(height) + 0.5) / height * bands.rows.shape[1] - 0.5, 0.0, bands.rows.shape[1] - 1.0
    )
    best, found = np.zeros((width, height), np.float32), np.zeros((width, height), np.int16)
    for index in np.unique(bands.rows):
        share = _between(_between((bands.rows == index).astype(np.float32), x).T, y).T
        more = share > best
        best[more], found[more] = share[more], index
    return found.T


def _between(table: NDArray[np.float32], places: NDArray[np.float64]) -> NDArray[np.float32]:
    """Rows of `table` at fractional `places`, linear in between."""
    low = np.minimum(places.astype(np.int64), max(len(table) - 2, 0))
    share = (places - low).astype(np.float32)[:, None]
    return table[low] * (1.0 - share) + table[np.minimum(low + 1, len(table) - 1)] * share


def band_image(rows: Numbers, passage: Passage, atlas: Atlas, look: Look) -> QImage:
    """The rows in the colours of their tissues."""
    table = np.array([_colour(name, passage, atlas, look) for name in passage.bands.names], np.uint8)
    pixels = np.ascontiguousarray(table[rows])
    height, width = rows.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def _colour(name: str, passage: Passage, atlas: Atlas, look: Look) -> tuple[int, int, int, int]:
    item = atlas.structures.get(f"{name}{passage.course[-2:]}") or atlas.structures.get(name)
    return (*rgb(band_colour(look.tissues, item.system if item else "", item.layer if item else 0)), 255)


def band_names(
    rows: Numbers, free: Flags, passage: Passage, atlas: Atlas, language: str, measure: dict[str, QSizeF]
) -> list[Named]:
    """Names of the bands where they have room, the largest band first; `free` (as `rows`) is not taken by the nerve.

    measure: size of each text of `band_texts`, in pixels of `rows`.
    """
    texts = band_texts(passage, atlas, language)
    order = sorted(texts, key=lambda index: -int((rows == index).sum()))
    found, free = [], free.copy()
    for index in order:
        size = measure[texts[index]]
        corner = _room(rows == index, free, size)
        if corner is not None:
            rect = QRectF(*corner, size.width(), size.height())
            left, top = round(rect.left()), round(rect.top())
            free[max(top, 0) : top + round(size.height()), max(left, 0) : left + round(size.width())] = False
            light = system_of(atlas, passage.bands.names[index], passage.course) in ("bones", "skin")
            found.append(Named(texts[index], rect, light))
    return found


def band_texts(passage: Passage, atlas: Atlas, language: str) -> dict[int, str]:
    """Number of each band that is there → its name."""
    names = passage.bands.names
    there = [int(index) for index in np.unique(passage.bands.rows) if names[index]]
    return {index: short_name(atlas, names[index], passage.course, language) for index in there}


def _room(band: Flags, free: Flags, size: QSizeF) -> tuple[float, float] | None:
    """Upper left corner of the place for a text in the thickest free part of its band."""
    wide, high = round(size.width()), round(size.height())
    core = max(round(high * _THIN), 1)
    if wide >= band.shape[1] or high >= band.shape[0]:
        return None
    fits = (_sums(band, core, wide) >= core * wide)[: band.shape[0] - high + 1]
    inset = (high - core) // 2
    clear = _sums(free, high, wide) >= high * wide
    fits = fits[inset:][: len(clear)] & clear[: len(fits) - inset]
    if not fits.any():
        return None
    rows, columns = np.nonzero(fits)
    middle = np.median(rows), np.median(columns)
    best = ((rows - middle[0]) ** 2 * 9.0 + (columns - middle[1]) ** 2).argmin()
    return float(columns[best]), float(rows[best])


def _sums(flags: Flags, high: int, wide: int) -> NDArray[np.int64]:
    """How many are set in the box of that size at each corner."""
    total = np.pad(flags.astype(np.int64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    return total[high:, wide:] - total[:-high, wide:] - total[high:, :-wide] + total[:-high, :-wide]


def row_of(depth_mm: float, bands: Bands, height: float) -> float:
    """How far down a picture of that height a depth lies."""
    return depth_mm / (bands.rows.shape[1] * STEP) * height
