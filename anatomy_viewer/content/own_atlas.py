"""The user's own meshes: small atlas folders beside the shipped one, whose meshes are read when they are shown.

A folder holds `structures.yaml` (`own:` rows), `manifest.json`, and a full and a coarse mesh of each row as `sculpt`
writes them. The personal ones lie in `atlas/NAME` of the user's folder, those of a lesson pack in its `meshes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Annotated

import numpy as np
from pydantic import Field, StringConstraints

from anatomy_viewer.content.atlas_files import STRUCTURES
from anatomy_viewer.content.forms import Form, Id, Line, one_of
from anatomy_viewer.content.mesh_facts import MeshEntries
from anatomy_viewer.content.mesh_files import COARSE
from anatomy_viewer.content.problem_words import in_chinese
from anatomy_viewer.content.problems_zh import PROBLEMS
from anatomy_viewer.content.rows import read_table, rows
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.model.anatomy import DEEPEST_PEEL, OWN, OWN_PREFIX, Names, Source, Structure, Text
from anatomy_viewer.model.own_meshes import Own

SIDES = ("right", "left", "midline")
MESHES = "meshes"  # of a lesson pack
_Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]


class OwnNames(Form):
    """A name in both languages."""

    en: Line
    zh: Line


class OwnForm(Form):
    """A row: what it is called, where it comes from, and how it was laid over the specimen.

    file: the name of the file that it came from; points, rms_mm, scale: of the matching points, where there were any.
    """

    id: Annotated[Id, StringConstraints(pattern=rf"^{OWN_PREFIX}[a-z0-9_]+$")]
    names: OwnNames
    side: Annotated[str, one_of(SIDES)] = "midline"
    colour: _Colour
    source: Line
    licence: Line
    file: Annotated[str, StringConstraints(max_length=200)] = ""
    points: Annotated[int, Field(ge=0, le=200)] = 0
    rms_mm: Annotated[float, Field(ge=0)] = 0.0
    scale: Annotated[float, Field(gt=0)] = 1.0
    open: bool = False


@dataclass(frozen=True)
class OwnFiles:
    """Own meshes, the folder of each, their rows, and what is wrong with them."""

    own: Own
    folders: Mapping[str, Path]
    forms: Mapping[str, OwnForm]
    problems: tuple[ContentError, ...]


def own_folders(home: Path, packs: Path | None = None) -> list[Path]:
    """The personal atlas folders in `home`, then those of the lesson packs; hidden ones are being written."""
    personal = [path for path in _in(home) if (path / STRUCTURES).is_file()]
    brought = [path / MESHES for path in _in(packs)] if packs else []
    return [*personal, *(path for path in brought if (path / STRUCTURES).is_file())]


def _in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return []


def read_own(folders: Iterable[Path]) -> OwnFiles:
    """The own meshes of these folders; of two with one id the first stands. A row without its mesh is left out."""
    problems: list[ContentError] = []
    structures, facts, sources, places, forms = {}, {}, {}, {}, {}
    for folder in folders:
        entries = MeshEntries(folder, problems)
        for form in own_rows(folder, problems):
            entry = entries.of(form.id)
            if form.id in structures or entry is None or not (folder / f"{form.id}.ply").is_file():
                continue
            structures[form.id] = _structure(form, folder.parent.name if folder.name == MESHES else "")
            facts[form.id] = entry.facts(mirrored=False)
            sources[form.id] = Source(form.id, form.source, short=form.source)
            places[form.id], forms[form.id] = folder, form
    kept = frozenset(name for name, folder in places.items() if folder.name != MESHES)
    found = {
        folder: tuple(n for n, place in places.items() if place == folder) for folder in set(places.values())
    }
    together = {name: found[folder] for name, folder in places.items()}
    return OwnFiles(Own(structures, facts, sources, kept, together), places, forms, tuple(problems))


def own_rows(folder: Path, problems: list[ContentError]) -> list[OwnForm]:
    """The sound rows of a folder."""
    path = folder / STRUCTURES
    return [row.form for row in rows(read_table(path, (OWN,), problems), OWN, OwnForm, path, problems)]


def _structure(form: OwnForm, pack: str) -> Structure:
    side = next(side for side in ("right", "left", "midline") if side == form.side)
    name = Text(form.names.en, form.names.zh)
    return Structure(
        form.id, form.id, side, OWN, DEEPEST_PEEL + 1, "",
        names=Names(form.names.en, "", form.names.zh), short=name, about=_about(form, pack), gon=Text("", ""),
        source=(form.id,), confidence="", colour=form.colour, licence=form.licence,
    )  # fmt: skip


def _about(form: OwnForm, pack: str) -> Text:
    """Where it came from and how well it lies, in words."""
    said = ["A mesh of your own; it is no part of the atlas."]
    if pack:
        said = [f"It came with the lesson pack {pack}; it is no part of the atlas."]
    if form.file:
        said.append(f"From the file {form.file}.")
    if form.points:
        said.append(
            f"Laid over the specimen by {form.points} matching points, {form.rms_mm:.1f} mm apart (RMS)."
        )
    if abs(form.scale - 1.0) > 1e-6:
        said.append(f"Its size was changed by the factor {form.scale:.3g}.")
    if form.open:
        said.append("Its surface is not closed, so a cut shows no face.")
    return Text(" ".join(said), "".join(in_chinese(each, PROBLEMS) for each in said))


class OwnMeshes(Mapping[str, Mesh]):
    """The full or coarse meshes of own structures by id, each read when first asked for. Any thread may ask.

    One that is missing or damaged is a speck, and named in `problems`.
    """

    def __init__(self, folders: Mapping[str, Path], coarse: bool = False) -> None:
        self._folders, self._coarse = folders, coarse
        self._lock = Lock()
        self._kept: dict[str, Mesh] = {}
        self.problems: list[ContentError] = []

    def __getitem__(self, name: str) -> Mesh:
        folder = self._folders[name]
        with self._lock:
            if name not in self._kept:
                self._kept[name] = self._read(folder, f"{name}.ply")
            return self._kept[name]

    def __contains__(self, name: object) -> bool:
        return name in self._folders  # without reading it

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)

    def _read(self, folder: Path, name: str) -> Mesh:
        thin = folder / COARSE / name
        try:
            return read_ply(thin if self._coarse and thin.is_file() else folder / name)
        except ContentError as error:
            self.problems.append(ContentError(error.path, error.line, error.problem, "Add the mesh again."))
            zeros = np.zeros((3, 3), np.float32)
            return Mesh(
                zeros, np.array([[0, 1, 2]], np.int32), zeros, zeros.astype(np.uint8), np.zeros(1, np.uint8)
            )
