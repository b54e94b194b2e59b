"""The lesson packs that were opened, on Home: what each holds, under which licence, and the way to be rid of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from anatomy_viewer.content.pack_files import KeptPack
from anatomy_viewer.model.words import colon, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.clear import clear
from anatomy_viewer.ui.widgets.messages import Icon, Text

_LINES = 3  # of a licence that are shown at first
_SURE = "Its lessons and meshes are deleted; what you answered stays in your record."


class PackCards(QWidget):
    """`remove_asked(KeptPack)`: asked and confirmed."""

    remove_asked = Signal(object)

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self._packs: Sequence[KeptPack] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def set_packs(self, packs: Sequence[KeptPack]) -> None:
        """These are there."""
        self._packs = packs
        self.retranslate()

    def retranslate(self) -> None:
        """Everything in the session's language."""
        clear(self._column)
        self._column.setSpacing(self._look.px(10))
        self.setVisible(bool(self._packs))
        if self._packs:
            self._column.addWidget(
                Text(self._look, "heading", "text", say("Lesson packs", self._session.language))
            )
        for pack in self._packs:
            card = PackCard(self._look, self._session, pack)
            card.remove_asked.connect(self.remove_asked, Qt.ConnectionType.QueuedConnection)
            self._column.addWidget(card)


class PackCard(QFrame):
    """Name, lessons, meshes and licence of a pack; removing it asks first."""

    remove_asked = Signal(object)

    def __init__(self, look: Look, session: Session, pack: KeptPack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session, self._pack = look, session, pack
        self.setProperty("card", True)
        self._licence = self._plain("small", "text2")
        self._more = Button(look, "", "quiet")
        self._sure = Text(look, "small", "text2", self._say(_SURE))
        self._remove = Button(look, self._say("Remove"), "outline", "delete-outline")
        self._yes, self._no = Button(look, self._say("Remove"), "filled"), Button(look, self._say("Keep it"))
        self._whole = False
        self._lay_out()
        self._more.clicked.connect(self._unfold)
        self._remove.clicked.connect(lambda: self._ask(True))
        self._no.clicked.connect(lambda: self._ask(False))
        self._yes.clicked.connect(lambda: self.remove_asked.emit(self._pack))
        self._ask(False)
        self._show_licence()

    def _say(self, english: str) -> str:
        return say(english, self._session.language)

    def _plain(self, role: str, tone: str, text: str = "") -> Text:
        label = Text(self._look, role, tone, text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _lay_out(self) -> None:
        row, words, px = QHBoxLayout(self), QVBoxLayout(), self._look.px
        row.setContentsMargins(px(16), px(12), px(14), px(12))
        row.setSpacing(px(12))
        words.setSpacing(px(3))
        row.addWidget(Icon(self._look, "package-variant", "text2", 20), 0, Qt.AlignmentFlag.AlignTop)
        for part in (
            self._plain("strong", "text", self._pack.name),
            self._plain("body", "text2", self._holds()),
        ):
            words.addWidget(part)
        words.addWidget(self._licence)
        words.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self._sure)
        row.addLayout(words, 1)
        for button in (self._remove, self._yes, self._no):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _holds(self) -> str:
        """Titles of its lessons, and how many meshes came with them."""
        language, lessons = self._session.language, self._session.lessons
        titles = [
            lessons[name].text(language).title if name in lessons else name for name in self._pack.lessons
        ]
        text = " · ".join(titles)
        if self._pack.meshes:
            count = len(self._pack.meshes)
            text += f" · {self._say('{} mesh' if count == 1 else '{} meshes').format(count)}"
        return text

    def _show_licence(self) -> None:
        lines = self._pack.licence.splitlines() or [self._say("not said")]
        shown = lines if self._whole else [line for line in lines if line.strip()][:_LINES]
        self._licence.setText(f"{self._say('Licence')}{colon(self._session.language)}" + "\n".join(shown))
        self._more.setVisible(len(lines) > _LINES)
        self._more.setText(self._say("Less" if self._whole else "The whole licence"))

    def _unfold(self) -> None:
        self._whole = not self._whole
        self._show_licence()

    def _ask(self, asking: bool) -> None:
        for part, seen in (
            (self._remove, not asking),
            (self._sure, asking),
            (self._yes, asking),
            (self._no, asking),
        ):
            part.setVisible(seen)
