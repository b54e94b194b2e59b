"""The face of a cut: what each tissue looks like inside, with the rim that bone, cortex, skin and vessels have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import OWN
from anatomy_viewer.scene.canvas import Body, joined
from anatomy_viewer.scene.cut import Shape
from anatomy_viewer.scene.look import Look, Paint, vertex_colours
from anatomy_viewer.scene.shading import GRAINS

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
Colour = tuple[int, int, int]

_VERTEBRA = re.compile(r"atlas|axis|c\d_vertebra")
# The rim stands this far (mm) before the rest of its face; where it is thinner than that, a body is all rim.
_BEFORE = 0.015
# Mean of red, green and blue up to which the surface of a brain is cortex, and from which it is white matter.
_CORTEX = 208.0, 222.0
# Of the way to the other side a rim takes no more than this.
_HALF = 0.5
_ROWS = 512
_INSIDE = 0.85  # of its colour that the cut face of a user's own mesh keeps


@dataclass(frozen=True)
class Tissue:
    """A cut face: its colour and grain (a name in `shading.GRAINS`), and the colour and width (mm) of its rim."""

    grain: str
    core: Colour
    rim: Colour = (0, 0, 0)
    width: float = 0.0


_BY_SYSTEM: Mapping[str, Tissue] = MappingProxyType(
    {
        "bones": Tissue("cancellous", (205, 160, 124), (240, 228, 202), 1.6),
        "muscles": Tissue("fascicles", (158, 58, 50), (206, 150, 132), 0.35),
        "nerves": Tissue("bundles", (244, 214, 132), (214, 170, 70), 0.35),
        "arteries": Tissue("plain", (104, 12, 22), (226, 120, 112), 0.55),
        "veins": Tissue("plain", (52, 30, 66), (132, 140, 190), 0.3),
        "ligaments": Tissue("fibres", (214, 204, 178)),
        "cns": Tissue("matter", (238, 222, 204), (190, 146, 130), 0.9),
        "skin": Tissue("lobules", (226, 200, 144), (224, 172, 146), 1.8),
    }
)
_BY_ID: Mapping[str, Tissue] = MappingProxyType(
    {
        "subcutaneous_fat": Tissue("lobules", (238, 208, 126)),
        "spinal_cord_cervical": Tissue("cord", (240, 226, 208), (232, 214, 196), 0.2),
        "cerebral_hemisphere": Tissue("matter", (242, 230, 214), (186, 140, 128), 2.8),
        "cerebellum": Tissue("folia", (240, 224, 206), (184, 134, 120), 1.1),
        "midbrain": Tissue("matter", (232, 212, 194), (224, 200, 182), 0.5),
        "pons": Tissue("matter", (232, 212, 194), (224, 200, 182), 0.5),
        "medulla_oblongata": Tissue("matter", (232, 212, 194), (224, 200, 182), 0.5),
        # Nuclei are stained, as in a diagram: grey in grey they could not be told from what is round them.
        "spinal_trigeminal_nucleus": Tissue("matter", (206, 134, 122)),
        "spinal_trigeminal_tract": Tissue("matter", (242, 216, 140)),
        "dorsal_horn_c1_c3": Tissue("matter", (194, 118, 130)),
        "periaqueductal_grey": Tissue("matter", (142, 162, 188)),
        "locus_coeruleus": Tissue("matter", (80, 106, 180)),
        "nucleus_raphe_magnus": Tissue("matter", (132, 170, 166)),
        "superior_salivatory_nucleus": Tissue("matter", (152, 176, 120)),
        "thalamus": Tissue("matter", (212, 166, 140)),
        "hypothalamus": Tissue("matter", (206, 152, 158)),
        "primary_somatosensory_cortex": Tissue("matter", (214, 142, 120)),
        "insula": Tissue("matter", (212, 162, 150)),
        "anterior_cingulate_cortex": Tissue("matter", (198, 148, 178)),
    }
)


def tissue_of(name: str, system: str) -> Tissue:
    """The tissue of a structure (id with or without its side)."""
    base = name.removesuffix("_r").removesuffix("_l")
    if base.startswith("disc_"):
        return Tissue("fibres", (214, 216, 204), (198, 190, 168), 3.2)
    if system == "bones" and _VERTEBRA.match(base):
        return replace(_BY_SYSTEM[system], width=0.9)
    return _BY_ID.get(base, _BY_SYSTEM[system])


def _tissue(name: str, system: str, mesh: Mesh) -> Tissue:
    """`tissue_of`; a user's own mesh is of one stuff, in its own colour."""
    if system != OWN:
        return tissue_of(name, system)
    red, green, blue = np.round(mesh.colours.mean(axis=0) * _INSIDE).astype(int).tolist()
    return Tissue("plain", (red, green, blue))


def section_colours(tissue: Tissue, mesh: Mesh, system: str, paint: Paint, look: Look) -> Bytes:
    """(2, 4): core and rim as `paint` and `look` have them."""
    sample = replace(mesh, colours=np.array([tissue.core, tissue.rim], np.uint8))
    plain = replace(paint, marked=frozenset(), chosen=frozenset(), course=None, opacity=1.0)
    return vertex_colours(sample, system, plain, look)


def cap_colour(name: str, mesh: Mesh, system: str, paint: Paint, look: Look) -> Bytes:
    """(4,) uint8: the plain face of a cut, without grain and shine; see-through where the structure is."""
    core = section_colours(_tissue(name, system, mesh), mesh, system, paint, look)[0]
    core[3] = round(255.0 * paint.opacity) if paint.opacity < 1.0 else 0
    return core


def section(name: str, mesh: Mesh, shape: Shape, system: str, paint: Paint, look: Look) -> Body | None:
    """The textured cap of `shape` with its rim, or None where the plane goes past; alpha names the grain."""
    start = shape.cap_from
    faces = shape.faces[shape.faces.min(axis=1, initial=len(shape.vertices)) >= start] - start
    if not len(faces):
        return None
    tissue = _tissue(name, system, mesh)
    core, rim = section_colours(tissue, mesh, system, paint, look)
    core[3], rim[3] = GRAINS.index(tissue.grain), GRAINS.index("plain")
    corners, normal = shape.vertices[start:], shape.normals[start:]
    parts = [_body(corners, normal, core, faces)]
    if tissue.width > 0.0:
        inner = _inner(corners, shape.seam, normal[0], tissue.width)
        raised = np.concatenate([corners, inner]) + normal[0] * np.float32(_BEFORE)
        rims = np.tile(_rims(rim, core, tissue, mesh, shape), (2, 1))
        parts.append(_body(raised, np.concatenate([normal, normal]), rims, _strip(shape.seam, len(corners))))
    whole = joined(parts)
    return replace(whole, local=_local(whole.vertices, mesh, tissue))


def _rims(rim: Bytes, core: Bytes, tissue: Tissue, mesh: Mesh, shape: Shape) -> Bytes:
    """(n, 4): the rim's colour at each corner; that of the core where the surface is no cortex but white matter."""
    rims = np.tile(rim, (len(shape.vertices) - shape.cap_from, 1))
    if tissue.grain == "matter":
        dark, pale = _CORTEX
        bare = np.clip((shape.rim_of(mesh.colours).mean(axis=1) - dark) / (pale - dark), 0.0, 1.0)[:, None]
        rims[: len(bare), :3] = np.round((1.0 - bare) * rim[:3] + bare * core[:3]).astype(np.uint8)
    return rims


def _body(
    places: NDArray[np.float32], normals: NDArray[np.float32], rgba: Bytes, faces: NDArray[np.integer]
) -> Body:
    colours = np.broadcast_to(rgba, (len(places), 4)).copy()
    return Body(places.astype(np.float32), normals.astype(np.float32), colours, faces.astype(np.int32))


def _strip(seam: NDArray[np.integer], count: int) -> NDArray[np.integer]:
    """Triangles between the contour's corners and the inner ones that follow them, `count` later."""
    a, b = seam[:, 0], seam[:, 1]
    return np.concatenate([np.column_stack([a, b, b + count]), np.column_stack([a, b + count, a + count])])


def _inner(
    corners: NDArray[np.float32], seam: NDArray[np.integer], front: NDArray[np.float32], width: float
) -> NDArray[np.float32]:
    """(n, 3): each corner of the contour moved inwards by `width` mm, or half way to the other side."""
    places, normal = corners.astype(np.float64), front.astype(np.float64)
    along = places[seam[:, 1]] - places[seam[:, 0]]
    left = np.cross(normal, along)
    inward = np.zeros_like(places)
    for ends in seam.T:
        np.add.at(inward, ends, left)
    inward /= np.maximum(np.linalg.norm(inward, axis=1, keepdims=True), 1e-9)
    across = np.cross(normal, _aside(normal))
    flat = np.column_stack([places @ _aside(normal), places @ across])
    way = np.column_stack([inward @ _aside(normal), inward @ across])
    depth = np.minimum(width, _HALF * _thickness(flat, way, seam))
    return (places + inward * depth[:, None]).astype(np.float32)


def _aside(normal: Floats) -> Floats:
    """A unit vector in the plane that `normal` stands on."""
    axis = np.eye(3)[np.abs(normal).argmin()]
    aside = np.cross(normal, axis)
    return np.asarray(aside / np.linalg.norm(aside))


def _thickness(places: Floats, way: Floats, seam: NDArray[np.integer]) -> Floats:
    """(n,): mm from each corner (n, 2) along `way` to the next segment of the contour; infinite where there is none."""
    start, along = places[seam[:, 0]], places[seam[:, 1]] - places[seam[:, 0]]
    found = np.empty(len(places))
    for first in range(0, len(places), _ROWS):
        rows = slice(first, first + _ROWS)
        to, ray = start[None] - places[rows, None], way[rows, None]
        turn = ray[..., 0] * along[None, :, 1] - ray[..., 1] * along[None, :, 0]
        turn[turn == 0.0] = 1e-12
        far = (to[..., 0] * along[None, :, 1] - to[..., 1] * along[None, :, 0]) / turn
        share = (to[..., 0] * ray[..., 1] - to[..., 1] * ray[..., 0]) / turn
        hit = (far > 1e-3) & (share >= 0.0) & (share <= 1.0)
        found[rows] = np.where(hit, far, np.inf).min(axis=1)
    return found


def _local(places: NDArray[np.float32], mesh: Mesh, tissue: Tissue) -> NDArray[np.float32]:
    """(n, 3): where the grain is looked up: along a muscle's fibres in z, from the cord's own middle, else in space."""
    if tissue.grain == "cord":
        return _from_middle(places, mesh)
    if tissue.grain == "folia":
        return places - _fastigium(mesh)
    if tissue.grain not in ("fascicles", "fibres", "bundles"):
        return places
    middle = mesh.vertices.mean(axis=0)
    axes = np.linalg.eigh(np.cov((mesh.vertices - middle).T.astype(np.float64)))[1]
    return np.asarray((places - middle) @ axes.astype(np.float32), dtype=np.float32)


def _fastigium(mesh: Mesh) -> NDArray[np.float32]:
    """(3,): where the cerebellum's white matter comes together, behind the roof of the fourth ventricle."""
    low, high = mesh.vertices.min(axis=0), mesh.vertices.max(axis=0)
    return np.asarray(
        [0.0, low[1] + 0.72 * (high[1] - low[1]), low[2] + 0.52 * (high[2] - low[2])], dtype=np.float32
    )


def _from_middle(places: NDArray[np.float32], mesh: Mesh) -> NDArray[np.float32]:
    """(n, 3): x to the side, y forward of the middle of the cord at that height."""
    levels = np.linspace(mesh.vertices[:, 2].min(), mesh.vertices[:, 2].max(), 24)
    rows = np.abs(mesh.vertices[:, None, 2] - levels[None]).argmin(axis=1)
    middles = np.array([mesh.vertices[rows == i, :2].mean(axis=0) for i in range(len(levels))])
    local = places.copy()
    for axis in (0, 1):
        local[:, axis] -= np.interp(places[:, 2], levels, middles[:, axis])
    return local
