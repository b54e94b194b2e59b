"""Contrast, computed from the themes' own values; and that no other module writes a colour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from anatomy_viewer.ui import theme as themes
from anatomy_viewer.ui.theme import PALETTES, Theme, contrast, swatch, theme_for

EVERY = [theme_for(name, palette) for name in ("dark", "light") for palette in PALETTES]
IDS = [f"{name}-{palette}" for name in ("dark", "light") for palette in PALETTES]
UI = Path(themes.__file__).parent


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)  # the usual example just below 4.5


@pytest.mark.parametrize("theme", EVERY, ids=IDS)
def test_text_is_read_on_every_surface(theme: Theme) -> None:
    for ground in (theme.ground, theme.panel, theme.raised):
        for ink in (theme.text, theme.text2, theme.text3, theme.accent, theme.ok, theme.bad, theme.warn):
            assert contrast(ink, ground) >= 4.5, (ink, ground)


@pytest.mark.parametrize("theme", EVERY, ids=IDS)
def test_text_is_read_on_its_own_fill(theme: Theme) -> None:
    pairs = [
        (theme.accent, theme.accent_soft),
        (theme.text, theme.accent_soft),
        (theme.ok, theme.ok_soft),
        (theme.bad, theme.bad_soft),
        (theme.warn, theme.warn_soft),
        (theme.text, theme.ok_soft),
        (theme.text, theme.bad_soft),
        (theme.text2, theme.warn_soft),
        (theme.text2, theme.fill),
        (theme.text, theme.fill2),
        (theme.on_accent, theme.accent),
        (theme.on_accent, theme.accent_hover),
        (theme.text, theme.plate),
        (theme.toast_text, theme.toast),
        (theme.toast_link, theme.toast),
        (theme.disc_numeral, theme.disc),
        (theme.image_label, theme.image_ground),
    ]
    assert [(ink, ground) for ink, ground in pairs if contrast(ink, ground) < 4.5] == []


@pytest.mark.parametrize("theme", EVERY, ids=IDS)
def test_edges_and_marks_stand_off_the_panel(theme: Theme) -> None:
    for mark in (theme.edge, theme.accent, theme.grip, theme.plane, theme.text2):
        assert contrast(mark, theme.panel) >= 3, mark
    assert contrast(theme.disc_rim, theme.disc_ring) >= 3
    assert contrast(theme.glyph_edge, theme.glyph_fill) >= 3


@pytest.mark.parametrize("theme", EVERY, ids=IDS)
@pytest.mark.parametrize("palette", PALETTES)
def test_swatches_are_seen_on_the_panel(theme: Theme, palette: str) -> None:
    least = 3.0 if theme.dark else 2.0
    for tissue in ("bone", "muscle", "nerve", "artery", "vein", "ligament", "cns", "skin"):
        assert contrast(swatch(theme, PALETTES[palette].colour(tissue)), theme.panel) >= least


def test_right_and_wrong_are_not_green_and_red_for_colour_blind_eyes() -> None:
    plain, changed = theme_for("dark"), theme_for("dark", "deuteranopia")
    assert (changed.ok, changed.bad) == ("#4CC9E6", "#FF9A5C") != (plain.ok, plain.bad)


def test_a_system_of_the_atlas_has_the_colour_of_its_tissue() -> None:
    tissues = PALETTES["default"]
    assert tissues.colour("nerves") == tissues.colour("nerve") == tissues.nerve
    assert tissues.colour("cns") == tissues.cns


def test_colours_are_written_in_the_theme_only() -> None:
    found = {
        path.name: re.findall(
            r"[\"'(: ]#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b", path.read_text(encoding="utf-8")
        )
        for path in UI.rglob("*.py")
        if path.name != "theme.py"
    }
    assert {name: colours for name, colours in found.items() if colours} == {}
