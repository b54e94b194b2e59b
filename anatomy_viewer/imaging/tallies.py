"""How much of an image each structure has, and its mean value there."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.imaging.picture import Picture


def counts(labels: NDArray[np.uint8], ids: Mapping[int, str]) -> dict[str, int]:
    """How many pixels each structure has, by its id, most first; several labels may be of one."""
    found: dict[str, int] = {}
    for number, count in enumerate(np.bincount(labels.ravel(), minlength=256).tolist()):
        name = ids.get(number, str(number))
        found[name] = found.get(name, 0) + count
    return {name: n for name, n in sorted(found.items(), key=lambda item: -item[1]) if n}


def means(picture: Picture, ids: Mapping[int, str]) -> dict[str, float]:
    """The mean of the picture's values over each structure's pixels, by its id."""
    flat = picture.labels.ravel()
    sums = np.bincount(flat, picture.values.ravel().astype(np.float64), minlength=256)
    total: dict[str, float] = {}
    for number in np.unique(flat).tolist():
        name = ids.get(number, str(number))
        total[name] = total.get(name, 0.0) + float(sums[number])
    return {name: total[name] / count for name, count in counts(picture.labels, ids).items()}
