"""The sheet for a picture of what is shown: its size, with what; copied or saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QWidget

from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.shot import SCALES, SIZES, Shot
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.background import Background
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.picture_files import written
from anatomy_viewer.ui.shot_maker import ShotMaker
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.segmented import Segmented
from anatomy_viewer.ui.widgets.sheet import EDGE, Sheet

WIDTH = 560  # px at 100 %
ROWS = ("Size", "Labels", "Ground", "Images", "Words")
CHOICES: dict[str, tuple[str, ...]] = {
    "Size": ("As seen", *(f"{wide} × {high}" for wide, high in SIZES[1:])),
    "Labels": ("With labels", "Without labels"),
    "Ground": ("As seen", "Transparent"),
    "Images": ("Images beside it", "Without images"),
    "Words": tuple(SCALES),
}


class ShotSheet(Sheet):
    """`copied(QImage)`: to be put on the clipboard; `saved(path)`: it lies there."""

    copied = Signal(object)
    saved = Signal(object)

    def __init__(self, look: Look, session: Session, maker: ShotMaker, parent: QWidget) -> None:
        super().__init__(look, parent, dims=True)
        self._session, self._maker = session, maker
        self._background = Background(self)
        self._target: Path | None = None
        self._title, self._state = Text(look, "heading"), Text(look, "body", "text2")
        self._names = {row: Text(look, "body", "text2") for row in ROWS}
        self._choices = {row: Segmented(look, "", [""] * len(CHOICES[row]), tight=True) for row in ROWS}
        self._choices["Words"].set_current(1)
        self._close = IconButton(look, "close", "", small=True)
        self._copy, self._save = Button(look, ""), Button(look, "", "filled")
        self._stop = Button(look, "")
        self._lay_out()
        self._close.clicked.connect(self.dismiss)
        self._copy.clicked.connect(lambda: self.begin(None))
        self._save.clicked.connect(self._ask)
        self._stop.clicked.connect(maker.cancel)
        maker.done.connect(self._take)
        maker.stopped.connect(lambda: self._tell("The picture was not taken."))

    def _lay_out(self) -> None:
        head, foot, grid = QHBoxLayout(), QHBoxLayout(), QGridLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        foot.addWidget(self._state, 1)
        for button in (self._stop, self._copy, self._save):
            foot.addWidget(button)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for number, row in enumerate(ROWS):
            grid.addWidget(self._names[row], number, 0)
            grid.addWidget(self._choices[row], number, 1)
        self.column.setContentsMargins(24, 16, 14, 18)
        self.column.setSpacing(14)
        self.column.addLayout(head)
        self.column.addLayout(grid)
        self.column.addLayout(foot)

    @property
    def shot(self) -> Shot:
        """As it is chosen."""
        chosen = {row: max(choice.current(), 0) for row, choice in self._choices.items()}
        return Shot(
            SIZES[chosen["Size"]],
            chosen["Labels"] == 0,
            chosen["Ground"] == 1,
            chosen["Images"] == 0,
            list(SCALES.values())[chosen["Words"]],
        )

    def open(self) -> None:
        """What can be chosen now."""
        self._state.setText("")
        self._fill()
        super().open()

    def dismiss(self) -> None:
        """Away, and what was begun is left off."""
        self._maker.cancel()
        super().dismiss()

    def first_focus(self) -> QWidget:
        """What is usually wanted."""
        return self._save

    def retranslate(self) -> None:
        """In the session's language, when it is next opened."""
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        self._title.setText(self._say("Picture of this view"))
        self.setAccessibleName(self._title.text())
        for row in ROWS:
            self._names[row].setText(self._say(row))
            self._choices[row].set_texts(self._say(row), [self._choice(word) for word in CHOICES[row]])
        images = self._session.imaging is not None
        for part in (self._names["Images"], self._choices["Images"]):
            part.setVisible(images)
        self._close.set_name(self._say("Close"), "Esc")
        self._copy.setText(self._say("Copy"))
        self._save.setText(self._say("Save as…"))
        self._stop.setText(self._say("Cancel"))
        self._refresh()

    def _refresh(self) -> None:
        busy = self._maker.busy
        self._stop.setVisible(busy)
        for button in (self._copy, self._save):
            button.setVisible(not busy)
        self._place()

    def _ask(self) -> None:
        lesson, place = self._session.lesson, self._session.now.place
        name = f"{lesson.id}_{place.step + 1}" if lesson and place else "anatomy"
        path, _ = QFileDialog.getSaveFileName(
            self, self._say("Save as…"), str(Path.home() / f"{name}.png"), "*.png"
        )
        if path:
            self.begin(Path(path))

    def begin(self, target: Path | None) -> None:
        """Take the picture; into a file, or None: for the clipboard."""
        if self._maker.busy:
            return
        self._target = target
        self._maker.take(self.shot)
        self._tell("Drawing the picture")

    def _take(self, image: QImage) -> None:
        if self._target is None:
            self.copied.emit(image)
            self._tell("The picture is on the clipboard.")
            return
        target = self._target
        self._background.run("save", lambda: written(target, image), self._done, self._refuse)
        self._tell("Writing the file")

    def _done(self, path: Path) -> None:
        self.saved.emit(path)
        self._state.setText(self._say("Saved as {}").format(path))
        self._refresh()

    def _refuse(self, error: BaseException) -> None:
        from anatomy_viewer.content.problem_words import sentence

        if not isinstance(error, ContentError):
            raise error
        self._state.setText(f"{Path(error.path).name}: {sentence(error, self._session.language)}")
        self._refresh()

    def _tell(self, text: str) -> None:
        self._state.setText(self._say(text))
        self._refresh()

    def _choice(self, text: str) -> str:
        """In the session's language; figures are the same in all."""
        return text if text[0].isdigit() else self._say(text)

    def _say(self, text: str) -> str:
        return say(text, self._session.language)

    def card_rect(self) -> QRect:
        """In the middle, always of one width."""
        width = min(self._look.px(WIDTH), self.width() - 2 * EDGE)
        height = max(self.card.heightForWidth(width), self.card.sizeHint().height())
        rect = QRect(0, 0, width, min(height, self.height() - 2 * EDGE))
        rect.moveCenter(self.rect().center())
        return rect
