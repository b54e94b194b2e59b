"""Texts of interventions and syndromes that are not in both languages, and facts called verified without a source."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from anatomy_viewer.content.anatomy_specimen import Problems, Specimen
from anatomy_viewer.content.atlas_files import SYNDROMES
from anatomy_viewer.content.atlas_forms import TextForm
from anatomy_viewer.content.forms import Form
from anatomy_viewer.content.practice_files import INTERVENTIONS
from anatomy_viewer.content.practice_forms import FactForm, InterventionForm, OutcomeForm
from anatomy_viewer.content.practice_forms import SyndromeForm as SyndromeNameForm
from anatomy_viewer.content.rows import Row, read_table, rows
from anatomy_viewer.content.syndrome_forms import SignForm, SyndromeForm

_HAN, _LETTER = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{3}")
_FILES: dict[str, dict[str, type[Form]]] = {
    INTERVENTIONS: {
        "interventions": InterventionForm,
        "syndromes": SyndromeNameForm,
        "efficacy": OutcomeForm,
    },
    SYNDROMES: {"signs": SignForm, "syndromes": SyndromeForm},
}


def practice_problems(specimen: Specimen) -> Problems:
    """Texts that are not in both languages, verified facts without a source; what the reader reports is left to it."""
    found: Problems = []
    for name, tables in _FILES.items():
        path = specimen.folder / name
        if path.is_file():
            found += [problem for row in _rows(path, tables) for problem in _text_problems(row)]
    return found


def _rows(path: Path, tables: dict[str, type[Form]]) -> list[Row[Any]]:
    reported: Problems = []
    data = read_table(path, tuple(tables), reported)
    found: list[Row[Any]] = []
    for key, form in tables.items():
        found += rows(data, key, form, path, reported)
    return found


def _text_problems(row: Row[Any]) -> Problems:
    found: Problems = []
    for key in type(row.form).model_fields:
        text = getattr(row.form, key)
        if not isinstance(text, TextForm):
            continue
        if _HAN.search(text.en) or (_LETTER.search(text.zh) and not _HAN.search(text.zh)):
            found.append(
                row.error(f"'{key}' of '{row.form.id}' is not in both languages.", "Write en and zh.", (key,))
            )
        if isinstance(text, FactForm) and text.confidence.startswith("V") and not text.source:
            what = f"'{key}' of '{row.form.id}' is called verified but has no source."
            found.append(row.error(what, "Name the source, or write K.", (key,)))
    return found
