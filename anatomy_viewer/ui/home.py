"""The first screen: going on where one was, exploring freely, and all lessons as cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.exercise import tasks_of
from anatomy_viewer.model.lesson import LEVELS, Lesson
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.home_cards import ContinueCard, ExploreCard
from anatomy_viewer.ui.home_texts import LEVEL_NAMES, Offer, card_texts, offer, place_in, share
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.problem_strips import ProblemStrips
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.card import LessonCard
from anatomy_viewer.ui.widgets.chip import FilterChip
from anatomy_viewer.ui.widgets.flow import FlowGrid
from anatomy_viewer.ui.widgets.messages import EmptyState, Text
from anatomy_viewer.ui.widgets.scroll import ScrollColumn

EXPLORE = "explore"  # the key of the picture for exploring freely
WIDEST, MARGIN = 1760, 28  # px at 100 %
CARD_WIDTHS = (280, 420)
Picture = QImage | QPixmap


class HomePage(QFrame):
    """`lesson_chosen(lesson id, step)`: begin a lesson there; `explore_chosen()`: the atlas without one;
    `practice_chosen()`: practice with the needle.

    Pictures come when they are ready, by lesson id or EXPLORE.
    """

    lesson_chosen = Signal(str, int)
    explore_chosen = Signal()
    practice_chosen = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self._progress, self._now = Progress(""), datetime.now(UTC)
        self._pictures: dict[str, QImage] = {}
        self._offer: Offer | None = None
        self._level = ""
        self.setProperty("ground", True)
        self._continue, self._explore = ContinueCard(look), ExploreCard(look)
        self._title = Text(look, "heading")
        self._practise = Button(look, "", "outline", "bullseye-arrow", key="P")
        self._problems = ProblemStrips(look)
        self._cards = {lesson.id: self._card(lesson) for lesson in session.lessons.values()}
        self._chips = {level: FilterChip(look, "") for level in ("", *self._levels())}
        self._none = EmptyState(look, "book-open-variant")
        self._lay_out()
        self._connect()
        look.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def _levels(self) -> list[str]:
        """The levels that lessons have; one alone needs no filter."""
        found = [level for level in LEVELS if any(x.level == level for x in self._session.lessons.values())]
        return found if len(found) > 1 else []

    def _card(self, lesson: Lesson) -> LessonCard:
        texts = card_texts(lesson, self._progress.lesson(lesson.id), self._session.language)
        card = LessonCard(self._look, texts)
        card.clicked.connect(lambda: self.lesson_chosen.emit(lesson.id, place_in(lesson, self._progress)))
        return card

    def _connect(self) -> None:
        self._continue.begun.connect(self._go_on)
        self._explore.clicked.connect(self.explore_chosen)
        self._practise.clicked.connect(self.practice_chosen)
        self._group = QButtonGroup(self)
        for level, chip in self._chips.items():
            self._group.addButton(chip)
            chip.clicked.connect(lambda _on=False, level=level: self.show_level(level))
        self._chips[""].setChecked(True)

    def _lay_out(self) -> None:
        self._top, self._head = QHBoxLayout(), QHBoxLayout()
        self._top.addWidget(self._continue, 1)
        self._top.addWidget(self._explore)
        self._head.addWidget(self._title)
        self._title.setWordWrap(False)
        for chip in self._chips.values():
            self._head.addWidget(chip)
        self._head.addStretch(1)
        self._head.addWidget(self._practise)
        self._grid = FlowGrid(*CARD_WIDTHS)
        for card in self._cards.values():
            self._grid.addWidget(card)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.addLayout(self._top)
        self._column.addLayout(self._head)
        self._column.addWidget(self._problems)
        self._column.addLayout(self._grid)
        self._column.addWidget(self._none)
        self._column.addStretch(1)
        self._scroll_over(self._inner)

    def _scroll_over(self, inner: QWidget) -> None:
        page = QWidget()
        page.setProperty("page", True)
        middle = QHBoxLayout(page)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(inner)
        self._scroll = ScrollColumn()
        self._scroll.setWidget(page)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _restyle(self) -> None:
        px = self._look.px
        self._inner.setMaximumWidth(px(WIDEST) + 2 * px(MARGIN))
        self._column.setContentsMargins(px(MARGIN), px(20), px(MARGIN), px(28))
        self._column.setSpacing(px(14))
        self._top.setSpacing(px(16))
        self._head.setSpacing(px(8))
        self._head.setContentsMargins(0, px(8), 0, 0)
        self._title.setContentsMargins(0, 0, px(10), 0)
        self._grid.setSpacing(px(16))
        self._grid.set_widths(*(px(width) for width in CARD_WIDTHS))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the upper row between its two cards."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self._look.px
        inner = min(self.width(), px(WIDEST) + 2 * px(MARGIN)) - 2 * px(MARGIN)
        self._explore.setFixedWidth(max(min(px(300), round(inner * 0.31)), 1))

    # What is shown

    def set_progress(self, progress: Progress, now: datetime) -> None:
        """How far the reader is; `now` in the reader's time zone, for 'yesterday'."""
        self._progress, self._now = progress, now
        self.retranslate()

    def set_problems(self, problems: Sequence[ContentError]) -> None:
        """What could not be read: a strip for each file."""
        self._problems.set_problems(problems, self._session.language)

    def set_pictures(self, pictures: Mapping[str, Picture]) -> None:
        """All pictures that there are."""
        for key, picture in pictures.items():
            self.set_picture(key, picture)

    def set_picture(self, key: str, picture: Picture) -> None:
        """The picture of a lesson (its id) or of exploring (EXPLORE); other keys are ignored."""
        image = picture.toImage() if isinstance(picture, QPixmap) else picture
        if image.isNull():
            return
        self._pictures[key] = image
        if key == EXPLORE:
            self._explore.set_picture(image)
        if key in self._cards:
            self._cards[key].set_picture(image)
        if self._offer and key == self._offer.lesson.id:
            self._continue.set_picture(image)

    def show_level(self, level: str) -> None:
        """Show the lessons of a level only; '' shows all."""
        self._level = level
        self._chips[level].setChecked(True)
        for lesson in self._session.lessons.values():
            self._cards[lesson.id].setVisible(level in ("", lesson.level))

    def retranslate(self) -> None:
        """Everything in the session's language, and as far as the progress is."""
        language, lessons = self._session.language, self._session.lessons
        self._title.setText(say("Lessons", language))
        self._practise.setText(say("Practise with the needle", language))
        self._practise.setVisible(bool(tasks_of(self._session.atlas)))
        self._chips[""].setText(say("All {}", language).format(len(lessons)))
        for level, chip in self._chips.items():
            chip.setVisible(len(self._chips) > 1)
            if level:
                chip.setText(say(LEVEL_NAMES[level], language))
            chip.updateGeometry()
        self._explore.set_texts(
            say("Explore freely", language), say("Turn, peel and search everything", language)
        )
        for lesson in lessons.values():
            known = self._progress.lesson(lesson.id)
            self._cards[lesson.id].set_texts(card_texts(lesson, known, language), share(lesson, known))
        self._none.set_texts(say("No lesson could be read.", language))
        self._none.setVisible(not lessons)
        self._problems.retranslate(language)
        self._show_offer()

    def _show_offer(self) -> None:
        self._offer = offer(self._session.lessons, self._progress)
        self._continue.setVisible(self._offer is not None)
        if self._offer:
            lesson = self._offer.lesson
            known = self._progress.lesson(lesson.id)
            self._continue.show_offer(self._offer, known, self._now, self._session.language)
            self._continue.set_picture(self._pictures.get(lesson.id))

    def _go_on(self) -> None:
        if self._offer:
            self.lesson_chosen.emit(self._offer.lesson.id, self._offer.step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is as good as Space on the card or button that has the focus."""
        focus = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QAbstractButton):
            focus.click()
        else:
            super().keyPressEvent(event)
