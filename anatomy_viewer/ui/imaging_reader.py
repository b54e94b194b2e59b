"""Has the images of the session computed, off the window's thread: a quick one while things move, a still one at rest.

The specimen is read when images are first wanted, never at start-up, and anew for another patient.

Past 400 lines: quick and still images, the specimen and the heart beat wait for each other on the same threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from anatomy_viewer.content.imaging_subject import with_injection
from anatomy_viewer.content.spreads import Spread
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.imaging.beside import in_its_shape
from anatomy_viewer.imaging.ct import suited
from anatomy_viewer.imaging.curved import simulated_on
from anatomy_viewer.imaging.labels import Mark, marks
from anatomy_viewer.imaging.modality import MOVING, STILL, Modality
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.structure_lines import structure_lines
from anatomy_viewer.imaging.subject import ImagedNeedle, Subject
from anatomy_viewer.imaging.us_probe import seen_extent
from anatomy_viewer.imaging.us_settings import UsSettings, usual_settings
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.imaging import FAMILIES, NORMAL, Illness, Imaging, as_shown, fitted, foot
from anatomy_viewer.model.needling import DIAMETERS, Needle
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.variants import Patient
from anatomy_viewer.session import Session
from anatomy_viewer.ui.background import Background
from anatomy_viewer.ui.imaging_pulse import Pulse
from anatomy_viewer.ui.newest import Newest

REST_MS = 160  # from the last movement to the still image
LATE_MS = 400  # without an answer, after which the image that is still shown steps back
MOST_PIXELS = 640 * 640
SEED = 7
OTHER = "other"  # in the place of a family: what stands beside a panel's own image at the divider

Table = Mapping[str, Modality]
Size = tuple[int, int]


@dataclass(frozen=True)
class Specimen:
    """What is imaged: the patient, what is wrong, the needle that is in, and the fluid that it has injected."""

    patient: Patient
    illness: Illness | None
    needle: Needle | None
    spread: Spread | None = None


@dataclass(frozen=True)
class Wanted:
    """One image that is asked for. subject: a number that counts specimens; size: columns and rows."""

    subject: int
    modality: str
    plane: ImagePlane
    settings: Any
    size: Size
    sound: bool = False  # of the specimen in which nothing is wrong
    shape: Picture | None = None  # the ultrasound image beside which it stands


class ImageReader(QObject):
    """Follows the session's images. `changed(family)`: another picture; `loaded`: the specimen is there, or another;
    `beaten`: another moment of the heart beat in a resting ultrasound image.

    read: gives the specimen of a patient; table: gives the modalities. Both are slow the first time and are asked on a
    thread.
    """

    changed = Signal(str)
    loaded = Signal()
    beaten = Signal()

    def __init__(
        self,
        session: Session,
        read: Callable[[Patient], Subject],
        table: Callable[[], Table],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._read, self._make_table = session, read, table
        self.table: Table = {}
        self._hidden: Needle | None = None
        self.subject: Subject | None = None
        self.usual: Subject | None = None  # without what is wrong, and without the needle
        self.sound: Subject | None = None  # without what is wrong
        self._turn = 0
        self._spread: Spread | None = None
        self._sizes: dict[str, Size] = {}
        self._pictures: dict[str, tuple[Wanted, Picture, str]] = {}
        self._marks: dict[str, tuple[Mark, ...]] = {}
        self.mesh: Callable[[str], Mesh | None] = lambda _name: None
        self.identify: Callable[[Subject, int, Vector], str] = lambda _subject, _label, _place: ""
        self.problems: dict[str, ContentError] = {}
        self._threads = {"subject": Background(self), "slices": Background(self), "us": Background(self)}
        self._still_thread = Background(self)
        self._subjects = Newest("subject", self._load, self._threads["subject"], self)
        self._subjects.changed.connect(self._take_subject)
        self._quick = {family: self._make(family, MOVING) for family in (*FAMILIES, OTHER)}
        self._still = {family: self._make(family, STILL) for family in (*FAMILIES, OTHER)}
        self.pulse = Pulse(self._draw_moment, self)
        self.pulse.beaten.connect(self.beaten)
        self._reduced = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask_still)
        self._overdue = False
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        self._late.timeout.connect(self._step_back)
        session.listen(self._follow)

    def _make(self, family: str, quality: str) -> Newest:
        moving = self._threads["us" if family == "us" else "slices"]
        thread = moving if quality == MOVING else self._still_thread
        newest = Newest(f"{family} {quality}", lambda wanted: self._draw(wanted, quality), thread, self)
        newest.changed.connect(lambda: self._take(family, newest, quality))
        return newest

    # What there is

    def picture(self, family: str) -> Picture | None:
        """The latest image of a family; None before the first."""
        held = self._pictures.get(family)
        return held[1] if held else None

    def moment(self, family: str) -> Picture | None:
        """The image as it is to be painted now: at a moment of the heart beat, where arteries beat in it."""
        return (self.pulse.frame if family == "us" else None) or self.picture(family)

    @property
    def reduced_motion(self) -> bool:
        """Do arteries stand still?"""
        return self._reduced

    @reduced_motion.setter
    def reduced_motion(self, reduced: bool) -> None:
        self._reduced = reduced
        self._beat()
        self.beaten.emit()

    def _beat(self) -> None:
        """Arteries beat while the ultrasound image rests."""
        wanted, held = self.wanted("us"), self._pictures.get("us")
        if self._reduced or wanted is None or held is None or not self._shows("us", wanted):
            self.pulse.end()
        else:
            self.pulse.begin(wanted, held[1])

    def marks(self, family: str) -> tuple[Mark, ...]:
        """What is to be named in the image; nothing while it moves."""
        return self._marks.get(family, ())

    def late(self, family: str) -> bool:
        """Is the image that is shown one of something else, and the right one long in coming?"""
        return self._overdue and self._behind(family)

    def _behind(self, family: str) -> bool:
        held, wanted = self._pictures.get(family), self.wanted(family)
        return held is not None and wanted is not None and (self._subjects.behind or held[0] != wanted)

    def _step_back(self) -> None:
        self._overdue = True
        for family in FAMILIES:
            self.changed.emit(family)

    def _await(self) -> None:
        """Count the time from the first thing asked for that is not there."""
        if not self._late.isActive() and any(self._behind(family) for family in FAMILIES):
            self._late.start()

    def outline(self, name: str, picture: Picture) -> list[NDArray[np.float64]]:
        """Lines (n, 2), in fractions of width and height, round a structure of the atlas in the image."""
        if self.subject is None:
            return []
        return structure_lines(picture, self.subject, name, self.mesh(name))

    @property
    def problem(self) -> ContentError | None:
        """Why the specimen can't be imaged."""
        return self._subjects.problem

    def has(self, family: str) -> bool:
        """Can anything of a family be shown, as far as is known?"""
        return not self.table or any(key in self.table for key in FAMILIES[family])

    def modality(self, family: str) -> Modality | None:
        """What the panel of a family shows; None before the table is there."""
        imaging = self._session.imaging
        return self.table.get(imaging.panel(family).modality) if imaging else None

    # What is wanted

    def show(self, family: str, size: Size | None) -> None:
        """A panel has this size in px, or (None) is not seen."""
        if size is None:
            self._sizes.pop(family, None)
            self._quick[family].ask(None)
            self._still[family].ask(None)
            self._beat()
        elif self._sizes.get(family) != size:
            self._sizes[family] = size
            self._ask()

    def _follow(self, old: AppState, new: AppState) -> None:
        if new.imaging is None:
            if old.imaging is not None:
                self._stop()
            return
        self._ask_specimen(new)
        if old.imaging != new.imaging:
            self._ask()

    def _ask_specimen(self, now: AppState) -> None:
        if now.imaging is not None:
            needle = self._hidden or now.needle
            spread = self._spread if needle is not None and needle.volume else None
            self._subjects.ask(Specimen(now.view.patient, now.imaging.illness, needle, spread))
            self._await()

    def show_effect(self, effect: object) -> None:
        """What the session's needle does, once it is known: the fluid that it has injected is in the images."""
        self._spread = effect if isinstance(effect, Spread) else None
        self._ask_specimen(self._session.now)

    def hide_needle(self, needle: Needle | None) -> None:
        """This needle is in the images, whatever is in the picture; None: the picture's again."""
        self._hidden = needle
        self._ask_specimen(self._session.now)

    def _stop(self) -> None:
        self._rest.stop()
        self.pulse.end()
        for newest in (*self._quick.values(), *self._still.values()):
            newest.ask(None)

    def wanted(self, family: str) -> Wanted | None:
        """The image that the panel of a family should show just now, or (`OTHER`) what stands beside one."""
        if family == OTHER:
            return self._wanted_beside()
        imaging, size = self._session.imaging, self._sizes.get(family)
        modality = self.modality(family)
        if imaging is None or size is None or modality is None or self.subject is None:
            return None
        settings = settings_of(imaging, modality)
        plane = probed(imaging) if family == "us" else plane_of(imaging, size)
        if isinstance(settings, UsSettings):
            size = _as_deep(size, settings)
        return Wanted(self._turn, modality.key, plane, settings, _at_most(size))

    def _wanted_beside(self) -> Wanted | None:
        """What is seen on the other side of the divider."""
        imaging = self._session.imaging
        division = imaging.divider if imaging else None
        own = self.wanted(division.family) if division else None
        if imaging is None or division is None or own is None:
            return None
        if division.other == NORMAL:
            return replace(own, sound=True)
        modality = self.table.get(division.other)
        if modality is None or division.other == own.modality:
            return None
        if division.family == "us" != modality.family:
            shape = self.picture("us")
            settings = settings_of(imaging, modality)
            return (
                Wanted(self._turn, modality.key, shape.plane, settings, own.size, shape=shape)
                if shape
                else None
            )
        return replace(own, modality=modality.key, settings=settings_of(imaging, modality))

    def _ask(self) -> None:
        for family, newest in self._quick.items():
            wanted = self.wanted(family)
            if wanted is not None and not self._shows(family, wanted):
                newest.ask(wanted)
        self._beat()
        self._rest.start()
        self._await()

    def _shows(self, family: str, wanted: Wanted) -> bool:
        held = self._pictures.get(family)
        return held is not None and held[0] == wanted and held[2] == STILL

    def _ask_still(self) -> None:
        front = self._session.imaging.front if self._session.imaging else ""
        for family in sorted(self._still, key=lambda name: (name != front, name == OTHER)):
            wanted = self.wanted(family)
            if wanted is not None and not self._shows(family, wanted):
                self._still[family].ask(wanted)

    # On threads

    def _load(self, specimen: Specimen) -> tuple[Subject, Subject, Subject, Table]:
        import scipy.spatial  # noqa: F401  what outlines need, before they are asked for in the window

        from anatomy_viewer.imaging.pathology import PATHOLOGIES, edited

        usual = self._read(specimen.patient)
        subject = usual
        if specimen.illness is not None and specimen.illness[0] in PATHOLOGIES:
            subject = edited(subject, *specimen.illness)
        treated = _treated(subject, specimen)
        sound = treated if subject is usual else _treated(usual, specimen)
        return treated, sound, usual, self._make_table()

    def _draw(self, wanted: Wanted, quality: str) -> tuple[Wanted, Picture, tuple[Mark, ...]]:
        subject = self.sound if wanted.sound else self.subject
        assert subject is not None
        modality = self.table[wanted.modality]
        if wanted.shape is not None:
            picture = in_its_shape(modality, subject, wanted.settings, wanted.shape, quality, SEED)
            return wanted, picture, self._marked(subject, picture) if quality == STILL else ()
        picture = simulated_on(
            modality, subject, wanted.plane, wanted.settings, wanted.size, quality, SEED, self.usual
        )
        return wanted, picture, self._marked(subject, picture) if quality == STILL else ()

    def _draw_moment(self, wanted: Wanted, number: int) -> Picture | None:
        from anatomy_viewer.imaging.us_beat import at_moment, beats

        subject, settings = self.subject, wanted.settings
        if subject is None or not isinstance(settings, UsSettings):
            return None
        if number == 1 and not beats(subject, wanted.plane, settings):
            return None
        now = replace(wanted, settings=at_moment(settings, number))
        modality = self.table[now.modality]
        return modality.simulate(subject, now.plane, now.settings, now.size, STILL, SEED)

    def _marked(self, subject: Subject, picture: Picture) -> tuple[Mark, ...]:
        imaging = self._session.imaging
        side = "left" if imaging is not None and imaging.cursor[0] < 0.0 else "right"
        return marks(picture, subject, partial(self.identify, subject), side=side)

    # Answers

    def _take_subject(self) -> None:
        if self._subjects.value is not None:
            self.subject, self.sound, self.usual, self.table = self._subjects.value
            self._turn += 1
        self.loaded.emit()
        self._ask()

    def _take(self, family: str, newest: Newest, quality: str) -> None:
        self.problems.pop(family, None)
        if newest.problem is not None:
            self.problems[family] = newest.problem
        elif newest.value is not None:
            wanted, picture, found = newest.value
            now = self.wanted(family)
            if quality == STILL and wanted != now:
                return  # the plane moved on
            if quality == MOVING and now is not None and self._shows(family, now):
                return  # the still image came first
            self._pictures[family] = (wanted, picture, quality)
            self._marks[family] = found
            if family == "us":
                self._beat()
        self._late.stop()
        self._overdue = False
        self._await()
        self.changed.emit(family)
        divider = self._session.imaging.divider if self._session.imaging else None
        if family == "us" and divider is not None and divider.family == "us":
            self._ask()  # what stands beside it takes its shape

    def finish(self) -> None:
        """Before the window goes."""
        self.pulse.finish()
        for thread in (*self._threads.values(), self._still_thread):
            thread.finish()


def _treated(subject: Subject, specimen: Specimen) -> Subject:
    """With the needle that is in, and what it has injected."""
    needle = specimen.needle
    if specimen.spread is not None:
        subject = with_injection(subject, specimen.spread)
    if needle is None or needle.depth <= 1e-3:
        return subject
    ends = np.array(needle.entry), np.array(needle.target)
    return subject.with_needle(ImagedNeedle(*ends, DIAMETERS[needle.gauge]))


def settings_of(imaging: Imaging, modality: Modality) -> Any:
    """The settings that an image is made with; B-mode and Doppler share those of the machine."""
    if modality.family == "us":
        return imaging.setting("us", usual_settings(imaging.start))
    own = modality.settings
    if modality.family == "ct":
        own = suited(own, imaging.panel("ct").window)
    return imaging.setting(modality.key, own)


def probed(imaging: Imaging) -> ImagePlane:
    """The plane that a probe looks along: through what it is aimed at, by the convention that was chosen."""
    plane = as_shown(imaging.plane, imaging.neurological)
    return replace(plane, centre=foot(plane, imaging.aim)) if imaging.aim else plane


def plane_of(imaging: Imaging, size: Size) -> ImagePlane:
    """The plane as a panel of `size` px shows it: filled, by the convention that was chosen."""
    return as_shown(fitted(imaging.plane, *size), imaging.neurological)


def _as_deep(size: Size, settings: UsSettings) -> Size:
    """What a probe's image takes up of `size`: as wide and deep as it is, nothing black beside or below it."""
    wide, deep = seen_extent(settings)
    scale = min(size[0] / wide, size[1] / deep)
    return round(wide * scale), round(deep * scale)


def _at_most(size: Size) -> Size:
    """`size`, or the largest of its shape with no more pixels than a still image is computed in."""
    shrink = max(1.0, (size[0] * size[1] / MOST_PIXELS) ** 0.5)
    return max(round(size[0] / shrink), 16), max(round(size[1] / shrink), 16)
