"""Tables of meshes put together without reading any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from anatomy_viewer.geometry.mesh import Mesh


class Overlaid(Mapping[str, Mesh]):
    """The meshes of `base`, read when asked for, with some in their place."""

    def __init__(self, base: Mapping[str, Mesh], over: Mapping[str, Mesh]) -> None:
        self._base, self._over = base, over

    def __getitem__(self, name: str) -> Mesh:
        return self._over[name] if name in self._over else self._base[name]

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

    def __iter__(self) -> Iterator[str]:
        yield from self._base
        yield from self._more

    def __len__(self) -> int:
        return len(self._base) + len(self._more)
