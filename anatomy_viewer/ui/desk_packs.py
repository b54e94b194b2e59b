"""The desk and lesson packs: opened by dialog, drop or command line, and a lesson of one's own saved as one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from anatomy_viewer.content.paths import PACK_ENDINGS, is_pack, packs_dir, shipped_lessons
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.desk_own import OwnDesk

if TYPE_CHECKING:
    from anatomy_viewer.content.pack_files import KeptPack, OpenedPack


class PackDesk(OwnDesk):
    """The part of the desk that opens and saves lesson packs. `pack_opened`: the session has more lessons;
    `pack_judged(error or None)`: what is wrong with the one that was to be opened.
    """

    pack_opened = Signal()
    pack_judged = Signal(object)

    def ask_pack(self) -> None:
        """Ask for a lesson pack to open."""
        chosen, _ = QFileDialog.getOpenFileName(self, self._in_words("Open a lesson pack"), "", self._kinds())
        if chosen:
            self.open_pack(Path(chosen))

    def open_pack(self, path: Path) -> None:
        """Read it on a thread; its lessons come to Home, or what is wrong with it is said."""
        from anatomy_viewer.content.pack_files import open_pack

        atlas = self.session.atlas
        work = lambda: open_pack(path, packs_dir(), atlas, shipped_lessons())  # noqa: E731
        self.tell(self._in_words("Reading {}").format(path.name))
        self._background.run("pack", work, self._take_pack, lambda error: self._refuse_pack(path, error))

    def _take_pack(self, pack: OpenedPack) -> None:
        session = self.session
        free = not (self.presenting or session.now.covered)
        if free and session.now.screen != "home":
            session.home()
        if self.lessons_read:
            self.read_own_again()
        session.take_lessons({**session.lessons, **pack.lessons}, session.paths)
        self.pack_opened.emit()
        self.pack_judged.emit(None)
        titles = ", ".join(lesson.text(session.language).title for lesson in pack.lessons.values())
        self.tell(self._in_words("Now on Home: {}").format(titles))

    def remove_pack(self, pack: KeptPack) -> None:
        """Its lessons and meshes go, for good; its card has asked."""
        from anatomy_viewer.content.pack_files import remove_pack

        try:
            remove_pack(pack)
        except ContentError as error:
            self._tell_pack(pack.folder, error)
            return
        self.session.forget_lessons(pack.lessons)
        self.read_own_again()
        self.pack_opened.emit()
        self.tell(self._in_words("Removed: {}").format(pack.name))

    def kept_packs(self) -> list[KeptPack]:
        """Those that were opened."""
        if not packs_dir().is_dir():
            return []
        from anatomy_viewer.content.pack_files import kept_packs

        return kept_packs(packs_dir())

    def _refuse_pack(self, path: Path, error: BaseException) -> None:
        self._tell_pack(path, error)
        self.pack_judged.emit(error)

    def _tell_pack(self, path: Path, error: BaseException) -> None:
        from anatomy_viewer.content.problem_words import sentence

        if not isinstance(error, ContentError):
            raise error
        place = Path(error.path).name
        where = path.name if place == path.name else f"{path.name}, {place}"
        line = self._in_words("line {}").format(error.line) if error.line else ""
        told = sentence(error, self.session.language)
        self.tell(f"{', '.join(part for part in (where, line) if part)}: {told}")

    def _open_dropped(self, path: Path) -> None:
        """A lesson pack is known by its name."""
        if is_pack(path):
            self.open_pack(path)
        else:
            super()._open_dropped(path)

    # Saving

    def can_pack(self) -> bool:
        """Is the lesson one that can be given away as a pack: not the atlas's own, nor made for a practice?"""
        lesson = self.session.lesson
        return (
            lesson is not None
            and self.session.now.screen == "atlas"
            and not self.session.now.covered
            and lesson.id in self.session.lessons
            and lesson.id not in shipped_lessons()
        )

    def save_pack(self) -> None:
        """Ask where, then write the lesson with its translation, figures and licence."""
        lesson = self.session.lesson
        if lesson is None:
            return
        title = self._in_words("Save the lesson as a pack")
        name = lesson.id + PACK_ENDINGS[0]
        chosen, _ = QFileDialog.getSaveFileName(self, title, name, self._kinds())
        if chosen:
            self.write_pack(lesson.path, Path(chosen))

    def write_pack(self, lesson: Path, target: Path) -> None:
        """Write the lesson of this file into `target` on a thread, and say so."""
        from anatomy_viewer.content.pack_writing import write_pack

        atlas, own = self.session.atlas, self._own
        done = lambda path: self.tell(self._in_words("Saved as {}").format(path.name))  # noqa: E731
        self._background.run(
            "pack",
            lambda: write_pack([lesson], target, atlas, own=own),
            done,
            lambda e: self._tell_pack(target, e),
        )

    def _kinds(self) -> str:
        return f"{self._in_words('Lesson packs')} ({' '.join(f'*{ending}' for ending in PACK_ENDINGS)})"

    def _in_words(self, text: str) -> str:
        return say(text, self.session.language)
