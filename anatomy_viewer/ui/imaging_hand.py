"""The hand on the sheet of the images: its corners turn it, its cursor moves it, and the probe slides on the skin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF

from anatomy_viewer.imaging.us_probe import Probe, probe_of, probe_plane, rock, rotate, slide, tilt
from anatomy_viewer.imaging.us_skin import SkinField, skin_field
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.camera import Camera, project, ray
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_reader import ImageReader, settings_of
from anatomy_viewer.ui.needle_hand import SKIN

Size = tuple[int, int]
Act = Callable[[SkinField, Probe], Probe]
A_PX = 0.35  # degrees
_FAR = 600.0
STEP_MM, STEP_DEGREES = 1.0, 2.0
# What a key does to the probe: mm along and across its face, or degrees.
SLIDES = {"left": (-STEP_MM, 0.0), "right": (STEP_MM, 0.0), "up": (0.0, -STEP_MM), "down": (0.0, STEP_MM)}


class SheetHand:
    """Turns drags and keys into planes; a drag is one undo entry. `scene()` is None while nothing is drawn yet."""

    def __init__(self, session: Session, reader: ImageReader, scene: Callable[[], Scene | None]) -> None:
        self._session, self._reader, self._scene = session, reader, scene

    def drag(
        self, grip: str, position: QPointF, step: QPointF, camera: Camera, size: Size, shift: bool
    ) -> None:
        """Pull a 'corner', the 'cursor' or the 'probe' by `step` px to `position`; Shift turns the probe instead."""
        if grip == "corner":
            self._session.image(
                "Turn the plane",
                lambda i: i.placed(turn=i.turn + step.x() * A_PX, tilt=i.tilt + step.y() * A_PX),
                merge=True,
            )
        elif grip == "cursor":
            self._push(step, camera, size)
        elif shift:
            self._hold(lambda _skin, probe: tilt(rotate(probe, step.x() * A_PX), -step.y() * A_PX))
        else:
            self._slide_to(position, camera, size)

    def key(self, name: str, shift: bool, alt: bool) -> None:
        """An arrow slides the probe; with Shift it tilts and rocks, with Alt it rotates."""
        aside, along = SLIDES[name]
        if alt:
            self._hold(lambda _skin, probe: rotate(probe, (aside + along) * STEP_DEGREES))
        elif shift and along:
            self._hold(lambda _skin, probe: tilt(probe, along * STEP_DEGREES))
        elif shift:
            self._hold(lambda _skin, probe: rock(probe, aside * STEP_DEGREES))
        else:
            self._hold(lambda skin, probe: slide(skin, probe, aside, along))

    def _push(self, step: QPointF, camera: Camera, size: Size) -> None:
        """Along the plane's normal, so that the cursor stays beside the pointer."""
        imaging = self._session.imaging
        if imaging is None:
            return
        ends = np.array([imaging.cursor, np.add(imaging.cursor, imaging.plane.normal)])
        seen = project(camera, ends, size)[:, :2]
        way = seen[1] - seen[0]
        mm = float(np.array([step.x(), step.y()]) @ way / max(float(way @ way), 0.25))
        self._session.image("Move the plane", lambda i: i.placed(offset=i.offset + mm), merge=True)

    def _slide_to(self, position: QPointF, camera: Camera, size: Size) -> None:
        scene = self._scene()
        eye, toward = ray(camera, position.x(), position.y(), size)
        end = eye + toward * (_FAR + camera.distance)
        place = scene.surface(SKIN, _vector(eye), _vector(end)) if scene is not None else None
        if place is not None:
            self._hold(lambda skin, probe: replace(probe, contact=_vector(skin.onto_skin(place))))

    def _hold(self, act: Act) -> None:
        """The probe held otherwise: all images are those of its plane."""
        imaging, subject = self._session.imaging, self._reader.subject
        picture, modality = self._reader.picture("us"), self._reader.modality("us")
        if imaging is None or subject is None or picture is None or modality is None:
            return
        skin = skin_field(subject)
        held = act(skin, probe_of(skin, self.probe_plane(picture.plane)))
        settings = settings_of(
            imaging, modality
        )  # those of the named plane that the probe leaves stay on the machine
        plane = probe_plane(skin, held, settings)
        self._session.image("Move the probe", lambda i: i.on(plane).with_setting("us", settings), merge=True)

    def probe_plane(self, shown: ImagePlane) -> ImagePlane:
        """The plane of the probe as the state has it: the last image may lag behind a quick hand."""
        imaging = self._session.imaging
        if imaging is not None and imaging.start.name == "" and imaging.aim is None:
            return imaging.plane
        return shown


def _vector(place: object) -> Vector:
    x, y, z = (float(value) for value in np.asarray(place, dtype=np.float64))
    return x, y, z
