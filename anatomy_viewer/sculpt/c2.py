"""The axis: the fitted blocks of vertebra_primitives.csv, then facets, dens and spinous process (right side)."""

from __future__ import annotations

from anatomy_viewer.sculpt.blocks import blocks_of
from anatomy_viewer.sculpt.facets import Joint
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Block, Capsule, Ellipsoid
from anatomy_viewer.sculpt.rules import halves, right_and_left, within
from anatomy_viewer.sculpt.solid import Rule

_DENS = (
    Block("add", Ellipsoid((0.0, 73.6, -29.8), (4.7, 5.5, 5.9)), 2.0),
    # The waist: groove of the transverse ligament behind, narrower sides.
    Block("cut", Capsule((-9.0, 66.6, -34.6), (9.0, 66.6, -34.6), (2.2, 2.2), (2.2, 2.2)), 2.0),
    Block("cut", Ellipsoid((7.0, 74.5, -35.0), (2.2, 7.0, 2.6)), 1.5),
    # Facet for the atlas in front.
    Block("cut", Ellipsoid((0.0, 87.0, -30.4), (8.0, 7.7, 8.0)), 0.6),
)
# The hinder bar of the transverse process, freed again after the facet is cut.
# Its front bar from the body, and the outer wall between the two: they close the foramen.
_TRANSVERSE = (
    Block("add", Capsule((20.4, 62.8, -51.4), (24.3, 69.0, -54.6), (1.7, 2.6), (1.6, 2.2)), 1.5),
    Block("add", Capsule((11.0, 73.8, -50.4), (17.6, 73.2, -51.2), (1.6, 1.9), (1.4, 1.7)), 1.2),
    Block("add", Capsule((22.4, 72.6, -51.4), (23.6, 66.0, -51.8), (1.1, 1.5), (1.1, 1.5)), 1.0),
)
_SPINE = (
    Block("add", Capsule((1.4, 40.5, -58.6), (4.4, 34.6, -62.0), (1.8, 2.8), (2.0, 2.4)), 2.5),
    Block("cut", Capsule((0.0, 28.5, -63.6), (0.0, 40.0, -63.4), (2.3, 3.0), (1.0, 1.5)), 2.2),
)


def joints(figures: Figures) -> dict[str, Joint]:
    """The superior and inferior articular facets."""
    return {
        "superior": Joint(figures.paired_facet("C2_superior_facet"), 0.3),
        "inferior": Joint(figures.paired_facet("C2_inferior_facet"), -0.4),
    }


def blocks(figures: Figures) -> list[Block]:
    """All blocks in order."""
    fitted = blocks_of(figures.primitives("axis_C2"))
    faces = [block for joint in joints(figures).values() for block in joint.blocks()]
    return [*fitted, *_DENS, *faces, *_TRANSVERSE, *_SPINE]


def patches(figures: Figures) -> dict[str, Rule]:
    """Named patches of the axis."""
    faces = joints(figures)
    return {
        **halves("c2_lamina", within((2.0, 18.0), (44.5, 58.5), (-64.0, -44.0))),
        **halves("c2_transverse_process", within((20.8, 40.0), (62.0, 80.0), (-62.0, -49.0))),
        "c2_spinous_process": within((0.0, 7.5), (0.0, 46.5)),
        "dens_axis": within((0.0, 7.0), (60.0, 90.0), (-37.0, 0.0)),
        **right_and_left("c2_superior_facet", faces["superior"].rule),
        **right_and_left("c2_inferior_facet", faces["inferior"].rule),
    }
