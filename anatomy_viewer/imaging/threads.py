"""Two threads share the rows of an image: compiled loops let go of the interpreter.

Not numba's own threads: its default layer ends the process when two images enter it side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Any

THREADS = 2


def shared(work: Callable[[int, int], Any], count: int) -> None:
    """Call `work(first, last)` on the parts of range(count), the parts always the same; waits for all."""
    cuts = [count * n // THREADS for n in range(THREADS + 1)]
    others = [_pool().submit(work, a, b) for a, b in pairwise(cuts[1:])]
    work(cuts[0], cuts[1])
    for other in others:
        other.result()


@lru_cache(maxsize=1)
def _pool() -> Any:
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(THREADS, thread_name_prefix="imaging")
