"""Lets the model of the pathway run while it is shown: rates, signals and traces, thirty times a second."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from anatomy_viewer.model.convergence import STEP, Activity, Inputs, after, step
from anatomy_viewer.model.pathway_look import PathwayLook, settled
from anatomy_viewer.model.pathway_pulses import Pulses
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session

TICK_MS = 33
LONGEST_S = 0.1  # of time that passes in one tick, however late it comes
SAMPLE_S, KEPT_S = 0.07, 40.0  # between two samples of the traces, and how far back they reach
BY_HAND_S = 0.5  # that one step by hand lets pass
REST_S = 4.0  # after which an untouched model rests


class PathwayPlayer(QObject):
    """`ticked`: something of `activity`, `pulses` or `traces` has changed.

    traces: (activity, inputs, a phase began here) since a while, the latest last.
    """

    ticked = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reduced = False
        self.activity = Activity()
        self.pulses = Pulses(session.atlas.pathway)
        self.traces: deque[tuple[Activity, Inputs, bool]] = deque(maxlen=round(KEPT_S / SAMPLE_S))
        self._owed = self._unsampled = self._into = self._last = 0.0
        self._began = self.over = False  # over: the experiment has ended
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        session.listen(self._follow)
        self.restart()

    @property
    def moving(self) -> bool:
        """Does time pass by itself?"""
        return self._timer.isActive()

    @property
    def inputs(self) -> Inputs:
        """What the sliders say."""
        look = self._session.pathway
        return look.inputs if look else Inputs()

    def restart(self) -> None:
        """Rest, nothing under way; then what the sliders ask for."""
        look = self._session.pathway
        self.activity = after(Inputs(), REST_S)
        self.pulses.clear()
        self.traces.clear()
        self._owed = self._unsampled = self._into = 0.0
        self.over = False
        self._began = bool(look and look.preset)
        if look is not None:
            self._set_going(look)
        self.ticked.emit()

    # Following

    def _follow(self, old: AppState, new: AppState) -> None:
        before, look = old.pathway, new.pathway
        if look is None or new.screen == "home":
            self._timer.stop()
        elif old.screen == "home" and before is not None:
            self._set_going(look)
        elif before is None or (look.preset and before.preset != look.preset):
            self.restart()
        elif look != before:
            if look.preset and look.phase == 0 and before.phase > 0:  # the experiment again
                self.restart()
            self._set_going(look)

    @property
    def reduced_motion(self) -> bool:
        """Without motion of its own the picture shows what the sliders lead to, and an experiment goes by hand."""
        return self._reduced

    @reduced_motion.setter
    def reduced_motion(self, reduced: bool) -> None:
        self._reduced = reduced
        if self._session.pathway is not None:
            self._set_going(self._session.pathway)

    def stop(self) -> None:
        """Before the window goes."""
        self._timer.stop()

    def _set_going(self, look: PathwayLook) -> None:
        going = look.running and not self._reduced
        if going and not self._timer.isActive():
            self._last = perf_counter()
            self._timer.start()
        elif not going:
            self._timer.stop()
        if self._reduced and not look.preset:
            self.activity = settled(look)
            self._sample(look)
            self.ticked.emit()

    # Time

    def _tick(self) -> None:
        now = perf_counter()
        passed, self._last = min(now - self._last, LONGEST_S), now
        self.advance(passed)

    def step_by_hand(self) -> None:
        """A little later; without motion to the end of an experiment's phase, then of the next."""
        look = self._session.pathway
        if look is None:
            return
        if not (self._reduced and look.preset):
            self.advance(BY_HAND_S)
            return
        left = self._left_of_phase()
        if left <= 2 * STEP:
            self.advance(left + STEP)
            left = 0.0 if self.over else self._left_of_phase()
        self.advance(max(left - STEP, 0.0))

    def _left_of_phase(self) -> float:
        """s of the experiment's present phase."""
        look = self._session.pathway
        preset = self._session.atlas.pathway.presets.get(look.preset) if look else None
        return preset.phases[look.phase].seconds - self._into if look and preset else 0.0

    def advance(self, seconds: float) -> None:
        """Let so much time pass: the model, the signals, the experiment's clock."""
        self._owed += seconds
        while self._owed >= STEP and (look := self._session.pathway) is not None:
            self._owed -= STEP
            self.activity = step(self.activity, look.inputs)
            self._unsampled += STEP
            if self._unsampled >= SAMPLE_S:
                self._sample(look)
            self._clock(look)
        if (look := self._session.pathway) is not None:
            self.pulses.step(self.activity, look.inputs, seconds)
        self.ticked.emit()

    def _sample(self, look: PathwayLook) -> None:
        self._unsampled = 0.0
        self.traces.append((self.activity, look.inputs, self._began))
        self._began = False

    def _clock(self, look: PathwayLook) -> None:
        """On to the next phase of the experiment; after the last one time stands."""
        preset = self._session.atlas.pathway.presets.get(look.preset)
        if preset is None:
            return
        self._into += STEP
        if self._into < preset.phases[look.phase].seconds:
            return
        self._into, self._began = 0.0, True
        if look.phase + 1 < len(preset.phases):
            self._session.note_pathway(lambda each: each.playing(preset, look.phase + 1))
        else:
            self._owed, self.over = 0.0, True
            self._session.note_pathway(lambda each: replace(each, running=False))
