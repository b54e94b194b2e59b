"""Type roles: size, line and weight of every text, as QFont, for English and Chinese, at 80–200 %."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from PySide6.QtGui import QFont, QFontDatabase

from anatomy_viewer.content.paths import fonts_dir

CHINESE_LINE = 1.15  # Chinese characters fill their square, so lines stand further apart
MOST_WEIGHT_CHINESE = 600


@dataclass(frozen=True)
class TypeRole:
    """One role: `px` size and `line` height at 100 %, `weight` 100–900, `spacing` of letters in per cent."""

    px: int
    line: int
    weight: int = 400
    spacing: float = 100.0


ROLES: Mapping[str, TypeRole] = MappingProxyType(
    {
        "display": TypeRole(52, 56, 600, 98),
        "due": TypeRole(44, 48, 600, 98),
        "title": TypeRole(24, 30, 600, 99),
        "figure": TypeRole(20, 26, 600, 99),
        "notes": TypeRole(19, 29),
        "heading": TypeRole(17, 22, 600),
        "card": TypeRole(15, 20, 600),
        "reading": TypeRole(15, 24),
        "body": TypeRole(13, 18),
        "control": TypeRole(13, 18, 500),
        "strong": TypeRole(13, 18, 600),
        "small": TypeRole(12, 16),
        "small_strong": TypeRole(12, 16, 600),
        "tiny": TypeRole(11, 14),
        "tiny_strong": TypeRole(11, 14, 600),
        "answer": TypeRole(13, 18, 600),
        "reason": TypeRole(12, 16),
        "code": TypeRole(12, 17),  # a lesson's own text, in letters of one width
    }
)
_CHINESE: Mapping[str, TypeRole] = MappingProxyType(
    {"title": TypeRole(20, 26, 600), "answer": TypeRole(15, 20, 600), "reason": TypeRole(13, 18)}
)


def role(name: str, language: str = "en") -> TypeRole:
    """The role as the language has it ("zh": no letter spacing, weight at most 600, taller lines)."""
    if language != "zh":
        return ROLES[name]
    base = _CHINESE.get(name, ROLES[name])
    return TypeRole(base.px, round(base.line * CHINESE_LINE), min(base.weight, MOST_WEIGHT_CHINESE))


def add_fonts(folder: Path) -> tuple[str, ...]:
    """Make the fonts of a folder known to Qt; the families that it brings. Nothing where there is no such folder."""
    numbers = [QFontDatabase.addApplicationFont(str(path)) for path in sorted(folder.glob("*.otf"))]
    found = {family for number in numbers for family in QFontDatabase.applicationFontFamilies(number)}
    return tuple(sorted(found))


@cache
def _add_shipped() -> None:
    add_fonts(fonts_dir())


def families() -> list[str]:
    """Inter, then a Chinese face, then the platform's own interface font."""
    _add_shipped()
    own = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()
    return ["Inter", "Noto Sans SC", "Noto Sans CJK SC", *own]


def _even_families() -> list[str]:
    """Faces with letters of one width: those that systems bring along, then what the platform names."""
    own = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families()
    return ["Cascadia Mono", "Consolas", "SF Mono", "Menlo", "Noto Sans Mono", "DejaVu Sans Mono", *own]


def make_font(
    name: str, language: str = "en", scale: float = 1.0, weight: int | None = None, italic: bool = False
) -> QFont:
    """The font of a role. Figures have equal width (`tnum`), so that numbers that change do not jump."""
    style = role(name, language)
    font = QFont()
    font.setFamilies([*_even_families(), *families()] if name == "code" else families())
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # letters at their true distances
    font.setPixelSize(max(1, round(style.px * scale)))
    font.setWeight(QFont.Weight(weight or style.weight))
    font.setItalic(italic and language != "zh")
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, style.spacing)
    for feature in ("tnum", "cv11"):  # cv11: Inter's one-storey a, told from o at a glance in small type
        font.setFeature(QFont.Tag(feature), 1)
    return font
