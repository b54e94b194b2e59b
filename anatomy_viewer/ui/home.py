"""The first screen: going on where one was, what is due, exploring freely, and all lessons as cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.due_card import Due, DueCard
from anatomy_viewer.ui.home_cards import ContinueCard, ExploreCard
from anatomy_viewer.ui.home_texts import Offer, offer
from anatomy_viewer.ui.late import made
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.problem_strips import ProblemStrips
from anatomy_viewer.ui.shelf import Shelf
from anatomy_viewer.ui.widgets.scroll import ScrollColumn

if TYPE_CHECKING:
    from anatomy_viewer.content.pack_files import KeptPack
    from anatomy_viewer.ui.pack_cards import PackCards

EXPLORE = "explore"  # the key of the picture for exploring freely
WIDEST, MARGIN = 1760, 28  # px at 100 %
FOLDED = 1180  # px at 100 %: in a narrower window what is due is a line
Picture = QImage | QPixmap


class HomePage(QFrame):
    """`lesson_chosen(lesson id, step)`: begin a lesson there; `explore_chosen()`: the atlas without one;
    `practice_chosen()`: practice with the needle; `review_chosen()`, `report_chosen()`; `mix_chosen()`: mixed practice;
    `assessment_chosen()`: put an assessment together; `path_chosen(path id)`: play a path;
    `pack_remove_asked(KeptPack)`: be rid of it; `text_asked(path)`: a lesson's text.

    Pictures come when they are ready, by lesson id or EXPLORE.
    """

    lesson_chosen = Signal(str, int)
    explore_chosen = Signal()
    practice_chosen = Signal()
    review_chosen = Signal()
    report_chosen = Signal()
    mix_chosen = Signal()
    new_chosen = Signal()
    assessment_chosen = Signal()
    path_chosen = Signal(str)
    text_asked = Signal(str)
    pack_remove_asked = Signal(object)

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self._progress, self._now = Progress(""), datetime.now(UTC)
        self._pictures: dict[str, QImage] = {}
        self._offer: Offer | None = None
        self._due = Due()
        self.setProperty("ground", True)
        self._continue, self._explore = ContinueCard(look), ExploreCard(look)
        self._due_card, self._due_line = DueCard(look), DueCard(look, folded=True)
        self._problems = ProblemStrips(look)
        self.shelf = Shelf(look, session)
        self._lay_out()
        self._connect()
        look.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def _connect(self) -> None:
        self._problems.text_asked.connect(self.text_asked)
        self._continue.begun.connect(self._go_on)
        self._explore.clicked.connect(self.explore_chosen)
        for card in (self._due_card, self._due_line):
            card.asked.connect(self.review_chosen)
            card.reported.connect(self.report_chosen)
        self.shelf.lesson_chosen.connect(self.lesson_chosen)
        self.shelf.path_chosen.connect(self.path_chosen)
        self.shelf.practice_chosen.connect(self.practice_chosen)
        self.shelf.mix_chosen.connect(self.mix_chosen)
        self.shelf.new_chosen.connect(self.new_chosen)
        self.shelf.assessment_chosen.connect(self.assessment_chosen)

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.addWidget(self._continue, 1)
        self._top.addWidget(self._due_card)
        self._top.addWidget(self._explore)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.addLayout(self._top)
        self._column.addWidget(self._due_line)
        self._column.addWidget(self._problems)
        self._column.addWidget(self.shelf)
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
        self.shelf.restyle()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the upper row between its cards."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self._look.px
        inner = min(self.width(), px(WIDEST) + 2 * px(MARGIN)) - 2 * px(MARGIN)
        folded = self.width() < px(FOLDED)
        self._explore.setFixedWidth(max(min(px(300), round(inner * (0.31 if folded else 0.22))), 1))
        self._due_card.setFixedWidth(max(min(px(280), round(inner * 0.21)), 1))
        self._due_card.setVisible(not folded)
        self._due_line.setVisible(folded)

    # What is shown

    def set_lessons(self) -> None:
        """The session has other lessons or paths."""
        self.shelf.set_lessons()
        self.shelf.set_pictures(self._pictures)
        self.retranslate()

    def set_progress(self, progress: Progress, now: datetime) -> None:
        """How far the reader is; `now` in the reader's time zone, for 'yesterday'."""
        self._progress, self._now = progress, now
        self.retranslate()

    def set_due(self, due: Due) -> None:
        """What is due today."""
        self._due = due
        for card in (self._due_card, self._due_line):
            card.show_due(due, self._session.language)

    @cached_property
    def _packs(self) -> PackCards:
        from anatomy_viewer.ui.pack_cards import PackCards

        cards = PackCards(self._look, self._session)
        cards.remove_asked.connect(self.pack_remove_asked)
        self._column.insertWidget(self._column.indexOf(self.shelf) + 1, cards)
        return cards

    def set_packs(self, packs: Sequence[KeptPack]) -> None:
        """The lesson packs that were opened."""
        if packs or made(self, "_packs"):
            self._packs.set_packs(packs)

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
        self.shelf.set_pictures({key: image})
        if self._offer and key == self._offer.lesson.id:
            self._continue.set_picture(image)

    def retranslate(self) -> None:
        """Everything in the session's language, and as far as the progress is."""
        language = self._session.language
        self._explore.set_texts(
            say("Explore freely", language), say("Turn, peel and search everything", language)
        )
        self.shelf.set_progress(self._progress)
        self.shelf.retranslate()
        self._problems.retranslate(language)
        if cards := made(self, "_packs"):
            cards.retranslate()
        self.set_due(self._due)
        self._show_offer()

    def _show_offer(self) -> None:
        path = next((path for path in self._session.paths if path.id == self._progress.path), None)
        self._offer = offer(self._session.lessons, self._progress, path.lessons if path else ())
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
