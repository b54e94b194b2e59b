"""The last step of sculpting: courses.json from the finished meshes, openings cut for them, and the points seated."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from anatomy_viewer.sculpt.courses import COURSED, write_courses
from anatomy_viewer.sculpt.openings import open_all
from anatomy_viewer.sculpt.seating import seat_points

# What points lie on that no course runs past.
_SEATS = (
    "scalp_skin",
    "frontal_bone",
    "spinal_cord_cervical",
    "lateral_atlantoaxial_capsule",
    "facet_capsule_c2_c3",
    "sphenopalatine_ganglion",
)


def place(folder: Path, built: Collection[str]) -> bool:
    """Bring courses.json and points.yaml in `folder` up to date after `built` was built; False where meshes lack.

    Courses are solved anew only when a nerve or vessel was built (or none are there yet).
    """
    path = folder / "courses.json"
    needed = {name for recipe in COURSED.values() for name in recipe.needs} | set(COURSED) | set(_SEATS)
    if not all((folder / f"{name}.ply").is_file() for name in needed):
        return False
    if not path.is_file() or set(built) & set(COURSED):
        write_courses(folder)
    open_all(folder)
    if (folder / "points.yaml").is_file():
        seat_points(folder)
    return True
