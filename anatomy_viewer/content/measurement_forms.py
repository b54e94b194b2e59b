"""The key `measurements` of a scene block: checked, read, and written from the picture."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from anatomy_viewer.content.forms import Form, one_of, wrong
from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.measuring import (
    ELLIPSE,
    KINDS,
    MOST_MEASUREMENTS,
    STRAIGHT,
    SURFACE,
    End,
    Measurement,
)

FARTHEST = 1000.0  # mm


def _end(value: Any) -> str | Vector:
    """A point's id, or three numbers of mm."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and len(value) == 3:
        parts = [
            float(part) for part in value if isinstance(part, int | float) and not isinstance(part, bool)
        ]
        if len(parts) == 3 and all(abs(part) <= FARTHEST for part in parts):
            return (parts[0], parts[1], parts[2])
    raise wrong(
        "an end is a point's id or three numbers.", "Write cp1, or [13.2, 4.1, -20] in mm from the EOP."
    )


_SCHEMA = {
    "oneOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "number"}, "minItems": 3, "maxItems": 3},
    ]
}
EndForm = Annotated[str | Vector, PlainValidator(_end), WithJsonSchema(_SCHEMA)]


class MeasurementForm(Form):
    """A distance, angle or ellipse in the picture. ends: point ids, or places in mm; along: the surface's structure."""

    kind: Annotated[str, one_of(tuple(KINDS))] = STRAIGHT
    ends: tuple[EndForm, ...]
    along: str = ""

    @model_validator(mode="after")
    def _fits(self) -> MeasurementForm:
        count = KINDS[self.kind]
        if len(self.ends) != count:
            raise wrong(
                f"'{self.kind}' takes {count} ends, not {len(self.ends)}.", "An angle's corner is its second."
            )
        if bool(self.along) != (self.kind == SURFACE):
            raise wrong(
                "'along' belongs to 'surface'.", "It names the structure on whose surface the way lies."
            )
        return self

    @property
    def points(self) -> tuple[str, ...]:
        """Ids of the ends that are points."""
        return tuple(end for end in self.ends if isinstance(end, str))

    def measurement(self, atlas: Atlas) -> Measurement:
        """What it describes; its names are known."""
        ends = tuple(
            End(atlas.points[end].position, end) if isinstance(end, str) else End(end, self.along)
            for end in self.ends
        )
        return Measurement(self.kind, ends, self.along)


Measurements = Annotated[tuple[MeasurementForm, ...], Field(max_length=MOST_MEASUREMENTS)]


def measurement_keys(measurement: Measurement, atlas: Atlas) -> dict[str, object]:
    """The form's keys in their order, places to a tenth of a mm, finer those of an ellipse: it is small."""
    digits = 2 if measurement.kind == ELLIPSE else 1
    ends = [
        end.on if end.on in atlas.points else [round(part, digits) + 0.0 for part in end.place]
        for end in measurement.ends
    ]
    found = {"kind": measurement.kind, "along": measurement.along, "ends": ends}
    return {key: value for key, value in found.items() if value and value != STRAIGHT}
