"""The lessons of Home: filters by learning path, the bar of the path chosen, and the cards."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from anatomy_viewer.content.own_lessons import is_own
from anatomy_viewer.model.exercise import tasks_of
from anatomy_viewer.model.lesson import LEVELS, Lesson
from anatomy_viewer.model.paths import Path
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.home_texts import LEVEL_NAMES, card_texts, path_texts, place_in, share
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.card import LessonCard
from anatomy_viewer.ui.widgets.chip import FilterChip
from anatomy_viewer.ui.widgets.flow import FlowGrid, FlowRow
from anatomy_viewer.ui.widgets.messages import EmptyState, Text
from anatomy_viewer.ui.widgets.ring import Ring

CARD_WIDTHS = (280, 420)
ALL, OWN = "", "own"


class Shelf(QWidget):
    """`lesson_chosen(lesson id, step)`; `path_chosen(path id)`: play it; `practice_chosen`: the needle;
    `mix_chosen`: questions mixed; `assessment_chosen`: an assessment."""

    lesson_chosen = Signal(str, int)
    path_chosen = Signal(str)
    practice_chosen = Signal()
    mix_chosen = Signal()
    new_chosen = Signal()
    assessment_chosen = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self._progress, self._filter = Progress(""), ALL
        self._cards: dict[str, LessonCard] = {}
        self._chips: dict[str, FilterChip] = {}
        self._group = QButtonGroup(self)
        self._title = Text(look, "heading")
        self._title.setWordWrap(False)
        self._mix = Button(look, "", "quiet", "shuffle-variant")
        self._new = IconButton(look, "playlist-plus", "")
        self._assess = Button(look, "", "quiet", "clipboard-check-outline")
        self._practise = Button(look, "", "outline", "bullseye-arrow", key="P")
        self._bar = PathBar(look)
        self._none = EmptyState(look, "book-open-variant")
        self._mix.clicked.connect(self.mix_chosen)
        self._new.clicked.connect(self.new_chosen)
        self._assess.clicked.connect(self.assessment_chosen)
        self._practise.clicked.connect(self.practice_chosen)
        self._bar.button.clicked.connect(lambda: self.path_chosen.emit(self._filter.partition(":")[2]))
        self._lay_out()
        self.restyle()
        self.set_lessons()

    def _lay_out(self) -> None:
        self._head, chips = QHBoxLayout(), QWidget()
        self._filters = FlowRow(8, chips)
        self._head.addWidget(self._title)
        self._head.addWidget(chips, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self._new, self._mix, self._assess, self._practise):
            self._head.addWidget(button)
        self._grid = FlowGrid(*CARD_WIDTHS)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._head)
        self._column.addWidget(self._bar)
        self._column.addLayout(self._grid)
        self._column.addWidget(self._none)

    def restyle(self) -> None:
        """Distances at the text scale."""
        px = self._look.px
        self._column.setSpacing(px(14))
        self._head.setSpacing(px(8))
        self._head.setContentsMargins(0, px(8), 0, 0)
        self._title.setContentsMargins(0, 0, px(10), 0)
        self._grid.setSpacing(px(16))
        self._grid.set_widths(*(px(width) for width in CARD_WIDTHS))

    # The lessons that there are

    def set_lessons(self) -> None:
        """The session's lessons and paths are others: cards and filters anew."""
        for widget in (*self._cards.values(), *self._chips.values()):
            widget.hide()
            widget.deleteLater()
        for layout in (self._grid, self._filters):
            while layout.count():
                layout.takeAt(0)
        self._cards = {lesson.id: self._card(lesson) for lesson in self._session.lessons.values()}
        self._chips = {key: self._chip(key) for key in (ALL, *self._filter_keys())}
        if self._filter not in self._chips:
            self._filter = ALL
        self._chips[self._filter].setChecked(True)
        self.retranslate()

    def _filter_keys(self) -> list[str]:
        """Paths; without any the levels, of which one alone needs no filter; then one's own lessons."""
        lessons = self._session.lessons.values()
        own = [OWN] if any(map(is_own, lessons)) else []
        if self._session.paths:
            return [*(f"path:{path.id}" for path in self._session.paths), *own]
        found = [x for x in LEVELS if any(one.level == x for one in lessons)]
        return [*(f"level:{level}" for level in found if len(found) > 1), *own]

    def _card(self, lesson: Lesson) -> LessonCard:
        texts = card_texts(lesson, self._progress.lesson(lesson.id), self._session)
        card = LessonCard(self._look, texts)
        card.clicked.connect(lambda: self.lesson_chosen.emit(lesson.id, place_in(lesson, self._progress)))
        return card

    def _chip(self, key: str) -> FilterChip:
        chip = FilterChip(self._look, "")
        self._group.addButton(chip)
        self._filters.addWidget(chip)
        chip.clicked.connect(lambda: self.show_filter(key))
        return chip

    @property
    def path(self) -> Path | None:
        """The path whose lessons are shown."""
        return next((p for p in self._session.paths if f"path:{p.id}" == self._filter), None)

    def show_filter(self, key: str) -> None:
        """Show the lessons of a path ('path:ID') in its order, of a level ('level:NAME'), one's OWN, or ALL."""
        self._filter = key
        self._chips[key].setChecked(True)
        self._arrange()

    def _arrange(self) -> None:
        """The cards wanted, in the order wanted; the bar of the path."""
        path, lessons, kind = self.path, self._session.lessons, self._filter.partition(":")
        of_level = [x for x in lessons if kind[0] != "level" or lessons[x].level == kind[2]]
        of_own = [x for x in lessons if is_own(lessons[x])] if self._filter == OWN else of_level
        shown = list(path.lessons) if path else of_own
        while self._grid.count():
            self._grid.takeAt(0)
        for name in (*shown, *(x for x in lessons if x not in shown)):
            if name in self._cards:
                self._grid.addWidget(self._cards[name])
                self._cards[name].setVisible(name in shown)
        if path is not None:
            self._bar.show_path(*path_texts(path, lessons, self._progress, self._session.language))
        self._bar.setVisible(path is not None)
        self._column.invalidate()

    # What is shown

    def set_progress(self, progress: Progress) -> None:
        """How far the reader is."""
        self._progress = progress

    def set_pictures(self, pictures: Mapping[str, QImage]) -> None:
        """Pictures by lesson id; other keys are ignored."""
        for key, image in pictures.items():
            if key in self._cards:
                self._cards[key].set_picture(image)

    def retranslate(self) -> None:
        """Everything in the session's language, and as far as the progress is."""
        language, lessons = self._session.language, self._session.lessons
        if lessons.keys() != self._cards.keys():  # one was opened as a file
            self.set_lessons()
            return
        self._title.setText(say("Lessons", language))
        self._mix.setText(say("Mixed practice", language))
        self._new.set_name(say("New lesson", language), "Ctrl+N")
        self._practise.setText(say("Practise with the needle", language))
        self._practise.setVisible(bool(tasks_of(self._session.atlas)))
        self._assess.setText(say("Assessment", language))
        for button in (self._mix, self._assess):
            button.setVisible(any(lesson.questions for lesson in lessons.values()))
        names = {f"path:{path.id}": path.names.get(language) for path in self._session.paths}
        names |= {f"level:{level}": say(word, language) for level, word in LEVEL_NAMES.items()}
        names[OWN] = say("Own", language)
        names[ALL] = say("All {}", language).format(len(lessons))
        for key, chip in self._chips.items():
            chip.setVisible(len(self._chips) > 1)
            chip.setText(names[key])
            chip.updateGeometry()
        for lesson in lessons.values():
            known = self._progress.lesson(lesson.id)
            self._cards[lesson.id].set_texts(card_texts(lesson, known, self._session), share(lesson, known))
        self._none.set_texts(say("No lesson could be read.", language))
        self._none.setVisible(not lessons)
        self._arrange()


class PathBar(QWidget):
    """What a path is, how far one is in it, and the button that plays it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about, self._count = Text(look, "body", "text2"), Text(look, "small", "text2")
        self._ring = Ring(look, side=28)
        self._count.setWordWrap(False)
        self.button = Button(look, "", "outline", "play")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._about, 1)
        row.addWidget(self._count)
        row.addWidget(self._ring)
        row.addWidget(self.button)

    def show_path(self, about: str, count: str, fraction: float, verb: str) -> None:
        """Words, progress (0–1, less where there is none) and what the button says."""
        self._about.setText(about)
        self._count.setText(count)
        self._ring.set_fraction(max(fraction, 0.0), count)
        self._ring.setVisible(fraction >= 0.0)
        self.button.setText(verb)
        for part in (self._count, self.button):
            part.updateGeometry()
        self.updateGeometry()
