"""Keeping a mesh of one's own in the personal atlas, all of a file or nothing, and being rid of it again."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from unicodedata import normalize

from anatomy_viewer.content.atlas_files import STRUCTURES
from anatomy_viewer.content.manifest_file import MANIFEST, Entry
from anatomy_viewer.content.mesh_facts import measured
from anatomy_viewer.content.mesh_files import COARSE
from anatomy_viewer.content.own_atlas import OwnForm, own_folders, own_rows
from anatomy_viewer.content.text_files import reason, replace_text
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import write_ply
from anatomy_viewer.geometry.thinned import thinned
from anatomy_viewer.model.anatomy import OWN, OWN_PREFIX

MOST_MOVING = 30_000  # faces of the mesh for moving pictures


@dataclass(frozen=True, eq=False)
class Kept:
    """A mesh in mm of the specimen and its row."""

    form: OwnForm
    mesh: Mesh


def own_id(name: str, taken: Collection[str]) -> str:
    """An id for a name, such as own_titanium_plate; with a number where it is `taken`."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = OWN_PREFIX + ("_".join(re.findall(r"[a-z0-9]+", plain))[:48].strip("_") or "mesh")
    names = [base, *(f"{base}_{number}" for number in range(2, len(taken) + 3))]
    return next(each for each in names if each not in taken)


def keep_own(meshes: Sequence[Kept], home: Path) -> Path:
    """Write them into a folder of their own in `home`: it is there whole or not at all. Raises ContentError."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        part = Path(mkdtemp(dir=home, prefix=".adding-"))
        try:
            write_own(meshes, part / "new")
            place = _free(home, meshes[0].form.id)
            (part / "new").rename(place)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise ContentError(home, None, f"the mesh can't be kept ({reason(error)}).") from error
    return place


def _free(home: Path, name: str) -> Path:
    places = (home / (name if not number else f"{name}-{number}") for number in range(10_000))
    return next(place for place in places if not place.exists())


def write_own(meshes: Sequence[Kept], folder: Path) -> None:
    """An atlas folder of these meshes. Raises OSError."""
    (folder / COARSE).mkdir(parents=True)
    entries: dict[str, Entry] = {}
    for each in meshes:
        thin = thinned(each.mesh, MOST_MOVING)
        write_ply(folder / f"{each.form.id}.ply", each.mesh)
        write_ply(folder / COARSE / f"{each.form.id}.ply", thin)
        entries[each.form.id] = measured(each.mesh).model_copy(update={"triangles_coarse": len(thin.faces)})
    whole = {name: entry.model_dump(exclude_defaults=True) for name, entry in entries.items()}
    replace_text(folder / MANIFEST, json.dumps(whole, indent=1) + "\n")
    replace_text(folder / STRUCTURES, rows_text(each.form for each in meshes))


def rows_text(forms: Iterable[OwnForm]) -> str:
    """The file of rows: YAML, a row a line."""
    lines = (
        json.dumps(form.model_dump(exclude_defaults=True), ensure_ascii=False) for form in forms
    )  # JSON is YAML
    return f"{OWN}:\n" + "".join(f"  - {line}\n" for line in lines)


def remove_own(names: Collection[str], home: Path) -> None:
    """Take meshes out of the personal atlas in `home`. Raises ContentError where it has none of an id."""
    gone: set[str] = set()
    for folder in own_folders(home):
        forms = own_rows(folder, [])
        left = [form for form in forms if form.id not in names]
        here = {form.id for form in forms} - {form.id for form in left}
        if here:
            try:
                _drop(folder, here, left)
            except OSError as error:
                problem = f"the mesh can't be removed ({reason(error)})."
                raise ContentError(folder, None, problem) from error
        gone |= here
    for name in sorted(set(names) - gone):
        raise ContentError(
            name, None, "there is no own mesh of this name.", "'anatomy-viewer own' lists them."
        )


def _drop(folder: Path, names: Iterable[str], left: Sequence[OwnForm]) -> None:
    if not left:
        gone = Path(mkdtemp(dir=folder.parent, prefix=".removed-"))
        folder.rename(gone / "old")
        shutil.rmtree(gone, ignore_errors=True)
        return
    replace_text(folder / STRUCTURES, rows_text(left))
    for name in names:
        for path in (folder / f"{name}.ply", folder / COARSE / f"{name}.ply"):
            path.unlink(missing_ok=True)
