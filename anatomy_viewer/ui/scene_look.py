"""The colours of a theme and a palette, as the scene takes them."""

from __future__ import annotations

from dataclasses import replace

from anatomy_viewer.model.anatomy import SYSTEMS
from anatomy_viewer.scene.look import DARK, LIGHT, NATURAL, Look
from anatomy_viewer.ui.theme import PALETTES


def scene_look(theme: str, palette: str) -> Look:
    """Ground of the theme ("dark" or "light"), tissues of the palette (a key of PALETTES)."""
    tissues = PALETTES[palette]
    changed = tuple((s, tissues.colour(s)) for s in SYSTEMS if tissues.colour(s) != NATURAL[s])
    ground = DARK if theme == "dark" else LIGHT
    return replace(ground, tissues=changed, context_lightness=tissues.context_lightness)
