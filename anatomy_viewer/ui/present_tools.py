"""The lecturer's tools: large buttons, each with its icon, its key and its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from anatomy_viewer.model.presenting import Presenting
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.session.presenting import Presenter
from anatomy_viewer.ui.icons import SIZE, paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.buttons import Button

HIGH, WIDE, NARROW = 56, 67, 52  # px at 100 %


@dataclass(frozen=True)
class Tool:
    """A tool's command, word, icon and key. `group`: tools of another group stand apart."""

    act: str
    word: str
    icon: str
    key: str
    group: int


TOOLS = (
    Tool("freeze", "Freeze", "snowflake", "S", 0),
    Tool("black", "Black", "square", "B", 0),
    Tool("white", "White", "square-outline", "W", 0),
    Tool("laser", "Laser", "laser-pointer", "L", 1),
    Tool("pen", "Pen", "pencil-outline", "D", 1),
    Tool("eraser", "Eraser", "eraser", "X", 1),
    Tool("clear", "Clear", "delete-outline", "C", 1),
    Tool("magnifier", "Magnifier", "magnify-plus-outline", "M", 1),
    Tool("big_text", "Big text", "format-size", "G", 2),
    Tool("palette", "Palette", "palette-outline", "P", 2),
    Tool("explore", "Explore", "compass-outline", "E", 2),
)


class ToolButton(QAbstractButton):
    """Icon and key cap, the word below; `warned`: on, it is a state not to be forgotten."""

    def __init__(self, look: Look, tool: Tool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._tool = look, tool
        self.compact = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """56 high; without its word when compact."""
        return QSize(self._look.px(NARROW if self.compact else WIDE), self._look.px(HIGH))

    minimumSizeHint = sizeHint  # noqa: N815

    def _colours(self) -> tuple[str, str]:
        """Tokens of ink and ground."""
        if self.isChecked():
            return ("on_warn", "warn") if self._tool.group == 0 else ("accent", "accent_soft")
        return "text", "fill" if self.underMouse() and self.isEnabled() else "raised"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, icon, key, word."""
        look, painter, rect = self._look, QPainter(self), QRectF(self.rect())
        if not self.isEnabled():
            painter.setOpacity(parts.DISABLED)
        ink, ground = self._colours()
        edge = look.color("accent" if self.isChecked() and ground == "accent_soft" else "line")
        parts.box(painter, rect, parts.CONTROL_RADIUS, look.color(ground), edge)
        side, cap = look.px(SIZE), parts.key_cap_size(look, self._tool.key)
        middle = rect.center().y() if self.compact else rect.top() + look.px(19)
        left = rect.center().x() - (side + look.px(8) + cap.width()) / 2
        colour = look.color(ink)
        paint_icon(painter, self._tool.icon, QRectF(left, middle - side / 2, side, side), colour)
        right = QPointF(left + side + look.px(8) + cap.width(), middle)
        parts.key_cap(painter, look, right, self._tool.key, colour if self.isChecked() else None)
        if not self.compact:
            words = rect.adjusted(2, look.px(30), -2, -look.px(5))
            parts.line(painter, look, "small_strong", colour, words, self.text(), parts.CENTRE)


class ToolRow(QFrame):
    """All tools, and the one filled button while the audience does not see the picture. run(act): does it."""

    def __init__(
        self, look: Look, session: Session, presenter: Presenter, run: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._look, self._session, self._presenter = look, session, presenter
        self._buttons = {tool.act: ToolButton(look, tool) for tool in TOOLS}
        self._row = QHBoxLayout(self)
        group = 0
        for tool in TOOLS:
            if tool.group != group:
                self._row.addWidget(self._rule())
                group = tool.group
            button = self._buttons[tool.act]
            button.clicked.connect(lambda _on=False, act=tool.act: self._do(run, act))
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.release = Button(look, "", "filled")
        self.release.clicked.connect(presenter.release)
        self._row.addWidget(self.release)
        presenter.listen(lambda _old, new: self._show(new))
        look.changed.connect(self.retranslate)
        self.setMinimumWidth(1)  # it fits itself into the room there is
        self.retranslate()

    def _rule(self) -> QFrame:
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedSize(1, self._look.px(34))
        return rule

    def _do(self, run: Callable[[str], object], act: str) -> None:
        run(act)
        self._show(self._presenter.now)

    def retranslate(self) -> None:
        """Words and sizes in the present look."""
        language, px = self._session.language, self._look.px
        self._row.setContentsMargins(px(20), px(14), px(20), px(8))
        self._row.setSpacing(px(5))
        for tool in TOOLS:
            button, word = self._buttons[tool.act], say(tool.word, language)
            button.setText(word)
            button.setAccessibleName(word)
            button.setToolTip(f"{word} ({tool.key})")
        self.release.setMinimumSize(px(150), px(HIGH))
        self._show(self._presenter.now)
        self._fit()

    def _show(self, now: Presenting) -> None:
        on = {"freeze": now.cover == "frozen", "big_text": now.big_text, "explore": now.left is not None}
        on |= {name: now.cover == name for name in ("black", "white")}
        on |= {name: now.tool == name for name in ("laser", "pen", "eraser", "magnifier")}
        on["palette"] = self._look.palette != "default"
        for act, button in self._buttons.items():
            button.setChecked(on.get(act, False))
        self._buttons["clear"].setEnabled(bool(now.drawing.strokes))
        words = {"frozen": "Release audience", "": "Release audience"}
        self.release.setText(say(words.get(now.cover, "Show the picture"), self._session.language))
        self.release.setVisible(bool(now.cover))
        self.release.updateGeometry()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words go first when there is no room, then the last tools while a button has to show the picture again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self._look.px
        room = self.width() - px(40) - px(155) - 2 * px(6)
        compact = room < len(TOOLS) * (px(WIDE) + px(5))
        for button in self._buttons.values():
            if button.compact != compact:
                button.compact = compact
                button.updateGeometry()
                button.update()
        wide = px(NARROW if compact else WIDE) + px(5)
        taken = px(40) + 2 * px(6) + (px(150) + px(5) if self._presenter.now.cover else 0)
        most = max((self.width() - taken) // wide, 3)
        for number, button in enumerate(self._buttons.values()):
            button.setVisible(number < most)
