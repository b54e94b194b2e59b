"""The needle as an answer: safe and there is right; anything in a file is read or refused, never a crash."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anatomy_viewer.model.anatomy import Text
from anatomy_viewer.model.place_needle import PlaceNeedle, read_insertion, written
from anatomy_viewer.model.practice import Insertion

ASK = PlaceNeedle("q", Text("Place it.", ""), "tgt_distal")
GOOD = Insertion((25.0, -2.0, -10.5), (27.0, 6.0, -7.5), 2.0, 1.0, 2, 2)


def test_safe_and_near_is_right() -> None:
    assert ASK.judge(written(GOOD)).right


@pytest.mark.parametrize(
    "worse",
    [
        {"crossed": ("occipital_artery_r",)},
        {"nerve_mm": 6.0},
        {"plan_mm": 12.0},
        {"through": ("occipital_bone",)},
    ],
)
def test_harm_or_another_place_is_wrong(worse: dict[str, object]) -> None:
    assert not ASK.judge(written(replace(GOOD, **worse))).right  # type: ignore[arg-type]


def test_the_author_may_allow_more_or_less() -> None:
    off = written(replace(GOOD, nerve_mm=6.0))
    assert replace(ASK, tolerance=7.0).judge(off).right
    assert not replace(ASK, tolerance=1.5).judge(written(GOOD)).right


def test_an_answer_survives_a_file() -> None:
    kept = replace(
        GOOD, crossed=("a_r", "b"), near=("c",), through=("d_l",), plan=((1.0, 2.0, 3.0), (4.0, 5.0, 6.0))
    )
    assert read_insertion(written(kept)) == kept


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "0",
        "[]",
        "null",
        "{}",
        "{",
        written(GOOD).replace("2.0", "NaN", 1),
        written(GOOD).replace("-10.5", "null"),
    ],
)
def test_what_is_no_insertion_is_wrong(answer: str) -> None:
    assert read_insertion(answer) is None
    assert not ASK.judge(answer).right


@given(st.text(max_size=60))
def test_no_text_breaks_the_judge(answer: str) -> None:
    assert not ASK.judge(answer).right
