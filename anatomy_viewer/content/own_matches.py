"""Matching points for laying a mesh over the specimen: written on the command line, in a table, or kept beside a scan.

A row is a point of the atlas (`lm_basion`, with `_l` for the left side) or a place of the specimen in mm, then the
same place in the mesh file: `lm_basion, 0.1, -25, -62`. A `NAME.anatomy-viewer.json` as it is kept beside a registered
scan holds the same for every mesh that was made from that scan.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from anatomy_viewer.content.forms import did_you_mean
from anatomy_viewer.content.own_frames import Frame
from anatomy_viewer.content.registration_file import kept_marks
from anatomy_viewer.content.text_files import read_authored
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.scanning import Mark

MOST = 200
_HINT = (
    "Write a point of the atlas or three numbers, then three numbers of the mesh: 'lm_basion, 0, -25, -62'."
)


def read_matches(words: str, atlas: Atlas, frame: Frame) -> tuple[Mark, ...]:
    """The pairs in a file, or in `words` themselves with ';' between them; places of the mesh in RAS mm.

    Raises ContentError.
    """
    path = Path(words)
    if path.suffix.lower() == ".json":
        return kept_marks(path)
    if path.suffix.lower() in (".csv", ".txt", ".fcsv") or (
        "=" not in words and ";" not in words and "," not in words
    ):
        return _pairs(read_authored(path).split("\n"), path, atlas, frame)
    return _pairs(words.split(";"), "the matching points", atlas, frame)


def _pairs(lines: Sequence[str], where: Path | str, atlas: Atlas, frame: Frame) -> tuple[Mark, ...]:
    found = []
    for number, line in enumerate(lines, 1):
        text = line.partition("#")[0].strip()
        if text and not (number == 1 and _is_heading(text)):
            found.append(_pair(text, where, number if isinstance(where, Path) else None, atlas, frame))
    if len(found) > MOST:
        raise ContentError(where, None, f"there are more than {MOST} matching points.", "Keep the best.")
    return tuple(found)


def _is_heading(text: str) -> bool:
    return not any(letter.isdigit() for letter in text.partition(",")[2])


def _pair(text: str, where: Path | str, line: int | None, atlas: Atlas, frame: Frame) -> Mark:
    words = [word for word in re.split(r"[\s,;=]+", text) if word]
    named = len(words) == 4
    try:
        numbers = [float(word) for word in words[named:]]
    except ValueError:
        numbers = []
    if len(numbers) not in (3, 6) or not np.isfinite(numbers).all():
        raise ContentError(where, line, f"'{text[:60]}' is no pair of matching points.", _HINT)
    x, y, z = frame.oriented([(numbers[-3], numbers[-2], numbers[-1])])[0].tolist()
    if named:
        return Mark(words[0], _place(words[0], where, line, atlas), (x, y, z))
    return Mark("", (numbers[0], numbers[1], numbers[2]), (x, y, z))


def _place(name: str, where: Path | str, line: int | None, atlas: Atlas) -> Vector:
    """Of a point of the atlas; `_l` is its mirror image."""
    base = name if name in atlas.points else name.removesuffix("_r").removesuffix("_l")
    if base not in atlas.points:
        hint = did_you_mean(name, atlas.points)
        raise ContentError(where, line, f"there is no point called '{name[:60]}'.", hint)
    x, y, z = atlas.points[base].position
    return (-x if base != name and name.endswith("_l") else x, y, z)
