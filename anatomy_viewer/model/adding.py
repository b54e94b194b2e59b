"""`Adding`: how a mesh file that is to become one's own is read and laid over the specimen, as one frozen value.

The mesh itself is large and no part of the state: `ui/own_reader.py` holds it, and `opened` says which one it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from anatomy_viewer.model.anatomy import OWN_PREFIX, Vector
from anatomy_viewer.model.scanning import Mark

PREVIEW = f"{OWN_PREFIX}preview"  # id of the mesh that is being added
SEEN = ("both", "mesh", "specimen")


@dataclass(frozen=True)
class Adding:
    """opened: number of the opened file. units, axes: how its numbers are read. seen: what of SEEN is in the picture.

    marks: matching points; `scan` of each is its place in the file's own numbers. scaled: one common scale is sought.
    on_mesh: a place of the mesh (the file's numbers) whose match is wanted; on_model: a landmark's id ('' for a free
    point) and a place of the specimen (mm) whose match is wanted. points: of the atlas, in the picture before: two
    kinds of numbers would be confused.
    """

    opened: int
    units: str
    axes: str
    marks: tuple[Mark, ...] = ()
    scaled: bool = False
    seen: str = SEEN[0]
    points: tuple[str, ...] = ()
    on_mesh: Vector | None = None
    on_model: tuple[str, Vector] | None = None

    def with_mesh_point(self, place: Vector) -> Adding:
        """A place of the mesh was chosen: with its match a pair, else it waits."""
        return replace(self, on_mesh=place)._paired()

    def with_model_point(self, landmark: str, place: Vector) -> Adding:
        """A place of the specimen was chosen: with its match a pair, else it waits."""
        return replace(self, on_model=(landmark, place))._paired()

    def _paired(self) -> Adding:
        if self.on_mesh is None or self.on_model is None:
            return self
        landmark, place = self.on_model
        kept = tuple(mark for mark in self.marks if not landmark or mark.landmark != landmark)
        mark = Mark(landmark, place, self.on_mesh)
        return replace(self, marks=(*kept, mark), on_mesh=None, on_model=None)

    def without(self, index: int) -> Adding:
        """One pair less."""
        return replace(self, marks=(*self.marks[:index], *self.marks[index + 1 :]))


def kept_adding(now: Adding | None, then: Adding | None) -> Adding | None:
    """What undo leaves of the present: which file is open, and what of it is seen; the rest is undone."""
    if now is None or then is None or now.opened != then.opened:
        return now
    return replace(then, seen=now.seen)
