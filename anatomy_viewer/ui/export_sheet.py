"""The sheet that takes a lesson along: in which form, what moves in a loop, with or without answers; then the work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from anatomy_viewer.model.words import colon, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.export_job import ExportJob
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.segmented import Segmented
from anatomy_viewer.ui.widgets.sheet import EDGE, Sheet

WIDTH = 620  # px at 100 %
# form: its word, what it gives, the ending of its file ('' for a folder)
FORMS = {
    "pptx": ("Slides", "A slide a step: picture, text, notes; then its questions. For PowerPoint and others.", ".pptx"),
    "pdf": ("Handout", "A4 pages: pictures, text and questions, the answers at the end.", ".pdf"),
    "png": ("Pictures", "A PNG of every step, in a folder.", ""),
    "apkg": ("Cards", "The questions as a deck for Anki; exported again it renews its cards.", ".apkg"),
    "loop": ("Loop", "A moving picture for a slide, of the step that is open (WebP or GIF).", ".webp"),
    "glb": ("3D scene", "What the open step shows, with names and colours, for other 3D viewers.", ".glb"),
    "nii": ("Tissue volume", "What every half millimetre of the head is, with colours, for NIfTI viewers.", ".nii.gz"),
}  # fmt: skip
LOOPS = {"turntable": "Turntable", "walk": "Walk", "peel": "Peel", "pathway": "Pathway", "needle": "Needle"}
ANSWERS = ("With answers", "Without answers")


class ExportSheet(Sheet):
    """Exports the open lesson; it goes on when the sheet is closed, and opens again with what it came to."""

    def __init__(self, look: Look, session: Session, parent: QWidget) -> None:
        super().__init__(look, parent, dims=True)
        self._session = session
        self.job = ExportJob(self)
        self._title, self._about = Text(look, "heading"), Text(look, "body", "text2")
        self._state = Text(look, "body")
        self._form = Segmented(look, "", [""] * len(FORMS), tight=True)
        self._loop = Segmented(look, "", [""] * len(LOOPS), tight=True)
        self._answers = Segmented(look, "", [""] * len(ANSWERS), tight=True)
        self._close = IconButton(look, "close", "", small=True)
        self._go = Button(look, "", "filled")
        self._stop = Button(look, "")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        foot.addWidget(self._state, 1)
        foot.addWidget(self._stop)
        foot.addWidget(self._go)
        self.column.setContentsMargins(24, 16, 14, 18)
        self.column.setSpacing(12)
        self.column.addLayout(head)
        for part in (self._form, self._about, self._loop, self._answers):
            self.column.addWidget(part)
        self.column.addLayout(foot)

    def _connect(self) -> None:
        self._form.chosen.connect(lambda _: self.refresh())
        self._close.clicked.connect(self.dismiss)
        self._go.clicked.connect(self._ask)
        self._stop.clicked.connect(self.job.cancel)
        self.job.went.connect(self._count)
        self.job.done.connect(lambda path: self._tell(f"{self._say('Written')}{self._colon()}{path}"))
        self.job.failed.connect(lambda why: self._tell(why or self._say("The export failed.")))
        self.job.stopped.connect(lambda: self._tell(self._say("Stopped; nothing was left behind.")))

    @property
    def form(self) -> str:
        """The chosen form's key."""
        return list(FORMS)[max(self._form.current(), 0)]

    def open(self) -> None:
        """What can be exported now."""
        self._fill()
        super().open()

    def first_focus(self) -> QWidget:
        """The forms."""
        return self._form

    def retranslate(self) -> None:
        """In the session's language, when it is next opened."""
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        self._title.setText(self._say("Take it along"))
        self.setAccessibleName(self._title.text())
        self._form.set_texts(self._say("Form"), [self._say(word) for word, _, _ in FORMS.values()])
        self._loop.set_texts(self._say("What moves"), [self._say(word) for word in LOOPS.values()])
        self._answers.set_texts(self._say("Answers"), [self._say(word) for word in ANSWERS])
        self._close.set_name(self._say("Close"), "Esc")
        self._go.setText(self._say("Save as…"))
        self._stop.setText(self._say("Cancel"))
        self.refresh()

    def refresh(self) -> None:
        """Only what the chosen form asks for is shown."""
        lesson = self._session.lesson
        self._about.setText(self._say(FORMS[self.form][1]))
        self._loop.setVisible(self.form == "loop")
        self._answers.setVisible(self.form == "pdf")
        alone = self.form in ("nii", "glb")  # the atlas itself
        self._go.set_reason("" if lesson is not None or alone else self._say("Open a lesson first."))
        self._go.setVisible(not self.job.running)
        self._stop.setVisible(self.job.running)
        self._place()

    def words(self, path: Path) -> list[str]:
        """What the command line is told."""
        place, lesson = self._session.now.place, self._session.lesson
        name = str(lesson.path) if lesson is not None else "atlas"
        step = lesson.steps[place.step].id if lesson and place and self.form in ("loop", "glb") else "all"
        words = [
            name,
            "--as",
            self.form,
            "--language",
            self._session.language,
            "--step",
            step,
            "-o",
            str(path),
        ]
        if self.form == "loop":
            words += ["--loop", list(LOOPS)[max(self._loop.current(), 0)], "--size", "960x640"]
        if self.form == "pdf" and self._answers.current() == 1:
            words.append("--no-answers")
        return words

    def _ask(self) -> None:
        ending, lesson = FORMS[self.form][2], self._session.lesson
        home = Path.home() / f"{lesson.id if lesson is not None else 'atlas'}{ending}"
        title = self._say("Save as…")
        if ending:
            path = QFileDialog.getSaveFileName(self, title, str(home), f"*{ending}")[0]
        else:
            path = QFileDialog.getExistingDirectory(self, title, str(Path.home()))
        if path:
            self.begin(Path(path))

    def begin(self, path: Path) -> None:
        """Export to `path`."""
        self.job.start(self.words(path))
        self._tell(self._say("Reading the atlas"))

    def _count(self, done: int, of: int) -> None:
        self._tell(self._say("Drawing {} of {}").format(done, of))

    def _tell(self, text: str) -> None:
        self._state.setText(text)
        self.refresh()

    def _say(self, text: str) -> str:
        return say(text, self._session.language)

    def _colon(self) -> str:
        return colon(self._session.language)

    def card_rect(self) -> QRect:
        """In the middle, always of one width."""
        width = min(self._look.px(WIDTH), self.width() - 2 * EDGE)
        height = max(self.card.heightForWidth(width), self.card.sizeHint().height())
        rect = QRect(0, 0, width, min(height, self.height() - 2 * EDGE))
        rect.moveCenter(self.rect().center())
        return rect
