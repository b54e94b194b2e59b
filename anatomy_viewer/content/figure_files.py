"""Figures of lessons, judged by their bytes: what is no picture, too large, or runs or fetches something is refused."""

from __future__ import annotations

import re
import struct

FIGURE_FORMS = (".png", ".jpg", ".jpeg", ".svg")
LARGEST_FIGURE = 20_000_000  # bytes
MOST_PIXELS = 40_000_000
# A drawing that runs something, defines entities or fetches from elsewhere: any reference but one into itself.
_ACTIVE = re.compile(
    rb"<!\s*(doctype|entity)|<\s*([\w.-]+:)?(script|foreignobject)|\bon\w+\s*=|@import|href\s*=\s*[\"']?\s*(?!\s*#)[^\s\"'#]|"
    rb"url\s*\(\s*[\"']?\s*(?!\s*#)[^\s\"'#]",
    re.IGNORECASE,
)


def fault_of(name: str, content: bytes) -> str:
    """Why the figure of this name is not shown, as a sentence with a place for its name; '' where nothing is wrong."""
    if len(content) > LARGEST_FIGURE:
        return "'{}' is too large."
    if name.lower().endswith(".svg"):
        return "'{}' is a drawing that runs or fetches something." if _is_active(content) else ""
    return "" if _is_picture(name, content) else "'{}' is no picture, or too large to be shown."


def _is_active(content: bytes) -> bool:
    """Other encodings than UTF-8 could hide what is looked for, and so could entities in front of an address."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return True
    declared = re.match(r"\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", text)
    other = declared is not None and declared[1].lower() not in ("utf-8", "us-ascii", "ascii")
    return other or "\0" in text or "<svg" not in text or _ACTIVE.search(content) is not None


def _is_picture(name: str, content: bytes) -> bool:
    """By its first bytes, which say what it is and how large; nothing is unpacked for it."""
    try:
        size = _png_size(content) if name.lower().endswith(".png") else _jpeg_size(content)
    except struct.error:
        return False
    return size is not None and 0 < size[0] * size[1] <= MOST_PIXELS


def _png_size(content: bytes) -> tuple[int, int] | None:
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """From the start-of-frame segment (ISO/IEC 10918-1, annex B)."""
    at = 2
    while content[:2] == b"\xff\xd8":
        mark, kind, length = struct.unpack_from(">BBH", content, at)
        if mark != 0xFF or length < 2:
            return None
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + length
    return None
