"""What the needle in hand passes and comes near, for those who practise with help."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_lists import LayerList, RiskList
from anatomy_viewer.ui.needle_reader import NeedleReader
from anatomy_viewer.ui.widgets.messages import Text


class Readout(QWidget):
    """Follows the reader; hidden while nothing may be told. `appeared`: there is something to tell again."""

    appeared = Signal()

    def __init__(
        self, look: Look, session: Session, reader: NeedleReader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._reader = session, reader
        self._parts = {
            "Layers from the skin to the tip": LayerList(look, session),
            "Nearest distance": RiskList(look, session),
        }
        self._captions = {word: Text(look, "small_strong", "text2") for word in self._parts}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for word, part in self._parts.items():
            column.addWidget(self._captions[word])
            column.addWidget(part)
        reader.changed.connect(self.refresh)
        self.refresh()

    @property
    def tells(self) -> bool:
        """Is there something to tell?"""
        return self._session.reads_needle and self._reader.path is not None

    def refresh(self) -> None:
        """What the reader says of the needle as it is held."""
        path = self._reader.path if self.tells else None
        for word, part in self._parts.items():
            self._captions[word].setText(say(word, self._session.language))
            part.setAccessibleName(say(word, self._session.language))
            part.show_path(path)
        new = self.tells and self.isHidden()
        self.setVisible(self.tells)
        if new:
            self.appeared.emit()
