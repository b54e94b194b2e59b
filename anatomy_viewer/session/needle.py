"""The needle: placed, moved, asked for."""

from __future__ import annotations

from dataclasses import replace

from anatomy_viewer.model.imaging import along_needle
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.model.place_needle import PlaceNeedle
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.model.words import say
from anatomy_viewer.session.assessments import Assessments


class NeedleHolder(Assessments):
    """The part of the session that holds the needle."""

    def put_needle(
        self, word: str, needle: Needle | None, merge: bool = False, view: ViewState | None = None
    ) -> None:
        """Place, change or (None) take away the needle: an undo entry called `word`; with `merge` a drag is one.

        view: the picture that comes with it; the present one where None.
        """
        if needle is not None and self._tells is not None:
            needle = replace(needle, help=self._tells)
        imaging = self.now.imaging
        if imaging is not None and imaging.follow == "needle" and needle is not None:
            imaging = imaging.on(along_needle(needle.entry, needle.tip, needle.way))
        state = replace(self.now, needle=needle, view=view or self.view, imaging=imaging)
        self.store.replace(say(word, self.language), state, merge)

    def place_by_click(self, end: str) -> None:
        """The next click in the picture places the needle's 'entry' or 'target'; '' ends that."""
        self.store.amend(replace(self.now, placing=end))

    @property
    def _tells(self) -> bool | None:
        """Is said what the needle passes? None: as the user likes."""
        exercise, asked = self.now.exercise, self.asked
        if exercise is not None and exercise.placing:
            return exercise.help
        return asked.help if isinstance(asked, PlaceNeedle) else None

    @property
    def reads_needle(self) -> bool:
        """May be said just now what the needle passes?"""
        needle = self.now.needle
        return needle is not None and needle.help and self.asks_for in ("", "needle") and not self.withholding

    def ask_for_needle(self, question: str) -> None:
        """The needle placed from now on is the answer to `question`; '' ends that."""
        placing = "entry" if question else ""
        self.store.amend(replace(self.now, asking=question, placing=placing, needle=None))

    def answer_with(self, answer: str) -> None:
        """Answer the question being asked in the picture; the needle that did so is taken away."""
        given = replace(self.now.answer_to(self.now.asking), chosen=answer, judged=True)
        state = replace(self.now.with_answer(given), asking="", placing="", needle=None)
        self.store.amend(state)
