"""The desk and pictures of what is shown: copied at once, or in another size from a sheet."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from anatomy_viewer.model.words import say
from anatomy_viewer.ui.desk_parts import DeskParts
from anatomy_viewer.ui.late import made

if TYPE_CHECKING:
    from anatomy_viewer.ui.shot_sheet import ShotSheet


class ShotDesk(DeskParts):
    """The part of the desk that takes pictures."""

    @cached_property
    def shots(self) -> ShotSheet:
        """Size and what is on it."""
        from anatomy_viewer.ui.shot_maker import ShotMaker
        from anatomy_viewer.ui.shot_sheet import ShotSheet

        maker = ShotMaker(self._look, self.session, self.pane.viewport, self._images_seen)
        sheet = ShotSheet(self._look, self.session, maker, self)
        sheet.copied.connect(self._copied)
        maker.stopped.connect(lambda: self._shot_over("The picture was not taken."))
        return sheet

    def _images_seen(self) -> list[QWidget]:
        area = made(self, "image_area")
        return [panel.view for panel in area.panels.values()] if area is not None else []

    def show_shots(self) -> None:
        """Choose size and what is on it."""
        self.shots.toggle()

    def copy_picture(self) -> None:
        """A picture as it was last chosen, on the clipboard."""
        self.tell(say("Drawing the picture", self.session.language))
        self.shots.begin(None)

    def _copied(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self._shot_over("The picture is on the clipboard.")

    def _shot_over(self, text: str) -> None:
        if not self.shots.isVisible():
            self.tell(say(text, self.session.language))
