"""What `sculpt` wrote about each mesh in `manifest.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from anatomy_viewer.content.text_files import read_text
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import MeshFacts, Vector

MANIFEST = "manifest.json"
REMEDY = "Rebuild it with 'anatomy-viewer sculpt'."


class FeatureEntry(BaseModel):
    """A patch of faces."""

    anchor: Vector


class Entry(BaseModel):
    """One base structure: the right one of a pair. Lengths in mm; other keys are for people."""

    bounds: tuple[Vector, Vector]
    anchor: Vector
    triangles: Annotated[int, Field(ge=0)]
    triangles_coarse: Annotated[int, Field(ge=0)]
    volume_mm3: float
    watertight: bool
    features: dict[str, FeatureEntry] = {}
    sha256: str = ""
    sha256_coarse: str = ""

    def facts(self, mirrored: bool) -> MeshFacts:
        """The facts on the structure's own side."""
        flip = _mirror if mirrored else _same
        low, high = (flip(corner) for corner in self.bounds)
        return MeshFacts(
            bounds=((min(low[0], high[0]), low[1], low[2]), (max(low[0], high[0]), high[1], high[2])),
            triangles=self.triangles,
            triangles_coarse=self.triangles_coarse,
            volume_mm3=self.volume_mm3,
            watertight=self.watertight,
            anchor=flip(self.anchor),
            feature_anchors={name: flip(feature.anchor) for name, feature in self.features.items()},
        )


_ENTRIES = TypeAdapter(dict[str, Entry])


def read_manifest(path: Path) -> Mapping[str, Entry]:
    """Base id → entry. Raises ContentError."""
    text = read_text(path)
    try:
        return _ENTRIES.validate_python(json.loads(text))
    except json.JSONDecodeError as error:
        raise ContentError(path, error.lineno, "this is not a JSON file.", REMEDY) from error
    except RecursionError as error:
        raise ContentError(path, None, "values are nested too deep.", REMEDY) from error
    except ValidationError as error:
        place = " → ".join(str(part) for part in error.errors()[0]["loc"])
        raise ContentError(path, None, f"'{place}' is missing or of the wrong kind.", REMEDY) from error


def _mirror(point: Vector) -> Vector:
    return (-point[0] + 0.0, point[1], point[2])


def _same(point: Vector) -> Vector:
    return point
