"""What is imported when images are first wanted; on a thread, since compiled kernels come with it."""

from __future__ import annotations

from collections.abc import Mapping

from anatomy_viewer.imaging.modality import Modality


def all_modalities() -> Mapping[str, Modality]:
    """The table, with every modality in it."""
    from anatomy_viewer.imaging.modalities import MODALITIES

    return MODALITIES
