"""Reads what a scene needs: atlas, meshes, centre-lines. Used by the window and by the command line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.course_file import COURSES, read_courses
from anatomy_viewer.content.manifest_file import MANIFEST
from anatomy_viewer.content.mesh_files import MeshStore
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.mesh_tables import Joined
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.own_meshes import with_own

if TYPE_CHECKING:
    from anatomy_viewer.content.own_atlas import OwnFiles
    from anatomy_viewer.content.pathway_places import Strand

Lines = Mapping[str, Sequence[NDArray[np.float64]]]


class FullMeshes(Mapping[str, Mesh]):
    """The full meshes by structure id, each read when first asked for; the coarse one where that can't be done."""

    def __init__(self, store: MeshStore, coarse: Mapping[str, Mesh]) -> None:
        self._store, self._coarse = store, coarse

    def __getitem__(self, name: str) -> Mesh:
        coarse = self._coarse[name]
        return self._store.full(name) or coarse

    def __iter__(self) -> Iterator[str]:
        return iter(self._coarse)

    def __len__(self) -> int:
        return len(self._coarse)


@dataclass(frozen=True)
class SpecimenFiles:
    """What `Scene` takes, and what was wrong with the files. `digest` changes with every mesh."""

    atlas: Atlas
    store: MeshStore
    coarse: Mapping[str, Mesh]
    courses: Lines
    found: tuple[ContentError, ...]
    digest: str
    own: OwnFiles | None = None

    @cached_property
    def full(self) -> Mapping[str, Mesh]:
        """The full meshes by structure id, read when asked for."""
        return FullMeshes(self.store, self.coarse)

    @property
    def full_and_own(self) -> Mapping[str, Mesh]:
        """The full meshes, and after them the user's own where they were asked for."""
        if self.own is None:
            return self.full
        from anatomy_viewer.content.own_atlas import OwnMeshes

        return Joined(self.full, OwnMeshes(self.own.folders))

    def cavities(self) -> Mesh | None:
        """The rooms of the head that no tissue fills, read once; None in an atlas without them."""
        return self.store.cavities()

    def strands(self) -> tuple[Strand, ...]:
        """The fibres of the pathway of pain; none where their rules can't be followed (`check` says why)."""
        from anatomy_viewer.content.pathway_places import read_places

        try:
            return read_places(self.store.folder, self.atlas).strands
        except ContentError:
            return ()

    @property
    def problems(self) -> tuple[ContentError, ...]:
        """Everything that is wrong, as far as the files have been read."""
        return (*self.found, *self.store.problems)

    @property
    def trunks(self) -> Mapping[str, NDArray[np.float64]]:
        """Structure id → centre-line of its trunk."""
        return {name: lines[0] for name, lines in self.courses.items()}


def with_own_files(specimen: SpecimenFiles, own: OwnFiles) -> SpecimenFiles:
    """The specimen with the user's own meshes beside it, which are read when they are shown."""
    return replace(
        specimen,
        atlas=with_own(specimen.atlas, own.own),
        own=own,
        found=(*specimen.found, *own.problems),
    )


def read_specimen(folder: Path) -> SpecimenFiles:
    """Atlas, coarse meshes and courses of `folder`; full meshes follow when asked for. What is broken is named."""
    found = load_atlas(folder)
    store = MeshStore(folder, found.atlas)
    coarse = {name: mesh for name in found.atlas.structures if (mesh := store.coarse(name)) is not None}
    courses, course_problems = _courses(folder, found.atlas)
    manifest = folder / MANIFEST
    digest = hashlib.sha256(manifest.read_bytes()).hexdigest() if manifest.is_file() else ""
    return SpecimenFiles(found.atlas, store, coarse, courses, (*found.problems, *course_problems), digest)


def _courses(folder: Path, atlas: Atlas) -> tuple[Lines, tuple[ContentError, ...]]:
    """Centre-lines by structure id; the left ones mirrored."""
    try:
        read = read_courses(folder / COURSES)
    except ContentError as error:
        return {}, (error,)
    flip = np.array([-1.0, 1.0, 1.0])
    found = {}
    for structure in atlas.structures.values():
        if structure.base in read:
            lines = [part.places for part in read[structure.base]]
            found[structure.id] = [line * flip for line in lines] if structure.side == "left" else lines
    return found, ()
