"""Names as a reader meets them: with the side of the body, which the atlas's own names leave out."""

from __future__ import annotations

from anatomy_viewer.model.anatomy import Atlas

_SIDED = {
    "right": {"en": "{} (right)", "zh": "右{}"},
    "left": {"en": "{} (left)", "zh": "左{}"},
    "midline": {"en": "{}", "zh": "{}"},
}


def full_name(atlas: Atlas, name: str, language: str) -> str:
    """The name of a structure or feature with its side; of a point with the number on its disc.

    Raises UnknownName.
    """
    if point := atlas.points.get(name):
        return f"{point.number} · {point.names.get(language)}" if point.number else point.names.get(language)
    item = atlas.item(name)
    return _SIDED[item.side][language].format(item.names.get(language))


def short_name(atlas: Atlas, name: str, language: str) -> str:
    """The short name of a structure or feature, where it has one, with its side. Raises UnknownName."""
    item = atlas.item(name)
    return _SIDED[item.side][language].format(item.short.get(language) or item.names.get(language))
