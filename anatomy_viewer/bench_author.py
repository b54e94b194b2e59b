"""How soon a lesson that was saved is on the screen: from the file's last byte to the new text painted."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from anatomy_viewer.model.lesson import Lesson

SIZE, TIMES, PATIENCE_MS = (1280, 800), 7, 20_000


def reload_ms(atlas: Any, lessons: Mapping[str, Lesson], meshes: Path) -> float | None:
    """Median in a real window with the lesson's text beside it; the longest of the lessons is written, its first step.

    Every second time the file is put in the other's place by renaming, as many editors do.
    """
    longest = max(lessons.values(), key=lambda lesson: _length(lesson.path), default=None)
    if longest is None:
        return None
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bench_reload.md"
        text = longest.path.read_text(encoding="utf-8")
        title = longest.steps[0].text("en").title
        path.write_text(text, encoding="utf-8")
        desk = _desk(atlas, {name: replace(lesson) for name, lesson in lessons.items()}, meshes, Path(folder))
        desk.open_lesson_file(path)
        _until(lambda: desk.session.lesson is not None and desk.session.lesson.path == path)
        times = [
            _reload(desk, path, text.replace(title, f"{title} {n}"), f"{title} {n}") for n in range(TIMES)
        ]
        desk.put_away()
        desk.close()
    return round(statistics.median(times) * 1e3, 1)


def _length(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _desk(atlas: Any, lessons: dict[str, Lesson], meshes: Path, folder: Path) -> Any:
    """All panels, shown."""
    from PySide6.QtCore import QSettings

    from anatomy_viewer.model.progress import Progress
    from anatomy_viewer.model.state import AppState
    from anatomy_viewer.recorder import Recorder
    from anatomy_viewer.session import Session
    from anatomy_viewer.ui.desk import DeskWidget
    from anatomy_viewer.ui.desk_parts import Needs
    from anatomy_viewer.ui.look import Look
    from anatomy_viewer.ui.settings import Settings

    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    session = Session(atlas, lessons, AppState())
    recorder = Recorder(session, Progress("bench"), lambda: None)
    desk = DeskWidget(Needs(Look(), settings, session, recorder, meshes=meshes))
    desk.resize(*SIZE)
    desk.show()
    desk.take_lessons()
    return desk


def _reload(desk: Any, path: Path, text: str, title: str) -> float:
    """Seconds from the file written to the new title painted."""
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    start = perf_counter()
    if title[-1] in "02468":
        path.write_text(text, encoding="utf-8")
    else:
        part.replace(path)
    _until(lambda: desk.lesson_panel.title == title)
    desk.lesson_panel.repaint()
    return perf_counter() - start


def _until(test: Callable[[], bool]) -> None:
    """Let the window live until then. An event loop waits without keeping the reading thread from its work."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, clock, late = QEventLoop(), QTimer(interval=2), QTimer(singleShot=True, interval=PATIENCE_MS)
    clock.timeout.connect(lambda: loop.quit() if test() else None)
    late.timeout.connect(lambda: loop.exit(1))
    clock.start()
    late.start()
    if loop.exec():
        raise RuntimeError("the lesson was not read anew")
    clock.stop()
