"""`tissue.json` and ITK-SNAP's label table: what the numbers of the tissue volume mean."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.volume.fibres import Fibres
from anatomy_viewer.sculpt.volume.grid import ORIGIN, SHAPE, SPACING
from anatomy_viewer.sculpt.volume.tissues import Tissue


def legend(found: Mapping[int, Tissue], counts: NDArray[np.int64], fibres: Mapping[str, Fibres]) -> str:
    """The text of tissue.json: the grid, and by label id, name, colour, class, cm³ and the direction of its fibres."""
    rows = {
        str(label): {
            "id": t.id,
            "name": t.name,
            "rgb": list(t.colour),
            "tissue": t.tissue,
            "cm3": round(float(counts[label]) * SPACING**3 / 1000.0, 3),
            **(fibres[t.id].as_json() if t.id in fibres else {}),
        }
        for label, t in sorted(found.items())
    }
    grid = {"origin": list(ORIGIN), "spacing": SPACING, "shape": list(SHAPE), "frame": "RAS mm, origin EOP"}
    return json.dumps({"grid": grid, "labels": rows}, indent=1) + "\n"


def itk_snap(found: Mapping[int, Tissue]) -> str:
    """ITK-SNAP's label description: index, red, green, blue, opacity, visible, in the mesh, name."""
    lines = ["# ITK-SnAP Label Description File"]
    for label, t in sorted(found.items()):
        seen = int(label > 0)
        lines.append(
            f'{label:5d} {" ".join(f"{c:4d}" for c in t.colour)} {seen:8d} {seen:2d} {seen:2d}    "{t.name}"'
        )
    return "\n".join(lines) + "\n"
