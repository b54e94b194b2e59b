"""The points of the course as a table, and under it the card of the one that is selected."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from anatomy_viewer.model.needle import NeedlePath
from anatomy_viewer.model.nerve import PointPlace
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.intervention_card import InterventionCard
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.point_card import PointCard
from anatomy_viewer.ui.point_filter import PointFilter
from anatomy_viewer.ui.point_rows import arranged, compression_rows, intervention_rows
from anatomy_viewer.ui.points_table import PointsTable, paint_spread_sign
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.buttons import IconButton
from anatomy_viewer.ui.widgets.messages import EmptyState
from anatomy_viewer.ui.widgets.scroll import ScrollColumn
from anatomy_viewer.ui.widgets.segmented import Segmented

KINDS = (("compression", "Compression {}"), ("intervention", "Intervention {}"))
Paths = Mapping[str, Mapping[str, NeedlePath]]


class _Legend(QWidget):
    """What dot and ring mean."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look, self._session = look, session
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """One line and air."""
        return QSize(self._look.px(240), self._look.line_height("tiny") + self._look.px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Filled dot, ring."""
        look, painter, left = self._look, QPainter(self), float(self._look.px(14))
        for published, word in ((True, "published SD"), (False, "placed by the model")):
            text = say(word, self._session.language)
            middle = self.height() / 2
            paint_spread_sign(painter, look, QPointF(left + look.px(5), middle), published)
            wide = parts.text_width(look, "tiny", text)
            room = QRectF(left + look.px(15), 0, wide + 2, self.height())
            parts.line(painter, look, "tiny", look.color("text3"), room, text)
            left = room.right() + look.px(16)


class CoursePanel(QWidget):
    """Table, card and picture select each other through the session.

    `linked(Link)`, `pointed(Link | None)`: as on every card; `chart_asked`: the chart of efficacy; `paths_asked`: an
    intervention is shown, and what its needles pass has not been computed yet; `needle_asked(target, entry)`: the
    needle of that way is wanted.
    """

    linked = Signal(object)
    pointed = Signal(object)
    chart_asked = Signal()
    paths_asked = Signal()
    needle_asked = Signal(str, str)

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self._places: Mapping[str, PointPlace] = {}
        self._paths: Paths | None = None
        self._kind, self._falling, self._shown = 0, False, ""
        self._column: int | None = None
        self._choice = Segmented(look, "", [""] * len(KINDS))
        self._chart = IconButton(look, "chart-box-outline", "", small=True)
        self._funnel = IconButton(look, "filter-variant", "", small=True)
        self._funnel.setCheckable(True)
        self._filter = PointFilter(look, session)
        self.table = PointsTable(look)
        self._none, self._covered = EmptyState(look, "map-marker-path"), EmptyState(look, "eye-off-outline")
        self._scroll = ScrollColumn()
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._cover(session.now.concealed)
        self._turn_to(session.view.selected)

    def _lay_out(self) -> None:
        head = self._head = QHBoxLayout()
        head.addWidget(self._choice)
        head.addStretch(1)
        head.addWidget(self._chart)
        head.addWidget(self._funnel)
        upper, column = QWidget(), QVBoxLayout()
        self._upper = column
        upper.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._filter)
        column.addWidget(self.table, 1)
        column.addWidget(_Legend(self._look, self._session))
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        column.addWidget(rule)
        self._cards = QStackedWidget()
        self._cards.addWidget(self._none)
        self._cards.addWidget(self._scroll)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(upper)
        self._splitter.addWidget(self._cards)
        self._splitter.setSizes([330, 440])
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._splitter)
        self._stack.addWidget(self._covered)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        self._choice.chosen.connect(self._choose_kind)
        self._chart.clicked.connect(self.chart_asked)
        self._funnel.toggled.connect(self._toggle_filter)
        self._filter.changed.connect(self._fill)
        self.table.chosen.connect(self._session.reveal)
        self.table.stepped.connect(self._session.select)
        self.table.sorted_by.connect(self._sort)
        self._session.listen(self._follow)
        self._look.changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Everything in the session's language and the present look."""
        language, px = self._session.language, self._look.px
        self._head.setContentsMargins(px(10), px(10), px(4), px(8))
        self._head.setSpacing(px(1))
        self._chart.set_name(say("Efficacy by syndrome and procedure", language), "Ctrl+E")
        self._chart.setVisible(bool(self._session.atlas.practice.outcomes))
        self._funnel.set_name(say("Filter", language))
        self.table.setAccessibleName(say("Points", language))
        hint = say("Choose a point in the table or in the picture.", language)
        self._none.set_texts(say("No point is selected", language), hint)
        cover = say("A question is open: names are covered until it is answered.", language)
        self._covered.set_texts(say("Covered", language), cover)
        self._filter.retranslate()
        self._fill()
        self._shown = ""
        self._show_card()

    def refit(self) -> None:
        """The specimen shown is another: depths, and what needles pass, come anew."""
        self._places, self._paths = {}, None
        self._fill()
        self._shown = ""
        self._show_card()

    def set_places(self, places: Mapping[str, PointPlace]) -> None:
        """Depth and mm along the nerve have been computed."""
        self._places = places
        self._fill()
        self._shown = ""
        self._show_card()

    def set_paths(self, paths: Paths) -> None:
        """What the needles pass has been computed."""
        self._paths = paths
        self._shown = ""
        self._show_card()

    # The table

    def _choose_kind(self, kind: int) -> None:
        self._kind = kind
        self._fill()

    def _sort(self, column: int) -> None:
        """Rising, falling, and as the file has them again."""
        if self._column != column:
            self._column, self._falling = column, False
        elif not self._falling:
            self._falling = True
        else:
            self._column, self._falling = None, False
        self._fill()

    def _toggle_filter(self, on: bool) -> None:
        self._filter.open(on)
        self._fill()
        self._upper.invalidate()  # the room of what has gone is given to the table at once
        self._upper.activate()

    def _fill(self) -> None:
        language, atlas = self._session.language, self._session.atlas
        tables = [
            [row for row in make(atlas, language, self._places) if row.point not in self._session.missing]
            for make in (compression_rows, intervention_rows)
        ]
        wanted = self._filter.wanted()
        kept = [arranged(rows, wanted, self._column, self._falling) for rows in tables]
        words = [say(word, language).format(len(rows)) for (_, word), rows in zip(KINDS, kept, strict=True)]
        self._choice.set_texts(say("Kind of point", language), words)
        self._choice.set_current(self._kind)
        self.table.set_rows(kept[self._kind], language)
        self.table.show_sorting(self._column, self._falling)
        self.table.mark(self._session.view.selected)

    # The card

    def _follow(self, old: AppState, new: AppState) -> None:
        if old.concealed != new.concealed:
            self._cover(new.concealed)
        if old.view.selected != new.view.selected:
            self._turn_to(new.view.selected)
            self._show_card()

    def _cover(self, asked: bool) -> None:
        """Names are covered while a question is open."""
        self._stack.setCurrentWidget(self._covered if asked else self._splitter)

    def _turn_to(self, name: str | None) -> None:
        """The table that holds what is selected, and its row."""
        point = self._session.atlas.points.get(name or "")
        kinds = [kind for kind, _ in KINDS]
        if point and point.kind in kinds and kinds.index(point.kind) != self._kind:
            self._kind = kinds.index(point.kind)
            self._fill()
        self.table.mark(name)

    def showEvent(self, event: QShowEvent) -> None:
        """The card is made when it is seen."""
        super().showEvent(event)
        self._show_card()

    def _show_card(self) -> None:
        if not self.isVisible():
            return
        name = self._session.view.selected or ""
        name = name if name in self._session.atlas.points else ""
        if name == self._shown and (name or self._cards.currentWidget() is self._none):
            return
        self._shown = name
        self._drop_card()
        if not name:
            self._cards.setCurrentWidget(self._none)
            return
        card = self._make_card(name)
        card.linked.connect(self.linked)
        card.pointed.connect(self.pointed)
        self._scroll.setWidget(card)
        self._cards.setCurrentWidget(self._scroll)
        self._scroll.verticalScrollBar().setValue(0)

    def _make_card(self, name: str) -> PointCard:
        item, place = self._session.atlas.practice.at(name), self._places.get(name)
        if item is None:
            return PointCard(self._look, self._session, name, place)
        if self._paths is None and item.entries:
            self.paths_asked.emit()
        paths = (self._paths or {}).get(item.id)
        card = InterventionCard(self._look, self._session, name, item, place, paths)
        card.chart_asked.connect(self.chart_asked)
        card.needle_asked.connect(self.needle_asked)
        return card

    def _drop_card(self) -> None:
        """Let the card go when the event is over that may have come from one of its own buttons."""
        card = self._scroll.takeWidget()
        if card is not None:
            card.hide()
            card.deleteLater()
