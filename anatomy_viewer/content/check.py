"""Everything that is wrong with an atlas and its lessons, in one report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from anatomy_viewer.content.anatomy_checks import anatomy_problems
from anatomy_viewer.content.atlas_files import PATHWAY, STRUCTURES, SYNDROMES, AtlasFiles, load_atlas
from anatomy_viewer.content.lesson_bank import Bank, bank_counts, bank_problems
from anatomy_viewer.content.lesson_files import load_lesson_files, load_lessons
from anatomy_viewer.content.manifest_file import MANIFEST, Entry, read_manifest
from anatomy_viewer.content.mesh_files import CAVITIES, COARSE, MeshStore
from anatomy_viewer.content.own_atlas import own_folders, read_own
from anatomy_viewer.content.path_files import load_paths
from anatomy_viewer.content.paths import base_path, lessons_dir, meshes_dir, own_atlas_dir, packs_dir
from anatomy_viewer.content.pathway_rows import read_pathway
from anatomy_viewer.content.syndrome_rows import read_syndromes
from anatomy_viewer.content.variant_file import variant_problems
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.own_meshes import with_own

ATLAS_FILES = (".yaml", ".json", ".ply")


@dataclass(frozen=True)
class Report:
    """What was looked at and what is wrong with it."""

    problems: tuple[ContentError, ...]
    structures: int
    lessons: int
    steps: int
    questions: int
    bank: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The promised form of `check --json`; `bank` where all shipped lessons were looked at."""
        whole = {"bank": dict(self.bank)} if self.bank else {}
        return {
            "problems": [_as_json(p) for p in self.problems],
            "structures": self.structures,
            "lessons": self.lessons,
            "steps": self.steps,
            "questions": self.questions,
            **whole,
        }


def _as_json(problem: ContentError) -> dict[str, Any]:
    return {"file": str(problem.path), "line": problem.line, "what": problem.problem, "hint": problem.hint}


def check(paths: Sequence[Path] = ()) -> Report:
    """Check lessons (files or folders of them) and atlas folders; all that is shipped when no path is given.

    Lessons are checked against the atlas folder among `paths`, or against the shipped one.
    """
    wanted = _Wanted.sorted_out(paths or (meshes_dir(), lessons_dir()))
    atlas = load_atlas(wanted.atlas or meshes_dir())
    own = read_own(own_folders(own_atlas_dir(), packs_dir()))
    problems = list(wanted.problems)
    if wanted.atlas:
        problems += atlas.problems
        read_syndromes(wanted.atlas / SYNDROMES, atlas.atlas, problems)
        read_pathway(wanted.atlas / PATHWAY, atlas.atlas, problems)
        problems += _further(problems, _mesh_problems(wanted.atlas, atlas.atlas))
        problems += _further(problems, anatomy_problems(wanted.atlas))
        problems += _further(problems, variant_problems(wanted.atlas, atlas.atlas.sources))
    if not atlas.atlas.structures:  # every name in every lesson would be unknown
        return Report(tuple(_near(p) for p in problems or atlas.problems), 0, 0, 0, 0)
    lessons = load_lesson_files(wanted.lessons, with_own(atlas.atlas, own.own), _shipped(wanted, atlas))
    problems += lessons.problems
    for folder in dict.fromkeys(path.parent for path in wanted.lessons):
        problems += load_paths(folder, lessons.lessons).problems if wanted.whole(folder) else ()
    steps = [step for lesson in lessons.lessons.values() for step in lesson.steps]
    questions = sum(len(step.questions) for step in steps)
    bank = None if paths else Bank(lessons.lessons, atlas.atlas, lessons_dir())
    problems += bank_problems(bank) if bank else ()
    return Report(
        tuple(_near(problem) for problem in problems),
        len(atlas.atlas.structures),
        len(lessons.lessons),
        len(steps),
        questions,
        bank_counts(bank) if bank else {},
    )


@dataclass
class _Wanted:
    """What the paths on the command line stand for."""

    atlas: Path | None = None
    lessons: list[Path] = field(default_factory=list)
    problems: list[ContentError] = field(default_factory=list)

    @classmethod
    def sorted_out(cls, paths: Iterable[Path]) -> _Wanted:
        """Atlas folders, lessons, and what is neither."""
        wanted = cls()
        for path in paths:
            wanted._add(path)
        wanted.lessons = list(dict.fromkeys(wanted.lessons))
        return wanted

    def _add(self, path: Path) -> None:
        if path.is_dir() and (path / STRUCTURES).is_file():
            self.atlas = path
        elif path.is_dir():
            self._add_folder(path)
        elif path.suffix == ".md" and path.is_file():
            base = base_path(path)
            self.lessons += [base] if base.is_file() else [path]
        elif path.suffix in ATLAS_FILES and (path.parent / STRUCTURES).is_file():
            self.atlas = path.parent
        else:
            problem = (
                "this is not a lesson (.md) or a folder."
                if path.exists()
                else "there is no such file or folder."
            )
            self.problems.append(
                ContentError(path, None, problem, "Name a lesson, or a folder of lessons or meshes.")
            )

    def whole(self, folder: Path) -> bool:
        """Are all lessons of `folder` looked at? Paths may name any of them."""
        return set(folder.glob("*.md")) <= set(self.lessons)

    def _add_folder(self, folder: Path) -> None:
        found = sorted(path for path in folder.glob("*.md") if path.is_file())
        self.lessons += found
        if not found:
            self.problems.append(
                ContentError(folder, None, "there are no lessons (.md) here.", "Name another folder.")
            )


def _shipped(wanted: _Wanted, atlas: AtlasFiles) -> Iterable[Lesson]:
    """The shipped lessons, to which a lesson from elsewhere may link."""
    if all(path.parent.resolve() == lessons_dir().resolve() for path in wanted.lessons):
        others = [path for path in sorted(lessons_dir().glob("*.md")) if path not in wanted.lessons]
        return load_lesson_files(others, atlas.atlas).lessons.values()
    return load_lessons(lessons_dir(), atlas.atlas).lessons.values()


def _further(known: Iterable[ContentError], found: Iterable[ContentError]) -> list[ContentError]:
    """Those of `found` where nothing is wrong yet: what can't be read is met by each check in turn."""
    places = {(problem.path, problem.line) for problem in known}
    return [problem for problem in found if (problem.path, problem.line) not in places]


def _near(problem: ContentError) -> ContentError:
    """The same with its path as seen from the working folder, where it lies below it."""
    path = Path(problem.path)
    here = Path.cwd()
    shown = path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path
    return ContentError(shown, problem.line, problem.problem, problem.hint)


def _mesh_problems(folder: Path, atlas: Atlas) -> list[ContentError]:
    """Meshes that can't be read, that nobody describes, or that are not those of the manifest."""
    store = MeshStore(folder, atlas)
    for structure in atlas.structures.values():
        if structure.side != "left":
            store.full(structure.id)
            store.coarse(structure.id)
    return [*store.problems, *_strangers(folder, atlas), *_changed(folder)]


def _strangers(folder: Path, atlas: Atlas) -> list[ContentError]:
    bases = {structure.base for structure in atlas.structures.values()}
    paths = sorted([*folder.glob("*.ply"), *(folder / COARSE).glob("*.ply")])
    hint = f"Add a row to {STRUCTURES}, or delete the file."
    known = {*(f"{base}.ply" for base in bases), CAVITIES}
    return [ContentError(p, None, "no structure has this mesh.", hint) for p in paths if p.name not in known]


def _changed(folder: Path) -> list[ContentError]:
    try:
        entries = read_manifest(folder / MANIFEST)
    except ContentError:  # reported with the atlas
        return []
    found = []
    for base, entry in entries.items():
        for path, digest in _digests(folder, base, entry):
            if digest and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                problem = "this is not the mesh that manifest.json describes."
                found.append(
                    ContentError(path, None, problem, f"Rebuild it with 'anatomy-viewer sculpt {base}'.")
                )
    return found


def _digests(folder: Path, base: str, entry: Entry) -> tuple[tuple[Path, str], tuple[Path, str]]:
    return (folder / f"{base}.ply", entry.sha256), (folder / COARSE / f"{base}.ply", entry.sha256_coarse)
