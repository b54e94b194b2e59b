"""Preferences and the window's layout, kept by Qt between sessions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal

from anatomy_viewer.model.preferences import (
    LABEL_LANGUAGES,
    LANGUAGES,
    PALETTES,
    TEXT_SCALES,
    THEMES,
    Preferences,
)

_VALID: dict[str, Callable[[object], bool]] = {
    "language": lambda v: v in LANGUAGES,
    "theme": lambda v: v in THEMES,
    "text_scale": lambda v: v in TEXT_SCALES,
    "labels": lambda v: v in LABEL_LANGUAGES,
    "palette": lambda v: v in PALETTES,
    "show_labels": lambda v: isinstance(v, bool),
    "reduced_motion": lambda v: isinstance(v, bool),
    "profile": lambda v: isinstance(v, str) and bool(v),
}
assert set(_VALID) == set(asdict(Preferences()))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


# An INI file holds texts; what makes no sense becomes None.
_FROM_TEXT: dict[type, Callable[[str], object]] = {
    str: str,
    bool: {"true": True, "false": False}.get,
    float: _number,
}


class Settings(QObject):
    """Holds the `Preferences`; `changed(old, new)` after each change."""

    changed = Signal(object, object)

    def __init__(self, store: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.now = replace(Preferences(), **self._read())

    def _read(self) -> dict[str, Any]:
        """What is stored and still makes sense; the rest is left at its default."""
        found = {}
        for name, default in asdict(Preferences()).items():
            stored = self.store.value(f"preferences/{name}")
            value = _FROM_TEXT[type(default)](stored) if isinstance(stored, str) else stored
            if _VALID[name](value):
                found[name] = value
        return found

    def prefer(self, **changes: object) -> None:
        """Change some, keep the rest, write them, tell everyone; unknown values raise ValueError."""
        wrong = [f"{name}={value!r}" for name, value in changes.items() if not _VALID[name](value)]
        if wrong:
            raise ValueError(f"not a preference: {', '.join(wrong)}")
        old, self.now = self.now, replace(self.now, **changes)  # type: ignore[arg-type]
        for name, value in changes.items():
            self.store.setValue(f"preferences/{name}", value)
        if old != self.now:
            self.changed.emit(old, self.now)
