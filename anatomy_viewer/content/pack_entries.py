"""What may stand in a lesson pack from anybody: entries are judged before anything of them is written.

A pack is a zip: lessons `NAME.md` (`NAME.zh.md`) and `LICENSE` at its top, figures in folders, own meshes in
`meshes`. Nothing else is taken.
"""

from __future__ import annotations

import re
import stat
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from anatomy_viewer.content.figure_files import FIGURE_FORMS, LARGEST_FIGURE, fault_of
from anatomy_viewer.content.pack_meshes import is_pack_mesh
from anatomy_viewer.content.text_files import LARGEST, reason
from anatomy_viewer.errors import ContentError

LICENCE = "LICENSE"
LARGEST_PACK = 200_000_000  # bytes, packed and unpacked
MOST_ENTRIES = 1000
_DIRECTORY = 400_000  # bytes that the table of MOST_ENTRIES entries may take
_LESSON = re.compile(r"[a-z][a-z0-9_]{0,63}(\.zh)?\.md")
_MESH = re.compile(r"meshes/(structures\.yaml|own_[a-z0-9_]{1,60}\.ply)")
LARGEST_MESH = 60_000_000
_PART = re.compile(r"\w[\w ()-]*(\.\w[\w ()-]*)*")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # what Windows takes for devices
_LITTER = re.compile(
    r"__MACOSX/.*|(.*/)?(\.DS_Store|Thumbs\.db)"
)  # what systems add by themselves: passed over
_END, _LARGE_END = b"PK\x05\x06", b"PK\x06\x07"


def read_entries(path: Path) -> dict[str, bytes]:
    """Name → content of all that the pack holds. Raises ContentError with the name of the entry that is refused."""
    try:
        size = path.stat().st_size
        if size > LARGEST_PACK:
            raise ContentError(path, None, f"the pack is too large ({size / 1e6:.0f} MB).", "Divide it.")
        data = path.read_bytes()
    except OSError as error:
        raise ContentError(path, None, f"the file can't be read ({reason(error)}).") from error
    _refuse_table(data, path)
    try:
        with ZipFile(BytesIO(data)) as archive:
            return dict(_contents(archive, path))
    except (BadZipFile, zlib.error, struct.error, EOFError, ValueError, OverflowError, RuntimeError) as error:
        problem = "the pack is cut short or damaged, or it is no zip file."
        raise ContentError(path, None, problem, "Get it again.") from error


def _refuse_table(data: bytes, path: Path) -> None:
    """A table of millions of entries is refused before it is read."""
    tail = data[-66_000:]
    end = tail.rfind(_END)
    size = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    if size > _DIRECTORY or _LARGE_END in tail:
        raise _too_many(path)


def _too_many(path: Path) -> ContentError:
    return ContentError(path, None, f"the pack has more than {MOST_ENTRIES} entries.", "Divide it.")


def _contents(archive: ZipFile, path: Path) -> Iterator[tuple[str, bytes]]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise _too_many(path)
    whole, seen = 0, set()
    for entry in entries:
        _refuse_place(entry, path)
        if entry.is_dir() or _LITTER.fullmatch(entry.filename):
            continue
        if (key := entry.filename.casefold()) in seen:
            raise _refused(path, entry.filename, "'{}' is in the pack twice.")
        seen.add(key)
        _refuse_kind(entry, path)
        content = _read(archive, entry, path)
        whole += len(content)
        if whole > LARGEST_PACK:
            raise _refused(path, entry.filename, "'{}' makes the pack too large when it is unpacked.")
        _refuse_content(entry.filename, content, path)
        yield entry.filename, content


def _refused(path: Path, name: str, problem: str) -> ContentError:
    """A sentence about an entry; its name is cut short and without what a screen can't show."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in name)
    return ContentError(path, None, problem.format(shown[:60]))


def _refuse_place(entry: ZipInfo, path: Path) -> None:
    name = entry.orig_filename  # with what zipfile would cut off after a zero
    mode = entry.external_attr >> 16
    parts = name.rstrip("/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or "\\" in name or ":" in name:
        raise _refused(path, name, "'{}' leads out of the pack's folder.")
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refused(path, name, "'{}' is a link or a device, not a file.")
    if _LITTER.fullmatch(name):
        return
    known = all(_PART.fullmatch(part) and not _DEVICE.fullmatch(part) for part in parts)
    if not known or len(parts) > 4 or len(name) > 150:
        raise _refused(path, name, "'{}' has a name that is not taken.")


def _refuse_kind(entry: ZipInfo, path: Path) -> None:
    name = entry.filename
    top = "/" not in name
    figure = name.lower().endswith(FIGURE_FORMS)
    if not (figure or _MESH.fullmatch(name) or (top and (name == LICENCE or _LESSON.fullmatch(name)))):
        raise _refused(path, name, "'{}' is neither a lesson, a figure, a mesh nor the licence.")
    if entry.flag_bits & 1:
        raise _refused(path, name, "'{}' is locked with a password.")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise _refused(path, name, "'{}' is packed in a way that is not read.")


def _read(archive: ZipFile, entry: ZipInfo, path: Path) -> bytes:
    """What is in it, however large it says it is; no more than is allowed is ever unpacked."""
    name = entry.filename.lower()
    most = (
        LARGEST_MESH if name.endswith(".ply") else LARGEST_FIGURE if name.endswith(FIGURE_FORMS) else LARGEST
    )
    if entry.file_size > most:
        raise _refused(path, entry.filename, "'{}' is too large.")
    try:
        with archive.open(entry) as stream:
            content = stream.read(most + 1)
    except (BadZipFile, zlib.error, EOFError) as error:
        raise _refused(path, entry.filename, "'{}' is damaged.") from error
    if len(content) > most:
        raise _refused(path, entry.filename, "'{}' is too large.")
    return content


def _refuse_content(name: str, content: bytes, path: Path) -> None:
    """A picture or mesh is what its name says, of a size that can be shown; a drawing stands by itself."""
    if name.endswith(".ply") and not is_pack_mesh(content):
        raise _refused(path, name, "'{}' is no mesh of this program, or too large to be shown.")
    if name.lower().endswith(FIGURE_FORMS) and (fault := fault_of(name, content)):
        raise _refused(path, name, fault)
