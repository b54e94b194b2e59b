"""Everything in the window: connects the parts, hands keys to the commands, and is the desk they work at."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from anatomy_viewer.model.preferences import Preferences
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.atlas_page import NARROW
from anatomy_viewer.ui.desk_form import FormDesk
from anatomy_viewer.ui.desk_learning import LearningDesk
from anatomy_viewer.ui.desk_measure import MeasureDesk
from anatomy_viewer.ui.desk_parts import Needs
from anatomy_viewer.ui.desk_pathway import PathwayDesk
from anatomy_viewer.ui.desk_shot import ShotDesk
from anatomy_viewer.ui.late import made
from anatomy_viewer.ui.scene_look import scene_look

if TYPE_CHECKING:
    from anatomy_viewer.ui.home import HomePage

# Late parts that say something: they take new words and sizes once they are made.
LATE = (
    "home_page", "lesson_panel", "course_panel", "needle_panel", "practice_panel", "needle_strip", "strip",
    "images", "image_area", "image_strips", "scan_area", "pathway_player", "pathway_area", "pathway_about",
    "help_sheet", "history", "variants", "efficacy", "export", "pain_panel", "syndromes", "mix", "report", "assessment",
    "lectures", "shots", "author_panel", "own_panel", "lesson_form",
)  # fmt: skip
STRIPS = ("needle", "walk", "imaging")  # what decides which strip stands under the picture


class DeskWidget(FormDesk, LearningDesk, PathwayDesk, MeasureDesk, ShotDesk):
    """All panels over one session. Implements `commands.Desk`."""

    def __init__(self, needs: Needs) -> None:
        super().__init__(needs)
        self._connect()
        self._prefer(Preferences(), needs.settings.now)
        self._follow(self.session.now, self.session.now)

    @cached_property
    def home_page(self) -> HomePage:
        """Home with the packs that were opened."""
        home = super().home_page
        home.pack_remove_asked.connect(self.remove_pack)
        home.set_packs(self.kept_packs())
        return home

    def _connect(self) -> None:
        self.search.chosen.connect(self._go)
        self._settings.changed.connect(self._prefer)
        self.toolbar.cut_asked.connect(self._toggle_cut)
        self.structures.show_all_asked.connect(lambda: self.actions_table.run("show_all"))
        self.structures.variant.asked.connect(self.show_variants)
        self.pane.viewport.hovered.connect(self.status.set_under)
        self.pane.viewport.felt = self.felt_now
        self.model_ticked.connect(self._feel)
        self.info_panel.linked.connect(self._follow_link)
        self.info_panel.pointed.connect(self._light)
        self.right.tabs.currentChanged.connect(lambda _index: self._show_strip())
        self.actions_table.number_typed.connect(self._show_number)
        self.link_followed.connect(self._follow_link)
        self._connect_images()
        self._connect_scan()
        self._connect_own()
        self.pack_opened.connect(self._take_packs)
        self.text_asked.connect(lambda path: self.open_lesson_file(Path(path)))
        self.lesson_renewed.connect(self._name_window)
        self.session.listen(self._follow)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        sizes = self._settings.store.value("window/sizes")
        if isinstance(sizes, list) and all(str(size).isdecimal() for size in sizes):
            self.page.set_sizes([int(size) for size in sizes])

    # Following

    def _follow(self, old: AppState, new: AppState) -> None:
        home = new.screen == "home"
        if not self.presenting:
            self._screens.setCurrentWidget(self.home_screen if home else self.page)
        if home:
            self.show_progress(self._recorder.progress)
        self._name_window()
        if old.covered and new.place is None:
            self.tell(say("The assessment was ended and not handed in.", self.session.language))
        self._show_images(old, new)
        self._show_pathway(new)
        self._show_measuring()
        self._show_scan(old, new)
        if any((getattr(old, part) is None) != (getattr(new, part) is None) for part in STRIPS):
            self._show_strip()
        self._show_needle(old, new)
        self._follow_author(old, new)
        self._follow_form(new)

    def _name_window(self) -> None:
        lesson = self.session.lesson if self.session.now.screen == "atlas" else None
        self.titled.emit(lesson.text(self.session.language).title if lesson else "")

    def show_progress(self, progress: Progress) -> None:
        """Home's rings and 'continue'."""
        if not self.lessons_read:
            return
        if home := made(self, "home_page"):
            home.set_progress(progress, datetime.now().astimezone())
            self.show_due()
        self.say_progress()

    def _prefer(self, _old: object, now: Preferences) -> None:
        """New preferences: words, colours, sizes, motion."""
        self.session.language = now.language
        self._waiting.set_texts(say("Reading the lessons", now.language))
        viewport = self.pane.viewport
        viewport.overlay.labels, viewport.overlay.show_labels = now.labels, now.show_labels
        viewport.frames.reduced_motion = now.reduced_motion
        if viewport.frames.scene is not None:
            viewport.frames.scene.set_look(scene_look(now.theme, now.palette))
        self._look.set(now.theme, now.palette, now.text_scale, now.language)
        parts = (
            self.toolbar, self.structures, self.pane, self.info_panel, self.right, self.page,
            self.search, *(made(self, name) for name in LATE),
        )  # fmt: skip
        for part in parts:
            if hasattr(part, "reduced_motion"):
                part.reduced_motion = now.reduced_motion
            getattr(part, "retranslate", getattr(part, "refresh", lambda: None))()
        self.show_progress(self._recorder.progress)
        self._name_window()
        viewport.frames.redraw()

    def take_lessons(self) -> None:
        """The session's lessons have been read."""
        self.lessons_read = True
        self.home_screen.setCurrentIndex(1)
        if home := made(self, "home_page"):
            home.set_lessons()
            home.set_packs(self.kept_packs())
        self.show_progress(self._recorder.progress)
        if panel := made(self, "course_panel"):
            panel.retranslate()  # its cards name the lessons

    def _take_packs(self) -> None:
        """More lessons; where the first are still being read, all come together."""
        if self.lessons_read:
            self.take_lessons()

    # The desk

    def open_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.open()

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

    def next_plane(self) -> None:
        """Axial, sagittal and coronal through the cursor, then the clinical planes."""
        self.image_strips.plane.go_on()

    def sweep(self) -> None:
        """Let the plane of the images go back and forth, or stop it."""
        self.image_strips.plane.toggle_sweep()

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
        if strip := made(self, "strip"):
            strip.fit(self.height())

    def put_away(self) -> None:
        """Keep the layout, stop drawing; before the window goes."""
        self.end_lecture()
        self.put_author_away()
        self.keep_form()
        self._settings.store.setValue("window/sizes", self.page.sizes())
        for name in ("reader", "courses", "needle_strip", "images", "scans", "heads", "own_reader"):
            if part := made(self, name):
                part.finish()
        self._stop_pathway()
        self.pane.viewport.frames.stop()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
