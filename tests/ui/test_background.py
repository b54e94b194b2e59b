"""Slow work is done elsewhere and heard of here, unless nobody wants it any more."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from anatomy_viewer.errors import ContentError
from anatomy_viewer.ui.background import Background

heard: list[object] = []


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    heard.clear()
    made = Background()
    yield made
    made.finish()
    made.deleteLater()


def hear(value: object) -> None:
    heard.append((value, threading.current_thread() is threading.main_thread()))


def test_work_is_done_on_another_thread_and_told_on_this_one(qtbot: QtBot, background: Background) -> None:
    background.run("a", lambda: threading.current_thread() is threading.main_thread(), hear, hear)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard == [(False, True)]


@pytest.mark.parametrize("error", [ContentError("a.md", 3, "wrong."), RuntimeError("ours")])
def test_what_goes_wrong_is_told(
    qtbot: QtBot, background: Background, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    def work() -> None:
        raise error

    background.run("a", work, hear, hear)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard == [(error, True)]
    assert ("ours" in caplog.text) == isinstance(error, RuntimeError)  # our own faults are logged whole


def test_only_the_latest_of_a_kind_is_told(qtbot: QtBot, background: Background) -> None:
    gate = threading.Event()
    background.run("a", lambda: gate.wait(20) and "first", hear, hear)
    background.run("a", lambda: "second", hear, hear)
    background.run("b", lambda: "other", hear, hear)
    gate.set()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert [value for value, _ in heard] == ["second", "other"]


def test_after_the_end_nothing_is_told(qtbot: QtBot, background: Background) -> None:
    begun, gate = threading.Event(), threading.Event()
    background.run("a", lambda: (begun.set(), gate.wait(20)), hear, hear)
    background.run("b", lambda: hear("never begun"), hear, hear)
    assert begun.wait(20)
    threading.Timer(0.01, gate.set).start()
    background.finish()
    assert gate.is_set()  # what was under way was waited for
    qtbot.wait(1)
    assert heard == []


def test_forgotten_work_is_not_told(qtbot: QtBot, background: Background) -> None:
    gate = threading.Event()
    background.run("a", lambda: gate.wait(20), hear, hear)
    background.forget("a")
    gate.set()
    background.run("b", lambda: "last", hear, hear)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard == [("last", True)]
