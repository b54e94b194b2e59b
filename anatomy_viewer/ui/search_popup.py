"""Search: a button that looks like a field in the toolbar, and the field with its list that opens over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLineEdit, QSizePolicy, QStackedWidget, QWidget

from anatomy_viewer.commands import BY_ID, Command
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.search_rows import Finder, Found, key_text
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.messages import EmptyState, Text, link
from anatomy_viewer.ui.widgets.rows import RowList
from anatomy_viewer.ui.widgets.search import SearchField
from anatomy_viewer.ui.widgets.sheet import EDGE, Sheet

WIDTH, MOST_ROWS = 560, 10  # px at 100 %; rows seen at once
PLACEHOLDER = "Search anything"
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class _Field(SearchField):
    """Hands the keys of the list on; while an input method composes, all keys are the input method's."""

    stepped = Signal(int)
    paged = Signal(int)
    entered = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, "")
        self._composing = False
        self.setProperty("bare", True)
        self.setProperty("ownFocusRing", True)

    def _restyle(self) -> None:
        super()._restyle()
        self.setTextMargins(self._look.px(32), 0, self._look.px(12), 0)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether a word is being composed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter act on the list, Escape on the sheet."""
        if self._composing:
            QLineEdit.keyPressEvent(self, event)
            event.accept()
        elif event.key() in STEPS:
            self.stepped.emit(STEPS[Qt.Key(event.key())])
        elif event.key() in PAGES:
            self.paged.emit(PAGES[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Palette(Sheet):
    """The field, the list below it, and what is said when nothing is found."""

    chosen = Signal(str, str)

    def __init__(self, look: Look, session: Session, finder: Finder, anchor: QWidget, host: QWidget) -> None:
        super().__init__(look, host)
        self._session, self._finder, self._anchor = session, finder, anchor
        self._found: Found = ()
        self._field, self._list = _Field(look), RowList(look)
        self._empty, self._note = EmptyState(look, "magnify"), Text(look, "small", "text2")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self._field, rule, self._stack, self._note):
            self.column.addWidget(part)
        self._connect()

    def _connect(self) -> None:
        self._field.textChanged.connect(self.refresh)
        self._field.stepped.connect(self._list.step)
        self._field.paged.connect(lambda by: self._list.step(by * max(self._list.page(), 2)))
        self._field.entered.connect(lambda: self._choose(self._list.current()))
        self._list.chosen.connect(self._choose)
        self._empty.link_activated.connect(self._field.setText)

    def open(self) -> None:
        """Begin with an empty field."""
        self._field.clear()
        self.retranslate()
        super().open()

    def retranslate(self) -> None:
        """Words in the session's language."""
        self._field.set_texts(say(PLACEHOLDER, self._session.language))
        self._list.setAccessibleName(say("Search", self._session.language))
        self.refresh()

    def first_focus(self) -> QWidget:
        """The field."""
        return self._field

    def refresh(self) -> None:
        """Find what is typed now."""
        text, language = self._field.text(), self._session.language
        self._found = self._finder.find(text)
        self._list.set_rows([self._finder.row(entry) for entry in self._found])
        self._stack.setCurrentWidget(self._list if self._found else self._empty)
        if not self._found:
            near = self._finder.nearest(text)
            hint = (
                f"{say('Did you mean', language)} {link(self._look, escape(near), escape(near))}?"
                if near
                else ""
            )
            self._empty.set_texts(say("Nothing found for “{}”", language).format(text), hint)
        self._note.setText(say("A question is open: names are covered until it is answered.", language))
        self._note.setVisible(self._session.now.concealed)
        self._place()

    def _choose(self, row: int) -> None:
        """A step is a lesson with a place in it, so it counts as one."""
        if 0 <= row < len(self._found):
            entry = self._found[row]
            self.dismiss()
            self.chosen.emit("lesson" if entry.kind == "step" else entry.kind, entry.id)

    def card_rect(self) -> QRect:
        """Over the button in the toolbar, its right edge in line with it."""
        px = self._look.px
        wide = min(px(WIDTH), self.width() - 2 * EDGE)
        self._field.setFixedHeight(self._look.line_height("body") + px(24))
        note = px(24) if self._note.isVisibleTo(self.card) else 0
        self._note.setContentsMargins(px(14), px(8), px(14), px(12))
        note = self._note.heightForWidth(wide) if note else 0
        below = self._list.height_for(MOST_ROWS) if self._found else px(170)
        high = min(self._field.height() + 1 + below + note + px(6), self.height() - 2 * EDGE)
        corner = self._anchor.mapTo(self._host, QPoint(self._anchor.width(), 0))
        left = min(max(corner.x() - wide, EDGE), self.width() - wide - EDGE)
        return QRect(left, max(corner.y() - px(4), 2), wide, high)


class SearchPopup(QAbstractButton):
    """Opens the search; `chosen(kind, id)` when something was picked: a structure, feature, point, command, or a
    lesson, whose id may be 'LESSON#STEP'. `enabled` leaves out commands that can't be done now.

    `parent` is the window that the list opens over; the button itself may stand anywhere in it.
    """

    chosen = Signal(str, str)

    def __init__(
        self,
        look: Look,
        session: Session,
        commands: Sequence[Command],
        parent: QWidget,
        enabled: Callable[[Command], bool] = lambda _: True,
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._compact = look, session, False
        self._palette = _Palette(look, session, Finder(session, commands, enabled), self, parent)
        self._palette.chosen.connect(self.chosen)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open)
        look.changed.connect(self.retranslate)
        self.retranslate()

    def open(self) -> None:
        """Open the field and its list, or begin anew."""
        self._palette.open()

    def set_compact(self, compact: bool) -> None:
        """Only the lens, for a narrow window."""
        self._compact = compact
        self.setCursor(Qt.CursorShape.ArrowCursor if compact else Qt.CursorShape.IBeamCursor)
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        """Words in the session's language."""
        self._key = key_text(BY_ID["search"].keys[0])
        name = say(PLACEHOLDER, self._session.language)
        self.setText(name)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({self._key})")
        if self._palette.isVisible():
            self._palette.retranslate()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a button; as wide as the field in the design, or square."""
        high = self._look.line_height("body") + self._look.px(14)
        return QSize(high if self._compact else self._look.px(232), high)

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A field with lens, words and key; or the lens alone."""
        look, painter, rect = self._look, QPainter(self), QRectF(self.rect())
        hover = self.underMouse()
        if self._compact:
            parts.box(painter, rect, parts.CONTROL_RADIUS, look.color("fill") if hover else None)
            self._paint_lens(painter, rect.center())
            return
        edge = look.color("edge" if hover else "line")
        parts.box(painter, rect, parts.CONTROL_RADIUS, look.color("ground"), edge)
        self._paint_lens(painter, QPointF(look.px(17), rect.center().y()))
        cap = parts.key_cap_size(look, self._key).width() + look.px(8)
        parts.key_cap(painter, look, QPointF(rect.right() - look.px(8), rect.center().y()), self._key)
        words = rect.adjusted(look.px(32), 0, -cap - look.px(6), 0)
        parts.line(painter, look, "body", look.color("text3"), words, self.text())

    def _paint_lens(self, painter: QPainter, centre: QPointF) -> None:
        side = self._look.px(18 if self._compact else 16)
        square = QRectF(0, 0, side, side)
        square.moveCenter(centre)
        paint_icon(painter, "magnify", square, self._look.color("text2"))
