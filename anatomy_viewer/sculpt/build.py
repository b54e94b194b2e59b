"""Runs recipes and writes `meshes/`: full and coarse PLY files and the manifest.

The same figures give the same bytes.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import ply_bytes
from anatomy_viewer.sculpt.decimate import decimated
from anatomy_viewer.sculpt.figures import MESHES, Figures
from anatomy_viewer.sculpt.hollows import shaded
from anatomy_viewer.sculpt.manifest import Entry, entry, update_manifest
from anatomy_viewer.sculpt.openings import WHOLE, needed
from anatomy_viewer.sculpt.patches import carved, marked
from anatomy_viewer.sculpt.placing import place
from anatomy_viewer.sculpt.recipe import Recipe
from anatomy_viewer.sculpt.recipes import RECIPES

# Told (id just finished, how many are done, how many there are).
Progress = Callable[[str, int, int], None]


def build(
    ids: Iterable[str] | None = None,
    out: Path = MESHES,
    progress: Progress = lambda _id, _done, _total: None,
    jobs: int = 2,
) -> tuple[str, ...]:
    """Sculpt `ids` (base ids; all when None) and whatever they need that `out` lacks; returns the ids built.

    Reads `out`/figures, writes `out`/ID.ply, `out`/coarse/ID.ply and `out`/manifest.json; once every mesh is there,
    also the courses, the openings of the muscles and the places of the points. `jobs` processes work side by side; 1
    works in this one. Raises ContentError for an unknown id, or tables that can't be read.
    """
    wanted = _with_needs(tuple(RECIPES) if ids is None else tuple(ids), out)
    (out / "coarse").mkdir(parents=True, exist_ok=True)
    entries: dict[str, Entry] = {}

    def report(name: str, result: Entry) -> None:
        entries[name] = result
        progress(name, len(entries), len(wanted))

    if jobs > 1 and len(wanted) > 1:
        _side_by_side(wanted, out, jobs, report)
    else:
        for name in wanted:
            report(name, make(name, out))
    update_manifest(out / "manifest.json", entries, RECIPES)
    place(out, wanted)
    return wanted


def make(name: str, out: Path) -> Entry:
    """Sculpt one structure whose needs are already in `out`; write both files and describe them."""
    full, coarse = sculpted(name, out)
    files = [(out / f"{name}.ply", full), (out / "coarse" / f"{name}.ply", coarse)]
    if RECIPES[name].opened:
        files.append((out / WHOLE / f"{name}.ply", full))
    for path, mesh in files:
        path.parent.mkdir(exist_ok=True)
        _write_whole(path, ply_bytes(mesh))
    return entry(full, coarse, RECIPES[name].anchor)


def sculpted(name: str, out: Path = MESHES) -> tuple[Mesh, Mesh]:
    """The full and the coarse mesh of `name`, patches marked; its needs are read from `out`."""
    recipe, figures = RECIPES[name], Figures(out / "figures")
    dense = recipe.build(figures, {need: needed(out, need) for need in recipe.needs})
    patches = recipe.patches(figures)
    coarse = recipe.thin(dense) if recipe.thin else decimated(dense, recipe.coarse, strict=False)
    full = shaded(decimated(dense, recipe.triangles), dense, recipe.shade)
    return carved(full, patches), marked(shaded(coarse, dense, recipe.shade), patches)


def _with_needs(ids: tuple[str, ...], out: Path) -> tuple[str, ...]:
    """`ids` in an order in which every need comes first; needs without a file are added."""
    order: dict[str, None] = {}

    def visit(name: str) -> None:
        if name in order:
            return
        for need in _recipe(name).needs:
            if need in ids or not (out / f"{need}.ply").is_file():
                visit(need)
        order[name] = None

    for name in ids:
        visit(name)
    return tuple(order)


def _recipe(name: str) -> Recipe:
    if name in RECIPES:
        return RECIPES[name]
    near = difflib.get_close_matches(name, RECIPES, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(RECIPES))}."
    raise ContentError("sculpt", None, f"there is no recipe for '{name}'.", hint)


def _side_by_side(names: tuple[str, ...], out: Path, jobs: int, report: Callable[[str, Entry], None]) -> None:
    """Each recipe starts when its needs are written. Spawned workers: VTK's threads don't survive a fork."""
    waiting, done = list(names), set[str]()
    running: dict[Future[Entry], str] = {}
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        while waiting or running:
            ready = [n for n in waiting if not (set(RECIPES[n].needs) & set(names)) - done]
            for name in ready:
                running[pool.submit(make, name, out)] = name
                waiting.remove(name)
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                name = running.pop(future)
                done.add(name)
                report(name, future.result())


def _write_whole(path: Path, data: bytes) -> None:
    temporary = path.with_suffix(".part")
    temporary.write_bytes(data)
    os.replace(temporary, path)
