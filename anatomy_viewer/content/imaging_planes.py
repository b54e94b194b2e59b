"""The clinical planes by name, each led through this specimen's own landmarks; and planes that somebody types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.content.imaging_site import WORDS, Site, labels_at, require_body
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.course import outward_at
from anatomy_viewer.imaging.curved import NAMES as BENT
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.texts import Text

Reals = NDArray[np.float64]
# Radiological convention: axial as from below, sagittal as from the patient's left, coronal as from the front.
_LEFTWARDS, _BACKWARDS, _DOWNWARDS = np.array([-1.0, 0, 0]), np.array([0, -1.0, 0]), np.array([0, 0, -1.0])
_MIRROR = np.array([-1.0, 1.0, 1.0])
# mm: half a probe's face, which lies along the skin; side of a plane that somebody types; air round the body.
_LEANING, _TYPED, _AIR = 12.0, 120.0, 4.0


@dataclass(frozen=True)
class NamedPlane:
    """names; sided: is there one on the right and one on the left; build: the right one (or that of both sides).

    place: does it go through a place that is given? modality: the key it is looked at with first.
    """

    names: Text
    build: Callable[[Site, Reals], ImagePlane]
    sided: bool = False
    placed: bool = False
    modality: str = "ct"


# Building


def _whole(site: Site, place: Reals, across: Reals, down: Reals) -> ImagePlane:
    """What of the body lies in a plane along the volume's axes through `place`, with a margin of _AIR mm."""
    low, high = site.box
    middle = (low + high) / 2.0
    normal = np.cross(across, down)
    centre = middle + normal * float((place - middle) @ normal)
    steps = np.linspace(-0.5, 0.5, 76)
    sides = np.abs(across) @ (high - low), np.abs(down) @ (high - low)
    s, t = steps * sides[0], steps * sides[1]
    found = labels_at(site.subject, centre + s[:, None] * across + t[:, None, None] * down)
    columns, rows = np.flatnonzero(found.max(axis=0)), np.flatnonzero(found.max(axis=1))
    if not len(rows):
        return ImagePlane(_vector(centre), _vector(across), _vector(down), float(sides[0]), float(sides[1]))
    left, right, top, foot = s[columns[0]], s[columns[-1]], t[rows[0]], t[rows[-1]]
    centre = centre + across * (left + right) / 2.0 + down * (top + foot) / 2.0
    width, height = float(right - left) + 2.0 * _AIR, float(foot - top) + 2.0 * _AIR
    return ImagePlane(_vector(centre), _vector(across), _vector(down), width, height)


def _axial(site: Site, place: Reals) -> ImagePlane:
    return _whole(site, place, _LEFTWARDS, _BACKWARDS)


def _sagittal(site: Site, place: Reals) -> ImagePlane:
    return _whole(site, place, _BACKWARDS, _DOWNWARDS)


def _coronal(site: Site, place: Reals) -> ImagePlane:
    return _whole(site, place, _LEFTWARDS, _DOWNWARDS)


def _midsagittal(site: Site, _: Reals) -> ImagePlane:
    return _sagittal(site, site.point("lm_opisthion") * [0.0, 1.0, 1.0])


def _c1_c2(site: Site, _: Reals) -> ImagePlane:
    """Along the ring of the atlas, from its anterior to its posterior tubercle, so that the dens is in it."""
    front, back = site.point("lm_c1_ant_tubercle"), site.point("lm_c1_post_tubercle")
    down = _unit((back - front) * [0.0, 1.0, 1.0])
    flat = _axial(site, (front + back) / 2.0)
    return replace(flat, down=_vector(down), centre=_vector(_on(flat.centre, (front + back) / 2.0, down)))


def _oci_axial(site: Site, _: Reals) -> ImagePlane:
    """Axial where the nerve lies between obliquus inferior and semispinalis."""
    return _axial(site, site.point("tgt_proximal_us"))


def _c2_ganglion(site: Site, _: Reals) -> ImagePlane:
    ganglion = site.middle("c2_drg_r")
    return _window(_axial(site, ganglion), (ganglion * [0.0, 1.0, 1.0]), 90.0, 80.0)


def _trigeminal(site: Site, _: Reals) -> ImagePlane:
    """Axial through both roots, from the pons to where the volume ends."""
    entry, (_, high) = site.point("surg_trigem_rez"), site.box
    height = 2.0 * min(float(high[1] - entry[1]), 32.0)
    return _window(_axial(site, entry), entry * [0.0, 1.0, 1.0], 80.0, height)


def _nuchal(site: Site, _: Reals) -> ImagePlane:
    """Square to the skin, half-way between the occipital artery and the nerve on the line to the mastoid."""
    nerve, low, high = site.point("cp_loukas"), site.point("oa_03"), site.point("oa_04")
    share = np.clip((nerve[2] - low[2]) / (high[2] - low[2]), 0.0, 1.0)
    middle = (nerve + low + share * (high - low)) / 2.0
    return _transverse(site, middle)


def _transverse(site: Site, middle: Reals) -> ImagePlane:
    """Level through a place under the scalp, as a flat probe rests on the skin over it."""
    beam = _unit(-outward_at(middle) * [1.0, 1.0, 0.0])
    along = np.cross(beam, -_DOWNWARDS)
    ends = [site.skin_above(middle + mm * along, beam) for mm in (-_LEANING, _LEANING)]
    along = _unit((ends[1] - ends[0]) * [1.0, 1.0, 0.0])
    level = np.cross(-_DOWNWARDS, along)
    low, high = (site.skin_above(middle + mm * _DOWNWARDS, level) for mm in (_LEANING, -_LEANING))
    upwards = high - low - along * float((high - low) @ along)
    return _below_skin(site, middle, along, np.cross(_unit(upwards), along), 38.0, 24.0)


def _landing(site: Site, _: Reals) -> ImagePlane:
    """Along obliquus inferior, from the spine of the axis to the transverse process of the atlas, through the nerve."""
    target = site.point("tgt_proximal_us")
    along = _unit(site.point("lm_c1_tp_tip") - site.point("lm_c2_spinous"))
    beam = -outward_at(target)
    beam = _unit(beam - along * float(beam @ along))
    return _below_skin(site, target, along, beam, 50.0, 46.0)


def _facet(site: Site, _: Reals) -> ImagePlane:
    """Lengthwise over the joint C2-C3, from the skin at its side; head to the left, as ultrasound shows it."""
    target = site.point("tgt_ton_mid")
    beam = _unit((target - site.point("ent_ton")) * [1.0, 1.0, 0.0])
    return _below_skin(site, target, _DOWNWARDS, beam, 40.0, 40.0)


def _window(plane: ImagePlane, centre: Reals, width: float, height: float) -> ImagePlane:
    return replace(plane, centre=_vector(centre), width_mm=width, height_mm=height)


def _below_skin(
    site: Site, place: Reals, across: Reals, beam: Reals, width: float, height: float
) -> ImagePlane:
    """As a probe sees it: the middle of the upper edge on the skin, down `beam` through `place`."""
    centre = site.skin_above(place, beam) + beam * (height / 2.0)
    return ImagePlane(_vector(centre), _vector(across), _vector(beam), width, height)


PLANES: Mapping[str, NamedPlane] = {
    "axial": NamedPlane(Text("Axial", "横断面"), _axial, placed=True),
    "sagittal": NamedPlane(Text("Sagittal", "矢状面"), _sagittal, placed=True),
    "coronal": NamedPlane(Text("Coronal", "冠状面"), _coronal, placed=True),
    "nuchal_a": NamedPlane(Text("Nuchal-line plane (A)", "上项线平面（A）"), _nuchal, True, modality="us"),
    "oci_b": NamedPlane(
        Text("Landing plane on the OCI (B)", "头下斜肌着陆平面（B）"), _landing, True, modality="us"
    ),
    "facet_c": NamedPlane(
        Text("C2–C3 joint plane (C)", "C2–C3 关节突平面（C）"), _facet, True, modality="us"
    ),
    "c2_ganglion": NamedPlane(
        Text("Plane of the C2 ganglia", "C2 脊神经节平面"), _c2_ganglion, modality="stir"
    ),
    "c1_c2": NamedPlane(Text("Axial C1–C2", "C1–C2 横断面"), _c1_c2),
    "oci_axial": NamedPlane(
        Text("Axial at obliquus inferior", "头下斜肌水平横断面"), _oci_axial, modality="t1"
    ),
    "midsagittal": NamedPlane(
        Text("Midsagittal, craniovertebral junction", "正中矢状面（颅颈交界）"), _midsagittal, modality="t2"
    ),
    "trigeminal_root": NamedPlane(Text("Trigeminal root", "三叉神经根"), _trigeminal, modality="ciss"),
}


def named_plane(
    name: str, atlas: Atlas, subject: Subject, side: str = "right", place: Vector | None = None
) -> ImagePlane:
    """A plane of `PLANES` in this specimen, on `side` where it has one, through `place` (mm) where it can.

    Without a place axial, sagittal and coronal planes go through the nerve on obliquus inferior.
    Raises ContentError for an unknown name.
    """
    if name not in PLANES:
        near = get_close_matches(name, PLANES, n=1, cutoff=0.4)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(PLANES)}."
        raise ContentError(WORDS, None, f"there is no plane '{name}'.", hint)
    row, site = PLANES[name], Site(atlas, subject)
    flip = _MIRROR if side == "left" else np.ones(3)
    through = np.array(place) if place is not None else site.point("tgt_proximal_us") * flip
    plane = replace(row.build(site, through), name=name)
    return _mirrored(plane) if side == "left" and row.sided else plane


def plane_title(name: str) -> Mapping[str, str]:
    """What a plane is called in 'en' and 'zh'; nothing for a plane that somebody typed."""
    text = PLANES[name].names if name in PLANES else BENT.get(name)
    return {"en": text.en, "zh": text.zh} if text else {}


def plane_from_text(text: str, atlas: Atlas, subject: Subject, side: str = "right") -> ImagePlane:
    """The plane that a name or 'ox,oy,oz;nx,ny,nz' (a place and the normal, mm) stands for. Raises ContentError."""
    if "," not in text and ";" not in text:
        return named_plane(text.strip(), atlas, subject, side)
    place, normal = _numbers(text)
    size = float(np.linalg.norm(normal))
    if size < 1e-9:
        raise ContentError(WORDS, None, "its normal has no length.", "Give a direction, such as 0,0,1.")
    plane = plane_across(_vector(place), _vector(normal / size))
    require_body(plane, subject)
    return plane


def probe_across(atlas: Atlas, subject: Subject, place: Vector) -> ImagePlane:
    """The transverse image of a probe on the skin over `place` (mm), set as on the nuchal line."""
    middle = np.array(place)
    side = -1.0 if middle[0] < 0.0 else 1.0
    plane = replace(_transverse(Site(atlas, subject), middle * [side, 1.0, 1.0]), name="nuchal_a")
    return _mirrored(plane) if side < 0.0 else plane


def plane_across(place: Vector, normal: Vector, width: float = _TYPED, height: float = _TYPED) -> ImagePlane:
    """The image through `place`, its middle, square to `normal`, turned as radiology turns the nearest usual plane."""
    n = np.array(normal)
    axis = int(np.abs(n).argmax())
    n = n * (np.sign(n[axis]) if axis != 1 else -np.sign(n[1]))
    wish = _BACKWARDS if axis == 2 else _DOWNWARDS
    down = _unit(wish - n * float(wish @ n))
    return ImagePlane(place, _vector(np.cross(down, n)), _vector(down), width, height)


def _mirrored(plane: ImagePlane) -> ImagePlane:
    """The left side's: a transverse image stays as seen from below, a lengthwise one keeps the head on its left."""
    centre, across, down = (np.array(v) * _MIRROR for v in (plane.centre, plane.across, plane.down))
    lengthwise = abs(across[2]) > max(abs(across[0]), abs(across[1]))
    return replace(
        plane,
        centre=_vector(centre),
        across=_vector(across if lengthwise else -across),
        down=_vector(down),
    )


def _numbers(text: str) -> tuple[Reals, Reals]:
    parts = [part.split(",") for part in text.split(";")]
    try:
        place, normal = (np.array([float(word) for word in part]) for part in parts)
        right = place.shape == normal.shape == (3,) and bool(np.isfinite([place, normal]).all())
    except ValueError:
        right = False
    if not right:
        what = f"'{text}' is neither a plane's name nor a place and a normal."
        raise ContentError(WORDS, None, what, "Write 'x,y,z;nx,ny,nz' in mm.")
    return place, normal


def _on(centre: Vector, place: Reals, down: Reals) -> Reals:
    """`centre` moved up or down until it lies in the plane through `place`."""
    normal = np.cross(_LEFTWARDS, down)
    middle = np.array(centre)
    return np.asarray(middle + normal * float((place - middle) @ normal))


def _unit(vector: Reals) -> Reals:
    return np.asarray(vector / np.linalg.norm(vector))


def _vector(place: ArrayLike) -> Vector:
    x, y, z = (float(value) for value in np.asarray(place))
    return x, y, z
