"""The installed PySide6 is one that this Python can live with."""

from __future__ import annotations

import sys

from PySide6.QtCore import QRect


def test_calls_without_a_result_leave_none_alone() -> None:
    """PySide6 6.12.0 takes one reference to None in every such call; before Python 3.12, where None can die,
    the program then ends with "none_dealloc" within seconds. The remedy is PySide6 6.11.1 in constraints.txt.
    """
    rect = QRect()
    before = sys.getrefcount(None)
    for _ in range(500):
        rect.moveLeft(1)
    assert sys.getrefcount(None) > before - 100
