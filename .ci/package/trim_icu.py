"""Makes Qt's data of all the world's languages, 32 MB, as small as an application in two of them needs.

    python .ci/package/trim_icu.py LIBRARY      (libicudata.so.N, changed in place; needs a C compiler)

The data is a package of items with a table of their names, https://unicode-org.github.io/icu/userguide/icu_data/. Kept
is what belongs to no language, to English and to Chinese; for any other language ICU falls back to its root.
"""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

# A language's own tables ('de.res', 'zh_Hant.res'), converters of old character sets, dictionaries that part words.
LEFT_OUT = re.compile(r"(?!(en|zh)[_.])[a-z]{2,3}(_\w*)?\.res|.*\.(cnv|dict)")
SYMBOL = re.compile(r"\bicudt\d+_dat\b")
_ALIGN = 16


def trimmed(package: bytes) -> bytes:
    """The same package with the kept items alone."""
    size = struct.unpack_from("<H", package)[0]
    toc = package[size:]
    (count,) = struct.unpack_from("<I", toc)
    entries = [struct.unpack_from("<II", toc, 4 + 8 * i) for i in range(count)]
    ends = [offset for _, offset in entries[1:]] + [len(toc)]
    items = []
    for (name_at, at), end in zip(entries, ends, strict=True):
        name = toc[name_at : toc.index(b"\0", name_at)]
        if kept(name.decode("ascii").partition("/")[2]):
            items.append((name, toc[at:end]))
    return package[:size] + _packed(items)


def kept(name: str) -> bool:
    """Whether an item stays, by its name in the package."""
    return LEFT_OUT.fullmatch(name.rpartition("/")[2]) is None


def _packed(items: list[tuple[bytes, bytes]]) -> bytes:
    names_at = 4 + 8 * len(items)
    names = b"".join(name + b"\0" for name, _ in items)
    start = -(-(names_at + len(names)) // _ALIGN) * _ALIGN
    table, name_at, at, data = b"", names_at, start, b""
    for name, item in items:
        item += b"\0" * (-len(item) % _ALIGN)
        table += struct.pack("<II", name_at, at)
        name_at, at, data = name_at + len(name) + 1, at + len(item), data + item
    head = struct.pack("<I", len(items)) + table + names
    return head + b"\0" * (start - len(head)) + data


def trim(library: Path) -> None:
    """Put a library of the same name and symbol, with the trimmed package in it, in the place of this one."""
    symbols = subprocess.run(["nm", "-D", str(library)], capture_output=True, text=True, check=True).stdout
    symbol = SYMBOL.search(symbols)
    whole = library.read_bytes()
    start = whole.find(b"\xda\x27") - 2  # the header's size comes before the magic number
    if symbol is None or start < 0:
        sys.exit(f"{library.name} is not ICU's data as it is known here.")
    with tempfile.TemporaryDirectory() as folder:
        data, source, made = (Path(folder) / name for name in ("icu.dat", "icu.s", library.name))
        data.write_bytes(trimmed(whole[start:]))
        source.write_text(
            f".section .rodata\n.balign 16\n.globl {symbol[0]}\n.type {symbol[0]}, %object\n{symbol[0]}:\n"
            f'.incbin "{data}"\n.size {symbol[0]}, .-{symbol[0]}\n.section .note.GNU-stack,"",%progbits\n'
        )
        link = ["gcc", "-shared", "-nostdlib", f"-Wl,-soname,{library.name}", "-o", str(made), str(source)]
        subprocess.run(link, check=True)
        library.write_bytes(made.read_bytes())


if __name__ == "__main__":
    trim(Path(sys.argv[1]))
