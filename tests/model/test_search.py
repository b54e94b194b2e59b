from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anatomy_viewer.model.search import Entry, SearchIndex, did_you_mean, search, slips_between

ENTRIES = [
    Entry("structure", "gon_r", ("Greater occipital nerve", "Nervus occipitalis major", "枕大神经", "GON"), "right"),
    Entry("structure", "gon_l", ("Greater occipital nerve", "Nervus occipitalis major", "枕大神经", "GON"), "left"),
    Entry("structure", "lon_r", ("Lesser occipital nerve", "Nervus occipitalis minor", "枕小神经", "LON"), "right"),
    Entry("structure", "oci_r", ("Obliquus capitis inferior", "Inferior oblique", "头下斜肌", "OCI"), "right"),
    Entry("structure", "ocs_r", ("Obliquus capitis superior", "Superior oblique", "头上斜肌", "OCS"), "right"),
    Entry("structure", "ssc_r", ("Semispinalis capitis", "Musculus semispinalis capitis", "头半棘肌"), "right"),
    Entry("feature", "eop", ("External occipital protuberance", "Protuberantia externa", "枕外隆凸", "inion")),
    Entry("point", "cp1", ("Between obliquus inferior and semispinalis", "头下斜肌与头半棘肌之间")),
    Entry("lesson", "l04", ("Journey of the greater occipital nerve", "枕大神经的行程", "L04")),
    Entry("command", "peel", ("Peel one layer more", "再剥一层")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("GON", "gon_r"),
        ("gon left", "gon_l"),
        ("左枕大神经", "gon_l"),
        ("枕大神经 右", "gon_r"),
        ("grater ocipital nerv", "gon_r"),
        ("lesser occ", "lon_r"),
        ("nervus occipitalis minor", "lon_r"),
        ("obliqus inferior", "oci_r"),
        ("inferior obliquus", "oci_r"),
        ("头下斜", "oci_r"),
        ("头上斜肌", "ocs_r"),
        ("semispinlais", "ssc_r"),
        ("半棘", "ssc_r"),
        ("ÍNION", "eop"),
        ("protuberantia", "eop"),
        ("journey", "l04"),
        ("行程", "l04"),
        ("l04", "l04"),
        ("peel", "peel"),
        ("ＧＯＮ", "gon_r"),
    ],
)
def test_the_first_hit_is_what_was_meant(query: str, wanted: str) -> None:
    assert search(query, ENTRIES)[0].entry.id == wanted


def test_nothing_is_found_for_nonsense() -> None:
    assert [search(query, ENTRIES) for query in ("", "   ", "zzzz", "12345", "猫狗", "?!")] == [()] * 6


def test_the_name_that_fits_is_told() -> None:
    assert search("occipitalis major", ENTRIES)[0].name == "Nervus occipitalis major"


def test_the_nearest_name_is_suggested() -> None:
    assert did_you_mean("obliqus inferor", ENTRIES) == "Inferior oblique"
    assert did_you_mean("zzzz", ENTRIES) == ""


def test_each_entry_is_found_once_and_no_more_than_asked() -> None:
    hits = search("occipital", ENTRIES, limit=3)
    assert len(hits) == 3
    assert len({hit.entry.id for hit in hits}) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize(
    ("one", "two", "slips"),
    [("1234", "1234", 0), ("1234", "124", 1), ("1234", "1324", 1), ("1234", "5678", 3)],
)
def test_slips(one: str, two: str, slips: int) -> None:
    assert slips_between(one, two, 2) == slips


@settings(deadline=None)
@given(st.text(max_size=200))
def test_anything_may_be_typed(query: str) -> None:
    assert all(0.5 <= hit.score <= 1.0 for hit in search(query, ENTRIES))


def test_a_slip_is_found_among_a_thousand() -> None:
    many = [
        Entry("structure", f"s{i}", (f"Musculus semispinalis {i} cervicis", f"头半棘肌{i}"))
        for i in range(1000)
    ]
    index = SearchIndex(many)
    assert index.search("semispinlis 417 cervcis")[0].entry.id == "s417"
