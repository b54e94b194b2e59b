"""What the decision block of a case may hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator, model_validator

from anatomy_viewer.content.forms import Form, Sentences, one_of, wrong
from anatomy_viewer.content.lesson_forms import PlainOption, TranslatedOptionForm
from anatomy_viewer.model.case import BEST, GRADES, STAGES

Grade = Annotated[str, one_of(GRADES)]


class WayForm(Form):
    """One of the things that could be done, the step it leads to, and what follows from it."""

    text: Sentences
    to: str
    grade: Grade
    explain: Sentences


class DecisionForm(Form):
    """What a step of a case ends in: `options`, one way on (`to`), or an `ending`."""

    stage: Annotated[str, one_of(STAGES)]
    ask: str = ""
    options: Annotated[tuple[WayForm, ...], Field(max_length=6)] = ()
    to: str = ""
    ending: str = ""
    grade: Annotated[str, one_of(GRADES, optional=True)] = ""
    hint: str = ""

    @field_validator("options")
    @classmethod
    def _worth_deciding(cls, value: tuple[WayForm, ...]) -> tuple[WayForm, ...]:
        if len(value) == 1:
            raise wrong("there is one option only.", "Write 'to: STEP' instead, or add another.")
        if value and not any(way.grade == BEST for way in value):
            raise wrong("no option is the best.", "Give one of them 'grade: best'.")
        if len({way.text for way in value}) < len(value):
            raise wrong("two options are the same.", "Change one.")
        return value

    @model_validator(mode="after")
    def _one_of_three(self) -> DecisionForm:
        if sum(map(bool, (self.options, self.to, self.ending))) != 1:
            raise wrong("the decision leads nowhere, or in two ways.", "Give options, to, or ending.")
        if self.options and not self.ask.strip():
            raise wrong("the decision asks nothing.", "Add 'ask: …'.")
        if self.ending and self.grade not in GRADES:
            raise wrong("the ending has no 'grade'.", f"Use one of: {', '.join(GRADES)}.")
        return self


class TranslatedDecisionForm(Form):
    """A decision's words; the options in the order of the lesson."""

    ask: str = ""
    options: tuple[Annotated[TranslatedOptionForm, PlainOption], ...] = ()
    ending: str = ""
    hint: str = ""
