"""`anatomy-viewer add`, `own` and `remove`: the user's own meshes beside the atlas."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.own_adding import Added, Wish, added
from anatomy_viewer.content.own_atlas import OwnFiles, own_folders, read_own
from anatomy_viewer.content.own_frames import checked_axes
from anatomy_viewer.content.own_keeping import keep_own, remove_own
from anatomy_viewer.content.own_matches import read_matches
from anatomy_viewer.content.own_mesh_files import RawMesh, read_raw_mesh
from anatomy_viewer.content.paths import meshes_dir, own_atlas_dir, packs_dir
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas, Text

Tell = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class _Judged:
    """A file and what it would become."""

    raw: RawMesh
    added: Added


def own_files() -> OwnFiles:
    """The user's own meshes, and those that lesson packs have brought."""
    return read_own(own_folders(own_atlas_dir(), packs_dir()))


def run_add(words: Namespace, tell: Tell) -> list[dict[str, Any]]:
    """Judge all files, then keep them: a row for each structure. Raises ContentError, and then nothing is kept."""
    if len(words.files) > 1 and words.name:
        problem = "one name can't serve several files."
        raise ContentError("the command", None, problem, "Add them one by one.")
    source, licence = _said(words)
    atlas, taken = load_atlas(meshes_dir()).atlas, {*own_files().folders}
    judged = []
    for path in words.files:
        found = _judge(path, words, atlas, Wish(source, licence), taken)
        judged.append(found)
        taken |= {each.form.id for each in found.added.meshes}
    rows = []
    for each in judged:
        keep_own(each.added.meshes, own_atlas_dir())
        rows += _rows(each.added)
        for note in _lines(each):
            tell(note)
    return rows


def _said(words: Namespace) -> tuple[str, str]:
    """Source and licence; who sits at a terminal is asked for what the command does not say."""
    asks = sys.stdin.isatty() and sys.stdout.isatty() and not words.json
    source = words.source or (_asked("Source (who made it, where it is from): ") if asks else "")
    licence = words.licence or (_asked("Licence (such as CC BY 4.0, or 'own work'): ") if asks else "")
    if not source.strip():
        problem = "it is not said where the mesh comes from."
        raise ContentError("the command", None, problem, "Write --source 'Who made it'.")
    if not licence.strip():
        problem = "it is not said under which licence the mesh stands."
        raise ContentError("the command", None, problem, "Write --licence 'CC BY 4.0', or 'own work'.")
    return source.strip(), licence.strip()


def _asked(question: str) -> str:
    """What is typed; nothing where the input ends."""
    try:
        return input(question)
    except EOFError:
        return ""


def _judge(path: Path, words: Namespace, atlas: Atlas, wish: Wish, taken: set[str]) -> _Judged:
    raw, axes = read_raw_mesh(path), checked_axes(words.axes) if words.axes else ""
    marks = partial(read_matches, words.match, atlas) if words.match else None
    wish = replace(
        wish, units=words.units or "", axes=axes, marks=marks, scaled=words.fit == "similarity",
        names=Text(words.name, words.name_zh), side=words.side, colour=words.colour,
    )  # fmt: skip
    return _Judged(raw, added(raw, wish, taken, atlas.bounds(sorted(atlas.all_ids))))


def _rows(found: Added) -> list[dict[str, Any]]:
    fit = {} if found.fit is None else {
        "rms_mm": round(found.fit.rms, 2), "residuals_mm": [round(mm, 2) for mm in found.fit.residuals],
        "scale": round(found.fit.placement.scale, 5),
    }  # fmt: skip
    return [
        {
            "id": each.form.id, "en": each.form.names.en, "zh": each.form.names.zh, "side": each.form.side,
            "colour": each.form.colour, "triangles": len(each.mesh.faces),
            "bounds": [[round(float(v), 1) for v in corner] for corner in each.mesh.bounds],
            "units": found.frame.units, "axes": found.frame.axes, **fit, "notes": list(found.notes),
        }
        for each in found.meshes
    ]  # fmt: skip


def _lines(judged: _Judged) -> list[str]:
    """What was done with a file."""
    found, lines = judged.added, []
    for each in found.meshes:
        lines.append(f"{each.form.id}  {each.form.names.en}, {len(each.mesh.faces):,} faces")
    if found.fit is not None:
        apart = ", ".join(f"{mm:.1f}" for mm in found.fit.residuals)
        lines.append(f"  matching points: {apart} mm apart, {found.fit.rms:.1f} mm RMS")
    return lines + [f"  {note}" for note in found.notes]


def own_rows_of(files: OwnFiles) -> list[dict[str, Any]]:
    """Each own mesh as a row: what it is called, where it is from, and where it is kept."""
    return [
        {
            "id": name, "en": form.names.en, "zh": form.names.zh, "side": form.side, "source": form.source,
            "licence": form.licence, "triangles": files.own.facts[name].triangles,
            "folder": str(files.folders[name]),
        }
        for name, form in files.forms.items()
    ]  # fmt: skip


def run_remove(names: Sequence[str]) -> list[str]:
    """Remove meshes by id or name; returns their ids. Raises ContentError."""
    files = own_files()
    found = [_called(name, files) for name in names]
    remove_own(found, own_atlas_dir())
    return found


def _called(name: str, files: OwnFiles) -> str:
    ids = [i for i, form in files.forms.items() if name in (i, form.names.en, form.names.zh)]
    if len(ids) != 1:
        problem = "several own meshes are called so." if ids else "there is no own mesh of this name."
        raise ContentError(name, None, problem, "'anatomy-viewer own' lists their ids.")
    folder = files.folders[ids[0]]
    if not folder.is_relative_to(own_atlas_dir()):
        problem = f"it belongs to the lesson pack '{folder.parent.name}'."
        raise ContentError(name, None, problem, "Remove the pack on Home.")
    return ids[0]
