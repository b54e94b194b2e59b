"""A still picture in short passes, each short enough to be dropped when the hand moves again.

Solid structures batch by batch → ambient occlusion → faded structures over them → the same again, shifted by parts of a
pixel, for smooth edges. Faded structures are drawn without those behind them, so that ambient occlusion darkens
what is seen through them and not the veil itself.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from math import ceil, isqrt

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.scene.canvas import Batch, Eye, Size, Window
from anatomy_viewer.scene.look import Look, ground
from anatomy_viewer.scene.occlusion import reach, visibility
from anatomy_viewer.scene.specimen import Specimen

Bytes = NDArray[np.uint8]
Reals = NDArray[np.float32]
Sums = NDArray[np.uint16]

LARGEST = 4_500_000  # pixels drawn at once
SAMPLES = {"still": 5, "render": 13}
FINE = 1_500_000  # pixels; a larger picture has edges as smooth as a still one's, and takes half the time
# Bright tissue throws light into its own creases: how much of their darkness a channel at full strength takes away.
_BOUNCE = 0.3
_BAND = 160  # rows finished in one step


def sample_shifts(count: int) -> list[tuple[float, float]]:
    """`count` (5, 13, 17) places in a pixel, -0.5 to 0.5, the middle first: a square lattice turned against the pixels.

    Rank-1 lattice whose generator g has g² = -1 modulo `count`, so that it is square.
    """
    generator = next(g for g in range(2, count) if g * g % count == count - 1)
    middle = count // 2
    places = sorted(range(-middle, middle + 1), key=abs)
    return [(i / count, ((i * generator + middle) % count - middle) / count) for i in places]


def still_passes(
    specimen: Specimen,
    eye: Eye,
    size: Size,
    look: Look,
    quality: str,
    largest: int = LARGEST,
    whole: bool = False,
) -> Iterator[Bytes | None]:
    """Draws what `specimen` shows; yields None after a short pass, or a better picture (h, w, 4), top row first.

    whole: solid structures are drawn at once where nothing is chosen, for who need not be able to stop soon.
    A picture of more than `largest` pixels is drawn in windows, one after another, and handed over when all are done.
    """
    specimen.sort_ghosts(eye.camera)
    samples = SAMPLES[quality] if size[0] * size[1] <= FINE else SAMPLES["still"]
    picture = _Picture(specimen, eye, size, look, sample_shifts(samples), whole)
    if size[0] * size[1] <= largest:
        yield from picture.passes(Window(0, 0, *size))
        return
    made = np.empty((size[1], size[0], 4), np.uint8)
    for inner, outer in windows(size, ceil(reach(eye, size[1])), largest):
        part: Bytes | None = None
        for better in picture.passes(outer):
            part = better if better is not None else part
            yield None
        assert part is not None
        top, left = outer.rows.stop - inner.rows.stop, inner.left - outer.left
        kept = part[top : top + inner.height, left : left + inner.width]
        made[size[1] - inner.rows.stop : size[1] - inner.bottom, inner.columns] = kept
    yield made


def windows(size: Size, margin: int, largest: int) -> Iterator[tuple[Window, Window]]:
    """Windows that cover a picture of `size`, each with the same one widened by `margin`, as far as the picture goes.

    A widened one has about `largest` pixels. All begin at multiples of 64 pixels, so that the pyramids of depth
    pictures of neighbours fit together.
    """
    margin = -(-margin // 64) * 64
    side = max(64, (isqrt(largest) - 2 * margin) // 64 * 64)
    for bottom in range(0, size[1], side):
        for left in range(0, size[0], side):
            right, top = min(left + side, size[0]), min(bottom + side, size[1])
            x, y = max(left - margin, 0), max(bottom - margin, 0)
            wide = Window(x, y, min(right + margin, size[0]) - x, min(top + margin, size[1]) - y)
            yield Window(left, bottom, right - left, top - bottom), wide


@dataclass(frozen=True)
class _Picture:
    """A picture to be drawn, whole or window by window."""

    specimen: Specimen
    eye: Eye
    size: Size
    look: Look
    shifts: list[tuple[float, float]]
    whole: bool = False

    def passes(self, window: Window) -> Iterator[Bytes | None]:
        """What `still_passes` promises, for one window."""
        light: Reals | None = None
        sums = _Sums(window)
        batches = [batch for batch in self.specimen.solids if not batch.empty] or self.specimen.solids[:1]
        for shift in self.shifts:
            sample = yield from self._sample(window, shift, batches, light is None)
            while sample is None:
                sample = yield from self._sample(window, shift, batches, light is None)
            solid, depth, veil, batches = sample
            if light is None:
                light = yield from visibility(depth, self.eye, self.size[1])
            sums.add(solid, veil)
            if shift in (self.shifts[0], self.shifts[-1]):
                yield (yield from sums.picture(light, self.look, self.size[1]))

    def _sample(
        self, window: Window, shift: tuple[float, float], batches: list[Batch], choose: bool
    ) -> Generator[None, None, tuple[Bytes, Reals, Bytes | None, list[Batch]] | None]:
        """Draws one sample: colour and depth of what is solid, the veil, and the batches for the next sample.

        `choose`: batches that lie behind others wherever they are, are left out of the next. None when the canvas was
        disturbed.
        """
        specimen, canvas = self.specimen, self.specimen.canvas
        canvas.aim(self.eye, self.size, shift, window)
        before = np.ones((window.height, window.width), np.float32)
        seen, drawings = list[Batch](), canvas.drawings
        for number, group in enumerate(
            [batches] if self.whole and not choose else [[one] for one in batches]
        ):
            canvas.draw(group, keep_colour=number > 0, keep_depth=number > 0)
            drawings += 1
            if choose:
                after = canvas.depth().copy()
                seen += group if (after != before).any() else []
                before = after
            yield
            if canvas.drawings != drawings:
                return None
        kept = (seen or batches[:1]) if choose else batches
        solid, depth = canvas.colour().copy(), canvas.depth().copy()
        if specimen.ghosts.empty:
            return solid, depth, None, kept
        canvas.draw([specimen.ghosts], keep_depth=True)
        veil = canvas.colour().copy()
        yield
        return solid, depth, veil, kept


class _Sums:
    """Sums over the samples of a pixel: what solid structures send to the eye, and what the veils before them add."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._solid: Sums = np.zeros((window.height, window.width, 4), np.uint16)
        self._veil: Sums | None = None
        self._count = 0

    def add(self, solid: Bytes, veil: Bytes | None) -> None:
        """Add a sample; `veil` has its colour multiplied by its alpha, as blending leaves it."""
        self._count += 1
        if veil is None:
            self._solid += solid
            return
        self._veil = np.zeros_like(self._solid) if self._veil is None else self._veil
        self._veil += veil
        rows = _span(veil[:, :, 3])
        columns = _span(veil[rows, :, 3].T)
        behind = solid[rows, columns] * (255 - veil[rows, columns, 3:].astype(np.uint16))
        behind += 128  # and the next two: divided by 255 and rounded, at half the time
        behind += behind >> 8
        self._solid += solid
        self._solid[rows, columns] += (behind >> 8) - solid[rows, columns]  # modulo 65536, as the sum is

    def picture(self, light: Reals, look: Look, height: int) -> Generator[None, None, Bytes]:
        """Yields after each short step; returns (h, w, 4) uint8, top row first.

        It is the mean of the samples over the ground of a picture `height` pixels high, hollows darkened by `light`.
        """
        window = self._window
        made = np.empty((window.height, window.width, 4), np.uint8)
        for start in range(0, window.height, _BAND):
            stop = min(start + _BAND, window.height)
            planes = self._planes(slice(start, stop), light[start:stop])
            rows = slice(window.bottom + start, window.bottom + stop)
            behind = None if look.transparent else ground(look, height, rows, window.columns)
            _finish(planes, behind, made[window.height - stop : window.height - start][::-1])
            yield
        return made

    def _planes(self, rows: slice, light: Reals) -> Reals:
        """(4, k, w) 0-255: red, green, blue, multiplied by coverage, and coverage. By planes numpy is twice as fast."""
        scale = np.float32(1.0 / self._count)
        planes = np.moveaxis(self._solid[rows], 2, 0).astype(np.float32, order="C")
        planes *= scale
        bounced = (1.0 - light) * np.float32(_BOUNCE / 255.0)
        for plane in planes[:3]:
            plane *= light + bounced * plane
        if self._veil is not None:
            planes += np.moveaxis(self._veil[rows], 2, 0) * scale
        return planes


def _span(alphas: Bytes) -> slice:
    """The rows from the first with anything in it to the last."""
    found = np.flatnonzero(np.asarray(alphas.any(axis=1)))
    return slice(int(found[0]), int(found[-1]) + 1) if len(found) else slice(0, 0)


def _finish(planes: Reals, behind: Reals | None, made: Bytes) -> None:
    """Writes the picture over its ground; without one, colour is no longer multiplied by coverage, as files have it."""
    coverage = planes[3]
    if behind is None:
        whole = np.float32(255.0) / np.maximum(coverage, 1.0)
        for channel in range(3):
            made[:, :, channel] = np.minimum(planes[channel] * whole, 255.0)
        made[:, :, 3] = coverage
        return
    through = 1.0 - coverage * np.float32(1.0 / 255.0)
    for channel in range(3):
        made[:, :, channel] = planes[channel] + behind[channel] * through + np.float32(0.5)
    made[:, :, 3] = 255
