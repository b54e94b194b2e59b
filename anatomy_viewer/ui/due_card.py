"""What is due for review, as a card of Home and, where the window is narrow, as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from anatomy_viewer.model.words import say
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.messages import Icon, Text

GOOD = 0.7  # mastery from which a bar is green


@dataclass(frozen=True)
class Due:
    """What is due today. bars: topic and mastery (0–1); begun: has anything been answered yet?"""

    count: int = 0
    minutes: int = 0
    bars: tuple[tuple[str, float], ...] = ()
    begun: bool = False


class DueCard(QFrame):
    """`asked`: review now; `reported`: the report. `folded`: one line instead of a card."""

    asked = Signal()
    reported = Signal()

    def __init__(self, look: Look, folded: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._folded = look, folded
        self._title, self._words = Text(look, "strong"), Text(look, "body", "text2")
        self._count = Text(look, "due")
        self._bars = Bars(look)
        self._review, self._report = Button(look, ""), Button(look, "", "quiet", "chart-line")
        self._review.clicked.connect(self.asked)
        self._report.clicked.connect(self.reported)
        for text in (self._title, self._count):
            text.setWordWrap(False)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Fixed if folded else policy.Expanding)
        icon = Icon(look, "calendar-clock", "warn", 20)
        self._lay_out_line(icon) if folded else self._lay_out_card(icon)
        look.changed.connect(self._restyle)
        self._restyle()

    def _lay_out_card(self, icon: Icon) -> None:
        head, figure, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(icon)
        head.addWidget(self._title, 1)
        figure.setSpacing(12)
        figure.addWidget(self._count)
        figure.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self._review, 1)
        foot.addWidget(self._report)
        self._box: QHBoxLayout | QVBoxLayout = QVBoxLayout(self)
        self._box.addLayout(head)
        self._box.addLayout(figure)
        self._box.addWidget(self._bars)
        self._box.addStretch(1)
        self._box.addLayout(foot)

    def _lay_out_line(self, icon: Icon) -> None:
        self._box = QHBoxLayout(self)
        self._box.addWidget(icon)
        self._box.addWidget(self._title)
        self._box.addWidget(self._words, 1)
        self._box.addWidget(self._report)
        self._box.addWidget(self._review)
        self._bars.hide()
        self._count.hide()

    def _restyle(self) -> None:
        px = self._look.px
        high = px(10) if self._folded else px(18)
        self._box.setContentsMargins(px(18), high, px(18), high)
        self._box.setSpacing(px(8))

    def show_due(self, due: Due, language: str) -> None:
        """The figures of today."""
        self._title.setText(say("Due for review", language))
        self._count.setText(str(due.count))
        few = say("1 question today" if due.count == 1 else "{} questions today", language)
        if due.count:
            lines = [few.format(due.count) if self._folded else _unit(due.count, language)]
            lines.append(say("about {} min", language).format(due.minutes))
        elif due.begun:
            lines = [say("Nothing more today. What you know comes back when it is about to fade.", language)]
        else:
            lines = [say("What you answer in lessons comes back here when it is about to fade.", language)]
        comma = "，" if language == "zh" else ", "
        self._words.setText((comma if self._folded else "\n").join(lines))
        self._count.setVisible(bool(due.count) and not self._folded)
        self._bars.set_bars(due.bars)
        self._bars.setVisible(bool(due.bars) and not self._folded)
        self._review.setText(say("Review now", language))
        self._review.setVisible(due.count > 0)
        self._report.setText(say("Report", language))
        for button in (self._review, self._report):
            button.updateGeometry()
        self.setAccessibleName(f"{self._title.text()}: {due.count}")

    def sizeHint(self) -> QSize:
        """As wide as in the picture of Home; a line as wide as there is room."""
        hint = super().sizeHint()
        return hint if self._folded else QSize(self._look.px(252), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and hairline."""
        ground, line = self._look.color("raised"), self._look.color("line")
        parts.box(QPainter(self), QRectF(self.rect()), parts.CARD_RADIUS, ground, line)


def _unit(count: int, language: str) -> str:
    """What stands beside the large figure, which says how many."""
    return say("question today" if count == 1 else "questions today", language)


class Bars(QWidget):
    """Names with a bar and a percentage each, painted; green from GOOD on."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._bars: Sequence[tuple[str, float]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, bars: Sequence[tuple[str, float]]) -> None:
        """Names and shares (0–1)."""
        self._bars = bars
        self.setAccessibleName(", ".join(f"{name} {share:.0%}" for name, share in bars))
        self.updateGeometry()
        self.update()

    def _row(self) -> int:
        return self._look.line_height("small") + self._look.px(6)

    def sizeHint(self) -> QSize:
        """A row each."""
        return QSize(self._look.px(180), self._row() * len(self._bars))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name, groove, share of it, figure."""
        look, painter, row = self._look, QPainter(self), float(self._row())
        figure = parts.text_width(look, "small", "100 %")
        name = min(
            self.width() * 0.56, max((parts.text_width(look, "small", n) for n, _ in self._bars), default=0)
        )
        for index, (text, share) in enumerate(self._bars):
            place = QRectF(0, index * row, self.width(), row)
            parts.line(
                painter,
                look,
                "small",
                look.color("text2"),
                place.adjusted(0, 0, name - self.width(), 0),
                text,
            )
            parts.line(
                painter, look, "small", look.color("text2"), place, f"{share * 100:.0f} %", parts.RIGHT
            )
            groove = QRectF(name + 10, place.center().y() - 3, self.width() - name - figure - 22, 6)
            parts.box(painter, groove, 3, look.color("fill2"))
            groove.setWidth(max(groove.width() * share, 6.0))
            parts.box(painter, groove, 3, look.color("ok" if share >= GOOD else "warn"))
