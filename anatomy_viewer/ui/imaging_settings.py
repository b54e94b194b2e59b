"""The settings of a modality: a slider each, rarely wanted ones behind 'Advanced'; beside the image or in a popover."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from anatomy_viewer.imaging.us_settings import CURVED, FREQUENCIES
from anatomy_viewer.model.imaging import FAMILY, Imaging
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_reader import ImageReader, settings_of
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.segmented import Segmented
from anatomy_viewer.ui.widgets.slider import ValueSlider


@dataclass(frozen=True)
class Field:
    """A number of the settings: least, most, step; `zero`: where the fill begins. shown: is it there with these?"""

    name: str
    word: str
    least: float
    most: float
    step: float = 1.0
    unit: str = ""
    decimals: int = 0
    zero: float | None = None
    advanced: bool = False
    shown: Callable[[Any], bool] = lambda _settings: True


@dataclass(frozen=True)
class Choice:
    """One of a few: values and their words."""

    name: str
    word: str
    values: tuple[Any, ...]
    words: tuple[str, ...]
    advanced: bool = False


_INVERTED: Callable[[Any], bool] = lambda s: s.sequence == "ir"  # noqa: E731
_CURVED: Callable[[Any], bool] = lambda s: s.probe == CURVED  # noqa: E731
_LINEAR: Callable[[Any], bool] = lambda s: s.probe != CURVED  # noqa: E731
_LOW, _HIGH = FREQUENCIES["curved"], FREQUENCIES["linear"]
_THICK = Field("thickness_mm", "Slice thickness", 0.6, 5.0, 0.1, "mm", 1)
FIELDS: dict[str, tuple[Field | Choice, ...]] = {
    "ct": (
        Choice("contrast", "Contrast", ("none", "arterial", "venous"), ("None", "Arterial", "Venous")),
        Choice("kernel", "Kernel", ("soft", "bone"), ("Soft", "Bone")),
        _THICK,
        Field("hardening", "Beam hardening", 0.0, 2.0, 0.1, "", 1, advanced=True),
    ),
    "mr": (
        Choice("field_t", "Field strength", (1.5, 3.0), ("1.5 T", "3 T")),
        Choice("gadolinium", "Contrast", (0.0, 0.6), ("None", "Gadolinium")),
        _THICK,
        Field("conspicuity", "Conspicuity of the nerve", 0.0, 1.0, 0.05, "", 2),
        Field("tr", "TR", 5.0, 8000.0, 5.0, "ms", advanced=True),
        Field("te", "TE", 2.0, 200.0, 1.0, "ms", advanced=True),
        Field("ti", "TI", 50.0, 2800.0, 5.0, "ms", advanced=True, shown=_INVERTED),
        Field("snr", "Signal to noise", 5.0, 80.0, 1.0, advanced=True),
        Field("chemical_shift", "Chemical shift", 0.0, 4.0, 0.5, "", 1, advanced=True),
        Field("flow_ghost", "Flow ghosts", 0.0, 1.0, 0.1, "", 1, advanced=True),
    ),
    "us": (
        Field("depth_mm", "Depth", 20.0, 60.0, 1.0, "mm", shown=_LINEAR),
        Field("depth_mm", "Depth", 40.0, 120.0, 1.0, "mm", shown=_CURVED),
        Field("gain_db", "Gain", -20.0, 20.0, 1.0, "dB", zero=0.0),
        Field("frequency_mhz", "Frequency", *_HIGH, 0.5, "MHz", 1, shown=_LINEAR),
        Field("frequency_mhz", "Frequency", *_LOW, 0.5, "MHz", 1, shown=_CURVED),
        Field("focus_mm", "Focus", 5.0, 80.0, 1.0, "mm"),
    ),
}  # fmt: skip


class SettingsBox(QFrame):
    """Follows the modality of a family's panel; a drag is one undo entry."""

    def __init__(
        self,
        look: Look,
        session: Session,
        reader: ImageReader,
        family: str,
        parent: QWidget | None = None,
        advanced: bool = True,
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._reader, self.family = look, session, reader, family
        self._open, self._may_open = False, advanced
        self._made: list[tuple[Field | Choice, QLabel, ValueSlider | Segmented]] = []
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(8)
        for field in FIELDS[family]:
            self._made.append((field, QLabel(), self._control(field)))
        for _, label, control in self._made:
            self._column.addWidget(_cell(label, control))
        self._more = Button(look, "", "quiet", icon="tune-variant")
        self._more.clicked.connect(self._toggle)
        self._reset = Button(look, "", "quiet", icon="restore")
        self._reset.clicked.connect(self._forget)
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        for part in (self._more, self._reset, self._hint):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.retranslate()

    def lie(self, flat: bool) -> None:
        """Under the image all in a row, beside it one under the other."""
        way = QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom
        self._column.setDirection(way)
        self._column.setSpacing(self._look.px(16) if flat else 8)
        last = self._column.count() - 1
        for index in range(last + 1):
            self._column.setStretch(index, int(flat) if index < last else int(not flat))

    def _control(self, field: Field | Choice) -> ValueSlider | Segmented:
        if isinstance(field, Choice):
            choice = Segmented(self._look, "", field.words, tight=True)
            choice.chosen.connect(lambda index: self._set(field.name, field.values[index]))
            return choice
        slider = ValueSlider(
            self._look, "", field.least, field.most, field.step, field.zero, field.unit, field.decimals
        )
        slider.changed.connect(lambda value: self._set(field.name, value))
        slider.committed.connect(lambda _value: self._session.store.settle())
        return slider

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        for field, label, control in self._made:
            label.setText(_said(field.word, language))
            label.setFont(self._look.font("small"))
            if isinstance(control, Segmented):
                assert isinstance(field, Choice)
                control.set_texts(
                    _said(field.word, language), [_said(word, language) for word in field.words]
                )
            else:
                control.set_name(_said(field.word, language))
        self._more.setText(say("Advanced", language))
        self._reset.setText(say("Usual settings", language))
        self._hint.setFont(self._look.font("small"))
        self._hint.setText(
            say("Tilt the probe to see the nerve darken (anisotropy).", language)
            if self.family == "us"
            else ""
        )
        self.follow()

    def follow(self) -> None:
        """Show the settings that are."""
        imaging, modality = self._session.imaging, self._reader.modality(self.family)
        if imaging is None or modality is None:
            return
        settings = settings_of(imaging, modality)
        for field, label, control in self._made:
            shown = (self._open or not field.advanced) and (
                isinstance(field, Choice) or field.shown(settings)
            )
            cell = label.parentWidget()
            if cell is not None:
                cell.setVisible(shown)
            value = getattr(settings, field.name)
            if isinstance(control, ValueSlider):
                value = settings.inversion_ms if value is None else value
                control.set_value(value)
            elif isinstance(field, Choice):
                control.set_current(field.values.index(value) if value in field.values else -1)
        self._more.setVisible(self._may_open and any(field.advanced for field, _, _ in self._made))
        self._reset.setVisible(_key(modality.key) in dict(imaging.settings))
        self._hint.setVisible(bool(self._hint.text()))

    def _toggle(self) -> None:
        self._open = not self._open
        self.follow()
        self.window().adjustSize() if self.window().windowType() == Qt.WindowType.Popup else None

    def _set(self, name: str, value: Any) -> None:
        modality = self._reader.modality(self.family)
        if modality is None:
            return

        def change(imaging: Imaging) -> Imaging:
            settings = replace(settings_of(imaging, modality), **{name: value})
            return imaging.with_setting(_key(modality.key), settings)

        self._session.image("Settings of the image", change, merge=True)

    def _forget(self) -> None:
        modality = self._reader.modality(self.family)
        if modality is not None:
            key = _key(modality.key)
            self._session.image(
                "Usual settings",
                lambda i: replace(i, settings=tuple(pair for pair in i.settings if pair[0] != key)),
            )


class Popover(QFrame):
    """A box over the window that goes when one clicks elsewhere; `closed` when it has."""

    closed = Signal()

    def __init__(self, look: Look, content: QWidget, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("popover", True)
        self.setMinimumWidth(look.px(270))
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.addWidget(content)

    def hideEvent(self, event: QHideEvent) -> None:
        """It is not opened again."""
        super().hideEvent(event)
        self.closed.emit()
        self.deleteLater()

    def open_above(self, button: QWidget) -> None:
        """Over a button, its right edge over the button's."""
        self.adjustSize()
        corner = button.mapToGlobal(button.rect().topRight())
        self.move(corner.x() - self.width(), corner.y() - self.height() - 4)
        self.show()

    def open_below(self, button: IconButton) -> None:
        """Under a button, its right edge under the button's."""
        self.adjustSize()
        corner = button.mapToGlobal(button.rect().bottomRight())
        self.move(corner.x() - self.width(), corner.y() + 4)
        self.show()


def _cell(label: QLabel, control: QWidget) -> QWidget:
    """A setting under its name."""
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label)
    column.addWidget(control)
    return cell


def _key(modality: str) -> str:
    """B-mode and Doppler are one machine."""
    return "us" if FAMILY[modality] == "us" else modality


def _said(word: str, language: str) -> str:
    """Abbreviations and numbers are the same in every language."""
    return word if word in ("TR", "TE", "TI", "1.5 T", "3 T") else say(word, language)
