"""Matching points: landmarks to be picked in the scan, what each is off by, and how the model is laid over it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from anatomy_viewer.geometry.registration import FEWEST
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.scanning import FREE, Landmark, Mark, Scanning, landmark_name, scan_landmarks
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.scan_reader import ScanReader
from anatomy_viewer.ui.scan_words import fit_told
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.rows import Row, RowList
from anatomy_viewer.ui.widgets.segmented import Segmented

KINDS = ("Rigid", "With scale")


class ScanPoints(QFrame):
    """`shown(place | None)`: a place of the model (mm) to be shown in the picture."""

    shown = Signal(object)

    def __init__(
        self, look: Look, session: Session, reader: ScanReader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._reader = look, session, reader
        self._rows: list[tuple[Landmark | None, int | None]] = []
        self._title = Text(look, "strong")
        self._hint = Text(look, "small", "text2")
        self._list = RowList(look)
        self._result = Text(look, "small", "text2")
        self._kind = Segmented(look, "", list(KINDS), tight=True)
        self._own = Button(look, "", icon="plus")
        self._drop = IconButton(look, "delete-outline", "", small=True)
        self._lines = IconButton(look, "vector-polyline", "", small=True)
        self._lines.setCheckable(True)
        self.setAutoFillBackground(True)
        self._lay_out()
        self._list.chosen.connect(self._choose)
        self._kind.chosen.connect(self._set_kind)
        self._own.clicked.connect(self._begin_own)
        self._drop.clicked.connect(self._remove)
        self._lines.clicked.connect(self._toggle_lines)
        session.listen(self._follow)
        look.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._drop)
        head.addWidget(self._lines)
        foot.addWidget(self._kind)
        foot.addStretch(1)
        foot.addWidget(self._own)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addWidget(self._list, 1)
        column.addWidget(self._result)
        column.addLayout(foot)

    def retranslate(self) -> None:
        """Everything in the session's language."""
        say_it = self._say
        self._title.setText(say_it("Lay the model over the scan"))
        self._kind.set_texts(say_it("Registration"), [say_it(kind) for kind in KINDS])
        self._own.setText(say_it("Own point"))
        self._own.updateGeometry()
        self._drop.set_name(say_it("Remove the point"))
        self._lines.set_name(say_it("Outlines of the model"))
        self._list.setAccessibleName(say_it("Matching points"))
        self._show()

    def _say(self, english: str) -> str:
        return say(english, self._session.language)

    # Following

    def _follow(self, old: AppState, new: AppState) -> None:
        a, b = old.scan, new.scan
        if b is None or a is b:
            return
        asked = (b.marks, b.picking, b.loose, b.scaled, b.outlines, b.opened)
        if a is None or (a.marks, a.picking, a.loose, a.scaled, a.outlines, a.opened) != asked:
            self._show()

    def _show(self) -> None:
        look = self._session.scan
        if look is None:
            return
        self._fill(look)
        self._hint.setText(self._hint_text(look))
        self._say_result()
        self._kind.set_current(int(look.scaled))
        self._lines.setChecked(look.outlines)
        self._drop.setEnabled(self._chosen_mark() is not None)

    def _fill(self, look: Scanning) -> None:
        """The landmarks, and after them the points of the user's own."""
        fit, at = self._reader.fit, {m.landmark: n for n, m in enumerate(look.marks) if m.landmark}
        self._rows = [(each, at.get(each.id)) for each in scan_landmarks(self._session.atlas)]
        self._rows += [(None, n) for n, m in enumerate(look.marks) if not m.landmark]
        rows, current = [], max(self._list.current(), 0)
        for index, (landmark, number) in enumerate(self._rows):
            picking = landmark is not None and look.picking == landmark.id
            current = index if picking else current
            residual = f"{fit.residuals[number]:.1f} mm" if fit and number is not None else ""
            icon = "crosshairs" if picking else "check-circle" if number is not None else "circle-outline"
            name = landmark_name(self._session.atlas, landmark, self._session.language) if landmark else ""
            text = name or self._say("Own point")
            text = text if number is None else f"{number + 1} · {text}"
            rows.append(Row(text, right=residual, icon=icon, marked=picking))
        self._list.set_rows(rows, current)

    def _hint_text(self, look: Scanning) -> str:
        if look.picking == FREE:
            if look.loose is None:
                return self._say("Click the point in the scan.")
            return self._say("Now click the same point in the 3D picture.")
        if look.picking:
            found = next((each for each, _ in self._rows if each and each.id == look.picking), None)
            name = landmark_name(self._session.atlas, found, self._session.language) if found else ""
            return self._say("Click in the scan: {}").format(name)
        missing = FEWEST - len(look.marks)
        if missing > 0:
            return self._say("Choose a landmark, then click it in the scan. Points still needed: {}").format(
                missing
            )
        return self._say("More points make it steadier. The wheel goes through the slices.")

    def _say_result(self) -> None:
        fit, problem = self._reader.fit, self._reader.fit_problem
        text, tone = fit_told(fit, problem, self._session.language)
        self._result.setText(text)
        self._result.set_tone(tone)
        self._result.setVisible(bool(text))

    # Choosing

    def _chosen_mark(self) -> int | None:
        row = self._list.current()
        return self._rows[row][1] if 0 <= row < len(self._rows) else None

    def _choose(self, index: int) -> None:
        """A landmark is to be picked, or picked anew; the slices go to where it is thought to be."""
        landmark, number = self._rows[index]
        look, fit = self._session.scan, self._reader.fit
        if look is None:
            return
        mark = look.marks[number] if number is not None else None
        model = mark.model if mark else landmark.position if landmark else None
        place = mark.scan if mark else fit.placement.to_scan(model) if fit and model else look.cursor
        same = landmark is not None and look.picking == landmark.id
        picking = landmark.id if landmark and not same else ""
        self._session.note_scan(lambda now: replace(now, picking=picking, loose=None, cursor=place))
        self._drop.setEnabled(mark is not None)
        self.shown.emit(model)

    def pick(self, place: Vector) -> None:
        """A click in the scan (mm)."""
        look = self._session.scan
        if look is None or not look.picking:
            return
        if look.picking == FREE:
            self._session.note_scan(lambda now: replace(now, loose=place, cursor=place))
            return
        found = next((each for each, _ in self._rows if each and each.id == look.picking), None)
        if found is not None:
            mark = Mark(found.id, found.position, place)
            self._session.scan_to("Pick a point", lambda now: replace(now.marked(mark), cursor=place))

    def match(self, place: Vector) -> bool:
        """A click in the 3D picture (mm of the model); True when it was the match of a point of the user's own."""
        look = self._session.scan
        if look is None or look.picking != FREE or look.loose is None:
            return False
        mark = Mark("", place, look.loose)
        self._session.scan_to("Pick a point", lambda now: now.marked(mark))
        return True

    def _begin_own(self) -> None:
        self._session.note_scan(
            lambda now: replace(now, picking="" if now.picking == FREE else FREE, loose=None)
        )

    def _remove(self) -> None:
        number = self._chosen_mark()
        if number is not None:
            self._session.scan_to("Remove the point", lambda now: now.without(number))

    def _set_kind(self, index: int) -> None:
        self._session.scan_to("Registration", lambda now: replace(now, scaled=bool(index)))

    def _toggle_lines(self) -> None:
        self._session.note_scan(lambda now: replace(now, outlines=not now.outlines))
