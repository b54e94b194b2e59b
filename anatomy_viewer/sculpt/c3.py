"""Third cervical vertebra from building blocks placed by hand, then corrected by those of lower_cervical.csv.

Right side; the left is its mirror image.
"""

from __future__ import annotations

from anatomy_viewer.sculpt.blocks import blocks_of
from anatomy_viewer.sculpt.facets import Joint
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Block, Capsule, Drum, Ellipsoid
from anatomy_viewer.sculpt.rules import right_and_left, within
from anatomy_viewer.sculpt.solid import Rule

_BODY = (
    Block("add", Drum((0.0, 75.3, -63.5), (0.0, 0.14, 1.0), (1.0, 0.0, 0.0), (9.8, 7.6), 7.0, 1.5), 2.0),
    Block("add", Ellipsoid((6.8, 71.7, -63.9), (4.5, 3.2, 6.3), (-0.53, 0.10, -0.09)), 2.5),
    Block("add", Capsule((7.2, 68.4, -58.2), (10.6, 76.8, -59.0), (3.0, 4.0), (1.2, 2.8), 0.6), 2.0),
    Block("add", Ellipsoid((0.0, 81.2, -69.0), (5.5, 2.2, 2.6)), 2.0),
    Block("cut", Capsule((0.0, 62.0, -53.4), (0.0, 88.0, -57.0), (7.6, 3.2), (7.6, 3.2)), 2.0),
    Block("cut", Ellipsoid((0.0, 74.6, -72.8), (7.2, 5.2, 3.0)), 1.5),
    Block("cut", Ellipsoid((6.4, 86.0, -64.4), (4.0, 3.6, 3.6)), 3.0),
    Block("cut", Ellipsoid((13.6, 76.0, -71.0), (4.0, 9.0, 4.6)), 2.5),
)
_ARCH = (
    Block("add", Capsule((9.7, 71.0, -61.8), (17.4, 64.8, -63.9), (3.2, 3.4), (3.8, 2.5)), 3.0),
    Block("add", Capsule((20.0, 62.1, -60.6), (20.2, 60.4, -69.3), (4.8, 3.1), (6.6, 3.3), -0.16), 3.0),
    Block("add", Capsule((15.3, 61.8, -66.1), (2.7, 49.4, -68.0), (3.2, 5.3), (2.3, 4.8), 0.10), 3.0),
    Block("add", Capsule((0.0, 50.0, -67.2), (0.0, 36.0, -74.2), (2.7, 4.9), (2.2, 4.2)), 3.0),
    # The keel parts into two short tubercles; below them it is hollowed.
    Block("add", Capsule((0.9, 40.5, -72.8), (3.9, 33.4, -77.2), (1.6, 3.2), (2.0, 2.3)), 2.5),
)
_TRANSVERSE = (
    Block("add", Capsule((10.7, 71.2, -59.6), (20.5, 74.2, -62.6), (2.4, 3.5), (1.4, 3.1), -0.37), 2.5),
    Block("add", Ellipsoid((23.3, 71.8, -65.8), (2.6, 2.0, 4.3), (0.49, -0.83, -1.17)), 2.0),
    Block("add", Capsule((20.2, 65.1, -64.6), (25.1, 66.4, -67.6), (2.8, 3.7), (1.0, 3.0), -0.93), 2.5),
    Block("add", Ellipsoid((25.9, 66.1, -68.5), (1.7, 2.4, 2.0)), 2.0),
    Block("add", Capsule((23.9, 72.1, -67.4), (25.2, 66.8, -68.4), (1.3, 1.9), (1.4, 1.5), 0.42), 2.0),
)
_CUTS = (
    Block("cut", Capsule((17.1, 70.4, -54.0), (16.5, 72.0, -77.0), (3.3, 2.4), (3.2, 2.9), -0.11), 1.2),
    Block("cut", Capsule((0.4, 58.0, -52.3), (-1.2, 59.7, -79.9), (12.0, 6.0), (12.0, 8.6), -0.485), 2.5),
    Block("cut", Capsule((0.0, 28.0, -77.6), (0.0, 40.0, -78.6), (1.9, 2.8), (0.9, 1.3)), 2.2),
)


def joints(figures: Figures) -> dict[str, Joint]:
    """The superior and inferior articular facets."""
    return {
        "superior": Joint(figures.paired_facet("C3_superior_facet"), 0.2, sink=-0.95),
        "inferior": Joint(figures.paired_facet("C3_inferior_facet"), -0.6),
    }


def blocks(figures: Figures) -> list[Block]:
    """All blocks in order."""
    faces = [block for joint in joints(figures).values() for block in joint.blocks()]
    fitted = blocks_of(figures.primitives("c3_vertebra", "lower_cervical", "value"))
    return [*_BODY, *_ARCH, *_TRANSVERSE, *fitted, *faces, *_CUTS]


def patches(figures: Figures) -> dict[str, Rule]:
    """Named patches of the third cervical vertebra."""
    return {
        "c3_spinous_process": within((0.0, 8.0), (0.0, 47.0)),
        **right_and_left("c3_superior_facet", joints(figures)["superior"].rule),
    }
