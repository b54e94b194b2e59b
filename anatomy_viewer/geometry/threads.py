"""Two threads share the rows of an image: compiled loops let go of the interpreter.

Not numba's own threads: its usual layer ends the process when two images enter it side by side.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Any

THREADS = 2
_HERE = threading.local()


def shared(work: Callable[[int, int], Any], count: int) -> None:
    """Call `work(first, last)` on the parts of range(count), the parts always the same; waits for all.

    Inside such work it calls on one thread: a thread of the pool must not wait for the pool.
    """
    cuts = [count * n // THREADS for n in range(THREADS + 1)]
    if getattr(_HERE, "busy", False):
        for first, last in pairwise(cuts):
            work(first, last)
        return
    others = [_pool().submit(_busy, work, first, last) for first, last in pairwise(cuts[1:])]
    try:
        work(cuts[0], cuts[1])
    finally:
        for other in others:
            other.result()


def _busy(work: Callable[[int, int], Any], first: int, last: int) -> None:
    _HERE.busy = True
    work(first, last)


@lru_cache(maxsize=1)
def _pool() -> Any:
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(THREADS, thread_name_prefix="rows")
