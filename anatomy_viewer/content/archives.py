"""Zip archives whose bytes depend on what is in them and on nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can name


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive of these files, in this order, all from the same moment."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, MOMENT)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return whole.getvalue()


def rezipped(archive: bytes) -> bytes:
    """The same archive without the moments at which its files were written."""
    with ZipFile(BytesIO(archive)) as old:
        return zipped({entry.filename: old.read(entry) for entry in old.infolist()})
