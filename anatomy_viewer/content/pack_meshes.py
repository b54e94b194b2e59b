"""Meshes of one's own in lesson packs: those that the lessons name are put in; those that come are judged and kept.

A pack holds `meshes/structures.yaml` with a row each (source and licence) and `meshes/ID.ply` in the atlas's own form.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from anatomy_viewer.content.atlas_files import STRUCTURES
from anatomy_viewer.content.lesson_markdown import read_document
from anatomy_viewer.content.lesson_own import own_names
from anatomy_viewer.content.own_atlas import MESHES, OwnFiles, own_folders, own_rows, read_own
from anatomy_viewer.content.own_keeping import Kept, rows_text, write_own
from anatomy_viewer.content.own_mesh_files import MOST_FACES, WIDEST_MM
from anatomy_viewer.content.paths import own_atlas_dir
from anatomy_viewer.content.text_files import reason
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import parse_ply, read_ply
from anatomy_viewer.model.anatomy import Atlas

MOST_MESHES = 100


def meshes_of(lessons: Iterable[Path], atlas: Atlas, own: OwnFiles) -> Iterator[tuple[str, bytes]]:
    """Names in the pack and contents: the own meshes that these lessons name. Raises ContentError."""
    named: dict[str, None] = {}
    for path in lessons:
        for text in (path, path.with_name(f"{path.stem}.zh.md")):
            if text.is_file():
                named.update(dict.fromkeys(_ids(text, atlas)))
    if not named:
        return
    forms = [own.forms[name].model_copy(update={"file": ""}) for name in named]
    yield f"{MESHES}/{STRUCTURES}", rows_text(forms).encode()
    for name in named:
        path = own.folders[name] / f"{name}.ply"
        try:
            yield f"{MESHES}/{name}.ply", path.read_bytes()
        except OSError as error:
            raise ContentError(path, None, f"the file can't be read ({reason(error)}).") from error


def _ids(path: Path, atlas: Atlas) -> list[str]:
    found: list[str] = []
    for name, line in own_names(read_document(path)):
        ids = atlas.resolve(name)
        if not ids:
            hint = "Add it before the lesson is given away."
            raise ContentError(path, line, f"your mesh '{name}' is not here.", hint)
        found += ids
    return found


def is_pack_mesh(content: bytes) -> bool:
    """Is it a mesh as this program writes them, of a size that can be shown?"""
    try:
        mesh = parse_ply(content, Path())
    except (ContentError, ValueError, MemoryError):
        return False
    far = float(np.abs(mesh.vertices).max())
    return len(mesh.faces) <= 2 * MOST_FACES and far <= 2.0 * WIDEST_MM and not mesh.feature_names


def settle_meshes(pack: Path, packs: Path, place: Path, shown: Path) -> OwnFiles:
    """The meshes of an unpacked pack, judged and written anew; none is left of what a stranger wrote.

    packs: where packs are kept; place: where this one will be; shown: what errors name it.
    Raises ContentError and OSError.
    """
    folder = pack / MESHES
    if not folder.is_dir():
        return read_own([])
    kept = _judged(folder, shown)
    _refuse_taken(kept, [each for each in own_folders(own_atlas_dir(), packs) if each.parent != place], shown)
    shutil.rmtree(folder)
    write_own(kept, folder)
    return read_own([folder])


def _judged(folder: Path, shown: Path) -> list[Kept]:
    problems: list[ContentError] = []
    forms = own_rows(folder, problems)
    for problem in problems:
        raise ContentError(f"{shown}/{MESHES}/{STRUCTURES}", problem.line, problem.problem, problem.hint)
    files = {path.stem for path in folder.glob("*.ply")}
    ids = [form.id for form in forms]
    if set(ids) != files or len(ids) != len(files) or len(ids) > MOST_MESHES:
        raise ContentError(shown, None, "the pack's meshes and what is said of them do not belong together.")
    return [Kept(form, _bare(read_ply(folder / f"{form.id}.ply"))) for form in forms]


def _bare(mesh: Mesh) -> Mesh:
    return Mesh(mesh.vertices, mesh.faces, mesh.normals, mesh.colours, np.zeros(len(mesh.faces), np.uint8))


def _refuse_taken(kept: Sequence[Kept], folders: Iterable[Path], shown: Path) -> None:
    """Two meshes can't have one name: the lessons of one of them would show the other's."""
    others = read_own(folders)
    for each in kept:
        folder = others.folders.get(each.form.id)
        if folder is not None and not _same(read_ply(folder / f"{each.form.id}.ply"), each.mesh):
            problem = f"it brings a mesh '{each.form.id}', and you have another of this name."
            raise ContentError(shown, None, problem, "Remove yours, or add it again under another name.")


def _same(a: Mesh, b: Mesh) -> bool:
    return np.array_equal(a.vertices, b.vertices) and np.array_equal(a.faces, b.faces)
