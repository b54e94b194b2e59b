"""Checking the names in a lesson against the atlas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from anatomy_viewer.content.forms import did_you_mean
from anatomy_viewer.content.yaml_lines import YamlMap, line_at
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import POINT_KINDS, Atlas, is_own
from anatomy_viewer.model.exercise import tasks_of
from anatomy_viewer.model.lesson import Link

BOOKMARK = "av1"  # before what is in a bookmark: how it is to be read
VESSELS_AND_NERVES = ("nerves", "arteries", "veins")


@dataclass(frozen=True)
class Vocabulary:
    """The words that lessons may use, by what they are used for."""

    atlas: Atlas

    def selectors(self) -> list[str]:
        """For show, hide and fade."""
        return list(self.atlas.selectors)

    def marks(self) -> list[str]:
        """For highlight, label, answers and links: selectors and features."""
        features = self.atlas.features
        bases = {name[:-2] for name, feature in features.items() if feature.side != "midline"}
        return [*self.atlas.selectors, *features, *sorted(bases - set(features))]

    def focus(self) -> list[str]:
        """What the camera may frame."""
        return [*self.marks(), *self.atlas.points]

    def points(self) -> list[str]:
        """Points, and words for several of them."""
        return [*self.atlas.points, *POINT_KINDS, "none"]

    def territories(self) -> list[str]:
        """Nerves whose skin territory can be painted."""
        return list(self.atlas.skin.territories)

    def pathway(self) -> list[str]:
        """Nodes and edges of the pathway, with or without a side."""
        return list(self.atlas.pathway.words)

    def presets(self) -> list[str]:
        """Experiments that the model of the pathway repeats."""
        return list(self.atlas.pathway.presets)

    def regions(self) -> list[str]:
        """Regions in which pain is felt, without a side (both) or with it."""
        return [f"{name}{end}" for name in self.atlas.skin.regions for end in ("", "_r", "_l")]

    def syndromes(self) -> list[str]:
        """Pain syndromes."""
        return list(self.atlas.practice.syndromes)

    def procedures(self) -> list[str]:
        """Tasks for the needle."""
        return list(tasks_of(self.atlas))

    def courses(self) -> list[str]:
        """What has a course that can be lit."""
        return [s.id for s in self.atlas.structures.values() if s.system in VESSELS_AND_NERVES]


@dataclass
class Names:
    """Reports unknown names in one block of a lesson."""

    path: Path
    data: YamlMap
    problems: list[ContentError]

    def check(self, names: Iterable[str], known: Callable[[], list[str]], key: str) -> None:
        """Report each of `names`, the values (or keys) under `key`, that is not `known`.

        An own mesh that is not here is no slip of the lesson: `lesson_own` says so.
        """
        words = known()
        for i, name in enumerate(names):
            if name not in words and not is_own(name):
                at = (key, name) if isinstance(self.data.get(key), YamlMap) else (key, i)
                line = line_at(self.data, at)
                problem = f"'{key}': the atlas has no '{name}'."
                self.problems.append(ContentError(self.path, line, problem, did_you_mean(name, words)))


def link_problems(path: Path, links: Iterable[tuple[Link, int]], atlas: Atlas) -> list[ContentError]:
    """Links to structures, points and sources that do not exist."""
    tables: dict[str, Callable[[], list[str]]] = {
        "structure": Vocabulary(atlas).marks,
        "point": lambda: list(atlas.points),
        "source": lambda: list(atlas.sources),
    }
    known = {kind: words() for kind, words in tables.items()}
    found = []
    for link, line in links:
        own = link.kind == "structure" and is_own(link.target)
        if link.kind in known and not own and link.target not in known[link.kind]:
            hint = did_you_mean(link.target, known[link.kind])
            found.append(ContentError(path, line, f"there is no {link.kind} '{link.target}'.", hint))
    return found


def lesson_link_problems(
    path: Path, links: Iterable[tuple[Link, int]], steps: Mapping[str, Sequence[str]]
) -> list[ContentError]:
    """Links to lessons and steps that do not exist; `steps`: lesson id → its step ids."""
    found = []
    for link, line in links:
        if link.kind == "lesson" and link.target not in steps:
            hint = did_you_mean(link.target, steps)
            found.append(ContentError(path, line, f"there is no lesson '{link.target}'.", hint))
        elif link.kind == "lesson" and link.step and link.step not in steps[link.target]:
            hint = did_you_mean(link.step, steps[link.target])
            found.append(ContentError(path, line, f"'{link.target}' has no step '{link.step}'.", hint))
    return found
