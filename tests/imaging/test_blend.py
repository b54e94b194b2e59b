"""Kinds of tissue between two others."""

from dataclasses import dataclass

import pytest

from anatomy_viewer.imaging.blend import blended, looked_up, parted


@dataclass(frozen=True)
class Row:
    t1: float
    cystic: bool = False


def test_blended_kind_lies_between_two_rows() -> None:
    kind = blended("nerve", "oedematous nerve", 0.5)
    assert parted(kind) == ("nerve", "oedematous nerve", 0.5)
    assert looked_up({"nerve": 34.0, "oedematous nerve": 30.0}, kind) == pytest.approx(32.0)
    rows = {"nerve": Row(1000.0), "oedematous nerve": Row(1300.0, True)}
    assert looked_up(rows, kind).t1 == pytest.approx(1150.0)
    assert looked_up({"nerve": (1.0, 2.0), "oedematous nerve": (3.0, 4.0)}, kind) == (2.0, 3.0)


def test_ends_of_a_blend_are_the_plain_kinds() -> None:
    assert blended("nerve", "neuroma", 0.0) == "nerve"
    assert blended("nerve", "neuroma", 0.99) == "neuroma"
    assert looked_up({"nerve": 1.0}, "nerve") == 1.0


def test_a_kind_without_a_row_is_an_error() -> None:
    with pytest.raises(KeyError):
        looked_up({"nerve": 1.0}, "nerve>neuroma@0.50")
