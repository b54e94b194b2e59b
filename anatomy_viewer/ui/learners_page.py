"""The learners of this machine: who is at the desk, new ones, names, sending and taking in, deleting with undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.content.profile_files import SUFFIX, Profiles, export_profile, read_profile
from anatomy_viewer.content.progress_files import ProgressFile
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.preferences import Preferences
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.settings import Settings
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.rows import Row, RowList

MOST_ROWS = 9
ACTS = (
    ("Switch to", "account-switch-outline"),
    ("Rename", "pencil-outline"),
    ("Send as a file", "export-variant"),
    ("Delete", "trash-can-outline"),
)


class LearnersPage(QWidget):
    """`progress`: the record of who is at the desk. `changed`: another learner is, or a record has changed."""

    changed = Signal()

    def __init__(
        self,
        look: Look,
        session: Session,
        settings: Settings,
        store: Profiles,
        progress: Callable[[], Progress],
    ) -> None:
        super().__init__()
        self._look, self._session, self._settings = look, session, settings
        self.store, self._progress = store, progress
        self._names: list[str] = []
        self._aside: Path | None = None
        self._about, self._note = Text(look, "body", "text2"), Text(look, "body")
        self._list, self._field = RowList(look), QLineEdit()
        self._buttons = {
            word: Button(look, "", "outline" if word == "Switch to" else "quiet", icon) for word, icon in ACTS
        }
        self._add = Button(look, "", "outline", "account-plus-outline")
        self._take = Button(look, "", "outline", "import")
        self._undo = Button(look, "", "quiet", "undo-variant")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 8, 0)
        column.setSpacing(10)
        column.addWidget(self._about)
        column.addWidget(self._list)
        for widgets in (tuple(self._buttons.values()), (self._field, self._add, self._take)):
            row = QHBoxLayout()
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            column.addLayout(row)
        told = QHBoxLayout()
        told.addWidget(self._note, 1)
        told.addWidget(self._undo)
        column.addLayout(told)
        column.addStretch(1)
        self._undo.hide()

    def _connect(self) -> None:
        acts = {
            "Switch to": self.switch,
            "Rename": self.rename,
            "Send as a file": self._send,
            "Delete": self.delete,
        }
        for word, act in acts.items():
            self._buttons[word].clicked.connect(act)
        self._list.chosen.connect(lambda _row: self._say_possible())
        self._list.selectionModel().currentChanged.connect(lambda *_: self._say_possible())
        self._add.clicked.connect(self.make)
        self._field.returnPressed.connect(self.make)
        self._take.clicked.connect(self._choose_file)
        self._undo.clicked.connect(self.bring_back)

    # What is shown

    def refresh(self) -> None:
        """The learners as they are, in the session's language."""
        language, now = self._session.language, self._settings.now.profile
        before = self.chosen
        self._names = sorted({*self.store.names(), now}, key=str.casefold)
        rows = [
            Row(
                self.said(name),
                second=say("at the desk", language) if name == now else "",
                right=self._told(name),
                icon="account-circle-outline",
                marked=name == now,
            )
            for name in self._names
        ]
        at = self._names.index(before) if before in self._names else self._names.index(now)
        self._list.set_rows(rows, at)
        self._list.setFixedHeight(self._list.height_for(MOST_ROWS) + 2)
        about = (
            "Every learner has a record on this machine: no account, no password, nothing is sent anywhere."
        )
        self._about.setText(say(about, language))
        for word, button in self._buttons.items():
            button.setText(say(word, language))
        self._field.setPlaceholderText(say("Name", language))
        self._field.setAccessibleName(say("Name", language))
        self._field.setFont(self._look.font("body"))
        self._field.setMinimumWidth(self._look.px(220))
        self._add.setText(say("New learner", language))
        self._take.setText(say("Take in a file", language))
        self._undo.setText(say("Undo", language))
        self._say_possible()

    def said(self, name: str) -> str:
        """What a learner is called; the one nobody has named is 'Learner'."""
        return say("Learner", self._session.language) if name == Preferences().profile else name

    def _told(self, name: str) -> str:
        progress = self._record(name)
        done = sum(progress.lesson(x.id).share(x) >= 1.0 for x in self._session.lessons.values())
        text = say("{} of {} lessons finished", self._session.language)
        return text.format(done, len(self._session.lessons))

    def _record(self, name: str) -> Progress:
        if name == self._settings.now.profile:
            return self._progress()
        loaded = ProgressFile(self.store.folder, name).load()
        return loaded.progress

    def records(self) -> list[Progress]:
        """What is kept of everyone, the one at the desk as of now."""
        names = dict.fromkeys([*self.store.names(), self._settings.now.profile])
        return [self._record(name) for name in names]

    @property
    def chosen(self) -> str:
        """The name of the row chosen; '' when there is none."""
        row = self._list.current()
        return self._names[row] if 0 <= row < len(self._names) else ""

    def _say_possible(self) -> None:
        here = self.chosen == self._settings.now.profile
        language = self._session.language
        self._buttons["Switch to"].set_reason(say("This learner is at the desk.", language) if here else "")
        alone = say("Type the new name below first.", language)
        self._buttons["Rename"].setToolTip(alone)

    def _tell(self, text: str, undoable: bool = False) -> None:
        self._note.setText(text)
        self._undo.setVisible(undoable)

    def _trouble(self, error: ContentError) -> None:
        self._tell(sentence(error, self._session.language))

    # Acts

    def switch(self) -> None:
        """The learner chosen comes to the desk."""
        if self.chosen:
            self._settings.prefer(profile=self.chosen)
            self._tell("")
            self._done()

    def make(self) -> None:
        """A new learner with the name typed, who comes to the desk."""
        try:
            name = self.store.checked(self._field.text(), self._names)
            self.store.create(Progress(name))
        except ContentError as error:
            self._trouble(error)
            return
        self._field.clear()
        self._settings.prefer(profile=name)
        self._tell("")
        self._done()

    def rename(self) -> None:
        """The learner chosen gets the name typed."""
        old = self.chosen
        try:
            name = self.store.checked(self._field.text(), [n for n in self._names if n != old])
            if name == old:
                return
            self.store.create(replace(self._record(old), profile=name))
            if old == self._settings.now.profile:
                self._settings.prefer(profile=name)  # writes what is known under the old name once more
            self.store.delete(old)
        except ContentError as error:
            self._trouble(error)
            return
        self._field.clear()
        self._tell("")
        self._done()

    def delete(self) -> None:
        """The learner chosen goes; Undo brings the record back."""
        name, language = self.chosen, self._session.language
        try:
            if name == self._settings.now.profile:
                others = [other for other in self._names if other != name]
                self._settings.prefer(profile=others[0] if others else Preferences().profile)
            self._aside = self.store.delete(name)
        except ContentError as error:
            self._trouble(error)
            return
        self._done()
        self._tell(say("{} was deleted.", language).format(self.said(name)), undoable=self._aside.exists())

    def bring_back(self) -> None:
        """Undo the deleting."""
        if self._aside is None:
            return
        try:
            name = self.store.restore(self._aside)
        except ContentError as error:
            self._trouble(error)
            return
        self._aside = None
        self._done()
        self._tell(say("{} is back.", self._session.language).format(self.said(name)))

    def _send(self) -> None:
        name, language = self.chosen, self._session.language
        title = say("Send as a file", language)
        kinds = f"{say('Profiles', language)} (*{SUFFIX})"
        found, _ = QFileDialog.getSaveFileName(self, title, f"{self.said(name)}{SUFFIX}", kinds)
        if found:
            self.send(Path(found))

    def send(self, path: Path) -> None:
        """Write the record of the learner chosen as one file."""
        try:
            where = export_profile(self._record(self.chosen), path)
        except ContentError as error:
            self._trouble(error)
            return
        self._tell(say("Saved as {}", self._session.language).format(where.name))

    def _choose_file(self) -> None:
        language = self._session.language
        kinds = f"{say('Profiles', language)} (*{SUFFIX} *.json)"
        found, _ = QFileDialog.getOpenFileName(self, say("Take in a file", language), "", kinds)
        if found:
            self.take_in(Path(found))

    def take_in(self, path: Path) -> None:
        """Keep the record of another machine as a learner of this one."""
        try:
            name = self.store.take_in(read_profile(path))
        except ContentError as error:
            self._tell(f"{path.name}: {sentence(error, self._session.language)}")
            return
        self._done()
        self._tell(say("{} is here now.", self._session.language).format(name))

    def _done(self) -> None:
        self.refresh()
        self.changed.emit()
