"""The desk as a guide: links, what was searched for, steps by number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage

from anatomy_viewer.commands import take_usual_path
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.lesson import Link
from anatomy_viewer.model.own_meshes import LOST
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.desk_pain import PainDesk
from anatomy_viewer.ui.late import made

if TYPE_CHECKING:
    from anatomy_viewer.ui.course_panel import CoursePanel
    from anatomy_viewer.ui.efficacy_sheet import EfficacySheet
    from anatomy_viewer.ui.export_sheet import ExportSheet
    from anatomy_viewer.ui.help_sheet import HelpSheet
    from anatomy_viewer.ui.history_list import HistoryList
    from anatomy_viewer.ui.home import HomePage
    from anatomy_viewer.ui.lesson_panel import LessonPanel
    from anatomy_viewer.ui.pain_panel import PainPanel
    from anatomy_viewer.ui.variant_sheet import VariantSheet


class GoingDesk(PainDesk):
    """The part of the desk that leads elsewhere."""

    # Late parts

    @cached_property
    def home_page(self) -> HomePage:
        """The first screen; there once the lessons have been read."""
        from anatomy_viewer.ui.home import HomePage

        page = HomePage(self._look, self.session)
        page.set_problems(list(self._problems))
        page.set_progress(self._recorder.progress, datetime.now().astimezone())
        page.set_pictures(self._pictures)
        page.lesson_chosen.connect(self._open_lesson)
        page.explore_chosen.connect(lambda: self.session.explore())
        page.text_asked.connect(self.text_asked)
        page.practice_chosen.connect(lambda: self.session.practise())
        return page

    @cached_property
    def lesson_panel(self) -> LessonPanel:
        """The tab of the lesson."""
        from anatomy_viewer.ui.lesson_panel import LessonPanel

        panel = LessonPanel(self._look, self.session, self.measure)
        panel.linked.connect(self._follow_link)
        panel.pointed.connect(self._light)
        panel.finished.connect(self._finish)
        panel.text_asked.connect(lambda: self.actions_table.run("author"))
        return panel

    @cached_property
    def course_panel(self) -> CoursePanel:
        """The tab of the points."""
        from anatomy_viewer.ui.course_panel import CoursePanel

        panel = CoursePanel(self._look, self.session)
        if self._places is not None:
            panel.set_places(self._places)
        panel.linked.connect(self._follow_link)
        panel.pointed.connect(self._light)
        panel.paths_asked.connect(self._read_paths)
        panel.chart_asked.connect(self.show_efficacy)
        panel.needle_asked.connect(lambda *ends: take_usual_path(self.session, *ends))
        return panel

    @cached_property
    def pain_panel(self) -> PainPanel:
        """The tab of the pain map."""
        from anatomy_viewer.ui.pain_panel import PainPanel

        panel = PainPanel(self._look, self.session, self.heads, self.felt_now)
        panel.linked.connect(self._follow_link)
        panel.pointed.connect(self._light)
        panel.table_asked.connect(self.show_syndromes)
        panel.image_asked.connect(self.image_asked)
        panel.chart_asked.connect(self.show_efficacy)
        self.pane.viewport.region_hovered.connect(panel.diagram.outline)
        return panel

    @cached_property
    def help_sheet(self) -> HelpSheet:
        """The sheet of all commands."""
        from anatomy_viewer.ui.help_sheet import HelpSheet

        return HelpSheet(self._look, self.session, self)

    @cached_property
    def history(self) -> HistoryList:
        """The list of changes."""
        from anatomy_viewer.ui.history_list import HistoryList

        return HistoryList(self._look, self.session, self)

    @cached_property
    def variants(self) -> VariantSheet:
        """The variants of the nerve's course."""
        from anatomy_viewer.ui.variant_sheet import VariantSheet

        sheet = VariantSheet(self._look, self.session, self)
        sheet.turned.connect(self.structures.variant.show_side)
        sheet.opened.connect(self.variants_opened)
        return sheet

    @cached_property
    def efficacy(self) -> EfficacySheet:
        """The chart of efficacy."""
        from anatomy_viewer.ui.efficacy_sheet import EfficacySheet

        sheet = EfficacySheet(self._look, self.session, self)
        sheet.chosen.connect(lambda point: self._go("point", point))
        return sheet

    @cached_property
    def export(self) -> ExportSheet:
        """In which forms a lesson can be taken along."""
        from anatomy_viewer.ui.export_sheet import ExportSheet

        return ExportSheet(self._look, self.session, self)

    # Home

    def set_problems(self, problems: Sequence[ContentError]) -> None:
        """Everything that could not be read."""
        self._problems = problems
        if home := made(self, "home_page"):
            home.set_problems(list(problems))

    def set_picture(self, key: str, picture: QImage) -> None:
        """A picture for Home: of a lesson (its id), or of exploring."""
        self._pictures[key] = picture
        if home := made(self, "home_page"):
            home.set_picture(key, picture)

    # The desk's sheets

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

    def copy_view(self) -> None:
        """The picture as a scene block of a lesson, on the clipboard."""
        QGuiApplication.clipboard().setText(self.scene_text())
        self.tell(say("The view is on the clipboard as a scene block", self.session.language))

    def copy_bookmark(self) -> None:
        """The picture as one line of text, on the clipboard."""
        from anatomy_viewer.content.bookmark import bookmark

        session = self.session
        words = bookmark(session.view, session.atlas, self.imaging_words(), session.now.pathway)
        QGuiApplication.clipboard().setText(words)
        self.tell(
            say("Bookmark copied: paste it into the search box, a chat or a lesson", self.session.language)
        )

    def _go_to_bookmark(self, text: str) -> None:
        """The picture of a bookmark, or one sentence on what is wrong with it."""
        from anatomy_viewer.content.bookmark import read_bookmark
        from anatomy_viewer.content.problem_words import sentence

        try:
            spec = read_bookmark(text, self.session.atlas)
            self.session.go_to_scene(spec)
            if spec.imaging:
                self.image_asked.emit(spec.imaging)
        except ContentError as error:
            words = say("The bookmark can't be read: {}", self.session.language)
            self.tell(words.format(sentence(error, self.session.language)))

    def show_export(self) -> None:
        """What can be exported."""
        self.export.toggle()

    def show_history(self) -> None:
        """The list of changes."""
        self.history.toggle()

    # Leading elsewhere

    def _light(self, link: Link | None) -> None:
        """A link under the pointer lights its structure in the picture."""
        marks: tuple[str, ...] = ()
        if link is not None and link.kind == "structure" and not self.session.now.concealed:
            marks = self.session.atlas.resolve_marks([link.target])
        self.pane.viewport.light(marks)

    def _follow_link(self, link: Link) -> None:
        atlas, session = self.session.atlas, self.session
        if link.kind == "structure":
            marks = atlas.resolve_marks([link.target])
            if not marks:
                self.tell(say(LOST, session.language).format(link.target))
                return
            session.select(next((m for m in marks if atlas.owner(m) in session.view.visible), marks[0]))
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
        elif kind == "syndrome":
            self._open_syndrome(name)
        elif kind == "bookmark":
            self._go_to_bookmark(name)
        elif kind == "command":
            self.actions_table.run(name)

    def _open_lesson(self, lesson: str, step: int) -> None:
        known = self._recorder.progress.lesson(lesson)
        self.session.open_lesson(lesson, step, known.given(), known.route)
        self.pane.viewport.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        """The end of what is played: an assessment is handed in; on a path its next lesson, else Home."""
        after = self.session.lesson_after
        if self.session.withholding:
            self.session.hand_in()
        elif after:
            lesson = self.session.lessons[after]
            known = self._recorder.progress.lesson(after)
            self._open_lesson(after, (lesson.index_of(known.step) or 0) if known.share(lesson) < 1.0 else 0)
        else:
            self.session.home()

    def _show_number(self, digits: str) -> None:
        lesson = self.session.lesson
        if digits and lesson:
            ways = self.ways_shown
            text = say(
                "Way {} of {}: press Enter" if ways else "Step {} of {}: press Enter", self.session.language
            )
            self.tell(text.format(digits, ways or len(lesson.steps)))
        elif not digits:
            self.pane.toast.hide()

    def _toggle_cut(self) -> None:
        panel = self.pane.cut_panel
        if self.session.view.cut is not None and panel.isVisible():
            panel.remove()
        else:
            panel.open()

    def _read_paths(self) -> None:
        """What the needles of the interventions pass, for their cards."""
        from anatomy_viewer.content.point_places import standard_paths

        atlas, done = self.session.atlas, self.course_panel.set_paths
        work = lambda: standard_paths(self.reader.ready_room(), atlas)  # noqa: E731
        self._background.run("paths", work, done, lambda _error: done({}))
