"""MR in numbers: contrasts, black fat, voids of flow, noise and what switches do."""

from dataclasses import replace

import numpy as np
import pytest

from anatomy_viewer.imaging.modalities import MODALITIES
from anatomy_viewer.imaging.mr_signal import MrSettings, signal, white
from anatomy_viewer.imaging.picture import Picture, greys
from anatomy_viewer.imaging.subject import Subject
from tests.imaging.phantoms import KINDS, axial, halves, subject, whole

RATIOS = [
    ("t1", {"fat": 3.3, "nerve": 1.2, "fluid": 0.6, "marrow": 2.0}),
    ("t2", {"fat": 4.0, "nerve": 2.0, "fluid": 5.7, "marrow": 2.0}),
    ("stir", {"nerve": 1.5, "fluid": 4.9, "marrow": 0.6}),
    ("neurography", {"nerve": 1.8, "fluid": 8.8, "marrow": 0.7}),
]
LABEL = {kind: label for label, kind in KINDS.items()}


def scan(of: Subject, key: str = "t1", quality: str = "still", seed: int = 1, **changes: object) -> Picture:
    row = MODALITIES[key]
    return row.simulate(of, axial(), replace(row.settings, **changes), (96, 96), quality, seed)


@pytest.mark.parametrize(("key", "wanted"), RATIOS)
def test_pictures_have_the_signal_ratios_of_tissue(key: str, wanted: dict[str, float]) -> None:
    """In the picture itself, texture and all, noise aside."""
    row = MODALITIES[key]
    settings = replace(row.settings, snr=1e6, step_mm=0.7)

    def mean(kind: str) -> float:
        planes = [axial(28.0, z) for z in (-10.0, -4.0, 2.0, 8.0)]
        of = whole(LABEL[kind])
        return float(np.mean([row.simulate(of, p, settings, (40, 40), "still", 1).values for p in planes]))

    for kind, ratio in wanted.items():
        assert mean(kind) / mean("muscle") == pytest.approx(ratio, rel=0.15), kind


@pytest.mark.parametrize("field_t", [1.5, 3.0])
def test_fat_is_black_on_stir_at_either_field(field_t: float) -> None:
    settings = replace(MODALITIES["stir"].settings, field_t=field_t)
    assert signal("fat", settings) < 0.03 * signal("muscle", settings)
    assert f"TI {settings.inversion_ms:.0f}" in settings.caption()
    wrong = replace(settings, ti=settings.inversion_ms * 0.8)
    assert signal("fat", wrong) > 5.0 * signal("fat", settings)


def test_inversion_time_follows_the_field() -> None:
    settings = MODALITIES["stir"].settings
    assert settings.inversion_ms == pytest.approx(255, abs=3)
    assert replace(settings, field_t=1.5).inversion_ms == pytest.approx(180, abs=3)


def test_background_is_a_rician_floor() -> None:
    """Mean of the modulus of noise alone: sqrt(pi/2) of the stated SD; its SD sqrt(2 − pi/2)."""
    settings = MODALITIES["t1"].settings
    plane = replace(axial(), width_mm=96 * settings.step_mm, height_mm=96 * settings.step_mm)
    values = MODALITIES["t1"].simulate(whole(0), plane, settings, (96, 96), "still", 1).values
    assert values.mean() == pytest.approx(np.sqrt(np.pi / 2) * settings.noise, rel=0.05)
    assert values.std() == pytest.approx(np.sqrt(2 - np.pi / 2) * settings.noise, rel=0.1)


def test_noise_grows_at_lower_field_and_in_thinner_slices() -> None:
    settings = MODALITIES["t2"].settings
    noise = settings.noise / white(settings)
    weak, thin = replace(settings, field_t=1.5), replace(settings, thickness_mm=1.0)
    assert weak.noise / white(weak) == pytest.approx(2.0 * noise)
    assert thin.noise / white(thin) == pytest.approx(3.0 * noise)


def test_arteries_are_void_in_spin_echo_and_bright_in_ciss() -> None:
    for key in ("t1", "t2", "stir"):
        settings = MODALITIES[key].settings
        assert signal("arterial blood", settings) < 0.35 * signal("muscle", settings)
    ciss = MODALITIES["ciss"].settings
    assert signal("arterial blood", ciss) > 2.0 * signal("muscle", ciss)
    assert signal("fluid", ciss) > 2.5 * signal("spinal cord", ciss)


def test_gadolinium_lights_the_normal_ganglion_up_and_saturation_takes_fat_away() -> None:
    plain = replace(MODALITIES["t1"].settings, fat_saturation=True)
    given = replace(plain, gadolinium=0.6)
    assert signal("ganglion", given) > 1.3 * signal("ganglion", plain)
    assert signal("white matter", given) == signal("white matter", plain)
    assert signal("fat", plain) == pytest.approx(0.12 * signal("fat", MODALITIES["t1"].settings))
    assert given.caption().endswith("FS · Gd · 3 mm")
    assert replace(MODALITIES["t1"].settings, gadolinium=0.6).saturated
    assert not replace(MODALITIES["t2"].settings, gadolinium=0.6).saturated


def test_window_is_by_tissue_whatever_is_in_view() -> None:
    muscle, fluid = scan(whole(LABEL["muscle"]), "stir"), scan(whole(LABEL["fluid"]), "stir")
    assert muscle.window == fluid.window
    assert greys(fluid)[20:-20, 20:-20].min() > 200
    assert 50 < greys(muscle).mean() < 130


def test_conspicuity_is_how_much_the_lens_round_the_nerve_stands_out() -> None:
    labels = np.full((64, 64, 64), 1, np.uint8)
    labels[24:40, 24:40], labels[29:35, 29:35] = 2, 3
    kinds = {0: "air", 1: "muscle", 2: "fat", 3: "nerve"}
    ids = {0: "outside", 1: "splenius_capitis_r", 2: "nerve_fat", 3: "gon_right"}
    nerve = replace(subject(labels, kinds), ids=ids)

    def contrast(conspicuity: float) -> float:
        values = scan(nerve, conspicuity=conspicuity, snr=1e6).values
        return float(values.max() - np.median(values[:, :10]))

    assert contrast(0.0) < 0.6 * contrast(1.0)


def test_fat_slips_along_the_rows_when_asked_to() -> None:
    block = halves(LABEL["fat"], LABEL["muscle"])
    plain, slipped = (scan(block, snr=1e6, chemical_shift=n).values.mean(axis=0) for n in (0.0, 3.0))
    middle = slice(43, 54)
    assert slipped[middle].min() < 0.75 * plain[middle].min()


def test_a_pulsating_artery_leaves_ghosts_down_the_columns() -> None:
    labels = np.full((64, 64, 64), 1, np.uint8)
    labels[28:36, 28:36] = 7
    block = subject(labels)
    change = scan(block, flow_ghost=1.0).values - scan(block, flow_ghost=0.0).values
    assert np.abs(change[:, 40:56]).max() > 4.0 * max(np.abs(change[:, :20]).max(), 1.0)


@pytest.mark.parametrize("key", ["t1", "t2", "stir", "neurography", "ciss"])
def test_same_input_gives_the_same_bytes(key: str) -> None:
    for quality in ("moving", "still"):
        first, again = (scan(halves(1, 2), key, quality) for _ in range(2))
        assert first.values.tobytes() == again.values.tobytes()
        assert first.values.dtype == np.float32
    assert scan(halves(1, 2), key).values.tobytes() != scan(halves(1, 2), key, seed=2).values.tobytes()


def test_captions_give_field_and_times() -> None:
    assert MrSettings().caption() == "3 T · TR 600 · TE 12 ms · 3 mm"
    assert MODALITIES["ciss"].settings.caption() == "3 T · TR 6 · TE 2.7 ms · 50° · 0.6 mm"
