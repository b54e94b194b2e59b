"""Mixed practice: topics, level and number are chosen; the weakest questions of them are asked, mixed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from anatomy_viewer.model.cards import parsed
from anatomy_viewer.model.lesson import LEVELS
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.review import ATLAS, Topic, asked, bases_called, practice, topics
from anatomy_viewer.model.spacing import mastery
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.home_texts import LEVEL_NAMES
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.chip import FilterChip
from anatomy_viewer.ui.widgets.flow import FlowRow
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.scroll import ScrollColumn
from anatomy_viewer.ui.widgets.search import SearchField
from anatomy_viewer.ui.widgets.segmented import Segmented
from anatomy_viewer.ui.widgets.sheet import EDGE, Sheet

WIDTH = 720  # px at 100 %
COUNTS = (10, 20, 40)


class MixSheet(Sheet):
    """`chosen(keys)`: what is to be asked; the sheet closes."""

    chosen = Signal(object)
    title = "Mixed practice"
    about = "Choose topics, or none for all. What you know least is asked first, and everything is mixed."

    def __init__(
        self, look: Look, session: Session, progress: Callable[[], Progress], parent: QWidget
    ) -> None:
        super().__init__(look, parent, dims=True)
        self._session, self._progress = session, progress
        self._topics: dict[str, Topic] = {}
        self._chips: dict[str, FilterChip] = {}
        self._title, self._about = Text(look, "heading"), Text(look, "body", "text2")
        self._heads = {
            "lessons": Text(look, "small_strong", "text2"),
            "atlas": Text(look, "small_strong", "text2"),
        }
        self._flows = {"lessons": FlowRow(8), "atlas": FlowRow(8)}
        self._level = Segmented(look, "", [""] * (len(LEVELS[:2]) + 1))
        self._number = Segmented(look, "", [str(count) for count in COUNTS])
        self._number.set_current(1)
        self._close, self._begin = (
            IconButton(look, "close", "", small=True),
            Button(look, "", "filled", "play"),
        )
        self._count, self._field = Text(look, "small", "text2"), SearchField(look, "")
        self._lay_out()
        self._close.clicked.connect(self.dismiss)
        self._begin.clicked.connect(self._choose)
        self._field.textChanged.connect(lambda _text: self._say_count())
        for part in (self._level, self._number):
            part.chosen.connect(lambda _index: self._say_count())

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        foot.addWidget(self._level)
        foot.addWidget(self._number)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._begin)
        self.column.setContentsMargins(24, 16, 16, 16)
        self.column.setSpacing(10)
        self.column.addLayout(head)
        self.column.addWidget(self._about)
        page = QWidget()
        page.setProperty("page", True)
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(10)
        for part in ("lessons", "atlas"):
            inner.addWidget(self._heads[part])
            inner.addLayout(self._flows[part])
        inner.addStretch(1)
        self.column.addWidget(ScrollColumn(page), 1)
        self.column.addWidget(self._field)
        self.column.addLayout(foot)

    def open(self) -> None:
        """With the topics that there are now."""
        self._fill()
        super().open()

    def first_focus(self) -> QWidget:
        """The button that begins."""
        return self._begin

    def retranslate(self) -> None:
        """Everything in the session's language."""
        if self.isVisible():
            self._fill()
            self._place()

    def card_rect(self) -> QRect:
        """In the middle, as high as it needs, or as the window allows."""
        room = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        rect = QRect(0, 0, min(self._look.px(WIDTH), room.width()), min(self._look.px(540), room.height()))
        rect.moveCenter(room.center())
        return rect

    def _fill(self) -> None:
        language = self._session.language
        self._title.setText(say(self.title, language))
        self.setAccessibleName(self._title.text())
        self._about.setText(say(self.about, language))
        self._close.set_name(say("Close", language), "Esc")
        levels = [say("All levels", language), *(say(LEVEL_NAMES[level], language) for level in LEVELS[:2])]
        self._level.set_texts(say("Level of the lessons", language), levels)
        self._number.set_texts(say("Number of questions", language), [str(count) for count in COUNTS])
        self._heads["lessons"].setText(say("Questions of the lessons", language))
        self._heads["atlas"].setText(say("Structures to find and to name", language))
        self._begin.setText(say("Begin", language))
        self._field.set_texts(say("Only about a structure: type a part of its name", language))
        self._fill_topics(self.offered())
        self._say_count()

    def offered(self) -> tuple[Topic, ...]:
        """What can be chosen."""
        return topics(self._session.lessons, self._session.atlas)

    def known(self, topic: Topic) -> str:
        """How well a topic is known, behind its name."""
        share = mastery(self._progress(), topic.keys, datetime.now().astimezone())
        return f" · {share * 100:.0f} %" if share else ""

    def drawn(self, keys: Sequence[str], count: int, now: datetime) -> tuple[str, ...]:
        """`count` of the keys chosen."""
        return practice(self._progress(), keys, count, now.isoformat(timespec="minutes"), now)

    def _fill_topics(self, found: tuple[Topic, ...]) -> None:
        """A chip a topic, with how well it is known."""
        wanted = {name for name, chip in self._chips.items() if chip.isChecked()}
        for chip in self._chips.values():
            chip.hide()
            chip.deleteLater()
        for flow in self._flows.values():
            while flow.count():
                flow.takeAt(0)
        self._topics, self._chips = {topic.id: topic for topic in found}, {}
        for topic in found:
            name = topic.names.get(self._session.language)
            chip = FilterChip(self._look, f"{name}{self.known(topic)}")
            chip.setChecked(topic.id in wanted)
            chip.toggled.connect(lambda _on: self._say_count())
            self._chips[topic.id] = chip
            self._flows["atlas" if topic.id.startswith(ATLAS) else "lessons"].addWidget(chip)
            chip.show()

    def _keys(self) -> list[str]:
        """The keys of what is chosen; with a level, those of its lessons; of structures none has a level."""
        chosen = [self._topics[name] for name, chip in self._chips.items() if chip.isChecked()]
        level = self._level.current()
        found: list[str] = []
        for topic in chosen or [self._topics[name] for name in self._topics]:
            found += [key for key in topic.keys if not level or self._has_level(key, LEVELS[level - 1])]
        bases = bases_called(self._session.atlas, self._field.text())
        wanted = [key for key in found if bases is None or self._is_about(key, bases)]
        return list(dict.fromkeys(wanted))

    def _is_about(self, key: str, bases: frozenset[str]) -> bool:
        """Is the question, by its tags, or the card about one of these structures?"""
        where = asked(key, self._session.lessons)
        return bool(bases & set(where[2].tags.structures)) if where else parsed(key)[1] in bases

    def _has_level(self, key: str, level: str) -> bool:
        """Is the question, by its tag, of this level? Structures are of every one."""
        where = asked(key, self._session.lessons)
        return where is None or (where[2].tags.level or where[0].level) == level

    def _say_count(self) -> None:
        language, keys = self._session.language, self._keys()
        self._count.setText(say("out of {}", language).format(len(keys)))
        self._begin.set_reason("" if keys else say("No question fits all of this.", language))

    def _choose(self) -> None:
        now = datetime.now().astimezone()
        count = COUNTS[self._number.current()]
        keys = self.drawn(self._keys(), count, now)
        self.dismiss()
        self.chosen.emit(keys)
