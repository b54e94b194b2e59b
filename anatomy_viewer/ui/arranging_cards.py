"""Questions that are answered by arranging: an order, and pairs."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from anatomy_viewer.model.arranging import Match, PutInOrder, arranged, written
from anatomy_viewer.model.question import Verdict
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.question_card import QuestionCard
from anatomy_viewer.ui.widgets.messages import Icon, Text
from anatomy_viewer.ui.widgets.order_list import OrderList


class OrderCard(QuestionCard):
    """Rows to drag, or to move with the keys; answered as they lie."""

    def __init__(
        self, look: Look, session: Session, question: PutInOrder, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, session, question, parent)
        self._asked = question
        self._how = Text(look, "small", "text2")
        self._list = OrderList(look, len(question.items))
        self._list.moved.connect(self._move)
        self.body.addWidget(self._how)
        self.body.addWidget(self._list)
        self.refresh()

    def _laid(self) -> list[int]:
        """The items' numbers as they lie now."""
        chosen = arranged(self._session.now.answer_to(self.question.id).chosen)
        whole = sorted(chosen) == list(range(len(self._asked.items)))
        return chosen if whole else list(self._asked.order(self._session.order_seed(self.question.id)))

    def _move(self, place: int, goal: int) -> None:
        numbers = self._laid()
        numbers.insert(goal, numbers.pop(place))
        self._session.choose(self.question.id, written(numbers))

    def refresh(self) -> None:
        """The rows as they lie, marked once it is told."""
        super().refresh()
        answer, language = self._session.now.answer_to(self.question.id), self._session.language
        numbers, told = self._laid(), self.told(answer)
        marks = [
            ("right" if number == place else "wrong") if told else "" for place, number in enumerate(numbers)
        ]
        self._how.setText(
            say("Drag the rows into order, or move them with Alt and the arrow keys.", language)
        )
        self._how.setVisible(not answer.judged)
        said = [say("Correct" if mark == "right" else "Not here", language) if mark else "" for mark in marks]
        self._list.show_items([self._asked.items[n].get(language) for n in numbers], marks, said)
        self._list.setEnabled(not answer.judged)
        self._answer.setText(say("Answer", language))

    def give(self) -> None:
        """Answer with the rows as they lie."""
        self._session.choose(self.question.id, written(self._laid()))
        self._session.judge(self.question.id)
        self.answered.emit()

    def wrong_title(self, _chosen: str) -> str:
        """The order, not a thing, is wrong."""
        return say("Not in this order", self._session.language)

    def right_answer(self, _verdict: Verdict) -> str:
        """The items in their order."""
        return " → ".join(item.get(self._session.language) for item in self._asked.items)


class MatchCard(QuestionCard):
    """A list to choose from beside each left."""

    def __init__(self, look: Look, session: Session, question: Match, parent: QWidget | None = None) -> None:
        super().__init__(look, session, question, parent)
        self._asked = question
        self._lefts = [Text(look, "body", "text") for _ in question.pairs]
        self._boxes = [_narrow_box() for _ in question.pairs]
        self._marks = [Icon(look, "check-circle", "ok", 18) for _ in question.pairs]
        self._shown: tuple[object, ...] = ()
        for left in range(len(question.pairs)):
            self._boxes[left].activated.connect(lambda place, left=left: self._choose(left, place))
            self.body.addLayout(self._row(left))
        self.refresh()

    def _row(self, left: int) -> QVBoxLayout:
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._boxes[left], 1)
        below.addWidget(self._marks[left])
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(self._lefts[left])
        column.addLayout(below)
        return column

    def _choose(self, left: int, place: int) -> None:
        chosen = self._session.now.answer_to(self.question.id).chosen
        right = self._boxes[left].itemData(place)
        self._session.choose(self.question.id, self._asked.with_pair(chosen, left, right))

    def refresh(self) -> None:
        """Each left with its list; what was given to it, marked once it is told."""
        super().refresh()
        answer, language = self._session.now.answer_to(self.question.id), self._session.language
        self._offer(language)
        given, told = self._asked.given(answer.chosen), self.told(answer)
        for left, (box, mark, right) in enumerate(zip(self._boxes, self._marks, given, strict=True)):
            box.setCurrentIndex(box.findData(right) if right is not None else 0)
            words = f"<span>{escape(box.currentText())}</span>"  # an author's letters, never rich text
            box.setToolTip(words if right is not None else "")
            box.setEnabled(not answer.judged)
            fits = self._asked.fits(left, right)
            mark.setVisible(told)
            mark.set_icon(*(("check-circle", "ok") if fits else ("close-circle", "bad")))
            box.setAccessibleDescription(say("Correct" if fits else "Not this one", language) if told else "")
        self._answer.setText(say("Answer", language))
        missing = None in given
        self._answer.set_reason(say("Give each one its partner first.", language) if missing else "")

    def _offer(self, language: str) -> None:
        """The lists, filled anew when the language or the attempt is another."""
        order = self._asked.order(self._session.order_seed(self.question.id))
        if self._shown == (order, language):
            return
        self._shown = (order, language)
        for left, box in enumerate(self._boxes):
            words = self._asked.pairs[left].left.get(language)
            self._lefts[left].setTextFormat(Qt.TextFormat.PlainText)
            self._lefts[left].setText(words)
            box.setAccessibleName(words)
            box.clear()
            box.addItem(say("Choose…", language), None)
            for number in order:
                box.addItem(self._asked.rights[number].get(language), number)
            box.view().setMinimumWidth(box.view().sizeHintForColumn(0))

    def give(self) -> None:
        """Answer with the pairs as they are."""
        answer = self._session.now.answer_to(self.question.id)
        if None not in self._asked.given(answer.chosen):
            self._session.judge(self.question.id)
            self.answered.emit()

    def wrong_title(self, chosen: str) -> str:
        """How many pairs fit."""
        hits = sum(self._asked.fits(i, right) for i, right in enumerate(self._asked.given(chosen)))
        return say("{} of {} pairs right", self._session.language).format(hits, len(self._asked.pairs))

    def right_answer(self, _verdict: Verdict) -> str:
        """All pairs."""
        language, sep = self._session.language, "；" if self._session.language == "zh" else "; "
        return sep.join(f"{p.left.get(language)} — {p.right.get(language)}" for p in self._asked.pairs)


def _narrow_box() -> QComboBox:
    """A list as wide as its card, however long its words: they would push the page out of the panel."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    return box
