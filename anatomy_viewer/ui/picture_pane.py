"""The picture with what floats over it: where one looks from, undo, the cut's controls, messages, loading."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from anatomy_viewer.model.camera import VIEW_NAMES, name_of
from anatomy_viewer.model.lesson import step_view
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.actions import Actions
from anatomy_viewer.ui.cut_panel import CutPanel
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.viewport import Viewport
from anatomy_viewer.ui.widgets.buttons import IconButton
from anatomy_viewer.ui.widgets.messages import Icon
from anatomy_viewer.ui.widgets.toast import Toast

EDGE = 14


class PicturePane(QWidget):
    """Fills its layout with the viewport; plates are children placed at its corners."""

    def __init__(self, look: Look, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session, self._actions = look, session, actions
        self.viewport = Viewport(look, session, self)
        self.viewport.view_asked.connect(actions.run)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.viewport)
        self._view_name = QLabel()
        self._where = self._make_where()
        self._buttons = self._make_buttons()
        self.cut_panel = CutPanel(look, session, self)
        self.cut_panel.hide()
        self._more: list[QWidget] = []  # plates of late parts, under the one that says where one looks from
        self.toast = Toast(look, self)
        self.toast.acted.connect(lambda: actions.run("undo"))
        self._offered: tuple[str, ...] | None = (
            None  # the history when the toast offered to undo its last entry
        )
        session.listen(self._follow)
        look.changed.connect(self.retranslate)
        self.retranslate()

    def add_plate(self, plate: QWidget) -> None:
        """One more plate, at the left."""
        self._more.append(plate)
        self._place()

    def place_plates(self) -> None:
        """A plate has another size."""
        self._place()

    def _make_where(self) -> QFrame:
        plate = QFrame(self)
        plate.setProperty("plate", True)
        row = QHBoxLayout(plate)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(8)
        self._where_icon = Icon(self._look, "cube-outline", "text")
        row.addWidget(self._where_icon)
        row.addWidget(self._view_name)
        return plate

    def _make_buttons(self) -> QFrame:
        plate = QFrame(self)
        plate.setProperty("plate", True)
        row = QHBoxLayout(plate)
        row.setContentsMargins(4, 3, 4, 3)
        row.setSpacing(2)
        self._corner: dict[str, IconButton] = {}
        for name, icon in (
            ("undo", "undo-variant"),
            ("redo", "redo-variant"),
            ("step_view", "image-filter-center-focus"),
        ):
            button = IconButton(self._look, icon, "", small=True)
            button.clicked.connect(lambda _on=False, name=name: self._actions.run(name))
            row.addWidget(button)
            self._corner[name] = button
        return plate

    def retranslate(self) -> None:
        """Words in the present language."""
        self._name_buttons()
        self._view_name.setFont(self._look.font("body"))
        self.cut_panel.retranslate()
        self._follow(self._session.now, self._session.now)
        self._place()

    def _name_buttons(self) -> None:
        in_lesson = self._session.now.place is not None
        back = "Back to the step's view" if in_lesson else "Back to the opening view"
        words = {"undo": ("Undo", "Ctrl+Z"), "redo": ("Redo", "Ctrl+Shift+Z"), "step_view": (back, "R")}
        for name, button in self._corner.items():
            button.set_name(say(words[name][0], self._session.language), words[name][1])

    def set_bare(self, bare: bool) -> None:
        """Without plates, scale bar and cube, as an audience sees it."""
        for plate in (self._where, self._buttons):
            plate.setVisible(not bare)
        self.viewport.overlay.chrome = not bare
        self.viewport.update()

    def tell(self, text: str, undoable: bool) -> None:
        """One line at the bottom, with Undo where that makes sense, until something else is what Undo would undo."""
        self._offered = self._session.store.past if undoable else None
        self.toast.show_message(text, say("Undo", self._session.language) if undoable else "")

    def _follow(self, old: AppState, new: AppState) -> None:
        """The name of the view, and whether it is the step's own."""
        if (old.place is None) != (new.place is None):
            self._name_buttons()
        language = self._session.language
        name = name_of(new.view.camera)
        words = [say(VIEW_NAMES[name][0], language) if name else say("Free view", language)]
        step = self._session.step
        if step is not None and step_view(step, self._session.atlas).camera == new.view.camera:
            words = [*words[: bool(name)], say("guided view", language)]
        text = self._walking(new) or self._imaged(new) or "  ·  ".join(words)
        icon = "map-marker-path" if new.walk else "layers-outline" if new.imaging else "cube-outline"
        self._where_icon.set_icon(icon, "text")
        if text != self._view_name.text():
            self._view_name.setText(text)
            self._place()
        if self._offered is not None and self._offered != self._session.store.past:
            self._offered = None
            self.toast.hide()
        self._corner["undo"].setEnabled(bool(self._session.store.past))
        self._corner["redo"].setEnabled(bool(self._session.store.undone))

    def _imaged(self, state: AppState) -> str:
        """The name of the plane that is imaged, '' when none is."""
        if state.imaging is None or state.covered:
            return ""
        from anatomy_viewer.content.imaging_planes import plane_title

        language = self._session.language
        return plane_title(state.imaging.plane.name).get(language) or say("Oblique plane", language)

    def _walking(self, state: AppState) -> str:
        """'Walking the greater occipital nerve, right', '' when nobody walks."""
        if state.walk is None or state.concealed:
            return ""
        language, item = self._session.language, self._session.atlas.structures[state.walk.course]
        name = item.names.get(language)
        name = name if language == "zh" else name[:1].lower() + name[1:]
        side = "right" if item.side == "right" else "left"
        return say("Walking the {}, {}", language).format(name, say(side, language))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Plates keep to their corners."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        for plate in (self._where, self._buttons, self.cut_panel):
            plate.adjustSize()
        self._where.move(EDGE, EDGE)
        self._buttons.move(self.width() - self._buttons.width() - EDGE, EDGE)
        wide = min(self.cut_panel.sizeHint().width(), self.width() - 2 * EDGE)
        self.cut_panel.resize(wide, self.cut_panel.sizeHint().height())
        below = EDGE + self._where.height() + 8
        self.cut_panel.move(QPoint((self.width() - wide) // 2, below))
        for late in self._more:
            late.adjustSize()
            late.move(EDGE, below + (self.cut_panel.height() + 8 if self.cut_panel.isVisible() else 0))
