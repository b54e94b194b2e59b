"""Lessons of one's own as a pack: their texts, translations and figures, and the licence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from anatomy_viewer.content.archives import zipped
from anatomy_viewer.content.lesson_files import load_lesson_files
from anatomy_viewer.content.own_atlas import OwnFiles, read_own
from anatomy_viewer.content.pack_entries import LICENCE
from anatomy_viewer.content.pack_meshes import meshes_of
from anatomy_viewer.content.paths import PACK_ENDINGS, base_path, shipped_lessons
from anatomy_viewer.content.text_files import read_authored, reason
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Block, Figure, Lesson, Listing, Quotation
from anatomy_viewer.model.own_meshes import with_own


def write_pack(
    lessons: Sequence[Path], target: Path, atlas: Atlas, licence: str = "", own: OwnFiles | None = None
) -> Path:
    """Write the lessons of these files into `target` (a pack's ending is added), and return where it is.

    own: the user's own meshes; those that the lessons name go along, each with its source and licence.

    licence: its words; without them the file LICENSE beside the first lesson. Same files, same bytes. What could not be
    opened again is refused, with nothing written. Raises ContentError.
    """
    from anatomy_viewer.content.pack_entries import read_entries

    paths = [base_path(path) for path in lessons]
    own = own or read_own([])
    atlas = with_own(atlas, own.own)
    content = zipped(_files(paths, atlas, licence) | dict(meshes_of(paths, atlas, own)))
    if target.suffix.lower() not in PACK_ENDINGS:
        target = target.with_name(target.name + PACK_ENDINGS[0])
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        read_entries(part)
        part.replace(target)
    except OSError as error:
        raise ContentError(target, None, f"the file can't be written ({reason(error)}).") from error
    except ContentError as error:
        raise ContentError(target, None, error.problem, error.hint) from error
    finally:
        part.unlink(missing_ok=True)
    return target


def _files(paths: Sequence[Path], atlas: Atlas, licence: str) -> dict[str, bytes]:
    files = {LICENCE: _licence(paths[0].parent, licence).encode()}
    for path in paths:
        lesson = _sound(path, atlas)
        for name, file in _parts(path, lesson):
            try:
                content = file.read_bytes()
            except OSError as error:
                raise ContentError(file, None, f"the file can't be read ({reason(error)}).") from error
            if files.setdefault(name, content) != content:
                raise ContentError(
                    path, None, f"'{name}' is another file in another lesson's folder.", "Rename it."
                )
    return files


def _licence(folder: Path, words: str) -> str:
    if words.strip():
        return words.strip() + "\n"
    if (folder / LICENCE).is_file():
        return read_authored(folder / LICENCE)
    hint = f"Write --licence 'CC BY 4.0, Your Name', or put a file {LICENCE} beside the lesson."
    raise ContentError(folder, None, "the licence of the lessons is not said.", hint)


def _sound(path: Path, atlas: Atlas) -> Lesson:
    if path.stem in shipped_lessons():
        raise ContentError(path, None, "a lesson of the atlas has this name already.", "Rename it.")
    found = load_lesson_files([path], atlas)
    if path.stem not in found.lessons:
        raise found.problems[0]
    return found.lessons[path.stem]


def _parts(path: Path, lesson: Lesson) -> Iterator[tuple[str, Path]]:
    """Names in the pack and files: the lesson, its translation, and every figure that either shows."""
    yield path.name, path
    translation = path.with_name(f"{path.stem}.zh.md")
    if translation.is_file():
        yield translation.name, translation
    folder = path.parent.resolve()
    for step in lesson.steps:
        for text in step.texts.values():
            for figure in figures_of((*text.body, *text.notes)):
                yield figure.relative_to(folder).as_posix(), figure


def figures_of(blocks: Sequence[Block]) -> Iterator[Path]:
    """The files of all figures in these blocks."""
    for block in blocks:
        if isinstance(block, Figure):
            yield block.path
        elif isinstance(block, Quotation):
            yield from figures_of(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from figures_of(item)
