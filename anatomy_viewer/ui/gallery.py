"""A developer's tool: every component in its states, both themes side by side, as one picture.

`python -m anatomy_viewer.ui.gallery out.png [text scale in %] [device pixel ratio]`
"""

from __future__ import annotations

import math
import os
import sys

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QLinearGradient, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from anatomy_viewer.ui.cube import paint_cube
from anatomy_viewer.ui.label_paint import label_size, paint_label, paint_leader, paint_scale_bar
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.markers import paint_disc, paint_glyph, paint_pin, paint_spread, paint_tolerance
from anatomy_viewer.ui.style import RingStyle, apply_look, paint_ring, ring_frame
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.card import CardTexts, LessonCard
from anatomy_viewer.ui.widgets.chip import Chip, FilterChip
from anatomy_viewer.ui.widgets.dots import QuestionDots, StepDots
from anatomy_viewer.ui.widgets.measure import Figure, MeasureBox
from anatomy_viewer.ui.widgets.messages import AnswerCallout, EmptyState, ErrorStrip, Text, link
from anatomy_viewer.ui.widgets.option import OptionRow
from anatomy_viewer.ui.widgets.peel import PeelSlider
from anatomy_viewer.ui.widgets.search import SearchField
from anatomy_viewer.ui.widgets.segmented import Segmented
from anatomy_viewer.ui.widgets.slider import ValueSlider
from anatomy_viewer.ui.widgets.toast import Toast
from anatomy_viewer.ui.widgets.tree import Index, Role, StructureTree

WIDTH, HEIGHT = 720, 1280
LAYERS = ("Skin", "Fascia", "Trapezius", "Splenius", "Semispinalis", "Suboccipital", "Bone", "Canal")


class _Tree(StructureTree):
    """A tree with one row as if hovered and one as if reached by the keyboard."""

    def _row_state(self, index: Index) -> QStyle.StateFlag:
        """The third row is as if the pointer were on it."""
        third = index.row() == 1 and index.parent().isValid()
        return QStyle.StateFlag.State_MouseOver if third else super()._row_state(index)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The last row has the ring."""
        super().drawRow(painter, option, index)
        if index.row() == 1 and not index.parent().isValid():
            rect = QRectF(option.rect).adjusted(1, 0, -1, 0)
            paint_ring(painter, rect, self._look.color("accent"), 4)


class _Band(QWidget):
    """A strip of picture with a nerve and the marks that may stand on it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Gradient, nerve, marks."""
        look, painter = self._look, QPainter(self)
        painter.scale(look.scale, look.scale)
        rect = QRectF(0, 0, self.width() / look.scale, self.height() / look.scale)
        gradient = QLinearGradient(0, 0, 0, rect.height())
        gradient.setColorAt(0, look.color("picture_top"))
        gradient.setColorAt(1, look.color("picture_bottom"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRoundedRect(rect, 8, 8)
        painter.fillRect(QRectF(20, 41, 430, 6), look.tissue("nerves"))
        paint_disc(painter, look, QPointF(50, 20), "1", QPointF(62, 42))
        paint_spread(painter, look, QPointF(130, 26), QSizeF(30.5, 16.5))
        paint_disc(painter, look, QPointF(130, 26), "3", QPointF(135, 42))
        paint_tolerance(painter, look, QPointF(208, 24), 18.5)
        paint_disc(painter, look, QPointF(208, 24), "2", QPointF(213, 42))
        paint_glyph(painter, look, QPointF(282, 25), QPointF(299, 41))
        size = label_size(look, "Label", scale=1 / look.scale)
        plate = QRectF(QPointF(371, 24 - size.height() / 2), size)
        paint_leader(painter, look, [QPointF(plate.left() + 2, 25), QPointF(352, 42)])
        paint_label(painter, look, plate, "Label", scale=1 / look.scale)


class _Picture(QWidget):
    """A piece of picture with pins, labels in two languages, cube and scale bar."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Everything that is not in the band."""
        look, painter = self._look, QPainter(self)
        painter.scale(look.scale, look.scale)
        rect = QRectF(0, 0, self.width() / look.scale, self.height() / look.scale)
        gradient = QLinearGradient(0, 0, 0, rect.height())
        gradient.setColorAt(0, look.color("picture_top"))
        gradient.setColorAt(1, look.color("picture_bottom"))
        painter.fillRect(rect, gradient)
        paint_cube(painter, look, QRectF(rect.right() - 76, rect.bottom() - 76, 64, 64), _axes(40, 20))
        paint_scale_bar(painter, look, QPointF(24, rect.bottom() - 16), 0.21)
        for left, name, second in (
            (16, "Third occipital nerve", "N. occipitalis tertius"),
            (196, "枕大神经", "Nervus occipitalis major"),
        ):
            size = label_size(look, name, second, 1 / look.scale)
            plate = QRectF(QPointF(left, 12), size)
            paint_label(painter, look, plate, name, second, scale=1 / look.scale)
            paint_leader(
                painter,
                look,
                [QPointF(left + 20, plate.bottom() + 6), QPointF(left + 44, plate.bottom() + 36)],
            )
        paint_pin(painter, look, QPointF(150, 106), "wrong")
        paint_pin(painter, look, QPointF(190, 106), "right")
        paint_disc(painter, look, QPointF(240, 90), "1", QPointF(262, 70), selected=True)
        paint_glyph(painter, look, QPointF(290, 90), selected=True)


class Page(QWidget):
    """One theme's half of the gallery, laid out by hand to lie beside the design picture."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._look, self._rings = look, RingStyle(look)
        self.setAutoFillBackground(True)
        self.resize(look.px(WIDTH), look.px(HEIGHT))
        self._put(Text(look, "heading", "text", title), 28, 22, 300, 30)
        for part in (
            self._tree,
            self._buttons,
            self._sliders,
            self._chips,
            self._answers,
            self._messages,
            self._more,
        ):
            part()

    def _put(self, widget: QWidget, x: int, y: int, wide: int = 0, high: int = 0) -> QWidget:
        px = self._look.px
        widget.setParent(self)
        hint = widget.sizeHint()
        width = px(wide) or hint.width()
        needed = widget.heightForWidth(width) if widget.hasHeightForWidth() else hint.height()
        widget.setGeometry(px(x), px(y), width, px(high) or needed)
        widget.show()
        return widget

    def _head(self, text: str, x: int, middle: int) -> None:
        self._put(Text(self._look, "tiny_strong", "text3", text), x, middle - 8, 420, 16)

    def _ring(self, widget: QWidget) -> None:
        ring_frame(widget, self._rings)

    def _tree(self) -> None:
        look = self._look
        self._head("Tree row: selected, hovered, hidden, keyboard focus; empty state", 28, 71)
        frame = QFrame()
        frame.setStyleSheet(f"QFrame {{ border: 1px solid {look.theme.line}; }}")
        self._put(frame, 28, 86, 300, 142)
        tree = _Tree(look)
        model = _model()
        model.setParent(tree)
        tree.setModel(model)
        tree.expand(model.index(0, 0))
        tree.setCurrentIndex(model.index(0, 0, model.index(0, 0)))
        self._put(tree, 29, 87, 298, 140)
        empty = EmptyState(look, "magnify")
        empty.set_texts(
            "Nothing found for “obliqus”", f"Did you mean {link(look, 'find:obliquus', 'obliquus')}?"
        )
        card = QFrame()
        card.setProperty("card", "true")
        box = QVBoxLayout(card)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(empty)
        self._put(card, 356, 90, 300, 134)

    def _buttons(self) -> None:
        look = self._look
        self._head("Buttons", 28, 251)
        for x, caption in ((28, "filled"), (95, "hover"), (162, "focus"), (230, "disabled")):
            button = Button(look, "Next", "filled")
            self._put(button, x, 266)
            self._put(Text(look, "tiny", "text3", caption), x, 303, 80, 16)
            if caption == "hover":
                button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
            elif caption == "focus":
                self._ring(button)
            elif caption == "disabled":
                button.set_reason("Answer the question first")
        measure = Button(look, "Measure", "quiet", icon="ruler")
        measure.setCheckable(True)
        measure.setChecked(True)
        rest = (
            (Button(look, "Answer"), 298, "outline"),
            (Button(look, "Hint", "quiet"), 386, "quiet"),
            (measure, 448, "on"),
        )
        for button, x, caption in rest:
            self._put(button, x, 266)
            self._put(Text(look, "tiny", "text3", caption), x, 303, 80, 16)

    def _sliders(self) -> None:
        look = self._look
        self._head("Slider, and slider with a zero", 28, 339)
        depth = ValueSlider(look, "Depth", 0, 80, unit="mm")
        depth.set_value(44)
        self._put(depth, 28, 354, 220, 24)
        offset = ValueSlider(look, "Offset", -12, 12, step=0.5, zero=0, unit="mm", decimals=1)
        offset.set_value(2.5)
        self._put(offset, 28, 378, 220, 24)
        self._head("Steps, peel", 296, 339)
        steps = StepDots(look)
        steps.set_steps([f"Step {i}" for i in range(9)], 2, {0, 1})
        self._put(steps, 293, 352)
        peel = PeelSlider(look, "Peel", LAYERS)
        peel.setValue(5)
        self._put(peel, 296, 375)

    def _chips(self) -> None:
        look = self._look
        self._head("Chips", 28, 423)
        x = 28
        for text, tone, icon in (
            ("Student", "neutral", None),
            ("Resident", "warn", None),
            ("verified", "ok", "check"),
            ("contested", "warn", "alert-outline"),
            ("crosses artery", "bad", "close"),
            ("L04 step 3", "accent", None),
        ):
            chip = self._put(Chip(look, text, tone, icon), x, 438)
            x += round(chip.width() / look.scale) + 8

    def _answers(self) -> None:
        look = self._look
        self._head("Choices", 28, 481)
        for y, text in ((496, "Choice"), (536, "Chosen"), (576, "Focused")):
            row = OptionRow(look, text)
            row.setAutoExclusive(False)
            row.setChecked(text == "Chosen")
            self._put(row, 28, y, 226)
            if text == "Focused":
                self._ring(row)
        self._head("Answer", 286, 481)
        for y, kind, title, text in (
            (496, "right", "Right", "It never reaches the skull."),
            (560, "wrong", "Not this one", "This is rectus capitis post. major."),
        ):
            callout = AnswerCallout(look)
            callout.show_answer(kind, title, text)
            self._put(callout, 286, y, 226)
        self._head("Points: model, 1 SD, tolerance, intervention, label", 28, 623)
        self._put(_Band(look, self), 28, 638, 470, 57)

    def _messages(self) -> None:
        look = self._look
        self._head("Error, in its panel", 28, 719)
        error = ErrorStrip(look)
        error.show_error(
            "L07.md, line 42: no structure “obliqus_inferior_r”",
            "Nearest: obliquus_capitis_inferior_r. The lesson goes on.",
            "Open",
        )
        self._put(error, 28, 734, 470)
        self._head("Toast", 28, 817)
        host = QWidget()
        self._put(host, 4, 800, 388, 108)
        toast = Toast(look, host)
        toast.show_message("Trapezius (right) hidden", "Undo")

    def _more(self) -> None:
        """What the design picture of the components leaves out."""
        look = self._look
        self._head("Cards, measures, search, segments, question dots, verdicts", 28, 917)
        texts = CardTexts(
            "L07",
            "Resident",
            "15 min",
            "Six pinch points",
            "Where tissue presses, two studies",
            "7/10",
            "warn",
        )
        card = LessonCard(look, texts, 0.7)
        self._put(card, 28, 932, 300)
        figures = (Figure("30.2", "± 8.9 mm", "lateral to the EOP"), Figure("52.3", "± 11.7 mm", "below it"))
        self._put(MeasureBox(look, figures), 356, 932, 316)
        self._put(SearchField(look, "Search anything", "Ctrl K"), 356, 1014, 220)
        self._put(Button(look, "Present", icon="presentation-play", key="F5"), 586, 1014)
        self._put(Segmented(look, "Plane", ("Axial", "Sagittal", "Coronal")), 356, 1058)
        self._put(FilterChip(look, "Student path"), 586, 1058)
        self._put(IconButton(look, "undo-variant", "Undo", "Ctrl+Z"), 682, 1056)
        dots = QuestionDots(look)
        dots.set_questions("abcdef", ("right", "right", "wrong", "open", "open", "open"), 2)
        self._put(dots, 352, 1096)
        many = StepDots(look)
        many.set_steps([str(i) for i in range(24)], 2)
        self._put(many, 520, 1096)
        for y, verdict in ((1164, "right"), (1204, "wrong")):
            row = OptionRow(look, "Obliquus capitis inferior", "2" if verdict == "right" else "3")
            row.set_verdict(verdict)
            self._put(row, 28, y + 12, 300)
        self._put(_Picture(look, self), 356, 1136, 340, 130)


def _axes(azimuth: float, elevation: float) -> list[tuple[float, float, float]]:
    """Where right, anterior and superior point on the screen, seen from behind, `azimuth` degrees to the right."""
    a, b = math.radians(azimuth), math.radians(elevation)
    eye = (math.sin(a) * math.cos(b), -math.cos(a) * math.cos(b), math.sin(b))
    right = (math.cos(a), math.sin(a), 0.0)
    up = (-math.sin(a) * math.sin(b), math.cos(a) * math.sin(b), math.cos(b))
    return list(zip(right, up, eye, strict=True))


def _model() -> QStandardItemModel:
    """Five rows, as in the design picture."""
    model = QStandardItemModel()
    nerves = _item("Nerves", "nerves", "shown", 11)
    for name, eye in (("Greater", "shown"), ("Third", "faded"), ("Lesser", "hidden")):
        nerves.appendRow(_item(f"{name} occipital (right)", "nerves", eye))
    muscles = _item("Muscles", "muscles", "shown", 18)
    muscles.appendRow(_item("Trapezius", "muscles", "hidden"))
    for item in (nerves, muscles):
        model.appendRow(item)
    return model


def _item(name: str, tissue: str, eye: str, count: int | None = None) -> QStandardItem:
    item = QStandardItem(name)
    for role, value in ((Role.TISSUE, tissue), (Role.EYE, eye), (Role.COUNT, count)):
        item.setData(value, role)
    return item


def draw(look: Look, title: str, ratio: float) -> QImage:
    """One half of the gallery as a picture."""
    page = Page(look, title)
    image = QImage(page.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    page.show()
    QApplication.processEvents()
    page.render(image)
    page.hide()
    return image


def main(arguments: list[str]) -> int:
    """Write the picture; the first argument is its file."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    look = Look(scale=int(arguments[1]) / 100 if len(arguments) > 1 else 1.0)
    ratio = float(arguments[2]) if len(arguments) > 2 else 1.0
    apply_look(app, look)
    dark = draw(look, "Dark", ratio)
    look.set(theme_name="light")
    light = draw(look, "Light", ratio)
    both = QImage(dark.width() * 2, dark.height(), QImage.Format.Format_RGB32)
    painter = QPainter(both)
    for index, half in enumerate((dark, light)):
        half.setDevicePixelRatio(1)
        painter.drawImage(index * half.width(), 0, half)
    painter.end()
    both.save(arguments[0])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
