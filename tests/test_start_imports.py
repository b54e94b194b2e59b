"""The window opens fast only while slow libraries stay out of what it imports."""

from __future__ import annotations

import json
import subprocess
import sys

SLOW = {"matplotlib", "pyvista", "scipy", "trimesh", "fast_simplification", "manifold3d", "fsrs"}
IMPORT_ALL = """
import importlib, json, pkgutil, sys
import anatomy_viewer
COMPILED = ("kernel", "kernels", "skin_depth", "grid_distance")  # numba: never at start
LATER = ("anatomy_viewer.__main__", "anatomy_viewer.sculpt", "anatomy_viewer.export")
def import_below(package):
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if module.name not in LATER and not module.name.endswith(COMPILED):
            found = importlib.import_module(module.name)
            if module.ispkg:
                import_below(found)
import_below(anatomy_viewer)
print(json.dumps(sorted(sys.modules)))
"""


def test_nothing_that_the_window_imports_brings_a_slow_library() -> None:
    run = subprocess.run([sys.executable, "-c", IMPORT_ALL], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    loaded = set(json.loads(run.stdout))
    assert loaded & SLOW == set()
    assert {name for name in loaded if name.startswith("anatomy_viewer.sculpt.")} == set()


# Without what stands behind tabs, in sheets and beside the picture, and without what reads lessons.
LATE = (
    "content.authored", "content.lesson_edits", "content.lesson_files",
    "content.pack_entries", "content.pack_files", "content.spreads",
    "content.variants", "geometry.rerouting",
    "imaging.subject", "ui.author_mode", "ui.author_panel",
    "ui.course_panel", "ui.course_strip", "ui.efficacy_sheet", "ui.help_sheet", "ui.history_list", "ui.lesson_form",
    "ui.imaging_area", "ui.imaging_reader", "ui.imaging_strips", "ui.lesson_panel", "ui.needle_panel",
    "ui.needle_reader", "ui.pathway_area", "ui.pathway_player",
    "ui.practice_panel", "ui.scan_area", "ui.scan_reader", "ui.variant_sheet",
)  # fmt: skip
OPEN = """
import json, sys
import anatomy_viewer.app, anatomy_viewer.specimen_files, anatomy_viewer.ui.desk, anatomy_viewer.ui.fitting
print(json.dumps(sorted(sys.modules)))
"""


def test_late_parts_are_not_imported_with_the_desk() -> None:
    run = subprocess.run([sys.executable, "-c", OPEN], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert set(json.loads(run.stdout)) & {f"anatomy_viewer.{name}" for name in LATE} == set()
