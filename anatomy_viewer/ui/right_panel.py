"""The right panel: Lesson and Info behind tabs."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QWidget

from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.info_panel import InfoPanel
from anatomy_viewer.ui.lesson_panel import LessonPanel
from anatomy_viewer.ui.look import Look

TABS = (("Lesson", "book-open-variant"), ("Info", "information-outline"))


class RightPanel(QTabWidget):
    """A click in the picture brings up Info, a step brings up Lesson; outside a lesson only Info is there."""

    def __init__(
        self,
        look: Look,
        session: Session,
        lesson: LessonPanel,
        info: InfoPanel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self.setDocumentMode(True)
        for panel, (_, _icon) in zip((lesson, info), TABS, strict=True):
            self.addTab(panel, "")
        session.listen(self._follow)
        look.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Words and icons of the tabs."""
        for index, (word, icon) in enumerate(TABS):
            self.setTabText(index, say(word, self._session.language))
            self.setTabIcon(index, self._look.icon(icon))
        self.tabBar().setFont(self._look.font("control"))
        self._show_lesson_tab()

    def _show_lesson_tab(self) -> None:
        self.setTabVisible(0, self._session.now.place is not None)

    def _follow(self, old: AppState, new: AppState) -> None:
        if old.place != new.place:
            self._show_lesson_tab()
            self.setCurrentIndex(0 if new.place else 1)
        elif new.asking and not old.asking:
            self.setCurrentIndex(0)
        elif old.view.selected != new.view.selected and new.view.selected and not new.asking:
            self.setCurrentIndex(1)
