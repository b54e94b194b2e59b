"""On one screen: a slim bar over the picture, there when the pointer comes to the lower edge or a key asks for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from anatomy_viewer.model.lecture import clock_words
from anatomy_viewer.model.presenting import Presenting
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.session.presenting import Presenter
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.present_hand import PresentHand
from anatomy_viewer.ui.present_tools import TOOLS
from anatomy_viewer.ui.widgets.buttons import IconButton
from anatomy_viewer.ui.widgets.messages import Text

STAYS_MS = 2500
EDGE = 0.93  # of the picture's height below which the pointer calls it
LEFT_OUT = ("freeze",)  # on one screen the audience sees what the lecturer sees


class SlimBar(QFrame):
    """run(act): does what a button asks, by the names of the commands."""

    def __init__(
        self,
        look: Look,
        session: Session,
        presenter: Presenter,
        hand: PresentHand,
        host: QWidget,
        run: Callable[[str], object],
    ) -> None:
        super().__init__(host)
        self._host = host
        self.lift: Callable[[], float] = lambda: 0.0  # px of words at the lower edge that it stands over
        self._look, self._session, self._presenter = look, session, presenter
        self.setProperty("plate", True)
        self._count, self._time = Text(look, "control"), Text(look, "control", "text2")
        self._buttons: dict[str, tuple[IconButton, str, str]] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(4)
        self._add(row, run, "previous", "chevron-left", "Previous step", "PgUp")
        row.addWidget(self._count)
        self._add(row, run, "next", "chevron-right", "Next step", "PgDown")
        for tool in TOOLS:
            if tool.act not in LEFT_OUT:
                self._add(row, run, tool.act, tool.icon, tool.word, tool.key)
        row.addWidget(self._time)
        self._add(row, run, "end", "close", "End the lecture", "Esc")
        for label in (self._count, self._time):
            label.setWordWrap(False)
        self._away = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._away.timeout.connect(self._go)
        self._tick = QTimer(self, interval=500)
        self._tick.timeout.connect(self._show)
        hand.roamed.connect(self._call)
        host.installEventFilter(self)
        presenter.listen(lambda _old, _new: self._show())
        self.hide()

    def _add(
        self, row: QHBoxLayout, run: Callable[[str], object], act: str, icon: str, word: str, key: str
    ) -> None:
        button = IconButton(self._look, icon, "")
        button.setCheckable(act not in ("previous", "next", "clear", "end"))
        button.clicked.connect(lambda _on=False: run(act))
        button.clicked.connect(self._show)
        self._buttons[act] = (button, word, key)
        row.addWidget(button)

    def toggle(self) -> None:
        """There until asked away, or away."""
        if self.isVisible():
            self._go()
        else:
            self.come()

    def come(self) -> None:
        """There for a moment, or as long as the pointer is on it."""
        self._show()
        self.show()
        self.raise_()
        self._tick.start()
        self._away.start()

    def _go(self) -> None:
        if self.underMouse():
            self._away.start()
            return
        self._tick.stop()
        self.hide()

    def _call(self, _x: float, y: float) -> None:
        if y > EDGE:
            self.come()

    def _show(self) -> None:
        """Words, marks and time of now."""
        language, now = self._session.language, self._presenter.now
        for act, (button, word, key) in self._buttons.items():
            button.set_name(say(word, language), key)
            button.setChecked(button.isCheckable() and self._on(act, now))
        steps = len(now.lecture.steps)
        self._count.setText(say("{} of {}", language).format(now.at + 1, steps) if steps else "")
        self._time.setText(clock_words(self._presenter.elapsed))
        self.adjustSize()
        host = self._host
        self.move((host.width() - self.width()) // 2, host.height() - round(self.lift()) - self.height() - 18)

    def _on(self, act: str, now: Presenting) -> bool:
        states = {"big_text": now.big_text, "explore": now.left is not None}
        return states.get(
            act, act in (now.cover, now.tool) or (act == "palette" and self._look.palette != "default")
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the lower edge."""
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._show()
        return False
