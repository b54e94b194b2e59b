"""Beside the schematic: what the selected element does, and what the experiment being played does and found."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from anatomy_viewer.model.pathway import KINDS, SYSTEMS, Edge, Node, Preset, base_of
from anatomy_viewer.model.words import colon, comma, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import confidence_chip, short_citation
from anatomy_viewer.ui.pathway_items import system_colour
from anatomy_viewer.ui.pathway_player import PathwayPlayer
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.messages import Text


class ElementNote(QFrame):
    """A node or edge in words; hidden while nothing is selected or pointed at."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session, self._element = look, session, ""
        self._head = Text(look, "strong")
        self._does = Text(look, "small", "text2")
        self._contested = Text(look, "tiny", "warn")
        self._source = Text(look, "tiny", "text3")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 8)
        column.setSpacing(2)
        for part in (self._head, self._does, self._contested, self._source):
            column.addWidget(part)

    def show_element(self, element: str) -> None:
        """An id, with or without its side; '' for none."""
        self._element = element
        pathway = self._session.atlas.pathway
        found = pathway.nodes.get(base_of(element)) or pathway.edges.get(base_of(element))
        self.setVisible(found is not None)
        if found is not None:
            self._fill(found)

    def _fill(self, found: Node | Edge) -> None:
        language = self._session.language
        kind = KINDS[found.kind] if isinstance(found, Node) else found.fibre
        latin = found.names.la if isinstance(found, Node) and language == "en" and found.names.la else ""
        words = dict.fromkeys([kind.get(language), SYSTEMS[found.system].get(language)])
        tail = f"<br><span style='font-weight:400'>{' · '.join(words)}</span>"
        self._head.setText(found.names.get(language) + (f" · <i>{latin}</i>" if latin else "") + tail)
        self._does.setText(found.does.get(language))
        self._contested.setText(say("Contested", language) + colon(language) + found.contested.get(language))
        self._contested.setVisible(bool(found.contested.en))
        names = comma(language).join(short_citation(self._session.atlas, key) for key in found.source)
        mark = confidence_chip(self._look, found.confidence, language).text()
        self._source.setText(f"{names} · {mark}")

    def retranslate(self) -> None:
        """The same in the session's language."""
        self.show_element(self._element)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A bar in the colour of its system."""
        pathway = self._session.atlas.pathway
        base = base_of(self._element)
        found = pathway.nodes.get(base) or pathway.edges.get(base)
        if found is not None:
            painter, bar = QPainter(self), QRectF(5, 9, 3, self.height() - 18)
            ground, edge = self._look.color("raised", 0.94), self._look.color("line")
            parts.box(painter, QRectF(self.rect()), parts.CALLOUT_RADIUS, ground, edge)
            parts.box(painter, bar, 1.5, system_colour(self._look, found.system))


class _Progress(QWidget):
    """The phases of an experiment as segments; done, now, to come."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._preset, self._phase = look, None, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    _preset: Preset | None

    def show_phase(self, preset: Preset, phase: int) -> None:
        """Phase number `phase` from 0 is going on."""
        self._preset, self._phase = preset, phase
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(self._look.px(120), self._look.px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Segments as long as their phases."""
        if self._preset is None:
            return
        painter, left, gap = QPainter(self), 0.0, 3.0
        room = self.width() - gap * (len(self._preset.phases) - 1)
        for i, phase in enumerate(self._preset.phases):
            wide = room * phase.seconds / self._preset.seconds
            token, alpha = (
                ("accent", 1.0)
                if i == self._phase
                else ("accent", 0.5)
                if i < self._phase
                else ("fill2", 1.0)
            )
            box = QRectF(left, self.height() / 2 - 2, wide, 4)
            parts.box(painter, box, 2, self._look.color(token, alpha))
            left += wide + gap


class PresetNote(QFrame):
    """The experiment: whose, on whom, the present phase; when it is over what was found and what that does not say."""

    def __init__(
        self, look: Look, session: Session, player: PathwayPlayer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._player = look, session, player
        self.setProperty("card", "true")
        self._head, self._says = Text(look, "card"), Text(look, "strong", "accent")
        self._found, self._limits = Text(look, "body"), Text(look, "small", "text2")
        self._progress = _Progress(look)
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(3)
        column.addLayout(head)
        for part in (self._progress, self._says, self._found, self._limits):
            column.addWidget(part)
        self._shown: tuple[object, ...] = ()

    def follow(self) -> None:
        """As the session and the player have it now."""
        look, language = self._session.pathway, self._session.language
        preset = self._session.atlas.pathway.presets.get(look.preset) if look else None
        if look is None or preset is None:
            self._shown = ()
            self.hide()
            return
        shown = (preset.id, look.phase, self._player.over, language)
        if shown != self._shown:
            self._shown = shown
            self._fill(preset, look.phase, language)
            self.show()

    def _fill(self, preset: Preset, phase: int, language: str) -> None:
        over = self._player.over
        subjects = f"<span style='font-weight:400'> · {preset.subjects.get(language)}</span>"
        self._head.setText(
            preset.names.get(language) + colon(language) + preset.title.get(language) + subjects
        )
        self._progress.show_phase(preset, phase)
        self._says.setText(preset.phases[phase].says.get(language))
        self._says.setVisible(not over)
        found = say("What was found", language) if over else say("What was done", language)
        text = preset.found if over else preset.done
        self._found.setText(found + colon(language) + text.get(language))
        self._limits.setText(
            say("What it does not say", language)
            + colon(language)
            + preset.limits.get(language)
            + self._sources(preset)
        )
        self._limits.setVisible(over)
        self.setAccessibleName(f"{self._head.text()} {self._found.text() if over else self._says.text()}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _sources(self, preset: Preset) -> str:
        language = self._session.language
        names = comma(language).join(short_citation(self._session.atlas, key) for key in preset.source)
        return f" ({names})" if language == "en" else f"（{names}）"
