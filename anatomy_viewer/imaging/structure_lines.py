"""Lines round a structure in an image: by its label, along its tube, or where its surface meets the image."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.course import outward_at
from anatomy_viewer.geometry.curve import arc_lengths, at_length
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.plane_section import section
from anatomy_viewer.imaging.outlines import contours, outlines
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.subject import Subject, Tube
from anatomy_viewer.model.image_plane import BENT

Reals = NDArray[np.float64]
# mm: grain that outlines are drawn with, finer those of tubes, and how much of the stairs of half-millimetre voxels is
# smoothed away
_GRAIN, _FINE, _SMOOTH = 0.25, 0.15, 0.5
# px of the image in which a tube is looked for first; mm between places along a tube; what is far from every tube.
_COARSE, _STEP, _FAR = 6, 0.25, 3.0
_BLOCK = np.ones((_COARSE, _COARSE), np.bool_)
_STRIDE = 4  # px between places at which the tissue's shift is known
_TURNS = 8  # of the search for the pixel that shows a place


def structure_lines(picture: Picture, subject: Subject, name: str, mesh: Mesh | None) -> list[Reals]:
    """Lines (n, 2) of u and v, fractions of the image from its upper left corner, round the structure `name`.

    mesh: its surface. An image that is bent along a nerve shows no outline of what is neither label nor tube.
    """
    numbers = [number for number, owner in subject.ids.items() if owner == name]
    if numbers:
        fine = picture.plane.width_mm / picture.labels.shape[1]
        step = max(1, round(_GRAIN / fine))
        return outlines(picture.labels[::step, ::step], numbers, _SMOOTH / (fine * step))
    tubes = [tube for tube in subject.tubes.values() if tube.id == name]
    if tubes:
        return tube_lines(picture, tubes)
    if mesh is None or picture.plane.name in BENT:
        return []
    lines = section(mesh.vertices, mesh.faces, picture.plane)
    return list(lines if picture.warp is None or not len(lines) else seen_at(picture, lines))


def seen_at(picture: Picture, places: Reals) -> Reals:
    """(…, 2): where places (…, 2) of the flat plane are seen in an image whose tissue is pressed within its plane."""
    shift = _shift(picture)
    shape = np.array(picture.labels.shape[::-1])
    flat = places.reshape(-1, 2)
    found = flat.copy()
    for _ in range(_TURNS):  # the tissue gives way little by little, so that this comes to rest
        found = flat - _sampled(shift, (found * shape - 0.5) / _STRIDE)
    return found.reshape(places.shape)


def _sampled(values: Reals, at: Reals) -> Reals:
    """(n, 2): of values (2, r, c) between its nodes, at columns and rows (n, 2)."""
    last = np.array(values.shape[:0:-1]) - 1
    at = np.clip(at, 0.0, last - 1e-6)
    node = at.astype(np.int64)
    (x, y), (c, r) = (at - node).T, node.T
    low, high = (values[:, row, c] * (1.0 - x) + values[:, row, c + 1] * x for row in (r, r + 1))
    return np.asarray((low * (1.0 - y) + high * y).T)


@lru_cache(maxsize=2)
def _shift(picture: Picture) -> Reals:
    """(2, r, c): by how much, in fractions, what a pixel shows lies aside of it; every _STRIDE px."""
    assert picture.warp is not None
    step = _STRIDE
    warp = picture.warp[::step, ::step].astype(np.float64)
    rows, columns = warp.shape[:2]
    shape = np.array(picture.warp.shape[1::-1])
    u, v = (np.arange(columns) * step + 0.5) / shape[0], (np.arange(rows) * step + 0.5) / shape[1]
    gap = warp - np.array(picture.plane.centre)
    shift: Reals = np.stack(
        [
            gap @ np.array(picture.plane.across) / picture.plane.width_mm + 0.5 - u,
            gap @ np.array(picture.plane.down) / picture.plane.height_mm + 0.5 - v[:, None],
        ]
    )
    return shift


def tube_lines(picture: Picture, tubes: list[Tube]) -> list[Reals]:
    """Lines (n, 2) of u and v round nerves or vessels where the image cuts them, flat as they are drawn."""
    size = np.array(picture.labels.shape)
    step = max(1, round(_FINE / (picture.plane.width_mm / size[1])))
    rows, columns = -(-size // step)
    share = np.full((rows, columns), _FAR)
    pitch = step * _COARSE
    r, c = np.arange(0, size[0], pitch), np.arange(0, size[1], pitch)
    coarse = _places(picture, *np.meshgrid(r, c, indexing="ij"))
    for tube in tubes:
        line = _dense(tube)
        reach = 2.0 * float(line[:, 3].max()) + 1.5 * pitch * picture.plane.width_mm / size[1]
        line = _at_image(line, picture, coarse, reach)
        if len(line) > 1:
            at = np.nonzero(np.kron(_near(line, coarse, reach), _BLOCK)[:rows, :columns])
            places = _places(picture, at[0] * step, at[1] * step)
            share[at] = np.minimum(share[at], _share(line, tube.flat, places))
    if share.min() >= 1.0:
        return []
    return [(line * step + 0.5) / size[::-1] for line in contours(-share, -1.0)]


def _dense(tube: Tube) -> Reals:
    """(n, 4): stations every _STEP mm."""
    stations = np.asarray(tube.stations, dtype=np.float64)
    return at_length(stations, np.arange(0.0, arc_lengths(stations[:, :3])[-1], _STEP))


def _at_image(line: Reals, picture: Picture, coarse: Reals, reach: float) -> Reals:
    """The stretch of the line that lies no farther off the plane than the image does, `reach` mm added."""
    normal = np.array(picture.plane.normal)
    image, tube = coarse @ normal, line[:, :3] @ normal
    kept = np.flatnonzero((tube > image.min() - reach) & (tube < image.max() + reach))
    return line[max(kept[0] - 1, 0) : kept[-1] + 2] if len(kept) else line[:0]


def _near(line: Reals, coarse: Reals, reach: float) -> NDArray[np.bool_]:
    """(r, c): the places of a coarse grid (r, c, 3) within `reach` mm of the line."""
    from scipy.spatial import cKDTree

    gaps, _ = cKDTree(line[:, :3]).query(coarse, distance_upper_bound=reach)
    return np.isfinite(gaps)


def _places(picture: Picture, rows: NDArray[np.integer], columns: NDArray[np.integer]) -> Reals:
    """(…, 3) mm: where pixels lie."""
    if picture.warp is not None:
        return picture.warp[rows, columns].astype(np.float64)
    plane, (high, wide) = picture.plane, picture.labels.shape
    x = ((columns + 0.5) / wide - 0.5) * plane.width_mm
    y = ((rows + 0.5) / high - 0.5) * plane.height_mm
    return np.asarray(
        np.array(plane.centre) + x[..., None] * np.array(plane.across) + y[..., None] * np.array(plane.down)
    )


def _share(line: Reals, flat: float, places: Reals) -> Reals:
    """(n,): the distance of places (n, 3) from the tube's middle, in half widths of its section there."""
    from scipy.spatial import cKDTree

    _, nearest = cKDTree(line[:, :3]).query(places)
    axis = np.gradient(line[:, :3], axis=0)[nearest]
    axis /= np.maximum(np.linalg.norm(axis, axis=1, keepdims=True), 1e-9)
    foot = line[nearest]
    gap = places - foot[:, :3]
    gap -= np.clip((gap * axis).sum(axis=1, keepdims=True), -_STEP, _STEP) * axis  # between two stations
    thin = outward_at(foot[:, :3])
    thin = thin - (thin * axis).sum(axis=1, keepdims=True) * axis
    thin /= np.maximum(np.linalg.norm(thin, axis=1, keepdims=True), 1e-9)
    short = (gap * thin).sum(axis=1)
    long = np.sqrt(np.maximum((gap**2).sum(axis=1) - short**2, 0.0))
    return np.asarray(np.hypot(short / np.sqrt(flat), long * np.sqrt(flat)) / foot[:, 3])
