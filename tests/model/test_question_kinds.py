"""Several right ones, typed names, orders and pairs: what counts, and what part of it."""

from __future__ import annotations

from collections import Counter

import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.model.anatomy import Atlas, Text
from anatomy_viewer.model.arranging import Match, Pair, PutInOrder
from anatomy_viewer.model.name_it import NameIt
from anatomy_viewer.model.quiz import Choice, Choices, Option, toggled

ASK = Text("Which?", "哪些？")


def option(text: str, right: bool = False, explain: str = "") -> Option:
    return Option(Text(text, ""), right, Text(explain, ""))


SEVERAL = Choices(
    "several", ASK,
    (option("a", True), option("b", explain="Not b."), option("c", True, "And c."), option("d")),
    explain=Text("So it is.", ""),
)  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "right", "credit"),
    [("0 2", True, 1.0), ("2 0", True, 1.0), ("0", False, 0.5), ("0 1", False, 0.0), ("0 1 2", False, 0.5),
     ("0 1 2 3", False, 0.0), ("1 3", False, 0.0), ("", False, 0.0), ("9 x", False, 0.0)],
)  # fmt: skip
def test_of_several_right_ones_parts_count(answer: str, right: bool, credit: float) -> None:
    verdict = SEVERAL.judge(answer)
    assert (verdict.right, verdict.credit) == (right, credit)
    assert verdict.correct == ("0", "2")


def test_what_was_taken_wrongly_or_missed_explains_itself() -> None:
    assert SEVERAL.judge("0 1").explain.en == "Not b. And c. So it is."
    assert SEVERAL.judge("0 2").explain.en == "So it is."
    assert toggled(toggled("0 2", 1), 0) == "1 2"


ORDER = PutInOrder("way", ASK, tuple(Text(word, "") for word in "abcd"))


@pytest.mark.parametrize(
    ("answer", "right", "credit"),
    [
        ("0 1 2 3", True, 1.0),
        ("1 0 2 3", False, 2 / 3),
        ("3 2 1 0", False, 0.0),
        ("0 1 2", False, 0.0),
        ("x", False, 0.0),
    ],
)
def test_an_order_counts_by_its_pairs(answer: str, right: bool, credit: float) -> None:
    verdict = ORDER.judge(answer)
    assert (verdict.right, round(verdict.credit, 6)) == (right, round(credit, 6))


def test_an_order_never_begins_as_it_should_end() -> None:
    orders = {ORDER.order(seed) for seed in range(400)}
    assert (0, 1, 2, 3) not in orders
    assert len(orders) == 23


MATCH = Match(
    "pairs", ASK,
    (Pair(Text("GON", ""), Text("C2 dorsal", "")), Pair(Text("LON", ""), Text("C2 ventral", "")),
     Pair(Text("TON", ""), Text("C3 dorsal", ""))),
    decoys=(Text("C1 dorsal", ""),),
)  # fmt: skip


def test_pairs_count_each() -> None:
    assert MATCH.judge("0 1 2").right
    assert MATCH.judge("0 2 1").credit == pytest.approx(1 / 3)
    assert MATCH.judge("3 3 3").credit == 0.0
    assert MATCH.judge("").credit == 0.0
    answer = MATCH.with_pair(MATCH.with_pair("", 1, 3), 0, 0)
    assert answer == "0 3 -"
    assert MATCH.given(answer) == [0, 3, None]
    assert MATCH.with_pair("0 - -", 0, None) == ""
    assert sorted(MATCH.order("ann")) == [0, 1, 2, 3]


def test_two_pairs_may_have_the_same_partner() -> None:
    same = Match("q", ASK, (*MATCH.pairs, Pair(Text("OCI", ""), Text("C2 dorsal", ""))))
    assert len(same.order("ann")) == 3
    assert same.judge("3 1 2 0").right
    assert same.judge("0 1 2 0").right


def test_no_position_is_favoured_over_learners_and_attempts() -> None:
    choice = Choice("q", ASK, tuple(option(word, word == "b") for word in "abcd"))
    places = Counter(
        choice.order(f"{name}/l04/{tries}").index(1) for name in range(100) for tries in range(8)
    )
    assert all(150 < count < 250 for count in places.values())
    assert choice.order("Ann/l04/0") == choice.order("Ann/l04/0")


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(meshes_dir()).atlas


def oci(atlas: Atlas, *accept: str) -> NameIt:
    return NameIt("oci", ASK, ("obliquus_capitis_inferior_r",), atlas, accept)


@pytest.mark.parametrize(
    "typed",
    [
        "Obliquus capitis inferior", "obliquus inferior capitis", "Musculus obliquus capitis inferior",
        "M. obliquus capitis inferior", "OCI", "头下斜肌", "right obliquus capitis inferior",
        "右头下斜肌", "  OBLIQUUS  capitis inferior ", "Obliqus capitis inferior", "obliquus capitis infreior",
    ],
)  # fmt: skip
def test_names_synonyms_latin_chinese_and_slips_are_right(atlas: Atlas, typed: str) -> None:
    assert oci(atlas).judge(typed).right


@pytest.mark.parametrize(
    "typed",
    [
        "Obliquus capitis superior", "obliquus capitis supeior", "头上斜肌", "头斜肌", "rectus capitis posterior major",
        "", "   ", "obliquus", "muscle", "OCS", "头下斜", "x" * 5000, "<b>",
    ],
)  # fmt: skip
def test_other_names_and_what_is_too_short_are_wrong(atlas: Atlas, typed: str) -> None:
    assert not oci(atlas).judge(typed).right


def test_another_structures_name_is_told_and_the_other_side_too(atlas: Atlas) -> None:
    assert oci(atlas).meant("Obliquus capitis superiro") in (
        "obliquus_capitis_superior_r",
        "obliquus_capitis_superior_l",
    )
    left = oci(atlas).judge("left obliquus capitis inferior")
    assert (left.right, left.other_side) == (False, True)
    assert oci(atlas, "low oblique").judge("low oblique").right
    assert not oci(atlas).misspelt("头下斜肌")
    assert oci(atlas).misspelt("Obliqus capitis inferior")


def test_no_structure_can_be_named_by_anothers_name(atlas: Atlas) -> None:
    """The names of each structure fit no other one but where the atlas calls both so."""
    muscles = [s for s in atlas.structures.values() if s.system == "muscles" and s.side != "left"]
    asked = [NameIt(m.id, ASK, (m.id,), atlas) for m in muscles[:12]]
    for other in muscles:
        for question in asked:
            if other.base != atlas.structures[question.id].base:
                for word in (other.names.en, other.names.la, other.names.zh):
                    assert not question.judge(word).right, (question.id, word)
