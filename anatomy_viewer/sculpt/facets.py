"""Joint surfaces of the vertebrae: flat ovals with a crisp rim, and the rule that finds their faces again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from anatomy_viewer.sculpt.figures import Facet
from anatomy_viewer.sculpt.implicit import Block, Drum
from anatomy_viewer.sculpt.solid import Mask, Reals, Rule

_REACH = 1.8


@dataclass(frozen=True)
class Joint:
    """A facet of the right side; `lip` mm is how far the oval stands out around the measured contact."""

    facet: Facet
    lip: float = 0.6
    sink: float = 0.0

    def blocks(self, thickness: float = 2.4) -> list[Block]:
        """A disc whose outer face is the joint surface, and the cut that keeps the space in front of it free."""
        f = self.facet
        plane = f.centre - self.sink * f.normal
        radii = (f.length / 2.0 + self.lip, f.width / 2.0 + self.lip)
        wider = (radii[0] + 0.7, radii[1] + 0.7)
        disc = Drum(plane - thickness / 2.0 * f.normal, f.normal, f.long_axis, radii, thickness / 2.0, 0.7)
        room = Drum(plane + _REACH * f.normal, f.normal, f.long_axis, wider, _REACH, 0.5)
        return [Block("add", disc, 1.5), Block("cut", room, 0.8)]

    def rule(self, side: float, depth: float = 2.0) -> Rule:
        """Faces on the joint surface; `side` 1 right, -1 left. `depth` mm above or below the plane still counts."""
        f = self.facet
        flip = np.array([side, 1.0, 1.0])
        across = np.cross(f.normal, f.long_axis)

        def chosen(centroids: Reals, normals: Reals) -> Mask:
            offset = centroids * flip - f.centre
            u, v = offset @ f.long_axis, offset @ across
            inside = np.hypot(u / (f.length / 2.0 + self.lip), v / (f.width / 2.0 + self.lip)) < 1.0
            level = np.abs(offset @ f.normal) < depth
            return np.asarray(inside & level & ((normals * flip) @ f.normal > 0.55))

        return chosen


def joint_rules(joints: Iterable[Joint], depth: float = 4.0) -> list[Rule]:
    """Rules for both sides of every joint: where a bone is covered by cartilage in life."""
    return [joint.rule(side, depth) for joint in joints for side in (1.0, -1.0)]
