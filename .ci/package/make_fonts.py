"""Lays the interface's two faces beside the application, so that Chinese shows on a machine without a Chinese font.

    python .ci/package/make_fonts.py FOLDER

Inter and Noto Sans CJK SC, both under the SIL Open Font License, as the set-up installed them. Of Noto's 65,535 glyphs
those of GB 2312 and of every text of the project are kept: 3 MB a weight instead of 16. A rarer character, in a
lesson from elsewhere, comes from the system's own font.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ("lessons/*.md", "meshes/*.yaml", "anatomy_viewer/**/*_zh.py", "anatomy_viewer/model/words_zh.py")
NOTO, INTER = "Noto Sans CJK SC", "Inter"
WEIGHTS = {NOTO: ("Regular", "Bold"), INTER: ("Regular", "Medium", "Semi Bold", "Italic")}


def main(folder: Path) -> None:
    """One file a weight, and the licence."""
    folder.mkdir(parents=True, exist_ok=True)
    for style in WEIGHTS[INTER]:
        shutil.copy(_found(INTER, style)[0], folder / f"Inter-{style.replace(' ', '')}.otf")
    for style in WEIGHTS[NOTO]:
        path, index = _found(NOTO, style)
        options = subset.Options(name_IDs=["*"], notdef_outline=True, hinting=False)
        font = TTFont(path, fontNumber=index, lazy=True)
        kept = subset.Subsetter(options)
        kept.populate(unicodes=letters())
        kept.subset(font)
        font.save(folder / f"NotoSansCJKsc-{style}.otf")
    (folder / "OFL.txt").write_text(
        "Inter and Noto Sans CJK: SIL Open Font License 1.1, https://openfontlicense.org\n"
    )


def letters() -> set[int]:
    """Code points to keep: GB 2312 whole, Latin, Greek and signs, and what is written anywhere in the project."""
    rows = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    standard = "".join(pair.decode("gb2312", errors="ignore") for pair in rows)
    written = "".join(path.read_text(encoding="utf-8") for text in TEXTS for path in ROOT.glob(text))
    return {*range(0x20, 0x2C00), *map(ord, standard), *map(ord, written)}


def _found(family: str, style: str) -> tuple[str, int]:
    """The file of a face and its place in it."""
    pattern = f"{family}:style={style}"
    got = subprocess.run(
        ["fc-match", "-f", "%{file}|%{index}|%{family}", pattern], capture_output=True, text=True, check=True
    )
    path, index, families = got.stdout.split("|")
    if family not in families.split(","):
        sys.exit(f"The font {family} is not installed: the set-up installs it (sh .ci/setup.sh).")
    return path, int(index) & 0xFFFF


if __name__ == "__main__":
    main(Path(sys.argv[1]))
