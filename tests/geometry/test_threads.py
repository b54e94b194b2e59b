"""Sharing rows between two threads."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from anatomy_viewer.geometry.threads import shared


def test_every_row_is_worked_on_once_also_inside_such_work_and_side_by_side() -> None:
    def image(_: int) -> int:
        done = np.zeros((40, 30), np.int64)

        def rows(first: int, last: int) -> None:
            def columns(left: int, right: int) -> None:
                done[first:last, left:right] += 1

            shared(columns, 30)

        shared(rows, 40)
        return int((done == 1).sum())

    with ThreadPoolExecutor(4) as callers:
        assert list(callers.map(image, range(8))) == [1200] * 8


def test_a_failure_in_either_half_is_told() -> None:
    def work(first: int, last: int) -> None:
        if last == 10:
            raise ValueError("second half")

    with pytest.raises(ValueError, match="second half"):
        shared(work, 10)
