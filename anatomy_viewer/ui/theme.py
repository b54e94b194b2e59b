"""Every colour of the interface as values: two themes, five tissue palettes, and contrast.

No other module of the interface writes a colour; the tests compute every contrast from these values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType


@dataclass(frozen=True)
class Theme:
    """The colours of one theme as "#RRGGBB"; the name of a field is the name of the token."""

    name: str
    dark: bool
    ground: str  # behind Home, inputs
    panel: str  # toolbar, side panels, status
    raised: str  # cards, popovers, hovered row
    fill: str  # chips, hover
    fill2: str  # slider groove, ring track, pressed
    line: str  # hairlines, decoration only
    edge: str  # outlines that mean "control"
    text: str
    text2: str  # secondary
    text3: str  # hints, units, keys
    accent: str  # selection, focus, links, progress
    accent_hover: str  # filled button under the pointer
    accent_soft: str  # selected row
    on_accent: str  # text on a filled button
    ok: str
    ok_soft: str
    bad: str
    bad_soft: str
    warn: str
    warn_soft: str
    on_warn: str  # text on the ground of what is frozen
    plane: str  # intervention, plane, crosshair
    picture_top: str  # gradient behind the anatomy
    picture_bottom: str
    plate: str  # behind labels on the picture
    toast: str
    toast_text: str
    toast_link: str
    grip: str  # of a slider
    head_light: str  # skin of the drawn head, lit and in shade
    head_shade: str
    way_cervical: str  # fibres and nodes of the pathway, by system
    way_trigeminal: str
    way_convergence: str
    way_ascending: str
    way_affective: str
    way_descending: str
    way_autonomic: str
    plate_alpha: float = 0.86
    edge_width: float = 1.0
    # What stands on anatomy is the same in both themes.
    disc: str = "#B85308"
    disc_rim: str = "#2A1606"
    disc_ring: str = "#FFC48A"
    disc_numeral: str = "#FFFFFF"
    disc_tick: str = "#F08A24"
    glyph_fill: str = "#0B2A33"
    glyph_edge: str = "#4CC9E6"
    steel: str = "#F2F6FA"  # the needle: its light, its body and its rim
    steel_body: str = "#AEBBC8"
    steel_rim: str = "#1B2530"
    hub: str = "#2FA8C9"
    image_ground: str = "#000000"
    image_label: str = "#FFE7A8"
    image_leader: str = "#FFD166"
    image_mark: str = "#FFFFFF"
    image_text: str = "#EEF2F6"
    image_faint: str = "#B4C0CC"
    image_edge: str = "#9FB4C8"
    scan_point: str = "#7BE39A"  # on a scan's black: a point, the one in hand, and where the model has it
    scan_in_hand: str = "#9DB7FF"
    scan_model: str = "#FFC46B"
    measure: str = "#FFFFFF"  # lines that measure, and their rim
    measure_rim: str = "#101820"
    measure_strong: str = "#9DB0FF"
    laser: str = "#FF2D2D"
    laser_ring: str = "#FFFFFF"
    pen: str = "#FF4FD8"  # what a lecturer draws: no tissue and no point has it
    pen_rim: str = "#2A0A24"
    shadow: str = "#000000"
    shadow_alpha: float = 0.45


DARK = Theme(
    name="dark",
    dark=True,
    ground="#0F141A",
    panel="#151B23",
    raised="#1C242E",
    fill="#26303C",
    fill2="#323E4C",
    line="#2A3440",
    edge="#667787",
    text="#EEF2F6",
    text2="#B4C0CC",
    text3="#909EAC",
    accent="#9DB0FF",
    accent_hover="#B3C2FF",
    accent_soft="#252F55",
    on_accent="#10162E",
    ok="#5CCB8F",
    ok_soft="#16352A",
    bad="#FF8A80",
    bad_soft="#43211F",
    warn="#F5B95F",
    warn_soft="#3A2D17",
    on_warn="#241703",
    plane="#4CC9E6",
    picture_top="#43535F",
    picture_bottom="#141A21",
    plate="#0F141A",
    toast="#323E4C",
    toast_text="#EEF2F6",
    toast_link="#9DB0FF",
    grip="#EEF2F6",
    head_light="#8E9AA6",
    head_shade="#323E4C",
    way_cervical="#F2C230",
    way_trigeminal="#FF9466",
    way_convergence="#F58CC8",
    way_ascending="#7FD493",
    way_affective="#C3A0FF",
    way_descending="#6FB9FF",
    way_autonomic="#5AD3C4",
)

LIGHT = Theme(
    name="light",
    dark=False,
    ground="#E9EDF1",
    panel="#F7F9FA",
    raised="#FFFFFF",
    fill="#EBEFF3",
    fill2="#DCE2E9",
    line="#D5DCE3",
    edge="#85919E",
    text="#17202A",
    text2="#465361",
    text3="#5E6B79",
    accent="#3B4CC0",
    accent_hover="#2F3EA8",
    accent_soft="#E3E7FB",
    on_accent="#FFFFFF",
    ok="#17724A",
    ok_soft="#DDF3E7",
    bad="#B3261E",
    bad_soft="#FBE6E4",
    warn="#8A5300",
    warn_soft="#FCEFD6",
    on_warn="#FFFFFF",
    plane="#006F8A",
    picture_top="#FBFCFD",
    picture_bottom="#C9D3DC",
    plate="#FFFFFF",
    toast="#17202A",
    toast_text="#EEF2F6",
    toast_link="#9DB0FF",
    grip="#3B4CC0",
    head_light="#FFFFFF",
    head_shade="#AEBAC6",
    way_cervical="#8A6400",
    way_trigeminal="#B4481A",
    way_convergence="#A82F78",
    way_ascending="#24783F",
    way_affective="#6D42B5",
    way_descending="#1A66A6",
    way_autonomic="#0A7268",
    plate_alpha=0.94,
)


@dataclass(frozen=True)
class Tissues:
    """The colours of anatomy and points; the name of a field is the name of the tissue."""

    bone: str = "#E8DCC3"
    muscle: str = "#A8382F"
    nerve: str = "#F2C230"
    artery: str = "#C8102E"
    vein: str = "#3B5BA9"
    ligament: str = "#D9D2C0"
    cns: str = "#D8B4A0"
    skin: str = "#D9A58B"
    compression: str = "#F08A24"
    intervention: str = "#4CC9E6"
    own: str = "#8CC5B4"  # no tissue is green
    context_lightness: float | None = None  # of what is greyed; None: as the scene has it

    def colour(self, tissue: str) -> str:
        """The colour of a tissue, a system of the atlas ("bones") or a kind of point; '#RRGGBB' is one already."""
        if tissue.startswith("#"):
            return tissue
        return str(getattr(self, SYSTEM_TISSUE.get(tissue, tissue)))


OWN_COLOURS = ("#8CC5B4", "#A9BCCB", "#E8DCC3", "#E08A5A", "#B58BD0", "#6FA8DC")  # offered for own meshes

SYSTEM_TISSUE: Mapping[str, str] = MappingProxyType(
    {
        "bones": "bone",
        "muscles": "muscle",
        "nerves": "nerve",
        "arteries": "artery",
        "veins": "vein",
        "ligaments": "ligament",
        "landmark": "bone",
    }
)

PALETTES: Mapping[str, Tissues] = MappingProxyType(
    {
        "default": Tissues(),
        "deuteranopia": Tissues(
            bone="#F2EEE4", muscle="#8C5148", nerve="#FFD60A", artery="#D6402B", vein="#2F5FD0",
            ligament="#B9B4AA", cns="#C9A0C8", skin="#E3C3A4", compression="#E68A00",
        ),
        "protanopia": Tissues(
            bone="#F2EEE4", muscle="#8A4B3C", nerve="#FFD60A", artery="#FF5A3C", vein="#2F5FD0",
            ligament="#B9B4AA", cns="#A97FBF", skin="#E3C3A4", compression="#E68A00",
        ),
        "tritanopia": Tissues(
            bone="#F2EEE4", muscle="#8E3B34", nerve="#FFB300", artery="#E4002B", vein="#2B6F8F",
            ligament="#A9B0B0", cns="#B58FA8", skin="#E8B9A8", compression="#FF6A13", intervention="#35D0E0",
        ),
        "high_contrast": Tissues(context_lightness=0.25),
    }
)  # fmt: skip

# Blue against orange instead of green against red, for the three palettes of colour-blind eyes.
_BLUE_ORANGE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "dark": {"ok": "#4CC9E6", "ok_soft": "#11343F", "bad": "#FF9A5C", "bad_soft": "#43291A"},
        "light": {"ok": "#006F8A", "ok_soft": "#DCF1F7", "bad": "#A34A00", "bad_soft": "#FCE9DC"},
    }
)
_PURE_TEXT: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "dark": {"text": "#FFFFFF", "text2": "#EEF2F6", "text3": "#B4C0CC", "edge": "#B4C0CC"},
        "light": {"text": "#000000", "text2": "#17202A", "text3": "#465361", "edge": "#465361"},
    }
)


def theme_for(name: str, palette: str = "default") -> Theme:
    """The theme "dark" or "light" as the palette (a key of PALETTES) changes it."""
    theme = {"dark": DARK, "light": LIGHT}[name]
    if palette == "high_contrast":
        return replace(theme, plate_alpha=1.0, edge_width=2.0, **_PURE_TEXT[name])  # type: ignore[arg-type]
    if palette != "default":
        return replace(theme, **_BLUE_ORANGE[name])  # type: ignore[arg-type]
    return theme


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0–255, of "#RRGGBB"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, other: str, share: float) -> str:
    """`share` (0–1) of `other` in `colour`, mixed channel by channel as paint with that opacity would be."""
    parts = (round(a + (b - a) * share) for a, b in zip(rgb(colour), rgb(other), strict=True))
    return "#{:02X}{:02X}{:02X}".format(*parts)


def luminance(colour: str) -> float:
    """Relative luminance 0–1 of an sRGB colour (WCAG 2.2, definition of relative luminance)."""
    linear = (
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in rgb(colour))
    )
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1–21 of two colours (WCAG 2.2, definition of contrast ratio)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def swatch(theme: Theme, tissue_colour: str) -> str:
    """The tissue's colour for a small mark on a panel: shifted until it stands off the ground.

    Dark panels ask 3 : 1. Light panels ask 2 : 1, because a darker yellow is no longer the nerve's;
    a swatch always stands beside a name.
    """
    least = 3.0 if theme.dark else 2.0
    towards = "#FFFFFF" if theme.dark else "#000000"
    for share in range(0, 100, 2):
        shifted = mix(tissue_colour, towards, share / 100)
        if contrast(shifted, theme.panel) >= least:
            return shifted
    return theme.text


def layer_colours(tissues: Tissues) -> tuple[str, ...]:
    """Colours of the eight peel layers, skin to canal; muscle grows darker with depth."""
    skin, bone, muscle = tissues.skin, tissues.bone, tissues.muscle
    muscles = (mix(muscle, bone, 0.2), mix(muscle, bone, 0.1), muscle, mix(muscle, "#000000", 0.15))
    return (skin, tissues.ligament, *muscles, bone, tissues.cns)


def band_colour(tissues: Tissues, system: str, layer: int) -> str:
    """Colour of a band of the strip chart: muscles of neighbouring layers stand off each other; '' is loose tissue."""
    black, white = "#000000", "#FFFFFF"
    if system == "skin":
        return mix(tissues.skin, white, 0.08)
    if system == "bones":
        return mix(tissues.bone, black, 0.1)
    if not system:
        return mix(mix(tissues.nerve, tissues.skin, 0.4), black, 0.72)
    towards, share = {2: (white, 0.28), 3: (black, 0.2), 4: (white, 0.12), 5: (white, 0.32)}.get(
        layer, (black, 0.08)
    )
    return mix(tissues.colour(system), towards, share)
