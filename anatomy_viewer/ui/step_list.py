"""'4 of 12' above a step's title: a press lists all steps by name, the one shown marked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look


class StepList(QToolButton):
    """Reads the session's lesson when it opens; choosing a step goes there."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self.setProperty("count", True)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the chevron stands behind the words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def refresh(self) -> None:
        """The step's number in the session's language."""
        lesson, place, language = self._session.lesson, self._session.now.place, self._session.language
        if lesson is None or place is None:
            return
        self.setFont(self._look.font("small"))
        self.setIcon(self._look.icon("chevron-down"))
        self.setText(say("{} of {}", language).format(place.step + 1, len(lesson.steps)))
        self.setToolTip(say("All steps", language))
        self.setAccessibleName(say("All steps", language))

    def _fill(self) -> None:
        menu, lesson, place = self.menu(), self._session.lesson, self._session.now.place
        menu.clear()
        if lesson is None or place is None:
            return
        group = QActionGroup(menu)
        for index, step in enumerate(lesson.steps):
            action = menu.addAction(f"{index + 1}   {step.text(self._session.language).title}")
            action.setCheckable(True)
            action.setChecked(index == place.step)
            action.triggered.connect(lambda _on=False, index=index: self._session.go_to(index))
            group.addAction(action)
