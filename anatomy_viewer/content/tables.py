"""The atlas as rows for `atlas` and `points`: plain values, ready for JSON."""

from __future__ import annotations

from typing import Any

from anatomy_viewer.model.anatomy import Atlas, Point, Structure

Row = dict[str, Any]


def atlas_rows(atlas: Atlas) -> list[Row]:
    """One row a structure and side; lengths in mm, volumes in mm3."""
    return [_structure_row(structure, atlas) for structure in atlas.structures.values()]


def _structure_row(structure: Structure, atlas: Atlas) -> Row:
    facts = atlas.facts[structure.id]
    return {
        "id": structure.id,
        "en": structure.names.en,
        "la": structure.names.la,
        "zh": structure.names.zh,
        "system": structure.system,
        "side": structure.side,
        "triangles": facts.triangles,
        "triangles_coarse": facts.triangles_coarse,
        "bounds": [list(corner) for corner in facts.bounds],
        "volume_mm3": facts.volume_mm3,
        "watertight": facts.watertight,
        "source": list(structure.source),
        "confidence": structure.confidence,
    }


def point_rows(atlas: Atlas) -> list[Row]:
    """One row a point. `published` and `sd` have one part a study, in the same order; nothing is averaged."""
    return [_point_row(point) for point in atlas.points.values()]


def _point_row(point: Point) -> Row:
    return {
        "id": point.id,
        "kind": point.kind,
        "en": point.names.en,
        "zh": point.names.zh,
        "position": list(point.position),
        "published": [
            {"source": s.source, "lateral": s.lateral, "caudal": s.caudal, "confidence": s.confidence}
            for s in point.published
        ],
        "sd": [{"source": s.source, "lateral": s.lateral_sd, "caudal": s.caudal_sd} for s in point.published],
        "shift_mm": point.shift_mm,
        "source": list(point.source),
        "confidence": point.confidence,
    }
