"""Errors that are the content's or the user's fault; they say where and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass
class ContentError(Exception):
    """Something in a file (or an argument) is wrong: shown to the user in one sentence, never as a traceback."""

    path: Path | str
    line: int | None
    problem: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.path}, line {self.line}" if self.line else f"{self.path}"
        tail = f" {self.hint}" if self.hint else ""
        return f"{where}: {self.problem}{tail}"
