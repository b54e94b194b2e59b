"""Opens a reader's scan and has its slices made, off the window's thread; keeps matching points beside the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from anatomy_viewer.content.scan_files import find_series
from anatomy_viewer.content.scan_series import Series
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.registration import FEWEST, Fit, Placement, registered
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.scan import Scan, scan_picture
from anatomy_viewer.imaging.scan_outline import BEYOND, outline_labels
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.imaging import as_shown, fitted
from anatomy_viewer.model.scanning import LINKED, Mark, Scanning, first_look
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session
from anatomy_viewer.ui.background import Background
from anatomy_viewer.ui.newest import Newest

MOST_PIXELS = 640 * 640
_COARSE = 48, 48
# Structures that the tissue volume calls otherwise.
OTHER_IDS = {"greater_occipital_nerve_r": "gon_right", "greater_occipital_nerve_l": "gon_left"}
KEEP_MS = 500  # after the last change of the points
Size = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Opened:
    """What was read: the series offered, which of them it is, its voxels, the points kept for it."""

    path: Path
    series: tuple[Series, ...]
    index: int
    scan: Scan
    marks: tuple[Mark, ...] = ()
    scaled: bool = False
    problem: ContentError | None = None


@dataclass(frozen=True, eq=False)
class Slice:
    """A slice as made; drawn: as `imaging.scan_outline.outline_labels` gives it."""

    picture: Picture
    drawn: NDArray[np.uint8] | None


@dataclass(frozen=True)
class _Wanted:
    """A slice that is asked for; `placement`: the model is laid over it."""

    opened: int
    plane: ImagePlane
    size: Size
    frame: int
    placement: Placement | None


class ScanReader(QObject):
    """`read`: another scan is open, or none; `failed(error)`; `changed(way)`: another slice; `kept(file name)`.

    subject: the specimen as imaging sees it, for the outlines; slow the first time, asked on the thread.
    """

    read = Signal()
    failed = Signal(object)
    changed = Signal(str)
    kept = Signal(str)

    def __init__(
        self, session: Session, subject: Callable[[], Subject], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._make_subject = session, subject
        self.now: Opened | None = None
        self.busy = ""
        self.subject: Subject | None = None  # once something was laid over
        self._number = 0
        self._files = Background(self)
        self._threads: dict[str, Background] = {}
        self._reading = Lock()
        self._sizes: dict[str, Size] = {}
        self._made: dict[str, Newest] = {}
        self._fit: tuple[object, Fit | None, ContentError | None] = (None, None, None)
        self._written: object = None
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self._write)
        session.listen(self._follow)

    # Opening

    def open(self, path: Path) -> None:
        """The largest volume of a file or folder."""
        self._begin(path.name, lambda: _opened(path, find_series(path), 0))

    def choose(self, index: int) -> None:
        """Another series of the same folder."""
        if self.now is not None and index != self.now.index:
            path, series = self.now.path, self.now.series
            self._begin(path.name, lambda: _opened(path, series, index))

    def _begin(self, name: str, work: Callable[[], Opened]) -> None:
        self._write_now()
        self.busy = name
        self.read.emit()
        self._files.run("open", work, self._take, self._refuse)

    def _take(self, opened: Opened) -> None:
        self.busy, self.now = "", opened
        self._number += 1
        self._written = (opened.marks, opened.scaled)
        scan = opened.scan
        look = first_look(self._number, scan.centre, scan.extent(), opened.marks, opened.scaled, scan.way())
        if self._session.now.screen == "home":
            self._session.explore()
        self._session.open_scan(look)
        self.read.emit()
        if opened.problem is not None:
            self.failed.emit(opened.problem)

    def _refuse(self, error: BaseException) -> None:
        self.busy = ""
        self.read.emit()
        self.failed.emit(error)

    def close(self) -> None:
        """Let the scan go."""
        self._write_now()
        self._session.close_scan()
        self.now = None
        self.read.emit()

    # What is known

    @property
    def scan(self) -> Scan | None:
        """The voxels of what the session looks at."""
        return self.now.scan if self.now is not None and self._session.scan is not None else None

    @property
    def fit(self) -> Fit | None:
        """How the model lies in the scan; None without three points that tell it."""
        return self._fitted()[0]

    @property
    def fit_problem(self) -> ContentError | None:
        """Why points do not tell it."""
        return self._fitted()[1]

    def _fitted(self) -> tuple[Fit | None, ContentError | None]:
        look = self._session.scan
        known = (look.marks, look.scaled) if look else None
        if known != self._fit[0]:
            self._fit = known, *_registered(look)
        return self._fit[1], self._fit[2]

    @property
    def linkable(self) -> bool:
        """Can the scan be seen on the plane of the simulated images?"""
        return self.fit is not None and self._session.imaging is not None

    def picture(self, way: str) -> Picture | None:
        """The latest slice of a way."""
        made = self._slice(way)
        return made.picture if made else None

    def reaches(self, way: str) -> bool:
        """Is anything of the scan in that slice?"""
        made, scan = self._slice(way), self.scan
        return made is None or scan is None or bool(scan.reaches(made.picture.plane, _COARSE).any())

    def labels_of(self, structure: str | None) -> frozenset[int]:
        """The labels that are a structure's own; none where it shares them with others, as bones do."""
        if structure is None or self.subject is None:
            return frozenset()
        alike = {structure, OTHER_IDS.get(structure, structure)}
        return frozenset(number for number, name in self.subject.ids.items() if name in alike)

    def drawn(self, way: str) -> NDArray[np.uint8] | None:
        """What has an outline in that slice, by label, where the model is laid over it."""
        made = self._slice(way)
        return made.drawn if made else None

    def _slice(self, way: str) -> Slice | None:
        return self._made[way].value if way in self._made and self.scan is not None else None

    # Slices

    def show(self, way: str, size: Size | None) -> None:
        """Want the slice of a way, columns and rows large; None: nobody looks."""
        if size is None:
            self._sizes.pop(way, None)
            return
        shrink = min((MOST_PIXELS / max(size[0] * size[1], 1)) ** 0.5, 1.0)
        self._sizes[way] = max(round(size[0] * shrink), 16), max(round(size[1] * shrink), 16)
        self._ask(way)

    def _ask(self, way: str) -> None:
        look, size = self._session.scan, self._sizes.get(way)
        plane = self._plane(way, look) if look else None
        if look is None or size is None or self.now is None or plane is None:
            return
        if way not in self._made:
            self._threads[way] = Background(self)
            self._made[way] = Newest(f"slice {way}", self._make, self._threads[way], self)
            self._made[way].changed.connect(lambda: self.changed.emit(way))
        fit = self.fit if look.outlines else None
        placement = fit.placement if fit else None
        self._made[way].ask(_Wanted(look.opened, fitted(plane, *size), size, look.frame, placement))

    def _plane(self, way: str, look: Scanning) -> ImagePlane | None:
        """Where a slice lies in the scan; None where there can't be one."""
        fit, imaging = self.fit, self._session.imaging
        if way != LINKED:
            return look.plane(way) if way in look.ways else None
        if fit is None or imaging is None:
            return None
        return fit.placement.plane_to_scan(as_shown(imaging.plane, imaging.neurological))

    def _make(self, wanted: _Wanted) -> Slice | None:
        """On the thread."""
        now = self.now
        if now is None:
            return None
        frame, (plane, size) = min(wanted.frame, now.scan.frames - 1), (wanted.plane, wanted.size)
        if wanted.placement is None:
            return Slice(scan_picture(now.scan, plane, size, frame), None)
        with self._reading:
            subject = self.subject = self._make_subject()
        picture = scan_picture(now.scan, plane, size, frame, wanted.placement, subject)
        drawn = outline_labels(subject, wanted.placement, plane, size)
        drawn[~now.scan.reaches(plane, size)] = BEYOND  # the model alone is no scan
        return Slice(picture, drawn)

    def _follow(self, old: AppState, new: AppState) -> None:
        if old.scan is new.scan and old.imaging is new.imaging:
            return
        if new.scan is None:  # closed, or another learner has come
            self._keep.stop()
            self.now = None
        for way in tuple(self._sizes):
            self._ask(way)
        if new.scan and (new.scan.marks, new.scan.scaled) != self._written:
            self._keep.start()

    # Keeping

    def _write(self) -> None:
        """Put the points beside the file, on the thread."""
        look, now = self._session.scan, self.now
        if look is None or now is None or (look.marks, look.scaled) == self._written:
            return
        from anatomy_viewer.content.registration_file import write_registration

        self._written, fit = (look.marks, look.scaled), self.fit
        marks, scaled = look.marks, look.scaled
        work = lambda: write_registration(now.path, now.scan, marks, scaled, fit)  # noqa: E731
        self._files.run("keep", work, lambda file: self.kept.emit(file.name), self.failed.emit)

    def _write_now(self) -> None:
        if self._keep.isActive():
            self._keep.stop()
            self._write()

    def finish(self) -> None:
        """Before the window goes."""
        self._write_now()
        self._files.wait()
        for thread in self._threads.values():
            thread.finish()


def _opened(path: Path, series: tuple[Series, ...], index: int) -> Opened:
    """On the thread. Points that can't be read are no reason not to show the scan."""
    from anatomy_viewer.content.registration_file import read_registration

    scan = series[index].read()
    try:
        marks, scaled = read_registration(path, scan)
    except ContentError as problem:
        return Opened(path, series, index, scan, problem=problem)
    return Opened(path, series, index, scan, marks, scaled)


def _registered(look: Scanning | None) -> tuple[Fit | None, ContentError | None]:
    if look is None or len(look.marks) < FEWEST:
        return None, None
    try:
        return registered([m.model for m in look.marks], [m.scan for m in look.marks], look.scaled), None
    except ContentError as problem:
        return None, problem
