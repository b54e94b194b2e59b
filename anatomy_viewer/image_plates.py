"""The standard pictures of docs/imaging.md: each image plain, with names, and beside what is wrong.

`python -m anatomy_viewer.image_plates FOLDER [NAME…]` draws them all, or those named.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.model.imaged import ImagingSpec

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_SIZE, _GREYS, _AMBERS = 480, 40, 12
# Where a needle in the plane enters the image, 0–1 of its width and height.
_ENTRY = (0.97, 0.04)


@dataclass(frozen=True)
class Plate:
    """name: of the file; partner: what is wrong, as it is seen best; needle: the point that one goes to."""

    name: str
    image: ImagingSpec
    partner: ImagingSpec
    needle: str = ""


def _ill(modality: str, plane: str, pathology: str, severity: float = 0.8, window: str = "") -> ImagingSpec:
    return ImagingSpec(modality, plane, "right", window, pathology, severity, close=True)


PLATES = (
    Plate("ct_c1_c2", ImagingSpec("ct", "c1_c2"), _ill("ct_contrast", "axial", "vertebral_dissection")),
    Plate(
        "ct_c1_c2_bone",
        ImagingSpec("ct", "c1_c2", window="bone"),
        _ill("ct", "coronal", "c1c2_arthropathy", 1.0, "bone"),
    ),
    Plate("t1_oci", ImagingSpec("t1", "oci_axial"), _ill("t1", "axial", "vertebral_dissection")),
    Plate("t2_oci", ImagingSpec("t2", "oci_axial"), _ill("t2", "c2_ganglion", "c2_schwannoma")),
    Plate("stir_oci", ImagingSpec("stir", "oci_axial"), _ill("stir", "oci_axial", "gon_oedema")),
    Plate("t2_midsagittal", ImagingSpec("t2", "midsagittal"), _ill("t2", "midsagittal", "chiari")),
    Plate(
        "neurography",
        ImagingSpec("neurography", "gon_curved"),
        _ill("neurography", "gon_curved", "neuroma"),
    ),
    Plate(
        "ciss_trigeminal",
        ImagingSpec("ciss", "trigeminal_root"),
        _ill("ciss", "coronal", "trigeminal_conflict"),
    ),
    Plate("us_a", ImagingSpec("us", "nuchal_a"), _ill("us", "axial", "artery_contact")),
    Plate("us_b", ImagingSpec("us", "oci_b"), _ill("us", "oci_b", "gon_entrapment")),
    Plate("us_c", ImagingSpec("us", "facet_c"), ImagingSpec("us", "facet_c"), "tgt_ton_mid"),
    Plate("doppler_a", ImagingSpec("doppler", "nuchal_a"), _ill("doppler", "axial", "artery_helix")),
)


def draw_plates(folder: Path, names: tuple[str, ...] = ()) -> list[Path]:
    """The plates as PNG files in `folder`."""
    from PySide6.QtWidgets import QApplication

    from anatomy_viewer.specimen_files import read_specimen
    from anatomy_viewer.ui.picture_files import joined, written

    application = QApplication.instance() or QApplication(sys.argv[:1])
    specimen = read_specimen(meshes_dir())
    made = []
    for plate in PLATES:
        if names and plate.name not in names:
            continue
        sound, ill = (
            _page(specimen, plate.image, labels=True),
            _page(specimen, plate.partner, needle=plate.needle),
        )
        row = joined([_page(specimen, plate.image), sound, ill])
        made.append(written(folder / f"{plate.name}.png", _fewer_colours(row)))
        sys.stdout.write(f"{made[-1]}\n")
    del application
    return made


def _page(specimen: Any, spec: ImagingSpec, labels: bool = False, needle: str = "") -> QImage:
    from anatomy_viewer.content.imaged import divided, wanted_image
    from anatomy_viewer.imaging.subject import ImagedNeedle
    from anatomy_viewer.ui.imaged_pages import page_of
    from anatomy_viewer.ui.imaging_page import page_image, title_of
    from anatomy_viewer.ui.look import Look

    atlas = specimen.atlas
    wanted = wanted_image(spec, atlas, meshes_dir(), _SIZE)
    if needle and wanted.plane is not None:
        tip = np.array(atlas.points[needle].position)
        held = ImagedNeedle(np.array(wanted.plane.place(*_ENTRY)), tip)
        wanted = replace(wanted, subject=wanted.subject.with_needle(held))
    title = title_of(replace(spec, plane="") if spec.pathology else spec, "en")
    page = page_of(wanted, divided(wanted), atlas, "en", specimen.full if labels else None, title)
    return page_image(Look("dark"), page)


def _fewer_colours(image: QImage) -> QImage:
    """Few greys and ambers, the colours of blood: a tenth of the bytes, and no eye sees it under the noise."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QColor, QImage

    greys = [QColor.fromHslF(0.0, 0.0, i / (_GREYS - 1)) for i in range(_GREYS)]
    ambers = [QColor.fromHsvF(0.115, 0.6, i / (_AMBERS - 1)) for i in range(1, _AMBERS)]
    blood = [QColor.fromHsvF(hue, 0.9, i / 4) for hue in (0.0, 0.06, 0.63) for i in range(1, 5)]
    table = [colour.rgb() for colour in (*greys, *ambers, *blood)]
    return image.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)


def main(words: list[str]) -> int:
    """Draw into the folder named."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    draw_plates(Path(words[0] if words else "docs/pictures/imaging"), tuple(words[1:]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
