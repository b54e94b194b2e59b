"""Several closed bodies in one mesh."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from anatomy_viewer.geometry.mesh import Mesh


def together(bodies: Iterable[Mesh]) -> Mesh:
    """One mesh of all `bodies`, each still closed by itself; their patches are dropped."""
    parts = tuple(bodies)
    starts = np.cumsum([0, *(len(part.vertices) for part in parts[:-1])])
    faces = [part.faces + start for part, start in zip(parts, starts, strict=True)]
    return Mesh(
        np.concatenate([part.vertices for part in parts]),
        np.concatenate(faces).astype(np.int32),
        np.concatenate([part.normals for part in parts]),
        np.concatenate([part.colours for part in parts]),
        np.zeros(sum(len(part.faces) for part in parts), dtype=np.uint8),
    )
