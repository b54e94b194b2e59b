"""How long a start takes: the application itself, in a fresh process, with the clock of the one who started it.

`measure_start` starts the application with ANATOMY_VIEWER_BENCH set to the moment of the start; the application
sees that through `started_at`, prints one `report` line when its first full picture is on screen, and quits.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from anatomy_viewer.display import has_display
from anatomy_viewer.errors import ContentError

VARIABLE = "ANATOMY_VIEWER_BENCH"
MARK = "BENCH "
APPLICATION = (sys.executable, "-m", "anatomy_viewer")
KIB_PER_MIB = 1024
LONGEST_S = 120.0


@dataclass(frozen=True)
class StartTimes:
    """One start. Seconds from the start of the process; mebibytes, None where the system does not tell."""

    window_s: float
    cold_start_s: float
    peak_rss_mb: float | None


def started_at() -> float | None:
    """When whoever measures started this process, in seconds of `time.time()`; None in a common start."""
    value = os.environ.get(VARIABLE)
    return float(value) if value else None


def report(window_shown: float, picture_shown: float) -> str:
    """The line to print, from two moments of `time.time()`. Call it in a measured start only."""
    start = started_at()
    if start is None:
        raise ValueError(f"{VARIABLE} is not set: this start is not measured")
    times = StartTimes(round(window_shown - start, 3), round(picture_shown - start, 3), peak_rss_mb())
    return MARK + json.dumps(asdict(times))


def measure_start(application: Sequence[str] = APPLICATION, longest_s: float = LONGEST_S) -> StartTimes:
    """Start `application` once, off-screen where there is no display, and read its times.

    With its compiled bytecode, as every start but the very first: a setting of this process that keeps Python from
    writing that is not handed on. ContentError when it fails, says nothing or takes too long.
    """
    platform = {} if has_display() else {"QT_QPA_PLATFORM": "offscreen"}
    environment = os.environ | platform | {VARIABLE: repr(time.time())}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    name = " ".join(application)
    try:
        run = subprocess.run(
            application, env=environment, capture_output=True, text=True, timeout=longest_s, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ContentError(
            name, None, f"no picture within {longest_s:.0f} s.", "Start it by hand to see why."
        ) from error
    line = next((text for text in run.stdout.splitlines() if text.startswith(MARK)), None)
    if run.returncode or line is None:
        said = (run.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise ContentError(name, None, f"the measured start failed: {said}", "Start it by hand to see why.")
    return StartTimes(**json.loads(line.removeprefix(MARK)))


def peak_rss_mb() -> float | None:
    """The most memory that this process has held, in mebibytes; None where the system does not tell (Windows).

    Linux: VmHWM of /proc/self/status. Not `getrusage`: its figure outlives fork and exec, so that a process
    started by a large one would report the large one's memory.
    """
    if sys.platform == "win32":
        return None
    if sys.platform == "darwin":
        import resource

        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MIB**2, 1)
    return _status("VmHWM")


def memory_mb() -> float | None:
    """The memory that this process holds now, in mebibytes; None where the system does not tell."""
    return _status("VmRSS") if sys.platform.startswith("linux") else None


def _status(key: str) -> float | None:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(rf"{key}:\s+(\d+) kB", status)
    return round(int(found[1]) / KIB_PER_MIB, 1) if found else None
