"""`Scanning`: how a reader's own scan is looked at and laid over by the model, as one frozen value; places are mm.

The scan itself is large and no part of the state: `ui/scan_reader.py` holds it, and `opened` says which one it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.image_plane import ImagePlane

FREE = "free"  # a point of the user's own: picked in the scan, then in the model
NARROWEST_MM, WIDEST_MM = 20.0, 600.0  # what an image may show from top to bottom
Way = tuple[Vector, Vector]  # unit vectors along the rows and down the columns of an image
LINKED = "linked"  # on the plane of the simulated images, which the registration carries over
IMAGE = "image"  # the only way to see a scan that is a single image
# Radiological: axial from below, sagittal from the patient's left, coronal from the front.
WAYS: Mapping[str, Way] = MappingProxyType(
    {
        "axial": ((-1.0, 0.0, 0.0), (0.0, -1.0, 0.0)),
        "sagittal": ((0.0, -1.0, 0.0), (0.0, 0.0, -1.0)),
        "coronal": ((-1.0, 0.0, 0.0), (0.0, 0.0, -1.0)),
    }
)


@dataclass(frozen=True)
class Mark:
    """A matching pair: the landmark's id ('' for a point of the user's own), mm in the model, and mm in the scan."""

    landmark: str
    model: Vector
    scan: Vector


@dataclass(frozen=True)
class Scanning:
    """opened: number of the opened scan. cursor: the place that all slices go through. height: mm that a slice shows.

    middle: what stands in the middle of the slices. window: centre and width; None: the scan's own. frame: of a scan
    over time. alone: the way that stands without the others. flat: the axes of a scan that is a single image.
    picking: id of the landmark that the next click in the scan is, FREE, or ''. loose: where a point of the user's
    own was clicked in the scan, as long as its match in the model is wanted. scaled: the registration seeks one
    common scale too. outlines: the model's structures are drawn over the scan once it is registered.
    """

    opened: int
    cursor: Vector
    middle: Vector
    height: float = 240.0
    window: tuple[float, float] | None = None
    frame: int = 0
    alone: str = ""
    flat: Way | None = None
    marks: tuple[Mark, ...] = ()
    picking: str = ""
    loose: Vector | None = None
    scaled: bool = False
    outlines: bool = True

    @property
    def ways(self) -> Mapping[str, Way]:
        """How it can be seen."""
        return WAYS if self.flat is None else {IMAGE: self.flat}

    def plane(self, way: str) -> ImagePlane:
        """The slice of a way (a key of `ways`) through the cursor, about the middle."""
        across, down = self.ways[way]
        whole = ImagePlane(self.middle, across, down, self.height, self.height)
        return replace(whole.moved(whole.fractions(self.cursor)[2]), name=way)

    def marked(self, mark: Mark) -> Scanning:
        """With another pair; a landmark has one place only."""
        kept = tuple(m for m in self.marks if not m.landmark or m.landmark != mark.landmark)
        return replace(self, marks=(*kept, mark), picking="", loose=None)

    def without(self, index: int) -> Scanning:
        """One pair less."""
        return replace(self, marks=(*self.marks[:index], *self.marks[index + 1 :]))

    def zoomed(self, factor: float, about: Vector) -> Scanning:
        """Factor 2 shows half as much, `about` (mm) staying where it is."""
        height = min(max(self.height / factor, NARROWEST_MM), WIDEST_MM)
        share = height / self.height
        x, y, z = (a + (m - a) * share for a, m in zip(about, self.middle, strict=True))
        return replace(self, height=height, middle=(x, y, z))

    def panned(self, way: str, right_mm: float, down_mm: float) -> Scanning:
        """The slices moved, so that something else stands at their middle."""
        across, down = self.ways[way]
        x, y, z = (m + right_mm * a + down_mm * d for m, a, d in zip(self.middle, across, down, strict=True))
        return replace(self, middle=(x, y, z))

    def scrolled(self, way: str, mm: float) -> Scanning:
        """The slice of a way `mm` farther away from who looks at it."""
        plane = self.plane(way)
        x, y, z = (c + mm * n for c, n in zip(self.cursor, plane.normal, strict=True))
        return replace(self, cursor=(x, y, z))


def first_look(
    opened: int,
    centre: Vector,
    extent: float,
    marks: tuple[Mark, ...] = (),
    scaled: bool = False,
    flat: Way | None = None,
) -> Scanning:
    """A scan as it opens: all of it, `extent` mm from end to end, its middle under the cursor."""
    height = min(max(extent, NARROWEST_MM), WIDEST_MM)
    return Scanning(opened, centre, centre, height, marks=marks, scaled=scaled, flat=flat)


def kept_scan(now: Scanning | None, then: Scanning | None) -> Scanning | None:
    """What undo leaves of the present: which scan is open, and how it is seen; its points are undone."""
    if now is None or then is None or now.opened != then.opened:
        return now
    return replace(now, marks=then.marks, scaled=then.scaled, picking="", loose=None)


@dataclass(frozen=True)
class Landmark:
    """A place of the specimen that a scan shows too: its point and side ('' in the midline), and where it lies, mm."""

    point: str
    side: str
    position: Vector

    @property
    def id(self) -> str:
        """Of the point, with the side."""
        return f"{self.point}_{self.side[0]}" if self.side else self.point


# What CT and MR of the region show, those that hold a registration best first; True: on both sides.
_OFFERED = (
    ("lm_eop", False), ("lm_opisthion", False), ("lm_basion", False), ("lm_dens_tip", False),
    ("lm_mastoid_tip", True), ("lm_c1_tp_tip", True), ("lm_c2_spinous", False), ("lm_c1_ant_tubercle", False),
    ("lm_c1_post_tubercle", False), ("lm_c3_spinous", False), ("lm_nasion", False), ("lm_glabella", False),
    ("lm_opisthocranion", False), ("lm_vertex_skin", False), ("lm_bregma", False), ("lm_porion", True),
)  # fmt: skip


def scan_landmarks(atlas: Atlas) -> tuple[Landmark, ...]:
    """The landmarks offered, of those that the atlas has; the left is the right one's mirror image."""
    found = []
    for point, both in _OFFERED:
        if point in atlas.points:
            x, y, z = atlas.points[point].position
            found.append(Landmark(point, "right" if both else "", (x, y, z)))
            if both:
                found.append(Landmark(point, "left", (-x, y, z)))
    return tuple(found)


def landmark_name(atlas: Atlas, landmark: Landmark, language: str) -> str:
    """With its side."""
    name = atlas.points[landmark.point].names.get(language)
    if not landmark.side:
        return name
    if language == "zh":
        return f"{'右' if landmark.side == 'right' else '左'}{name}"
    return f"{name} ({landmark.side})"
