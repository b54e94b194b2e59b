from __future__ import annotations

from anatomy_viewer.model.anatomy import Text
from anatomy_viewer.model.quiz import Choice, Locate, Option, Score, score
from anatomy_viewer.model.state import Answer

ASK = Text("Which?", "哪一个？")
CHOICE = Choice(
    "which",
    ASK,
    (
        Option(Text("A", "甲"), explain=Text("Not A.", "不是甲。")),
        Option(Text("B", "乙"), right=True),
        Option(Text("C", "丙")),
    ),
    explain=Text("B it is.", "是乙。"),
)
LOCATE = Locate("click", ASK, ("oblique_r",), frozenset({"oblique_r", "belly_r"}))


def test_a_choice_explains_the_option_first() -> None:
    wrong, right = CHOICE.judge("0"), CHOICE.judge("1")
    assert not wrong.right
    assert wrong.explain == Text("Not A. B it is.", "不是甲。是乙。")
    assert wrong.correct == ("1",)
    assert right.right
    assert right.explain == Text("B it is.", "是乙。")


def test_an_answer_that_no_option_has_is_wrong() -> None:
    assert [CHOICE.judge(answer).right for answer in ("", "9", "-1", "x", "²")] == [False] * 5


def test_options_are_shuffled_alike_for_the_same_seed() -> None:
    orders = {CHOICE.order(seed) for seed in range(50)}
    assert CHOICE.order("ann") == CHOICE.order("ann")
    assert len(orders) == 6
    assert all(sorted(order) == [0, 1, 2] for order in orders)


def test_a_hit_on_what_lies_on_the_answer_counts() -> None:
    assert LOCATE.judge("oblique_r").right
    assert LOCATE.judge("belly_r").right
    assert not LOCATE.judge("nerve_r").right
    assert LOCATE.judge("nerve_r").correct == ("oblique_r",)


def test_the_other_side_is_told_apart_from_a_miss() -> None:
    assert LOCATE.judge("oblique_l").other_side
    assert not LOCATE.judge("nerve_l").other_side
    assert not LOCATE.judge("skull").other_side
    assert not LOCATE.judge("oblique_r").other_side


def test_the_score_counts_judged_answers_to_known_questions() -> None:
    answers = [Answer("which", "1", True), Answer("click", "oblique_r"), Answer("gone", "1", True)]
    assert score([CHOICE, LOCATE], answers) == Score(right=1, judged=1, total=2)
