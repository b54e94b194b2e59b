"""Pathologies: they change what they should, more with severity, and nothing outside their box."""

import numpy as np
import pytest

from anatomy_viewer.content.imaging_subject import read_subject
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.imaging.canvas import BONE, beside
from anatomy_viewer.imaging.pathology import PATHOLOGIES, edited, place_of, settings_of, severity_of
from anatomy_viewer.imaging.places import foramen_magnum, ganglion
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.imaging.values import ct_value, mr_value

GRADED = [name for name, row in PATHOLOGIES.items() if row.graded]
SIDED = [name for name in GRADED if PATHOLOGIES[name].sided]


@pytest.fixture(scope="module")
def subject() -> Subject:
    return read_subject(meshes_dir())


def bounds(changed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest node that is True."""
    rows = [np.flatnonzero(changed.any(axis=tuple(b for b in range(3) if b != a))) for a in range(3)]
    return np.array([row[0] for row in rows]), np.array([row[-1] for row in rows])


def share_of(subject: Subject, *ids: str) -> int:
    counts = np.bincount(subject.labels.ravel(order="K"), minlength=256)
    return int(sum(counts[n] for n, item in subject.ids.items() if item in ids))


@pytest.mark.parametrize("name", GRADED)
def test_nothing_outside_the_box_changes(subject: Subject, name: str) -> None:
    ill = edited(subject, name, 1.0, "left")
    changed = ill.labels != subject.labels
    first, last = bounds(changed)
    low, high = PATHOLOGIES[name].box(subject, "left")
    assert np.count_nonzero(changed) > 300
    assert (subject.origin + subject.spacing * first >= low - subject.spacing).all()
    assert (subject.origin + subject.spacing * last <= high + subject.spacing).all()
    assert (np.array(place_of(subject, name, "left")) > low).all()


@pytest.mark.parametrize("name", SIDED)
def test_a_sided_pathology_stays_on_its_side(subject: Subject, name: str) -> None:
    for side, sign in (("right", 1.0), ("left", -1.0)):
        ill = edited(subject, name, 0.6, side)
        counts = (ill.labels != subject.labels).sum(axis=(1, 2))
        x = subject.origin[0] + subject.spacing * np.arange(len(counts))
        assert np.average(x * sign, weights=counts) > 1.0


@pytest.mark.parametrize("name", list(PATHOLOGIES))
def test_severity_nothing_is_the_normal_subject(subject: Subject, name: str) -> None:
    assert edited(subject, name, 0.0) is subject
    assert edited(subject, name, 0.004) is subject


@pytest.mark.parametrize("name", GRADED)
def test_every_new_tissue_has_values_of_its_own(subject: Subject, name: str) -> None:
    ill = edited(subject, name, 0.7)
    usual = ct_value("soft tissue"), mr_value("soft tissue")
    for number in set(ill.ids) - set(subject.ids):
        kind = ill.kinds[number]
        assert (ct_value(kind), mr_value(kind)) != usual, kind
    assert all("=" in part for part in ill.edition[len(subject.edition) :])


def test_the_same_severity_is_edited_once(subject: Subject) -> None:
    assert edited(subject, "pannus", 0.5) is edited(subject, "pannus", 0.51)
    assert severity_of(0.51) == 0.5
    assert edited(subject, "pannus", 0.5) is not edited(subject, "pannus", 0.6)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("gon_oedema", ("gon_right",)),
        ("neuroma", ("neuroma", "scar_round_neuroma")),
        ("chiari", ("tonsil", "syrinx")),
        ("c2_schwannoma", ("schwannoma",)),
        ("c1c2_arthropathy", ("sclerosis", "marrow_oedema", "osteophyte")),
        ("pannus", ("pannus",)),
        ("low_pressure", ("thick_dura", "vein", "hypophysis")),
        ("meningioma", ("meningioma",)),
        ("vertebral_dissection", ("mural_haematoma",)),
        ("arteritis", ("inflamed_wall",)),
    ],
)
def test_more_severe_is_larger(subject: Subject, name: str, ids: tuple[str, ...]) -> None:
    sizes = [share_of(edited(subject, name, severity), *ids) for severity in (0.3, 0.65, 1.0)]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 1.2 * sizes[0]


def test_swollen_nerve_is_thick_where_it_should_be(subject: Subject) -> None:
    key = "greater_occipital_nerve_r"
    ill = edited(subject, "gon_oedema", 1.0)
    wide, usual = ill.tubes[key].stations[:, 3], subject.tubes[key].stations[:, 3]
    assert wide.max() == pytest.approx(1.75 * usual.max(), rel=0.03)
    assert ill.tubes[key].swelling is not None
    assert ill.tubes[key.replace("_r", "_l")] is subject.tubes[key.replace("_r", "_l")]


def test_entrapped_nerve_is_thick_before_the_gap_and_thin_in_it(subject: Subject) -> None:
    key = "greater_occipital_nerve_r"
    radius = edited(subject, "gon_entrapment", 1.0).tubes[key].stations[:, 3]
    usual = float(np.median(subject.tubes[key].stations[:20, 3]))
    thick, thin = int(radius[:100].argmax()), int(radius[:90].argmin())
    assert radius[thick] > 1.4 * usual
    assert radius[thin] < 0.75 * usual
    assert thick < thin


def test_a_cut_nerve_ends_in_semispinalis(subject: Subject) -> None:
    key = "greater_occipital_nerve_r"
    ill = edited(subject, "neuroma", 0.8)
    end = ill.tubes[key].stations[-1, :3]
    assert beside(subject, end[None], "semispinalis_capitis_r", 4.0)[0]
    assert not [name for name in ill.tubes if name.startswith(f"{key}/")]


def test_root_in_conflict_is_thin_and_a_touched_one_is_not(subject: Subject) -> None:
    key = "trigeminal_root_r"
    usual = subject.tubes[key].stations[-1, 3]
    ill, touched = (
        edited(subject, name, 1.0).tubes for name in ("trigeminal_conflict", "trigeminal_contact")
    )
    assert ill[key].stations[-1, 3] == pytest.approx(0.6 * usual, rel=0.05)
    assert touched[key].stations[-1, 3] == pytest.approx(usual, rel=0.02)
    for tubes in (ill, touched):
        artery, root = tubes["superior_cerebellar_artery_r"].stations, tubes[key].stations
        gaps = np.linalg.norm(artery[:, None, :3] - root[None, :, :3], axis=2)
        gaps = gaps - artery[:, None, 3] - root[None, :, 3]
        assert abs(gaps.min()) < 0.7


def test_tonsils_lie_below_the_foramen(subject: Subject) -> None:
    basion, opisthion = foramen_magnum(subject)
    ill = edited(subject, "chiari", 1.0)
    numbers = [n for n, item in ill.ids.items() if item == "tonsil"]
    lowest = np.argwhere(np.isin(ill.labels, numbers))[:, 2].min()
    level = max(basion[2], opisthion[2])
    assert level - (ill.origin[2] + ill.spacing * lowest) > 12.0


def test_low_pressure_lets_the_brain_sink(subject: Subject) -> None:
    ill, middle = edited(subject, "low_pressure", 1.0), round(-subject.origin[0] / subject.spacing)
    brain = [n for n, kind in subject.kinds.items() if kind == "grey matter"]
    behind = slice(round((25.0 - subject.origin[1]) / 0.5), round((50.0 - subject.origin[1]) / 0.5))
    lowest = [np.argwhere(np.isin(s.labels[middle, behind], brain))[:, 1].min() for s in (ill, subject)]
    assert 2.0 <= (lowest[1] - lowest[0]) * 0.5 <= 6.0


def test_a_meningioma_sits_on_the_wall_and_dents_the_cord(subject: Subject) -> None:
    from scipy.ndimage import binary_dilation

    ill = edited(subject, "meningioma", 1.0)
    tumour = np.isin(ill.labels, [n for n, item in ill.ids.items() if item == "meningioma"])
    wall = np.isin(ill.labels, [n for n, k in ill.kinds.items() if k in ("dura", "ligament", "fat")])
    cord = np.isin(
        subject.labels, [n for n, k in subject.kinds.items() if k == "white matter" or "cord" in k]
    )
    assert (binary_dilation(tumour) & wall).sum() > 300
    assert (tumour & cord).sum() > 100


def test_there_is_a_hypophysis_which_takes_up_contrast(subject: Subject) -> None:
    size = share_of(subject, "hypophysis", "neurohypophysis") * 0.125
    assert 100.0 < size < 500.0  # mm³ of the hind half that lies in the grid
    assert mr_value("hind lobe").at(3.0)[0] < mr_value("hypophysis").at(3.0)[0]
    assert mr_value("hypophysis").uptake == 1.0


def test_no_pathology_paints_bone_that_it_should_not(subject: Subject) -> None:
    bone = np.isin(subject.labels, [n for n, kind in subject.kinds.items() if kind in BONE])
    for name in ("gon_oedema", "gon_entrapment", "neuroma", "artery_helix", "chiari", "trigeminal_conflict"):
        ill = edited(subject, name, 1.0)
        assert (ill.labels[bone] == subject.labels[bone]).all(), name


def test_the_enhancing_ganglion_is_normal(subject: Subject) -> None:
    assert edited(subject, "ganglion_enhances", 1.0) is subject
    assert settings_of("ganglion_enhances", "t1")["gadolinium"] == 0.6
    assert not settings_of("ganglion_enhances", "stir")
    assert np.abs(np.array(place_of(subject, "ganglion_enhances"))[2] - ganglion(subject, "right")[2]) < 6.0
    assert mr_value("ganglion").uptake > 5.0 * mr_value("nerve").uptake


def test_texts_are_in_both_languages() -> None:
    for row in PATHOLOGIES.values():
        assert row.names.en
        assert row.names.zh
        assert len(row.about.en) > 80
        assert len(row.about.zh) > 30
