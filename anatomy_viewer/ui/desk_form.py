"""The desk and the lesson form: opened beside the picture, given views, and its lesson written and played."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.state import AppState
from anatomy_viewer.ui.desk_author import AuthorDesk
from anatomy_viewer.ui.late import made

if TYPE_CHECKING:
    from anatomy_viewer.content.lesson_sketch import Sketch
    from anatomy_viewer.ui.lesson_form import LessonForm


class FormDesk(AuthorDesk):
    """The part of the desk that writes lessons by a form. `link_followed(Link)`: one of the preview was chosen."""

    link_followed = Signal(object)

    @cached_property
    def lesson_form(self) -> LessonForm:
        """The form; what is in it stays until another lesson is begun."""
        from anatomy_viewer.ui.lesson_form import LessonForm

        form = LessonForm(self._look, self.session)
        form.view_wanted.connect(self._give_view)
        form.played.connect(self._play_sketch)
        form.closed.connect(self.close_form)
        form.preview.linked.connect(self.link_followed)
        self.pane.viewport.clicked.connect(
            lambda hit: form.preview.take_click(hit.id, hit.position) if hit else None
        )
        return form

    @property
    def form_shown(self) -> bool:
        """Is the form open?"""
        return not self.form_page.isHidden()

    def can_form(self) -> bool:
        """May a lesson be written now?"""
        return self.lessons_read and not self.presenting and not self.session.now.covered

    def new_lesson(self) -> None:
        """The form beside the picture, with what was begun in it; a second time: away with it."""
        from anatomy_viewer.content.lesson_sketch import new_sketch

        if self.form_shown:
            self.close_form()
            return
        form = self._show_form()
        if form.sketch.path is not None and not form.changed:
            form.begin(new_sketch(self.session.language))
        form.front.title.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def can_edit_form(self) -> bool:
        """Is a lesson of one's own played, which the form can change?"""
        from anatomy_viewer.content.own_lessons import is_own

        lesson = self.session.lesson
        return self.can_form() and lesson is not None and is_own(lesson)

    def edit_lesson(self) -> None:
        """The lesson of one's own that is played, in the form."""
        from anatomy_viewer.content.lesson_sketch import read_sketch

        lesson, place = self.session.lesson, self.session.now.place
        if lesson is None or place is None:
            return
        try:
            sketch = read_sketch(lesson.path)
        except ContentError as error:
            self._tell_pack(lesson.path, error)
            return
        form = self._show_form()
        if form.sketch.path != lesson.path or not form.changed:
            form.begin(sketch, place.step)

    def _show_form(self) -> LessonForm:
        if self.session.now.screen == "home":
            self.session.explore()
        self.page.set_alone(True)
        self.form_page.show()
        return self.lesson_form

    def close_form(self) -> None:
        """Away with the form; what is in it is kept."""
        if not self.form_shown:
            return
        self.keep_form()
        self.form_page.hide()
        self.page.set_alone(False)
        self.pane.viewport.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_form(self, new: AppState) -> None:
        """Its views are taken of the picture: on Home, and in an assessment, it is put away."""
        if new.screen == "home" or new.covered:
            self.close_form()

    def keep_form(self) -> None:
        """What was changed is written: into its file where it plays so, else where unfinished lessons are kept."""
        from anatomy_viewer.content.unfinished import keep_unfinished

        form = made(self, "lesson_form")
        if form is None or not form.changed:
            return
        try:
            if form.sketch.path is not None and form.plays and not form.changed_elsewhere():
                self._keep_written(form)
            else:
                keep_unfinished(form.sketch)
        except ContentError as error:
            self._tell_pack(Path(error.path), error)

    def _keep_written(self, form: LessonForm) -> None:
        """Into its file; where the lesson is played it goes on at its step."""
        from anatomy_viewer.content.lesson_sketch import completed

        sketch = completed(form.sketch)
        assert sketch.path is not None
        lesson = self._written(sketch, sketch.path)
        form.written(sketch)
        self.session.renew(lesson)
        self._show_renewed(lesson)
        self.tell(self._in_words("Saved as {}").format(sketch.path.name))

    def _give_view(self) -> None:
        """The present view, for the step that is being changed."""
        from anatomy_viewer.content.yaml_lines import parse_yaml

        viewport, form = self.pane.viewport, self.lesson_form
        wide, high = form.picture_size()
        picture = viewport.grab().scaled(
            wide,
            high,
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        left, top = (picture.width() - wide) // 2, (picture.height() - high) // 2
        block = "".join(self.scene_text().splitlines(keepends=True)[1:-1])  # without its fences
        form.take_view(dict(parse_yaml(block, Path("scene"))), picture.copy(left, top, wide, high))

    def _play_sketch(self, sketch: Sketch) -> None:
        """Write the lesson into the folder of one's own and play it, at the step that was being changed."""
        from anatomy_viewer.content.lesson_sketch import completed
        from anatomy_viewer.content.unfinished import forget_unfinished

        # A new lesson begins where it begins.
        sketch, at = completed(sketch), self.lesson_form.at if sketch.path else 0
        path = self._path_for(sketch)
        try:
            lesson = self._written(sketch, path)
        except ContentError as error:
            self._tell_pack(path, error)
            return
        self.lesson_form.written(replace(sketch, path=path))
        self.close_form()
        forget_unfinished()
        self._play_written(lesson, at)

    def _path_for(self, sketch: Sketch) -> Path:
        """The lesson's own file; a new one where there is none, or where it was changed elsewhere in the meantime."""
        from anatomy_viewer.content.own_lessons import free_lesson_path

        title = str(sketch.source.front.get("title", ""))
        if sketch.path is None:
            return free_lesson_path(title, self.session.lessons)
        elsewhere = self.lesson_form.changed_elsewhere()
        return free_lesson_path(sketch.path.stem, self.session.lessons) if elsewhere else sketch.path

    def _written(self, sketch: Sketch, path: Path) -> Lesson:
        """The lesson as it is read from the file that it was written into. Raises ContentError."""
        from anatomy_viewer.content.lesson_files import load_lesson_files
        from anatomy_viewer.content.lesson_sketch import save_sketch

        save_sketch(sketch, path)
        others = [lesson for lesson in self.session.lessons.values() if lesson.id != path.stem]
        read = load_lesson_files([path], self.session.atlas, others)
        if path.stem not in read.lessons:
            raise read.problems[0]
        return read.lessons[path.stem]

    def _play_written(self, lesson: Lesson, at: int) -> None:
        session = self.session
        if session.now.place is not None and session.now.place.lesson == lesson.id:
            session.explore()  # its steps may be others
        session.take_lessons({**session.lessons, lesson.id: lesson}, session.paths)
        self.pack_opened.emit()
        session.open_lesson(lesson.id, min(at, len(lesson.steps) - 1))
        self.pane.viewport.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tell(self._in_words("Saved as {}").format(lesson.path.name))
