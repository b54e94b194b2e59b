"""Placing a point: mm along the surface, published SDs by study, tolerance where there are none."""

from __future__ import annotations

import pytest

from anatomy_viewer.model.anatomy import Study, Text
from anatomy_viewer.model.place_point import PlacePoint, read_place

KIM = Study("KIM18", "V", 13.1, 6.0, 27.7, 9.9)
JANIS = Study("JAN10", "K", 15.5, None, 34.5, None)
ASK = PlacePoint("q", Text("Where?", "何处？"), "cp3", (15.0, 19.0, -28.0), (KIM, JANIS))


def test_the_point_itself_is_right_at_no_distance() -> None:
    assert ASK.judge("15.0 19.0 -28.0").right
    assert ASK.miss(ASK.position).mm == pytest.approx(0.0)


def test_depth_does_not_count() -> None:
    assert ASK.judge("15.0 2.0 -28.0").right
    assert ASK.miss((15.0, 2.0, -28.0)).mm == pytest.approx(0.0)


def test_at_the_side_of_the_head_depth_is_sideways() -> None:
    beside = PlacePoint("q", ASK.ask, "cp", (58.0, 48.0, -13.0))
    assert beside.judge("70.0 45.0 -13.0").right
    assert not beside.judge("58.0 30.0 -13.0").right


def test_on_the_crown_depth_is_downwards() -> None:
    crown = PlacePoint("q", ASK.ask, "cp", (10.0, 50.0, 118.0))
    assert crown.miss((10.0, 45.0, 124.0)).mm < 3.0


def test_each_study_with_a_spread_measures_by_its_own_name() -> None:
    miss = ASK.miss((15.0, 19.0, -47.8))
    assert [each.study.source for each in miss.studies] == ["KIM18"]
    assert miss.mm == pytest.approx(19.8)
    assert miss.studies[0].from_point == pytest.approx(2.0)
    assert miss.studies[0].from_mean == pytest.approx(2.05, abs=0.05)
    assert miss.lateral == pytest.approx(0.0)
    assert miss.caudal == pytest.approx(19.8)
    assert not ASK.judge("15.0 19.0 -47.8").right


def test_more_is_allowed_where_people_differ_more() -> None:
    assert ASK.judge("15.0 19.0 -37.0").right
    assert not ASK.judge("24.0 19.0 -28.0").right


def test_the_tolerance_counts_where_no_spread_is_published() -> None:
    plain = PlacePoint("q", ASK.ask, "cp2", ASK.position, (JANIS,), tolerance=(4.0, 8.0))
    assert plain.judge("15.0 19.0 -35.0").right
    assert not plain.judge("22.0 19.0 -28.0").right
    assert plain.miss((15.0, 19.0, -44.0)).share == pytest.approx(2.0)


def test_the_other_side_is_told_apart_from_a_miss() -> None:
    assert ASK.judge("-15.0 19.0 -28.0").other_side
    assert not ASK.judge("-60.0 19.0 -28.0").other_side
    assert not ASK.judge("15.0 19.0 -28.0").other_side


@pytest.mark.parametrize("answer", ["", "1 2", "a b c", "1 2 nan", "inf 0 0", "1 2 3 4", "1e300 0 0"])
def test_what_is_no_place_is_wrong(answer: str) -> None:
    assert read_place(answer) is None
    assert not ASK.judge(answer).right
