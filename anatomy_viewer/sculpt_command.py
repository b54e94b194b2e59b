"""`anatomy-viewer sculpt`: the meshes and the volume built from the figures, compared, and told how they are made."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from importlib.util import find_spec

from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.errors import ContentError


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def run_sculpt(words: Namespace) -> int:
    """Rebuild meshes from the figures, with progress; or measure them, or say what makes them."""
    if find_spec("anatomy_viewer.sculpt") is None:
        nothing = "this folder application shows the atlas and cannot build it."
        raise ContentError(meshes_dir(), None, nothing, "Build it in a checkout of the project.")
    if words.compare:
        return _compare(words)
    if words.recipes:
        return _recipes()
    if not words.volume:
        from anatomy_viewer.sculpt.build import build

        build(words.ids or None, meshes_dir(), lambda name, done, total: _say(f"[{done}/{total}] {name}"))
    if words.volume or not words.ids:
        _build_volume()
    return 0


def _build_volume() -> None:
    from anatomy_viewer.content.structure_rows import structure_forms
    from anatomy_viewer.geometry.fields import FIELDS
    from anatomy_viewer.sculpt.cavities import CAVITIES, write_cavities
    from anatomy_viewer.sculpt.fields import write_fields
    from anatomy_viewer.sculpt.volume.build import VOLUME, Part, write_volume

    forms = structure_forms(meshes_dir())
    write_fields(meshes_dir(), {name: form.system for name, form in forms.items()})
    _say(FIELDS)
    write_cavities(meshes_dir())
    _say(CAVITIES)
    write_volume(meshes_dir(), [Part(f.id, f.names.en, f.system, f.paired) for f in forms.values()])
    _say(VOLUME)


def _compare(words: Namespace) -> int:
    from anatomy_viewer.content.structure_rows import structure_forms
    from anatomy_viewer.sculpt.compare.table import Subject, compare
    from anatomy_viewer.sculpt.compare.words import comparison_lines

    subjects = [
        Subject(form.id, form.system, form.fma_numbers(), form.paired, form.inside)
        for form in structure_forms(meshes_dir()).values()
    ]
    found = compare(words.compare, meshes_dir(), subjects, words.ids)
    if words.json:
        _say(json.dumps(found.as_json(), indent=1))
    else:
        for line in comparison_lines(found):
            _say(line)
    return 0


def _recipes() -> int:
    from anatomy_viewer.content.structure_rows import structure_forms
    from anatomy_viewer.sculpt.recipe_table import Made, recipe_lines

    forms = structure_forms(meshes_dir()).values()
    rows = [Made(f.id, f.names.en, f.system, f.paired, tuple(f.source or ()), f.confidence) for f in forms]
    entries = json.loads((meshes_dir() / "manifest.json").read_text(encoding="utf-8"))
    for line in recipe_lines(rows, entries):
        _say(line)
    return 0
