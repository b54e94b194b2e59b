"""The question that is answered in a simulated image."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QWidget

from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.question import Verdict, shuffled
from anatomy_viewer.model.read_image import ABNORMAL, NORMAL, ReadImage, caliper_answer, read_caliper
from anatomy_viewer.model.words import joined, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.background import Background
from anatomy_viewer.ui.imaging_words import term
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.question_card import QuestionCard
from anatomy_viewer.ui.reading_images import Drawn, ImageBox, draw, thickness
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.option import OptionRow

TELL = {
    "structure": "Click the structure in the image.",
    "modality": "Choose how this image was made.",
    "abnormal": "Click the image that is not normal.",
    "caliper": "Click at both edges of the structure, where it is thinnest; then answer.",
}
MODALITY_WORDS = {
    "ct": "CT",
    "ct_contrast": "CT with contrast",
    "t1": "MR, T1",
    "t2": "MR, T2",
    "stir": "MR, STIR",
    "neurography": "MR neurography",
    "ciss": "MR, CISS",
    "us": "Ultrasound",
    "doppler": "Colour Doppler",
}


class ReadingCard(QuestionCard):
    """The image, or two of them, and what is done with it."""

    def __init__(
        self, look: Look, session: Session, question: ReadImage, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, session, question, parent)
        self._asked, self._thread = question, Background(self)
        self._told = Text(look, "small", "text2")
        self.body.addWidget(self._told)
        twins = question.twins(session.order_seed(question.id))
        kinds = twins if question.task == "abnormal" else (ABNORMAL,)
        telling = question.task in ("structure", "caliper")
        self._boxes = {kind: ImageBox(look, telling) for kind in kinds}
        for kind, box in self._boxes.items():
            box.clicked.connect(lambda u, v, k=kind: self._clicked(k, u, v))
            self.body.addWidget(box)
        self._measured = Text(look, "body", "text")
        self.body.addWidget(self._measured)
        self._group, self._rows = QButtonGroup(self), dict[str, OptionRow]()
        self._add_options()
        self._ask_for_images()
        self.refresh()

    def _add_options(self) -> None:
        if self._asked.task != "modality":
            return
        seed = f"{self._session.order_seed(self.question.id)}/{self.question.id}"
        keys = [self._asked.options[number] for number in shuffled(len(self._asked.options), seed)]
        for place, key in enumerate(keys):
            row = OptionRow(self._look, "", str(place + 1))
            self._group.addButton(row, place)
            self.body.addWidget(row)
            self._rows[key] = row
        self._group.idClicked.connect(lambda place: self._session.choose(self.question.id, keys[place]))

    # Images

    def _ask_for_images(self) -> None:
        for kind, box in self._boxes.items():
            self._thread.run(
                kind,
                partial(draw, self._asked.image, self._session.atlas, twin=kind == NORMAL),
                partial(self._take, box),
                partial(self._refuse, box),
            )

    def _refuse(self, box: ImageBox, error: BaseException) -> None:
        box.show_image(None, str(getattr(error, "problem", "")))

    def _take(self, box: ImageBox, drawn: Drawn) -> None:
        box.show_image(drawn)
        self.refresh()

    def finish(self) -> None:
        """Before the card goes."""
        self._thread.finish()

    # Answers

    def _clicked(self, kind: str, u: float, v: float) -> None:
        if self._session.now.answer_to(self.question.id).judged:
            return
        box, task = self._boxes[kind], self._asked.task
        if task == "structure" and box.drawn is not None:
            box.spot = (u, v)
            name = box.drawn.named(u, v, self._session.atlas)
            if name:
                self._judge(name)
        elif task == "abnormal":
            self._judge(kind)
        elif task == "caliper":
            box.ends = [*box.ends, (u, v)] if len(box.ends) < 2 else [(u, v)]
            self._session.choose(self.question.id, self._measure(box))
        box.update()

    def _measure(self, box: ImageBox) -> str:
        """The answer so far; '' until both ends are set."""
        if len(box.ends) < 2 or box.drawn is None:
            return ""
        return caliper_answer(box.mm(*box.ends), self._there(box.drawn))

    def _there(self, drawn: Drawn) -> float:
        """Mm that the structure is thick in the image."""
        picture, subject = drawn.picture, drawn.wanted.subject
        own = {name: _tissue(name) for name in self._asked.answer}
        wanted = {*own, *own.values()}
        pixel = picture.plane.width_mm / picture.labels.shape[1]
        return thickness(picture.labels, lambda n: subject.ids.get(n, "") in wanted, pixel)

    def _judge(self, answer: str) -> None:
        self._session.choose(self.question.id, answer)
        self._session.judge(self.question.id)
        self.answered.emit()

    def give(self) -> None:
        """Answer with what is chosen."""
        if self._session.now.answer_to(self.question.id).chosen:
            self._session.judge(self.question.id)
            self.answered.emit()

    # Looks

    def refresh(self) -> None:
        """Options, frames and the caliper's length, then what all questions show."""
        super().refresh()
        answer, language = self._session.now.answer_to(self.question.id), self._session.language
        self._told.setText(say(TELL[self._asked.task], language))
        self._told.setVisible(not answer.judged)
        chosen = answer.chosen
        self._answer.setVisible(not answer.judged and self._asked.task in ("modality", "caliper"))
        self._answer.setText(say("Answer", language))
        self._answer.set_reason("" if chosen else say("Choose an answer first.", language))
        for key, row in self._rows.items():
            row.setText(term(MODALITY_WORDS[key], language))
            row.setChecked(chosen == key)
            right = key == self._asked.image.modality
            row.set_verdict(
                ("right" if right else "wrong") if self.told(answer) and (right or chosen == key) else ""
            )
            row.setEnabled(not answer.judged)
        self._show_boxes(answer.chosen, self.told(answer))

    def _show_boxes(self, chosen: str, judged: bool) -> None:
        language = self._session.language
        for kind, box in self._boxes.items():
            if not chosen:
                box.ends, box.spot = (box.ends if len(box.ends) < 2 else []), None
            if self._asked.task == "abnormal":
                box.frame = ("ok" if kind == ABNORMAL else "bad" if chosen == kind else "") if judged else ""
            box.update()
        measured = read_caliper(chosen) if self._asked.task == "caliper" else None
        self._measured.setVisible(measured is not None)
        if measured is not None:
            self._measured.setText(say("Measured: {} mm", language).format(f"{measured[0]:.1f}"))

    def wrong_title(self, chosen: str) -> str:
        """Names what was clicked instead, or how far off it is."""
        atlas, language = self._session.atlas, self._session.language
        if self._asked.task == "structure" and (chosen in atlas.structures or chosen in atlas.features):
            return say("Not this one: {}", language).format(full_name(atlas, chosen, language))
        return super().wrong_title(chosen)

    def right_answer(self, verdict: Verdict) -> str:
        """What would have been right, in words."""
        atlas, language = self._session.atlas, self._session.language
        if self._asked.task == "structure":
            return joined([full_name(atlas, name, language) for name in verdict.correct[:2]], language)
        if self._asked.task == "modality":
            return term(MODALITY_WORDS[self._asked.image.modality], language)
        return f"{verdict.correct[0]} mm" if self._asked.task == "caliper" and verdict.correct else ""


def _tissue(name: str) -> str:
    """How the volume calls a nerve that has a label of its own."""
    sides: dict[str, Any] = {"_r": "right", "_l": "left"}
    return f"gon_{sides[name[-2:]]}" if name[:-2] == "greater_occipital_nerve" else name
