"""A mesh file that is being added: read on a thread, laid over as the state says, and kept in the personal atlas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from anatomy_viewer.content.mesh_facts import measured
from anatomy_viewer.content.mesh_files import SYSTEM_COLOURS
from anatomy_viewer.content.own_adding import Wish, added, gap, mesh_colour, rgb
from anatomy_viewer.content.own_frames import Frame, guessed, laid_over, placed_mesh, refuse_units
from anatomy_viewer.content.own_keeping import MOST_MOVING, keep_own
from anatomy_viewer.content.own_mesh_files import RawMesh, read_raw_meshes
from anatomy_viewer.content.paths import own_atlas_dir
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.mesh_tables import one_mesh
from anatomy_viewer.geometry.registration import FEWEST, Fit, Placement
from anatomy_viewer.geometry.thinned import thinned
from anatomy_viewer.model.adding import PREVIEW, Adding
from anatomy_viewer.model.anatomy import DEEPEST_PEEL, OWN, MeshFacts, Names, Structure, Text, Vector
from anatomy_viewer.model.camera import Camera, frame
from anatomy_viewer.model.scanning import Mark
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.texts import NO_TEXT
from anatomy_viewer.session import Session
from anatomy_viewer.ui.background import Background

BESIDE_MM = 25.0  # from the specimen to a mesh that lies nowhere near it


class Preview:
    """The mesh as it lies in the picture: full and light, its facts, and the frame that put it there.

    away: mm that it lies from the specimen where the file has it; shown beside it then. before: an earlier one, from
    which is taken what does not change when the mesh is laid elsewhere.
    """

    def __init__(
        self, raw: RawMesh, frame: Frame, colour: str, bounds: NDArray[np.float64], before: Preview | None
    ) -> None:
        self._bare: tuple[Mesh, Mesh, MeshFacts]
        self._made_of = raw, frame.units, frame.axes, colour
        self.away = gap(raw, frame, bounds) if frame.placement is None else 0.0
        self.frame = frame if self.away == 0.0 else replace(frame, placement=_beside(raw, frame, bounds))
        if before is not None and before._made_of == self._made_of:
            self._bare = before._bare
        else:
            still, flat = replace(frame, placement=None), rgb(colour) if colour else None
            full = one_mesh([placed_mesh(part, still, flat, SYSTEM_COLOURS[OWN]) for part in raw.parts])
            self._bare = full, thinned(full, MOST_MOVING), measured(full).facts(mirrored=False)
        self.full, self.coarse = (_laid_by(mesh, self.frame.placement) for mesh in self._bare[:2])
        self.facts: MeshFacts = _facts(self._bare[2], self.full, self.frame.placement)
        self.structure = _structure(raw, mesh_colour(self.full))

    def file_place(self, place: Vector) -> Vector:
        """A place of the picture (mm) in the file's own numbers."""
        corners = self.frame.placed(np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]))
        x, y, z = np.linalg.solve((corners[1:] - corners[0]).T, np.subtract(place, corners[0])).tolist()
        return x, y, z

    def shown_place(self, place: Vector) -> Vector:
        """A place of the file, where the picture has it (mm)."""
        x, y, z = self.frame.placed(np.array([place]))[0].tolist()
        return x, y, z


def _beside(raw: RawMesh, frame: Frame, bounds: NDArray[np.float64]) -> Placement:
    """To the right of the specimen, at the height of its middle."""
    places = np.concatenate([frame.oriented(part.corners) for part in raw.parts])
    low, high = places.min(axis=0), places.max(axis=0)
    shift = bounds.mean(axis=0) - (low + high) / 2.0
    shift[0] = bounds[1, 0] + BESIDE_MM - low[0]
    return Placement(1.0, np.eye(3), shift)


def _laid_by(mesh: Mesh, lay: Placement | None) -> Mesh:
    if lay is None:
        return mesh
    turn = lay.turn.T.astype(np.float32)
    vertices = mesh.vertices @ (np.float32(lay.scale) * turn) + lay.shift.astype(np.float32)
    return replace(mesh, vertices=vertices, normals=mesh.normals @ turn)


def _facts(facts: MeshFacts, mesh: Mesh, lay: Placement | None) -> MeshFacts:
    (ax, ay, az), (bx, by, bz) = mesh.bounds.tolist()
    anchor = facts.anchor if lay is None else lay.to_scan(facts.anchor)
    return replace(facts, bounds=((ax, ay, az), (bx, by, bz)), anchor=anchor)


def _structure(raw: RawMesh, colour: str) -> Structure:
    name = raw.path.stem
    return Structure(
        PREVIEW, PREVIEW, "midline", OWN, DEEPEST_PEEL + 1, "", Names(name, "", name), Text(name, name),
        NO_TEXT, NO_TEXT, confidence="", colour=colour,
    )  # fmt: skip


class OwnReader(QObject):
    """`changed`: what is read, or how it lies, is another; `placed`: the preview is; `kept(ids)`; `failed(error)`.

    raw: the file; fit, problem: what its matching points give; preview: as it lies in the picture. None while none is.
    """

    changed = Signal()
    placed = Signal()
    kept = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._background = Background(self)
        self._opened = 0
        self.raw: RawMesh | None = None
        self.fit: Fit | None = None
        self.problem: ContentError | None = None
        self.preview: Preview | None = None
        self.colour = ""
        session.listen(self._follow)

    def open(self, paths: Sequence[Path]) -> None:
        """Read files that belong together; they come into the picture, or `failed` says why not."""
        self._background.run("read", lambda: read_raw_meshes(paths), self._take, self.failed.emit)

    def _take(self, raw: RawMesh) -> None:
        self._opened += 1
        self.raw, self.preview, self.colour = raw, None, ""
        likely = guessed(raw)
        self._wanted = Adding(self._opened, likely.units, likely.axes)
        self._lay(self._wanted, begins=True)

    def set_colour(self, colour: str) -> None:
        """'#RRGGBB', or '' for what the file brings."""
        self.colour = colour
        if self._session.adding is not None:
            self._lay(self._session.adding)

    def _follow(self, old: AppState, new: AppState) -> None:
        if new.adding is None and old.adding is not None:
            self.raw = self.fit = self.problem = self.preview = None
            self._background.forget("lay")
            QTimer.singleShot(0, self, self.placed.emit)  # once the state has been told of
        elif new.adding is not None and new.adding != old.adding and old.adding is not None:
            before, after = (_laid(each) for each in (old.adding, new.adding))
            if before != after:
                self._lay(new.adding)
            self.changed.emit()

    @property
    def bounds(self) -> NDArray[np.float64]:
        """(2, 3): the box of the specimen, mm."""
        atlas = self._session.atlas
        return atlas.bounds(sorted(atlas.all_ids))

    def _lay(self, adding: Adding, begins: bool = False) -> None:
        """Fit the points at once, and make the preview on a thread."""
        raw = self.raw
        if raw is None:
            return
        frame = Frame(adding.units, adding.axes)
        self.fit, self.problem = None, None
        try:
            if len(adding.marks) >= FEWEST:
                self.fit = laid_over(oriented(adding.marks, frame), adding.scaled)
                frame = replace(frame, placement=self.fit.placement)
            refuse_units(raw, frame)
        except ContentError as error:
            self.problem = error
        colour, bounds, before = self.colour, self.bounds, self.preview
        done: Callable[[Preview], None] = lambda preview: self._show(preview, adding if begins else None)  # noqa: E731
        self._background.run(
            "lay", lambda: Preview(raw, frame, colour, bounds, before), done, self.failed.emit
        )

    def _show(self, preview: Preview, begun: Adding | None) -> None:
        self.preview = preview
        self.placed.emit()
        if begun is not None:
            camera = self._both() if preview.away else None
            self._session.begin_adding(begun, camera)
        self.changed.emit()

    def _both(self) -> Camera:
        """From behind, so that the specimen and what lies beside it are seen, also in a picture that is rather high."""
        seen = {*(self._session.view.visible or self._session.atlas.all_ids), PREVIEW}
        box = self._session.atlas.bounds(sorted(seen))
        aside = np.array([0.15 * np.ptp(box[:, 0]), 0.0, 0.0])
        return frame(np.array([box[0] - aside, box[1] + aside]), "posterior", "whole")

    def keep(self, wish: Wish) -> None:
        """Add the file as `wish` and the state say; `kept` or `failed` follows."""
        raw, adding, bounds = self.raw, self._session.adding, self.bounds
        if raw is None or adding is None:
            return
        taken = {*self._session.atlas.own_ids, PREVIEW}
        marks = adding.marks if len(adding.marks) >= FEWEST else ()
        wish = replace(
            wish, units=adding.units, axes=adding.axes, scaled=adding.scaled, colour=self.colour,
            marks=(lambda frame: oriented(marks, frame)) if marks else None,
        )  # fmt: skip

        def work() -> list[str]:
            meshes = added(raw, wish, taken, bounds).meshes
            keep_own(meshes, own_atlas_dir())
            return [each.form.id for each in meshes]

        self._background.run("keep", work, self.kept.emit, self.failed.emit)

    def finish(self) -> None:
        """Before the window goes."""
        self._background.finish()


def oriented(marks: tuple[Mark, ...], frame: Frame) -> list[Mark]:
    """The pairs with the mesh's places in RAS mm."""
    places = frame.oriented([mark.scan for mark in marks]).tolist()
    return [replace(mark, scan=(x, y, z)) for mark, (x, y, z) in zip(marks, places, strict=True)]


def _laid(adding: Adding) -> tuple[object, ...]:
    return adding.units, adding.axes, adding.marks, adding.scaled
