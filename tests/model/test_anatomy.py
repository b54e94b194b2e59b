from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.model.anatomy import Atlas, Names, Text, UnknownName


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("nerve_r", ("nerve_r",)),
        ("nerve", ("nerve_r", "nerve_l")),
        ("muscles", ("oblique_r", "oblique_l")),
        ("deep_muscles", ("oblique_r", "oblique_l")),
        ("all", ("skull", "oblique_r", "oblique_l", "nerve_r", "nerve_l", "scalp")),
    ],
)
def test_what_a_selector_stands_for(small_atlas: Atlas, selector: str, ids: tuple[str, ...]) -> None:
    assert small_atlas.resolve(selector) == ids


def test_marks_keep_features_and_their_order(small_atlas: Atlas) -> None:
    assert small_atlas.resolve_marks(["line", "nerve", "bump", "line_r"]) == (
        "line_r", "line_l", "nerve_r", "nerve_l", "bump",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "nearest"), [("nerv_r", "nerve_r"), ("deep_muscle", "deep_muscles"), ("zzzz", "")]
)
def test_an_unknown_name_brings_the_nearest_that_is_known(
    small_atlas: Atlas, name: str, nearest: str
) -> None:
    for asked in (small_atlas.resolve, lambda word: small_atlas.resolve_marks([word])):
        with pytest.raises(UnknownName) as caught:
            asked(name)
        assert (caught.value.name, caught.value.nearest) == (name, nearest)
    with pytest.raises(UnknownName):
        small_atlas.name("bones")


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("nerve_l", ("Great nerve", "Nervus magnus", "大神经")),
        ("bump", ("Bump", "Bump", "隆凸")),  # no Latin: English
        ("deep_muscles", ("Deep muscles", "Musculi profundi", "深层肌")),
        ("cp1", ("The hook", "The hook", "绕行处")),
    ],
)
def test_names_in_three_languages(small_atlas: Atlas, name: str, names: tuple[str, ...]) -> None:
    assert tuple(small_atlas.name(name, language) for language in ("en", "la", "zh")) == names


def test_what_lacks_a_translation_is_english() -> None:
    assert Text("Here", "").get("zh") == "Here"
    assert Names("Skull", "", "").get("la") == "Skull"


def test_a_feature_belongs_to_its_structure(small_atlas: Atlas) -> None:
    assert small_atlas.owner("belly_l") == "oblique_l"
    assert small_atlas.owner("skull") == "skull"
    assert small_atlas.item("belly_l").side == "left"


def test_the_box_round_a_structure_a_pair_a_feature_and_a_point(small_atlas: Atlas) -> None:
    assert small_atlas.bounds(["nerve_r"]).tolist() == [[12, 5, -50], [28, 35, 30]]
    assert small_atlas.bounds(["nerve_r", "nerve_l"]).tolist() == [[-28, 5, -50], [28, 35, 30]]
    assert small_atlas.bounds(["cp1"]).tolist() == [[18, 8, -57], [42, 32, -33]]
    feature = small_atlas.bounds(["bump"])
    assert feature.mean(axis=0) == pytest.approx(small_atlas.anchor("bump"))
    assert np.ptp(small_atlas.bounds([]), axis=0).min() > 100  # of nothing: the whole head
