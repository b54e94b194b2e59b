"""The interface's words in Simplified Chinese. The English text itself is the key."""

from __future__ import annotations

from anatomy_viewer.model.words_zh import CHINESE


def say(english: str, language: str) -> str:
    """`english` in the language wanted ('en' or 'zh'); a test holds that every text used has its Chinese."""
    return CHINESE[english] if language == "zh" else english


def colon(language: str) -> str:
    """Between a head and what is said of it."""
    return "：" if language == "zh" else ": "


def comma(language: str) -> str:
    """Between two parts of a sentence; between items of a list it is `joined`."""
    return "，" if language == "zh" else ", "


def joined(parts: list[str], language: str) -> str:
    """A list as running text, with the comma of the language."""
    return ("、" if language == "zh" else ", ").join(parts)
