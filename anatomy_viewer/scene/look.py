"""Which colour everything has: tissues, what is highlighted, greyed, selected or lit, and the ground behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import OWN, SYSTEMS, Feature
from anatomy_viewer.model.pain import Ache
from anatomy_viewer.model.view import ViewState

Bytes = NDArray[np.uint8]
Reals = NDArray[np.float32]

# The colours that the meshes carry; another palette is laid over them by ratio, so that relief and tendons stay.
NATURAL: Mapping[str, str] = MappingProxyType(
    {
        "bones": "#E8DCC3", "muscles": "#A8382F", "nerves": "#F2C230", "arteries": "#C8102E",
        "veins": "#3B5BA9", "ligaments": "#D9D2C0", "cns": "#D8B4A0", "skin": "#D9A58B",
        "own": "#8CC5B4",
    }
)  # fmt: skip
MOISTURE: Mapping[str, float] = MappingProxyType(
    {
        "bones": 0.25, "muscles": 0.55, "nerves": 0.90, "arteries": 0.75,
        "veins": 0.75, "ligaments": 0.45, "cns": 0.40, "skin": 0.25,
        "own": 0.35,
    }
)  # fmt: skip
# What greying leaves of a tissue: share of its own hue, and lightness.
GREYED: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "bones": (0.12, 0.70), "muscles": (0.30, 0.62), "nerves": (0.30, 0.62), "arteries": (0.55, 0.56),
        "veins": (0.50, 0.62), "ligaments": (0.15, 0.64), "cns": (0.20, 0.62), "skin": (0.18, 0.66),
        "own": (0.30, 0.66),
    }
)  # fmt: skip
SUBJECT = np.float32(1.09)  # what a step is about is a little brighter than life
UNLIT = (0.60, 0.56)  # the rest of a nerve of which a part is lit: still that nerve
ACCENT = (112, 138, 255)  # periwinkle: no tissue has it, so it can mean "this one"
LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)

# Fibres of the pathway of pain by system; the schematic has them too (a test).
WAYS: Mapping[str, str] = MappingProxyType(
    {
        "cervical": "#F2C230", "trigeminal": "#FF9466", "convergence": "#F58CC8", "ascending": "#7FD493",
        "affective": "#C3A0FF", "descending": "#6FB9FF", "autonomic": "#5AD3C4",
    }
)  # fmt: skip
UNLIT_FIBRE = (0.35, 0.45)  # share of their hue, and lightness, of fibres that do not stand out

# Colours of skin territories in their order in the atlas; neighbours differ for every kind of colour vision (a test).
TERRITORIES = ("#F2C230", "#C4342B", "#3B7BE0", "#F08A3C", "#A03A92", "#63C7EA", "#1E6B36")
PAINTED = np.float32(0.62)  # of the skin's own colour that a territory covers

assert set(NATURAL) == set(MOISTURE) == set(GREYED) == {*SYSTEMS, OWN}


# Pain, from weak to strong, at these strengths: it grows darker, so that every kind of colour vision tells the order.
PAIN = ((0.0, "#F7C25C"), (0.3, "#F08A2C"), (0.6, "#D6362B"), (1.0, "#8C0F3E"))
PAIN_COVER = ((0.0, 0.0), (0.12, 0.5), (0.4, 0.8), (1.0, 0.94))  # of the skin's colour that a strength covers
# Opacity of the strongest pain on faded skin where fibres have to be seen through it; a syndrome is about the skin.
PAIN_AS_GLASS, SYNDROME_AS_GLASS = 0.62, 0.78
QUIET = 0.35  # share of its own hue that the skin keeps where pain is shown on it


@dataclass(frozen=True)
class Look:
    """Colours of the ground and of tissues ('#RRGGBB').

    tissues: (system, colour) for those that differ from NATURAL. context_lightness: of what is greyed (0–1);
    None takes each tissue's own from GREYED. transparent: pictures have no ground; alpha is coverage.
    """

    top: str = "#43535F"
    bottom: str = "#141A21"
    tissues: tuple[tuple[str, str], ...] = ()
    context_lightness: float | None = None
    transparent: bool = False


DARK = Look()
LIGHT = Look("#FBFCFD", "#C9D3DC")


@dataclass(frozen=True)
class Paint:
    """How one structure is coloured. `marked` and `chosen` are baked names of features of it.

    course: (start, end) fractions of its length that are lit; the rest of it is dimmed.
    territories: base ids of nerves whose territories are painted on it. pain: what hurts on it; None: not asked.
    most: opacity of the strongest pain, where it is faded.
    """

    greyed: bool = False
    subject: bool = False
    selected: bool = False
    marked: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    course: tuple[float, float] | None = None
    opacity: float = 1.0
    territories: tuple[str, ...] = ()
    pain: tuple[Ache, ...] | None = None
    most: float = PAIN_COVER[-1][1]


def paint(structure: str, features: Iterable[Feature], view: ViewState) -> Paint:
    """How `view` colours a structure; `features` are those of this structure."""
    course = view.course
    return Paint(
        greyed=bool(view.highlighted) and view.context == "grey" and structure not in view.highlighted,
        subject=structure in view.highlighted,
        selected=structure == view.selected,
        marked=frozenset(f.baked for f in features if f.id in view.highlighted),
        chosen=frozenset(f.baked for f in features if f.id == view.selected),
        course=(course.start, course.end) if course and course.nerve == structure else None,
        opacity=view.opacity_of(structure),
    )


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green, blue (0–255) of '#RRGGBB'."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def vertex_colours(mesh: Mesh, system: str, paint: Paint, look: Look, along: Reals | None = None) -> Bytes:
    """(n, 4) uint8: colour of each vertex, and how moist it is (solid) or its opacity (faded).

    along: (n,) fraction of the structure's length at each vertex; without it `paint.course` is not shown.
    """
    natural = _natural(mesh, system, look)
    colour = natural = np.minimum(natural * SUBJECT, 255.0) if paint.subject else natural
    if paint.course is not None and along is not None:
        lit = (along >= paint.course[0]) & (along <= paint.course[1])
        colour = np.where(lit[:, None], natural, _duller(natural, *UNLIT))
    elif paint.greyed:
        colour = greyed(natural, system, look)
    colour = _patches(mesh, paint, natural, colour)
    if paint.selected:
        colour = colour + (255.0 - colour) * 0.22
    alpha = 255.0 * (paint.opacity if paint.opacity < 1.0 else MOISTURE[system])
    return _bytes(np.column_stack([colour, np.full(len(colour), alpha, dtype=np.float32)]))


def with_territories(rgba: Bytes, shares: NDArray[np.floating], colours: Iterable[str]) -> Bytes:
    """(n, 4): the colours with territories laid over them; shares (n, t) 0-1, one of `colours` each. Overlaps mix."""
    inks = np.array([rgb(colour) for colour in colours], dtype=np.float32)
    total = shares.sum(axis=1, keepdims=True)
    ink = (shares @ inks) / np.maximum(total, 1e-6)
    cover = shares.max(axis=1, keepdims=True) * PAINTED
    made = rgba.copy()
    made[:, :3] = _bytes(rgba[:, :3] * (1.0 - cover) + ink * cover)
    return made


def with_pain(
    rgba: Bytes, strength: NDArray[np.floating], ghost: bool = False, most: float = PAIN_COVER[-1][1]
) -> Bytes:
    """(n, 4): the colours quietened, with pain of a strength (n,) 0-1 over them; where faded skin hurts it is seen.

    most: opacity of the strongest pain on faded skin.
    """
    values = strength.astype(np.float32)
    cover = _between(PAIN_COVER, values)[:, None]
    inks = [np.array([(at, rgb(colour)[i]) for at, colour in PAIN]) for i in range(3)]
    ink = np.column_stack([_between(stops, values) for stops in inks])
    made = rgba.astype(np.float32)
    made[:, :3] = _duller(made[:, :3], QUIET, 1.0) * (1.0 - cover) + ink * cover
    if ghost:
        made[:, 3:] += (255.0 * most - made[:, 3:]).clip(0.0) * cover
    return _bytes(made)


def _between(stops: Iterable[tuple[float, float]] | NDArray[np.floating], values: Reals) -> Reals:
    at, what = np.array(list(stops), dtype=np.float32).T
    return np.interp(values, at, what).astype(np.float32)


def greyed(colour: Reals, system: str, look: Look) -> Reals:
    """The colours (n, 3) with most of their hue and some of their light taken away: context, not subject."""
    hue, lightness = GREYED[system]
    return _duller(colour, hue, lightness if look.context_lightness is None else look.context_lightness)


def _natural(mesh: Mesh, system: str, look: Look) -> Reals:
    colour = mesh.colours.astype(np.float32)
    chosen = dict(look.tissues).get(system, NATURAL[system])
    if chosen == NATURAL[system]:
        return colour
    return np.asarray(colour * (np.array(rgb(chosen)) / np.array(rgb(NATURAL[system]))), dtype=np.float32)


def _duller(colour: Reals, hue: float, lightness: float) -> Reals:
    return np.asarray(((colour @ LUMA)[:, None] * (1.0 - hue) + colour * hue) * lightness, dtype=np.float32)


def _patches(mesh: Mesh, paint: Paint, natural: Reals, colour: Reals) -> Reals:
    """Highlighted patches in their own colour touched with the accent; a selected patch more so."""
    for names, share in ((paint.marked, 0.50), (paint.chosen, 0.70)):
        indices = [i for i, name in enumerate(mesh.feature_names, 1) if name in names]
        if indices:
            touched = np.unique(mesh.faces[np.isin(mesh.features, indices)])
            tint = np.array(ACCENT, dtype=np.float32)
            colour = colour.copy()
            colour[touched] = natural[touched] * (1.0 - share) + tint * share
    return colour


def ground(look: Look, height: int, rows: slice, columns: slice) -> Reals:
    """(3, k, m) float32, 0-255: what is behind the specimen in this part of a picture, rows counted from its bottom.

    Ordered dither of half a level either way keeps a slow gradient from showing bands.
    """
    share = (np.arange(rows.start, rows.stop, dtype=np.float32) + 0.5) / height
    top, bottom = np.array(rgb(look.top), np.float32), np.array(rgb(look.bottom), np.float32)
    y, x = np.arange(rows.start, rows.stop) % 8, np.arange(columns.start, columns.stop) % 8
    shades = bottom[:, None] + (top - bottom)[:, None] * share
    return np.asarray(shades[:, :, None] + _DITHER[y][:, x], dtype=np.float32)


def _bayer(size: int) -> Reals:
    """(size, size) thresholds from -0.5 to 0.5 (Bayer 1973); `size` is a power of two."""
    if size == 1:
        return np.zeros((1, 1), np.float32)
    quarter = (_bayer(size // 2) + 0.5) * (size // 2) ** 2 - 0.5
    steps = np.block([[4 * quarter, 4 * quarter + 2], [4 * quarter + 3, 4 * quarter + 1]])
    return np.asarray((steps + 0.5) / size**2 - 0.5, dtype=np.float32)


_DITHER = _bayer(8)


def _bytes(values: NDArray[np.floating]) -> Bytes:
    return np.clip(values + 0.5, 0, 255).astype(np.uint8)
