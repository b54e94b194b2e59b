"""A question in the lesson form: its kind says which fields it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from anatomy_viewer.content.sketch_slips import KINDS
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.form_fields import Area, Labelled, Line, Lines, Rows
from anatomy_viewer.ui.form_names import NamePicker
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import IconButton
from anatomy_viewer.ui.widgets.clear import clear
from anatomy_viewer.ui.widgets.messages import Text

KIND_NAMES = {
    "choice": "One right answer",
    "choices": "Several right answers",
    "locate": "Click it in the picture",
    "name": "Type its name",
    "place": "Place a point",
    "order": "Put in order",
    "match": "Match pairs",
}
SHARED = ("id", "ask", "hint", "explain", "level", "topic", "structures", "recall", "vignette", "source")
assert tuple(KIND_NAMES) == KINDS


def new_question(kind: str, taken: set[str]) -> dict[str, object]:
    """An empty question of a kind, with an id that is free."""
    name = next(f"q{number}" for number in range(1, 1000) if f"q{number}" not in taken)
    keys: dict[str, object] = {"id": name, "kind": kind, "ask": ""}
    return keys | ({"options": ["", "", ""]} if kind in ("choice", "choices") else {})


class QuestionForm(QFrame):
    """`put(keys)`: the question's block is this now; `removed`; `answer_out(part, number)`: a row went."""

    put = Signal(object)
    removed = Signal()
    answer_out = Signal(str, int)

    def __init__(self, look: Look, session: Session, keys: Mapping[str, Any]) -> None:
        super().__init__()
        self._look, self._session, self.keys = look, session, dict(keys)
        self.setProperty("card", True)
        self._kind, self._remove = QComboBox(), IconButton(look, "delete-outline", "", small=True)
        self._ask = Labelled(look, Area(look, 1))
        self._hint, self._explain = Labelled(look, Area(look, 1)), Labelled(look, Area(look, 1))
        self._own = QVBoxLayout()
        self._own.setSpacing(8)
        self._lay_out()
        self._fill_words()
        for name, part in (("ask", self._ask), ("hint", self._hint), ("explain", self._explain)):
            part.field.show_text(str(self.keys.get(name, "")))
            part.field.put.connect(lambda text, name=name: self._set(name, text))
        self._kind.activated.connect(self._change_kind)
        self._remove.clicked.connect(self.removed)
        self._make_own()

    def _lay_out(self) -> None:
        head, column = QHBoxLayout(), QVBoxLayout(self)
        self._kind.setFont(self._look.font("control"))
        head.addWidget(self._kind, 1)
        head.addWidget(self._remove)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._ask)
        column.addLayout(self._own)
        column.addWidget(self._hint)
        column.addWidget(self._explain)

    def first_field(self) -> QWidget:
        """Where one begins to write."""
        return self._ask.field

    def _say(self, text: str) -> str:
        return say(text, self._session.language)

    def _fill_words(self) -> None:
        self._kind.setAccessibleName(self._say("Kind of question"))
        with QSignalBlocker(self._kind):
            for kind in KINDS:
                self._kind.addItem(self._say(KIND_NAMES[kind]), kind)
            self._kind.setCurrentIndex(KINDS.index(self.keys["kind"]))
        self._remove.set_name(self._say("Remove the question"))
        self._ask.set_name(self._say("Question"), self._say("Which muscle does the nerve hook round?"))
        self._hint.set_name(self._say("Hint"), self._say("If wanted"))
        self._explain.set_name(self._say("Told after the answer"), self._say("Why it is so"))

    def _set(self, name: str, value: object) -> None:
        """A key has this value now; an empty one goes, but for what every question has."""
        if value in ("", [], ()) and name != "ask":
            self.keys.pop(name, None)
        else:
            self.keys[name] = value
        self.put.emit(dict(self.keys))

    def _change_kind(self, index: int) -> None:
        """What the kinds share stays: between one and several right answers the answers too."""
        kind = KINDS[index]
        answers = ("options",) if {kind, self.keys["kind"]} <= {"choice", "choices"} else ()
        kept = {k: v for k, v in self.keys.items() if k in (*SHARED, *answers)}
        self.keys = {**new_question(kind, set()), **kept, "kind": kind}
        self._make_own()
        self.put.emit(dict(self.keys))

    # What a kind has of its own

    def _make_own(self) -> None:
        clear(self._own)
        _OWN[str(self.keys["kind"])](self)

    def _add(self, widget: QWidget, name: str, hint: str = "") -> None:
        labelled = Labelled(self._look, widget)
        labelled.set_name(name, hint)
        self._own.addWidget(labelled)

    def _answers(self) -> None:
        rows = Answers(self._look, self._session, several=self.keys["kind"] == "choices")
        rows.show_values([_as_table(option) for option in self.keys.get("options", [])])
        rows.put.connect(lambda values: self._set("options", [_plain(v) for v in values]))
        rows.taken_out.connect(lambda at: self.answer_out.emit("options", at))
        self._own.addWidget(
            Text(self._look, "small_strong", "text2", self._say("Answers; tick what is right"))
        )
        self._own.addWidget(rows)

    def _picked(self) -> None:
        kind = self.keys["kind"]
        kinds = ("structure", "feature", "point") if kind == "name" else ("structure", "feature")
        picker = NamePicker(self._look, self._session, kinds)
        picker.show_ids(_list(self.keys.get("answer")))
        picker.put.connect(lambda ids: self._set("answer", ids))
        self._add(picker, self._say("What is to be named" if kind == "name" else "What is to be clicked"))
        if kind == "name":
            words = Lines(self._look, 1, 8)
            words.show_texts([str(word) for word in _list(self.keys.get("accept"))])
            words.put.connect(lambda texts: self._set("accept", texts))
            self._add(words, self._say("Further words that count"), self._say("If wanted"))

    def _point(self) -> None:
        picker = NamePicker(self._look, self._session, ("point",), single=True)
        picker.show_ids([str(self.keys["point"])] if self.keys.get("point") else [])
        picker.put.connect(lambda ids: self._set("point", ids[0] if ids else ""))
        self._add(picker, self._say("The point to be placed"))

    def _order(self) -> None:
        lines = Lines(self._look, 3, 10)
        lines.show_texts([str(item) for item in _list(self.keys.get("items"))])
        lines.put.connect(lambda texts: self._set("items", texts))
        self._add(lines, self._say("In their right order"))

    def _match(self) -> None:
        rows = Pairs(self._look, self._session)
        rows.show_values([dict(pair) for pair in _list(self.keys.get("pairs"))])
        rows.put.connect(lambda values: self._set("pairs", [p for p in values if p["left"] or p["right"]]))
        rows.taken_out.connect(lambda at: self.answer_out.emit("pairs", at))
        self._own.addWidget(Text(self._look, "small_strong", "text2", self._say("What belongs together")))
        self._own.addWidget(rows)
        decoys = Lines(self._look, 1, 6)
        decoys.show_texts([str(word) for word in _list(self.keys.get("decoys"))])
        decoys.put.connect(lambda texts: self._set("decoys", texts))
        self._add(decoys, self._say("Right sides that belong to none"), self._say("If wanted"))


class Tick(IconButton):
    """Says that an answer is right: round where there is one, square where there are several."""

    def __init__(self, look: Look, name: str, several: bool) -> None:
        off, on = (
            ("checkbox-blank-outline", "checkbox-marked") if several else ("radiobox-blank", "check-circle")
        )
        super().__init__(look, off, name, small=True)
        self.setCheckable(True)
        self.toggled.connect(lambda ticked: self.set_icon(on if ticked else off))

    def show_on(self, on: bool) -> None:
        """Ticked or not, silently."""
        self.setChecked(on)


class Answers(Rows):
    """Options: a tick where it is right, its text, and why, told when it was chosen."""

    def __init__(self, look: Look, session: Session, several: bool) -> None:
        super().__init__(look, 2, 12, {"text": ""}, self._row)
        self._session, self._several = session, several
        self._ticks: dict[int, Tick] = {}
        self.set_words(say("Add an answer", session.language), say("Take out answer", session.language))

    def _row(self, at: int, value: Any) -> QWidget:
        """Tick and text; below it, why."""
        language, row, column = self._session.language, QWidget(), QVBoxLayout()
        row.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        right = Tick(self._look, say("Answer {} is right", language).format(at + 1), self._several)
        right.show_on(value.get("right") is True)
        right.clicked.connect(lambda _on, at=at, right=right: self._mark(at, right.isChecked()))
        self._ticks = {i: tick for i, tick in self._ticks.items() if i < at} | {at: right}
        text, why = Line(self._look), Line(self._look, "small")
        text.setProperty("first", True)
        text.set_name(say("Answer {}", language).format(at + 1), say("Answer {}", language).format(at + 1))
        why.set_name(say("Why, if it is chosen", language), say("Why, if it is chosen", language))
        text.show_text(str(value.get("text", "")))
        why.show_text(str(value.get("explain", "")))
        text.put.connect(lambda words, at=at: self._write(at, "text", words))
        why.put.connect(lambda words, at=at: self._write(at, "explain", words))
        top = QHBoxLayout()
        top.addWidget(right)
        top.addWidget(text, 1)
        column.addLayout(top)
        column.addWidget(why)
        return row

    def _write(self, at: int, name: str, words: str) -> None:
        value = {**cast(dict[str, object], self.values[at]), name: words}
        self.set_value(at, {k: v for k, v in value.items() if v or k == "text"})

    def _mark(self, at: int, on: bool) -> None:
        """Of one right answer, the one that is ticked last."""
        for i, value in enumerate(cast(list[dict[str, object]], self.values)):
            kept = {k: v for k, v in value.items() if k != "right" or (self._several and i != at)}
            self.values[i] = {**kept, "right": True} if on and i == at else kept
        for i, tick in self._ticks.items():
            tick.show_on("right" in cast(dict[str, object], self.values[i]))
        self.put.emit(self.values)


class Pairs(Rows):
    """What belongs together: left and right."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(look, 3, 8, {"left": "", "right": ""}, self._row)
        self._session = session
        self.set_words(say("Add a pair", session.language), say("Take out pair", session.language))

    def _row(self, at: int, value: Any) -> QWidget:
        """Two lines side by side."""
        row, line = QWidget(), QHBoxLayout()
        row.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        for side, word in (("left", "Left {}"), ("right", "Right {}")):
            field, name = Line(self._look), say(word, self._session.language).format(at + 1)
            field.setProperty("first", side == "left")
            field.set_name(name, name)
            field.show_text(str(value.get(side, "")))
            field.put.connect(lambda words, side=side: self._write(at, side, words))
            line.addWidget(field, 1)
        return row

    def _write(self, at: int, side: str, words: str) -> None:
        self.set_value(at, {**cast(dict[str, object], self.values[at]), side: words})


def _as_table(option: Any) -> dict[str, object]:
    return dict(option) if isinstance(option, Mapping) else {"text": str(option)}


def _plain(option: Mapping[str, object]) -> object:
    """As it is written: the text alone where there is nothing else."""
    return option["text"] if set(option) == {"text"} else dict(option)


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [] if value in (None, "") else [value]


_OWN: dict[str, Callable[[QuestionForm], None]] = {
    "choice": QuestionForm._answers,
    "choices": QuestionForm._answers,
    "locate": QuestionForm._picked,
    "name": QuestionForm._picked,
    "place": QuestionForm._point,
    "order": QuestionForm._order,
    "match": QuestionForm._match,
}
