"""The bar at the top: where one is, peel, cut, views, labels, search, and the window's own menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from anatomy_viewer.commands import peel_to, show_points, show_territories
from anatomy_viewer.model.anatomy import LAYER_NAMES
from anatomy_viewer.model.preferences import LABEL_LANGUAGES, PALETTE_WORDS, TEXT_SCALES
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.actions import Actions
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.settings import Settings
from anatomy_viewer.ui.widgets.peel import PeelSlider

VIEW_COMMANDS = (
    "view_posterior", "view_posterolateral_right", "view_right", "view_left", "view_anterior", "view_superior",
    "view_inferior", "", "trace", "walk", "step_view",
)  # fmt: skip


POINT_WORDS = {
    "compression": "Compression points",
    "intervention": "Intervention points",
    "landmark": "Landmarks",
}


class Toolbar(QFrame):
    """Icons with words, icons alone when narrow. `cut_asked`: the cut's panel is wanted."""

    cut_asked = Signal()

    def __init__(
        self,
        look: Look,
        session: Session,
        actions: Actions,
        settings: Settings,
        search: QWidget,
        learners: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        super().__init__()
        self._learners = learners
        self._look, self._session, self._actions, self._settings = look, session, actions, settings
        self._language = ""
        self._compact = False
        self.setProperty("bar", True)
        self._buttons: dict[str, tuple[QToolButton, str, str]] = {}
        home = self._button("Home", "home-variant-outline", lambda: actions.run("home"))
        back = self._button("", "arrow-left", lambda: actions.run("previous_step"), "Previous step")
        ahead = self._button("", "arrow-right", lambda: actions.run("next_step"), "Next step")
        self._peel = PeelSlider(look, "", [name for name, _ in LAYER_NAMES])
        self._peel.peeled.connect(lambda layers: peel_to(session, layers))
        self._peel.sliderReleased.connect(session.store.settle)
        cut = self._button("Cut", "box-cutter", self.cut_asked.emit)
        cut.setCheckable(True)
        self._cut = cut
        imaging = self._button("Imaging", "radiology-box-outline", lambda: actions.run("imaging"))
        self._imaging = imaging
        pathway = self._button("Pathway", "transit-connection-variant", lambda: actions.run("pathway"))
        self._pathway = pathway
        views = self._menu_button("Views", "cube-outline", self._fill_views)
        labels = self._menu_button("Labels", "tag-text-outline", self._fill_labels)
        measure = self._button("Measure", "ruler", lambda: actions.run("measure"))
        measure.setCheckable(True)
        self._measure = measure
        present = self._menu_button("", "presentation-play", self._fill_present, "Present")
        more = self._menu_button("", "dots-vertical", self._fill_more, "Settings")
        self._more = more.menu()
        self._rules = [self._rule() for _ in range(3)]
        self.search = search
        self._lesson_parts = [back, ahead, self._rules[0]]
        self._atlas_parts = [self._rules[1], self._peel, self._rules[2], cut, views, labels, measure]
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 7, 10, 7)
        row.setSpacing(4)
        for part in (home, self._rules[0], back, ahead, *self._atlas_parts, imaging, pathway):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(search)
        row.addWidget(present)
        row.addWidget(more)
        self._home, self._back, self._ahead = home, back, ahead
        home.setCheckable(True)
        session.listen(lambda old, new: self._follow(new))
        look.changed.connect(self.retranslate)
        self.retranslate()

    def _rule(self) -> QFrame:
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedSize(1, 20)
        return rule

    def _button(self, word: str, icon: str, act: Callable[[], object], name: str = "") -> QToolButton:
        button = QToolButton()
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _checked=False: self._do(act))
        self._buttons[name or word] = (button, word, icon)
        return button

    def _do(self, act: Callable[[], object]) -> None:
        """Qt has turned the button over: it shows what is, even when nothing has changed."""
        act()
        self._follow(self._session.now)

    def _menu_button(
        self, word: str, icon: str, fill: Callable[[QMenu], None], name: str = ""
    ) -> QToolButton:
        button = self._button(word, icon, lambda: None, name)
        menu = QMenu(button)
        menu.aboutToShow.connect(menu.clear)
        menu.aboutToShow.connect(lambda: fill(menu))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def set_compact(self, compact: bool) -> None:
        """Words go first when the window is narrow."""
        if compact != self._compact:
            self._compact = compact
            self.retranslate()

    def retranslate(self) -> None:
        """Words, icons and sizes in the present language and look."""
        language = self._session.language
        side = self._look.px(18)
        for name, (button, word, icon) in self._buttons.items():
            shown = bool(word) and not self._compact
            title = say(name, language)
            button.setIcon(self._look.icon(icon))
            button.setIconSize(QSize(side, side))
            button.setText(f" {say(word, language)}" if shown else "")
            both, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
            button.setToolButtonStyle(both if shown else alone)
            button.setFont(self._look.font("control"))
            button.setAccessibleName(title)
            button.setToolTip(title)
        self._name_layers()
        self._peel.setToolTip(say("Peel", language))
        self._follow(self._session.now)

    def _name_layers(self) -> None:
        """Layers are called by numbers in an assessment, for muscles lend them their names."""
        language, self._numbered = self._session.language, self._session.now.covered
        place = 1 if language == "zh" else 0
        numbers = [str(number) for number in range(len(LAYER_NAMES))]
        caption = "" if self._compact else say("Peel", language)
        self._peel.set_texts(caption, numbers if self._numbered else [names[place] for names in LAYER_NAMES])
        self._peel.set_named(not self._compact)

    def _follow(self, state: AppState) -> None:
        if state.covered != self._numbered:
            self._name_layers()
        atlas = state.screen == "atlas"
        in_lesson = atlas and state.place is not None
        for part in self._atlas_parts:
            part.setVisible(atlas)
        for part in self._lesson_parts:
            part.setVisible(in_lesson)
        self._home.setChecked(not atlas)
        if in_lesson:
            self._back.setEnabled(self._session.can_go_back)
            self._ahead.setEnabled(self._session.can_go_on)
        self._cut.setChecked(state.view.cut is not None)
        self._measure.setChecked(self._session.measuring is not None)
        self._measure.setEnabled(not state.concealed)
        # The rail beside the picture has it too, as long as there is one.
        self._imaging.setVisible(atlas and not self._compact and state.imaging is None)
        self._pathway.setVisible(atlas and not self._compact and not self._session.shows_schematic)
        if self._peel.value() != state.view.peel:
            self._peel.setValue(state.view.peel)

    # Menus

    def _fill_views(self, menu: QMenu) -> None:
        self._actions.fill(menu, VIEW_COMMANDS)

    def _fill_labels(self, menu: QMenu) -> None:
        language, now = self._session.language, self._settings.now
        shown = menu.addAction(say("Show labels", language))
        shown.setCheckable(True)
        shown.setChecked(now.show_labels)
        shown.toggled.connect(lambda on: self._settings.prefer(show_labels=on))
        menu.addSeparator()
        self._choices(menu, "labels", [(value, say(value, language)) for value in LABEL_LANGUAGES])
        menu.addSeparator()
        for kind, word in POINT_WORDS.items():
            ids = {p.id for p in self._session.atlas.points.values() if p.kind == kind}
            if ids:
                action = menu.addAction(say(word, language))
                action.setCheckable(True)
                action.setChecked(bool(ids & set(self._session.view.points)))
                action.toggled.connect(lambda on, kind=kind: show_points(self._session, kind, on))
        spread = self._actions.action("spread", menu)
        spread.setCheckable(True)
        spread.setChecked(self._session.view.spread)
        menu.addAction(spread)
        self._fill_territories(menu)
        if self._session.atlas.skin.regions:
            pain = self._actions.action("pain", menu)
            pain.setCheckable(True)
            pain.setChecked(self._session.pain is not None)
            menu.addAction(pain)
        menu.addSeparator()
        self._actions.fill(menu, ("label",))

    def _fill_territories(self, menu: QMenu) -> None:
        """All of them, and each."""
        territories, language = self._session.atlas.skin.territories, self._session.language
        if not territories:
            return
        all_of_them = self._actions.action("territories", menu)
        all_of_them.setCheckable(True)
        all_of_them.setChecked(bool(self._session.view.territories))
        menu.addAction(all_of_them)
        each = menu.addMenu(say("Single territories", language))
        for name, territory in territories.items():
            action = each.addAction(territory.names.get(language))
            action.setCheckable(True)
            action.setChecked(name in self._session.view.territories)
            action.toggled.connect(lambda on, name=name: show_territories(self._session, (name,), on))

    def _fill_present(self, menu: QMenu) -> None:
        self._actions.fill(menu, ("present", "lectures"))

    def _fill_more(self, menu: QMenu) -> None:
        language = self._session.language
        looks = menu.addMenu(say("Theme", language))
        self._choices(looks, "theme", [("dark", say("Dark", language)), ("light", say("Light", language))])
        colours = menu.addMenu(say("Palette", language))
        self._choices(
            colours, "palette", [(name, say(word, language)) for name, word in PALETTE_WORDS.items()]
        )
        tongues = menu.addMenu(say("Language", language))
        self._choices(tongues, "language", [("en", "English"), ("zh", "中文")])
        sizes = menu.addMenu(say("Text size", language))
        self._choices(sizes, "text_scale", [(scale, f"{scale:.0%}") for scale in TEXT_SCALES])
        self._fill_learners(menu.addMenu(say("Learner", language)))
        self._actions.fill(menu, ("review", "mix", "report", "learners", ""))
        self._actions.fill(menu, ("new_lesson", "edit_lesson", ""))
        motion = menu.addAction(say("Reduced motion", language))
        motion.setCheckable(True)
        motion.setChecked(self._settings.now.reduced_motion)
        motion.toggled.connect(lambda on: self._settings.prefer(reduced_motion=on))
        menu.addSeparator()
        self._actions.fill(menu, ("assessment", "syndromes", "efficacy", ""))
        self._actions.fill(menu, ("author", "lesson_open", "pack_open", "pack_save", ""))
        self._actions.fill(menu, ("scan_open", "scan_folder", "scan_close", "", "own_add", ""))
        self._actions.fill(menu, ("structures", "lesson_panel", "history", "", "help", "quit"))

    def _fill_learners(self, menu: QMenu) -> None:
        """Whose progress is kept: those known, and a field for a new one."""
        names = dict.fromkeys([*self._learners(), self._settings.now.profile])
        self._choices(menu, "profile", [(name, name) for name in names])
        menu.addSeparator()
        field = QLineEdit()
        field.setPlaceholderText(say("New learner: type a name, press Enter", self._session.language))
        field.setMinimumWidth(self._look.px(280))
        action = QWidgetAction(menu)
        action.setDefaultWidget(field)
        menu.addAction(action)
        field.returnPressed.connect(lambda: self._add_learner(field.text().strip()))

    def _add_learner(self, name: str) -> None:
        if name:
            self._settings.prefer(profile=name[:60])
        self._more.hide()

    def _choices(self, menu: QMenu, name: str, values: list[tuple[object, str]]) -> None:
        group = QActionGroup(menu)
        for value, text in values:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(getattr(self._settings.now, name) == value)
            action.triggered.connect(lambda _on=False, value=value: self._settings.prefer(**{name: value}))
            group.addAction(action)
