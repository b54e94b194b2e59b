"""`Imaging`: what the screen of simulated images shows, as one frozen value; the changes a user can make to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import cos, radians, sin
from types import MappingProxyType
from typing import Any

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import ImagePlane

FAMILIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ct": ("ct", "ct_contrast"),
        "mr": ("t1", "t2", "stir", "neurography", "ciss"),
        "us": ("us", "doppler"),
    }
)
FAMILY = {key: family for family, keys in FAMILIES.items() for key in keys}
MOST_OFFSET, MOST_TURN = 60.0, 60.0  # mm and degrees that the sliders reach
SMALLEST_MM, LARGEST_MM = 20.0, 240.0  # of an image's height
_MIDDLE: Vector = (0.0, 42.0, -35.0)  # mm: of what the tissue volume holds of the body
_NEEDLE_FIELD = 60.0  # mm
_PROBE_MM = 75.0  # no image of a probe is wider
_DEEP, _HIGH = 118.0, 150.0  # mm from back to front, and from the lowest to the highest


Illness = tuple[str, float, str]  # id, severity 0–1, side
NORMAL = "normal"  # what stands beside a finding: the same image of the specimen in which nothing is wrong


@dataclass(frozen=True)
class Panel:
    """One image: key of `imaging.modalities.MODALITIES`, and centre and width of the window; None: the usual one."""

    modality: str
    window: tuple[float, float] | None = None


@dataclass(frozen=True)
class Division:
    """Two images of one plane in one panel. at: share of the width at which one gives way to the other.

    family: whose panel it is. other: what stands there beside the panel's own: a modality, or NORMAL; left: left of it?
    """

    at: float = 0.5
    family: str = "ct"
    other: str = "t1"
    left: bool = True


@dataclass(frozen=True)
class Imaging:
    """What is imaged, and how.

    start: the plane that `offset` (mm along its normal), `turn` (degrees about its height) and `tilt` (about its
    width) are counted from. panels: one a family. front: the family that stands alone where there is no room for all,
    or when it is `enlarged`. cursor: the place (mm) that all images and the picture share. settings: by modality,
    those that differ from the modality's own. overlay: 0–1, how strongly tissues are coloured over the grey. divider:
    two images in one panel, None for a panel each. follow: 'walk' or 'needle'. spot: what was clicked last in the
    picture (mm); a plane can be laid through it. aim: what a probe looks at on a plane that is wider than its image;
    None: the plane's middle.
    """

    start: ImagePlane
    cursor: Vector
    offset: float = 0.0
    turn: float = 0.0
    tilt: float = 0.0
    panels: tuple[Panel, ...] = (Panel("ct"), Panel("t1"), Panel("us"))
    front: str = "ct"
    enlarged: bool = False
    labels: bool = True
    overlay: float = 0.0
    settings: tuple[tuple[str, Any], ...] = ()
    pathology: str = ""
    severity: float = 0.7
    pathology_side: str = "right"
    divider: Division | None = None
    neurological: bool = False
    follow: str = ""
    spot: Vector | None = None
    aim: Vector | None = None

    @property
    def plane(self) -> ImagePlane:
        """Where the images lie: turned, tilted and moved; no named plane any more unless nothing was done to it."""
        start = self.start
        if not (self.offset or self.turn or self.tilt):
            return start
        across = _turned(start.across, start.down, self.turn)
        down = _turned(start.down, across, self.tilt)
        return replace(start, across=across, down=down).moved(self.offset)

    @property
    def illness(self) -> Illness | None:
        """The pathology that is shown, None without one."""
        return (self.pathology, self.severity, self.pathology_side) if self.pathology else None

    def panel(self, family: str) -> Panel:
        """The panel of a family: 'ct', 'mr' or 'us'."""
        return next(panel for panel in self.panels if FAMILY[panel.modality] == family)

    def with_panel(self, panel: Panel) -> Imaging:
        """Another modality or window in the panel of its family."""
        family = FAMILY[panel.modality]
        return replace(self, panels=tuple(panel if FAMILY[p.modality] == family else p for p in self.panels))

    def ill(self, pathology: str, side: str) -> Imaging:
        """Something else wrong, '' for nothing; beside what is normal there is no normal image."""
        kept = self.divider if pathology or not self.divider or self.divider.other != NORMAL else None
        return replace(self, pathology=pathology, pathology_side=side, divider=kept)

    def divided(self, at: float) -> Imaging:
        """The divider elsewhere."""
        moved = replace(self.divider, at=round(min(max(at, 0.0), 1.0), 4)) if self.divider else None
        return replace(self, divider=moved)

    def setting(self, modality: str, usual: Any) -> Any:
        """The settings of a modality; `usual` where the user has not changed them."""
        return dict(self.settings).get(modality, usual)

    def with_setting(self, modality: str, value: Any) -> Imaging:
        """Other settings of a modality."""
        table = {**dict(self.settings), modality: value}
        return replace(self, settings=tuple(sorted(table.items())))

    def on(self, plane: ImagePlane) -> Imaging:
        """Another plane to start from; the cursor comes along onto it."""
        moved = replace(self, start=plane, offset=0.0, turn=0.0, tilt=0.0)
        cursor = foot(plane, self.cursor)
        return replace(moved, cursor=cursor, aim=cursor if plane.width_mm > _PROBE_MM else None)

    def placed(
        self, offset: float | None = None, turn: float | None = None, tilt: float | None = None
    ) -> Imaging:
        """The plane moved or turned to these values; the cursor stays where it was on the image."""
        u, v, _ = self.plane.fractions(self.cursor)
        moved = replace(
            self,
            offset=_within(self.offset if offset is None else offset, MOST_OFFSET),
            turn=_within(self.turn if turn is None else turn, MOST_TURN),
            tilt=_within(self.tilt if tilt is None else tilt, MOST_TURN),
        )
        return replace(moved, cursor=moved.plane.place(u, v))

    def through(self, place: Vector) -> Imaging:
        """The plane moved along its normal, so that it goes through `place`, which the cursor marks."""
        plane = self.plane
        away = plane.fractions(place)[2]
        moved = replace(self, offset=round(self.offset + away, 3), cursor=place)
        if abs(moved.offset) <= MOST_OFFSET:
            return moved
        return replace(self.on(plane.moved(away)), cursor=place)

    def centred(self, place: Vector) -> Imaging:
        """The middle of the image on `place`."""
        moved = self.through(place)
        x, y, z = (c + p - m for c, p, m in zip(moved.start.centre, place, moved.plane.centre, strict=True))
        return replace(moved, start=replace(moved.start, centre=(x, y, z)))

    def zoomed(self, factor: float, about: Vector | None = None) -> Imaging:
        """Factor 2 shows half as much, `about` (mm; the cursor where None) staying where it is on the screen."""
        high = min(max(self.start.height_mm / factor, SMALLEST_MM), LARGEST_MM)
        factor = self.start.height_mm / high
        plane, place = self.plane, about or self.cursor
        u, v, _ = plane.fractions(place)
        shift_u, shift_v = (
            (u - 0.5) * plane.width_mm * (1.0 - 1.0 / factor),
            (v - 0.5) * plane.height_mm * (1.0 - 1.0 / factor),
        )
        return self._panned(
            shift_u,
            shift_v,
            replace(self.start, width_mm=self.start.width_mm / factor, height_mm=high),
        )

    def panned(self, right_mm: float, down_mm: float) -> Imaging:
        """The middle of the image elsewhere on the same plane."""
        return self._panned(right_mm, down_mm, self.start)

    def _panned(self, right_mm: float, down_mm: float, start: ImagePlane) -> Imaging:
        plane = self.plane
        x, y, z = (
            c + right_mm * a + down_mm * d
            for c, a, d in zip(start.centre, plane.across, plane.down, strict=True)
        )
        return replace(self, start=replace(start, centre=(x, y, z)))


def division(before: str, beyond: str, at: float) -> Division:
    """`before` (a modality or NORMAL) left of the divider, the modality `beyond` right of it.

    What stands beside an ultrasound image takes its shape, so that the panel is the probe's.
    """
    if FAMILY.get(before) == "us" != FAMILY[beyond]:
        return Division(at, "us", beyond, left=False)
    return Division(at, FAMILY[beyond], before)


def foot(plane: ImagePlane, place: Vector) -> Vector:
    """The place of the plane that is nearest to `place`; the middle of the image where that lies beyond its sides."""
    u, v, _ = plane.fractions(place)
    return plane.place(u, v) if 0.0 <= u <= 1.0 and 0.0 <= v <= 1.0 else plane.centre


def standard_planes(place: Vector) -> dict[str, ImagePlane]:
    """Axial as seen from below, sagittal from the patient's left, coronal from the front, all through `place` (mm).

    The middle of each image is that of the tissue volume, so that the whole neck is in it.
    """
    (x, y, z), (i, j, k) = place, _MIDDLE
    ways: dict[str, tuple[Vector, Vector, Vector, float]] = {
        "axial": ((i, j, z), (-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), _DEEP),
        "sagittal": ((x, j, k), (0.0, -1.0, 0.0), (0.0, 0.0, -1.0), _HIGH),
        "coronal": ((i, y, k), (-1.0, 0.0, 0.0), (0.0, 0.0, -1.0), _HIGH),
    }
    return {
        name: ImagePlane(centre, across, down, field, field, name)
        for name, (centre, across, down, field) in ways.items()
    }


def opened(place: Vector) -> Imaging:
    """The images as they open: axial through `place` (mm), which the cursor marks."""
    return Imaging(standard_planes(place)["axial"], place, aim=place)


def along_needle(entry: Vector, tip: Vector, way: Vector) -> ImagePlane:
    """The plane that a needle lies in, from its entry at the top down to its tip, as level as it can be."""
    x, y, _ = way
    long = (x * x + y * y) ** 0.5
    across = (y / long, -x / long, 0.0) if long > 0.2 else (1.0, 0.0, 0.0)
    if across[0] > 0.0 and long > 0.2 and y > 0.0:
        across = (-across[0], -across[1], 0.0)  # seen from below: the patient's right on the left
    i, j, k = ((a + b) / 2.0 for a, b in zip(entry, tip, strict=True))
    along = sum(a * b for a, b in zip(across, way, strict=True))
    u, v, w = (a - along * b for a, b in zip(across, way, strict=True))
    size = (u * u + v * v + w * w) ** 0.5
    return ImagePlane((i, j, k), (u / size, v / size, w / size), way, _NEEDLE_FIELD, _NEEDLE_FIELD)


def as_shown(plane: ImagePlane, neurological: bool) -> ImagePlane:
    """The plane as the convention has it: neurological images have the patient's left on their left."""
    x, y, z = plane.across
    if not neurological or abs(x) < max(abs(y), abs(z)):
        return plane
    return replace(plane, across=(-x, -y, -z))


def fitted(plane: ImagePlane, width: float, height: float) -> ImagePlane:
    """The plane made wider or higher, so that it fills a panel of `width` × `height` px."""
    scale = max(plane.width_mm / max(width, 1.0), plane.height_mm / max(height, 1.0))
    return replace(plane, width_mm=width * scale, height_mm=height * scale)


def _turned(axis: Vector, about: Vector, degrees: float) -> Vector:
    """A unit vector turned round another that is square to it."""
    a, (x, y, z), (u, v, w) = radians(degrees), axis, about
    third = (v * z - w * y, w * x - u * z, u * y - v * x)
    i, j, k = (cos(a) * p + sin(a) * q for p, q in zip(axis, third, strict=True))
    return (i, j, k)


def _within(value: float, most: float) -> float:
    return round(min(max(value, -most), most), 3)
