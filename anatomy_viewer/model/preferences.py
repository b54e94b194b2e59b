"""How one user wants the window: language, theme, sizes. Kept between sessions; never undone."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("en", "zh")
THEMES = ("dark", "light")
PALETTE_WORDS = {
    "default": "Usual colours",
    "deuteranopia": "Colours for deuteranopia",
    "protanopia": "Colours for protanopia",
    "tritanopia": "Colours for tritanopia",
    "high_contrast": "High contrast",
}
PALETTES = tuple(PALETTE_WORDS)
LABEL_LANGUAGES = ("own", "own and Latin", "Latin", "English and Chinese")
TEXT_SCALES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


@dataclass(frozen=True)
class Preferences:
    """The user's choices. `labels`, `palette`: one of LABEL_LANGUAGES, PALETTES; `profile`: whose progress is kept."""

    language: str = "en"
    theme: str = "dark"
    text_scale: float = 1.0
    labels: str = "own and Latin"
    palette: str = "default"
    show_labels: bool = True
    reduced_motion: bool = False
    profile: str = "default"
