"""What else the images show: a finding, beside the sliders of the plane; names, colours and the like in a box."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from anatomy_viewer.imaging.modalities import MODALITIES
from anatomy_viewer.model.image_plane import BENT
from anatomy_viewer.model.imaging import FAMILY, NORMAL, Imaging, Panel, division
from anatomy_viewer.model.texts import Text
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_words import side_words
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.segmented import Segmented
from anatomy_viewer.ui.widgets.slider import ValueSlider

FOLLOWED = ("", "walk", "needle")


class FindingRow(QWidget):
    """What is wrong, and how much of it. `chosen(id)`: another pathology, '' for none."""

    chosen = Signal(str)

    def __init__(
        self, look: Look, session: Session, names: Mapping[str, Text], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self.names = look, session, names
        self._label = QLabel()
        self._choice = Button(look, "", icon_right="chevron-down")
        self._choice.setMinimumWidth(90)
        self._severity = ValueSlider(look, "", 0.0, 100.0, 5.0, None, "%")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._label)
        row.addWidget(self._choice)
        row.addWidget(self._severity, 1)
        row.addStretch(0)
        self._choice.clicked.connect(self._open_menu)
        self._severity.changed.connect(self._set)
        self._severity.committed.connect(lambda _value: session.store.settle())
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        self._label.setText(say("Finding", language))
        self._label.setFont(self._look.font("body"))
        self._severity.set_name(say("Severity", language))
        self.follow()

    def follow(self) -> None:
        """Show what is chosen."""
        imaging, language = self._session.imaging, self._session.language
        if imaging is None:
            return
        name = self.names.get(imaging.pathology)
        self._choice.setText(name.get(language) if name else say("Normal", language))
        self._choice.setToolTip(self._choice.text())
        self._choice.setMaximumWidth(self._choice.sizeHint().width())
        self._choice.updateGeometry()
        self._severity.setVisible(name is not None)
        self._severity.set_value(imaging.severity * 100.0)

    def _open_menu(self) -> None:
        menu, imaging, language = QMenu(self), self._session.imaging, self._session.language
        now = imaging.pathology if imaging else ""
        rows = [
            ("", say("Normal", language)),
            *((name, text.get(language)) for name, text in self.names.items()),
        ]
        for name, words in rows:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(name == now)
            action.triggered.connect(lambda _on=False, name=name: self.chosen.emit(name))
        menu.popup(self._choice.mapToGlobal(self._choice.rect().topLeft()))

    def _set(self, value: float) -> None:
        self._session.image("Severity", lambda i: replace(i, severity=value / 100.0), merge=True)


class OptionsBox(QFrame):
    """Names, colours over the grey, divider, convention, and what the plane follows."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(2)
        self._names = self._pick("Names", ("Shown", "Hidden"), lambda i, n: replace(i, labels=n == 0))
        self._colours = ValueSlider(look, say("Colour over the grey", session.language), 0, 100, 5, None, "%")
        self._colours.changed.connect(self._colour)
        self._colours.committed.connect(lambda _value: session.store.settle())
        self._add("Colour over the grey", self._colours)
        self._divider = Button(look, "", icon_right="chevron-down")
        self._divider.clicked.connect(self._open_dividers)
        self._add("Divider in the front image", self._divider)
        self._side = self._pick(
            "Convention", ("Radiological", "Neurological"), lambda i, n: replace(i, neurological=n == 1)
        )
        words = ("Nothing", "The walk", "The needle")
        self._follow = Segmented(look, "", [say(word, session.language) for word in words], tight=True)
        self._follow.chosen.connect(lambda index: session.let_plane_follow(FOLLOWED[index]))
        self._add("The plane follows", self._follow)
        self.follow()

    def _add(self, word: str, control: QWidget) -> None:
        label = QLabel(say(word, self._session.language))
        label.setFont(self._look.font("small"))
        self._column.addWidget(label)
        self._column.addWidget(control)
        self._column.addSpacing(8)

    def _pick(
        self, word: str, words: tuple[str, ...], change: Callable[[Imaging, int], Imaging]
    ) -> Segmented:
        language = self._session.language
        choice = Segmented(
            self._look, say(word, language), [say(each, language) for each in words], tight=True
        )
        choice.chosen.connect(lambda index: self._session.image(word, lambda i: change(i, index)))
        self._add(word, choice)
        return choice

    def _colour(self, value: float) -> None:
        self._session.image("Colour over the grey", lambda i: replace(i, overlay=value / 100.0), merge=True)

    def _name_of(self, key: str) -> str:
        """What can stand before the divider, in words; '' for no divider."""
        language = self._session.language
        if key in ("", NORMAL):
            return say("Normal" if key else "None", language)
        return side_words(MODALITIES[key].name, language)

    def _open_dividers(self) -> None:
        """What can be compared with the image in front: what is normal, and all other modalities."""
        imaging = self._session.imaging
        if imaging is None:
            return
        menu, own = QMenu(self), imaging.panel(imaging.front).modality
        now = imaging.divider.other if imaging.divider else ""
        bent = imaging.start.name in BENT
        for key in ("", *([NORMAL] if imaging.pathology else []), *MODALITIES):
            if key == own or (bent and "us" in (FAMILY.get(key), imaging.front)):
                continue
            action = menu.addAction(self._name_of(key))
            action.setCheckable(True)
            action.setChecked(key == now)
            action.triggered.connect(lambda _on=False, key=key: self._divide(key))
        menu.popup(self._divider.mapToGlobal(self._divider.rect().bottomLeft()))

    def _divide(self, key: str) -> None:
        """Set `key` beside the image in front; '' takes the divider away."""

        def change(imaging: Imaging) -> Imaging:
            own, at = imaging.panel(imaging.front).modality, imaging.divider.at if imaging.divider else 0.5
            if not key:
                return replace(imaging, divider=None)
            divider = division(key, own, at)
            if divider.other != key:  # beside ultrasound the panel is the probe's
                imaging = imaging.with_panel(Panel(key))
            return replace(imaging, divider=divider, front=divider.family)

        self._session.image("Divider", change)

    def follow(self) -> None:
        """Show what is."""
        imaging = self._session.imaging
        if imaging is None:
            return
        self._names.set_current(0 if imaging.labels else 1)
        self._colours.set_value(imaging.overlay * 100.0)
        self._divider.setText(self._name_of(imaging.divider.other if imaging.divider else ""))
        self._side.set_current(int(imaging.neurological))
        self._follow.set_current(FOLLOWED.index(imaging.follow) if imaging.follow in FOLLOWED else 0)
