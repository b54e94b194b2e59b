"""What a picture shows as one GLB file: a body a structure, with names, colours and ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import trimesh

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Atlas

MM_PER_M = 1000.0
# glTF: metres, +y up, +z towards the viewer; ours: millimetres, +z up, +y forwards, so one looks from behind.
TO_GLTF = np.array([[-1.0, 0, 0, 0], [0, 0, 1.0, 0], [0, 1.0, 0, 0], [0, 0, 0, MM_PER_M]]) / MM_PER_M
ROUGHNESS = 0.55


def glb(
    names: Iterable[str], meshes: Mapping[str, Mesh], atlas: Atlas, opacity: Mapping[str, float]
) -> bytes:
    """The structures `names` in this order; `opacity` 0–1 of those that are seen through."""
    scene: Any = trimesh.Scene()

    for name in names:
        scene.add_geometry(
            _body(meshes[name], _about(name, atlas)), node_name=name, geom_name=name, transform=TO_GLTF
        )
    found: bytes = scene.export(file_type="glb", tree_postprocessor=lambda tree: _finish(tree, opacity))
    return found


def _about(name: str, atlas: Atlas) -> dict[str, Any]:
    structure = atlas.structures[name]
    names = {"en": atlas.name(name, "en"), "zh": atlas.name(name, "zh"), "la": structure.names.la}
    return {"id": name, "names": names, "ids": dict(structure.ids), "source": list(structure.source)}


def _body(mesh: Mesh, about: dict[str, Any]) -> trimesh.Trimesh:
    return trimesh.Trimesh(
        vertices=mesh.vertices, faces=mesh.faces, vertex_normals=mesh.normals, vertex_colors=mesh.colours,
        process=False, metadata=about,
    )  # fmt: skip


def _finish(tree: dict[str, Any], opacity: Mapping[str, float]) -> None:
    """A matt surface instead of glTF's metal, and glass where the picture sees through."""
    tree["asset"]["generator"] = "Anatomy Viewer"
    tree["asset"]["copyright"] = (
        "CC BY-SA 4.0, Anatomy Viewer authors; for education, not for clinical guidance"
    )
    materials: dict[float, int] = {}
    for body in tree["meshes"]:
        glass = opacity.get(body["name"], 1.0)
        number = materials.setdefault(glass, len(materials))
        for part in body["primitives"]:
            part["material"] = number
    tree["materials"] = [_material(glass) for glass in materials]


def _material(glass: float) -> dict[str, Any]:
    look = {"baseColorFactor": [1.0, 1.0, 1.0, glass], "metallicFactor": 0.0, "roughnessFactor": ROUGHNESS}
    return {"pbrMetallicRoughness": look, **({"alphaMode": "BLEND"} if glass < 1.0 else {})}
