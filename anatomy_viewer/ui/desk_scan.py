"""The desk and a reader's own scan: opened by dialog, drop or command line; linked to the picture once registered."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.scene.picking import Hit
from anatomy_viewer.ui.desk_imaging import ImagingDesk
from anatomy_viewer.ui.late import made

if TYPE_CHECKING:
    from anatomy_viewer.geometry.registration import Fit
    from anatomy_viewer.ui.scan_area import ScanArea
    from anatomy_viewer.ui.scan_reader import ScanReader
    from anatomy_viewer.ui.scan_view import Spotted


class ScanDesk(ImagingDesk):
    """The part of the desk that looks at a scan."""

    # Late parts

    @cached_property
    def scans(self) -> ScanReader:
        """What reads a scan and makes its slices."""
        from anatomy_viewer.content.imaging_subject import read_subject
        from anatomy_viewer.ui.scan_reader import ScanReader

        scans = ScanReader(self.session, lambda: read_subject(self._folder, self.session.view.patient), self)
        scans.failed.connect(self._tell_scan)
        scans.read.connect(self._say_reading)
        scans.kept.connect(self._say_kept)
        return scans

    @cached_property
    def scan_area(self) -> ScanArea:
        """The slices beside the picture."""
        from anatomy_viewer.ui.scan_area import ScanArea

        area = ScanArea(self._look, self.session, self.scans, self)
        area.pointed.connect(self._say_spotted)
        area.picked.connect(self._select_in_scan)
        area.marked.connect(self._mark_beside)
        area.problem.acted.connect(self.open_scan)
        area.close_asked.connect(self.close_scan)
        area.points.shown.connect(self.pane.viewport.point_at_place)
        return area

    def _connect_scan(self) -> None:
        self.setAcceptDrops(True)
        self.pane.viewport.clicked.connect(self._mark_in_scan)
        self.image_clicked.connect(self._go_to)

    # Opening and closing

    def open_scan(self, folder: bool = False) -> None:
        """Ask for a file, or for a folder of DICOM files."""
        language = self.session.language
        title = say("Open a DICOM folder" if folder else "Open a scan", language)
        if folder:
            chosen = QFileDialog.getExistingDirectory(self, title)
        else:
            kinds = say("NIfTI and DICOM", language) + " (*.nii *.nii.gz *.hdr *.img *.dcm *.ima DICOMDIR *)"
            chosen, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen:
            self.scans.open(Path(chosen))

    def close_scan(self) -> None:
        """Away with it."""
        self.scans.close()
        self.pane.viewport.point_at_place(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file or folder of this machine can be dropped anywhere."""
        if _dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        path = _dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self._open_dropped(path)

    def _open_dropped(self, path: Path) -> None:
        """A scan, where nothing else is known to it."""
        self.scans.open(path)

    # Saying

    def _tell_scan(self, error: BaseException) -> None:
        from anatomy_viewer.content.problem_words import sentence

        if not isinstance(error, ContentError):
            raise error
        name, text = Path(error.path).name, sentence(error, self.session.language)
        if self.session.scan is not None:
            self.scan_area.show_problem(name, text)
            self.pane.toast.hide()
        else:
            self.tell(f"{name}: {text}")

    def _say_reading(self) -> None:
        if self.scans.busy:
            self.tell(say("Reading {}", self.session.language).format(self.scans.busy))
        else:
            self.status.set_note("")
            self.pane.toast.hide()

    def _say_kept(self, name: str) -> None:
        self.tell(say("Points are kept in {}", self.session.language).format(name))

    def _say_spotted(self, spotted: Spotted | None) -> None:
        """What is under the pointer in the scan: its value, and once registered the model's structure and place."""
        from anatomy_viewer.ui.scan_words import spot_words

        scan, fit = self.scans.scan, self.scans.fit
        if spotted is None or scan is None:
            look = self.session.scan
            self.status.set_under("", None)
            self.pane.viewport.point_at_place(fit.placement.to_model(look.cursor) if fit and look else None)
            return
        place = fit.placement.to_model(spotted.place) if fit else None
        name, kind = self._model_at(spotted.label, place)
        value = spot_words(scan, spotted.value, spotted.place, place is not None, self.session.language)
        self.status.set_imaged(name, kind, value, place)
        self.pane.viewport.point_at_place(place)

    def _model_at(self, label: int, place: Vector | None) -> tuple[str, str]:
        """Id of the model's structure at a place of a registered scan, and the kind of its tissue."""
        subject = self.scans.subject
        if place is None or subject is None or not label:
            return "", ""
        return self._identify(subject, label, place), subject.kinds.get(label, "")

    def _select_in_scan(self, spotted: Spotted) -> None:
        """A click in a registered scan selects the model's structure there, unless it was a point to be picked."""
        fit, look = self.scans.fit, self.session.scan
        if fit is not None and look is not None and not self.session.now.concealed:
            name, _ = self._model_at(spotted.label, fit.placement.to_model(spotted.place))
            self.session.select(name or None)

    # Following

    @property
    def _fit(self) -> Fit | None:
        """How the open scan lies in the model."""
        scans = made(self, "scans")
        return scans.fit if scans else None

    def _mark_in_scan(self, hit: Hit | None) -> None:
        """What was clicked in the picture: the match of a point, or where the slices go to."""
        if (
            hit is not None
            and self.session.scan is not None
            and not self.scan_area.points.match(hit.position)
        ):
            self._go_to(hit.position)

    def _go_to(self, place: Vector) -> None:
        """The slices of a registered scan go to a place of the model (mm)."""
        fit = self._fit
        if fit is not None and self.session.scan is not None:
            there = fit.placement.to_scan(place)
            self.session.note_scan(lambda look: replace(look, cursor=there))

    def _mark_beside(self, place: Vector) -> None:
        """The cursor of the simulated images goes where that of the registered scan is (mm of the scan)."""
        fit = self._fit
        if fit is not None:
            self.session.mark(fit.placement.to_model(place))

    def _show_scan(self, old: AppState, new: AppState) -> None:
        """It comes and goes with the state; its cursor, once registered, shows in the picture."""
        self.beside.show_part(self.scan_page, new.scan is not None)
        if (old.scan is None, old.imaging is None) != (new.scan is None, new.imaging is None):
            QTimer.singleShot(0, self.beside.share)
        fit = self._fit
        if (
            new.scan is not None
            and fit is not None
            and (old.scan is None or old.scan.cursor != new.scan.cursor)
        ):
            self.pane.viewport.point_at_place(fit.placement.to_model(new.scan.cursor))


def _dropped(data: QMimeData) -> Path | None:
    """The first file or folder of this machine among what is dragged."""
    return next((Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()), None)
