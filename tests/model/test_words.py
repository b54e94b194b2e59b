"""Every text of the interface is said in both languages, and the Chinese table holds nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from anatomy_viewer import commands
from anatomy_viewer.model.anatomy import LAYER_NAMES, SYSTEM_NAMES
from anatomy_viewer.model.camera import VIEW_NAMES
from anatomy_viewer.model.preferences import LABEL_LANGUAGES
from anatomy_viewer.model.words import joined, say
from anatomy_viewer.model.words_zh import CHINESE
from anatomy_viewer.ui import (
    cut_panel,
    efficacy_sheet,
    help_sheet,
    home_cards,
    home_texts,
    info_cards,
    intervention_card,
    measure_card,
    outcome_words,
    point_card,
    point_rows,
    right_panel,
)

PACKAGE = Path(commands.__file__).parent
HAN = re.compile(r"[\u4e00-\u9fff]")
SAYERS = {"say", "_act", "_steer", "add_caption"}  # functions that are given an English text to say


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name != "words_zh.py":
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def texts(node: ast.AST) -> Iterator[str]:
    """The texts that an expression may give; of 'a if test else b' those of a and b."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


def said() -> Iterator[tuple[str, str]]:
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in SAYERS:
                    yield from ((path.name, text) for text in texts(node.args[0]))


TABLES = {
    "commands": [word for c in commands.COMMANDS for word in (c.title, c.group)],
    "views": [english for english, _ in VIEW_NAMES.values()],
    "label languages": LABEL_LANGUAGES,
    "planes": cut_panel.PLANE_WORDS.values(),
    "tabs": [word for word, _ in right_panel.TABS],
    "verified": measure_card.VERIFIED.values(),
    "eyebrows": home_cards.EYEBROWS.values(),
    "levels": home_texts.LEVEL_NAMES.values(),
    "card": [w for _, w, _ in info_cards.ACTS] + [*info_cards.SIDE_NAMES.values(), *point_card.KIND_NAMES.values()],
    "points": [*point_rows.COLUMNS, *(word for _, word in point_rows.REGIONS)],
    "interventions": [*intervention_card.GROUP_NAMES.values(), *intervention_card.FACT_NAMES.values()],
    "efficacy": [*efficacy_sheet.COLUMNS, *(word for _, word in efficacy_sheet._Key.SIGNS)],
    "designs": outcome_words.DESIGN_NAMES.values(),
    "mouse": [help_sheet.MOUSE, *(w for line in help_sheet.GESTURES for w in (line[0], *line[1]))],
}  # fmt: skip


def test_every_text_that_is_said_has_its_chinese() -> None:
    found = list(said())
    assert len(found) > 80
    assert [(path, text) for path, text in found if text not in CHINESE] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_title_in_a_table_has_its_chinese(table: str) -> None:
    assert TABLES[table]
    assert [text for text in TABLES[table] if text not in CHINESE] == []


def test_no_chinese_is_kept_for_a_text_that_is_gone() -> None:
    used = {
        node.value
        for _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert [text for text in CHINESE if text not in used] == []


def test_chinese_is_chinese_has_the_same_places_and_full_width_marks() -> None:
    for english, chinese in CHINESE.items():
        assert HAN.search(chinese), english
        assert len(re.findall(r"\{", chinese)) == len(re.findall(r"\{", english)), english
        assert not re.search(r"[\u4e00-\u9fff][,:;?!]", chinese), english


def test_names_of_systems_layers_and_views_are_there_in_both_languages() -> None:
    for english, chinese in [*SYSTEM_NAMES.values(), *LAYER_NAMES, *VIEW_NAMES.values()]:
        assert english.isascii()
        assert HAN.search(chinese)


def test_say_and_join() -> None:
    assert (say("Undo", "en"), say("Undo", "zh")) == ("Undo", "撤销")
    assert joined(["a", "b"], "en") == "a, b"
    assert joined(["甲", "乙"], "zh") == "甲、乙"
    with pytest.raises(KeyError):
        say("Something that nobody translated", "zh")
