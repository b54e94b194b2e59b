"""A text or a name in the languages of the product."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A text in both languages of the product."""

    en: str
    zh: str

    def get(self, language: str) -> str:
        """The text in `language` ('en' or 'zh'), in English where the other is empty."""
        return self.zh if language == "zh" and self.zh else self.en


NO_TEXT = Text("", "")


@dataclass(frozen=True)
class Names:
    """English, Latin (TA2) and Simplified Chinese."""

    en: str
    la: str
    zh: str

    def get(self, language: str) -> str:
        """The name in `language`: 'en', 'la' or 'zh'; English where that one is empty."""
        return {"en": self.en, "la": self.la, "zh": self.zh}.get(language) or self.en
