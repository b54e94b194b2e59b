"""How fast it is: the application itself from a fresh start, then every kind of picture, in numbers."""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.bench_author import reload_ms
from anatomy_viewer.bench_export import export_png_step_s
from anatomy_viewer.bench_imaging import imaging_figures
from anatomy_viewer.bench_present import present_figures
from anatomy_viewer.bench_start import APPLICATION, measure_start
from anatomy_viewer.content.course_file import COURSES, read_courses
from anatomy_viewer.content.lesson_files import load_lessons
from anatomy_viewer.content.needle_bodies import SKIN
from anatomy_viewer.content.needles import NeedleRoom
from anatomy_viewer.content.paths import lessons_dir, meshes_dir
from anatomy_viewer.content.variant_file import read_variants
from anatomy_viewer.content.variants import rerouted
from anatomy_viewer.content.varied import varied
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.camera import frame
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.variants import Patient, VariantChoice, with_variant
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.specimen_files import SpecimenFiles, read_specimen

_NEEDLES = 100
# px of the picture and beside it in a usual window; ten seconds of it.
PICTURE_SIZE, PATHWAY_SIZE, PATHWAY_TICKS = (508, 824), (884, 780), 300
GON = "greater_occipital_nerve"


@dataclass(frozen=True)
class Bench:
    """What is measured: the application that opens the folders, how often, and a picture of how many pixels."""

    application: Sequence[str] = APPLICATION
    meshes: Path = field(default_factory=meshes_dir)
    lessons: Path = field(default_factory=lessons_dir)
    starts: int = 3
    size: tuple[int, int] = (1280, 800)


def measure(bench: Bench | None = None) -> dict[str, Any]:
    """Every figure by its promised key: seconds, milliseconds, mebibytes, counts."""
    bench = bench or Bench()
    starts = [measure_start(bench.application) for _ in range(bench.starts)]
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    specimen = read_specimen(bench.meshes)
    if not specimen.coarse:
        raise specimen.problems[0]
    memory = [start.peak_rss_mb for start in starts if start.peak_rss_mb is not None]
    return {
        "window_s": statistics.median(start.window_s for start in starts),
        "cold_start_s": statistics.median(start.cold_start_s for start in starts),
        **_pictures(specimen, bench),
        "needle_readout_ms": _needle(bench.meshes),
        "course_query_ms": _course_query(bench.meshes),
        "variant_switch_ms": _variant(bench.meshes),
        "pathway_tick_ms": _pathway(specimen, bench),
        "export_png_step_s": export_png_step_s(specimen, load_lessons(bench.lessons, specimen.atlas).lessons),
        **imaging_figures(bench.meshes),
        "peak_rss_mb": max(memory, default=None),
        "triangles": sum(len(mesh.faces) for mesh in specimen.full.values()),
        "triangles_coarse": sum(len(mesh.faces) for mesh in specimen.coarse.values()),
    }


def _variant(meshes: Path) -> float | None:
    """Median over the variants, from choosing one to its new meshes and points; None in an atlas without variants."""
    table = read_variants(meshes).variants
    choices = [
        Patient(right=with_variant(table, VariantChoice(), n)) for n, v in table.items() if not v.usual
    ]
    times = []
    for patient in [*choices[:1], *choices]:  # the first one twice: it reads the fields
        rerouted.cache_clear()
        start = perf_counter()
        varied(meshes, patient)
        times.append(perf_counter() - start)
    return round(statistics.median(times[1:]) * 1e3, 1) if choices else None


def _pathway(specimen: SpecimenFiles, bench: Bench) -> float | None:
    """Median tick of the pathway with all its inputs in: the model a frame further, the signals in picture and
    schematic and the traces painted anew."""
    if not specimen.atlas.pathway:
        return None
    with _window(specimen, replace(bench, size=PICTURE_SIZE)) as (viewport, session, scene):
        session.show_pathway()
        session.change_pathway("Experiment", lambda look: look.with_input("gon", 0.9).with_input("v1", 0.9))
        viewport.frames.take(scene.image(PICTURE_SIZE, "moving"), still=True)
        return round(statistics.median(_ticks(viewport, session)) * 1e3, 2)


def _ticks(viewport: Any, session: Any) -> list[float]:
    """Seconds of each, with whatever a window would paint."""
    from PySide6.QtCore import QCoreApplication

    from anatomy_viewer.ui.look import Look
    from anatomy_viewer.ui.pathway_area import PathwayArea
    from anatomy_viewer.ui.pathway_player import TICK_MS, PathwayPlayer

    player = PathwayPlayer(session)
    area, times = PathwayArea(Look(), session, player), []
    viewport.show_signals_of(player)
    area.resize(*PATHWAY_SIZE)
    area.show()
    QCoreApplication.processEvents()  # before it is exposed nothing of it is painted
    viewport.frames.stop()
    player.stop()  # time passes by hand
    for _ in range(PATHWAY_TICKS):
        start = perf_counter()
        player.advance(TICK_MS / 1000.0)
        QCoreApplication.processEvents()
        times.append(perf_counter() - start)
    area.close()
    return times


def _needle(meshes: Path) -> float | None:
    """95th percentile of a readout, over needles 40 mm deep from all over the back of the head; None without a skin."""
    if not (meshes / f"{SKIN}.ply").is_file():
        return None
    room, skin, times = NeedleRoom(meshes), read_ply(meshes / f"{SKIN}.ply"), []
    rows = np.flatnonzero(np.abs(skin.vertices[:, 2]) < 60.0)
    rows = rows[skin.normals[rows, 1] < -0.5]
    room.prepare()
    for row in rows[:: len(rows) // _NEEDLES + 1]:
        entry, target = skin.vertices[row], skin.vertices[row] - 40.0 * skin.normals[row]
        start = perf_counter()
        with suppress(ContentError):  # behind the ear it comes out again
            room.path(_vector(entry), _vector(target))
            times.append(perf_counter() - start)
    return round(float(np.percentile(times, 95)) * 1e3, 1)


def _vector(place: NDArray[np.float32]) -> Vector:
    x, y, z = place.tolist()
    return x, y, z


def _course_query(folder: Path) -> float | None:
    """A walk along the whole greater occipital nerve; nothing is kept from one walk to the next."""
    from anatomy_viewer.content.walks import walk

    if GON not in read_courses(folder / COURSES):
        return None
    start = perf_counter()
    walk(folder, GON)
    return round((perf_counter() - start) * 1e3, 1)


def _pictures(specimen: SpecimenFiles, bench: Bench) -> dict[str, Any]:
    """In a real viewport, the whole atlas shown, paint included."""
    from anatomy_viewer.scene import timing

    with _window(specimen, bench) as (viewport, session, scene):
        view, size = _whole(specimen), bench.size

        def paint(pixels: NDArray[np.uint8]) -> None:
            viewport.frames.take(pixels)
            viewport.repaint()

        found: dict[str, Any] = {"frame_moving_ms": asdict(timing.moving(scene, view, size, paint))}
        veiled = timing.faded(view, specimen.coarse)
        found["frame_moving_faded_ms"] = timing.moving(scene, veiled, size, paint).median
        found["frame_still_ms"] = timing.still(scene, view, size, paint).median
        found["resume_ms"] = timing.resume(scene, view, size, paint).p95
        found["pick_ms"] = timing.pick(scene, view, size).p95
        found["step_change_ms"] = _step_change(session, viewport)
        found |= present_figures(viewport, session)
        found["reload_ms"] = reload_ms(specimen.atlas, session.lessons, bench.meshes)
        found["vtk_floor_ms"] = timing.vtk_floor(dict(specimen.full), view, size).median
        return found


def _whole(specimen: SpecimenFiles) -> ViewState:
    """All there is but the skin, under which nothing would be drawn."""
    atlas = specimen.atlas
    camera = frame(atlas.bounds(sorted(atlas.all_ids)), "posterolateral")
    return ViewState(visible=atlas.all_ids, camera=camera, peel=1)


@contextmanager
def _window(specimen: SpecimenFiles, bench: Bench) -> Iterator[tuple[Any, Any, Any]]:
    """A viewport on the (off-screen) screen, its session and its scene."""
    from PySide6.QtWidgets import QApplication

    from anatomy_viewer.scene.scene import Scene
    from anatomy_viewer.session import Session
    from anatomy_viewer.ui.look import Look
    from anatomy_viewer.ui.viewport import Viewport

    application = QApplication.instance() or QApplication(sys.argv[:1])
    lessons = load_lessons(bench.lessons, specimen.atlas).lessons
    session = Session(specimen.atlas, lessons, AppState())
    viewport = Viewport(Look(), session)
    viewport.resize(*bench.size)
    viewport.show()
    scene = Scene(
        specimen.atlas,
        specimen.full,
        specimen.coarse,
        specimen.courses,
        cavities=specimen.cavities,
        strands=specimen.strands,
    )
    viewport.overlay.set_meshes(specimen.coarse, specimen.trunks)
    viewport.set_scene(scene)
    application.processEvents()
    viewport.frames.stop()
    yield viewport, session, scene
    viewport.frames.stop()
    viewport.close()


def _step_change(session: Any, viewport: Any) -> float | None:
    """Median from asking for a step to its first new picture painted, over all steps of all lessons."""
    times = []
    for lesson in session.lessons.values():
        session.open_lesson(lesson.id)
        for step in range(1, len(lesson.steps)):
            start = perf_counter()
            session.go_to(step)
            viewport.frames.draw_now()
            viewport.repaint()
            times.append(perf_counter() - start)
    viewport.frames.stop()
    return round(statistics.median(times) * 1e3, 1) if times else None
