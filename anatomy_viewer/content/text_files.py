"""Reading and replacing text files; whatever goes wrong is one sentence."""

from __future__ import annotations

import os
import re
from pathlib import Path
from tempfile import mkstemp

from anatomy_viewer.errors import ContentError

LARGEST = 2_000_000  # bytes; the longest lesson has 40,000

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def read_text(path: Path, largest: int = LARGEST) -> str:
    """The file's text with '\\n' line ends; UTF-8 with or without a byte-order mark. Raises ContentError."""
    try:
        size = path.stat().st_size
        if size > largest:
            raise ContentError(
                path,
                None,
                f"the file is too large ({size / 1e6:.1f} MB).",
                f"Keep it under {largest / 1e6:.0f} MB.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise ContentError(path, None, f"the file can't be read ({reason(error)}).") from error
    return _decoded(data, path)


def _decoded(data: bytes, path: Path) -> str:
    hint = "Save it as UTF-8 in your editor."
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ContentError(path, 1, "the file is UTF-16, not UTF-8.", hint)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(path, line, "the file is not UTF-8 text.", hint) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_authored(path: Path, largest: int = LARGEST) -> str:
    """`read_text` of what people write: control characters, which come from damage, are refused too."""
    text = read_text(path, largest)
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise ContentError(path, line, "there is a control character in the text.", "Delete it.")
    return text


def replace_text(path: Path, text: str) -> None:
    """Write the whole file or leave the old one: temporary file, fsync, rename. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as part:
            part.write(text)
            part.flush()
            os.fsync(part.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def reason(error: OSError) -> str:
    """What the system says, without its number."""
    return (error.strerror or type(error).__name__).lower()
