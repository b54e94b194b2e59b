"""What the search box finds: everything that has a name, and how each kind of it stands in the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtGui import QKeySequence

from anatomy_viewer.commands import Command
from anatomy_viewer.model.anatomy import system_names
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.search import (
    Entry,
    SearchIndex,
    atlas_entries,
    lesson_entries,
    syndrome_entries,
)
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.point_card import KIND_NAMES
from anatomy_viewer.ui.widgets.rows import Row

MOST_HITS = 40
NAMES = (
    "structure",
    "feature",
    "point",
    "step",
    "syndrome",
)  # kinds that would give an answer away: steps name what is asked
ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
Found = tuple[Entry, ...]


def key_text(key: str) -> str:
    """A key as this platform writes it; the arrows as arrows."""
    return ARROWS.get(key) or QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class Finder:
    """Finds entries by what is typed and makes their rows. `enabled` says which commands can be done now."""

    def __init__(
        self, session: Session, commands: Sequence[Command], enabled: Callable[[Command], bool]
    ) -> None:
        self._session = session
        self._commands = {command.id: command for command in commands if command.id != "search"}
        self._enabled = enabled
        self._known: tuple[object, object] = (None, None)

    def _renew(self) -> None:
        """The index is made when it is first needed, and again when lessons or own meshes have been read."""
        lessons, own = self._session.lessons, self._session.own
        if self._known[0] is lessons and self._known[1] is own:
            return
        self._known = lessons, own
        named = [Entry("command", c.id, (c.title, say(c.title, "zh"))) for c in self._commands.values()]
        atlas = self._session.atlas
        structures = [*atlas_entries(atlas), *syndrome_entries(atlas)]
        self._entries = [*lesson_entries(lessons.values()), *structures, *named]
        self._all = SearchIndex(self._entries)
        self._nameless = SearchIndex(entry for entry in self._entries if entry.kind not in NAMES)

    def find(self, text: str) -> Found:
        """What fits, best first; lessons and commands for an empty text. Without names while a question is asked."""
        self._renew()
        covered = self._session.now.covered
        if text.lstrip().startswith("av1:"):
            return () if self._session.now.concealed else (Entry("bookmark", text.strip(), (text,)),)
        if not text.strip():
            kinds = ("command",) if covered else ("lesson", "command")
            return self._possible(e for e in self._entries if e.kind in kinds)
        index = self._nameless if self._session.now.concealed else self._all
        found = self._possible(hit.entry for hit in index.search(text, MOST_HITS))
        return tuple(e for e in found if e.kind == "command") if covered else found

    def _possible(self, entries: Iterable[Entry]) -> Found:
        return tuple(e for e in entries if e.kind != "command" or self._enabled(self._commands[e.id]))

    def nearest(self, text: str) -> str:
        """A name that looks somewhat like what was typed, or ''."""
        self._renew()
        covered = NAMES if self._session.now.concealed else ()
        if self._session.now.covered:
            return ""
        names = [name for entry in self._entries if entry.kind not in covered for name in entry.names]
        return self._session.atlas.nearest(text, names)

    def row(self, entry: Entry) -> Row:
        """How an entry stands in the list."""
        return _ROWS[entry.kind](self, entry.id, self._session.language)

    def _structure(self, name: str, language: str) -> Row:
        atlas = self._session.atlas
        system = atlas.structures[name].system
        kind, tissue = system_names(system)[language == "zh"], atlas.structures[name].tissue
        return Row(full_name(atlas, name, language), atlas.name(name, "la"), kind, tissue=tissue, latin=True)

    def _feature(self, name: str, language: str) -> Row:
        atlas = self._session.atlas
        owner = atlas.structures[atlas.owner(name)]
        text, whole = full_name(atlas, name, language), owner.names.get(language)
        return Row(text, atlas.features[name].names.la, whole, tissue=owner.tissue, latin=True)

    def _point(self, name: str, language: str) -> Row:
        kind = self._session.atlas.points[name].kind
        return Row(
            full_name(self._session.atlas, name, language), right=say(KIND_NAMES[kind], language), tissue=kind
        )

    def _lesson(self, name: str, language: str) -> Row:
        lesson = self._session.lessons[name]
        text = f"{lesson.code} {lesson.text(language).title}".strip()
        return Row(text, right=say("Lesson", language), icon="book-open-variant")

    def _step(self, name: str, language: str) -> Row:
        lesson_id, _, step_id = name.partition("#")
        lesson = self._session.lessons[lesson_id]
        at = lesson.index_of(step_id) or 0
        title, where = lesson.steps[at].text(language).title, say("Step {}", language).format(at + 1)
        return Row(
            title,
            lesson.text(language).title,
            f"{lesson.code} · {where}",
            icon="book-open-page-variant-outline",
        )

    def _syndrome(self, name: str, language: str) -> Row:
        names = self._session.atlas.practice.syndromes[name].names
        other = names.en if language == "zh" else names.zh
        return Row(names.get(language), other, say("Syndrome", language), icon="head-flash-outline")

    def _bookmark(self, name: str, language: str) -> Row:
        return Row(say("Go to the bookmarked view", language), icon="bookmark-outline")

    def _command(self, name: str, language: str) -> Row:
        command = self._commands[name]
        keys = key_text(command.keys[0]) if command.keys else ""
        return Row(say(command.title, language), icon=command.icon or "chevron-right", keys=keys)


_ROWS: dict[str, Callable[[Finder, str, str], Row]] = {
    "structure": Finder._structure,
    "feature": Finder._feature,
    "point": Finder._point,
    "lesson": Finder._lesson,
    "step": Finder._step,
    "syndrome": Finder._syndrome,
    "bookmark": Finder._bookmark,
    "command": Finder._command,
}
