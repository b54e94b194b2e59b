"""Lectures of one's own: listed, put together, opened from elsewhere, given. Files are written as they are changed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from anatomy_viewer.content.lecture_files import (
    ENDING,
    LectureFile,
    delete_lecture,
    free_path,
    lectures_dir,
    list_lectures,
    read_lecture,
    restore_lecture,
    save_lecture,
)
from anatomy_viewer.content.paths import cache_dir
from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.lecture import Lecture, clock_words, planned
from anatomy_viewer.model.lesson import step_view
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.frames import Frames
from anatomy_viewer.ui.lecture_editor import LectureEditor
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.present_pictures import StepPictures
from anatomy_viewer.ui.problem_strips import ProblemStrips
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.clear import clear
from anatomy_viewer.ui.widgets.messages import EmptyState, Text
from anatomy_viewer.ui.widgets.scroll import ScrollColumn
from anatomy_viewer.ui.widgets.sheet import Sheet

SAVE_MS = 400
NEW = "My lecture"


class LectureSheet(Sheet):
    """`given(Lecture)`: this one is to be given. folder: where lectures are kept."""

    given = Signal(object)

    def __init__(
        self,
        look: Look,
        session: Session,
        host: QWidget,
        frames: Frames,
        digest: str,
        folder: Path | None = None,
    ) -> None:
        super().__init__(look, host, dims=True)
        self._session, self._folder = session, folder or lectures_dir()
        self._path: Path | None = None
        self._fresh = False  # has the file been made just now, under the name that every new lecture has?
        self.editor = LectureEditor(look, session)
        self.editor.changed.connect(lambda _lecture: self._save_soon())
        self._pictures = StepPictures(
            frames, cache_dir() / "steps", f"{digest}/{look.theme_name}/{look.palette}", self
        )
        self._pictures.ready.connect(self._take_picture)
        self._names: list[str] = []
        self._aside: tuple[str, Path] | None = None  # title of the one just deleted, and where it lies
        self._saving = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._saving.timeout.connect(self.save)
        self._make_parts()
        self.closed.connect(self._leave)
        look.changed.connect(self.retranslate)
        self.retranslate()

    def _make_parts(self) -> None:
        look = self._look
        self._back = IconButton(look, "arrow-left", "")
        self._title, self._saved = Text(look, "heading"), Text(look, "small", "text3")
        self._open = Button(look, "", "outline", "folder-open-outline")
        self._new = Button(look, "", "outline", "plus")
        self._give = Button(look, "", "filled", "presentation-play")
        self._close = IconButton(look, "close", "")
        self._back.clicked.connect(self.show_list)
        self._open.clicked.connect(self._ask_file)
        self._new.clicked.connect(self.begin)
        self._give.clicked.connect(lambda: self._hand_on(self.editor.lecture))
        self._close.clicked.connect(self.dismiss)
        head = QHBoxLayout()
        for part in (self._back, self._title):
            head.addWidget(part)
        head.addWidget(self._saved, 1)
        for button in (self._open, self._new, self._give, self._close):
            head.addWidget(button)
        self._title.setWordWrap(False)
        self._rows, page = QVBoxLayout(), QWidget()
        page.setProperty("page", True)
        inner = QVBoxLayout(page)
        self._problems = ProblemStrips(look)
        self._none = EmptyState(look, "presentation-play")
        self._gone, self._undo = Text(look, "body", "text2"), Button(look, "", icon="undo-variant")
        self._undo.clicked.connect(self.bring_back)
        gone = QHBoxLayout()
        gone.addWidget(self._gone, 1)
        gone.addWidget(self._undo)
        inner.addLayout(gone)
        inner.addLayout(self._rows)
        inner.addWidget(self._none)
        inner.addWidget(self._problems)
        inner.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(ScrollColumn(page))
        self._pages.addWidget(self.editor)
        self.column.addLayout(head)
        self.column.addWidget(self._pages, 1)

    def card_rect(self) -> QRect:
        """Nearly all of the window."""
        room = self.rect().adjusted(24, 24, -24, -24)
        rect = QRect(0, 0, min(room.width(), self._look.px(1180)), room.height())
        rect.moveCenter(room.center())
        return rect

    def first_focus(self) -> QWidget:
        """The way to a new lecture, or the title of the one open."""
        return self.editor.title if self._pages.currentIndex() else self._new

    def open(self) -> None:
        """The list, as the folder is now."""
        if not self.isVisible():
            self._aside = None
            self.show_list()
        super().open()

    def retranslate(self) -> None:
        """Words and sizes in the present look."""
        language, px = self._session.language, self._look.px
        self.column.setContentsMargins(px(20), px(16), px(20), px(18))
        self.column.setSpacing(px(14))
        self._back.set_name(say("All lectures", language))
        self._open.setText(say("Open a file", language))
        self._new.setText(say("New lecture", language))
        self._give.setText(say("Present", language))
        self._close.set_name(say("Close", language), "Esc")
        self._none.set_texts(
            say("No lecture yet.", language),
            say("Put steps of any lessons together, with your own notes and times.", language),
        )
        if self.isVisible():
            self.editor.retranslate()
            self._show_page()

    # The list

    def show_list(self) -> None:
        """All lectures of the folder."""
        self.save_now()
        self._path = None
        self._pages.setCurrentIndex(0)
        self._show_page()

    def _show_page(self) -> None:
        """The buttons that the page has, and the list."""
        editing, language = self._pages.currentIndex() == 1, self._session.language
        self._back.setVisible(editing)
        self._give.setVisible(editing)
        self._open.setVisible(not editing)
        self._new.setVisible(not editing)
        self._title.setText(say("Lecture" if editing else "Lectures", language))
        if not editing:
            self._saved.setText("")
            self._fill_list()
            self._show_aside()

    def _fill_list(self) -> None:
        clear(self._rows)
        files = list_lectures(self._folder, self._session.lessons)
        for file in files:
            if file.lecture is not None:
                self._rows.addWidget(self._row(file, file.lecture))
        self._none.setVisible(not files)
        self._problems.set_problems([p for file in files for p in file.problems], self._session.language)

    def _row(self, file: LectureFile, lecture: Lecture) -> QFrame:
        look, language = self._look, self._session.language
        row = QFrame()
        row.setProperty("card", True)
        ends = planned(lecture, self._session.lessons)
        words = say("{} steps, {} planned", language).format(
            len(ends), clock_words(ends[-1] if ends else 0.0)
        )
        title, below = (
            Text(look, "card", "text", lecture.title),
            Text(look, "small", "text2", f"{words}  ·  {file.path.name}"),
        )
        texts = QVBoxLayout()
        texts.addWidget(title)
        texts.addWidget(below)
        edit, give = (
            Button(look, say("Change", language), icon="pencil-outline"),
            Button(look, say("Present", language), icon="presentation-play"),
        )
        edit.set_reason(
            ""
            if file.sound
            else say("Put the file right first: what is wrong in it would be lost.", language)
        )
        edit.clicked.connect(lambda: self.edit(file.path, lecture))
        give.clicked.connect(lambda: self._hand_on(lecture))
        line = QHBoxLayout(row)
        line.setContentsMargins(look.px(16), look.px(10), look.px(12), look.px(10))
        delete = IconButton(look, "delete-outline", say("Delete the lecture", language))
        delete.clicked.connect(lambda: self.delete(file.path, lecture.title))
        line.addLayout(texts, 1)
        line.addWidget(delete)
        line.addWidget(edit)
        line.addWidget(give)
        return row

    # Deleting

    def delete(self, path: Path, title: str) -> None:
        """Put the file aside; it can be brought back as long as the list is open."""
        try:
            self._aside = title, delete_lecture(path)
        except ContentError as problem:
            self._problems.set_problems([problem], self._session.language)
            return
        self._show_page()
        self._undo.setFocus()

    def bring_back(self) -> None:
        """The one deleted last."""
        if self._aside is not None:
            with suppress(ContentError):
                restore_lecture(self._aside[1])
        self._aside = None
        self._show_page()

    def _show_aside(self) -> None:
        language = self._session.language
        self._undo.setText(say("Undo", language))
        for part in (self._gone, self._undo):
            part.setVisible(self._aside is not None)
        if self._aside is not None:
            self._gone.setText(say("{} was deleted.", language).format(self._aside[0]))

    def _ask_file(self) -> None:
        title = say("Open a file", self._session.language)
        chosen, _ = QFileDialog.getOpenFileName(self, title, str(self._folder), f"*{ENDING} *.yml")
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> None:
        """A lecture from anywhere; what is wrong in it is said."""
        file = read_lecture(path, self._session.lessons)
        if file.lecture is not None and file.sound:
            self.edit(path, file.lecture)
        self._problems.set_problems(file.problems, self._session.language)

    # One lecture

    def begin(self) -> None:
        """A new one."""
        title = say(NEW, self._session.language)
        self.edit(free_path(self._folder, title), Lecture(title))
        self._fresh = True

    def edit(self, path: Path, lecture: Lecture) -> None:
        """Put this one together."""
        self._path, self._fresh = path, False
        self.editor.show_lecture(lecture)
        self._pages.setCurrentIndex(1)
        self._show_page()
        self._saved.setText(path.name)
        self._ask_pictures()
        self.editor.title.setFocus()

    def _ask_pictures(self) -> None:
        """Of all steps; the lecture's own first."""
        if self._names:
            self._hurry()
            return
        lessons, atlas = self._session.lessons, self._session.atlas
        steps = [(f"{lesson.id}#{step.id}", step) for lesson in lessons.values() for step in lesson.steps]
        self._names = [name for name, _ in steps]
        self._pictures.ask([step_view(step, atlas) for _, step in steps])
        self._hurry()

    def _hurry(self) -> None:
        wanted = [f"{step.lesson}#{step.step}" for step in self.editor.lecture.steps]
        self._pictures.hurry([self._names.index(name) for name in wanted if name in self._names])

    def _take_picture(self, number: int, picture: QImage) -> None:
        self.editor.set_picture(self._names[number], picture)

    def _save_soon(self) -> None:
        self._hurry()
        self._saving.start()

    def save_now(self) -> None:
        """What waits to be written is written; a new lecture's file is named after it."""
        if self._saving.isActive():
            self._saving.stop()
            self.save()
        if self._fresh and self._path is not None and self._path.exists():
            wanted = free_path(self._folder, self.editor.lecture.title)
            if wanted.stem.rstrip("_0123456789") != self._path.stem.rstrip("_0123456789"):
                with suppress(OSError):
                    self._path = self._path.rename(wanted)
        self._fresh = False

    def save(self) -> None:
        """Write the lecture; what is wrong with that is said beside the title."""
        if self._path is None:
            return
        problem, language = save_lecture(self._path, self.editor.lecture), self._session.language
        text = say("Saved in {}", language).format(self._path.name)
        self._saved.set_tone("bad" if problem else "text3")
        self._saved.setText(sentence(problem, language) if problem else text)

    def _hand_on(self, lecture: Lecture) -> None:
        self.save_now()
        self.dismiss()
        self.given.emit(lecture)

    def _leave(self) -> None:
        self.save_now()
        self._pictures.stop()
        self._names = []
