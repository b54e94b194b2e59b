"""Present, past and undone states, and those who want to know of a change. No Qt, no files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from anatomy_viewer.model.state import AppState

Listener = Callable[[AppState, AppState], None]
Keep = Callable[[AppState, AppState], AppState]
LONGEST_HISTORY = 200


@dataclass(frozen=True)
class Entry:
    """A past state and the name of the change that left it."""

    label: str
    state: AppState


class Store:
    """Holds the one `AppState`; `replace` is the only way to change it.

    `keep(now, then)` is what undo and redo go to instead of `then`: some of the present may be none of history's.
    """

    def __init__(self, state: AppState, keep: Keep = lambda _now, then: then) -> None:
        self._now = state
        self._keep = keep
        self._past: list[Entry] = []
        self._undone: list[Entry] = []
        self._listeners: list[Listener] = []
        self._latecomers: list[Listener] = []
        self._telling = False
        self._open_merge = ""

    @property
    def now(self) -> AppState:
        """The present state."""
        return self._now

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(old, new)` after each change, and the one being told of; returns what stops it."""
        self._listeners.append(listener)
        if self._telling:
            self._latecomers.append(listener)
        return lambda: self._listeners.remove(listener)

    def replace(self, label: str, state: AppState, merge: bool = False) -> None:
        """Make `state` the present one. With `merge`, changes of the same label in a row are one undo entry."""
        self._refuse_listeners()
        if state == self._now:
            return
        if not (merge and self._open_merge == label and self._past):
            self._past.append(Entry(label, self._now))
            del self._past[:-LONGEST_HISTORY]
        self._open_merge = label if merge else ""
        self._undone.clear()
        self._tell(state)

    def settle(self) -> None:
        """End a run of merged changes: the next one of the same label is an undo entry of its own."""
        self._open_merge = ""

    def amend(self, state: AppState) -> None:
        """Change the present without an undo entry (selection by hovering, the camera of a flight's goal)."""
        self._refuse_listeners()
        if state != self._now:
            self._tell(state)

    def forget(self) -> None:
        """Forget all history; the present stays."""
        self._past.clear()
        self._undone.clear()
        self._open_merge = ""

    def undo(self, steps: int = 1) -> str:
        """Go back; returns the label of the last change undone, '' when there was none."""
        return self._travel(self._past, self._undone, steps)

    def redo(self, steps: int = 1) -> str:
        """Go forward again; returns the label of the last change redone, '' when there was none."""
        return self._travel(self._undone, self._past, steps)

    def _travel(self, source: list[Entry], other: list[Entry], steps: int) -> str:
        self._refuse_listeners()
        label, state = "", self._now
        for _ in range(min(steps, len(source))):
            entry = source.pop()
            other.append(Entry(entry.label, state))
            label, state = entry.label, self._keep(state, entry.state)
        self._open_merge = ""
        if label:
            self._tell(state)
        return label

    @property
    def past(self) -> tuple[str, ...]:
        """Labels of the changes that can be undone, latest first."""
        return tuple(entry.label for entry in reversed(self._past))

    @property
    def undone(self) -> tuple[str, ...]:
        """Labels of the changes that can be redone, next first."""
        return tuple(entry.label for entry in reversed(self._undone))

    def _refuse_listeners(self) -> None:
        if self._telling:
            raise RuntimeError("a listener tried to change the state it was being told about")

    def _tell(self, state: AppState) -> None:
        old, self._now = self._now, state
        self._telling = True
        try:
            for listener in tuple(self._listeners):
                listener(old, state)
            while self._latecomers:
                self._latecomers.pop(0)(old, state)
        finally:
            self._telling = False
            self._latecomers.clear()
