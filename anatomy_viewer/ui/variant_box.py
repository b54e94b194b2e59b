"""At the foot of the structures: which course the nerve has on the side shown; a click opens the variants."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import colon, comma, joined, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.variant_words import SIDE_WORDS, choice_words, first_rate, patient_words
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.messages import Text


class _Card(QAbstractButton):
    """A title over one or two lines, with the sign of a branch before them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._title, self._below = look, "", ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.updateGeometry)

    def set_texts(self, title: str, below: str) -> None:
        """Other words."""
        self._title, self._below = title, below
        self.updateGeometry()
        self.update()

    def _wide(self, width: int) -> int:
        return width - self._look.px(52)

    def hasHeightForWidth(self) -> bool:
        """Both texts break."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The texts and some air."""
        wide = self._wide(width)
        high = parts.wrapped_height(self._look, "strong", self._title, wide)
        return round(high + parts.wrapped_height(self._look, "small", self._below, wide)) + self._look.px(18)

    def sizeHint(self) -> QSize:
        """As high as its width asks."""
        wide = self._look.px(224)
        return QSize(wide, self.heightForWidth(wide))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Card, sign, texts."""
        painter, look, rect = QPainter(self), self._look, QRectF(self.rect())
        ground = look.color("fill" if self.underMouse() else "raised")
        parts.box(painter, rect, parts.CARD_RADIUS, ground, look.color("edge"))
        side, left, wide = look.px(18), look.px(40), self._wide(self.width())
        sign = QRectF(look.px(12), (self.height() - side) / 2, side, side)
        paint_icon(painter, "source-branch", sign, look.color("text2"))
        top = QRectF(left, look.px(8), wide, parts.wrapped_height(look, "strong", self._title, wide))
        parts.wrapped(painter, look, "strong", look.color("text"), top, self._title)
        high = parts.wrapped_height(look, "small", self._below, wide)
        below = QRectF(left, top.bottom() + look.px(2), wide, high)
        parts.wrapped(painter, look, "small", look.color("text2"), below, self._below)


class VariantBox(QWidget):
    """`asked`: the variants should be shown. `side` is the one shown: that of what was selected or chosen last."""

    asked = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self.side = "right"
        self._missing: tuple[str, ...] = ()
        self._title, self._card = Text(look, "strong"), _Card(look)
        self._lost = Text(look, "tiny", "warn")
        self._card.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        for part in (self._title, self._card, self._lost):
            column.addWidget(part)
        session.listen(self._follow)
        self.retranslate()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line above: the tree ends here."""
        QPainter(self).fillRect(QRectF(0, 0, self.width(), 1), self._look.color("line"))

    def show_side(self, side: str) -> None:
        """Say what this side has."""
        self.side = side
        self.retranslate()

    def set_missing(self, points: tuple[str, ...]) -> None:
        """Points that the specimen in the picture does not have."""
        self._missing = points
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the session's language, for the present state."""
        atlas, language, patient = self._session.atlas, self._session.language, self._session.view.patient
        self.setVisible(
            bool(atlas.variants) and not self._session.now.concealed
        )  # they are called by structures
        self._title.setText(say("Variant", language) + comma(language) + say(SIDE_WORDS[self.side], language))
        choice = patient.side(self.side)
        has = choice_words(atlas, choice, language)
        drawn = patient_words(patient, language)
        self._card.set_texts(*((drawn, has) if drawn else (has, self._rate(choice.variants))))
        self._card.setAccessibleName(f"{self._title.text()}{colon(language)}{drawn} {has}")
        names = [
            atlas.points[name].names.get(language)
            for name in self._missing
            if name in atlas.points and atlas.points[name].kind == "compression"
        ]
        gone = self.side == "right" and bool(names)
        self._lost.setVisible(gone)
        self._lost.setText(
            say("Not in this specimen: {}", language).format(joined(names, language)) if gone else ""
        )

    def _rate(self, variants: tuple[str, ...]) -> str:
        """How often what is shown was found; of the usual course, how often it is another."""
        atlas, language = self._session.atlas, self._session.language
        others = [v for v in atlas.variants.values() if not v.usual]
        if variants and variants[0] in atlas.variants:
            return first_rate(atlas, atlas.variants[variants[0]], language)
        if not others:
            return ""
        return others[0].names.get(language) + colon(language) + first_rate(atlas, others[0], language)

    def _follow(self, old: AppState, new: AppState) -> None:
        selected = new.view.selected or ""
        if selected != old.view.selected and selected.endswith(("_r", "_l")):
            self.side = "right" if selected.endswith("_r") else "left"
        if (old.view.patient, old.view.selected) != (new.view.patient, new.view.selected):
            self.retranslate()
