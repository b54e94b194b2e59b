"""Present, undo and redo: what a user expects of Ctrl+Z."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from anatomy_viewer.model.state import AppState
from anatomy_viewer.store import LONGEST_HISTORY, Store


def peeled(layers: int) -> AppState:
    state = AppState()
    return replace(state, view=state.view.peel_to(layers))


def test_undo_and_redo_walk_the_same_way_and_name_it() -> None:
    store = Store(peeled(0))
    store.replace("one", peeled(1))
    store.replace("two", peeled(2))
    assert (store.past, store.undone) == (("two", "one"), ())
    assert store.undo() == "two"
    assert store.now == peeled(1)
    assert (store.past, store.undone) == (("one",), ("two",))
    assert store.undo(5) == "one"
    assert store.now == peeled(0)
    assert store.undone == ("one", "two")
    assert store.redo(2) == "two"
    assert store.now == peeled(2)
    assert store.redo() == ""


def test_a_new_change_forgets_what_was_undone() -> None:
    store = Store(peeled(0))
    store.replace("one", peeled(1))
    store.undo()
    store.replace("other", peeled(5))
    assert store.undone == ()
    assert store.redo() == ""
    assert store.now == peeled(5)


def test_who_begins_to_listen_during_a_change_is_told_of_it() -> None:
    heard: list[int] = []
    store = Store(peeled(0))

    def come_late(_old: AppState, new: AppState) -> None:
        if new.view.peel == 1:
            store.listen(lambda _old, new: heard.append(new.view.peel))

    store.listen(come_late)
    store.replace("one", peeled(1))
    store.replace("two", peeled(2))
    assert heard == [1, 2]


def test_what_changes_nothing_is_no_change() -> None:
    heard: list[object] = []
    store = Store(peeled(0))
    store.listen(lambda old, new: heard.append(new))
    store.replace("nothing", peeled(0))
    store.amend(peeled(0))
    assert (store.past, heard) == ((), [])
    assert store.undo() == ""


def test_a_drag_is_one_entry_and_two_drags_are_two() -> None:
    store = Store(peeled(0))
    for layers in (1, 2, 3):
        store.replace("Peel", peeled(layers), merge=True)
    assert store.past == ("Peel",)
    store.settle()
    store.replace("Peel", peeled(4), merge=True)
    assert store.past == ("Peel", "Peel")
    store.undo()
    assert store.now == peeled(3)
    store.undo()
    assert store.now == peeled(0)


def test_drags_of_different_kinds_or_after_an_undo_do_not_merge() -> None:
    store = Store(peeled(0))
    store.replace("Peel", peeled(1), merge=True)
    store.replace("Turn", peeled(2), merge=True)
    store.replace("Peel", peeled(3), merge=True)
    assert store.past == ("Peel", "Turn", "Peel")
    store.undo()
    store.replace("Turn", peeled(4), merge=True)
    store.replace("Turn", peeled(5))
    assert store.past == ("Turn", "Turn", "Turn", "Peel")


def test_amending_is_told_but_not_undone() -> None:
    heard: list[tuple[AppState, AppState]] = []
    store = Store(peeled(0))
    store.replace("one", peeled(1))
    store.listen(lambda old, new: heard.append((old, new)))
    store.amend(peeled(2))
    assert heard == [(peeled(1), peeled(2))]
    assert store.past == ("one",)


def test_history_has_an_end() -> None:
    store = Store(peeled(0))
    for number in range(LONGEST_HISTORY + 20):
        store.replace(str(number), replace(AppState(), asking=str(number)))
    assert len(store.past) == LONGEST_HISTORY
    assert store.past[0] == str(LONGEST_HISTORY + 19)
    store.undo(LONGEST_HISTORY + 20)
    assert store.now.asking == "19"


def test_listeners_hear_every_change_until_they_stop() -> None:
    heard: list[str] = []
    store = Store(peeled(0))
    stop = store.listen(lambda old, new: heard.append("first"))
    store.listen(lambda old, new: heard.append("second"))
    store.replace("one", peeled(1))
    stop()
    store.undo()
    assert heard == ["first", "second", "second"]


@pytest.mark.parametrize("write", ["replace", "amend", "undo"])
def test_a_listener_that_writes_is_refused_and_history_is_unharmed(write: str) -> None:
    store = Store(peeled(0))
    store.replace("one", peeled(1))
    writes = {
        "replace": lambda: store.replace("mine", peeled(5)),
        "amend": lambda: store.amend(peeled(5)),
        "undo": store.undo,
    }
    stop = store.listen(lambda old, new: writes[write]())
    with pytest.raises(RuntimeError, match="listener tried to change"):
        store.replace("two", peeled(2))
    stop()
    assert (store.now, store.past, store.undone) == (peeled(2), ("two", "one"), ())
    store.undo()
    assert store.now == peeled(1)


class Walk(RuleBasedStateMachine):
    """The store against the plainest model of undo: two lists of states."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store(peeled(0))
        self.past: list[AppState] = []
        self.undone: list[AppState] = []

    @rule(layers=st.integers(0, 7))
    def change(self, layers: int) -> None:
        if peeled(layers) != self.store.now:
            self.past.append(self.store.now)
            self.undone.clear()
        self.store.replace(str(layers), peeled(layers))

    @rule(steps=st.integers(1, 4))
    def undo(self, steps: int) -> None:
        now = self.store.now
        self.store.undo(steps)
        for _ in range(min(steps, len(self.past))):
            self.undone.append(now)
            now = self.past.pop()

    @rule(steps=st.integers(1, 4))
    def redo(self, steps: int) -> None:
        now = self.store.now
        self.store.redo(steps)
        for _ in range(min(steps, len(self.undone))):
            self.past.append(now)
            now = self.undone.pop()

    @invariant()
    def lengths_agree(self) -> None:
        assert (len(self.store.past), len(self.store.undone)) == (len(self.past), len(self.undone))

    def teardown(self) -> None:
        start = self.past[0] if self.past else self.store.now
        self.store.undo(len(self.past))
        assert self.store.now == start


Walk.TestCase.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)
test_any_walk_through_history = Walk.TestCase
