"""How one structure is made: a value that the tables of recipes hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.solid import Rule

Neighbours = Mapping[str, Mesh]
Build = Callable[[Figures, Neighbours], Mesh]
Patches = Callable[[Figures], dict[str, Rule]]


def no_patches(_: Figures) -> dict[str, Rule]:
    """For a structure without named patches."""
    return {}


@dataclass(frozen=True)
class Recipe:
    """`build(figures, neighbours)` gives the right-side or midline mesh at any density.

    It is then decimated to at most `triangles` and `coarse` faces. `needs` names base ids whose finished full
    mesh is handed over in `neighbours` (right side of paired ones: mirror with `Mesh.mirrored`).
    `patches(figures)` names the features and the rule that picks the faces of each, applied to both copies.
    `anchor`: where a label's line should end (mm; moved to the surface); by default the middle as seen from behind.
    `opened`: nerves run through it; what `build` gives is kept in `whole/`, and cut along their courses (openings.py).
    `shade`: how much of the baked shade of hollows it takes: deep furrows side by side would turn black.
    `thin`: makes the coarse copy of what `build` gave instead of decimation, which tears the borders of thin sheets.
    """

    build: Build
    triangles: int
    coarse: int
    needs: tuple[str, ...] = ()
    patches: Patches = no_patches
    anchor: tuple[float, float, float] | None = None
    thin: Callable[[Mesh], Mesh] | None = None
    opened: bool = False
    shade: float = 1.0
