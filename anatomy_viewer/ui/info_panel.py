"""The card of what is selected: a structure or a feature. Points stand in the panel of the course."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.info_cards import Run, StructureCard
from anatomy_viewer.ui.info_parts import InfoCard
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.messages import EmptyState
from anatomy_viewer.ui.widgets.scroll import ScrollColumn


class InfoPanel(QWidget):
    """Follows the session's selection; its buttons do the commands through `run(command id)`.

    `linked(Link)`: a link was chosen; `pointed(Link | None)`: the pointer is on one; `points_asked`: the point that is
    selected is wanted; `remove_asked(ids)`: own meshes are to go. While a question is asked in
    the picture, the card is covered.
    """

    linked = Signal(object)
    pointed = Signal(object)
    points_asked = Signal()
    remove_asked = Signal(object)

    def __init__(self, look: Look, session: Session, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session, self._run = look, session, run
        self._card: InfoCard | None = None
        self._none = EmptyState(look, "cursor-default-click-outline")
        self._covered = EmptyState(look, "eye-off-outline")
        self._scroll = ScrollColumn()
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack = QStackedWidget()
        self._point = EmptyState(look, "map-marker-path")
        self._point.acted.connect(self.points_asked)
        for page in (self._none, self._covered, self._point, self._scroll):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        session.listen(self._follow)
        look.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Everything in the session's language and the present look."""
        language = self._session.language
        hint = say("Click a structure or a point in the picture, or choose one from the list.", language)
        self._none.set_texts(say("Nothing is selected", language), hint)
        cover = say("A question is open: names are covered until it is answered.", language)
        self._covered.set_texts(say("Covered", language), cover)
        self._show_card()

    def _follow(self, old: AppState, new: AppState) -> None:
        if (old.view.selected, old.concealed) != (new.view.selected, new.concealed):
            self._show_card()
        elif self._card is not None and old.view != new.view:
            self._card.refresh()

    def _show_card(self) -> None:
        self._drop_card()
        name = self._session.view.selected
        if self._session.now.concealed:
            self._stack.setCurrentWidget(self._covered)
        elif name is None:
            self._stack.setCurrentWidget(self._none)
        elif name in self._session.atlas.points:
            self._show_point(name)
        else:
            self._card = self._make_card(name)
            self._card.linked.connect(self.linked)
            self._card.pointed.connect(self.pointed)
            self._scroll.setWidget(self._card)
            self._stack.setCurrentWidget(self._scroll)
            self._scroll.verticalScrollBar().setValue(0)

    def _make_card(self, name: str) -> InfoCard:
        if not self._session.atlas.structures[self._session.atlas.owner(name)].own:
            return StructureCard(self._look, self._session, name, self._run)
        from anatomy_viewer.ui.own_card import OwnCard

        card = OwnCard(self._look, self._session, name, self._run)
        card.remove_asked.connect(self.remove_asked, Qt.ConnectionType.QueuedConnection)
        return card

    def _show_point(self, name: str) -> None:
        language = self._session.language
        text = say("Points have their card in the tab Course.", language)
        self._point.set_texts(full_name(self._session.atlas, name, language), text, say("Course", language))
        self._stack.setCurrentWidget(self._point)

    def _drop_card(self) -> None:
        """Let the card go when the event is over that may have come from one of its own buttons."""
        card = self._scroll.takeWidget()
        if card is not None:
            card.hide()
            card.deleteLater()
        self._card = None
