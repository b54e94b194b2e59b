from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from anatomy_viewer.content import forms
from anatomy_viewer.content.problem_words import in_chinese, problem_text
from anatomy_viewer.content.problems_zh import HINTS, PROBLEMS
from anatomy_viewer.errors import ContentError

PACKAGE = Path(forms.__file__).parents[1]
# What `check` alone says stands on the command line, which speaks English.
ANATOMY = ("checks", "contacts", "courses", "depths", "meshes", "points", "practice", "specimen")
COMMAND_LINE = (
    "check.py",
    "lesson_bank.py",
    "patient_check.py",
    *(f"anatomy_{subject}.py" for subject in ANATOMY),
)
TABLES = ("problem_words.py", "problems_zh.py", "lesson_keys.py", "lesson_template.py")
HAN = re.compile(r"[\u4e00-\u9fff]")


def sentences() -> Iterator[str]:
    """Every sentence that the code which reads content may say, names replaced by 'x'."""
    quiet = COMMAND_LINE + TABLES
    paths = [path for path in (PACKAGE / "content").glob("*.py") if path.name not in quiet]
    for path in [*paths, PACKAGE / "geometry" / "ply.py"]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
        bodies = [n.body[0] for n in ast.walk(tree) if isinstance(n, documented) and n.body]
        docs = {id(first.value) for first in bodies if isinstance(first, ast.Expr)}
        parts = {id(v) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for v in n.values}
        for node in ast.walk(tree):
            text = _text(node)
            if id(node) not in docs | parts and " " in text and text.endswith((".", "?")):
                yield text


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "x" for v in node.values)
    return ""


def test_every_problem_and_hint_can_be_said_in_chinese() -> None:
    found = set(sentences()) - {"x x.", "x.", "x, x."}
    missing = [
        s for s in found if not HAN.search(in_chinese(s, PROBLEMS)) and not HAN.search(in_chinese(s, HINTS))
    ]
    assert len(found) > 100
    assert missing == []


def test_every_expectation_of_a_form_can_be_said_in_chinese() -> None:
    for expected, hint in forms._EXPECTED.values():
        sentence = f"'layer' {re.sub('{.*?}', '3', expected)}."
        assert HAN.search(in_chinese(sentence, PROBLEMS)), sentence
        assert not hint or HAN.search(in_chinese(hint.replace("{max_length}", "3"), HINTS)), hint


@pytest.mark.parametrize(
    ("english", "hint", "chinese", "chinese_hint"),
    [
        (
            "there is no structure 'nerv_r'.",
            "Did you mean 'nerve_r'?",
            "没有结构“nerv_r”。",
            "是不是“nerve_r”？",
        ),
        ("'kind': 'a' is not known here.", "Use one of: b, c.", "“kind”：这里没有“a”。", "可用的有：b, c。"),
        ("the key 'sho' is not known here.", "", "这里没有键“sho”。", ""),
        ("'options' (number 2) should be a text.", "", "“options”（第 2 项）应为文本。", ""),
        ("there is no group or structure called 'x'.", "", "没有名为“x”的组或结构。", ""),
        ("the id 'a' already stands for the row of line 7.", "", "标识符“a”已经指第 7 行的条目。", ""),
        ("your progress can't be saved (no space left on device).", "", "无法保存学习进度（磁盘已满）。", ""),
        ("something nobody foresaw.", "", "something nobody foresaw.", ""),
    ],
)
def test_sentences_in_chinese(english: str, hint: str, chinese: str, chinese_hint: str) -> None:
    problem = ContentError("l04.md", 3, english, hint)
    assert problem_text(problem, "zh") == (chinese, chinese_hint)
    assert problem_text(problem, "en") == (english, hint)


def test_a_translation_has_the_places_of_its_sentence() -> None:
    for english, chinese in (PROBLEMS | HINTS).items():
        assert len(re.findall(r"\{\d?\}", chinese)) == english.count("{}"), english
