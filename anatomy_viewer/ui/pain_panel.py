"""The tab of the pain map: the drawn head, what was clicked, the syndromes that hurt there, and the card of one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from anatomy_viewer.model.pain import Ache, PainView, aches, region_of
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.head_diagram import HeadDiagram
from anatomy_viewer.ui.heads import HeadShelf
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.pain_list import PainList
from anatomy_viewer.ui.pain_scale import PainScale
from anatomy_viewer.ui.syndrome_card import SyndromeCard
from anatomy_viewer.ui.syndrome_words import OFTEN, WORD_NAMES, often, strength_word
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.scroll import ScrollColumn
from anatomy_viewer.ui.widgets.segmented import Segmented

SIDES = ("right", "left")


class PainPanel(QWidget):
    """Follows the map. `linked(Link)`, `pointed(Link | None)`: as on every card; `table_asked`: the comparison;
    `image_asked(ImagingSpec)`: a simulated image; `chart_asked`: the chart of efficacy."""

    linked = Signal(object)
    pointed = Signal(object)
    table_asked = Signal()
    image_asked = Signal(object)
    chart_asked = Signal()

    def __init__(
        self, look: Look, session: Session, shelf: HeadShelf, felt: Callable[[], tuple[Ache, ...]]
    ) -> None:
        super().__init__()
        self._look, self._session, self._felt = look, session, felt
        self._title, self._close = Text(look, "heading"), IconButton(look, "close", "", small=True)
        self._sides = Segmented(look, "", ["", ""], tight=True)
        self._inside = Button(look, "", "outline", "transit-connection-variant")
        self._inside.setCheckable(True)
        self._scheme = IconButton(look, "sitemap-outline", "", small=True)
        self.diagram = HeadDiagram(look, session, shelf)
        self._named, self._scale = Text(look, "small", "text2"), PainScale(look)
        self._named.setWordWrap(False)
        self._scroll = ScrollColumn()
        self._card: QWidget | None = None
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        head, tools = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        tools.addWidget(self._sides)
        tools.addStretch(1)
        tools.addWidget(self._inside)
        tools.addWidget(self._scheme)
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 12, 10)
        top.setSpacing(8)
        for row in (head, tools):
            top.addLayout(row)
        for part in (self.diagram, self._named, self._scale):
            top.addWidget(part)
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(rule)
        column.addWidget(self._scroll, 1)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self) -> None:
        session = self._session
        self._close.clicked.connect(session.close_pain)
        self._sides.chosen.connect(lambda index: session.turn_pain(SIDES[index]))
        self._inside.clicked.connect(lambda on: session.see_inside(on))
        self._scheme.clicked.connect(session.open_schematic)
        self.diagram.chosen.connect(session.look_at_region)
        self.diagram.pointed.connect(self._name)
        session.listen(self._follow)
        self._look.changed.connect(self.retranslate)

    # Following

    def _follow(self, old: AppState, new: AppState) -> None:
        if old.view.pain != new.view.pain or (old.pathway is None) != (new.pathway is None):
            before, now = old.view.pain, new.view.pain
            self._show_pain()
            if _subject(before) != _subject(now):
                self._show_card()

    def _show_pain(self) -> None:
        pain = self._session.pain
        if pain is None:
            return
        self._sides.set_current(SIDES.index(pain.side))
        self._inside.setChecked(self._session.pathway is not None)
        language = self._session.language
        if pain.syndrome:
            self._scale.set_words(tuple(say(name, language) for _, name in reversed(OFTEN)))
        else:
            self._scale.set_words(tuple(say(name, language) for name in WORD_NAMES.values()))
        self.refresh()

    def refresh(self) -> None:
        """Show what hurts just now: the model runs."""
        pain = self._session.pain
        if pain is not None:
            chosen = "" if pain.syndrome else pain.region
            self.diagram.show_pain(self._hurting(pain), pain.side, chosen)
            self._name("")
            if isinstance(self._card, PainList):
                self._card.show_felt(self._hurting(pain))

    def _hurting(self, pain: PainView) -> tuple[Ache, ...]:
        return self._felt() if pain.live else aches(pain, self._session.atlas.syndromes.table)

    def _name(self, region: str) -> None:
        """The region under the pointer, else the one that is chosen, and how much it hurts."""
        pain, language = self._session.pain, self._session.language
        region = region or (pain.region if pain and not pain.syndrome else "")
        if pain is None or not region:
            self._named.setText(say("Click where it hurts, here or in the picture.", language))
            return
        base, side = region_of(region)
        name = self._session.atlas.skin.regions[base].names.get(language)
        hurts = next((ache for ache in self._hurting(pain) if ache.region == region), None)
        strength = hurts.strength if hurts else 0.0
        if pain.syndrome:
            words = often(strength, language) if hurts else say("no pain", language)
        else:
            words = strength_word(strength, language)
        sides = {"right": "Right", "left": "Left"}
        self._named.setText(" · ".join([name, say(sides[side], language), words]))

    # Cards

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        self._title.setText(say("Pain map", language))
        self._close.set_name(say("Close the pain map", language), "Shift+T")
        self._sides.set_texts(say("Side", language), [say("Right", language), say("Left", language)])
        self._inside.setText(say("Fibres inside", language))
        self._scheme.set_name(say("Schematic of the pathway", language))
        for part in (self._inside, self._scheme):
            part.setVisible(bool(self._session.atlas.pathway))
        self.diagram.set_texts(say("Head", language), say("The head is being drawn …", language))
        self._show_pain()
        self._show_card()

    def _show_card(self) -> None:
        old, pain = self._scroll.takeWidget(), self._session.pain
        if old is not None:
            old.hide()
            old.deleteLater()
        self._card = None
        if pain is None:
            return
        self._card = self._syndrome_card(pain) if pain.syndrome else self._list(pain)
        self._scroll.setWidget(self._card)
        self._scroll.verticalScrollBar().setValue(0)

    def _syndrome_card(self, pain: PainView) -> QWidget:
        session, language = self._session, self._session.language
        item = session.atlas.syndromes.table[pain.syndrome]
        back = say("All syndromes", language)
        if pain.region:
            back = session.atlas.skin.regions[region_of(pain.region)[0]].names.get(language)
        card = SyndromeCard(self._look, session, item, back)
        card.linked.connect(self.linked)
        card.pointed.connect(self.pointed)
        card.image_asked.connect(self.image_asked)
        card.chart_asked.connect(self.chart_asked)
        card.station_asked.connect(lambda name: session.choose_in_pathway([name]))
        card.others_asked.connect(lambda: session.choose_region(pain.region))
        return card

    def _list(self, pain: PainView) -> QWidget:
        card = PainList(self._look, self._session, pain.region)
        card.linked.connect(self.linked)
        card.pointed.connect(self.pointed)
        card.chosen.connect(self._session.show_syndrome)
        card.table_asked.connect(self.table_asked)
        card.all_asked.connect(lambda: self._session.choose_region(""))
        card.show_felt(self._hurting(pain))
        return card


def _subject(pain: PainView | None) -> tuple[str, str] | None:
    """What the card is about."""
    return (pain.syndrome, pain.region) if pain else None
