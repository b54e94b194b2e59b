"""The measuring tool's controls over the picture: what is measured, what to click next, the list of measurements."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from anatomy_viewer.model.measuring import KIND_WORDS, KINDS, End, Measurement, Measuring, end_words
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.viewport import Viewport
from anatomy_viewer.ui.widgets.buttons import IconButton
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.segmented import Segmented

ORDER = tuple(KINDS)
HINTS = {
    ("straight", 0): "Click where the measurement begins, or drag in an image.",
    ("straight", 1): "Click where it ends.",
    ("surface", 0): "Click a surface, or a nerve or vessel.",
    ("surface", 1): "Click where the way on it ends: {}.",
    ("angle", 0): "Click on the first arm.",
    ("angle", 1): "Click the corner of the angle.",
    ("angle", 2): "Click on the second arm.",
    ("ellipse", 0): "Click one end of a diameter, or drag it in an image.",
    ("ellipse", 1): "Click its other end.",
    ("ellipse", 2): "Click the flank of the ellipse.",
}
ROWS_SEEN = 4
WIDE = 424  # px


class MeasurePanel(QFrame):
    """A plate that is there while the tool is in hand. `resized`: it is larger or smaller now."""

    resized = Signal()

    def __init__(
        self, look: Look, session: Session, viewport: Viewport, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("plate", True)
        self._look, self._session, self._viewport = look, session, viewport
        self._shown: tuple[object, ...] = ()
        self._rows: list[tuple[QWidget, Text]] = []
        self._choice = Segmented(look, "", [""] * len(ORDER), tight=True)
        self._clear = IconButton(look, "delete-outline", "", small=True)
        self._close = IconButton(look, "close", "", small=True)
        self._hint = Text(look, "small", "text2", "")
        self._note = Text(look, "tiny", "text3", "")
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._list)
        self._lay_out()
        self._choice.chosen.connect(lambda index: session.measure(ORDER[index]))
        self._clear.clicked.connect(session.clear_measurements)
        self._close.clicked.connect(lambda: session.measure(""))
        viewport.measured.connect(self._show_values)
        session.listen(self._follow)
        look.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self._choice)
        top.addStretch(1)
        for button in (self._clear, self._close):
            top.addWidget(button)
        for ground in (self._scroll, self._scroll.viewport(), self._list):
            ground.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 8, 10)
        column.setSpacing(6)
        column.addLayout(top)
        for part in (self._hint, self._scroll, self._note):
            column.addWidget(part)

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        words = [say(KIND_WORDS[kind], language) for kind in ORDER]
        self._choice.set_texts(say("Measure", language), words)
        self._clear.set_name(say("Delete all measurements", language))
        self._close.set_name(say("Put the measuring tool away", language), "Esc")
        self._note.setText(say("On this model, not in a patient.", language))
        self.setFixedWidth(self._look.px(WIDE))
        self._shown = ()
        self._follow(self._session.now, self._session.now)

    def _follow(self, _old: AppState, _new: AppState) -> None:
        tool = self._session.measuring
        if tool is None:
            return
        shown = (tool.kind, len(tool.ends), self._session.view.measurements)
        if shown != self._shown:
            self._shown = shown
            self._show(tool)

    def _show(self, tool: Measuring) -> None:
        self._choice.set_current(ORDER.index(tool.kind))
        hint = say(HINTS[tool.kind, len(tool.ends)], self._session.language)
        on = End((0.0, 0.0, 0.0), tool.along)
        self._hint.setText(hint.format(end_words(on, self._session.atlas, self._session.language)))
        measurements = self._session.view.measurements
        self._clear.setEnabled(bool(measurements))
        for row, _ in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(number, one) for number, one in enumerate(measurements)]
        for row, _ in self._rows:
            self._column.addWidget(row)
        self._point(-1)
        self._show_values()
        self._fit()

    def _row(self, number: int, one: Measurement) -> tuple[QWidget, Text]:
        """Its value, what it lies between, and what deletes it."""
        language = self._session.language
        row = QWidget()
        row.setAttribute(Qt.WidgetAttribute.WA_Hover)
        row.installEventFilter(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        value = Text(self._look, "strong", "text", "")
        value.setWordWrap(False)
        value.setMinimumWidth(self._look.px(62))
        between = Text(self._look, "small", "text2", self._between(one))
        between.setWordWrap(False)
        between.setToolTip(between.text())
        room = self._look.px(WIDE) - self._look.px(62) - self._look.px(64)
        between.setText(between.fontMetrics().elidedText(between.text(), Qt.TextElideMode.ElideRight, room))
        delete = IconButton(self._look, "close", say("Delete the measurement", language), small=True)
        delete.clicked.connect(lambda: self._session.delete_measurement(number))
        line.addWidget(value)
        line.addWidget(between, 1)
        line.addWidget(delete)
        return row, value

    def _between(self, one: Measurement) -> str:
        """'along the surface · EOP – atlas'."""
        language, atlas = self._session.language, self._session.atlas
        names = [end_words(end, atlas, language) for end in one.ends]
        names = list(dict.fromkeys(name for name in names if name))
        return f"{say(KIND_WORDS[one.kind], language)} · {' – '.join(names)}" if names else ""

    def _show_values(self) -> None:
        """The values, as far as they are known."""
        marks, measurements = self._viewport.overlay.measures, self._session.view.measurements
        if marks is None:
            return
        for (_, value), one in zip(self._rows, measurements, strict=False):
            value.setText(marks.value(one))

    def _fit(self) -> None:
        self._scroll.setVisible(bool(self._rows))
        high = max((row.sizeHint().height() for row, _ in self._rows), default=0)
        self._scroll.setFixedHeight((high + 2) * min(len(self._rows), ROWS_SEEN))
        self.updateGeometry()
        self.resized.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The measurement of the row under the pointer is lit in the picture."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            rows = [row for row, _ in self._rows]
            inside = event.type() == QEvent.Type.Enter and watched in rows
            self._point(rows.index(watched) if inside else -1)  # type: ignore[arg-type]
        return False

    def _point(self, number: int) -> None:
        if marks := self._viewport.overlay.measures:
            marks.strong = number
            self._viewport.update()
