"""Report, learners, and learners side by side: one sheet with three pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.report import Report
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.learners_page import LearnersPage
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.report_files import KINDS, save_report
from anatomy_viewer.ui.report_paint import ReportPainter
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.messages import EmptyState, Text
from anatomy_viewer.ui.widgets.scroll import ScrollColumn
from anatomy_viewer.ui.widgets.segmented import Segmented
from anatomy_viewer.ui.widgets.sheet import EDGE, Sheet

WIDTH = 1120  # px at 100 %
REPORT, LEARNERS, COMPARE = range(3)
MOST_COMPARED = 40


class ReportCanvas(QWidget):
    """A report, or several side by side, as wide as there is room."""

    def __init__(self, look: Look, session: Session, together: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session, self._together = look, session, together
        self.reports: Sequence[Report] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._fit)

    def set_reports(self, reports: Sequence[Report]) -> None:
        """What is shown."""
        self.reports = reports
        self.setAccessibleName(", ".join(report.learner for report in reports))
        self._fit()

    def _paint(self, painter: QPainter | None) -> float:
        if not self.reports:
            return 0.0
        made = ReportPainter(self._look, self._session.language, painter)
        width = float(max(self.width(), 300))
        return made.comparison(self.reports, width) if self._together else made.report(self.reports[0], width)

    def _fit(self) -> None:
        self.setFixedHeight(round(self._paint(None)))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Charts grow with the width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def sizeHint(self) -> QSize:
        """As high as what is painted."""
        return QSize(self._look.px(600), round(self._paint(None)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """All of it."""
        self._paint(QPainter(self))


class ReportSheet(Sheet):
    """`report`: makes a learner's report; `learners`: the page of the learners of this machine."""

    def __init__(
        self,
        look: Look,
        session: Session,
        learners: LearnersPage,
        progress: Callable[[], Progress],
        report: Callable[[Progress], Report],
        parent: QWidget,
    ) -> None:
        super().__init__(look, parent, dims=True)
        self._session, self._progress, self._report = session, progress, report
        self.learners = learners
        self._compared: dict[str, Progress] = {}
        self._title = Text(look, "heading")
        self._choice = Segmented(look, "", ["", "", ""])
        self._close = IconButton(look, "close", "", small=True)
        self._own, self.canvas = ReportCanvas(look, session, False), ReportCanvas(look, session, True)
        self._empty = EmptyState(look, "account-group-outline")
        self._saves = {kind: Button(look, kind.upper(), "outline", "download-outline") for kind in KINDS}
        self._open_files, self._add_here = (
            Button(look, "", "outline", "folder-open-outline"),
            Button(look, "", "quiet"),
        )
        self._clear = Button(look, "", "quiet", "close")
        self._note = Text(look, "small", "text2")
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self._close.clicked.connect(self.dismiss)
        self._choice.chosen.connect(self.show_page)
        self._open_files.clicked.connect(self._choose_files)
        self._add_here.clicked.connect(self._compare_all)
        self._clear.clicked.connect(self._compare_none)
        for kind, button in self._saves.items():
            button.clicked.connect(lambda _on=False, kind=kind: self._ask_where(kind))

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._choice)
        head.addSpacing(12)
        head.addWidget(self._close)
        self.column.setContentsMargins(24, 16, 14, 14)
        self.column.setSpacing(10)
        self.column.addLayout(head)
        compare = QWidget()
        compare.setProperty("page", True)
        column = QVBoxLayout(compare)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.canvas)
        column.addWidget(self._empty)
        column.addStretch(1)
        own = QWidget()
        own.setProperty("page", True)
        inner = QVBoxLayout(own)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.addWidget(self._own)
        inner.addStretch(1)
        for page in (ScrollColumn(own), self.learners, ScrollColumn(compare)):
            self._pages.addWidget(page)
        self.column.addWidget(self._pages, 1)
        for part in (self._open_files, self._add_here, self._clear):
            foot.addWidget(part)
        foot.addWidget(self._note, 1)
        for button in self._saves.values():
            foot.addWidget(button)
        self.column.addLayout(foot)

    def card_rect(self) -> QRect:
        """In the middle, as high as the window allows."""
        room = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        rect = QRect(0, 0, min(self._look.px(WIDTH), room.width()), room.height())
        rect.moveCenter(room.center())
        return rect

    def open_at(self, page: int) -> None:
        """Open it at REPORT, LEARNERS or COMPARE."""
        self.open()
        self.show_page(page)

    def open(self) -> None:
        """With the figures of now."""
        self._note.setText("")
        self._fill()
        super().open()

    def first_focus(self) -> QWidget:
        """The choice of pages."""
        return self._close

    def retranslate(self) -> None:
        """Everything in the session's language."""
        if self.isVisible():
            self._fill()
            self._place()

    def show_page(self, page: int) -> None:
        """One of the three, with the buttons that belong to it."""
        self._choice.set_current(page)
        self._pages.setCurrentIndex(page)
        some = page == REPORT or (page == COMPARE and bool(self._compared))
        for button in self._saves.values():
            button.setVisible(some)
        for button in (self._open_files, self._add_here):
            button.setVisible(page == COMPARE)
        self._clear.setVisible(page == COMPARE and bool(self._compared))
        if page == LEARNERS:
            self.learners.refresh()

    def refresh(self) -> None:
        """Another learner is at the desk."""
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        language = self._session.language
        words = [say(word, language) for word in ("Report", "Learners", "Side by side")]
        self._title.setText(say("Learners and reports", language))
        self.setAccessibleName(self._title.text())
        self._choice.set_texts(self._title.text(), words)
        self._close.set_name(say("Close", language), "Esc")
        self._open_files.setText(say("Open profiles", language))
        self._add_here.setText(say("All of this machine", language))
        self._clear.setText(say("Take all away", language))
        told = (
            "Open profiles that learners have sent: they are shown side by side, and nothing of them is kept."
        )
        self._empty.set_texts(say(told, language))
        for kind, button in self._saves.items():
            button.setToolTip(say("Save as {}", language).format(kind.upper()))
        self._own.set_reports([self._report(self._progress())])
        self.learners.refresh()
        self._show_compared()
        self.show_page(self._pages.currentIndex())

    # Side by side

    def _choose_files(self) -> None:
        language = self._session.language
        kinds = f"{say('Profiles', language)} (*.anatomy-profile *.json)"
        found, _ = QFileDialog.getOpenFileNames(self, say("Open profiles", language), "", kinds)
        self.compare_files([Path(path) for path in found])

    def compare_files(self, paths: Sequence[Path]) -> None:
        """Show what these files hold; those that make no sense are named, the others shown."""
        from anatomy_viewer.content.profile_files import read_profile

        troubles = []
        for path in paths:
            try:
                self._compare(read_profile(path))
            except ContentError as error:
                troubles.append(f"{path.name}: {sentence(error, self._session.language)}")
        self._note.setText("  ".join(troubles))
        self._show_compared()
        self.show_page(COMPARE)

    def _compare(self, progress: Progress) -> None:
        """One more, under a name that no other has."""
        name, number = progress.profile, 2
        while name in self._compared:
            name, number = f"{progress.profile} ({number})", number + 1
        if len(self._compared) < MOST_COMPARED:
            self._compared[name] = progress

    def _compare_all(self) -> None:
        for progress in self.learners.records():
            self._compared[progress.profile] = progress
        self._show_compared()
        self.show_page(COMPARE)

    def _compare_none(self) -> None:
        self._compared.clear()
        self._show_compared()
        self.show_page(COMPARE)

    def _show_compared(self) -> None:
        named = [replace(progress, profile=name) for name, progress in self._compared.items()]
        self.canvas.set_reports([self._report(progress) for progress in named])
        self.canvas.setVisible(bool(named))
        self._empty.setVisible(not named)

    # Files

    def _ask_where(self, kind: str) -> None:
        language = self._session.language
        title = say("Save as {}", language).format(kind.upper())
        found, _ = QFileDialog.getSaveFileName(self, title, f"report.{kind}", f"{kind.upper()} (*.{kind})")
        if found:
            path = Path(found)
            self.save(path if path.suffix.lower() == f".{kind}" else path.with_name(f"{path.name}.{kind}"))

    def save(self, path: Path) -> None:
        """Write the page that is shown; what came of it is said below."""
        language, together = self._session.language, self._pages.currentIndex() == COMPARE
        reports = self.canvas.reports if together else self._own.reports
        try:
            where = save_report(reports, path, language, together)
            self._note.setText(say("Saved as {}", language).format(where.name))
        except ContentError as error:
            self._note.setText(sentence(error, language))
