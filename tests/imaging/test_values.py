"""What tissues are to CT, MR and ultrasound: every kind has values, and they stand to each other as in pictures."""

import json
import math
from pathlib import Path

import pytest

from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.imaging import values
from anatomy_viewer.imaging.values_ct import CT
from anatomy_viewer.imaging.values_mr import MR
from anatomy_viewer.imaging.values_us import US

FAT_T1 = MR["fat"].t1_30
# Signal over muscle's at 3 T (recipe page, section 4); a protocol is TR, TE, TI.
PROTOCOLS = {
    "t1": (600.0, 12.0, None),
    "t2": (4000.0, 90.0, None),
    "stir": (4500.0, 70.0, 0.693 * FAT_T1),
    "neurography": (5000.0, 95.0, 0.693 * FAT_T1),
}
RATIOS = [
    ("t1", {"fat": 3.3, "nerve": 1.2, "ganglion": 1.3, "fluid": 0.6, "marrow": 2.0}),
    ("t2", {"fat": 4.0, "nerve": 2.0, "ganglion": 2.8, "fluid": 5.7, "marrow": 2.0}),
    ("stir", {"nerve": 1.5, "oedematous nerve": 2.8, "ganglion": 2.1, "fluid": 4.9, "marrow": 0.6}),
    ("neurography", {"nerve": 1.8, "oedematous nerve": 3.9, "ganglion": 2.7, "fluid": 8.8, "marrow": 0.7}),
]


def signal(kind: str, tr: float, te: float, ti: float | None) -> float:
    row = values.mr_value(kind)
    t1, t2 = row.at(3.0)
    upright = 1 - math.exp(-tr / t1) if ti is None else abs(1 - 2 * math.exp(-ti / t1) + math.exp(-tr / t1))
    return row.pd * upright * math.exp(-te / t2)


@pytest.mark.parametrize(("protocol", "wanted"), RATIOS)
def test_signals_stand_to_muscle_as_in_pictures(protocol: str, wanted: dict[str, float]) -> None:
    muscle = signal("muscle", *PROTOCOLS[protocol])
    for kind, ratio in wanted.items():
        assert signal(kind, *PROTOCOLS[protocol]) / muscle == pytest.approx(ratio, rel=0.15), kind


def test_fat_vanishes_when_the_inversion_time_follows_its_t1() -> None:
    muscle = signal("muscle", *PROTOCOLS["stir"])
    assert signal("fat", *PROTOCOLS["stir"]) < 0.03 * muscle
    assert signal("fat", 4500.0, 70.0, 220.0) > 0.2 * muscle  # the often quoted time leaves it grey


def test_every_kind_has_all_three_rows_with_mark_and_source() -> None:
    assert set(CT) == set(MR) == set(US)
    for table in (CT, MR, US):
        assert all(row.mark in {"V2", "K", "M"} and row.source for row in table.values())
    for kind, row in CT.items():
        assert row.low <= row.hu <= row.high, kind


def test_every_kind_of_the_shipped_volume_is_known() -> None:
    legend = json.loads(Path(meshes_dir() / "tissue.json").read_text(encoding="utf-8"))
    kinds = {label["tissue"] for label in legend["labels"].values()}
    assert kinds <= values.KINDS | set(values.ALIASES)


def test_unknown_and_blended_kinds_have_values_too() -> None:
    assert values.ct_value("something new") == values.ct_value("soft tissue")
    half = values.mr_value("nerve>nerve oedema@0.50")
    assert half.t2_30 == pytest.approx((MR["nerve"].t2_30 + MR["oedematous nerve"].t2_30) / 2)
    assert values.us_value("nerve>something new@0.50").z > 0
    ids, kinds = {1: "cord_white", 2: "dura", 3: "dura"}, {1: "white matter", 2: "ligament", 3: "enhancing"}
    assert values.finer(ids, kinds) == {1: "spinal cord", 2: "dura", 3: "enhancing"}
    table = values.by_label({1: "muscle", 2: "fat"}, lambda kind: values.ct_value(kind).hu)
    assert table[:4].tolist() == [-1000.0, 58.0, -100.0, -1000.0]
