from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anatomy_viewer.content.text_files import read_authored, read_text
from anatomy_viewer.content.yaml_lines import line_at, parse_yaml, read_yaml
from anatomy_viewer.errors import ContentError

PATH = Path("lesson.md")

BAD = [
    ("a: [1,\nb: 2\n", 10, "list is not closed"),
    ("a: 1\na: 2\n", 11, "'a' is given twice"),
    ("a: 'x\nb: 1\n", 10, "quotation mark"),
    ("a:\n\tb: c\n", 11, "tab"),
    ("title: a: b\n", 10, "colon"),
    ('a: "C:\\qux"\n', 10, "backslash"),
    ("a: {b: 1\nc: 2\n", 10, "braces"),
    ("a:\n  b: 1\n c: 2\n", 12, "indentation"),
    ("x: 1\na: &all 1\nb: *all\n", 11, "anchors"),
    ("a: !!python/object:os.system x\n", 10, "tags"),
    ("a: 1\n---\nb: 2\n", 11, "second document"),
    ("just words\n", 10, "'key: value'"),
    ("- 1\n", 10, "'key: value'"),
    ("? [a]\n: b\n", 10, "can't be a key"),
    ("a: " + "[" * 5000, 10, "nested"),
]


@pytest.mark.parametrize(("text", "line", "words"), BAD)
def test_bad_yaml_names_line_and_fault(text: str, line: int, words: str) -> None:
    with pytest.raises(ContentError, match=words) as caught:
        parse_yaml(text, PATH, first_line=10)
    assert caught.value.line == line


def test_plain_values_follow_yaml_1_2() -> None:
    data = parse_yaml("a: no\nb: 12:30\nc: true\nd: ~\ne: -3\nf: 1.5e1\ng: '7'\nh: 2020-01-01\n", PATH)
    assert list(data.values()) == ["no", "12:30", True, None, -3, 15.0, "7", "2020-01-01"]


def test_every_part_knows_its_line() -> None:
    data = parse_yaml("a: 1\nb:\n  - c: 2\n    d: 3\n  - x\n", PATH, first_line=5)
    assert line_at(data, ("b", 0, "d")) == 8
    assert line_at(data, ("b", 1)) == 9
    assert line_at(data, ("b", 0, "missing")) == 7


SIGNS = "aé中😀\"'\\:#-{}[],\n\t%@&*!|>?~ 1"
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(SIGNS, max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc_é中", min_size=1), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.dictionaries(st.text("abcdef", min_size=1), values, max_size=5))
def test_json_is_read_as_it_was_written(data: dict[str, Any]) -> None:
    assert parse_yaml(json.dumps(data, ensure_ascii=False), PATH) == data


def test_sixty_kilobytes_take_little_time(tmp_path: Path) -> None:
    row = "  - {id: s, names: {en: Obliquus capitis inferior, zh: 头下斜肌}, about: {en: Two sentences of text.}}\n"
    path = tmp_path / "structures.yaml"
    path.write_text("structures:\n" + row * 600, encoding="utf-8")
    best = 9.0
    for _ in range(3):
        start = perf_counter()
        assert len(read_yaml(path)["structures"]) == 600
        best = min(best, perf_counter() - start)
    assert best < 0.3  # 0.02 s alone on the machine; the pure parser takes 0.3 s


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("title: ä\nname: ü".encode("latin-1"), 1, "not UTF-8"),
        ("ok\nname: 头下斜肌".encode("gb18030"), 2, "not UTF-8"),
        ("title: x".encode("utf-16"), 1, "UTF-16"),
        (b"a: 1\nb: \x00\n", 2, "control character"),
        (b"a" * 2_000_001, None, "too large"),
    ],
)
def test_what_is_not_text_is_refused(tmp_path: Path, data: bytes, line: int | None, words: str) -> None:
    path = tmp_path / "bad.md"
    path.write_bytes(data)
    with pytest.raises(ContentError, match=words) as caught:
        read_authored(path)
    assert caught.value.line == line


def test_windows_files_read_like_others(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert read_text(path) == "a: 1\nb: 2\n"


def test_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="can't be read"):
        read_text(tmp_path / "none.md")
