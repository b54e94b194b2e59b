"""A segmented control: one outline, several names, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from anatomy_viewer.ui.look import Look


class Segmented(QWidget):
    """`chosen(int)` comes when the user picks another one; arrows move within. `tight`: for short words in a row."""

    chosen = Signal(int)

    def __init__(
        self,
        look: Look,
        name: str,
        texts: Sequence[str],
        parent: QWidget | None = None,
        tight: bool = False,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for index, _ in enumerate(texts):
            button = QToolButton()
            button.setCheckable(True)
            button.setProperty("seg", _place(index, len(texts)))
            button.setProperty("tight", tight)
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, index)
            layout.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_texts(name, texts)
        self.set_current(0)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        for button in self._group.buttons():
            button.setFont(self._look.font("control"))
            button.setMinimumSize(QSize(0, self._look.line_height("control") + self._look.px(10)))

    def set_texts(self, name: str, texts: Sequence[str]) -> None:
        """Other words, in the same order; `name` is for screen readers."""
        self.setAccessibleName(name)
        for button, text in zip(self._group.buttons(), texts, strict=True):
            button.setText(text)
            button.setAccessibleName(f"{name}: {text}" if name else text)

    def set_shown(self, index: int, shown: bool) -> None:
        """Offer one of the middle, or don't."""
        self._group.button(index).setVisible(shown)

    def set_current(self, index: int) -> None:
        """Choose without a signal; −1 chooses none."""
        self._group.setExclusive(index >= 0)
        for button in self._group.buttons():
            button.setChecked(self._group.id(button) == index)
        self._group.setExclusive(True)

    def current(self) -> int:
        """Which one is chosen."""
        return self._group.checkedId()


def _place(index: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if index == 0 else "last" if index == count - 1 else "mid"
