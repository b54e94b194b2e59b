"""The lesson's text beside the running lesson: its files, what is wrong in them, and what writes into them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from anatomy_viewer.content.authored import Reading, files_of, may_be_changed
from anatomy_viewer.content.lesson_edits import free_step_id, with_scene, with_step
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.author_editor import LessonEditor
from anatomy_viewer.ui.author_mode import AuthorMode
from anatomy_viewer.ui.author_parts import ChoiceStrip, ProblemList
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.messages import Icon, Text
from anatomy_viewer.ui.widgets.segmented import Segmented

TONGUES = ("English", "中文")  # in the order of `files_of`
NEW_STEP = {"en": "New step", "zh": "新步骤"}


class AuthorPanel(QFrame):
    """`closed`: away with it; `copy_asked`: the lesson is to be copied to one's own; `step_asked`, `scene_asked`: the
    buttons; `told(str)`: a sentence for whoever sits there."""

    closed = Signal()
    copy_asked = Signal()
    step_asked = Signal()
    scene_asked = Signal()
    told = Signal(str)

    def __init__(self, look: Look, session: Session, mode: AuthorMode, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session, self.mode = look, session, mode
        self._path: Path | None = None
        self._goal = ""  # the step to be shown once it can be played
        self.editors: dict[Path, LessonEditor] = {}
        self._name, self._state = Text(look, "strong"), Text(look, "small", "text2")
        self._mark = Icon(look, "check-circle", "ok", 16)
        for label in (self._name, self._state):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(False)
        self._tongues = Segmented(look, "", TONGUES, tight=True)
        self._step = IconButton(look, "playlist-plus", "")
        self._scene = IconButton(look, "image-sync-outline", "")
        self._save, self._close = Button(look, "", "outline"), IconButton(look, "close", "", small=True)
        self._strip = ChoiceStrip(look)
        self._copy = ChoiceStrip(look, "information-outline", "accent")
        self._stack, self.problems = QStackedWidget(), ProblemList(look)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        head, tools, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(14, 10, 8, 0)
        head.addWidget(self._name, 1)
        head.addWidget(self._close)
        tools.setContentsMargins(14, 6, 12, 0)
        foot.setSpacing(8)
        tools.addWidget(self._tongues)
        tools.addStretch(1)
        for part in (self._step, self._scene, self._save):
            tools.addWidget(part)
        foot.setContentsMargins(14, 6, 12, 8)
        foot.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(tools)
        strips = QVBoxLayout()
        strips.setContentsMargins(10, 0, 10, 8)
        for strip in (self._copy, self._strip):
            strips.addWidget(strip)
        column.addLayout(strips)
        column.addWidget(_rule())
        column.addWidget(self._stack, 1)
        column.addWidget(_rule())
        column.addLayout(foot)
        column.addWidget(self.problems)

    def _connect(self) -> None:
        self._tongues.chosen.connect(self._show_file)
        self._step.clicked.connect(self.step_asked)
        self._scene.clicked.connect(self.scene_asked)
        self._save.clicked.connect(self.save)
        self._close.clicked.connect(self.closed)
        self._copy.first.connect(self.copy_asked)
        self._strip.first.connect(lambda: self._choose(LessonEditor.take_theirs))
        self._strip.second.connect(lambda: self._choose(LessonEditor.keep_mine))
        self.problems.chosen.connect(self._go_to_problem)
        self._session.listen(self._follow)
        self.mode.read.connect(self._take)
        self.mode.renewed.connect(lambda _lesson: self._show_renewed())
        self._look.changed.connect(self.retranslate)

    def sizeHint(self) -> QSize:
        """Wide enough for half a line of prose."""
        return QSize(self._look.px(420), self._look.px(480))

    def minimumSizeHint(self) -> QSize:
        """Narrow."""
        return QSize(self._look.px(240), self._look.px(180))

    # The files

    def _take(self, reading: Reading) -> None:
        """The files were read."""
        if reading.path != self._path:
            self._begin(reading.path)
        for path, text in reading.texts.items():
            editor = self.editors.get(path)
            if editor is None and (text is not None or path == reading.path):
                editor = self._make_editor(path)
            if editor is not None and path not in reading.unread:
                editor.take_disk(text)
            if editor is not None:
                editor.setReadOnly(path in reading.unread or not may_be_changed(path, self.mode.named))
        if self.mode.first in self.editors:
            self._show_file(files_of(reading.path).index(self.mode.first))
            self.mode.first = None
        self._show_problems(reading)
        self._show_step(scroll=self.editor is not None and not self.editor.hasFocus())
        self._tell_state()

    def _begin(self, path: Path) -> None:
        """Another lesson: what was not saved of the former one is kept."""
        self.keep()
        for editor in self.editors.values():
            self._stack.removeWidget(editor)
            editor.deleteLater()
        self.editors, self._path, self._goal = {}, path, ""
        self._tongues.set_current(0)

    def _make_editor(self, path: Path) -> LessonEditor:
        editor = LessonEditor(self._look, path)
        editor.setAccessibleName(path.name)
        editor.stood.connect(self._tell_state)
        self.editors[path] = editor
        self._stack.addWidget(editor)
        return editor

    @property
    def editor(self) -> LessonEditor | None:
        """The one that is seen."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, LessonEditor) else None

    def _show_file(self, number: int) -> None:
        path = files_of(self._path)[number] if self._path else None
        if path in self.editors:
            self._tongues.set_current(number)
            self._stack.setCurrentWidget(self.editors[path])
            self._show_step(scroll=True)
        self._tell_state()

    @property
    def can_write(self) -> bool:
        """May anything be written, and does no choice wait?"""
        files = self.editors.values()
        return bool(files) and not any(one.isReadOnly() or one.theirs is not None for one in files)

    def save(self) -> bool:
        """Write what is not saved; False where something kept it from being written."""
        try:
            for editor in self.editors.values():
                if not editor.isReadOnly() and (editor.modified or editor.disk is None):
                    editor.save()
        except ContentError as error:
            from anatomy_viewer.content.problem_words import sentence

            self.told.emit(sentence(error, self._session.language))
            return False
        self.mode.look()
        return True

    def keep(self) -> None:
        """Text that is not saved survives, whatever becomes of the window."""
        for editor in self.editors.values():
            editor.keep_now()

    def _choose(self, act: Callable[[LessonEditor], None]) -> None:
        for editor in self.editors.values():
            if editor.theirs is not None:
                act(editor)
        self._tell_state()

    # What is written into them

    def insert_step(self, block: str, after: str) -> None:
        """A new step with this scene behind the step `after`, in every language; its title waits to be typed."""
        name = free_step_id([editor.text for editor in self.editors.values()])
        for path, editor in self.editors.items():
            base = path == self._path
            title = NEW_STEP["en" if base else "zh"]
            editor.put(with_step(editor.text, after, title, name, block if base else ""))
        self._goal = name
        if self.save():
            self._show_goal()

    def replace_scene(self, block: str, step: str) -> bool:
        """The step gets this scene; False where its file has no such step."""
        editor = self.editors.get(self._path) if self._path else None
        try:
            if editor is None:
                return False
            editor.put(with_scene(editor.text, step, block))
        except KeyError:
            return False
        return self.save()

    def _show_goal(self) -> None:
        """The new step's title, chosen, so that typing replaces it."""
        editor = self.editor
        if editor is not None:
            editor.choose_title(self._goal)
            editor.setFocus()

    # What is shown

    def _follow(self, old: AppState, new: AppState) -> None:
        if old.place != new.place:
            self._show_step(scroll=True)

    def _show_step(self, scroll: bool) -> None:
        lesson, step = self._session.lesson, self._session.step
        mine = lesson is not None and lesson.id == self.mode.lesson_id and step is not None
        for editor in self.editors.values():
            editor.show_step(step.id if mine and step else "", scroll and not self._goal)

    def _show_renewed(self) -> None:
        lesson = self.mode.playing
        at = lesson.index_of(self._goal) if lesson and self._goal else None
        if at is not None:
            self._goal = ""
            if self._session.lesson is lesson:
                self._session.go_to(at)
            else:  # the picture was found while exploring
                self._session.open_lesson(self.mode.lesson_id, at)
        self._show_step(scroll=False)

    def _show_problems(self, reading: Reading) -> None:
        self.problems.set_problems(reading.problems, reading.path, self._session.language)
        self.problems.setVisible(bool(reading.problems))
        for path, editor in self.editors.items():
            editor.show_wrong([p.line for p in reading.problems if p.line and Path(p.path) == path])

    def _go_to_problem(self, problem: ContentError) -> None:
        files = files_of(self._path) if self._path else ()
        if Path(problem.path) in files:
            self._show_file(files.index(Path(problem.path)))
        editor = self.editor
        if editor is not None:
            editor.go_to_line(problem.line or 1)
            editor.setFocus()

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        self._tongues.set_texts(say("File", language), TONGUES)
        self._step.set_name(say("Insert step here", language), "Ctrl+Shift+I")
        self._scene.set_name(say("Replace this step's scene", language), "Ctrl+Shift+P")
        self._save.setText(say("Save", language))
        self._save.setToolTip("Ctrl+S")
        self._save.updateGeometry()
        self._close.set_name(say("Close the text", language), "F2")
        changed = say("The file holds another text than this one, which is not saved.", language)
        self._strip.set_texts(changed, say("Take the file's text", language), say("Keep mine", language))
        fixed = say("This text can only be read. A copy of it can be changed.", language)
        self._copy.set_texts(fixed, say("Copy to my lessons", language))
        if self.mode.reading is not None:
            self._show_problems(self.mode.reading)
        self._tell_state()

    def _tell_state(self) -> None:
        """Name, saved or not, what waits for a choice, and how the lesson stands."""
        editor, reading, language = self.editor, self.mode.reading, self._session.language
        files = self.editors.values()
        unsaved = any(one.modified for one in files if not one.isReadOnly())
        name = editor.path.name if editor else ""
        self._name.setText(f"{name} •" if unsaved else name)
        self._name.setToolTip(str(editor.path) if editor else "")
        self._tongues.setVisible(len(self.editors) > 1)
        self._strip.setVisible(any(one.theirs is not None for one in files))
        fixed = self._path is not None and not may_be_changed(self._path, self.mode.named)
        self._copy.setVisible(fixed)
        for part in (self._step, self._scene, self._save):
            part.setVisible(not fixed)
        self._save.setEnabled(unsaved or any(one.disk is None for one in files))
        self._step.setEnabled(self.can_write and self.can_insert)
        self._scene.setEnabled(self.can_write)
        if reading is not None:
            sound = reading.lesson is not None
            words = _standing(len(reading.problems), sound, self.mode.playing is not None)
            self._state.setText(say(words, language).format(len(reading.problems)))
            fine = not reading.problems
            self._mark.set_icon("check-circle" if fine else "alert-outline", "ok" if fine else "warn")

    @property
    def can_insert(self) -> bool:
        """May a step be put in? In a case, decisions lead to steps: nothing would lead to a new one."""
        lesson = self.mode.playing
        return lesson is None or lesson.kind != "case"


def _standing(problems: int, sound: bool, playing: bool) -> str:
    """How the lesson stands, in English with a place for the number of problems."""
    if not problems:
        return "Saved text reads well."
    if sound:
        return "It plays, with 1 remark." if problems == 1 else "It plays, with {} remarks."
    if playing:
        one = "1 problem: the last version without it goes on playing."
        return one if problems == 1 else "{} problems: the last version without them goes on playing."
    return "1 problem keeps it from playing." if problems == 1 else "{} problems keep it from playing."


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("rule", True)
    rule.setFixedHeight(1)
    return rule
