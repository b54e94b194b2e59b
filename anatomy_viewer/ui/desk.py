"""Everything in the window: puts the parts together, hands keys to the commands, and is the desk they work at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from anatomy_viewer.commands import COMMANDS, take_usual_path
from anatomy_viewer.content.needle_effects import NeedleEffects
from anatomy_viewer.content.needles import NeedleRoom
from anatomy_viewer.content.passages import read_passage
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.point_places import standard_paths
from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.content.tissue_file import read_tissue
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.lesson import Link
from anatomy_viewer.model.preferences import Preferences
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.recorder import Recorder
from anatomy_viewer.scene.look import DARK, LIGHT
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session
from anatomy_viewer.ui.actions import Actions
from anatomy_viewer.ui.atlas_page import NARROW, AtlasPage
from anatomy_viewer.ui.background import Background
from anatomy_viewer.ui.course_panel import CoursePanel
from anatomy_viewer.ui.course_reader import CourseReader
from anatomy_viewer.ui.course_strip import CourseStrip
from anatomy_viewer.ui.efficacy_sheet import EfficacySheet
from anatomy_viewer.ui.help_sheet import HelpSheet
from anatomy_viewer.ui.history_list import HistoryList
from anatomy_viewer.ui.home import HomePage
from anatomy_viewer.ui.info_panel import InfoPanel
from anatomy_viewer.ui.lesson_panel import LessonPanel
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_panel import NeedlePanel
from anatomy_viewer.ui.needle_reader import NeedleReader
from anatomy_viewer.ui.needle_views import NeedleStrip
from anatomy_viewer.ui.needle_words import at_tip, worst
from anatomy_viewer.ui.picture_pane import PicturePane
from anatomy_viewer.ui.practice_measure import NeedleMeasure
from anatomy_viewer.ui.practice_panel import PracticePanel
from anatomy_viewer.ui.right_panel import NEEDLE, RightPanel
from anatomy_viewer.ui.search_popup import SearchPopup
from anatomy_viewer.ui.settings import Settings
from anatomy_viewer.ui.status_line import StatusLine
from anatomy_viewer.ui.structure_panel import StructurePanel
from anatomy_viewer.ui.toolbar import Toolbar
from anatomy_viewer.ui.variant_sheet import VariantSheet


class DeskWidget(QWidget):
    """All panels over one session. Implements `commands.Desk`. `leaving`: the window should close."""

    leaving = Signal()
    titled = Signal(str)

    def __init__(
        self,
        look: Look,
        settings: Settings,
        session: Session,
        recorder: Recorder,
        problems: Sequence[ContentError],
        learners: Callable[[], Sequence[str]] = tuple,
        meshes: Path | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        self._look, self._settings, self._recorder = look, settings, recorder
        session.language = settings.now.language
        self.actions_table = Actions(self, self)
        self.search = SearchPopup(look, session, COMMANDS, self, lambda command: command.enabled(self))
        self.toolbar = Toolbar(look, session, self.actions_table, settings, self.search, learners)
        self.home_page = HomePage(look, session)
        self.home_page.set_problems(list(problems))
        self.structures = StructurePanel(look, session)
        self.pane = PicturePane(look, session, self.actions_table)
        self.strip = CourseStrip(look, session)
        self.lesson_panel = LessonPanel(look, session)
        self.info_panel = InfoPanel(look, session, self.actions_table.run)
        folder = meshes or meshes_dir()
        self.courses = CourseReader(session, lambda walk: read_passage(folder, *walk), self)
        self._background = Background(self)
        self.reader = NeedleReader(session, lambda: NeedleRoom(folder), NeedleEffects(folder).of, self)
        self.needle_strip = NeedleStrip(look, session, lambda: read_tissue(folder))
        self.needle_panel = NeedlePanel(
            look, session, self.reader, self.actions_table.run, self.pane.viewport.hand.to_skin
        )
        self.measure = NeedleMeasure(session, self.reader, self)
        self.lesson_panel.measure = self.measure
        self.practice_panel = PracticePanel(
            look, session, self.measure, self.reader, lambda: recorder.progress
        )
        self.course_panel = CoursePanel(look, session)
        self.right = RightPanel(
            look,
            session,
            self.lesson_panel,
            self.info_panel,
            self.course_panel,
            self.needle_panel,
            self.practice_panel,
        )
        self.page = AtlasPage(look, session, self.structures, self._make_middle(), self.right)
        self.status = StatusLine(look, session)
        self._lay_out()
        self.help_sheet = HelpSheet(look, session, self)
        self.history = HistoryList(look, session, self)
        self.variants = VariantSheet(look, session, self)
        self.efficacy = EfficacySheet(look, session, self)
        self._connect()
        self._prefer(Preferences(), settings.now)
        self._follow(session.now, session.now)

    def _make_middle(self) -> QWidget:
        """The picture, and under it the strips that belong to a tab."""
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pane, 1)
        column.addWidget(self.strip)
        column.addWidget(self.needle_strip)
        self.needle_strip.hide()
        return middle

    def _lay_out(self) -> None:
        self._screens = QStackedWidget()
        self._screens.addWidget(self.home_page)
        self._screens.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((self.toolbar, 0), (self._screens, 1), (self.status, 0)):
            column.addWidget(part, stretch)

    def _connect(self) -> None:
        self.search.chosen.connect(self._go)
        self._settings.changed.connect(self._prefer)
        self.home_page.lesson_chosen.connect(self._open_lesson)
        self.home_page.explore_chosen.connect(lambda: self.session.explore())
        self.home_page.practice_chosen.connect(lambda: self.session.practise())
        self.toolbar.cut_asked.connect(self._toggle_cut)
        self.structures.show_all_asked.connect(lambda: self.actions_table.run("show_all"))
        self.pane.viewport.hovered.connect(self.status.set_under)
        for panel in (self.lesson_panel, self.info_panel, self.course_panel):
            panel.linked.connect(self._follow_link)
            panel.pointed.connect(self._light)
        self.course_panel.paths_asked.connect(self._read_paths)
        self.course_panel.chart_asked.connect(self.show_efficacy)
        self.course_panel.needle_asked.connect(lambda *ends: take_usual_path(self.session, *ends))
        self.efficacy.chosen.connect(lambda point: self._go("point", point))
        self.reader.changed.connect(self._say_needle)
        self.courses.taken.connect(self.strip.refresh)
        self.courses.taken.connect(self.pane.viewport.update)
        self.courses.failed.connect(self._tell_failure)
        self.practice_panel.moment.connect(self._show_moment)
        self.reader.effect_changed.connect(self._show_effect)
        self.right.tabs.currentChanged.connect(lambda _index: self._show_strip())
        self.lesson_panel.finished.connect(self._finish)
        self.actions_table.number_typed.connect(self._show_number)
        self.structures.variant.asked.connect(self.show_variants)
        self.variants.turned.connect(self.structures.variant.show_side)
        self.session.listen(self._follow)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        sizes = self._settings.store.value("window/sizes")
        if isinstance(sizes, list) and all(str(size).isdecimal() for size in sizes):
            self.page.set_sizes([int(size) for size in sizes])

    def set_scene(
        self, scene: Scene, coarse: Mapping[str, Mesh], courses: Mapping[str, NDArray[np.float64]]
    ) -> None:
        """The meshes are read: draw."""
        self.pane.viewport.overlay.set_meshes(coarse, courses)
        scene.set_look(DARK if self._settings.now.theme == "dark" else LIGHT)
        self.pane.viewport.set_scene(scene)

    # Following

    def _follow(self, old: AppState, new: AppState) -> None:
        home = new.screen == "home"
        self._screens.setCurrentWidget(self.home_page if home else self.page)
        if home:
            self.show_progress(self._recorder.progress)
        self._name_window()
        if (old.needle is None, old.walk is None) != (new.needle is None, new.walk is None):
            self._show_strip()
        if (old.needle, old.asking) != (new.needle, new.asking):
            self._say_needle()
            self._show_effect()

    def _name_window(self) -> None:
        lesson = self.session.lesson if self.session.now.screen == "atlas" else None
        self.titled.emit(lesson.text(self.session.language).title if lesson else "")

    def show_progress(self, progress: Progress) -> None:
        """Home's rings and 'continue'."""
        self.home_page.set_progress(progress, datetime.now().astimezone())
        done = [
            i
            for i in self.session.lessons.values()
            if progress.lesson(i.id).fraction(s.id for s in i.steps) >= 1
        ]
        text = say("{} of {} lessons finished", self.session.language)
        words = [text.format(len(done), len(self.session.lessons))]
        if progress.profile != Preferences().profile:
            words.insert(0, progress.profile)
        self.status.set_note("   ".join(words))

    def _prefer(self, _old: object, now: Preferences) -> None:
        """New preferences: words, colours, sizes, motion."""
        self.session.language = now.language
        viewport = self.pane.viewport
        viewport.overlay.labels, viewport.overlay.show_labels = now.labels, now.show_labels
        viewport.frames.reduced_motion = self.practice_panel.reduced_motion = now.reduced_motion
        self.strip.reduced_motion = now.reduced_motion
        if viewport.frames.scene is not None:
            viewport.frames.scene.set_look(DARK if now.theme == "dark" else LIGHT)
        self._look.set(now.theme, scale=now.text_scale, language=now.language)
        for part in (
            self.toolbar, self.home_page, self.structures, self.pane, self.lesson_panel, self.info_panel,
            self.course_panel, self.practice_panel, self.right, self.page, self.search, self.help_sheet,
            self.history, self.variants, self.efficacy,
        ):  # fmt: skip
            getattr(part, "retranslate", getattr(part, "refresh", lambda: None))()
        self.show_progress(self._recorder.progress)
        self._name_window()
        viewport.frames.redraw()

    def _light(self, link: Link | None) -> None:
        """A link under the pointer lights its structure in the picture."""
        marks: tuple[str, ...] = ()
        if link is not None and link.kind == "structure" and not self.session.now.asking:
            marks = self.session.atlas.resolve_marks([link.target])
        self.pane.viewport.light(marks)

    def _show_effect(self) -> None:
        """What the needle does, as a body in the picture and on the planes."""
        self.pane.viewport.overlay.effect.set_effect(
            self.reader.effect if self.session.reads_needle else None
        )
        self.pane.viewport.update()
        self.needle_strip.show_effect(self.reader.effect)

    def _show_strip(self) -> None:
        """The planes through the needle, as long as its tab is open; what is slow is begun when the tab is."""
        now, open_ = self.session.now, self.right.tabs.currentIndex() == NEEDLE
        if open_:
            self.reader.ask("prepare", lambda room: room.prepare(), _nothing, _nothing)
        shown = now.needle is not None and now.walk is None and open_  # a walk has a strip of its own there
        if shown:
            self.needle_strip.begin()
        self.needle_strip.setVisible(shown)

    def _say_needle(self) -> None:
        """What the tip lies in, beside the handle that is dragged."""
        path = self.reader.path if self.session.reads_needle else None
        words = (at_tip(path, self.session.atlas, self.session.language), worst(path)) if path else ("", "")
        self.pane.viewport.overlay.needle.words = words
        self.pane.viewport.update()

    def _show_moment(self, moment: float | None) -> None:
        """A replay of an attempt goes on, or is over."""
        self.pane.viewport.overlay.attempts.moment = moment
        self.pane.viewport.update()

    def _follow_link(self, link: Link) -> None:
        atlas, session = self.session.atlas, self.session
        if link.kind == "structure":
            marks = atlas.resolve_marks([link.target])
            shown = next((m for m in marks if atlas.owner(m) in session.view.visible), marks[0])
            session.select(shown)
        elif link.kind == "point":
            session.select(link.target)
        elif link.kind == "lesson" and link.target in session.lessons:
            self._open_lesson(link.target, session.lessons[link.target].index_of(link.step) or 0)
        elif link.kind == "source" and link.target in atlas.sources:
            self.tell(atlas.sources[link.target].citation)
        elif link.kind == "https":
            QDesktopServices.openUrl(QUrl(link.target))

    def _go(self, kind: str, name: str) -> None:
        """What was found in the search box."""
        if kind in ("structure", "feature", "point"):
            if self.session.now.screen != "atlas":
                self.session.explore()
            self.session.reveal(name)
        elif kind == "lesson":
            lesson, _, step = name.partition("#")
            self._open_lesson(lesson, self.session.lessons[lesson].index_of(step) or 0)
        elif kind == "command":
            self.actions_table.run(name)

    def _open_lesson(self, lesson: str, step: int) -> None:
        self.session.open_lesson(lesson, step, self._recorder.progress.lesson(lesson).given())
        self.pane.viewport.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        self.session.home()

    def _show_number(self, digits: str) -> None:
        lesson = self.session.lesson
        if digits and lesson:
            text = say("Step {} of {}: press Enter", self.session.language)
            self.tell(text.format(digits, len(lesson.steps)))
        elif not digits:
            self.pane.toast.hide()

    def _read_paths(self) -> None:
        """What the needles of the interventions pass, for their cards."""
        atlas, done = self.session.atlas, self.course_panel.set_paths
        work = lambda: standard_paths(self.reader.ready_room(), atlas)  # noqa: E731
        self._background.run("paths", work, done, lambda _error: done({}))

    def _toggle_cut(self) -> None:
        panel = self.pane.cut_panel
        if self.session.view.cut is not None and panel.isVisible():
            panel.remove()
        else:
            panel.open()

    # The desk

    def tell(self, text: str, undoable: bool = False) -> None:
        """One line over the picture; on Home in the status line."""
        if self.session.now.screen == "home":
            self.status.set_note(text)
        else:
            self.pane.tell(text, undoable)

    def open_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.open()

    def show_help(self) -> None:
        """The sheet of all commands, or away with it."""
        self.help_sheet.toggle()

    def show_variants(self) -> None:
        """The variants of the side that the structures panel speaks of, or away with them."""
        self.variants.side = self.structures.variant.side
        self.variants.toggle()

    def show_efficacy(self) -> None:
        """The chart of efficacy."""
        self.efficacy.toggle()

    def show_history(self) -> None:
        """The list of changes."""
        self.history.toggle()

    def toggle_panel(self, side: str) -> None:
        """Open or close the 'structures' or the 'lesson' panel."""
        self.page.toggle(side)

    def prefer(self, **changes: object) -> None:
        """Change preferences by name."""
        self._settings.prefer(**changes)

    def preference(self, name: str) -> object:
        """A preference's value."""
        return asdict(self._settings.now)[name]

    def play_walk(self) -> None:
        """Let the walk go on by itself, or stop it."""
        self.strip.toggle_play()

    def _tell_failure(self, error: BaseException) -> None:
        if not isinstance(error, ContentError):
            raise error
        self.tell(sentence(error, self.session.language))

    def quit(self) -> None:
        """Close the window."""
        self.leaving.emit()

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys reach the commands before the widget that has the focus."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QWidget)
            and isinstance(event, QKeyEvent)
        ):
            window = self.window()
            mine = watched.window() is window and QApplication.activePopupWidget() is None
            if mine and watched is (QApplication.focusWidget() or window):
                return self.actions_table.handle(event)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words in the bar give way first."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW * self._look.scale
        self.toolbar.set_compact(narrow)
        self.search.set_compact(narrow)
        self.strip.fit(self.height())

    def put_away(self) -> None:
        """Keep the layout, stop drawing; before the window goes."""
        self._settings.store.setValue("window/sizes", self.page.sizes())
        self.reader.finish()
        self.courses.finish()
        self.needle_strip.finish()
        self.pane.viewport.frames.stop()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]


def _nothing(_: object) -> None:
    """What is wrong with the files is said when a needle asks for them."""
