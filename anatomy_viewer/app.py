"""Composition root of the window: builds and connects everything, and runs Qt.

Past 400 lines: what is built first needs what is built after it, and the order in which it starts is read in one place.
"""

from __future__ import annotations

import gc
import logging
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from anatomy_viewer import bench_start
from anatomy_viewer.content.paths import (
    cache_dir,
    lessons_dir,
    meshes_dir,
    own_atlas_dir,
    packs_dir,
    user_data_dir,
)
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.background import Background
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.main_window import MainWindow
from anatomy_viewer.ui.settings import Settings
from anatomy_viewer.ui.style import apply_look

log = logging.getLogger(__name__)
ICON = Path(__file__).parent / "ui" / "icon.svg"
SAVE_AFTER_MS = 600
LESSONS_LATEST_MS = 3000  # a window that is never drawn has its lessons by then


@dataclass(frozen=True)
class Opening:
    """What the command line asked for, and the folders to read."""

    lesson: str | None = None
    step: str | None = None
    language: str | None = None
    theme: str | None = None
    scan: Path | None = None
    pack: Path | None = None
    lesson_file: Path | None = None
    meshes: Path = field(default_factory=meshes_dir)
    lessons: Path = field(default_factory=lessons_dir)


class Application(QObject):
    """Window first; then, on another thread, imports and atlas; then the scene, and last all lessons."""

    def __init__(self, opening: Opening, settings: Settings, look: Look) -> None:
        super().__init__()
        self._opening, self._settings, self._look = opening, settings, look
        self._marks: dict[str, float] = {}
        self.background = Background(self)
        self.window = MainWindow(look, settings)
        self.window.shown.connect(self._begin)
        self.window.closing.connect(self._end)
        self.desk: Any = None
        self.scene: Any = None
        self._drawing_cards = self._asked_lessons = self._stood = False
        self._later: list[Callable[[], None]] = []  # what waits for the first picture
        self._problems: dict[str, tuple[ContentError, ...]] = {}
        self._save = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._save.timeout.connect(self._write_progress)

    def _begin(self) -> None:
        self._marks["window"] = time.time()
        self.background.run("read", lambda: _read_everything(self._opening), self._furnish, self._fail)

    def _furnish(self, read: Any) -> None:
        """On the window's thread: the session, the desk, the scene."""
        from anatomy_viewer.content.progress_files import ProgressFile, profiles
        from anatomy_viewer.model.state import AppState
        from anatomy_viewer.recorder import Recorder
        from anatomy_viewer.session import Session
        from anatomy_viewer.ui.desk import DeskWidget
        from anatomy_viewer.ui.desk_parts import Needs
        from anatomy_viewer.ui.thumbnails import Thumbnails

        self._file = ProgressFile(user_data_dir(), self._settings.now.profile)
        loaded = self._file.load()
        session = Session(read.specimen.atlas, read.lessons, AppState())
        session.learner = self._settings.now.profile
        self.recorder = Recorder(session, loaded.progress, self._save.start)
        kept = (loaded.problem,) if loaded.problem else ()
        self._problems = {"atlas": tuple(read.specimen.problems), "lessons": (), "progress": kept}
        learners = lambda: profiles(user_data_dir())  # noqa: E731
        needs = Needs(
            self._look,
            self._settings,
            session,
            self.recorder,
            self._all_problems,
            learners,
            self._opening.meshes,
        )
        self.desk = DeskWidget(needs)
        self._settings.changed.connect(self._change_learner)
        self._settings.changed.connect(self._change_theme)
        self.desk.leaving.connect(self.window.close)
        self.desk.titled.connect(self.window.name)
        self.desk.pack_opened.connect(self._draw_cards_anew)
        self.desk.pack_judged.connect(self._name_pack)
        self.desk.lesson_renewed.connect(self._mend)
        self.desk.digest = read.specimen.digest
        self._thumbnails = Thumbnails(cache_dir(), read.specimen.digest, self)
        self._thumbnails.ready.connect(self.desk.set_picture)
        session.listen(lambda _old, _new: self._share_scene())
        self.window.furnish(self.desk)
        self._open(session)
        session.listen(lambda _old, new: self._read_lessons() if new.screen == "home" else None)
        if session.now.screen == "home" or not read.specimen.coarse:
            self._read_lessons()
        elif bench_start.started_at() is None:
            QTimer.singleShot(LESSONS_LATEST_MS, self, self._read_lessons)
        if read.specimen.coarse:
            self._make_scene(read.specimen)
        # The layout settles now: a picture drawn before that would be drawn twice.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        gc.freeze()  # what was loaded stays: later collections need not look at it
        gc.enable()

    @property
    def _all_problems(self) -> tuple[ContentError, ...]:
        return tuple(problem for found in self._problems.values() for problem in found)

    def _read_lessons(self) -> None:
        """Once: on Home at once, else when the first picture stands, so that it need not wait for them."""
        if self._asked_lessons:
            return
        self._asked_lessons = True
        folder, atlas = self._opening.lessons, self.desk.session.atlas
        self.background.run("lessons", lambda: _load(folder, atlas), self._take_lessons, self._fail)

    def _take_lessons(self, found: Any) -> None:
        """Home's cards, the search, the status line and what is wrong with them."""
        own_meshes, lessons, paths, packs, own = found
        self.desk.take_own(own_meshes)
        self.desk.session.take_lessons({**lessons.lessons, **packs.lessons, **own.lessons}, paths.paths)
        self._problems["lessons"] = tuple(problem for part in found for problem in part.problems)
        self.desk.set_problems(self._all_problems)
        self.desk.take_lessons()
        self._draw_cards_anew()
        if self._opening.pack is not None:
            self.desk.open_pack(self._opening.pack)
        if self._opening.lesson_file is not None:
            self.desk.open_lesson_file(self._opening.lesson_file)

    def _draw_cards_anew(self) -> None:
        """There are other lessons: their pictures are drawn when Home is shown."""
        self._drawing_cards = False
        self._share_scene()

    def _name_pack(self, problem: ContentError | None) -> None:
        """What is wrong with the pack that was to be opened last stands on Home."""
        self._problems["pack"] = (problem,) if problem else ()
        self.desk.set_problems(self._all_problems)

    def _mend(self) -> None:
        """A lesson was written anew: Home names what is wrong with it now."""
        reading = self.desk.author.reading
        if reading is None:  # it was written by the form, which writes what is sound
            return
        before = [p for p in self._problems["lessons"] if Path(p.path) not in reading.texts]
        found = (*before, *reading.problems)
        if found != self._problems["lessons"]:
            self._problems["lessons"] = found
            self.desk.set_problems(self._all_problems)

    def _change_learner(self, old: Any, new: Any) -> None:
        """Keep what the one before did, and go on with the record of the one chosen."""
        from anatomy_viewer.content.progress_files import ProgressFile

        if old.profile == new.profile:
            return
        self.desk.session.learner = new.profile
        self.desk.session.begin_anew()  # first: what is left ends, and is the former learner's
        self._save.stop()
        self._write_progress()
        self._file = ProgressFile(user_data_dir(), new.profile)
        loaded = self._file.load()
        self.recorder.progress = loaded.progress
        self.desk.show_progress(loaded.progress)
        self._tell_problem(loaded.problem)

    def _change_theme(self, old: Any, new: Any) -> None:
        """Home's pictures have the ground of the theme."""
        if (old.theme, old.palette) != (new.theme, new.palette):
            self._drawing_cards = False
            self._share_scene()

    def _open(self, session: Any) -> None:
        """Go where the command line said, or to the whole atlas in a measured start; else stay on Home."""
        if self._opening.scan is not None:
            self.desk.scans.open(self._opening.scan)
        lesson = session.lessons.get(self._opening.lesson or "")
        if lesson is not None:
            step = lesson.find(self._opening.step or "1")
            session.open_lesson(lesson.id, step or 0)
            if step is None:
                text = say("This lesson has no step “{}”; it begins with the first.", session.language)
                self.desk.tell(text.format(self._opening.step))
        elif bench_start.started_at() is not None:
            session.explore()
            session.edit("", lambda view: view.show_all(session.atlas))

    def _make_scene(self, specimen: Any) -> None:
        from anatomy_viewer.scene.scene import Scene
        from anatomy_viewer.ui.fitting import Fitting

        self.scene = Scene(
            specimen.atlas,
            specimen.full,
            specimen.coarse,
            specimen.courses,
            cavities=specimen.cavities,
            strands=specimen.strands,
        )
        frames = self.desk.pane.viewport.frames
        if bench_start.started_at() is not None:
            frames.drawn.connect(self._report)
        else:
            self._later.append(self._read_lessons)
            frames.drawn.connect(self._stand)
        self.desk.set_scene(self.scene, specimen.coarse, specimen.trunks)
        self.fitting = Fitting(
            self._opening.meshes,
            self.desk.session,
            self.desk.pane.viewport,
            self.background,
            self._fail,
            self,
        )
        self.desk.variants_opened.connect(self.fitting.prepare)
        self.fitting.fitted.connect(self._refit)
        self.fitting.set_scene(self.scene, specimen.coarse, specimen.trunks)

        def complete(_meshes: object) -> None:
            """All meshes are read: say what was wrong with the full ones, and draw Home's pictures."""
            self._problems["atlas"] = tuple(specimen.problems)
            self.desk.set_problems(self._all_problems)
            self._share_scene()
            self._when_drawn(self._dress)

        self.background.run("full", lambda: list(specimen.full.values()), complete, self._fail)

    def _when_drawn(self, work: Callable[[], None]) -> None:
        """Once the first picture stands, which need not wait for it; on Home, where none is drawn, at once."""
        if self._stood or self.desk.session.now.screen == "home":
            work()
        else:
            self._later.append(work)

    def _stand(self, still: bool) -> None:
        """A picture was drawn; after the first that stands there is time for the rest."""
        if still and not self._stood:
            self._stood = True
            later, self._later = self._later, []
            for work in later:
                work()

    def _dress(self) -> None:
        """What is there to be looked at later: the window's icon, the places of the points."""
        self.window.setWindowIcon(QIcon(str(ICON)))
        self._place_points()

    def _refit(self) -> None:
        """The specimen in the picture is another: so are points, and what needles pass."""
        self.desk.structures.variant.set_missing(self.fitting.missing)
        self.desk.refit(self.fitting.meshes)
        self._place_points()

    def _place_points(self) -> None:
        """Depths and mm along the nerves, for the table of points; files that lack were named when they were read."""
        from anatomy_viewer.content.point_places import point_places

        points, lines = list(self.desk.session.atlas.points.values()), self.fitting.lines
        work = lambda: point_places(self._opening.meshes, points, lines)  # noqa: E731
        self.background.run("places", work, self.desk.set_places, lambda _error: None)

    def _share_scene(self) -> None:
        """Home's pictures are drawn while nothing else is."""
        if self.scene is None:
            return
        home = self.desk.session.now.screen == "home"
        if home and not self._drawing_cards:
            now = self._settings.now
            self._thumbnails.ask(card_views(self.desk.session), f"{now.theme}/{now.palette}")
        self._drawing_cards = home
        self._thumbnails.allow(self.scene if home else None)

    def _report(self, still: bool) -> None:
        """The measured start is over when the first full picture has been painted."""
        if still and "picture" not in self._marks:
            self.desk.pane.viewport.repaint()
            self._marks["picture"] = time.time()
            sys.stdout.write(bench_start.report(self._marks["window"], self._marks["picture"]) + "\n")
            sys.stdout.flush()
            QTimer.singleShot(0, self.window.close)

    def _fail(self, error: BaseException) -> None:
        from anatomy_viewer.content.problem_words import sentence

        gc.enable()
        language = self._settings.now.language
        if isinstance(error, ContentError):
            self.window.loading.fail(sentence(error, language))
        else:
            show_failure(error, language)

    def _write_progress(self) -> None:
        self._tell_problem(self._file.save(self.recorder.progress))

    def _tell_problem(self, problem: ContentError | None) -> None:
        from anatomy_viewer.content.problem_words import sentence

        if problem is not None:
            self.desk.tell(sentence(problem, self._settings.now.language))

    def _end(self) -> None:
        if self._save.isActive():
            self._save.stop()
            self._write_progress()
        if self.desk is not None:
            self._thumbnails.allow(None)
            self.desk.put_away()
        self.background.finish()


def card_views(session: Any) -> dict[str, Any]:
    """The first picture of each lesson, and the opening view, for Home."""
    from anatomy_viewer.model.lesson import step_view
    from anatomy_viewer.session import opening_view

    views = {lesson.id: step_view(lesson.steps[0], session.atlas) for lesson in session.lessons.values()}
    return {**views, "explore": replace(opening_view(session.atlas), points=())}


@dataclass(frozen=True)
class Everything:
    """What is read before the desk can be built."""

    specimen: Any
    lessons: Any


def _read_everything(opening: Opening) -> Everything:
    """Slow imports and reading; on a thread of its own, so no widget is touched."""
    import anatomy_viewer.ui.desk  # noqa: F401
    from anatomy_viewer.specimen_files import read_specimen

    specimen = read_specimen(opening.meshes)
    return Everything(specimen, _opened_lesson(opening, specimen.atlas))


def _opened_lesson(opening: Opening, atlas: Any) -> dict[str, Any]:
    """The lesson that the command line asked for, alone; what is wrong with it is said when all are read."""
    path = opening.lessons / f"{Path(opening.lesson or '').name}.md"
    if not opening.lesson or not path.is_file():
        return {}
    from anatomy_viewer.content.lesson_files import load_lesson_files

    return dict(load_lesson_files([path], atlas).lessons)


def _load(folder: Path, atlas: Any) -> Any:
    """On the thread: one's own meshes, lessons, the paths through them, the lessons of packs, and one's own."""
    from anatomy_viewer.content.lesson_files import load_lessons
    from anatomy_viewer.content.own_atlas import own_folders, read_own
    from anatomy_viewer.content.own_lessons import own_lessons, own_lessons_folder
    from anatomy_viewer.content.pack_files import pack_lessons
    from anatomy_viewer.content.path_files import load_paths
    from anatomy_viewer.model.own_meshes import with_own

    meshes = read_own(own_folders(own_atlas_dir(), packs_dir()))
    atlas = with_own(atlas, meshes.own)
    found = load_lessons(folder, atlas)
    packs = pack_lessons(packs_dir(), atlas, found.lessons.values())
    others = [*found.lessons.values(), *packs.lessons.values()]
    own = own_lessons(own_lessons_folder(), atlas, others)
    return meshes, found, load_paths(folder, found.lessons), packs, own


def show_failure(error: BaseException, language: str) -> None:
    """Our fault: into the log whole, to the user one dialog."""
    log.error("unexpected failure", exc_info=error)
    text = say("Something went wrong inside the program.", language)
    box = QMessageBox(QMessageBox.Icon.Warning, "Anatomy Viewer", text)
    box.setInformativeText(say("Your progress is kept. Please report the details.", language))
    box.setDetailedText(f"{type(error).__name__}: {error}")
    box.exec()


def make_hook(
    settings: Settings,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What Python calls with an error that nobody caught."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
        else:
            show_failure(error.with_traceback(trace), settings.now.language)

    return hook


def make_settings(opening: Opening) -> Settings:
    """The user's preferences, with what the command line asked for on top."""
    folder = user_data_dir()
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    asked = {"language": opening.language, "theme": opening.theme}
    settings.prefer(**{name: value for name, value in asked.items() if value})
    return settings


def run(opening: Opening) -> int:
    """Open the window and stay until it is closed."""
    gc.disable()  # until everything is loaded: nothing of it is garbage, and looking costs a tenth of the start
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Anatomy Viewer")
    application.setDesktopFileName("anatomy-viewer")
    settings = make_settings(opening)
    sys.excepthook = make_hook(settings)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    now = settings.now
    look = Look(now.theme, now.palette, now.text_scale, now.language)
    apply_look(application, look)
    running = Application(opening, settings, look)
    running.window.show()
    return application.exec()
