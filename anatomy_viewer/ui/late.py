"""Parts of the window that are imported and made when they are first seen or used, never at start-up.

A late part is a `cached_property` of the desk: it imports its module, makes the part and connects it. In a stack or
column stands a `LatePage` with the property's name; `made` is the part for those who need it only if it is there.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


def made(owner: object, name: str) -> Any:
    """The late part of `owner` in its property `name`, or None while nobody has needed it."""
    return vars(owner).get(name)


class LatePage(QWidget):
    """Room for the widget in the property `name` of `owner`, which is made when the page is first shown."""

    def __init__(self, owner: object, name: str) -> None:
        super().__init__()
        self._owner, self._name = owner, name
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def setVisible(self, visible: bool) -> None:
        """The widget is there before the page is, so that the room for it is known."""
        parent = self.parentWidget()
        if visible and parent is not None and parent.isVisible():
            self._fill()
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        """It is shown because what it stands in is."""
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        if self._column.count():
            return
        widget: QWidget = getattr(self._owner, self._name)
        # A part that has hidden itself stays so until it shows itself.
        hidden = widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        self._column.addWidget(widget)
        if not hidden:
            widget.show()
