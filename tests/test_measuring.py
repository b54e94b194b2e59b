"""Measuring in the picture: what is measured, undone, kept in a bookmark and shown by a lesson."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from anatomy_viewer.content.bookmark import bookmark, read_bookmark
from anatomy_viewer.content.lesson_scenes import scene_spec
from anatomy_viewer.content.scene_block import scene_block
from anatomy_viewer.content.yaml_lines import parse_yaml
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Lesson, scene_view
from anatomy_viewer.model.measuring import (
    End,
    Measurement,
    angle,
    diameters,
    ellipse_line,
    places_of,
    value_of,
    value_words,
)
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session

HERE, THERE, ASIDE = End((0.0, 0.0, 0.0), "skull"), End((3.0, 4.0, 0.0), "skull"), End((3.0, 0.0, 0.0))


@pytest.fixture
def session(small_atlas: Atlas, small_lessons: Mapping[str, Lesson]) -> Session:
    session = Session(small_atlas, small_lessons, AppState())
    session.explore()
    return session


def test_an_ellipse_is_measured_by_a_diameter_and_its_flank() -> None:
    places = [HERE.place, ASIDE.place, (1.0, 1.25, 0.0)]  # 3 mm, and 1.25 mm from the middle to the flank
    assert diameters(places) == pytest.approx((3.0, 2.5))
    assert value_of("ellipse", places) == pytest.approx(3.0 * 2.5 * 0.7854, rel=1e-3)
    assert value_words("ellipse", 5.89) == "5.9\N{NO-BREAK SPACE}mm²"
    line = ellipse_line(places)
    assert line[0] == pytest.approx(line[-1])
    assert max(y for _, y, _ in line) == pytest.approx(1.25, abs=0.01)


def test_values_are_those_of_geometry() -> None:
    places = [HERE.place, THERE.place]
    assert value_words("straight", value_of("straight", places)) == "5.0\N{NO-BREAK SPACE}mm"
    assert value_of("surface", places) is None
    assert value_of("surface", places, [HERE.place, ASIDE.place, THERE.place]) == pytest.approx(7.0)
    assert angle((5, 0, 0), (0, 0, 0), (0, 0.1, 0)) == pytest.approx(90.0)
    assert angle((1, 1, 1), (0, 0, 0), (2, 2, 2)) == 0.0
    assert angle((1, 0, 0), (1, 0, 0), (2, 2, 2)) == 0.0


def test_each_end_is_undone_by_itself_and_the_tool_stays_in_hand(session: Session) -> None:
    session.measure("straight")
    for end in (HERE, THERE, THERE):
        session.put_end(end)
    assert session.view.measurements == (Measurement("straight", (HERE, THERE)),)
    assert session.measuring is not None
    assert session.measuring.ends == (THERE,)
    session.undo()
    assert session.measuring.ends == ()
    session.undo()
    assert session.view.measurements == ()
    assert session.measuring.ends == (HERE,)
    session.redo()
    assert len(session.view.measurements) == 1
    session.measure("")
    session.undo()
    assert session.measuring is None
    assert session.view.measurements == ()


def test_one_or_all_are_deleted_and_come_back(session: Session) -> None:
    session.measure("angle")
    for end in (HERE, ASIDE, THERE, THERE, ASIDE, HERE):
        session.put_end(end)
    first, second = session.view.measurements
    session.delete_measurement(0)
    assert session.view.measurements == (second,)
    session.undo()
    session.clear_measurements()
    assert session.view.measurements == ()
    session.undo()
    assert session.view.measurements == (first, second)


def test_a_surface_is_that_of_the_first_end(session: Session) -> None:
    session.measure("surface")
    session.put_end(HERE)
    assert session.measuring is not None
    assert session.measuring.along == "skull"
    session.put_end(THERE)
    assert session.view.measurements == (Measurement("surface", (HERE, THERE), "skull"),)


def test_nothing_is_measured_while_something_is_asked(session: Session) -> None:
    session.measure("straight")
    session.store.amend(replace(session.now, covered=True))
    session.put_end(HERE)
    assert session.measuring is None
    assert session.view.measurements == ()


def test_measurements_are_kept_in_bookmark_and_block(session: Session) -> None:
    atlas = session.atlas
    point = next(iter(atlas.points))
    made = (
        Measurement("straight", (HERE, End(atlas.points[point].position, point))),
        Measurement("surface", (HERE, THERE), "skull"),
        Measurement("angle", (HERE, ASIDE, THERE)),
        Measurement("ellipse", (HERE, ASIDE, End((1.0, 1.25, 0.0)))),
    )
    view = replace(session.view, measurements=made)
    line = bookmark(view, atlas)
    assert f"[{point}" in line or f", {point}" in line
    block = scene_block(view, atlas).removeprefix("```scene\n").removesuffix("```\n")
    problems: list[ContentError] = []
    from_block = scene_spec(parse_yaml(block, Path("l.md")), Path("l.md"), atlas, problems)
    assert from_block is not None, problems
    for spec in (read_bookmark(line, atlas), from_block):
        again = scene_view(spec, atlas).measurements
        assert [(one.kind, one.along, places_of(one, atlas)) for one in again] == [
            (one.kind, one.along, places_of(one, atlas)) for one in made
        ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[{ends: [nosuch, [1, 2, 3]]}]", "no 'nosuch'"),
        ("[{ends: [[1, 2], [1, 2, 3]]}]", "three numbers"),
        ("[{ends: [[1, 2, 9e9], [1, 2, 3]]}]", "three numbers"),
        ("[{kind: angle, ends: [[1, 2, 3], [1, 2, 4]]}]", "takes 3 ends, not 2"),
        ("[{kind: surface, ends: [[1, 2, 3], [1, 2, 4]]}]", "'along' belongs to 'surface'"),
        ("[{kind: surface, along: nosuch, ends: [[1, 2, 3], [1, 2, 4]]}]", "no 'nosuch'"),
        ("[{kind: area, ends: [[1, 2, 3], [1, 2, 4]]}]", "'area' is not known"),
    ],
)
def test_what_is_wrong_with_a_measurement_is_said(small_atlas: Atlas, text: str, said: str) -> None:
    problems: list[ContentError] = []
    data = parse_yaml(f"measurements: {text}", Path("l.md"))
    assert scene_spec(data, Path("l.md"), small_atlas, problems) is None
    assert said in str(problems[0])
