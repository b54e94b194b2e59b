"""How long a step takes as a picture in a file: drawn in export quality with its labels, and written."""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from anatomy_viewer.model.lesson import Lesson, step_view
from anatomy_viewer.specimen_files import SpecimenFiles

SIZE = (1920, 1080)
STEPS = 6


def export_png_step_s(specimen: SpecimenFiles, lessons: Mapping[str, Lesson]) -> float | None:
    """Median over the first steps of a lesson, the very first left out: it makes the bodies ready."""
    from PySide6.QtWidgets import QApplication

    from anatomy_viewer.ui.picture import pictures_of
    from anatomy_viewer.ui.picture_files import written

    steps = list(islice((step for lesson in lessons.values() for step in lesson.steps), STEPS))
    if not steps:
        return None
    application = QApplication.instance() or QApplication(sys.argv[:1])
    pictures: Any = pictures_of(specimen, "en", "dark")
    times = []
    with tempfile.TemporaryDirectory() as folder:
        for step in [steps[0], *steps]:
            view = step_view(step, specimen.atlas)
            start = perf_counter()
            written(Path(folder) / "step.png", pictures.draw(view, SIZE))
            times.append(perf_counter() - start)
    del application
    return round(statistics.median(times[1:]), 2)
