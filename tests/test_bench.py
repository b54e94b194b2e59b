"""What `anatomy-viewer bench` prints: every promised figure, of a start and of pictures that really happened."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from anatomy_viewer import bench

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

OPEN = """
from pathlib import Path
from anatomy_viewer import app
raise SystemExit(app.run(app.Opening(meshes=Path({0!r}), lessons=Path({1!r}))))
"""
TIMES = ("window_s", "cold_start_s", "frame_moving_faded_ms", "frame_still_ms", "resume_ms", "pick_ms")
MORE = ("step_change_ms", "vtk_floor_ms", "one_window_frame_ms", "two_windows_frame_ms", "reload_ms")
MORE_S = ("export_png_step_s",)
COUNTS = {
    "triangles": 72,
    "triangles_coarse": 72,
}  # six boxes of twelve: two muscles, two nerves, skull and skin


def test_the_whole_measurement_gives_every_promised_figure(qapp: QApplication, small_folder: Path) -> None:
    meshes, lessons = small_folder / "meshes", small_folder / "lessons"
    opening = (sys.executable, "-c", OPEN.format(str(meshes), str(lessons)))
    found = bench.measure(bench.Bench(opening, meshes, lessons, starts=1, size=(320, 200)))
    times = {name: found[name] for name in (*TIMES, *MORE, *MORE_S)}
    times |= found["frame_moving_ms"]
    assert all(math.isfinite(time) and time > 0 for time in times.values()), times
    assert found["window_s"] <= found["cold_start_s"]
    assert {name: found[name] for name in COUNTS} == COUNTS
    assert found["pathway_tick_ms"] is None  # and no pathway
    assert found["course_query_ms"] is None  # no greater occipital nerve in the atlas of boxes
    assert found["peak_rss_mb"] is None or found["peak_rss_mb"] > 50
