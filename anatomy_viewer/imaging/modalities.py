"""`MODALITIES`: the table of what can be computed; a modality is one file and one row here. Cheap to import."""

from __future__ import annotations

from anatomy_viewer.imaging.ct import CT_ROWS
from anatomy_viewer.imaging.modality import MOVING, STILL, Modality, Simulate
from anatomy_viewer.imaging.mr import MR_ROWS
from anatomy_viewer.imaging.us import US_ROWS
from anatomy_viewer.imaging.us_doppler import DOPPLER_ROWS

__all__ = ["MODALITIES", "MOVING", "STILL", "Modality", "Simulate"]

MODALITIES: dict[str, Modality] = {row.key: row for row in (*CT_ROWS, *MR_ROWS, *US_ROWS, *DOPPLER_ROWS)}
