"""What is wrong with the content, one strip a file, where the content would have been."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from anatomy_viewer.content.own_lessons import is_own_file
from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.clear import clear
from anatomy_viewer.ui.widgets.messages import ErrorStrip, Text

MOST_FILES, MOST_LINES = 3, 4  # so that the lessons that can be read stay in sight


class ProblemStrips(QWidget):
    """Hidden while nothing is wrong. `text_asked(path)`: the text of a lesson of one's own, to mend it."""

    text_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._problems: tuple[ContentError, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def set_problems(self, problems: Sequence[ContentError], language: str) -> None:
        """Other problems, in the order to show them."""
        self._problems = tuple(problems)
        self.retranslate(language)

    def retranslate(self, language: str) -> None:
        """The strips in another language."""
        clear(self._column)
        files = list(dict.fromkeys(str(problem.path) for problem in self._problems))
        for path in files[:MOST_FILES]:
            self._column.addWidget(self._strip(path, language))
        if len(files) > MOST_FILES:
            rest = say("Further files with problems: {}.", language).format(len(files) - MOST_FILES)
            self._column.addWidget(Text(self._look, "small", "text2", rest))
        self.setVisible(bool(files))

    def _strip(self, path: str, language: str) -> ErrorStrip:
        found = [problem for problem in self._problems if str(problem.path) == path]
        lines = [_line(problem, language) for problem in found[:MOST_LINES]]
        if len(found) > MOST_LINES:
            lines.append(say("and {} more", language).format(len(found) - MOST_LINES))
        strip = ErrorStrip(self._look)
        title = say("{}: 1 problem" if len(found) == 1 else "{}: {} problems", language)
        mended = say("Open the text", language) if is_own_file(Path(path)) else ""
        strip.show_error(title.format(Path(path).name, len(found)), "\n".join(lines), mended)
        strip.acted.connect(lambda: self.text_asked.emit(path))
        strip.setToolTip(path)
        return strip


def _line(problem: ContentError, language: str) -> str:
    where = say("line {}: ", language).format(problem.line) if problem.line else ""
    return where + sentence(problem, language)
