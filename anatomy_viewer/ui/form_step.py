"""A step in the lesson form: its title, the view taken for it, text, notes and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from anatomy_viewer.content.lesson_sketch import questions
from anatomy_viewer.content.lesson_source import SourceStep
from anatomy_viewer.content.sketch_slips import KINDS
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.form_fields import Area, Labelled, Line
from anatomy_viewer.ui.form_question import KIND_NAMES, QuestionForm, new_question
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.clear import clear
from anatomy_viewer.ui.widgets.messages import Text

PICTURE = (112, 70)  # px of the small picture of the view


class StepForm(QWidget):
    """`put(SourceStep)`: the step is this now; `view_asked`: its scene is to be the present view;
    `answer_out(question id, part, number)`: a row of a question went; `changing`: something is about to come or go."""

    put = Signal(object)
    view_asked = Signal()
    answer_out = Signal(str, str, int)
    changing = Signal()

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look, self._session = look, session
        self.step = SourceStep("", "")
        self._taken: set[str] = set()
        self.title = Labelled(look, Line(look, "card"))
        self.text, self.notes = Labelled(look, Area(look, 4)), Labelled(look, Area(look, 1))
        self.take = Button(look, "", "outline", "camera-outline")
        self._view, self._picture = Text(look, "small", "text2"), QLabel()
        self._link = Button(look, "", "quiet", "link-variant")
        self._head, self._cards = Text(look, "small_strong", "text2"), QVBoxLayout()
        self.add = Button(look, "", "outline", "help-circle-outline")
        self._menu = QMenu(self)
        self.add.setMenu(self._menu)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        scene, words = QHBoxLayout(), QVBoxLayout()
        words.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self._view)
        scene.addWidget(self._picture)
        scene.addLayout(words, 1)
        self._cards.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addLayout(scene)
        column.addWidget(self.text)
        column.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.notes)
        column.addWidget(self._head)
        column.addLayout(self._cards)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.title.field.put.connect(lambda text: self._put(title=text))
        self.text.field.put.connect(self._put_text)
        self.notes.field.put.connect(lambda text: self._put(notes=text))
        self.take.clicked.connect(self.view_asked)
        self._link.clicked.connect(self._insert_link)

    def _say(self, text: str) -> str:
        return say(text, self._session.language)

    def retranslate(self) -> None:
        """Words in the session's language."""
        self.title.set_name(self._say("Title of the step"))
        self.text.set_name(self._say("Text"), self._say("What the learner reads beside the picture"))
        self.notes.set_name(self._say("Notes for the lecturer"), self._say("If wanted"))
        self.take.setText(self._say("Take this view"))
        self._link.setText(self._say("Link to what is selected"))
        self._head.setText(self._say("Questions"))
        self.add.setText(self._say("Add a question"))
        self._menu.clear()
        for kind in KINDS:
            action = QAction(self._say(KIND_NAMES[kind]), self._menu)
            action.triggered.connect(lambda _=False, kind=kind: self.add_question(kind))
            self._menu.addAction(action)
        self.show_step(self.step, self._taken)

    # What is shown

    def show_step(self, step: SourceStep, taken: set[str], picture: QPixmap | None = None) -> None:
        """This one from now on; `taken`: ids of all questions of the lesson."""
        self.step, self._taken = step, taken
        self.title.field.show_text(step.title)
        self.text.field.show_text(step.text)
        self.notes.field.show_text(step.notes)
        self.show_view(step, picture)
        self._fill_questions()

    def show_view(self, step: SourceStep, picture: QPixmap | None) -> None:
        """What the step's scene is, in words, and its picture where there is one."""
        self.step = step
        scenes = step.blocks("scene")
        self._view.setText(
            self._in_words(scenes[0]) if scenes else self._say("No view yet: everything is shown")
        )
        self._picture.setVisible(picture is not None)
        if picture is not None:
            self._picture.setPixmap(picture)

    def _in_words(self, scene: Mapping[str, object]) -> str:
        """What of the picture is not as usual."""
        keys = {
            "peel": "Layers taken off", "highlight": "Highlighted", "fade": "Faded", "label": "Labels",
            "points": "Points", "cut": "Cut", "imaging": "Image", "pathway": "Pathway",
        }  # fmt: skip
        told = [self._say(word) for key, word in keys.items() if scene.get(key)]
        return " · ".join([self._say("View taken"), *told])

    def _fill_questions(self) -> None:
        clear(self._cards)
        for number, keys in enumerate(questions(self.step)):
            if keys.get("kind") not in KINDS:
                text = self._say("A question of the kind “{}” is kept as it is.").format(keys.get("kind"))
                self._cards.addWidget(Text(self._look, "body", "text2", text))
                continue
            card = QuestionForm(self._look, self._session, keys)
            card.put.connect(lambda made, number=number: self._put_question(number, made))
            card.removed.connect(lambda number=number: self._remove(number))
            name = str(keys.get("id"))
            card.answer_out.connect(lambda part, at, name=name: self.answer_out.emit(name, part, at))
            self._cards.addWidget(card)
            card.show()  # at once: it may be given the cursor

    # What is changed

    def _put(self, **changes: str) -> None:
        self.step = replace(self.step, **changes)  # type: ignore[arg-type]
        self.put.emit(self.step)

    def _put_text(self, text: str) -> None:
        self.step = self.step.with_text(text)
        self.put.emit(self.step)

    def _asked(self) -> list[dict[str, object]]:
        return list(questions(self.step))

    def _put_questions(self, asked: list[dict[str, object]]) -> None:
        self.step = self.step.with_blocks("quiz", asked)
        self.put.emit(self.step)

    def _put_question(self, number: int, keys: dict[str, object]) -> None:
        asked = self._asked()
        asked[number] = keys
        self._put_questions(asked)

    def _remove(self, number: int) -> None:
        self.changing.emit()
        asked = self._asked()
        del asked[number]
        self._put_questions(asked)
        self._fill_questions()

    def add_question(self, kind: str) -> None:
        """One more, with the cursor in what it asks."""
        self.changing.emit()
        here = {str(keys.get("id")) for keys in self._asked()}
        self._put_questions([*self._asked(), new_question(kind, self._taken | here)])
        self._fill_questions()
        item = self._cards.itemAt(self._cards.count() - 1)
        card = item.widget() if item else None
        if isinstance(card, QuestionForm):
            card.first_field().setFocus()

    def _insert_link(self) -> None:
        """A link to the selected structure or point, in place of the marked words or with its own name."""
        selected, field = self._session.view.selected, self.text.field
        if selected is None or not isinstance(field, Area):
            self._view.setText(self._say("Select something in the picture first."))
            return
        cursor = field.textCursor()
        words = cursor.selectedText() or full_name(self._session.atlas, selected, self._session.language)
        kind = "point" if selected in self._session.atlas.points else "structure"
        cursor.insertText(f"[{words}]({kind}:{selected})")
        field.setFocus()
