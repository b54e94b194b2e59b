"""Where the slices of a series lie: sorted, times told apart, tilt honoured, uneven spacing made even."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.scan_dicom_headers import Frame
from anatomy_viewer.content.scan_values import Voxels

Reals = NDArray[np.float64]
_SAME = 0.01  # mm: slices nearer than this are the same place at another time
_UNEVEN = 0.02  # of the usual distance, or mm: how much distances may differ
_TILT = 0.5  # degrees
_LPS = np.array([-1.0, -1.0, 1.0])


@dataclass(frozen=True, eq=False, repr=False)
class Stack:
    """The images by place, then by time; `along` (n,) mm of the places along the normal; `placed`: do they have any?"""

    places: tuple[tuple[Frame, ...], ...]
    along: Reals
    normal: Reals
    placed: bool
    dropped: int = 0

    @property
    def first(self) -> Frame:
        """The first image."""
        return self.places[0][0]

    @property
    def times(self) -> int:
        """Images at each place."""
        return len(self.places[0])

    @property
    def step(self) -> float:
        """The usual distance from slice to slice, mm."""
        gaps = np.diff(self.along)
        return float(np.median(gaps)) if gaps.size else (self.first.thickness or 1.0)


def stacked(frames: list[Frame]) -> Stack:
    """Frames of one series in order."""
    across, down = frames[0].across, frames[0].down
    normal = np.cross(across, down) if across is not None and down is not None else np.array([0.0, 0.0, 1.0])
    if across is not None and all(frame.position is not None for frame in frames):
        return _placed(frames, normal)
    ordered = tuple(sorted(frames, key=lambda each: each.order))
    if frames[0].of > 1:  # images without a place in one file: a film
        return Stack((ordered,), np.zeros(1), normal, placed=False)
    step = frames[0].thickness or 1.0
    return Stack(
        tuple((each,) for each in ordered),
        np.arange(len(ordered), dtype=np.float64) * step,
        normal,
        placed=False,
    )


def _placed(frames: list[Frame], normal: Reals) -> Stack:
    def where(frame: Frame) -> float:
        assert frame.position is not None
        return float(frame.position @ normal)

    groups: list[list[Frame]] = []
    for frame in sorted(frames, key=where):
        if groups and where(frame) - where(groups[-1][0]) < _SAME:
            groups[-1].append(frame)
        else:
            groups.append([frame])
    times = min(len(group) for group in groups)
    dropped = sum(len(group) - times for group in groups)
    places = tuple(tuple(sorted(group, key=lambda each: each.order)[:times]) for group in groups)
    return Stack(places, np.array([where(place[0]) for place in places]), normal, True, dropped)


def evened(stack: Stack, voxels: Voxels) -> tuple[Voxels, Reals, tuple[str, ...]]:
    """Voxels (times, k, j, i) at even distances, their affine into RAS mm, and what has to be said of it."""
    notes: list[str] = []
    first = stack.first
    if first.spacing is None:
        notes.append("The file gives no size: one pixel is taken for 1 mm.")
    if not stack.placed:
        notes.append("The file does not say which side is right; it may be exchanged.")
    if stack.dropped:
        notes.append(f"Repeated slices were left out: {stack.dropped}.")
    column = first.across if first.across is not None else np.array([1.0, 0.0, 0.0])
    row = first.down if first.down is not None else np.array([0.0, 1.0, 0.0])
    step, way = stack.step, _way(stack)
    voxels, told = _spread_evenly(voxels, stack.along, step)
    tilt = float(np.degrees(np.arccos(np.clip(way @ stack.normal / np.linalg.norm(way), -1.0, 1.0))))
    if tilt > _TILT:
        notes.append(f"The gantry was tilted by {tilt:.0f}°; slices lie where they were taken.")
    wide, high = first.spacing or (1.0, 1.0)
    affine = np.eye(4)
    affine[:3, 0], affine[:3, 1], affine[:3, 2] = column * wide, row * high, way * step
    affine[:3, 3] = first.position if first.position is not None else np.zeros(3)
    affine[:3] *= _LPS[:, None]
    return voxels, affine, (*notes, *told)


def _way(stack: Stack) -> Reals:
    """What one mm along the normal moves a slice's corner by; not the normal itself when the gantry was tilted."""
    first, last = stack.places[0][0].position, stack.places[-1][0].position
    length = stack.along[-1] - stack.along[0]
    if not stack.placed or first is None or last is None or length <= 0.0:
        return stack.normal
    return (last - first) / length


def _spread_evenly(voxels: Voxels, along: Reals, step: float) -> tuple[Voxels, tuple[str, ...]]:
    """Linear between slices where their distances differ."""
    gaps = np.diff(along)
    if not gaps.size or np.abs(gaps - step).max() <= max(_UNEVEN * step, _UNEVEN):
        return voxels, ()
    wanted = along[0] + np.arange(int((along[-1] - along[0]) / step + 1.0 + 1e-6)) * step
    below = np.clip(np.searchsorted(along, wanted, side="right") - 1, 0, len(along) - 2)
    share = ((wanted - along[below]) / gaps[below]).astype(np.float32)
    out = np.empty((voxels.shape[0], len(wanted), *voxels.shape[2:]), voxels.dtype)
    for index, (low, part) in enumerate(zip(below, share, strict=True)):
        mixed = voxels[:, low] * (1.0 - part) + voxels[:, low + 1] * part
        out[:, index] = np.rint(mixed) if voxels.dtype == np.int16 else mixed
    note = f"Slices lie {gaps.min():.1f} to {gaps.max():.1f} mm apart; they were resampled to {step:.1f} mm."
    return out, (note,)
