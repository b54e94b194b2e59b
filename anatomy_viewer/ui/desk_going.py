"""The desk as a guide: links, what was searched for, steps by number."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from anatomy_viewer.model.lesson import Link
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.desk_parts import DeskParts


class GoingDesk(DeskParts):
    """The part of the desk that leads elsewhere."""

    def _light(self, link: Link | None) -> None:
        """A link under the pointer lights its structure in the picture."""
        marks: tuple[str, ...] = ()
        if link is not None and link.kind == "structure" and not self.session.now.asking:
            marks = self.session.atlas.resolve_marks([link.target])
        self.pane.viewport.light(marks)

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
        known = self._recorder.progress.lesson(lesson)
        self.session.open_lesson(lesson, step, known.given(), known.route)
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

    def _toggle_cut(self) -> None:
        panel = self.pane.cut_panel
        if self.session.view.cut is not None and panel.isVisible():
            panel.remove()
        else:
            panel.open()
