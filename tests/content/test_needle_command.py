"""`anatomy-viewer needle`: the promised keys, plain text, and one sentence for what is wrong."""

from __future__ import annotations

import json

import pytest

from anatomy_viewer.cli import main

WAY = ("--entry", "-28,10.6,-48", "--target", "-28.4,46,-48.9")


def test_it_says_layers_distances_crossings_and_spread(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["needle", *WAY, "--volume", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"layers", "length_mm", "nearest", "crosses", "spread"} <= found.keys()
    assert found["layers"][0] == {"id": "scalp_skin", "from_mm": 0.0, "to_mm": pytest.approx(2.9, abs=1.0)}
    assert found["nearest"]["greater_occipital_nerve_l"] < 3.0 < found["nearest"]["greater_occipital_nerve_r"]
    assert found["spread"]["volume_ml"] == 1.0
    assert found["spread"]["nerve_length_mm"] > 10.0


def test_plain_text_names_the_layers_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["needle", *WAY]) == 0
    out = capsys.readouterr().out
    assert out.index("scalp_skin") < out.index("trapezius_l") < out.index("semispinalis_capitis_l")
    assert "crosses: no bone" in out


def test_a_variant_moves_the_nerve_on_the_side_of_the_target(capsys: pytest.CaptureFixture[str]) -> None:
    found = {}
    for words in ((), ("--variant", "pierces_obliquus")):
        assert main(["needle", *WAY, *words, "--volume", "1", "--json"]) == 0
        found[bool(words)] = json.loads(capsys.readouterr().out)
    base, other = found[False], found[True]
    left, right = "greater_occipital_nerve_l", "greater_occipital_nerve_r"
    assert other["nearest"][right] == base["nearest"][right]
    assert abs(other["nearest"][left] - base["nearest"][left]) > 0.5
    assert other["spread"]["nerves"] != base["spread"]["nerves"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--entry", "1,2", "--target", "1,2,3"), "is not a place"),
        (("--entry", "20,45,-40", "--target", "20,55,-40"), "under the skin"),
        (("--entry", "28,10.6,-48", "--target", "28,10.6,-48"), "same place"),
        (("--entry", "28,10.6,-48", "--target", "nan,0,0"), "three numbers"),
        ((*WAY, "--volume", "-1"), "more than 0"),
        ((*WAY, "--variant", "pierces_obliqus"), "Did you mean 'pierces_obliquus'?"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    try:
        code = main(["needle", *words])
    except SystemExit as stopped:
        code = int(str(stopped.code))
    lines = capsys.readouterr().err.splitlines()
    assert code == 2
    assert len(lines) == 1
    assert said in lines[0]
