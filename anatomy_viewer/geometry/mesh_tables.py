"""Meshes put together: tables without reading any, and several as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from anatomy_viewer.geometry.mesh import Mesh


class Overlaid(Mapping[str, Mesh]):
    """The meshes of `base`, read when asked for, with some in their place."""

    def __init__(self, base: Mapping[str, Mesh], over: Mapping[str, Mesh]) -> None:
        self._base, self._over = base, over

    def __getitem__(self, name: str) -> Mesh:
        return self._over[name] if name in self._over else self._base[name]

    def __contains__(self, name: object) -> bool:
        return name in self._base  # without reading it

    def __iter__(self) -> Iterator[str]:
        return iter(self._base)

    def __len__(self) -> int:
        return len(self._base)


class Joined(Mapping[str, Mesh]):
    """The meshes of `base` and, after them, `more`; each read when asked for."""

    def __init__(self, base: Mapping[str, Mesh], more: Mapping[str, Mesh]) -> None:
        self._base, self._more = base, more

    def __getitem__(self, name: str) -> Mesh:
        return self._more[name] if name in self._more else self._base[name]

    def __contains__(self, name: object) -> bool:
        return name in self._more or name in self._base

    def __iter__(self) -> Iterator[str]:
        yield from self._base
        yield from self._more

    def __len__(self) -> int:
        return len(self._base) + len(self._more)


def one_mesh(meshes: Sequence[Mesh]) -> Mesh:
    """All of them as one, without their named patches."""
    if len(meshes) == 1:
        return meshes[0]
    starts = np.cumsum([0, *(len(mesh.vertices) for mesh in meshes[:-1])])
    return Mesh(
        np.concatenate([mesh.vertices for mesh in meshes]),
        np.concatenate([mesh.faces + start for mesh, start in zip(meshes, starts, strict=True)]).astype(
            np.int32
        ),
        np.concatenate([mesh.normals for mesh in meshes]),
        np.concatenate([mesh.colours for mesh in meshes]),
        np.zeros(sum(len(mesh.faces) for mesh in meshes), np.uint8),
    )
