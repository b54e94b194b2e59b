"""Light colours for a lesson's text: headings, ids, links, blocks with their keys, notes. It judges nothing."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from anatomy_viewer.ui.look import Look

TEXT, FRONT, BLOCK = 0, 1, 2  # what a line stands in
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_KEY = re.compile(r"^(\s*(?:- )?)([\w-]+)(?=\s*:)")
_INNER_KEY = re.compile(r"[{,]\s*([\w-]+)(?=\s*:)")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
# Pattern → token and whether it is bold, in running text.
_SPANS = (
    (re.compile(r"\*\*[^*]+\*\*"), "text", True),
    (re.compile(r"\]\([^)\s]*\)"), "accent", False),
    (re.compile(r"!?\[(?=[^\]]*\]\()"), "text3", False),
)


class LessonHighlighter(QSyntaxHighlighter):
    """Colours of the look; `rehighlight` after the look has changed."""

    def __init__(self, document: QTextDocument, look: Look) -> None:
        super().__init__(document)
        self._look = look

    def highlightBlock(self, text: str) -> None:
        """One line; the state of a line is what the next one stands in."""
        state = max(self.previousBlockState(), TEXT)
        number = self.currentBlock().blockNumber()
        if number == 0 and text.rstrip() == "---":
            self._mark(0, len(text), "text3")
            self.setCurrentBlockState(FRONT)
        elif state == FRONT and text.rstrip() in ("---", "..."):
            self._mark(0, len(text), "text3")
            self.setCurrentBlockState(TEXT)
        elif _FENCE.match(text):
            self._mark(0, len(text), "way_convergence", bold=True)
            self.setCurrentBlockState(TEXT if state == BLOCK else BLOCK)
        else:
            (self._keys if state else self._prose)(text)
            self.setCurrentBlockState(state)

    def _keys(self, text: str) -> None:
        if match := _KEY.match(text):
            self._mark(match.start(2), len(match[2]), "plane")
        for inner in _INNER_KEY.finditer(text):
            self._mark(inner.start(1), len(inner[1]), "plane")
        if comment := _COMMENT.search(text):
            self._mark(comment.start(), len(comment[0]), "text3")

    def _prose(self, text: str) -> None:
        if text.startswith("#"):
            self._mark(0, len(text), "text", bold=True)
            if (at := text.find("{#")) >= 0:
                self._mark(at, len(text) - at, "accent")
            return
        if text.startswith(">"):
            self._mark(0, len(text), "text2", italic=True)
        for pattern, token, bold in _SPANS:
            for match in pattern.finditer(text):
                self._mark(match.start(), len(match[0]), token, bold)

    def _mark(self, start: int, count: int, token: str, bold: bool = False, italic: bool = False) -> None:
        look = QTextCharFormat()
        look.setForeground(self._look.color(token))
        look.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        look.setFontItalic(italic)
        self.setFormat(start, count, look)
