"""The questions of a lesson as a deck of Anki cards: each has its picture, and an id that stays.

A deck that is exported again brings new words to cards that are there already, and keeps what was learnt of them.
"""

from __future__ import annotations

import tempfile
from hashlib import sha256
from html import escape
from pathlib import Path

import genanki
from PySide6.QtGui import QImage

from anatomy_viewer.content.archives import rezipped
from anatomy_viewer.export.asked import Asked
from anatomy_viewer.export.handout import Handout, Sheet

WIDTH, QUALITY = 960, 88  # px and JPEG quality of a card's picture
_MOMENT = 946_684_800.0  # 2000-01-01, s: Anki wants one, the bytes must not depend on it
_MODEL_ID = 1_607_392_319
_CSS = ".card { font-family: sans-serif; font-size: 18px; text-align: left; } img { max-width: 100%; } .foot { color: #777; font-size: 12px; }"  # noqa: E501
_FRONT = "{{Picture}}<p>{{Question}}</p>{{Options}}"
_BACK = "{{FrontSide}}<hr id=answer><p><b>{{Answer}}</b></p><p>{{Why}}</p><p class=foot>{{Lesson}} · {{Notice}}</p>"
_FIELDS = ("Question", "Options", "Answer", "Why", "Picture", "Lesson", "Notice")


def write_cards(handout: Handout, path: Path) -> int:
    """Write the deck; how many cards it has. The same handout gives the same bytes."""
    model = genanki.Model(
        _MODEL_ID,
        "Anatomy Viewer",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
    )
    deck = genanki.Deck(
        stable_id(handout.id, handout.language), f"Anatomy Viewer::{handout.code} {handout.title}"
    )
    with tempfile.TemporaryDirectory() as folder:
        told = [sheet for sheet in handout.sheets if _told(sheet)]
        media = [str(_small(handout, sheet, Path(folder))) for sheet in told]
        for sheet in told:
            for asked in _told(sheet):
                deck.add_note(_note(model, handout, sheet, asked))
        made = Path(folder) / "deck.apkg"
        genanki.Package(deck, media_files=media).write_to_file(str(made), timestamp=_MOMENT)
        path.write_bytes(rezipped(made.read_bytes()))
    return len(deck.notes)


def stable_id(*parts: str) -> int:
    """A whole number of Anki's range that depends on `parts` alone."""
    return 1 << 30 | int.from_bytes(sha256("/".join(parts).encode()).digest()[:4], "big") >> 2


def _told(sheet: Sheet) -> list[Asked]:
    """The questions that can be answered on a card: those with an answer in words."""
    return [asked for asked in sheet.questions if asked.answer]


def _name(handout: Handout, sheet: Sheet) -> str:
    return f"anatomy_viewer_{handout.id}_{sheet.id}_{handout.language}.jpg"


def _small(handout: Handout, sheet: Sheet, folder: Path) -> Path:
    path = folder / _name(handout, sheet)
    QImage(str(sheet.bare)).scaledToWidth(WIDTH).save(str(path), quality=QUALITY)
    return path


def _note(model: genanki.Model, handout: Handout, sheet: Sheet, asked: Asked) -> genanki.Note:
    options = "".join(f"<p>{escape(option)}</p>" for option in asked.options)
    picture = f'<img src="{_name(handout, sheet)}" alt="{escape(sheet.alt, quote=True)}">'
    words = [escape(asked.ask), options, escape(asked.answer).replace("\n", "<br>"), escape(asked.explain)]
    fields = [*words, picture, escape(f"{handout.code} {handout.title}"), escape(handout.notice)]
    guid = genanki.guid_for("anatomy-viewer", handout.id, asked.id, handout.language)
    return genanki.Note(model, fields, guid=guid, tags=[handout.id, asked.kind])
