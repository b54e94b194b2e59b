"""Prerequisites that lead round in a circle: found, named by line, and left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from anatomy_viewer.content.lesson_draft import Draft
from anatomy_viewer.content.yaml_lines import line_at
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.case import reached


def circular(prerequisites: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """For each lesson those of its prerequisites that need it themselves, directly or by others."""
    graph = {name: tuple(needed) for name, needed in prerequisites.items()}
    needs = {name: reached(graph, name) for name in graph}
    return {
        name: frozenset(other for other in needed if name == other or name in needs.get(other, ()))
        for name, needed in graph.items()
    }


def circle_problem(draft: Draft, circles: Mapping[str, frozenset[str]]) -> ContentError:
    """What is wrong with the lesson's prerequisites."""
    name, front = draft.path.stem, draft.front
    needed = front.prerequisites if front else ()
    place = next(i for i, other in enumerate(needed) if other in circles[name])
    line = line_at(draft.document.front, ("prerequisites", place)) if draft.document else None
    problem = f"'prerequisites': '{needed[place]}' needs '{name}' itself."
    return ContentError(draft.path, line, problem, "Take one of the two out.")
