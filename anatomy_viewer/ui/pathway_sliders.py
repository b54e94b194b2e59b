"""The hand on the model: which side is felt, what comes in, how sensitised, blocked, stimulated."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from anatomy_viewer.model.pathway_look import PathwayLook
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.segmented import Segmented
from anatomy_viewer.ui.widgets.slider import Groove

STEPS = 20  # of a slider; its place is said in words, since figures would look like measurements
NAMES = {
    "gon": "Pain at the GON",
    "v1": "Pain by V1",
    "sensitisation": "Sensitisation",
    "block": "GON block",
    "stimulation": "GON stimulation",
}
WORDS = (("none", 0.0), ("low", 0.01), ("middling", 0.34), ("high", 0.67), ("full", 1.0))
SIDES = ("left", "right")


def place_word(value: float) -> str:
    """Where a slider stands."""
    return [word for word, least in WORDS if value >= least - 1e-9][-1]


class PathwaySliders(QWidget):
    """`settled`: the hand has let go; a drag is one undo entry."""

    settled = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self._side = Segmented(look, "", ["", ""])
        self._side_name = QLabel()
        self._grooves = {name: Groove(look, 0, STEPS, 0) for name in NAMES}
        self._heads = {name: QLabel() for name in NAMES}
        self._values = {name: QLabel() for name in NAMES}
        self._lay_out()
        self._side.chosen.connect(self._choose_side)
        for name, groove in self._grooves.items():
            groove.moved.connect(lambda value, name=name: self._move(name, value / STEPS))
            groove.sliderReleased.connect(session.store.settle)
        session.listen(lambda old, new: self._show(new.pathway) if old.pathway != new.pathway else None)
        look.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._side_name)
        head.addWidget(self._side)
        head.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(NAMES):
            grid.addWidget(self._heads[name], row, 0)
            grid.addWidget(self._grooves[name], row, 1)
            grid.addWidget(self._values[name], row, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(grid)
        column.addStretch(1)

    def retranslate(self) -> None:
        """Words in the session's language."""
        language, look = self._session.language, self._look
        self._side_name.setText(say("Side that is felt", language))
        sides = [say(word, language) for word in ("Left", "Right")]
        self._side.set_texts(say("Side that is felt", language), sides)
        widest = max(parts.text_width(look, "small", say(word, language)) for word, _ in WORDS)
        for name, word in NAMES.items():
            self._heads[name].setText(say(word, language))
            self._grooves[name].setAccessibleName(say(word, language))
            self._values[name].setProperty("tone", "text2")
            self._values[name].setFont(look.font("small"))
            self._values[name].setMinimumWidth(round(widest) + 2)
            self._heads[name].setFont(look.font("body"))
        self._side_name.setFont(look.font("body"))
        self._show(self._session.pathway)

    def _show(self, state: PathwayLook | None) -> None:
        if state is None:
            return
        self._side.set_current(SIDES.index(state.side))
        for name, groove in self._grooves.items():
            value = state.value_of(name)
            groove.setValue(round(value * STEPS))
            word = say(place_word(value), self._session.language)
            self._values[name].setText(word)
            groove.setAccessibleDescription(word)

    def _move(self, name: str, value: float) -> None:
        self._session.change_pathway(NAMES[name], lambda look: look.with_input(name, value), merge=True)

    def _choose_side(self, index: int) -> None:
        self._session.choose_pathway_side(SIDES[index])
