"""The desk as an author's: a lesson's text beside the running lesson, files from anywhere, steps written back."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from anatomy_viewer.content.own_lessons import is_own, name_taken, own_lessons_folder
from anatomy_viewer.content.paths import base_path, is_lesson_file, packs_dir, shipped_lessons
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.state import AppState
from anatomy_viewer.ui.desk_packs import PackDesk
from anatomy_viewer.ui.late import made

if TYPE_CHECKING:
    from anatomy_viewer.ui.author_mode import AuthorMode
    from anatomy_viewer.ui.author_panel import AuthorPanel


class AuthorDesk(PackDesk):
    """The part of the desk that writes lessons."""

    _writing = False  # is author mode on?
    _awaited = _greeted = (
        False  # is the lesson to be opened once it can be played; was its file read at least once?
    )
    _stale = False  # does Home show lessons as they were?
    _last_step = ""

    # Late parts

    @cached_property
    def author(self) -> AuthorMode:
        """What follows the files of the lesson being written."""
        from anatomy_viewer.ui.author_mode import AuthorMode

        mode = AuthorMode(self.session, self)
        mode.settled.connect(self._begin_to_play)
        mode.renewed.connect(self._show_renewed)
        mode.failed.connect(self._raise)
        return mode

    @cached_property
    def author_panel(self) -> AuthorPanel:
        """The lesson's text."""
        from anatomy_viewer.ui.author_panel import AuthorPanel

        panel = AuthorPanel(self._look, self.session, self.author)
        panel.closed.connect(self.toggle_author)
        panel.step_asked.connect(self.insert_step)
        panel.scene_asked.connect(self.replace_scene)
        panel.copy_asked.connect(self.copy_lesson)
        panel.told.connect(self.tell)
        return panel

    def _raise(self, error: BaseException) -> None:
        raise error

    # Opening and closing

    def ask_lesson_file(self) -> None:
        """Ask for a lesson's file to open."""
        folder = own_lessons_folder()
        kinds = f"{self._in_words('Lesson files')} (*.md)"
        start = str(folder) if folder.is_dir() else ""
        chosen, _ = QFileDialog.getOpenFileName(self, self._in_words("Open a lesson file"), start, kinds)
        if chosen:
            self.open_lesson_file(Path(chosen))

    def open_lesson_file(self, path: Path) -> None:
        """Run the lesson of this file (its own, or its translation), from wherever it lies, with its text beside it."""
        path = path.absolute()
        base = base_path(path)
        problem = self._refusal(path, base)
        if problem is not None:
            self._tell_pack(path, problem)
        elif not self._free:
            self.tell(self._in_words("Not while a lecture is given or an assessment is under way."))
        else:
            self._write(path, named=True)

    @property
    def _free(self) -> bool:
        return not (self.presenting or self.session.now.covered)

    def _refusal(self, path: Path, base: Path) -> ContentError | None:
        """Why this file can't be run as a lesson."""
        known = self.session.lessons.get(base.stem)
        if not base.is_file():
            if path != base and path.is_file():
                missing = f"the lesson that this translates, '{base.name}', is not there."
                return ContentError(path, None, missing, "Put it beside this file.")
            return ContentError(path, None, "there is no such file or folder.", "Choose another.")
        if known is None or known.path.resolve() == base.resolve():
            return None
        kept = base.stem in shipped_lessons() or is_own(known) or _in_pack(known)
        return name_taken(base, known) if kept else None

    def toggle_author(self) -> None:
        """The text of the lesson being played beside it, or away with it."""
        if self._writing:
            self._stop_writing()
        elif (lesson := self._written_lesson()) is not None:
            self._write(lesson.path)

    def _written_lesson(self) -> Lesson | None:
        """The lesson being played, where it has a file."""
        lesson = self.session.lesson
        has_file = lesson is not None and lesson.id in self.session.lessons and lesson.path.name != ""
        return lesson if has_file else None

    def can_author(self) -> bool:
        """Is there a text to be shown, or put away?"""
        now = self.session.now
        playing = now.screen == "atlas" and self._free and self._written_lesson() is not None
        return self._writing or playing

    def _write(self, path: Path, named: bool = False) -> None:
        self._writing = True
        self._awaited, self._greeted = not self._plays(base_path(path)), False
        self.author_panel  # noqa: B018  follows from the first reading on
        self.author.open(path, named)
        self._show_beside(self.session.now)

    def _plays(self, path: Path) -> bool:
        """Is the lesson of this file on the screen?"""
        lesson = self.session.lesson
        return self.session.now.screen == "atlas" and lesson is not None and lesson.path == path

    def _begin_to_play(self) -> None:
        """The file was read: its lesson as soon as there is one; what is wrong with it stands in the atlas."""
        if not (self._writing and self._awaited and self._free):
            return
        lesson = self.author.playing
        if lesson is not None and lesson.path == self.author.path:
            self._awaited = False
            self.session.open_lesson(lesson.id)
        elif not self._greeted:
            self.session.explore()
        self._greeted = True
        self._show_beside(self.session.now)

    def _stop_writing(self) -> None:
        self._writing = False
        if panel := made(self, "author_panel"):
            panel.keep()
        self.author.close()
        self._show_beside(self.session.now)

    # Following

    def shows_text(self, now: AppState) -> bool:
        """Does the text stand beside the picture: of the lesson played, or of the one that was left to explore?"""
        if not self._writing or now.screen != "atlas" or self.presenting or now.covered:
            return False
        return now.place is None or now.place.lesson == self.author.lesson_id

    def _follow_author(self, old: AppState, new: AppState) -> None:
        """Another lesson that is played brings its own text; while a lecture is given new versions wait."""
        if self._stale and new.screen == "home":
            self._stale = False
            QTimer.singleShot(0, self, self.pack_opened.emit)
        if not self._writing:
            return
        self.author.hold(not self._free)
        if new.place is not None and new.place.lesson == self.author.lesson_id and self.session.step:
            self._last_step = self.session.step.id
        if new.place is not None and old.place != new.place and new.place.lesson != self.author.lesson_id:
            QTimer.singleShot(0, self, self._change_over)

    def _change_over(self) -> None:
        lesson = self._written_lesson()
        if self._writing and lesson is not None and lesson.id != self.author.lesson_id:
            self._write(lesson.path)

    def _show_renewed(self, lesson: Lesson) -> None:
        """The session plays another version of the lesson: whoever shows it does so anew."""
        session = self.session
        if (place := session.now.place) is not None and place.lesson == lesson.id:
            if panel := made(self, "lesson_panel"):
                panel.renew()
            if images := made(self, "lesson_images"):
                images.renew()
        self._stale = True
        self.lesson_renewed.emit()

    # Writing

    def can_write(self) -> bool:
        """Is the text of a lesson open that may be changed?"""
        panel = made(self, "author_panel")
        return panel is not None and panel.can_write and self.shows_text(self.session.now)

    def can_insert(self) -> bool:
        """May a step be put in?"""
        return self.can_write() and self.author_panel.can_insert

    def save_text(self) -> None:
        """Write what is not saved."""
        self.author_panel.save()

    def insert_step(self) -> None:
        """The picture as a new step of the lesson, behind the one being shown."""
        self.author_panel.insert_step(self.scene_text(), self._here())

    def replace_scene(self) -> None:
        """The picture in the place of the present step's."""
        if self.author_panel.replace_scene(self.scene_text(), self._here()):
            self.tell(self._in_words("The step has this picture now"))
        else:
            self.tell(self._in_words("The text has no such step; nothing was written."))

    def _here(self) -> str:
        """The step of the written lesson that is shown, or was shown last."""
        step, lesson = self.session.step, self.session.lesson
        mine = step is not None and lesson is not None and lesson.id == self.author.lesson_id
        return step.id if mine and step else self._last_step

    def copy_lesson(self) -> None:
        """A copy of the lesson among one's own, with its text beside it."""
        from anatomy_viewer.content.own_copies import copy_as_own

        path, session = self.author.path, self.session
        lesson = session.lessons.get(path.stem) if path else None
        if lesson is None:
            return
        try:
            copy = copy_as_own(lesson, session.lessons.keys())
        except ContentError as error:
            self._tell_pack(lesson.path, error)
            return
        self._write(copy)

    def give_stage(self, page: QWidget) -> None:
        """A lecture begins: the text goes, and the lesson stays as it is."""
        super().give_stage(page)
        self._hold()

    def _end_presenting(self) -> None:
        super()._end_presenting()
        self._hold()

    def _hold(self) -> None:
        """While a lecture is given the text is away and new versions wait."""
        self._show_beside(self.session.now)
        if mode := made(self, "author"):
            mode.hold(not self._free)

    def put_author_away(self) -> None:
        """Before the window goes: nothing that was typed is lost."""
        if panel := made(self, "author_panel"):
            panel.keep()
        if mode := made(self, "author"):
            mode.finish()

    def _open_dropped(self, path: Path) -> None:
        """A lesson's file is known by its name."""
        if is_lesson_file(path):
            self.open_lesson_file(path)
        else:
            super()._open_dropped(path)


def _in_pack(lesson: Lesson) -> bool:
    return lesson.path.resolve().is_relative_to(packs_dir().resolve())
