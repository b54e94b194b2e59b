"""The tab of the needle: a procedure's usual path or one's own, what it passes, how near it comes, its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from anatomy_viewer.commands import take_usual_path
from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.needling import DIAMETERS, LENGTHS, Needle
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.usual_paths import UsualPath, known_paths
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_effect import EffectSection
from anatomy_viewer.ui.needle_form import NeedleDrawing, PlaceFields
from anatomy_viewer.ui.needle_lists import LayerList, RiskList
from anatomy_viewer.ui.needle_reader import NeedleReader
from anatomy_viewer.ui.needle_verdict import Verdict
from anatomy_viewer.ui.needle_words import verdict, worst
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.messages import EmptyState, Text
from anatomy_viewer.ui.widgets.scroll import ScrollColumn
from anatomy_viewer.ui.widgets.segmented import Segmented

GAUGES = tuple(DIAMETERS)
ENDS = ("entry", "target")
PLACES = {"entry": ("Entry", "Move the needle's entry"), "target": ("Target", "Move the needle's target")}


class NeedlePanel(QWidget):
    """Follows the session's needle and the reader's answers; `run` does a command by its id."""

    def __init__(
        self,
        look: Look,
        session: Session,
        reader: NeedleReader,
        run: Callable[[str], object],
        to_skin: Callable[[Vector], Vector],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._reader = look, session, reader
        self._run, self._to_skin = run, to_skin
        self._texts: dict[str, Text] = {}
        self._name = ""
        self._known: tuple[object, ...] | None = None
        self._procedure = Button(look, "", icon_right="chevron-down")
        self._procedure.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._procedure.clicked.connect(self._choose_procedure)
        self._help = IconButton(look, "eye-outline", "")
        self._help.setCheckable(True)
        self._help.clicked.connect(self._toggle_help)
        self._other_side = IconButton(look, "swap-horizontal", "")
        self._other_side.clicked.connect(self._mirror)
        self._remove = IconButton(look, "close", "")
        self._remove.clicked.connect(lambda: run("needle_remove"))
        self._none = EmptyState(look, "needle")
        self._none.acted.connect(lambda: run("needle_entry"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(ScrollColumn(self._make_page()))
        self._lay_out()
        session.listen(self._follow)
        reader.changed.connect(self._show_answer)
        look.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 4)
        head.addWidget(self._procedure, 1)
        head.addWidget(self._other_side)
        head.addWidget(self._help)
        head.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _make_page(self) -> QWidget:
        look, session = self._look, self._session
        page = QWidget()
        page.setProperty("page", True)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(16, 8, 8, 18)
        self._column.setSpacing(look.px(6))
        self._verdict = Verdict(look)
        self._layers, self._risks = LayerList(look, session), RiskList(look, session)
        self._answers: list[QWidget] = [self._verdict]
        self._column.addWidget(self._verdict)
        for word, part in (
            ("Layers from the skin to the tip", self._layers),
            ("Nearest distance", self._risks),
        ):
            self._answers += [self._caption(word), part]
            self._column.addWidget(part)
            part.chosen.connect(session.select)
        self._effect = EffectSection(look, session, self._reader, self._run)
        self._column.addWidget(self._effect)
        self._fields = {end: self._add_place(end) for end in ENDS}
        self._add_needle()
        self._column.addStretch(1)
        self._texts["note"] = Text(look, "tiny", "text3")
        self._column.addWidget(self._texts["note"])
        return page

    def _caption(self, word: str, *beside: QWidget) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, self._look.px(8), 0, 0)
        self._texts[word] = Text(self._look, "small_strong", "text2")
        row.addWidget(self._texts[word], 1)
        for widget in beside:
            row.addWidget(widget)
        self._column.addWidget(line)
        return line

    def _add_place(self, end: str) -> PlaceFields:
        button = IconButton(self._look, "crosshairs", "", small=True)
        button.setCheckable(True)
        button.clicked.connect(lambda: self._run(f"needle_{end}"))
        self._aims = {**getattr(self, "_aims", {}), end: button}
        self._caption(PLACES[end][0], button)
        fields = PlaceFields(self._look, self._session)
        fields.moved.connect(lambda place: self._move(end, place))
        self._column.addWidget(fields)
        return fields

    def _add_needle(self) -> None:
        self._caption("Needle")
        self._drawing = NeedleDrawing(self._look, self._session)
        self._gauge = Segmented(self._look, "", [str(gauge) for gauge in GAUGES], tight=True)
        self._length = Segmented(self._look, "", [f"{length:.0f}" for length in LENGTHS], tight=True)
        self._gauge.chosen.connect(lambda i: self._change("Gauge", gauge=GAUGES[i]))
        self._length.chosen.connect(lambda i: self._change("Length", length=LENGTHS[i]))
        self._column.addWidget(self._drawing)
        for word, choice in (("Gauge", self._gauge), ("Length", self._length)):
            self._texts[word] = Text(self._look, "tiny", "text3")
            self._column.addWidget(self._texts[word])
            self._column.addWidget(choice)
        self._short = Text(self._look, "small", "warn")
        self._column.addWidget(self._short)

    # Words

    def retranslate(self) -> None:
        """Everything in the session's language."""
        say_it = self._say
        for word, text in self._texts.items():
            text.setText(say_it(word) if word != "note" else "")
        note = say_it("Computed from this model. For education, not for clinical guidance.")
        self._texts["note"].setText(note)
        self._texts["Gauge"].setText(say_it("Gauge"))
        self._texts["Length"].setText(f"{say_it('Length')}, mm")
        self._gauge.set_texts(say_it("Gauge"), [str(gauge) for gauge in GAUGES])
        self._length.set_texts(say_it("Length"), [f"{length:.0f}" for length in LENGTHS])
        self._effect.retranslate()
        self._layers.setAccessibleName(say_it("Layers from the skin to the tip"))
        self._risks.setAccessibleName(say_it("Nearest distance"))
        self._help.set_name(say_it("Say what the needle passes"))
        self._other_side.set_name(say_it("To the other side"))
        self._remove.set_name(say_it("Remove the needle"), "Del")
        for end, key in (("entry", "E"), ("target", "Shift+E")):
            self._aims[end].set_name(say_it(f"Place the needle's {end}"), key)
        hint = say_it("Choose a procedure's usual path above, or click where a needle enters the skin.")
        self._none.set_texts(say_it("No needle yet"), hint, say_it("Place a needle"))
        self._show()

    def _say(self, english: str) -> str:
        return say(english, self._session.language)

    # Following

    def _follow(self, old: AppState, new: AppState) -> None:
        if (old.needle, old.placing, old.asking) != (new.needle, new.placing, new.asking):
            self._show()

    def _show(self) -> None:
        now, atlas = self._session.now, self._session.atlas
        needle = now.needle
        for end, button in self._aims.items():
            button.setChecked(now.placing == end)
        procedure = atlas.practice.at(needle.procedure) if needle else None
        name = procedure.names.get(self._session.language) if procedure else ""
        name = name or self._say("Placed freely" if needle else "Choose a procedure")
        if name != self._name:
            self._name = name
            self._name_procedure()
        self._stack.setCurrentIndex(1 if needle else 0)
        for button in (self._other_side, self._help, self._remove):
            button.setVisible(needle is not None)
        if needle is not None:
            self._show_needle(needle)
        self._show_answer()

    def _name_procedure(self) -> None:
        """The name, shortened to the room that the buttons beside it leave."""
        room = self.width() - self._look.px(196 if self._session.now.needle else 90)
        metrics = QFontMetricsF(self._look.font("control"))
        self._procedure.setText(metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, max(room, 60)))
        self._procedure.setAccessibleName(self._name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The procedure's name in the new width."""
        super().resizeEvent(event)
        self._name_procedure()

    def sizeHint(self) -> QSize:
        """No wider than the other tabs want to be."""
        return QSize(self._look.px(340), self._look.px(600))

    def _show_needle(self, needle: Needle) -> None:
        for end, fields in self._fields.items():
            fields.show_place(getattr(needle, end), self._say(PLACES[end][0]))
        self._help.setChecked(needle.help)
        self._help.set_icon("eye-outline" if needle.help else "eye-off-outline")
        self._gauge.set_current(GAUGES.index(needle.gauge))
        self._length.set_current(LENGTHS.index(needle.length))
        self._drawing.update()
        text = self._say("The shaft is {:.0f} mm too short for this target.")
        self._short.setText(text.format(needle.depth - needle.length))
        self._short.setVisible(not needle.reaches)

    def _show_answer(self) -> None:
        """What the reader says, unless help is off or a question is open."""
        reader = self._reader
        shown = self._session.reads_needle
        known = (shown, self._session.language, reader.path, reader.problem)
        if self._known is not None and all(a is b for a, b in zip(known, self._known, strict=True)):
            return
        self._known = known
        path = reader.path if shown else None
        for part in self._answers[1:]:
            part.setVisible(path is not None)
        self._layers.show_path(path)
        self._risks.show_path(path)
        if not shown:
            self._verdict.show_verdict("note", self._say("What the needle passes is covered."))
        elif reader.problem is not None:
            self._verdict.show_verdict("near", sentence(reader.problem, self._session.language))
        elif path is None:
            self._verdict.show_verdict("note", self._say("Reading the tissues…"))
        else:
            texts = verdict(path, self._session.atlas, self._session.language)
            self._verdict.show_verdict(worst(path), *texts)

    # Changing

    def _move(self, end: str, place: Vector) -> None:
        needle = self._session.now.needle
        if needle is None:
            return
        moved = needle.moved(end, self._to_skin(place) if end == "entry" else place)
        self._session.put_needle(PLACES[end][1], replace(moved, procedure=""), merge=True)

    def _change(self, word: str, **changes: object) -> None:
        needle = self._session.now.needle
        if needle is not None:
            self._session.put_needle(word, replace(needle, **changes))  # type: ignore[arg-type]

    def _mirror(self) -> None:
        """The needle, and the camera with it, to the other side."""
        needle, session = self._session.now.needle, self._session
        if needle is not None:
            view = session.view.look(session.view.camera.mirrored)
            session.put_needle("To the other side", needle.mirrored, view=view)

    def _toggle_help(self) -> None:
        needle = self._session.now.needle
        if needle is not None:
            self._change("Say what the needle passes", help=not needle.help)

    def _choose_procedure(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        atlas, language = self._session.atlas, self._session.language
        for path in known_paths(atlas):
            action = menu.addAction(path.name(atlas, language))
            action.triggered.connect(lambda _on=False, path=path: self._take(path))
        menu.popup(self._procedure.mapToGlobal(self._procedure.rect().bottomLeft()))

    def _take(self, path: UsualPath) -> None:
        self._session.place_by_click("")
        take_usual_path(self._session, path.target, path.entry)
