"""`PATHOLOGIES`: what can be changed in a subject, and `edited`, which changes it. Figures are model values.

A preset paints in a copy of the labels within its box and leads tubes anew; every modality shows the same change.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging import (
    pathology_artery,
    pathology_fossa,
    pathology_joint,
    pathology_nerve,
    pathology_root,
    pathology_tumour,
)
from anatomy_viewer.imaging.canvas import Box, Canvas
from anatomy_viewer.imaging.pathology_texts import ABOUT, NAMES
from anatomy_viewer.imaging.places import ganglion
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.texts import Text

Boxed = Callable[[Subject, str], Box]
Focused = Callable[[Subject, str], NDArray[np.float64]]
Painted = Callable[[Canvas, float, str], None]
# Edited subjects that are kept (25 MB each); steps of severity.
_KEPT, _STEPS = 3, 20
_LACKING = "the specimen lacks what this pathology changes."
# What a view asks of the settings of its modality: contrast medium and fat saturation, or the latter alone.
EXTRAS: dict[str, dict[str, float | bool]] = {
    "gd": {"gadolinium": 0.6, "fat_saturation": True},
    "fs": {"gadolinium": 0.0, "fat_saturation": True},
}


@dataclass(frozen=True)
class Pathology:
    """One preset. sided: is it on one side? views: (plane, modality) that show it best, the best first.

    t1: what T1 is looked at with, a key of `EXTRAS`. field: mm of height that show it well. source, confidence: of the
    figures.
    """

    id: str
    names: Text
    about: Text
    sided: bool
    views: tuple[tuple[str, str], ...]
    source: tuple[str, ...]
    confidence: str
    box: Boxed
    focus: Focused
    paint: Painted | None
    t1: str = ""
    field: float = 60.0

    @property
    def graded(self) -> bool:
        """Whether there is something to make more or less of."""
        return self.paint is not None


def _row(
    name: str,
    sided: bool,
    views: str,
    boxed: Boxed,
    focus: Focused,
    painted: Painted | None,
    source: tuple[str, ...] = (),
    confidence: str = "K",
    t1: str = "",
    field: float = 60.0,
) -> tuple[str, Pathology]:
    pairs = tuple((plane, key) for plane, key in (view.split(":") for view in views.split()))
    return name, Pathology(
        name, NAMES[name], ABOUT[name], sided, pairs, source, confidence, boxed, focus, painted, t1, field
    )


PATHOLOGIES: dict[str, Pathology] = dict(
    (
        _row("gon_oedema", True, "oci_axial:stir oci_axial:t2 oci_b:us",
             pathology_nerve.oedema_box, pathology_nerve.oedema_focus,
             pathology_nerve.oedema, ("SAA24", "CHO12")),
        _row("gon_entrapment", True, "oci_b:us oci_axial:stir oci_axial:t2",
             pathology_nerve.entrapment_box, pathology_nerve.entrapment_focus,
             pathology_nerve.entrapment, ("CHO12",)),
        _row("neuroma", True, "axial:stir axial:t1 sagittal:neurography",
             pathology_nerve.neuroma_box, pathology_nerve.neuroma_focus, pathology_nerve.neuroma, t1="gd"),
        _row("artery_contact", True, "nuchal_a:doppler nuchal_a:us axial:t2",
             pathology_artery.contact_box, pathology_artery.contact_focus,
             pathology_artery.contact, ("SAA24",), field=45.0),
        _row("artery_helix", True, "nuchal_a:doppler axial:ct_contrast axial:t2",
             pathology_artery.contact_box, pathology_artery.contact_focus,
             pathology_artery.helix, ("SAA24",), field=45.0),
        _row("c1c2_arthropathy", True, "coronal:ct coronal:stir sagittal:ct",
             pathology_joint.arthropathy_box, pathology_joint.arthropathy_focus,
             pathology_joint.arthropathy, ("CHA22",), field=90.0),
        _row("chiari", False, "midsagittal:t2 midsagittal:t1",
             pathology_fossa.chiari_box, pathology_fossa.focus, pathology_fossa.chiari, field=90.0),
        _row("trigeminal_conflict", True, "sagittal:ciss coronal:ciss trigeminal_root:ciss",
             pathology_root.root_box, pathology_root.root_focus, pathology_root.conflict, ("ICHD-3",), field=32.0),
        _row("trigeminal_contact", True, "sagittal:ciss coronal:ciss trigeminal_root:ciss",
             pathology_root.root_box, pathology_root.root_focus, pathology_root.touch, ("ICHD-3",), field=32.0),
        _row("c2_schwannoma", True, "c2_ganglion:t2 c2_ganglion:t1 c2_ganglion:ct",
             pathology_tumour.schwannoma_box, ganglion, pathology_tumour.schwannoma, t1="gd", field=80.0),
        _row("ganglion_enhances", False, "c2_ganglion:t1 c2_ganglion:stir c2_ganglion:ct_contrast",
             pathology_tumour.schwannoma_box, ganglion, None, t1="gd", field=80.0),
        _row("vertebral_dissection", True, "axial:t1 axial:ct_contrast",
             pathology_artery.dissection_box, pathology_artery.dissection_focus, pathology_artery.dissection, t1="fs"),
        _row("arteritis", True, "nuchal_a:doppler nuchal_a:us axial:t1",
             pathology_artery.arteritis_box, pathology_artery.arteritis_focus, pathology_artery.arteritis,
             t1="gd", field=45.0),
        _row("pannus", False, "midsagittal:t1 midsagittal:t2",
             pathology_joint.pannus_box, pathology_joint.pannus_focus, pathology_joint.pannus, t1="gd"),
        _row("low_pressure", False, "midsagittal:t1 axial:t1",
             pathology_fossa.low_pressure_box, pathology_fossa.focus, pathology_fossa.low_pressure,
             t1="gd", field=120.0),
        _row("meningioma", True, "axial:t1 coronal:t1 axial:t2",
             pathology_tumour.meningioma_box, pathology_tumour.meningioma_focus,
             pathology_tumour.meningioma, t1="gd"),
    )
)  # fmt: skip


def settings_of(name: str, modality: str) -> dict[str, float | bool]:
    """What is to be changed in the settings of `modality` so that the pathology is seen."""
    return EXTRAS.get(PATHOLOGIES[name].t1, {}) if modality == "t1" else {}


def severity_of(value: float) -> float:
    """A severity 0–1 in the steps of a twentieth that edits are made in."""
    return round(min(max(value, 0.0), 1.0) * _STEPS) / _STEPS


def edition_of(name: str, severity: float, side: str) -> str:
    """How the edition of a subject says that it has the pathology `name`."""
    return f"{name}={severity_of(severity):.2f} {side if PATHOLOGIES[name].sided else 'both'}"


_EDITED: OrderedDict[tuple[object, ...], tuple[Subject, Subject]] = OrderedDict()


def edited(subject: Subject, name: str, severity: float, side: str = "right") -> Subject:
    """The subject with the pathology `name` on `side`; itself at severity 0. Kept.

    Raises KeyError for no pathology, ContentError for a specimen without what it changes.
    """
    pathology, share = PATHOLOGIES[name], severity_of(severity)
    if pathology.paint is None or share == 0.0:
        return subject
    edition = edition_of(name, share, side)
    key = (id(subject), edition)
    if key in _EDITED:
        _EDITED.move_to_end(key)
        return _EDITED[key][1]
    try:
        canvas = Canvas(subject, pathology.box(subject, side))
        pathology.paint(canvas, share, side)
    except (LookupError, ValueError, StopIteration) as error:
        raise ContentError("the images", None, _LACKING) from error
    _EDITED[key] = subject, canvas.done(edition)  # the first is kept, so that its id stays its own
    while len(_EDITED) > _KEPT:
        _EDITED.popitem(last=False)
    return _EDITED[key][1]


def place_of(subject: Subject, name: str, side: str = "right") -> Vector:
    """The place (mm) at which the pathology is seen best: planes that show it go through here."""
    pathology = PATHOLOGIES[name]
    try:
        x, y, z = (float(value) for value in pathology.focus(subject, side))
    except (LookupError, ValueError, StopIteration) as error:
        raise ContentError("the images", None, _LACKING) from error
    return x, y, z
