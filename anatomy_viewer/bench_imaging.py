"""How fast the simulated images are and what they hold in memory: in a process of their own, compiled loops warm.

Started as a module with the folder of the meshes, it prints one line of figures.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from anatomy_viewer.bench_start import MARK, memory_mb
from anatomy_viewer.content.tissue_file import VOLUME
from anatomy_viewer.imaging.modalities import MODALITIES, MOVING, STILL, Modality
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.image_plane import ImagePlane

# What stands for each family; pixels of a picture; how often a plane is moved and by how many mm.
_FIRST = {"ct": "ct", "mr": "t2", "us": "us"}
_SIZE, _TURNS, _STEP = (512, 512), 9, 0.7
# Across the upper neck at the level of obliquus capitis inferior, and aslant to every axis of the volume.
_LEVEL = ImagePlane((0.0, 40.0, -47.0), (-1.0, 0.0, 0.0), (0.0, -1.0, 0.0))
_ASLANT = ImagePlane((10.0, 40.0, -45.0), (-0.8, 0.6, 0.0), (-0.36, -0.48, -0.8))

# Behind obliquus capitis inferior, looking forwards (a probe finds its own skin).
_US = ImagePlane((22.0, 30.0, -46.0), (0.85, 0.48, 0.22), (-0.42, 0.9, -0.05), 50.0, 46.0)


def imaging_figures(meshes: Path) -> dict[str, float | None]:
    """Milliseconds and mebibytes by promised key; empty without a tissue volume. The first run only compiles."""
    if not (meshes / VOLUME).is_file():
        return {}
    for _ in range(2):
        run = subprocess.run(
            [sys.executable, "-m", __name__, str(meshes)], capture_output=True, text=True, check=True
        )
    line = next(text for text in run.stdout.splitlines() if text.startswith(MARK))
    found: dict[str, float | None] = json.loads(line.removeprefix(MARK))
    return found


def measured(meshes: Path, turns: int = _TURNS) -> dict[str, float | None]:
    """The figures of this process; medians over `turns` planes of each kind."""
    from anatomy_viewer.content.imaging_subject import read_subject

    read_subject.cache_clear()
    before, start = memory_mb(), perf_counter()
    subject = read_subject(meshes)
    found: dict[str, float | None] = {"volume_load_ms": round((perf_counter() - start) * 1e3, 1)}
    for family, key in _FIRST.items():
        if key in MODALITIES:
            found[f"slice_{family}_ms"] = _time(subject, MODALITIES[key], MOVING, turns)
            found[f"slice_{family}_still_ms"] = _time(subject, MODALITIES[key], STILL, turns)
    after = memory_mb()
    found["imaging_rss_mb"] = None if before is None or after is None else round(after - before, 1)
    return found


def _time(subject: Subject, modality: Modality, quality: str, turns: int) -> float:
    """Median over planes that move on from picture to picture, the first of each left out."""
    times = []
    for plane in (_US,) if modality.family == "us" else (_LEVEL, _ASLANT):
        for turn in range(turns + 1):
            at, start = plane.moved(turn * _STEP), perf_counter()
            modality.simulate(subject, at, modality.settings, _SIZE, quality, 0)
            times += [perf_counter() - start] if turn else []
    return round(statistics.median(times) * 1e3, 1)


if __name__ == "__main__":
    sys.stdout.write(MARK + json.dumps(measured(Path(sys.argv[1]))) + "\n")
