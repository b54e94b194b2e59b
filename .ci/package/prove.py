"""Proves the packaged folder: it starts with an empty PATH, without network and without this checkout's packages.

    python .ci/package/prove.py [FOLDER] [--pictures FOLDER]

As root on Linux each command runs in namespaces of its own, without network and with the packages covered; elsewhere
with an empty environment alone. Exits 1 with a line for what failed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from make import MADE, ROOT, megabytes

from anatomy_viewer.bench_start import measure_start

MOST_MB, SLOWER = 450, 1.5
STARTS = 5
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("check",),
    ("render", "l04_journey", "--step", "2", "--language", "zh", "--size", "1200x800", "-o", "lesson_zh.png"),
    ("image", "--modality", "us", "--plane", "oci_b", "--labels", "zh", "-o", "us.png"),
    (
        "image",
        "--modality",
        "neurography",
        "--plane",
        "gon_curved",
        "--labels",
        "en",
        "-o",
        "neurography.png",
    ),
    ("image", "--modality", "ct", "--dicom", "-o", "ct.dcm"),
    ("export", "l00_one_patient", "--as", "pptx", "--size", "480x320", "-o", "slides.pptx"),
    ("-m", "anatomy_viewer", "--version"),
    ("course", "greater_occipital_nerve_r", "--variant", "pierces_obliquus"),
)


def main(folder: Path, pictures: Path) -> int:
    """Run every command, then time the starts."""
    pictures.mkdir(parents=True, exist_ok=True)
    failed = [" ".join(words) for words in COMMANDS if not _runs(folder, words, pictures)]
    weight = megabytes(folder)
    here, there = _start([sys.executable, str(ROOT / "main.py")]), _start([str(folder / "anatomy-viewer")])
    sys.stdout.write(f"{weight} MB (at most {MOST_MB}); cold start {there:.2f} s, installed {here:.2f} s\n")
    failed += ["weight"] * (weight > MOST_MB) + ["cold start"] * (there > SLOWER * here)
    sys.stdout.write("".join(f"failed: {name}\n" for name in failed))
    return bool(failed)


def _runs(folder: Path, words: tuple[str, ...], pictures: Path) -> bool:
    with tempfile.TemporaryDirectory() as home:
        plain = {"HOME": home, "PATH": "", "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
        done = subprocess.run(
            [*_apart(), str(folder / "anatomy-viewer"), *words], env=plain, cwd=pictures, check=False
        )
    return done.returncode == 0


def _apart() -> list[str]:
    """What runs a command without network and with the packages covered; nothing where that is not allowed."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return []
    cover = f'/bin/mount -t tmpfs none {(ROOT / ".venv" / "lib").resolve()} && exec "$@"'
    return ["/usr/bin/unshare", "-mn", "/bin/sh", "-c", cover, "sh"]


def _start(application: list[str]) -> float:
    """The best of some cold starts, s: with the whole environment, since the clock travels in it."""
    return min(measure_start(application).cold_start_s for _ in range(STARTS))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=MADE / "anatomy-viewer")
    parser.add_argument("--pictures", type=Path, default=ROOT / "build" / "package" / "proof")
    words = parser.parse_args()
    sys.exit(main(words.folder.resolve(), words.pictures.resolve()))
