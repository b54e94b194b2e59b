"""The pain map: what the running model and a syndrome paint on which region."""

from __future__ import annotations

from anatomy_viewer.model.convergence import Activity, Input, Inputs, after
from anatomy_viewer.model.pain import Ache, PainView, aches, felt_aches, word
from anatomy_viewer.model.syndrome import GonRole, Syndrome
from anatomy_viewer.model.territory import Region
from anatomy_viewer.model.texts import Text

NAME = Text("A", "甲")
REGIONS = {name: Region(name, NAME, NAME, (), felt={name: 1.0}) for name in ("occiput", "eye", "forehead")}


def syndrome(span: str) -> Syndrome:
    return Syndrome("x", NAME, "1", "primary", {}, span, {"eye": 0.8}, GonRole())


def strengths(inputs: Inputs, start: Activity | None = None) -> dict[str, float]:
    return {ache.region: ache.strength for ache in felt_aches(REGIONS, after(inputs, 20.0, start))}


def test_input_from_behind_is_felt_in_front_too_and_a_block_ends_it() -> None:
    hurt = strengths(Inputs(right=Input(gon=0.8)))
    assert hurt["occiput_r"] > hurt["eye_r"] > 0
    blocked = strengths(Inputs(right=Input(gon=0.8, block=1.0)))
    assert blocked.get("occiput_r", 0) == blocked.get("eye_r", 0) == 0


def test_sensitisation_makes_it_stronger_and_wider() -> None:
    plain = felt_aches(REGIONS, after(Inputs(right=Input(gon=0.65)), 1.0))
    sore = felt_aches(REGIONS, after(Inputs(right=Input(gon=0.65), sensitisation=0.8), 20.0))
    before, then = plain[0], sore[0]
    assert before.region == then.region
    assert then.strength > before.strength
    assert then.reach > before.reach


def test_rest_hurts_nowhere() -> None:
    assert felt_aches(REGIONS, after(Inputs(), 20.0)) == ()


def test_a_one_sided_syndrome_hurts_on_its_side_others_on_both() -> None:
    table = {"x": syndrome("one")}
    assert aches(PainView("x", "left"), table) == (Ache("eye_l", 0.8),)
    both = aches(PainView("x", "left"), {"x": syndrome("either")})
    assert {ache.region for ache in both} == {"eye_l", "eye_r"}
    given = (Ache("eye_r", 0.5),)
    assert aches(PainView(given=given), table) == given
    assert aches(None, table) == ()


def test_strength_is_told_in_words() -> None:
    assert [word(x) for x in (0.0, 0.2, 0.5, 1.0)] == ["none", "mild", "moderate", "strong"]
