"""The line at the bottom: what is under the pointer, where it lies, and what this program is not for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.words import say
from anatomy_viewer.scene.picking import Hit
from anatomy_viewer.session import Session
from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.imaging_words import tissue_words
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.territory_paint import territory_names
from anatomy_viewer.ui.widgets import parts

DISCLAIMER = "For education, not for clinical guidance"


def from_eop(position: Vector, language: str) -> str:
    """'26.4 mm right, 45.1 mm below, 39.0 mm in front of the EOP'."""
    ways = (("right", "left"), ("in front", "behind"), ("above", "below"))
    words = [say(pair[value < 0], language) for value, pair in zip(position, ways, strict=True)]
    if language == "zh":
        x, y, z = (f"{word} {abs(value):.1f} mm" for value, word in zip(position, words, strict=True))
        return f"距枕外隆凸：{x}，{z}，{y}"
    x, y, z = (f"{abs(value):.1f} mm {word}" for value, word in zip(position, words, strict=True))
    return f"{x}, {z}, {y} of the EOP"


class StatusLine(QWidget):
    """Painted whole, so that nothing moves when names change."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self._name = ""
        self._hit: Hit | None = None
        self._note, self._learner = "", False
        self._imaged: tuple[str, str, Vector | None] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line and air."""
        return QSize(300, self._look.line_height("small") + self._look.px(10))

    def set_under(self, name: str, hit: Hit | None) -> None:
        """What the pointer is on; '' for nothing."""
        self._name, self._hit, self._imaged = name, hit, None
        self.update()

    def set_imaged(self, name: str, kind: str, value: str, place: Vector | None) -> None:
        """What the pointer is on in an image: a structure, or else a kind of tissue; its value and place."""
        self._name, self._hit, self._imaged = name, None, (kind, value, place)
        self.update()

    def set_note(self, text: str, learner: bool = False) -> None:
        """What is said when the pointer is on nothing; learner: it begins with the name of who learns."""
        self._note, self._learner = text, learner
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, hairline, name, place, disclaimer."""
        look, painter = self._look, QPainter(self)
        painter.fillRect(self.rect(), look.color("panel"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), look.color("line"))
        rect = QRectF(self.rect()).adjusted(look.px(12), 1, -look.px(12), 0)
        language = self._session.language
        disclaimer = say(DISCLAIMER, language)
        parts.line(painter, look, "small", look.color("text3"), rect, disclaimer, parts.RIGHT)
        rect.setRight(rect.right() - parts.text_width(look, "small", disclaimer) - look.px(16))
        if self._session.now.concealed:
            hidden = say("Names are covered during a question", language)
            parts.line(painter, look, "small", look.color("text2"), rect, hidden)
        elif self._name:
            self._paint_name(painter, rect)
        elif self._imaged:
            kind, value, place = self._imaged
            words = filter(
                None, (tissue_words(kind, language), value, from_eop(place, language) if place else "")
            )
            parts.line(painter, look, "small", look.color("text2"), rect, "   ".join(words))
        else:
            if self._learner:
                side = look.px(16)
                square = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
                paint_icon(painter, "account-circle-outline", square, look.color("text2"))
                rect.setLeft(square.right() + look.px(6))
            parts.line(painter, look, "small", look.color("text2"), rect, self._note)

    def _paint_name(self, painter: QPainter, rect: QRectF) -> None:
        look, atlas = self._look, self._session.atlas
        point = atlas.points.get(self._name)
        tissue = point.kind if point else atlas.structures[atlas.owner(self._name)].tissue
        side = look.px(9)
        box = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        parts.box(painter, box, parts.SWATCH_RADIUS, look.swatch(tissue))
        rect.setLeft(box.right() + look.px(8))
        for text, tone in self._words():
            parts.line(painter, look, "small", look.color(tone), rect, text)
            rect.setLeft(rect.left() + parts.text_width(look, "small", text) + look.px(10))

    def _words(self) -> list[tuple[str, str]]:
        """Own name, Latin, Chinese (or English), and the place."""
        atlas, language = self._session.atlas, self._session.language
        point = atlas.points.get(self._name)
        place = point.position if point else self._hit.position if self._hit else None
        names = [full_name(atlas, self._name, language)]
        if not point:
            item = atlas.item(self._name)
            names += filter(None, [item.names.la, item.names.en if language == "zh" else item.names.zh])
        if self._hit and self._hit.territories:
            names.insert(1, territory_names(atlas, self._hit.territories, language))
        words = [(names[0], "text"), *((f"· {name}", "text2") for name in names[1:])]
        if self._imaged:
            words, place = [*words, (self._imaged[1], "text")], self._imaged[2]
        return [*words, (from_eop(place, language), "text2")] if place else words
