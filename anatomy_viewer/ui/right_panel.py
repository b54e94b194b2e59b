"""The right panel: Lesson, Info, Course and Needle behind tabs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look

TABS = (
    ("Lesson", "book-open-variant"),
    ("Info", "information-outline"),
    ("Course", "map-marker-path"),
    ("Needle", "needle"),
    ("Practice", "bullseye-arrow"),
    ("Pain", "head-flash-outline"),
    ("Mesh", "shape-polygon-plus"),
)
LESSON, INFO, COURSE, NEEDLE, PRACTICE, PAIN, MESH = range(len(TABS))


class RightPanel(QWidget):
    """A click on a structure brings up Info, on a point Course; a step Lesson, which is there while one is played.

    pages: in the order of `TABS`.
    """

    def __init__(
        self,
        look: Look,
        session: Session,
        pages: Sequence[QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget()
        self._stack.setMinimumWidth(1)  # the page says how wide the panel is, not the widest of the tabs
        for page in pages:
            self.tabs.addTab("")
            self._stack.addWidget(page)
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.tabs, rule):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.tabs.currentChanged.connect(lambda _index: self._fit_tabs())
        session.listen(self._follow)
        look.changed.connect(self.retranslate)
        self.retranslate()
        self._go_to(LESSON if session.now.place else INFO)

    def sizeHint(self) -> QSize:
        """No wider than it may become, else the splitter leaves a gap beside it."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), self.maximumWidth()), hint.height())

    def retranslate(self) -> None:
        """Words and icons of the tabs."""
        self.tabs.setFont(self._look.font("control"))
        self.tabs.setIconSize(self._look.icon_size())
        for index, (word, icon) in enumerate(TABS):
            self.tabs.setTabIcon(index, self._look.icon(icon))
            self.tabs.setAccessibleTabName(index, say(word, self._session.language))
        self._show_tabs(self._session.now)

    def _show_tabs(self, now: AppState) -> None:
        """A lesson and practice have a tab while they go on; points and usual paths are none of a test's business."""
        self.tabs.setTabVisible(LESSON, now.place is not None)
        self.tabs.setTabVisible(PRACTICE, now.exercise is not None)
        self.tabs.setTabVisible(PAIN, now.view.pain is not None and not now.concealed)
        self.tabs.setTabVisible(MESH, now.adding is not None)
        tested = now.covered or now.exercise is not None or self._session.asks_for in ("place", "needle")
        for tab in (COURSE, NEEDLE):
            self.tabs.setTabVisible(tab, not tested)
        self.tabs.setTabVisible(INFO, not now.covered)
        self._fit_tabs()

    def _fit_tabs(self) -> None:
        """Words on the tabs where there is room for all, else on the one that is open alone."""
        words = [say(word, self._session.language) for word, _ in TABS]
        for index, word in enumerate(words):
            self.tabs.setTabText(index, word)
            self.tabs.setTabToolTip(index, word)
        if self.tabs.sizeHint().width() > self.width():
            for index in range(len(words)):
                if index != self.tabs.currentIndex():
                    self.tabs.setTabText(index, "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words give way."""
        super().resizeEvent(event)
        self._fit_tabs()

    def show_course(self) -> None:
        """The points."""
        self._go_to(COURSE)

    def _go_to(self, index: int) -> None:
        self.tabs.setCurrentIndex(index)
        self._stack.setCurrentIndex(index)

    def _follow(self, old: AppState, new: AppState) -> None:
        pain = old.view.pain, new.view.pain
        if (old.place, old.exercise, old.asking, old.covered, pain[0] is None, old.adding is None) != (
            new.place,
            new.exercise,
            new.asking,
            new.covered,
            pain[1] is None,
            new.adding is None,
        ):
            self._show_tabs(new)
        if (old.adding is None) != (new.adding is None):
            self._go_to(MESH if new.adding else LESSON if new.place else INFO)
        elif not (self.tabs.currentIndex() == MESH and new.adding is not None):
            self._turn_to(old, new)  # what is chosen while a mesh is added is only named in the picture

    def _turn_to(self, old: AppState, new: AppState) -> None:
        """The tab of what has begun, ended or been chosen."""
        pain = old.view.pain, new.view.pain
        if new.exercise and old.exercise != new.exercise:
            self._go_to(PRACTICE)
        elif old.place != new.place or (old.exercise and not new.exercise):
            self._go_to(LESSON if new.place else INFO)
        elif (new.placing, new.needle is None) != (old.placing, old.needle is None) and _needled(new):
            self._go_to(NEEDLE)
        elif new.asking and not old.asking:
            self._go_to(LESSON)
        elif pain[0] != pain[1] and (pain[1] is None or old.screen == new.screen):
            self._go_to(PAIN if pain[1] else LESSON if new.place else INFO)
        elif self.tabs.currentIndex() == NEEDLE and new.needle is not None:
            pass  # with a needle in the hand, what is chosen is only named in the picture
        elif old.view.selected != new.view.selected and new.view.selected and not new.concealed:
            self._go_to(COURSE if new.view.selected in self._session.atlas.points else INFO)


def _needled(state: AppState) -> bool:
    return (bool(state.placing) or state.needle is not None) and not state.exercise and not state.asking
