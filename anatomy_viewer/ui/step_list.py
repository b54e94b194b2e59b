"""'4 of 12' above a step's title: a press lists all steps by name, the one shown marked; of a case the way taken."""

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
        made = self._session.made.get(lesson.id)
        asks = made is not None and made.asks and bool(lesson.steps[place.step].questions)
        steps = [step for step in lesson.steps if step.questions] if asks else lesson.steps
        words = say("Question {} of {}" if asks else "{} of {}", language)
        where, name = words.format(place.step + 1, len(steps)), "All steps"
        if self._session.in_case:
            where = say("Step {}", language).format(len(self._session.now.route) + 1)
            name = "The way taken"
        self.setText(where)
        self.setToolTip(say(name, language))
        self.setAccessibleName(say(name, language))

    def _fill(self) -> None:
        menu, lesson, place = self.menu(), self._session.lesson, self._session.now.place
        menu.clear()
        if lesson is None or place is None:
            return
        steps = self._session.way_titles if self._session.in_case else self._session.step_titles
        now = len(steps) - 1 if self._session.in_case else place.step
        go = self._session.back_to if self._session.in_case else self._session.go_to
        group = QActionGroup(menu)
        for index, title in enumerate(steps):
            action = menu.addAction(f"{index + 1}   {title.replace('&', '&&')}")
            action.setCheckable(True)
            action.setChecked(index == now)
            action.triggered.connect(lambda _on=False, index=index: go(index))
            group.addAction(action)
        if self._session.now.route:
            menu.addSeparator()
            again = menu.addAction(say("Begin the case again", self._session.language))
            again.triggered.connect(self._session.restart_case)
