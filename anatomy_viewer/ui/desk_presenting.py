"""The desk while a lecture is given: everything but the picture steps back for the lecturer's page."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from anatomy_viewer.model.lecture import Lecture, lecture_of, lecture_of_excerpts
from anatomy_viewer.model.made_lesson import EXCERPTS
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.desk_parts import DeskParts
from anatomy_viewer.ui.late import made
from anatomy_viewer.ui.look import Look

if TYPE_CHECKING:
    from anatomy_viewer.ui.lecture_sheet import LectureSheet
    from anatomy_viewer.ui.present_room import PresentRoom


class PresentingDesk(DeskParts):
    """The part of the desk that presents. `digest`: of the specimen, under which small pictures are kept."""

    digest = ""
    _room: PresentRoom | None = None

    @property
    def presenting(self) -> bool:
        """Is a lecture being given?"""
        return self._room is not None

    @property
    def ways_shown(self) -> int:
        """Those of a case that is given as a lecture."""
        return self._room.ways if self._room is not None else 0

    @property
    def look(self) -> Look:
        """How everything looks."""
        return self._look

    def present(self, act: str) -> None:
        """Begin with the lesson being played, or free; while a lecture is given: do what a key of it asks."""
        if self._room is not None:
            self._room.act(act)
        elif act == "begin":
            lesson, place = self.session.lesson, self.session.now.place
            made = self.session.made.get(lesson.id) if lesson is not None else None
            if made is not None and place is not None and made.kind == EXCERPTS:
                lecture = lecture_of_excerpts(made, self.session.lessons, self.session.language)
                self.give(lecture, place.step)
            elif lesson is not None and place is not None:
                self.give(lecture_of(lesson, self.session.language), place.step)
            else:
                self.give(Lecture(say("Explore freely", self.session.language)), 0)

    def can_present(self, act: str) -> bool:
        """Is there anything for a key of a lecture to do?"""
        return self._room is not None and self._room.can(act)

    def give(self, lecture: Lecture, at: int = 0) -> None:
        """Give a lecture from step `at` (from 0) on."""
        from anatomy_viewer.ui.present_room import PresentRoom

        if self._room is not None:
            return
        self.close_form()
        self._room = PresentRoom(self, lecture, at)
        self._room.ended.connect(self._end_presenting)
        # Not within the key that asked for it: the window that the key belongs to moves.
        QTimer.singleShot(0, self._room, self._room.open)

    @cached_property
    def lectures(self) -> LectureSheet:
        """The sheet of one's own lectures."""
        from anatomy_viewer.ui.lecture_sheet import LectureSheet

        sheet = LectureSheet(self._look, self.session, self, self.pane.viewport.frames, self.digest)
        sheet.given.connect(self.give)
        return sheet

    def show_lectures(self) -> None:
        """Lectures of one's own, or away with them."""
        if self.lessons_read:
            self.lectures.toggle()
        else:
            self.tell(say("Reading the lessons", self.session.language))

    def close_form(self) -> None:
        """No lesson is written while a lecture is given."""

    def end_lecture(self) -> None:
        """Before the window goes: what is changed is written, and the windows are let go."""
        if sheet := made(self, "lectures"):
            sheet.save_now()
        if self._room is not None:
            self._room.close()

    def _end_presenting(self) -> None:
        self._room = None

    def jump(self, step: int) -> None:
        """To a step by its number (from 0) of the lecture being given, or a way of its decision; else of the lesson."""
        if self._room is not None:
            self._room.jump(step)
        else:
            self.session.go_to(step)

    # The stage

    def images_seen(self) -> list[QWidget]:
        """What stands beside the picture that an audience sees too: images and schemes without what steers them."""
        images, pathway, scans = (made(self, f"{name}_area") for name in ("image", "pathway", "scan"))
        seen: list[QWidget] = [panel.view for panel in images.panels.values()] if images else []
        seen += [pathway.scheme, pathway.traces] if pathway else []
        return seen + (list(scans.views.values()) if scans else [])

    def give_stage(self, page: QWidget) -> None:
        """The picture and what stands beside it to the lecturer's page, which fills the window."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        for part in (self.toolbar, self._body, self.status):
            part.hide()
        self._screens.removeWidget(self.page)
        self.page.set_staged(True)
        self.pane.set_bare(True)
        column.addWidget(page, 1)
        page.stage.hold(self.page)  # type: ignore[attr-defined]
        self.pane.viewport.setFocus()

    def take_stage(self) -> None:
        """Everything where it was."""
        self._screens.addWidget(self.page)
        self.page.set_staged(False)
        self.pane.set_bare(False)
        home = self.session.now.screen == "home"
        self._screens.setCurrentWidget(self.home_screen if home else self.page)
        for part in (self.toolbar, self._body, self.status):
            part.show()
        self.pane.viewport.setFocus()
