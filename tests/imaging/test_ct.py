"""CT in numbers: every tissue within its range, noise as stated, steel and bone brighter than flesh."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from anatomy_viewer.imaging.ct import BONE, SOFT, CtSettings, suited
from anatomy_viewer.imaging.modalities import MODALITIES
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.imaging.values import ct_value
from tests.imaging.phantoms import KINDS, axial, halves, subject, whole


def scan(of: Subject, settings: CtSettings | None = None, quality: str = "still", seed: int = 1) -> Picture:
    row = MODALITIES["ct"]
    return row.simulate(of, axial(), settings or row.settings, (128, 128), quality, seed)


@pytest.mark.parametrize("label", sorted(KINDS))
@pytest.mark.parametrize("quality", ["moving", "still"])
def test_every_tissue_lies_in_its_range(label: int, quality: str) -> None:
    picture = scan(whole(label), CtSettings(hardening=0.0), quality)
    row = ct_value(KINDS[label])
    assert row.low - 1.0 <= picture.values.mean() <= row.high + 1.0
    assert picture.unit == "HU"
    assert picture.notes == ("simulated",)


@pytest.mark.parametrize("kernel", [SOFT, BONE])
def test_noise_is_as_stated_and_thin_slices_have_more(kernel: str) -> None:
    settings = CtSettings(kernel=kernel, hardening=0.0)
    step = {SOFT: 0.4, BONE: 0.3}[kernel]
    plane = replace(axial(), width_mm=128 * step, height_mm=128 * step)
    water = whole(3, 128)

    def spread(thickness: float) -> float:
        changed = replace(settings, thickness_mm=thickness)
        return float(MODALITIES["ct"].simulate(water, plane, changed, (128, 128), "still", 4).values.std())

    assert spread(2.0) == pytest.approx(settings.noise, rel=0.15)
    assert spread(0.5) == pytest.approx(2.0 * spread(2.0), rel=0.15)


def test_contrast_fills_arteries_first_then_veins() -> None:
    row = MODALITIES["ct_contrast"]
    assert row.simulate(whole(7), axial(), row.settings, (64, 64), "still", 1).values.mean() > 250.0
    late = replace(row.settings, contrast="venous")
    assert row.simulate(whole(7), axial(), late, (64, 64), "still", 1).values.mean() < 200.0
    assert 40.0 <= scan(whole(7)).values.mean() <= 65.0


def test_bone_kernel_is_sharper() -> None:
    def edge(kernel: str) -> float:
        values = scan(halves(2, 1), CtSettings(kernel=kernel, noise_hu=0.0, hardening=0.0)).values
        return float(np.abs(np.diff(values.mean(axis=0))).max())

    assert edge(BONE) > 1.2 * edge(SOFT)


def test_patients_right_is_on_the_left_of_the_image() -> None:
    """x grows to the right of the patient: muscle there, fat on the left."""
    values: NDArray[np.float32] = scan(halves(2, 1)).values
    assert values[:, :40].mean() > 0.0 > values[:, -40:].mean()


def test_bone_darkens_what_lies_between_it() -> None:
    labels = np.full((64, 64, 16), 1, np.uint8)
    labels[4:18, 20:44], labels[46:60, 20:44] = 4, 4
    plane = replace(axial(31.0), width_mm=31.0)
    clear, hard = (
        MODALITIES["ct"]
        .simulate(subject(labels), plane, CtSettings(noise_hu=0.0, hardening=h), (62, 62), "still", 1)
        .values
        for h in (0.0, 1.0)
    )
    change = hard - clear
    assert change[24:38, 26:36].mean() < -2.0
    assert abs(change[:8, 26:36].mean()) < 1.0


def test_same_input_gives_the_same_bytes_and_another_seed_other_noise() -> None:
    first, again, other = scan(halves(1, 2)), scan(halves(1, 2)), scan(halves(1, 2), seed=2)
    assert first.values.tobytes() == again.values.tobytes()
    assert first.values.tobytes() != other.values.tobytes()
    assert first.labels.shape == first.values.shape == (128, 128)


def test_caption_says_how_it_was_made() -> None:
    assert scan(whole(1)).caption == "120 kV · soft · 2 mm"
    assert (
        CtSettings(contrast="venous", kernel=BONE, thickness_mm=1.0).caption()
        == "120 kV · bone · 1 mm · contrast, 70 s"
    )


def test_the_bone_window_suits_the_sharp_kernel() -> None:
    row = MODALITIES["ct"]
    assert suited(row.settings, row.windows["bone"]).kernel == BONE
    assert suited(row.settings, row.windows["soft"]) == row.settings == suited(row.settings, None)
