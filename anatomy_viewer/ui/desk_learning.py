"""The desk as a tutor: what is due, reviews, mixed practice, learning paths, the report and the learners."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from anatomy_viewer.model.made_lesson import ASSESSMENT, PRACTICE, REVIEW, Item, session_of
from anatomy_viewer.model.paths import played
from anatomy_viewer.model.preferences import Preferences
from anatomy_viewer.model.quiz import score
from anatomy_viewer.model.review import SESSION, met, mixed, todays, topics
from anatomy_viewer.model.spacing import forecast, mastery, minutes
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.desk_going import GoingDesk

if TYPE_CHECKING:
    from anatomy_viewer.ui.assessment_sheet import AssessmentSheet
    from anatomy_viewer.ui.home import HomePage
    from anatomy_viewer.ui.mix_sheet import MixSheet
    from anatomy_viewer.ui.report_sheet import ReportSheet

MOST_BARS = 3


def _now() -> datetime:
    """In the reader's time zone: days end at the reader's midnight."""
    return datetime.now().astimezone()


class LearningDesk(GoingDesk):
    """The part of the desk that asks again what was learned."""

    @cached_property
    def home_page(self) -> HomePage:
        """Home, with what it offers to be learned."""
        home = super().home_page
        home.review_chosen.connect(self.review)
        home.mix_chosen.connect(self.show_mix)
        home.new_chosen.connect(lambda: self.actions_table.run("new_lesson"))
        home.assessment_chosen.connect(self.show_assessment)
        home.path_chosen.connect(self.play_path)
        home.report_chosen.connect(self.show_report)
        self.show_due()
        return home

    @cached_property
    def report(self) -> ReportSheet:
        """Report, learners, and learners side by side."""
        from anatomy_viewer.content.paths import user_data_dir
        from anatomy_viewer.content.profile_files import Profiles
        from anatomy_viewer.model.report import report_of
        from anatomy_viewer.ui.learners_page import LearnersPage
        from anatomy_viewer.ui.report_sheet import ReportSheet

        session = self.session
        now = lambda: self._recorder.progress  # noqa: E731
        store = Profiles(user_data_dir())
        page = LearnersPage(self._look, session, self._settings, store, now)
        of = lambda one: report_of(one, session.lessons, session.atlas, _now())  # noqa: E731
        sheet = ReportSheet(self._look, session, page, now, of, self)
        page.changed.connect(sheet.refresh)
        return sheet

    @cached_property
    def mix(self) -> MixSheet:
        """What mixed practice is put together from."""
        from anatomy_viewer.ui.mix_sheet import MixSheet

        sheet = MixSheet(self._look, self.session, lambda: self._recorder.progress, self)
        sheet.chosen.connect(lambda keys: self._ask(PRACTICE, keys))
        return sheet

    @cached_property
    def assessment(self) -> AssessmentSheet:
        """What an assessment is put together from."""
        from anatomy_viewer.ui.assessment_sheet import AssessmentSheet

        sheet = AssessmentSheet(self._look, self.session, lambda: self._recorder.progress, self)
        sheet.chosen.connect(lambda keys: self._ask(ASSESSMENT, keys))
        return sheet

    def show_due(self) -> None:
        """Home's card of what is due; which path is followed."""
        progress, session, now = self._recorder.progress, self.session, _now()
        session.path = progress.path
        count = len(todays(session.lessons, progress, session.atlas, now))
        begun = {given.key for given in progress.given}
        found = topics(session.lessons, session.atlas, met(session.lessons, progress, session.atlas))
        answered = {topic.id: len(begun & set(topic.keys)) / len(topic.keys) for topic in found}
        furthest = sorted(found, key=lambda topic: -answered[topic.id])[:MOST_BARS]
        bars = tuple(
            (topic.names.get(session.language), mastery(progress, topic.keys, now))
            for topic in furthest
            if answered[topic.id]
        )
        from anatomy_viewer.ui.due_card import Due

        self.home_page.set_due(Due(count, minutes(progress, min(count, SESSION)), bars, bool(begun)))

    def say_progress(self) -> None:
        """On the status line: who learns, and how many lessons are finished."""
        progress = self._recorder.progress
        done = [i for i in self.session.lessons.values() if progress.lesson(i.id).share(i) >= 1]
        text = say("{} of {} lessons finished", self.session.language)
        words = [text.format(len(done), len(self.session.lessons))]
        if progress.profile != Preferences().profile:
            words.insert(0, progress.profile)
        self.status.set_note("   ".join(words), len(words) > 1)

    def review(self) -> None:
        """Ask what is due, at most SESSION of it, mixed."""
        session, now = self.session, _now()
        due = todays(session.lessons, self._recorder.progress, session.atlas, now)
        if due:
            self._ask(REVIEW, mixed(due, now.date().isoformat()))
        else:
            self.tell(say("Nothing is due today.", session.language))

    def _ask(self, kind: str, keys: Sequence[str]) -> None:
        """Put the questions together on a thread (where a structure is seen from takes a moment), then ask."""
        from anatomy_viewer.content.atlas_cards import items_of

        session, now = self.session, _now()
        seed = now.date().isoformat()
        self.tell(say("Putting the questions together …", session.language))
        work = lambda: items_of(keys, session.lessons, session.atlas, self._coarse, seed)  # noqa: E731
        name = f"{kind}:{now.isoformat(timespec='seconds')}"
        self._background.run(
            "questions", work, lambda items: self._play_items(name, kind, items), self._tell_trouble
        )

    def _play_items(self, name: str, kind: str, items: Sequence[Item]) -> None:
        if items:
            self.say_progress()  # instead of "putting together"
            self.session.play(session_of(name, kind, items, self.session.lessons))
        else:
            self.tell(say("The specimen is still being read; try again in a moment.", self.session.language))

    def _tell_trouble(self, error: BaseException) -> None:
        raise error

    def show_assessment(self) -> None:
        """Choose what an assessment asks."""
        self.assessment.toggle()

    def _finish(self) -> None:
        """As every lesson; after a review, what it came to and what comes tomorrow."""
        session = self.session
        made = session.made.get(session.now.place.lesson) if session.now.place else None
        came = score(made.lesson.questions, session.now.answers) if made else None
        super()._finish()
        if made is None or came is None or made.kind not in (REVIEW, PRACTICE):
            return
        tomorrow = forecast(self._recorder.progress, _now(), 2)[1]
        text = say("{} of {} answered right. {} come due tomorrow.", session.language)
        self.tell(text.format(came.right, came.judged, tomorrow))

    def show_mix(self) -> None:
        """Choose what mixed practice asks."""
        self.mix.toggle()

    def show_report(self) -> None:
        """The report of who is at the desk."""
        self.report.open_at(0)

    def show_learners(self) -> None:
        """The learners of this machine."""
        self.report.open_at(1)

    def play_path(self, name: str) -> None:
        """Follow the path: its next lesson that is not finished; excerpts are played as one."""
        session, progress = self.session, self._recorder.progress
        path = next((path for path in session.paths if path.id == name), None)
        if path is None:
            return
        if path.excerpts:
            session.play(played(path, session.lessons))
            return
        self._recorder.follow(path.id)
        session.path = path.id
        ahead = [x for x in path.lessons if progress.lesson(x).share(session.lessons[x]) < 1.0]
        lesson = session.lessons[(ahead or path.lessons)[0]]
        known = progress.lesson(lesson.id)
        step = (lesson.index_of(known.step) or 0) if ahead else 0
        session.open_lesson(lesson.id, step, known.given(), known.route)
