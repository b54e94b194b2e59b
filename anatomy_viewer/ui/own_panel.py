"""The tab in which a mesh file becomes one's own: units and axes, matching points, name, source, licence, colour."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from anatomy_viewer.content.own_adding import Wish, part_names
from anatomy_viewer.content.own_atlas import SIDES
from anatomy_viewer.content.own_frames import AXES, UNITS
from anatomy_viewer.content.problem_words import in_chinese, sentence
from anatomy_viewer.content.problems_zh import PROBLEMS
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.registration import FEWEST
from anatomy_viewer.model.adding import SEEN
from anatomy_viewer.model.anatomy import Text as Words
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.own_colours import ColourRow
from anatomy_viewer.ui.own_points import OwnPoints
from anatomy_viewer.ui.own_reader import OwnReader
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.scroll import ScrollColumn
from anatomy_viewer.ui.widgets.segmented import Segmented

SEEN_WORDS = {"both": "Both", "mesh": "Mesh", "specimen": "Specimen"}
SIDE_WORDS = {"right": "Right", "left": "Left", "midline": "Midline"}
FIELDS = ("Name", "Name in Chinese", "Source", "Licence")
HINTS = {
    "Source": "Who made it, where it is from",
    "Licence": "CC BY 4.0, own work …",
    "Name in Chinese": "As in English",
}


class OwnPanel(QWidget):
    """`see_asked(word)`: a word of SEEN; `closed`: given up; `shown(place)`: a place to be shown in the picture."""

    see_asked = Signal(str)
    closed = Signal()
    shown = Signal(object)

    def __init__(
        self, look: Look, session: Session, reader: OwnReader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._reader = look, session, reader
        self._opened = 0
        self._make_parts()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _make_parts(self) -> None:
        look = self._look
        self._title, self._about = Text(look, "heading"), Text(look, "small", "text2")
        for label in (self._title, self._about):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._close = IconButton(look, "close", "")
        self._captions = {
            word: Text(look, "small_strong", "text2") for word in ("Size", "Place", *FIELDS, "Side", "Colour")
        }
        self._units = Segmented(look, "", list(UNITS), tight=True)
        self._axes = Button(look, "", "outline", icon_right="chevron-down")
        self._size = Text(look, "small", "text2")
        self._seen = Segmented(look, "", list(SEEN), tight=True)
        self.points = OwnPoints(look, self._session, self._reader)
        self.fields = {word: QLineEdit() for word in FIELDS}
        self._parts = Text(look, "small", "text2")
        self._parts.setTextFormat(Qt.TextFormat.PlainText)
        self._side = Segmented(look, "", list(SIDES), tight=True)
        self._side.set_current(SIDES.index("midline"))
        self._colours = ColourRow(look)
        self._problem = Text(look, "small", "warn")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self.add = Button(look, "", "filled", "plus")
        self._cancel = Button(look, "")

    def _lay_out(self) -> None:
        page, look = QWidget(), self._look
        page.setProperty("page", True)
        column, head, units, foot = QVBoxLayout(page), QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(22, 16, 22, 18)
        column.setSpacing(look.px(6))
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        units.addWidget(self._units)
        units.addWidget(self._axes)
        units.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._about)
        self._caption(column, "Size")
        column.addLayout(units)
        column.addWidget(self._size)
        self._caption(column, "Place")
        column.addWidget(self._seen)
        column.addWidget(self.points)
        for word in FIELDS:
            self._caption(column, word)
            column.addWidget(self.fields[word])
            if word == "Name":
                column.addWidget(self._parts)
        for word, part in (("Side", self._side), ("Colour", self._colours)):
            self._caption(column, word)
            column.addWidget(part)
        column.addSpacing(look.px(10))
        column.addWidget(self._problem)
        foot.addWidget(self.add)
        foot.addWidget(self._cancel)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollColumn(page))

    def _caption(self, column: QVBoxLayout, word: str) -> None:
        column.addSpacing(self._look.px(6))
        column.addWidget(self._captions[word])

    def _connect(self) -> None:
        self._close.clicked.connect(self.closed)
        self._cancel.clicked.connect(self.closed)
        self._units.chosen.connect(lambda index: self._read_as(units=list(UNITS)[index]))
        self._axes.clicked.connect(self._offer_axes)
        self._seen.chosen.connect(lambda index: self.see_asked.emit(SEEN[index]))
        self._colours.chosen.connect(self._reader.set_colour)
        self.add.clicked.connect(self._keep)
        self._reader.changed.connect(self.refresh)
        self._reader.failed.connect(self._fail)
        self.points.shown.connect(self.shown)
        for field in self.fields.values():
            field.textChanged.connect(lambda _text: self._allow())
            field.returnPressed.connect(self._keep)
        self._look.changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Words in the session's language."""
        for word, label in self._captions.items():
            label.setText(self._say(word))
        for word, field in self.fields.items():
            field.setFont(self._look.font("control"))
            field.setAccessibleName(self._say(word))
            field.setPlaceholderText(self._say(HINTS[word]) if word in HINTS else "")
        self._close.set_name(self._say("Cancel"))
        self._cancel.setText(self._say("Cancel"))
        self.add.setText(self._say("Add to my atlas"))
        self._units.set_texts(self._say("Units"), list(UNITS))
        self._seen.set_texts(self._say("Shown"), [self._say(SEEN_WORDS[word]) for word in SEEN])
        self._side.set_texts(self._say("Side"), [self._say(SIDE_WORDS[side]) for side in SIDES])
        self._colours.retranslate(self._session.language)
        self.points.retranslate()
        self.refresh()

    def _say(self, english: str) -> str:
        return say(english, self._session.language)

    # What is shown

    def refresh(self) -> None:
        """As the file and the state are."""
        adding, raw = self._session.adding, self._reader.raw
        if adding is None or raw is None:
            return
        if adding.opened != self._opened:
            self._opened = adding.opened
            self._begin()
        files = len({part.file for part in raw.parts})
        self._title.setText(raw.path.name if files == 1 else self._say("{} files").format(files))
        faces = sum(len(part.faces) for part in raw.parts)
        words = self._say("{} faces").format(f"{faces:,}")
        many = len(raw.parts) > 1
        self._about.setText(f"{self._say('{} parts').format(len(raw.parts))} · {words}" if many else words)
        self._units.set_current(list(UNITS).index(adding.units))
        self._axes.setText(f"{self._say('Axes')} {adding.axes}")
        self._axes.updateGeometry()
        self._seen.set_current(SEEN.index(adding.seen))
        self._say_size()
        names = [each.get(self._session.language) for each in part_names(raw, self._names())]
        self._parts.setText(" · ".join(names[:12]) + (" …" if len(names) > 12 else ""))
        self._parts.setVisible(many)
        self._allow()

    def _begin(self) -> None:
        """Another file: its own name, nothing said yet but by whom the last one was."""
        raw = self._reader.raw
        if raw is not None:
            names = part_names(raw, Words("", ""))
            self.fields["Name"].setText(names[0].en if len(raw.parts) == 1 else "")
            self.fields["Name"].setPlaceholderText(
                "" if len(raw.parts) == 1 else self._say("Before the name of each part")
            )
        self.fields["Name in Chinese"].clear()
        self._colours.set_current("")
        self._problem.clear()

    def _say_size(self) -> None:
        preview, problem = self._reader.preview, self._reader.problem
        tone, words = "text2", []
        adding = self._session.adding
        if problem is not None and adding is not None and len(adding.marks) < FEWEST:
            tone, words = "warn", [sentence(problem, self._session.language)]
        elif preview is not None:
            wide = np.ptp(preview.full.bounds, axis=0)
            dot = "。" if self._session.language == "zh" else "."
            words = [" × ".join(f"{mm:.0f}" for mm in wide) + " mm" + (dot if preview.away else "")]
            if preview.away:
                away = f"the mesh lies {preview.away:.0f} mm away from the specimen."
                words.append(
                    in_chinese(away, PROBLEMS)
                    if self._session.language == "zh"
                    else away[0].upper() + away[1:]
                )
                words.append(self._say("It is shown beside it."))
        self._size.setText((" " if self._session.language == "en" else "").join(words))
        self._size.set_tone(tone)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, ContentError):
            self._problem.setText(sentence(error, self._session.language))
        self._allow()

    # What is wished

    def _read_as(self, **changes: str) -> None:
        self._session.add_by("Size", lambda adding: replace(adding, **changes))  # type: ignore[arg-type]

    def _offer_axes(self) -> None:
        menu, adding = QMenu(self), self._session.adding
        for axes in dict.fromkeys([*AXES, *([adding.axes] if adding else [])]):
            action = menu.addAction(f"{axes}  {self._meaning(axes)}")
            action.setCheckable(True)
            action.setChecked(adding is not None and axes == adding.axes)
            action.triggered.connect(lambda _on=False, axes=axes: self._read_as(axes=axes))
        menu.exec(self._axes.mapToGlobal(self._axes.rect().bottomLeft()))

    def _meaning(self, axes: str) -> str:
        words = {"R": "right", "L": "left", "A": "in front", "P": "behind", "S": "above", "I": "below"}
        return " · ".join(
            f"+{axis} {self._say(words[letter])}" for axis, letter in zip("xyz", axes, strict=True)
        )

    def _names(self) -> Words:
        return Words(self.fields["Name"].text().strip(), self.fields["Name in Chinese"].text().strip())

    def _allow(self) -> None:
        """It can be added once source and licence are said and its size is possible."""
        said = all(self.fields[word].text().strip() for word in ("Source", "Licence"))
        problem = self._reader.problem
        if problem is not None:
            reason = sentence(problem, self._session.language)
        else:
            reason = "" if said else self._say("Say source and licence first.")
        self.add.set_reason(reason)

    def _keep(self) -> None:
        if self.add.isEnabled():
            self.add.setEnabled(False)
            self._problem.clear()
            side = SIDES[self._side.current()]
            source, licence = self.fields["Source"].text(), self.fields["Licence"].text()
            self._reader.keep(Wish(source.strip(), licence.strip(), names=self._names(), side=side))
