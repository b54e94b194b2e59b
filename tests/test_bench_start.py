"""The measured start: the clock runs from the start of the process, and a start that fails is said in one sentence."""

from __future__ import annotations

import sys

import pytest

from anatomy_viewer import bench_start
from anatomy_viewer.errors import ContentError

SHOWN = "import time; from anatomy_viewer import bench_start as b; now = time.time(); "


def test_the_clock_runs_from_before_python_itself_starts() -> None:
    times = bench_start.measure_start(
        [sys.executable, "-c", SHOWN + "print('hello'); print(b.report(now, now + 1))"]
    )
    assert 0.005 < times.window_s < 30
    assert times.cold_start_s == pytest.approx(times.window_s + 1, abs=0.002)


def test_memory_is_the_started_process_s_own_and_not_its_parent_s() -> None:
    ballast = bytearray(300 * 2**20)
    ballast[::4096] = b"x" * len(ballast[::4096])
    times = bench_start.measure_start([sys.executable, "-c", SHOWN + "print(b.report(now, now))"])
    own = bench_start.peak_rss_mb()
    assert own is not None
    assert own > 300
    assert times.peak_rss_mb is not None
    assert 5 < times.peak_rss_mb < 150


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise SystemExit('no mesh')", "no mesh"),
        ("print('window shown')", "it said nothing"),
        ("import threading; threading.Event().wait()", "no picture within 1 s"),
    ],
)
def test_a_start_that_fails_is_one_sentence(code: str, said: str) -> None:
    with pytest.raises(ContentError, match=said):
        bench_start.measure_start([sys.executable, "-c", code], longest_s=1)


def test_a_common_start_is_not_measured() -> None:
    assert bench_start.started_at() is None
