"""What a mesh file says of itself in its first bytes: how many faces, in which axes, and what else it would fetch.

A file that claims more than is taken is refused from that, before it is read.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from anatomy_viewer.errors import ContentError

HEAD = 4096  # bytes in which the header of PLY and STL, and the remarks of OBJ, are looked for
_GLB_JSON = 20_000_000  # bytes that the description in a GLB may take
_TRIANGLES = 4  # glTF's number for triangles
_SPACE = re.compile(rb"SPACE\s*=\s*(LPS|RAS)")  # as 3D Slicer writes into STL, OBJ and PLY
_PLY_FACES = re.compile(rb"^element face (\d+)\s*$", re.MULTILINE)


def declared_faces(head: bytes, form: str, size: int) -> int | None:
    """How many faces the file claims to have; None where its form does not say so at its beginning.

    head: its first bytes, of a GLB all of its description; size: bytes of the whole file.
    """
    if form == "ply" and (found := _PLY_FACES.search(head.partition(b"end_header")[0])):
        return int(found[1])
    if form == "stl" and len(head) >= 84:
        count = int.from_bytes(head[80:84], "little")
        return count if size == 84 + 50 * count or head.lstrip()[:5] != b"solid" else None
    return None


def declared_space(head: bytes) -> str:
    """'LPS' or 'RAS' where the file says it; else ''."""
    found = _SPACE.search(head)
    return found[1].decode() if found else ""


def glb_description(data: bytes) -> dict[str, Any] | None:
    """The description (JSON) that a GLB begins with; None where it is none, or cut short."""
    length = int.from_bytes(data[12:16], "little")
    if data[:4] != b"glTF" or data[16:20] != b"JSON" or not 0 < length <= min(_GLB_JSON, len(data) - 20):
        return None
    try:
        found = json.loads(data[20 : 20 + length])
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def refuse_glb(found: dict[str, Any], path: Path) -> None:
    """What lies elsewhere is not fetched, and unknown ways of packing are named. Raises ContentError."""
    for part in _list(found, "buffers"):
        uri = part.get("uri") if isinstance(part, dict) else None
        if uri is not None and not str(uri).startswith("data:"):
            problem = "the GLB file keeps its shapes in another file."
            raise ContentError(path, None, problem, "Export it again as one binary file.")
    packed = [str(name) for name in _list(found, "extensionsRequired") if _is_packing(str(name))]
    if packed:
        problem = f"the GLB file is packed in a way that is not read ({packed[0][:60]})."
        raise ContentError(path, None, problem, "Export it again without compression.")


def glb_faces(found: dict[str, Any]) -> int:
    """How many triangles it claims to have, each body counted as often as it is placed."""
    bodies, accessors = _list(found, "meshes"), _list(found, "accessors")
    counts = [_faces_of(body, accessors) for body in bodies]
    placed = [node.get("mesh") for node in _list(found, "nodes") if isinstance(node, dict)]
    return sum(counts[at] for at in placed if isinstance(at, int) and 0 <= at < len(counts))


def glb_textured(found: dict[str, Any]) -> bool:
    """Does it bring pictures for its surfaces?"""
    return bool(_list(found, "images"))


def _is_packing(name: str) -> bool:
    return "draco" in name.lower() or "meshopt" in name.lower()


def _list(found: Any, key: str) -> list[Any]:
    value = found.get(key) if isinstance(found, dict) else None
    return value if isinstance(value, list) else []


def _faces_of(body: Any, accessors: list[Any]) -> int:
    total = 0
    for part in _list(body, "primitives"):
        if isinstance(part, dict) and part.get("mode", _TRIANGLES) == _TRIANGLES:
            at = part.get("indices", (part.get("attributes") or {}).get("POSITION"))
            known = isinstance(at, int) and 0 <= at < len(accessors) and isinstance(accessors[at], dict)
            count = accessors[at].get("count") if known else 0  # type: ignore[index]
            total += count // 3 if isinstance(count, int) and count > 0 else 0
    return total
