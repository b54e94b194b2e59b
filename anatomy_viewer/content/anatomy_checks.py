"""Whether the atlas is right as anatomy: nerves clear of bone and of vessels, courses in the order of the literature,
points on what they name and near what was published, bodies whole, apart and of a plausible size. Reads the finished
files only; some seconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from anatomy_viewer.content.anatomy_contacts import (
    attachment_problems,
    intersection_problems,
    joint_problems,
    overlap_problems,
)
from anatomy_viewer.content.anatomy_courses import course_problems
from anatomy_viewer.content.anatomy_depths import depth_problems, foramen_problems
from anatomy_viewer.content.anatomy_meshes import (
    mesh_problems,
    mirror_problems,
    piece_problems,
    volume_problems,
)
from anatomy_viewer.content.anatomy_points import point_problems
from anatomy_viewer.content.anatomy_practice import practice_problems
from anatomy_viewer.content.anatomy_specimen import Problems, Specimen
from anatomy_viewer.errors import ContentError

LINTS: tuple[Callable[[Specimen], Problems], ...] = (
    piece_problems,
    mirror_problems,
    volume_problems,
    attachment_problems,
    overlap_problems,
    intersection_problems,
    joint_problems,
    foramen_problems,
    depth_problems,
    course_problems,
    point_problems,
    practice_problems,
)


def anatomy_problems(folder: Path) -> Problems:
    """Everything that is wrong with the anatomy of the atlas in `folder`; what can't be read is one problem."""
    try:
        specimen = Specimen.read(folder)
        found = [*specimen.left_out, *mesh_problems(folder)]
        for lint in LINTS:
            found += lint(specimen)
    except ContentError as error:
        return [error]
    return found
