"""The picture: a plain widget that paints what the scene drew, and labels, points and signs over it.

Past 400 lines: Qt calls one object for every event of mouse, touch and keys; what they do stands in files of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.camera import Camera, centre_on, project
from anatomy_viewer.model.measuring import SURFACE, End
from anatomy_viewer.model.pain import Ache, PainView
from anatomy_viewer.model.pathway_look import with_fibres
from anatomy_viewer.model.quiz import IN_PICTURE
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.model.words import say
from anatomy_viewer.scene.picking import Hit
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session
from anatomy_viewer.ui.actions import OWN_ARROWS
from anatomy_viewer.ui.answer_keys import AnswerKeys
from anatomy_viewer.ui.background import Background
from anatomy_viewer.ui.cube import cube_faces
from anatomy_viewer.ui.frames import Frames
from anatomy_viewer.ui.gestures import CLICK_SLACK, keyed, panned, turned, zoomed
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_hand import NeedleHand
from anatomy_viewer.ui.newest import Newest
from anatomy_viewer.ui.overlay import Overlay
from anatomy_viewer.ui.picture_words import describe, region_name

if TYPE_CHECKING:
    from anatomy_viewer.ui.measure_ways import Wanted
    from anatomy_viewer.ui.pathway_player import PathwayPlayer

ARROWS: dict[int, str] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Plus: "in",
    Qt.Key.Key_Equal: "in",
    Qt.Key.Key_Minus: "out",
}
NEEDLE_STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
FELT_REST_MS = 600  # while pain on the skin goes on changing, no still picture is begun
NEEDLE_REST_MS = 160  # after which it is asked anew what lies before the needle
CUBE_VIEWS = {
    "right": "view_right",
    "left": "view_left",
    "anterior": "view_anterior",
    "posterior": "view_posterior",
    "superior": "view_superior",
    "inferior": "view_inferior",
}


class Viewport(QWidget):
    """Turns mouse, touch and keys into edits of the session; draws what the session shows.

    hovered(name, Hit | None): what is under the pointer (a structure, feature or point id, '' for nothing).
    view_asked(command id): a face of the orientation cube was clicked. clicked(Hit | None): what was selected.
    signalled(): the signals of the pathway have moved. region_hovered(region of the pain map, '' for none).
    measured(): a way along a surface has been found.
    sheet_pulled(grip, position, step, shift): a part of the images' sheet is dragged.
    """

    hovered = Signal(str, object)
    picked = Signal(str, object)
    clicked = Signal(object)
    sheet_pulled = Signal(str, QPointF, QPointF, bool)
    view_asked = Signal(str)
    region_hovered = Signal(str)
    signalled = Signal()
    measured = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frames = Frames(self)
        self.overlay = Overlay(look, session)
        self._background = Background(self)
        self._look, self._session = look, session
        self._answer_keys = AnswerKeys(session, self.overlay, self._hit, self._area, self._enter)
        self.hand = NeedleHand(session, lambda: self.frames.scene)
        self._pulled = self._grip = ""
        self._needle_rest = QTimer(self, singleShot=True, interval=NEEDLE_REST_MS)
        self._needle_rest.timeout.connect(self._prepare_needle)
        self._press: QPointF | None = None
        self._last = QPointF()
        self._dragged = False
        self._moving = False
        self._steering = False
        self._lit: tuple[str, ...] = ()
        self.felt: Callable[[], tuple[Ache, ...]] = tuple  # what the model of pain feels just now
        self._felt: PainView | None = None
        self._under = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.frames.drawn.connect(self._take_frame)
        self.frames.rested.connect(self._prepare)
        look.changed.connect(self._restyle)
        session.listen(self._follow)
        self.frames.show(self._shown(), fly=False)

    def set_scene(self, scene: Scene) -> None:
        """Draw with `scene` from now on."""
        self.frames.resize(self._pixels())
        self.frames.set_scene(scene)

    @property
    def moving(self) -> bool:
        """Is the picture on the screen a moving one?"""
        return self._moving

    def light(self, marks: tuple[str, ...]) -> None:
        """Highlight structures or features for as long as a link to them is under the pointer; () ends it."""
        if marks != self._lit:
            self._lit = marks
            self.frames.show(self._shown(), fly=False)

    def show_signals_of(self, player: PathwayPlayer) -> None:
        """Paint the signals of the model that runs in `player`."""
        self.overlay.player = player
        player.ticked.connect(self._show_signals)

    def _show_signals(self) -> None:
        """Signals have moved along the fibres: paint what they may have changed."""
        if self.overlay.fibres:
            self.update(self.overlay.fibres.box())
            self.signalled.emit()

    def point_at_place(self, place: Vector | None) -> None:
        """Show where the pointer is in an image; None when it is in none."""
        if place != self.overlay.sheet.pointed:
            self.overlay.sheet.pointed = place
            self.update()

    def _shown(self) -> ViewState:
        view, look = self._session.view, self._session.now.pathway
        if look is not None:  # the pathway is read when it is first looked at
            view = with_fibres(view, look, self._session.atlas.pathway)
        if view.pain is not None and view.pain.live:
            view = replace(view, pain=replace(view.pain, given=self.felt()))
        view = replace(view, measurements=())  # painted over the picture, which stays as it is
        return replace(view, highlighted=frozenset(self._lit)) if self._lit else view

    def feel(self) -> bool:
        """The model of pain has gone on: draw the skin anew where that shows; did it?"""
        shown = self._shown()
        if shown.pain == self._felt:
            return False
        self._felt = shown.pain
        self.frames.show(shown, fly=self.frames.flying, rest_ms=FELT_REST_MS)
        return True

    def _restyle(self) -> None:
        if self.isVisible():
            self._prepare()
            self.frames.redraw()

    def _take_frame(self, still: bool) -> None:
        self._moving = not still
        self.update()

    def _prepare(self) -> None:
        self.setAccessibleName(say("The picture", self._session.language))
        self.setAccessibleDescription(describe(self._session))
        self.overlay.prepare(self.frames.scene, self._pixels(), self.devicePixelRatioF())
        self._lay_on_tissue()

    def _lay_on_tissue(self) -> None:
        spreads, waiting = self.overlay.spreads, self.overlay.waiting_spreads()
        if spreads is not None and waiting:
            self._background.run("spreads", lambda: spreads.lay(waiting), lambda _: self._restyle(), _fail)
        marks = self.overlay.territories
        if marks is not None and (names := marks.waiting()):
            self._background.run("territories", lambda: marks.lay(names), lambda _: self._restyle(), _fail)
        region = self.overlay.region
        if region is not None and (chosen := region.waiting()):
            self._background.run("region", lambda: region.lay(chosen), lambda _: self._restyle(), _fail)
        self._find_ways()

    def _pixels(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return round(self.width() * ratio), round(self.height() * ratio)

    def _follow(self, old: AppState, new: AppState) -> None:
        """The state changed: fly to a new camera unless the hand itself is turning."""
        if (old.view.measurements, old.measuring) != (new.view.measurements, new.measuring):
            self._follow_measuring(old.measuring is None or new.measuring is None)
        if _scenery(old.view) != _scenery(new.view) or _fibres(old) != _fibres(new):
            if not self._steering:
                self._forget_hover()
            self.frames.show(self._shown(), fly=self._press is None and not self._steering)
        if (old.asking, old.placing) != (new.asking, new.placing):
            self._want(self._pointing)
        if (old.asking, old.answers, old.place) != (new.asking, new.answers, new.place):
            self.frames.redraw()
        if (old.imaging, old.adding) != (new.imaging, new.adding):
            self.update()
        if old.needle != new.needle:
            if new.needle is None:
                self._hold("")
            self._needle_rest.start()
            self.update()

    # The needle

    def _prepare_needle(self) -> None:
        if self.frames.scene is not None and not self.frames.flying:
            self.overlay.needle.prepare(self.frames.scene, self._session.now.needle, self._pixels())
            self.update()

    def _hold(self, end: str) -> None:
        """Give the arrow keys to an end of the needle, '' to the camera."""
        self.overlay.needle.held = end
        self.setProperty(OWN_ARROWS, bool(end) or self._answer_keys.wanted)
        self.update()

    # Measuring

    def _follow_measuring(self, taken: bool) -> None:
        """Other measurements, another end, another tool; `taken`: it was taken up or put away."""
        if taken:
            self._want(self._pointing)
        if self.overlay.measures:
            self.overlay.measures.preview = None
            if self.frames.scene is not None and not self.frames.flying:
                self.overlay.measures.prepare(self.frames.scene, self._pixels())
        self._find_ways()
        self.update()

    def _find_ways(self) -> None:
        """Ways along surfaces, on a thread; the newest question alone is answered."""
        marks, scene = self.overlay.measures, self.frames.scene
        tool = self._session.measuring
        if marks is None or scene is None:
            return
        waiting = marks.ways.waiting(marks.all())
        if waiting or (tool is not None and tool.kind == SURFACE and not tool.ends):
            self._ways.ask(waiting)

    @cached_property
    def _ways(self) -> Newest:
        def find(waiting: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
            marks, scene = self.overlay.measures, self.frames.scene
            if marks is not None and scene is not None:
                marks.ways.find(waiting, scene)
            return waiting

        ways = Newest("ways", find, self._background, self)
        ways.changed.connect(self._show_ways)
        return ways

    def _show_ways(self) -> None:
        marks, scene = self.overlay.measures, self.frames.scene
        if marks is not None and scene is not None and not self.frames.flying:
            marks.prepare(scene, self._pixels())
            self._find_ways()
        self.measured.emit()
        self.update()

    def _end_at(self, position: QPointF, point: str, hit: Hit | None) -> End | None:
        """Where a click measures; the end of a way along a surface lies on it, whatever is before it."""
        from anatomy_viewer.ui.measure_hand import end_at, hit_on

        tool, scene = self._session.measuring, self.frames.scene
        if tool is not None and tool.along and scene is not None and not point:
            hit = hit_on(scene, tool.along, position, self.frames.camera, self._area())
        courses = self.overlay.courses
        return end_at(self._session, courses, position, point, hit, self.frames.camera, self._area())

    def _preview(self, end: End | None) -> None:
        """Show what the next click would measure."""
        marks = self.overlay.measures
        if marks is not None and self._session.measuring is not None:
            marks.preview = end
            self._find_ways()

    def _preview_cross(self) -> None:
        """Where the cross of the keyboard stands, the pointer would be."""
        cross = self.overlay.cross
        if cross is not None and self._session.measuring is not None:
            x, y, _ = project(self.frames.camera, np.array([cross]), self._area())[0]
            position = QPointF(float(x), float(y))
            self._preview(self._end_at(position, self.overlay.point_at(position), self._hit(position)))

    def _area(self) -> tuple[int, int]:
        return self.width(), self.height()

    @property
    def _pointing(self) -> bool:
        """Is a place in the picture wanted, for the needle, an answer or a measurement?"""
        asked = bool(self._session.now.placing) or self._session.asks_for in IN_PICTURE
        return asked or self._session.measuring is not None

    def _want(self, pointing: bool) -> None:
        """The hand points, or the arrow keys move a cross, as long as something is wanted from the picture."""
        self.setCursor(Qt.CursorShape.CrossCursor if pointing else Qt.CursorShape.ArrowCursor)
        self.setProperty(OWN_ARROWS, bool(self.overlay.needle.held) or self._answer_keys.wanted)
        self.overlay.cross = None
        if pointing:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def _enter(self, position: QPointF) -> None:
        """Enter is a click at the cross; the end of the needle that it placed is in hand."""
        end = self._session.now.placing
        self._point_at(position)
        if end and not self._session.now.placing and self._session.now.needle is not None:
            self._hold("target" if end == "entry" else end)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture stretched over the widget, then everything that is painted over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.frames.image.isNull():
            painter.fillRect(self.rect(), self._look.color("picture_bottom"))
        else:
            painter.drawImage(QRectF(self.rect()), self.frames.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.overlay.paint(painter, self.frames.camera, self.width(), self.height(), self._moving)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size of picture."""
        super().resizeEvent(event)
        self.frames.resize(self._pixels())

    def showEvent(self, event: QShowEvent) -> None:
        """Draw as long as it is seen."""
        super().showEvent(event)
        self.frames.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the scene to others."""
        self.frames.stop()
        super().hideEvent(event)

    # Turning, moving, zooming

    def _steer(self, word: str, camera: Camera) -> None:
        self._steering = True
        self._session.edit(say(word, self._session.language), lambda view: view.look(camera), merge=True)
        self._steering = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Left turns, middle or Shift moves; a press that stays in place is a click."""
        self._press = self._last = event.position()
        self._dragged = False
        left = event.button() == Qt.MouseButton.LeftButton and not self._session.now.placing
        self._pulled = self.overlay.needle.end_at(event.position()) if left else ""
        free = left and not self._pulled and not self._session.now.asking
        scale = self.overlay.scale(self.height())
        self._grip = (
            self.overlay.sheet.grip_at(event.position(), self.frames.camera, self._area(), scale)
            if free
            else ""
        )
        if self._pulled:
            self._hold(self._pulled)
            self.hand.take(self._pulled, event.position(), self.frames.camera, self._area())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn or move with the hand, or name what is under the pointer."""
        if self._press is None:
            self._hover(event.position())
            return
        step = event.position() - self._last
        slack = (event.position() - self._press).manhattanLength()
        if not self._dragged and slack < CLICK_SLACK:
            return
        self._dragged = True
        self._last = event.position()
        if self._pulled:
            along = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.hand.drag(self._pulled, event.position(), self.frames.camera, self._area(), along)
            return
        if self._grip:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.sheet_pulled.emit(self._grip, event.position(), step, shift)
            return
        camera = self._session.view.camera
        middle = event.buttons() & (Qt.MouseButton.MiddleButton | Qt.MouseButton.RightButton)
        if middle or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._steer("Move", panned(camera, step.x(), step.y(), self.height()))
        else:
            self._steer("Turn", turned(camera, step.x(), step.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a drag, or a click."""
        clicked = self._press is not None and not self._dragged and not self._pulled
        self._pulled = self._grip = ""
        self._press = None
        self._session.store.settle()
        if clicked and event.button() == Qt.MouseButton.LeftButton:
            self._click(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Bring what is under the pointer to the middle."""
        hit = self._hit(event.position())
        if hit is not None:
            camera = centre_on(self._session.view.camera, hit.position)
            self._session.edit(say("Centre", self._session.language), lambda view: view.look(camera))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nearer or farther."""
        self._steer("Zoom", zoomed(self._session.view.camera, event.angleDelta().y() / 120.0))

    def event(self, event: QEvent) -> bool:
        """A pinch on a touch pad zooms."""
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinch:
            self._steer("Zoom", zoomed(self._session.view.camera, event.value() * 5.0))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shift and arrows turn; plain arrows too where no lesson uses them; plus and minus zoom. While an answer
        is wanted, plain arrows move a cross, Enter answers and Esc gives up."""
        if self._answer_keys.take(event):
            self._preview_cross()
            self.update()
            return
        if self._nudge(event):
            return
        name = ARROWS.get(event.key())  # a number: many a letter's key is none of Qt.Key
        camera = keyed(self._session.view.camera, name) if name else None
        if camera is None:
            super().keyPressEvent(event)
        else:
            self._steer("Zoom" if name in ("in", "out") else "Turn", camera)

    def _nudge(self, event: QKeyEvent) -> bool:
        """Plain arrows move the end of the needle that is held, with Alt along the needle."""
        held, step = self.overlay.needle.held, NEEDLE_STEPS.get(event.key())
        if not held or step is None or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        along = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self.hand.nudge(held, step, self.frames.camera, self._area(), along)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A drag that loses the window ends."""
        self._press = None
        super().focusOutEvent(event)

    # Naming and choosing

    def _hit(self, position: QPointF) -> Hit | None:
        ratio = self.devicePixelRatioF()
        scene = self.frames.scene
        if scene is None or self.frames.flying:
            return None
        return scene.pick(position.x() * ratio, position.y() * ratio, self._pixels())

    def _hover(self, position: QPointF) -> None:
        face = self._cube_face(position)
        self.overlay.needle.under = "" if face else self.overlay.needle.end_at(position)
        on_needle = bool(self.overlay.needle.under)
        point = "" if face or on_needle else self.overlay.point_at(position)
        free = not face and not on_needle and not point
        fibre = self.overlay.fibre_at(position, self.frames.camera, self._area()) if free else ""
        self.overlay.hovered_fibre = fibre
        hit = None if face or point or on_needle or fibre else self._hit(position)
        self._under = point or (hit.id if hit else "")
        region = "" if face or point or on_needle or fibre else self._region(position, hit)
        self.region_hovered.emit(region)
        named = region_name(self._session, region) if region and hit else ""
        self.overlay.hover(self._under, position, face, hit.territories if hit else (), named)
        self.hovered.emit(self._under, hit)
        if self._session.measuring is not None:
            self._preview(self._end_at(position, point, hit))
        self.update()

    def _forget_hover(self) -> None:
        """What was under the pointer may not be there any more; the next movement names what is."""
        self.overlay.hover("", QPointF(), "")
        self.overlay.hovered_fibre = ""
        self.region_hovered.emit("")
        self.hovered.emit("", None)

    def forget_hover(self) -> None:
        """Nothing under the pointer is named any more."""
        self._forget_hover()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.forget_hover()
        super().leaveEvent(event)

    def _cube_face(self, position: QPointF) -> str:
        rect = self.overlay.cube_rect(self.width(), self.height())
        if not rect.contains(position):
            return ""
        faces = cube_faces(self.overlay.cube_axes(self.frames.camera), rect)
        inside = [name for name, polygon in faces if polygon.containsPoint(position, Qt.FillRule.OddEvenFill)]
        return inside[-1] if inside else ""

    def _click(self, position: QPointF) -> None:
        face = self._cube_face(position)
        if face:
            self.view_asked.emit(CUBE_VIEWS[face])
        else:
            self._point_at(position)

    def _point_at(self, position: QPointF) -> None:
        """Place an end of the needle, answer a question or select: whatever is under way."""
        if self._session.now.placing:
            hit = self._hit(position)
            self.hand.place(position, self.frames.camera, self._area(), hit.position if hit else None)
            return
        self._hold("")
        point = "" if self._session.now.concealed else self.overlay.point_at(position)
        if self.frames.flying and not point:
            return
        hit = None if point else self._hit(position)
        if self._is_asked_for(position, point, hit):
            return
        if not point and (element := self.overlay.fibre_at(position, self.frames.camera, self._area())):
            self._session.choose_in_pathway([element])
            return
        region = "" if point else self._region(position, hit)
        if region:
            self._session.choose_region(region)
            return
        self._session.select(point or (hit.id if hit else None))
        self.clicked.emit(hit)

    def _is_asked_for(self, position: QPointF, point: str, hit: Hit | None) -> bool:
        """Is it an answer, a place of a mesh that is added, the end of a measurement? Then it chooses nothing."""
        session = self._session
        if session.now.asking:
            if hit is not None:
                session.point_at(hit.id, hit.position)
        elif session.adding is not None:
            self.picked.emit(point, hit)
        elif session.measuring is not None and not session.now.covered:
            end = self._end_at(position, point, hit)
            if end is not None:
                session.put_end(end)
        else:
            return session.now.covered
        return True

    def _region(self, position: QPointF, hit: Hit | None) -> str:
        """The region of the pain map that a click means; '' for none, and where a nerve or nucleus is meant."""
        view, scene = self._session.view, self.frames.scene
        if view.pain is None or scene is None or self.frames.flying:
            return ""
        solid = hit is not None and view.opacity_of(hit.structure) >= 1.0
        if hit and solid and self._session.atlas.structures[hit.structure].system in ("nerves", "cns"):
            return ""
        ratio = self.devicePixelRatioF()
        return scene.region_under(position.x() * ratio, position.y() * ratio, self._pixels())


def _scenery(view: ViewState) -> ViewState:
    """What the scene draws of it."""
    return replace(view, measurements=())


def _fibres(state: AppState) -> tuple[str, tuple[str, ...]] | None:
    """What of the pathway the scene draws."""
    return (state.pathway.side, state.pathway.selected) if state.pathway else None


def _fail(error: BaseException) -> None:
    raise error
