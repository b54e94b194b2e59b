"""A nerve or vessel taken out of a labelled volume and drawn where it runs in another specimen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.course import outward_at
from anatomy_viewer.geometry.curve import arc_lengths, at_length, nearest_on, tangents
from anatomy_viewer.imaging.subject import Labels, Subject, Tube

Reals = NDArray[np.float64]
Nodes = NDArray[np.int64]
# mm: how much of a change is one. Lens of fat round the greater occipital nerve and wall of an artery, as
# sculpt/volume/soft.py builds them; how far beyond its radius a tube's voxels may lie; steps along a course. Then how
# many voxels deep a hole may be filled from its rim.
_MOVED, LENS, WALL, _BEYOND, _STEP, _DEPTH = 0.1, 1.3, 0.55, 0.5, 0.4, 40
_LINED = ("nerve", "arterial blood", "venous blood", "vessel wall")
_NEIGHBOURS = np.array([step for step in np.ndindex(3, 3, 3) if step != (1, 1, 1)]) - 1


def rerun(subject: Subject, old: Sequence[Tube], new: Sequence[Tube]) -> Labels:
    """A copy of the subject's labels in which `old`, parts of one nerve or vessel, run as `new` does.

    Only where they differ; what the old ones leave is filled with what lies round it.
    """
    labels = subject.labels.copy(order="K")
    own, lens = _own_labels(subject, old), _number(subject, "nerve_fat")
    wide = LENS if lens in own else _BEYOND
    gone, come = _changed(old, new), _changed(new, old)
    kept = [t for t in subject.tubes.values() if t.kind == old[0].kind and t not in old]
    if gone:
        _fill(labels, _taken(subject, labels, gone, own, wide, kept), own)
    for tube in come:
        _draw(subject, labels, tube, own, lens)
    labels.setflags(write=False)
    return labels


def _changed(these: Sequence[Tube], others: Sequence[Tube]) -> list[Tube]:
    """The stretches of `these` that run, or are as wide, as none of `others` is."""
    found = []
    for tube in these:
        away = np.full(len(tube.stations), np.inf)
        for other in others:
            gap, at = nearest_on(other.stations[:, :3], tube.stations[:, :3])
            wide = np.interp(at, arc_lengths(other.stations[:, :3]), other.stations[:, 3])
            away = np.minimum(away, gap + np.abs(wide - tube.stations[:, 3]))
        far = np.convolve(away > _MOVED, np.ones(5), "same") > 0  # two stations more at both ends
        edges = np.flatnonzero(np.diff(np.concatenate([[0], far.astype(np.int8), [0]])))
        for a, b in zip(edges[::2], edges[1::2], strict=True):
            if b - a > 1:
                found.append(replace(tube, stations=tube.stations[a:b], swelling=None))
    return found


def nodes_within(subject: Subject, tube: Tube, beyond: float) -> Nodes:
    """(m, 3): the voxels whose centre lies in the tube or within `beyond` mm of it; its section may be an ellipse."""
    line = tube.stations
    if arc_lengths(line[:, :3])[-1] > _STEP:
        line = at_length(line, np.arange(0.0, arc_lengths(line[:, :3])[-1], _STEP))
    reach = int(np.ceil((line[:, 3].max() / np.sqrt(tube.flat) + beyond) / subject.spacing)) + 1
    cube = np.stack(np.meshgrid(*[np.arange(-reach, reach + 1)] * 3, indexing="ij"), -1).reshape(-1, 3)
    place = (line[:, :3] - subject.origin) / subject.spacing
    near = ((place > -reach) & (place < np.array(subject.labels.shape) + reach)).all(axis=1)
    line, place = line[near], place[near]
    if len(line) < 2:
        return np.zeros((0, 3), dtype=np.int64)
    nodes = np.round(place).astype(np.int64)[:, None] + cube
    gap = (nodes - place[:, None]) * subject.spacing
    hit = nodes[_inside(gap, line, tube.flat, beyond)]
    hit = hit[((hit >= 0) & (hit < subject.labels.shape)).all(axis=1)]
    return _once(hit, subject.labels.shape)


def _once(nodes: Nodes, shape: tuple[int, ...]) -> Nodes:
    """The rows of `nodes` (n, 3), each once and sorted."""
    flat = np.unique(np.ravel_multi_index(tuple(nodes.T), shape))
    return np.stack(np.unravel_index(flat, shape), axis=-1)


def _inside(gap: Reals, line: Reals, flat: float, beyond: float) -> NDArray[np.bool_]:
    """(n, m): is each `gap` (n, m, 3) from its station in the section, and beside it rather than before or behind?"""
    along = tangents(line[:, :3])
    thin = outward_at(line[:, :3])
    thin = thin - (thin * along).sum(axis=1, keepdims=True) * along
    thin /= np.maximum(np.linalg.norm(thin, axis=1, keepdims=True), 1e-9)
    wide = np.cross(along, thin)
    s, t, u = (np.einsum("nmk,nk->nm", gap, axis) for axis in (along, thin, wide))
    short, long = line[:, 3] * np.sqrt(flat) + beyond, line[:, 3] / np.sqrt(flat) + beyond
    inside: NDArray[np.bool_] = (t / short[:, None]) ** 2 + (u / long[:, None]) ** 2 <= 1.0
    return inside & (np.abs(s) <= 0.5)


def _number(subject: Subject, name: str) -> int:
    return next((number for number, item in subject.ids.items() if item == name), -1)


def _own_labels(subject: Subject, old: Sequence[Tube]) -> tuple[int, ...]:
    """The labels that the parts are drawn with, the inner one first."""
    found = np.zeros(256, dtype=np.int64)
    for tube in old:
        core = Tube(tube.id, tube.kind, tube.stations * np.array([1.0, 1.0, 1.0, 0.6]), tube.flat)
        found += np.bincount(subject.labels[tuple(nodes_within(subject, core, 0.1).T)], minlength=256)
    lined = {n for n, kind in subject.kinds.items() if kind in _LINED}
    order = sorted((n for n in lined if found[n]), key=lambda n: -found[n])
    inner = [n for n in order if subject.kinds[n] != "vessel wall"][:1]
    wall = [n for n, kind in subject.kinds.items() if kind == "vessel wall"][:1]
    if inner and subject.ids[inner[0]].startswith("gon_"):
        return (inner[0], _number(subject, "nerve_fat"))
    return (*inner, *(wall if inner and subject.kinds[inner[0]] == "arterial blood" else ()))


def _taken(
    subject: Subject,
    labels: Labels,
    old: Iterable[Tube],
    own: tuple[int, ...],
    wide: float,
    kept: Iterable[Tube],
) -> Nodes:
    """(m, 3): the voxels of the old parts, without those that another tube of their kind claims."""
    nodes = np.concatenate([nodes_within(subject, tube, wide + _BEYOND) for tube in old])
    nodes = _once(nodes[np.isin(labels[tuple(nodes.T)], own)], labels.shape)
    if not len(nodes):
        return nodes
    low, high = nodes.min(axis=0), nodes.max(axis=0)
    claimed = np.zeros(high - low + 1, dtype=np.bool_)
    for tube in kept:
        place = (tube.stations[:, :3] - subject.origin) / subject.spacing
        near = ((place > low - 6) & (place < high + 6)).all(axis=1)
        if near.sum() < 2:
            continue
        theirs = nodes_within(subject, replace(tube, stations=tube.stations[near], swelling=None), 0.3)
        theirs = theirs[((theirs >= low) & (theirs <= high)).all(axis=1)] - low
        claimed[tuple(theirs.T)] = True
    return nodes[~claimed[tuple((nodes - low).T)]]


def _fill(labels: Labels, hole: Nodes, own: tuple[int, ...]) -> None:
    """Give each voxel of `hole` (m, 3) what most of its neighbours are, from the rim inwards."""
    if not len(hole):
        return
    shape = np.array(labels.shape)
    open_ = np.zeros(labels.shape, dtype=np.bool_)
    open_[tuple(hole.T)] = True
    for _ in range(_DEPTH):
        near = np.clip(hole[:, None] + _NEIGHBOURS, 0, shape - 1)
        at = tuple(np.moveaxis(near, -1, 0))
        usable = ~open_[at] & ~np.isin(labels[at], own)
        ready = usable.sum(axis=1) >= 5
        if not ready.any():
            break
        values = _commonest(labels[at][ready], usable[ready])
        labels[tuple(hole[ready].T)] = values
        open_[tuple(hole[ready].T)] = False
        hole = hole[~ready]
        if not len(hole):
            break


def _commonest(values: Labels, usable: NDArray[np.bool_]) -> Labels:
    """(n,): in each row of `values` (n, m) the commonest of those that are `usable`."""
    best, most = np.zeros(len(values), dtype=np.uint8), np.zeros(len(values), dtype=np.int64)
    for value in np.unique(values[usable]):
        count = ((values == value) & usable).sum(axis=1)
        more = count > most
        best[more], most[more] = value, count[more]
    return best


def _draw(subject: Subject, labels: Labels, tube: Tube, own: tuple[int, ...], lens: int) -> None:
    """The tube's rim (fat or wall), then what is inside."""
    if not own:
        return
    if len(own) > 1 and own[1] == lens:
        rim = nodes_within(subject, tube, LENS)
        soft = np.array([n for n, kind in subject.kinds.items() if kind in ("muscle", "interfascial plane")])
        rim = rim[np.isin(labels[tuple(rim.T)], soft)]
        labels[tuple(rim.T)] = lens
        labels[tuple(nodes_within(subject, tube, 0.0).T)] = own[0]
        return
    whole = nodes_within(subject, tube, 0.0)
    labels[tuple(whole.T)] = own[-1]
    labels[tuple(nodes_within(subject, tube, -WALL if len(own) > 1 else 0.0).T)] = own[0]
