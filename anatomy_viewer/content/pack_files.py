"""Lesson packs in the user's folder: opening one (all of it or nothing), and the lessons of those opened before."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from anatomy_viewer.content.lesson_files import LessonFiles, load_lesson_files, load_lessons
from anatomy_viewer.content.own_atlas import MESHES, own_rows
from anatomy_viewer.content.own_lessons import own_lessons_folder
from anatomy_viewer.content.pack_entries import LICENCE, read_entries
from anatomy_viewer.content.pack_meshes import settle_meshes
from anatomy_viewer.content.text_files import read_text, reason
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.own_meshes import with_own


@dataclass(frozen=True)
class OpenedPack:
    """Its name, the folder where it is kept, and its lessons by id, read from there."""

    name: str
    folder: Path
    lessons: Mapping[str, Lesson]


def pack_lessons(folder: Path, atlas: Atlas, shipped: Iterable[Lesson]) -> LessonFiles:
    """The lessons of all packs in `folder`; none takes the place of a shipped one or of an earlier pack's."""
    known = {lesson.id: lesson for lesson in shipped}
    found: dict[str, Lesson] = {}
    problems: list[ContentError] = []
    for pack in opened(folder):
        taken = known.keys() | found.keys()
        paths = [path for path in sorted(pack.glob("*.md")) if path.stem.partition(".")[0] not in taken]
        read = load_lesson_files(paths, atlas, [*known.values(), *found.values()])
        found |= read.lessons
        problems += read.problems
    return LessonFiles(found, tuple(problems))


def opened(folder: Path) -> list[Path]:
    """The folders of the packs, in the order of their names; those being opened are hidden ones."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def open_pack(path: Path, folder: Path, atlas: Atlas, shipped: Iterable[str]) -> OpenedPack:
    """Keep the pack of this file in `folder`; `shipped`: ids of lessons whose names it may not use.

    It is unpacked beside, its lessons are read, and only when all is sound is it moved to its place; the same pack of
    an earlier day makes room. Raises ContentError, and then nothing has changed.
    """
    entries = read_entries(path)
    names = {name.partition(".")[0] for name in entries if name.endswith(".md")}
    _refuse_names(path, entries, names, folder, frozenset(shipped))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = Path(mkdtemp(dir=folder, prefix=".opening-"))
        try:
            _unpack(entries, part / "pack")
            place = _place(folder, pack_name(path), names)
            atlas = with_own(atlas, settle_meshes(part / "pack", folder, place, path).own)
            _refuse_lessons(path, part / "pack", atlas, names)
            _move(part, place)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise ContentError(folder, None, f"the pack can't be kept ({reason(error)}).") from error
    return OpenedPack(place.name, place, load_lessons(place, atlas).lessons)


@dataclass(frozen=True)
class KeptPack:
    """A pack that was opened: its folder, the ids of its lessons and own meshes, and the words of its licence."""

    folder: Path
    lessons: tuple[str, ...]
    meshes: tuple[str, ...]
    licence: str

    @property
    def name(self) -> str:
        """The folder's."""
        return self.folder.name


def kept_packs(folder: Path) -> list[KeptPack]:
    """All packs in `folder`, in the order of their names."""
    return [_kept(path) for path in opened(folder)]


def _kept(path: Path) -> KeptPack:
    lessons = tuple(sorted(each.stem for each in path.glob("*.md") if "." not in each.stem))
    try:
        licence = read_text(path / LICENCE).strip()
    except ContentError:
        licence = ""
    return KeptPack(path, lessons, tuple(form.id for form in own_rows(path / MESHES, [])), licence)


def remove_pack(pack: KeptPack) -> None:
    """Its folder goes, whole. Raises ContentError."""
    try:
        gone = Path(mkdtemp(dir=pack.folder.parent, prefix=".removed-"))
        pack.folder.rename(gone / "old")
        shutil.rmtree(gone, ignore_errors=True)
    except OSError as error:
        problem = f"the pack can't be removed ({reason(error)})."
        raise ContentError(pack.folder, None, problem) from error


def pack_name(path: Path) -> str:
    """A folder's name from the file's, without the number that a browser gives to a second copy."""
    stem = re.sub(r"[ _]?\(\d+\)$", "", path.stem)
    return "_".join(re.findall(r"[\w-]+", stem))[:60].strip("_-") or "pack"


def _refuse_names(
    path: Path, entries: Mapping[str, bytes], names: set[str], folder: Path, shipped: frozenset[str]
) -> None:
    if not names:
        raise ContentError(path, None, "there is no lesson in the pack.", "Choose another.")
    if LICENCE not in entries:
        problem = "the pack says nothing about its licence."
        raise ContentError(path, None, problem, f"Put a text file '{LICENCE}' into it.")
    own = pack_name(path)
    for name in sorted(names):
        if name in shipped:
            problem = f"'{name}.md' has the name of a lesson of the atlas."
            raise ContentError(path, None, problem, "Rename it.")
        if (own_lessons_folder() / f"{name}.md").exists():
            problem = f"'{name}.md' has the name of a lesson of your own."
            raise ContentError(path, None, problem, "Rename one of them.")
        for other in opened(folder):
            if other.name != own and (other / f"{name}.md").exists():
                problem = f"'{name}.md' is in the pack '{other.name}' too, which is open already."
                raise ContentError(path, None, problem, "Rename it, or the new pack like the old one.")


def _unpack(entries: Mapping[str, bytes], folder: Path) -> None:
    """Every name has been judged; still nothing is written that resolves to a place outside."""
    folder.mkdir()
    for name, content in entries.items():
        target = folder / name
        if not target.resolve().is_relative_to(folder.resolve()):
            raise ContentError(folder, None, f"'{name[:60]}' leads out of the pack's folder.")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _refuse_lessons(path: Path, folder: Path, atlas: Atlas, names: set[str]) -> None:
    """One lesson that can't be played, and the pack is refused with the line where it goes wrong."""
    found = load_lessons(folder, atlas)
    lost = names - found.lessons.keys()
    for problem in found.problems:
        name = Path(problem.path).name
        if name.partition(".")[0] in lost:
            raise ContentError(f"{path}/{name}", problem.line, problem.problem, problem.hint)


def _place(folder: Path, name: str, names: set[str]) -> Path:
    """Where the same pack lies; another one that only happens to be called alike keeps its place."""
    places = [folder / name, *(folder / f"{name}-{number}" for number in range(2, 100))]
    for place in places:
        if not place.exists() or any((place / f"{lesson}.md").exists() for lesson in names):
            return place
    return places[-1]


def _move(part: Path, place: Path) -> None:
    """Into its place; the old one is back there when that goes wrong."""
    old = part / "old"
    if place.exists():
        place.rename(old)
    try:
        (part / "pack").rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
