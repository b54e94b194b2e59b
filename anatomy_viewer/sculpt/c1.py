"""The atlas: the fitted blocks of vertebra_primitives.csv, then what the fit was too coarse for (right side)."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.sculpt.blocks import blocks_of
from anatomy_viewer.sculpt.condyle import facet_blocks
from anatomy_viewer.sculpt.facets import Joint
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Block, Capsule, Distances, Ellipsoid, Points
from anatomy_viewer.sculpt.rules import facing, halves, near_shape, right_and_left, within
from anatomy_viewer.sculpt.solid import Rule

# Where the vertebral artery lies on the posterior arch: from behind the lateral mass towards the midline.
GROOVE = (
    Capsule((27.5, 62.8, -28.6), (20.0, 56.4, -28.2), (2.3, 2.3), (2.5, 2.5)),
    Capsule((20.0, 56.4, -28.2), (12.0, 51.6, -28.4), (2.5, 2.5), (2.2, 2.2)),
)
_POSTERIOR_TUBERCLE = (
    Block("add", Ellipsoid((0.0, 39.9, -34.6), (2.6, 2.2, 2.9)), 2.0),
    Block("cut", Ellipsoid((0.0, 39.5, -28.6), (3.4, 3.0, 2.2)), 2.0),
)
_ANTERIOR = (
    Block("add", Ellipsoid((0.0, 84.6, -33.6), (2.6, 1.8, 3.2)), 2.0),
    # Facet for the dens on the back of the anterior arch.
    Block("cut", Ellipsoid((0.0, 77.6, -32.6), (7.0, 3.4, 7.0)), 0.8),
    # Room for the front of the axis' upper facet.
    Block("cut", Ellipsoid((9.6, 77.0, -37.4), (3.0, 3.4, 1.8)), 1.0),
)


def joints(figures: Figures) -> dict[str, Joint]:
    """The superior and inferior articular facets; the superior ones are hollow."""
    return {
        "superior": Joint(figures.paired_facet("C1_superior_facet"), 2.0),
        "inferior": Joint(figures.paired_facet("C1_inferior_facet"), 0.8),
    }


def blocks(figures: Figures) -> list[Block]:
    """All blocks in order."""
    fitted = blocks_of(figures.primitives("atlas_C1"))
    groove = [Block("cut", shape, 1.4) for shape in GROOVE]
    return [*fitted, *facet_blocks(), *_POSTERIOR_TUBERCLE, *_ANTERIOR, *groove]


def _groove(points: Points) -> Distances:
    return np.minimum(*(shape(points) for shape in GROOVE))


def patches(figures: Figures) -> dict[str, Rule]:
    """Named patches of the atlas."""
    faces = joints(figures)
    return {
        "c1_posterior_arch": within((0.0, 25.0), (0.0, 57.5)),
        "c1_posterior_tubercle": within((0.0, 4.2), (0.0, 41.8)),
        **halves("c1_transverse_process", within((26.5, 60.0))),
        **halves(
            "c1_groove",
            near_shape(_groove, 1.0),
            facing((0.0, 0.0, 1.0), 0.1),
            within((11.0, 26.5), (0.0, 60.5)),
        ),
        **right_and_left("c1_superior_facet", lambda side: faces["superior"].rule(side, depth=4.0)),
        **right_and_left("c1_inferior_facet", faces["inferior"].rule),
    }
