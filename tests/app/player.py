"""The hands and eyes of whoever uses the running application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from anatomy_viewer import app
from anatomy_viewer.model.camera import project

PATIENCE_MS = 20_000  # of a loaded machine; nothing waits that long


class Player:
    """One running application. What a user sees and does, by the names a user would give it."""

    def __init__(self, qtbot: QtBot, running: app.Application) -> None:
        self.qtbot, self.app = qtbot, running
        self.window = running.window

    def wait(self, test: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(test()), timeout=PATIENCE_MS)

    def wait_for_desk(self) -> None:
        self.wait(lambda: self.app.desk is not None and self.app.desk.isVisible())

    @property
    def desk(self) -> Any:
        return self.app.desk

    @property
    def session(self) -> Any:
        return self.app.desk.session

    @property
    def viewport(self) -> Any:
        return self.app.desk.pane.viewport

    @property
    def focus(self) -> QWidget | None:
        return QApplication.focusWidget()

    # What is seen

    def seen(self, kind: type[QWidget] = QWidget) -> list[Any]:
        """The visible widgets of a kind."""
        return [w for w in self.window.findChildren(kind) if w.isVisible()]

    def texts(self) -> list[str]:
        """Everything that is written or read out: labels, buttons, names for screen readers, hints, tool tips."""
        found = [self.window.windowTitle()]
        for widget in self.seen():
            found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
            if isinstance(widget, QLabel | QAbstractButton):
                found.append(widget.text())
            found += [
                getattr(widget, name)()
                for name in ("placeholderText", "toPlainText")
                if hasattr(widget, name)
            ]
        return [text.strip() for text in found if text.strip()]

    def says(self, text: str) -> bool:
        """Is this (part of) what is written somewhere?"""
        return any(text in written for written in self.texts())

    def button(self, name: str) -> QAbstractButton:
        """The one visible button with this text, or else with this accessible name."""
        buttons = self.seen(QAbstractButton)
        found = [b for b in buttons if b.text().strip() == name] or [
            b for b in buttons if b.accessibleName() == name
        ]
        assert len(found) == 1, (name, [(b.text(), b.accessibleName()) for b in self.seen(QAbstractButton)])
        return found[0]

    # What is done

    def click(self, name: str) -> None:
        """Click the button of this name."""
        button = self.button(name)
        assert button.isEnabled(), name
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, wherever the focus is, by way of the window system's event."""
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def type(self, text: str) -> None:
        """Letters and digits, one after the other."""
        for letter in text:
            QTest.keyClick(self.window.windowHandle(), letter)

    def pixel(self, place: tuple[float, float, float] | str) -> QPoint:
        """Where a place (mm), or the anchor of a structure, is in the picture."""
        where = self.session.atlas.anchor(place) if isinstance(place, str) else place
        size = (self.viewport.width(), self.viewport.height())
        x, y, _ = project(self.viewport.frames.camera, np.array([where]), size)[0]
        return QPoint(round(x), round(y))

    def click_picture(self, place: tuple[float, float, float] | QPoint) -> None:
        """Click a place (mm) in the picture."""
        pixel = place if isinstance(place, QPoint) else self.pixel(place)
        assert self.viewport.rect().contains(pixel), pixel
        self.qtbot.mouseClick(self.viewport, Qt.MouseButton.LeftButton, pos=pixel)

    def rest(self) -> None:
        """Until the still picture of the present view is on the screen."""
        self.wait(lambda: self.viewport.frames.scene is not None)
        with self.qtbot.waitSignal(
            self.viewport.frames.drawn, timeout=PATIENCE_MS, check_params_cb=lambda still: still
        ):
            self.viewport.frames.redraw()

    def close(self) -> None:
        """Close the window and let go of everything, as when the program ends."""
        if isValid(self.window):
            self.window.close()
            for item in (self.window, self.app):
                item.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


Start = Callable[..., Player]
